"""What is done to members: nicknames, roles, timeouts, kicks and bans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tika_sandbox.world.audit import Deed, change, note
from tika_sandbox.world.composing import remove
from tika_sandbox.world.entities import Ban, Member, Role
from tika_sandbox.world.journal import BanChanged, MemberChanged
from tika_sandbox.world.people import leave
from tika_sandbox.world.permissions import EVERYTHING, May, demand_above, demand_in_guild, in_guild, rank
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World

LONGEST_TIMEOUT: Final = timedelta(days=28)
UNCHANGED: Final[Any] = object()
"""Stands for a field that a patch doesn't name, where None means something."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What shall change about a member."""

    nick: Any = UNCHANGED
    roles: Any = UNCHANGED
    timeout_until: Any = UNCHANGED
    mute: Any = UNCHANGED
    deaf: Any = UNCHANGED


def found(world: World, who: Principal, guild_id: int, user_id: int) -> Member:
    """Return a member of a guild that ``who`` is in."""
    demand_in_guild(world, who, guild_id, 0)
    member = world.members.get((guild_id, user_id))
    if member is None:
        raise Refused(10007 if user_id in world.users else 10013)
    return member


def search(world: World, guild_id: int, query: str, limit: int) -> list[Member]:
    """Return members whose handle or nickname begins with ``query``, whatever the case."""
    begin = query.casefold()
    hits: list[Member] = []
    for member in world.members.within(guild_id).values():
        user = world.users[member.user_id]
        names = (user.name, user.shown or "", member.nick or "")
        if any(name.casefold().startswith(begin) for name in names if name):
            hits.append(member)
            if len(hits) >= limit:
                break
    return hits


def change_member(
    world: World, who: Principal, guild_id: int, user_id: int, patch: Patch, reason: str | None = None
) -> Member:
    """Change a member as far as ``who`` may; nothing is changed if one part is refused."""
    before = found(world, who, guild_id, user_id)
    after = before
    if patch.nick is not UNCHANGED:
        after = _renamed(world, who, after, patch.nick)
    if patch.roles is not UNCHANGED:
        after = _with_roles(world, who, after, patch.roles)
    if patch.timeout_until is not UNCHANGED:
        after = _silenced(world, who, after, patch.timeout_until)
    if patch.mute is not UNCHANGED:
        demand_in_guild(world, who, guild_id, May.MUTE_MEMBERS)
        after = replace(after, mute=patch.mute)
    if patch.deaf is not UNCHANGED:
        demand_in_guild(world, who, guild_id, May.DEAFEN_MEMBERS)
        after = replace(after, deaf=patch.deaf)
    if after == before:
        return before
    return _store(world, who, before, after, reason)


def _store(world: World, who: Principal, before: Member, after: Member, reason: str | None) -> Member:
    world.members.put(after)
    world.tell(MemberChanged(after, "changed"))
    changes = []
    if before.nick != after.nick:
        changes.append(change("nick", before.nick, after.nick))
    if before.timeout_until != after.timeout_until:
        changes.append(
            change(
                "communication_disabled_until",
                before.timeout_until and before.timeout_until.isoformat(),
                after.timeout_until and after.timeout_until.isoformat(),
            )
        )
    if changes:
        note(world, who, after.guild_id, Deed.MEMBER_UPDATE, after.user_id, reason, tuple(changes))
    if before.roles != after.roles:
        note(
            world,
            who,
            after.guild_id,
            Deed.MEMBER_ROLES,
            after.user_id,
            reason,
            _role_changes(world, before, after),
        )
    return after


def _role_changes(world: World, before: Member, after: Member) -> tuple[Any, ...]:
    sides = (
        ("$add", set(after.roles) - set(before.roles)),
        ("$remove", set(before.roles) - set(after.roles)),
    )
    return tuple(
        {"key": key, "new_value": [{"id": str(i), "name": world.roles[i].name} for i in sorted(ids)]}
        for key, ids in sides
        if ids
    )


def _renamed(world: World, who: Principal, member: Member, nick: str | None) -> Member:
    if nick is not None and len(nick) > 32:
        raise invalid(("nick",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    if member.user_id == who.id:
        needed = May.CHANGE_NICKNAME
        if not in_guild(world, member.guild_id, who.id) & (needed | May.MANAGE_NICKNAMES):
            raise Refused(50013)
    else:
        demand_in_guild(world, who, member.guild_id, May.MANAGE_NICKNAMES)
        demand_above(world, who, member.guild_id, member.user_id)
    return replace(member, nick=nick or None)


def _with_roles(world: World, who: Principal, member: Member, roles: Sequence[int]) -> Member:
    demand_in_guild(world, who, member.guild_id, May.MANAGE_ROLES)
    wanted = tuple(dict.fromkeys(roles))
    for number in set(wanted) ^ set(member.roles):
        demand_role_below(world, who, member.guild_id, number)
    return replace(member, roles=wanted)


def demand_role_below(world: World, who: Principal, guild_id: int, role_id: int) -> Role:
    """Return a role that ``who`` may hand out or change: one of this guild, under their own highest."""
    role = world.roles.get(role_id)
    if role is None or role.guild_id != guild_id:
        raise Refused(10011)
    if (role.position, -role.id) >= rank(world, guild_id, who.id):
        raise Refused(50013)
    return role


def _silenced(world: World, who: Principal, member: Member, until: datetime | None) -> Member:
    demand_in_guild(world, who, member.guild_id, May.TIMEOUT)
    demand_above(world, who, member.guild_id, member.user_id)
    if until is not None and in_guild(world, member.guild_id, member.user_id) == EVERYTHING:
        raise Refused(50013)
    # A minute of grace: the sender's clock may be a little ahead.
    if until is not None and until > world.now() + LONGEST_TIMEOUT + timedelta(minutes=1):
        raise invalid(
            ("communication_disabled_until",), "COMMUNICATION_DISABLED_UNTIL_MAX", "At most 28 days away."
        )  # fmt: skip
    return replace(member, timeout_until=until)


def give_role(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, who: Principal, guild_id: int, user_id: int, role_id: int, *, gone: bool = False,
    reason: str | None = None,
) -> None:  # fmt: skip
    """Give a member one role, or with ``gone`` take it."""
    member = found(world, who, guild_id, user_id)
    demand_in_guild(world, who, guild_id, May.MANAGE_ROLES)
    role = demand_role_below(world, who, guild_id, role_id)
    if role.id == guild_id or role.bot_id is not None:
        raise Refused(50028)
    left = tuple(number for number in member.roles if number != role_id)
    after = replace(member, roles=left if gone else (*left, role_id))
    if set(after.roles) != set(member.roles):
        _store(world, who, member, after, reason)


def kick(world: World, who: Principal, guild_id: int, user_id: int, reason: str | None = None) -> None:
    """Remove a member; they may come back."""
    found(world, who, guild_id, user_id)
    demand_in_guild(world, who, guild_id, May.KICK)
    demand_above(world, who, guild_id, user_id)
    note(world, who, guild_id, Deed.MEMBER_KICK, user_id, reason)
    leave(world, guild_id, user_id)


def ban(
    world: World, who: Principal, guild_id: int, user_id: int, *, delete_s: int = 0, reason: str | None = None
) -> None:
    """Remove a user and keep them out; their messages of the last ``delete_s`` seconds go too."""
    demand_in_guild(world, who, guild_id, May.BAN)
    if user_id not in world.users:
        raise Refused(10013)
    is_member = (guild_id, user_id) in world.members
    if is_member:
        demand_above(world, who, guild_id, user_id)
    row = world.bans.put(Ban(guild_id, user_id, reason))
    note(world, who, guild_id, Deed.MEMBER_BAN, user_id, reason)
    world.tell(BanChanged(row, "made"))
    if is_member:
        leave(world, guild_id, user_id)
    since = world.now() - timedelta(seconds=delete_s)
    for channel_id in list(world.channels.within(guild_id)) if delete_s else ():
        for message in list(world.messages.within(channel_id).values()):
            if message.author_id == user_id and message.at >= since:
                remove(world, message)


def unban(world: World, who: Principal, guild_id: int, user_id: int, reason: str | None = None) -> None:
    """Let a banned user come back."""
    demand_in_guild(world, who, guild_id, May.BAN)
    row = world.bans.drop((guild_id, user_id))
    if row is None:
        raise Refused(10026)
    note(world, who, guild_id, Deed.MEMBER_UNBAN, user_id, reason)
    world.tell(BanChanged(row, "gone"))
