"""Making accounts, applications and guilds: what happens outside of any guild's rules."""

from collections.abc import Sequence
from dataclasses import replace

from tika_sandbox.world.entities import (
    CATEGORY,
    TEXT,
    VOICE,
    Application,
    Channel,
    Guild,
    Member,
    Role,
    User,
)
from tika_sandbox.world.journal import (
    ChannelChanged,
    GuildAppeared,
    GuildVanished,
    MemberChanged,
    RoleChanged,
    VoiceChanged,
)
from tika_sandbox.world.permissions import USUAL
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World


def make_person(world: World, name: str, *, shown: str | None = None, user_id: int | None = None) -> User:
    """Return a new human account; ``shown`` is the display name, ``name`` the unique handle."""
    number = user_id or world.new_id()
    return world.users.put(User(number, name, world.new_token(number), shown=shown))


def make_bot(world: World, name: str, owner_id: int, *, user_id: int | None = None) -> Application:
    """Return a new application with its bot user, which has the same id."""
    number = user_id or world.new_id()
    world.users.put(User(number, name, world.new_token(number), bot=True))
    secret = world.new_token(number).replace(".", "")
    return world.applications.put(Application(number, name, owner_id, secret))


def make_guild(world: World, name: str, owner_id: int, *, guild_id: int | None = None) -> Guild:
    """Return a new guild with @everyone and its owner as the only member; it has no channel yet."""
    number = guild_id or world.new_id()
    guild = world.guilds.put(Guild(number, name, owner_id))
    world.roles.put(Role(number, number, "@everyone", permissions=USUAL, position=0))
    join(world, number, owner_id)
    return guild


def make_role(  # noqa: PLR0913 - a role has that many sides, and each is named by the caller
    world: World,
    guild_id: int,
    name: str,
    *,
    permissions: int = 0,
    color: int = 0,
    hoist: bool = False,
    mentionable: bool = False,
    role_id: int | None = None,
    bot_id: int | None = None,
    quiet: bool = False,
) -> Role:
    """Return a new role just above the ones there are; ``quiet`` leaves telling to the caller."""
    if len(world.roles.within(guild_id)) >= 250:
        raise Refused(30005)
    position = 1 + max(role.position for role in world.roles.within(guild_id).values())
    role = Role(
        role_id or world.new_id(), guild_id, name, permissions, position, color, hoist, mentionable, bot_id
    )
    world.roles.put(role)
    if not quiet:
        world.tell(RoleChanged(role, "made"))
    return role


def make_channel(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, guild_id: int, name: str, *, kind: int = TEXT, parent_id: int | None = None,
    topic: str | None = None, channel_id: int | None = None, quiet: bool = False,
) -> Channel:  # fmt: skip
    """Return a new channel at the end of its kind; ``quiet`` leaves telling of it to the caller."""
    same = [c.position for c in world.channels.within(guild_id).values() if sort_of(c.type) == sort_of(kind)]
    channel = Channel(
        channel_id or world.new_id(), kind, guild_id, name,
        position=1 + max(same, default=-1), topic=topic, parent_id=parent_id,
    )  # fmt: skip
    world.channels.put(channel)
    if not quiet:
        world.tell(ChannelChanged(channel, "made"))
    return channel


def sort_of(kind: int) -> str:
    """Return which list a channel is ordered in: categories, voice, or the rest."""
    return "category" if kind == CATEGORY else "voice" if kind in (VOICE, 13) else "text"


def join(world: World, guild_id: int, user_id: int, *, roles: Sequence[int] = ()) -> Member:
    """Make a user a member and return them; one who is already stays as they are."""
    if guild_id not in world.guilds:
        raise Refused(10004)
    if (guild_id, user_id) in world.members:
        return world.members[guild_id, user_id]
    if (guild_id, user_id) in world.bans:
        raise Refused(50001, "The user is banned from this guild")
    member = world.members.put(Member(guild_id, user_id, world.now(), roles=tuple(roles)))
    world.tell(GuildAppeared(guild_id, user_id))
    world.tell(MemberChanged(member, "made"))
    return member


def leave(world: World, guild_id: int, user_id: int) -> None:
    """Take a member out of a guild; the owner can't go."""
    member = world.members.get((guild_id, user_id))
    if member is None:
        raise Refused(10007)
    if world.guilds[guild_id].owner_id == user_id:
        raise Refused(50013, "The owner can't leave their own guild")
    world.members.drop((guild_id, user_id))
    if world.voices.drop((guild_id, user_id)) is not None:
        world.tell(VoiceChanged(guild_id, user_id, None))
    world.tell(MemberChanged(member, "gone"))
    world.tell(GuildVanished(guild_id, user_id))


def rename(world: World, user_id: int, shown: str | None) -> User:
    """Change an account's display name and return the account."""
    return world.users.put(replace(world.users[user_id], shown=shown))
