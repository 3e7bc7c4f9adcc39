"""Every word that a member reads, by key and language, in the mood that fits.

A plugin's sentences stand in ``strings/<language>.ftl`` (and ``<topic>.<language>.ftl``, where one file grew
too long). The key ``too_soon`` is the message ``too-soon`` there; ``economy.too_soon`` says the same from
anywhere. A sentence may have attributes: ``.help`` says what to do now, ``.plain``, ``.base-1``,
``.repeated-1``, ``.frustrated-1`` and so on are its other lines. A sentence that a language lacks is spoken
in English. Ids of members, channels and roles go in through `Words.member` and its sisters: a bare number
would be written with thousands separators.
"""

import re
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import structlog
from babel.lists import format_list

from tika_bot.base.chance import Dice, FairDice
from tika_bot.base.ids import ChannelId, RoleId, UserId

from .fluent import Moment, Pattern, Sheet, locale_of, written
from .moods import Mood

log = structlog.get_logger(__name__)

ENGLISH = "en"
REMEMBERED_LINES = 8
REMEMBERED_CHANNELS = 2_000

MOOD_LINES: dict[Mood, tuple[str, ...]] = {
    Mood.PLAIN: ("plain",),
    Mood.BASE: (),
    Mood.REPEATED: ("repeated",),
    Mood.FRUSTRATED: ("frustrated", "repeated"),
}
"""Mood → the kinds of lines to look for, the best first; a sentence with none of them is spoken as it is."""

LAST_RESORT = "Something went wrong on our side, and so did the sentence about it."

Style = Literal["t", "T", "d", "D", "f", "F", "R"]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name that will stand in a sentence: by ``key`` if the language has it."""

    key: str
    otherwise: str

    def __str__(self) -> str:
        """Return the name that needs no language."""
        return self.otherwise


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences by key, or names, that will stand in another sentence as a list, in the reader's language."""

    keys: tuple[str | Named, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    fill: Pattern


class _Sentences:
    """What one plugin can say in one language: each id with its lines by kind."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._lines: dict[str, dict[str, list[_Line]]] = {}

    def lines(self, message: str, kinds: Iterable[str]) -> list[_Line]:
        known = self._lines.get(message) or self._by_kind(message)
        return next((known[kind] for kind in kinds if kind in known), [])

    def _by_kind(self, message: str) -> dict[str, list[_Line]]:
        patterns = self._sheet.patterns(message)
        known: dict[str, list[_Line]] = self._lines.setdefault(message, {}) if patterns else {}
        for attribute, fill in patterns.items():
            kind = re.sub(r"-\d+$", "", attribute) or "base"
            known.setdefault(kind, []).append(_Line(f"{message}.{attribute}", fill))
        return known


class Wording:
    """The sentences of every plugin that was added."""

    def __init__(self, dice: Dice | None = None) -> None:
        self._dice = dice or FairDice()
        self._sentences: dict[tuple[str, str], _Sentences] = {}
        self._spoken: OrderedDict[ChannelId, deque[str]] = OrderedDict()
        self.add("core", Path(__file__).parent / "strings")

    def add(self, plugin: str, folder: Path) -> None:
        """Read ``folder``'s ``.ftl`` files as ``plugin``'s words, in place of those it had."""
        self.remove(plugin)
        for language, files in files_by_language(folder).items():
            text = "\n".join(file.read_text(encoding="utf-8") for file in files)
            self._sentences[plugin, language] = _Sentences(
                Sheet(text, language, _complaint(plugin, language))
            )

    def remove(self, plugin: str) -> None:
        """Forget ``plugin``'s words."""
        for key in [key for key in self._sentences if key[0] == plugin]:
            del self._sentences[key]

    def words(
        self, plugin: str, locale: str, mood: Mood = Mood.BASE, *, channel: ChannelId | None = None
    ) -> "Words":
        """Return ``plugin``'s voice in ``locale``; no line comes twice soon in a ``channel``."""
        return Words(self, plugin, locale or ENGLISH, mood, channel)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that the core speaks, sorted."""
        return tuple(sorted(language for plugin, language in self._sentences if plugin == "core"))

    def translations(self, plugin: str, key: str) -> dict[str, str]:
        """Return the sentence ``key`` of ``plugin`` in each language that has it."""
        message = key.replace("_", "-")
        found: dict[str, str] = {}
        for (owner, language), sentences in self._sentences.items():
            lines = sentences.lines(message, ("base",)) if owner == plugin else []
            if lines:
                found[language] = lines[0].fill({})[0]
        return found

    def knows(self, plugin: str) -> bool:
        """Return whether ``plugin`` has any words."""
        return (plugin, ENGLISH) in self._sentences

    def find(self, plugin: str, message: str, locale: str, kinds: tuple[str, ...]) -> list[_Line]:
        """Return the lines for ``message`` in ``locale``, else in its language, else in English."""
        for language in _chain(locale):
            sentences = self._sentences.get((plugin, language))
            lines = sentences.lines(message, kinds) if sentences else []
            if lines:
                return lines
        return []

    def choose(self, plugin: str, lines: list[_Line], channel: ChannelId | None) -> _Line:
        """Return one of ``lines``, none of the channel's last eight if that can be helped."""
        if len(lines) == 1:
            return lines[0]
        if channel is None:
            return self._dice.pick(lines)
        spoken = self._spoken.setdefault(channel, deque(maxlen=REMEMBERED_LINES))
        self._spoken.move_to_end(channel)
        if len(self._spoken) > REMEMBERED_CHANNELS:
            self._spoken.popitem(last=False)
        names = {f"{plugin}.{line.name}": line for line in lines}
        fresh = [line for name, line in names.items() if name not in spoken]
        # All were heard: the one heard longest ago.
        line = self._dice.pick(fresh) if fresh else names[next(name for name in spoken if name in names)]
        name = f"{plugin}.{line.name}"
        if name in spoken:
            spoken.remove(name)
        spoken.append(name)
        return line


@dataclass(frozen=True, slots=True)
class Words:
    """One plugin's voice in one language and mood. Nothing here raises: whoever speaks is often excusing."""

    wording: Wording
    plugin: str
    locale: str
    mood: Mood = Mood.BASE
    channel: ChannelId | None = None

    def say(self, key: str, **fields: object) -> str:
        """Return the sentence ``key`` with its blanks filled.

        A datetime becomes a Discord timestamp (``MOMENT($due, style: "R")`` picks the style), a number is
        written as the language does, `Named` is named, `Phrases` become a list.
        """
        return self._spoken(key, (*MOOD_LINES[self.mood], "base"), fields) or self._missing(key)

    def help(self, key: str, **fields: object) -> str | None:
        """Return what to do about the sentence ``key`` now, its ``.help``; None if it has none."""
        return self._spoken(key, ("help",), fields)

    def has(self, key: str) -> bool:
        """Return whether ``key`` can be said."""
        plugin, message = self._place(key)
        return bool(self.wording.find(plugin, message, self.locale, ("base",)))

    def name(self, key: str, otherwise: str) -> str:
        """Return the sentence ``key`` if anybody wrote it, else ``otherwise``."""
        return self.say(key) if self.has(key) else otherwise

    def kept(self, text: str) -> str:
        """Return ``text`` as it was stored for readers of any language: a key that it begins with is said.

        ``quests.quest_small-talk`` becomes that quest's name; what follows a space stays as it is.
        """
        key, space, rest = text.partition(" ")
        return f"{self.say(key)}{space}{rest}" if "." in key and self.has(key) else text

    def of(self, plugin: str) -> "Words":
        """Return ``plugin``'s voice in the same language and mood."""
        return Words(self.wording, plugin, self.locale, self.mood, self.channel)

    def moment(self, at: datetime, style: Style = "f") -> str:
        """Return ``at`` as Discord shows it in each reader's zone: R relative, t time, d date, f both."""
        return f"<t:{int(at.timestamp())}:{style}>"

    def day(self, day: date) -> str:
        """Return ``day`` without its year, as the language writes it: Nov 26 or 26. Nov."""
        from babel.dates import format_skeleton  # its calendars are only needed here

        return str(format_skeleton("MMMd", day, locale=locale_of(self.locale)))

    def number(self, value: float) -> str:
        """Return ``value`` as the language writes it: 1,234.5 or 1.234,5."""
        return written(value, locale_of(self.locale))

    def list(self, parts: Iterable[str], *, either: bool = False) -> str:
        """Return ``parts`` as "a, b and c", or "a, b or c"."""
        return format_list(list(parts), "or" if either else "standard", locale_of(self.locale))

    def member(self, user: UserId | int) -> str:
        """Return a mention of ``user``."""
        return f"<@{user}>"

    def mention_channel(self, channel: ChannelId | int) -> str:
        """Return a link to ``channel``."""
        return f"<#{channel}>"

    def role(self, role: RoleId | int) -> str:
        """Return a mention of ``role``."""
        return f"<@&{role}>"

    def _place(self, key: str) -> tuple[str, str]:
        plugin, _, name = key.rpartition(".")
        return plugin or self.plugin, name.replace("_", "-")

    def _spoken(self, key: str, kinds: tuple[str, ...], fields: Mapping[str, object]) -> str | None:
        plugin, message = self._place(key)
        lines = self.wording.find(plugin, message, self.locale, kinds)
        if not lines:
            return None
        line = self.wording.choose(plugin, lines, self.channel)
        try:
            text, wrong = line.fill({name: self._native(value) for name, value in fields.items()})
        except Exception:  # an odd field must not turn an excuse into a crash
            log.exception("wording.broken", key=key, locale=self.locale, fields=sorted(fields))
            return LAST_RESORT
        if wrong:
            log.error("wording.blank", key=key, locale=self.locale, wrong=[str(fault) for fault in wrong])
        return text

    def _native(self, value: object) -> object:
        if isinstance(value, datetime):
            return Moment(value)
        if isinstance(value, Named):
            return self.name(value.key, value.otherwise)
        if isinstance(value, Phrases):
            return self.list(
                self.say(one) if isinstance(one, str) else self.name(one.key, one.otherwise)
                for one in value.keys
            )
        # Fluent formats ints, floats and its own; everything else is written as its text.
        return value if type(value) in (int, float, str, Moment) else str(value)

    def _missing(self, key: str) -> str:
        log.error("wording.missing", key=key, plugin=self.plugin, locale=self.locale)
        return self._spoken("core.broken", ("base",), {"incident": "–"}) or LAST_RESORT


def _complaint(plugin: str, language: str) -> Callable[[str], None]:
    """Return what logs a line that isn't Fluent."""
    return lambda line: log.error("wording.junk", plugin=plugin, language=language, line=line)


def files_by_language(folder: Path) -> dict[str, list[Path]]:
    """Return the ``.ftl`` files in ``folder``, which needn't exist, by the language in their names."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.ftl")):
        found.setdefault(file.stem.rpartition(".")[2], []).append(file)
    return found


def _chain(locale: str) -> tuple[str, ...]:
    """Return the languages to try for ``locale``, each once."""
    return tuple(dict.fromkeys((locale, locale.partition("-")[0], ENGLISH)))
