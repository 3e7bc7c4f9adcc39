"""axe-core looks for barriers wherever people go in the browser chat, in light, in dark and on a phone."""

from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from playwright.async_api import Page, expect

from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium
from tika_sandbox.testing.running import running

AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
TALK = """# Rules
> **warm** the pot
```py
x = 1  # one
```
||spoilt|| <@{alice}> `leaf` https://a.example"""
"""A little of all that Discord's markdown can do."""
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium is installed"),
    pytest.mark.skipif(
        not AXE.is_file(), reason="no axe-core; npm ci --prefix tests/sandbox/axe installs it"
    ),
]


class Wish(discord.ui.Modal, title="Your wish"):
    """A form with a field of each sort."""

    words: discord.ui.TextInput["Wish"] = discord.ui.TextInput(label="Words", max_length=20)
    tea: discord.ui.Label["Wish"] = discord.ui.Label(
        text="Tea", component=discord.ui.Select(options=[discord.SelectOption(label="Green")])
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("noted", ephemeral=True)


class Counter(discord.ui.View):
    """What can be pressed and picked under a message."""

    @discord.ui.button(label="Wish", style=discord.ButtonStyle.primary)
    async def wish(self, interaction: discord.Interaction, _: discord.ui.Button["Counter"]) -> None:
        await interaction.response.send_modal(Wish())

    @discord.ui.button(label="Pour", style=discord.ButtonStyle.success)
    async def pour(self, interaction: discord.Interaction, _: discord.ui.Button["Counter"]) -> None:
        await interaction.response.send_message("Only for you", ephemeral=True)

    @discord.ui.button(label="Break", style=discord.ButtonStyle.danger)
    async def smash(self, interaction: discord.Interaction, _: discord.ui.Button["Counter"]) -> None:
        await interaction.response.defer()

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="With whom?", max_values=2)
    async def guests(self, interaction: discord.Interaction, _: discord.ui.UserSelect["Counter"]) -> None:
        await interaction.response.defer()


class Board(discord.ui.LayoutView):
    """A message of Components V2."""

    def __init__(self) -> None:
        super().__init__()
        box: discord.ui.Container[Board] = discord.ui.Container(accent_color=0xF0B232)
        box.add_item(discord.ui.TextDisplay("## Today\nAssam, *second flush*"))
        box.add_item(discord.ui.Separator())
        press: discord.ui.Button[Board] = discord.ui.Button(label="More", custom_id="more")
        box.add_item(discord.ui.Section("What else?", accessory=press))
        self.add_item(box)
        self.add_item(discord.ui.TextDisplay("-# small print"))


@app_commands.command()
async def counter(interaction: discord.Interaction) -> None:
    """Step to the counter."""
    card = discord.Embed(title="Menu", description="[All teas](https://example.com)", color=0x5865F2)
    card.add_field(name="Hot", value="`Assam`").set_footer(text="since 1807")
    await interaction.response.send_message("What will it be, <@&1>?", embed=card, view=Counter())
    await interaction.followup.send(view=Board())


class Tearoom(discord.Client):
    """The bot behind the counter."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(counter)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@pytest.fixture(params=["dark", "light"])
async def page(play: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    async with (
        running(Tearoom(), play.bot_token),
        browsing(play.address.web, color_scheme=request.param, reduced_motion="reduce") as opened,
    ):
        yield opened


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def barriers(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical, one line each."""
    await page.evaluate(axe())
    found: dict[str, Any] = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]


async def step_to_the_counter(page: Page) -> None:
    await page.locator(".composer-text").press_sequentially("/counter")
    await expect(page.locator(".suggest-row[aria-selected=true]")).to_contain_text("/counter")
    await page.keyboard.press("Enter")
    await page.locator(".command-tail").press("Enter")
    await expect(page.locator("#log")).to_contain_text("small print")


async def test_a_channel_with_all_that_bots_send(page: Page, play: Stage) -> None:
    await step_to_the_counter(page)
    bruno = await play.person("bruno")
    said = await bruno.says(TALK.format(alice=play.facts.users[0].id))
    await bruno.reacts("🍵", said)
    await expect(page.locator("#log .reaction")).to_have_count(2)

    assert await barriers(page) == []


async def test_the_picker_of_commands_and_what_is_only_for_me(page: Page) -> None:
    await step_to_the_counter(page)
    await page.get_by_role("button", name="Pour").click()
    await expect(page.locator("#log .ephemeral")).to_contain_text("Only for you")
    await page.locator(".composer-text").press_sequentially("/")
    await expect(page.locator(".suggest-row")).to_have_count(1)

    assert await barriers(page) == []


async def test_a_form_and_a_list(page: Page) -> None:
    await step_to_the_counter(page)
    await page.get_by_role("button", name="Wish").click()
    await expect(page.get_by_role("dialog", name="Your wish")).to_be_visible()
    assert await barriers(page) == []
    await page.keyboard.press("Escape")

    await page.locator("#log").get_by_label("With whom?").click()
    await expect(page.get_by_role("option").first).to_be_visible()

    assert await barriers(page) == []


async def test_menus_threads_and_profiles(page: Page) -> None:
    await page.locator(".member").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await barriers(page) == []
    await page.keyboard.press("Escape")
    await page.locator(".member").first.click(button="right")
    await expect(page.get_by_role("menu")).to_be_visible()
    assert await barriers(page) == []
    await page.keyboard.press("Escape")

    await page.get_by_role("button", name="Threads").click()
    await page.get_by_role("dialog", name="Threads").get_by_role("button", name="Create").click()
    await page.get_by_label("Thread name").fill("Kettles")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Create thread").click()
    await expect(page.locator("#log")).to_contain_text("Started by Alice")

    assert await barriers(page) == []


async def test_a_poll(page: Page) -> None:
    await page.get_by_label("Add files and more").click()
    await page.get_by_role("menuitem", name="Create poll").click()
    form = page.get_by_role("dialog", name="Create a poll")
    assert await barriers(page) == []
    await form.get_by_label("Question").fill("Milk?")
    await form.get_by_label("Answer 1").fill("First")
    await form.get_by_label("Answer 2").fill("Never")
    await form.get_by_role("button", name="Post").click()
    await page.get_by_role("radio", name="First").click()
    assert await barriers(page) == []

    await page.get_by_role("button", name="Vote", exact=True).click()
    await expect(page.locator(".answer.mine")).to_contain_text("100%")

    assert await barriers(page) == []


async def test_direct_messages_with_and_without_a_conversation(page: Page) -> None:
    await page.get_by_role("button", name="Direct messages").click()
    await expect(page.locator("#log")).to_contain_text("Friends")
    assert await barriers(page) == []
    await page.locator(".rail-button").nth(1).click()
    await page.locator(".member", has_text="Bruno").click()
    await page.get_by_role("dialog").get_by_role("button", name="Message").click()
    await expect(page.locator("#log")).to_contain_text("This is the beginning")

    assert await barriers(page) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_a_phone_with_its_drawers_shut_and_open(play: Stage, scheme: str) -> None:
    async with browsing(play.address.web, color_scheme=scheme, reduced_motion="reduce", **PHONE) as page:
        assert await barriers(page) == []
        await page.get_by_label("Show servers and channels").click()
        await expect(page.locator("#side")).to_be_visible()

        assert await barriers(page) == []
