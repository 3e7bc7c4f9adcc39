"""What became of rows that were sent, stored together: those that are sent side by side end side by side."""

from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, case, func, update

from tika_bot.base.errors import Busy
from tika_bot.base.ids import MessageId
from tika_bot.core.tables import outbox
from tika_bot.storage.database import Database

from .rows import OutboxRow

_OURS = update(outbox).where(
    outbox.c.guild_id == bindparam("of_guild"),
    outbox.c.id == bindparam("of_id"),
    outbox.c.claim == bindparam("of_claim"),
)
_AS_SENT = outbox.c.version == bindparam("of_version")
_SENT = _OURS.values(
    claim=None,
    tried_at=None,
    failure=None,
    message_id=bindparam("as_message"),
    sent_at=bindparam("at"),
    # Edited meanwhile, it waits again, in its new form.
    state=case((_AS_SENT, "sent"), else_="waiting"),
    send_at=case((_AS_SENT, outbox.c.send_at), else_=bindparam("at", type_=outbox.c.send_at.type)),
    attempts=case((_AS_SENT, outbox.c.attempts), else_=0),
)
_FAILED = _OURS.values(
    claim=None,
    tried_at=bindparam("tried"),
    failure=bindparam("why"),
    state=bindparam("to_state"),
    send_at=func.coalesce(bindparam("until", type_=outbox.c.send_at.type), outbox.c.send_at),
)


class Ends:
    """Keeps what isn't stored yet."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Update, dict[str, Any]]] = []

    def sent(self, row: OutboxRow, token: str, message: MessageId, at: datetime) -> None:
        """Note that ``row`` became ``message``."""
        self._note(_SENT, row, token, of_version=row.version, as_message=message, at=at)

    def failed(  # the columns that change
        self,
        row: OutboxRow,
        token: str,
        why: str,
        *,
        until: datetime | None = None,
        tried: datetime | None = None,
    ) -> None:
        """Note that ``row`` couldn't be sent: it waits ``until`` then, or is given up."""
        state = "failed" if until is None else "waiting"
        self._note(_FAILED, row, token, to_state=state, why=why[:500], until=until, tried=tried)

    async def store(self) -> None:
        """Store everything that was noted until now.

        Raises:
            Busy: the database is away; it still waits, until the leases run out.
        """
        noted = list(self._waiting)
        if not noted:
            return
        try:
            async with self._database.house("core.outbox") as connection:
                for statement in (_SENT, _FAILED):
                    changes = [change for of, change in noted if of is statement]
                    if changes:
                        await connection.execute(statement, changes)
        except Busy:
            raise
        except Exception:  # what can't be stored mustn't keep the rest from being said
            del self._waiting[: len(noted)]
            raise
        del self._waiting[: len(noted)]

    def _note(self, statement: Update, row: OutboxRow, token: str, **change: object) -> None:
        mine = {"of_guild": row.place.guild, "of_id": row.id, "of_claim": token}
        self._waiting.append((statement, mine | change))
