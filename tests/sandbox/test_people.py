"""What people of the stage can do, and what others see of it."""

import discord
import pytest
from discord import app_commands

from tika_sandbox.testing import Stage
from tika_sandbox.testing.line import Refusal
from tika_sandbox.testing.running import running


class Desk(discord.Client):
    """A bot with menu entries and a command that takes a file."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        for command in (quote, greet, Shelf()):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@app_commands.context_menu(name="Quote")
async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"“{message.content}”")


@app_commands.context_menu(name="Greet")
async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"Hello, {member.display_name}!")


class Shelf(app_commands.Group):
    """Things that are kept."""

    def __init__(self) -> None:
        super().__init__(name="shelf", description="Keep things.")

    @app_commands.command()
    @app_commands.choices(where=[app_commands.Choice(name="Top", value="t")])
    async def keep(self, interaction: discord.Interaction, thing: discord.Attachment, where: str) -> None:
        """Keep a file."""
        content = await thing.read()
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="Manual", url="https://example.com"))
        embed = discord.Embed(title="Kept", description=thing.filename).add_field(
            name="bytes", value=len(content)
        )
        await interaction.response.send_message(f"on {where}", embed=embed, view=view)


async def test_words_can_be_changed_answered_and_taken_back(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")

    said = await alice.says("tee")
    await bruno.says("tea?", reply_to=said)
    await alice.edits(said, "tea")
    changed = await bruno.sees("tea")
    reply = await alice.sees("tea?")
    await alice.deletes(said)
    await bruno.line.wait(lambda: said.id not in bruno.line.messages, "for it to vanish")

    assert changed.id == said.id
    assert reply.raw["referenced_message"]["id"] == said.id
    assert said.id not in [one.id for one in await bruno.messages()]


async def test_reactions_are_counted(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    said = await alice.says("who wants tea?")

    await bruno.reacts("🍵", on=said)
    await alice.reacts("🍵", on=said)

    assert next(one for one in await alice.messages() if one.id == said.id).reactions == {"🍵": 2}


async def test_nobody_edits_another_ones_words(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    said = await alice.says("mine")

    with pytest.raises(Refusal) as refused:
        await bruno.edits(said, "yours")

    assert refused.value.code == 50005


async def test_what_is_waited_for_in_vain_is_named_with_what_there_was(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await bruno.says("coffee")
    await alice.sees("coffee")

    with pytest.raises(AssertionError, match=r"waited 0.05 s for 'tea'; saw \['coffee'\]"):
        await alice.sees("tea", within_s=0.05)


async def test_own_words_and_old_ones_are_no_news(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await bruno.says("tea one")
    await alice.sees("tea one")

    await alice.says("tea two")
    await bruno.says("tea three")

    assert (await alice.sees("tea")).content == "tea three"


async def test_menu_entries_work_on_messages_and_people(play: Stage) -> None:
    async with running(Desk(), play.bot_token):
        alice, bruno = await play.person("alice"), await play.person("bruno")
        said = await bruno.says("Steep, don't boil.")

        assert (await alice.uses("Quote", on=said)).text == "“Steep, don't boil.”"
        assert (await alice.uses("Greet", on=bruno)).text == "Hello, Bruno!"


async def test_a_subcommand_takes_a_file_and_a_choice_by_name(play: Stage) -> None:
    async with running(Desk(), play.bot_token):
        alice = await play.person("alice")

        answer = await alice.runs("/shelf keep", thing=("list.txt", b"assam"), where="Top")

        assert answer.text.splitlines() == ["on t", "Kept", "list.txt", "bytes", "5", "Manual"]
        assert answer.buttons == ["Manual"]
        with pytest.raises(AssertionError, match="is a link"):
            alice.clicks("Manual", on=answer)


async def test_what_is_not_there_is_named_with_what_is(play: Stage) -> None:
    async with running(Desk(), play.bot_token):
        alice = await play.person("alice")
        said = await alice.says("plain")

        with pytest.raises(AssertionError, match="no 'dance' among"):
            await alice.runs("/dance")
        with pytest.raises(AssertionError, match="no 'Go'"):
            alice.clicks("Go", on=said)
        with pytest.raises(AssertionError, match="nothing here has 'Go'"):
            alice.clicks("Go")
        with pytest.raises(AssertionError, match="no channel 'attic'"):
            alice.at("attic")


async def test_people_talk_privately(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    there, here = await alice.privately("bruno"), await bruno.privately("alice")

    await there.says("a secret")

    assert (await here.sees("a secret")).author == "alice"
    assert "a secret" not in [one.content for one in await alice.messages()]


async def test_who_votes_in_a_poll_is_counted(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    answers = [{"poll_media": {"text": drink}} for drink in ("Tea", "Coffee")]
    poll = {"question": {"text": "Tea or coffee?"}, "answers": answers, "duration": 1}
    await bruno.line.ask("POST", f"/channels/{bruno.channel_id}/messages", {"poll": poll})
    asked = await alice.sees(lambda one: "poll" in one.raw)

    await alice.votes(asked, "Tea")
    (now,) = [one for one in await alice.messages() if one.id == asked.id]

    counted = [one for one in now.raw["poll"]["results"]["answer_counts"] if one["count"]]
    assert counted == [{"id": 1, "count": 1, "me_voted": True}]
    with pytest.raises(AssertionError, match=r"no \['Milk'\] among \['Coffee', 'Tea'\]"):
        await alice.votes(asked, "Milk")


async def test_a_name_that_nobody_has_is_answered_with_those_that_there_are(play: Stage) -> None:
    with pytest.raises(AssertionError, match=r"no 'nobody' among .*'alice'"):
        await play.person("nobody")
    with pytest.raises(AssertionError, match=r"no 'attic' among .*'general'"):
        await play.person("alice", channel="attic")
    alice = await play.person("alice")
    with pytest.raises(AssertionError, match="no 'juggle' among"):
        await alice.runs("/juggle")
