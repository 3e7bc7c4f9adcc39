"""What admins see: the list of all quests, the form of one, and what became of a change."""

from collections.abc import Sequence

import discord
from discord.utils import escape_markdown

from tika_bot.core.wording import Words
from tika_bot.kit.notices import colour, notice
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.screen import Field, Form, Screen
from tika_bot.plugins.quests.model import reading
from tika_bot.plugins.quests.model.quest import Boost, Kind, Metric, OwnQuest
from tika_bot.plugins.quests.model.reading import Prize
from tika_bot.plugins.quests.service import Changed, Known, Listing

from .words import PLUGIN, bold, prize, task

PER_PAGE = 8


def listing(found: Listing, page: int, words: Words) -> Screen:
    """Return a page of all quests of the guild, its own first."""
    pages = page_count(len(found.quests), PER_PAGE)
    page = min(max(page, 1), pages)
    embed = discord.Embed(title=f"📜 {words.say('list_title')}", colour=colour("info"))
    lines = [words.say("list_off", kinds=words.list(kind_name(kind, words) for kind in _sorted(found)))]
    head = lines if found.kinds_off else []
    if found.boost is not None:
        head = [*head, f"⚡ {words.say('boost_on', factor=_factor(found.boost), at=found.boost.until)}"]
    entries = [_entry(one, words) for one in page_of(found.quests, page, PER_PAGE)]
    embed.description = "\n".join([*head, *entries])
    own = sum(bool(one.goal.title) for one in found.quests)
    embed.set_footer(text=words.say("list_foot", own=own, shipped=len(found.quests) - own))
    turn = pager_row(PLUGIN, "list", page, pages)
    return Screen(embeds=(embed,), rows=(turn,) if turn else ())


def _sorted(found: Listing) -> Sequence[Kind]:
    return [kind for kind in Kind if kind in found.kinds_off]


def _entry(one: Known, words: Words) -> str:
    goal = one.goal
    mark = goal.emoji if one.is_on else "💤"
    name = f"{mark} {bold(goal.quest, goal.title, words)}"
    facts = [kind_name(goal.kind, words), words.say(f"choice_{one.difficulty}")]
    if one.cycle is not None and one.cycle != goal.kind.value:
        facts.append(words.say(f"choice_{one.cycle}"))
    facts += [earned] if (earned := prize(one.xp, goal.coins, goal.currency, words)) else []
    if one.starts is not None:
        facts.append(words.say("begins", at=one.starts))
    if one.ends is not None:
        facts.append(words.say("until", at=one.ends))
    if not one.is_on:
        facts.append(words.say("is_off"))
    return f"{name}\n-# {' · '.join(facts)}\n{task(goal, words)}"


def kind_name(kind: Kind, words: Words) -> str:
    """Return what quests of ``kind`` are called."""
    return words.say(f"choice_{kind}")


def form(
    action: str, heading: str, metric: Metric, quest: OwnQuest | None, window: str, words: Words
) -> Form:
    """Return the form of a quest: empty, or as ``quest`` is."""
    amount = words.say(f"unit_{metric}")
    filled = ("", "", "", "") if quest is None else _filled(quest)
    name, text, many, reward = filled
    return Form(
        heading[:45],
        action,
        (
            Field("name", words.say("form_name"), value=name, max=reading.LONGEST_NAME),
            Field(
                "text",
                words.say("form_text"),
                value=text,
                required=False,
                long=True,
                max=reading.LONGEST_TEXT,
            ),
            Field("amount", words.say("form_amount", unit=amount)[:45], value=many, max=12),
            Field(
                "reward",
                words.say("form_reward"),
                value=reward,
                required=False,
                max=60,
                placeholder="150 xp, 20 coins",
            ),
            Field(
                "window",
                words.say("form_window"),
                value=window,
                required=False,
                max=40,
                placeholder="2026-12-01 to 2026-12-24",
            ),
        ),
    )


def _filled(quest: OwnQuest) -> tuple[str, str, str, str]:
    amount = reading.written_amount(quest.amount, quest.metric)
    return quest.name, quest.text, amount, reading.written_prize(Prize(quest.xp, quest.coins, quest.currency))


def created(quest: Known, words: Words) -> Screen:
    """Return the notice that a quest is there now, as members will see it."""
    return notice("success", words.say("created"), _entry(quest, words))


def changed(change: Changed, words: Words) -> Screen:
    """Return the notice that a quest is another one now, and what that means to those in the middle of it."""
    entry = _entry(change.quest, words)
    if not change.working:
        return notice("success", words.say("changed"), entry)
    told = words.say("changed_cycle" if change.comes_otherwise else "changed_working", n=change.working)
    return notice("success", words.say("changed"), f"{entry}\n\n{told}")


def deleted(quest: OwnQuest, words: Words) -> Screen:
    """Return the notice that a quest is gone."""
    text = words.say("deleted_text", name=escape_markdown(quest.name))
    return notice("success", words.say("deleted"), text)


def switched(what: str, words: Words, *, on: bool, waits_for: Kind | None = None) -> Screen:
    """Return the notice that a quest, or a kind, was switched; on, it may wait for its whole kind."""
    if on:
        title = words.say("switched_on", what=escape_markdown(what))
        if waits_for is None:
            return notice("success", title)
        text = words.say("switched_on_waits", kind=kind_name(waits_for, words))
        return notice("warning", title, text)
    title = words.say("switched_off", what=escape_markdown(what))
    return notice("off", title, words.say("switched_off_text"))


def boosted(boost: Boost | None, words: Words) -> Screen:
    """Return the notice that a boost began or ended."""
    if boost is None:
        return notice("off", words.say("boost_ended"))
    return notice(
        "success", words.say("boost_begun"), words.say("boost_on", factor=_factor(boost), at=boost.until)
    )


def _factor(boost: Boost) -> float:
    return boost.percent / 100
