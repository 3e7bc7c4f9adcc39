"""How corrections look, before and after, and how they are undone. Pure: facts go in, screens come out."""

from collections.abc import Callable, Mapping, Sequence

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.ledger import HOUSE_ITSELF, Entry, Kind
from tika_bot.core.wording import Words
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.notices import colour, notice
from tika_bot.kit.screen import Button, Option, Row, Screen, Select
from tika_bot.plugins.levels.corrections import (
    EVERYBODY,
    IMPORT,
    SHORT,
    UNDO_WITHIN,
    Change,
    Corrected,
    Undone,
)

from .standing import BOOKED

PLUGIN = "levels"
PER_PAGE = 10
SHOWN = 15
"""Members whose changes are listed one by one."""

REWARDS = ("quest", "achievement")
"""What nobody gave by hand."""

LevelOf = Callable[[int], int]
Names = Mapping[UserId, str]
"""What members are called here; who left is missing."""


def corrected(done: Corrected, level: LevelOf, words: Words, *, wanted: int = 0) -> Screen:
    """Return what a correction did; ``wanted`` is what should have been taken, if that was the order."""
    lines = [_changed(change, level, words) for change in done.changes]
    took = sum(change.before - change.after for change in done.changes)
    if wanted > max(took, 0):
        lines.append(words.say("took_less", wanted=wanted, took=took))
    row = (Button(words.say("undo_this"), action_id(PLUGIN, "widen", done.entry), emoji="↩️"),)
    return notice("success", words.say("corrected"), "\n".join(lines), rows=(row,))


def _changed(change: Change, level: LevelOf, words: Words) -> str:
    before, after = level(change.before), level(change.after)
    return words.say(
        "changed",
        member=words.member(change.member),
        before=change.before,
        after=change.after,
        moves="no" if before == after else "yes",
        old=before,
        new=after,
    )


def ask_reset(members: int, xp: int, asker: UserId, words: Words) -> Screen:
    """Ask whether everybody's XP shall go."""
    row = confirm_row(PLUGIN, "reset", asker, yes=words.say("reset_yes"), no=words.say("leave"))
    text = words.say("reset_preview", members=members, xp=xp, days=UNDO_WITHIN.days)
    return notice("warning", words.say("reset_title"), text, rows=(row,))


def everybody_reset(members: int, entry: Entry, words: Words) -> Screen:
    """Return that everybody's XP is gone, and the way back."""
    row = (Button(words.say("undo_this"), action_id(PLUGIN, "widen", entry.id), emoji="↩️"),)
    text = words.say("reset_done", members=members, until=entry.at + UNDO_WITHIN)
    return notice("success", words.say("corrected"), text, rows=(row,))


def left_alone(words: Words) -> Screen:
    """Return that nothing was done."""
    return notice("info", words.say("left_alone"))


def history(
    found: Sequence[Entry], member: UserId | None, names: Names, words: Words, *, is_first: bool
) -> Screen:
    """Return a page of entries, newest first; one more than fit means that there are older ones."""
    page, has_older = found[:PER_PAGE], len(found) > PER_PAGE
    embed = discord.Embed(title=words.say("history_title"), colour=colour("info"))
    lines = [_line(entry, words) for entry in page]
    embed.description = "\n".join(lines) or words.say("history_empty")
    rows: list[Row] = []
    options = tuple(
        Option(named_entry(entry, names, words), str(entry.id)) for entry in page if can_be_undone(entry)
    )
    if options:
        rows.append((Select(action_id(PLUGIN, "pick"), words.say("history_pick"), options),))
    turns: list[Button] = []
    if not is_first:
        turns.append(
            Button(words.say("history_newest"), action_id(PLUGIN, "history", member or 0, 0), emoji="⏮")
        )
    if has_older:
        older = action_id(PLUGIN, "history", member or 0, page[-1].id)
        turns.append(Button(words.say("history_older"), older, emoji="▶"))
    if turns:
        rows.append(tuple(turns))
    return Screen(embeds=(embed,), rows=tuple(rows))


def members_in(found: Sequence[Entry]) -> frozenset[UserId]:
    """Return whose XP the entries moved."""
    accounts = (account for entry in found for account in (entry.transfer.from_, entry.transfer.to))
    return frozenset(
        UserId(int(one.name)) for one in accounts if one.kind is Kind.COUNTER and one.name.isdigit()
    )


def can_be_undone(entry: Entry) -> bool:
    """Return whether nobody took ``entry`` back, and it takes nothing back itself."""
    return entry.undoes is None and entry.undone_by is None


def _line(entry: Entry, words: Words) -> str:
    """Return an entry as a line: when, what, who, why."""
    parts = [f"`{_number(entry)}` {words.moment(entry.at, 'R')}", f"**{_what(entry, None, words)}**"]
    if entry.actor != HOUSE_ITSELF:
        parts.append(words.say("history_by", actor=words.member(entry.actor)))
    cause = BOOKED.get(entry.transfer.from_.name.partition(".")[0])
    if cause in REWARDS:
        parts.append(words.say("history_for", cause=cause))
    if entry.reason:
        parts.append(f"“{discord.utils.escape_markdown(words.kept(entry.reason))}”")
    if entry.undone_by is not None:
        parts.append(words.say("history_undone"))
    return " · ".join(parts)


def named_entry(entry: Entry, names: Names, words: Words) -> str:
    """Return an entry in at most a hundred characters, for menus: there, mentions are only numbers."""
    what = _what(entry, names, words)
    parts = (_number(entry), what, words.kept(entry.reason))
    return " · ".join(part for part in parts if part)[:100]


def _number(entry: Entry) -> str:
    return f"#{entry.id % SHORT:05}"


def _what(entry: Entry, names: Names | None, words: Words) -> str:
    """Return what happened to whom; without ``names`` members are mentioned."""
    transfer = entry.transfer
    if IMPORT in (transfer.from_, transfer.to):
        return words.say("history_import", undone="no" if entry.undoes is None else "yes")
    if EVERYBODY in (transfer.from_, transfer.to):
        return words.say("history_all", undone="no" if entry.undoes is None else "yes")
    giver, taker = (account.kind is Kind.COUNTER for account in (transfer.from_, transfer.to))
    loser, winner = (_who(account.name, names, words) for account in (transfer.from_, transfer.to))
    if giver and taker:
        return words.say("history_moved", giver=loser, taker=winner, xp=transfer.amount)
    if taker:
        return words.say("history_gain", member=winner, xp=transfer.amount, undone=_is_undoing(entry))
    return words.say("history_loss", member=loser, xp=transfer.amount, undone=_is_undoing(entry))


def _is_undoing(entry: Entry) -> str:
    return "no" if entry.undoes is None else "yes"


def _who(account: str, names: Names | None, words: Words) -> str:
    """Return a member by the account's name; whoever was forgotten has another than a number."""
    if not account.isdigit():
        return words.say("somebody")
    return words.member(int(account)) if names is None else names.get(UserId(int(account)), account)


def ask_undo(
    found: Undone, chosen: Sequence[str], entry: Entry | None, level: LevelOf, words: Words
) -> Screen:
    """Show what an undo would do, and ask."""
    row: Row = confirm_row(PLUGIN, "undo", *chosen, yes=words.say("undo_yes"), no=words.say("leave"))
    if entry is not None and chosen[0] == "e":
        row = (*row, Button(words.say("undo_widen"), action_id(PLUGIN, "widen", entry.id)))
    return notice("warning", words.say("undo_title"), _effect(found, level, words), rows=(row,))


def undone(done: Undone, level: LevelOf, words: Words) -> Screen:
    """Return what an undo did."""
    return notice("success", words.say("undo_done"), _effect(done, level, words))


def _effect(found: Undone, level: LevelOf, words: Words) -> str:
    lines = [words.say("undo_count", entries=len(found.entries))]
    if found.skipped:
        lines.append(words.say("undo_skipped", entries=found.skipped))
    if found.restored:
        lines.append(words.say("undo_restored", members=found.restored))
    if found.rules:
        lines.append(words.say("undo_roles", roles=found.rules))
    if found.tunes:
        lines.append(words.say("undo_settings"))
    if found.seasons:
        lines.append(words.say("undo_seasons", seasons=found.seasons))
    if found.cards:
        lines.append(words.say("undo_cards", cards=found.cards))
    lines += [_changed(change, level, words) for change in found.changes[:SHOWN]]
    if len(found.changes) > SHOWN:
        lines.append(words.say("and_more", members=len(found.changes) - SHOWN))
    lines += [
        words.say("undo_short", member=words.member(member), xp=xp)
        for member, xp in list(found.short.items())[:SHOWN]
    ]
    if len(found.short) > SHOWN:
        lines.append(words.say("and_more", members=len(found.short) - SHOWN))
    return "\n".join(lines)
