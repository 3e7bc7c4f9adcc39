"""A client that lost its line takes up its session where it was, or is told to begin anew."""

from typing import Any

from tika_sandbox.testing import Stage
from tika_sandbox.testing.talking import Talk, talking


async def logged_in(talk: Talk, play: Stage) -> str:
    await talk.identify(play.bot_token)
    ready = await talk.until("READY")
    for _ in ready["guilds"]:
        await talk.until("GUILD_CREATE")
    return str(ready["session_id"])


def resume(play: Stage, session_id: str, seq: int) -> dict[str, Any]:
    return {"token": play.bot_token, "session_id": session_id, "seq": seq}


async def test_what_was_missed_is_told_once_and_in_order(play: Stage) -> None:
    alice = await play.person("alice")
    async with talking(play.address.gateway) as talk:
        session_id = await logged_in(talk, play)
        await alice.says("heard")
        await talk.until("MESSAGE_CREATE")
        seen = talk.seq
        await play.sandbox.controls.drop(play.facts.bot.id)
        await talk.close_code()
    await alice.says("missed one")
    await alice.says("missed two")

    async with talking(play.address.gateway) as again:
        await again.say(6, resume(play, session_id, seen))
        told = []
        while not told or told[-1]["t"] != "RESUMED":
            told.append(await again.heard())

    messages = [one["d"]["content"] for one in told if one["t"] == "MESSAGE_CREATE"]
    assert messages == ["missed one", "missed two"]
    assert [one["s"] for one in told] == list(range(seen + 1, seen + 1 + len(told)))
    assert isinstance(told[-1]["d"], dict)


async def test_an_unknown_session_cannot_be_resumed(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.say(6, resume(play, "f" * 32, 1))

        assert (await talk.heard()) == {"op": 9, "d": False, "s": None, "t": None}
        assert await logged_in(talk, play)


async def test_nobody_takes_up_anothers_session(play: Stage) -> None:
    alice = await play.person("alice")
    async with talking(play.address.gateway) as talk:
        await talk.say(6, resume(play, alice.line.session_id, 1))

        assert (await talk.heard())["op"] == 9


async def test_a_number_from_the_future_is_refused(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        session_id = await logged_in(talk, play)
    async with talking(play.address.gateway) as again:
        await again.say(6, resume(play, session_id, 10_000))

        assert await again.close_code() == 4007


async def test_an_invalidated_session_is_gone(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        session_id = await logged_in(talk, play)
        await play.sandbox.controls.invalidate(play.facts.bot.id)
        assert (await talk.until_op(9))["d"] is False
    async with talking(play.address.gateway) as again:
        await again.say(6, resume(play, session_id, 1))

        assert (await again.heard())["op"] == 9


async def test_clients_are_asked_to_come_back(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        session_id = await logged_in(talk, play)
        assert await play.sandbox.controls.reconnect(play.facts.bot.id) == 1
        await talk.until_op(7)
        seen = talk.seq
    async with talking(play.address.gateway) as again:
        await again.say(6, resume(play, session_id, seen))

        assert await again.until("RESUMED") == {"_trace": ["sandbox"]}
