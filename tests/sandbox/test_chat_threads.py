"""On the page people start threads, talk in them, close them, and find them again; they pin what matters."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")


@pytest.fixture
async def page(play: Stage) -> AsyncIterator[Page]:
    async with browsing(play.address.web) as opened:
        yield opened


async def say(page: Page, text: str) -> None:
    await page.locator(".composer-text").fill(text)
    await page.locator(".composer-text").press("Enter")


async def start(page: Page, name: str, words: str) -> None:
    """Start a thread from the header of the channel."""
    await page.get_by_role("button", name="Threads").click()
    await page.get_by_role("dialog", name="Threads").get_by_role("button", name="Create").click()
    await page.get_by_label("Thread name").fill(name)
    await page.get_by_label("First message").fill(words)
    await page.get_by_role("button", name="Create thread").click()
    await expect(page.locator("#header")).to_contain_text(name)


async def test_a_new_thread_is_below_its_channel_and_in_no_other_guild(page: Page, play: Stage) -> None:
    await start(page, "Which kettle, أي إبريق?", "Mine is iron")

    await expect(page.locator("#log")).to_contain_text("Started by Alice.")
    await expect(page.locator("#log .message:not(.pending)")).to_contain_text("Mine is iron")
    await expect(page.locator(".row.thread")).to_contain_text("Which kettle, أي إبريق?")
    other = play.facts.guilds[1].id
    assert [room.name for room in play.facts.world.channels.within(other).values() if room.thread] == []


async def test_a_thread_needs_a_name(page: Page) -> None:
    await page.get_by_label("Add files and more").click()
    await page.get_by_role("menuitem", name="Create thread").click()
    form = page.get_by_role("dialog", name="New thread")

    await form.get_by_role("button", name="Create thread").click()

    await expect(form.get_by_role("alert")).to_have_text("Give the thread a name.")
    await expect(form.get_by_label("Thread name")).to_be_focused()


async def test_a_thread_about_a_message_begins_with_that_message(page: Page) -> None:
    await say(page, "Is it Darjeeling?")
    message = page.locator("#log .message:not(.pending)", has_text="Is it Darjeeling?")
    await message.focus()
    await page.keyboard.press("Shift+F10")
    await page.get_by_role("menuitem", name="Create thread").click()
    await expect(page.locator("#log .start")).to_contain_text("Started by Alice.")
    await expect(message).to_be_visible()
    await say(page, "It is Assam")
    await expect(page.locator("#log .message:not(.pending)", has_text="It is Assam")).to_be_visible()

    await page.locator(".crumb").click()

    bar = message.locator(".thread-bar")
    await expect(bar).to_contain_text("Is it Darjeeling?")
    await expect(bar).to_contain_text("1 message")


async def test_a_closed_thread_is_found_among_the_archived_and_opened_by_the_next_word(page: Page) -> None:
    await start(page, "Old kettles", "Mine is of 1970")
    await page.get_by_label("Close the thread").click()
    await expect(page.locator(".row.thread")).to_have_count(0)

    await page.get_by_role("button", name="Threads").click()
    threads = page.get_by_role("dialog", name="Threads")
    await expect(threads).to_contain_text("No thread is open here.")
    await threads.get_by_role("button", name="Old kettles").click()
    await expect(page.locator("#log")).to_contain_text("the next message opens it again")
    await expect(page.locator("#log")).to_contain_text("Mine is of 1970")
    await say(page, "Mine is of 1969")

    await expect(page.get_by_label("Close the thread")).to_be_visible()


async def test_a_pin_is_listed_and_leads_to_its_message(page: Page) -> None:
    pins = page.get_by_role("dialog", name="Pinned messages")
    await page.get_by_role("radio", name="Speak as Bruno").click()
    await expect(page.locator(".me-card")).to_contain_text("You are Bruno")
    await page.get_by_role("button", name="Pinned messages").click()
    await expect(pins).to_contain_text("Nothing is pinned here yet.")
    await page.keyboard.press("Escape")
    await say(page, "Rule two: warm the pot")
    await page.locator("#log .message:not(.pending)", has_text="Rule two").click(button="right")
    await page.get_by_role("menuitem", name="Pin message").click()
    await expect(page.locator("#log .message.system")).to_contain_text("Bruno pinned a message")

    await page.get_by_role("button", name="Pinned messages").click()
    await expect(pins).to_contain_text("Rule two: warm the pot")
    await pins.get_by_role("button", name="Jump").click()

    await expect(page.locator("#log .message.glow")).to_contain_text("Rule two")
