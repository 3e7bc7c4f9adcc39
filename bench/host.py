"""A sandbox that floods its bot: the server half of the message bench, in a process of its own.

Its words are how many guilds there are and how many members in each. It prints one line of JSON with its
addresses and the bot's token. Then each line ``N`` on standard input makes it push N MESSAGE_CREATE events,
serialised beforehand, to the session that is logged in, and print ``N``.
"""

import asyncio
import json
import random
import sys

import orjson

from tika_sandbox.demo import build_demo
from tika_sandbox.payloads.events import message_event
from tika_sandbox.wire.server import Sandbox
from tika_sandbox.world.entities import TEXT, Message
from tika_sandbox.world.people import join, make_channel, make_guild, make_person
from tika_sandbox.world.state import World

CHANNELS, DIFFERENT = 8, 20_000
WORDS = ("tea", "kettle", "morning", "rain", "garden", "moss", "lantern", "cat", "window", "bread", "story")


def crowded_world(guilds: int, members: int) -> World:
    """Return the demo world with ``guilds`` more, all with the demo's bot in them."""
    world = World()
    bot = build_demo(world).bot
    people = [make_person(world, f"member{number}", shown=f"Member {number}") for number in range(members)]
    for number in range(guilds):
        guild = make_guild(world, f"Guild {number}", people[0].id)
        for channel in range(CHANNELS):
            make_channel(world, guild.id, f"channel-{channel}")
        for user in (*(person.id for person in people[1:]), bot.id):
            join(world, guild.id, user)
    return world


def documents(world: World) -> list[bytes]:
    """Return message bodies by random members in random guilds, as they go over the wire."""
    chance = random.Random(7)
    channels = [row for row in world.channels if row.type == TEXT and row.guild_id is not None]
    crowds = {guild.id: list(world.members.within(guild.id).values()) for guild in world.guilds}
    made = []
    for _ in range(DIFFERENT):
        channel = chance.choice(channels)
        author = chance.choice([m for m in crowds[channel.guild_id] if not world.users[m.user_id].bot])
        words = " ".join(chance.choices(WORDS, k=chance.randint(3, 16)))
        row = Message(world.new_id(), channel.id, channel.guild_id, author.user_id, words, world.now())
        made.append(orjson.dumps(message_event(world, row)))
    return made


async def main() -> None:
    """Serve until standard input ends."""
    world = crowded_world(int(sys.argv[1]), int(sys.argv[2]))
    made: list[bytes] = []
    sandbox = await Sandbox.start(world=world, enforce_limits=False)
    bot = world.users[build_demo(world).bot.id]
    address = sandbox.address
    facts = {"api": address.api, "gateway": address.gateway, "cdn": address.cdn, "token": bot.token}
    print(json.dumps(facts), flush=True)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        made = made or documents(world)
        session = next(one for one in sandbox.hub.sessions.values() if one.socket is not None)
        for number in range(int(line)):
            session.push("MESSAGE_CREATE", made[number % DIFFERENT])
        print(line.decode().strip(), flush=True)
    await sandbox.close()


if __name__ == "__main__":
    asyncio.run(main())
