"""Members use a discord.py bot's commands, buttons, menus and forms, and see what comes of it."""

import discord
from discord import app_commands

from tika_sandbox.testing import Stage
from tika_sandbox.testing.running import running


class Cafe(discord.Client):
    """A bot with one of everything that can be asked of it."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        for command in (order, whisper, brew, write, touch, stuck):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@app_commands.command()
async def order(
    interaction: discord.Interaction, drink: str, cups: int = 1, guest: discord.Member | None = None
) -> None:
    """Order something."""
    whom = guest.display_name if guest else interaction.user.display_name
    await interaction.response.send_message(f"{cups} {drink} for {whom}")


@order.autocomplete("drink")
async def drinks(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=one.title(), value=one) for one in ("assam", "sencha") if typed in one]


@app_commands.command()
async def whisper(interaction: discord.Interaction) -> None:
    """Say something in private."""
    await interaction.response.send_message("just for you", ephemeral=True)


@app_commands.command()
async def brew(interaction: discord.Interaction) -> None:
    """Take a while."""
    await interaction.response.defer()
    await interaction.followup.send("brewed")


class Order(discord.ui.Modal, title="Your order"):
    """A form with one line."""

    drink: discord.ui.TextInput["Order"] = discord.ui.TextInput(label="Drink")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.drink.value}")


class Rename(discord.ui.Modal, title="New name"):
    """A form whose answer changes the message that it was opened from."""

    name: discord.ui.TextInput["Rename"] = discord.ui.TextInput(label="Name", default="Counter")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"now called {self.name.value}")


@app_commands.command()
async def write(interaction: discord.Interaction) -> None:
    """Open a form."""
    await interaction.response.send_modal(Order())


class Counter(discord.ui.View):
    """A button that counts and a menu that repeats."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.cups = 0

    @discord.ui.button(label="More")
    async def more(self, interaction: discord.Interaction, _button: discord.ui.Button["Counter"]) -> None:
        self.cups += 1
        await interaction.response.edit_message(content=f"{self.cups} cups")

    @discord.ui.button(label="Rename")
    async def rename(self, interaction: discord.Interaction, _button: discord.ui.Button["Counter"]) -> None:
        await interaction.response.send_modal(Rename())

    @discord.ui.select(placeholder="Which?", options=[discord.SelectOption(label="Green", value="g")])
    async def which(self, interaction: discord.Interaction, menu: discord.ui.Select["Counter"]) -> None:
        await interaction.response.send_message(f"chose {menu.values[0]}")


@app_commands.command()
async def touch(interaction: discord.Interaction) -> None:
    """Show things to touch."""
    await interaction.response.send_message("0 cups", view=Counter())


@app_commands.command()
async def stuck(_interaction: discord.Interaction) -> None:
    """Never answer."""


async def test_a_command_is_run_with_typed_options(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice, bruno = await play.person("alice"), await play.person("bruno")

        answer = await alice.runs("/order", drink="assam", cups=2, guest=bruno)

        assert answer.text == "2 assam for Bruno"
        assert (await bruno.sees("2 assam")).id == answer.id


async def test_suggestions_follow_what_is_typed(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice = await play.person("alice")

        assert await alice.completes("/order", "drink", "sen") == [{"name": "Sencha", "value": "sencha"}]


async def test_a_private_answer_is_seen_by_one_person_only(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice, bruno = await play.person("alice"), await play.person("bruno")

        answer = await alice.runs("/whisper")
        await alice.says("done")
        await bruno.sees("done")

        assert answer.is_private and answer.text == "just for you"
        assert "just for you" not in [one.text for one in await bruno.messages()]
        assert [one.text for one in bruno.line.seen_since(0, bruno.channel_id)] == ["done"]


async def test_a_deferred_answer_is_waited_for(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice = await play.person("alice")

        assert (await alice.runs("/brew")).text == "brewed"


async def test_a_form_opens_is_filled_and_answered(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice = await play.person("alice")

        form = await alice.runs("/write").form()
        answer = await form.fills(Drink="sencha")

        assert form.title == "Your order"
        assert answer.text == "noted: sencha"


async def test_a_button_changes_its_message_and_a_menu_answers(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice = await play.person("alice")
        shown = await alice.runs("/touch")

        changed = await alice.clicks("More", on=shown)
        chosen = await alice.picks("Which?", ["Green"], on=shown)

        assert changed.id == shown.id
        assert changed.content == "1 cups"
        assert chosen.text == "chose g"


async def test_a_form_from_a_button_may_change_the_clicked_message(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice = await play.person("alice")
        shown = await alice.runs("/touch")

        form = await alice.clicks("Rename", on=shown).form()
        changed = await form.fills()

        assert changed.id == shown.id
        assert changed.content == "now called Counter"


async def test_who_is_not_answered_is_told_that_it_failed(play: Stage) -> None:
    async with running(Cafe(), play.bot_token):
        alice = await play.person("alice")

        await alice.runs("/stuck").failure()
