"""Invites: doors into a guild that close by themselves."""

from dataclasses import replace
from datetime import timedelta

from tika_sandbox.world import keepsakes
from tika_sandbox.world.audit import Deed
from tika_sandbox.world.belongings import Invite
from tika_sandbox.world.entities import CATEGORY, THREADS
from tika_sandbox.world.people import join
from tika_sandbox.world.permissions import May, demand_in_channel, demand_in_guild, in_guild, seen_channel
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World


def create(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, who: Principal, channel_id: int, *, max_age_s: int = 86_400, max_uses: int = 0,
    temporary: bool = False, unique: bool = False, reason: str | None = None,
) -> Invite:  # fmt: skip
    """Return an invite to a channel: one like it that is there already, unless it must be ``unique``."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None or channel.type in THREADS or channel.type == CATEGORY:
        raise Refused(50024)
    demand_in_channel(world, who, channel, May.CREATE_INVITE)
    for row in () if unique else of_channel(world, channel_id):
        same = (row.inviter_id, row.max_age_s, row.max_uses, row.temporary)
        if same == (who.id, max_age_s, max_uses, temporary):
            return row
    if len(world.invites.within(channel.guild_id)) >= 1000:
        raise Refused(30016)
    row = Invite(
        keepsakes.new_code(), channel.guild_id, channel_id, who.id, world.now(),
        max_age_s, max_uses, temporary=temporary,
    )  # fmt: skip
    world.invites.put(row)
    keepsakes.tell(world, who, row, "made", Deed.INVITE_CREATE, reason)
    return row


def of_channel(world: World, channel_id: int) -> list[Invite]:
    """Return a channel's open invites."""
    guild_id = world.channels[channel_id].guild_id or 0
    return [row for row in _open(world, guild_id) if row.channel_id == channel_id]


def of_guild(world: World, who: Principal, guild_id: int) -> list[Invite]:
    """Return a guild's open invites."""
    demand_in_guild(world, who, guild_id, May.MANAGE_GUILD)
    return _open(world, guild_id)


def _open(world: World, guild_id: int) -> list[Invite]:
    return [row for row in world.invites.within(guild_id).values() if not is_over(world, row)]


def is_over(world: World, row: Invite) -> bool:
    """Tell whether nobody can come in by this invite any more."""
    if row.channel_id not in world.channels:
        return True
    old = row.max_age_s and world.now() >= row.made_at + timedelta(seconds=row.max_age_s)
    return bool(old or (row.max_uses and row.uses >= row.max_uses))


def one(world: World, code: str) -> Invite:
    """Return an open invite by its code."""
    row = world.invites.get(code)
    if row is None or is_over(world, row):
        raise Refused(10006)
    return row


def revoke(world: World, who: Principal, code: str, reason: str | None = None) -> Invite:
    """Close an invite for good."""
    row = one(world, code)
    if not in_guild(world, row.guild_id, who.id) & May.MANAGE_GUILD:
        demand_in_channel(world, who, world.channels[row.channel_id], May.MANAGE_CHANNELS)
    world.invites.drop(code)
    keepsakes.tell(world, who, row, "gone", Deed.INVITE_DELETE, reason)
    return row


def accept(world: World, who: Principal, code: str) -> Invite:
    """Come in by an invite, which counts it."""
    row = one(world, code)
    if (row.guild_id, who.id) in world.members:
        return row
    join(world, row.guild_id, who.id)
    return world.invites.put(replace(row, uses=row.uses + 1))
