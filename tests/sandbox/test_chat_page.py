"""A newcomer opens the page, talks as several people, and sees what Discord would show."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect
from yarl import URL

from tika_sandbox.demo import build_demo
from tika_sandbox.testing import Stage
from tika_sandbox.testing.browser import browsing, chromium
from tika_sandbox.wire.server import Sandbox
from tika_sandbox.world.drafts import Draft
from tika_sandbox.world.messages import post
from tika_sandbox.world.people import join, make_person
from tika_sandbox.world.principals import Person
from tika_sandbox.world.state import World

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")


QUIET = "quiet-corner"
"""A channel of the demo world where nobody has said anything yet."""


def address(play: Stage) -> str:
    """Return where Alice looks at the quiet channel."""
    facts = play.facts
    return f"{play.address.web}#{facts.users[0].id}/{facts.guilds[0].id}/{quiet(play)}"


def quiet(play: Stage) -> int:
    rooms = play.facts.world.channels.within(play.facts.guilds[0].id).values()
    return next(room.id for room in rooms if room.name == QUIET)


@pytest.fixture
async def page(play: Stage) -> AsyncIterator[Page]:
    async with browsing(address(play), color_scheme="dark") as opened:
        yield opened


async def say(page: Page, text: str) -> None:
    await page.locator(".composer-text").fill(text)
    await page.locator(".composer-text").press("Enter")


async def become(page: Page, name: str) -> None:
    await page.get_by_role("radio", name=f"Speak as {name}").click()
    await expect(page.locator(".me-card")).to_contain_text(f"You are {name}")


async def test_what_alice_says_is_on_brunos_screen_and_in_no_other_guild(page: Page, play: Stage) -> None:
    bruno, elsewhere = await play.person("bruno", channel=QUIET), await play.person("bruno", guild=1)

    await say(page, "The kettle sings, <b>really</b>")
    await bruno.sees("The kettle sings, <b>really</b>")

    await expect(page.locator("#log .message .content").last).to_have_text("The kettle sings, <b>really</b>")
    assert "The kettle sings, <b>really</b>" not in [seen.text for seen in await elsewhere.messages()]


async def test_one_click_makes_me_somebody_else_in_the_same_channel(page: Page) -> None:
    await say(page, "@bruno hello")
    await expect(page.locator("#log .message")).to_have_count(1)

    await become(page, "Bruno")

    message = page.locator("#log .message").first
    await expect(message).to_contain_text("@Bruno hello")
    await expect(message).to_have_class(re.compile("mentioned"))
    await expect(page.locator(".me-text small")).to_have_text("Online · admin")


async def test_an_own_message_is_edited_and_deleted_by_keyboard_alone(page: Page) -> None:
    await say(page, "Tee")
    await expect(page.locator("#log .message:not(.pending)")).to_have_count(1)

    await page.locator(".composer-text").press("ArrowUp")
    await page.get_by_label("Edit message").fill("Tea")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .content")).to_contain_text("Tea")
    await expect(page.locator("#log .edited")).to_be_visible()
    await page.locator("#log .message").focus()
    await page.keyboard.press("Delete")
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()

    await expect(page.locator("#log .message")).to_have_count(0)


async def test_a_reply_names_what_it_answers_and_leads_back_to_it(page: Page) -> None:
    await say(page, "Who has the honey?")
    await become(page, "Bruno")
    await page.locator("#log .message").hover()
    await page.get_by_role("toolbar").get_by_label("Reply").click()
    await say(page, "I have")

    answer = page.locator("#log .message", has_text="I have")
    await expect(answer.locator(".quoted")).to_have_text("Who has the honey?")
    await answer.locator(".quoted").click()

    await expect(page.locator("#log .message").first).to_have_class(re.compile("glow"))


async def test_a_reaction_is_counted_and_taken_back(page: Page, play: Stage) -> None:
    await say(page, "Cake!")
    await page.locator("#log .message:not(.pending)").hover()
    await page.get_by_label("React with 👍").click()
    mine = page.locator(".reaction", has_text="👍")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.hover()
    await expect(page.locator(".tip")).to_have_text("Alice reacted with 👍")

    await mine.click()

    await expect(mine).to_have_count(0)
    assert play.problems == []


async def test_talk_elsewhere_leaves_a_mark_until_it_is_read(page: Page, play: Stage) -> None:
    bruno = await play.person("bruno", channel="kettle-talk")
    row = page.locator("[data-channel-row]", has_text="kettle-talk")

    await bruno.says("psst")
    await expect(row).to_have_attribute("aria-label", re.compile("unread"))
    await row.click()

    await expect(page.locator("#log")).to_contain_text("psst")
    await expect(page.locator(".new-line")).to_be_visible()
    await expect(row).not_to_have_attribute("aria-label", re.compile("unread"))


async def test_the_page_comes_back_by_itself_when_the_line_drops(page: Page, play: Stage) -> None:
    bruno = await play.person("bruno", channel=QUIET)
    await say(page, "before")
    await bruno.sees("before")

    for connection in tuple(play.sandbox.connections):
        if connection is not None:
            await connection.close(4000, "A test pulls the plug.")
    await expect(page.locator(".me-text small")).to_have_text("Online")
    await say(page, "after")

    await expect(page.locator("#log .message:not(.pending)")).to_have_count(2)


async def world_at(port: int) -> Sandbox:
    world = World()
    build_demo(world)
    return await Sandbox.start(port=port, world=world)


async def test_another_world_behind_the_same_address_is_entered_without_a_reload() -> None:
    first = await world_at(0)
    port = URL(first.address.web).port
    assert port is not None
    async with browsing(first.address.web, forgiving=True) as page:
        await first.close()
        await expect(page.locator("#banner")).to_contain_text("The server is away")
        await expect(page.locator(".me-text small")).to_have_text("Reconnecting…")

        second = await world_at(port)
        try:
            await expect(page.locator(".me-text small")).to_have_text("Online")
            await say(page, "still here")
            await expect(page.locator("#log .message:not(.pending)")).to_contain_text("still here")
            await expect(page.locator("#banner")).to_be_hidden()
        finally:
            await second.close()


async def test_a_phone_has_drawers_instead_of_columns(play: Stage) -> None:
    async with browsing(address(play), viewport={"width": 390, "height": 800}, has_touch=True) as page:
        await expect(page.locator("#side")).not_to_be_visible()
        await page.get_by_label("Show servers and channels").click()
        await page.locator("[data-channel-row]", has_text="kettle-talk").click()

        await expect(page.locator("#header")).to_contain_text("kettle-talk")
        await expect(page.locator("#side")).not_to_be_visible()
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390


async def test_light_and_dark_follow_the_system_until_one_is_chosen(play: Stage) -> None:
    async with browsing(address(play), color_scheme="light") as page:
        root = page.locator("html")
        await expect(root).to_have_attribute("data-theme", "light")

        await page.get_by_label("Switch to the dark theme").click()
        await page.reload()

        await expect(root).to_have_attribute("data-theme", "dark")


async def test_older_messages_come_while_one_scrolls_up(play: Stage) -> None:
    facts = play.facts
    for number in range(1, 71):
        post(facts.world, Person(facts.users[0].id), quiet(play), Draft(content=f"line {number}"))

    async with browsing(address(play)) as page:
        await expect(page.locator("#log .message")).to_have_count(50)
        await page.locator("#messages").evaluate("box => { box.scrollTop = 0; }")

        await expect(page.locator("#log .message")).to_have_count(70)
        await expect(page.locator("#log .message", has_text=re.compile(r"line 21$"))).to_be_in_viewport()
        await page.locator(".composer-text").fill("one\ntwo\nthree\nfour\nfive")
        await page.get_by_role("button", name="Jump to present").click()
        await expect(page.locator("#log .message").last).to_be_in_viewport()


async def test_nobodys_name_or_text_becomes_markup(play: Stage) -> None:
    facts = play.facts
    trap = "<img src=x onerror=document.title='caught'>"
    person = make_person(facts.world, "trap", shown=trap)
    join(facts.world, facts.guilds[0].id, person.id)
    post(
        facts.world, Person(person.id), quiet(play), Draft(content=f"{trap} [x](javascript:alert) ||{trap}||")
    )

    async with browsing(address(play)) as page:
        await expect(page.locator("#log .message .person")).to_have_text(trap)
        await expect(page.locator("#log .content")).to_contain_text(trap)
        assert await page.locator("#log img, #log a").count() == 0
        assert await page.title() != "caught"
