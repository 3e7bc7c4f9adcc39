"""Alice asks, the others choose."""

from tika_sandbox.testing.calling import Scene

POLL = {
    "question": {"text": "Which tea?"},
    "answers": [{"poll_media": {"text": "Assam"}}, {"poll_media": {"text": "Sencha"}}],
    "duration": 1,
}


async def test_a_choice_is_counted_changed_and_taken_back(scene: Scene) -> None:
    sent = await scene.by("alice").fine("POST", f"/channels/{scene.room()}/messages", {"poll": POLL})
    poll = f"/channels/{scene.room()}/polls/{sent['id']}"

    async def counts() -> list[tuple[int, int, bool]]:
        row = await scene.by("bruno").fine("GET", f"/channels/{scene.room()}/messages/{sent['id']}")
        return [(c["id"], c["count"], c["me_voted"]) for c in row["poll"]["results"]["answer_counts"]]

    await scene.by("bruno").fine("PUT", f"{poll}/answers/@me", {"answer_ids": ["1"]})
    await scene.by("layla").fine("PUT", f"{poll}/answers/@me", {"answer_ids": [1]})
    assert await counts() == [(1, 2, True)]
    await scene.by("bruno").fine("PUT", f"{poll}/answers/@me", {"answer_ids": [2]})
    assert await counts() == [(1, 1, False), (2, 1, True)]
    who = await scene.bot.fine("GET", f"{poll}/answers/2")
    assert [user["id"] for user in who["users"]] == [scene.user("bruno")]
    await scene.by("bruno").fine("PUT", f"{poll}/answers/@me", {"answer_ids": []})
    assert await counts() == [(1, 1, False)]


async def test_one_choice_only_and_none_after_the_end(scene: Scene) -> None:
    sent = await scene.by("alice").fine("POST", f"/channels/{scene.room()}/messages", {"poll": POLL})
    poll = f"/channels/{scene.room()}/polls/{sent['id']}"

    both = await scene.by("bruno")("PUT", f"{poll}/answers/@me", {"answer_ids": [1, 2]})
    not_hers = await scene.by("bruno")("POST", f"{poll}/expire")
    ended = await scene.by("alice").fine("POST", f"{poll}/expire")
    late = await scene.by("bruno")("PUT", f"{poll}/answers/@me", {"answer_ids": [1]})

    assert (both.code, not_hers.code, late.code) == (50035, 50005, 520001)
    assert ended["poll"]["results"]["is_finalized"] is True
