"""Somebody writes in a channel, and the listeners of that guild hear it, tier by tier."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.events import Events, FeatureSwitched, ListenerPaused
from tika_bot.core.messages import FAULTS_BEFORE_PAUSE, FIRST_PAUSE, ChatMessage, Listener, Messages
from tika_bot.testing.houses import FRIDAY_NOON

HERE, THERE = GuildId(10), GuildId(20)


class Switches:
    """Everything is on, except what a test takes out."""

    def __init__(self) -> None:
        self.off: set[tuple[GuildId | None, str]] = set()

    def hears(self, guild: GuildId | None, plugin: str) -> bool:
        return (guild, plugin) not in self.off


class Street:
    """A router with its surroundings, and what was heard."""

    def __init__(self) -> None:
        self.switches, self.events, self.clock = Switches(), Events(), StillClock(FRIDAY_NOON)
        self.messages = Messages(self.switches, self.events, self.clock)
        self.heard: list[str] = []
        self.pauses: list[ListenerPaused] = []
        self.events.on(ListenerPaused, self._paused)

    async def _paused(self, event: ListenerPaused) -> None:
        self.pauses.append(event)

    def guard(self, name: str, *, stops: bool = False, priority: int = 50, edits: bool = True) -> None:
        def hear(message: ChatMessage) -> bool:
            self.heard.append(name)
            return stops

        self.messages.add(name, {"guard": [Listener(name, hear, priority, edits)]})

    def watch(self, name: str, hear: Callable[[ChatMessage], None] | None = None) -> None:
        self.messages.add(name, {"watch": [Listener(name, hear or (lambda _: self.heard.append(name)))]})

    def answer(self, name: str, *, answers: bool = True, priority: int = 50) -> None:
        async def hear(message: ChatMessage) -> bool:
            self.heard.append(name)
            return answers

        self.messages.add(name, {"answer": [Listener(name, hear, priority)]})


@pytest.fixture
def street() -> Street:
    return Street()


def said(guild: GuildId | None = HERE) -> ChatMessage:
    return ChatMessage(
        MessageId(1), guild, ChannelId(2), None, UserId(3), "Ann", "hello", millis(FRIDAY_NOON)
    )


async def test_tiers_come_in_order_and_the_first_answer_wins(street: Street) -> None:
    street.answer("late", priority=60)
    street.answer("shy", answers=False, priority=10)
    street.answer("keen", priority=20)
    street.watch("counter")
    street.guard("filter")

    assert await street.messages.route(said()) == "answered"
    assert street.heard == ["filter", "counter", "shy", "keen"]


async def test_the_first_stop_ends_it_for_everybody(street: Street) -> None:
    street.guard("second", priority=20)
    street.guard("first", stops=True, priority=10)
    street.watch("counter")

    assert await street.messages.route(said()) == "stopped"
    assert street.heard == ["first"]


async def test_a_command_is_watched_but_not_answered(street: Street) -> None:
    street.guard("filter")
    street.watch("counter")
    street.answer("chatty")

    assert await street.messages.route(said()._replace(is_command=True)) == "heard"
    assert street.heard == ["filter", "counter"]


async def test_an_edit_is_heard_only_by_those_who_ask_for_edits(street: Street) -> None:
    street.guard("filter", edits=True)
    street.watch("counter")
    street.answer("chatty")

    assert await street.messages.route(said()._replace(edited=True)) == "heard"
    assert street.heard == ["filter"]


async def test_a_switched_off_plugin_hears_nothing_in_that_guild(street: Street) -> None:
    street.watch("counter")
    await street.messages.route(said())
    street.switches.off.add((HERE, "counter"))
    await street.events.tell(FeatureSwitched(HERE, "counter", on=False))
    street.heard.clear()

    await street.messages.route(said(HERE))
    await street.messages.route(said(THERE))

    assert street.heard == ["counter"]


async def test_a_raising_listener_silences_nobody_else(street: Street) -> None:
    def explode(message: ChatMessage) -> None:
        raise ZeroDivisionError

    street.watch("aaa", explode)
    street.watch("bbb")
    await street.messages.route(said())
    ear = street.messages.stats()[0]

    assert street.heard == ["bbb"]
    assert (ear.calls, ear.errors, ear.hits) == (1, 1, 0)
    assert ear.mean_s >= 0


async def test_a_mean_before_the_first_call_is_zero(street: Street) -> None:
    street.watch("counter")

    assert street.messages.stats()[0].mean_s == 0


async def test_a_hanging_answer_is_cut_off_after_its_budget(street: Street) -> None:
    async def hang(message: ChatMessage) -> bool:
        await asyncio.Event().wait()
        return True

    street.messages.add("stuck", {"answer": [Listener("stuck", hang, priority=1, budget_s=0.01)]})
    street.answer("keen")

    assert await street.messages.route(said()) == "answered"
    assert street.heard == ["keen"]
    assert street.messages.stats()[0].errors == 1


async def test_an_answer_that_waits_several_times_is_heard_to_its_end(street: Street) -> None:
    first, second, tidied = asyncio.Event(), asyncio.Event(), list[str]()

    async def think(message: ChatMessage) -> bool:
        try:
            await first.wait()
            async with asyncio.timeout(5):
                await second.wait()
            await asyncio.gather(asyncio.to_thread(str), first.wait())
        finally:
            tidied.append("tidied")
        return True

    street.messages.add("slow", {"answer": [Listener("slow", think)]})
    routing = asyncio.create_task(street.messages.route(said()))
    first.set()
    second.set()

    assert await routing == "answered" and tidied == ["tidied"]


async def test_an_answer_that_raises_after_waiting_is_a_fault(street: Street) -> None:
    async def stumble(message: ChatMessage) -> bool:
        await asyncio.to_thread(str)
        raise ZeroDivisionError

    street.messages.add("slow", {"answer": [Listener("slow", stumble)]})

    assert await street.messages.route(said()) == "heard"
    assert street.messages.stats()[0].errors == 1


async def fail_often(street: Street, guild: GuildId, times: int) -> None:
    for _ in range(times):
        await street.messages.route(said(guild))


async def test_a_listener_that_keeps_failing_rests_in_that_guild_only_and_admins_hear_once(
    street: Street,
) -> None:
    def explode(message: ChatMessage) -> None:
        street.heard.append("tried")
        raise ZeroDivisionError

    street.watch("aaa", explode)
    await fail_often(street, HERE, FAULTS_BEFORE_PAUSE + 3)
    await fail_often(street, THERE, 1)

    assert len(street.heard) == FAULTS_BEFORE_PAUSE + 1
    assert [(pause.guild, pause.plugin) for pause in street.pauses] == [(HERE, "aaa")]
    assert street.pauses[0].incident

    street.clock.advance(FIRST_PAUSE)
    await fail_often(street, HERE, 3)  # one more chance, then twice as long
    street.clock.advance(FIRST_PAUSE)
    await fail_often(street, HERE, 3)

    assert len(street.heard) == FAULTS_BEFORE_PAUSE + 2
    assert len(street.pauses) == 1


async def test_after_a_success_faults_are_counted_anew(street: Street) -> None:
    moods = iter([*[False] * (FAULTS_BEFORE_PAUSE - 1), True, *[False] * (FAULTS_BEFORE_PAUSE - 1)])

    def flicker(message: ChatMessage) -> None:
        if not next(moods):
            raise ZeroDivisionError

    street.watch("aaa", flicker)
    await fail_often(street, HERE, 2 * FAULTS_BEFORE_PAUSE - 1)

    assert street.pauses == []


async def test_an_admin_can_end_a_pause(street: Street) -> None:
    def explode(message: ChatMessage) -> None:
        street.heard.append("tried")
        raise ZeroDivisionError

    street.watch("aaa", explode)
    await fail_often(street, HERE, FAULTS_BEFORE_PAUSE)
    street.messages.resume(HERE, "aaa")
    await fail_often(street, HERE, 1)

    assert len(street.heard) == FAULTS_BEFORE_PAUSE + 1


async def test_cancelling_a_message_is_not_a_fault_of_the_listener(street: Street) -> None:
    started = asyncio.Event()

    async def hang(message: ChatMessage) -> bool:
        started.set()
        await asyncio.Event().wait()
        return True

    street.messages.add("slow", {"answer": [Listener("slow", hang)]})
    routing = asyncio.create_task(street.messages.route(said()))
    await started.wait()
    routing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await routing

    assert street.messages.stats()[0].errors == 0


async def test_a_removed_plugin_hears_nothing_any_more(street: Street) -> None:
    street.watch("counter")
    street.messages.remove("counter")
    await street.messages.route(said())

    assert street.heard == [] and street.messages.stats() == ()


async def test_the_histogram_holds_every_call(street: Street) -> None:
    street.watch("counter")
    street.clock.advance(timedelta(seconds=1))
    await fail_often(street, HERE, 9)

    assert sum(street.messages.stats()[0].buckets) == 9
