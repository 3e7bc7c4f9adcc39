"""Settings of levels, changed by commands: places and roles without XP, multipliers, rates, the curve."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId
from tika_bot.core.events import Events, SettingsChanged
from tika_bot.core.permits import Actor, Permits
from tika_bot.core.setting_types import SettingWrong, with_changes
from tika_bot.plugins.levels.curves import Moves, moved, moves
from tika_bot.plugins.levels.level_roles import RoleMoves, role_moves
from tika_bot.plugins.levels.model import Curve, Place
from tika_bot.plugins.levels.settings import FACTOR, Settings
from tika_bot.plugins.levels.store import MemberStore

from .granting import MANAGE
from .roles import Roles
from .tuned import PLUGIN, Tuned
from .writing import Writing


class NotListed(Refusal):
    """It isn't on that list."""

    key = "levels.not_listed"


class TableWrong(Refusal):
    """A table whose totals don't grow."""

    key = "levels.table_wrong"


class TableMissing(Refusal):
    """A curve by table was chosen and there is no table."""

    key = "levels.table_missing"


@dataclass(frozen=True, slots=True)
class CurvePreview:
    """What another curve would do. ``version`` is the one of the settings that it was compared with."""

    version: int
    old: Curve
    new: Curve
    moves: Moves
    roles: tuple[RoleMoves, ...]
    """Which roles would change hands, those of the lowest level first."""
    top: tuple[Place, ...]
    """The first of the board, on the old curve."""


class Tuning:
    """Changes settings, each time as a version of its own. Every verb asks for the permission first."""

    def __init__(
        self,
        store: MemberStore,
        tuned: Tuned,
        writing: Writing,
        permits: Permits,
        roles: Roles,
        events: Events,
    ) -> None:
        self._store = store
        self._tuned = tuned
        self._writing = writing
        self._permits = permits
        self._roles = roles
        events.on(SettingsChanged, self._hear_change)

    def settings(self, actor: Actor, guild: GuildId) -> Settings:
        """Return what ``guild`` has tuned."""
        self._permits.demand(actor, MANAGE)
        return self._tuned.of(guild)

    async def change(self, actor: Actor, guild: GuildId, changes: Mapping[str, object]) -> Settings:
        """Put ``changes`` in force.

        Raises:
            SettingsStale: somebody else saved at the same moment.
            Refusal: a value doesn't fit.
        """
        return await self._save(actor, guild, lambda _: changes, self._tuned.version(guild))

    async def ignore(self, actor: Actor, guild: GuildId, kind: str, id_: int, *, on: bool) -> Settings:
        """Let a channel or a role (``kind``) earn nothing, or something again."""
        name = f"no_xp_{kind}s"

        def changed(now: Settings) -> Mapping[str, object]:
            listed = tuple(getattr(now, name))
            if not on and id_ not in listed:
                raise NotListed
            rest = tuple(one for one in listed if one != id_)
            return {name: (*rest, id_) if on else rest}

        return await self._save(actor, guild, changed, self._tuned.version(guild))

    async def multiply(
        self, actor: Actor, guild: GuildId, kind: str, id_: int, factor: float | None
    ) -> Settings:
        """Let a channel or a role (``kind``) earn ``factor`` times as much; None: as usual again."""
        name = f"{kind}_multipliers"

        def changed(now: Settings) -> Mapping[str, object]:
            lines: tuple[str, ...] = getattr(now, name)
            rest = tuple(line for line in lines if factor_in(line)[0] != id_)
            if factor is None and len(rest) == len(lines):
                raise NotListed
            return {name: rest if factor is None else (*rest, f"{id_} = {factor:.2f}")}

        return await self._save(actor, guild, changed, self._tuned.version(guild))

    async def preview_curve(
        self, actor: Actor, guild: GuildId, changes: Mapping[str, object], table: str = ""
    ) -> CurvePreview:
        """Return what a curve with ``changes`` would do; a ``table`` is kept as draft until it's confirmed.

        A draft from before is given up.

        Raises:
            TableMissing: it goes by a table and there is none.
            TableWrong: it's none.
        """
        now = self.settings(actor, guild)
        if table or now.curve_draft:
            try:
                now = await self.change(actor, guild, {"curve_draft": table})
            except SettingWrong as wrong:
                raise TableWrong(given=wrong.fields["given"]) from wrong
        new = self._with_draft(with_changes(now, changes))
        if new.curve == "table" and not new.curve_table:
            raise TableMissing
        await self._writing.flush()
        people = await self._store.people(guild)
        top, _ = await self._store.page(guild, 1)
        old, found = now.levels(), moved(people, now.levels(), new.levels())
        hands = role_moves(await self._roles.rules(guild), found)
        return CurvePreview(self._tuned.version(guild), old, new.levels(), moves(found), hands, tuple(top))

    async def put_curve(
        self, actor: Actor, guild: GuildId, changes: Mapping[str, object], version: int
    ) -> Settings:
        """Put the curve in force that was previewed at ``version`` of the settings.

        Raises:
            SettingsStale: somebody saved since.
        """

        def changed(now: Settings) -> Mapping[str, object]:
            new = self._with_draft(with_changes(now, changes))
            kept = ("curve", "curve_first", "curve_growth", "curve_table", "curve_draft")
            return {name: getattr(new, name) for name in kept}

        return await self._save(actor, guild, changed, version)

    async def _hear_change(self, changed: SettingsChanged) -> None:
        """Let everybody's roles be looked at if ``changed`` brought another curve, by whichever way."""
        if changed.plugin != PLUGIN:
            return
        kept = {0: Settings().levels()}
        for one in await self._tuned.kept.history(changed.guild, PLUGIN, limit=3):
            kept[one.version] = Settings.tolerant(one.document)[0].levels()
        if kept.get(changed.version - 1) != kept.get(changed.version):
            await self._writing.sweep(changed.guild)

    def _with_draft(self, settings: Settings) -> Settings:
        """Return ``settings`` with the draft as its table, if it goes by one."""
        if settings.curve != "table" or not settings.curve_draft:
            return settings
        return settings.model_copy(update={"curve_table": settings.curve_draft, "curve_draft": ""})

    async def _save(
        self,
        actor: Actor,
        guild: GuildId,
        changed: Callable[[Settings], Mapping[str, object]],
        version: int,
    ) -> Settings:
        now = self.settings(actor, guild)
        new = with_changes(now, changed(now))
        await self._tuned.kept.save(guild, PLUGIN, new, by=actor.user, based_on=version)
        return new


def factor_in(line: str) -> tuple[int, float]:
    """Return the id and the factor of a line like ``1234 = 1.5``."""
    found = re.match(FACTOR, line)
    assert found is not None  # the settings take no other lines
    return int(found[1]), float(found[2])
