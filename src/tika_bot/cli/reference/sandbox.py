"""The page of what the local Discord answers."""

from itertools import groupby

from tika_sandbox.wire.rest.table import ROUTES, Route

from .tables import table

TOPICS = {
    "applications": "Applications and their commands",
    "channels": "Channels, messages, threads",
    "oauth2": "Applications and their commands",
    "skus": "Applications and their commands",
    "soundboard-default-sounds": "Stickers and sounds",
    "stage-instances": "Voice and stages",
    "sticker-packs": "Stickers and sounds",
    "stickers": "Stickers and sounds",
    "voice": "Voice and stages",
    "webhooks": "Webhooks and follow-ups",
}
"""The first step of a path → the heading it stands under; other steps are headings themselves."""

REFUSING = "refusals"
"""The room of the sandbox whose routes only say why they do nothing."""


def page() -> str:
    """Return every route of Discord's API that the sandbox answers, and what it refuses."""
    refused = [route for route in ROUTES if route.answer.__module__.endswith(f".{REFUSING}")]
    done = [route for route in ROUTES if route not in refused]
    lines = [
        "# What the sandbox answers",
        "",
        f"These {len(done)} operations of Discord's HTTP API work as documented, with its permissions,",
        "limits and error codes. Every other path is refused and noted, so that nothing fails silently:",
        "tests with the `play` fixture fail and name it. The gateway speaks protocol 10 as JSON, plain or",
        "compressed by zlib or zstd.",
    ]
    for topic, some in groupby(sorted(done, key=_place), key=_topic):
        rows = [(*_names(route), _who(route), _does(route)) for route in some]
        lines += ["", f"## {topic}", "", *table(["", "path", "for", "what it does"], rows)]
    if refused:
        reasons = [(*_names(route), _does(route)) for route in sorted(refused, key=_place)]
        lines += ["", "## What it won't do", "", *table(["", "path", "why"], reasons)]
    return "\n".join(lines) + "\n"


def _place(route: Route) -> tuple[str, str, str]:
    return _topic(route), route.path, route.method


def _names(route: Route) -> tuple[str, str]:
    return f"`{route.method}`", f"`{route.path}`"


def _topic(route: Route) -> str:
    first = route.path.strip("/").split("/")[0]
    return TOPICS.get(first, first.capitalize())


def _who(route: Route) -> str:
    callers = route.callers
    if "nobody" in callers:
        return "anybody"
    return " and ".join(
        {"bot": "bots", "person": "people", "bearer": "tokens of OAuth2"}[c] for c in sorted(callers)
    )


def _does(route: Route) -> str:
    return (route.answer.__doc__ or "").strip().splitlines()[0]
