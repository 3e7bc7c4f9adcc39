"""Who is on no board: those who left, bots, and members with a role that the guild keeps off its boards.

Nothing asks for roles when something is counted or a board is shown. They are heard of as they change, and
compared with everybody when the setting changes, after a start and after an import; see `Roles.see_all`.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from weakref import WeakValueDictionary

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.events import Events, SettingsChanged
from tika_bot.plugins.levels.model import Away
from tika_bot.plugins.levels.store import HidingStore

from .roles import Roles
from .tuned import PLUGIN, Tuned
from .writing import Writing

SHOWN = Away(0)


@dataclass(frozen=True, slots=True)
class Seen:
    """What Discord says of a member who is there."""

    roles: Collection[RoleId]
    is_bot: bool = False


class Hiding:
    """Keeps members off boards, and brings them back."""

    def __init__(
        self, store: HidingStore, writing: Writing, roles: Roles, tuned: Tuned, events: Events
    ) -> None:
        self._store = store
        self._writing = writing
        self._roles = roles
        self._tuned = tuned
        self._compared: dict[GuildId, frozenset[int]] = {}
        """The hidden roles with which everybody was compared last, since the start."""
        self._stirred: dict[GuildId, set[UserId]] = {}
        """Of whom something was heard since a page of members was asked for, which may not know it yet."""
        self._turns: WeakValueDictionary[tuple[GuildId, UserId], asyncio.Lock] = WeakValueDictionary()
        """Held by whoever notes something of that member, so that what was heard last is noted last."""
        events.on(SettingsChanged, self._hear_change)

    async def leave(self, guild: GuildId, member: UserId) -> None:
        """Hide ``member``; everything is kept for their return."""
        async with self._turn(guild, member):
            await self._writing.flush()  # else what they did before would bring them back
            await self._note(guild, member, None)

    async def come_back(self, guild: GuildId, member: UserId, roles: Collection[RoleId]) -> None:
        """Show ``member`` where they stood, if they may be, and give back the roles of their level."""
        if await self.meet(guild, member, Seen(roles)):
            await self._roles.want(guild, (member,))

    async def change(self, guild: GuildId, member: UserId, roles: Collection[RoleId]) -> None:
        """Hear of ``member``'s new roles; where none is hidden, nothing is looked up."""
        if self._hidden(guild):
            await self.meet(guild, member, Seen(roles))

    async def meet(self, guild: GuildId, member: UserId, seen: Seen) -> bool:
        """Note that ``member`` is there; return whether anything was noted of them before."""
        async with self._turn(guild, member):
            return await self._note(guild, member, self._away(guild, seen))

    async def drop(self, guild: GuildId, role: RoleId) -> None:
        """Hear that ``role`` is deleted; Discord doesn't tell of each member who had it."""
        if role in self._hidden(guild):
            await self._roles.see_all(guild)

    async def look_around(self, guild: GuildId) -> None:
        """Compare everybody, soon, if a role is hidden: it may have changed hands while nobody listened."""
        if self._hidden(guild):
            await self._compare(guild)

    # --- everybody, page by page ---------------------------------------------------------------------------

    def expect(self, guild: GuildId) -> None:
        """Hear that a page of members was asked for."""
        self._stirred[guild] = set()

    async def see(
        self, guild: GuildId, page: Mapping[UserId, Seen], after: UserId, last: UserId | None
    ) -> None:
        """Compare with a page: all members from above ``after`` to ``last``; None is the end of all."""
        seen = {member: self._away(guild, one) for member, one in page.items()}
        await self._writing.flush()
        async with self._writing.alone:
            await self._store.see(guild, seen, (after, last), self._stirred.pop(guild, ()))

    # --- inside --------------------------------------------------------------------------------------------

    def _hidden(self, guild: GuildId) -> frozenset[int]:
        return self._tuned.of(guild).hidden_roles()

    def _away(self, guild: GuildId, seen: Seen) -> Away:
        is_hidden = seen.is_bot or not self._hidden(guild).isdisjoint(seen.roles)
        return Away.HIDDEN if is_hidden else SHOWN

    def _turn(self, guild: GuildId, member: UserId) -> asyncio.Lock:
        """Return what is held while something of ``member`` is noted, which is newer than any page by now."""
        if guild in self._stirred:
            self._stirred[guild].add(member)
        turn = self._turns.get((guild, member))
        if turn is None:
            turn = self._turns[guild, member] = asyncio.Lock()
        return turn

    async def _note(self, guild: GuildId, member: UserId, away: Away | None) -> bool:
        """Note how ``member`` is, None if they left; return whether anything was noted before.

        Strangers cost a look, since a thousand of them may come at once.
        """
        before = await self._store.away(guild, member)
        if before is None and not away:
            return False  # a stranger who isn't hidden, or has gone
        after = (before or SHOWN) | Away.LEFT if away is None else away
        if after != before:
            async with self._writing.alone:
                await self._store.put(guild, member, away)
        return before is not None

    async def _hear_change(self, changed: SettingsChanged) -> None:
        guild = changed.guild
        if changed.plugin == PLUGIN and self._hidden(guild) != self._compared.get(guild, frozenset()):
            await self._compare(guild)

    async def _compare(self, guild: GuildId) -> None:
        self._compared[guild] = self._hidden(guild)
        await self._roles.see_all(guild)
