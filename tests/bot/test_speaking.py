"""What the core wants said reaches Discord once, also when the first place is closed."""

from datetime import UTC, datetime
from pathlib import Path

from tika_bot.app import Running, running
from tika_bot.core.events import ListenerPaused
from tika_bot.core.outbox import Place
from tika_bot.testing.bots import bot_config
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Stage


async def test_a_timer_rings_and_its_message_appears_once(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    guild = play.facts.guilds[0].id
    payload = {"guild": guild, "channel": int(alice.channel_id), "what": "tea"}

    await bot.wing.timers.at(datetime.now(UTC), "parrot", "ring", payload, guild=guild, key="tea")
    rung = await alice.sees("It rang: tea")

    assert len([one for one in await alice.messages() if one.text == rung.text]) == 1


async def test_what_was_posted_can_be_edited(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    guild = play.facts.guilds[0].id
    place = Place(guild, channel=int(alice.channel_id))
    await bot.wing.outbox.post(place, view=("parrot", "due"), data={"what": "one"}, key="k")
    first = await alice.sees("It rang: one")

    await bot.wing.outbox.edit("k", guild=guild, view=("parrot", "due"), data={"what": "two"})

    assert (await alice.sees("It rang: two")).id == first.id


async def test_a_closed_channel_gives_the_row_up_and_the_next_is_said(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    guild = play.facts.guilds[0].id
    nowhere, here = Place(guild, channel=1), Place(guild, channel=int(alice.channel_id))

    await bot.wing.outbox.post(nowhere, view=("parrot", "due"), data={"what": "lost"}, key="a")
    await bot.wing.outbox.post(here, view=("parrot", "due"), data={"what": "heard"}, key="b")
    await alice.sees("It rang: heard")

    async def given_up() -> bool:
        return [row.key for row, _ in await bot.wing.outbox.given_up()] == ["a"]

    await fact(given_up)


async def test_listeners_hear_chat_and_members_but_not_commands(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    parrot = bot.host.plugins["parrot"].service

    await alice.says("just talking")
    await alice.says("!repeat echo")
    await alice.sees("echo")

    assert "just talking" in parrot.said and "!repeat echo" not in parrot.said


async def test_listeners_hear_of_roles_that_change_and_which_are_left(play: Stage, bot: Running) -> None:
    owner, alice = await play.person(play.facts.users[1].name), await play.person("alice")
    here, elsewhere = (guild.id for guild in play.facts.guilds[:2])
    regular = here + 1
    parrot = bot.host.plugins["parrot"].service

    async def heard(*roles: int) -> None:
        path = f"/guilds/{here}/members/{alice.id}"
        await owner.line.ask("PATCH", path, {"roles": [str(role) for role in roles]})

        async def has_arrived() -> bool:
            return parrot.roles.get((here, int(alice.id))) == roles

        await fact(has_arrived)

    await heard(regular)
    await heard()

    assert not [where for where in parrot.roles if where[0] == elsewhere]


async def test_without_a_log_channel_the_owner_hears_that_a_plugin_rests(play: Stage, bot: Running) -> None:
    owner = await play.person(play.facts.users[1].name)
    mailbox = await owner.privately("Tika")
    assert bot.client is not None

    await bot.client.speaking.warn_admins(
        ListenerPaused(play.facts.guilds[0].id, "parrot", "ear", "7K2M-QX9D", 600)
    )

    told = await mailbox.sees("7K2M-QX9D")
    assert play.facts.guilds[0].name in told.text and "10 minutes" in told.text


async def test_operators_hear_in_their_channel_and_directly_where_that_is_gone(
    play: Stage, tmp_path: Path
) -> None:
    operator = await play.person(play.facts.users[1].name)
    mailbox = await operator.privately("Tika")
    told = {"operators": [int(operator.id)], "log_channel": int(operator.channel_id)}
    async with running(bot_config(play, tmp_path, bot=told)) as bot:
        await bot.ready()
        assert bot.client is not None

        await bot.client.speaking.tell_operators("⚠ **disk**: only 3 MB are left")
        in_channel = await operator.sees("only 3 MB")
        await bot.client.http.delete_channel(int(operator.channel_id))
        await bot.client.speaking.tell_operators("✓ **disk** is well again.")

        assert "only 3 MB" in in_channel.text
        assert await mailbox.sees("well again")
