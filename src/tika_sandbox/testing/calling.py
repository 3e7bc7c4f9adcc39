"""Plain HTTP callers over a running sandbox: for tests of the wire itself, and for scripts."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import ClientSession, FormData

from tika_sandbox.testing.stage import Stage, stage

Json: TypeAlias = Any
"""Whatever JSON holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: Json
    headers: Mapping[str, str]

    @property
    def code(self) -> int | None:
        """Discord's error code, None of a success."""
        return self.body.get("code") if isinstance(self.body, dict) else None


class Caller:
    """One account's HTTP client; paths begin behind /api/v10."""

    def __init__(self, session: ClientSession, base: str, authorization: str | None) -> None:
        self._session = session
        self._base = base
        self._headers = {"Authorization": authorization} if authorization else {}

    async def __call__(
        self,
        method: str,
        path: str,
        body: Json = None,
        *,
        files: dict[str, bytes] | None = None,
        **headers: str,
    ) -> Answer:
        sent: dict[str, Any] = {"json": body} if body is not None else {}
        if files is not None:
            form = FormData()
            form.add_field("payload_json", json.dumps(body or {}), content_type="application/json")
            for index, (name, content) in enumerate(files.items()):
                form.add_field(f"files[{index}]", content, filename=name, content_type="text/plain")
            sent = {"data": form}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._session.request(
            method, self._base + path, headers={**self._headers, **named}, **sent
        ) as response:
            content = await response.read()
            return Answer(response.status, json.loads(content) if content else None, response.headers)

    async def fine(self, method: str, path: str, body: Json = None, **more: Json) -> Json:
        """Return the body of an answer that must be a success."""
        answer = await self(method, path, body, **more)
        assert answer.status < 300, answer
        return answer.body


@dataclass(frozen=True, slots=True)
class Scene:
    """The demo world over HTTP: its callers by name, and the ids that tests need."""

    play: Stage
    caller: Callable[[str | None], Caller]
    line: dict[str, Any]

    def by(self, name: str) -> Caller:
        """Return the caller who is that demo person."""
        return self.caller(name)

    @property
    def bot(self) -> Caller:
        """The demo bot."""
        return self.caller("bot")

    @property
    def nobody(self) -> Caller:
        """Somebody without a token."""
        return self.caller(None)

    def user(self, name: str) -> str:
        """Return a demo person's id."""
        return str(next(u.id for u in self.play.facts.users if u.name == name))

    @property
    def bot_id(self) -> str:
        """The demo bot's id, which is its application's too."""
        return str(self.line["bot"]["id"])

    def guild(self, place: int = 0) -> str:
        """Return a guild's id by its place in the demo."""
        return str(self.line["guilds"][place]["id"])

    def room(self, name: str = "general", place: int = 0) -> str:
        """Return a channel's id by its name."""
        return str(self.line["guilds"][place]["channels"][name])

    async def said(self, name: str, words: str = "hello") -> str:
        """Let somebody post in #general and return the message's id."""
        body = await self.caller(name).fine("POST", f"/channels/{self.room()}/messages", {"content": words})
        return str(body["id"])


@asynccontextmanager
async def scene(*, enforce_limits: bool) -> AsyncIterator[Scene]:
    """Run the demo world for plain HTTP callers; at the end nothing may have broken Discord's rules."""
    async with stage(enforce_limits=enforce_limits) as play, ClientSession() as session:
        address = play.address
        tokens = {user.name: user.token for user in play.facts.users} | {"bot": f"Bot {play.bot_token}"}
        line = play.facts.line(api=address.api, gateway=address.gateway, web=address.web)

        def caller(name: str | None) -> Caller:
            return Caller(session, address.api, tokens[name] if name else None)

        yield Scene(play, caller, line)
        assert not play.problems, "\n".join(play.problems)
