"""Small checks that every shape is made of. They note mistakes in a form and go on."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from tika_sandbox.world.refused import Form

Path: TypeAlias = tuple[str | int, ...]
REQUIRED: Final = "This field is required"


def text(form: Form, path: Path, value: Any, *, most: int, least: int = 0) -> str:
    """Return ``value`` as a string whose length is within ``least``…``most``; '' if it isn't one."""
    if not isinstance(value, str):
        form.wrong(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        return ""
    if len(value) < least or len(value) > most:
        _wrong_length(form, path, value, least=least, most=most)
    return value


def _wrong_length(form: Form, path: Path, value: str, *, least: int, most: int) -> None:
    if not value:
        form.wrong(path, "BASE_TYPE_REQUIRED", REQUIRED)
    elif least > 0:
        form.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    else:
        form.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def optional_text(form: Form, path: Path, value: Any, *, most: int, least: int = 0) -> str | None:
    """Return a checked string, or None where there is none."""
    return None if value is None else text(form, path, value, most=most, least=least)


def whole(form: Form, path: Path, value: Any, low: int, high: int) -> int:
    """Return ``value`` as a number within its bounds; digits in a string count, as Discord takes them."""
    if isinstance(value, str) and value.lstrip("-").isdigit() and len(value) < 21:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # discord.py says a poll's duration so
    if isinstance(value, bool) or not isinstance(value, int):
        form.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        return low
    if not low <= value <= high:
        form.wrong(path, "NUMBER_TYPE_RANGE", f"int value should be between {low} and {high} inclusive.")
        return low
    return value


def objects(form: Form, path: Path, value: Any, *, most: int, least: int = 0) -> list[dict[str, Any]]:
    """Return ``value`` as a list of objects, at most ``most``; None is an empty list."""
    if value is None:
        value = []
    if not isinstance(value, list):
        form.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return []
    if not least <= len(value) <= most:
        form.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    found = []
    for index, item in enumerate(value):
        if isinstance(item, dict):
            found.append(item)
        else:
            form.wrong((*path, index), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
    return found


def without_none(document: dict[str, Any]) -> dict[str, Any]:
    """Return ``document`` without the keys that hold None."""
    return {key: value for key, value in document.items() if value is not None}


def url(form: Form, path: Path, value: Any, *, attachment: bool = False) -> str:
    """Return ``value`` if it is an address that Discord would link; ``attachment`` allows attached files."""
    address = text(form, path, value, most=2048)
    schemes = ("http://", "https://", "discord://") + (("attachment://",) if attachment else ())
    if not address.startswith(schemes):
        form.wrong(
            path, "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {[s[:-3] for s in schemes]}."
        )  # fmt: skip
    return address


def each(items: list[dict[str, Any]], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every item with its path."""
    for index, item in enumerate(items):
        yield (*path, index), item
