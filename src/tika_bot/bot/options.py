"""What the operator and the plugins ask of the client before it exists."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord

from tika_bot.bot.wing import Wing
from tika_bot.core.manifest import PRIVILEGED_INTENTS

ALWAYS_WANTED = ("guilds", "guild_messages", "dm_messages", "message_content")
"""Without them there are neither guilds nor prefix commands."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator chose about the client."""

    name: str = "Tika"
    description: str = ""
    prefixes: tuple[str, ...] = ("!tika ", "!")
    shard_count: int | None = None
    shard_ids: tuple[int, ...] | None = None
    extensions: tuple[str, ...] = ()
    gather_s: float = 3.0

    def shards(self) -> dict[str, Any]:
        """Return discord.py's arguments for this process's shards; none means all that Discord advises."""
        if self.shard_count is None:
            return {}
        return {
            "shard_count": self.shard_count,
            "shard_ids": list(self.shard_ids or range(self.shard_count)),
        }

    @property
    def share(self) -> float:
        """Return the part of the bot's shards that is this process's, of 1."""
        if self.shard_count is None or self.shard_ids is None:
            return 1.0
        return len(self.shard_ids) / self.shard_count


def wanted_intents(wing: Wing, without: Iterable[str] = ()) -> discord.Intents:
    """Return the intents that the running plugins ask for, except ``without``."""
    names = set(ALWAYS_WANTED)
    for plugin in wing.host.plugins.values():
        names.update(plugin.manifest.intents)
    return discord.Intents(**dict.fromkeys(names - set(without), True))


def privileged(intents: discord.Intents) -> frozenset[str]:
    """Return the names in ``intents`` that Discord must have granted in its portal."""
    return frozenset(name for name, wanted in intents if wanted and name in PRIVILEGED_INTENTS)


def importable(extension: str) -> str:
    """Return the name by which ``extension`` can be imported; a path's folder joins Python's."""
    path = Path(extension)
    if not path.exists():
        return extension
    if str(path.parent) not in sys.path:
        sys.path.append(str(path.parent))
    return path.stem
