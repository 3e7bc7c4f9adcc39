"""From an error to a sentence: one table for discord.py's, one rule for ours, a number for the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.errors import Busy, Refusal
from tika_bot.core.incidents import fault_key
from tika_bot.core.permits import PERMISSIONS, permission_names

Kind = Literal["refusal", "busy", "broken"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Which sentence to say, with what in its blanks; ``broken`` also gets an incident number."""

    kind: Kind
    key: str
    fields: dict[str, object] = field(default_factory=dict)


def cause_of(error: BaseException) -> BaseException:
    """Return what really happened under discord.py's wrappings."""
    while True:
        inner = getattr(error, "original", None) or (
            error.__cause__ if isinstance(error, app_commands.TransformerError) else None
        )
        if not isinstance(inner, Exception) or isinstance(error, commands.ConversionError):
            return error
        error = inner


def explain(error: BaseException, now: datetime, *, typed: str = "", option: str = "") -> Explanation:
    """Return the sentence for ``error``; what nobody foresaw is ``broken``.

    ``typed`` is the word that discord.py was trying to understand, and ``option`` what it was typed for: its
    own errors don't always know.
    """
    cause = cause_of(error)
    if isinstance(cause, Refusal):
        return Explanation("refusal", cause.key, cause.fields)
    if isinstance(cause, Busy):
        return Explanation("busy", cause.key, cause.fields)
    if isinstance(cause, commands.CommandOnCooldown | app_commands.CommandOnCooldown):
        return Explanation("refusal", "core.cooldown", {"until": now + timedelta(seconds=cause.retry_after)})
    for kinds, key, blanks in SENTENCES:
        if isinstance(cause, kinds):
            fields = blanks(cause)
            if fields.get("argument") == "":
                fields["argument"] = typed[:100] or "?"
            if fields.get("name") == "":
                fields["name"] = option or "?"
            return Explanation("refusal", key, fields)
    return Explanation("broken", fault_key(cause))


def _none(_: Any) -> dict[str, object]:  # noqa: ANN401 # one of many error classes
    return {}


def _permissions(error: Any) -> dict[str, object]:  # noqa: ANN401
    missing = [name for name in error.missing_permissions if name in PERMISSIONS]
    return {"permissions": permission_names(missing), "count": len(missing)}


def _parameter(error: Any) -> dict[str, object]:  # noqa: ANN401
    return {"argument": error.param.displayed_name or error.param.name}


def _argument(error: Any) -> dict[str, object]:  # noqa: ANN401
    return {"argument": str(getattr(error, "argument", ""))[:100]}


def _sought(error: Any) -> dict[str, object]:  # noqa: ANN401
    return {"given": str(error.argument)[:100], "suggestion": "none"}


def _range(error: Any) -> dict[str, object]:  # noqa: ANN401
    return {
        "given": error.value,
        "name": "",
        "min": _or(error.minimum, "−∞"),
        "max": _or(error.maximum, "∞"),
    }


def _or(value: object, otherwise: str) -> object:
    return otherwise if value is None else value


def _choices(error: Any) -> dict[str, object]:  # noqa: ANN401
    return {"choices": ", ".join(str(choice) for choice in error.literals)}


def _transformed(error: Any) -> dict[str, object]:  # noqa: ANN401
    return {"argument": str(error.value)[:100]}


Row = tuple[tuple[type[BaseException], ...], str, Callable[[Any], dict[str, object]]]

SENTENCES: tuple[Row, ...] = (
    ((commands.MissingPermissions, app_commands.MissingPermissions), "core.permission_missing", _permissions),
    (
        (commands.BotMissingPermissions, app_commands.BotMissingPermissions),
        "core.bot_permission_missing",
        _permissions,
    ),
    ((commands.NoPrivateMessage, app_commands.NoPrivateMessage), "core.guild_only", _none),
    ((commands.PrivateMessageOnly,), "core.direct_only", _none),
    ((commands.NotOwner,), "core.operators_only", _none),
    ((commands.NSFWChannelRequired,), "core.nsfw_only", _none),
    (
        (commands.MissingRequiredArgument, commands.MissingRequiredAttachment),
        "core.argument_missing",
        _parameter,
    ),
    ((commands.RangeError,), "core.value_out_of_range", _range),
    ((commands.BadLiteralArgument,), "core.one_of", _choices),
    (
        (
            commands.MemberNotFound,
            commands.UserNotFound,
            commands.ChannelNotFound,
            commands.RoleNotFound,
            commands.ThreadNotFound,
            commands.EmojiNotFound,
            commands.MessageNotFound,
        ),
        "core.nothing_found",
        _sought,
    ),
    ((commands.ArgumentParsingError,), "core.quotes", _none),
    ((commands.TooManyArguments,), "core.too_many_arguments", _none),
    ((commands.UserInputError,), "core.argument_wrong", _argument),
    ((app_commands.TransformerError,), "core.argument_wrong", _transformed),
    ((commands.MaxConcurrencyReached,), "core.one_at_a_time", _none),
    ((app_commands.CommandNotFound, app_commands.CommandSignatureMismatch), "core.commands_changed", _none),
    ((commands.CheckFailure, app_commands.CheckFailure), "core.not_allowed", _none),
    ((commands.DisabledCommand,), "core.command_disabled", _none),
    ((discord.Forbidden,), "core.discord_forbids", _none),
    ((TimeoutError,), "core.too_slow", _none),
)
"""First match wins, so the special stands above the general."""
