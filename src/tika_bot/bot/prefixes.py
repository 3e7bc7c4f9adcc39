"""Commands in plain text: which prefix a message starts with, and which command was meant."""

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

THANKS = re.compile(r"\b(thanks|thank you|thx|danke|merci|gracias)\b", re.IGNORECASE)
"""Kind words, in the languages they come in most."""


def matched_prefix(content: str, prefixes: tuple[str, ...], bot: int) -> str | None:
    """Return the part of ``content`` that addresses the bot, as it was written; None if nothing does.

    The longest of ``prefixes`` wins, case doesn't matter, and a mention of ``bot`` always works.
    """
    starts, openings = _openings(prefixes, bot)
    if content[:1].casefold() in starts:
        for length, opening in openings:
            if content[:length].casefold() == opening:
                return content[:length]
    return None


@lru_cache(maxsize=1024)
def _openings(prefixes: tuple[str, ...], bot: int) -> tuple[frozenset[str], tuple[tuple[int, str], ...]]:
    """Return how all that addresses the bot starts, then length and folded text in the order of asking."""
    by_length = sorted((prefix for prefix in prefixes if prefix), key=len, reverse=True)
    texts = (f"<@{bot}>", f"<@!{bot}>", *by_length)
    starts = frozenset(text[0].casefold() for text in texts)
    return starts, tuple((len(text), text.casefold()) for text in texts)


def first_word(content: str, prefix: str) -> str:
    """Return the word after ``prefix``, or an empty string."""
    rest = content[len(prefix) :].split(maxsplit=1)
    return rest[0] if rest else ""


def likely_meant(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that ``word`` was probably meant to be."""
    close = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.7)
    return close[0] if close else None
