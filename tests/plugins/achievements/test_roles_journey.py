"""A role comes with an achievement and goes with it; nobody promises a role that isn't theirs to give."""

import pytest

from tika_bot.app import Running
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Stage
from tika_sandbox.world.permissions import May

pytestmark = pytest.mark.journey


async def a_role(owner: Person, name: str, **more: object) -> str:
    """Let ``owner`` make a role, below all others, and return its id."""
    made = await owner.line.ask("POST", f"/guilds/{owner.guild_id}/roles", {"name": name, **more})
    return str(made["id"])


async def has(play: Stage, person: Person, role: str, *, wanted: bool = True) -> None:  # noqa: F811
    """Return once ``person`` has ``role``, or no longer."""
    members, who = play.facts.world.members, (int(str(person.guild_id)), int(person.id))

    async def so() -> bool:
        return (int(role) in members[who].roles) is wanted

    await fact(so, within_s=30)


async def test_the_role_comes_and_goes_with_it(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    keeper = await a_role(bruno, "Kettle Keeper")
    form = await bruno.runs("/achievement create", counts="messages", role=keeper).form()
    made = await form.fills(name="Keeper of the Kettle", threshold="1", emoji="🫖")
    assert f"<@&{keeper}>" in made.text

    await alice.says("I'll keep an eye on it.")
    await has(play, alice, keeper)
    await bruno.runs("/achievement revoke", member=alice, achievement="own-1")

    await has(play, alice, keeper, wanted=False)


async def test_who_holds_it_already_gets_the_role_that_it_brings_newly(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    old, new = await a_role(bruno, "Cup Keeper"), await a_role(bruno, "Kettle Keeper")
    form = await bruno.runs("/achievement create", counts="hand", role=old).form()
    await form.fills(name="Keeper")
    await bruno.runs("/achievement grant", member=alice, achievement="Keeper")
    await has(play, alice, old)

    changed = await (await bruno.runs("/achievement edit", achievement="Keeper", role=new).form()).fills()

    assert "One member has it already and gets the role in a moment." in changed.text
    assert f"Whoever has <@&{old}> keeps it." in changed.text
    await has(play, alice, new)
    await has(play, alice, old)
    same = await (await bruno.runs("/achievement edit", achievement="Keeper", role=new).form()).fills()
    assert "has it already" not in same.text and "keeps it" not in same.text


async def test_nobody_promises_what_stands_above_them(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, otto = await play.person("bruno"), await play.person("otto")
    bits = May.MANAGE_GUILD | May.MANAGE_ROLES
    high = await a_role(bruno, "High")
    helper = await a_role(bruno, "Helper", permissions=str(int(bits)))
    low = await a_role(bruno, "Low")
    await bruno.line.ask("PATCH", f"/guilds/{bruno.guild_id}/members/{otto.id}", {"roles": [helper]})

    refused = await otto.runs("/achievement create", counts="messages", role=high)
    form = await otto.runs("/achievement create", counts="messages", role=low).form()
    await bruno.line.ask("PATCH", f"/guilds/{bruno.guild_id}/members/{otto.id}", {"roles": []})
    too_late = await form.fills(name="Crown", threshold="1")  # what counts is the moment of sending

    assert refused.is_private and "✋" in refused.text
    assert too_late.is_private and "✋" in too_late.text
    assert "None yet" in (await bruno.runs("/achievement list")).text
