"""The bot knows where it is, greets once, and remembers what it wrote, guild by guild."""

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId
from tika_bot.core.presence import Arrival, Presence, Written
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

HERE, THERE = GuildId(11), GuildId(22)


async def test_coming_back_is_noticed(database: Database) -> None:
    presence = Presence(database, StillClock(FRIDAY_NOON))

    assert await presence.joined(HERE) is Arrival.NEW
    assert await presence.joined(HERE) is Arrival.KNOWN
    await presence.left(HERE)
    assert await presence.guilds() == frozenset()
    assert await presence.joined(HERE) is Arrival.BACK
    assert await presence.joined(THERE) is Arrival.NEW
    assert await presence.guilds() == {HERE, THERE}


async def test_each_guild_is_greeted_once(database: Database) -> None:
    presence = Presence(database, StillClock(FRIDAY_NOON))

    greeted = [await presence.greet_once(guild) for guild in (HERE, HERE, THERE)]

    assert greeted == [True, False, True]


async def test_what_was_written_is_remembered_per_guild(database: Database) -> None:
    presence = Presence(database, StillClock(FRIDAY_NOON))

    await presence.wrote_commands(HERE, Written("abc", "2026-11-20", 3))
    await presence.wrote_commands(HERE, Written("def", "2026-11-20", 5))

    assert await presence.commands(HERE) == Written("def", "2026-11-20", 5)
    assert await presence.commands(THERE) is None
