"""Who may do what: Discord's bits, roles, overwrites and the pecking order between roles."""

from typing import Final

from tika_sandbox.world.entities import DM, THREADS, Channel, Member
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World


class May:
    """The permission bits that the sandbox knows how to enforce; plain ints, since flags are slow to test."""

    CREATE_INVITE: Final = 1 << 0
    KICK: Final = 1 << 1
    BAN: Final = 1 << 2
    ADMINISTRATOR: Final = 1 << 3
    MANAGE_CHANNELS: Final = 1 << 4
    MANAGE_GUILD: Final = 1 << 5
    ADD_REACTIONS: Final = 1 << 6
    VIEW_AUDIT_LOG: Final = 1 << 7
    VIEW_CHANNEL: Final = 1 << 10
    SEND_MESSAGES: Final = 1 << 11
    SEND_TTS: Final = 1 << 12
    MANAGE_MESSAGES: Final = 1 << 13
    EMBED_LINKS: Final = 1 << 14
    ATTACH_FILES: Final = 1 << 15
    READ_HISTORY: Final = 1 << 16
    MENTION_EVERYONE: Final = 1 << 17
    EXTERNAL_EMOJIS: Final = 1 << 18
    CONNECT: Final = 1 << 20
    SPEAK: Final = 1 << 21
    MUTE_MEMBERS: Final = 1 << 22
    DEAFEN_MEMBERS: Final = 1 << 23
    MOVE_MEMBERS: Final = 1 << 24
    USE_VAD: Final = 1 << 25
    CHANGE_NICKNAME: Final = 1 << 26
    MANAGE_NICKNAMES: Final = 1 << 27
    MANAGE_ROLES: Final = 1 << 28
    MANAGE_WEBHOOKS: Final = 1 << 29
    MANAGE_EXPRESSIONS: Final = 1 << 30
    USE_COMMANDS: Final = 1 << 31
    REQUEST_TO_SPEAK: Final = 1 << 32
    MANAGE_EVENTS: Final = 1 << 33
    MANAGE_THREADS: Final = 1 << 34
    CREATE_PUBLIC_THREADS: Final = 1 << 35
    CREATE_PRIVATE_THREADS: Final = 1 << 36
    SEND_IN_THREADS: Final = 1 << 38
    TIMEOUT: Final = 1 << 40
    CREATE_EXPRESSIONS: Final = 1 << 43
    CREATE_EVENTS: Final = 1 << 44
    SET_VOICE_STATUS: Final = 1 << 48
    SEND_POLLS: Final = 1 << 49
    USE_EXTERNAL_APPS: Final = 1 << 50
    PIN_MESSAGES: Final = 1 << 51


EVERYTHING: Final = (1 << 53) - 1
USUAL: Final = (
    May.CREATE_INVITE
    | May.ADD_REACTIONS
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_HISTORY
    | May.EXTERNAL_EMOJIS
    | May.CONNECT
    | May.SPEAK
    | May.USE_VAD
    | May.CHANGE_NICKNAME
    | May.USE_COMMANDS
    | May.CREATE_PUBLIC_THREADS
    | May.CREATE_PRIVATE_THREADS
    | May.SEND_IN_THREADS
    | May.SEND_POLLS
    | May.USE_EXTERNAL_APPS
)
"""What @everyone has in a fresh guild."""
TIMED_OUT: Final = May.VIEW_CHANNEL | May.READ_HISTORY
"""What is left of somebody's permissions while they're in timeout."""
IN_DM: Final = USUAL & ~(May.CREATE_PUBLIC_THREADS | May.CREATE_PRIVATE_THREADS | May.SEND_IN_THREADS)


def in_guild(world: World, guild_id: int, user_id: int) -> int:
    """Return the bits of a member in a guild before any channel's overwrites; 0 for strangers."""
    member = world.members.get((guild_id, user_id))
    guild = world.guilds.get(guild_id)
    if member is None or guild is None:
        return 0
    if guild.owner_id == user_id:
        return EVERYTHING
    bits = world.roles[guild_id].permissions
    for role_id in member.roles:
        role = world.roles.get(role_id)
        bits |= role.permissions if role else 0
    return EVERYTHING if bits & May.ADMINISTRATOR else bits


def in_channel(world: World, channel: Channel, user_id: int) -> int:
    """Return the bits of a user in a channel; 0 if they can't even see it."""
    if channel.guild_id is None:
        return IN_DM if user_id in channel.recipients else 0
    bits = in_guild(world, channel.guild_id, user_id)
    if bits in (EVERYTHING, 0):
        return bits
    member = world.members[channel.guild_id, user_id]
    bits = _overwritten(world, channel, member, bits)
    if not bits & May.VIEW_CHANNEL:
        return 0
    if member.timeout_until is not None and member.timeout_until > world.now():
        return bits & TIMED_OUT
    return bits


def _overwritten(world: World, channel: Channel, member: Member, bits: int) -> int:
    if channel.type in THREADS:
        parent = world.channels.get(channel.parent_id or 0)
        overwrites = parent.overwrites if parent else ()
    else:
        overwrites = channel.overwrites
    if not overwrites:
        return bits
    by_id = {overwrite.id: overwrite for overwrite in overwrites}
    if everyone := by_id.get(member.guild_id):
        bits = bits & ~everyone.deny | everyone.allow
    mine = [by_id[role] for role in member.roles if role in by_id]
    for overwrite in mine:
        bits &= ~overwrite.deny
    for overwrite in mine:
        bits |= overwrite.allow
    if own := by_id.get(member.user_id):
        bits = bits & ~own.deny | own.allow
    return bits


def seen_channel(world: World, who: Principal, channel_id: int) -> Channel:
    """Return the channel if ``who`` can see it.

    Raises:
        Refused: 10003 if there's no such channel, 50001 if it isn't theirs to see.
    """
    channel = world.channels.get(channel_id)
    if channel is None:
        raise Refused(10003)
    if not in_channel(world, channel, who.id) & May.VIEW_CHANNEL:
        raise Refused(50001)
    if channel.type == 12 and not _in_private_thread(world, channel, who.id):
        raise Refused(50001)
    return channel


def _in_private_thread(world: World, channel: Channel, user_id: int) -> bool:
    bits = in_channel(world, channel, user_id)
    return bool(bits & May.MANAGE_THREADS) or (
        channel.thread is not None and user_id in channel.thread.members
    )


def sees(world: World, channel: Channel, user_id: int) -> bool:
    """Tell whether a user may read a channel."""
    if channel.type == 12 and not _in_private_thread(world, channel, user_id):
        return False
    return bool(in_channel(world, channel, user_id) & May.VIEW_CHANNEL)


def demand_in_channel(world: World, who: Principal, channel: Channel, needed: int) -> None:
    """Return if ``who`` has all ``needed`` bits in ``channel``, else raise 50013 (or 50001 unseen)."""
    bits = in_channel(world, channel, who.id)
    if not bits & May.VIEW_CHANNEL:
        raise Refused(50001)
    if channel.type != DM and bits & needed != needed:
        raise Refused(50013)


def demand_in_guild(world: World, who: Principal, guild_id: int, needed: int) -> None:
    """Return if ``who`` has all ``needed`` bits in the guild.

    Raises:
        Refused: 10004 for no such guild or none of theirs, 50013 for missing bits.
    """
    if guild_id not in world.guilds or (guild_id, who.id) not in world.members:
        raise Refused(10004)
    if in_guild(world, guild_id, who.id) & needed != needed:
        raise Refused(50013)


def rank(world: World, guild_id: int, user_id: int) -> tuple[int, int]:
    """Return how high a member stands, for comparing: the owner above all, then by highest role."""
    guild = world.guilds[guild_id]
    if guild.owner_id == user_id:
        return (1 << 30, 0)
    member = world.members.get((guild_id, user_id))
    if member is None:
        return (-1, 0)
    return max(
        ((role.position, -role.id) for r in member.roles if (role := world.roles.get(r))), default=(0, 0)
    )


def demand_above(world: World, who: Principal, guild_id: int, target_id: int) -> None:
    """Raise 50013 unless ``who`` stands above the target in the guild."""
    if rank(world, guild_id, who.id) <= rank(world, guild_id, target_id):
        raise Refused(50013)
