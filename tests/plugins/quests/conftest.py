"""Quests and levels over a real database, with a clock that stands still."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import pytest

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.house import House
from tika_bot.core.ledger import Account
from tika_bot.core.manifest import read_manifest
from tika_bot.core.messages import ChatMessage
from tika_bot.core.permits import PERMISSIONS, Actor
from tika_bot.core.settings import CoreSettings, GuildSettings
from tika_bot.core.tables import outbox
from tika_bot.plugins.levels.api import XP
from tika_bot.plugins.levels.plugin import build as build_levels
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings as LevelSettings
from tika_bot.plugins.quests.model.quest import Cycle, Difficulty, Kind, Metric, OwnQuest, Taken
from tika_bot.plugins.quests.plugin import build
from tika_bot.plugins.quests.service import Overview, Quests, Shape, Written
from tika_bot.plugins.quests.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import PLUGINS, a_house

HERE, ELSEWHERE = GuildId(100), GuildId(200)
ALICE, BOB = UserId(7), UserId(8)
GENERAL = ChannelId(10)
ADMIN = Actor(UserId(1), HERE, 1 << PERMISSIONS["manage_guild"])
ANYBODY = Actor(ALICE, HERE)


@dataclass
class World:
    """A house with both plugins in it."""

    house: House
    levels: Levels
    quests: Quests

    @property
    def clock(self) -> StillClock:
        return cast("StillClock", self.house.clock)

    def says(self, times: int = 1, *, member: UserId = ALICE, guild: GuildId = HERE) -> None:
        """Let a member write messages; nothing of it is stored yet."""
        for number in range(times):
            text = f"Good morning number {number}, said at {self.clock.now()}"
            message = ChatMessage(
                MessageId(1), guild, GENERAL, None, member, "Somebody", text, millis(self.clock.now())
            )
            self.levels.hear(message)

    async def settles(self) -> None:
        """Return when everything that was done until now is stored and looked at."""
        await self.levels.flush()
        await self.quests.rest()

    async def sees(self, member: UserId = ALICE, guild: GuildId = HERE) -> Overview:
        """Return what a member's `/quests` shows."""
        return await self.quests.overview(guild, member, GENERAL)

    def passes(self, **span: float) -> None:
        """Move the clock forward."""
        self.clock.advance(timedelta(**span))

    async def tunes(self, guild: GuildId = HERE, **changes: object) -> None:
        """Change the guild's settings of quests."""
        await self._save(guild, "quests", Settings.model_validate(changes))

    async def rates(self, guild: GuildId = HERE, **changes: object) -> None:
        """Change the guild's settings of levels."""
        kept, new = self.levels._tuned.kept, LevelSettings.model_validate(changes)  # they have their own
        await kept.save(guild, "levels", new, by=UserId(1), based_on=kept.version(guild, "levels"))

    async def counts_days(self, guild: GuildId = HERE, **changes: object) -> None:
        """Change the guild's zone and resets."""
        await self._save(guild, "core", CoreSettings.model_validate(changes))

    async def _save(self, guild: GuildId, plugin: str, new: GuildSettings) -> None:
        version = self.house.settings.version(guild, plugin)
        await self.house.settings.save(guild, plugin, new, by=UserId(1), based_on=version)

    async def writes(self, guild: GuildId = HERE, **given: Any) -> OwnQuest:  # noqa: ANN401 # whatever differs from the usual
        """Let an admin write a quest: 3 messages for 50 XP, unless said otherwise."""
        shape = Shape(
            given.pop("kind", Kind.EVENT),
            given.pop("metric", Metric.MESSAGES),
            given.pop("cycle", Cycle.ONCE),
            given.pop("difficulty", Difficulty.EASY),
            given.pop("badge", ""),
        )
        usual = {"name": "Own", "text": "", "amount": "3", "reward": "50 xp", "window": ""}
        return await self.quests.keeping.create(ADMIN, guild, shape, Written(**usual | given))

    async def only(self, *kinds: Kind, guild: GuildId = HERE) -> None:
        """Switch off what ships, except ``kinds``."""
        for kind in set(Kind) - set(kinds):
            await self.quests.keeping.switch(ADMIN, guild, None, kind, on=False)

    async def only_own(self, guild: GuildId = HERE) -> None:
        """Switch off every quest that ships."""
        for known in (await self.quests.keeping.listing(ADMIN, guild)).quests:
            if not known.goal.title:
                await self.quests.keeping.switch(ADMIN, guild, known.goal.quest, None, on=False)

    async def paid(self, member: UserId = ALICE, guild: GuildId = HERE) -> int:
        """Return the XP that were given to a member by entries of the ledger."""
        return await self.house.ledger.balance(guild, Account.counter(member), XP)

    async def posted(self, guild: GuildId = HERE, view: str = "finished") -> list[Mapping[str, Any]]:
        """Return what waits in the outbox of a guild, oldest first."""
        async with self.house.database.reading(guild) as connection:
            query = outbox.select().where(outbox.c.guild_id == guild, outbox.c.view == view)
            return [dict(row) for row in (await connection.execute(query.order_by(outbox.c.id))).mappings()]


async def a_world(database: Database) -> AsyncIterator[World]:
    """Yield both plugins over ``database``."""
    async with a_house(database, "levels", settings=LevelSettings) as first:
        levels = build_levels(first)
        async with a_house(
            database, "quests", settings=Settings, clock=first.clock, neighbours={"levels": levels}
        ) as house:
            house.features.add(read_manifest(PLUGINS / "levels"))
            # One bus for both, as under a host.
            levels._writing._events = house.events
            yield World(house, levels, build(house))


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    """Both plugins, on each dialect."""
    async for made in a_world(database):
        yield made


def everything(shown: Overview) -> list[Taken]:
    """Return all quests that an overview shows."""
    return [one.quest for one in (*shown.daily, *shown.weekly, *shown.others)]
