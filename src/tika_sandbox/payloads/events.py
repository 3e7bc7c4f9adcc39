"""From a fact of the journal to gateway events: their names, their bodies, and who may hear them.

A gateway asks three questions about each event, all answered by ``Event.reaches`` and ``Event.body_for``:
does the session's principal belong to the audience, has it asked for the intent, may it read the words.
"""

from collections.abc import Callable
from typing import Any, Final

from tika_sandbox.payloads import belonging_events
from tika_sandbox.payloads.audience import (
    DM_MESSAGES,
    DM_POLLS,
    DM_REACTIONS,
    DM_TYPING,
    GUILD_MESSAGES,
    GUILD_POLLS,
    GUILD_REACTIONS,
    GUILD_TYPING,
    GUILDS,
    MEMBERS,
    MODERATION,
    PRESENCES,
    VOICE,
    Event,
)
from tika_sandbox.payloads.interactions import asked, form_opened, settled
from tika_sandbox.payloads.messages import emoji, message
from tika_sandbox.payloads.people import audit_entry, ban, member, member_without_user, moment, role, user
from tika_sandbox.payloads.places import channel, guild, guild_create, presence, thread_member, voice_state
from tika_sandbox.world import journal
from tika_sandbox.world.asking import is_reachable
from tika_sandbox.world.entities import THREADS, Channel, Message, VoiceState
from tika_sandbox.world.permissions import May, in_guild
from tika_sandbox.world.state import World

__all__ = ("Event", "events")


def events(world: World, entry: journal.Entry) -> tuple[Event, ...]:
    """Return the gateway events that tell of ``entry``, in order of sending."""
    tell = _TELLERS.get(type(entry.fact))
    return tuple(tell(world, entry.fact)) if tell else ()


def _with_guild(body: dict[str, Any], guild_id: int | None) -> dict[str, Any]:
    return body if guild_id is None else {**body, "guild_id": str(guild_id)}


def message_event(world: World, row: Message, *, nonce: str | int | None = None) -> dict[str, Any]:
    """Return a message as gateways send it: with guild and the author's member."""
    body = message(world, row, nonce=nonce)
    if row.guild_id is None:
        return body
    body["guild_id"] = str(row.guild_id)
    author = world.members.get((row.guild_id, row.author_id))
    if author is not None:
        body["member"] = member_without_user(author)
    for mention in body["mentions"]:
        found = world.members.get((row.guild_id, int(mention["id"])))
        if found is not None:
            mention["member"] = member_without_user(found)
    return body


def _spoken(world: World, row: Message, name: str, nonce: str | int | None = None) -> list[Event]:
    body = message_event(world, row, nonce=nonce)
    if row.only_for is not None:
        only = frozenset({row.only_for})
        return [Event(name, body, only=only, people_only=True)]
    if row.guild_id is None:
        return [Event(name, body, DM_MESSAGES, channel_id=row.channel_id)]
    bare = {**body, "content": "", "embeds": [], "attachments": [], "components": []}
    bare.pop("poll", None)
    readers = frozenset({row.author_id, *row.mentions})
    return [
        Event(name, body, GUILD_MESSAGES, row.guild_id, row.channel_id, bare=bare, readers=readers)
    ]  # fmt: skip


def _posted(world: World, fact: journal.MessagePosted) -> list[Event]:
    return _spoken(world, fact.message, "MESSAGE_CREATE", fact.nonce)


def _edited(world: World, fact: journal.MessageEdited) -> list[Event]:
    return _spoken(world, fact.message, "MESSAGE_UPDATE")


def _deleted(_world: World, fact: journal.MessagesDeleted) -> list[Event]:
    intent = GUILD_MESSAGES if fact.guild_id else DM_MESSAGES
    only = frozenset({fact.only_for}) if fact.only_for is not None else None
    body: dict[str, Any] = _with_guild({"channel_id": str(fact.channel_id)}, fact.guild_id)
    if fact.bulk:
        body["ids"] = [str(i) for i in fact.ids]
        return [Event("MESSAGE_DELETE_BULK", body, intent, fact.guild_id, fact.channel_id)]
    return [
        Event(
            "MESSAGE_DELETE", {"id": str(number), **body}, intent, fact.guild_id, fact.channel_id,
            only=only, people_only=only is not None,
        )
        for number in fact.ids
    ]  # fmt: skip


def _reaction_body(row: Message) -> dict[str, Any]:
    return _with_guild({"channel_id": str(row.channel_id), "message_id": str(row.id)}, row.guild_id)


def _reacted(world: World, fact: journal.Reacted) -> list[Event]:
    row = fact.message
    intent = GUILD_REACTIONS if row.guild_id else DM_REACTIONS
    body = {
        "user_id": str(fact.user_id), **_reaction_body(row), "emoji": emoji(fact.emoji),
        "burst": False, "type": 0,
    }  # fmt: skip
    if fact.gone:
        return [Event("MESSAGE_REACTION_REMOVE", body, intent, row.guild_id, row.channel_id)]
    if row.guild_id and (who := world.members.get((row.guild_id, fact.user_id))):
        body["member"] = member(world, who)
    body["message_author_id"] = str(row.author_id)
    return [Event("MESSAGE_REACTION_ADD", body, intent, row.guild_id, row.channel_id)]


def _cleared(_world: World, fact: journal.ReactionsCleared) -> list[Event]:
    row = fact.message
    intent = GUILD_REACTIONS if row.guild_id else DM_REACTIONS
    body = _reaction_body(row)
    if fact.emoji is None:
        return [Event("MESSAGE_REACTION_REMOVE_ALL", body, intent, row.guild_id, row.channel_id)]
    body["emoji"] = emoji(fact.emoji)
    return [Event("MESSAGE_REACTION_REMOVE_EMOJI", body, intent, row.guild_id, row.channel_id)]


def _voted(_world: World, fact: journal.Voted) -> list[Event]:
    row = fact.message
    body = {"user_id": str(fact.user_id), **_reaction_body(row), "answer_id": fact.answer}
    name = "MESSAGE_POLL_VOTE_REMOVE" if fact.gone else "MESSAGE_POLL_VOTE_ADD"
    return [Event(name, body, GUILD_POLLS if row.guild_id else DM_POLLS, row.guild_id, row.channel_id)]


def _pins(_world: World, fact: journal.PinsChanged) -> list[Event]:
    row = fact.channel
    body = _with_guild(
        {"channel_id": str(row.id), "last_pin_timestamp": moment(row.last_pin_at)}, row.guild_id
    )
    return [Event("CHANNEL_PINS_UPDATE", body, GUILDS if row.guild_id else 0, row.guild_id, row.id)]


def _typing(world: World, fact: journal.Typing) -> list[Event]:
    body: dict[str, Any] = {
        "channel_id": str(fact.channel_id), "user_id": str(fact.user_id),
        "timestamp": int(world.now().timestamp()),
    }  # fmt: skip
    if fact.guild_id and (who := world.members.get((fact.guild_id, fact.user_id))):
        body |= {"guild_id": str(fact.guild_id), "member": member(world, who)}
    intent = GUILD_TYPING if fact.guild_id else DM_TYPING
    but = frozenset({fact.user_id})
    return [Event("TYPING_START", body, intent, fact.guild_id, fact.channel_id, but=but)]


def _appeared(world: World, fact: journal.GuildAppeared) -> list[Event]:
    row = world.guilds[fact.guild_id]
    return [
        Event(
            "GUILD_CREATE",
            None,
            GUILDS,
            only=frozenset({fact.user_id}),
            guild_id=row.id,
            personal=lambda viewer: guild_create(world, row, viewer, presences=True),
        )
    ]


def _vanished(_world: World, fact: journal.GuildVanished) -> list[Event]:
    body = {"id": str(fact.guild_id)}
    only = frozenset({fact.user_id})
    return [Event("GUILD_DELETE", body, GUILDS, only=only, guild_id=fact.guild_id)]


def _guild(world: World, fact: journal.GuildChanged) -> list[Event]:
    return [Event("GUILD_UPDATE", guild(world, world.guilds[fact.guild_id]), GUILDS, guild_id=fact.guild_id)]


_HOW: Final = {"made": "CREATE", "changed": "UPDATE", "gone": "DELETE"}


def _channel(world: World, fact: journal.ChannelChanged) -> list[Event]:
    row = fact.channel
    sort = "THREAD" if row.type in THREADS else "CHANNEL"
    name = f"{sort}_{_HOW[fact.how]}"
    if row.guild_id is None:
        only = frozenset(i for i in row.recipients if not world.users[i].bot)
        return [Event(name, None, only=only, personal=lambda viewer: channel(world, row, viewer))]
    body = channel(world, row)
    if sort == "THREAD" and fact.how == "gone":
        body = {key: body[key] for key in ("id", "guild_id", "parent_id", "type")}
    if sort == "THREAD" and fact.how == "made":
        body["newly_created"] = True
    # A deleted channel can't be looked up any more, so its end is told to the whole guild.
    place = None if fact.how == "gone" else row.id
    return [Event(name, body, GUILDS, row.guild_id, place)]


def _thread_members(world: World, fact: journal.ThreadMembersChanged) -> list[Event]:
    row = fact.channel
    assert row.thread is not None and row.guild_id is not None
    body = {
        "id": str(row.id),
        "guild_id": str(row.guild_id),
        "member_count": min(len(row.thread.members), 50),
        "added_members": [_thread_member_with_user(world, row, i) for i in fact.added],
        "removed_member_ids": [str(i) for i in fact.removed],
    }
    concerned = frozenset((*fact.added, *fact.removed))
    return [
        Event("THREAD_MEMBERS_UPDATE", body, MEMBERS, row.guild_id, row.id, but=concerned),
        Event("THREAD_MEMBERS_UPDATE", body, GUILDS, row.guild_id, only=concerned),
    ]


def _thread_member_with_user(world: World, row: Channel, user_id: int) -> dict[str, Any]:
    assert row.guild_id is not None
    found = world.members.get((row.guild_id, user_id))
    document = thread_member(row, user_id)
    return {**document, "member": member(world, found), "presence": None} if found else document


def _role(_world: World, fact: journal.RoleChanged) -> list[Event]:
    guild_id = fact.role.guild_id
    body: dict[str, Any] = {"guild_id": str(guild_id)}
    if fact.how == "gone":
        body["role_id"] = str(fact.role.id)
    else:
        body["role"] = role(fact.role)
    return [Event(f"GUILD_ROLE_{_HOW[fact.how]}", body, GUILDS, guild_id)]


def _member(world: World, fact: journal.MemberChanged) -> list[Event]:
    row = fact.member
    guild_id = row.guild_id
    if fact.how == "gone":
        body = {"guild_id": str(guild_id), "user": user(world.users[row.user_id])}
        return [Event("GUILD_MEMBER_REMOVE", body, MEMBERS, guild_id)]
    body = {"guild_id": str(guild_id), **member(world, row)}
    if fact.how == "made":
        return [Event("GUILD_MEMBER_ADD", body, MEMBERS, guild_id, but=frozenset({row.user_id}))]
    return [
        Event("GUILD_MEMBER_UPDATE", body, MEMBERS, guild_id, but=frozenset({row.user_id})),
        Event("GUILD_MEMBER_UPDATE", body, GUILDS, guild_id, only=frozenset({row.user_id})),
    ]


def _ban(world: World, fact: journal.BanChanged) -> list[Event]:
    guild_id = fact.ban.guild_id
    body = {"guild_id": str(guild_id), "user": ban(world, fact.ban)["user"]}
    name = "GUILD_BAN_ADD" if fact.how == "made" else "GUILD_BAN_REMOVE"
    return [Event(name, body, MODERATION, guild_id)]


def _user(world: World, fact: journal.UserChanged) -> list[Event]:
    row = world.users[fact.user_id]
    told = [Event("USER_UPDATE", user(row), only=frozenset({row.id}))]
    for guild_id in world.guilds_of(row.id):
        told += _member(world, journal.MemberChanged(world.members[guild_id, row.id], "changed"))
    return told


def _voice(world: World, fact: journal.VoiceChanged) -> list[Event]:
    row = fact.state or VoiceState(fact.guild_id, fact.user_id, 0, "")
    return [Event("VOICE_STATE_UPDATE", voice_state(world, row), VOICE, fact.guild_id)]


def _presence(world: World, fact: journal.PresenceChanged) -> list[Event]:
    return [
        Event("PRESENCE_UPDATE", presence(world, fact.user_id, guild_id), PRESENCES, guild_id)
        for guild_id in world.guilds_of(fact.user_id)
    ]


def _asked(world: World, fact: journal.Asked) -> list[Event]:
    row = fact.interaction
    person = frozenset({row.user_id})
    told = [Event("INTERACTION_CREATE", settled(row, "created"), only=person, guild_id=row.guild_id)]
    if is_reachable(world, row):
        only = frozenset({row.application_id})
        told.append(Event("INTERACTION_CREATE", asked(world, row), only=only, guild_id=row.guild_id))
    return told


def _settled(_world: World, fact: journal.Settled) -> list[Event]:
    row = fact.interaction
    sort = "failure" if fact.failed else "success"
    body = settled(row, sort)
    only = frozenset({row.user_id})
    return [Event(f"INTERACTION_{sort.upper()}", body, only=only, guild_id=row.guild_id)]


def _form_opened(world: World, fact: journal.FormOpened) -> list[Event]:
    row = fact.interaction
    body = form_opened(world, row, fact.form)
    return [Event("INTERACTION_MODAL_CREATE", body, only=frozenset({row.user_id}), guild_id=row.guild_id)]


def _offered(_world: World, fact: journal.ChoicesOffered) -> list[Event]:
    row = fact.interaction
    body = {"choices": list(fact.choices), "nonce": row.nonce}
    return [
        Event(
            "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE",
            body,
            only=frozenset({row.user_id}),
            guild_id=row.guild_id,
        )
    ]


def _commands(_world: World, fact: journal.CommandsChanged) -> list[Event]:
    if fact.guild_id is None:
        return []
    body = {"application_id": str(fact.application_id), "guild_id": str(fact.guild_id)}
    return [Event("GUILD_APPLICATION_COMMAND_INDEX_UPDATE", body, guild_id=fact.guild_id, people_only=True)]


def _audited(world: World, fact: journal.Audited) -> list[Event]:
    row = world.audit[fact.entry_id]
    seers = frozenset(
        user_id
        for (_, user_id) in world.members.within(row.guild_id)
        if in_guild(world, row.guild_id, user_id) & May.VIEW_AUDIT_LOG
    )
    body = {**audit_entry(row), "guild_id": str(row.guild_id)}
    return [Event("GUILD_AUDIT_LOG_ENTRY_CREATE", body, MODERATION, row.guild_id, only=seers)]


_TELLERS: Final[dict[type, Callable[[World, Any], list[Event]]]] = {
    journal.MessagePosted: _posted,
    journal.MessageEdited: _edited,
    journal.MessagesDeleted: _deleted,
    journal.Reacted: _reacted,
    journal.ReactionsCleared: _cleared,
    journal.Voted: _voted,
    journal.PinsChanged: _pins,
    journal.Typing: _typing,
    journal.GuildAppeared: _appeared,
    journal.GuildVanished: _vanished,
    journal.GuildChanged: _guild,
    journal.ChannelChanged: _channel,
    journal.ThreadMembersChanged: _thread_members,
    journal.RoleChanged: _role,
    journal.MemberChanged: _member,
    journal.BanChanged: _ban,
    journal.UserChanged: _user,
    journal.VoiceChanged: _voice,
    journal.PresenceChanged: _presence,
    journal.Asked: _asked,
    journal.Settled: _settled,
    journal.FormOpened: _form_opened,
    journal.ChoicesOffered: _offered,
    journal.CommandsChanged: _commands,
    journal.Audited: _audited,
    journal.BelongingChanged: belonging_events.told,
    journal.Sounded: belonging_events.sounded,
}
