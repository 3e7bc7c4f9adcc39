"""Somebody writes a test for a plugin's service, and everything it is lent is real."""

from datetime import timedelta

from tika_bot.base.ids import GuildId, UserId
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, THERE = GuildId(10), GuildId(20)


async def test_a_house_keeps_timers_and_settings_in_the_given_database(database: Database) -> None:
    async with a_house(database) as house:
        core = house.settings.core(HERE)
        await house.timers.at(FRIDAY_NOON + timedelta(hours=1), "core", "ring", {}, guild=HERE)
        await house.settings.save(HERE, "core", core.model_copy(update={"mood": 3}), by=UserId(1), based_on=0)

        assert house.settings.core(HERE).mood == 3
        assert house.settings.core(THERE).mood == 1
