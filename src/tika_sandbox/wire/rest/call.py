"""Answering a request: who asks, which route, what body, how fast, and every error in Discord's form."""

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message as Headers
from typing import Any, Final
from urllib.parse import unquote

import orjson
from aiohttp import BodyPartReader, MultipartReader, web

from tika_sandbox.wire.rest.calls import Call, Reply
from tika_sandbox.wire.rest.limits import Limits, Verdict
from tika_sandbox.wire.rest.table import Route, find
from tika_sandbox.world.drafts import Upload
from tika_sandbox.world.principals import Bearer, Bot, Nobody, Person, Principal
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World

log = logging.getLogger("tika_sandbox.rest")
PREFIX: Final = re.compile(r"^/api(?:/v\d+)?")
LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes that a bot or person may upload per file, as in a guild without boosts."""
_FILE: Final = re.compile(r"files\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, for whoever checks them against Discord's description."""

    method: str
    path: str
    who: Principal
    sent: Any
    multipart: bool
    status: int
    answered: Any


class Rest:
    """Answers everything under ``/api``. ``gateway`` is told to clients that ask where to connect."""

    def __init__(
        self, world: World, *, gateway: str, enforce_limits: bool = True,
        check: Callable[[Exchange], None] | None = None,
    ) -> None:  # fmt: skip
        self.world = world
        self.gateway = gateway
        self.limits = Limits(enforce=enforce_limits)
        self.check = check

    async def answer(self, request: web.Request) -> web.Response:
        """Return the answer to one request; never raises for what a client did."""
        # Each step of the path is decoded by itself: an emoji may hold an encoded slash.
        path = PREFIX.sub("", request.rel_url.raw_path)
        asked = Asked(request.method, path)
        try:
            reply = await self._reply(asked, request)
        except Refused as refused:
            reply = Reply(refusal(refused), refused.status)
        except Exception as error:
            log.exception("rest.broken %s %s", request.method, path)
            self.world.problems.append(f"broken: {request.method} {path}: {error!r}")
            reply = Reply({"message": "500: Internal Server Error", "code": 0}, 500)
        if self.check is not None and reply.status not in (429, 500):
            multipart = request.content_type.startswith("multipart/")
            self.check(
                Exchange(request.method, path, asked.who, asked.body, multipart, reply.status, reply.body)
            )
        return respond(reply, asked.headers)

    async def _reply(self, asked: "Asked", request: web.Request) -> Reply:
        route = self._route(asked)
        asked.who = self._caller(request.headers, route)
        verdict = self.limits.ask(asked.who, route, asked.taken, time.monotonic())
        asked.headers = verdict.headers()
        if verdict.refused:
            return _limited(asked, verdict)
        sent = await _body(request)
        asked.body = sent.body
        reason = request.headers.get("X-Audit-Log-Reason")
        return route.answer(
            Call(
                self.world, asked.who, asked.taken, request.query, sent.body, sent.files,
                unquote(reason)[:512] if reason else None, self.gateway, sent.file,
                request.headers.get("Authorization"),
            )
        )  # fmt: skip

    def _route(self, asked: "Asked") -> Route:
        route, taken, known = find(asked.method, asked.path)
        asked.taken = {name: unquote(step) for name, step in taken.items()}
        if route is not None:
            return route
        self._undeclared(asked.method, asked.path, known=known)
        if known:
            raise Refused(0, "405: Method Not Allowed", status=405)
        raise Refused(0)

    def _undeclared(self, method: str, path: str, *, known: bool) -> None:
        what = "method" if known else "route"
        self.world.problems.append(f"undeclared {what}: {method} {path}")
        log.error("rest.undeclared %s %s", method, path)

    def _caller(self, headers: Mapping[str, str], route: Route) -> Principal:
        who = self.principal(headers.get("Authorization"))
        sort = type(who).__name__.lower()
        if sort in route.callers:
            if isinstance(who, Bearer) and route.scope is not None and route.scope not in who.scopes:
                raise Refused(50026)
            return who
        if isinstance(who, Nobody):
            raise Refused(0, "401: Unauthorized", status=401)
        if isinstance(who, Bearer):
            raise Refused(50001)
        raise Refused(20001 if isinstance(who, Bot) else 20002)

    def principal(self, header: str | None) -> Principal:
        """Return who an ``Authorization`` header speaks for.

        Raises:
            Refused: 401 for a token that is nobody's, or a bot's without ``Bot`` before it.
        """
        if not header:
            return Nobody()
        scheme, _, token = header.rpartition(" ")
        if scheme == "Basic":
            return Nobody()  # an application's id and secret, which only the token exchange reads
        if scheme == "Bearer":
            bearer = self.world.by_bearer(token)
            if bearer is None:
                raise Refused(50025)
            return bearer
        who = self.world.by_token(token)
        fits = isinstance(who, Bot if scheme == "Bot" else Person)
        if who is None or not fits or scheme not in ("", "Bot"):
            raise Refused(0, "401: Unauthorized", status=401)
        return who


@dataclass(slots=True)
class Asked:
    """What is known of a request so far, for the answer's headers and the check."""

    method: str
    path: str
    who: Principal = field(default_factory=Nobody)
    taken: dict[str, str] = field(default_factory=dict)
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def _limited(asked: Asked, verdict: Verdict) -> Reply:
    # Without Via, discord.py takes a 429 for a ban by the CDN and gives up.
    asked.headers |= {"Via": "1.1 sandbox", "Retry-After": str(int(verdict.retry_after) + 1)}
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(verdict.retry_after, 3),
        "global": verdict.is_global,
    }
    return Reply(body, 429)


def refusal(refused: Refused) -> dict[str, Any]:
    """Return an error's body."""
    document = {"message": refused.message, "code": refused.code}
    return document if refused.errors is None else {**document, "errors": refused.errors}


def respond(reply: Reply, headers: Mapping[str, str]) -> web.Response:
    """Return a response. The type is exactly application/json: discord.py compares with ==."""
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    return web.Response(
        body=orjson.dumps(reply.body),
        status=reply.status,
        headers={**headers, "Content-Type": "application/json"},
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in a request: a body, the files of messages by index, and the one file of a form."""

    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)
    file: Upload | None = None


async def _body(request: web.Request) -> Sent:
    if request.content_type.startswith("multipart/"):
        return await _multipart(request)
    if not request.can_read_body:
        return Sent()
    content = await request.read()
    if not content:
        return Sent()
    if request.content_type == "application/x-www-form-urlencoded":
        return Sent(dict(await request.post()))
    return Sent(_json(content))


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Refused(50109) from error


async def _multipart(request: web.Request) -> Sent:
    """Read payload_json, files[n] and file; parts of other names are fields of the body."""
    body: dict[str, Any] = {}
    files: dict[int, Upload] = {}
    alone = None
    reader = await request.multipart()
    async for part in reader:
        if isinstance(part, MultipartReader) or not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        name = part.name or ""
        if len(content) > LARGEST_FILE:
            raise Refused(40005)
        upload = Upload(part.filename or "unknown", content, _media(part.headers.get("Content-Type")))
        if name == "payload_json":
            body |= _json(content)
        elif found := _FILE.fullmatch(name):
            files[int(found[1])] = upload
        elif name == "file":
            alone = upload
            body[name] = upload.filename
        else:
            body[name] = content.decode()
    return Sent(body, files, alone)


def _media(header: str | None) -> str | None:
    if header is None:
        return None
    parsed = Headers()
    parsed["Content-Type"] = header
    return None if parsed.get_content_type() == "application/octet-stream" else header
