"""On the page people meet: in voice, in direct messages, by their menus; with mouse, keyboard and finger."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands
from playwright.async_api import Page, expect

from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium
from tika_sandbox.testing.running import running

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")


@app_commands.context_menu(name="Wave at")
async def wave(interaction: discord.Interaction, guest: discord.Member) -> None:
    await interaction.response.send_message(f"waves at {guest.display_name}")


@app_commands.context_menu(name="Translate")
async def translate(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"in English: {message.content}", ephemeral=True)


class Greeter(discord.Client):
    """A bot with commands about people and messages, that answers in direct messages."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(wave)
        self.tree.add_command(translate)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None and not message.author.bot:
            await message.channel.send(f"You said {message.content}")


@pytest.fixture
async def page(play: Stage) -> AsyncIterator[Page]:
    async with running(Greeter(), play.bot_token), browsing(play.address.web) as opened:
        yield opened


async def test_a_right_click_on_somebody_offers_what_bots_can_do_with_them(page: Page) -> None:
    await page.locator(".member", has_text="Bruno").click(button="right")

    await page.get_by_role("menuitem", name="Wave at").click()

    await expect(page.locator("#log")).to_contain_text("waves at Bruno")


async def test_the_menu_key_does_what_the_right_button_does(page: Page) -> None:
    await page.locator(".member", has_text="Bruno").focus()
    await page.keyboard.press("Shift+F10")
    await expect(page.get_by_role("menuitem", name="Profile")).to_be_focused()

    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")

    await expect(page.locator("#log")).to_contain_text("waves at Bruno")


async def held(page: Page, x: float, y: float) -> None:
    """Lay a finger on a point of the page, until what it brings is there, and lift it."""
    line = await page.context.new_cdp_session(page)
    await line.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    await expect(page.get_by_role("menu")).to_be_visible()
    await line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


async def test_a_long_press_on_a_message_opens_its_menu_on_a_phone(play: Stage) -> None:
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    async with running(Greeter(), play.bot_token), browsing(play.address.web, **phone) as page:
        bruno = await play.person("bruno")
        await bruno.says("Guten Morgen")
        box = await page.locator("#log .content", has_text="Guten Morgen").bounding_box()
        assert box is not None

        await held(page, box["x"] + 20, box["y"] + 10)
        await page.get_by_role("menuitem", name="Translate").tap()

        await expect(page.locator("#log .ephemeral")).to_contain_text("in English: Guten Morgen")


async def test_voice_is_joined_muted_deafened_and_left(page: Page, play: Stage) -> None:
    room = page.locator("[data-channel-row]", has_text="Fireside")
    await room.click()
    inside = page.get_by_role("list", name="In Fireside")
    await expect(inside).to_contain_text("Alice")

    await page.get_by_role("button", name="Mute", exact=True).click()
    await expect(inside.get_by_label("muted")).to_be_visible()
    await page.get_by_role("button", name="Deafen").click()
    await expect(inside.get_by_label("deafened")).to_be_visible()
    await page.get_by_role("button", name="Unmute").click()
    await expect(inside.get_by_role("img")).to_have_count(0)

    await page.get_by_label("Leave the voice channel").click()
    await expect(inside).to_have_count(0)
    assert not play.facts.world.voices.within(play.facts.guilds[0].id)


async def test_a_conversation_with_the_bot_and_with_a_person(page: Page, play: Stage) -> None:
    await page.locator(".member", has_text="Tika").click(button="right")
    await page.get_by_role("menuitem", name="Message").click()
    await expect(page.locator("#header")).to_contain_text("Tika")
    await page.locator(".composer-text").fill("psst")
    await page.locator(".composer-text").press("Enter")
    await expect(page.locator("#log")).to_contain_text("You said psst")

    await page.get_by_role("radio", name="Speak as Bruno").click()
    await expect(page.locator(".me-card")).to_contain_text("You are Bruno")
    await page.locator(".member", has_text="Alice").click()
    await page.get_by_role("dialog").get_by_role("button", name="Message").click()
    await expect(page.locator("#log")).to_contain_text("This is the beginning of your direct messages.")
    await page.locator(".composer-text").fill("Tea?")
    await page.locator(".composer-text").press("Enter")

    face = page.get_by_role("radio", name="Speak as Alice")
    await expect(face).to_contain_text("1")
    await face.click()
    await expect(page.get_by_role("button", name="Bruno, direct messages, unread")).to_be_visible()


async def test_the_list_of_friends_is_where_conversations_begin(page: Page) -> None:
    await page.get_by_role("button", name="Direct messages").click()
    await expect(page.locator("#log")).to_contain_text("Friends")

    await page.get_by_role("button", name="春香").click()

    await expect(page.locator("#header")).to_contain_text("春香")
    await expect(page.locator("#log")).to_contain_text("This is the beginning of your direct messages.")
