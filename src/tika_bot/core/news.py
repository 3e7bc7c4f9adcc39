"""How a worker learns what the others changed: told through Redis, else by looking again now and then."""

import asyncio

from tika_bot.storage.channel import RedisChannel

from .events import Events

BLIND_S = 60.0
"""Without a line to the others, this old may be what is remembered of settings and switches."""


async def hear_news(events: Events, channel: RedisChannel | None, *, every_s: float = BLIND_S) -> None:
    """For ever: let ``events`` hear the other workers through ``channel``, if there is one and it stands."""
    async with asyncio.TaskGroup() as ears:
        if channel is not None:
            ears.create_task(channel.listen(events.receive, events.missed))
        ears.create_task(_look_again(events, channel, every_s))


async def _look_again(events: Events, channel: RedisChannel | None, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        if channel is None or not channel.stands:
            await events.missed()
