"""People and the bot post, read, change and delete messages over HTTP, and read Discord's own errors."""

import aiohttp
import pytest

from tika_sandbox.testing.calling import Json, Scene


async def test_a_message_comes_back_whole_and_in_no_other_guild(scene: Scene) -> None:
    room = scene.room()

    sent = await scene.by("alice").fine(
        "POST", f"/channels/{room}/messages", {"content": "hello", "nonce": "7"}
    )
    read = await scene.bot.fine("GET", f"/channels/{room}/messages/{sent['id']}")
    there = await scene.bot.fine("GET", f"/channels/{scene.room(place=1)}/messages")

    assert sent["nonce"] == "7" and "nonce" not in read
    assert {key: sent[key] for key in read if key in sent} == read
    assert there == []


async def test_pages_go_before_after_and_around(scene: Scene) -> None:
    ids = [await scene.said("alice", f"number {n}") for n in range(7)]
    path = f"/channels/{scene.room()}/messages"

    async def page(query: str) -> list[str]:
        return [row["id"] for row in await scene.by("bruno").fine("GET", f"{path}?{query}")]

    assert await page("limit=3") == ids[:-4:-1]
    assert await page(f"before={ids[3]}&limit=2") == [ids[2], ids[1]]
    assert await page(f"after={ids[3]}&limit=2") == [ids[5], ids[4]]
    assert await page(f"around={ids[3]}&limit=3") == [ids[4], ids[3], ids[2]]
    assert (await scene.by("bruno")("GET", f"{path}?limit=101")).code == 50035


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"content": ""}, 50006),
        ({"content": "   "}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({"embeds": [{"title": "x" * 257}]}, 50035),
        ({"embeds": [{"fields": [{"name": "", "value": "x"}]}]}, 50035),
        ({"embeds": [{}]}, 50035),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, 50035),
        ({"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 1}]}]}, 50035),
        ({"content": "x", "components": [{"type": 1, "components": []}] * 6}, 50035),
        ({"content": "x", "components": [{"type": 10, "content": "new"}]}, 50035),
        ({"content": "x", "flags": 32768, "components": [{"type": 10, "content": "new"}]}, 50035),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035),
        ({"content": "x", "message_reference": {"message_id": "5"}}, 50035),
    ],
)
async def test_a_bad_message_is_refused_with_discords_code(scene: Scene, body: Json, code: int) -> None:
    answer = await scene.bot("POST", f"/channels/{scene.room()}/messages", body)

    scene.play.problems.clear()  # the description's judge objects to some of these bodies as well
    assert (answer.status, answer.code) == (400, code)


async def test_an_error_tree_names_the_field(scene: Scene) -> None:
    body = {"embeds": [{"title": "fine"}, {"title": "x" * 257}]}

    answer = await scene.bot("POST", f"/channels/{scene.room()}/messages", body)

    scene.play.problems.clear()
    assert answer.body["errors"]["embeds"]["1"]["title"]["_errors"][0]["code"] == "BASE_TYPE_MAX_LENGTH"


async def test_people_send_neither_embeds_nor_components(scene: Scene) -> None:
    answer = await scene.by("alice")(
        "POST", f"/channels/{scene.room()}/messages", {"content": "x", "embeds": [{"title": "t"}]}
    )

    assert answer.code == 50035


async def test_an_enforced_nonce_posts_once(scene: Scene) -> None:
    body = {"content": "once", "nonce": "abc", "enforce_nonce": True}
    path = f"/channels/{scene.room()}/messages"

    first = await scene.bot.fine("POST", path, body)
    again = await scene.bot.fine("POST", path, body)

    assert first["id"] == again["id"]
    assert len(await scene.bot.fine("GET", path)) == 1


async def test_files_can_be_fetched_and_embeds_point_at_them(scene: Scene, picture: bytes) -> None:
    body = {
        "embeds": [{"title": "card", "image": {"url": "attachment://card.png"}}],
        "attachments": [{"id": 0, "filename": "card.png", "description": "Alice's card"}],
    }

    sent = await scene.bot.fine(
        "POST", f"/channels/{scene.room()}/messages", body, files={"card.png": picture}
    )

    [file] = sent["attachments"]
    assert (file["width"], file["height"], file["description"]) == (2, 3, "Alice's card")
    assert sent["embeds"][0]["image"]["url"] == file["url"]
    async with aiohttp.request("GET", file["url"]) as response:
        assert await response.read() == picture


async def test_an_edit_keeps_the_files_it_names(scene: Scene) -> None:
    path = f"/channels/{scene.room()}/messages"
    sent = await scene.bot.fine("POST", path, {"content": "two"}, files={"a.txt": b"a", "b.txt": b"b"})
    keep = [{"id": sent["attachments"][1]["id"]}]

    edited = await scene.bot.fine("PATCH", f"{path}/{sent['id']}", {"content": "one", "attachments": keep})

    assert [file["filename"] for file in edited["attachments"]] == ["b.txt"]
    assert edited["content"] == "one" and edited["edited_timestamp"] is not None


async def test_only_its_author_edits_a_message(scene: Scene) -> None:
    number = await scene.said("alice")

    answer = await scene.bot("PATCH", f"/channels/{scene.room()}/messages/{number}", {"content": "no"})

    assert (answer.status, answer.code) == (403, 50005)


async def test_an_edit_that_leaves_nothing_is_refused(scene: Scene) -> None:
    number = await scene.said("alice")

    answer = await scene.by("alice")("PATCH", f"/channels/{scene.room()}/messages/{number}", {"content": ""})

    assert answer.code == 50006


async def test_deleting_others_messages_takes_a_permission(scene: Scene) -> None:
    number = await scene.said("alice")
    path = f"/channels/{scene.room()}/messages/{number}"

    refused = await scene.by("layla")("DELETE", path)
    done = await scene.by("bruno")("DELETE", path)
    gone = await scene.bot("GET", path)

    assert (refused.code, done.status, gone.code) == (50013, 204, 10008)


async def test_bulk_delete_takes_two_to_a_hundred(scene: Scene) -> None:
    ids = [await scene.said("alice", str(n)) for n in range(3)]
    path = f"/channels/{scene.room()}/messages"

    too_few = await scene.bot("POST", f"{path}/bulk-delete", {"messages": ids[:1]})
    done = await scene.bot("POST", f"{path}/bulk-delete", {"messages": ids[:2]})

    scene.play.problems.clear()
    assert (too_few.code, done.status) == (50016, 204)
    assert [row["id"] for row in await scene.bot.fine("GET", path)] == [ids[2]]


async def test_a_reply_carries_what_it_answers(scene: Scene) -> None:
    number = await scene.said("alice", "question")

    reply = await scene.bot.fine(
        "POST",
        f"/channels/{scene.room()}/messages",
        {
            "content": "answer",
            "message_reference": {"message_id": int(number)},
            "allowed_mentions": {"parse": [], "replied_user": True},
        },
    )

    assert reply["type"] == 19
    assert reply["referenced_message"]["content"] == "question"
    assert [user["id"] for user in reply["mentions"]] == [scene.user("alice")]


async def test_mentions_obey_what_the_sender_allows(scene: Scene) -> None:
    alice, bruno = scene.user("alice"), scene.user("bruno")
    body = {
        "content": f"<@{alice}> <@{bruno}> @everyone",
        "allowed_mentions": {"parse": [], "users": [alice]},
    }

    sent = await scene.bot.fine("POST", f"/channels/{scene.room()}/messages", body)

    assert [user["id"] for user in sent["mentions"]] == [alice]
    assert sent["mention_everyone"] is False


async def test_new_components_come_back_with_ids_and_media(scene: Scene, picture: bytes) -> None:
    tree = [
        {
            "type": 17,
            "accent_color": 0x4F9D69,
            "components": [
                {"type": 10, "content": "# Board"},
                {"type": 9, "components": [{"type": 10, "content": "row"}],
                 "accessory": {"type": 11, "media": {"url": "attachment://x.png"}}},
                {"type": 12, "items": [{"media": {"url": "attachment://x.png"}}]},
                {"type": 14, "divider": True, "spacing": 2},
                {"type": 13, "file": {"url": "attachment://x.png"}},
                {"type": 1, "components": [{"type": 2, "style": 2, "label": "More", "custom_id": "more"}]},
            ],
        }
    ]  # fmt: skip

    sent = await scene.bot.fine(
        "POST",
        f"/channels/{scene.room()}/messages",
        {"flags": 32768, "components": tree},
        files={"x.png": picture},
    )

    inside = sent["components"][0]["components"]
    assert inside[2]["items"][0]["media"]["url"] == sent["attachments"][0]["url"]
    assert inside[4]["name"] == "x.png"
    assert inside[5]["components"][0]["custom_id"] == "more"
