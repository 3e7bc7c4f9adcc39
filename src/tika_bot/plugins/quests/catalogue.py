"""The quests that ship, read from ``content/`` and checked."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .model.drawing import POOLS
from .model.quest import UNIT, Kind, Metric, Season, Template

FILE = Path(__file__).parent / "content" / "quests.toml"

Amount = Annotated[int, Field(ge=1)]
Day = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Entry(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    metric: Metric
    usual: Amount
    least: Amount | None = None
    most: Amount | None = None
    xp: Amount
    emoji: str = Field(min_length=1)
    pool: Literal["", "easy", "medium", "social"] = ""
    badge: str = ""
    first: Day | None = None
    last: Day | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        least, most = self.least or self.usual, self.most or self.usual
        checks = {
            "least ≤ usual ≤ most": least <= self.usual <= most,
            "a pool for daily ones, and only for them": (self.kind is Kind.DAILY) == (self.pool in POOLS),
            "a season for events, and only for them": (
                (self.kind is Kind.EVENT) == bool(self.first) == bool(self.last)
            ),
            "a badge for challenges, and only for them": (self.kind is Kind.CHALLENGE) == bool(self.badge),
            "limits in whole units": least % UNIT.get(self.metric, 1) == most % UNIT.get(self.metric, 1) == 0,
        }
        broken = [rule for rule, holds in checks.items() if not holds]
        if broken:
            raise ValueError("; ".join(broken))
        return self

    def template(self, name: str) -> Template:
        """Return the quest called ``name``."""
        return Template(
            id=name,
            kind=self.kind,
            metric=self.metric,
            usual=self.usual,
            least=self.least or self.usual,
            most=self.most or self.usual,
            xp=self.xp,
            emoji=self.emoji,
            pool=self.pool,
            badge=self.badge,
            season=Season(self.first, self.last) if self.first and self.last else None,
        )


def templates(content: Mapping[str, Any]) -> dict[str, Template]:
    """Return what ``content`` describes, by id.

    Raises:
        ValidationError: an entry makes no sense; it names the rule.
    """
    return {name: Entry.model_validate(entry).template(name) for name, entry in content.items()}


def shipped() -> dict[str, Template]:
    """Return the quests that ship."""
    return templates(tomllib.loads(FILE.read_text(encoding="utf-8")))
