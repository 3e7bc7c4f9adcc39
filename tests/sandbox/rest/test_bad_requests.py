"""What Discord refuses although its description lets most of it pass: one table, by what is asked about.

A row says method, path, body, who asks, and the status and code that must come back. Words in braces stand
for ids of the scene.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from tika_sandbox.testing.calling import Json, Scene
from tika_sandbox.wire import checking

SAY, ROOM, GUILD = "/channels/{room}/messages", "/channels/{room}", "/guilds/{guild}"
MEMBER, ROLES = "/guilds/{guild}/members/{alice}", "/guilds/{guild}/roles"
COMMANDS, CALLBACK = "/applications/{bot}/guilds/{guild}/commands", "/interactions/{asked}/{token}/callback"
V2: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class Bad:
    """One request that is refused. 50035 with 400 is a form with mistakes, the usual case."""

    method: str
    path: str
    body: Json
    who: str = "bot"
    status: int = 400
    code: int = 50035


def said(**body: Any) -> Bad:  # noqa: ANN401 - any field of a message
    """Return a message that is malformed."""
    return Bad("POST", SAY, body)


def embedded(**embed: Any) -> Bad:  # noqa: ANN401 - any field of an embed
    """Return a message with a malformed embed."""
    return said(embeds=[embed])


def row(*components: Json) -> Json:
    """Return a row of components."""
    return {"type": 1, "components": list(components)}


def rowed(*components: Json) -> Bad:
    """Return a message with a malformed row."""
    return said(content="x", components=[row(*components)])


def button(custom_id: str = "a", **more: Json) -> Json:
    """Return a button, with fields changed or with None left out."""
    document = {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id, **more}
    return {key: value for key, value in document.items() if value is not None}


def menu(count: int, **more: Json) -> Json:
    """Return a select menu with so many options."""
    options = [{"label": "x", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "m", "options": options, **more}


def command(**fields: Json) -> Bad:
    """Return a command that can't be registered."""
    return Bad("POST", COMMANDS, {"name": "brew", "description": "Tea, please", **fields})


def option(name: str = "cups", **more: Json) -> Json:
    """Return a command's option."""
    return {"type": 3, "name": name, "description": "How many?", **more}


def form(*fields: Json, **more: Json) -> Bad:
    """Return an answer that opens a malformed form."""
    data = {"custom_id": "f", "title": "Order", "components": [row(field) for field in fields], **more}
    return Bad("POST", CALLBACK, {"type": 9, "data": data}, "nobody")


def field(**more: Json) -> Json:
    """Return a text field of a form."""
    return {"type": 4, "custom_id": "t", "label": "Which?", "style": 1, **more}


def poll(**fields: Json) -> Bad:
    """Return a malformed poll."""
    answers = [{"poll_media": {"text": "yes"}}]
    return said(poll={"question": {"text": "Tea?"}, "answers": answers, "duration": 1, **fields})


MESSAGES: Final = (
    Bad("POST", SAY, {}, code=50006),
    Bad("POST", SAY, {"content": "  \n "}, code=50006),
    said(content="x" * 2001),
    said(content="x", nonce="n" * 26),
    said(content="x", allowed_mentions={"parse": ["users"], "users": ["1"]}),
    said(content="x", allowed_mentions={"users": [str(number) for number in range(101)]}),
    said(content="x", message_reference={"message_id": "1"}),
    poll(answers=[]),
    poll(answers=[{"poll_media": {"text": "x"}}] * 11),
    poll(answers=[{"poll_media": {"text": "x" * 56}}]),
    poll(question={"text": "x" * 301}),
    poll(duration=769),
    Bad("POST", SAY, {"embeds": [{"title": "x"}]}, "alice"),
    Bad("POST", SAY, {"content": "x"}, "mira", 403, 50001),
    Bad("POST", SAY, {"content": "x"}, "nobody", 401, 0),
    Bad("POST", "/channels/1/messages", {"content": "x"}, "bot", 404, 10003),
    Bad("POST", "/channels/{category}/messages", {"content": "x"}, code=50008),
    Bad("PATCH", SAY + "/{message}", {"content": ""}, code=50006),
    Bad("PATCH", SAY + "/{alices}", {"content": "mine"}, "bot", 403, 50005),
    Bad("PATCH", SAY + "/1", {"content": "x"}, "bot", 404, 10008),
    Bad("DELETE", SAY + "/{message}", None, "alice", 403, 50013),
    Bad("POST", SAY + "/bulk-delete", {"messages": ["{message}"]}, code=50016),
    Bad("POST", SAY + "/bulk-delete", {"messages": [str(n) for n in range(101)]}, code=50016),
    Bad("POST", SAY + "/bulk-delete", {"messages": ["{old}", "{message}"]}, code=50034),
    Bad("POST", SAY + "/bulk-delete", {"messages": ["{message}", "{alices}"]}, "alice", 403, 50013),
    Bad("PUT", SAY + "/{message}/reactions/notanemoji/@me", None, code=10014),
    Bad("PUT", SAY + "/pins/1", None, "bot", 404, 10008),
    Bad("GET", SAY + "?limit=101", None),
)
EMBEDS: Final = (
    embedded(),
    embedded(title="x" * 257),
    embedded(description="x" * 4097),
    embedded(title="x", url="javascript:alert(1)"),
    embedded(title="x", color=0x1000000),
    embedded(title="x", timestamp="yesterday"),
    embedded(title="x", footer={"text": "x" * 2049}),
    embedded(title="x", author={"name": "x" * 257}),
    embedded(fields=[{"name": "x", "value": "x"}] * 26),
    embedded(fields=[{"name": "", "value": "x"}]),
    embedded(fields=[{"name": "x", "value": "x" * 1025}]),
    said(embeds=[{"title": "x"}] * 11),
    said(embeds=[{"description": "x" * 3001}, {"description": "x" * 3000}]),
)
COMPONENTS: Final = (
    said(content="x", components=[row(button(str(number))) for number in range(6)]),
    rowed(),
    rowed(*(button(str(number)) for number in range(6))),
    rowed(button(), button()),
    rowed(button(label=None)),
    rowed(button(label="x" * 81)),
    rowed(button("a" * 101)),
    rowed(button(style=9)),
    rowed(button(style=5)),
    rowed(button(style=5, url="https://example.invalid/")),
    rowed(button(custom_id=None)),
    rowed(menu(0)),
    rowed(menu(26)),
    rowed(menu(2, min_values=2, max_values=1)),
    rowed(menu(2, max_values=3)),
    rowed(menu(1), button()),
    rowed({"type": 3, "custom_id": "m", "options": [{"label": "x", "value": "1"}] * 2}),
    rowed(field()),
    said(content="x", components=[{"type": 10, "content": "text"}]),
    said(content="x", flags=V2, components=[{"type": 10, "content": "text"}]),
    said(flags=V2, components=[{"type": 10, "content": "text"}] * 41),
    said(flags=V2, components=[{"type": 9, "components": [{"type": 10, "content": "text"}]}]),
    said(flags=V2, components=[{"type": 10, "content": ""}]),
)
CHANNELS: Final = (
    Bad("PATCH", ROOM, {"rate_limit_per_user": 21_601}),
    Bad("PATCH", ROOM, {"name": ""}),
    Bad("PATCH", ROOM, {"name": "x" * 101}),
    Bad("PATCH", ROOM, {"topic": "x" * 1025}),
    Bad("PATCH", ROOM, {"parent_id": "{room}"}),
    Bad("PATCH", ROOM, {"name": "x"}, "alice", 403, 50013),
    Bad("DELETE", ROOM, None, "alice", 403, 50013),
    Bad("PATCH", "/channels/{voice}", {"bitrate": 1000}),
    Bad("POST", GUILD + "/channels", {"name": "x", "type": 99}),
    Bad("POST", GUILD + "/channels", {}),
    Bad("PATCH", GUILD + "/channels", {"id": "1"}),
    Bad("PUT", ROOM + "/permissions/{alice}", {"type": 1, "allow": "8"}, "alice", 403, 50013),
    Bad("PUT", ROOM + "/permissions/{alice}", {"type": 2}),
    Bad("POST", SAY + "/{message}/threads", {"name": "x" * 101}),
    Bad("POST", SAY + "/{message}/threads", {"name": "x", "auto_archive_duration": 61}),
    Bad("POST", SAY + "/{threaded}/threads", {"name": "again"}, code=160004),
    Bad("POST", ROOM + "/invites", {"max_age": 604_801}),
    Bad("POST", ROOM + "/webhooks", {"name": "Clyde's"}),
    Bad("POST", ROOM + "/webhooks", {"name": "x" * 81}),
    Bad("POST", "/users/@me/channels", {"recipient_id": "1"}, "bot", 404, 10013),
    Bad("GET", "/channels/abc", None),
)
GUILDS: Final = (
    Bad("PATCH", GUILD, {"name": "x"}),
    Bad("PATCH", GUILD, {"verification_level": 5}),
    Bad("PATCH", GUILD, {"afk_timeout": 61}),
    Bad("PATCH", GUILD, {"name": "Ours"}, "alice", 403, 50013),
    Bad("GET", "/guilds/1", None, "bot", 404, 10004),
    Bad("PATCH", MEMBER, {"communication_disabled_until": "{in_29_days}"}),
    Bad("PATCH", MEMBER, {"communication_disabled_until": "soon"}),
    Bad(
        "PATCH", GUILD + "/members/{bruno}", {"communication_disabled_until": "{tomorrow}"}, "bot", 403, 50013
    ),
    Bad("PATCH", MEMBER, {"nick": "x" * 33}),
    Bad("PATCH", GUILD + "/members/{bruno}", {"nick": "x"}, "bot", 403, 50013),
    Bad("PATCH", MEMBER, {"roles": ["1"]}, "bot", 404, 10011),
    Bad("PATCH", MEMBER, {"channel_id": "{voice}"}, code=40032),
    Bad("PATCH", MEMBER, {"nick": "x"}, "layla", 403, 50013),
    Bad("PUT", MEMBER + "/roles/{guild}", None, code=50028),
    Bad("PUT", MEMBER + "/roles/{keeper}", None, "bot", 403, 50013),
    Bad("DELETE", GUILD + "/members/{bruno}", None, "bot", 403, 50013),
    Bad("DELETE", GUILD + "/members/{mira}", None, "bot", 404, 10007),
    Bad("PUT", GUILD + "/bans/1", {}, "bot", 404, 10013),
    Bad("PUT", GUILD + "/bans/{bruno}", {}, "bot", 403, 50013),
    Bad("PUT", GUILD + "/bans/{alice}", {"delete_message_seconds": 604_801}),
    Bad("DELETE", GUILD + "/bans/{alice}", None, "bot", 404, 10026),
    Bad("POST", GUILD + "/bulk-ban", {"user_ids": ["{bruno}"]}, code=500000),
    Bad("POST", GUILD + "/prune", {"days": 31}),
    Bad("POST", ROLES, {"name": "x"}, "alice", 403, 50013),
    Bad("POST", ROLES, {"name": "x" * 101}),
    Bad("POST", ROLES, {"color": 0x1000000}),
    Bad("PATCH", ROLES + "/{keeper}", {"name": "x"}, "bot", 403, 50013),
    Bad("PATCH", ROLES, [{"id": "{keeper}", "position": 1}], "bot", 403, 50013),
    Bad("DELETE", ROLES + "/{guild}", None, code=50028),
    Bad("DELETE", ROLES + "/1", None, "bot", 404, 10011),
)
COMMANDS_AND_FORMS: Final = (
    command(name="Brew"),
    command(name="brew tea"),
    command(name="b" * 33),
    command(description=""),
    command(description="x" * 101),
    command(type=2, description="not for menus"),
    command(options=[option(f"o{number}") for number in range(26)]),
    command(options=[option("a"), option("b", required=True)]),
    command(options=[option("a"), option("a")]),
    command(options=[option(type=12)]),
    command(options=[option("Cups")]),
    command(options=[option(type=1), option("b")]),
    command(options=[option(choices=[{"name": "x", "value": str(n)} for n in range(26)])]),
    command(options=[option(choices=[{"name": "x" * 101, "value": "x"}])]),
    command(options=[option(choices=[{"name": "x", "value": "x"}], autocomplete=True)]),
    command(options=[option(type=4, min_value=2, max_value=1)]),
    Bad("PUT", COMMANDS, [{"name": "brew", "description": "x"}] * 2),
    Bad("PUT", COMMANDS, [{"name": f"c{n}", "description": "x"} for n in range(101)], code=30032),
    Bad("PUT", COMMANDS, {"name": "brew"}),
    Bad("POST", COMMANDS, {"name": "x", "description": "x"}, "alice", 403, 20002),
    Bad("GET", "/applications/{alice}/commands", None, "bot", 404, 10002),
    Bad("DELETE", COMMANDS + "/1", None, "bot", 404, 10063),
    Bad("POST", CALLBACK, {"type": 7, "data": {"content": "x"}}, "nobody"),
    Bad("POST", CALLBACK, {"type": 4, "data": {}}, "nobody", code=50006),
    Bad("POST", CALLBACK, {"data": {}}, "nobody"),
    Bad("POST", "/interactions/{asked}/wrong/callback", {"type": 5}, "nobody", 404, 10062),
    form(),
    form(*(field(custom_id=str(number)) for number in range(6))),
    form(field(), field()),
    form(field(), title="x" * 46),
    form(field(), custom_id="f" * 101),
    form(field(label="x" * 46)),
    form(field(min_length=5, max_length=4)),
    form(field(value="x" * 4001)),
    form(field(placeholder="x" * 101)),
    form(button()),
    Bad("GET", "/webhooks/{bot}/wrong/messages/@original", None, "nobody", 404, 10015),
)
GROUPS: Final = {
    "messages": MESSAGES, "embeds": EMBEDS, "components": COMPONENTS, "channels": CHANNELS,
    "guilds": GUILDS, "commands and forms": COMMANDS_AND_FORMS,
}  # fmt: skip


def test_the_table_is_long_enough() -> None:
    assert sum(map(len, GROUPS.values())) >= 80


def test_most_of_them_are_what_the_description_alone_would_let_pass() -> None:
    judge = checking.judge_if_possible(None, lambda _: None)
    if judge is None:
        pytest.skip("no description of Discord's API here")
    bodies = [bad for rows in GROUPS.values() for bad in rows if bad.body is not None and bad.who == "bot"]

    passing = [bad for bad in bodies if not judge.request(bad.method, bad.path, bad.body)]

    assert len(passing) >= 22, len(passing)


@pytest.mark.parametrize("group", GROUPS)
async def test_bad_requests_are_refused_as_discord_does(scene: Scene, group: str) -> None:
    names = await prepared(scene)

    differing = []
    for bad in GROUPS[group]:
        caller = scene.nobody if bad.who == "nobody" else scene.caller(bad.who)
        answer = await caller(bad.method, filled(bad.path, names), filled(bad.body, names))
        if (answer.status, answer.code) != (bad.status, bad.code):
            differing.append(f"{bad}: {answer.status} {str(answer.body)[:120]}")

    assert not differing, "\n".join(differing)


async def prepared(scene: Scene) -> dict[str, str]:
    """Return what the words in braces stand for."""
    world, guild_id = scene.play.facts.world, int(scene.guild())
    names = {name: scene.user(name) for name in ("alice", "bruno", "layla", "mira")}
    kinds = {row.type: str(row.id) for row in world.channels.within(guild_id).values()}
    roles = {row.name: str(row.id) for row in world.roles.within(guild_id).values()}
    message, alices, old = [await scene.said(name) for name in ("bot", "alice", "bot")]
    aged = world.messages[int(old)]
    world.messages.put(replace(aged, at=aged.at - timedelta(days=15)))
    threaded = await scene.said("bot")
    await scene.bot.fine("POST", f"/channels/{scene.room()}/messages/{threaded}/threads", {"name": "x"})
    await scene.bot.fine(
        "POST", f"/applications/{scene.bot_id}/guilds/{scene.guild()}/commands",
        {"name": "pour", "description": "Tea"},
    )  # fmt: skip
    ask = {"type": 2, "channel_id": scene.room(), "guild_id": scene.guild(), "session_id": "s",
           "application_id": scene.bot_id, "data": {"name": "pour", "type": 1}}  # fmt: skip
    await scene.by("alice").fine("POST", "/interactions", ask)
    (asked,) = world.interactions
    now = datetime.now(UTC)
    return {
        **names, "bot": scene.bot_id, "guild": scene.guild(), "room": scene.room(),
        "voice": kinds[2], "category": kinds[4], "keeper": roles["Keeper"], "message": message,
        "alices": alices, "old": old, "threaded": threaded, "asked": str(asked.id), "token": asked.token,
        "tomorrow": (now + timedelta(days=1)).isoformat(),
        "in_29_days": (now + timedelta(days=29)).isoformat(),
    }  # fmt: skip


def filled(value: Json, names: dict[str, str]) -> Json:
    """Return ``value`` with the words in braces replaced, however deep they are."""
    if isinstance(value, str):
        for name, meant in names.items():
            value = value.replace("{" + name + "}", meant)
        return value
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if isinstance(value, dict):
        return {key: filled(one, names) for key, one in value.items()}
    return value
