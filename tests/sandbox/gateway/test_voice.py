"""People sit down in voice channels; that's all voice is here, and everybody sees it."""

import pytest

from tika_sandbox.testing import Stage


async def test_others_see_who_sits_where(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")

    await alice.joins_voice("Fireside")
    seen = await bruno.line.wait(lambda: bruno.line.latest("VOICE_STATE_UPDATE"), "for alice to sit down")
    await alice.leaves_voice()
    await bruno.line.wait(
        lambda: bruno.line.latest("VOICE_STATE_UPDATE", lambda body: body["channel_id"] is None),
        "for her leave",
    )

    assert seen["user_id"] == alice.id
    assert seen["guild_id"] == alice.guild_id
    assert seen["member"]["user"]["username"] == "alice"


async def test_nobody_sits_down_in_a_text_channel(play: Stage) -> None:
    alice = await play.person("alice")

    with pytest.raises(AssertionError, match="to sit in"):
        await alice.joins_voice("general", within_s=0.2)

    assert alice.line.latest("VOICE_STATE_UPDATE") is None
