"""What a topic is, and how a question finds it. Pure."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tika_bot.base.errors import Refusal

ADMINISTRATOR = 1 << 3


class NoSuchTopic(Refusal):
    """Nothing fits the question."""

    key = "core.nothing_found"


@dataclass(frozen=True, slots=True)
class Line:
    """One command, as it is typed, and what it does."""

    name: str
    text: str
    permissions: int = 0
    guild_only: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """One feature with its commands."""

    id: str
    name: str
    """In the member's language, as the other texts are."""
    summary: str
    category: str
    lines: tuple[Line, ...]
    english: str = ""
    """Its name in English, by which it's found too."""


def allowed(lines: Iterable[Line], permissions: int, *, in_guild: bool) -> tuple[Line, ...]:
    """Return the commands that somebody with these Discord ``permissions`` may use here by default."""
    everything = bool(permissions & ADMINISTRATOR)
    fitting = (line for line in lines if in_guild or not line.guild_only)
    return tuple(line for line in fitting if everything or line.permissions & ~permissions == 0)


def found(topics: Sequence[Topic], question: str) -> Sequence[Topic]:
    """Return the topics that ``question`` means: by name, by command, else whatever mentions it.

    Raises:
        NoSuchTopic: nothing does; it suggests the nearest name.
    """
    wanted = question.casefold().strip().lstrip("/!")
    exact = [topic for topic in topics if wanted in _names(topic)]
    by_command = [
        topic for topic in topics if any(wanted in (line.name, line.name.split()[0]) for line in topic.lines)
    ]
    mentions = [topic for topic in topics if wanted in _everything(topic)]
    for hits in (exact, by_command, mentions):
        if hits:
            return hits
    names = {
        name for topic in topics for name in (*_names(topic), *(line.name for line in topic.lines)) if name
    }
    close = difflib.get_close_matches(wanted, sorted(names), n=1)
    raise NoSuchTopic(given=question[:50], suggestion=close[0] if close else "none")


def _names(topic: Topic) -> tuple[str, ...]:
    return topic.id, topic.name.casefold(), topic.english.casefold()


def _everything(topic: Topic) -> str:
    texts = [topic.name, topic.english, topic.summary, topic.category]
    texts += [f"{line.name} {line.text}" for line in topic.lines]
    return " ".join(texts).casefold()
