"""Channels, direct messages and threads over REST."""

from typing import Any, Final

from tika_sandbox.payloads import people, places
from tika_sandbox.payloads.messages import message
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake, snowflakes
from tika_sandbox.wire.rest.drafts import draft
from tika_sandbox.wire.rest.reading import (
    CHANNEL,
    Read,
    details,
    needed,
    number,
    one_of,
    overwrite,
    read,
    truth,
    words,
)
from tika_sandbox.world import channels, messages, threads
from tika_sandbox.world.entities import FORUM, NEWS_THREAD, PRIVATE_THREAD, PUBLIC_THREAD, Channel
from tika_sandbox.world.permissions import seen_channel, sees
from tika_sandbox.world.refused import Form, Refused, invalid


def _tags(form: Form, name: str, value: Any) -> tuple[int, ...]:
    if isinstance(value, list) and len(value) > 5:
        form.wrong((name,), "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 5 in length.")
    return snowflakes(value, name)


_THREAD: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100, 1)),
    "rate_limit_per_user": ("slowmode_s", number(0, 21_600)),
}
_STATE: Final[dict[str, tuple[str, Read]]] = {
    "archived": ("archived", truth),
    "locked": ("locked", truth),
    "invitable": ("invitable", truth),
    "auto_archive_duration": ("archive_after", one_of(1440, 60, 4320, 10_080)),
    "applied_tags": ("tags", _tags),
}


def one(call: Call) -> Reply:
    """Answer a channel."""
    return Reply(
        places.channel(call.world, seen_channel(call.world, call.who, call.id("channel_id")), call.who.id)
    )


def change(call: Call) -> Reply:
    """Change a channel or thread."""
    channel_id = call.id("channel_id")
    row = seen_channel(call.world, call.who, channel_id)
    body = call.fields()
    if row.thread is not None:
        changed = threads.change(
            call.world, call.who, channel_id, fields=read(body, _THREAD), state=read(body, _STATE),
            reason=call.reason,
        )  # fmt: skip
    else:
        fields = {**read(body, CHANNEL), "details": details(call, row.details)}
        changed = channels.change(call.world, call.who, channel_id, fields, call.reason)
    return Reply(places.channel(call.world, changed, call.who.id))


def delete(call: Call) -> Reply:
    """Delete a channel."""
    shown = places.channel(call.world, seen_channel(call.world, call.who, call.id("channel_id")), call.who.id)
    channels.delete(call.world, call.who, call.id("channel_id"), call.reason)
    return Reply(shown)


def set_overwrite(call: Call) -> Reply:
    """Set one permission overwrite."""
    form = Form()
    wanted = overwrite(form, call.id("overwrite_id"), call.fields())
    form.demand()
    channels.overwrite(call.world, call.who, call.id("channel_id"), wanted, call.reason)
    return NOTHING


def drop_overwrite(call: Call) -> Reply:
    """Remove one permission overwrite."""
    channels.forget_overwrite(
        call.world, call.who, call.id("channel_id"), call.id("overwrite_id"), call.reason
    )
    return NOTHING


def open_dm(call: Call) -> Reply:
    """Open a direct message."""
    other = snowflake(needed(call.fields(), "recipient_id"), "recipient_id")
    return Reply(places.channel(call.world, channels.open_dm(call.world, call.who, other), call.who.id))


def dms(call: Call) -> Reply:
    """Answer one's direct messages."""
    rows = channels.dms_of(call.world, call.who.id)
    return Reply([places.channel(call.world, row, call.who.id) for row in rows])


def _started(call: Call) -> dict[str, Any]:
    body = call.fields()
    needed(body, "name")
    return {
        **read(body, _THREAD),
        **read(body, {key: _STATE[key] for key in ("invitable", "auto_archive_duration", "applied_tags")}),
    }


def start_from(call: Call) -> Reply:
    """Start a thread from a message."""
    row = threads.start_from(
        call.world, call.who, call.id("channel_id"), call.id("message_id"), **_started(call)
    )
    return Reply(places.thread(call.world, row, call.who.id), 201)


def start(call: Call) -> Reply:
    """Start a thread on its own, or a post in a forum."""
    parent = seen_channel(call.world, call.who, call.id("channel_id"))
    body = call.fields()
    is_post = parent.type == FORUM
    first = draft(call.with_body(body.get("message"))) if is_post else None
    # Without a type Discord starts private threads; forums know public ones only.
    kind = PUBLIC_THREAD if is_post else body.get("type") or PRIVATE_THREAD
    if kind not in (PUBLIC_THREAD, PRIVATE_THREAD, NEWS_THREAD):
        raise invalid(("type",), "BASE_TYPE_CHOICES", "Value must be one of (10, 11, 12).")
    row = threads.start(call.world, call.who, parent.id, kind=kind, **_started(call))
    if first is not None:
        said = messages.post(call.world, call.who, row.id, first)
        shown = places.thread(call.world, call.world.channels[row.id], call.who.id)
        return Reply({**shown, "message": message(call.world, said, call.who.id)}, 201)
    threads.announce(call.world, call.who, row)
    return Reply(places.thread(call.world, row, call.who.id), 201)


def _member_id(call: Call) -> int:
    return call.id("user_id") if "user_id" in call.path else call.who.id


def join_thread(call: Call) -> Reply:
    """Add somebody to a thread."""
    threads.join(call.world, call.who, call.id("channel_id"), _member_id(call))
    return NOTHING


def leave_thread(call: Call) -> Reply:
    """Take somebody out of a thread."""
    threads.quit_thread(call.world, call.who, call.id("channel_id"), _member_id(call))
    return NOTHING


def _membership(call: Call, row: Channel, user_id: int) -> dict[str, Any]:
    document = places.thread_member(row, user_id)
    found = call.world.members.get((row.guild_id or 0, user_id))
    if found is not None and call.query.get("with_member", "").lower() in ("1", "true"):
        document["member"] = people.member(call.world, found)
    return document


def thread_members(call: Call) -> Reply:
    """Answer who is in a thread."""
    row = threads.members(call.world, call.who, call.id("channel_id"))
    assert row.thread is not None
    return Reply([_membership(call, row, number) for number in row.thread.members])


def thread_member(call: Call) -> Reply:
    """Answer one membership in a thread."""
    row = threads.members(call.world, call.who, call.id("channel_id"))
    assert row.thread is not None
    if _member_id(call) not in row.thread.members:
        raise Refused(10007)
    return Reply(_membership(call, row, _member_id(call)))


def _archived(call: Call, *, private: bool) -> Reply:
    rows = threads.archived(call.world, call.who, call.id("channel_id"), private=private)
    before = call.query.get("before")
    if before is not None:
        rows = [row for row in rows if row.thread and (people.moment(row.thread.archived_at) or "") < before]
    return _page(call, rows, None)


def _page(call: Call, rows: list[Channel], most: int | None) -> Reply:
    limit = most or call.whole("limit", 50, 2, 100)
    page = rows[:limit]
    return Reply(
        {
            "threads": [places.thread(call.world, row, call.who.id) for row in page],
            "members": [
                places.thread_member(row, call.who.id)
                for row in page
                if row.thread and call.who.id in row.thread.members
            ],
            "has_more": len(rows) > limit,
        }
    )


def archived_public(call: Call) -> Reply:
    """Answer a channel's archived public threads."""
    return _archived(call, private=False)


def archived_private(call: Call) -> Reply:
    """Answer a channel's archived private threads."""
    return _archived(call, private=True)


def archived_mine(call: Call) -> Reply:
    """Answer the archived private threads of a channel that one is in."""
    channel = seen_channel(call.world, call.who, call.id("channel_id"))
    rows = call.world.channels.within(channel.guild_id or 0).values()
    mine = [
        row
        for row in rows
        if row.parent_id == channel.id and row.type == PRIVATE_THREAD and row.thread
        and row.thread.archived and call.who.id in row.thread.members
    ]  # fmt: skip
    return _page(call, sorted(mine, key=lambda row: row.id, reverse=True), None)


def search_threads(call: Call) -> Reply:
    """Answer a channel's threads whose name holds some words."""
    channel = seen_channel(call.world, call.who, call.id("channel_id"))
    words, archived = call.query.get("name", "").casefold(), call.query.get("archived")
    limit, offset = call.whole("limit", 25, 1, 25), call.whole("offset", 0, 0, 9975)
    rows = [
        row
        for row in call.world.channels.within(channel.guild_id or 0).values()
        if row.parent_id == channel.id and row.thread and words in row.name.casefold()
        and sees(call.world, row, call.who.id)
        and archived in (None, str(row.thread.archived).lower())
    ]  # fmt: skip
    answer = _page(call, sorted(rows, key=lambda row: row.id, reverse=True)[offset:], limit).body
    return Reply({**answer, "total_results": len(rows)})


_ONE: Final = "/channels/{channel_id}"
_MEMBERS: Final = _ONE + "/thread-members"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _ONE, one),
    ("PATCH", _ONE, change),
    ("DELETE", _ONE, delete),
    ("PUT", _ONE + "/permissions/{overwrite_id}", set_overwrite),
    ("DELETE", _ONE + "/permissions/{overwrite_id}", drop_overwrite),
    ("POST", "/users/@me/channels", open_dm),
    ("GET", "/users/@me/channels", dms),
    ("POST", _ONE + "/messages/{message_id}/threads", start_from),
    ("POST", _ONE + "/threads", start),
    ("GET", _MEMBERS, thread_members),
    ("PUT", _MEMBERS + "/@me", join_thread),
    ("DELETE", _MEMBERS + "/@me", leave_thread),
    ("GET", _MEMBERS + "/{user_id}", thread_member),
    ("PUT", _MEMBERS + "/{user_id}", join_thread),
    ("DELETE", _MEMBERS + "/{user_id}", leave_thread),
    ("GET", _ONE + "/threads/archived/public", archived_public),
    ("GET", _ONE + "/threads/archived/private", archived_private),
    ("GET", _ONE + "/users/@me/threads/archived/private", archived_mine),
    ("GET", _ONE + "/threads/search", search_threads),
)
