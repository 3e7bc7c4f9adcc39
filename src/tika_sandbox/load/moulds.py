"""Events poured once and filled with ids for ever after.

A pattern guild in a real world does each thing once; what its gateway would tell is serialised, and cut where
the pattern's ids stand. To make the event for any other guild, ids go into the gaps: a microsecond instead of
the hundred that making and serialising an object takes, and the same bytes that the sandbox would send.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, TypeAlias

import orjson

from tika_sandbox.load.crowd import ROOMS, role_id, room_id, voice_id
from tika_sandbox.payloads.audience import CONTENT, Event
from tika_sandbox.payloads.events import events
from tika_sandbox.payloads.messages import message
from tika_sandbox.payloads.people import member
from tika_sandbox.payloads.places import guild_create
from tika_sandbox.world import asking, journal, messages, reactions, voices
from tika_sandbox.world.drafts import Draft
from tika_sandbox.world.entities import VOICE, Application, Command
from tika_sandbox.world.journal import Entry, Fact, MemberChanged
from tika_sandbox.world.people import join, make_bot, make_channel, make_guild, make_person, make_role
from tika_sandbox.world.permissions import May
from tika_sandbox.world.principals import Bot, Person
from tika_sandbox.world.requests import COMMAND
from tika_sandbox.world.state import World

GUILD: Final = 1_990_000_000_000_001_000
MEMBER: Final = 1_880_000_000_000_000_001
COUNT: Final = 1_770_000_000_000_000_001
"""Ids of the pattern. They occur nowhere else, so whatever stands where they do is to be filled in."""
TICKET: Final = "aW50ZXJhY3Rpb246"
"""What an interaction's token begins with; its id follows."""

_WORDS: Final = (
    "Morning! Is the kettle on?", "lol", "I'd steep that for three minutes at most 🍵",
    "does anybody know how to get the roof terrace booked for Saturday evening?", "+1", "春の新茶ですね",
    "That was the best round so far. Again?", "https://example.org/recipes/scones", "ok", "مرحبا بالجميع",
    "I've read the whole thread now and still think that the second proposal is better. Nobody has to rush.",
    "!rank", "brb", "**Reminder:** the meeting moved to <t:1700000000:f>", "😂😂😂", "who let the cat in",
)  # fmt: skip


class Mould:
    """One event with gaps. ``intent`` is the bit that a bot must have asked for, 0 for none."""

    def __init__(self, name: str, body: Any, gaps: Sequence[int | str], intent: int = 0) -> None:
        self.name = name
        self.intent = intent
        places = {str(gap).encode(): index for index, gap in enumerate(gaps)}
        pattern = re.compile(b"|".join(sorted(map(re.escape, places), reverse=True)))
        document = orjson.dumps(body)
        self._order = [places[one] for one in pattern.findall(document)]
        self._pick = itemgetter(*self._order)
        self._parts = [part.replace(b"%", b"%%") for part in pattern.split(document)]
        self._form = b"%d".join(self._parts)

    def pour(self, *ids: int) -> bytes:
        """Return the event's JSON with these ids in the gaps, in the order in which those were named."""
        document: bytes = self._form % self._pick(ids)
        return document

    def shot(self, *ids: int | None) -> "Shot":
        """Return the whole message with the ids that are known; None ones and its number are still gaps."""
        known = [b"%d" if one is None else b"%d" % one for one in ids]
        filled = [known[index] for index in self._order]
        body = b"".join(piece for pair in zip(self._parts, filled, strict=False) for piece in pair)
        head = b'{"op":0,"t":"%b","s":%%d,"d":' % self.name.encode()
        return head + body + self._parts[-1] + b"}", sum(ids[index] is None for index in self._order)


Shot: TypeAlias = tuple[bytes, int]
"""A gateway message that lacks its number and then, so many times, one id."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as bots with and without its content read it."""

    whole: Mould
    bare: Mould

    def read_with(self, intents: int) -> Mould:
        """Return what a bot with these intents gets."""
        return self.whole if intents & CONTENT else self.bare


class Pattern:
    """The guild that everything is poured from, in a world of its own with the bot that is measured.

    Gaps of events, in order: guild, room, member, message (or interaction), voice channel.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._told: list[Event] = []
        self.bot: Application = _build(world)
        self._who = Person(MEMBER)
        self._room = room_id(GUILD, 0)
        stop = world.journal.subscribe(lambda entry: self._told.extend(events(world, entry)))
        self.messages = tuple(self._message(words) for words in _WORDS)
        self.reaction = self._reaction()
        self.sits, self.stands = self._seat(voice_id(GUILD)), self._seat(None)
        changed = MemberChanged(world.members[GUILD, MEMBER], "changed")
        self.member = self._told_as("GUILD_MEMBER_UPDATE", changed)
        self.typing = self._told_as("TYPING_START", journal.Typing(self._room, GUILD, MEMBER))
        self.sent = Mould("", self._own_message(), (GUILD, self._room, MEMBER, self._last))
        stop()

    def guild(self) -> Mould:
        """Return GUILD_CREATE as a large guild's. Gaps: bot's role, rooms, voice channel, count, guild."""
        world = self.world
        body = guild_create(world, world.guilds[GUILD], self.bot.id)
        body |= {"member_count": COUNT, "large": True}
        rooms = [room_id(GUILD, place) for place in range(ROOMS)]
        return Mould("GUILD_CREATE", body, (role_id(GUILD), *rooms, voice_id(GUILD), COUNT, GUILD))

    def listed(self) -> Mould:
        """Return a member as lists have them. Gaps: member."""
        return Mould("", member(self.world, self.world.members[GUILD, MEMBER]), (MEMBER,))

    def request(self, command: Command) -> Mould:
        """Return INTERACTION_CREATE of a chat command without options."""
        data = {"id": str(command.id), "type": 1, "name": command.name}
        request = asking.Request(COMMAND, command.application_id, self._room, GUILD, data)
        row = asking.ask(self.world, self._who, request)
        body = next(
            event.body
            for event in events(self.world, Entry(0, self.world.now(), journal.Asked(row)))
            if event.only == frozenset({self.bot.id})
        )
        document = orjson.loads(orjson.dumps(body).replace(row.token.encode(), f"{TICKET}{row.id}".encode()))
        return Mould("INTERACTION_CREATE", document, self._gaps(row.id))

    def _gaps(self, number: int) -> tuple[int, ...]:
        return (GUILD, self._room, MEMBER, number, voice_id(GUILD))

    def _message(self, words: str) -> Spoken:
        row = messages.post(self.world, self._who, self._room, Draft(words))
        self._last = row.id
        event, gaps = self._told[-1], self._gaps(row.id)
        whole, bare = (Mould(event.name, body, gaps, event.intent) for body in (event.body, event.bare))
        return Spoken(whole, bare)

    def _own_message(self) -> Any:
        row = messages.post(self.world, Bot(self.bot.id, self.bot.id), self._room, Draft("An answer."))
        self._last = row.id
        return message(self.world, row)

    def _reaction(self) -> Mould:
        emoji = reactions.parse_emoji("🍵")
        reactions.react(self.world, self._who, self._room, self._last, emoji)
        return self._newest("MESSAGE_REACTION_ADD")

    def _seat(self, channel_id: int | None) -> Mould:
        voices.move(self.world, self._who, GUILD, channel_id)
        return self._newest("VOICE_STATE_UPDATE")

    def _told_as(self, name: str, fact: Fact) -> Mould:
        self.world.tell(fact)
        return self._newest(name)

    def _newest(self, name: str) -> Mould:
        event = next(one for one in reversed(self._told) if one.name == name)
        return Mould(name, event.body, self._gaps(self._last), event.intent)


def _build(world: World) -> Application:
    owner = make_person(world, "keeper")
    make_person(world, f"guest{MEMBER}", user_id=MEMBER)
    bot = make_bot(world, "Tika", owner.id)
    make_guild(world, f"Guild {GUILD}", owner.id, guild_id=GUILD)
    power = May.ADMINISTRATOR
    make_role(world, GUILD, "Tika", permissions=power, role_id=role_id(GUILD), bot_id=bot.id)
    for place, name in enumerate(("general", "off-topic", "help")):
        make_channel(world, GUILD, name, channel_id=room_id(GUILD, place))
    make_channel(world, GUILD, "Lounge", kind=VOICE, channel_id=voice_id(GUILD))
    join(world, GUILD, bot.id, roles=(role_id(GUILD),))
    join(world, GUILD, MEMBER)
    return bot
