"""How bad the weather is, and the dice that make it the same again for the same seed.

Each stream of traffic (one shard's dispatches, one caller's requests to one route) has dice of its own, and
the number of what passes decides the throw. So the fifth message meets the same fate in every run, however
the streams are woven together in time.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Self

ON_LINES: Final = ("drop", "duplicate", "reorder", "delay", "reconnect", "resume", "invalid")
"""What may befall a dispatch."""
ON_ANSWERS: Final = ("limited", "banned", "broken", "lost", "slow", "forbidden")
"""What may befall a request."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The chance of each fault, from 0 to 1, per dispatch or per request.

    On the gateway: ``drop`` cuts the line before a dispatch, ``duplicate`` sends one twice, ``reorder`` lets
    the next one overtake it, ``delay`` holds it up, ``reconnect`` is op 7, ``resume`` op 9 that allows it,
    ``invalid`` op 9 that doesn't. Over REST: ``limited`` is a 429 by Discord, ``banned`` one by what stands
    before it, ``broken`` fails instead of acting, ``lost`` acts and fails then, ``slow`` takes its time,
    ``forbidden`` answers as if a permission had just been taken away.
    """

    seed: int = 0
    drop: float = 0.0
    duplicate: float = 0.0
    reorder: float = 0.0
    delay: float = 0.0
    reconnect: float = 0.0
    resume: float = 0.0
    invalid: float = 0.0
    limited: float = 0.0
    banned: float = 0.0
    broken: float = 0.0
    lost: float = 0.0
    slow: float = 0.0
    forbidden: float = 0.0
    pause_s: float = 0.1
    """The longest that anything is held up, and what a 429 asks for at most."""

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Return the plan that JSON describes.

        Raises:
            ValueError: A name that no fault has, or a chance that is none.
        """
        known = {one.name for one in fields(cls)}
        unknown = sorted(document.keys() - known)
        if unknown:
            raise ValueError(f"no such faults: {unknown}; there are {sorted(known)}")
        for name in (*ON_LINES, *ON_ANSWERS):
            chance = document.get(name, 0)
            if not isinstance(chance, int | float) or not 0 <= chance <= 1:
                raise ValueError(f"{name} is a chance from 0 to 1, not {chance!r}")
        return cls(**document)


@dataclass(slots=True)
class Weather:
    """A plan while it's carried out; ``struck`` lists what befell whom, in order."""

    plan: Plan
    struck: list[str] = field(default_factory=list)
    _passed: Counter[str] = field(default_factory=Counter)

    def befalls(self, stream: str, what: str, kinds: tuple[str, ...]) -> tuple[str | None, random.Random]:
        """Return the fault for what is next in ``stream``, None in good luck, and dice for its details."""
        self._passed[stream] += 1
        dice = random.Random(f"{self.plan.seed}/{stream}/{self._passed[stream]}")
        left = dice.random()
        for kind in kinds:
            left -= getattr(self.plan, kind)
            if left < 0:
                self.struck.append(f"{kind} {stream} {what}")
                return kind, dice
        return None, dice
