"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import BigInteger, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Snowflake = BigInteger
"""Discord's 64-bit numbers, and ours."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_FIRST, _LAST = [
    (end.replace(tzinfo=UTC) - _EPOCH) // _MILLISECOND
    for end in (datetime.min, datetime.max)  # noqa: DTZ901 # the zone follows
]


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as whole milliseconds since 1970, given back in UTC.

    Both dialects compare and index integers alike, while SQLite knows no zone and sorts dates as text.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 the frame's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone: {value!r}")
        return (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the frame's signature
        # What no date can name becomes the nearest one: one wrong row must not end every look at a table.
        return None if value is None else _EPOCH + min(max(value, _FIRST), _LAST) * _MILLISECOND


class Document(TypeDecorator[Any]):
    """A JSON document as text. Keys must be strings: JSON would turn whole numbers into them silently."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 JSON is anything
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 JSON is anything
        return None if value is None else orjson.loads(value)
