"""Roles: made, changed, ordered and deleted by those who stand above them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.entities import Role
from tika_sandbox.world.journal import MemberChanged, RoleChanged
from tika_sandbox.world.members import demand_role_below
from tika_sandbox.world.people import make_role
from tika_sandbox.world.permissions import EVERYTHING, May, demand_in_guild, in_guild
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World


def create(
    world: World, who: Principal, guild_id: int, fields: dict[str, Any], reason: str | None = None
) -> Role:
    """Make a role at the bottom, just above @everyone, as Discord does."""
    demand_in_guild(world, who, guild_id, May.MANAGE_ROLES)
    _demand_held(world, who, guild_id, fields.get("permissions", 0))
    made = make_role(world, guild_id, fields.pop("name", None) or "new role", quiet=True, **fields)
    lifted = [
        world.roles.put(replace(role, position=role.position + 1))
        for role in list(world.roles.within(guild_id).values())
        if role.id not in (guild_id, made.id)
    ]
    role = world.roles.put(replace(made, position=1))
    note(world, who, guild_id, Deed.ROLE_CREATE, role.id, reason)
    world.tell(RoleChanged(role, "made"))
    for one in lifted:
        world.tell(RoleChanged(one, "changed"))
    return role


def _demand_held(world: World, who: Principal, guild_id: int, permissions: int) -> None:
    """Refuse to hand on what one hasn't got oneself."""
    own = in_guild(world, guild_id, who.id)
    if own != EVERYTHING and permissions & ~own:
        raise Refused(50013)


def change(
    world: World,
    who: Principal,
    guild_id: int,
    role_id: int,
    fields: dict[str, Any],
    reason: str | None = None,
) -> Role:
    """Change a role's name, colour, bits or how it is shown."""
    demand_in_guild(world, who, guild_id, May.MANAGE_ROLES)
    before = demand_role_below(world, who, guild_id, role_id)
    if "permissions" in fields:
        _demand_held(world, who, guild_id, fields["permissions"] & ~before.permissions)
    role = world.roles.put(replace(before, **fields))
    note(world, who, guild_id, Deed.ROLE_UPDATE, role_id, reason)
    world.tell(RoleChanged(role, "changed"))
    return role


def reorder(world: World, who: Principal, guild_id: int, places: Sequence[tuple[int, int]]) -> list[Role]:
    """Put roles at new positions and return all, lowest first; none may pass one's own highest."""
    demand_in_guild(world, who, guild_id, May.MANAGE_ROLES)
    for role_id, _ in places:
        demand_role_below(world, who, guild_id, role_id)
    wanted = dict(places)
    rows = sorted(
        world.roles.within(guild_id).values(),
        key=lambda role: (role.id != guild_id, wanted.get(role.id, role.position), -role.id),
    )
    for position, role in enumerate(rows):
        if role.position != position:
            world.tell(RoleChanged(world.roles.put(replace(role, position=position)), "changed"))
    return sorted(world.roles.within(guild_id).values(), key=lambda role: role.position)


def delete(world: World, who: Principal, guild_id: int, role_id: int, reason: str | None = None) -> None:
    """Delete a role and take it from everybody."""
    demand_in_guild(world, who, guild_id, May.MANAGE_ROLES)
    role = demand_role_below(world, who, guild_id, role_id)
    if role_id == guild_id or role.bot_id is not None:
        raise Refused(50028)
    world.roles.drop(role_id)
    note(world, who, guild_id, Deed.ROLE_DELETE, role_id, reason)
    world.tell(RoleChanged(role, "gone"))
    for member in list(world.members.within(guild_id).values()):
        if role_id in member.roles:
            left = tuple(number for number in member.roles if number != role_id)
            world.tell(MemberChanged(world.members.put(replace(member, roles=left)), "changed"))
