"""Texts: whether a message says enough or the same again, and a level-up in the guild's own words."""

import re
from collections.abc import Mapping

ENOUGH_LETTERS = 3
ENOUGH_WORDS = 2
REMEMBERED = 5
"""A message equal to one of the member's last five earns nothing."""

_MARKUP = re.compile(r"<(?:a?:\w+:\d+|[@#][!&]?\d+|t:-?\d+(?::\w)?|/[^:>]+:\d+)>")


def says_enough(content: str) -> bool:
    """Return whether ``content`` has three letters or two words; emoji and mentions are neither."""
    if "<" in content:
        content = _MARKUP.sub(" ", content)
    letters = 0
    for character in content:
        if character.isalpha():
            letters += 1
            if letters == ENOUGH_LETTERS:
                return True
    words = sum(any(character.isalnum() for character in word) for word in content.split())
    return words >= ENOUGH_WORDS


def fingerprint(content: str) -> int:
    """Return a number that is the same for messages that differ in case and spaces only; per process."""
    return hash(" ".join(content.casefold().split()))


BLANKS = ("member", "level", "role", "next", "server")
"""What a level-up text may name, in braces."""

_BLANK = re.compile(r"\{(\w*)\}")


def unknown_blanks(template: str) -> tuple[str, ...]:
    """Return the names in braces that mean nothing."""
    return tuple(name for name in _BLANK.findall(template) if name not in BLANKS)


def filled(template: str, blanks: Mapping[str, str]) -> str:
    """Return ``template`` with its known blanks filled; nothing else in it is looked at."""
    return _BLANK.sub(lambda found: blanks.get(found[1], found[0]), template)
