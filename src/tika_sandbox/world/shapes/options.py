"""Option values as people send them, held against what the command declares."""

from typing import Any, Final

from tika_sandbox.world.refused import Form
from tika_sandbox.world.shapes.commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    PERSON,
    ROLE,
    STRING,
    SUBCOMMAND,
)
from tika_sandbox.world.shapes.fields import Path, objects

Document = dict[str, Any]
IDS: Final = frozenset({PERSON, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT})
_LARGEST: Final = 2**53


def options(form: Form, declared: list[Document], given: Any, *, typing: bool = False) -> list[Document]:
    """Return the given options with their declared types.

    ``typing`` (autocomplete) lets values be unfinished and required ones be missing, and keeps ``focused``.
    """
    return _level(form, ("data", "options"), declared, given, typing=typing)


def _level(form: Form, path: Path, declared: list[Document], given: Any, *, typing: bool) -> list[Document]:
    by_name = {option["name"]: option for option in declared}
    found: list[Document] = []
    for index, item in enumerate(objects(form, path, given, most=25)):
        place = (*path, index)
        option = by_name.get(str(item.get("name")))
        if option is None:
            form.wrong(
                place, "APPLICATION_COMMAND_OPTION_UNKNOWN", f"No option is called {item.get('name')!r}."
            )
            continue
        if option["type"] in (SUBCOMMAND, GROUP):
            children = _level(
                form, (*place, "options"), option.get("options", []), item.get("options"), typing=typing
            )
            found.append({"type": option["type"], "name": option["name"], "options": children})
            continue
        found.append(_value(form, place, option, item, typing=typing))
    _demand_complete(form, path, declared, found, typing=typing)
    return found


def _demand_complete(
    form: Form, path: Path, declared: list[Document], found: list[Document], *, typing: bool
) -> None:
    names = [option["name"] for option in found]
    nested = any(option["type"] in (SUBCOMMAND, GROUP) for option in declared)
    if nested and len(names) != 1:
        form.wrong(path, "BASE_TYPE_REQUIRED", "Exactly one subcommand must be chosen")
    for option in declared:
        if option.get("required") and option["name"] not in names and not typing:
            form.wrong((*path, option["name"]), "BASE_TYPE_REQUIRED", "This field is required")


def _value(form: Form, path: Path, option: Document, item: Document, *, typing: bool) -> Document:
    answer: Document = {"type": option["type"], "name": option["name"]}
    if typing and item.get("focused"):
        return {**answer, "value": item.get("value", ""), "focused": True}
    return {**answer, "value": _checked(form, (*path, "value"), option, item.get("value"))}


def _checked(form: Form, path: Path, option: Document, value: Any) -> Any:
    kind = option["type"]
    if kind == STRING:
        return _words(form, path, option, value)
    if kind in (INTEGER, NUMBER):
        return _number(form, path, option, value)
    if kind == BOOLEAN:
        if not isinstance(value, bool):
            form.wrong(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return bool(value)
    if not str(value).isascii() or not str(value).isdigit():
        form.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    return str(value)


def _words(form: Form, path: Path, option: Document, value: Any) -> str:
    said = str(value if value is not None else "")
    low, high = option.get("min_length", 0), option.get("max_length", 6000)
    if not low <= len(said) <= high:
        form.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
    _demand_offered(form, path, option, said)
    return said


def _number(form: Form, path: Path, option: Document, value: Any) -> int | float:
    whole = option["type"] == INTEGER
    try:
        number = int(value) if whole else float(value)
    except (TypeError, ValueError):
        form.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not {"int" if whole else "float"}.')
        return 0
    low, high = option.get("min_value", -_LARGEST), option.get("max_value", _LARGEST)
    if not low <= number <= high:
        form.wrong(path, "NUMBER_TYPE_RANGE", f"Value should be between {low} and {high} inclusive.")
    _demand_offered(form, path, option, number)
    return number


def _demand_offered(form: Form, path: Path, option: Document, value: Any) -> None:
    offered = option.get("choices")
    if offered and value not in [choice["value"] for choice in offered]:
        form.wrong(path, "APPLICATION_COMMAND_OPTION_CHOICE", f"{value!r} is none of the choices.")


def walk(chosen: list[Document]) -> list[Document]:
    """Return the values at the leaves: without the subcommands around them."""
    found = []
    for option in chosen:
        if option["type"] in (SUBCOMMAND, GROUP):
            found += walk(option["options"])
        else:
            found.append(option)
    return found
