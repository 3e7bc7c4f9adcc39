"""Webhooks: made by those who manage them, used by whoever knows the token."""

import secrets
from dataclasses import replace
from typing import Any, Final

from tika_sandbox.world import keepsakes
from tika_sandbox.world.audit import Deed
from tika_sandbox.world.belongings import Webhook
from tika_sandbox.world.composing import apply_edit, compose, publish, remove, store_edit
from tika_sandbox.world.drafts import Draft, Edit
from tika_sandbox.world.entities import (
    CATEGORY,
    FORUM,
    NEWS,
    PUBLIC_THREAD,
    THREADS,
    Channel,
    Guise,
    Message,
    Reference,
)
from tika_sandbox.world.permissions import May, demand_in_channel, demand_in_guild, seen_channel
from tika_sandbox.world.principals import Bot, Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World
from tika_sandbox.world.threads import begin

MOST: Final = 15
CROSSPOSTED: Final = 1 << 1
IS_CROSSPOST: Final = 1 << 0


def within(world: World, who: Principal, channel_id: int) -> list[Webhook]:
    """Return a channel's webhooks."""
    channel = _manageable(world, who, channel_id)
    return [
        row for row in world.webhooks.within(channel.guild_id or 0).values() if row.channel_id == channel_id
    ]


def of_guild(world: World, who: Principal, guild_id: int) -> list[Webhook]:
    """Return a guild's webhooks."""
    demand_in_guild(world, who, guild_id, May.MANAGE_WEBHOOKS)
    return list(world.webhooks.within(guild_id).values())


def _manageable(world: World, who: Principal, channel_id: int) -> Channel:
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None or channel.type in THREADS or channel.type == CATEGORY:
        raise Refused(50024)
    demand_in_channel(world, who, channel, May.MANAGE_WEBHOOKS)
    return channel


def create(
    world: World, who: Principal, channel_id: int, name: str, avatar: str | None, reason: str | None = None
) -> Webhook:
    """Make a webhook for a channel."""
    channel = _manageable(world, who, channel_id)
    _demand_name(name)
    if len(within(world, who, channel_id)) >= MOST:
        raise Refused(30007)
    row = Webhook(
        world.new_id(), channel.guild_id or 0, channel_id, name, secrets.token_urlsafe(51), who.id,
        avatar=avatar, application_id=who.application_id if isinstance(who, Bot) else None,
    )  # fmt: skip
    world.webhooks.put(row)
    keepsakes.tell(world, who, row, "made", Deed.WEBHOOK_CREATE, reason)
    return row


def _demand_name(name: str) -> None:
    for word in ("clyde", "discord"):
        if word in name.casefold():
            raise invalid(("name",), "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')


def one(world: World, who: Principal, webhook_id: int, token: str | None) -> Webhook:
    """Return a webhook for somebody who knows its token or may manage it."""
    row = world.webhooks.get(webhook_id)
    if row is None:
        raise Refused(10015)
    if token is None:
        _manageable(world, who, row.channel_id)
    elif not secrets.compare_digest(row.token, token):
        raise Refused(50027)
    return row


def change(world: World, who: Principal, row: Webhook, fields: dict[str, Any], reason: str | None) -> Webhook:
    """Change a webhook's name, picture or channel."""
    if "name" in fields:
        _demand_name(fields["name"])
    if "channel_id" in fields:
        target = _manageable(world, who, fields["channel_id"])
        if target.guild_id != row.guild_id:
            raise Refused(10003)
    changed = world.webhooks.put(replace(row, **fields))
    keepsakes.tell(world, who, changed, "changed", Deed.WEBHOOK_UPDATE, reason)
    return changed


def delete(world: World, who: Principal, row: Webhook, reason: str | None) -> None:
    """Drop a webhook; what it said stays."""
    world.webhooks.drop(row.id)
    keepsakes.tell(world, who, row, "gone", Deed.WEBHOOK_DELETE, reason)


def execute(
    world: World, row: Webhook, draft: Draft, guise: Guise, *,
    thread_id: int | None = None, thread_name: str | None = None,
) -> Message:  # fmt: skip
    """Say ``draft`` in the webhook's channel, in one of its threads, or as a new post of its forum."""
    if draft.is_empty:
        raise Refused(50006)
    place = world.channels[row.channel_id]
    if thread_id is not None:
        place = _thread(world, row, thread_id)
    elif place.type == FORUM:
        if not thread_name:
            raise Refused(220001)
        place = begin(world, row.id, place, thread_name, kind=PUBLIC_THREAD)
    elif thread_name:
        raise Refused(220003)
    message = compose(world, row.id, place, draft, application_id=row.application_id)
    message = replace(message, webhook_id=row.id, guise=guise)
    publish(world, place, message, nonce=draft.nonce)
    return message


def _thread(world: World, row: Webhook, thread_id: int) -> Channel:
    thread = world.channels.get(thread_id)
    if thread is None or thread.parent_id != row.channel_id or thread.type not in THREADS:
        raise Refused(10003)
    return thread


def said(world: World, row: Webhook, message_id: int, thread_id: int | None) -> Message:
    """Return one of the webhook's own messages."""
    message = world.messages.get(message_id)
    place = thread_id or row.channel_id
    if message is None or message.webhook_id != row.id or message.channel_id != place:
        raise Refused(10008)
    return message


def edit(world: World, message: Message, change: Edit) -> Message:
    """Change one of a webhook's messages."""
    return store_edit(world, apply_edit(world, message, change))


def unsay(world: World, message: Message) -> None:
    """Delete one of a webhook's messages."""
    remove(world, message)


def follow(world: World, who: Principal, channel_id: int, target_id: int, reason: str | None) -> Webhook:
    """Let a channel receive what is published in an announcement channel."""
    source = seen_channel(world, who, channel_id)
    if source.type != NEWS:
        raise Refused(50024)
    target = _manageable(world, who, target_id)
    guild = world.guilds[source.guild_id or 0]
    row = Webhook(
        world.new_id(), target.guild_id or 0, target_id, f"{guild.name} #{source.name}", "", who.id,
        type=2, source_channel_id=channel_id,
    )  # fmt: skip
    world.webhooks.put(row)
    keepsakes.tell(world, who, row, "made", Deed.WEBHOOK_CREATE, reason)
    return row


def crosspost(world: World, who: Principal, message: Message) -> Message:
    """Publish a message of an announcement channel to all channels that follow it."""
    channel = world.channels[message.channel_id]
    if channel.type != NEWS:
        raise Refused(50024)
    needed = May.SEND_MESSAGES if message.author_id == who.id else May.MANAGE_MESSAGES
    demand_in_channel(world, who, channel, needed)
    if message.flags & CROSSPOSTED:
        raise Refused(40033)
    published = store_edit(world, replace(message, flags=message.flags | CROSSPOSTED))
    for row in list(world.webhooks):
        if row.source_channel_id == channel.id and row.channel_id in world.channels:
            _repeat(world, row, published)
    return published


def _repeat(world: World, row: Webhook, message: Message) -> None:
    target = world.channels[row.channel_id]
    copy = replace(
        message, id=world.new_id(), channel_id=target.id, guild_id=target.guild_id, author_id=row.id,
        webhook_id=row.id, guise=Guise(row.name, row.avatar), flags=IS_CROSSPOST, reactions=(),
        at=world.now(), mentions=(), mention_roles=(), mention_everyone=False, pinned_at=None,
        reference=Reference(message.id, message.channel_id, message.guild_id),
    )  # fmt: skip
    publish(world, target, copy)
