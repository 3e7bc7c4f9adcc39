"""``tika sandbox`` and what it can do beside running: the local Discord, for any bot in any language."""

import asyncio
import sys
from pathlib import Path

from cyclopts import App

sandbox = App(name="sandbox", help="Run the local Discord alone, for any bot in any language.")


@sandbox.default
def run(*, port: int = 0, data: Path | None = None, json: bool = False, bot_token: str | None = None) -> None:
    """Run the local Discord alone, for any bot in any language.

    Args:
        port: Port to listen on; 0 takes a free one.
        data: Folder that keeps the world; without it the world lasts as long as the command.
        json: Print one machine-readable line instead of words.
        bot_token: Token that the bot logs in with; by default one is made and printed.
    """
    from tika_bot.cli.serving import Stage, serve_sandbox

    sys.exit(asyncio.run(serve_sandbox(Stage(port=port, data=data, json=json, bot_token=bot_token))))


@sandbox.command
def load(  # noqa: PLR0913 - each is an option of the command line
    *, port: int = 0, guilds: int = 10_000, members: int = 1_000_000, events: int = 1_000_000,
    seconds: float = 30.0, rate: float = 0.0, seed: int = 1, mix: str | None = None,
    command: str | None = None, wait: float = 120.0,
) -> None:  # fmt: skip
    """Feed a bot the traffic of thousands of guilds, and report what it managed.

    Prints one JSON line with addresses and token, waits for the bot, sends, and prints the report.

    Args:
        port: Port to listen on; 0 takes a free one.
        guilds: How many guilds the bot is in.
        members: How many members they have altogether.
        events: Stop after so many events.
        seconds: Stop after so many seconds.
        rate: Events a second over all shards; 0 sends as many as the bot reads.
        seed: Two runs with the same seed send the same.
        mix: Shares of what happens, such as messages=80,reactions=15,interactions=5.
        command: The chat command that members run; by default one without required options.
        wait: Give up if the bot isn't there after so many seconds.
    """
    from tika_bot.cli.loading import serve_load
    from tika_sandbox.load.stage import Load
    from tika_sandbox.load.traffic import USUAL, mix_of

    try:
        wanted = Load(
            guilds=guilds, members=members, events=events, seconds=seconds, rate=rate, seed=seed,
            command=command, mix=mix_of(mix) if mix else USUAL,
        )  # fmt: skip
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(2)
    sys.exit(asyncio.run(serve_load(wanted, port=port, wait_s=wait)))


@sandbox.command
def record(
    file: Path, *, port: int = 0, data: Path | None = None, json: bool = False, tika: bool = False,
    bot_token: str | None = None,
) -> None:  # fmt: skip
    """Run the local Discord and write down who does what and what is seen; the file is a test, too.

    Args:
        file: Where the scene goes; it's written anew with each step.
        port: Port to listen on; 0 takes a free one.
        data: Folder that keeps the world; without it the world lasts as long as the command.
        json: Print one machine-readable line instead of words.
        tika: Let Tika itself be the bot.
        bot_token: Token that the bot logs in with; by default one is made and printed.
    """
    from tika_bot.cli.serving import Stage, serve_demo, serve_sandbox

    stage = Stage(port=port, data=data, json=json, bot_token=bot_token, record=file)
    sys.exit(asyncio.run(serve_demo(stage) if tika else serve_sandbox(stage)))
