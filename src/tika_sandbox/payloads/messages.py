"""Messages and what hangs on them."""

from datetime import datetime
from typing import Any

from tika_sandbox.payloads.components import component
from tika_sandbox.payloads.files import attachment, linked
from tika_sandbox.payloads.people import moment, user
from tika_sandbox.payloads.places import thread
from tika_sandbox.world.entities import EPHEMERAL, Emoji, Message, Origin, User
from tika_sandbox.world.state import World


def emoji(row: Emoji) -> dict[str, Any]:
    """Return a reaction's emoji."""
    document: dict[str, Any] = {"id": str(row.id) if row.id else None, "name": row.name}
    if row.animated:
        document["animated"] = True
    return document


def origin(world: World, row: Origin) -> dict[str, Any]:
    """Return the ``interaction_metadata`` of an answer."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "type": row.type,
        "user": user(world.users[row.user_id]),
        "authorizing_integration_owners": {"0": str(row.guild_id or 0)},
    }
    if row.original_id is not None:
        document["original_response_message_id"] = str(row.original_id)
    if row.type == 3:
        document["interacted_message_id"] = str(row.message_id)
    if row.type == 5 and row.opener is not None:
        document["triggering_interaction_metadata"] = origin(world, row.opener)
    if row.type == 2 and row.command_type == 2 and row.target_id and row.target_id in world.users:
        document["target_user"] = user(world.users[row.target_id])
    if row.type == 2 and row.command_type == 3 and row.target_id:
        document["target_message_id"] = str(row.target_id)
    return document


def author(world: World, row: Message) -> dict[str, Any]:
    """Return a message's author; a webhook appears as whom it says it is."""
    if row.guise is None:
        return user(world.users[row.author_id])
    return {
        **user(User(row.author_id, row.guise.name, "", bot=True, avatar=row.guise.avatar)),
        "discriminator": "0000",
    }


def message(
    world: World, row: Message, viewer_id: int = 0, *, nonce: str | int | None = None, nested: bool = False
) -> dict[str, Any]:
    """Return a message object as REST answers it to ``viewer_id``.

    Keys that are unused stay out; null in their place kills clients. ``nested`` leaves out what a referenced
    message doesn't repeat.
    """
    document: dict[str, Any] = {
        "id": str(row.id),
        "channel_id": str(row.channel_id),
        "author": author(world, row),
        "content": row.content,
        "timestamp": moment(row.at),
        "edited_timestamp": moment(row.edited_at),
        "tts": row.tts,
        "mention_everyone": row.mention_everyone,
        "mentions": [user(world.users[i]) for i in row.mentions],
        "mention_roles": [str(i) for i in row.mention_roles],
        "attachments": [attachment(world, a) for a in row.attachments],
        "embeds": [linked(world, row, e) for e in row.embeds] if row.embeds else [],
        "pinned": row.pinned_at is not None,
        "type": row.type,
        "flags": row.flags | (EPHEMERAL if row.only_for is not None else 0),
        "components": [component(world, row, c) for c in row.components] if row.components else [],
    }
    if nonce is not None:
        document["nonce"] = nonce
    if row.reactions and not nested:
        document["reactions"] = [_reaction(r, viewer_id) for r in row.reactions]
    if row.application_id is not None:
        document["application_id"] = str(row.application_id)
    if row.webhook_id is not None:
        document["webhook_id"] = str(row.webhook_id)
    if row.origin is not None:
        _add_origin(world, document, row.origin)
    if row.poll is not None:
        document["poll"] = _poll(world, row, viewer_id)
    started = world.channels.get(row.thread_id or 0)
    if started is not None:
        document["thread"] = thread(world, started, viewer_id)
    _add_reference(world, document, row, nested=nested)
    return document


def _add_origin(world: World, document: dict[str, Any], row: Origin) -> None:
    document["interaction_metadata"] = origin(world, row)
    if row.type == 2 and row.name is not None:
        document["interaction"] = {
            "id": str(row.id),
            "type": 2,
            "name": row.name,
            "user": user(world.users[row.user_id]),
        }


def _add_reference(world: World, document: dict[str, Any], row: Message, *, nested: bool) -> None:
    if row.reference is None:
        return
    reference = {
        "type": 0,
        "message_id": str(row.reference.message_id),
        "channel_id": str(row.reference.channel_id),
    }
    if row.reference.guild_id is not None:
        reference["guild_id"] = str(row.reference.guild_id)
    document["message_reference"] = reference
    if not nested and row.type == 19:
        target = world.messages.get(row.reference.message_id)
        document["referenced_message"] = message(world, target, nested=True) if target else None


def _poll(world: World, row: Message, viewer_id: int) -> dict[str, Any]:
    over = row.poll["results"]["is_finalized"] or datetime.fromisoformat(row.poll["expiry"]) <= world.now()
    counts = [
        {"id": vote.answer, "count": len(vote.users), "me_voted": viewer_id in vote.users}
        for vote in row.votes
    ]
    return {**row.poll, "results": {"answer_counts": counts, "is_finalized": over}}


def _reaction(row: Any, viewer_id: int) -> dict[str, Any]:
    return {
        "emoji": emoji(row.emoji),
        "count": len(row.users),
        "count_details": {"burst": 0, "normal": len(row.users)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in row.users,
    }
