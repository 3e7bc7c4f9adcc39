"""How seasons look. Pure: facts go in, screens come out."""

import itertools
from collections.abc import Sequence

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.naming import told_apart
from tika_bot.kit.notices import notice
from tika_bot.kit.pager import pager_row
from tika_bot.kit.screen import Button, Screen
from tika_bot.plugins.levels.seasons import Season
from tika_bot.plugins.levels.service.seasons import SeasonEnd, SeasonPage

PLUGIN = "levels"


def season_name(before: Sequence[Season], words: Words) -> str:
    """Return what a season is called that nobody named, unlike those ``before``."""
    names = (words.say("season_unnamed", n=n) for n in itertools.count(len(before) + 1))
    return next(name for name in names if not any(one.is_called(name) for one in before))


def _called(season: Season) -> str:
    return f"**{discord.utils.escape_markdown(season.name)}**"


def season_names(found: Sequence[Season]) -> dict[int, str]:
    """Return what each of ``found`` is called, by number; of one name, with the day on which they began."""
    names = told_apart((f"{one.began_at:%Y-%m-%d}", one.name) for one in found)
    numbers = (f"{one.began_at:%H:%M:%S}" for one in found)  # for those of one day
    names = told_apart(zip(numbers, (name for _, name in names), strict=True))
    return {one.id: name for one, (_, name) in zip(found, names, strict=True)}


def _when(one: Season, name: str, words: Words) -> str:
    name = f"**{discord.utils.escape_markdown(name)}**"
    if one.ended_at is None:
        return words.say("season_running", name=name, since=one.counts_from)
    return words.say("season_over", name=name, since=one.counts_from, until=one.ended_at)


def seasons(found: Sequence[Season], words: Words) -> Screen:
    """Return all seasons."""
    names = season_names(found)
    lines = [_when(one, names[one.id], words) for one in found]
    return notice("info", words.say("seasons_title"), "\n".join(lines) or words.say("seasons_empty"))


def season_begun(season: Season, words: Words) -> Screen:
    """Return that a season runs, and from when on it counts unless that is now."""
    is_later = season.counts_from > season.began_at
    text = words.say("season_later", at=season.counts_from) if is_later else ""
    return notice("success", words.say("season_begun", name=season.name), text)


def ask_season(season: Season, asker: UserId, words: Words, *, reset: bool) -> Screen:
    """Ask whether ``season`` shall end."""
    row = confirm_row(
        PLUGIN, "season", asker, season.id, int(reset), yes=words.say("season_yes"), no=words.say("leave")
    )
    text = words.say("season_ask", name=_called(season), reset="yes" if reset else "no")
    return notice("warning", words.say("season_ask_title"), text, rows=(row,))


def season_ended(done: SeasonEnd, words: Words) -> Screen:
    """Return that a season is over, with the ways to its end and back."""
    row = [Button(words.say("season_show"), action_id(PLUGIN, "standings", 1, done.season.id), emoji="🏁")]
    if done.reset is not None:
        row.append(Button(words.say("undo_this"), action_id(PLUGIN, "widen", done.reset.id), emoji="↩️"))
    text = words.say("season_ended", name=_called(done.season), members=done.members)
    return notice("success", words.say("corrected"), text, rows=(tuple(row),))


def season(shown: SeasonPage, words: Words) -> Screen:
    """Return a page of how a season ended."""
    lines = [
        words.say("season_line", rank=place.rank, member=words.member(place.member), xp=place.amount)
        for place in shown.places
    ]
    title = words.say("season_title", name=shown.season.name)
    when, ended = _when(shown.season, shown.season.name, words), "\n".join(lines) or words.say("season_empty")
    row = pager_row(PLUGIN, "standings", shown.page, shown.pages, shown.season.id)
    return notice("info", title, f"{when}\n\n{ended}", rows=(row,) if row else ())
