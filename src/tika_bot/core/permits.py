"""Who may do what, asked when the thing happens: on commands, clicks and web posts alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, RoleId, UserId

from .wording import Phrases

PERMISSIONS = {
    "create_instant_invite": 0,
    "kick_members": 1,
    "ban_members": 2,
    "administrator": 3,
    "manage_channels": 4,
    "manage_guild": 5,
    "add_reactions": 6,
    "view_audit_log": 7,
    "priority_speaker": 8,
    "stream": 9,
    "view_channel": 10,
    "send_messages": 11,
    "send_tts_messages": 12,
    "manage_messages": 13,
    "embed_links": 14,
    "attach_files": 15,
    "read_message_history": 16,
    "mention_everyone": 17,
    "use_external_emojis": 18,
    "view_guild_insights": 19,
    "connect": 20,
    "speak": 21,
    "mute_members": 22,
    "deafen_members": 23,
    "move_members": 24,
    "use_voice_activation": 25,
    "change_nickname": 26,
    "manage_nicknames": 27,
    "manage_roles": 28,
    "manage_webhooks": 29,
    "manage_expressions": 30,
    "use_application_commands": 31,
    "request_to_speak": 32,
    "manage_events": 33,
    "manage_threads": 34,
    "create_public_threads": 35,
    "create_private_threads": 36,
    "use_external_stickers": 37,
    "send_messages_in_threads": 38,
    "use_embedded_activities": 39,
    "moderate_members": 40,
    "send_polls": 49,
}
"""Discord's permissions and their bits."""

EVERYTHING = 1 << PERMISSIONS["administrator"]


class PermissionMissing(Refusal):
    """The member lacks a Discord permission; ``permissions`` names all that are missing."""

    key = "core.permission_missing"


class BotPermissionMissing(Refusal):
    """The bot itself lacks a Discord permission."""

    key = "core.bot_permission_missing"


class OperatorsOnly(Refusal):
    """Only those who run the bot may do this."""

    key = "core.operators_only"


class TargetTooHigh(Refusal):
    """The target stands as high as the actor, or higher."""

    key = "core.target_too_high"


class BotTooLow(Refusal):
    """The target stands as high as the bot, or higher."""

    key = "core.bot_too_low"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, with what Discord says of them at this moment."""

    user: UserId
    guild: GuildId | None
    permissions: int = 0
    """Discord's permission bits in the channel where it happens."""
    roles: tuple[RoleId, ...] = ()
    owner: bool = False
    """Whether the guild is theirs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in a guild's order of roles."""

    user: UserId
    highest_role: int
    """Position of their highest role; 0 is @everyone."""
    owner: bool = False

    def is_above(self, other: "Standing") -> bool:
        """Return whether Discord lets this one act on ``other``."""
        return not other.owner and (self.owner or self.highest_role > other.highest_role)


class Permits:
    """The rules in force; ``operators`` are the ids from the configuration."""

    def __init__(self, operators: Iterable[int] = ()) -> None:
        self._operators = frozenset(operators)

    def is_operator(self, user: UserId) -> bool:
        """Return whether ``user`` runs the bot, and so may use operators' commands in every server."""
        return user in self._operators

    def demand_operator(self, actor: Actor) -> None:
        """Let operators pass.

        Raises:
            OperatorsOnly: ``actor`` is none.
        """
        if not self.is_operator(actor.user):
            raise OperatorsOnly

    def demand(self, actor: Actor, *names: str) -> None:
        """Let ``actor`` pass who has all permissions in ``names``, as in ``manage_guild``.

        The guild's owner and administrators have them all; being an operator gives none of them.

        Raises:
            PermissionMissing: names those that are missing.
        """
        missing = [] if actor.owner else missing_permissions(actor.permissions, *names)
        if missing:
            raise PermissionMissing(permissions=permission_names(missing), count=len(missing))

    def demand_of_bot(self, permissions: int, *names: str) -> None:
        """Let pass if the bot's own ``permissions`` hold all ``names``.

        Raises:
            BotPermissionMissing: names those that are missing.
        """
        missing = missing_permissions(permissions, *names)
        if missing:
            raise BotPermissionMissing(permissions=permission_names(missing), count=len(missing))

    def demand_above(self, actor: Standing, target: Standing, bot: Standing) -> None:
        """Let pass if both ``actor`` and ``bot`` stand above ``target``.

        Raises:
            TargetTooHigh: the actor doesn't.
            BotTooLow: the bot doesn't.
        """
        if not actor.is_above(target):
            raise TargetTooHigh
        if not bot.is_above(target):
            raise BotTooLow


def missing_permissions(permissions: int, *names: str) -> list[str]:
    """Return those of ``names`` that the bits in ``permissions`` don't grant."""
    if permissions & EVERYTHING:
        return []
    return [name for name in names if not permissions & (1 << PERMISSIONS[name])]


def permission_names(names: Iterable[str]) -> Phrases:
    """Return ``names`` as words, in whatever language they will be read."""
    return Phrases(tuple(f"core.permission_{name}" for name in names))
