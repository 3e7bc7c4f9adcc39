"""`/levels config`, `rates`, `curve`, `ignore` and `multipliers`."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.errors import Refusal
from tika_bot.core.setting_types import SettingOutOfRange, described
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.naming import in_words
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.curves import MOST_TOTAL
from tika_bot.plugins.levels.model import Source
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import SWITCHES, Settings

from .group import Ctx, LevelsGroup, sees_members, shown

Rated = Literal["message", "reaction", "command", "voice", "quest", "quiz"]
Kind = Literal["usual", "linear", "flat", "table"]
Listing = Literal["list", "add", "remove"]
Channel = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel | discord.Thread
)
"""Wherever something is earned. What a forum or a channel says goes for its threads."""

PLUGIN = "levels"

VOICE = {"min": "voice_listener_xp", "max": "voice_xp"}
"""What the least and the most of voice are called: a stage's audience gets less than who speaks."""


class ChooseOne(Refusal):
    """Either a channel or a role, not both and not none."""

    key = "levels.choose_one"


class SourceMissing(Refusal):
    """A number came without saying of which source it is."""

    key = "levels.source_missing"


class KindMissing(Refusal):
    """A number came without saying for which kind of curve."""

    key = "levels.kind_missing"


class DeedMissing(Refusal):
    """A channel or role came without saying what to do with it."""

    key = "levels.deed_missing"


class NotOfThisSource(Refusal):
    """That ``source`` has no such thing, as voice has no cooldown."""

    key = "levels.not_of_this_source"


class TuningCommands(LevelsGroup):
    """What earns how much, where, and what levels cost."""

    @LevelsGroup.levels.command(name="config")
    @answers("private")
    async def config(self, ctx: Ctx) -> Screen:
        """See how levels are tuned here, and tune them."""
        here = door(ctx)
        settings = self._levels.desk.tuning.settings(here.actor, here.guild)
        return shown(ctx, views.config(settings, here.words, sees_members=sees_members(here)))

    @LevelsGroup.levels.command(name="rates")
    @app_commands.describe(
        source="Which source; all are shown if left out.",
        on="Whether it earns at all.",
        least="Least XP at a time.",
        most="Most XP at a time.",
        cooldown="Seconds until it earns again.",
        cap="Most XP a day; 0 for no limit.",
        rate="Multiplies what it earns.",
    )
    @answers("private")
    async def rates(  # noqa: PLR0913, PLR0917 # what a source has
        self,
        ctx: Ctx,
        source: Rated | None = None,
        on: bool | None = None,  # noqa: FBT001 # an option
        least: int | None = None,
        most: int | None = None,
        cooldown: int | None = None,
        cap: int | None = None,
        rate: float | None = None,
    ) -> Screen:
        """See or change what messages, reactions, commands, voice, quests and quizzes earn."""
        here, tuning = door(ctx), self._levels.desk.tuning
        given = {
            "on": on,
            "min": least,
            "max": most,
            "cooldown_s": cooldown,
            "daily_cap": cap,
            "rate": rate,
        }
        wanted = {name: value for name, value in given.items() if value is not None}
        settings = tuning.settings(here.actor, here.guild)
        if source is None:
            if wanted:
                raise SourceMissing
            return shown(ctx, views.rates(settings, here.words))
        if wanted:
            changes = {_setting(source, name): value for name, value in wanted.items()}
            try:
                settings = await tuning.change(here.actor, here.guild, changes)
            except SettingOutOfRange as wrong:
                field = next(one for one in described(Settings) if one.name == wrong.fields["name"])
                raise in_words(wrong, PLUGIN, field, here.words) from wrong
        return shown(ctx, views.rates(settings, here.words, Source(source), is_new=bool(wanted)))

    @LevelsGroup.levels.command(name="curve")
    @app_commands.describe(
        kind="Which kind of curve; the present one is shown if left out.",
        first="XP for level 1; on a flat curve for every level.",
        growth="On a linear curve: what each level costs more than the one before.",
        table="The totals at which levels begin, from level 1 on: 100, 250, 500.",
    )
    @answers("private")
    async def curve(
        self,
        ctx: Ctx,
        kind: Kind | None = None,
        first: commands.Range[int, 1, 1_000_000] | None = None,
        growth: commands.Range[int, 0, 100_000] | None = None,
        *,
        table: str = "",
    ) -> Screen:
        """See what levels cost, or choose another curve; you see first who would move."""
        here, tuning = door(ctx), self._levels.desk.tuning
        settings = tuning.settings(here.actor, here.guild)
        if kind is None:
            if table or first is not None or growth is not None:
                raise KindMissing
            return shown(ctx, views.curve(settings, here.words))
        if kind == "table" and ctx.interaction is None:  # after a prefix the first totals land there
            table = " ".join(str(part) for part in (first, growth, table) if part)
            first = growth = None
        first = settings.curve_first if first is None else first
        growth = settings.curve_growth if growth is None else growth
        changes = _curve(kind, first, growth)
        found = await tuning.preview_curve(here.actor, here.guild, changes, table)
        return shown(ctx, views.ask_curve(found, (kind, first, growth), here.member, here.words))

    @LevelsGroup.levels.command(name="ignore")
    @app_commands.describe(
        do="The list is shown if left out.",
        channel="A channel or forum with its threads, or one thread.",
        role="Or a role.",
    )
    @answers("private")
    async def ignore(
        self,
        ctx: Ctx,
        do: Listing = "list",
        channel: Channel | None = None,
        role: discord.Role | None = None,
    ) -> Screen:
        """See or change which channels and roles earn nothing."""
        here, tuning = door(ctx), self._levels.desk.tuning
        settings = tuning.settings(here.actor, here.guild)
        if do != "list":
            target = _one_of(channel, role)
            settings = await tuning.ignore(here.actor, here.guild, *target, on=do == "add")
        elif channel is not None or role is not None:
            raise DeedMissing
        return shown(ctx, views.ignored(settings, here.words, is_new=do != "list"))

    @LevelsGroup.levels.command(name="multipliers")
    @app_commands.describe(
        do="The list is shown if left out.",
        channel="A channel or forum with its threads, or one thread.",
        role="Or a role.",
        factor="How many times as much, at most 3; 2 if left out.",
    )
    @answers("private")
    async def multipliers(
        self,
        ctx: Ctx,
        do: Listing = "list",
        channel: Channel | None = None,
        role: discord.Role | None = None,
        factor: commands.Range[float, 0.0, 3.0] = 2.0,
    ) -> Screen:
        """See or change which channels and roles earn more or less."""
        here, tuning = door(ctx), self._levels.desk.tuning
        settings = tuning.settings(here.actor, here.guild)
        if do != "list":
            target = _one_of(channel, role)
            wanted = factor if do == "add" else None
            settings = await tuning.multiply(here.actor, here.guild, *target, wanted)
        elif channel is not None or role is not None:
            raise DeedMissing
        return shown(ctx, views.multipliers(settings, here.words, is_new=do != "list"))


def _one_of(channel: Channel | None, role: discord.Role | None) -> tuple[str, int]:
    if channel is not None and role is None:
        return "channel", channel.id
    if role is not None and channel is None:
        return "role", role.id
    raise ChooseOne


def _setting(source: Rated, what: str) -> str:
    """Return what the settings call a part of a source.

    Raises:
        NotOfThisSource: voice has no cooldown, and quests and quizzes say themselves what they earn.
    """
    if what == "on":
        return SWITCHES[Source(source)]
    if source == "voice" and what in VOICE:
        return VOICE[what]
    name = f"{source}_{what}"
    if name not in Settings.model_fields:
        raise NotOfThisSource(source=source)
    return name


def _curve(kind: str, first: int, growth: int) -> dict[str, object]:
    return {"curve": kind, "curve_first": first, "curve_growth": growth}


async def put_curve(levels: Levels, click: Click) -> Screen:
    """Put the previewed curve in force, or leave it."""
    click.only_for(click.args[1])
    if click.args[0] != YES:
        return views.left_alone(click.words)
    version, kind, first, growth = click.args[2:6]
    changes = _curve(kind, min(int(first), MOST_TOTAL), min(int(growth), MOST_TOTAL))
    settings = await levels.desk.tuning.put_curve(click.actor, click.guild, changes, int(version))
    return views.curve(settings, click.words, is_new=True)


ACTIONS = {"curve": Action(put_curve, needs=("manage_guild",))}
