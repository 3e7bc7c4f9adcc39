"""How reminders look: the receipt, the list, the ring and what becomes of it. Pure."""

from datetime import UTC, datetime
from typing import Any

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.notices import colour, notice
from tika_bot.kit.pager import pager_row
from tika_bot.kit.screen import Button, Option, Row, Screen, Select

from .model import Delay, Every, Reminder, Rule
from .service import Page

PLUGIN = "reminders"
LABEL = 80
"""Characters of a text in a menu."""

ENTRY = 500
"""Characters of a text in the list; five of them and their times fit into one message."""


def receipt(reminder: Reminder, words: Words, *, has_zone: bool) -> Screen:
    """Return what the member reads after setting a reminder."""
    key = "set_again" if reminder.rule else "set"
    lines = [quoted(reminder.text), "", words.say(key, due=reminder.due)]
    if reminder.rule:
        lines.append(words.say("set_every", how=how_often(reminder.rule, words)))
    if reminder.direct:
        lines.append(words.say("set_direct"))
    if not has_zone:
        lines.append(f"-# {words.say('set_no_zone')}")
    screen = notice("success", words.say("set_title"), "\n".join(lines))
    screen.embeds[0].set_footer(text=words.say("number", number=str(reminder.key.number)))
    return screen


def cancelled(reminder: Reminder, words: Words) -> Screen:
    """Return the notice that a reminder is gone."""
    text = words.say("cancelled", number=str(reminder.key.number))
    return notice("success", words.say("cancelled_title"), f"{quoted(reminder.text)}\n\n{text}")


def moved(reminder: Reminder, words: Words) -> Screen:
    """Return the notice that a reminder rings at another time."""
    text = words.say("moved", number=str(reminder.key.number), due=reminder.due)
    return notice("success", words.say("moved_title"), f"{quoted(reminder.text)}\n\n{text}")


def listing(page: Page, guild: int, words: Words) -> Screen:
    """Return one page of a member's reminders, with a menu that cancels."""
    if not page.total:
        return notice("info", words.say("list_empty"), words.say("list_empty_help"))
    embed = discord.Embed(title=f"🗓️ {words.say('list_title')}", colour=colour("info"))
    embed.description = "\n\n".join(_entry(reminder, words) for reminder in page.reminders)
    embed.set_footer(text=words.say("list_footer", total=page.total))
    options = tuple(
        Option(f"{reminder.key.number}. {shortened(reminder.text)}", str(reminder.key.number))
        for reminder in page.reminders
    )
    pick = Select(action_id(PLUGIN, "drop", page.number, guild), words.say("list_pick"), options)
    turn = pager_row(PLUGIN, "page", page.number, page.pages, guild)
    return Screen(embeds=(embed,), rows=tuple(row for row in ((pick,), turn) if row))


def _entry(reminder: Reminder, words: Words) -> str:
    line = words.say("list_line", due=reminder.due)
    how = f" · 🔁 {how_often(reminder.rule, words)}" if reminder.rule else ""
    place = "✉️" if reminder.direct else words.mention_channel(reminder.channel)
    text = plain(shortened(reminder.text, ENTRY))
    return f"**{reminder.key.number}.** {text}\n-# {line}{how} · {place}"


def ring(data: dict[str, Any], words: Words) -> Screen:
    """Return the reminder that rings. In another place than it should, it says why."""
    member = words.member(int(data["member"]))
    mentions = (UserId(int(data["member"])),)
    if data.get("fallback") and data["direct"]:
        show = Button(words.say("button_show"), _action("show", data), style="primary")
        text = f"{words.say('ring_hidden', member=member)}\n-# {words.say('ring_hidden_help')}"
        return Screen(text=text, rows=((show,),), mentions=mentions)
    return Screen(
        text=words.say("ring", member=member),
        embeds=(_ring_card(data, words),),
        rows=_ring_rows(data, words),
        mentions=mentions,
    )


def _ring_card(data: dict[str, Any], words: Words) -> discord.Embed:
    embed = discord.Embed(
        title=f"⏰ {words.say('ring_title')}", description=quoted(data["text"]), colour=colour("info")
    )
    facts = [words.say("ring_set", made=_moment(data["made"]))]
    if data["next"]:
        facts.append(words.say("ring_next", next=_moment(data["next"])))
    embed.add_field(name="", value=f"-# {' · '.join(facts)}", inline=False)
    if data["late"]:
        embed.add_field(name="", value=f"-# {words.say('ring_late', due=_moment(data['due']))}", inline=False)
    if data.get("fallback"):
        where = words.say("ring_fallback", channel=words.mention_channel(int(data["channel"])))
        embed.add_field(name="", value=f"-# {where}", inline=False)
    return embed


def _ring_rows(data: dict[str, Any], words: Words) -> tuple[Row, ...]:
    snoozes = tuple(
        Button(words.say(f"button_{delay.value}"), _action("snooze", data, delay.value), emoji="💤")
        for delay in Delay
    )
    done = Button(words.say("button_done"), _action("done", data), style="success", emoji="✅")
    stop = Button(words.say("button_stop"), _action("stop", data), style="danger")
    return ((*snoozes, done), (stop,)) if data["next"] else ((*snoozes, done),)


def shown(reminder: Reminder, occurrence: int, words: Words) -> Screen:
    """Return, for the member's eyes only, a ring whose text had no private place to go."""
    data = {
        "guild": str(reminder.key.guild),
        "member": str(reminder.key.member),
        "number": reminder.key.number,
        "occurrence": occurrence,
        "text": reminder.text,
        "made": int(reminder.made.timestamp()),
        "due": int(reminder.due.timestamp()),
        "next": int(reminder.due.timestamp()) if reminder.rule else None,
        "late": False,
    }
    return Screen(embeds=(_ring_card(data, words),), rows=_ring_rows(data, words))


def settled(what: str, reminder: Reminder, words: Words) -> Screen:
    """Return what replaces a ring: ``what`` is "snoozed", "done" or "stopped"."""
    mark = {"snoozed": "💤", "done": "✅", "stopped": "🛑"}[what]
    embed = discord.Embed(
        title=f"{mark} {words.say(what)}", description=quoted(reminder.text), colour=colour("off")
    )
    if what == "snoozed":
        embed.add_field(name="", value=f"-# {words.say('snoozed_until', due=reminder.due)}", inline=False)
    return Screen(embeds=(embed,))


def how_often(rule: Rule, words: Words) -> str:
    """Return the rule in words: "every Monday and Thursday at 09:00"."""
    at = rule.at.strftime("%H:%M")
    if rule.every is Every.HOUR:
        return words.say("every_hours", n=rule.interval)
    if rule.every is Every.DAY:
        return words.say("every_days", n=rule.interval, at=at)
    if rule.every is Every.MONTH:
        day = str(rule.day or rule.since.day)
        return words.say("every_months", n=rule.interval, day=day, at=at)
    chosen = rule.weekdays or (rule.since.weekday(),)
    names = [words.say(f"weekday_{day}") for day in chosen]
    days = words.say("workdays") if chosen == (0, 1, 2, 3, 4) else words.list(names)
    return words.say("every_weeks", n=rule.interval, days=days, at=at)


def quoted(text: str) -> str:
    """Return a member's text as a quote that can't hide where its links lead."""
    return "\n".join(f"> {line}" for line in plain(text).split("\n"))


def plain(text: str) -> str:
    """Return ``text`` with its links in the open: an embed shows [your bank](https://elsewhere) as a name."""
    return text.replace("](", "]\u200b(")


def shortened(text: str, most: int = LABEL) -> str:
    """Return the start of ``text`` on one line, at most ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _action(verb: str, data: dict[str, Any], *more: object) -> str:
    return action_id(PLUGIN, verb, data["guild"], data["member"], data["number"], data["occurrence"], *more)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
