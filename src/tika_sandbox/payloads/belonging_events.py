"""Gateway events about what guilds own: a table from the row's type to the event and its intent."""

from collections.abc import Callable
from typing import Any, Final

from tika_sandbox.payloads import belongings
from tika_sandbox.payloads.audience import (
    AUTO_RULES,
    EXPRESSIONS,
    GUILDS,
    INVITES,
    SCHEDULED,
    VOICE,
    WEBHOOKS,
    Event,
)
from tika_sandbox.world.belongings import (
    AutoRule,
    CustomEmoji,
    Invite,
    Paper,
    ScheduledEvent,
    Sound,
    Stage,
    Sticker,
    Webhook,
)
from tika_sandbox.world.journal import BelongingChanged, Sounded
from tika_sandbox.world.permissions import May, in_guild
from tika_sandbox.world.state import World

HOW: Final = {"made": "CREATE", "changed": "UPDATE", "gone": "DELETE"}


def told(world: World, fact: BelongingChanged) -> list[Event]:
    """Return the events of a belonging's change; some belongings have none."""
    tell = _TELLERS.get(type(fact.row))
    return tell(world, fact.row, fact.how) if tell else []


def _webhook(_world: World, row: Webhook, _how: str) -> list[Event]:
    body = {"guild_id": str(row.guild_id), "channel_id": str(row.channel_id)}
    return [Event("WEBHOOKS_UPDATE", body, WEBHOOKS, row.guild_id)]


def _invite(world: World, row: Invite, how: str) -> list[Event]:
    body: dict[str, Any] = {
        "guild_id": str(row.guild_id), "channel_id": str(row.channel_id), "code": row.code,
    }  # fmt: skip
    if how == "made":
        shown = belongings.invite(world, row, whole=True)
        body |= {
            key: shown[key]
            for key in ("type", "inviter", "created_at", "expires_at", "max_age", "max_uses", "uses",
                        "temporary")
        }  # fmt: skip
    managers = _with(world, row.guild_id, May.MANAGE_CHANNELS)
    return [Event(f"INVITE_{HOW[how]}", body, INVITES, row.guild_id, only=managers)]


def _with(world: World, guild_id: int, bits: int) -> frozenset[int]:
    ids = (user_id for (_, user_id) in world.members.within(guild_id))
    return frozenset(i for i in ids if in_guild(world, guild_id, i) & bits)


def _emoji(world: World, row: CustomEmoji, _how: str) -> list[Event]:
    if row.owner_id not in world.guilds:
        return []  # an application's own emojis are told to nobody
    body = {"guild_id": str(row.owner_id), "emojis": belongings.emojis(world, row.owner_id)}
    return [Event("GUILD_EMOJIS_UPDATE", body, EXPRESSIONS, row.owner_id)]


def _sticker(world: World, row: Sticker, _how: str) -> list[Event]:
    body = {"guild_id": str(row.guild_id), "stickers": belongings.stickers(world, row.guild_id)}
    return [Event("GUILD_STICKERS_UPDATE", body, EXPRESSIONS, row.guild_id)]


def _sound(world: World, row: Sound, how: str) -> list[Event]:
    body = belongings.sound(world, row)
    if how == "gone":
        body = {"sound_id": str(row.id), "guild_id": str(row.guild_id)}
    return [Event(f"GUILD_SOUNDBOARD_SOUND_{HOW[how]}", body, EXPRESSIONS, row.guild_id)]


def _scheduled(world: World, row: ScheduledEvent, how: str) -> list[Event]:
    body = belongings.scheduled_event(world, row)
    return [Event(f"GUILD_SCHEDULED_EVENT_{HOW[how]}", body, SCHEDULED, row.guild_id)]


def _stage(_world: World, row: Stage, how: str) -> list[Event]:
    return [Event(f"STAGE_INSTANCE_{HOW[how]}", belongings.stage(row), GUILDS, row.guild_id)]


def _rule(world: World, row: AutoRule, how: str) -> list[Event]:
    managers = _with(world, row.guild_id, May.MANAGE_GUILD)
    body = belongings.rule(row)
    return [Event(f"AUTO_MODERATION_RULE_{HOW[how]}", body, AUTO_RULES, row.guild_id, only=managers)]


def _paper(_world: World, row: Paper, _how: str) -> list[Event]:
    if row.kind != "command-permissions":
        return []
    guild_id = int(row.document["guild_id"])
    return [Event("APPLICATION_COMMAND_PERMISSIONS_UPDATE", row.document, GUILDS, guild_id)]


def sounded(_world: World, fact: Sounded) -> list[Event]:
    """Return the event of a sound that was played in a voice channel."""
    body = {
        "channel_id": str(fact.channel_id), "guild_id": str(fact.guild_id), "user_id": str(fact.user_id),
        "sound_id": str(fact.sound_id), "sound_volume": 1.0, "emoji": None,
    }  # fmt: skip
    return [Event("VOICE_CHANNEL_EFFECT_SEND", body, VOICE, fact.guild_id, fact.channel_id)]


_TELLERS: Final[dict[type, Callable[[World, Any, str], list[Event]]]] = {
    Webhook: _webhook,
    Invite: _invite,
    CustomEmoji: _emoji,
    Sticker: _sticker,
    Sound: _sound,
    ScheduledEvent: _scheduled,
    Stage: _stage,
    AutoRule: _rule,
    Paper: _paper,
}
