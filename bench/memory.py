"""What guilds and members weigh: ours against discord.py's.

Guilds: the resident memory of each client, in a process of its own, with 50 and with 1,050 guilds of nine
channels; discord.py keeps no members. Members, in bytes that Python has handed out: a hundred thousand of
them speak once, and some minutes later only a handful does. What is left is ours; the peer's is as many
members in discord.py's own cache.
"""

import asyncio
import gc
import json
import statistics
import tempfile
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
from discord.guild import Guild
from discord.state import ConnectionState

from messages import BARE, EVERYTHING, Client, row, weight
from tika_bot.base.clock import millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage import migrate
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

FEW, MANY, MEMBERS = 50, 1_050, 100_000
FIRST = 1_300_000_000_000_000_000
"""Ids as large as real ones: small numbers would weigh nothing."""


def per_thousand_guilds(client: Client) -> float:
    """Return the megabytes that a process grows by with a thousand more guilds."""
    grown = [asyncio.run(weight(client, (MANY, 5))) - asyncio.run(weight(client, (FEW, 5))) for _ in range(2)]
    return statistics.median(grown)


async def per_member_of_ours() -> float:
    """Return the bytes that are left of a member who spoke once."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ours.db'}"
        await migrate.upgrade(url, migrate.own_scripts())
        async with (
            await Database.open(url) as database,
            a_house(database, "levels", settings=Settings) as house,
        ):
            levels = build(house)
            clock: Any = house.clock

            def say(member: int) -> None:
                who = UserId(FIRST + member)
                levels.hear(
                    ChatMessage(
                        MessageId(FIRST), GuildId(FIRST), ChannelId(FIRST), None, who, "Ann",
                        f"my word {member}", millis(clock.now()),
                    )
                )  # fmt: skip

            tracemalloc.start()
            before = _held()
            for member in range(MEMBERS):
                say(member)
            await levels.flush()
            for member in range(10):
                clock.advance(timedelta(minutes=2))
                say(member)
                await levels.flush()
            grown = _held() - before
            tracemalloc.stop()
    return grown / MEMBERS


def per_member_of_discord_py() -> float:
    """Return the bytes of a member in discord.py's cache."""
    state: Any = ConnectionState(
        dispatch=lambda *_: None, handlers={}, hooks={}, http=None, intents=discord.Intents.all()
    )
    guild: Any = Guild(data={"id": str(FIRST), "member_count": MEMBERS}, state=state)  # type: ignore[typeddict-item]
    tracemalloc.start()
    before = _held()
    for number in range(MEMBERS // 10):
        # From JSON each time: nobody's strings are shared with another's.
        frame = json.loads(json.dumps(_member(number)))
        guild._add_member(discord.Member(data=frame, guild=guild, state=state))  # noqa: SLF001
    grown = _held() - before
    tracemalloc.stop()
    return grown / (MEMBERS // 10)


def _member(number: int) -> dict[str, Any]:
    user = {
        "id": str(FIRST + number), "username": f"member{number}", "discriminator": "0",
        "global_name": f"Member {number}", "avatar": f"{number:032x}", "public_flags": 0,
    }  # fmt: skip
    moment = "2026-01-02T03:04:05.000000+00:00"
    return {
        "user": user,
        "roles": [str(FIRST)],
        "joined_at": moment,
        "flags": 0,
        "deaf": False,
        "mute": False,
    }


def _held() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench."""
    guilds = [per_thousand_guilds(client) for client in (EVERYTHING, BARE)]
    members = [asyncio.run(per_member_of_ours()), per_member_of_discord_py()]
    return [
        row("6a: memory of a thousand guilds, against discord.py", *guilds, 1.15, unit="MB", most=True),
        row("6b: memory of a member seen, against one cached", *members, 0.1, unit="B", most=True),
    ]


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
