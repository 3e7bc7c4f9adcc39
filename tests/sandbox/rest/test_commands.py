"""A bot registers commands, and people find what they may run."""

from typing import Any

import pytest

from tika_sandbox.testing.calling import Scene

ORDER = {
    "name": "order",
    "description": "Order a cup",
    "type": 1,
    "integration_types": None,
    "contexts": None,
    "options": [
        {"type": 3, "name": "drink", "description": "Which", "required": True},
        {"type": 4, "name": "cups", "description": "How many", "min_value": 1, "max_value": 9},
    ],
}


def guild_path(scene: Scene, place: int = 0) -> str:
    return f"/applications/{scene.bot_id}/guilds/{scene.guild(place)}/commands"


async def index(scene: Scene, name: str, place: int = 0) -> list[str]:
    path = f"/channels/{scene.room(place=place)}/application-command-index"
    return [row["name"] for row in (await scene.by(name).fine("GET", path))["application_commands"]]


async def test_a_bulk_write_answers_whole_commands_and_keeps_ids(scene: Scene) -> None:
    first = await scene.bot.fine("PUT", guild_path(scene), [ORDER, {"name": "menu", "description": "Card"}])
    second = await scene.bot.fine("PUT", guild_path(scene), [{**ORDER, "description": "Order another"}])
    listed = await scene.bot.fine("GET", guild_path(scene))

    assert second[0]["id"] == first[0]["id"]
    assert second[0]["version"] != first[0]["version"]
    assert [row["name"] for row in listed] == ["order"]
    assert second[0]["integration_types"] == [0]
    assert await scene.bot.fine("GET", guild_path(scene, 1)) == []


async def test_single_commands_are_made_changed_and_deleted(scene: Scene) -> None:
    path = f"/applications/{scene.bot_id}/commands"

    made = await scene.bot("POST", path, ORDER)
    over = await scene.bot("POST", path, ORDER)
    changed = await scene.bot.fine("PATCH", f"{path}/{made.body['id']}", {"description": "Two cups"})
    await scene.bot.fine("DELETE", f"{path}/{made.body['id']}")

    assert (made.status, over.status, over.body["id"]) == (201, 200, made.body["id"])
    assert changed["description"] == "Two cups" and changed["options"] == made.body["options"]
    assert (await scene.bot("GET", f"{path}/{made.body['id']}")).code == 10063


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Big", "description": "x"},
        {"name": "two words", "description": "x"},
        {"name": "x", "description": ""},
        {"name": "x", "description": "x" * 101},
        {"name": "x", "description": "x", "options": [
            {"type": 3, "name": "a", "description": "x"},
            {"type": 3, "name": "b", "description": "x", "required": True}]},
        {"name": "x", "description": "x", "options": [
            {"type": 3, "name": "a", "description": "x"}, {"type": 3, "name": "a", "description": "x"}]},
        {"name": "x", "type": 2, "description": "menus have none"},
    ],
)  # fmt: skip
async def test_a_bad_command_is_refused(scene: Scene, wrong: dict[str, Any]) -> None:
    answer = await scene.bot("POST", guild_path(scene), wrong)

    scene.play.problems.clear()
    assert answer.code == 50035


async def test_a_hundred_commands_and_no_more(scene: Scene) -> None:
    many = [{"name": f"c{n}", "description": "x"} for n in range(101)]

    refused = await scene.bot("PUT", guild_path(scene), many)
    taken = await scene.bot("PUT", guild_path(scene), many[:100])
    one_more = await scene.bot("POST", guild_path(scene), many[100])

    scene.play.problems.clear()
    assert (refused.code, taken.status, one_more.code) == (30032, 200, 30032)


async def test_two_hundred_new_commands_a_day(scene: Scene) -> None:
    for round_ in range(2):
        many = [{"name": f"c{round_}x{n}", "description": "x"} for n in range(100)]
        await scene.bot.fine("PUT", guild_path(scene), many)

    known = await scene.bot("PUT", guild_path(scene), many[:5])
    new = await scene.bot("PUT", guild_path(scene), [ORDER])
    elsewhere = await scene.bot("PUT", guild_path(scene, 1), [ORDER])

    assert (known.status, new.code, elsewhere.status) == (200, 30034, 200)


async def test_the_index_shows_what_one_may_run_here(scene: Scene) -> None:
    await scene.bot.fine(
        "PUT", f"/applications/{scene.bot_id}/commands", [{"name": "help", "description": "x"}]
    )
    await scene.bot.fine(
        "PUT", guild_path(scene),
        [ORDER, {"name": "sweep", "description": "x", "default_member_permissions": str(1 << 13)},
         {"name": "secret", "description": "x", "default_member_permissions": "0"}],
    )  # fmt: skip

    assert await index(scene, "alice") == ["help", "order"]
    assert await index(scene, "bruno") == ["help", "order", "secret", "sweep"]
    assert await index(scene, "alice", 1) == ["help"]


async def test_nobody_writes_anothers_commands(scene: Scene) -> None:
    answer = await scene.bot("GET", f"/applications/{scene.user('alice')}/commands")

    assert answer.code == 10002
