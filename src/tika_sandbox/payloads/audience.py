"""Who hears an event: its name, its body, and the audience that a gateway cuts it to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tika_sandbox.world.permissions import sees
from tika_sandbox.world.state import World

GUILDS, MEMBERS, MODERATION, VOICE, PRESENCES = 1 << 0, 1 << 1, 1 << 2, 1 << 7, 1 << 8
EXPRESSIONS, INTEGRATIONS, WEBHOOKS, INVITES, SCHEDULED = 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 16
AUTO_RULES, AUTO_DEEDS = 1 << 20, 1 << 21
GUILD_MESSAGES, GUILD_REACTIONS, GUILD_TYPING = 1 << 9, 1 << 10, 1 << 11
DM_MESSAGES, DM_REACTIONS, DM_TYPING, CONTENT = 1 << 12, 1 << 13, 1 << 14, 1 << 15
GUILD_POLLS, DM_POLLS = 1 << 24, 1 << 25


@dataclass(frozen=True, slots=True)
class Event:
    """A gateway event before it's cut to a session.

    ``guild_id`` None means a direct message or something personal. ``channel_id`` restricts it to those who
    see that channel, ``only`` to these users, ``but`` leaves these out. ``intent`` 0 ignores intents.
    ``people_only`` events never reach bots. ``bare`` is the body for a bot without message content, unless
    it's in ``readers``. A body that depends on its reader (``personal``) is made per user.
    """

    name: str
    body: dict[str, Any] | None
    intent: int = 0
    guild_id: int | None = None
    channel_id: int | None = None
    only: frozenset[int] | None = None
    but: frozenset[int] = frozenset()
    people_only: bool = False
    bare: dict[str, Any] | None = None
    readers: frozenset[int] = frozenset()
    personal: Callable[[int], dict[str, Any]] | None = None

    def reaches(self, world: World, user_id: int, *, bot: bool, intents: int) -> bool:
        """Tell whether a session of this user with these intents gets the event; people have all intents."""
        asked_for = not bot or (not self.people_only and (not self.intent or bool(intents & self.intent)))
        if user_id in self.but or not asked_for:
            return False
        if self.only is not None:
            return user_id in self.only
        if self.guild_id is not None and (self.guild_id, user_id) not in world.members:
            return False
        if self.channel_id is None:
            return self.guild_id is not None
        place = world.channels.get(self.channel_id)
        return place is not None and sees(world, place, user_id)

    def body_for(self, user_id: int, *, bot: bool, intents: int) -> dict[str, Any]:
        """Return the body as this session may read it; the same object for all who read the same."""
        if self.personal is not None:
            return self.personal(user_id)
        if bot and self.bare is not None and not intents & CONTENT and user_id not in self.readers:
            return self.bare
        assert self.body is not None
        return self.body
