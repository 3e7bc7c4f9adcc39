"""A member sets a reminder, looks at the list, cancels."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId, private_space
from tika_bot.core.house import House
from tika_bot.core.settings import MemberSettings, with_changes
from tika_bot.plugins.reminders.model import (
    InThePast,
    Key,
    NoDirectMessages,
    NoText,
    NotFound,
    Reminder,
    TextTooLong,
    TooMany,
    Unclear,
)
from tika_bot.plugins.reminders.service import Reminders

HERE, ELSEWHERE = GuildId(100), GuildId(200)
ALICE, BOB = UserId(7), UserId(8)
Remind = Callable[..., Awaitable[Reminder]]
Timers = Callable[..., Awaitable[list[tuple[str, str, datetime]]]]


async def listed(service: Reminders, guild: GuildId, member: UserId, page: int = 1) -> list[str]:
    return [reminder.text for reminder in (await service.page(guild, member, page)).reminders]


async def test_it_is_kept_and_a_timer_is_set_for_its_time(
    service: Reminders, remind: Remind, timers: Timers, clock: StillClock
) -> None:
    made = await remind("in 20 minutes", "  feed the plants ")

    assert await service.show(made.key) == made
    assert (made.text, made.due) == ("feed the plants", clock.now() + timedelta(minutes=20))
    assert await timers() == [("ring", "7:1", made.due)]
    assert await timers(ELSEWHERE) == []


async def test_the_same_request_twice_makes_one_reminder(service: Reminders, remind: Remind) -> None:
    first = await remind("in 20 minutes", request="interaction 1")
    again = await remind("in 20 minutes", request="interaction 1")

    assert again == first
    assert (await service.page(HERE, ALICE)).total == 1


async def test_time_is_read_on_the_members_own_wall(service: Reminders, remind: Remind, house: House) -> None:
    await house.settings.save_member(ALICE, MemberSettings(zone="Asia/Tokyo"))

    assert service.has_zone(ALICE) and not service.has_zone(BOB)
    assert (await remind("tomorrow at 9")).due == datetime(2026, 11, 21, 0, tzinfo=UTC)
    assert (await remind("tomorrow at 9", member=BOB)).due == datetime(2026, 11, 21, 9, tzinfo=UTC)


async def test_morning_is_when_the_guild_says(remind: Remind, house: House) -> None:
    tuned = with_changes(house.settings.of(HERE, "reminders"), {"morning_hour": 6})
    await house.settings.save(HERE, "reminders", tuned, by=ALICE, based_on=0)

    assert (await remind("tomorrow")).due.hour == 6
    assert (await remind("tomorrow", guild=ELSEWHERE)).due.hour == 9


async def test_a_stranger_reads_polish_and_nobody_reads_nonsense(remind: Remind, clock: StillClock) -> None:
    assert (await remind("za 2 godziny", locale="pl")).due == clock.now() + timedelta(hours=2)
    for locale in ("pl", "xx", "en-US"):
        with pytest.raises(Unclear):
            await remind("kiedyś tam", locale=locale)


async def test_a_number_that_the_stranger_drops_is_not_swallowed(remind: Remind) -> None:
    with pytest.raises(Unclear):
        await remind("domani alle 9", locale="it")


@pytest.mark.parametrize("what", ["", "  ", "\u200b", "\u202e", "\u3164"])
async def test_nothing_to_say_is_refused(remind: Remind, what: str) -> None:
    with pytest.raises(NoText):
        await remind("in 20 minutes", what)


async def test_too_long_a_text_is_refused_with_both_numbers(remind: Remind) -> None:
    with pytest.raises(TextTooLong) as refusal:
        await remind("in 20 minutes", "x" * 501)

    assert refusal.value.fields == {"length": 501, "most": 500}


async def test_marks_that_turn_the_page_around_are_taken_out_and_arabic_stays(remind: Remind) -> None:
    made = await remind("in 20 minutes", "\u202eموعد عند الطبيب\nغدا\u0007")

    assert made.text == "موعد عند الطبيب\nغدا"


async def test_a_refused_wish_leaves_nothing_behind(
    service: Reminders, remind: Remind, timers: Timers
) -> None:
    with pytest.raises(InThePast):
        await remind("2 days ago")

    assert (await service.page(HERE, ALICE)).total == 0
    assert await timers() == []


async def test_the_limit_counts_per_member_and_guild_even_when_all_come_at_once(
    service: Reminders, remind: Remind, house: House
) -> None:
    tuned = with_changes(house.settings.of(HERE, "reminders"), {"most": 3})
    await house.settings.save(HERE, "reminders", tuned, by=ALICE, based_on=0)

    outcomes = await asyncio.gather(*(remind("in 1 day") for _ in range(6)), return_exceptions=True)

    assert sum(isinstance(outcome, Reminder) for outcome in outcomes) == 3
    assert sum(isinstance(outcome, TooMany) for outcome in outcomes) == 3
    await remind("in 1 day", member=BOB)
    await remind("in 1 day", guild=ELSEWHERE)
    assert (await service.page(HERE, ALICE)).total == 3


async def test_who_wants_no_direct_messages_is_told_so(remind: Remind, house: House) -> None:
    await house.settings.save_member(ALICE, MemberSettings(direct=False))

    with pytest.raises(NoDirectMessages):
        await remind("in 1 hour", direct=True)


async def test_the_list_shows_the_members_own_of_this_guild_the_next_first(
    service: Reminders, remind: Remind
) -> None:
    await remind("in 3 hours", "third")
    await remind("in 1 hour", "first")
    await remind("in 2 hours", "bob's", member=BOB)
    await remind("in 2 hours", "elsewhere", guild=ELSEWHERE)
    await remind("in 2 hours", "in private", guild=private_space(ALICE))

    assert await listed(service, HERE, ALICE) == ["first", "third"]
    assert await listed(service, HERE, BOB) == ["bob's"]
    assert await listed(service, ELSEWHERE, ALICE) == ["elsewhere"]
    assert await listed(service, private_space(ALICE), ALICE) == ["in private"]


@pytest.mark.parametrize(("asked", "got"), [(1, 1), (2, 2), (3, 3), (99, 3), (0, 1), (-5, 1)])
async def test_pages_stay_within_the_list(service: Reminders, remind: Remind, asked: int, got: int) -> None:
    for hour in range(1, 12):
        await remind(f"in {hour} hours", str(hour))

    page = await service.page(HERE, ALICE, asked)

    assert (page.number, page.pages, page.total) == (got, 3, 11)
    assert page.reminders[0].text == str(got * 5 - 4)


async def test_while_typing_only_ones_own_are_offered(service: Reminders, remind: Remind) -> None:
    await remind("in 1 hour", "Water the ficus")
    await remind("in 2 hours", "call mum")
    await remind("in 1 hour", "bob's ficus", member=BOB)

    async def offered(typed: str) -> list[str]:
        return [reminder.text for reminder in await service.waiting(HERE, ALICE, typed)]

    assert await offered("") == ["Water the ficus", "call mum"]
    assert await offered("FICUS") == ["Water the ficus"]
    assert await offered("#2") == ["call mum"]


async def test_cancelled_means_gone_with_its_timer_and_its_number(
    service: Reminders, remind: Remind, timers: Timers
) -> None:
    made = await remind("every day at 9")

    assert await service.cancel(made.key) == made

    assert await timers() == []
    assert (await remind("in 1 hour")).key.number == 2
    with pytest.raises(NotFound):
        await service.cancel(made.key)


async def test_nobody_cancels_anothers_or_in_another_guild(service: Reminders, remind: Remind) -> None:
    await remind("in 1 hour")

    for guild, member in ((HERE, BOB), (ELSEWHERE, ALICE)):
        with pytest.raises(NotFound):
            await service.cancel(Key(guild, member, 1))
    assert (await service.page(HERE, ALICE)).total == 1


async def test_who_is_forgotten_leaves_no_row_in_any_guild(
    service: Reminders, remind: Remind, timers: Timers, house: House
) -> None:
    await remind("in 1 hour")
    await remind("in 1 hour", guild=ELSEWHERE)
    bobs = await remind("in 1 hour", member=BOB)

    await service.forget(ALICE)

    assert await service.export(ALICE) == []
    assert await timers(ELSEWHERE) == []
    assert [key for _, key, _ in await timers()] == ["8:1"]
    assert await service.show(bobs.key) == bobs


async def test_who_asks_gets_everything_we_know(service: Reminders, remind: Remind) -> None:
    await remind("every monday at 9", "meeting")
    await remind("in 1 hour", guild=ELSEWHERE)
    await remind("in 1 hour", member=BOB)

    known: list[dict[str, Any]] = await service.export(ALICE)

    assert [(row["guild"], row["text"]) for row in known] == [("100", "meeting"), ("200", "feed the plants")]
    assert known[0]["repeats"].startswith("FREQ=WEEKLY")
