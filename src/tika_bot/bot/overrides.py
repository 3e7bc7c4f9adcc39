"""Who may use a command where an admin said so in Discord: Server Settings, Integrations.

Discord applies these overrides to slash commands by itself. Prefix commands and buttons know nothing of them,
and a role that was given ``/settings`` lacks the permission by which we would let it in. So Discord is asked
for them, once per guild, and again when it says that they changed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord
import structlog
from discord import app_commands

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId
from tika_bot.core.permits import Actor

log = structlog.get_logger("tika.overrides")

ROLE: Final = 1
USER: Final = 2
CHANNEL: Final = 3


class CommandForOthers(Refusal):
    """Discord's own settings keep the command from this member, or from this channel."""

    key = "core.command_for_others"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a command's overrides: to whom or where, and whether it is allowed."""

    kind: int
    id: int
    allowed: bool


Rules = tuple[Rule, ...]


def verdict(rules: Collection[Rule], actor: Actor, channel: int) -> bool | None:
    """Return what ``rules`` say about ``actor`` in ``channel``; None if they leave it to the permissions.

    The channel's own rule stands above the one for all channels, a member's above their roles', one role that
    is allowed above others that aren't, and any of them above everybody's.
    """
    assert actor.guild is not None  # there are no overrides in direct messages
    said = {(rule.kind, rule.id): rule.allowed for rule in rules}
    if said.get((CHANNEL, channel), said.get((CHANNEL, actor.guild - 1))) is False:
        return False
    if (USER, actor.user) in said:
        return said[USER, actor.user]
    roles = [said[ROLE, role] for role in actor.roles if int(role) != actor.guild and (ROLE, role) in said]
    return any(roles) if roles else said.get((ROLE, actor.guild))


class Overrides:
    """Remembers each guild's overrides by the command's name; ``""`` stands for all commands."""

    def __init__(self, tree: app_commands.CommandTree[Any]) -> None:
        self._tree = tree
        self._known: dict[GuildId, dict[str, Rules]] = {}

    def needs(self, command: str) -> int:
        """Return the permission bits that ``command`` asks for where nobody decided otherwise."""
        known = self._tree.get_command(command)
        wanted = None if known is None else known.default_permissions
        return 0 if wanted is None else wanted.value

    async def rules(self, guild: GuildId, command: str) -> Rules:
        """Return who may use ``command`` in ``guild``; nothing if nobody decided that, or Discord is away."""
        if guild not in self._known:
            try:
                self._known[guild] = await self._asked(guild)
            except (discord.HTTPException, OSError) as fault:
                log.warning("overrides.unknown", guild=guild, why=repr(fault))
                return ()
        known = self._known[guild]
        return known.get(command, known.get("", ()))

    def forget(self, guild: GuildId) -> None:
        """Ask again: something changed in ``guild``."""
        self._known.pop(guild, None)

    async def _asked(self, guild: GuildId) -> dict[str, Rules]:
        http, application = self._tree._http, self._tree.client.application_id  # noqa: SLF001 # as registration
        assert application is not None  # known since login
        written = await http.get_guild_application_command_permissions(application, guild)
        if not written:
            return {}
        commands: Sequence[Any] = [
            *await http.get_guild_commands(application, guild),
            *await http.get_global_commands(application),
        ]
        names = {int(command["id"]): str(command["name"]) for command in commands} | {application: ""}
        return {
            names[int(one["id"])]: tuple(
                Rule(row["type"], int(row["id"]), row["permission"]) for row in one["permissions"]
            )
            for one in written
            if int(one["id"]) in names
        }
