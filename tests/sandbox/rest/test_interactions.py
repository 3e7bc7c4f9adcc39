"""Alice uses commands, buttons and forms with nothing but HTTP; the application answers the same way."""

from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from tika_sandbox.testing.calling import Answer, Json, Scene
from tika_sandbox.world.asking import LIFE, expire
from tika_sandbox.world.requests import Interaction

ORDER = {
    "name": "order",
    "description": "Order a cup",
    "options": [
        {"type": 3, "name": "drink", "description": "Which", "required": True, "max_length": 20},
        {"type": 4, "name": "cups", "description": "How many", "min_value": 1, "max_value": 9},
        {"type": 6, "name": "guest", "description": "For whom"},
        {"type": 11, "name": "photo", "description": "Of what"},
        {"type": 3, "name": "milk", "description": "How", "choices": [{"name": "None", "value": "none"}]},
    ],
}
JOIN = [
    {
        "type": 1,
        "components": [
            {"type": 2, "style": 1, "label": "Join", "custom_id": "join"},
            {"type": 2, "style": 1, "label": "Full", "custom_id": "full", "disabled": True},
        ],
    },
    {
        "type": 1,
        "components": [
            {"type": 3, "custom_id": "pick", "max_values": 2,
             "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]},
        ],
    },
]  # fmt: skip
FORM = {
    "title": "Write",
    "custom_id": "write",
    "components": [
        {"type": 1, "components": [
            {"type": 4, "custom_id": "words", "style": 1, "label": "Words", "min_length": 2}]},
    ],
}  # fmt: skip


async def order(scene: Scene, *options: Json, name: str = "alice", files: Json = None) -> Answer:
    """Let somebody run /order, registering it first."""
    path = f"/applications/{scene.bot_id}/guilds/{scene.guild()}/commands"
    [command] = await scene.bot.fine("PUT", path, [ORDER])
    body = {
        "type": 2, "application_id": scene.bot_id, "guild_id": scene.guild(), "channel_id": scene.room(),
        "session_id": "any", "nonce": "n1",
        "data": {"id": command["id"], "name": "order", "type": 1, "options": list(options)},
    }  # fmt: skip
    return await scene.by(name)("POST", "/interactions", body, files=files)


DRINK = {"type": 3, "name": "drink", "value": "assam"}


def newest(scene: Scene) -> Interaction:
    return list(scene.play.facts.world.interactions)[-1]


async def answer(scene: Scene, kind: int, data: Json = None, **more: Json) -> Answer:
    asked = newest(scene)
    body = {"type": kind} if data is None else {"type": kind, "data": data}
    path = f"/interactions/{asked.id}/{asked.token}/callback?with_response=true"
    return await scene.nobody("POST", path, body, **more)


def hook(scene: Scene) -> str:
    return f"/webhooks/{scene.bot_id}/{newest(scene).token}"


async def touch(scene: Scene, message_id: str, data: Json, name: str = "alice") -> Answer:
    body = {
        "type": 3, "application_id": scene.bot_id, "guild_id": scene.guild(), "channel_id": scene.room(),
        "session_id": "any", "message_id": message_id, "data": data,
    }  # fmt: skip
    return await scene.by(name)("POST", "/interactions", body)


async def test_an_answer_is_in_the_channels_history_with_its_origin(scene: Scene) -> None:
    assert (await order(scene, DRINK)).status == 204
    answered = await answer(scene, 4, {"content": "one assam"})

    [read] = await scene.by("alice").fine("GET", f"/channels/{scene.room()}/messages")
    there = await scene.by("alice").fine("GET", f"/channels/{scene.room(place=1)}/messages")

    assert answered.body["resource"]["message"]["id"] == read["id"]
    assert answered.body["interaction"]["response_message_ephemeral"] is False
    assert (read["content"], read["type"]) == ("one assam", 20)
    assert read["interaction_metadata"]["user"]["id"] == scene.user("alice")
    assert read["interaction"]["name"] == "order"
    assert there == []


async def test_without_with_response_the_callback_answers_nothing(scene: Scene) -> None:
    await order(scene, DRINK)
    asked = newest(scene)

    done = await scene.nobody(
        "POST", f"/interactions/{asked.id}/{asked.token}/callback", {"type": 4, "data": {"content": "x"}}
    )

    assert (done.status, done.body) == (204, None)


@pytest.mark.parametrize(
    "option",
    [
        {"type": 3, "name": "drink", "value": "x" * 21},
        {"type": 4, "name": "cups", "value": 10},
        {"type": 4, "name": "cups", "value": "many"},
        {"type": 6, "name": "guest", "value": "1"},
        {"type": 3, "name": "milk", "value": "oat"},
        {"type": 3, "name": "sugar", "value": "x"},
    ],
)
async def test_options_that_the_command_does_not_take_are_refused(scene: Scene, option: Json) -> None:
    given = [option] if option["name"] == "drink" else [DRINK, option]

    refused = await order(scene, *given)

    assert refused.code in (50035, 10013)
    assert len(scene.play.facts.world.interactions) == 0


async def test_a_required_option_cant_be_missing(scene: Scene) -> None:
    assert (await order(scene)).code == 50035


async def test_users_and_files_arrive_resolved(scene: Scene) -> None:
    guest = {"type": 6, "name": "guest", "value": scene.user("bruno")}
    photo = {"type": 11, "name": "photo", "value": 0}
    heard: list[Json] = []
    world = scene.play.facts.world
    world.journal.subscribe(heard.append)

    assert (await order(scene, DRINK, guest, photo, files={"cup.txt": b"a cup"})).status == 204

    from tika_sandbox.payloads.interactions import asked as payload

    resolved = payload(world, newest(scene))["data"]["resolved"]
    [file] = resolved["attachments"].values()
    assert resolved["users"][scene.user("bruno")]["username"] == "bruno"
    assert "user" not in resolved["members"][scene.user("bruno")]
    assert file["filename"] == "cup.txt"
    async with aiohttp.request("GET", file["url"]) as response:
        assert await response.read() == b"a cup"


async def test_a_second_answer_and_a_late_one_are_refused(scene: Scene) -> None:
    await order(scene, DRINK)
    await answer(scene, 4, {"content": "first"})
    second = await answer(scene, 4, {"content": "second"})

    await order(scene, DRINK)
    expire(scene.play.facts.world, newest(scene).id)
    late = await answer(scene, 4, {"content": "late"})
    follow_up = await scene.nobody("POST", hook(scene), {"content": "late too"})

    assert (second.status, second.code) == (400, 40060)
    assert (late.status, late.code) == (404, 10062)
    assert follow_up.code == 10015


async def test_a_token_is_worthless_after_fifteen_minutes(scene: Scene) -> None:
    await order(scene, DRINK)
    await answer(scene, 4, {"content": "first"})
    world, asked = scene.play.facts.world, newest(scene)
    world.interactions.put(replace(asked, at=asked.at - LIFE - timedelta(seconds=1)))

    late = await scene.nobody("PATCH", hook(scene) + "/messages/@original", {"content": "x"})

    assert (late.status, late.code) == (401, 50027)


async def test_thinking_ends_with_the_first_follow_up(scene: Scene) -> None:
    await order(scene, DRINK)
    thinking = await answer(scene, 5)
    [shown] = await scene.by("bruno").fine("GET", f"/channels/{scene.room()}/messages")
    first = await scene.nobody.fine("POST", hook(scene), {"content": "done"})
    second = await scene.nobody.fine("POST", hook(scene), {"content": "and more"})
    original = await scene.nobody.fine("GET", hook(scene) + "/messages/@original")

    assert thinking.body["interaction"]["response_message_loading"] is True
    assert shown["flags"] & 128
    assert first["id"] == shown["id"] == original["id"]
    assert (original["content"], original["flags"]) == ("done", 0)
    assert second["message_reference"]["message_id"] == original["id"]


async def test_the_original_is_edited_and_deleted(scene: Scene) -> None:
    await order(scene, DRINK)
    await answer(scene, 4, {"content": "first", "components": JOIN})

    edited = await scene.nobody.fine(
        "PATCH", hook(scene) + "/messages/@original", {"content": "second", "components": []}
    )
    await scene.nobody.fine("DELETE", hook(scene) + "/messages/@original")
    gone = await scene.nobody("GET", hook(scene) + "/messages/@original")

    assert (edited["content"], edited["components"]) == ("second", [])
    assert gone.code == 10008
    assert await scene.bot.fine("GET", f"/channels/{scene.room()}/messages") == []


async def test_an_ephemeral_answer_is_in_nobodys_history(scene: Scene) -> None:
    await order(scene, DRINK)
    answered = await answer(scene, 4, {"content": "psst", "flags": 64, "components": JOIN})
    number = answered.body["resource"]["message"]["id"]

    for name in ("alice", "bruno"):
        assert await scene.by(name).fine("GET", f"/channels/{scene.room()}/messages") == []
        one = await scene.by(name)("GET", f"/channels/{scene.room()}/messages/{number}")
        assert one.code == 10008
    read = await scene.nobody.fine("GET", hook(scene) + "/messages/@original")
    assert (read["content"], read["flags"]) == ("psst", 64)
    assert (await touch(scene, number, {"component_type": 2, "custom_id": "join"}, "bruno")).code == 10008
    assert (await touch(scene, number, {"component_type": 2, "custom_id": "join"})).status == 204


async def test_a_click_updates_the_message_it_was_on(scene: Scene) -> None:
    sent = await scene.bot.fine(
        "POST", f"/channels/{scene.room()}/messages", {"content": "who?", "components": JOIN}
    )

    await touch(scene, sent["id"], {"component_type": 2, "custom_id": "join"})
    updated = await answer(scene, 7, {"content": "alice!"})
    [read] = await scene.by("bruno").fine("GET", f"/channels/{scene.room()}/messages")

    assert updated.body["resource"]["message"]["content"] == "alice!"
    assert (read["content"], len(read["components"])) == ("alice!", 2)


@pytest.mark.parametrize(
    "data",
    [
        {"component_type": 2, "custom_id": "full"},
        {"component_type": 2, "custom_id": "nowhere"},
        {"component_type": 3, "custom_id": "pick", "values": ["c"]},
        {"component_type": 3, "custom_id": "pick", "values": []},
        {"component_type": 3, "custom_id": "pick", "values": ["a", "a"]},
    ],
)
async def test_what_isnt_offered_cant_be_clicked(scene: Scene, data: Json) -> None:
    sent = await scene.bot.fine(
        "POST", f"/channels/{scene.room()}/messages", {"content": "who?", "components": JOIN}
    )

    assert (await touch(scene, sent["id"], data)).code == 50035


async def test_a_form_is_filled_once_and_checked(scene: Scene) -> None:
    await order(scene, DRINK)
    await answer(scene, 9, FORM)

    async def submit(words: str) -> Answer:
        body = {
            "type": 5, "application_id": scene.bot_id, "guild_id": scene.guild(),
            "channel_id": scene.room(), "session_id": "any",
            "data": {"custom_id": "write", "components": [
                {"type": 1, "components": [{"type": 4, "custom_id": "words", "value": words}]}]},
        }  # fmt: skip
        return await scene.by("alice")("POST", "/interactions", body)

    assert (await submit("x")).code == 50035
    assert (await submit("tea")).status == 204
    assert newest(scene).data["components"][0]["components"][0]["value"] == "tea"
    again = await answer(scene, 9, FORM)
    assert again.code == 50035
    assert (await answer(scene, 4, {"content": "thanks"})).status == 200
    assert (await submit("tea")).code == 50035


async def test_an_unknown_command_and_one_that_isnt_ones_own_are_the_same(scene: Scene) -> None:
    path = f"/applications/{scene.bot_id}/guilds/{scene.guild()}/commands"
    secret = {"name": "secret", "description": "x", "default_member_permissions": "0"}
    [command] = await scene.bot.fine("PUT", path, [secret])
    body = {
        "type": 2, "application_id": scene.bot_id, "guild_id": scene.guild(), "channel_id": scene.room(),
        "session_id": "any", "data": {"id": command["id"], "name": "secret", "type": 1},
    }  # fmt: skip

    assert (await scene.by("alice")("POST", "/interactions", body)).code == 10063
    assert (await scene.by("bruno")("POST", "/interactions", body)).status == 204
    body["data"] = {"id": "1", "name": "none", "type": 1}
    assert (await scene.by("bruno")("POST", "/interactions", body)).code == 10063
