"""Rules of automatic moderation over REST."""

from typing import Any, Final

from tika_sandbox.payloads.belongings import rule
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake, snowflakes
from tika_sandbox.wire.rest.reading import Read, needed, number, read, truth, words
from tika_sandbox.world import automod
from tika_sandbox.world.automod import KEYWORD, MENTIONS, PRESET, PROFILE, SPAM
from tika_sandbox.world.refused import Form, invalid
from tika_sandbox.world.shapes.fields import each, objects, text, whole

_KEYWORDS: Final[dict[str, Any]] = {"keyword_filter": [], "regex_patterns": [], "allow_list": []}
_USUAL: Final[dict[int, dict[str, Any]]] = {
    KEYWORD: _KEYWORDS,
    PROFILE: _KEYWORDS,
    SPAM: {},
    PRESET: {"allow_list": [], "presets": []},
    MENTIONS: {"mention_total_limit": 0, "mention_raid_protection_enabled": False},
}
"""What a trigger of each type knows, with what is meant where a body says nothing."""


def _ids(_form: Form, name: str, value: Any) -> list[str]:
    return [str(number) for number in snowflakes(value, name)]


def _actions(form: Form, name: str, value: Any) -> list[dict[str, Any]]:
    found = []
    for path, item in each(objects(form, (name,), value, most=5, least=1), (name,)):
        kind = whole(form, (*path, "type"), item.get("type"), 1, 4)
        said = item["metadata"] if isinstance(item.get("metadata"), dict) else {}
        metadata: dict[str, Any] = {}
        if kind == 1 and said.get("custom_message"):
            metadata["custom_message"] = text(form, (*path, "metadata"), said["custom_message"], most=150)
        if kind == 2:
            metadata["channel_id"] = str(snowflake(said.get("channel_id"), "channel_id"))
        if kind == 3:
            metadata["duration_seconds"] = whole(
                form, (*path, "metadata"), said.get("duration_seconds"), 0, 2_419_200
            )
        found.append({"type": kind, "metadata": metadata})
    return found


_FIELDS: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100, 1)),
    "event_type": ("event_type", number(1, 2)),
    "actions": ("actions", _actions),
    "enabled": ("enabled", truth),
    "exempt_roles": ("exempt_roles", _ids),
    "exempt_channels": ("exempt_channels", _ids),
}


def _metadata(kind: int, said: Any, before: dict[str, Any]) -> dict[str, Any]:
    usual = {**_USUAL[kind], **before}
    given = said if isinstance(said, dict) else {}
    form = Form()
    for name in ("keyword_filter", "allow_list"):
        words_in = given.get(name) or ()
        if not isinstance(words_in, list | tuple):
            form.wrong(("trigger_metadata", name), "LIST_TYPE_CONVERT", "Only iterables may be used.")
            continue
        for word in words_in:
            text(form, ("trigger_metadata", name), word, most=60, least=1)
    if kind == MENTIONS and "mention_total_limit" in given:
        whole(form, ("trigger_metadata", "mention_total_limit"), given["mention_total_limit"], 0, 50)
    form.demand()
    return {key: given[key] if given.get(key) is not None else value for key, value in usual.items()}


def listed(call: Call) -> Reply:
    """Answer a guild's rules."""
    return Reply([rule(row) for row in automod.listed(call.world, call.who, call.id("guild_id"))])


def one(call: Call) -> Reply:
    """Answer one rule."""
    return Reply(rule(automod.one(call.world, call.who, call.id("guild_id"), call.id("rule_id"))))


def create(call: Call) -> Reply:
    """Make a rule."""
    body = call.fields()
    for name in ("name", "event_type", "trigger_type", "actions"):
        needed(body, name)
    kind = body["trigger_type"]
    if not isinstance(kind, int) or kind not in _USUAL:
        raise invalid(("trigger_type",), "BASE_TYPE_CHOICES", f"Value must be one of {set(_USUAL)}.")
    document = {
        "enabled": False, "exempt_roles": [], "exempt_channels": [], **read(body, _FIELDS),
        "trigger_type": kind, "trigger_metadata": _metadata(kind, body.get("trigger_metadata"), {}),
    }  # fmt: skip
    row = automod.create(call.world, call.who, call.id("guild_id"), document, call.reason)
    return Reply(rule(row))


def change(call: Call) -> Reply:
    """Change a rule."""
    row = automod.one(call.world, call.who, call.id("guild_id"), call.id("rule_id"))
    body = call.fields()
    document = {**row.document, **read(body, _FIELDS)}
    if "trigger_metadata" in body:
        kind, before = document["trigger_type"], document["trigger_metadata"]
        document["trigger_metadata"] = _metadata(kind, body["trigger_metadata"], before)
    return Reply(rule(automod.change(call.world, call.who, row, document, call.reason)))


def delete(call: Call) -> Reply:
    """Delete a rule."""
    automod.delete(call.world, call.who, call.id("guild_id"), call.id("rule_id"), call.reason)
    return NOTHING


_ALL: Final = "/guilds/{guild_id}/auto-moderation/rules"
_ONE: Final = _ALL + "/{rule_id}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _ALL, listed),
    ("POST", _ALL, create),
    ("GET", _ONE, one),
    ("PATCH", _ONE, change),
    ("DELETE", _ONE, delete),
)
