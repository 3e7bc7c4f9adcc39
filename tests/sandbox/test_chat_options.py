"""On the page options of every type are offered, filled and sent, and so are menus of every kind."""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from discord import app_commands
from playwright.async_api import Page, expect

from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium
from tika_sandbox.testing.running import running

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")


@app_commands.command()
async def stock(  # noqa: PLR0913, PLR0917 - one of every type
    interaction: discord.Interaction,
    grams: app_commands.Range[float, 0.5],
    fresh: bool,
    shelf: discord.TextChannel,
    keeper: discord.Role,
    owner: discord.Member | discord.Role,
    label: discord.Attachment,
) -> None:
    """Put tea on a shelf."""
    text = (await label.read()).decode()
    await interaction.response.send_message(f"{grams} {fresh} {shelf.name} {keeper.name} {owner.name} {text}")


class Shelf(discord.ui.View):
    """The menus that pick from the server."""

    @discord.ui.select(cls=discord.ui.ChannelSelect, placeholder="Which room?")
    async def room(self, interaction: discord.Interaction, select: discord.ui.ChannelSelect["Shelf"]) -> None:
        await interaction.response.send_message(f"in {select.values[0].name}")

    @discord.ui.select(cls=discord.ui.RoleSelect, placeholder="For which role?")
    async def role(self, interaction: discord.Interaction, select: discord.ui.RoleSelect["Shelf"]) -> None:
        await interaction.response.send_message(f"for {select.values[0].name}")

    @discord.ui.select(cls=discord.ui.MentionableSelect, placeholder="Whose?")
    async def owner(
        self, interaction: discord.Interaction, select: discord.ui.MentionableSelect["Shelf"]
    ) -> None:
        await interaction.response.send_message(f"of {select.values[0].name}")


@app_commands.command()
async def shelf(interaction: discord.Interaction) -> None:
    """Look at a shelf."""
    await interaction.response.send_message("A shelf", view=Shelf())


class Store(discord.Client):
    """The bot of the shelves."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(stock)
        self.tree.add_command(shelf)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@pytest.fixture
async def page(play: Stage) -> AsyncIterator[Page]:
    async with running(Store(), play.bot_token), browsing(play.address.web) as opened:
        yield opened


async def pick(page: Page, name: str) -> None:
    await page.locator(".composer-text").press_sequentially(f"/{name}")
    await expect(page.locator(".suggest-row[aria-selected=true] .suggest-label")).to_have_text(f"/{name}")
    await page.keyboard.press("Enter")


async def fill(page: Page, option: str, typed: str, offered: str) -> None:
    """Type into an option and take the row that is offered for it."""
    await page.get_by_label(f"{option}, required").press_sequentially(typed)
    await expect(page.locator(".suggest-row[aria-selected=true] .suggest-label")).to_have_text(offered)
    await page.keyboard.press("Enter")


async def test_options_of_every_type_reach_the_bot(page: Page, tmp_path: Path) -> None:
    label = tmp_path / "label.txt"
    label.write_text("Assam", encoding="utf-8")
    await pick(page, "stock")
    await page.get_by_label("grams, required").fill("0,75")
    await fill(page, "fresh", "f", "False")
    await fill(page, "shelf", "kettle", "kettle-talk")
    await fill(page, "keeper", "keep", "@Keeper")
    await fill(page, "owner", "bru", "Bruno")

    await page.locator(".chip-file").set_input_files(label)
    await page.locator(".command-tail").press("Enter")

    await expect(page.locator("#log")).to_contain_text("0.75 False kettle-talk Keeper bruno Assam")


async def test_a_number_below_the_least_is_refused_in_words(page: Page) -> None:
    await pick(page, "stock")
    await page.get_by_label("grams, required").fill("0.1")

    await page.keyboard.press("Enter")

    await expect(page.locator(".wrong-note")).to_have_text("grams: The least is 0.5.")


async def test_menus_of_rooms_roles_and_both_send_what_was_picked(page: Page) -> None:
    await pick(page, "shelf")
    await page.locator(".command-tail").press("Enter")

    for placeholder, name, answer in (
        ("Which room?", "kettle-talk", "in kettle-talk"),
        ("For which role?", "@Keeper", "for Keeper"),
        ("Whose?", "Bruno", "of bruno"),
    ):
        await page.locator("#log").get_by_label(placeholder).click()
        await page.get_by_role("option", name=name).click()
        await expect(page.locator("#log")).to_contain_text(answer)
