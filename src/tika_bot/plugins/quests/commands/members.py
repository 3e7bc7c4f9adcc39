"""What members press: their quests, their past, challenges, and another quest instead of one."""

from tika_bot.base.ids import UserId
from tika_bot.kit.door import Action, Click, Door
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Screen
from tika_bot.plugins.quests import views
from tika_bot.plugins.quests.service import Quests

MOST_PAGES = 10_000


async def overview(quests: Quests, here: Door, page: int = 1) -> Screen:
    """Return the quests of whoever came in."""
    shown = await quests.overview(here.guild, here.member, here.channel)
    return views.overview(shown, page, here.member_name, here.words)


def _mine(click: Click, at: int = 0) -> UserId:
    """Return the member whose quests were clicked on, if it's their own."""
    click.only_for(click.args[at])
    return click.member


async def _show(quests: Quests, click: Click) -> Screen:
    _mine(click, 1)
    return await overview(quests, click, asked_page(click, MOST_PAGES))


async def _past(quests: Quests, click: Click) -> Screen:
    member, page = _mine(click, 1), asked_page(click, MOST_PAGES)
    found = await quests.past(click.guild, member, page)
    return views.past(found, page, member, click.words)


async def _challenges(quests: Quests, click: Click) -> Screen:
    member, page = _mine(click, 1), asked_page(click, MOST_PAGES)
    return views.challenges(await quests.challenges(click.guild, member), page, member, click.words)


async def _join(quests: Quests, click: Click) -> Screen:
    member = _mine(click, 1)
    await quests.join(click.guild, member, click.values[0], click.channel)
    return await _challenges(quests, click)


async def _swap(quests: Quests, click: Click) -> Screen:
    member = _mine(click)
    await quests.swap(click.guild, member, click.values[0], click.channel)
    return await overview(quests, click)


ACTIONS: dict[str, Action] = {
    "show": Action(_show),
    "past": Action(_past),
    "challenges": Action(_challenges),
    "join": Action(_join),
    "swap": Action(_swap),
}
"""Whose quests they are about is in their ids; nobody reaches another's."""
