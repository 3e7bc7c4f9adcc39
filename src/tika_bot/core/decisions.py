"""What operators decided about plugins for the whole house."""

from sqlalchemy import select

from tika_bot.base.clock import Clock
from tika_bot.base.ids import OPERATORS, UserId
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .audit import Deed, note
from .tables import plugins as table

SWITCHED_OFF = "an operator switched it off"


class Decisions:
    """Remembers which plugins may not run."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def disabled(self) -> dict[str, str]:
        """Return the plugins that may not run, each with the reason."""
        wanted = select(table).where(table.c.is_enabled.is_(False))
        async with self._database.house("core.host", writes=False) as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return {row["plugin"]: row["why"] or SWITCHED_OFF for row in rows}

    async def decide(self, plugin: str, by: UserId, *, is_enabled: bool) -> None:
        """Write down whether ``plugin`` may run."""
        now = self._clock.now()
        row = {"plugin": plugin, "is_enabled": is_enabled, "why": "", "changed_by": by, "changed_at": now}
        action = "plugin.enable" if is_enabled else "plugin.disable"
        async with self._database.house("core.host") as connection:
            put = upsert(connection, table).values(row)
            await connection.execute(put.on_conflict_do_update(index_elements=[table.c.plugin], set_=row))
            await note(connection, OPERATORS, Deed(by, action, now, target=plugin))

    async def note_reload(self, plugin: str, by: UserId) -> None:
        """Write down that ``by`` had ``plugin`` loaded anew."""
        async with self._database.house("core.host") as connection:
            await note(connection, OPERATORS, Deed(by, "plugin.reload", self._clock.now(), target=plugin))
