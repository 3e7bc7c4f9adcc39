"""A house in which members of two guilds can win something, with the real levels next door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.house import House
from tika_bot.core.manifest import read_manifest
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.achievements.plugin import build
from tika_bot.plugins.achievements.rulebook import built_in
from tika_bot.plugins.achievements.service import Achievements
from tika_bot.plugins.achievements.settings import Settings
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.plugin import build as build_levels
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings as LevelSettings
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import PLUGINS, a_house

HERE, THERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
GENERAL = ChannelId(10)
DAY_S = 86_400


@dataclass
class World:
    """The parts of a running bot that matter here."""

    house: House
    levels: Levels
    achievements: Achievements

    @property
    def today(self) -> int:
        return int(self.house.clock.now().timestamp()) // DAY_S

    @property
    def clock(self) -> StillClock:
        assert isinstance(self.house.clock, StillClock)
        return self.house.clock

    def says(self, member: UserId, content: str, guild: GuildId = HERE) -> None:
        """Let ``member`` write something."""
        message = ChatMessage(
            MessageId(1), guild, GENERAL, None, member, "Somebody", content, millis(self.house.clock.now())
        )
        self.achievements.hear(message)
        self.levels.hear(message)

    async def lived(
        self, member: UserId, day: int | None = None, *, guild: GuildId = HERE, **counted: int
    ) -> None:
        """Let ``member`` have done something on ``day`` of which nobody was told."""
        store = MemberStore(self.house.database)
        async with store.everywhere():
            addition = Addition(guild, member, **{"xp": 0, **counted})
            await store.add([addition], self.today if day is None else day)

    async def settles(self) -> None:
        """Write what was heard and look into whoever may have won, until nothing more comes of it."""
        for _ in range(5):
            await self.levels.flush()
            await self.achievements.look()

    async def held(self, member: UserId, guild: GuildId = HERE) -> dict[str, int]:
        """Return the highest tier of each achievement that ``member`` holds."""
        async with self.house.database.reading(guild) as connection:
            query = text(
                "SELECT rule, max(tier) FROM achievements_held"
                " WHERE guild_id = :guild AND user_id = :member AND taken = 0 GROUP BY rule"
            )
            rows = await connection.execute(query, {"guild": guild, "member": member})
            return {row[0]: row[1] for row in rows}

    async def promised(self, member: UserId) -> int:
        """Return the XP that the rules promise for what ``member`` holds."""
        tiers = {rule.key: rule.tiers for rule in built_in()}
        held = await self.held(member)
        return sum(tier.xp for key, top in held.items() for tier in tiers[key][:top])

    async def told(self, guild: GuildId = HERE) -> list[str]:
        """Return the keys of the notices about achievements."""
        async with self.house.database.reading(guild) as connection:
            query = text(
                "SELECT key FROM core_outbox WHERE guild_id = :guild AND plugin = 'achievements' ORDER BY id"
            )
            return list((await connection.execute(query, {"guild": guild})).scalars())


@asynccontextmanager
async def a_world(database: Database, clock: StillClock | None = None) -> AsyncIterator[World]:
    """Yield levels and achievements over one database; nobody looks until `World.settles`."""
    async with a_house(database, "achievements", settings=Settings, clock=clock) as house:
        house.settings.register("levels", LevelSettings)
        house.features.add(read_manifest(PLUGINS / "levels"))
        levels = build_levels(house)
        yield World(house, levels, build(replace(house, neighbours={"levels": levels})))


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with a_world(database) as started:
        yield started
