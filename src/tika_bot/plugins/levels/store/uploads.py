"""Files that wait for a yes: kept with their guild, for an hour."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, select

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id

from .tables import uploads


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a member put up. Of the roles in it only ``roles`` may come along."""

    user: UserId
    name: str
    roles: frozenset[RoleId]
    content: bytes = field(repr=False)


class UploadStore:
    """Keeps uploads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.here = database.writing
        """One transaction of a guild, which the verbs below join."""

    async def put(self, guild: GuildId, upload: Upload, now: datetime) -> int:
        """Keep ``upload`` and return its number."""
        number = fresh_id()
        row = {
            "guild_id": guild,
            "id": number,
            "user_id": upload.user,
            "name": upload.name,
            "roles": ",".join(map(str, sorted(upload.roles))),
            "content": upload.content,
            "made_at": now,
        }
        async with self._database.writing(guild) as connection:
            await connection.execute(insert(uploads).values(row))
        return number

    async def get(self, guild: GuildId, number: int, since: datetime) -> Upload | None:
        """Return an upload of ``guild`` that was made after ``since``; None if there is none."""
        query = select(uploads).where(
            uploads.c.guild_id == guild, uploads.c.id == number, uploads.c.made_at > since
        )
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        roles = frozenset(RoleId(int(role)) for role in row["roles"].split(",") if role)
        return Upload(UserId(row["user_id"]), row["name"], roles, row["content"])

    async def drop(self, guild: GuildId, number: int) -> None:
        """Delete an upload."""
        gone = delete(uploads).where(uploads.c.guild_id == guild, uploads.c.id == number)
        async with self._database.writing(guild) as connection:
            await connection.execute(gone)
