"""An admin switches plugins on and off in one guild."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from tika_bot.base.ids import GuildId, UserId, private_space
from tika_bot.core import tables
from tika_bot.core.events import Events, FeatureSwitched
from tika_bot.core.features import (
    FeatureForOperators,
    FeatureNeeds,
    FeatureOff,
    FeatureRequired,
    Features,
    FeatureUnavailable,
    PluginUnknown,
)
from tika_bot.core.house import House
from tika_bot.core.manifest import Manifest
from tika_bot.core.wording import Named, Phrases
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, THERE = GuildId(10), GuildId(20)
ANN = UserId(1)


def manifest(name: str, **more: object) -> Manifest:
    return Manifest.model_validate({"id": name, "name": name.title(), "summary": "For a test."} | more)


BANK, SHOP = manifest("bank"), manifest("shop", depends=("bank",))
ADMIN = manifest("admin", required=True, direct=True)
SPY = manifest("spy", default="operator")
SHY = manifest("shy", default="off", permissions=("ban_members",), intents=("message_content", "guilds"))


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database) as house:
        for one in (BANK, SHOP, ADMIN, SPY, SHY):
            house.features.add(one)
        yield house


async def test_a_switch_holds_in_its_guild_only_and_survives_a_restart(
    house: House, database: Database
) -> None:
    await house.features.switch(HERE, "bank", False, by=ANN)
    again = Features(database, Events(), house.clock)
    again.add(BANK)
    await again.load()

    assert not house.features.is_on(HERE, "bank") and house.features.is_on(THERE, "bank")
    assert not again.is_on(HERE, "bank") and again.is_on(THERE, "bank")


async def test_dependents_go_off_and_come_back_with_what_they_need(house: House) -> None:
    told: list[tuple[str, bool]] = []
    called: list[tuple[int, bool]] = []

    async def hear(event: FeatureSwitched) -> None:
        told.append((event.plugin, event.on))

    async def switched(guild: GuildId, on: bool) -> None:
        called.append((guild, on))
        raise ZeroDivisionError  # its own fault stays its own

    house.events.on(FeatureSwitched, hear)
    house.features.add(SHOP, switched)
    await house.features.switch(HERE, "bank", False, by=ANN)
    with pytest.raises(FeatureNeeds) as refusal:
        await house.features.switch(HERE, "shop", True, by=ANN)
    await house.features.switch(HERE, "bank", True, by=ANN)

    assert sorted(told) == [("bank", False), ("bank", True), ("shop", False), ("shop", True)]
    assert called == [(HERE, False), (HERE, True)]
    assert refusal.value.fields["needs"] == Phrases((Named("bank.plugin-name", "Bank"),))


@pytest.mark.parametrize(
    ("plugin", "on", "error"),
    [
        ("admin", False, FeatureRequired),
        ("spy", True, FeatureForOperators),
        ("bonk", True, PluginUnknown),
        ("odd", True, FeatureUnavailable),
    ],
)
async def test_what_cannot_be_switched_is_refused(
    house: House, plugin: str, on: bool, error: type[Exception]
) -> None:
    house.features.refuse(manifest("odd"), "needs the extra 'cards'")
    with pytest.raises(error):
        await house.features.switch(HERE, plugin, on, by=ANN)


async def test_an_operator_may_switch_what_is_theirs(house: House) -> None:
    await house.features.switch(HERE, "spy", True, by=ANN, is_operator=True)

    assert house.features.is_on(HERE, "spy") and not house.features.is_on(THERE, "spy")


async def test_the_operators_defaults_beat_the_manifests(house: House, database: Database) -> None:
    features = Features(database, Events(), house.clock, on=("shy",), off=("bank",))
    for one in (BANK, SHOP, SHY):
        features.add(one)

    assert features.plugins_on(HERE) == {"shy"}


async def test_direct_messages_reach_only_plugins_that_want_them(house: House) -> None:
    assert house.features.hears(None, "admin") and not house.features.hears(None, "bank")
    assert house.features.is_on(private_space(ANN), "bank")


async def test_a_door_that_is_shut_says_so(house: House) -> None:
    house.features.demand(HERE, "bank")
    with pytest.raises(FeatureOff):
        house.features.demand(HERE, "shy")


async def test_another_worker_follows(house: House, database: Database) -> None:
    elsewhere = Events()
    other = Features(database, elsewhere, house.clock)
    other.add(BANK)
    await house.features.switch(HERE, "bank", False, by=ANN)
    await elsewhere.tell(FeatureSwitched(HERE, "bank", on=False))

    assert not other.is_on(HERE, "bank") and other.is_on(THERE, "bank")


async def test_the_report_says_what_is_missing(house: House) -> None:
    reports = house.features.report(HERE, bot_permissions=0, missing_intents=("message_content",))
    shy = next(report for report in reports if report.manifest.id == "shy")

    assert (shy.is_on, shy.is_chosen, shy.is_fully_working) == (False, False, False)
    assert shy.missing_permissions == ("ban_members",)
    assert shy.missing_intents == ("message_content",)


async def test_every_switch_is_in_the_audit_of_its_guild(house: House, database: Database) -> None:
    await house.features.switch(HERE, "bank", False, by=ANN)
    async with database.reading(HERE) as connection:
        wanted = select(tables.audit).where(tables.audit.c.guild_id == HERE)
        lines = (await connection.execute(wanted)).mappings().all()
    async with database.reading(THERE) as connection:
        wanted = select(tables.audit).where(tables.audit.c.guild_id == THERE)
        others = (await connection.execute(wanted)).all()

    assert [(line["actor_id"], line["action"], line["target"]) for line in lines] == [
        (ANN, "feature.off", "bank")
    ]
    assert others == []
