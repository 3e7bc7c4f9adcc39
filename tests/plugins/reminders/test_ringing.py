"""A reminder rings: once, also after a crash; it is snoozed, done, moved, or comes again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.house import House
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.reminders.model import Delay, InThePast, Key, NotFound, Reminder, State, TooLate
from tika_bot.plugins.reminders.service import Reminders

HERE, ELSEWHERE = GuildId(100), GuildId(200)
ALICE, BOB = UserId(7), UserId(8)
Remind = Callable[..., Awaitable[Reminder]]
Ring = Callable[..., Awaitable[None]]
Posted = Callable[..., Awaitable[list[dict[str, Any]]]]
Timers = Callable[..., Awaitable[list[tuple[str, str, datetime]]]]


async def test_it_is_said_where_it_was_set_and_else_directly(
    remind: Remind, ring: Ring, posted: Posted
) -> None:
    made = await remind("in 20 minutes", "tea", locale="de")

    await ring(made)

    (row,) = await posted()
    assert (row["channel_id"], row["user_id"], row["otherwise"]) == (55, None, {"user": "7"})
    assert (row["plugin"], row["view"]) == ("reminders", "ring")
    assert (row["document"]["text"], row["document"]["locale"], row["document"]["late"]) == (
        "tea",
        "de",
        False,
    )
    assert await posted(ELSEWHERE) == []


async def test_who_chose_so_hears_it_directly(remind: Remind, ring: Ring, posted: Posted) -> None:
    made = await remind("in 20 minutes", direct=True)

    await ring(made)

    (row,) = await posted()
    assert (row["channel_id"], row["user_id"], row["otherwise"]) == (None, 7, {"channel": "55"})


async def test_a_timer_that_rings_again_says_nothing_new(remind: Remind, ring: Ring, posted: Posted) -> None:
    made = await remind("in 20 minutes")

    for _ in range(3):
        await ring(made)
    await asyncio.gather(*(ring(made) for _ in range(5)))

    assert len(await posted()) == 1


async def test_a_crash_before_the_end_undoes_the_ring_and_the_next_try_says_it(
    remind: Remind, ring: Ring, posted: Posted, house: House, service: Reminders
) -> None:
    made = await remind("in 20 minutes")

    async def crash() -> None:
        async with house.database.writing(HERE):
            await ring(made)
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await crash()
    assert await posted() == []
    assert (await service.show(made.key)).state is State.WAITING

    await ring(made)
    assert len(await posted()) == 1


async def test_cancelled_at_the_last_moment_it_stays_silent(
    service: Reminders, remind: Remind, ring: Ring, posted: Posted
) -> None:
    made = await remind("in 20 minutes")
    await service.cancel(made.key)

    await ring(made)

    assert await posted() == []


async def test_cancel_and_ring_at_once_end_in_one_of_the_two(
    service: Reminders, remind: Remind, ring: Ring, posted: Posted
) -> None:
    for n in range(1, 6):
        made = await remind("in 20 minutes")

        outcomes = await asyncio.gather(ring(made), service.cancel(made.key), return_exceptions=True)

        assert all(outcome is None or isinstance(outcome, Reminder | Busy) for outcome in outcomes), outcomes
        rang = len([row for row in await posted() if f":{n}:" in row["key"]])
        assert rang <= 1


async def test_a_late_ring_says_so(remind: Remind, ring: Ring, posted: Posted, clock: StillClock) -> None:
    made = await remind("in 20 minutes")
    clock.advance(timedelta(days=2))

    await ring(made)

    assert (await posted())[0]["document"]["late"] is True


async def test_it_is_kept_a_month_for_its_buttons_and_then_goes(
    service: Reminders, remind: Remind, ring: Ring, timers: Timers, clock: StillClock
) -> None:
    made = await remind("in 20 minutes")
    await ring(made)

    assert await timers() == [("ring", "7:1", made.due), ("sweep", "7:1", clock.now() + timedelta(days=30))]
    assert (await service.page(HERE, ALICE)).total == 0
    await ring(made, verb="sweep")
    with pytest.raises(NotFound):
        await service.show(made.key)


async def test_the_broom_leaves_what_waits_again(service: Reminders, remind: Remind, ring: Ring) -> None:
    made = await remind("in 20 minutes")
    await ring(made)
    again = await service.snooze(made.key, 1, Delay.SHORT)

    await ring(made, verb="sweep")

    assert await service.show(made.key) == again


async def test_a_repeating_one_waits_for_the_next(
    service: Reminders, remind: Remind, ring: Ring, posted: Posted, timers: Timers
) -> None:
    made = await remind("every day at 9")

    await ring(made)

    after = await service.show(made.key)
    assert after.due == made.due + timedelta(days=1)
    assert (await posted())[0]["document"]["next"] == int(after.due.timestamp())
    assert await timers() == [("ring", "7:1", after.due)]


async def test_what_was_missed_in_a_week_of_sleep_rings_once(
    service: Reminders, remind: Remind, ring: Ring, posted: Posted, clock: StillClock
) -> None:
    made = await remind("every day at 9")
    clock.advance(timedelta(days=7))

    await ring(made)

    assert len(await posted()) == 1
    assert clock.now() < (await service.show(made.key)).due <= clock.now() + timedelta(days=1)


@pytest.mark.parametrize(
    ("delay", "hours"), [(Delay.SHORT, 1 / 6), (Delay.LONG, 1), (Delay.TOMORROW, 20 + 2 / 3)]
)
async def test_snoozed_it_rings_again_then(
    service: Reminders, remind: Remind, ring: Ring, clock: StillClock, delay: Delay, hours: float
) -> None:
    made = await remind("in 20 minutes")
    await ring(made)

    again = await service.snooze(made.key, 1, delay)

    assert again.due - clock.now() == timedelta(hours=hours)
    await ring(again)
    assert (await service.show(made.key)).state is State.RUNG


async def test_tomorrow_is_tomorrow_on_the_wall_it_was_set_on(
    service: Reminders, remind: Remind, ring: Ring, house: House
) -> None:
    await house.settings.save_member(ALICE, MemberSettings(zone="Asia/Tokyo"))
    made = await remind("in 20 minutes")
    await house.settings.save_member(ALICE, MemberSettings(zone="UTC"))
    await ring(made)

    again = await service.snooze(made.key, 1, Delay.TOMORROW)

    assert (again.due.hour, again.zone) == (0, "Asia/Tokyo")


async def test_a_second_click_on_any_button_is_too_late(
    service: Reminders, remind: Remind, ring: Ring
) -> None:
    made = await remind("in 20 minutes")
    await ring(made)

    clicks = [service.snooze(made.key, 1, Delay.LONG) for _ in range(4)]
    outcomes = await asyncio.gather(*clicks, service.done(made.key, 1), return_exceptions=True)

    assert sum(isinstance(outcome, Reminder) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, TooLate) for outcome in outcomes) == 4


async def test_snoozing_a_repeating_one_adds_a_single_ring_and_leaves_the_rhythm(
    service: Reminders, remind: Remind, ring: Ring, clock: StillClock
) -> None:
    made = await remind("every day at 9")
    await ring(made)

    extra = await service.snooze(made.key, 1, Delay.LONG)

    assert (extra.rule, extra.key.number, extra.due) == (None, 2, clock.now() + timedelta(hours=1))
    assert (await service.show(made.key)).due == made.due + timedelta(days=1)
    for late in (service.snooze(made.key, 1, Delay.LONG), service.done(made.key, 1)):
        with pytest.raises(TooLate):
            await late
    assert (await service.page(HERE, ALICE)).total == 2


async def test_done_is_gone_but_a_repeating_one_goes_on(
    service: Reminders, remind: Remind, ring: Ring, timers: Timers
) -> None:
    single, daily = await remind("in 20 minutes"), await remind("every day at 9")
    await ring(single)
    await ring(daily)

    await service.done(single.key, 1)
    await service.done(daily.key, 1)

    assert [key for _, key, _ in await timers()] == ["7:2"]
    with pytest.raises(TooLate):
        await service.done(single.key, 1)
    with pytest.raises(TooLate):
        await service.done(daily.key, 2)  # that one hasn't rung yet


async def test_buttons_of_another_guild_or_member_find_nothing(
    service: Reminders, remind: Remind, ring: Ring
) -> None:
    made = await remind("in 20 minutes")
    await ring(made)

    for key in (Key(ELSEWHERE, ALICE, 1), Key(HERE, BOB, 1)):
        with pytest.raises(TooLate):
            await service.snooze(key, 1, Delay.SHORT)


async def test_moved_it_rings_then_and_not_before(
    service: Reminders, remind: Remind, ring: Ring, posted: Posted, timers: Timers
) -> None:
    made = await remind("in 20 minutes")

    moved = await service.postpone(made.key, "in 3 hours", "en-GB")

    await ring(made)
    assert await posted() == []
    assert await timers() == [("ring", "7:1", moved.due)]
    await ring(moved)
    assert len(await posted()) == 1


async def test_a_repeating_one_keeps_its_rhythm_after_it_was_moved(
    service: Reminders, remind: Remind, ring: Ring
) -> None:
    made = await remind("every day at 9")

    moved = await service.postpone(made.key, "tomorrow at 11", "en-GB")
    await ring(moved)

    assert (await service.show(made.key)).due == made.due + timedelta(days=1)


async def test_what_rang_can_be_moved_by_hand_too(service: Reminders, remind: Remind, ring: Ring) -> None:
    made = await remind("in 20 minutes")
    await ring(made)

    moved = await service.postpone(made.key, "in 3 hours", "en-GB")

    assert (await service.show(made.key)) == moved
    assert moved.state is State.WAITING


async def test_nothing_moves_into_the_past_or_without_being_there(service: Reminders, remind: Remind) -> None:
    made = await remind("in 20 minutes")

    with pytest.raises(InThePast):
        await service.postpone(made.key, "yesterday", "en-GB")
    with pytest.raises(NotFound):
        await service.postpone(Key(ELSEWHERE, ALICE, 1), "in 1 hour", "en-GB")


async def test_switching_off_and_on_loses_nothing(service: Reminders, remind: Remind, timers: Timers) -> None:
    await remind("in 20 minutes")

    await service.switched(HERE, on=False)
    await service.switched(HERE, on=True)

    assert len(await timers()) == 1
