"""Message components: rows of buttons and selects, and the newer kind that replaces content and embeds.

One table says what each type takes and where it may stand; walking a tree by it is all that checking is.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from tika_sandbox.world.refused import Form
from tika_sandbox.world.shapes.fields import Path, each, objects, optional_text, text, url, whole

ROW, BUTTON, CHOICE, INPUT, USERS, ROLES, MENTIONABLES, CHANNELS = 1, 2, 3, 4, 5, 6, 7, 8
SECTION, WORDS, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
SELECTS: Final = frozenset({CHOICE, USERS, ROLES, MENTIONABLES, CHANNELS})
LINK: Final = 5
PREMIUM: Final = 6
MOST_ROWS: Final = 5
MOST_NEW: Final = 40
MOST_WORDS: Final = 4000
_TOP_NEW: Final = frozenset({ROW, SECTION, WORDS, GALLERY, FILE, SEPARATOR, CONTAINER})
_IN_CONTAINER: Final = _TOP_NEW - {CONTAINER}
Document: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Form, Path, Document], Document]


def components(form: Form, value: Any, *, new: bool) -> tuple[Any, ...]:
    """Return checked components; ``new`` says that the message has the Components V2 flag."""
    path: Path = ("components",)
    if new:
        items = objects(form, path, value, most=MOST_NEW)
        checked = tuple(_one(form, place, item, _TOP_NEW) for place, item in each(items, path))
    else:
        items = objects(form, path, value, most=MOST_ROWS)
        checked = tuple(_one(form, place, item, frozenset({ROW})) for place, item in each(items, path))
    every = list(walk(checked))
    if new and len(every) > MOST_NEW:
        form.wrong(
            path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components is over 40."
        )
    if new and sum(len(c["content"]) for c in every if c["type"] == WORDS) > MOST_WORDS:
        form.wrong(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Text over 4000 characters.")
    _demand_unique(form, every)
    return checked


def walk(nodes: Any) -> Iterator[Document]:
    """Yield every component of a tree, depth first."""
    for node in nodes:
        if not node.get("type"):
            continue
        yield node
        yield from walk(node.get("components", ()))
        for key in ("accessory", "component"):
            if node.get(key):
                yield from walk((node[key],))


def find(nodes: Any, custom_id: str) -> Document | None:
    """Return the component with that custom id or None."""
    return next((node for node in walk(nodes) if node.get("custom_id") == custom_id), None)


def _demand_unique(form: Form, every: list[Document]) -> None:
    known: set[str] = set()
    for node in every:
        custom_id = node.get("custom_id")
        if custom_id in known:
            form.wrong(
                ("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", f'Custom id "{custom_id}" is used twice'
            )  # fmt: skip
        if custom_id is not None:
            known.add(custom_id)


def _one(form: Form, path: Path, item: Document, allowed: frozenset[int]) -> Document:
    kind = item.get("type")
    if kind not in allowed:
        said = ", ".join(str(number) for number in sorted(allowed))
        form.wrong((*path, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({said}).')
        return {}
    checked = {"type": kind, **_CHECKS[kind](form, path, item)}
    if item.get("id"):
        checked["id"] = whole(form, (*path, "id"), item["id"], 0, (1 << 31) - 1)
    return {key: value for key, value in checked.items() if value is not None}


def _row(form: Form, path: Path, item: Document) -> Document:
    place = (*path, "components")
    children = objects(form, place, item.get("components"), least=1, most=5)
    checked = [_one(form, at, child, SELECTS | {BUTTON}) for at, child in each(children, place)]
    if len(checked) > 1 and any(child.get("type") in SELECTS for child in checked):
        form.wrong(place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "Component layout width exceeded")
    return {"components": checked}


def custom_id(form: Form, path: Path, item: Document) -> str:
    """Return the custom id, which a component that answers must have."""
    if item.get("custom_id") in (None, ""):
        form.wrong((*path, "custom_id"), "BASE_TYPE_REQUIRED", "A custom id is required")
        return ""
    return text(form, (*path, "custom_id"), item["custom_id"], least=1, most=100)


def _button(form: Form, path: Path, item: Document) -> Document:
    style = whole(form, (*path, "style"), item.get("style", 0), 1, PREMIUM)
    label = optional_text(form, (*path, "label"), item.get("label") or None, most=80)
    checked: Document = {"style": style, "label": label, "emoji": _emoji(item.get("emoji"))}
    if item.get("disabled"):
        checked["disabled"] = True
    if style == LINK:
        if item.get("custom_id"):
            form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A link has no custom id")
        checked["url"] = url(form, (*path, "url"), item.get("url"))
    elif style != PREMIUM:
        if item.get("url"):
            form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Only links have a url")
        checked["custom_id"] = custom_id(form, path, item)
    if not label and checked["emoji"] is None and style != PREMIUM:
        form.wrong((*path, "label"), "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji")
    return checked


def _emoji(value: Any) -> Document | None:
    if not value:
        return None
    emoji: Document = {"name": value.get("name") or ""}
    if value.get("id"):
        emoji["id"] = str(value["id"])
        emoji["animated"] = bool(value.get("animated"))
    return emoji


def _bounds(form: Form, path: Path, item: Document) -> Document:
    lowest = item.get("min_values")
    highest = item.get("max_values")
    low = whole(form, (*path, "min_values"), 1 if lowest is None else lowest, 0, 25)
    high = whole(form, (*path, "max_values"), 1 if highest is None else highest, 1, 25)
    if low > high:
        form.wrong((*path, "min_values"), "NUMBER_TYPE_MAX", "min_values must not be over max_values")
    checked: Document = {"min_values": low, "max_values": high}
    if item.get("disabled"):
        checked["disabled"] = True
    return checked


def choice(form: Form, path: Path, item: Document) -> Document:
    """Return a checked string select without its type."""
    place = (*path, "options")
    options = objects(form, place, item.get("options"), least=1, most=25)
    checked = [_option(form, at, option) for at, option in each(options, place)]
    if len({option["value"] for option in checked}) < len(checked):
        form.wrong(
            place, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
        )
    document = {**_select(form, path, item), "options": checked}
    if document["max_values"] > len(checked) > 0:
        form.wrong((*path, "max_values"), "NUMBER_TYPE_MAX", "max_values is over the number of options")
    return document


def _option(form: Form, path: Path, item: Document) -> Document:
    option: Document = {
        "label": text(form, (*path, "label"), item.get("label", ""), least=1, most=100),
        "value": text(form, (*path, "value"), item.get("value", ""), least=1, most=100),
    }
    if description := optional_text(form, (*path, "description"), item.get("description") or None, most=100):
        option["description"] = description
    if emoji := _emoji(item.get("emoji")):
        option["emoji"] = emoji
    if item.get("default"):
        option["default"] = True
    return option


def _select(form: Form, path: Path, item: Document) -> Document:
    document = {
        "custom_id": custom_id(form, path, item),
        "placeholder": optional_text(form, (*path, "placeholder"), item.get("placeholder") or None, most=150),
        **_bounds(form, path, item),
    }
    if item.get("default_values"):
        document["default_values"] = [
            {"id": str(value.get("id")), "type": value.get("type")} for value in item["default_values"]
        ]
    return document


def channels(form: Form, path: Path, item: Document) -> Document:
    """Return a checked channel select without its type."""
    document = _select(form, path, item)
    if item.get("channel_types"):
        document["channel_types"] = list(item["channel_types"])
    return document


def _section(form: Form, path: Path, item: Document) -> Document:
    place = (*path, "components")
    words = objects(form, place, item.get("components"), least=1, most=3)
    accessory = item.get("accessory")
    if not isinstance(accessory, dict):
        form.wrong((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
        accessory = {}
    else:
        accessory = _one(form, (*path, "accessory"), accessory, frozenset({BUTTON, THUMBNAIL}))
    return {
        "components": [_one(form, at, child, frozenset({WORDS})) for at, child in each(words, place)],
        "accessory": accessory,
    }


def words(form: Form, path: Path, item: Document) -> Document:
    """Return a checked text display without its type."""
    return {"content": text(form, (*path, "content"), item.get("content", ""), least=1, most=MOST_WORDS)}


def _media(form: Form, path: Path, value: Any) -> Document:
    address = value.get("url") if isinstance(value, dict) else None
    return {"url": url(form, (*path, "url"), address or "", attachment=True)}


def _thumbnail(form: Form, path: Path, item: Document) -> Document:
    return {
        "media": _media(form, (*path, "media"), item.get("media")),
        "description": optional_text(form, (*path, "description"), item.get("description"), most=1024),
        "spoiler": bool(item.get("spoiler")),
    }


def _gallery(form: Form, path: Path, item: Document) -> Document:
    place = (*path, "items")
    items = objects(form, place, item.get("items"), least=1, most=10)
    return {"items": [_thumbnail(form, at, child) for at, child in each(items, place)]}


def _file(form: Form, path: Path, item: Document) -> Document:
    return {"file": _media(form, (*path, "file"), item.get("file")), "spoiler": bool(item.get("spoiler"))}


def _separator(form: Form, path: Path, item: Document) -> Document:
    return {
        "divider": bool(item.get("divider", True)),
        "spacing": whole(form, (*path, "spacing"), item.get("spacing") or 1, 1, 2),
    }


def _container(form: Form, path: Path, item: Document) -> Document:
    place = (*path, "components")
    children = objects(form, place, item.get("components"), least=1, most=MOST_NEW)
    colour = item.get("accent_color")
    return {
        "components": [_one(form, at, child, _IN_CONTAINER) for at, child in each(children, place)],
        "accent_color": None if colour is None else whole(form, (*path, "accent_color"), colour, 0, 0xFFFFFF),
        "spoiler": bool(item.get("spoiler")),
    }


_CHECKS: Final[dict[int, Check]] = {
    ROW: _row,
    BUTTON: _button,
    CHOICE: choice,
    USERS: _select,
    ROLES: _select,
    MENTIONABLES: _select,
    CHANNELS: channels,
    SECTION: _section,
    WORDS: words,
    THUMBNAIL: _thumbnail,
    GALLERY: _gallery,
    FILE: _file,
    SEPARATOR: _separator,
    CONTAINER: _container,
}
SELECT_CHECKS: Final[dict[int, Check]] = {kind: _CHECKS[kind] for kind in SELECTS}
