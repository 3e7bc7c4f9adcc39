"""Who a message calls: what its text names, cut down to what its sender allowed and may do."""

import re
from dataclasses import dataclass
from typing import Final

from tika_sandbox.world.entities import Channel
from tika_sandbox.world.permissions import May, in_channel
from tika_sandbox.world.state import World

_USER: Final = re.compile(r"<@!?(\d{1,20})>")
_ROLE: Final = re.compile(r"<@&(\d{1,20})>")
_ALL: Final = re.compile(r"@(?:everyone|here)\b")
ALL_KINDS: Final = frozenset({"users", "roles", "everyone"})


@dataclass(frozen=True, slots=True)
class Allowed:
    """A sender's ``allowed_mentions``: kinds parsed from the text, and ids allowed one by one."""

    kinds: frozenset[str] = ALL_KINDS
    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    replied_user: bool = True


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Who is called in the end."""

    users: tuple[int, ...]
    roles: tuple[int, ...]
    everyone: bool


def mentioned(world: World, author_id: int, channel: Channel, content: str, allowed: Allowed) -> Mentioned:
    """Return whom ``content`` mentions; roles that aren't mentionable and everybody need a permission."""
    if "@" not in content:
        return Mentioned((), (), everyone=False)
    loud = bool(in_channel(world, channel, author_id) & May.MENTION_EVERYONE)
    users = [
        number
        for number in dict.fromkeys(int(found) for found in _USER.findall(content))
        if number in world.users and ("users" in allowed.kinds or number in allowed.users)
    ]
    roles = [
        role.id
        for number in dict.fromkeys(int(found) for found in _ROLE.findall(content))
        if (role := world.roles.get(number)) is not None
        and role.guild_id == channel.guild_id
        and (loud or role.mentionable)
        and ("roles" in allowed.kinds or number in allowed.roles)
    ]
    everyone = loud and "everyone" in allowed.kinds and bool(_ALL.search(content))
    return Mentioned(tuple(users), tuple(roles), everyone)
