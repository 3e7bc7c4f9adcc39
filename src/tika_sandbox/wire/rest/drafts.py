"""From a request body to a draft or an edit: message fields checked the way Discord checks them."""

from typing import Any, Final

from tika_sandbox.wire.rest.calls import Call, snowflake, snowflakes
from tika_sandbox.world.drafts import Draft, Edit, Upload
from tika_sandbox.world.entities import COMPONENTS_V2, EPHEMERAL
from tika_sandbox.world.mentioning import ALL_KINDS, Allowed
from tika_sandbox.world.refused import Form, Refused
from tika_sandbox.world.shapes.components import components
from tika_sandbox.world.shapes.embeds import embeds
from tika_sandbox.world.shapes.fields import objects, whole
from tika_sandbox.world.shapes.polls import poll

MOST_WORDS: Final = 2000
MOST_FILES: Final = 10
_FLAGS: Final = (1 << 2) | EPHEMERAL | (1 << 12) | COMPONENTS_V2
"""SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS and IS_COMPONENTS_V2 may be sent; others are ignored."""


def draft(call: Call) -> Draft:
    """Return what the body wants to say."""
    body = call.fields()
    form = Form()
    flags = whole(form, ("flags",), body.get("flags") or 0, 0, 1 << 31) & _FLAGS
    new = bool(flags & COMPONENTS_V2)
    if new and (body.get("content") or body.get("embeds") or body.get("poll")):
        form.wrong(
            ("content",), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "Content, embeds and polls can't be sent with Components V2",
        )  # fmt: skip
    reference = body["message_reference"] if isinstance(body.get("message_reference"), dict) else {}
    said = Draft(
        content=_content(form, body.get("content")),
        embeds=embeds(form, body.get("embeds") or _single(body)),
        components=components(form, body.get("components"), new=new),
        uploads=uploads(call, body),
        allowed=allowed(form, body.get("allowed_mentions")),
        reply_to=snowflake(reference["message_id"], "message_reference")
        if reference.get("message_id")
        else None,
        reply_must_exist=reference.get("fail_if_not_exists", True) is not False,
        flags=flags,
        tts=bool(body.get("tts")),
        nonce=_nonce(form, body.get("nonce")),
        enforce_nonce=bool(body.get("enforce_nonce")),
        poll=poll(form, body["poll"], call.world.now()) if body.get("poll") else None,
    )
    form.demand()
    return said


def edit(call: Call, *, new: bool = False) -> Edit:
    """Return what the body wants to change; ``new`` says that the message has Components V2 already."""
    body = call.fields()
    form = Form()
    flags = None
    if body.get("flags") is not None:
        flags = whole(form, ("flags",), body["flags"], 0, 1 << 31)
        new = new or bool(flags & COMPONENTS_V2)
    keep = None
    if "attachments" in body:
        noted = objects(form, ("attachments",), body["attachments"], most=MOST_FILES)
        keep = frozenset(snowflake(note.get("id"), "attachments") for note in noted)
    change = Edit(
        content=_content(form, body["content"]) if "content" in body else None,
        embeds=embeds(form, body["embeds"]) if "embeds" in body else None,
        components=components(form, body["components"], new=new) if "components" in body else None,
        keep=keep,
        uploads=uploads(call, body),
        flags=flags,
        allowed=allowed(form, body.get("allowed_mentions")),
    )
    form.demand()
    return change


def _single(body: dict[str, Any]) -> list[Any] | None:
    return [body["embed"]] if body.get("embed") else None


def _content(form: Form, value: Any) -> str:
    content = "" if value is None else str(value)
    if len(content) > MOST_WORDS:
        form.wrong(("content",), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_WORDS} or fewer in length.")
    return content.strip()


def _nonce(form: Form, value: Any) -> str | int | None:
    if value is not None and (not isinstance(value, str | int) or len(str(value)) > 25):
        form.wrong(("nonce",), "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.")
        return None
    return value


def allowed(form: Form, body: Any) -> Allowed:
    """Return ``allowed_mentions``; missing means everything that the text names."""
    if not isinstance(body, dict):
        return Allowed()
    parse = body.get("parse")
    kinds = frozenset(map(str, parse)) if isinstance(parse, list) else frozenset()
    users = frozenset(snowflakes(body.get("users"), "users"))
    roles = frozenset(snowflakes(body.get("roles"), "roles"))
    path = ("allowed_mentions",)
    if kinds - ALL_KINDS:
        form.wrong(
            (*path, "parse"), "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone')."
        )
    for name, ids in (("users", users), ("roles", roles)):
        if len(ids) > 100:
            form.wrong((*path, name), "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
        if ids and name in kinds:
            form.wrong(
                path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse:[{name}] and {name}: exclude"
            )
    return Allowed(kinds & ALL_KINDS, users, roles, replied_user=bool(body.get("replied_user", False)))


def uploads(call: Call, body: dict[str, Any]) -> tuple[Upload, ...]:
    """Return the new files, with names and descriptions from ``attachments``."""
    listed = body["attachments"] if isinstance(body.get("attachments"), list) else ()
    notes = {str(note.get("id")): note for note in listed if isinstance(note, dict)}
    if len(call.files) > MOST_FILES:
        raise Refused(
            50035, errors={"files": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "10"}]}}
        )
    return tuple(
        Upload(
            notes.get(str(index), {}).get("filename") or upload.filename,
            upload.content,
            upload.content_type,
            notes.get(str(index), {}).get("description"),
        )
        for index, upload in sorted(call.files.items())
    )
