"""Something has happened, and whoever wants to know hears of it, in this worker and in the others."""

from dataclasses import dataclass

from structlog.testing import capture_logs

from tika_bot.base.ids import GuildId
from tika_bot.core.events import Events, FeatureSwitched


@dataclass(frozen=True, slots=True)
class LevelReached:
    """An event that stays in its worker."""

    level: int


class Wire:
    """Carries events from one worker to another, as Redis would."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def publish(self, payload: bytes) -> None:
        self.sent.append(payload)


async def test_a_hearer_that_fails_leaves_the_others_hearing() -> None:
    events, heard = Events(), list[int]()

    async def explode(event: LevelReached) -> None:
        raise ZeroDivisionError

    async def hear(event: LevelReached) -> None:
        heard.append(event.level)

    events.on(LevelReached, explode)
    events.on(LevelReached, hear)
    with capture_logs() as logs:
        await events.tell(LevelReached(5))

    assert heard == [5] and logs[0]["event"] == "event.failed"


async def test_shared_events_reach_the_other_worker_whole_and_others_stay_home() -> None:
    wire, heard = Wire(), list[FeatureSwitched]()
    here, there = Events(wire), Events()

    async def hear(event: FeatureSwitched) -> None:
        heard.append(event)

    there.on(FeatureSwitched, hear)
    await here.tell(FeatureSwitched(GuildId(2**62), "levels", on=True))
    await here.tell(LevelReached(5))
    for payload in wire.sent:
        await there.receive(payload)

    assert heard == [FeatureSwitched(GuildId(2**62), "levels", on=True)]


async def test_an_unknown_kind_from_a_newer_worker_is_passed_over() -> None:
    with capture_logs() as logs:
        await Events().receive(b'{"kind": "FromTheFuture", "fields": {}}')

    assert logs[0]["event"] == "event.unknown"


async def test_what_was_lent_is_released_together_and_one_can_be_undone_alone() -> None:
    events, heard = Events(), list[str]()
    lent = events.lend("levels")

    async def mine(event: LevelReached) -> None:
        heard.append("mine")

    async def theirs(event: LevelReached) -> None:
        heard.append("theirs")

    lent.on(LevelReached, mine)
    undo = events.on(LevelReached, theirs)
    events.release("levels")
    await events.tell(LevelReached(1))
    undo()
    await events.tell(LevelReached(2))

    assert heard == ["theirs"]
