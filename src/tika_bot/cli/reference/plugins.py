"""The page of what each plugin is, needs and keeps."""

from tika_bot.core.manifest import PRIVILEGED_INTENTS, Manifest

from .tables import NOTHING, code, codes, shipped, table

STARTS = {
    "on": "on in a new server",
    "off": "off until a server switches it on",
    "operator": "off until whoever runs the bot switches it on",
}


def page() -> str:
    """Return every plugin's manifest in words."""
    lines = [
        "# Plugins",
        "",
        "Each is switched per server with `/features`. What a plugin keeps about a member can be seen, taken",
        "along and deleted with `/privacy`.",
    ]
    for found in shipped():
        lines += ["", *_plugin(found.manifest)]
    return "\n".join(lines) + "\n"


def _plugin(manifest: Manifest) -> list[str]:
    start = "always on; nothing works without it" if manifest.required else STARTS[manifest.default]
    intents = [f"`{name}`{' (privileged)' * (name in PRIVILEGED_INTENTS)}" for name in manifest.intents]
    rows = [
        ("id", code(manifest.id)),
        ("category", manifest.category),
        ("version", manifest.version),
        ("starts", start),
        ("hears", ", ".join(intents)),
        ("needs the permissions", codes(manifest.permissions)),
        ("needs the plugins", codes(manifest.depends)),
        ("uses if there", codes(manifest.after)),
        ("needs the extras", codes(manifest.extras)),
        ("listens to", "direct messages too" if manifest.direct else ""),
        ("keeps", ", ".join(manifest.data.keeps) if manifest.data else "nothing about members"),
        ("until", manifest.data.until if manifest.data else ""),
    ]
    return [
        f"## {manifest.name}",
        "",
        manifest.summary,
        "",
        *table(["", ""], [row for row in rows if row[1] not in ("", NOTHING)]),
    ]
