"""A message the way somebody sees it, with what tests ask of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

PRIVATE: Final = 1 << 6
THINKING: Final = 1 << 7
BUTTON, TEXT_DISPLAY, LABEL = 2, 10, 18
LINK_STYLE: Final = 5
SELECTS: Final = frozenset({3, 5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Seen:
    """A message; ``raw`` is Discord's object."""

    raw: dict[str, Any]

    @property
    def id(self) -> str:
        """The message's id."""
        return str(self.raw["id"])

    @property
    def channel_id(self) -> str:
        """Where it stands."""
        return str(self.raw["channel_id"])

    @property
    def author(self) -> str:
        """The user name of whoever wrote it."""
        return str(self.raw["author"]["username"])

    @property
    def content(self) -> str:
        """Its own text, without embeds."""
        return str(self.raw["content"])

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """Its embeds."""
        return list(self.raw["embeds"])

    @property
    def attachments(self) -> list[dict[str, Any]]:
        """Its files."""
        return list(self.raw["attachments"])

    @property
    def is_private(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.raw["flags"] & PRIVATE)

    @property
    def is_thinking(self) -> bool:
        """Whether it's a placeholder for an answer that is still to come."""
        return bool(self.raw["flags"] & THINKING)

    @property
    def text(self) -> str:
        """Everything in it that can be read: content, embeds, text in components, labels."""
        return "\n".join(part for part in self._parts() if part)

    @property
    def components(self) -> list[dict[str, Any]]:
        """All its components, flat, in the order they are read."""
        return list(flat(self.raw["components"]))

    @property
    def buttons(self) -> list[str]:
        """What its buttons are called: label, else emoji."""
        return [name_of(one) for one in self.components if one["type"] == BUTTON]

    @property
    def reactions(self) -> dict[str, int]:
        """How often which emoji was put under it."""
        return {one["emoji"]["name"]: one["count"] for one in self.raw.get("reactions", ())}

    def component(self, wanted: str) -> dict[str, Any]:
        """Return the button or menu with this label, placeholder or custom_id.

        Raises:
            AssertionError: There is none; the text names those that there are.
        """
        controls = [one for one in self.components if "custom_id" in one or one["type"] == BUTTON]
        for one in controls:
            if wanted in (one.get("custom_id"), name_of(one)):
                return one
        raise AssertionError(f"no {wanted!r} among {[name_of(one) for one in controls]} of {self.text!r}")

    def _parts(self) -> Iterator[str]:
        yield self.content
        for embed in self.embeds:
            yield from (embed.get("title") or "", embed.get("description") or "")
            yield (embed.get("author") or {}).get("name", "")
            for field in embed.get("fields", ()):
                yield from (field["name"], field["value"])
            yield (embed.get("footer") or {}).get("text", "")
        for one in self.components:
            yield str(one.get("content") or name_of(one))


def flat(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield components and all that they hold, depth first."""
    for one in components:
        yield one
        yield from flat(one.get("components") or [])
        yield from flat([one[key] for key in ("accessory", "component") if one.get(key)])


def name_of(component: dict[str, Any]) -> str:
    """Return what a control is called on the screen, "" if it has no words."""
    emoji = component.get("emoji") or {}
    return str(component.get("label") or component.get("placeholder") or emoji.get("name") or "")
