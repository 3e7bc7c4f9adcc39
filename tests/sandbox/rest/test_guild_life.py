"""Admins and the bot run a guild over HTTP: members, roles, channels, bans, the log."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tika_sandbox.testing.calling import Json, Scene


def later(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


async def test_members_are_listed_searched_and_read(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/members"

    everybody = await scene.bot.fine("GET", f"{base}?limit=1000")
    found = await scene.bot.fine("GET", f"{base}/search?query=LAY&limit=5")
    alice = await scene.bot.fine("GET", f"{base}/{scene.user('alice')}")
    stranger = await scene.bot("GET", f"{base}/{scene.user('mira')}")

    assert len(everybody) == 6
    assert [row["user"]["username"] for row in found] == ["layla"]
    assert alice["user"]["global_name"] == "Alice"
    assert stranger.code == 10007


async def test_a_guild_answers_with_counts_to_its_members_only(scene: Scene) -> None:
    seen = await scene.bot.fine("GET", f"/guilds/{scene.guild()}?with_counts=true")
    hidden = await scene.by("mira")("GET", f"/guilds/{scene.guild()}")

    assert seen["approximate_member_count"] == 6
    assert hidden.code == 10004


async def test_a_nickname_is_ones_own_or_an_admins_business(scene: Scene) -> None:
    alice = f"/guilds/{scene.guild()}/members/{scene.user('alice')}"

    own = await scene.by("alice").fine("PATCH", f"/guilds/{scene.guild()}/members/@me", {"nick": "Al"})
    by_bot = await scene.bot.fine("PATCH", alice, {"nick": "Tea drinker"})
    by_peer = await scene.by("layla")("PATCH", alice, {"nick": "Hm"})
    elsewhere = await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}/members/{scene.user('alice')}")

    assert (own["nick"], by_bot["nick"], by_peer.code) == ("Al", "Tea drinker", 50013)
    assert elsewhere["nick"] is None


async def test_a_timeout_silences_and_has_an_end(scene: Scene) -> None:
    alice = f"/guilds/{scene.guild()}/members/{scene.user('alice')}"

    too_long = await scene.bot("PATCH", alice, {"communication_disabled_until": later(29)})
    done = await scene.bot.fine("PATCH", alice, {"communication_disabled_until": later(1)})
    muted = await scene.by("alice")("POST", f"/channels/{scene.room()}/messages", {"content": "hm"})
    elsewhere = await scene.by("alice")(
        "POST", f"/channels/{scene.room(place=1)}/messages", {"content": "fine"}
    )
    owner = await scene.bot(
        "PATCH",
        f"/guilds/{scene.guild()}/members/{scene.user('bruno')}",
        {"communication_disabled_until": later(1)},
    )

    assert too_long.code == 50035
    assert done["communication_disabled_until"] is not None
    assert (muted.code, elsewhere.status, owner.code) == (50013, 200, 50013)


async def test_roles_are_made_given_and_taken(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}"
    member = f"{base}/members/{scene.user('alice')}"

    made = await scene.bot.fine(
        "POST", f"{base}/roles", {"name": "Level 5", "permissions": "0", "color": 0xFF8800, "hoist": True}
    )
    await scene.bot.fine("PUT", f"{member}/roles/{made['id']}")
    after = await scene.bot.fine("GET", member)
    await scene.bot.fine("DELETE", f"{member}/roles/{made['id']}")
    await scene.bot.fine("PATCH", member, {"roles": [made["id"]]})
    changed = await scene.bot.fine("PATCH", f"{base}/roles/{made['id']}", {"name": "Level 6"})
    await scene.bot.fine("DELETE", f"{base}/roles/{made['id']}")
    at_last = await scene.bot.fine("GET", member)

    assert (made["position"], made["colors"]["primary_color"]) == (1, 0xFF8800)
    assert after["roles"] == [made["id"]] and at_last["roles"] == []
    assert changed["name"] == "Level 6"
    assert (await scene.bot("GET", f"{base}/roles/{made['id']}")).code == 10011


async def test_nobody_reaches_over_their_own_highest_role(scene: Scene) -> None:
    roles = await scene.bot.fine("GET", f"/guilds/{scene.guild()}/roles")
    keeper = next(role["id"] for role in roles if role["name"] == "Keeper")
    bots_own = next(role["id"] for role in roles if role["name"] == "Tika")
    alice = f"/guilds/{scene.guild()}/members/{scene.user('alice')}"

    assert (await scene.bot("PUT", f"{alice}/roles/{keeper}")).code == 50013
    assert (await scene.by("bruno")("PUT", f"{alice}/roles/{bots_own}")).code == 50028
    assert (await scene.by("alice")("PUT", f"{alice}/roles/{keeper}")).code == 50013
    assert (await scene.bot("DELETE", f"/guilds/{scene.guild()}/members/{scene.user('bruno')}")).code == 50013


async def test_roles_are_reordered_below_ones_own(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/roles"
    low = await scene.bot.fine("POST", base, {"name": "low"})
    high = await scene.bot.fine("POST", base, {"name": "high"})

    listed = await scene.bot.fine("PATCH", base, [{"id": low["id"], "position": 2}])

    places = {role["id"]: role["position"] for role in listed}
    assert places[low["id"]] > places[high["id"]]
    assert sorted(places.values()) == list(range(len(places)))


async def test_a_kicked_member_may_come_back_a_banned_one_not(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}"
    haruka = scene.user("haruka")

    await scene.bot.fine("DELETE", f"{base}/members/{haruka}", X_Audit_Log_Reason="spilled%20tea")
    await scene.by("haruka").fine("PUT", f"{base}/members/@me")
    await scene.bot.fine("PUT", f"{base}/bans/{haruka}", {"delete_message_seconds": 60})
    banned = await scene.by("haruka")("PUT", f"{base}/members/@me")
    bans = await scene.bot.fine("GET", f"{base}/bans")
    await scene.bot.fine("DELETE", f"{base}/bans/{haruka}")
    unknown = await scene.bot("GET", f"{base}/bans/{haruka}")
    log = await scene.bot.fine("GET", f"{base}/audit-logs?action_type=20")
    other_log = await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}/audit-logs?action_type=20")

    assert banned.status == 403 and unknown.code == 10026
    assert [row["user"]["id"] for row in bans] == [haruka]
    assert log["audit_log_entries"][0]["reason"] == "spilled tea"
    assert other_log["audit_log_entries"] == []


async def test_a_ban_takes_recent_messages_along(scene: Scene) -> None:
    await scene.said("haruka", "spam")
    await scene.said("alice", "tea")

    await scene.bot.fine(
        "PUT", f"/guilds/{scene.guild()}/bans/{scene.user('haruka')}", {"delete_message_seconds": 3600}
    )

    left = await scene.bot.fine("GET", f"/channels/{scene.room()}/messages")
    assert [row["content"] for row in left] == ["tea"]


async def test_channels_are_made_changed_and_deleted(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/channels"

    made = await scene.bot.fine("POST", base, {"name": "cake", "type": 0, "topic": "layers"})
    changed = await scene.bot.fine(
        "PATCH", f"/channels/{made['id']}", {"name": "cakes", "rate_limit_per_user": 5}
    )
    too_slow = await scene.bot("PATCH", f"/channels/{made['id']}", {"rate_limit_per_user": 21601})
    refused = await scene.by("alice")("DELETE", f"/channels/{made['id']}")
    await scene.bot.fine("DELETE", f"/channels/{made['id']}")
    listed = await scene.by("alice").fine("GET", base)

    scene.play.problems.clear()
    assert (changed["name"], changed["rate_limit_per_user"]) == ("cakes", 5)
    assert (too_slow.code, refused.code) == (50035, 50013)
    assert made["id"] not in [row["id"] for row in listed]
    assert (await scene.bot("GET", f"/channels/{made['id']}")).code == 10003


async def test_slow_mode_holds_people_but_not_keepers(scene: Scene) -> None:
    await scene.bot.fine("PATCH", f"/channels/{scene.room()}", {"rate_limit_per_user": 60})
    path = f"/channels/{scene.room()}/messages"
    await scene.said("alice")
    await scene.said("bruno")

    again = await scene.by("alice")("POST", path, {"content": "again"})
    keeper = await scene.by("bruno")("POST", path, {"content": "again"})

    assert (again.code, keeper.status) == (20016, 200)


async def test_an_overwrite_hides_a_channel_from_a_member(scene: Scene) -> None:
    room = scene.room("quiet-corner")
    path = f"/channels/{room}/permissions/{scene.user('alice')}"

    await scene.bot.fine("PUT", path, {"type": 1, "allow": "0", "deny": str(1 << 10)})
    hidden = await scene.by("alice")("GET", f"/channels/{room}")
    listed = await scene.by("alice").fine("GET", f"/guilds/{scene.guild()}/channels")
    await scene.bot.fine("DELETE", path)
    seen = await scene.by("alice")("GET", f"/channels/{room}")

    assert hidden.code == 50001
    assert room not in [row["id"] for row in listed]
    assert seen.status == 200


async def test_direct_messages_are_for_two(scene: Scene) -> None:
    opened = await scene.bot.fine("POST", "/users/@me/channels", {"recipient_id": int(scene.user("alice"))})
    again = await scene.by("alice").fine("POST", "/users/@me/channels", {"recipient_id": scene.bot_id})
    await scene.bot.fine("POST", f"/channels/{opened['id']}/messages", {"content": "psst"})

    heard = await scene.by("alice").fine("GET", f"/channels/{opened['id']}/messages")
    spied = await scene.by("bruno")("GET", f"/channels/{opened['id']}/messages")
    listed = await scene.by("alice").fine("GET", "/users/@me/channels")

    assert opened["id"] == again["id"]
    assert [user["id"] for user in opened["recipients"]] == [scene.user("alice")]
    assert [row["content"] for row in heard] == ["psst"]
    assert spied.code == 50001
    assert [row["id"] for row in listed] == [opened["id"]]


async def test_a_stranger_or_somebody_who_shut_the_door_gets_no_message(scene: Scene) -> None:
    world = scene.play.facts.world
    alice = world.users[int(scene.user("alice"))]
    opened = await scene.bot.fine("POST", "/users/@me/channels", {"recipient_id": scene.user("alice")})
    world.users.put(type(alice)(**{**_fields(alice), "accepts_dms": False}))

    answer = await scene.bot("POST", f"/channels/{opened['id']}/messages", {"content": "psst"})

    assert (answer.status, answer.code) == (403, 50007)


def _fields(row: Json) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


async def test_threads_start_fill_and_close(scene: Scene) -> None:
    number = await scene.said("alice", "let us talk")
    room = scene.room()

    thread = await scene.bot.fine("POST", f"/channels/{room}/messages/{number}/threads", {"name": "talk"})
    twice = await scene.bot("POST", f"/channels/{room}/messages/{number}/threads", {"name": "talk"})
    await scene.by("alice").fine("PUT", f"/channels/{thread['id']}/thread-members/@me")
    await scene.by("alice").fine("POST", f"/channels/{thread['id']}/messages", {"content": "inside"})
    members = await scene.bot.fine("GET", f"/channels/{thread['id']}/thread-members")
    closed = await scene.bot.fine("PATCH", f"/channels/{thread['id']}", {"archived": True, "locked": True})
    locked = await scene.by("alice")("POST", f"/channels/{thread['id']}/messages", {"content": "late"})
    archived = await scene.bot.fine("GET", f"/channels/{room}/threads/archived/public")

    assert (thread["id"], twice.code) == (number, 160004)
    assert {row["user_id"] for row in members} == {scene.bot_id, scene.user("alice")}
    assert closed["thread_metadata"]["archived"] is True
    assert locked.code == 50013
    assert [row["id"] for row in archived["threads"]] == [thread["id"]]


async def test_voice_seats_are_presence_only(scene: Scene) -> None:
    alice = await scene.play.person("alice")
    base = f"/guilds/{scene.guild()}/voice-states"
    member = f"/guilds/{scene.guild()}/members/{scene.user('alice')}"

    nowhere = await scene.bot("GET", f"{base}/{scene.user('alice')}")
    await alice.joins_voice("Fireside")
    seat = await scene.bot.fine("GET", f"{base}/{scene.user('alice')}")
    await scene.bot.fine("PATCH", member, {"channel_id": None})
    gone = await scene.bot("GET", f"{base}/{scene.user('alice')}")

    assert (nowhere.code, gone.code) == (10065, 10065)
    assert seat["channel_id"] == scene.room("Fireside")
