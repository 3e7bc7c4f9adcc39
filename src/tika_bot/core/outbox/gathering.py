"""Saying in one message what waits in one place: a busy channel gets one notice of ten, not ten notices.

A sheaf is the first row of a place and those behind it with the same view, none of which was tried. It passes
other news that could be gathered, since it hardly matters which is told first, and nothing else. If nobody
knows what became of a sheaf (a crash), it's tried again as it was: its rows know it by the moment at which
they were tried. What failed otherwise is tried again each for itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Final, NamedTuple

from sqlalchemy import Integer, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId
from tika_bot.core.tables import outbox

from .rows import OutboxRow, Place

MOST: Final = 10
"""Rows in one message."""

LOOKED_AT: Final = 30
"""Rows of one place among which they are."""

ROOM: Final = 1_500
"""Characters of their documents, which are longer than what is said of them; a message holds 2,000."""

Gathers = Callable[[str, str], bool]
"""Tells of a view (plugin, name) whether several of it may stand in one message. They are never edited."""


class Head(NamedTuple):
    """What is looked at of a row that may be sent."""

    guild: GuildId
    id: int
    place: int
    plugin: str
    view: str
    message: int | None
    attempts: int
    tried_at: datetime | None
    size: int

    @property
    def is_bound(self) -> bool:
        """Return whether it's told alone now: as an edit, or since it failed before."""
        return self.message is not None or (self.attempts > 0 and self.tried_at is None)

    def joins(self, first: "Head") -> bool:
        """Return whether it may be told together with ``first``."""
        return (self.plugin, self.view, self.tried_at) == (first.plugin, first.view, first.tried_at)


HEAD: Final = (
    outbox.c.guild_id,
    outbox.c.id,
    outbox.c.place_id,
    outbox.c.plugin,
    outbox.c.view,
    outbox.c.message_id,
    outbox.c.attempts,
    outbox.c.tried_at,
    func.length(outbox.c.document, type_=Integer),
)
"""The columns of a `Head`."""


def never(_plugin: str, _view: str) -> bool:
    """Gather nothing."""
    return False


async def followers(
    connection: AsyncConnection, firsts: Sequence[Head], gathers: Gathers, now: datetime
) -> list[Head]:
    """Return what is told together with each of ``firsts``, which are the first of their places."""
    leading = {
        (one.guild, one.place): one for one in firsts if not one.is_bound and gathers(one.plugin, one.view)
    }
    if not leading:
        return []
    next_ones = (
        select(*HEAD)
        .where(outbox.c.guild_id == one.guild, outbox.c.place_id == one.place)
        .where(outbox.c.state == "waiting", outbox.c.send_at <= now, outbox.c.id > one.id)
        .order_by(outbox.c.id)
        .limit(LOOKED_AT)
        .subquery()
        for one in leading.values()
    )
    found = await connection.execute(union_all(*(select(one) for one in next_ones)))
    behind = sorted((Head(*row) for row in found), key=lambda one: (_place(one), one.id))
    joined = list[Head]()
    for place, those in groupby(behind, key=_place):
        joined += _fitting(leading[place], those, gathers)
    return joined


def sheaves(rows: Iterable[OutboxRow]) -> list[OutboxRow]:
    """Return the first of ``rows`` in each place, with the place's others in it."""
    by_place: dict[Place, list[OutboxRow]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        by_place.setdefault(row.place, []).append(row)
    return [replace(first, others=tuple(others)) for first, *others in by_place.values()]


def _fitting(first: Head, behind: Iterable[Head], gathers: Gathers) -> list[Head]:
    room, joined = ROOM - first.size, list[Head]()
    for one in behind:
        if len(joined) == MOST - 1 or one.is_bound or not gathers(one.plugin, one.view):
            break
        if one.joins(first):
            room -= one.size
            if room < 0:
                break
            joined.append(one)
    return joined


def _place(one: Head) -> tuple[GuildId, int]:
    return one.guild, one.place
