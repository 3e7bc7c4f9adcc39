"""How achievements look. Pure: facts go in, screens come out."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.drawing import trophy_shelf
from tika_bot.drawing.trophy_shelf import Trophy
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.notices import colour, notice
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.progress import bar
from tika_bot.kit.screen import Button, Field, Form, Option, Picture, Row, Screen, Select

from .model import LONGEST_ABOUT, LONGEST_NAME, Award, Counter, Progress, Rule, Span
from .service import Listed, Report, Shelf

PLUGIN = "achievements"
PER_PAGE = 5
HIDDEN = "❔"

TIERS = ("🥉", "🥈", "🥇", "💠", "👑")
"""Marks of tiers, by how high they stand; the last of fewer than five are those before the crown."""

HOURS_FROM = 120
"""Minutes from which on time is told in hours."""

TABS = ("next", "earned", "own", "words", "hearts", "voices", "loyalty", "heights", "secrets")

SHOWN_DRIFTS = 10


def plain_name(rule: Rule, words: Words) -> str:
    """Return what a rule is called: in its maker's words, or in the reader's language."""
    return rule.name if rule.is_own else words.say(f"rule_{rule.key}")


def name_of(rule: Rule, words: Words) -> str:
    """Return the name for a text in which stars and underscores mean something."""
    return discord.utils.escape_markdown(plain_name(rule, words))


def mark(tier: int, tiers: int) -> str:
    """Return the sign of a tier; an achievement with one tier has none."""
    return "" if tiers == 1 else TIERS[tier - 1]


def _named(rule: Rule, tier: int, words: Words) -> str:
    return " ".join(
        filter(None, (rule.emoji, name_of(rule, words), mark(tier, len(rule.tiers)) if tier else ""))
    )


def how(rule: Rule, at: int, words: Words) -> str:
    """Return what has to be done for ``at``."""
    amount = measured(rule, at, words)
    least = _time(rule.least, words) if rule.counter is Counter.VOICE else words.number(rule.least)
    return words.say(f"how_{rule.counter}_{rule.span}", n=at, amount=amount, least=least, only=rule.least)


def measured(rule: Rule, amount: int, words: Words) -> str:
    """Return ``amount`` as its rule counts it: hours or minutes for time in voice, else a number."""
    is_time = rule.counter is Counter.VOICE and rule.span in (Span.EVER, Span.DAY, Span.WEEK)
    return _time(amount, words) if is_time else words.number(amount)


def _time(minutes: int, words: Words) -> str:
    if minutes >= HOURS_FROM:
        return words.say("hours", n=round(minutes / 60, 1) if minutes % 60 else minutes // 60)
    return words.say("minutes", n=minutes)


def _about(rule: Rule, words: Words) -> str:
    if rule.is_own:
        return discord.utils.escape_markdown(rule.about)
    return words.help(f"rule_{rule.key}") or ""


# --- what a member has -------------------------------------------------------------------------------------


def shelf(shown: Shelf, tab: str, page: int, words: Words, *, name: str | None = None) -> Screen:
    """Return one page of what a member has or could have; the first has a picture, given a ``name``."""
    found = _sorted(shown, tab)
    hidden = 0
    if tab not in ("next", "earned"):
        hidden = sum(one.is_hidden for one in found)
        found = [one for one in found if not one.is_hidden]
    pages = page_count(len(found), PER_PAGE)
    page = min(max(page, 1), pages)
    embed = discord.Embed(title=words.say("shelf_title"), colour=colour("info"))
    embed.description = _summary(shown, words)
    for one in page_of(found, page, PER_PAGE):
        embed.add_field(name=_named(one.rule, one.tier, words), value=_standing(one, words), inline=False)
    if hidden and page == pages:
        embed.add_field(name=f"{HIDDEN} ???", value=words.say("hidden", n=hidden), inline=False)
    if not embed.fields:
        embed.description += f"\n\n{words.say(f'empty_{tab}')}"
    if pages > 1:
        embed.set_footer(text=words.say("foot", page=page, pages=pages))
    menu = Select(
        action_id(PLUGIN, "tab", shown.member),
        words.say("tab_pick"),
        tuple(Option(words.say(f"tab_{name}"), name, chosen=name == tab) for name in _tabs(shown)),
    )
    has_picture = name is not None and tab == TABS[0] and page == 1 and shown.earned
    return Screen(
        embeds=(embed,),
        pictures=(_trophies(shown, name or "", words),) if has_picture else (),
        rows=((menu,), pager_row(PLUGIN, "page", page, pages, shown.member, tab)),
    )


def _trophies(shown: Shelf, name: str, words: Words) -> Picture:
    """Return the picture of the latest that were won."""
    latest = shown.earned[: trophy_shelf.MOST]
    trophies = tuple(
        Trophy(
            plain_name(one.rule, words),
            one.rule.emoji,
            0 if len(one.rule.tiers) == 1 else one.tier,
            mark(one.tier, len(one.rule.tiers)),
            shown.pictures.get(one.rule.key),
        )
        for one in latest
    )
    count = words.say("trophies_count", n=sum(1 for one in shown.progresses if one.tier))
    drawn = trophy_shelf.TrophyShelf(name, count, trophies)
    names = words.list([f"{trophy.name} {trophy.mark}".strip() for trophy in trophies])
    alt = words.say("trophies_alt", name=name, names=names)
    return Picture(trophy_shelf.FILE_NAME, functools.partial(trophy_shelf.paint, drawn), alt)


def _tabs(shown: Shelf) -> Iterable[str]:
    groups = {one.rule.group for one in shown.progresses}
    return (name for name in TABS if name in groups or name in ("next", "earned"))


def _sorted(shown: Shelf, tab: str) -> list[Progress]:
    """Return what a tab lists: the nearest first, the newest first, or a group in its order."""
    if tab == "earned":
        return list(shown.earned)
    if tab == "next":
        open_ones = [
            one
            for one in shown.progresses
            if not one.is_finished and not one.is_hidden and one.rule.counter is not Counter.HAND
        ]
        return sorted(open_ones, key=lambda one: one.share, reverse=True)
    return [one for one in shown.progresses if one.rule.group == tab]


def _summary(shown: Shelf, words: Words) -> str:
    """Return how much is earned."""
    has = [one for one in shown.progresses if one.tier]
    secrets = sum(one.rule.is_secret for one in has)
    of = sum(not one.is_hidden for one in shown.progresses)
    lines = [
        words.say("shelf_summary", member=words.member(shown.member), n=len(has), of=of, secrets=secrets)
    ]
    lines.append(bar(len(has), of))
    return "\n".join(lines)


def _standing(one: Progress, words: Words) -> str:
    about = _about(one.rule, words)
    lines = [f"*{about}*"] if about else []
    if one.is_finished:
        when = words.moment(one.earned_at, "D") if one.earned_at else ""
        lines.append(words.say("done", when=when))
    elif one.rule.counter is Counter.HAND:
        lines.append(words.say("how_hand_ever"))
    else:
        at = one.next.at
        lines.append(how(one.rule, at, words))
        done, of = (measured(one.rule, amount, words) for amount in (min(one.done, at), at))
        said = words.say("done_of", done=done, at=of, xp=one.next.xp)
        lines.append(f"{bar(one.done, at)} · {said}")
    return "\n".join(lines)


# --- notices -----------------------------------------------------------------------------------------------


def earned(data: Mapping[str, Any], words: Words) -> Screen:
    """Return the news of what a member has won at once; the outbox sends it."""
    member = UserId(int(data["member"]))
    embed = discord.Embed(description=_all_won(data, words), colour=colour("success"))
    server = str(data.get("server") or "") if data.get("direct") else ""
    if server or data["xp"]:
        embed.set_footer(text=" · ".join(filter(None, (_xp(data, words), server))))
    # Clicked in direct messages, a button would no longer know which server it means.
    row: Row = (Button(words.say("see_all"), action_id(PLUGIN, "open", member), style="primary", emoji="🏆"),)
    return Screen(
        text=_earned(data, words),
        embeds=(embed,),
        rows=() if data.get("direct") else (row,),
        mentions=(member,),
    )


def earned_together(news: Sequence[Mapping[str, Any]], words: Words) -> Screen:
    """Return the news of several members, or of one who won again and again, in one message."""
    members = [UserId(int(data["member"])) for data in news]
    blocks = [
        f"{' · '.join(filter(None, (words.member(member), _xp(data, words))))}\n{_all_won(data, words)}"
        for member, data in zip(members, news, strict=True)
    ]
    embed = discord.Embed(description="\n\n".join(blocks), colour=colour("success"))
    if news[0].get("direct"):
        embed.set_footer(text=news[0].get("server"))
    text = "\n".join(_earned(data, words) for data in news)
    return Screen(text=text, embeds=(embed,), mentions=tuple(dict.fromkeys(members)))


def _earned(data: Mapping[str, Any], words: Words) -> str:
    return words.say("earned", member=words.member(UserId(int(data["member"]))), n=len(data["won"]))


def _xp(data: Mapping[str, Any], words: Words) -> str:
    return words.say("earned_xp", xp=int(data["xp"])) if data["xp"] else ""


def _all_won(data: Mapping[str, Any], words: Words) -> str:
    won = list(data["won"])
    lines = [_won(one, words, with_about=len(won) <= 3) for one in won[:12]]  # noqa: PLR2004 # more is a list
    if len(won) > 12:  # noqa: PLR2004 # as above
        lines.append(words.say("earned_more", n=len(won) - 12))
    return "\n".join(lines)


def _won(one: Mapping[str, Any], words: Words, *, with_about: bool) -> str:
    own = bool(one["name"])
    name = discord.utils.escape_markdown(one["name"]) if own else words.say(f"rule_{one['key']}")
    about = discord.utils.escape_markdown(one["about"]) if own else words.help(f"rule_{one['key']}")
    sign = mark(int(one["tier"]), int(one["tiers"]))
    line = " ".join(filter(None, (one["emoji"], f"**{name}**", sign)))
    if one["secret"]:
        line += f" · {words.say('was_secret')}"
    return f"{line}\n*{about}*" if with_about and about else line


def role_refused(data: Mapping[str, Any], words: Words) -> Screen:
    """Tell admins that a role can't be given."""
    role = words.role(int(data["role"]))
    return notice("warning", words.say("role_refused_title"), words.say("role_refused", role=role))


# --- for admins --------------------------------------------------------------------------------------------


def form(action: str, words: Words, rule: Rule | None = None, *, counts: bool = True) -> Form:
    """Return the form of an own achievement; with ``rule`` as it is. One given by hand ``counts`` nothing."""
    tier = None if rule is None else rule.tiers[0]
    amount = Field("threshold", words.say("field_threshold"), str(tier.at if tier else ""), max=12)
    emoji = "" if rule is None else rule.emoji
    fields = (
        Field("name", words.say("field_name"), "" if rule is None else rule.name, max=LONGEST_NAME),
        Field(
            "about",
            words.say("field_about"),
            "" if rule is None else rule.about,
            required=False,
            long=True,
            max=LONGEST_ABOUT,
        ),
        *((amount,) if counts else ()),
        Field("xp", words.say("field_xp"), str(tier.xp if tier else 0), required=False, max=7),
        Field("emoji", words.say("field_emoji"), emoji, required=False, max=60, placeholder="🏅"),
    )
    title = words.say("form_new") if rule is None else words.say("form_edit", name=rule.name)
    return Form(title, action, fields)


def made(rule: Rule, words: Words, *, picture: str | None = None) -> Screen:
    """Return the receipt of an own achievement; ``picture`` says what became of its picture."""
    return _receipt(words.say("made"), _facts(rule, words), picture)


def changed(before: Rule, rule: Rule, holders: int, words: Words, *, picture: str | None = None) -> Screen:
    """Return the receipt of an own achievement that was changed; so many ``holders`` get its role now."""
    lines = _facts(rule, words)
    if holders:
        lines.append(words.say("role_shared", n=holders))
    if before.role not in (None, rule.role):
        lines.append(words.say("role_stays", role=words.role(before.role)))
    return _receipt(words.say("changed"), lines, picture)


def _facts(rule: Rule, words: Words) -> list[str]:
    lines = [f"**{_named(rule, 0, words)}**", _about(rule, words), how(rule, rule.tiers[0].at, words)]
    if rule.tiers[0].xp:
        lines.append(words.say("pays", xp=rule.tiers[0].xp))
    if rule.role is not None:
        lines.append(words.say("brings_role", role=words.role(rule.role)))
    if rule.is_secret:
        lines.append(words.say("is_secret"))
    return lines


def _receipt(title: str, lines: Sequence[str], picture: str | None) -> Screen:
    lines = [*lines, f"⚠️ {picture}" if picture else ""]
    return notice("success", title, "\n".join(filter(None, lines)), private=True)


def listed(shown: Listed, words: Words) -> Screen:
    """Return one page of a guild's own achievements."""
    embed = discord.Embed(title=words.say("list_title"), colour=colour("info"))
    for rule, holders in shown.rules:
        facts = [how(rule, rule.tiers[0].at, words), words.say("pays", xp=rule.tiers[0].xp)]
        if rule.role is not None:
            facts.append(words.say("brings_role", role=words.role(rule.role)))
        if rule.is_secret:
            facts.append(words.say("is_secret"))
        facts.append(words.say("held_by", n=holders))
        embed.add_field(name=_named(rule, 0, words), value=" · ".join(facts), inline=False)
    if not shown.rules:
        embed.description = words.say("list_empty")
    return Screen(embeds=(embed,), rows=(pager_row(PLUGIN, "list", shown.page, shown.pages),))


def ask_delete(rule: Rule, words: Words) -> Screen:
    """Ask before an own achievement is deleted."""
    yes, no = words.say("delete_yes"), words.say("delete_no")
    row = confirm_row(PLUGIN, "delete", rule.key, yes=yes, no=no)
    title = words.say("delete_ask", name=name_of(rule, words))
    return notice("warning", title, words.say("delete_ask_more"), rows=(row,), private=None)


def deleted(rule: Rule, held: int, words: Words) -> Screen:
    """Say that an own achievement is gone."""
    return notice("success", words.say("deleted", name=name_of(rule, words), n=held))


def kept(words: Words) -> Screen:
    """Say that nothing was changed."""
    return notice("info", words.say("kept"))


def granted(rule: Rule, tier: int, member: UserId, words: Words) -> Screen:
    """Say that a member has something now."""
    said = words.say("granted", member=words.member(member), name=_named(rule, tier, words))
    return notice("success", words.say("granted_title"), said)


def revoked(rule: Rule, member: UserId, words: Words) -> Screen:
    """Say that a member no longer has something."""
    said = words.say("revoked", member=words.member(member), name=_named(rule, 0, words))
    return notice("success", words.say("revoked_title"), said)


def report(found: Report, member: UserId | None, words: Words) -> Screen:
    """Return what ``verify`` found, with a button that gives what is missing."""
    counts = words.say("verified", n=found.checked, missing=found.missing, unearned=found.unearned)
    lines = [counts]
    for drift in found.drifts[:SHOWN_DRIFTS]:
        for sentence, awards in (("lacks", drift.missing), ("unearned", drift.unearned)):
            if awards:
                names = _names(awards, found.rules, words)
                lines.append(words.say(f"drift_{sentence}", member=words.member(drift.member), names=names))
    if len(found.drifts) > SHOWN_DRIFTS:
        lines.append(words.say("drift_more", n=len(found.drifts) - SHOWN_DRIFTS))
    if not found.is_complete:
        lines.append(words.say("verify_partly"))
    rows: tuple[Row, ...] = ()
    if found.missing:
        yes, no = words.say("fix_yes", n=found.missing), words.say("fix_no")
        rows = (confirm_row(PLUGIN, "fix", member or 0, yes=yes, no=no),)
    kind = "info" if found.drifts else "success"
    return notice(kind, words.say("verify_title"), "\n".join(lines), rows=rows)  # type: ignore[arg-type] # both are kinds


def _names(awards: Sequence[Award], rules: Mapping[str, Rule], words: Words) -> str:
    return words.list([_named(rules[key], tier, words) for key, tier in awards[:8]])


def fixed(given: int, words: Words) -> Screen:
    """Say how much was given."""
    return notice("success", words.say("fixed", n=given))
