"""On the page people ask for opinions, vote, change their minds and look at the results."""

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


async def ask(page: Page, question: str, *answers: str, several: bool = False) -> None:
    """Post a poll by the form."""
    await page.get_by_label("Add files and more").click()
    await page.get_by_role("menuitem", name="Create poll").click()
    form = page.get_by_role("dialog", name="Create a poll")
    await form.get_by_label("Question").fill(question)
    for number, answer in enumerate(answers, start=1):
        if number > 2:
            await form.get_by_role("button", name="Add another answer").click()
        await form.get_by_label(f"Answer {number}", exact=True).fill(answer)
    if several:
        await form.get_by_label("Allow multiple answers").check()
    await form.get_by_role("button", name="Post").click()


async def test_a_poll_is_asked_voted_in_and_the_vote_taken_back(page: Page) -> None:
    await ask(page, "Best tea?", "Oolong", "شاي بالنعناع", "焙じ茶")
    poll = page.get_by_role("region", name="Poll")
    await expect(poll.get_by_role("button", name="Vote", exact=True)).to_be_disabled()
    await poll.get_by_role("radio", name="Oolong").click()
    await poll.get_by_role("radio", name="焙じ茶").click()
    await expect(poll.get_by_role("radio", name="Oolong")).to_have_attribute("aria-checked", "false")

    await poll.get_by_role("button", name="Vote", exact=True).click()

    await expect(poll.locator(".answer.mine")).to_contain_text("焙じ茶1 vote100%")
    await poll.get_by_role("button", name="Remove vote").click()
    await expect(poll.get_by_role("radio")).to_have_count(3)


async def test_several_answers_may_be_chosen_where_the_poll_says_so(page: Page) -> None:
    await ask(page, "Which days?", "Monday", "Friday", several=True)
    poll = page.get_by_role("region", name="Poll")
    await poll.get_by_role("checkbox", name="Monday").press("Enter")
    await poll.get_by_role("checkbox", name="Friday").press("Enter")

    await poll.get_by_role("button", name="Vote", exact=True).press("Enter")

    await expect(poll.locator(".answer.mine")).to_have_count(2)


async def test_answers_chosen_faster_than_the_page_draws_all_count(page: Page) -> None:
    await ask(page, "Which days?", "Monday", "Friday", several=True)
    poll = page.get_by_role("region", name="Poll")
    await expect(poll.get_by_role("checkbox")).to_have_count(2)

    await poll.evaluate("(poll) => poll.querySelectorAll('[role=checkbox]').forEach((box) => box.click())")

    await expect(poll.get_by_role("checkbox", checked=True)).to_have_count(2)


async def test_results_are_shown_before_a_vote_and_grow_with_others(page: Page) -> None:
    await ask(page, "Milk?", "First", "Never")
    poll = page.get_by_role("region", name="Poll")
    await poll.get_by_role("radio", name="Never").click()
    await poll.get_by_role("button", name="Vote", exact=True).click()
    await expect(poll).to_contain_text("1 vote")
    await page.get_by_role("radio", name="Speak as Bruno").click()

    await poll.get_by_role("button", name="Show results").click()

    await expect(poll.get_by_role("listitem").filter(has_text="Never")).to_contain_text("100%")
    await poll.get_by_role("button", name="Go back to vote").click()
    await expect(poll.get_by_role("radio")).to_have_count(2)


async def test_a_poll_needs_a_question_and_two_answers(page: Page) -> None:
    await ask(page, "", "Yes")
    form = page.get_by_role("dialog", name="Create a poll")
    await expect(form.get_by_role("alert")).to_have_text("Ask a question.")
    await form.get_by_label("Question").fill("Really?")

    await form.get_by_role("button", name="Post").click()

    await expect(form.get_by_role("alert")).to_have_text("Give at least two answers.")
