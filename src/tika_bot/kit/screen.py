"""What a member is to see, as plain data.

A view builds a `Screen`; only the Discord wing turns it into requests. Nothing here awaits, paints or
remembers, so a view can be tested by looking at what it returned.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import discord

from tika_bot.base.ids import UserId

Style = Literal["primary", "secondary", "success", "danger"]
SelectKind = Literal["string", "channel", "place", "role", "user"]
"""A ``channel`` is one to post to, a ``place`` whatever people post in: forums, stages and threads, too."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that is painted when it is needed. ``alt`` says in words what it shows."""

    name: str
    """File name with extension, as in ``rank.png``; an embed shows it with ``attachment://rank.png``."""
    paint: Callable[[], bytes]
    """Runs in the picture pool, so it touches neither the loop nor Discord."""
    alt: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is ready: an export, a transcript."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Button:
    """A button that says in ``action`` what it means (see `tika_bot.core.actions.action_id`)."""

    label: str
    action: str
    style: Style = "secondary"
    emoji: str | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads to ``url`` and tells us nothing."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a `Select`; ``value`` arrives in ``Click.values``."""

    label: str
    value: str
    description: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A menu. Of ``kind`` ``string`` it offers ``options``; else Discord offers the guild's own.

    ``chosen`` are ids that are preselected where Discord offers. A menu fills its row.
    """

    action: str
    placeholder: str
    options: tuple[Option, ...] = ()
    kind: SelectKind = "string"
    min: int = 1
    max: int = 1
    chosen: tuple[int, ...] = ()
    disabled: bool = False


Control = Button | Link | Select
Row = tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. ``private`` overrides the way of answering that the command declared."""

    text: str | None = None
    embeds: tuple[discord.Embed, ...] = ()
    pictures: tuple[Picture, ...] = ()
    rows: tuple[Row, ...] = ()
    private: bool | None = None
    documents: tuple[Document, ...] = ()
    mentions: tuple[UserId, ...] = ()
    """Members who may be pinged by it. Nobody else ever is, whatever the text says."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a `Form`; what the member writes arrives in ``Click.fields[key]``."""

    key: str
    label: str
    value: str = ""
    required: bool = True
    long: bool = False
    min: int = 0
    max: int = 4000
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A modal of one to five fields; submitting it calls ``action``."""

    title: str
    action: str
    fields: tuple[Field, ...]


Answer = Screen | Form | None
"""What a handler returns: a message, a form to open, or nothing more to say."""
