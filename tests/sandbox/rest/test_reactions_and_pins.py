"""People react to messages and pin them."""

from urllib.parse import quote

from tika_sandbox.testing.calling import Scene

TEA = quote("🍵")


async def test_reactions_are_counted_per_reader(scene: Scene) -> None:
    number = await scene.said("alice")
    path = f"/channels/{scene.room()}/messages/{number}"

    await scene.by("bruno").fine("PUT", f"{path}/reactions/{TEA}/@me")
    await scene.by("bruno").fine("PUT", f"{path}/reactions/{TEA}/@me")
    await scene.bot.fine("PUT", f"{path}/reactions/{TEA}/@me")

    [mine] = (await scene.by("bruno").fine("GET", path))["reactions"]
    [hers] = (await scene.by("alice").fine("GET", path))["reactions"]
    assert (mine["count"], mine["me"], hers["me"]) == (2, True, False)
    assert mine["emoji"] == {"id": None, "name": "🍵"}
    who = await scene.bot.fine("GET", f"{path}/reactions/{TEA}")
    assert {user["id"] for user in who} == {scene.user("bruno"), scene.bot_id}


async def test_a_reaction_is_taken_back_and_cleared(scene: Scene) -> None:
    number = await scene.said("alice")
    path = f"/channels/{scene.room()}/messages/{number}"
    for name in ("alice", "bruno", "layla"):
        await scene.by(name).fine("PUT", f"{path}/reactions/{TEA}/@me")

    await scene.by("layla").fine("DELETE", f"{path}/reactions/{TEA}/@me")
    refused = await scene.by("layla")("DELETE", f"{path}/reactions/{TEA}/{scene.user('alice')}")
    await scene.bot.fine("DELETE", f"{path}/reactions/{TEA}/{scene.user('alice')}")
    one_left = (await scene.bot.fine("GET", path))["reactions"][0]["count"]
    await scene.bot.fine("DELETE", f"{path}/reactions")

    assert (refused.code, one_left) == (50013, 1)
    assert "reactions" not in await scene.bot.fine("GET", path)


async def test_words_and_strange_emoji_are_unknown(scene: Scene) -> None:
    number = await scene.said("alice")
    path = f"/channels/{scene.room()}/messages/{number}/reactions"

    assert (await scene.bot("PUT", f"{path}/tea/@me")).code == 10014
    assert (await scene.bot("PUT", f"{path}/tea:123456789012345678/@me")).code == 10014


async def test_a_message_takes_twenty_emoji(scene: Scene) -> None:
    number = await scene.said("alice")
    path = f"/channels/{scene.room()}/messages/{number}/reactions"

    statuses = [(await scene.bot("PUT", f"{path}/{quote(chr(0x1F34E + n))}/@me")).code for n in range(21)]

    assert statuses == [None] * 20 + [30010]


async def test_pins_are_listed_newest_first_with_a_notice(scene: Scene) -> None:
    first, second = await scene.said("alice", "one"), await scene.said("alice", "two")
    pins = f"/channels/{scene.room()}/messages/pins"

    refused = await scene.by("alice")("PUT", f"{pins}/{first}")
    await scene.bot.fine("PUT", f"{pins}/{first}")
    await scene.bot.fine("PUT", f"{pins}/{second}")
    listed = await scene.by("alice").fine("GET", pins)
    await scene.bot.fine("DELETE", f"{pins}/{second}")
    left = await scene.by("alice").fine("GET", pins)

    assert refused.code == 50013
    assert [item["message"]["content"] for item in listed["items"]] == ["two", "one"]
    assert [item["message"]["content"] for item in left["items"]] == ["one"]
    newest = (await scene.bot.fine("GET", f"/channels/{scene.room()}/messages?limit=1"))[0]
    assert newest["type"] == 6
