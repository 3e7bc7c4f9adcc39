"""How a guild shows itself and keeps house: templates, widget, welcome, onboarding, prune, search, stages."""

from dataclasses import replace
from datetime import timedelta

from tika_sandbox.testing.calling import Scene
from tika_sandbox.world import voices
from tika_sandbox.world.principals import Person


async def test_a_template_follows_its_guild_when_told_to(scene: Scene) -> None:
    bruno, base = scene.by("bruno"), f"/guilds/{scene.guild()}/templates"
    made = await bruno.fine("POST", base, {"name": "House", "description": "With a fire"})
    one = f"{base}/{made['code']}"

    await bruno.fine("POST", f"/guilds/{scene.guild()}/channels", {"name": "cellar"})
    stale = await scene.nobody.fine("GET", f"/guilds/templates/{made['code']}")
    fresh = await bruno.fine("PUT", one)
    renamed = await bruno.fine("PATCH", one, {"name": "Cottage"})
    second = await bruno("POST", base, {"name": "Another"})
    listed = await bruno.fine("GET", base)
    elsewhere = await bruno.fine("GET", f"/guilds/{scene.guild(1)}/templates")
    await bruno.fine("DELETE", one)

    assert (stale["is_dirty"], fresh["is_dirty"], second.code) == (True, None, 30031)
    assert "cellar" in [row["name"] for row in fresh["serialized_source_guild"]["channels"]]
    assert [row["name"] for row in listed] == [renamed["name"]] == ["Cottage"]
    assert elsewhere == []
    assert (await scene.nobody("GET", f"/guilds/templates/{made['code']}")).code == 10057


async def test_a_widget_shows_only_what_is_switched_on(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/widget"

    before = await scene.nobody("GET", base + ".json")
    await scene.bot.fine("PATCH", base, {"enabled": True, "channel_id": scene.room()})
    settings = await scene.bot.fine("GET", base)
    shown = await scene.nobody.fine("GET", base + ".json")

    assert before.code == 50004
    assert settings == {"enabled": True, "channel_id": scene.room()}
    assert [row["name"] for row in shown["channels"]] == ["Fireside"]


async def test_newcomers_are_welcomed_and_led_in(scene: Scene) -> None:
    screen, way = f"/guilds/{scene.guild()}/welcome-screen", f"/guilds/{scene.guild()}/onboarding"
    room = {"channel_id": scene.room(), "description": "Start here", "emoji_name": "🍵"}
    option = {"title": "Green", "channel_ids": [scene.room("kettle-talk")], "role_ids": []}
    prompt = {"id": "1", "title": "Which tea?", "options": [option], "type": 0, "in_onboarding": True}

    none = await scene.bot("GET", screen)
    await scene.bot.fine("PATCH", screen, {"description": "Come in", "welcome_channels": [room]})
    read = await scene.bot.fine("GET", screen)
    led = await scene.bot.fine("PUT", way, {"prompts": [prompt], "enabled": True, "mode": 0})
    again = await scene.bot.fine("GET", way)
    elsewhere = await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}/onboarding")

    assert none.code == 10069
    assert read["welcome_channels"][0]["channel_id"] == scene.room()
    assert led == again
    assert led["prompts"][0]["options"][0]["title"] == "Green"
    assert elsewhere["prompts"] == []


async def test_small_facts_are_answered(scene: Scene) -> None:
    guild = f"/guilds/{scene.guild()}"

    assert (await scene.bot.fine("GET", f"{guild}/preview"))["approximate_member_count"] == 6
    assert await scene.bot.fine("GET", f"{guild}/vanity-url") == {"code": None, "uses": 0}
    assert await scene.bot.fine("GET", f"{guild}/new-member-welcome") is None
    assert await scene.bot.fine("GET", f"{guild}/integrations") == []
    assert await scene.bot.fine("GET", f"{guild}/regions") == await scene.bot.fine("GET", "/voice/regions")
    assert (await scene.bot.fine("GET", f"/skus/{scene.bot_id}/subscriptions")) == []


async def test_a_prune_removes_only_the_idle_without_roles(scene: Scene) -> None:
    world, guild_id = scene.play.facts.world, int(scene.guild())
    for row in list(world.members.within(guild_id).values()):
        world.members.put(replace(row, joined_at=row.joined_at - timedelta(days=40)))
    await scene.said("alice")
    path = f"/guilds/{scene.guild()}/prune"

    count = await scene.bot.fine("GET", f"{path}?days=30")
    by_alice = await scene.by("alice")("GET", f"{path}?days=30")
    too_long = await scene.bot("POST", path, {"days": 31})
    done = await scene.bot.fine("POST", path, {"days": 30, "compute_prune_count": True})

    assert count == done == {"pruned": 1}
    assert (by_alice.code, too_long.code) == (50013, 50035)
    assert (guild_id, int(scene.user("layla"))) not in world.members
    assert (guild_id, int(scene.user("alice"))) in world.members
    assert (int(scene.guild(1)), int(scene.user("layla"))) in world.members


async def test_words_are_found_where_one_may_read(scene: Scene) -> None:
    await scene.said("alice", "Where is the sugar?")
    await scene.said("layla", "Sugar is by the window.")
    path = f"/guilds/{scene.guild()}/messages/search?content=sugar"

    both = await scene.bot.fine("GET", path)
    hers = await scene.bot.fine("GET", f"{path}&author_id={scene.user('layla')}")
    elsewhere = await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}/messages/search?content=sugar")

    assert (both["total_results"], hers["total_results"], elsewhere["total_results"]) == (2, 1, 0)
    assert hers["messages"][0][0]["content"] == "Sugar is by the window."


async def test_a_speaker_on_a_stage_is_let_up_by_a_moderator(scene: Scene) -> None:
    world, guild_id = scene.play.facts.world, int(scene.guild())
    room = await scene.bot.fine("POST", f"/guilds/{guild_id}/channels", {"name": "poems", "type": 13})
    alice = Person(int(scene.user("alice")))
    voices.move(world, alice, guild_id, int(room["id"]))
    base = f"/guilds/{guild_id}/voice-states"

    by_herself = await scene.by("alice")("PATCH", f"{base}/@me", {"suppress": False})
    await scene.bot.fine("PATCH", f"{base}/{alice.id}", {"suppress": True, "channel_id": room["id"]})
    state = await scene.bot.fine("GET", f"{base}/{alice.id}")
    nobody = await scene.bot("PATCH", f"{base}/@me", {"suppress": False})
    await scene.bot.fine("PUT", f"/channels/{room['id']}/voice-status", {"status": "Haiku"})

    assert by_herself.code == 50013
    assert state["suppress"] is True
    assert nobody.code == 10065


async def test_archived_threads_are_listed_and_found(scene: Scene) -> None:
    path = f"/channels/{scene.room()}"
    thread = await scene.bot.fine("POST", f"{path}/threads", {"name": "Brewing notes", "type": 12})
    await scene.bot.fine("PATCH", f"/channels/{thread['id']}", {"archived": True})

    mine = await scene.bot.fine("GET", f"{path}/users/@me/threads/archived/private")
    found = await scene.bot.fine("GET", f"{path}/threads/search?name=brew")
    hers = await scene.by("alice").fine("GET", f"{path}/threads/search?name=brew")

    assert [row["id"] for row in mine["threads"]] == [thread["id"]]
    assert (found["total_results"], hers["total_results"]) == (1, 0)
