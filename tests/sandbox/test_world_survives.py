"""A world with a data folder is the same world after a restart, a kill, or a log torn in mid-line."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tika_sandbox.demo import build_demo
from tika_sandbox.keeping import Keeper
from tika_sandbox.testing import stage
from tika_sandbox.world.drafts import Draft, Upload
from tika_sandbox.world.entities import Message
from tika_sandbox.world.messages import post
from tika_sandbox.world.principals import Person
from tika_sandbox.world.requests import COMMAND, Interaction
from tika_sandbox.world.state import World

WITH_A_FILE = Draft("kettle on", uploads=(Upload("tea.txt", b"assam", "text/plain"),))


@contextmanager
def opened(folder: Path) -> Iterator[World]:
    world = World()
    keeper = Keeper.open(world, folder)
    try:
        yield world
    finally:
        keeper.close()


def rows(world: World) -> dict[str, list[object]]:
    return {name: list(table) for name, table in world.tables.items()}


def say_something_in(world: World) -> Message:
    facts = build_demo(world)
    channel = next(row for row in world.channels.within(facts.guilds[0].id).values() if row.name == "general")
    return post(world, Person(facts.users[0].id), channel.id, WITH_A_FILE)


def killed(folder: Path) -> Path:
    """Return a copy of ``folder`` as the disk would show it, had the process died just now."""
    return Path(shutil.copytree(folder, folder.with_name(folder.name + "-later")))


async def test_people_find_their_messages_after_a_restart(tmp_path: Path) -> None:
    async with stage(data=tmp_path) as play:
        await (await play.person("alice")).says("see you tomorrow")

    async with stage(data=tmp_path) as play:
        bruno = await play.person("bruno")

        elsewhere = await (await play.person("bruno", guild=1)).messages()

        assert (await bruno.messages())[-1].content == "see you tomorrow"
        assert "see you tomorrow" not in [one.content for one in elsewhere]


def test_every_row_comes_back_as_it_was(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        say_something_in(world)

    with opened(tmp_path) as again:
        assert rows(again) == rows(world)


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        message = say_something_in(world)
        left = killed(tmp_path)

    with opened(left) as again:
        assert rows(again) == rows(world)
        assert again.blobs.get(again.messages[message.id].attachments[0].blob) == b"assam"


def test_a_torn_last_line_costs_only_that_line(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        say_something_in(world)
        left = killed(tmp_path)
    with (left / "changes.jsonl").open("ab") as log:
        log.write(b'["messages",1,{"id":1,"chan')

    with opened(left) as again:
        assert rows(again) == rows(world)


def test_a_log_that_the_snapshot_already_holds_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        say_something_in(world)
        log = (tmp_path / "changes.jsonl").read_bytes()
    (tmp_path / "changes.jsonl").write_bytes(log)  # killed between writing the one and emptying the other

    with opened(tmp_path) as again:
        assert rows(again) == rows(world)


def test_what_was_deleted_stays_deleted(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        message = say_something_in(world)
        world.messages.drop(message.id)
        left = killed(tmp_path)

    with opened(left) as again:
        assert message.id not in again.messages


def test_a_file_that_was_sent_again_outlives_the_first(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        first = say_something_in(world)
        world.messages.drop(first.id)
        second = post(world, Person(first.author_id), first.channel_id, WITH_A_FILE)
        left = killed(tmp_path)

    with opened(left) as again:
        assert again.blobs.get(second.attachments[0].blob) == b"assam"


def test_files_that_nobody_has_any_more_leave_the_folder(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        message = say_something_in(world)
        world.blobs.put(b"left behind by a kill")
        kept = [one.name for one in (tmp_path / "blobs").iterdir()]
    with opened(tmp_path) as again:
        swept = [one.name for one in (tmp_path / "blobs").iterdir()]

        again.messages.drop(message.id)

        assert len(kept) == 2
        assert swept == [message.attachments[0].blob]
        assert not list((tmp_path / "blobs").iterdir())


def test_a_file_given_to_a_command_comes_back(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        message = say_something_in(world)
        asked = Interaction(
            world.new_id(), "t", COMMAND, 1, message.author_id, message.channel_id, message.guild_id,
            world.now(), {}, attachments=message.attachments,
        )  # fmt: skip
        world.interactions.put(asked)

    with opened(tmp_path) as again:
        assert again.interactions[asked.id] == asked


def test_ids_go_on_where_they_were(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        message = say_something_in(world)

    with opened(tmp_path) as again:
        assert again.new_id() > message.id


def test_ten_thousand_messages_are_back_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        facts = build_demo(world)
        texts = [row for row in world.channels if row.name == "general"]
        for number in range(10_000):
            post(world, Person(facts.users[number % 3].id), texts[number % 2].id, Draft(f"cup {number}"))
        left = killed(tmp_path)

    began = time.process_time()
    with opened(left) as again:
        took = time.process_time() - began

        assert rows(again) == rows(world)
        assert [len(again.messages.within(row.id)) for row in texts] == [5_000, 5_000]
        assert again.history(texts[0].id) == world.history(texts[0].id)
    assert took < 5, f"{took:.1f} s of a processor"
