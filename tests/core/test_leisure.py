"""What may wait leaves most of the time to what may not."""

import asyncio

from tika_bot.core.leisure import LONGEST_REST_S, REST, Leisure


async def test_stints_come_one_at_a_time_and_leave_pauses_twice_as_long() -> None:
    leisure, inside = Leisure(), list[str]()
    now = asyncio.get_running_loop().time
    begun, worked = now(), 0.0

    async def work(who: str) -> None:
        nonlocal worked
        for _ in range(3):
            async with leisure.stint():
                assert not inside
                inside.append(who)
                at = now()
                await asyncio.sleep(0.01)
                worked += now() - at
                inside.clear()

    await asyncio.gather(work("quests"), work("achievements"))

    assert now() - begun >= worked * (1 + REST)


async def test_who_fails_keeps_nobody_waiting() -> None:
    leisure = Leisure()

    async def fail() -> None:
        async with leisure.stint():
            await asyncio.sleep(0.01)
            raise ZeroDivisionError

    failed = await asyncio.gather(*(fail() for _ in range(5)), return_exceptions=True)

    assert [type(one) for one in failed] == [ZeroDivisionError] * 5
    async with asyncio.timeout(LONGEST_REST_S * 20), leisure.stint():
        pass
