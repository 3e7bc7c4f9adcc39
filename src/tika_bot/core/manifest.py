"""Who a plugin is and what it needs, read from ``manifest.toml`` without importing any of its code."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .permits import PERMISSIONS

PLUGIN_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")

INTENTS = frozenset(
    {
        "auto_moderation",
        "dm_messages",
        "dm_reactions",
        "expressions",
        "guild_messages",
        "guild_reactions",
        "guild_scheduled_events",
        "guilds",
        "integrations",
        "invites",
        "members",
        "message_content",
        "messages",
        "moderation",
        "polls",
        "presences",
        "reactions",
        "typing",
        "voice_states",
        "webhooks",
    }
)
"""Names as discord.py writes them."""

GRANTED = {
    "presences": (1 << 12) | (1 << 13),
    "members": (1 << 14) | (1 << 15),
    "message_content": (1 << 18) | (1 << 19),
}
"""Privileged intent → the bits of an application's flags of which one says that Discord granted it."""

PRIVILEGED_INTENTS = frozenset(GRANTED)


def ungranted(flags: int) -> frozenset[str]:
    """Return the privileged intents that an application with these ``flags`` doesn't have."""
    return frozenset(name for name, bits in GRANTED.items() if not flags & bits)


class ManifestWrong(Exception):
    """A manifest can't be used; its text says which key, which value and what was probably meant."""


class DataStatement(BaseModel):
    """What a plugin keeps about members; whoever states this can also forget and export it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keeps: tuple[str, ...]
    until: str


class Manifest(BaseModel):
    """One ``manifest.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str = Field(min_length=1, max_length=40)
    summary: str = Field(min_length=1, max_length=100)
    category: str = "general"
    version: str = "0.0.0"
    tika: str = ""
    """Which Tika it needs, as in ``>=0.1`` or ``>=0.1,<2``; empty means any."""
    depends: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    default: Literal["on", "off", "operator"] = "on"
    """Whether a new guild starts with it; ``operator``: only who runs the bot may switch it on."""
    required: bool = False
    """Whether no guild can do without it, as with the settings themselves."""
    direct: bool = False
    """Whether its listeners also hear direct messages."""
    data: DataStatement | None = None


def read_manifest(folder: Path, name: str | None = None) -> Manifest:
    """Return the manifest of the plugin in ``folder``, which is called ``name`` (None: as the folder is).

    Raises:
        ManifestWrong: it can't be read, has an unknown key or a wrong value, or is another folder's.
    """
    try:
        written = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise ManifestWrong(f"manifest.toml: can't be read: {wrong}") from wrong
    try:
        manifest = Manifest.model_validate(written)
    except ValidationError as wrong:
        raise ManifestWrong("; ".join(_sentence(error) for error in wrong.errors())) from None
    for complaint in _complaints(manifest, name or folder.name):
        raise ManifestWrong(complaint)
    return manifest


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return what of ``known`` was probably meant by ``name``, if anything."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1)), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'economy'?" if something like ``name`` is ``known``, else nothing."""
    close = closest(name, known)
    return f"; did you mean {close!r}?" if close else ""


def fits(wanted: str, version: str) -> bool:
    """Return whether ``version`` fulfils ``wanted``, as in ``>=0.1,<2``.

    Raises:
        ManifestWrong: ``wanted`` isn't written like that.
    """
    return all(_fits_one(part.strip(), version) for part in wanted.split(",") if part.strip())


def _fits_one(wanted: str, version: str) -> bool:
    match = re.fullmatch(r"(>=|<=|==|!=|>|<)\s*(\d+(?:\.\d+)*)", wanted)
    if match is None:
        raise ManifestWrong(f"manifest.toml: tika is {wanted!r}; write it like '>=0.1,<2'")
    have, want = _numbers(version), _numbers(match[2])
    length = max(len(have), len(want))
    have, want = have + (0,) * (length - len(have)), want + (0,) * (length - len(want))
    return {
        ">=": have >= want,
        "<=": have <= want,
        "==": have == want,
        "!=": have != want,
        ">": have > want,
        "<": have < want,
    }[match[1]]


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of ``version``; what follows them (``1.2rc1``, ``+local``) doesn't count."""
    match = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in match[0].split(".")) if match else (0,)


def _complaints(manifest: Manifest, folder: str) -> list[str]:
    found = []
    if not PLUGIN_ID.fullmatch(manifest.id):
        found.append(f"manifest.toml: id {manifest.id!r} should be small letters, digits and _, at most 32")
    if manifest.id != folder:
        found.append(f"manifest.toml: id {manifest.id!r} doesn't match its folder {folder!r}")
    known = {"intents": INTENTS, "permissions": frozenset(PERMISSIONS)}
    for key, names in known.items():
        found += [
            f"manifest.toml: {key} names {name!r}, unknown to Discord{did_you_mean(name, names)}"
            for name in getattr(manifest, key)
            if name not in names
        ]
    fits(manifest.tika, "0")
    return found


def _sentence(error: Any) -> str:  # noqa: ANN401 - pydantic's own error dictionary
    path = [str(part) for part in error["loc"]]
    key = ".".join(path)
    if error["type"] == "extra_forbidden":
        beside = DataStatement.model_fields if path[0] == "data" and len(path) > 1 else Manifest.model_fields
        return f"manifest.toml: {key} isn't a known key{did_you_mean(path[-1], beside)}"
    if error["type"] == "missing":
        return f"manifest.toml: {key} is missing"
    return f"manifest.toml: {key}: {error['msg'].lower()}, but it is {error['input']!r}"
