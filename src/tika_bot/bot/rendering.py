"""From a `Screen` to what discord.py sends.

Pictures are painted in a small pool with a waiting limit, so that a rush for cards slows cards only. Views
are built inside the loop and stopped before they are sent: discord.py then keeps nothing of them, and every
click comes through the one listener in `interactions`.
"""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import discord

from tika_bot.base.errors import Busy
from tika_bot.bot.cutting import CONTENT, cut, fitting
from tika_bot.bot.directions import led, led_embed
from tika_bot.kit.screen import Button, Control, Form, Link, Picture, Row, Screen, Select

NOBODY = discord.AllowedMentions.none()

STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}

_KINDS = discord.ChannelType
_POSTED_TO = (_KINDS.text, _KINDS.news, _KINDS.voice)
_THREADS = (_KINDS.public_thread, _KINDS.private_thread, _KINDS.news_thread)
CHANNELS = {
    "channel": _POSTED_TO,
    "place": (*_POSTED_TO, _KINDS.stage_voice, _KINDS.forum, _KINDS.media, *_THREADS),
}
"""What Discord offers in a menu of channels, by its kind."""


class Swamped(Busy):
    """More pictures are wanted than can be painted soon."""

    key = "core.swamped"


class Painters:
    """A pool that paints ``at_once`` pictures and lets ``waiting`` more wait."""

    def __init__(self, at_once: int = 2, waiting: int = 64) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="painter")
        self._room = at_once + waiting
        self._inside = 0

    async def paint(self, paint: Callable[[], bytes]) -> bytes:
        """Return what ``paint`` makes.

        Raises:
            Swamped: the queue is full.
        """
        if self._inside >= self._room:
            raise Swamped
        self._inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, paint)
        finally:
            self._inside -= 1

    @property
    def inside(self) -> int:
        """How many pictures are being painted or wait for it."""
        return self._inside

    def close(self) -> None:
        """Stop taking pictures; those being painted are finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready for discord.py."""

    content: str | None
    embeds: list[discord.Embed]
    files: list[discord.File]
    view: discord.ui.View | None
    mentions: discord.AllowedMentions = field(default_factory=discord.AllowedMentions.none)

    def to_send(self) -> dict[str, Any]:
        """Return the arguments for a new message."""
        given: dict[str, Any] = {"allowed_mentions": self.mentions}
        if self.content is not None:
            given["content"] = self.content
        if self.embeds:
            given["embeds"] = self.embeds
        if self.files:
            given["files"] = self.files
        if self.view is not None:
            given["view"] = self.view
        return given

    def to_edit(self) -> dict[str, Any]:
        """Return the arguments for changing a message into this one: what isn't there goes."""
        return {
            "content": self.content,
            "embeds": self.embeds,
            "attachments": self.files,
            "view": self.view,
            "allowed_mentions": self.mentions,
        }


class Renderer:
    """Turns screens into messages; owns the painters."""

    def __init__(self, painters: Painters) -> None:
        self._painters = painters

    async def render(self, screen: Screen, *, text_only: bool = False) -> Rendered:
        """Return ``screen`` as a message; with ``text_only`` its pictures are told instead of shown."""
        content, embeds = screen.text, screen.embeds
        files: list[discord.File] = []
        if text_only and screen.pictures:
            told = "\n".join(picture.alt for picture in screen.pictures)
            content = f"{content}\n{told}" if content else told
            embeds = tuple(_without_pictures(embed) for embed in embeds)
        else:
            files = [await self._painted(picture) for picture in screen.pictures]
        files += [discord.File(io.BytesIO(file.content), file.name) for file in screen.documents]
        return Rendered(
            content=None if content is None else cut(led(content), CONTENT),
            embeds=fitting(tuple(led_embed(embed) for embed in embeds)),
            files=files,
            view=view_of(screen.rows),
            mentions=_allowed(screen),
        )

    async def _painted(self, picture: Picture) -> discord.File:
        content = await self._painters.paint(picture.paint)
        return discord.File(io.BytesIO(content), picture.name, description=cut(picture.alt, 1024))


def _allowed(screen: Screen) -> discord.AllowedMentions:
    if not screen.mentions:
        return NOBODY
    users = [discord.Object(user) for user in screen.mentions]
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)


def _without_pictures(embed: discord.Embed) -> discord.Embed:
    bare = discord.Embed.from_dict(deepcopy(embed.to_dict()))
    if bare.image.url and bare.image.url.startswith("attachment://"):
        bare.set_image(url=None)
    if bare.thumbnail.url and bare.thumbnail.url.startswith("attachment://"):
        bare.set_thumbnail(url=None)
    return bare


def view_of(rows: tuple[Row, ...]) -> discord.ui.View | None:
    """Return discord.py's view of ``rows``, stopped, so that discord.py doesn't keep it; None if it is empty.

    Needs a running loop, as discord.py's views do.
    """
    filled = [row for row in rows if row]
    if not filled:
        return None
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(filled[:5]):
        for control in row[:5]:
            view.add_item(_item(control, number))
    view.stop()
    return view


def _item(control: Control, row: int) -> discord.ui.Item[Any]:
    match control:
        case Button():
            return discord.ui.Button(
                label=control.label[:80] or None,
                custom_id=control.action,
                style=STYLES[control.style],
                emoji=control.emoji,
                disabled=control.disabled,
                row=row,
            )
        case Link():
            return discord.ui.Button(label=control.label[:80], url=control.url, row=row)
        case Select():
            return _menu(control, row)


def _menu(menu: Select, row: int) -> discord.ui.Item[Any]:
    common: dict[str, Any] = {
        "custom_id": menu.action,
        "placeholder": menu.placeholder[:150] or None,
        "min_values": menu.min,
        "max_values": menu.max,
        "disabled": menu.disabled,
        "row": row,
    }
    if menu.kind in CHANNELS:
        return discord.ui.ChannelSelect(
            channel_types=list(CHANNELS[menu.kind]),
            default_values=_chosen(menu, discord.SelectDefaultValueType.channel),
            **common,
        )
    if menu.kind == "role":
        return discord.ui.RoleSelect(
            default_values=_chosen(menu, discord.SelectDefaultValueType.role), **common
        )
    if menu.kind == "user":
        return discord.ui.UserSelect(
            default_values=_chosen(menu, discord.SelectDefaultValueType.user), **common
        )
    options = [
        discord.SelectOption(
            label=option.label[:100],
            value=option.value,
            description=option.description[:100] if option.description else None,
            default=option.chosen,
        )
        for option in menu.options[:25]
    ]
    return discord.ui.Select(options=options, **{**common, "max_values": min(menu.max, len(options))})


def _chosen(menu: Select, kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=chosen, type=kind) for chosen in menu.chosen[: menu.max]]


def modal_of(form: Form) -> discord.ui.Modal:
    """Return discord.py's modal of ``form``, stopped for the same reason as views are."""
    modal = discord.ui.Modal(title=form.title[:45], custom_id=form.action, timeout=None)
    for line in form.fields[:5]:
        box: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id=line.key,
            style=discord.TextStyle.long if line.long else discord.TextStyle.short,
            default=line.value[: line.max] or None,
            placeholder=line.placeholder[:100] or None,
            required=line.required,
            min_length=line.min or None,
            max_length=line.max,
        )
        modal.add_item(discord.ui.Label(text=line.label[:45], component=box))
    modal.stop()
    return modal
