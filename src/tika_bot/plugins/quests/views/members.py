"""What members see: their quests, their past, the challenges, and the news that one is done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.notices import colour
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.progress import track
from tika_bot.kit.screen import Button, Option, Row, Screen, Select
from tika_bot.plugins.quests.model.quest import Boost, Past, State, Taken
from tika_bot.plugins.quests.service import PER_PAGE, Challenge, Listed, Overview

from .words import PLUGIN, bold, prize, shown_amount, task, title

OTHERS = 5
"""Events, special quests and challenges on one page."""

CHALLENGES = 10
"""Challenges to join on one page: with the longest texts they fill most of what an embed may hold."""

MARKS: Mapping[State, str] = {State.DONE: "✅", State.EXPIRED: "⌛"}


def overview(shown: Overview, page: int, name: str, words: Words) -> Screen:
    """Return a member's quests: today's and the week's first, everything else on further pages."""
    pages = page_count(len(shown.others), OTHERS)
    page = min(max(page, 1), pages)
    blocks = _lines_on_top(shown, words)
    if page == 1:
        blocks += _section("today", shown.daily, words, ends=shown.day_ends)
        blocks += _section("this_week", shown.weekly, words, ends=shown.week_ends)
    blocks += _section("others", page_of(shown.others, page, OTHERS), words)
    embed = discord.Embed(
        title=words.say("title", name=name)[:256], description="\n".join(blocks), colour=colour("info")
    )
    embed.set_footer(text=_foot(shown, words))
    return Screen(embeds=(embed,), rows=tuple(row for row in _rows(shown, page, pages, words) if row))


def _lines_on_top(shown: Overview, words: Words) -> list[str]:
    lines = [" ".join(shown.badges)] if shown.badges else []
    if shown.boost is not None:
        lines.append(f"⚡ {words.say('boost_on', factor=_factor(shown.boost), at=shown.boost.until)}")
    if not (shown.daily or shown.weekly or shown.others):
        lines.append(words.say("nothing_here"))
    return lines


def _factor(boost: Boost) -> float:
    return boost.percent / 100


def _section(
    heading: str, listed: Sequence[Listed], words: Words, *, ends: datetime | None = None
) -> list[str]:
    """Return a heading, when all of it ends, and what is under it; nothing for none."""
    if not listed:
        return []
    until = [] if ends is None else [f"-# {words.say(f'{heading}_until', at=ends)}"]
    return [f"### {words.say(heading)}", *until, *(_entry(one, words, alone=ends is None) for one in listed)]


def _entry(listed: Listed, words: Words, *, alone: bool) -> str:
    """Return a quest in two lines; one that stands ``alone`` says itself when it ends."""
    quest = listed.quest
    goal, mark = quest.goal, MARKS.get(listed.state, quest.goal.emoji)
    name = bold(goal.quest, goal.title, words)
    earned = prize(listed.xp, goal.coins, goal.currency, words)
    if listed.state is State.DONE:
        return _joined(f"{mark} ~~{name}~~", earned)
    if listed.state is State.EXPIRED:
        return _expired(quest, words)
    done, total = (shown_amount(value, goal.metric) for value in (listed.progress, goal.target))
    facts = [f"{track(done, total)} {words.number(done)} / {words.number(total)}", earned]
    if alone and quest.ends is not None:
        facts.append(words.moment(quest.ends, "R"))
    return f"{mark} {name} · {task(goal, words)}\n-# {_joined(*facts)}"


def _joined(*facts: str) -> str:
    """Return what there is of ``facts`` on one line; where a guild's rate is 0 a quest may earn nothing."""
    return " · ".join(fact for fact in facts if fact)


def _expired(quest: Taken, words: Words) -> str:
    name = bold(quest.goal.quest, quest.goal.title, words)
    assert quest.ends is not None  # what has no end can't be over without being done
    return f"{MARKS[State.EXPIRED]} {name} · {words.say('past_expired', at=quest.ends)}"


def _foot(shown: Overview, words: Words) -> str:
    done = sum(one.state is State.DONE for one in (*shown.daily, *shown.weekly, *shown.others))
    total = len(shown.daily) + len(shown.weekly) + len(shown.others)
    return words.say("foot", done=done, total=total) if total else words.say("foot_empty")


def _rows(shown: Overview, page: int, pages: int, words: Words) -> tuple[Row, ...]:
    me = shown.member
    buttons: list[Button] = [
        Button(words.say("refresh"), action_id(PLUGIN, "show", page, me), style="primary", emoji="🔄")
    ]
    if shown.challenges:
        label = words.say("to_challenges", n=shown.challenges)
        buttons.append(Button(label, action_id(PLUGIN, "challenges", 1, me), emoji="🏅"))
    buttons.append(Button(words.say("to_past"), action_id(PLUGIN, "past", 1, me), emoji="📖"))
    swaps = tuple(
        Option(title(one.quest.goal.quest, one.quest.goal.title, words)[:100], one.quest.slot)
        for one in shown.swappable
    )
    swap: Row = (Select(action_id(PLUGIN, "swap", me), words.say("swap_pick"), swaps),) if swaps else ()
    return swap, tuple(buttons), pager_row(PLUGIN, "show", page, pages, me)


def challenges(found: Sequence[Challenge], page: int, member: UserId, words: Words) -> Screen:
    """Return a page of the challenges that are open, with a menu to join one."""
    pages = page_count(len(found), CHALLENGES)
    page = min(page, pages)
    shown = page_of(found, page, CHALLENGES)
    embed = discord.Embed(
        title=f"🏅 {words.say('challenges_title')}",
        description=words.say("challenges_text" if found else "challenges_none"),
        colour=colour("info"),
    )
    for one in shown:
        goal, span = one.offer.goal, one.offer.span
        name = discord.utils.escape_markdown(title(goal.quest, goal.title, words))
        heading = f"{goal.emoji} {name}{' ✅' if one.joined else ''}"
        earned = prize(one.xp, goal.coins, goal.currency, words)
        ends = words.say("until", at=span.ends) if span.ends is not None else ""
        is_short = one.days_short is not None and not one.joined
        facts = _joined(earned, ends, words.say("days_short", n=one.days_short) if is_short else "")
        value = f"{task(goal, words)}\n-# {facts}" if facts else task(goal, words)
        embed.add_field(name=heading[:256], value=value, inline=False)
    options = tuple(
        Option(title(one.offer.goal.quest, one.offer.goal.title, words)[:100], one.offer.goal.quest)
        for one in shown
        if one.can_join
    )
    pick = Select(action_id(PLUGIN, "join", page, member), words.say("join_pick"), options)
    join: Row = (pick,) if options else ()
    turn = pager_row(PLUGIN, "challenges", page, pages, member)
    return Screen(embeds=(embed,), rows=tuple(row for row in (join, turn, _back(member, words)) if row))


def past(found: Past, page: int, member: UserId, words: Words) -> Screen:
    """Return a page of what is over."""
    embed = discord.Embed(title=f"📖 {words.say('past_title')}", colour=colour("info"))
    lines = [_past_line(one, words) for one in found.quests]
    embed.description = "\n".join(lines) or words.say("past_none")
    if found.total:
        embed.set_footer(text=words.say("past_foot", done=found.done, total=found.total))
    pages = page_count(found.total, PER_PAGE)
    turn = pager_row(PLUGIN, "past", page, pages, member)
    return Screen(embeds=(embed,), rows=tuple(row for row in (turn, _back(member, words)) if row))


def _past_line(quest: Taken, words: Words) -> str:
    goal = quest.goal
    if quest.done_at is None:
        return _expired(quest, words)
    name, said = bold(goal.quest, goal.title, words), words.say("past_done", at=quest.done_at)
    earned = prize(quest.earned_xp, goal.coins, goal.currency, words)
    return _joined(f"{MARKS[State.DONE]} {name}", said, earned)


def _back(member: UserId, words: Words) -> Row:
    return (Button(words.say("back"), action_id(PLUGIN, "show", 1, member), emoji="↩️"),)


def finished(data: Mapping[str, Any], words: Words) -> Screen:
    """Return the news that members finished quests; the outbox sends it."""
    by_member: dict[UserId, list[Mapping[str, Any]]] = defaultdict(list)
    for one in data["quests"]:
        by_member[UserId(int(one["member"]))].append(one)
    lines = []
    for member, quests in by_member.items():
        lines.append(words.say("finished", member=words.member(member), n=len(quests)))
        lines += [_finished_line(one, words) for one in quests]
    embed = discord.Embed(description="\n".join(lines), colour=colour("success"))
    if data.get("direct"):
        embed.set_footer(text=data.get("server"))
    return Screen(embeds=(embed,))


def finished_together(news: Sequence[Mapping[str, Any]], words: Words) -> Screen:
    """Return several of those news, of one place, in one message."""
    return finished({**news[0], "quests": [one for data in news for one in data["quests"]]}, words)


def _finished_line(one: Mapping[str, Any], words: Words) -> str:
    name = bold(one["quest"], one["title"], words)
    earned = prize(int(one["xp"]), int(one["coins"]), one["currency"], words)
    badge = f" · {words.say('earned_badge', badge=one['badge'])}" if one["badge"] else ""
    return f"{one['emoji']} {name} · {earned}{badge}"
