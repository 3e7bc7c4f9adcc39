"""An application's commands: written by its bot, found by people."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from tika_sandbox.world.entities import Channel, Command
from tika_sandbox.world.journal import CommandsChanged
from tika_sandbox.world.permissions import EVERYTHING, May, in_channel
from tika_sandbox.world.principals import Bot, Principal
from tika_sandbox.world.refused import Form, Refused, invalid
from tika_sandbox.world.requests import Tally
from tika_sandbox.world.shapes.commands import command
from tika_sandbox.world.state import World

MOST: Final = {1: 100, 2: 15, 3: 15, 4: 1}
"""Commands of each type that one scope (everywhere, or one guild) holds."""
MOST_A_DAY: Final = 200
RULES: Final = "command-permissions"
"""The kind of paper that says who may run a command in a guild."""


def demand_owner(world: World, who: Principal, application_id: int, guild_id: int | None) -> None:
    """Return if the bot writes its own commands, in a guild where it is."""
    if application_id not in world.applications:
        raise Refused(10002)
    if not isinstance(who, Bot):
        raise Refused(20002)
    if who.application_id != application_id:
        raise Refused(20012)
    if guild_id is not None and (guild_id, who.id) not in world.members:
        raise Refused(50001)


def listed(world: World, application_id: int, guild_id: int | None) -> list[Command]:
    """Return the commands of one scope, in the order they came."""
    return [
        row for row in world.commands.within(guild_id or 0).values() if row.application_id == application_id
    ]


def one(world: World, application_id: int, guild_id: int | None, command_id: int) -> Command:
    """Return a command of that scope."""
    row = world.commands.get(command_id)
    if row is None or row.application_id != application_id or row.guild_id != guild_id:
        raise Refused(10063)
    return row


def write(world: World, application_id: int, guild_id: int | None, body: Any) -> tuple[Command, bool]:
    """Register one command over its namesake; return it and whether it's new."""
    form = Form()
    document = command(form, (), body)
    form.demand()
    known = listed(world, application_id, guild_id)
    old = _namesake(known, document)
    if old is None:
        _demand_room(known, document["type"])
        _demand_day(world, application_id, guild_id, 1)
    row = _stored(world, application_id, guild_id, document, old)
    world.tell(CommandsChanged(application_id, guild_id))
    return row, old is None


def change(world: World, old: Command, body: dict[str, Any]) -> Command:
    """Change some fields of a command; a new name must be free."""
    form = Form()
    merged = {**old.document, **{key: value for key, value in body.items() if key != "type"}}
    document = command(form, (), merged, usual_kind=old.type)
    form.demand()
    other = _namesake(listed(world, old.application_id, old.guild_id), document)
    if other is not None and other.id != old.id:
        raise invalid((), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    row = _stored(world, old.application_id, old.guild_id, document, old)
    world.tell(CommandsChanged(old.application_id, old.guild_id))
    return row


def replace_all(world: World, application_id: int, guild_id: int | None, bodies: Any) -> list[Command]:
    """Make ``bodies`` the only commands of that scope; namesakes keep their ids."""
    documents = _checked(bodies)
    known = listed(world, application_id, guild_id)
    old = [_namesake(known, document) for document in documents]
    _demand_day(world, application_id, guild_id, old.count(None))
    kept = {row.id for row in old if row is not None}
    for row in known:
        if row.id not in kept:
            world.commands.drop(row.id)
    rows = [
        _stored(world, application_id, guild_id, document, before)
        for document, before in zip(documents, old, strict=True)
    ]
    world.tell(CommandsChanged(application_id, guild_id))
    return rows


def _checked(bodies: Any) -> list[dict[str, Any]]:
    if not isinstance(bodies, list):
        raise invalid((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    form = Form()
    documents = [
        command(form, (index,), body if isinstance(body, dict) else {}) for index, body in enumerate(bodies)
    ]
    seen: set[tuple[int, str]] = set()
    for index, document in enumerate(documents):
        key = (document["type"], document["name"])
        if key in seen:
            form.wrong(
                (index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
        seen.add(key)
    form.demand()
    for kind, most in MOST.items():
        if sum(document["type"] == kind for document in documents) > most:
            raise Refused(30032, f"Maximum number of application commands reached ({most}).")
    return documents


def remove(world: World, row: Command) -> None:
    """Drop a command."""
    world.commands.drop(row.id)
    world.tell(CommandsChanged(row.application_id, row.guild_id))


def _namesake(known: list[Command], document: dict[str, Any]) -> Command | None:
    wanted = (document["type"], document["name"])
    return next((row for row in known if (row.type, row.name) == wanted), None)


def _demand_room(known: list[Command], kind: int) -> None:
    if sum(row.type == kind for row in known) >= MOST[kind]:
        raise Refused(30032, f"Maximum number of application commands reached ({MOST[kind]}).")


def _demand_day(world: World, application_id: int, guild_id: int | None, new: int) -> None:
    """Hold an application to so many new commands a day and scope; changing one is free."""
    if not new:
        return
    now = world.now()
    tally = world.tallies.get((application_id, guild_id or 0))
    if tally is None or now - tally.since > timedelta(days=1):
        tally = Tally(application_id, guild_id or 0, now)
    if tally.count + new > MOST_A_DAY:
        raise Refused(30034)
    world.tallies.put(replace(tally, count=tally.count + new))


def _stored(
    world: World, application_id: int, guild_id: int | None, document: dict[str, Any], old: Command | None
) -> Command:
    if old is not None and old.document == document:
        return old
    number = old.id if old else world.new_id()
    return world.commands.put(
        Command(
            number, application_id, guild_id, document["type"], document["name"], world.new_id(), document
        )
    )


def usable(world: World, user_id: int, channel: Channel) -> list[Command]:
    """Return what a user may run in a channel, by name: this guild's commands and those for everywhere."""
    if channel.guild_id is None:
        near = set(channel.recipients)
        rows = [row for row in world.commands.within(0).values() if row.application_id in near]
        return sorted((row for row in rows if _fits_dm(row)), key=lambda row: (row.name, row.id))
    bits = in_channel(world, channel, user_id)
    if not bits & May.USE_COMMANDS:
        return []
    rows = [*world.commands.within(channel.guild_id).values(), *world.commands.within(0).values()]
    present = [row for row in rows if (channel.guild_id, row.application_id) in world.members]
    return sorted(
        (row for row in present if _fits_guild(row) and _permitted(world, row, user_id, channel, bits)),
        key=lambda row: (row.name, row.id),
    )


def _fits_dm(row: Command) -> bool:
    contexts = row.document["contexts"]
    return bool(row.document["dm_permission"]) if contexts is None else 1 in contexts


def _fits_guild(row: Command) -> bool:
    contexts = row.document["contexts"]
    return row.guild_id is not None or contexts is None or 0 in contexts


def _permitted(world: World, row: Command, user_id: int, channel: Channel, bits: int) -> bool:
    """Return whether a member may run a command: by what admins decided for it, else by its permissions."""
    needed = row.document["default_member_permissions"]
    if bits == EVERYTHING:
        return True
    decided = _decided(world, row, user_id, channel)
    if decided is not None:
        return decided
    return needed is None or (int(needed) != 0 and bits & int(needed) == int(needed))


def _decided(world: World, row: Command, user_id: int, channel: Channel) -> bool | None:
    """Return what a guild's own rules for a command, or for its application, say of a member there."""
    guild_id = channel.guild_id
    assert guild_id is not None  # direct messages have no such rules
    papers = (world.papers.get((RULES, guild_id, number)) for number in (row.id, row.application_id))
    paper = next((paper for paper in papers if paper is not None), None)
    if paper is None:
        return None
    said = {(one["type"], int(one["id"])): one["permission"] for one in paper.document["permissions"]}
    if said.get((3, channel.id), said.get((3, guild_id - 1))) is False:
        return False
    if (2, user_id) in said:
        return bool(said[2, user_id])
    roles = [said[1, role] for role in world.members[guild_id, user_id].roles if (1, role) in said]
    return any(roles) if roles else said.get((1, guild_id))
