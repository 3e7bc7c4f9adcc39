"""What happens in all those guilds: a seeded stream of events for one connection, always the same."""

import random
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final, TypeAlias

from tika_sandbox.load.crowd import ROOMS, Crowd, room_id, voice_id
from tika_sandbox.load.moulds import Mould, Pattern, Shot
from tika_sandbox.world.entities import Command

KINDS: Final = ("messages", "reactions", "voice", "members", "typing", "interactions")
USUAL: Final[Mapping[str, float]] = {
    "messages": 72, "reactions": 12, "voice": 5, "members": 4, "typing": 6, "interactions": 1,
}  # fmt: skip
"""A hundred events as busy communities make them; presences left out, since few bots ask for those."""
CROWDING: Final = 3
"""A few guilds are loud and most are quiet: the n-th part of the crowd makes n ** (1/3) of the noise."""

BLOCK: Final = 512
"""Events that are made together. A reaction is to a message of its own block."""
KEPT: Final = 32
"""Blocks that are made beforehand and sent again and again, each time with new ids of messages."""
RENEWED: Final = 32
"""After so many blocks the oldest gives way to a new one, so that in the end all members spoke."""

Made: TypeAlias = tuple[str, Shot]
"""What kind of event, and the message for it. The id that it lacks is that of a message or interaction."""


def mix_of(text: str) -> dict[str, float]:
    """Return shares by kind from words like ``messages=80,interactions=5``; what isn't named is left out.

    Raises:
        ValueError: A kind is unknown, a share isn't a number of 0 or more, or all are 0.
    """
    mix: dict[str, float] = {}
    for part in text.split(","):
        kind, _, share = part.strip().partition("=")
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
        mix[kind] = float(share)
    if min(mix.values()) < 0 or not sum(mix.values()) > 0:
        raise ValueError(f"{text!r} leaves nothing to happen")
    return mix


Deck: TypeAlias = Mapping[str, tuple[list[Mould], float]]
"""Of each kind the moulds to choose from, and how often it happens in comparison."""


class Traffic:
    """Endless events for one shard; the same dice make the same."""

    def __init__(self, crowd: Crowd, shard: tuple[int, int], deck: Deck, dice: random.Random) -> None:
        self._crowd = crowd
        self._guilds = crowd.on_shard(shard)
        self._deck = deck
        self._dice = dice
        blocks = KEPT if deck and self._guilds else 0
        self._kept = deque((self._block() for _ in range(blocks)), maxlen=KEPT)

    def __iter__(self) -> Iterator[Made]:
        for turn in count() if self._kept else ():
            if turn % RENEWED == RENEWED - 1:
                self._kept.append(self._block())
            yield from self._kept[turn % KEPT]

    def _block(self) -> list[Made]:
        crowd, guilds, roll = self._crowd, self._guilds, self._dice.random
        kinds, shares = list(self._deck), [share for _, share in self._deck.values()]
        spoken: tuple[int, int] | None = None
        made = []
        for kind in self._dice.choices(kinds, shares, k=BLOCK):
            number = guilds[int(len(guilds) * roll() ** CROWDING)]
            guild = crowd.guild_id(number)
            room = room_id(guild, int(ROOMS * roll()))
            if kind == "messages":
                spoken = guild, room
            elif kind == "reactions" and spoken is not None:
                guild, room = spoken
                number = crowd.number_of(guild) or 0
            member = crowd.member_id(number, int(crowd.size(number) * roll()))
            mould = self._dice.choice(self._deck[kind][0])
            made.append((kind, mould.shot(guild, room, member, None, voice_id(guild))))
        return made


def deck_of(pattern: Pattern, intents: int, command: Command | None, mix: Mapping[str, float]) -> Deck:
    """Return what a bot with these intents hears of the mix; without a ``command`` nobody runs one."""
    moulds = {
        "messages": [one.read_with(intents) for one in pattern.messages],
        "reactions": [pattern.reaction],
        "voice": [pattern.sits, pattern.stands],
        "members": [pattern.member],
        "typing": [pattern.typing],
        "interactions": [pattern.request(command)] if command else [],
    }
    heard = {
        kind: [one for one in some if not one.intent or one.intent & intents] for kind, some in moulds.items()
    }
    return {kind: (heard[kind], share) for kind, share in mix.items() if heard[kind] and share}
