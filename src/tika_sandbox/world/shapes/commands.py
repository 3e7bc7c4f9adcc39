"""Application commands as they're registered: names, descriptions, options and their limits."""

import re
import unicodedata
from typing import Any, Final

from tika_sandbox.world.refused import Form
from tika_sandbox.world.shapes.fields import Path, each, objects, text, whole

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, PERSON, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
MOST_OPTIONS: Final = 25
MOST_CHARACTERS: Final = 8000
_LARGEST: Final = 2**53 - 1
_EXTRA: Final = re.compile(r"[-_']")
_SCRIPTS: Final = ("DEVANAGARI", "THAI")
Document = dict[str, Any]


def is_name(name: object) -> bool:
    """Tell whether Discord takes ``name`` for a slash command: letters, digits, ``-_'``, lower case, 1…32."""
    if not isinstance(name, str) or not 1 <= len(name) <= 32 or name != name.lower():
        return False
    return all(_EXTRA.match(c) or unicodedata.category(c)[0] in "LN" or _is_script(c) for c in name)


def _is_script(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_SCRIPTS)


def command(form: Form, path: Path, body: Document, *, usual_kind: int = CHAT) -> Document:
    """Return a checked command in the shape in which Discord shows it, without its ids."""
    kind = whole(form, (*path, "type"), body.get("type") or usual_kind, CHAT, 4)
    name = _name(form, (*path, "name"), body.get("name"), strict=kind == CHAT)
    description = body.get("description") or ""
    if kind == CHAT:
        text(form, (*path, "description"), description, least=1, most=100)
    elif description:
        form.wrong((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Must be empty")
    document: Document = {
        "type": kind,
        "name": name,
        "name_localizations": body.get("name_localizations") or None,
        "description": description,
        "description_localizations": body.get("description_localizations") or None,
        "default_member_permissions": _bits(form, (*path, "default_member_permissions"), body),
        "dm_permission": body.get("dm_permission") is not False,
        "nsfw": bool(body.get("nsfw")),
        # discord.py sends null for both; Discord fills in what the application is installed as.
        "integration_types": body.get("integration_types") or [0],
        "contexts": body.get("contexts") or None,
    }
    options = objects(form, (*path, "options"), body.get("options"), most=MOST_OPTIONS)
    if options and kind != CHAT:
        form.wrong((*path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Must be empty")
    if options:
        document["options"] = _options(form, (*path, "options"), options, depth=0)
    if _characters(document) > MOST_CHARACTERS:
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    return document


def _name(form: Form, path: Path, value: Any, *, strict: bool) -> str:
    name = text(form, path, "" if value is None else value, least=1, most=32)
    if strict and name and not is_name(name):
        form.wrong(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    return name


def _bits(form: Form, path: Path, body: Document) -> str | None:
    value = body.get("default_member_permissions")
    return None if value is None else str(whole(form, path, value, 0, 1 << 63))


def _options(form: Form, path: Path, options: list[Document], *, depth: int) -> list[Document]:
    checked = [_option(form, place, option, depth=depth) for place, option in each(options, path)]
    names = [option["name"] for option in checked]
    if len(set(names)) < len(names):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
    nested = [option["type"] in (SUBCOMMAND, GROUP) for option in checked]
    if any(nested) and not all(nested):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands and values can't be mixed")
    optional_seen = False
    for index, option in enumerate(checked):
        if option.get("required") and optional_seen:
            form.wrong(
                (*path, index), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )  # fmt: skip
        optional_seen = optional_seen or not option.get("required")
    return checked


def _option(form: Form, path: Path, option: Document, *, depth: int) -> Document:
    kind = whole(form, (*path, "type"), option.get("type", 0), SUBCOMMAND, ATTACHMENT)
    checked: Document = {
        "type": kind,
        "name": _name(form, (*path, "name"), option.get("name"), strict=True),
        "description": text(form, (*path, "description"), option.get("description") or "", least=1, most=100),
    }
    for key in ("name_localizations", "description_localizations"):
        if option.get(key):
            checked[key] = option[key]
    if kind in (SUBCOMMAND, GROUP):
        if depth > (0 if kind == GROUP else 1):
            form.wrong((*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
            return checked
        children = objects(form, (*path, "options"), option.get("options"), most=MOST_OPTIONS)
        if children:
            checked["options"] = _options(form, (*path, "options"), children, depth=depth + 1)
        return checked
    return _value_option(form, path, option, checked)


def _value_option(form: Form, path: Path, option: Document, checked: Document) -> Document:
    kind = checked["type"]
    if option.get("required"):
        checked["required"] = True
    if option.get("autocomplete"):
        checked["autocomplete"] = True
    choices = objects(form, (*path, "choices"), option.get("choices"), most=25)
    if choices and option.get("autocomplete"):
        form.wrong(
            path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices and autocomplete exclude"
        )
    if (choices or option.get("autocomplete")) and kind not in (STRING, INTEGER, NUMBER):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This type takes no choices")
    if choices:
        checked["choices"] = [_choice(form, at, c, kind) for at, c in each(choices, (*path, "choices"))]
    return checked | _bounds(form, path, option)


def _bounds(form: Form, path: Path, option: Document) -> Document:
    checked: Document = {}
    for key in ("min_value", "max_value", "channel_types"):
        if option.get(key) is not None and option.get(key) != []:
            checked[key] = option[key]
    for key, low in (("min_length", 0), ("max_length", 1)):
        if option.get(key) is not None:
            checked[key] = whole(form, (*path, key), option[key], low, 6000)
    for least, most in (("min_value", "max_value"), ("min_length", "max_length")):
        if least in checked and most in checked and checked[least] > checked[most]:
            form.wrong((*path, least), "NUMBER_TYPE_MAX", f"{least} must not be over {most}")
    return checked


def _choice(form: Form, path: Path, choice: Document, kind: int) -> Document:
    value = choice.get("value")
    if kind == STRING:
        value = text(form, (*path, "value"), value, least=1, most=100)
    elif isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _LARGEST:
        form.wrong((*path, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
    checked = {
        "name": text(form, (*path, "name"), choice.get("name") or "", least=1, most=100),
        "value": value,
    }
    if choice.get("name_localizations"):
        checked["name_localizations"] = choice["name_localizations"]
    return checked


def choices(form: Form, value: Any, kind: int) -> tuple[Document, ...]:
    """Return the checked choices that answer an autocomplete of an option of ``kind``."""
    path: Path = ("data", "choices")
    offered = objects(form, path, value, most=25)
    return tuple(_choice(form, place, item, kind) for place, item in each(offered, path))


def _characters(document: Document) -> int:
    count = len(str(document["name"])) + len(str(document["description"]))
    count += sum(_characters(option) for option in document.get("options", ()))
    return count + sum(len(c["name"]) + len(str(c["value"])) for c in document.get("choices", ()))
