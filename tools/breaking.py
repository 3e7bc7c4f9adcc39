"""Break the house on purpose, one small way at a time, and see that the test that should notice does.

A journey that stays green while the thing it tells of is broken tells nothing. Each break is made in a copy
of the tree; prints break → test → red or green, and exits with 1 if any stayed green. Runs a few minutes:

    python tools/breaking.py            # all
    python tools/breaking.py nonce      # those with this word in their name
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tika_sandbox.wire.checking import DESCRIPTION, find_description

HERE = Path(__file__).resolve().parent.parent
COPIED = ("src", "tests", "pyproject.toml")
ALL_GREEN, SOME_RED = 0, 1
"""pytest's exit codes."""

PATIENCE_S = 300


@dataclass(frozen=True, slots=True)
class Break:
    """A small change to one file under ``src``, and the test that must notice."""

    name: str
    file: str
    old: str
    new: str
    test: str


BREAKS = (
    Break(
        "XP is heard but never written",
        "tika_bot/plugins/levels/service/writing.py",
        "        for _ in range(2):  # what is under way",
        "        for _ in range(0):  # what is under way",
        "tests/journeys/test_restarts.py::test_a_clean_stop_in_the_middle_of_a_talk_counts_every_word",
    ),
    Break(
        "a timer is deleted before it rings",
        "tika_bot/core/timers.py",
        "                await ring(timer)\n",
        "                await self._settle(timer, claim, None)\n                await ring(timer)\n",
        "tests/core/test_timers.py::test_after_a_crash_in_the_middle_it_rings_again[sqlite]",
    ),
    Break(
        "a dead process keeps its leases",
        "tika_bot/app.py",
        "            await house.outbox.take_over()\n",
        "",
        "tests/journeys/test_restarts.py::test_what_was_being_said_when_the_plug_was_pulled_is_said_at_the_start",
    ),
    Break(
        "one query of a store forgets the guild",
        "tika_bot/plugins/reminders/store.py",
        "    return (\n        reminders.c.guild_id == guild,\n        reminders.c.member_id == member,\n",
        "    return (\n        reminders.c.member_id == member,\n",
        "tests/house/test_two_guilds.py::test_what_is_done_in_one_guild_does_not_show_in_the_other",
    ),
    Break(
        "row-level security lets every row pass",
        "tika_bot/storage/guarding.py",
        'own = f"guild_id = {HERE}"',
        'own = "true"',
        "tests/core/test_isolation.py::test_no_guild_reads_anothers_rows",
    ),
    Break(
        "rights are not asked for",
        "tika_bot/core/permits.py",
        "        if missing:\n            raise PermissionMissing(permissions",
        "        if False:\n            raise PermissionMissing(permissions",
        "tests/house/test_two_guilds.py::test_an_ordinary_member_is_refused_what_admins_do",
    ),
    Break(
        "a field of a payload is misspelt",
        "tika_sandbox/payloads/messages.py",
        '"edited_timestamp": moment',
        '"edited_timestmap": moment',
        "tests/sandbox/test_interactions.py",
    ),
    Break(
        "buttons get another prefix",
        "tika_bot/core/actions.py",
        'text = ":".join((plugin, verb, *parts))',
        'text = ":".join((plugin + "s", verb, *parts))',
        "tests/journeys/test_restarts.py::test_what_was_posted_before_a_restart_still_answers",
    ),
    Break(
        "the outbox's key is not the message's nonce",
        "tika_bot/bot/speaking.py",
        "channel.send(nonce=row.nonce, ",
        "channel.send(",
        "tests/journeys/test_broken_parts.py::test_a_message_whose_answer_was_lost_is_not_said_again",
    ),
    Break(
        "a German is answered in English",
        "tika_bot/bot/boundary.py",
        "return interaction.locale.value",
        'return "en-US"',
        "tests/journeys/test_languages.py::test_every_command_answers_a_german_in_german",
    ),
)


def result_of(tree: Path, tests: list[str]) -> int:
    """Return pytest's exit code for ``tests`` in ``tree``."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
    home = {**os.environ, "PYTHONPATH": str(tree / "src")}
    description = find_description()
    if description is not None:  # it lies beside the checkout, not beside the copy
        home[DESCRIPTION] = str(description)
    done = subprocess.run(command, cwd=tree, env=home, capture_output=True, timeout=PATIENCE_S, check=False)
    told = done.stdout.decode()
    if done.returncode not in (ALL_GREEN, SOME_RED):
        print(told[-2000:])
    if done.returncode == ALL_GREEN and " passed" not in told:
        sys.exit(f"breaking: all of {', '.join(tests)} was skipped; CONTRIBUTING.md says what it needs")
    return done.returncode


def make(broken: Break, tree: Path) -> str:
    """Break ``tree`` and return what its file held.

    Raises:
        SystemExit: the file has changed: the break must follow it.
    """
    file = tree / "src" / broken.file
    text = file.read_text(encoding="utf-8")
    if text.count(broken.old) != 1:
        sys.exit(f"breaking: {broken.name}: {broken.file} doesn't hold once {broken.old!r}")
    file.write_text(text.replace(broken.old, broken.new), encoding="utf-8")
    return text


def main(words: list[str]) -> int:
    """Make every break, run its test, tell what came of it; return the exit code."""
    chosen = [broken for broken in BREAKS if all(word in broken.name for word in words)]
    stayed_green = 0
    with tempfile.TemporaryDirectory(prefix="tika-breaking-") as folder:
        tree = Path(folder)
        for name in COPIED:
            source = HERE / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, tree / name)
        if result_of(tree, sorted({broken.test for broken in chosen})) != ALL_GREEN:
            print("breaking: the tests aren't green before anything is broken")
            return 1
        for broken in chosen:
            before = make(broken, tree)
            is_red = result_of(tree, [broken.test]) == SOME_RED
            (tree / "src" / broken.file).write_text(before, encoding="utf-8")
            stayed_green += not is_red
            print(f"{'red  ' if is_red else 'GREEN'}  {broken.name}  →  {broken.test}", flush=True)
    return 1 if stayed_green else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
