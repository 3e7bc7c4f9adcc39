"""How an import looks before and after, and an export."""

from dataclasses import dataclass

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.notices import notice
from tika_bot.kit.screen import Button, Document, Row, Screen
from tika_bot.plugins.levels.corrections import UNDO_WITHIN
from tika_bot.plugins.levels.importing.model import Merge, Report, Skipped, Why
from tika_bot.plugins.levels.service.importing import Exported

PLUGIN = "levels"
SHOWN = 8
"""Skipped rows, and roles, that are listed one by one."""

LONGEST = 3500
"""Characters of all lines together, so that an embed holds them in any language."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which file would be imported how, for whom; and whether the bot can see who is in the server."""

    upload: int
    merge: Merge
    asker: UserId
    sees_members: bool


def ask_import(report: Report, question: Question, words: Words) -> Screen:
    """Show what an import would do, and ask, unless there is nothing to do."""
    if not _changes(report):
        return notice("info", words.say("import_nothing"), _effect(report, question.merge, words))
    yes, no, mode = words.say("import_yes"), words.say("leave"), question.merge.value
    row = confirm_row(PLUGIN, "import", question.asker, question.upload, mode, yes=yes, no=no)
    absent = words.say("import_absent", known="yes" if question.sees_members else "no")
    after = f"{absent} {words.say('import_undo', days=UNDO_WITHIN.days)}"
    text = f"{_effect(report, question.merge, words)}\n\n{after}"
    return notice("warning", words.say("import_title", mode=mode), text, rows=(row,))


def imported(report: Report, merge: Merge, words: Words) -> Screen:
    """Return what an import did, and the way back."""
    if not _changes(report):
        return notice("info", words.say("import_nothing"), _effect(report, merge, words))
    rows: tuple[Row, ...] = ()
    text = _effect(report, merge, words)
    if report.entry is not None:
        rows = ((Button(words.say("undo_this"), action_id(PLUGIN, "widen", report.entry), emoji="↩️"),),)
        text += "\n\n" + words.say("import_undo", days=UNDO_WITHIN.days)
    return notice("success", words.say("import_done"), text, rows=rows)


def exported(made: Exported, guild: GuildId, words: Words) -> Screen:
    """Return the file, and what isn't in it."""
    pictures = "yes" if made.has_pictures else "no"
    text = words.say("levels_exported", pictures=pictures, guild=guild)
    return Screen(text=text, documents=(Document(made.name, made.content),))


def _changes(report: Report) -> bool:
    return bool(report.imported or report.rules or report.tunes or report.seasons or report.cards)


def _effect(report: Report, merge: Merge, words: Words) -> str:
    if report.skipped and report.skipped[0].why is Why.ALREADY:
        return words.say("import_already")
    lines = [words.say("import_count", read=report.read, imported=report.imported)]
    if report.conflicts:
        lines.append(words.say("import_conflicts", members=report.conflicts, mode=merge.value))
    if report.tunes:
        lines.append(words.say("import_settings"))
    if report.seasons:
        lines.append(words.say("import_seasons", seasons=report.seasons))
    if report.cards:
        lines.append(words.say("import_cards", cards=report.cards))
    lines += [
        words.say("import_role", level=one.rule.level, role=words.role(one.rule.role), members=one.members)
        for one in report.roles[:SHOWN]
    ]
    if report.skipped:
        lines.append("\n" + words.say("import_skipped", rows=len(report.skipped)))
    lines += [_skipped(one, words) for one in report.skipped[:SHOWN]]
    return "\n".join(lines)[:LONGEST]


def _skipped(one: Skipped, words: Words) -> str:
    return f"- `{one.where.replace('`', '')[-80:]}` " + words.say(
        "import_why", why=one.why.value, value=one.value.replace("`", "")
    )
