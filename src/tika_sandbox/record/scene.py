"""A scene on paper: steps in which somebody does something and things are seen.

    scene: Alice orders tea
    steps:
    - alice runs: /order
      with: {drink: assam, for: {person: bruno}}
      sees:
      - Tika: Assam for @bruno. Is that right?
      - alice clicks: …

Text that can't be the same twice (an id, a moment) is written as ``…``, and ``…`` fits whatever stands there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

import yaml

ANYTHING: Final = "…"
VERBS: Final = (
    "says", "edits", "deletes", "reacts", "runs", "chooses", "clicks", "picks", "fills", "votes", "joins",
    "leaves",
)  # fmt: skip
"""What people do. ``chooses`` is an application's entry in the menu of a message or person."""
_DETAILS: Final = {"in", "guild", "message", "person", "with", "files", "values", "sees"}
_SIGHTS: Final = {"in", "to", "private", "files", "message"}
FORM, FAILS, GONE, REACTION = "form", "fails", "gone", "reaction"
_KINDS: Final = (FORM, FAILS, GONE, REACTION)
Details: TypeAlias = Mapping[str, Any]


class SceneWrong(ValueError):
    """A scene can't be read; the text names the place and what would be right there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that is seen: words by ``author``, or another ``kind`` of thing.

    Others are a form's title, a failure, the words of what is gone, an emoji under the message ``on``.
    ``place`` None is where the deed was done, ``to`` the person to whom it's private.
    """

    text: str
    author: str = ""
    kind: str = "message"
    place: str | None = None
    to: str | None = None
    files: tuple[str, ...] = ()
    on: str | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as the file has it."""
        document: dict[str, Any] = {self.author or self.kind: self.text}
        if self.on is not None:
            document["message"] = self.on
        if self.place is not None:
            document["in"] = self.place
        if self.to is not None:
            document |= {"private": True, "to": self.to}
        return document | ({"files": list(self.files)} if self.files else {})


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something. ``details`` are the verb's own, such as ``with`` and ``message``."""

    who: str
    verb: str
    what: str = ""
    place: str | None = None
    guild: str | None = None
    details: Details = field(default_factory=dict)
    sees: tuple[Shown, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as the file has it."""
        document: dict[str, Any] = {f"{self.who} {self.verb}": self.what}
        if self.guild is not None:
            document["guild"] = self.guild
        if self.place is not None:
            document["in"] = self.place
        document |= self.details
        return document | ({"sees": [one.plain() for one in self.sees]} if self.sees else {})

    def __str__(self) -> str:
        return f"{self.who} {self.verb} {self.what}".strip()


@dataclass(frozen=True, slots=True)
class Scene:
    """A title and steps. ``patience_s`` is how long each thing that is seen may take."""

    title: str
    steps: tuple[Step, ...]
    patience_s: float = 10.0

    def written(self) -> str:
        """Return the scene as the text of a file."""
        document = {
            "scene": self.title, "patience_s": self.patience_s, "steps": [one.plain() for one in self.steps],
        }  # fmt: skip
        return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


def read(text: str) -> Scene:
    """Return the scene that a file holds.

    Raises:
        SceneWrong: The file isn't a scene.
    """
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as wrong:
        raise SceneWrong(f"not YAML: {wrong}") from wrong
    if not isinstance(document, dict) or not isinstance(document.get("steps"), list):
        raise SceneWrong("a scene has a title under `scene` and a list of `steps`")
    steps = tuple(_step(number, one) for number, one in enumerate(document["steps"], start=1))
    return Scene(str(document.get("scene", "")), steps, float(document.get("patience_s", 10)))


def _step(number: int, said: Any) -> Step:
    where = f"step {number}"
    if not isinstance(said, dict):
        raise SceneWrong(f"{where}: {said!r} says nothing that somebody does")
    deeds = [key for key in said if key not in _DETAILS]
    if len(deeds) != 1:
        raise SceneWrong(f"{where}: one deed is needed, such as `alice says`; there are {deeds}")
    who, _, verb = str(deeds[0]).rpartition(" ")
    if not who or verb not in VERBS:
        near = get_close_matches(verb, VERBS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(VERBS)}"
        raise SceneWrong(f"{where}: nobody can do {deeds[0]!r}{hint}")
    details = {key: said[key] for key in ("message", "person", "with", "files", "values") if key in said}
    sees = tuple(_shown(f"{where}, sees", one) for one in said.get("sees") or ())
    what = said[deeds[0]]
    return Step(
        who, verb, "" if what is None else str(what), said.get("in"), said.get("guild"), details, sees
    )


def _shown(where: str, said: Any) -> Shown:
    heads = [key for key in said if key not in _SIGHTS] if isinstance(said, dict) else []
    if len(heads) != 1:
        raise SceneWrong(f"{where}: {said!r} isn't an author with words")
    (head,) = heads
    kind = head if head in _KINDS else "message"
    return Shown(
        str(said[head] or ""), "" if kind != "message" else str(head), kind, said.get("in"), said.get("to"),
        tuple(said.get("files") or ()), said.get("message"),
    )  # fmt: skip


def fits(wanted: str, found: str) -> bool:
    """Return whether words are the wanted ones; ``…`` stands for anything, also on several lines."""
    pattern = ".*?".join(re.escape(part) for part in wanted.strip().split(ANYTHING))
    return re.fullmatch(pattern, found.strip(), re.DOTALL) is not None


class _Dumper(yaml.SafeDumper):
    """Writes words of several lines as a block, as a person would."""


def _words(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    plain = "\n".join(line.rstrip() for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", plain, style="|" if "\n" in plain else None)


_Dumper.add_representer(str, _words)
