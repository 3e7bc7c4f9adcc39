"""The way from services to Discord: posted, claimed with a lease, sent, stored."""

import asyncio
import contextlib
import functools
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog
from sqlalchemy import delete, func, select, tuple_, update

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, MessageId
from tika_bot.core.rounds import Job, Rounds
from tika_bot.core.tables import outbox
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id
from tika_bot.storage.statements import Upsert, upsert

from .ends import Ends
from .gathering import HEAD, Gathers, Head, followers, never, sheaves
from .rows import OutboxRow, Place, row_of, written

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
"""How long a claimed row stays with its runner; the sending has ten seconds less."""

SENDING_S = 50.0

PAUSES_S = (2, 5, 15, 60, 300)
"""After the first failure, the second, …; then the last again and again."""

PATIENCE = timedelta(hours=24)
"""A row that is busy for so long is given up: old news help nobody."""

FAILURES = 10
"""Unexpected errors, which are no Busy, end a row after so many attempts."""

KEPT = timedelta(days=14)
"""Sent rows stay for so long, for edits and to recognise their keys."""

AT_ONCE = 8

PER_S = 40.0
"""Discord takes fifty requests a second from a bot and then refuses all; answers and roles need some of them.

https://docs.discord.com/developers/topics/rate-limits, "Global Rate Limit".
"""


class Undeliverable(Exception):
    """Raised by the send callback: it'll never work (no such channel, messages closed, forbidden)."""


Send = Callable[[OutboxRow], Awaitable[MessageId]]


class Outbox:
    """The way from services to Discord."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._swept_at: datetime | None = None
        self._ends = Ends(database)
        self._rounds = Rounds("outbox", clock, at_once=AT_ONCE, per_s=PER_S)

    async def post(
        self,
        place: Place,
        *,
        view: tuple[str, str],
        data: dict[str, Any],
        key: str,
        otherwise: Place | None = None,
    ) -> None:
        """Say ``data`` in ``place``, drawn by ``view`` (plugin, name); the same ``key`` again does nothing.

        If ``place`` turns out to be gone or closed to us, it is said in ``otherwise``, and the data then have
        ``"fallback": True``.

        It joins the caller's transaction: undone with it, and never sent before it's durable.
        """
        now = self._clock.now()
        row = {
            "guild_id": place.guild,
            "id": fresh_id(),
            "key": key,
            "place_id": place.id,
            "channel_id": place.channel,
            "user_id": place.user,
            "plugin": view[0],
            "view": view[1],
            "document": data,
            "otherwise": None if otherwise is None else written(otherwise),
            "posted_at": now,
            "send_at": now,
        }
        async with self._database.writing(place.guild) as connection:
            await connection.execute(_posting(connection.dialect.name), row)
            self._database.after_commit(partial(self._rounds.expect, now))

    async def edit(self, key: str, *, guild: GuildId, view: tuple[str, str], data: dict[str, Any]) -> bool:
        """Let what was posted under ``key`` say ``data`` now; return whether there is such a row.

        Edits that come faster than they're sent become one. Not sent yet, it's sent in its new form.
        """
        now = self._clock.now()
        change = {
            "plugin": view[0],
            "view": view[1],
            "document": data,
            "state": "waiting",
            "version": outbox.c.version + 1,
        }
        async with self._database.writing(guild) as connection:
            mine = (outbox.c.guild_id == guild, outbox.c.key == key)
            # A row that is waiting keeps its pause, and its lease if it's being sent just now.
            await connection.execute(
                update(outbox)
                .where(*mine, outbox.c.state != "waiting")
                .values(send_at=now, attempts=0, posted_at=now)
            )
            found = await connection.execute(
                update(outbox).where(*mine).values(change).returning(outbox.c.id)
            )
            self._database.after_commit(partial(self._rounds.expect, now))
            return found.first() is not None

    async def message(self, key: str, *, guild: GuildId) -> MessageId | None:
        """Return the message that ``key`` became; None if it isn't sent (yet)."""
        async with self._database.reading(guild) as connection:
            query = select(outbox.c.message_id).where(outbox.c.guild_id == guild, outbox.c.key == key)
            found = (await connection.execute(query)).scalar()
        return None if found is None else MessageId(found)

    async def given_up(self, limit: int = 50) -> list[tuple[OutboxRow, str]]:
        """Return the rows that were given up, newest first, with the reason: for operators."""
        async with self._database.house("core.outbox", writes=False) as connection:
            query = select(outbox).where(outbox.c.state == "failed").order_by(outbox.c.id.desc())
            rows = await connection.execute(query.limit(limit))
            return [(row_of(row, row["tried_at"]), row["failure"] or "") for row in rows.mappings()]

    async def sweep(self) -> int:
        """Delete rows that were sent or given up two weeks ago; return how many."""
        before = self._clock.now() - KEPT
        old = (outbox.c.state != "waiting") & (func.coalesce(outbox.c.sent_at, outbox.c.posted_at) < before)
        async with self._database.house("core.outbox") as connection:
            gone = await connection.execute(delete(outbox).where(old))
            return gone.rowcount

    async def take_over(self) -> None:
        """Send what a predecessor was sending when it died, instead of waiting for its leases to run out.

        Only for a process that has the database to itself. What became of those rows stays unknown: their
        ``tried_at`` is kept, so that nothing is said twice.
        """
        async with self._database.house("core.outbox") as connection:
            await connection.execute(
                update(outbox)
                .where(outbox.c.claim.is_not(None), outbox.c.state == "waiting")
                .values(claim=None, send_at=self._clock.now())
            )

    def wake(self) -> None:
        """Look again at once."""
        self._rounds.wake()

    @property
    def trouble(self) -> str | None:
        """What keeps the runner from its work; None while all is well."""
        return self._rounds.trouble

    async def waiting(self) -> int:
        """Return how many rows wait to be said."""
        async with self._database.house("core.outbox", writes=False) as connection:
            query = select(func.count()).select_from(outbox).where(outbox.c.state == "waiting")
            return int((await connection.execute(query)).scalar_one())

    async def run(self, send: Send, gathers: Gathers = never, *, share: float = 1.0) -> None:
        """Send what waits, for ever.

        ``send`` sends or edits one row and returns the message's id. It raises Undeliverable for what will
        never work; after a Busy or anything else it's asked again later. What waits in one place and
        ``gathers`` is handed to it together (`OutboxRow.others`). ``share`` is the part of what Discord
        takes in a second that is this process's.
        """
        self._rounds.per_s = PER_S * share

        async def claim(room: int) -> list[Job]:
            rows, token = await self._claim(room, gathers)
            return [partial(self._send, send, row, token) for row in rows]

        try:
            await self._rounds.run(self._next_at, claim)
        finally:
            with contextlib.suppress(Busy):
                await self._ends.store()

    async def _next_at(self) -> datetime | None:
        await self._ends.store()
        now = self._clock.now()
        if self._swept_at is None or now - self._swept_at > timedelta(days=1):
            await self.sweep()
            self._swept_at = now
        async with self._database.house("core.outbox", writes=False) as connection:
            earliest: datetime | None = (await connection.execute(_NEXT_AT)).scalar_one()
        return earliest

    async def _claim(self, room: int, gathers: Gathers) -> tuple[list[OutboxRow], str]:
        now, token = self._clock.now(), secrets.token_hex(8)
        due = (
            select(*HEAD)
            .where(outbox.c.state == "waiting", outbox.c.send_at <= now, _IS_FIRST)
            .order_by(outbox.c.send_at, outbox.c.id)
            .limit(room)
            .with_for_update(skip_locked=True)
        )
        async with self._database.house("core.outbox") as connection:
            heads = [Head(*row) for row in await connection.execute(due)]
            heads += await followers(connection, heads, gathers, now)
            if not heads:
                return [], token
            tried = {(one.guild, one.id): one.tried_at for one in heads}
            claimed = await connection.execute(
                update(outbox)
                .where(tuple_(outbox.c.guild_id, outbox.c.id).in_(list(tried)))
                .values(send_at=now + LEASE, claim=token, tried_at=now, attempts=outbox.c.attempts + 1)
                .returning(outbox)
            )
            rows = claimed.mappings().all()
        return sheaves(row_of(row, tried[row["guild_id"], row["id"]]) for row in rows), token

    async def _send(self, send: Send, row: OutboxRow, token: str) -> None:
        noted = log.bind(guild=row.place.guild, key=row.key, view=f"{row.plugin}.{row.view}")
        try:
            async with asyncio.timeout(SENDING_S):
                message = await send(row)
        except Undeliverable as error:
            self._after_refusal(row, token, str(error))
        except Exception as error:  # noqa: BLE001 whatever it was, the row is tried again or given up visibly
            noted.warning("outbox.failed", attempt=row.attempt, exc_info=not isinstance(error, Busy))
            for one in row.all:
                self._after_failure(one, token, error)
        else:
            for one in row.all:
                self._ends.sent(one, token, message, self._clock.now())

    def _after_refusal(self, row: OutboxRow, token: str, why: str) -> None:
        if row.others:
            # Each for itself: one of them may be what was refused, and each has its own place otherwise.
            for one in row.all:
                self._ends.failed(one, token, why, until=self._clock.now())
            return
        log.warning("outbox.given_up", guild=row.place.guild, key=row.key, why=why)
        self._ends.failed(row, token, why)

    def _after_failure(self, row: OutboxRow, token: str, error: Exception) -> None:
        why = f"{type(error).__name__}: {error}"
        now = self._clock.now()
        too_often = not isinstance(error, Busy) and row.attempt >= FAILURES
        if too_often or now - row.posted_at > PATIENCE:
            self._ends.failed(row, token, why)
            return
        pause_s = PAUSES_S[min(row.attempt, len(PAUSES_S)) - 1]
        # A time-out leaves open whether Discord got it: then the next one to try is told.
        tried = now if isinstance(error, TimeoutError) else row.tried_at
        self._ends.failed(row, token, why, until=now + timedelta(seconds=pause_s), tried=tried)


@functools.cache
def _posting(dialect: str) -> Upsert:
    return upsert(dialect, outbox).on_conflict_do_nothing()


_EARLIER: Final = outbox.alias("earlier")
_IS_FIRST: Final = ~(
    select(_EARLIER.c.id)
    .where(_EARLIER.c.guild_id == outbox.c.guild_id, _EARLIER.c.place_id == outbox.c.place_id)
    .where(_EARLIER.c.state == "waiting", _EARLIER.c.id < outbox.c.id)
    .exists()
)
"""Nothing that was posted earlier waits in the same place."""

_NEXT_AT: Final = select(func.min(outbox.c.send_at)).where(outbox.c.state == "waiting", _IS_FIRST)
