"""Times, ids and documents come back as they were stored, from either database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import RowMapping
from sqlalchemy.exc import StatementError

from tika_bot.base.ids import GuildId
from tika_bot.core.tables import audit
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id

HERE = GuildId(2**63 - 1)
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def stored(database: Database, **changed: object) -> RowMapping:
    row = {
        "guild_id": HERE,
        "id": fresh_id(),
        "at": NOON,
        "actor_id": 1,
        "action": "x",
        "details": {},
    } | changed
    async with database.writing(HERE) as connection:
        await connection.execute(audit.insert().values(row))
        mine = (audit.c.guild_id == HERE, audit.c.id == row["id"])
        return (await connection.execute(audit.select().where(*mine))).mappings().one()


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        NOON.astimezone(timezone(timedelta(hours=10, minutes=30))),
    ],
)
async def test_a_moment_comes_back_in_utc(database: Database, moment: datetime) -> None:
    row = await stored(database, at=moment)

    assert row["at"] == moment
    assert row["at"].tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs a zone"):
        await stored(database, at=NOON.replace(tzinfo=None))


@pytest.mark.parametrize("document", [{}, [], 0, "", {"ü": [1, None, {"x": 2**53}]}, "null"])
async def test_a_document_comes_back_as_it_was(database: Database, document: object) -> None:
    assert (await stored(database, details=document))["details"] == document


async def test_whole_numbers_as_keys_are_refused_instead_of_turned_into_text(database: Database) -> None:
    with pytest.raises(StatementError):
        await stored(database, details={1: "one"})


def test_fresh_numbers_grow_and_fit_into_63_bits() -> None:
    numbers = [fresh_id() for _ in range(10_000)]

    assert numbers == sorted(set(numbers))
    assert 0 < numbers[-1] < 2**63
