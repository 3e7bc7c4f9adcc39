"""An admin gives a command to a role in Discord's own settings, or keeps it from others; the bot obeys."""

from collections.abc import Mapping

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.bot.overrides import CHANNEL, ROLE, USER, Rule, verdict
from tika_bot.core.permits import Actor
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Stage
from tika_sandbox.world import keepsakes
from tika_sandbox.world.belongings import Paper
from tika_sandbox.world.commands import RULES
from tika_sandbox.world.principals import Person as Acting

HERE, ROOM = 100, 55
CHANGE = "Change one…"


async def decide(play: Stage, bot: Running, command: str, roles: Mapping[int, bool]) -> None:
    """Say in Discord's settings of the first guild which roles may use ``command``."""
    world, guild = play.facts.world, play.facts.guilds[0].id
    known = [*world.commands.within(0).values(), *world.commands.within(guild).values()]
    row = next(one for one in known if one.name == command)
    rules = [{"id": str(role), "type": ROLE, "permission": may} for role, may in roles.items()]
    document = {
        "id": str(row.id), "application_id": str(row.application_id), "guild_id": str(guild),
        "permissions": rules,
    }  # fmt: skip
    paper = world.papers.put(Paper(RULES, guild, row.id, document))
    keepsakes.tell(world, Acting(play.facts.users[1].id), paper, "changed")

    async def heard() -> bool:
        assert bot.client is not None
        return guild not in bot.client._overrides._known

    await fact(heard)


async def picker(person: Person) -> set[str]:
    path = f"/channels/{person.channel_id}/application-command-index"
    index = await person.line.ask("GET", path)
    return {command["name"] for command in index["application_commands"]}


async def test_a_role_that_was_given_settings_may_tune_until_it_is_taken_away(
    play: Stage, bot: Running
) -> None:
    regular = play.facts.guilds[0].id + 1
    otto, elsewhere = await play.person("otto"), await play.person("otto", guild=1)
    before = await picker(otto)

    await decide(play, bot, "settings", {regular: True})
    sheet = await otto.runs("/settings", feature="core")
    form = await otto.picks(CHANGE, ["Cheek"], on=sheet).form()
    await form.fills(Cheek="3").send()
    saved = await otto.sees("Saved: Cheek")
    await decide(play, bot, "settings", {regular: False})
    refused = await otto.picks(CHANGE, ["Cheek"], on=saved)

    assert "settings" not in before and "settings" not in await picker(elsewhere)
    assert bot.wing.settings.core(play.facts.guilds[0].id).mood == 3
    assert refused.is_private and "`/settings` isn't for you here" in refused.text


async def test_what_is_kept_from_everybody_else_is_so_after_a_prefix_too(play: Stage, bot: Running) -> None:
    guild = play.facts.guilds[0].id
    alice, elsewhere = await play.person("alice"), await play.person("alice", guild=1)
    otto, admin = await play.person("otto"), await play.person(play.facts.users[1].name)
    await decide(play, bot, "leaderboard", {guild: False, guild + 1: True})

    for person in (alice, otto, admin, elsewhere):
        await person.says("!leaderboard")
    refused = await alice.sees("`/leaderboard` isn't for you here")
    why = await alice.runs("/why")

    assert "Integrations" in refused.text and "Integrations" in why.text
    assert bot.client is not None
    tally = bot.client.boundary.tally

    async def answered() -> bool:
        return tally.answered >= 4  # three boards and /why

    await fact(answered)
    assert tally.refusals["core.command_for_others"] == 1


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ((), None),
        ((Rule(ROLE, 7, True),), True),
        ((Rule(ROLE, 7, False), Rule(ROLE, 8, True)), True),
        ((Rule(ROLE, 7, True), Rule(USER, 1, False)), False),
        ((Rule(ROLE, HERE, False),), False),
        ((Rule(ROLE, HERE, False), Rule(ROLE, 8, True)), True),
        ((Rule(ROLE, 9, False),), None),
        ((Rule(CHANNEL, ROOM, False), Rule(USER, 1, True)), False),
        ((Rule(CHANNEL, HERE - 1, False), Rule(CHANNEL, ROOM, True), Rule(ROLE, 7, True)), True),
        ((Rule(CHANNEL, HERE - 1, False),), False),
    ],
)
def test_the_nearest_rule_decides(rules: tuple[Rule, ...], said: bool | None) -> None:
    actor = Actor(UserId(1), GuildId(HERE), roles=(RoleId(7), RoleId(8), RoleId(HERE)))

    assert verdict(rules, actor, ROOM) is said
