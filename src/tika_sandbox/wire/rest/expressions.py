"""Emojis, stickers and sounds over REST."""

import re
from typing import Any, Final

from tika_sandbox.payloads.belongings import custom_emoji, sound, sticker
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake, snowflakes
from tika_sandbox.wire.rest.reading import Read, id_or_none, needed, read, words, words_or_none
from tika_sandbox.world import expressions, keepsakes
from tika_sandbox.world.belongings import CustomEmoji, Sound, Sticker
from tika_sandbox.world.expressions import EMOJI, SOUND, STICKER
from tika_sandbox.world.permissions import seen_channel
from tika_sandbox.world.refused import Form, Refused, invalid


def _role_ids(_form: Form, name: str, value: Any) -> tuple[int, ...]:
    return snowflakes(value, name)


def emoji_name(form: Form, name: str, value: Any) -> str:
    """Read an emoji's name: 2 to 32 letters, digits or underscores."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_]{2,32}", value):
        form.wrong((name,), "STRING_TYPE_REGEX", "String value did not match validation regex.")
    return str(value)


def _volume(form: Form, name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        form.wrong((name,), "NUMBER_TYPE_RANGE", "float value should be between 0 and 1 inclusive.")
        return 1.0
    return float(value)


_EMOJI: Final[dict[str, tuple[str, Read]]] = {"name": ("name", emoji_name), "roles": ("roles", _role_ids)}
_STICKER: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(30, 2)),
    "tags": ("tags", words(200, 1)),
    "description": ("description", words_or_none(100)),
}
_SOUND: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(32, 2)),
    "volume": ("volume", _volume),
    "emoji_id": ("emoji_id", id_or_none),
    "emoji_name": ("emoji_name", words_or_none(32)),
}


def _given(call: Call) -> dict[str, Any]:
    return {key: value for key, value in call.fields().items() if value is not None}


def emojis(call: Call) -> Reply:
    """Answer a guild's emojis."""
    rows = expressions.listed(call.world, call.who, EMOJI, call.id("guild_id"))
    return Reply([custom_emoji(call.world, row) for row in rows])


def emoji(call: Call) -> Reply:
    """Answer one emoji."""
    expressions.listed(call.world, call.who, EMOJI, call.id("guild_id"))
    row = expressions.one(call.world, EMOJI, call.id("guild_id"), call.id("emoji_id"))
    return Reply(custom_emoji(call.world, row))


def new_emoji(call: Call, owner_id: int) -> CustomEmoji:
    """Return the emoji that a body describes, its picture kept but the row not yet stored."""
    needed(call.fields(), "name")
    fields = read(_given(call), _EMOJI)
    content, kind = keepsakes.picture(needed(call.fields(), "image"), "image")
    return CustomEmoji(
        call.world.new_id(), owner_id, blob=call.world.blobs.put(content), user_id=call.who.id,
        animated=kind == "gif", **fields,
    )  # fmt: skip


def create_emoji(call: Call) -> Reply:
    """Make an emoji."""
    guild_id = call.id("guild_id")
    expressions.demand_room(call.world, call.who, EMOJI, guild_id)
    row = new_emoji(call, guild_id)
    expressions.add(call.world, call.who, EMOJI, row, call.reason)
    return Reply(custom_emoji(call.world, row), 201)


def change_emoji(call: Call) -> Reply:
    """Change an emoji."""
    row = expressions.change(
        call.world, call.who, EMOJI, call.id("guild_id"), call.id("emoji_id"),
        read(_given(call), _EMOJI), call.reason,
    )  # fmt: skip
    return Reply(custom_emoji(call.world, row))


def delete_emoji(call: Call) -> Reply:
    """Delete an emoji."""
    expressions.delete(call.world, call.who, EMOJI, call.id("guild_id"), call.id("emoji_id"), call.reason)
    return NOTHING


def stickers(call: Call) -> Reply:
    """Answer a guild's stickers."""
    rows = expressions.listed(call.world, call.who, STICKER, call.id("guild_id"))
    return Reply([sticker(call.world, row) for row in rows])


def guild_sticker(call: Call) -> Reply:
    """Answer one of a guild's stickers."""
    expressions.listed(call.world, call.who, STICKER, call.id("guild_id"))
    row = expressions.one(call.world, STICKER, call.id("guild_id"), call.id("sticker_id"))
    return Reply(sticker(call.world, row))


def any_sticker(call: Call) -> Reply:
    """Answer any sticker by its id."""
    row = call.world.stickers.get(call.id("sticker_id"))
    if row is None:
        raise Refused(10060)
    return Reply(sticker(call.world, row))


def create_sticker(call: Call) -> Reply:
    """Make a sticker from the parts of a form."""
    guild_id = call.id("guild_id")
    expressions.demand_room(call.world, call.who, STICKER, guild_id)
    for name in ("name", "tags"):
        needed(call.fields(), name)
    fields = read(_given(call), _STICKER)
    if call.file is None:
        raise invalid(("file",), "BASE_TYPE_REQUIRED", "This field is required")
    content = call.file.content
    if len(content) > 512 * 1024:
        raise Refused(50045)
    kind = 4 if content[:4] == b"GIF8" else 3 if content[:1] == b"{" else 1
    if kind == 1 and content[:4] != b"\x89PNG":
        raise Refused(50046)
    row = Sticker(
        call.world.new_id(), guild_id, blob=call.world.blobs.put(content), user_id=call.who.id,
        format=kind, **fields,
    )  # fmt: skip
    expressions.add(call.world, call.who, STICKER, row, call.reason)
    return Reply(sticker(call.world, row), 201)


def change_sticker(call: Call) -> Reply:
    """Change a sticker."""
    row = expressions.change(
        call.world, call.who, STICKER, call.id("guild_id"), call.id("sticker_id"),
        read(call.fields(), _STICKER), call.reason,
    )  # fmt: skip
    return Reply(sticker(call.world, row))


def delete_sticker(call: Call) -> Reply:
    """Delete a sticker."""
    expressions.delete(call.world, call.who, STICKER, call.id("guild_id"), call.id("sticker_id"), call.reason)
    return NOTHING


def packs(_call: Call) -> Reply:
    """Answer Discord's own sticker packs: there are none here."""
    return Reply({"sticker_packs": []})


def sounds(call: Call) -> Reply:
    """Answer a guild's sounds."""
    rows = expressions.listed(call.world, call.who, SOUND, call.id("guild_id"))
    return Reply({"items": [sound(call.world, row) for row in rows]})


def one_sound(call: Call) -> Reply:
    """Answer one sound."""
    expressions.listed(call.world, call.who, SOUND, call.id("guild_id"))
    row = expressions.one(call.world, SOUND, call.id("guild_id"), call.id("sound_id"))
    return Reply(sound(call.world, row))


def create_sound(call: Call) -> Reply:
    """Make a sound."""
    guild_id = call.id("guild_id")
    expressions.demand_room(call.world, call.who, SOUND, guild_id)
    needed(call.fields(), "name")
    fields = read(_given(call), _SOUND)
    content = keepsakes.data_bytes(needed(call.fields(), "sound"), "sound")
    if not content.startswith((b"ID3", b"OggS", b"\xff\xfb")):
        raise invalid(("sound",), "BASE_TYPE_BAD", "Unsupported audio type given.")
    row = Sound(
        call.world.new_id(), guild_id, blob=call.world.blobs.put(content), user_id=call.who.id, **fields
    )
    expressions.add(call.world, call.who, SOUND, row, call.reason)
    return Reply(sound(call.world, row), 201)


def change_sound(call: Call) -> Reply:
    """Change a sound."""
    row = expressions.change(
        call.world, call.who, SOUND, call.id("guild_id"), call.id("sound_id"),
        read(call.fields(), _SOUND), call.reason,
    )  # fmt: skip
    return Reply(sound(call.world, row))


def delete_sound(call: Call) -> Reply:
    """Delete a sound."""
    expressions.delete(call.world, call.who, SOUND, call.id("guild_id"), call.id("sound_id"), call.reason)
    return NOTHING


def default_sounds(_call: Call) -> Reply:
    """Answer Discord's own sounds: there are none here."""
    return Reply([])


def play(call: Call) -> Reply:
    """Play a sound in a voice channel."""
    channel = seen_channel(call.world, call.who, call.id("channel_id"))
    number = snowflake(needed(call.fields(), "sound_id"), "sound_id")
    row = expressions.one(call.world, SOUND, channel.guild_id or 0, number)
    expressions.play(call.world, call.who, channel.id, row)
    return NOTHING


def _crud(base: str, name: str, verbs: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    one = f"{base}/{{{name}}}"
    methods = (("GET", base), ("POST", base), ("GET", one), ("PATCH", one), ("DELETE", one))
    return tuple((*where, verb) for where, verb in zip(methods, verbs, strict=True))


_GUILD: Final = "/guilds/{guild_id}"
_ANYBODY: Final = frozenset({"bot", "person", "nobody"})
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    *_crud(
        _GUILD + "/emojis", "emoji_id", (emojis, create_emoji, emoji, change_emoji, delete_emoji)
    ),
    *_crud(
        _GUILD + "/stickers", "sticker_id",
        (stickers, create_sticker, guild_sticker, change_sticker, delete_sticker),
    ),
    *_crud(
        _GUILD + "/soundboard-sounds", "sound_id",
        (sounds, create_sound, one_sound, change_sound, delete_sound),
    ),
    ("GET", "/stickers/{sticker_id}", any_sticker, _ANYBODY),
    ("GET", "/sticker-packs", packs, _ANYBODY),
    ("GET", "/soundboard-default-sounds", default_sounds),
    ("POST", "/channels/{channel_id}/send-soundboard-sound", play),
)  # fmt: skip
