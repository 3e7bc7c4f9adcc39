"""What members have taken on, and who may decide about it."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, case, delete, func, or_, select, update

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.quests.model.quest import Goal, Hasty, Kind, Metric, OwnQuest, Past, Taken
from tika_bot.plugins.quests.model.spans import ONCE, Span
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id
from tika_bot.storage.statements import upsert

from .tables import members, taken

KEPT = timedelta(days=90)
"""What ended before is deleted with the member's next draw; badges and one-time quests stay."""

LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

HASTY = [f"hasty_{counter}" for counter in Hasty._fields]

Latest = dict[UserId, dict[str, list[Span]]]
"""By member and slot: the latest period; where a quest's cycle was changed, that of each sort of key."""


class TakenStore:
    """Keeps what members work on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def everywhere(self) -> AsyncIterator[None]:
        """Make all that happens inside one transaction, whichever guilds it is about."""
        async with self._database.house("quests.hasty"):
            yield

    @asynccontextmanager
    async def change(self, guild: GuildId) -> AsyncIterator[None]:
        """Make all that happens inside one transaction of ``guild``."""
        async with self._database.writing(guild):
            yield

    async def hold(self, guild: GuildId, who: Iterable[UserId]) -> None:
        """Let nobody else decide about the quests of ``who`` until the open transaction ends."""
        rows = [{"guild_id": guild, "member_id": one, "swaps_from": LONG_AGO} for one in sorted(who)]
        same = {"swaps_from": members.c.swaps_from}  # changes nothing, but locks the row
        async with self._database.writing(guild) as connection:
            put = upsert(connection, members)
            locked = put.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=same)
            await connection.execute(locked, rows)

    async def add_hasty(self, guild: GuildId, some: Mapping[UserId, Hasty]) -> None:
        """Add what members did too soon to what they ever did."""
        new = {"guild_id": guild, "swaps_from": LONG_AGO}
        rows = [
            {**new, "member_id": one, **dict(zip(HASTY, hasty, strict=True))}
            for one, hasty in sorted(some.items())
        ]
        async with self._database.writing(guild) as connection:
            put = upsert(connection, members)
            more = {name: members.c[name] + put.excluded[name] for name in HASTY}
            added = put.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=more)
            await connection.execute(added, rows)

    async def hasty(self, guild: GuildId, who: Sequence[UserId]) -> dict[UserId, Hasty]:
        """Return what each of ``who`` ever did too soon, those who never did left out."""
        amounts = [members.c[name] for name in HASTY]
        query = select(members.c.member_id, *amounts).where(
            members.c.guild_id == guild, members.c.member_id.in_(who), or_(*(one > 0 for one in amounts))
        )
        async with self._database.reading(guild) as connection:
            return {UserId(member): Hasty(*ever) for member, *ever in await connection.execute(query)}

    async def latest(self, guild: GuildId, who: Sequence[UserId]) -> Latest:
        """Return the latest periods of every slot that ``who`` ever had, as far as they are kept.

        What came only once was over when it was done, if not earlier.
        """
        newest = (
            select(taken.c.member_id, taken.c.slot, func.max(taken.c.period).label("period"))
            .where(taken.c.guild_id == guild, taken.c.member_id.in_(who))
            .group_by(taken.c.member_id, taken.c.slot, func.length(taken.c.period))
            .subquery()
        )
        was_done = and_(taken.c.period == ONCE, taken.c.done_at.is_not(None))
        over = case((was_done, taken.c.done_at), else_=taken.c.ends)
        wanted = (
            select(taken.c.member_id, taken.c.slot, taken.c.period, taken.c.starts, over.label("ends"))
            .join(
                newest,
                and_(
                    newest.c.member_id == taken.c.member_id,
                    newest.c.slot == taken.c.slot,
                    newest.c.period == taken.c.period,
                ),
            )
            .where(taken.c.guild_id == guild)
        )
        found: Latest = defaultdict(lambda: defaultdict(list))
        async with self._database.reading(guild) as connection:
            for row in (await connection.execute(wanted)).mappings():
                span = Span(row["period"], row["starts"], row["ends"])
                found[UserId(row["member_id"])][row["slot"]].append(span)
        return found

    async def take(self, quest: Taken) -> bool:
        """Write ``quest`` unless its member has the slot in that period already; return whether it was."""
        async with self._database.writing(quest.guild) as connection:
            put = upsert(connection, taken).values(_written(_numbered(quest))).on_conflict_do_nothing()
            return (await connection.execute(put)).rowcount == 1

    async def add(self, quests: Sequence[Taken]) -> list[Taken]:
        """Write ``quests``, all of one guild, whose slots are free, and return them. Expects `hold`."""
        numbered = [_numbered(one) for one in quests]
        async with self._database.writing(quests[0].guild) as connection:
            put = upsert(connection, taken).on_conflict_do_nothing()
            await connection.execute(put, [_written(one) for one in numbered])
        return numbered

    async def open(self, guild: GuildId, who: Sequence[UserId], since: datetime) -> list[Taken]:
        """Return what ``who`` hasn't finished and what didn't end before ``since``."""
        wanted = select(taken).where(
            taken.c.guild_id == guild,
            taken.c.member_id.in_(who),
            taken.c.done_at.is_(None),
            or_(taken.c.ends.is_(None), taken.c.ends > since),
        )
        return await self._all(guild, wanted)

    async def current(self, guild: GuildId, member: UserId, since: datetime) -> list[Taken]:
        """Return what ``member`` has in the periods that weren't over by ``since``, finished or not."""
        wanted = select(taken).where(
            taken.c.guild_id == guild,
            taken.c.member_id == member,
            or_(taken.c.ends.is_(None), taken.c.ends > since),
        )
        return await self._all(guild, wanted)

    async def past(self, guild: GuildId, member: UserId, now: datetime, skipped: int, limit: int) -> Past:
        """Return what ``member`` finished or let expire, the newest first."""
        mine = (taken.c.guild_id == guild, taken.c.member_id == member)
        over = or_(taken.c.done_at.is_not(None), taken.c.ends <= now)
        when = func.coalesce(taken.c.done_at, taken.c.ends)
        page = select(taken).where(*mine, over).order_by(when.desc(), taken.c.id.desc())
        is_done = case((taken.c.done_at.is_not(None), 1), else_=0)
        counted = select(func.count(), func.coalesce(func.sum(is_done), 0)).where(*mine, over)
        async with self._database.reading(guild) as connection:
            rows = (await connection.execute(page.offset(skipped).limit(limit))).mappings()
            quests = tuple(_read(row) for row in rows)
            total, done = (await connection.execute(counted)).one()
        return Past(quests, int(done), int(total))

    async def badges(self, guild: GuildId, member: UserId) -> list[str]:
        """Return the badges that ``member`` has earned, each once, the first one first."""
        mine = (taken.c.guild_id == guild, taken.c.member_id == member, taken.c.badge != "")
        first = func.min(taken.c.done_at)
        wanted = select(taken.c.badge).where(*mine, taken.c.done_at.is_not(None)).group_by(taken.c.badge)
        async with self._database.reading(guild) as connection:
            return list((await connection.execute(wanted.order_by(first))).scalars())

    async def finish(self, guild: GuildId, quests: Sequence[Taken], at: datetime) -> set[int]:
        """Mark ``quests`` as done unless they are already, or are others by now; return the ids of those."""
        change = (
            update(taken)
            .where(
                taken.c.guild_id == guild,
                taken.c.member_id.in_(sorted({one.member for one in quests})),
                taken.c.id.in_([one.id for one in quests]),
                taken.c.done_at.is_(None),
            )
            .values(done_at=at)
            .returning(taken.c.id)
        )
        async with self._database.writing(guild) as connection:
            return set((await connection.execute(change)).scalars())

    async def note_paid(self, guild: GuildId, quests: Sequence[Taken]) -> None:
        """Keep what ``quests``, which are marked as done, have paid."""
        names = ("member_id", "slot", "period", "id")
        these = [taken.c[name] == bindparam(f"its_{name}") for name in names]
        change = update(taken).where(taken.c.guild_id == guild, *these).values(paid_xp=bindparam("paid"))
        rows = [
            {"its_member_id": one.member, "its_slot": one.slot, "its_period": one.period, "its_id": one.id}
            | {"paid": one.paid_xp}
            for one in quests
        ]
        async with self._database.writing(guild) as connection:
            await connection.execute(change, rows)

    async def swap(self, quest: Taken, other: Taken) -> bool:
        """Put ``other`` in the place of ``quest`` unless that is done or swapped already."""
        change = update(taken).where(*_same(quest), taken.c.done_at.is_(None))
        async with self._database.writing(quest.guild) as connection:
            put = await connection.execute(change.values(_written(_numbered(other))))
            return put.rowcount == 1

    async def use_swap(self, guild: GuildId, member: UserId, now: datetime, until: datetime) -> bool:
        """Use up ``member``'s swap up to ``until``; return whether it was there."""
        mine = (members.c.guild_id == guild, members.c.member_id == member)
        use = update(members).where(*mine, members.c.swaps_from <= now).values(swaps_from=until)
        async with self._database.writing(guild) as connection:
            return (await connection.execute(use)).rowcount == 1

    async def swaps_from(self, guild: GuildId, member: UserId) -> datetime:
        """Return from when on ``member`` may swap a quest."""
        mine = (members.c.guild_id == guild, members.c.member_id == member)
        async with self._database.reading(guild) as connection:
            found = (await connection.execute(select(members.c.swaps_from).where(*mine))).scalar()
        return found or LONG_AGO

    async def renew(self, quest: OwnQuest, now: datetime) -> int:
        """Let those who work on ``quest`` work on what it was changed to; return how many they are.

        What they did stays, and so does the end of the period that they are in.
        """
        is_once = taken.c.period == ONCE
        change = {
            **_prized(quest.goal),
            "kind": quest.kind.value,
            "target": quest.goal.target,
            "ends": case((is_once, quest.ends), else_=taken.c.ends),
        }
        theirs = (taken.c.guild_id == quest.guild, taken.c.quest == quest.id, taken.c.done_at.is_(None))
        is_open = or_(taken.c.ends.is_(None), taken.c.ends > now)
        async with self._database.writing(quest.guild) as connection:
            return (await connection.execute(update(taken).where(*theirs, is_open).values(change))).rowcount

    async def sweep(self, guild: GuildId, who: Sequence[UserId], now: datetime) -> None:
        """Delete what of ``who`` ended long ago; badges stay."""
        old = and_(taken.c.ends < now - KEPT, or_(taken.c.badge == "", taken.c.done_at.is_(None)))
        theirs = (taken.c.guild_id == guild, taken.c.member_id.in_(who))
        async with self._database.writing(guild) as connection:
            await connection.execute(delete(taken).where(*theirs, old))

    async def _all(self, guild: GuildId, wanted: Any) -> list[Taken]:  # noqa: ANN401 a select of all columns
        async with self._database.reading(guild) as connection:
            return [_read(row) for row in (await connection.execute(wanted)).mappings()]


def _same(quest: Taken) -> tuple[ColumnElement[bool], ...]:
    return (
        taken.c.guild_id == quest.guild,
        taken.c.member_id == quest.member,
        taken.c.slot == quest.slot,
        taken.c.period == quest.period,
        taken.c.id == quest.id,
    )


def _numbered(quest: Taken) -> Taken:
    """Return ``quest`` as a new one: whatever is paid for it, is paid under its own number."""
    return replace(quest, id=fresh_id())


def _written(quest: Taken) -> dict[str, Any]:
    return {
        "guild_id": quest.guild,
        "member_id": quest.member,
        "slot": quest.slot,
        "period": quest.period,
        "id": quest.id,
        "quest": quest.goal.quest,
        "kind": quest.goal.kind.value,
        "metric": quest.goal.metric.value,
        "target": quest.goal.target,
        "baseline": quest.baseline,
        "starts": quest.starts,
        "ends": quest.ends,
        "done_at": quest.done_at,
        "paid_xp": quest.paid_xp,
        **_prized(quest.goal),
    }


def _prized(goal: Goal) -> dict[str, Any]:
    names = ("xp", "coins", "currency", "badge", "emoji", "title", "text")
    return {name: getattr(goal, name) for name in names}


def _read(row: RowMapping) -> Taken:
    goal = Goal(
        quest=row["quest"],
        kind=Kind(row["kind"]),
        metric=Metric(row["metric"]),
        target=row["target"],
        xp=row["xp"],
        emoji=row["emoji"],
        coins=row["coins"],
        currency=row["currency"],
        badge=row["badge"],
        title=row["title"],
        text=row["text"],
    )
    return Taken(
        id=row["id"],
        guild=GuildId(row["guild_id"]),
        member=UserId(row["member_id"]),
        slot=row["slot"],
        period=row["period"],
        goal=goal,
        baseline=row["baseline"],
        starts=row["starts"],
        ends=row["ends"],
        done_at=row["done_at"],
        paid_xp=row["paid_xp"],
    )
