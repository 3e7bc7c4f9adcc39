"""Somebody wants to do what not everybody may."""

import discord
import pytest

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.permits import (
    PERMISSIONS,
    Actor,
    BotPermissionMissing,
    BotTooLow,
    OperatorsOnly,
    PermissionMissing,
    Permits,
    Standing,
    TargetTooHigh,
)
from tika_bot.core.wording import Wording

HERE = GuildId(10)
BAN, MANAGE = 1 << PERMISSIONS["ban_members"], 1 << PERMISSIONS["manage_guild"]
permits = Permits(operators=(99,))


def actor(permissions: int = 0, *, user: int = 1, owner: bool = False) -> Actor:
    return Actor(UserId(user), HERE, permissions, owner=owner)


def test_our_bits_are_discords() -> None:
    for name, bit in PERMISSIONS.items():
        assert getattr(discord.Permissions, name).flag == 1 << bit, name


def test_every_permission_has_a_name_in_words() -> None:
    words = Wording().words("core", "de")

    assert all(words.has(f"core.permission_{name}") for name in PERMISSIONS)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(PermissionMissing) as refusal:
        permits.demand(actor(BAN), "ban_members", "manage_guild", "kick_members")
    words = Wording().words("core", "en")

    sentence = words.say(refusal.value.key, **refusal.value.fields)
    assert sentence == "You need the permissions **Manage Server** and **Kick Members** for that."


@pytest.mark.parametrize("who", [actor(MANAGE), actor(1 << 3), actor(owner=True)])
def test_holders_administrators_and_the_owner_pass(who: Actor) -> None:
    permits.demand(who, "manage_guild")


def test_operators_have_a_scope_of_their_own_and_no_permission_by_it() -> None:
    operator = actor(user=99)
    permits.demand_operator(operator)

    with pytest.raises(PermissionMissing):
        permits.demand(operator, "manage_guild")
    with pytest.raises(OperatorsOnly):
        permits.demand_operator(actor(1 << 3, owner=True))


def test_the_bot_says_what_it_lacks_itself() -> None:
    with pytest.raises(BotPermissionMissing):
        permits.demand_of_bot(0, "send_messages")


@pytest.mark.parametrize(
    ("mine", "theirs", "bots", "error"),
    [
        (Standing(UserId(1), 5), Standing(UserId(2), 5), Standing(UserId(3), 9), TargetTooHigh),
        (Standing(UserId(1), 5), Standing(UserId(2), 4), Standing(UserId(3), 4), BotTooLow),
        (Standing(UserId(1), 5), Standing(UserId(2), 0, owner=True), Standing(UserId(3), 9), TargetTooHigh),
    ],
)
def test_nobody_acts_on_their_equals(
    mine: Standing, theirs: Standing, bots: Standing, error: type[Exception]
) -> None:
    with pytest.raises(error):
        permits.demand_above(mine, theirs, bots)


def test_the_owner_acts_on_everybody_below_the_bot() -> None:
    owner = Standing(UserId(1), 0, owner=True)

    permits.demand_above(owner, Standing(UserId(2), 5), Standing(UserId(3), 6))
