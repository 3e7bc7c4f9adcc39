"""Forms (modals): up to five rows, each a text input, or a label around any input."""

from typing import Any, Final

from tika_sandbox.world.refused import Form
from tika_sandbox.world.shapes.components import INPUT, ROW, SELECT_CHECKS, WORDS, Document, custom_id, words
from tika_sandbox.world.shapes.fields import Path, each, objects, optional_text, text, whole

LABEL, UPLOAD, RADIO, CHECKS, CHECK = 18, 19, 21, 22, 23
_SINGLE: Final = frozenset({INPUT, RADIO, CHECK})


def modal(form: Form, value: Any) -> Document:
    """Return a checked modal."""
    if not isinstance(value, dict):
        form.wrong(("data",), "BASE_TYPE_REQUIRED", "This field is required")
        return {}
    path: Path = ("data", "components")
    rows = objects(form, path, value.get("components"), least=1, most=5)
    checked = [_row(form, at, row) for at, row in each(rows, path)]
    fields = list(inputs(checked))
    if len({field.get("custom_id") for field in fields}) < len(fields):
        form.wrong(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    return {
        "title": text(form, ("data", "title"), value.get("title", ""), least=1, most=45),
        "custom_id": text(form, ("data", "custom_id"), value.get("custom_id", ""), least=1, most=100),
        "components": checked,
    }


def inputs(rows: list[Document]) -> list[Document]:
    """Return the input of each row, in order."""
    found = []
    for row in rows:
        if row.get("type") == ROW:
            found += row["components"]
        elif row.get("type") == LABEL:
            found.append(row["component"])
    return found


def _row(form: Form, path: Path, item: Document) -> Document:
    kind = item.get("type")
    if kind == WORDS:
        return {"type": WORDS, **words(form, path, item)}
    if kind == LABEL:
        return _label(form, path, item)
    if kind == ROW:
        place = (*path, "components")
        children = objects(form, place, item.get("components"), least=1, most=1)
        return {"type": ROW, "components": [_input(form, at, child) for at, child in each(children, place)]}
    form.wrong((*path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')
    return {}


def _label(form: Form, path: Path, item: Document) -> Document:
    child = item.get("component")
    place = (*path, "component")
    label: Document = {
        "type": LABEL,
        "label": text(form, (*path, "label"), item.get("label", ""), least=1, most=45),
    }
    if said := optional_text(form, (*path, "description"), item.get("description") or None, most=100):
        label["description"] = said
    if not isinstance(child, dict):
        form.wrong(place, "BASE_TYPE_REQUIRED", "This field is required")
        return {**label, "component": {}}
    kind = child.get("type")
    if kind == INPUT:
        return {**label, "component": _input(form, place, child, labelled=True)}
    if kind in SELECT_CHECKS:
        required = {"required": child.get("required") is not False}
        return {**label, "component": {"type": kind, **SELECT_CHECKS[kind](form, place, child), **required}}
    if kind in (UPLOAD, RADIO, CHECKS, CHECK):
        keep = ("options", "min_values", "max_values", "required", "default")
        extra = {key: child[key] for key in keep if child.get(key) is not None}
        return {**label, "component": {"type": kind, "custom_id": custom_id(form, place, child), **extra}}
    form.wrong((*place, "type"), "UNION_TYPE_CHOICES", "A label can't hold that type.")
    return {**label, "component": {}}


def _input(form: Form, path: Path, item: Document, *, labelled: bool = False) -> Document:
    if item.get("type") != INPUT:
        form.wrong((*path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')
        return {}
    least, most = item.get("min_length"), item.get("max_length")
    checked: Document = {
        "type": INPUT,
        "custom_id": custom_id(form, path, item),
        "style": whole(form, (*path, "style"), item.get("style", 0), 1, 2),
        "required": item.get("required") is not False,
    }
    if not labelled:
        checked["label"] = text(form, (*path, "label"), item.get("label") or "", least=1, most=45)
    if least is not None:
        checked["min_length"] = whole(form, (*path, "min_length"), least, 0, 4000)
    if most is not None:
        checked["max_length"] = whole(form, (*path, "max_length"), most, 1, 4000)
    if checked.get("min_length", 0) > checked.get("max_length", 4000):
        form.wrong((*path, "min_length"), "NUMBER_TYPE_MAX", "min_length must not be over max_length")
    for key, longest in (("value", 4000), ("placeholder", 100)):
        if said := optional_text(form, (*path, key), item.get(key) or None, most=longest):
            checked[key] = said
    return checked


def filled(form: Form, asked: Document, given: Any) -> list[Document]:
    """Return what a person filled into ``asked``, in the shape in which an application receives it.

    ``given`` may hold rows, labels or plain inputs; fields are found by custom id, missing ones are empty.
    """
    answers = {str(field.get("custom_id")): field for field in _given(given)}
    rows: list[Document] = []
    for index, row in enumerate(asked["components"]):
        number = row.get("id", index + 1)
        if row["type"] == WORDS:
            rows.append({"type": WORDS, "id": number})
        elif row["type"] == LABEL:
            field = _answer(form, index, row["component"], answers)
            rows.append({"type": LABEL, "id": number, "component": field})
        else:
            field = _answer(form, index, row["components"][0], answers)
            rows.append({"type": ROW, "id": number, "components": [field]})
    return rows


def _given(given: Any) -> list[Document]:
    found: list[Document] = []
    for node in given if isinstance(given, list) else ():
        if not isinstance(node, dict):
            continue
        if "custom_id" in node:
            found.append(node)
        found += _given(node.get("components"))
        found += _given([node["component"]] if node.get("component") else None)
    return found


def _answer(form: Form, index: int, field: Document, answers: dict[str, Document]) -> Document:
    path: Path = ("data", "components", index)
    answer = answers.get(field["custom_id"], {})
    base = {"type": field["type"], "id": field.get("id", index + 1), "custom_id": field["custom_id"]}
    if field["type"] == INPUT:
        value = str(answer.get("value") or "")
        least = field.get("min_length") or (1 if field["required"] else 0)
        if (field["required"] or value) and len(value) < least:
            form.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
        text(form, path, value, most=field.get("max_length", 4000))
        return {**base, "value": value}
    if field["type"] in _SINGLE:
        return {**base, "value": answer.get("value")}
    values = [str(value) for value in answer.get("values") or ()]
    if not values and field.get("required") is not False and field.get("min_values", 1):
        form.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
    return {**base, "values": values}
