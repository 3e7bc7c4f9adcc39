"""Bits, overwrites and the pecking order decide who may do what; checked against the world itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tika_sandbox.demo import DemoFacts, build_demo
from tika_sandbox.world.entities import Channel, Overwrite
from tika_sandbox.world.permissions import EVERYTHING, USUAL, May, in_channel, in_guild, rank
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World


@pytest.fixture
def facts() -> DemoFacts:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return build_demo(World(now=lambda: now))


def room(facts: DemoFacts, *overwrites: Overwrite) -> Channel:
    world = facts.world
    first = next(c for c in world.channels.within(facts.guilds[0].id).values() if c.name == "general")
    return world.channels.put(replace(first, overwrites=overwrites))


def test_an_administrator_and_the_owner_may_everything(facts: DemoFacts) -> None:
    guild = facts.guilds[0].id

    assert in_guild(facts.world, guild, facts.bot.id) == EVERYTHING
    assert in_guild(facts.world, guild, facts.users[1].id) == EVERYTHING
    assert in_guild(facts.world, guild, facts.users[0].id) == USUAL


def test_a_stranger_may_nothing(facts: DemoFacts) -> None:
    mira = next(user for user in facts.users if user.name == "mira")

    assert in_guild(facts.world, facts.guilds[0].id, mira.id) == 0
    assert in_channel(facts.world, room(facts), mira.id) == 0


@pytest.mark.parametrize(
    ("make", "may_speak"),
    [
        (lambda guild, alice: (Overwrite(guild, 0, deny=May.SEND_MESSAGES),), False),
        (lambda guild, alice: (Overwrite(guild, 0, deny=May.SEND_MESSAGES),
                               Overwrite(alice, 1, allow=May.SEND_MESSAGES)), True),
        (lambda guild, alice: (Overwrite(guild, 0, deny=May.SEND_MESSAGES),
                               Overwrite(guild + 1, 0, allow=May.SEND_MESSAGES)), True),
        (lambda guild, alice: (Overwrite(guild + 1, 0, allow=May.SEND_MESSAGES),
                               Overwrite(alice, 1, deny=May.SEND_MESSAGES)), False),
        (lambda guild, alice: (Overwrite(alice, 1, deny=May.VIEW_CHANNEL),), False),
    ],
)  # fmt: skip
def test_a_members_overwrite_beats_a_roles_and_that_beats_everyones(
    facts: DemoFacts, make: Callable[[int, int], tuple[Overwrite, ...]], may_speak: bool
) -> None:
    world, guild, alice = facts.world, facts.guilds[0].id, facts.users[0].id
    world.members.put(replace(world.members[guild, alice], roles=(guild + 1,)))

    bits = in_channel(world, room(facts, *make(guild, alice)), alice)

    assert bool(bits & May.SEND_MESSAGES) is may_speak


def test_a_timeout_leaves_reading_and_ends_by_itself(facts: DemoFacts) -> None:
    world, guild, alice = facts.world, facts.guilds[0].id, facts.users[0].id
    member = world.members[guild, alice]

    world.members.put(replace(member, timeout_until=world.now() + timedelta(minutes=1)))
    during = in_channel(world, room(facts), alice)
    world.members.put(replace(member, timeout_until=world.now()))
    after = in_channel(world, room(facts), alice)

    assert during == May.VIEW_CHANNEL | May.READ_HISTORY
    assert after == USUAL


def test_the_owner_stands_above_the_bot_and_the_bot_above_people(facts: DemoFacts) -> None:
    world, guild = facts.world, facts.guilds[0].id

    order = [rank(world, guild, number) for number in (facts.users[1].id, facts.bot.id, facts.users[0].id)]

    assert order == sorted(order, reverse=True)
    assert len(set(order)) == 3


def test_a_refusal_knows_its_status_and_sentence() -> None:
    refused = Refused(50013)

    assert (refused.status, str(refused)) == (403, "Missing Permissions")
