"""What members earned today from sources that pay by the ledger, as long as a day has a limit."""

from sqlalchemy import case, update

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import Source
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import spent


class SpentStore:
    """Counts in the transaction of the payment, where `Spent` counts in memory what the flush writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.here, self.then = database.writing, database.after_commit
        """One transaction of a guild, and what is to follow it."""

    async def spend(
        self, guild: GuildId, member: UserId, source: Source, day: int, wanted: int, most: int
    ) -> int:
        """Return how much of ``wanted`` is left of ``most`` on ``day`` (since 1970), and count it."""
        mine = {"guild_id": guild, "user_id": member, "source": source}
        same_day = case((spent.c.day == day, spent.c.xp), else_=0)
        async with self._database.writing(guild) as connection:
            # Written before it's read, so that two payments at once wait for each other.
            put = upsert(connection, spent).values(**mine, day=day, xp=0)
            put = put.on_conflict_do_update(index_elements=list(mine), set_={"day": day, "xp": same_day})
            today = int((await connection.execute(put.returning(spent.c.xp))).scalar_one())
            given = min(wanted, max(0, most - today))
            here = [spent.c[name] == value for name, value in mine.items()]
            await connection.execute(update(spent).where(*here).values(xp=today + given))
        return given
