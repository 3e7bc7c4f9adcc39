"""Custom emojis, stickers and sounds."""

from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from tika_sandbox.world import keepsakes
from tika_sandbox.world.audit import Deed
from tika_sandbox.world.belongings import CustomEmoji, Sound, Sticker
from tika_sandbox.world.journal import Sounded
from tika_sandbox.world.permissions import May, demand_in_guild, in_guild
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World
from tika_sandbox.world.tables import Table

Row: TypeAlias = CustomEmoji | Sticker | Sound
MOST_IN_APPLICATION: Final = 2000


@dataclass(frozen=True, slots=True)
class Sort:
    """What differs between the three: table, room in a guild, Discord's codes, and how deeds are logged."""

    table: str
    most: int
    full: int
    unknown: int
    made: Deed
    changed: Deed
    gone: Deed


EMOJI: Final = Sort("emojis", 50, 30008, 10014, Deed.EMOJI_CREATE, Deed.EMOJI_UPDATE, Deed.EMOJI_DELETE)
STICKER: Final = Sort(
    "stickers", 5, 30039, 10060, Deed.STICKER_CREATE, Deed.STICKER_UPDATE, Deed.STICKER_DELETE
)
SOUND: Final = Sort("sounds", 8, 30045, 10097, Deed.SOUND_CREATE, Deed.SOUND_UPDATE, Deed.SOUND_DELETE)


def listed(world: World, who: Principal, sort: Sort, guild_id: int) -> list[Any]:
    """Return a guild's expressions of a sort, for its members."""
    demand_in_guild(world, who, guild_id, 0)
    return list(_table(world, sort).within(guild_id).values())


def _table(world: World, sort: Sort) -> Table[int, Any]:
    return world.tables[sort.table]


def one(world: World, sort: Sort, owner_id: int, number: int) -> Any:
    """Return one expression of that guild or application."""
    row = _table(world, sort).within(owner_id).get(number)
    if row is None:
        raise Refused(sort.unknown)
    return row


def demand_room(world: World, who: Principal, sort: Sort, guild_id: int) -> None:
    """Return if ``who`` may add one more to the guild."""
    demand_in_guild(world, who, guild_id, 0)
    if not in_guild(world, guild_id, who.id) & (May.CREATE_EXPRESSIONS | May.MANAGE_EXPRESSIONS):
        raise Refused(50013)
    if len(_table(world, sort).within(guild_id)) >= sort.most:
        raise Refused(sort.full)


def add(world: World, who: Principal, sort: Sort, row: Row, reason: str | None) -> None:
    """Store a new expression of a guild."""
    _table(world, sort).put(row)
    _tell(world, who, row, "made", sort.made, reason)


def change(  # noqa: PLR0913, PLR0917 - what, whose, which, how and why
    world: World, who: Principal, sort: Sort, guild_id: int, number: int, fields: dict[str, Any],
    reason: str | None,
) -> Any:  # fmt: skip
    """Change an expression: one's own, or anybody's with the right to manage them."""
    changed = replace(_manageable(world, who, sort, guild_id, number), **fields)
    _table(world, sort).put(changed)
    _tell(world, who, changed, "changed", sort.changed, reason)
    return changed


def delete(world: World, who: Principal, sort: Sort, guild_id: int, number: int, reason: str | None) -> None:
    """Drop an expression of a guild."""
    row = _manageable(world, who, sort, guild_id, number)
    _table(world, sort).drop(number)
    _tell(world, who, row, "gone", sort.gone, reason)


def _manageable(world: World, who: Principal, sort: Sort, guild_id: int, number: int) -> Any:
    demand_in_guild(world, who, guild_id, 0)
    row = one(world, sort, guild_id, number)
    own = May.CREATE_EXPRESSIONS if row.user_id == who.id else 0
    if not in_guild(world, guild_id, who.id) & (May.MANAGE_EXPRESSIONS | own):
        raise Refused(50013)
    return row


def _tell(world: World, who: Principal, row: Row, how: str, deed: Deed, reason: str | None) -> None:
    guild_id = row.owner_id if isinstance(row, CustomEmoji) else row.guild_id
    keepsakes.tell(world, who, row, how, deed, reason, guild_id=guild_id)


def play(world: World, who: Principal, channel_id: int, sound: Sound) -> None:
    """Play a sound in the voice channel that ``who`` sits in."""
    state = world.voices.get((sound.guild_id, who.id))
    if state is None or state.channel_id != channel_id:
        raise Refused(50013, "You must be connected to that voice channel")
    world.tell(Sounded(sound.id, sound.guild_id, channel_id, who.id))
