"""The achievements that a guild can win: those built in, read and checked once, and its own.

A `Rulebook` is compiled into an index counter → rules, so that whatever happens touches only the rules that
name its counter.
"""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .model import FRIDAY_13, MOVING, Counter, Rule, Span, Tier

CONTENT = Path(__file__).parent / "content"

USUAL_XP: Mapping[int, tuple[int, ...]] = {
    1: (50,),
    2: (50, 200),
    3: (25, 100, 300),
    4: (25, 75, 200, 500),
    5: (25, 75, 200, 500, 1000),
}
"""What tiers pay if their rule says nothing, by how many there are."""

OwnDay = Annotated[str, Field(pattern=rf"^(?:\d\d-\d\d|{FRIDAY_13})$")]


class _Written(BaseModel):
    """A rule as it stands in a file."""

    model_config = ConfigDict(extra="forbid", strict=False)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,30}$")
    emoji: str = Field(min_length=1, max_length=10)
    counter: Counter
    span: Span = Span.EVER
    at: tuple[Annotated[int, Field(gt=0)], ...] = Field(min_length=1, max_length=5)
    xp: tuple[Annotated[int, Field(ge=0, le=5_000)], ...] = ()
    secret: bool = False
    quiet: bool = False
    least: int = Field(1, ge=1)
    on: tuple[OwnDay, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if list(self.at) != sorted(set(self.at)):
            raise ValueError(f"{self.id}: thresholds must rise: {self.at}")
        if self.xp and len(self.xp) != len(self.at):
            raise ValueError(f"{self.id}: {len(self.at)} thresholds, but {len(self.xp)} rewards")
        if bool(self.on) != (self.span is Span.DATE):
            raise ValueError(f"{self.id}: `on` and the span `date` go together")
        if self.counter is Counter.HAND or (self.counter is Counter.LEVEL and self.span is not Span.EVER):
            raise ValueError(f"{self.id}: nothing counts {self.counter} over {self.span}")
        return self

    def rule(self, group: str) -> Rule:
        xp = self.xp or USUAL_XP[len(self.at)]
        return Rule(
            key=self.id,
            counter=self.counter,
            tiers=tuple(Tier(at, pays) for at, pays in zip(self.at, xp, strict=True)),
            span=self.span,
            emoji=self.emoji,
            group=group,
            is_secret=self.secret,
            is_quiet=self.quiet,
            least=self.least,
            on=self.on,
        )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    group: Literal["words", "hearts", "voices", "loyalty", "heights", "secrets"]
    achievement: tuple[_Written, ...]


def read(folder: Path) -> tuple[Rule, ...]:
    """Return the rules in the ``.toml`` files of ``folder``, file by file.

    Raises:
        ValueError: a file doesn't say what it should, or a name is used twice.
    """
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        rules += [written.rule(file.group) for written in file.achievement]
    keys = [rule.key for rule in rules]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"achievements named twice: {', '.join(twice)}")
    return tuple(rules)


@functools.cache
def built_in() -> tuple[Rule, ...]:
    """Return the rules that ship with the plugin."""
    return read(CONTENT)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of one guild, in the order in which they are shown."""

    rules: tuple[Rule, ...]
    by_key: Mapping[str, Rule]
    by_counter: Mapping[Counter, tuple[Rule, ...]]
    """Which rules a counter can fulfil; levels belong to XP."""

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Rulebook":
        """Return ``rules``, compiled."""
        rules = tuple(rules)
        by_counter = {
            counter: tuple(rule for rule in rules if rule.counter.moved_by is counter) for counter in MOVING
        }
        return cls(rules, {rule.key: rule for rule in rules}, by_counter)

    def naming(self, counters: Iterable[Counter]) -> dict[Counter, tuple[Rule, ...]]:
        """Return the rules by those of ``counters`` that any rule names."""
        return {counter: self.by_counter[counter] for counter in counters}
