"""`tika levels import` and `tika levels export`, for operators: files on this machine, one server."""

import asyncio
import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console

from tika_bot.base.ids import GuildId
from tika_bot.core.ledger import HOUSE_ITSELF
from tika_bot.core.permits import Actor
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.importing.decoding import OPERATORS
from tika_bot.plugins.levels.importing.model import FileUnreadable, Merge, Report, Skipped, Why
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.service import Levels

REASONS: Mapping[Why, str] = {
    Why.CLOSED: "can't be read: {value}",
    Why.LARGE: "is larger than {value} MB",
    Why.ENCODING: "isn't readable text; it seems to be {value}, please save it as UTF-8",
    Why.BROKEN: "is broken: {value}",
    Why.CHARACTER: "holds something that no text can hold: {value}",
    Why.CROWDED: "holds too many or too deeply nested values",
    Why.ALIASES: "uses anchors and aliases, which aren't allowed",
    Why.UNKNOWN: "is of no known shape",
    Why.NO_ROW: "isn't a row of values but {value}",
    Why.NO_ID: "names no member",
    Why.BAD_ID: "has an id that can't be one: {value}",
    Why.NO_XP: "says nothing of XP",
    Why.NO_NUMBER: "has {value} where a number belongs",
    Why.NEGATIVE: "has a number below zero: {value}",
    Why.HUGE: "has a number that is too large: {value}",
    Why.TWICE: "was there before: {value}",
    Why.NO_REWARD: "names no role or no level",
    Why.FORBIDDEN: "can't be handed out: {value}",
    Why.LATER: "has its last message in the future, so that moment is left out: {value}",
    Why.NO_SEASON: "is no season that could have been: {value}",
    Why.FUTURE: "is a season that is still to come",
    Why.MANY: "is a season too many",
    Why.RUNS: "is a season that runs, and another one does already",
    Why.LOOK: "has what is no style or colour of a card: {value}",
    Why.ILLEGIBLE: "has a card on which no text could be read",
    Why.PICTURE: "has a picture that can't be opened, is too large or one too many",
    Why.SETTING: "don't fit this version: {value}",
    Why.ALREADY: "these files were imported already; nothing was changed",
}
SHOWN = 20
"""Skipped rows that are listed in words; JSON has them all."""

Guild = Annotated[int, Parameter(negative="", allow_leading_hyphen=True, validator=Number(gt=0, lt=2**63))]


def app(service: Levels) -> App:
    """Return the commands, which work on ``service``."""
    levels = App(name="levels", help="Bring levels along from files, and write them into one.")

    @levels.command(name="import")
    async def import_(
        *files: Path,
        guild: Guild,
        mode: Literal["keep", "add", "replace"] = "keep",
        dry_run: Annotated[bool, Parameter(negative="")] = False,
        json: Annotated[bool, Parameter(negative="")] = False,
    ) -> int:
        """Import members' levels from files of MEE6, Polaris, Amari, Tatsu, LevelUp, or from our own.

        Args:
            files: JSON, CSV or YAML, also packed by gzip; several pages belong together.
            guild: Id of the server.
            mode: What becomes of members who have something already.
            dry_run: Only say what would happen.
            json: Print one JSON object instead of words.
        """
        if not files:
            print("Name at least one file.", file=sys.stderr)
            return 2
        return await _import(service, files, GuildId(guild), Merge(mode), dry_run=dry_run, as_json=json)

    @levels.command(name="export")
    async def export(*, guild: Guild, out: Path | None = None) -> int:
        """Write members' XP, roles, seasons, cards and settings into one file, to import it again.

        Args:
            guild: Id of the server.
            out: The file, packed by gzip if its name ends in .gz; by default it's printed.
        """
        await _warn_if_strange(service, GuildId(guild))
        content = (await service.desk.importing.export(_operator(GuildId(guild)), GuildId(guild))).content
        if not OPERATORS.takes(content):
            print("It's larger than what an import takes.", file=sys.stderr)
        if out is None:
            sys.stdout.buffer.write(content + b"\n")
            return 0
        if out.suffix == ".gz":
            content = await asyncio.to_thread(gzip.compress, content, mtime=0)
        try:
            await asyncio.to_thread(out.write_bytes, content)
        except OSError as wrong:
            print(f"{out} can't be written: {wrong.strerror}", file=sys.stderr)
            return 1
        print(f"Wrote {out} ({len(content):,} bytes).", file=sys.stderr)
        return 0

    return levels


async def _import(  # each is an option of the command line
    service: Levels, files: tuple[Path, ...], guild: GuildId, merge: Merge, *, dry_run: bool, as_json: bool
) -> int:
    desk, actor = service.desk.importing, _operator(guild)
    try:
        found = read_files(((_name(file), _content(file)) for file in files), OPERATORS)
    except FileUnreadable as wrong:
        report = Report(read=0, imported=0, skipped=(wrong.skipped,), conflicts=0, roles=())
        _say(report, as_json=as_json, dry_run=dry_run)
        return 1
    await _warn_if_strange(service, guild)
    if dry_run:
        _say(await desk.preview(actor, guild, found, merge), as_json=as_json, dry_run=True)
        return 0
    names = ", ".join(map(_name, files))
    order = Order(guild, actor, "", "tika levels import", names)
    _say(await desk.bring(order, found, merge), as_json=as_json, dry_run=False)
    return 0


def _content(file: Path) -> bytes:
    """Return what is in ``file``, or just enough of it to see that it's too large."""
    try:
        with file.open("rb") as opened:
            return opened.read(OPERATORS.size + 1)
    except OSError as wrong:
        raise FileUnreadable(Skipped(_name(file), Why.CLOSED, wrong.strerror or "")) from wrong


def _name(file: Path) -> str:
    """Return what ``file`` is called, with ``?`` for what is no text: not every name on a disk is one."""
    return file.name.encode(errors="replace").decode()


async def _warn_if_strange(service: Levels, guild: GuildId) -> None:
    """Warn of a typing error; it may be no error, since an operator may prepare a server."""
    if not await service.desk.importing.knows(guild):
        print(f"The bot isn't in server {guild}, as far as this database knows.", file=sys.stderr)


def _operator(guild: GuildId) -> Actor:
    """Return whoever sits at this machine: they may do anything to its servers."""
    return Actor(HOUSE_ITSELF, guild, owner=True)


def _say(report: Report, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        print(json.dumps(_plain(report), ensure_ascii=False))
        return
    say = Console(highlight=False, markup=False, soft_wrap=True)
    verb = "would be imported" if dry_run else "imported"
    say.print(f"{report.read:,} read, {report.imported:,} {verb}, {report.conflicts:,} here already.")
    for one in report.roles:
        rule = one.rule
        say.print(f"Level {rule.level} brings the role {rule.name}: {one.members:,} members newly reach it.")
    if report.tunes:
        say.print("Settings change, too." if dry_run else "Settings changed, too.")
    if report.seasons or report.cards:
        come = "would come along" if dry_run else "came along"
        say.print(f"Seasons: {report.seasons:,}, rank cards: {report.cards:,} {come}.")
    for skipped in report.skipped[:SHOWN]:
        say.print(f"  {skipped.where} {_reason(skipped)}".replace("   ", "  "))
    if len(report.skipped) > SHOWN:
        say.print(f"  … and {len(report.skipped) - SHOWN:,} more; --json lists all.")
    if report.entry is not None:
        say.print(f"Undo it within 30 days: /levels undo {report.entry}")


def _plain(report: Report) -> dict[str, Any]:
    return {
        "read": report.read,
        "imported": report.imported,
        "skipped": [{"where": one.where, "why": _reason(one)} for one in report.skipped],
        "conflicts": report.conflicts,
        "roles": [
            {"role": str(one.rule.role), "level": one.rule.level, "members": one.members}
            for one in report.roles
        ],
        "seasons": report.seasons,
        "cards": report.cards,
    }


def _reason(skipped: Skipped) -> str:
    return REASONS[skipped.why].format(value=skipped.value)
