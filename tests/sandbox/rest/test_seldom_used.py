"""Operations that few bots use and somebody relies on: each answers, and only who may."""

import base64

from tika_sandbox.testing.calling import Scene
from tika_sandbox.world import voices
from tika_sandbox.world.principals import Bot


async def test_a_command_is_read_changed_and_dropped_in_its_scope_only(scene: Scene) -> None:
    everywhere = f"/applications/{scene.bot_id}/commands"
    here, there = (f"/applications/{scene.bot_id}/guilds/{scene.guild(n)}/commands" for n in (0, 1))
    brew = {"name": "brew", "description": "Tea, please", "type": 1}
    wide = await scene.bot.fine("POST", everywhere, brew)
    narrow = await scene.bot.fine("POST", here, brew)

    listed = await scene.bot.fine("GET", everywhere)
    one = await scene.bot.fine("GET", f"{everywhere}/{wide['id']}")
    changed = await scene.bot.fine("PATCH", f"{here}/{narrow['id']}", {"description": "Hot"})
    read = await scene.bot.fine("GET", f"{here}/{narrow['id']}")
    elsewhere = await scene.bot("GET", f"{there}/{narrow['id']}")
    await scene.bot.fine("DELETE", f"{here}/{narrow['id']}")

    assert [row["id"] for row in listed] == [one["id"]] == [wide["id"]]
    assert (one["description"], read["description"]) == ("Tea, please", changed["description"])
    assert elsewhere.code == 10063
    assert (await scene.bot("GET", f"{here}/{narrow['id']}")).code == 10063


async def test_an_application_knows_itself(scene: Scene) -> None:
    me = await scene.bot.fine("GET", "/applications/@me")

    assert (me["id"], me["name"]) == (scene.bot_id, "Tika")
    assert (await scene.by("alice")("GET", "/applications/@me")).code == 20002


async def test_one_emoji_of_all_is_swept_away(scene: Scene) -> None:
    number = await scene.said("alice")
    base = f"/channels/{scene.room()}/messages/{number}/reactions"
    for emoji in ("🍵", "🫖"):
        await scene.by("alice").fine("PUT", f"{base}/{emoji}/@me")

    by_peer = await scene.by("layla")("DELETE", f"{base}/🍵")
    await scene.bot.fine("DELETE", f"{base}/🍵")
    left = await scene.bot.fine("GET", f"/channels/{scene.room()}/messages/{number}")

    assert by_peer.code == 50013
    assert [one["emoji"]["name"] for one in left["reactions"]] == ["🫖"]


async def test_pins_by_their_old_address(scene: Scene) -> None:
    number = await scene.said("alice")
    base = f"/channels/{scene.room()}/pins"
    await scene.bot.fine("PUT", f"/channels/{scene.room()}/messages/pins/{number}")

    shown = await scene.bot.fine("GET", base)
    elsewhere = await scene.bot.fine("GET", f"/channels/{scene.room(place=1)}/pins")
    await scene.bot.fine("DELETE", f"{base}/{number}")

    assert ([row["id"] for row in shown], elsewhere) == ([number], [])
    assert await scene.bot.fine("GET", base) == []


async def test_a_sound_is_heard_once_its_player_sits_there(scene: Scene) -> None:
    whistle = {"name": "whistle", "sound": f"data:audio/ogg;base64,{base64.b64encode(b'OggS....').decode()}"}
    made = await scene.bot.fine("POST", f"/guilds/{scene.guild()}/soundboard-sounds", whistle)
    path, fireside = f"/channels/{scene.room('Fireside')}/send-soundboard-sound", int(scene.room("Fireside"))
    bot = Bot(int(scene.bot_id), int(scene.bot_id))

    absent = await scene.bot("POST", path, {"sound_id": made["sound_id"]})
    voices.move(scene.play.facts.world, bot, int(scene.guild()), fireside)
    await scene.bot.fine("POST", path, {"sound_id": made["sound_id"]})

    assert absent.status >= 400


async def test_people_are_brought_into_a_thread_and_go(scene: Scene) -> None:
    alice, layla = scene.user("alice"), scene.user("layla")
    thread = await scene.bot.fine(
        "POST", f"/channels/{scene.room()}/threads", {"name": "secrets", "type": 12}
    )
    members = f"/channels/{thread['id']}/thread-members"

    for user in (alice, layla):
        await scene.bot.fine("PUT", f"{members}/{user}")
    one = await scene.bot.fine("GET", f"{members}/{alice}?with_member=true")
    await scene.by("alice").fine("DELETE", f"{members}/@me")
    await scene.bot.fine("DELETE", f"{members}/{layla}")
    left = await scene.bot.fine("GET", members)

    assert one["member"]["user"]["username"] == "alice"
    assert [row["user_id"] for row in left] == [scene.bot_id]
    assert (await scene.by("alice")("GET", f"/channels/{thread['id']}")).status in (403, 404)


async def test_private_threads_of_others_are_listed_for_those_who_keep_order(scene: Scene) -> None:
    path = f"/channels/{scene.room()}"
    thread = await scene.bot.fine("POST", f"{path}/threads", {"name": "secrets", "type": 12})
    await scene.bot.fine("PATCH", f"/channels/{thread['id']}", {"archived": True})

    listed = await scene.by("bruno").fine("GET", f"{path}/threads/archived/private")
    by_alice = await scene.by("alice")("GET", f"{path}/threads/archived/private")
    elsewhere = await scene.bot.fine("GET", f"/channels/{scene.room(place=1)}/threads/archived/private")

    assert [row["id"] for row in listed["threads"]] == [thread["id"]]
    assert by_alice.code == 50013
    assert elsewhere["threads"] == []


async def test_several_are_banned_at_once_and_who_stands_too_high_is_named(scene: Scene) -> None:
    guild = f"/guilds/{scene.guild()}"
    otto, bruno = scene.user("otto"), scene.user("bruno")

    done = await scene.bot.fine("POST", f"{guild}/bulk-ban", {"user_ids": [otto, bruno]})
    ban = await scene.bot.fine("GET", f"{guild}/bans/{otto}")
    elsewhere = await scene.bot("GET", f"/guilds/{scene.guild(1)}/bans/{otto}")

    assert done == {"banned_users": [otto], "failed_users": [bruno]}
    assert (ban["user"]["id"], elsewhere.code) == (otto, 10026)


async def test_a_role_is_read_and_its_members_are_counted(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/roles"
    keeper = next(row for row in await scene.bot.fine("GET", base) if row["name"] == "Keeper")

    one = await scene.bot.fine("GET", f"{base}/{keeper['id']}")
    counts = await scene.bot.fine("GET", f"{base}/member-counts")
    elsewhere = await scene.bot("GET", f"/guilds/{scene.guild(1)}/roles/{keeper['id']}")

    assert (one, elsewhere.code) == (keeper, 10011)
    assert counts[keeper["id"]] == 1
    assert scene.guild() not in counts


async def test_a_bot_reads_its_own_seat_and_asks_to_speak(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}"
    stage = await scene.bot.fine("POST", f"{base}/channels", {"name": "poems", "type": 13})
    voices.move(
        scene.play.facts.world,
        Bot(int(scene.bot_id), int(scene.bot_id)),
        int(scene.guild()),
        int(stage["id"]),
    )

    await scene.bot.fine("PATCH", f"{base}/voice-states/@me", {"channel_id": stage["id"], "suppress": False})
    seat = await scene.bot.fine("GET", f"{base}/voice-states/@me")
    elsewhere = await scene.bot("GET", f"/guilds/{scene.guild(1)}/voice-states/@me")

    assert (seat["channel_id"], seat["suppress"]) == (stage["id"], False)
    assert elsewhere.code == 10065


async def test_a_bot_leaves_one_guild_and_stays_in_the_other(scene: Scene) -> None:
    await scene.bot.fine("DELETE", f"/users/@me/guilds/{scene.guild()}")

    assert (await scene.bot("GET", f"/guilds/{scene.guild()}")).code == 10004
    assert (await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}"))["id"] == scene.guild(1)
