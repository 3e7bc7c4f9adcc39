"""How an application answers an interaction: once in time, then as often as it likes for fifteen minutes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tika_sandbox.world.asking import LIFE
from tika_sandbox.world.composing import apply_edit, compose, publish, remove, store_edit
from tika_sandbox.world.drafts import Draft, Edit
from tika_sandbox.world.entities import EPHEMERAL, LOADING, Channel, Message, Origin, Reference
from tika_sandbox.world.journal import ChoicesOffered, FormOpened, Settled
from tika_sandbox.world.refused import Form, Refused, invalid
from tika_sandbox.world.requests import (
    ANSWERED,
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    FAILED,
    MODAL,
    THINKING,
    WAITING,
    Interaction,
    OpenForm,
)
from tika_sandbox.world.shapes.commands import choices
from tika_sandbox.world.shapes.modals import modal
from tika_sandbox.world.shapes.options import walk
from tika_sandbox.world.state import World

PONG, SAY, THINK, HOLD, UPDATE, OFFER, FORM = 1, 4, 5, 6, 7, 8, 9
_FITS: Final = {
    COMMAND: frozenset({PONG, SAY, THINK, FORM}),
    COMPONENT: frozenset({PONG, SAY, THINK, HOLD, UPDATE, FORM}),
    AUTOCOMPLETE: frozenset({OFFER}),
    MODAL: frozenset({PONG, SAY, THINK, HOLD, UPDATE}),
}


@dataclass(frozen=True, slots=True)
class Callback:
    """An application's first answer: what kind, and its content as far as that kind has any."""

    type: int
    draft: Draft = field(default_factory=Draft)
    edit: Edit = field(default_factory=Edit)
    data: Any = None


def find(world: World, interaction_id: int, token: str) -> Interaction:
    """Return the interaction that waits for this callback."""
    interaction = world.interactions.get(interaction_id)
    if interaction is None or interaction.token != token or interaction.state == FAILED:
        raise Refused(10062)
    if interaction.state != WAITING:
        raise Refused(40060)
    return interaction


def answer(world: World, interaction: Interaction, callback: Callback) -> tuple[Interaction, Message | None]:
    """Give the first answer; return the interaction as it is now, and the message that came of it."""
    in_place = callback.type in (HOLD, UPDATE)
    if callback.type not in _FITS[interaction.type] or (in_place and interaction.message_id is None):
        raise invalid(("type",), "INTERACTION_TYPE_INVALID", "This interaction can't be answered like that")
    settled, message = _ANSWERS[callback.type](world, interaction, callback)
    world.interactions.put(settled)
    world.tell(Settled(settled))
    return settled, message


Answered = tuple[Interaction, Message | None]


def _pong(_world: World, interaction: Interaction, _callback: Callback) -> Answered:
    return replace(interaction, state=ANSWERED), None


def _say(world: World, interaction: Interaction, callback: Callback) -> Answered:
    draft = callback.draft
    if draft.is_empty:
        raise Refused(50006)
    message = _reply(world, interaction, draft, private=bool(draft.flags & EPHEMERAL))
    return replace(interaction, state=ANSWERED, reply_id=message.id), message


def _think(world: World, interaction: Interaction, callback: Callback) -> Answered:
    private = bool(callback.draft.flags & EPHEMERAL)
    message = _reply(world, interaction, Draft(flags=LOADING | callback.draft.flags), private=private)
    return replace(interaction, state=THINKING, reply_id=message.id, private=private), message


def _hold(world: World, interaction: Interaction, _callback: Callback) -> Answered:
    held = replace(interaction, state=ANSWERED, reply_id=interaction.message_id)
    return held, world.messages.get(interaction.message_id or 0)


def _update(world: World, interaction: Interaction, callback: Callback) -> Answered:
    message = world.messages.get(interaction.message_id or 0)
    if message is None:
        raise Refused(10008)
    changed = store_edit(world, apply_edit(world, message, callback.edit))
    return replace(interaction, state=ANSWERED, reply_id=message.id), changed


def _offer(world: World, interaction: Interaction, callback: Callback) -> Answered:
    form = Form()
    focused = next((o for o in walk(interaction.data.get("options", [])) if o.get("focused")), {"type": 3})
    offered = choices(form, (callback.data or {}).get("choices"), focused["type"])
    form.demand()
    world.tell(ChoicesOffered(interaction, offered))
    return replace(interaction, state=ANSWERED), None


def _open(world: World, interaction: Interaction, callback: Callback) -> Answered:
    form = Form()
    document = modal(form, callback.data)
    form.demand()
    world.forms.put(OpenForm(interaction.user_id, document["custom_id"], interaction.id, document))
    world.tell(FormOpened(interaction, document))
    return replace(interaction, state=ANSWERED), None


_ANSWERS: Final[dict[int, Callable[[World, Interaction, Callback], Answered]]] = {
    PONG: _pong,
    SAY: _say,
    THINK: _think,
    HOLD: _hold,
    UPDATE: _update,
    OFFER: _offer,
    FORM: _open,
}


def _origin(world: World, interaction: Interaction, original_id: int | None = None) -> Origin:
    opener = world.interactions.get(interaction.opener_id or 0)
    target = interaction.data.get("target_id")
    return Origin(
        id=interaction.id,
        type=COMMAND if interaction.type == AUTOCOMPLETE else interaction.type,
        user_id=interaction.user_id,
        guild_id=interaction.guild_id,
        name=interaction.name,
        command_type=interaction.data.get("type", 1),
        target_id=int(target) if target else None,
        message_id=interaction.message_id,
        original_id=original_id,
        opener=_origin(world, opener) if opener else None,
    )


def _reply(
    world: World, interaction: Interaction, draft: Draft, *, private: bool, after: int | None = None
) -> Message:
    """Post what an application says to an interaction; its right to speak comes from having been asked."""
    channel = world.channels.get(interaction.channel_id)
    if channel is None:
        raise Refused(10003)
    menu = interaction.data.get("type", 1) != 1
    kind = (23 if menu else 20) if interaction.type == COMMAND and after is None else 0
    message = compose(
        world, interaction.application_id, channel, draft, kind=kind,
        origin=_origin(world, interaction, after), application_id=interaction.application_id,
        only_for=interaction.user_id if private else None,
    )  # fmt: skip
    message = _as_reply(interaction, channel, message, after)
    publish(world, channel, message)
    return message


def _as_reply(interaction: Interaction, channel: Channel, message: Message, after: int | None) -> Message:
    """Return ``message`` as a reply where Discord shows one: to the clicked message or the first answer."""
    target = after or (interaction.message_id if interaction.type in (COMPONENT, MODAL) else None)
    if target is None:
        return message
    return replace(message, type=19, reference=Reference(target, channel.id, channel.guild_id))


def ticket(world: World, application_id: int, token: str) -> Interaction:
    """Return the interaction that a webhook token speaks for."""
    interaction = world.interaction_by_token(token)
    if interaction is None or interaction.application_id != application_id:
        raise Refused(10015)
    if world.now() - interaction.at > LIFE:
        raise Refused(50027)
    return interaction


def original(world: World, interaction: Interaction) -> Message:
    """Return the message that ``@original`` means."""
    if interaction.state in (WAITING, FAILED):
        raise Refused(10015)
    message = world.messages.get(interaction.reply_id or 0)
    if message is None:
        raise Refused(10008)
    return message


def follow(world: World, interaction: Interaction, draft: Draft) -> Message:
    """Say one more thing; if the first answer is still 'thinking…', this becomes it."""
    if interaction.state in (WAITING, FAILED):
        raise Refused(10015)
    if draft.is_empty:
        raise Refused(50006)
    first = world.messages.get(interaction.reply_id or 0)
    if interaction.state == THINKING and first is not None and first.flags & LOADING:
        return finish(world, interaction, first, Edit.whole(draft))
    private = bool(draft.flags & EPHEMERAL)
    return _reply(world, interaction, draft, private=private, after=interaction.reply_id)


def mine(world: World, interaction: Interaction, message_id: int) -> Message:
    """Return one of the messages that this interaction's application sent to it."""
    message = world.messages.get(message_id)
    ours = message is not None and message.author_id == interaction.application_id
    if message is None or not ours or message.channel_id != interaction.channel_id:
        raise Refused(10008)
    return message


def finish(world: World, interaction: Interaction, message: Message, edit: Edit) -> Message:
    """Edit an answer; the first edit ends its 'thinking…'."""
    changed = apply_edit(world, message, edit)
    if message.flags & LOADING:
        changed = replace(changed, flags=changed.flags & ~LOADING, edited_at=None)
        world.interactions.put(replace(interaction, state=ANSWERED))
    return store_edit(world, changed)


def unsay(world: World, message: Message) -> None:
    """Delete an answer."""
    remove(world, message)
