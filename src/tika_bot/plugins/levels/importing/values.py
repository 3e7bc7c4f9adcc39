"""Single values of files: whole numbers and ids, taken only as what they certainly are."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from .model import Why

MOST = 2**53
"""Above it, whoever wrote the file may have rounded."""

LAST_ID = 2**63 - 1
LAST_DAY = 100_000


class Unusable(Exception):  # it ends one row, and nobody outside meets it
    """A row can't be used, for a reason and because of a value in it."""

    def __init__(self, why: Why, value: object = "") -> None:
        super().__init__(why, value)
        self.why, self.value = why, str(value)[:40]


def first(row: Mapping[str, Any], names: Iterable[str]) -> Any:  # noqa: ANN401 # whatever stands there
    """Return what stands under the first of ``names`` that says anything; None if none does."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def id_of(value: object) -> int:
    """Return ``value`` as one of Discord's ids."""
    if value is None:
        raise Unusable(Why.NO_ID)
    # A table that was opened in a spreadsheet has 1.31E+18 here, and the last digits are lost.
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdecimal()) or len(text) > 20 or not 0 < int(text) <= LAST_ID:  # noqa: PLR2004
        raise Unusable(Why.BAD_ID, value)
    return int(text)


def whole(value: object, most: int) -> int:
    """Return ``value`` without what stands behind the point, between 0 and ``most``."""
    number: float | None = None
    if isinstance(value, str):
        text = value.strip()
        if text.isascii() and text.removeprefix("-").replace(".", "", 1).isdecimal() and len(text) < 400:  # noqa: PLR2004 # what a float can hold
            number = float(text) if "." in text else int(text)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = value
    if number is None or (isinstance(number, float) and math.isnan(number)):
        raise Unusable(Why.NO_NUMBER, value)
    if number < 0:
        raise Unusable(Why.NEGATIVE, value)
    if number > most:
        raise Unusable(Why.HUGE, value)
    return int(number)
