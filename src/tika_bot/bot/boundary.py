"""The one place where requests of members become answers, and errors become sentences.

Whatever happens inside a command or a click, exactly one of three things comes out: the answer; a private
notice that says what the rules say; or an incident number for the member and one log line with the rest.
Nothing raises past here.
"""

import asyncio
import functools
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import discord
import structlog
from discord.ext import commands

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId, private_space
from tika_bot.bot.explaining import Explanation, cause_of, explain
from tika_bot.bot.overrides import CommandForOthers, Overrides, verdict
from tika_bot.bot.people import people_of
from tika_bot.bot.rendering import Renderer
from tika_bot.bot.windows import InteractionWindow, MessageWindow, Window
from tika_bot.core.features import FeatureOff, Features
from tika_bot.core.incidents import new_incident
from tika_bot.core.moods import Moods
from tika_bot.core.permits import EVERYTHING, Actor
from tika_bot.core.settings import Settings
from tika_bot.core.wording import Wording, Words
from tika_bot.kit.door import Door, Reply, Source, Work
from tika_bot.kit.notices import Kind, notice
from tika_bot.kit.screen import Answer, Screen

log = structlog.get_logger("tika.boundary")

PATIENCE_S = 1.5
"""Half of Discord's deadline: the other half is for the way there and back."""

FORM_PATIENCE_S = 2.5
"""A form can't be deferred, so its handler has to be done by then."""

TOO_LATE = frozenset({10015, 10062, 40060, 50027})
"""Discord's codes for an interaction that is gone or has been answered: nobody is left to be told."""

SLOW_S = 3.0
"""Work that took longer is logged."""


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal that a member was told."""

    command: str
    plugin: str | None
    sentence: str
    help: str | None


REMEMBERED = 2_000
"""Members whose last refusal is remembered, for `/why`."""


@dataclass(slots=True)
class Tally:
    """What became of the requests since the start."""

    answered: int = 0
    deferred: int = 0
    lost: int = 0
    """Answers that Discord no longer took."""
    refusals: Counter[str] = field(default_factory=Counter)
    """By sentence key."""
    broken: int = 0


class Reception:
    """Implements the kit's ``Boundary``: who came in, what they get."""

    def __init__(  # noqa: PLR0913 # six of the core's parts and a default
        self,
        *,
        features: Features,
        settings: Settings,
        wording: Wording,
        moods: Moods,
        renderer: Renderer,
        clock: Clock,
        language: str = "en",
    ) -> None:
        self._features = features
        self._settings = settings
        self._wording = wording
        self._moods = moods
        self._renderer = renderer
        self._clock = clock
        self._language = language
        self.tally = Tally()
        self._last: OrderedDict[UserId, Said] = OrderedDict()
        self.missing_intents: frozenset[str] = frozenset()
        self.picker_lags: Callable[[GuildId], bool] = lambda _: False
        """Set by the client, which knows how many commands it has created today."""
        self.overrides: Overrides | None = None
        """Set by the client, which can ask Discord."""

    def door(self, source: Source) -> Door:
        """Return who came in through ``source``."""
        plugin = plugin_of(source) or "core"
        user, guild = _user_of(source), space_of(source)
        interaction = source if isinstance(source, discord.Interaction) else source.interaction
        origin = interaction.id if interaction else source.message.id  # type: ignore[union-attr] # one of both
        return Door(
            guild=guild,
            member=UserId(user.id),
            member_name=user.display_name,
            channel=ChannelId(source.channel.id if source.channel else 0),
            locale=self.locale_of(source),
            words=self.words(plugin, source),
            actor=actor_of(source),
            bot_permissions=_bot_permissions(source),
            missing_intents=tuple(sorted(self.missing_intents)),
            picker_lags=self.picker_lags(guild),
            people=functools.partial(people_of, source.guild),
            key=str(origin),
        )

    def words(self, plugin: str, source: Source) -> Words:
        """Return ``plugin``'s voice for who came in through ``source``, in the mood they have earned."""
        user = UserId(_user_of(source).id)
        strength = self._settings.core(space_of(source)).mood if self._likes_moods(user) else 0
        mood = self._moods.mood(user, strength=strength)
        channel = ChannelId(source.channel.id) if source.channel else None
        return self._wording.words(plugin, self.locale_of(source), mood, channel=channel)

    def _likes_moods(self, user: UserId) -> bool:
        return self._settings.of_member(user).moods

    def locale_of(self, source: Source) -> str:
        """Return the member's own choice, else what their Discord speaks, else the guild's language."""
        chosen = self._settings.of_member(UserId(_user_of(source).id)).language
        interaction = source if isinstance(source, discord.Interaction) else source.interaction
        if chosen:
            return chosen
        if interaction is not None:
            return interaction.locale.value
        return self.guild_language(space_of(source))

    def guild_language(self, guild: GuildId) -> str:
        """Return the language that ``guild`` chose, or the house's."""
        return self._settings.core(guild).language or self._language

    async def answer(self, source: Source, reply: Reply, work: Work) -> None:
        """Do ``work`` for the command in ``source`` and answer."""
        what = _command_name(source)
        top = what.partition(" ")[0]
        await self.serve(source, reply, work, plugin=plugin_of(source), what=what, command=top)

    async def serve(
        self, source: Source, reply: Reply, work: Work, *, plugin: str | None, what: str, command: str = ""
    ) -> None:
        """Do ``work`` for ``plugin`` and answer in the way of ``reply``; never raises but when cancelled.

        ``command`` is the top-level command by whose overrides it is allowed; empty for what has none.
        """
        with self._context(source, plugin, what):
            self._moods.asked(UserId(_user_of(source).id), what)
            window = self._window(source, reply)
            started = asyncio.get_running_loop().time()
            try:
                if plugin is not None:
                    self._features.demand(space_of(source), plugin)
                GRANTED.set(await self._granted(source, command))
                await window.show(await self._in_time(window, reply, work))
                self.tally.answered += 1
            except Exception as error:  # noqa: BLE001 # the boundary is where everything ends
                await self.tell(source, window, error)
            took = asyncio.get_running_loop().time() - started
            if took > SLOW_S:
                log.warning("request.slow", took_ms=round(took * 1000))

    async def _granted(self, source: Source, command: str) -> int:
        """Return the permission bits that Discord's own settings give for ``command``.

        Raises:
            CommandForOthers: they keep it from this member.
        """
        GRANTED.set(0)
        actor = actor_of(source)
        if self.overrides is None or not command or actor.guild is None:
            return 0
        if actor.owner or actor.permissions & EVERYTHING:
            return 0
        needed = self.overrides.needs(command)
        if _is_judged(source) and not needed & ~actor.permissions:
            return 0
        rules = await self.overrides.rules(actor.guild, command)
        said = verdict(rules, actor, source.channel.id if source.channel else 0)
        if said is False:
            raise CommandForOthers(command=command)
        return needed if said else 0

    def last_refusal(self, member: UserId) -> Said | None:
        """Return what ``member`` was last refused, if that wasn't long ago."""
        return self._last.get(member)

    async def refuse(self, source: Source, error: BaseException, *, what: str = "") -> None:
        """Tell the member about ``error``, which happened before or outside a handler; never raises."""
        with self._context(source, plugin_of(source), what or _command_name(source)):
            await self.tell(source, self._window(source, "private"), error)

    async def tell(self, source: Source, window: Window, error: BaseException) -> None:
        """Turn ``error`` into a notice in ``window``; never raises."""
        cause = cause_of(error)
        if isinstance(cause, discord.HTTPException) and cause.code in TOO_LATE:
            self.tally.lost += 1
            log.warning("answer.lost", status=cause.status, code=cause.code, why=cause.text)
            return
        try:
            await window.tell(self._notice(source, error))
        except discord.HTTPException as gone:
            self.tally.lost += 1
            log.warning("notice.lost", status=gone.status, code=gone.code, why=gone.text)
        except Exception:  # an error about an error must not become a third
            log.exception("notice.broken")

    def _notice(self, source: Source, error: BaseException) -> Screen:
        typed, option = _being_read(source)
        said = explain(error, self._clock.now(), typed=typed, option=option)
        if said.kind != "broken":
            self.tally.refusals[said.key] += 1
            member, words = UserId(_user_of(source).id), self.words("core", source)
            self._moods.erred(member, said.key)
            self._remember(member, source, said, words)
            return told(said, words)
        words = self.words("core", source)
        self.tally.broken += 1
        incident = new_incident()
        log.error("request.broken", incident=incident, exc_info=cause_of(error))
        return told(Explanation("broken", said.key, {"incident": incident}), words)

    def _remember(self, member: UserId, source: Source, said: Explanation, words: Words) -> None:
        sentence, help_line = words.say(said.key, **said.fields), words.help(said.key, **said.fields)
        self._last[member] = Said(_command_name(source), plugin_of(source), sentence, help_line)
        self._last.move_to_end(member)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)

    async def _in_time(self, window: Window, reply: Reply, work: Work) -> Answer:
        """Return the work's result; if it takes long, tell the member meanwhile."""
        if reply == "form":
            async with asyncio.timeout(FORM_PATIENCE_S):
                return await work()
        task = asyncio.ensure_future(work())
        try:
            done, _ = await asyncio.wait({task}, timeout=PATIENCE_S)
            if not done:
                self.tally.deferred += 1
                await window.defer()
            return await task
        finally:
            if not task.done():
                task.cancel()

    def _window(self, source: Source, reply: Reply) -> Window:
        text_only = self._settings.of_member(UserId(_user_of(source).id)).text_only
        interaction = source if isinstance(source, discord.Interaction) else source.interaction
        if interaction is not None:
            return InteractionWindow(interaction, reply, self._renderer, text_only=text_only)
        assert isinstance(source, commands.Context)  # the only other source
        return MessageWindow(source, reply, self._renderer, text_only=text_only)

    @contextmanager
    def _context(self, source: Source, plugin: str | None, what: str) -> Iterator[None]:
        channel = source.channel.id if source.channel else None
        with structlog.contextvars.bound_contextvars(
            guild=space_of(source), member=_user_of(source).id, channel=channel, command=what, plugin=plugin
        ):
            yield


GRANTED: ContextVar[int] = ContextVar("tika_granted", default=0)
"""Permission bits that the member has for this one request."""


KINDS: dict[str, Kind] = {"refusal": "refusal", "busy": "warning", "broken": "error"}


def told(said: Explanation, words: Words) -> Screen:
    """Return the notice of ``said``: the sentence, and under it what to do now."""
    kind: Kind = "off" if said.key == FeatureOff.key else KINDS[said.kind]
    help_line = words.help(said.key, **said.fields)
    sentence = words.say(said.key, **said.fields)
    text = f"{sentence}\n-# {help_line}" if help_line else sentence
    return notice(kind, words.say(f"core.title_{kind}"), text, private=True)


def space_of(source: Source) -> GuildId:
    """Return the guild, or in direct messages the member's private space."""
    return GuildId(source.guild.id) if source.guild else private_space(UserId(_user_of(source).id))


def plugin_of(source: Source) -> str | None:
    """Return the plugin that the command of ``source`` belongs to; None for what isn't a plugin's."""
    command = source.command
    cog = source.cog if isinstance(source, commands.Context) else getattr(command, "binding", None)
    plugin = getattr(cog, "plugin", None) or getattr(command, "extras", {}).get("plugin")
    return plugin if isinstance(plugin, str) else None


def _being_read(source: Source) -> tuple[str, str]:
    """Return the word after a prefix that discord.py read last, and the option that it stands for."""
    if not isinstance(source, commands.Context):
        return "", ""
    option = source.current_parameter
    return source.current_argument or "", "" if option is None else option.displayed_name or option.name


def actor_of(source: Source) -> Actor:
    """Return what the permits need to know about who came in, as of this request."""
    user = _user_of(source)
    guild = source.guild
    if guild is None or not isinstance(user, discord.Member):
        return Actor(user=UserId(user.id), guild=None, permissions=0, roles=(), owner=False)
    permissions = source.permissions if isinstance(source, discord.Interaction) else user.guild_permissions
    return Actor(
        user=UserId(user.id),
        guild=GuildId(guild.id),
        permissions=permissions.value | GRANTED.get(),
        roles=tuple(RoleId(role.id) for role in user.roles),
        owner=guild.owner_id == user.id,
    )


def _is_judged(source: Source) -> bool:
    """Return whether Discord has applied its overrides: it does so to slash commands."""
    interaction = source if isinstance(source, discord.Interaction) else source.interaction
    return interaction is not None and interaction.type is discord.InteractionType.application_command


def _user_of(source: Source) -> discord.User | discord.Member:
    return source.user if isinstance(source, discord.Interaction) else source.author


def _bot_permissions(source: Source) -> int:
    interaction = source if isinstance(source, discord.Interaction) else source.interaction
    return (source.bot_permissions if interaction is None else interaction.app_permissions).value  # type: ignore[union-attr] # one of both


def _command_name(source: Source) -> str:
    return source.command.qualified_name if source.command else ""
