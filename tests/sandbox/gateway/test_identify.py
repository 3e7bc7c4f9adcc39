"""Who may log in at the gateway, and what everybody is told first."""

from typing import Any

import aiohttp
import pytest

from tika_sandbox.testing import Stage
from tika_sandbox.testing.talking import ALL_INTENTS, talking


async def closed_after(play: Stage, op: int, d: object) -> int | None:
    async with talking(play.address.gateway) as talk:
        await talk.say(op, d)
        return await talk.close_code()


def identify(token: str, **more: object) -> dict[str, Any]:
    return {"token": token, "properties": {}, "intents": ALL_INTENTS, **more}


async def test_a_strangers_token_is_refused_for_good(play: Stage) -> None:
    assert await closed_after(play, 2, identify("bm9ib2R5.abcdef.abcdefghijklmnopqrstuvwxyz0")) == 4004


@pytest.mark.parametrize("shard", [[2, 2], [-1, 2], [0], "0/2", [True, 2]])
async def test_a_shard_that_does_not_exist_is_refused(play: Stage, shard: object) -> None:
    assert await closed_after(play, 2, identify(play.bot_token, shard=shard)) == 4010


@pytest.mark.parametrize("intents", [1 << 40, -1, "all", None, True])
async def test_intents_that_do_not_exist_are_refused(play: Stage, intents: object) -> None:
    assert await closed_after(play, 2, identify(play.bot_token, intents=intents)) == 4013


async def test_privileged_intents_must_be_granted(play: Stage) -> None:
    play.grants(intents=0)

    assert await closed_after(play, 2, identify(play.bot_token)) == 4014
    async with talking(play.address.gateway) as talk:
        await talk.identify(play.bot_token, intents=1 | 1 << 9)
        assert (await talk.until("READY"))["application"]["id"]


async def test_nothing_is_said_to_strangers(play: Stage) -> None:
    assert await closed_after(play, 8, {"guild_id": "1", "query": "", "limit": 0}) == 4003


@pytest.mark.parametrize(("op", "code"), [(99, 4001), (0, 4001)])
async def test_an_unknown_request_ends_the_line(play: Stage, op: int, code: int) -> None:
    assert await closed_after(play, op, {}) == code


async def test_what_is_not_json_ends_the_line(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.socket.send_str("hello?")

        assert await talk.close_code() == 4002


async def test_nobody_identifies_twice(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.identify(play.bot_token)
        await talk.until("READY")
        await talk.identify(play.bot_token)

        assert await talk.close_code() == 4005


async def test_who_talks_too_much_is_cut_off(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        for _ in range(121):
            await talk.say(1, None)

        assert await talk.close_code() == 4008


async def test_heartbeats_are_answered_before_and_after_login(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.say(1, None)
        assert (await talk.heard())["op"] == 11

        await talk.identify(play.bot_token)
        await talk.until("READY")
        await talk.say(1, talk.seq)
        assert await talk.until_op(11)


async def test_ready_is_followed_by_each_guild_with_the_bot_in_it(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.identify(play.bot_token)
        ready = await talk.until("READY")
        guilds = [await talk.until("GUILD_CREATE") for _ in ready["guilds"]]

    me = ready["user"]["id"]
    assert ready["shard"] == [0, 1]
    assert ready["resume_gateway_url"] == play.address.gateway
    assert [one["id"] for one in ready["guilds"]] == [one["id"] for one in guilds]
    assert all(one["unavailable"] for one in ready["guilds"])
    assert all(me in [m["user"]["id"] for m in one["members"]] for one in guilds)
    assert all(one["member_count"] == 6 and one["unavailable"] is False for one in guilds)


async def test_without_the_guilds_intent_no_guild_follows(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.identify(play.bot_token, intents=1 << 9)
        await talk.until("READY")
        await (await play.person("alice")).says("hello")

        assert (await talk.heard())["t"] == "MESSAGE_CREATE"


async def test_an_unknown_compression_is_refused(play: Stage) -> None:
    url = f"{play.address.gateway}?v=10&compress=brotli"
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        await socket.receive(timeout=5)

        assert socket.close_code == 4002


async def test_too_many_guilds_need_shards(play: Stage) -> None:
    play.founds(2_501)

    assert await closed_after(play, 2, identify(play.bot_token)) == 4011
    async with talking(play.address.gateway) as talk:
        await talk.identify(play.bot_token, shard=[1, 2])
        assert (await talk.until("READY"))["shard"] == [1, 2]


async def test_a_client_that_never_reads_is_cut_off(play: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tika_sandbox.wire.gateway.session.BACKLOG", 50)
    alice = await play.person("alice")
    async with talking(play.address.gateway) as talk:
        await talk.identify(play.bot_token)
        await talk.until("READY")
        session = next(one for one in play.sandbox.hub.sessions.values() if one.login.is_bot)
        for _ in range(60):  # all at once, so that the writer gets no turn
            session.push("TYPING_START", b"{}")

        assert await talk.close_code() == 4000
    await alice.says("others go on")


async def test_who_stays_silent_is_hung_up_on(play: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tika_sandbox.wire.gateway.connection.PATIENCE_S", 0.05)
    async with talking(play.address.gateway) as talk:
        assert await talk.close_code() == 4009


@pytest.mark.parametrize("message", ["[]", '{"op":"two"}', '{"op":2,"d":null}'])
async def test_a_message_without_its_parts_ends_the_line(play: Stage, message: str) -> None:
    async with talking(play.address.gateway) as talk:
        await talk.socket.send_str(message)

        assert await talk.close_code() == 4002
