"""A session hands its dispatches to one socket at a time and keeps them for the next."""

import asyncio

import orjson

from tika_sandbox.wire.gateway.session import KEPT_S, REPLAYED, Login, Session


def session() -> Session:
    return Session("s", Login(user_id=1, is_bot=True))


def numbers(frames: list[bytes] | None) -> list[int]:
    assert frames is not None
    return [orjson.loads(frame)["s"] for frame in frames]


async def test_dispatches_are_numbered_and_read_in_order() -> None:
    line = session()
    line.attach("socket", after=0)
    for word in ("a", "b"):
        line.push("MESSAGE_CREATE", orjson.dumps({"content": word}))

    frames = await line.next("socket")

    assert numbers(frames) == [1, 2]
    assert frames is not None and orjson.loads(frames[1]) == {
        "op": 0, "t": "MESSAGE_CREATE", "s": 2, "d": {"content": "b"},
    }  # fmt: skip


async def test_a_reader_waits_for_what_is_still_to_come() -> None:
    line = session()
    line.attach("socket", after=0)
    reading = asyncio.create_task(line.next("socket"))
    await asyncio.sleep(0)

    line.push("TYPING_START", b"{}")

    assert numbers(await reading) == [1]


async def test_a_resumed_socket_gets_only_what_it_missed() -> None:
    line = session()
    line.attach("old", after=0)
    for _ in range(5):
        line.push("TYPING_START", b"{}")
    await line.next("old")
    line.detach("old", now=0)
    line.push("TYPING_START", b"{}")

    assert line.can_resume(3, now=1)
    line.attach("new", after=3)

    assert numbers(await line.next("new")) == [4, 5, 6]


async def test_a_socket_that_lost_the_session_is_told() -> None:
    line = session()
    line.attach("old", after=0)
    reading = asyncio.create_task(line.next("old"))
    await asyncio.sleep(0)

    line.attach("new", after=0)

    assert await reading is None


def test_a_session_left_for_too_long_is_gone() -> None:
    line = session()
    line.attach("socket", after=0)
    line.push("TYPING_START", b"{}")
    line.detach("socket", now=100)

    assert line.can_resume(1, now=100 + KEPT_S)
    assert not line.can_resume(1, now=100 + KEPT_S + 1)


def test_who_missed_more_than_the_ring_holds_starts_anew() -> None:
    line = session()
    for _ in range(REPLAYED + 10):
        line.push("TYPING_START", b"{}")

    assert not line.can_resume(5, now=0)
    assert line.can_resume(10, now=0)
    assert not line.can_resume(REPLAYED + 11, now=0)


async def test_nothing_unread_is_forgotten_while_a_socket_reads() -> None:
    line = session()
    line.attach("socket", after=0)
    for _ in range(REPLAYED + 10):
        line.push("GUILD_CREATE", b"{}")

    assert numbers(await line.next("socket")) == list(range(1, REPLAYED + 11))


def test_guilds_are_dealt_to_shards_by_id() -> None:
    first, second = (Login(1, is_bot=True, shard=(index, 2)) for index in (0, 1))
    even, odd = 6 << 22, 7 << 22

    assert first.hears_guild(even) and not first.hears_guild(odd)
    assert second.hears_guild(odd) and not second.hears_guild(even)
    assert first.hears_private and not second.hears_private
