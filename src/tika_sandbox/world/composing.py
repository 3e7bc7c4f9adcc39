"""From a draft to a message, and what follows when one is stored, changed or dropped."""

from dataclasses import replace
from typing import Any

from tika_sandbox.world.drafts import Draft, Edit, Upload
from tika_sandbox.world.entities import (
    COMPONENTS_V2,
    EPHEMERAL,
    Attachment,
    Channel,
    Message,
    Origin,
    Reference,
)
from tika_sandbox.world.journal import ChannelChanged, MessageEdited, MessagePosted, MessagesDeleted
from tika_sandbox.world.mentioning import Allowed, mentioned
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World


def compose(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, author_id: int, channel: Channel, draft: Draft, *,
    kind: int = 0, origin: Origin | None = None, application_id: int | None = None,
    only_for: int | None = None,
) -> Message:  # fmt: skip
    """Return the message that ``draft`` becomes, not yet stored; its files are."""
    number = world.new_id()
    mentions = mentioned(world, author_id, channel, draft.content, draft.allowed)
    reference = reply_reference(world, channel, draft)
    people = mentions.users
    if reference is not None:
        replied = world.messages.get(reference.message_id)
        if replied and draft.allowed.replied_user and replied.author_id not in people:
            people = (*people, replied.author_id)
        kind = 19
    return Message(
        id=number, channel_id=channel.id, guild_id=channel.guild_id, author_id=author_id,
        content=draft.content, at=world.now(), type=kind, flags=draft.flags & ~EPHEMERAL, tts=draft.tts,
        embeds=draft.embeds, components=numbered(draft.components),
        attachments=tuple(store_upload(world, channel.id, upload, private=only_for is not None)
                          for upload in draft.uploads),
        mentions=people, mention_roles=mentions.roles, mention_everyone=mentions.everyone,
        reference=reference, origin=origin, application_id=application_id,
        webhook_id=application_id if origin else None, only_for=only_for, poll=draft.poll,
    )  # fmt: skip


def publish(world: World, channel: Channel, message: Message, *, nonce: str | int | None = None) -> None:
    """Store ``message`` and tell of it; a thread counts it and wakes up."""
    world.messages.put(message)
    if channel.thread is not None and message.only_for is None:
        thread = replace(
            channel.thread,
            messages=channel.thread.messages + 1,
            sent=channel.thread.sent + 1,
            archived=False,
        )
        woken = world.channels.put(replace(channel, thread=thread))
        if channel.thread.archived:
            world.tell(ChannelChanged(woken, "changed"))
    world.tell(MessagePosted(message, nonce))


def store_upload(world: World, channel_id: int, upload: Upload, *, private: bool = False) -> Attachment:
    """Keep a file's bytes and return the attachment that stands for them."""
    size = picture_size(upload.content)
    return Attachment(
        id=world.new_id(), channel_id=channel_id, filename=upload.filename, size=len(upload.content),
        blob=world.blobs.put(upload.content), content_type=upload.content_type,
        description=upload.description, width=size[0] if size else None, height=size[1] if size else None,
        ephemeral=private,
    )  # fmt: skip


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Return (width, height) of a PNG, GIF or JPEG in pixels, or None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content[:4] == b"GIF8" and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (SOF), which names the size."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        if 0xC0 <= content[at + 1] <= 0xCF and content[at + 1] not in (0xC4, 0xC8, 0xCC):
            return (
                int.from_bytes(content[at + 7 : at + 9], "big"),
                int.from_bytes(content[at + 5 : at + 7], "big"),
            )
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def numbered(components: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return components with an ``id`` each, as Discord hands them out: depth first, from 1."""
    count = 0

    def number(node: Any) -> Any:
        nonlocal count
        if isinstance(node, list):
            return [number(child) for child in node]
        count += 1
        return {
            "id": node.get("id") or count,
            **{k: v for k, v in node.items() if k not in ("id", "components", "accessory", "component")},
            **{k: number(node[k]) for k in ("components", "accessory", "component") if node.get(k)},
        }

    return tuple(number(component) for component in components)


def reply_reference(world: World, channel: Channel, draft: Draft) -> Reference | None:
    """Return what ``draft`` answers, None if nothing (any more and it doesn't insist)."""
    if draft.reply_to is None:
        return None
    target = world.messages.get(draft.reply_to)
    if target is None or target.channel_id != channel.id or target.only_for is not None:
        if draft.reply_must_exist:
            raise invalid(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return None
    return Reference(target.id, channel.id, channel.guild_id)


def store_edit(world: World, message: Message) -> Message:
    """Store a changed message and tell of it."""
    world.messages.put(message)
    world.tell(MessageEdited(message))
    return message


def remove(world: World, message: Message, *, by: int | None = None) -> None:
    """Drop a message and tell those who saw it; ``by`` is who wanted it, if that's a single deed."""
    world.messages.drop(message.id)
    world.tell(
        MessagesDeleted(message.channel_id, message.guild_id, (message.id,), only_for=message.only_for, by=by)
    )


def apply_edit(world: World, message: Message, edit: Edit) -> Message:
    """Return ``message`` with ``edit`` done to it, not yet stored.

    Raises:
        Refused: 50006 if nothing would be left of it.
    """
    channel = world.channels[message.channel_id]
    content = message.content if edit.content is None else edit.content
    stay = (
        message.attachments
        if edit.keep is None
        else tuple(a for a in message.attachments if a.id in edit.keep)
    )
    added = tuple(
        store_upload(world, channel.id, upload, private=message.only_for is not None)
        for upload in edit.uploads
    )
    changed = replace(
        message,
        content=content,
        embeds=message.embeds if edit.embeds is None else edit.embeds,
        components=message.components if edit.components is None else numbered(edit.components),
        attachments=(*stay, *added),
        flags=message.flags if edit.flags is None else _edited_flags(message.flags, edit.flags),
        edited_at=world.now() if edit.touches_words else message.edited_at,
    )
    if not (content or changed.embeds or changed.components or changed.attachments or changed.poll):
        raise Refused(50006)
    if edit.content is not None:
        found = mentioned(world, message.author_id, channel, content, edit.allowed or Allowed())
        changed = replace(
            changed, mentions=found.users, mention_roles=found.roles, mention_everyone=found.everyone
        )
    return changed


def _edited_flags(before: int, wanted: int) -> int:
    """Return flags after an edit: embeds can be hidden or shown, Components V2 only be turned on."""
    suppress = 1 << 2
    return (before & ~suppress) | (wanted & (suppress | COMPONENTS_V2))
