"""How ranks and level-ups look."""

import functools
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.ledger import Account, Entry, Kind
from tika_bot.core.wording import Words
from tika_bot.drawing import rank_card
from tika_bot.drawing.portraits import Portrait
from tika_bot.drawing.rank_card import Badge, Dress, RankCard
from tika_bot.kit.notices import colour
from tika_bot.kit.progress import bar
from tika_bot.kit.screen import Button, Picture, Screen
from tika_bot.plugins.levels.model import Noticed, Reason, Standing, Why, filled

PLUGIN = "levels"
REASONS: dict[Reason, str] = {
    Reason.EARNED: "why_earned",
    Reason.SWITCHED_OFF: "why_off",
    Reason.COMMAND: "why_command",
    Reason.CHANNEL: "why_channel",
    Reason.ROLE: "why_role",
    Reason.TOO_SHORT: "why_short",
    Reason.REPEATED: "why_repeated",
    Reason.COOLDOWN: "why_cooldown",
    Reason.CAPPED: "why_capped",
    Reason.OWN: "why_own",
    Reason.OLD: "why_old",
    Reason.AGAIN: "why_again",
    Reason.LIKED: "why_liked",
    Reason.ALONE: "why_alone",
    Reason.DEAF: "why_deaf",
    Reason.MUTED: "why_muted",
    Reason.WORTHLESS: "why_worthless",
}
EARNINGS = frozenset({Reason.EARNED, Reason.LIKED})
BOOKED = {"quests": "quest", "quiz": "quiz", "achievements": "achievement", "levels": "hand"}
"""What an entry's cause begins with, and what it's called."""


def rank(standing: Standing, name: str, face: Portrait | None, dress: Dress, words: Words) -> Screen:
    """Return the rank card, with buttons to the board and to the same in words."""
    picture = painted_card(standing, name, face, dress, words)
    as_text = Button(words.say("as_text"), action_id(PLUGIN, "text", standing.member), emoji="📝")
    return Screen(pictures=(picture,), rows=((_to_board(words), as_text),))


def painted_card(standing: Standing, name: str, face: Portrait | None, dress: Dress, words: Words) -> Picture:
    """Return the rank card alone."""
    card = card_of(standing, name, face, dress, words)
    alt = _alt(standing, name, dress.badges, words)
    return Picture(rank_card.FILE_NAME, functools.partial(rank_card.paint, card), alt)


def card_of(standing: Standing, name: str, face: Portrait | None, dress: Dress, words: Words) -> RankCard:
    """Return what the card says, in ``words``."""
    way = standing.progress
    into, needed = words.number(way.into), words.number(way.needed)
    return RankCard(
        name=name,
        level=words.number(way.level),
        level_label=words.say("card_level"),
        rank="" if standing.rank is None else f"#{words.number(standing.rank)}",
        rank_label=words.say("card_rank"),
        progress=words.say("card_progress", into=into, needed=needed),
        remaining=words.say("card_missing", missing=words.number(way.missing), level=way.level + 1),
        share=way.share,
        portrait=face,
        dress=dress,
    )


def _alt(standing: Standing, name: str, badges: Sequence[Badge], words: Words) -> str:
    """Return the card in words, for who can't see it."""
    way = standing.progress
    said = words.say(
        "card_alt",
        name=name,
        level=way.level,
        ranked="hidden" if standing.is_hidden else "no" if standing.rank is None else "yes",
        rank=standing.rank or 0,
        of=standing.of,
        into=way.into,
        needed=way.needed,
    )
    won = words.list(words.kept(one.name) for one in badges)
    return f"{said} {words.say('card_alt_badges', badges=won)}" if badges else said


def rank_text(
    standing: Standing, badges: Sequence[Badge], words: Words, *, private: bool | None = None
) -> Screen:
    """Return everything the card says, and the counters, in words."""
    way = standing.progress
    embed = discord.Embed(title=words.say("rank_title"), colour=colour("info"))
    embed.description = words.member(standing.member)
    place = words.say("rank_hidden" if standing.is_hidden else "unranked")
    if standing.rank is not None:
        place = words.say("rank_of", rank=standing.rank, of=standing.of)
    embed.add_field(name=words.say("field_level"), value=words.number(way.level))
    embed.add_field(name=words.say("field_rank"), value=place)
    embed.add_field(name=words.say("field_xp"), value=words.number(standing.xp))
    steps = words.say("way", into=way.into, needed=way.needed, level=way.level + 1)
    embed.add_field(name=words.say("field_way"), value=f"{bar(way.into, way.needed)}\n{steps}", inline=False)
    counted = words.say("counted", messages=standing.messages, counted=standing.messages_counted)
    if standing.last_message_at is not None:
        counted += "\n" + words.say("last_message", at=standing.last_message_at)
    embed.add_field(name=words.say("field_messages"), value=counted, inline=False)
    if badges:
        won = "\n".join(
            f"{one.emoji} {discord.utils.escape_markdown(words.kept(one.name))}" for one in badges
        )
        embed.add_field(name=words.say("field_badges"), value=won[:1024], inline=False)
    return Screen(embeds=(embed,), rows=((_to_board(words),),), private=private)


def _to_board(words: Words) -> Button:
    return Button(words.say("to_board"), action_id(PLUGIN, "open"), style="primary", emoji="🏆")


def why(found: Why, booked: Sequence[Entry], member: UserId, words: Words, *, is_read: bool = True) -> str:
    """Return what ``member`` did last and was given, newest first, and how far back the former is known.

    ``is_read`` is False where Discord doesn't show us what is written.
    """
    dated = [(noticed.at, _fate(noticed, words)) for noticed in found.noticed]
    dated += [(entry.at, _booked(entry, member, words)) for entry in booked]
    dated.sort(key=itemgetter(0), reverse=True)
    lines = [f"**{words.say('why_title')}**", *(line for _, line in dated)]
    if not dated:
        lines.append(words.say("why_nothing"))
    if any(noticed.reason is Reason.SWITCHED_OFF for noticed in found.noticed):
        lines.append(words.say("why_off_hint"))
    if not is_read:
        lines.append(words.say("why_unread"))
    if found.ready_at is not None:
        lines.append(words.say("why_ready", at=found.ready_at))
    lines.append(f"-# {words.say('why_since', at=found.since)}")
    return "\n".join(lines)


def _fate(noticed: Noticed, words: Words) -> str:
    channel, source = words.mention_channel(noticed.channel), noticed.source.value
    said = words.say(REASONS[noticed.reason], xp=noticed.xp, channel=channel, source=source)
    if noticed.reason in EARNINGS:
        return f"✅ {words.moment(noticed.at, 'R')} {said}"
    none = words.say("why_less" if noticed.xp else "why_none", channel=channel, source=source, why=said)
    return f"▫️ {words.moment(noticed.at, 'R')} {none}"


def _booked(entry: Entry, member: UserId, words: Words) -> str:
    """Return a reward or a correction as a line: when, how much, what for and why."""
    is_gain = entry.transfer.to == Account.counter(member)
    other = entry.transfer.from_ if is_gain else entry.transfer.to
    cause = "undo" if entry.undoes is not None else BOOKED.get(other.name.partition(".")[0], "other")
    said = words.say(
        "why_booked",
        xp=entry.transfer.amount,
        way="gain" if is_gain else "loss",
        cause="passed" if other.kind is Kind.COUNTER else cause,
    )
    reason = f": “{discord.utils.escape_markdown(words.kept(entry.reason))}”" if entry.reason else ""
    return f"{'✅' if is_gain else '➖'} {words.moment(entry.at, 'R')} {said}{reason}"


def level_up(data: Mapping[str, Any], words: Words) -> Screen:
    """Return the news that a member reached a level; the outbox sends it.

    ``data`` holds member, level, next (XP to the next level), the roles that come with it and text, the
    guild's own template or nothing; the sender may add server (its name).
    """
    member, level = UserId(int(data["member"])), int(data["level"])
    mention = words.member(member)
    roles = _roles(data, words)
    template = str(data.get("text") or "")
    if not template:
        said = words.say("level_up", member=mention, level=level, missing=int(data["next"]))
        brought = " " + words.say("level_up_roles", roles=roles) if roles else ""
        return Screen(text=said + brought, mentions=(member,))
    blanks = {
        "member": mention,
        "level": words.number(level),
        "next": words.number(int(data["next"])),
        "role": roles or words.say("no_role"),
        "server": str(data.get("server") or ""),
    }
    return Screen(text=filled(template, blanks)[:2000], mentions=(member,))


def level_up_together(news: Sequence[Mapping[str, Any]], words: Words) -> Screen:
    """Return several of those news, of one place, in one message."""
    screens = [level_up(data, words) for data in news]
    mentions = dict.fromkeys(member for screen in screens for member in screen.mentions)
    return Screen(text="\n".join(screen.text or "" for screen in screens), mentions=tuple(mentions))


def _roles(data: Mapping[str, Any], words: Words) -> str:
    """Return the roles in ``data``; direct messages can't show mentions of them."""
    roles = data.get("roles") or ()
    if data.get("direct"):
        return words.list(f"**{discord.utils.escape_markdown(one['name'])}**" for one in roles)
    return words.list(words.role(int(one["id"])) for one in roles)
