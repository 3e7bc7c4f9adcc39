"""The world that a newcomer meets: two servers, a handful of people, and a bot that may do everything."""

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import Any, Final

from tika_sandbox.world.drafts import Draft
from tika_sandbox.world.entities import CATEGORY, TEXT, VOICE, Application, Guild, User
from tika_sandbox.world.messages import post
from tika_sandbox.world.people import join, make_bot, make_channel, make_guild, make_person, make_role
from tika_sandbox.world.permissions import May
from tika_sandbox.world.principals import Person
from tika_sandbox.world.state import World

_FIRST: Final = 1_310_000_000_000_000_000
"""Demo ids count up from here: they look like snowflakes of late 2024, and never change."""


def _guild_id(number: int) -> int:
    """Return the id of the demo guild with that number, from 1; each would be on a shard of its own."""
    return _FIRST + 1000 + ((number - 1) << 22)


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """Who and what is in the demo world, for scripts and for the printed line."""

    world: World
    guilds: tuple[Guild, ...]
    users: tuple[User, ...]
    admins: frozenset[int]
    bot: Application

    def line(self, *, api: str, gateway: str, web: str) -> dict[str, Any]:
        """Return what ``--json`` prints: addresses, guilds with channels, users and bot with their tokens."""
        return {
            "api": api,
            "gateway": gateway,
            "web": web,
            "guilds": [
                {
                    "id": str(guild.id),
                    "name": guild.name,
                    "channels": {
                        channel.name: str(channel.id)
                        for channel in self.world.channels.within(guild.id).values()
                        if channel.type in (TEXT, VOICE)
                    },
                }
                for guild in self.guilds
            ],
            "users": [
                {
                    "id": str(user.id),
                    "name": user.shown or user.name,
                    "token": user.token,
                    "admin": user.id in self.admins,
                }
                for user in self.users
            ],
            "bot": {
                "id": str(self.bot.id),
                "token": self.world.users[self.bot.id].token,
                "secret": self.bot.secret,
            },
        }


_PEOPLE: Final = (
    ("alice", "Alice"),
    ("bruno", "Bruno"),
    ("layla", "ليلى"),
    ("haruka", "春香"),
    ("otto", "Otto 🦉"),
    ("mira", "Mira"),
)
_ADMIN: Final = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A demo guild: its channels with their topics, who is in it (places in ``_PEOPLE``), what was said."""

    name: str
    rooms: tuple[tuple[str, str], ...]
    voice: str
    people: tuple[int, ...]
    said: tuple[tuple[int, str], ...]
    icon: bool


_PLACES: Final = (
    _Place(
        "Tea House",
        (
            ("general", "Come in, the kettle is on. Rule one: no pouring milk first."),
            ("kettle-talk", "Temperatures, leaves and other strong opinions"),
            ("quiet-corner", "For reading. Whisper."),
        ),
        "Fireside",
        (0, 1, 2, 3, 4),
        (
            (1, "Morning! There's fresh sencha in the pot."),
            (3, "春の新茶ですね 🍵 I'll take a cup."),
            (4, "Is it too early for cake?"),
        ),
        icon=True,
    ),
    _Place(
        "Rooftop Garden",
        (
            ("general", "What grows, what doesn't, and who forgot to water it"),
            ("seedlings", "Small green hopes"),
            ("compost", "Nothing is wasted here"),
        ),
        "Bench",
        (0, 1, 2, 5, 4),
        ((5, "The tomatoes made it through the night!"), (2, "رائع! I brought basil to keep them company.")),
        icon=False,
    ),
)


def build_demo(world: World, *, small_talk: bool = False, bot_token: str | None = None) -> DemoFacts:
    """Build the demo world, or find it in one that was loaded from disk; the ids are the same each time.

    With ``small_talk`` people have said a few words already, so that a newcomer finds no empty rooms.
    ``bot_token`` is what the bot logs in with from now on, in place of a token that is made up; a new world's
    bot has the id that such a token begins with.
    """
    if _guild_id(1) not in world.guilds:
        _build(world, id_in(bot_token or "") or _FIRST + 100)
        for number, place in enumerate(_PLACES if small_talk else (), start=1):
            for index, words in place.said:
                who = Person(_FIRST + 1 + index)
                post(world, who, _guild_id(number) + 10, Draft(content=words))
    people = tuple(world.users[_FIRST + number] for number in range(1, len(_PEOPLE) + 1))
    guilds = tuple(world.guilds[_guild_id(number)] for number in range(1, len(_PLACES) + 1))
    bot = next(iter(world.applications))
    if bot_token is not None:
        world.users.put(replace(world.users[bot.id], token=bot_token))
    return DemoFacts(world, guilds, people, frozenset({people[_ADMIN].id}), bot)


def _portrait(number: int) -> str:
    """Return a picture's hash; whatever it is, the CDN draws a face for it."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]


def id_in(token: str) -> int | None:
    """Return the bot's id that Discord's tokens begin with, or None if this one begins otherwise."""
    first = token.partition(".")[0]
    try:
        number = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
    except ValueError:
        return None
    return int(number) if number.isdigit() and len(number) in range(17, 21) else None


def _build(world: World, bot_id: int) -> None:
    people = [
        make_person(world, name, shown=shown, user_id=_FIRST + number)
        for number, (name, shown) in enumerate(_PEOPLE, start=1)
    ]
    bot = make_bot(world, "Tika", people[_ADMIN].id, user_id=bot_id)
    for user in (*people, world.users[bot.id]):
        world.users.put(replace(user, avatar=_portrait(user.id)))
    for number, place in enumerate(_PLACES, start=1):
        _build_guild(world, place, _guild_id(number), bot, people)


def _build_guild(world: World, place: _Place, base: int, bot: Application, people: list[User]) -> None:
    guild = make_guild(world, place.name, people[_ADMIN].id, guild_id=base)
    power = May.ADMINISTRATOR
    make_role(world, base, "Regular", color=0x4F9D69, hoist=True, role_id=base + 1, mentionable=True)
    make_role(world, base, "Tika", permissions=power, color=0x7A6FD0, role_id=base + 2, bot_id=bot.id)
    make_role(world, base, "Keeper", permissions=power, color=0xE0A030, hoist=True, role_id=base + 3)
    make_channel(world, base, "Rooms", kind=CATEGORY, channel_id=base + 9)
    for index, (name, topic) in enumerate(place.rooms):
        make_channel(world, base, name, topic=topic, parent_id=base + 9, channel_id=base + 10 + index)
    make_channel(world, base, place.voice, kind=VOICE, parent_id=base + 9, channel_id=base + 20)
    icon = _portrait(base) if place.icon else None
    world.guilds.put(replace(guild, icon=icon, system_channel_id=base + 10))
    join(world, base, bot.id, roles=(base + 2,))
    for index in place.people:
        join(world, base, people[index].id)
    _give(world, base, people[_ADMIN].id, base + 3)
    for index in place.people[3:]:
        _give(world, base, people[index].id, base + 1)


def _give(world: World, guild_id: int, user_id: int, role_id: int) -> None:
    world.members.put(replace(world.members[guild_id, user_id], roles=(role_id,)))
