"""`tika <plugin> …`: what plugins offer operators in their ``console`` room.

Only the names are read when the command line starts; the plugin is built once its name was typed.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter
from rich.console import Console

from tika_bot.base.errors import TikaError
from tika_bot.cli.commands import WRONG_USE, the_config, wait_for
from tika_bot.config import Config, ConfigWrong, read_config
from tika_bot.core.finding import find_plugins
from tika_bot.core.manifest import Manifest

Tokens = Annotated[str, Parameter(show=False, allow_leading_hyphen=True)]


def add_consoles(app: App) -> None:
    """Add a command to ``app`` for each plugin that has a console; whoever runs it gets that room's own."""
    try:
        folders = read_config(Path.cwd())[0].plugins.folders
    except ConfigWrong:
        folders = ()  # the command itself will say what is wrong
    for name, found in find_plugins(folders).items():
        if found.why is None and (found.folder / "console.py").exists():
            door = App(name=name, help=found.manifest.summary, help_flags=[], version_flags=[])
            door.default(_opener(found.manifest))
            app.command(door)


def _opener(manifest: Manifest) -> Callable[..., None]:
    def run(*tokens: Tokens) -> None:
        wait_for(_run(the_config(), manifest.id, tokens))

    return run


async def _run(config: Config, plugin: str, tokens: tuple[str, ...]) -> int:
    """Run ``tokens`` in the console of ``plugin``; return the exit code."""
    from tika_bot.app import at_rest
    from tika_bot.config import Log
    from tika_bot.logs import set_up_logs

    set_up_logs(Log(level="warning"), sys.stderr)
    complain = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    try:
        async with at_rest(config, plugin) as host:
            room, known = host.room(plugin, "console"), host.plugins[plugin]
            if room is None:
                complain.print(f"{plugin} can't run here: {known.why or known.state}", style="red")
                return 1
            return await _typed(room.app(known.service), tokens)
    except TikaError as wrong:
        complain.print(f"It didn't work: {wrong.__cause__ or wrong}", style="red")
        return 1


async def _typed(console: App, tokens: tuple[str, ...]) -> int:
    console.result_action = "return_value"
    try:
        code = await console.run_async(list(tokens), exit_on_error=False)
    except CycloptsError:  # it was printed
        return WRONG_USE
    return code if isinstance(code, int) else 0
