"""The page of what servers and members may tune."""

import importlib

from tika_bot.core.setting_types import CoreSettings, GuildSettings, MemberSettings, SettingField, described

from .tables import NOTHING, code, shipped, table

LISTS = {"channels": "channels", "roles": "roles", "texts": "lines of text"}
KINDS = {"bool": "on or off", "int": "whole number", "float": "number", "zone": "time zone"}


def page() -> str:
    """Return every setting with what it takes, its default and its help."""
    lines = [
        "# Settings",
        "",
        "Servers tune these with `/settings`, members their own with `/me`. Every default works.",
        "",
        "## The server itself (`core`)",
        "",
        *_fields(CoreSettings),
    ]
    for found in shipped():
        if (found.folder / "settings.py").exists():
            room = importlib.import_module(f"{found.package}.settings")
            lines += ["", f"## {found.manifest.name} (`{found.id}`)", "", *_fields(room.Settings)]
    lines += ["", "## A member's own (`/me`)", "", *_fields(MemberSettings)]
    return "\n".join(lines) + "\n"


def _fields(kind: type[GuildSettings]) -> list[str]:
    rows = [(code(field.name), _takes(field), _default(field), _help(field)) for field in described(kind)]
    return table(["setting", "takes", "default", "what it is"], rows)


def _help(field: SettingField) -> str:
    return f"{field.help} `{field.command}`, or a file, changes it." if field.command else field.help


def _takes(field: SettingField) -> str:
    if field.kind == "choice":
        return ", ".join(f"`{choice}`" for choice in field.choices) + (", or empty" * field.optional)
    if field.kind in LISTS:
        return LISTS[field.kind] + (f", at most {field.longest}" if field.longest else "")
    if field.kind in {"int", "float"}:
        return f"{KINDS[field.kind]}{_limits(field)}"
    if field.kind == "text":
        return "text" + (f", at most {field.longest} letters" if field.longest else "")
    return KINDS.get(field.kind, f"a {field.kind}") + (", or none" * field.optional)


def _limits(field: SettingField) -> str:
    if field.minimum is None and field.maximum is None:
        return ""
    low, high = (NOTHING if limit is None else f"{limit:g}" for limit in (field.minimum, field.maximum))
    return f", {low} to {high}"


def _default(field: SettingField) -> str:
    if field.kind == "bool":
        return "on" if field.default else "off"
    empty = field.default is None or field.default in ((), "")
    return NOTHING if empty else code(field.default)
