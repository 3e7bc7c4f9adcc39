"""The Tea House plans evenings and goes live on its stage."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tika_sandbox.testing.calling import Scene


def in_hours(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def tasting() -> dict[str, Any]:
    return {
        "name": "Tasting",
        "privacy_level": 2,
        "entity_type": 3,
        "scheduled_start_time": in_hours(1),
        "scheduled_end_time": in_hours(3),
        "entity_metadata": {"location": "the garden"},
    }


async def test_an_event_is_planned_begun_and_ended(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/scheduled-events"
    made = await scene.bot.fine("POST", base, tasting())
    one = f"{base}/{made['id']}"

    await scene.bot.fine("PATCH", one, {"description": "Bring a cup."})
    begun = await scene.bot.fine("PATCH", one, {"status": 2})
    back = await scene.bot("PATCH", one, {"status": 1})
    read = await scene.bot.fine("GET", f"{one}?with_user_count=true")
    elsewhere = await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}/scheduled-events")
    who = await scene.bot.fine("GET", f"{one}/users?with_member=true")
    count = await scene.bot.fine("GET", f"{one}/users/counts")
    listed = await scene.bot.fine("GET", base)
    await scene.bot.fine("PATCH", one, {"status": 3})

    assert (begun["status"], back.code) == (2, 180000)
    assert (read["user_count"], read["description"], len(listed)) == (1, "Bring a cup.", 1)
    assert [row["user_id"] for row in who] == [scene.bot_id]
    assert count["guild_scheduled_event_count"] == 1
    assert elsewhere == []
    assert await scene.bot.fine("GET", base) == []
    await scene.bot.fine("DELETE", one)
    assert (await scene.bot("GET", one)).code == 10070


async def test_an_event_needs_a_future_a_place_and_the_right(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/scheduled-events"

    past = await scene.bot("POST", base, {**tasting(), "scheduled_start_time": in_hours(-1)})
    nowhere = await scene.bot("POST", base, {**tasting(), "entity_metadata": None})
    no_stage = await scene.bot(
        "POST", base, {**tasting(), "entity_type": 1, "channel_id": scene.room(), "entity_metadata": None}
    )
    by_alice = await scene.by("alice")("POST", base, tasting())

    assert "scheduled_start_time" in past.body["errors"]
    assert "entity_metadata" in nowhere.body["errors"]
    assert "channel_id" in no_stage.body["errors"]
    assert by_alice.code == 50013


async def test_a_stage_goes_live_once_and_lets_people_speak(scene: Scene) -> None:
    room = await scene.bot.fine("POST", f"/guilds/{scene.guild()}/channels", {"name": "poems", "type": 13})
    wanted = {"channel_id": room["id"], "topic": "Haiku"}
    one = f"/stage-instances/{room['id']}"

    made = await scene.bot.fine("POST", "/stage-instances", wanted)
    twice = await scene.bot("POST", "/stage-instances", wanted)
    changed = await scene.bot.fine("PATCH", one, {"topic": "Limericks"})
    read = await scene.by("alice").fine("GET", one)
    by_alice = await scene.by("alice")("DELETE", one)
    await scene.bot.fine("DELETE", one)

    assert (made["topic"], twice.code, by_alice.code) == ("Haiku", 150006, 50013)
    assert changed == read
    assert (await scene.bot("GET", one)).code == 10067
    assert (await scene.bot("POST", "/stage-instances", {**wanted, "channel_id": scene.room()})).code == 50024
