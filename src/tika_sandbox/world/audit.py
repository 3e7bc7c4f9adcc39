"""The audit log: who used power over what, and why."""

from enum import IntEnum
from typing import Any

from tika_sandbox.world.entities import AuditEntry
from tika_sandbox.world.journal import Audited
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.state import World


class Deed(IntEnum):
    """Discord's numbers for what is logged."""

    GUILD_UPDATE = 1
    CHANNEL_CREATE = 10
    CHANNEL_UPDATE = 11
    CHANNEL_DELETE = 12
    OVERWRITE_CREATE = 13
    OVERWRITE_UPDATE = 14
    OVERWRITE_DELETE = 15
    MEMBER_KICK = 20
    MEMBER_BAN = 22
    MEMBER_UNBAN = 23
    MEMBER_UPDATE = 24
    MEMBER_ROLES = 25
    MEMBER_MOVE = 26
    ROLE_CREATE = 30
    ROLE_UPDATE = 31
    ROLE_DELETE = 32
    MEMBER_PRUNE = 21
    BOT_ADD = 28
    INVITE_CREATE = 40
    INVITE_DELETE = 42
    WEBHOOK_CREATE = 50
    WEBHOOK_UPDATE = 51
    WEBHOOK_DELETE = 52
    EMOJI_CREATE = 60
    EMOJI_UPDATE = 61
    EMOJI_DELETE = 62
    MESSAGE_DELETE = 72
    MESSAGE_BULK_DELETE = 73
    STAGE_CREATE = 83
    STAGE_UPDATE = 84
    STAGE_DELETE = 85
    STICKER_CREATE = 90
    STICKER_UPDATE = 91
    STICKER_DELETE = 92
    EVENT_CREATE = 100
    EVENT_UPDATE = 101
    EVENT_DELETE = 102
    THREAD_CREATE = 110
    THREAD_UPDATE = 111
    THREAD_DELETE = 112
    COMMAND_PERMISSIONS = 121
    SOUND_CREATE = 130
    SOUND_UPDATE = 131
    SOUND_DELETE = 132
    RULE_CREATE = 140
    RULE_UPDATE = 141
    RULE_DELETE = 142
    RULE_BLOCKED = 143


def note(  # noqa: PLR0913, PLR0917 - an entry has that many facts
    world: World, who: Principal, guild_id: int, deed: Deed, target_id: int | None,
    reason: str | None = None, changes: tuple[Any, ...] = (), options: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Write an entry and tell those who may read the log; clients insist on the ``options`` of some deeds."""
    entry = AuditEntry(world.new_id(), guild_id, who.id, target_id, int(deed), reason, changes, options)
    world.audit.put(entry)
    world.tell(Audited(entry.id, guild_id))


def change(key: str, old: Any, new: Any) -> dict[str, Any]:
    """Return one changed field of an entry; sides that are None stay out."""
    document: dict[str, Any] = {"key": key}
    if old is not None:
        document["old_value"] = old
    if new is not None:
        document["new_value"] = new
    return document
