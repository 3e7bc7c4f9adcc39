"""What somebody means to say or to change, already checked for its shape."""

from dataclasses import dataclass, field
from typing import Any

from tika_sandbox.world.mentioning import Allowed


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in."""

    filename: str
    content: bytes
    content_type: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be."""

    content: str = ""
    embeds: tuple[Any, ...] = ()
    components: tuple[Any, ...] = ()
    uploads: tuple[Upload, ...] = ()
    allowed: Allowed = field(default_factory=Allowed)
    reply_to: int | None = None
    reply_must_exist: bool = True
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    enforce_nonce: bool = False
    poll: Any = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.content or self.embeds or self.components or self.uploads or self.poll)


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes to a message; None leaves a part as it is. ``keep`` are the attachments that stay."""

    content: str | None = None
    embeds: tuple[Any, ...] | None = None
    components: tuple[Any, ...] | None = None
    keep: frozenset[int] | None = None
    uploads: tuple[Upload, ...] = ()
    flags: int | None = None
    allowed: Allowed | None = None

    @classmethod
    def whole(cls, draft: Draft) -> "Edit":
        """Return the edit that makes a message say what ``draft`` says."""
        return cls(
            content=draft.content, embeds=draft.embeds, components=draft.components,
            keep=frozenset(), uploads=draft.uploads, flags=draft.flags, allowed=draft.allowed,
        )  # fmt: skip

    @property
    def touches_words(self) -> bool:
        """Whether more than flags change."""
        return any(
            part is not None for part in (self.content, self.embeds, self.components, self.keep)
        ) or bool(self.uploads)
