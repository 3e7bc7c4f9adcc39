"""Dice that tests can load."""

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Dice(Protocol):
    """Decides what is left to chance."""

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        ...

    def pick(self, options: Sequence[T]) -> T:
        """Return one of ``options``, which isn't empty."""
        ...


class FairDice:
    """Dice with a seed, or without one for a different game every time."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)

    def between(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))  # randint() takes four times as long

    def pick(self, options: Sequence[T]) -> T:
        return self._random.choice(options)
