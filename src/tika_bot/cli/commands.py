"""Each command in one short function; what takes more than a page lives in a room of its own.

Exit codes: 0 done · 1 something is wrong and was said · 2 the command line or the configuration is wrong.
"""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.console import Console

from tika_bot import __version__
from tika_bot.cli.desk import sandbox
from tika_bot.config import Config, ConfigWrong, read_config

WRONG_USE = 2
"""Exit code for a mistake in the command line or the configuration, as shells have it."""

app = App(name="tika", version=__version__, help="A bot platform for Discord communities.")
app.command(sandbox)
say = Console()
complain = Console(stderr=True)


def the_config() -> Config:
    """Return the configuration of this folder, or end with what is wrong with it."""
    try:
        return read_config(Path.cwd())[0]
    except ConfigWrong as wrong:
        for sentence in wrong.sentences:
            complain.print(sentence, style="red", markup=False, highlight=False)
        sys.exit(WRONG_USE)


def wait_for(work: Coroutine[Any, Any, int]) -> None:
    """Run ``work`` to its end on a fresh loop and leave with the exit code that it returns."""
    sys.exit(asyncio.run(work))


@app.command
def run() -> None:
    """Connect to Discord and serve until told to stop."""
    config = the_config()
    if config.token is None:
        complain.print(
            "There is no token. Put DISCORD_TOKEN=… into the environment or a file called .env "
            "(from discord.com/developers → your application → Bot), or try `tika demo`, which needs none."
        )
        sys.exit(WRONG_USE)
    from tika_bot.cli.serving import serve

    wait_for(serve(config))


@app.command
def demo(
    *,
    port: int = 0,
    data: Path | None = None,
    fresh: bool = False,
    json: bool = False,
    dev: bool = False,
) -> None:
    """Run a local Discord with the bot in it; no token, no server, nothing to set up.

    Args:
        port: Port of the local Discord; 0 takes a free one.
        data: Folder that keeps the world and the database; without it they last as long as the demo.
        fresh: Empty that folder first.
        json: Print one machine-readable line instead of words.
        dev: Watch the plugins' files and reload what changes.
    """
    from tika_bot.cli.serving import Stage, serve_demo

    wait_for(serve_demo(Stage(port=port, data=data, fresh=fresh, json=json, dev=dev)))


@app.command(name="config")
def show_config() -> None:
    """Show what is in force and where each value came from; secrets are masked."""
    from tika_bot.cli.showing import config_table

    try:
        say.print(config_table(*read_config(Path.cwd())))
    except ConfigWrong as wrong:
        for sentence in wrong.sentences:
            complain.print(sentence, style="red", markup=False, highlight=False)
        sys.exit(WRONG_USE)


@app.command
def check() -> None:
    """Check every plugin's manifest, words, settings, tables and commands."""
    from tika_bot.cli.checking import offences

    found = offences(the_config().plugins.folders)
    for sentence in found:
        complain.print(sentence, markup=False, highlight=False, soft_wrap=True)
    if not found:
        say.print("The plugins are in order.")
    sys.exit(bool(found))


@app.command
def migrate() -> None:
    """Bring the database to the schema that this version needs."""
    from tika_bot.cli.upkeep import migrate as work

    wait_for(work(the_config(), say))


@app.command
def backup(*, to: Path | None = None) -> None:
    """Copy the database while it runs.

    Args:
        to: File to write; by default a dated one in the data folder's ``backups``.
    """
    from tika_bot.cli.upkeep import back_up as work

    wait_for(work(the_config(), say, to))


@app.command
def restore(file: Path, *, yes: Annotated[bool, Parameter(negative="")] = False) -> None:
    """Replace the database by a backup; the present state is backed up first.

    Args:
        file: The backup.
        yes: Don't ask.
    """
    from tika_bot.cli.upkeep import restore as work

    wait_for(work(the_config(), say, file, yes=yes))


@app.command
def doctor(*, fix: Annotated[bool, Parameter(negative="")] = False) -> None:
    """Look at connections, permissions, intents, clock, disk, schema and counts; say what helps.

    Args:
        fix: Mend what can be mended safely: the schema, timers that were set aside.
    """
    from tika_bot.cli.doctor import examine as work

    wait_for(work(the_config(), say, fix=fix))


@app.command(name="new-plugin")
def new_plugin(name: str, *, into: Path = Path("plugins")) -> None:
    """Write a working plugin with its tests, to begin from.

    Args:
        name: Its id: lower-case letters, digits and underscores.
        into: Folder to write it into; name that folder under ``plugins: folders`` in config.yml.
    """
    from tika_bot.cli.scaffold import NameTaken, write_plugin

    try:
        written = write_plugin(name, into)
    except (NameTaken, ValueError) as wrong:
        complain.print(str(wrong), markup=False, highlight=False)
        sys.exit(WRONG_USE)
    say.print(f"Wrote {written}. Its tests pass already: pytest {written}", markup=False, highlight=False)


@app.command
def reference(folder: Path = Path("docs/reference")) -> None:
    """Write the reference pages: commands, settings, configuration, plugins.

    Args:
        folder: Where the pages go.
    """
    from tika_bot.cli.reference import pages

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    say.print(f"Wrote {folder}.", markup=False)
