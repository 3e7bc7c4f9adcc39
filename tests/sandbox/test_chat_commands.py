"""On the page a member picks commands, presses buttons, fills forms, and sees what came of it."""

import re
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands
from playwright.async_api import Locator, Page, expect

from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium
from tika_sandbox.testing.running import running

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")

CITIES = ("Bergen", "Berlin", "Kyoto")


class Order(discord.ui.Modal, title="Your order"):
    """A form with a short and a long line."""

    drink: discord.ui.TextInput["Order"] = discord.ui.TextInput(label="Drink", max_length=20)
    wish: discord.ui.TextInput["Order"] = discord.ui.TextInput(
        label="Wish", style=discord.TextStyle.paragraph, required=False
    )

    size: discord.ui.Label["Order"] = discord.ui.Label(
        text="Size",
        description="Cups differ.",
        component=discord.ui.Select(
            options=[discord.SelectOption(label="Small"), discord.SelectOption(label="Large")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.size.component, discord.ui.Select)
        await interaction.response.send_message(f"noted: {self.drink.value}, {self.size.component.values[0]}")


class Counter(discord.ui.View):
    """One of everything that can be pressed."""

    @discord.ui.button(label="Join", style=discord.ButtonStyle.primary)
    async def join(self, interaction: discord.Interaction, _: discord.ui.Button["Counter"]) -> None:
        await interaction.response.send_message("You are in.", ephemeral=True)

    @discord.ui.button(label="Order")
    async def order(self, interaction: discord.Interaction, _: discord.ui.Button["Counter"]) -> None:
        await interaction.response.send_modal(Order())

    @discord.ui.button(label="Stuck", style=discord.ButtonStyle.danger)
    async def stuck(self, interaction: discord.Interaction, _: discord.ui.Button["Counter"]) -> None:
        """Never answers."""

    @discord.ui.select(placeholder="Which tea?", options=[discord.SelectOption(label="Green")])
    async def tea(self, interaction: discord.Interaction, select: discord.ui.Select["Counter"]) -> None:
        await interaction.response.edit_message(content=f"{select.values[0]} it is", view=None)

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="With whom?", max_values=2)
    async def guests(
        self, interaction: discord.Interaction, select: discord.ui.UserSelect["Counter"]
    ) -> None:
        names = sorted(one.display_name for one in select.values)
        await interaction.response.send_message(f"with {' and '.join(names)}")


class Tearoom(discord.Client):
    """The bot behind the counter."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        for command in (pour, counter, slow, why):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@app_commands.command()
@app_commands.choices(leaf=[app_commands.Choice(name="Black tea", value="black")])
async def pour(
    interaction: discord.Interaction,
    leaf: str,
    cups: app_commands.Range[int, 1, 9],
    city: str,
    guest: discord.Member | None = None,
) -> None:
    """Pour some tea."""
    name = guest.display_name if guest else "nobody"
    await interaction.response.send_message(f"{cups} {leaf} in {city} for {name}")


@pour.autocomplete("city")
async def cities(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=city, value=city.upper()) for city in CITIES if typed in city]


@app_commands.command()
async def counter(interaction: discord.Interaction) -> None:
    """Step to the counter."""
    await interaction.response.send_message("What will it be?", view=Counter())


@app_commands.command()
async def slow(interaction: discord.Interaction) -> None:
    """Take a while."""
    await interaction.response.defer()
    await interaction.client.wait_for("message", check=lambda message: message.content == "go on")
    await interaction.followup.send("brewed")


@app_commands.context_menu(name="Why that?")
async def why(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"because of {message.content!r}", ephemeral=True)


@pytest.fixture
async def page(play: Stage) -> AsyncIterator[Page]:
    async with running(Tearoom(), play.bot_token), browsing(play.address.web) as opened:
        await expect(opened.locator(".me-card")).to_contain_text("Online")
        yield opened


async def run(page: Page, name: str) -> None:
    """Pick a command by typing its name, and send it."""
    await page.locator(".composer-text").press_sequentially(f"/{name}")
    await expect(page.locator(".suggest-row[aria-selected=true] .suggest-label")).to_have_text(f"/{name}")
    await page.keyboard.press("Enter")
    await page.locator(".command-tail").press("Enter")


async def at_the_counter(page: Page) -> Locator:
    await run(page, "counter")
    message = page.locator("#log .message", has_text="What will it be?").first
    await expect(message).to_be_visible()
    return message


async def test_options_are_offered_checked_and_sent_with_the_keyboard(page: Page) -> None:
    await page.locator(".composer-text").press_sequentially("/po")
    await expect(page.locator(".suggest-row", has_text="/pour")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.type("bla")
    await page.keyboard.press("Enter")
    await page.keyboard.type("12")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Ber")
    await expect(page.locator(".suggest-row")).to_have_text(["Bergen", "Berlin"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".wrong-note")).to_have_text("cups: The most is 9.")

    await page.get_by_label("cups, required").fill("3")
    await page.locator(".command-tail").press_sequentially("gu")
    await page.keyboard.press("Enter")
    await page.keyboard.type("bruno")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")

    answer = page.locator("#log .message", has_text="3 black in BERLIN for Bruno")
    await expect(answer.locator(".overline")).to_have_text(re.compile(r"Alice used /pour$"))


async def test_who_types_before_the_bot_is_there_is_offered_its_commands_when_it_comes(play: Stage) -> None:
    async with browsing(play.address.web) as page:
        await page.locator(".composer-text").press_sequentially("/po")
        await expect(page.locator(".suggest-note")).to_have_text("No application offers commands here.")

        async with running(Tearoom(), play.bot_token):
            await expect(page.locator(".suggest-row[aria-selected=true]")).to_contain_text("/pour")


async def test_suggestions_come_back_with_the_caret(page: Page) -> None:
    await page.locator(".composer-text").press_sequentially("/po")
    await expect(page.locator(".suggest-row", has_text="/pour")).to_be_visible()
    await page.locator("#messages").focus()
    await expect(page.locator(".suggestions")).to_be_hidden()

    await page.locator(".composer-text").focus()

    await expect(page.locator(".suggest-row", has_text="/pour")).to_be_visible()


async def test_a_private_answer_says_so_and_can_be_dismissed(page: Page, play: Stage) -> None:
    bruno = await play.person("bruno")
    message = await at_the_counter(page)
    await message.get_by_role("button", name="Join").click()

    answer = page.locator("#log .message.ephemeral", has_text="You are in.")
    await expect(answer).to_contain_text("Only you can see this")
    await answer.get_by_role("button", name="Dismiss message").click()

    await expect(answer).to_have_count(0)
    assert not any("You are in." in seen.text for seen in await bruno.messages())


async def test_a_form_opens_insists_on_what_is_required_and_is_sent(page: Page) -> None:
    message = await at_the_counter(page)
    await message.get_by_role("button", name="Order").click()
    form = page.get_by_role("dialog", name="Your order")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("alert")).to_have_text("Drink: this field is required.")

    await form.get_by_label("Drink").fill("Sencha")
    await form.get_by_text("Make a selection").click()
    await page.get_by_role("option", name="Large").click()
    await form.get_by_role("button", name="Submit").click()

    await expect(page.locator("#log")).to_contain_text("noted: Sencha, Large")
    await expect(form).to_have_count(0)


async def test_menus_send_what_was_picked(page: Page) -> None:
    message = await at_the_counter(page)
    await message.get_by_label("With whom?").click()
    await page.get_by_role("option", name="Bruno").click()
    await page.get_by_role("option", name="Alice").click()
    await page.keyboard.press("Escape")
    await expect(page.locator("#log")).to_contain_text("with Alice and Bruno")

    await message.get_by_label("Which tea?").click()
    await page.keyboard.press("Enter")

    await expect(page.locator("#log")).to_contain_text("Green it is")
    await expect(page.get_by_role("button", name="Join")).to_have_count(0)


async def test_a_bot_that_keeps_silent_is_told_apart_from_one_that_thinks(page: Page, play: Stage) -> None:
    bruno = await play.person("bruno")
    message = await at_the_counter(page)
    await message.get_by_role("button", name="Stuck").click()
    await expect(message.get_by_role("alert")).to_have_text("This interaction failed")
    await run(page, "slow")
    await expect(page.locator("#log .thinking").last).to_contain_text("Tika is thinking…")

    await bruno.says("go on")

    await expect(page.locator("#log")).to_contain_text("brewed")
    await expect(page.locator("#log .thinking")).to_have_count(0)


async def test_a_message_command_is_in_the_menu_of_the_message(page: Page) -> None:
    await page.locator(".composer-text").fill("Too hot")
    await page.locator(".composer-text").press("Enter")
    await page.locator("#log .message:not(.pending)").hover()
    await page.get_by_role("toolbar").get_by_label("More").click()
    await page.get_by_role("menuitem", name="Why that?").click()

    answer = page.locator("#log .message.ephemeral").last
    await expect(answer).to_contain_text("because of 'Too hot'")
    await expect(answer.locator(".overline")).to_contain_text("used Why that?")
