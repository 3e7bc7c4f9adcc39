"""How boards and a server's days look, in words and as pictures that say the same."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.drawing import board as drawn
from tika_bot.drawing import chart
from tika_bot.drawing.portraits import Portrait
from tika_bot.kit.notices import colour
from tika_bot.kit.pager import pager_row
from tika_bot.kit.screen import Button, Option, Picture, Row, Screen, Select
from tika_bot.plugins.levels.model import Board, Place
from tika_bot.plugins.levels.windows import Activity, Measure, Ranking, Window

PLUGIN = "levels"
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
MEASURES = {
    Measure.XP: "measure_xp",
    Measure.MESSAGES: "measure_messages",
    Measure.VOICE: "measure_voice",
    Measure.REACTIONS: "measure_reactions",
    Measure.COMMANDS: "measure_commands",
}
WINDOWS = {
    Window.ALL: "window_all",
    Window.DAY: "window_day",
    Window.WEEK: "window_week",
    Window.MONTH: "window_month",
    Window.SEASON: "window_season",
}
MOST_OPTIONS, LONGEST_LABEL = 25, 100
"""What Discord takes in a menu."""

AMOUNTS = {
    Measure.XP: "amount_xp",
    Measure.MESSAGES: "amount_messages",
    Measure.REACTIONS: "amount_reactions",
    Measure.COMMANDS: "amount_commands",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a board, and what they need to read it."""

    member: UserId
    words: Words
    level: Callable[[int], int]
    """XP altogether → level, as this server has it."""
    seasons: Mapping[int, str] = field(default_factory=dict)
    """Seasons that are over, newest first: their numbers, and what they are called."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A member as a picture shows them."""

    name: str
    face: Portrait | None = None


def board(shown: Board, reader: Reader, *, note: str = "") -> Screen:
    """Return one page of a board in words; ``reader``'s own line stands out."""
    words = reader.words
    embed = discord.Embed(title=_title(shown.ranking, reader), colour=colour("info"))
    embed.description = "\n".join(_line(place, shown.ranking, reader) for place in shown.places) or _nobody(
        shown.ranking, words
    )
    embed.set_footer(text=" · ".join(part for part in (note, _foot(shown, words)) if part) or None)
    return Screen(embeds=(embed,), rows=_rows(shown, reader))


def painted_board(
    shown: Board, reader: Reader, people: Mapping[UserId, Seen], style: str, *, note: str = ""
) -> Screen:
    """Return the same page as a picture; nobody on it: the words."""
    if not shown.places:
        return board(shown, reader, note=note)
    words = reader.words
    first = max(place.amount for place in shown.places)
    lines = [_drawn_line(place, shown.ranking, reader, people, first) for place in shown.places]
    title = _title(shown.ranking, reader)
    said = ", ".join(f"{line.rank} {line.name}: {line.amount}" for line in lines)
    picture = Picture(
        drawn.FILE_NAME, functools.partial(drawn.paint, title, lines, style), f"{title}. {said}"[:1024]
    )
    foot = " · ".join(part for part in (note, _foot(shown, words)) if part)
    return Screen(text=f"-# {foot}", pictures=(picture,), rows=_rows(shown, reader, painted=True))


def activity(days: Sequence[Activity], style: str, words: Words, *, as_text: bool) -> Screen:
    """Return what a server did on ``days``, as a chart or in words."""
    xp, members = sum(day.xp for day in days), max(day.members for day in days)
    embed = discord.Embed(title=words.say("activity_title", days=len(days)), colour=colour("info"))
    embed.description = words.say("activity_sum", xp=xp, members=members)
    switch = Button(
        words.say("as_picture") if as_text else words.say("as_text"),
        action_id(PLUGIN, "days", len(days), "picture" if as_text else "text"),
        emoji="🖼️" if as_text else "📝",
    )
    if as_text:
        lines = [_day_line(day, words) for day in reversed(days) if day.members][:31]
        embed.description += "\n\n" + ("\n".join(lines) or words.say("activity_none"))
        return Screen(embeds=(embed,), rows=((switch,),))
    told = chart.Chart(
        title=words.say("activity_title", days=len(days)),
        bars=[day.xp for day in days],
        bars_label=words.say("activity_xp"),
        line=[day.members for day in days],
        line_label=words.say("activity_members"),
        days=[words.day(day.day) for day in days],
        top_of_bars=words.number(max(day.xp for day in days)),
        top_of_line=words.say("activity_most", members=members),
        style=style,
    )
    alt = words.say("activity_alt", days=len(days), xp=xp, members=members)
    picture = Picture(chart.FILE_NAME, functools.partial(chart.paint, told), alt)
    return Screen(pictures=(picture,), rows=((switch,),))


def _day_line(day: Activity, words: Words) -> str:
    return words.say("activity_line", day=words.day(day.day), xp=day.xp, members=day.members)


def _title(ranking: Ranking, reader: Reader) -> str:
    words = reader.words
    if ranking.is_usual:
        return words.say("board_title")
    window = reader.seasons[ranking.season] if ranking.season else words.say(WINDOWS[ranking.window])
    return words.say("board_title_of", measure=words.say(MEASURES[ranking.measure]), window=window)


def _nobody(ranking: Ranking, words: Words) -> str:
    if ranking.season:
        return words.say("board_season_empty")
    if ranking.window is Window.SEASON:
        return words.say("board_before_season")
    return words.say("board_empty") if ranking.is_usual else words.say("board_quiet")


def _foot(shown: Board, words: Words) -> str:
    return words.say("board_foot", of=shown.of, page=shown.page, pages=shown.pages) if shown.of else ""


def _line(place: Place, ranking: Ranking, reader: Reader) -> str:
    mark = MEDALS.get(place.rank, f"`#{place.rank}`")
    member, words = reader.words.member(place.member), reader.words
    if ranking.is_usual:
        level = reader.level(place.amount)
        said = words.say("board_line", member=member, level=level, xp=place.amount)
    else:
        said = f"{member} · {_amount(place.amount, ranking, words)}"
    return f"**➤ {mark} {said}**" if place.member == reader.member else f"{mark} {said}"


def _drawn_line(
    place: Place, ranking: Ranking, reader: Reader, people: Mapping[UserId, Seen], first: int
) -> drawn.BoardLine:
    seen = people.get(place.member) or Seen(reader.words.say("unnamed"))
    return drawn.BoardLine(
        rank=f"#{reader.words.number(place.rank)}",
        name=seen.name,
        amount=_amount(place.amount, ranking, reader.words),
        share=place.amount / first,
        portrait=seen.face,
        is_mine=place.member == reader.member,
    )


def _amount(amount: int, ranking: Ranking, words: Words) -> str:
    if ranking.measure is Measure.VOICE:
        return words.say("amount_voice", hours=amount // 3600, minutes=amount // 60 % 60)
    return words.say(AMOUNTS[ranking.measure], amount=amount)


def _rows(shown: Board, reader: Reader, *, painted: bool = False) -> tuple[Row, ...]:
    words, which = reader.words, (shown.ranking.measure.value, shown.ranking.since)
    how = (*which, "picture" if painted else "text")
    buttons: Row = (
        Button(words.say("around_me"), action_id(PLUGIN, "mine", *how), style="primary", emoji="📍"),
        Button(words.say("to_top"), action_id(PLUGIN, "top", *how), emoji="⏮"),
        *pager_row(PLUGIN, "board", shown.page, shown.pages, *how),
    )
    measures = [Option(words.say(key), one.value) for one, key in MEASURES.items()]
    windows = [Option(words.say(key), one.value) for one, key in WINDOWS.items()]
    # The end of a long name is the day that tells it apart.
    windows += [Option(name[-LONGEST_LABEL:], str(number)) for number, name in reader.seasons.items()]
    other = action_id(PLUGIN, "board", shown.page, *which, "text" if painted else "picture")
    switch = (
        Button(words.say("as_text"), other, emoji="📝")
        if painted
        else Button(words.say("as_picture"), other, emoji="🖼️")
    )
    by = () if shown.ranking.season else ((_menu("by", how, measures, which[0]),),)
    return (buttons, *by, (_menu("since", how, windows[:MOST_OPTIONS], which[1]),), (switch,))


def _menu(verb: str, how: tuple[str, ...], options: Sequence[Option], chosen: str) -> Select:
    marked = tuple(replace(option, chosen=option.value == chosen) for option in options)
    return Select(action_id(PLUGIN, verb, *how), options[0].label, marked)
