"""Poured events are what the sandbox itself would send: well formed, seeded, for everybody's intents."""

import random
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
import pytest

from tika_sandbox.load.crowd import Crowd, room_id
from tika_sandbox.load.hub import LoadHub
from tika_sandbox.load.moulds import COUNT, GUILD, MEMBER, Mould, Pattern
from tika_sandbox.load.traffic import BLOCK, RENEWED, USUAL, Traffic, deck_of
from tika_sandbox.payloads.audience import CONTENT, GUILD_MESSAGES
from tika_sandbox.wire import checking
from tika_sandbox.wire.gateway.intents import EVERYTHING
from tika_sandbox.wire.inspecting import Inspector
from tika_sandbox.world.commands import write
from tika_sandbox.world.entities import Command
from tika_sandbox.world.state import World

CROWD = Crowd(guilds=500, members=20_000)
EVEN = dict.fromkeys(USUAL, 1.0)


@pytest.fixture
def pattern() -> Pattern:
    return Pattern(World())


def hello(pattern: Pattern) -> Command:
    return write(pattern.world, pattern.bot.id, None, {"name": "hello", "description": "Say hello."})[0]


@dataclass(frozen=True)
class Heard:
    """An event as a client reads it."""

    kind: str
    raw: bytes

    @property
    def body(self) -> Any:  # noqa: ANN401 # whatever JSON holds
        return orjson.loads(self.raw)["d"]


def made(
    pattern: Pattern,
    size: int,
    *,
    seed: str = "1",
    intents: int = EVERYTHING,
    shard: tuple[int, int] = (0, 1),
) -> list[Heard]:
    deck = deck_of(pattern, intents, hello(pattern), EVEN)
    shots = islice(iter(Traffic(CROWD, shard, deck, random.Random(seed))), size)
    return [Heard(kind, form % (at, *(10**18 + at,) * gaps)) for at, (kind, (form, gaps)) in enumerate(shots)]


def test_the_same_seed_makes_the_same_and_another_something_else(pattern: Pattern) -> None:
    first, again, other = (made(pattern, 2_000, seed=seed) for seed in ("1", "1", "2"))

    assert [one.kind for one in first] == [one.kind for one in again] != [one.kind for one in other]
    assert first == again


def test_what_is_sent_again_has_new_ids_and_new_people_come(pattern: Pattern) -> None:
    events = made(pattern, 2 * RENEWED * BLOCK)
    spoken = [one.body for one in events if one.kind == "messages"]
    early, late = events[: (RENEWED - 1) * BLOCK], events[(RENEWED - 1) * BLOCK :]
    known, met = ({one.body["user_id"] for one in some if one.kind == "reactions"} for some in (early, late))

    assert len({one["id"] for one in spoken}) == len(spoken)
    assert known & met and met - known


def test_everything_in_the_mix_happens(pattern: Pattern) -> None:
    kinds = Counter(one.kind for one in made(pattern, 3_000))

    assert kinds.keys() == USUAL.keys()
    assert min(kinds.values()) > 300


def test_nothing_of_the_pattern_is_left(pattern: Pattern) -> None:
    for event in made(pattern, 500):
        assert not [one for one in (GUILD, MEMBER, COUNT) if str(one).encode() in event.raw]


def test_events_stay_on_their_shard_and_members_in_their_guild(pattern: Pattern) -> None:
    for event in made(pattern, 500, shard=(2, 4)):
        guild = int(event.body["guild_id"])
        number = CROWD.number_of(guild)

        assert number is not None
        assert (guild >> 22) % 4 == 2
        if event.kind == "messages":
            assert CROWD.place_of(number, int(event.body["author"]["id"])) is not None
            assert event.body["channel_id"] in [str(room_id(guild, place)) for place in range(3)]


def test_a_bot_hears_only_what_it_asked_for(pattern: Pattern) -> None:
    quiet = made(pattern, 500, intents=GUILD_MESSAGES)

    assert {one.kind for one in quiet} == {"messages", "interactions"}
    assert {one.body["content"] for one in quiet if one.kind == "messages"} == {""}
    loud = made(pattern, 500, intents=GUILD_MESSAGES | CONTENT)
    assert "" not in {one.body["content"] for one in loud if one.kind == "messages"}


def test_poured_events_pass_the_description(pattern: Pattern) -> None:
    judge = checking.judge_if_possible(None, lambda *_: None)
    if judge is None:
        pytest.skip("no description of Discord's API here")
    problems: list[str] = []
    inspector = Inspector(judge, problems)

    for event in made(pattern, 200):
        inspector.event(orjson.loads(event.raw)["t"], event.body)
    hub = LoadHub(pattern.world, "ws://127.0.0.1", CROWD, pattern)
    inspector.event("GUILD_CREATE", orjson.loads(hub.guild(7)))

    assert problems == []


def test_a_guild_is_poured_with_its_size() -> None:
    pattern = Pattern(World())
    hub = LoadHub(pattern.world, "ws://127.0.0.1", CROWD, pattern)

    seventh, eighth = (orjson.loads(hub.guild(number)) for number in (7, 8))

    assert (seventh["id"], seventh["member_count"]) == (str(CROWD.guild_id(7)), 41)
    ids = [{one["id"] for one in (*guild["channels"], *guild["roles"])} for guild in (seventh, eighth)]
    assert len(ids[0]) == 6  # four channels, two roles
    assert not ids[0] & ids[1]


def test_a_reaction_is_to_the_message_before_it(pattern: Pattern) -> None:
    spoken = None
    for event in made(pattern, 500):
        if event.kind == "messages":
            spoken = event.body
        elif event.kind == "reactions" and spoken is not None:
            assert event.body["channel_id"] == spoken["channel_id"]


def test_a_per_cent_sign_in_a_body_stays_what_it_is() -> None:
    mould = Mould("X", {"content": "100 %d of", "id": "123", "at": 123}, (123,))

    assert orjson.loads(mould.pour(7)) == {"content": "100 %d of", "id": "7", "at": 7}
    form, gaps = mould.shot(None)
    assert orjson.loads(form % (1, *(7,) * gaps))["d"] == {"content": "100 %d of", "id": "7", "at": 7}
