"""Bruno lets a role come with what many hold already: each gets it, and a crash in between loses nobody."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from tests.plugins.achievements.conftest import ALICE, HERE, THERE, World

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.plugins.achievements import jobs
from tika_bot.plugins.achievements.model import Choice, Rule, UnknownAchievement, Wish
from tika_bot.plugins.achievements.service.sharing import AT_ONCE

ADMIN, OLD, NEW = UserId(1), RoleId(55), RoleId(66)
TEA = Wish("Tea Friend", "", "1", "0", "🫖", Choice.HAND)
MANY = [UserId(100 + number) for number in range(2 * AT_ONCE + 3)]


async def held(world: World, guild: GuildId = HERE, wish: Wish = TEA) -> Rule:
    """Make an achievement that MANY hold, and return it."""
    rule = await world.achievements.making.create(guild, wish, by=ADMIN, request="1")
    for member in MANY:
        await world.achievements.grant(guild, member, rule.key, None, ADMIN)
    return rule


async def waiting(world: World, verb: str, guild: GuildId = HERE) -> list[dict[str, Any]]:
    """Return what timers wait with, in the order of members."""
    query = text("SELECT payload FROM core_timers WHERE guild_id = :guild AND verb = :verb")
    async with world.house.database.reading(guild) as connection:
        found = (await connection.execute(query, {"guild": guild, "verb": verb})).scalars()
        read = [json.loads(one) if isinstance(one, str) else one for one in found]
    return sorted(read, key=lambda one: int(one.get("member", 0)))


async def rings(world: World) -> None:
    """Ring the one timer that shares a role."""
    [payload] = await waiting(world, "share_role")
    await jobs.share_role(world.achievements, payload, 1)  # type: ignore[arg-type] # any timer


async def to_get(world: World, role: RoleId, guild: GuildId = HERE) -> list[UserId]:
    """Return who is to get ``role``."""
    wishes = await waiting(world, "change_role", guild)
    return [UserId(int(one["member"])) for one in wishes if one["role"] == str(role) and one["give"]]


async def test_all_who_hold_it_get_the_new_role_a_few_at_a_time(world: World) -> None:
    rule = await held(world, wish=replace(TEA, role=OLD))
    await held(world, THERE)
    await world.achievements.revoke(HERE, MANY[3], rule.key, ADMIN)
    still = [member for member in MANY if member != MANY[3]]

    changed, holders = await world.achievements.making.change(HERE, rule.key, replace(TEA, role=NEW))

    assert (changed.role, holders) == (NEW, len(still))
    assert await to_get(world, NEW) == [], "nobody waits for it while Bruno reads the answer"
    await rings(world)
    assert await to_get(world, NEW) == still[:AT_ONCE]
    first = (await waiting(world, "share_role"))[0]
    await rings(world)
    await jobs.share_role(world.achievements, first, 1)  # type: ignore[arg-type] # a crash: it rings once more
    assert await to_get(world, NEW) == still[: 2 * AT_ONCE]
    await rings(world)
    assert await to_get(world, NEW) == still
    assert await to_get(world, OLD) == still, "and nobody loses the old one"
    assert [one["member"] for one in await waiting(world, "change_role") if not one["give"]] == [str(MANY[3])]
    assert await waiting(world, "share_role", THERE) == await waiting(world, "change_role", THERE) == []


@pytest.mark.parametrize("then", [{"role": None}, {"role": OLD}])
async def test_what_no_longer_brings_the_role_shares_it_no_further(
    world: World, then: dict[str, RoleId | None]
) -> None:
    rule = await held(world)
    await world.achievements.making.change(HERE, rule.key, replace(TEA, role=NEW))
    before = (await waiting(world, "share_role"))[0]
    await rings(world)

    _, holders = await world.achievements.making.change(HERE, rule.key, replace(TEA, **then))
    await jobs.share_role(world.achievements, before, 1)  # type: ignore[arg-type] # any timer

    assert holders == (len(MANY) if then["role"] else 0)
    assert await to_get(world, NEW) == MANY[:AT_ONCE]
    await world.achievements.making.delete(HERE, rule.key)
    await jobs.share_role(world.achievements, before, 1)  # type: ignore[arg-type] # any timer
    assert await to_get(world, NEW) == MANY[:AT_ONCE]


async def test_an_edit_that_changes_no_role_or_nobody_holds_shares_none(world: World) -> None:
    rule = await held(world, wish=replace(TEA, role=OLD))
    other = await world.achievements.making.create(HERE, TEA, by=ADMIN, request="2")

    _, same = await world.achievements.making.change(HERE, rule.key, replace(TEA, name="Tea", role=OLD))
    _, nobody = await world.achievements.making.change(HERE, other.key, replace(TEA, role=NEW))
    with pytest.raises(UnknownAchievement):
        await world.achievements.making.change(THERE, rule.key, replace(TEA, role=NEW))

    assert (same, nobody) == (0, 0)
    assert await waiting(world, "share_role") == []
    assert await world.held(ALICE) == {}
