"""A person's own connection: REST with their token, and a gateway that notes everything they are told."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any, Final, Self

import aiohttp

from tika_sandbox.pointing import Place
from tika_sandbox.testing.seen import Seen

HEARTBEAT, HELLO, DISPATCH = 1, 10, 0
TOLD = tuple[str, dict[str, Any]]
Files = tuple[tuple[str, bytes], ...]
"""(name, content) of each upload."""
PATIENCE_S: Final = 10.0
"""How long facts are waited for; far longer than any takes, since waiting ends with the fact."""


class Refusal(Exception):
    """The sandbox said no over REST. ``code`` is Discord's."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.code = body.get("code") if isinstance(body, dict) else None
        self.body = body


class Line:
    """One account's connection. ``told`` lists (event, body) in order; ``messages`` what they'd see now."""

    def __init__(self, place: Place, token: str) -> None:
        self.told: list[TOLD] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.changed_at: dict[str, int] = {}
        self.session_id = ""
        self._place = place
        self._token = token
        self._news = asyncio.Condition()
        self._http: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._listening: asyncio.Task[None] | None = None
        self._beating: asyncio.Task[None] | None = None

    async def open(self) -> Self:
        """Connect and return once READY is here."""
        self._http = aiohttp.ClientSession(headers={"Authorization": self._token})
        self._socket = await self._http.ws_connect(f"{self._place.gateway}?v=10&encoding=json")
        hello = await self._socket.receive_json(timeout=PATIENCE_S)
        await self.send(2, {"token": self._token, "properties": {"os": "test"}, "large_threshold": 250})
        self._listening = asyncio.create_task(self._listen(self._socket), name="a person listens")
        beat = self._beat(hello["d"]["heartbeat_interval"] / 1000)
        self._beating = asyncio.create_task(beat, name="a person's heart beats")
        ready = await self.wait(lambda: self.latest("READY"), "to be let in")
        self.session_id = ready["session_id"]
        return self

    async def close(self) -> None:
        """Hang up."""
        if self._beating is not None:
            self._beating.cancel()
        if self._socket is not None:
            await self._socket.close()
        if self._listening is not None:
            await self._listening
        if self._http is not None:
            await self._http.close()

    async def send(self, op: int, d: Any) -> None:
        """Send one gateway message."""
        assert self._socket is not None
        await self._socket.send_str(json.dumps({"op": op, "d": d}))

    async def ask(self, method: str, path: str, body: Any = None, *, files: Files = ()) -> Any:
        """Send a REST request and return the answer's JSON, None for an empty one.

        Raises:
            Refusal: Discord's error, with its code.
        """
        assert self._http is not None
        sent: dict[str, Any] = (
            {"data": _form(body, files)} if files else {"json": body} if body is not None else {}
        )
        async with self._http.request(method, self._place.api + path, **sent) as response:
            content = await response.read()
            answer = json.loads(content) if content else None
            if response.status >= 400:
                raise Refusal(response.status, answer)
            return answer

    def latest(self, event: str, fits: Callable[[dict[str, Any]], bool] = lambda _: True) -> Any:
        """Return the newest body of ``event`` that fits, or None."""
        return next((body for name, body in reversed(self.told) if name == event and fits(body)), None)

    def guilds(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield id and GUILD_CREATE of the guilds that came into view, the newest first."""
        for name, body in reversed(self.told):
            if name == "GUILD_CREATE":
                yield body["id"], body

    def made(self, guild_id: str) -> Iterator[dict[str, Any]]:
        """Yield the channels and threads of a guild that were made since it came into view."""
        for name, body in self.told:
            if name in ("CHANNEL_CREATE", "THREAD_CREATE") and body.get("guild_id") == guild_id:
                yield body

    def now(self) -> int:
        """Return a mark: everything told later has a higher number."""
        return len(self.told)

    def seen_since(self, mark: int, channel_id: str) -> list[Seen]:
        """Return the messages of a channel that appeared or changed after ``mark``, oldest first."""
        ids = (number for number, at in self.changed_at.items() if at > mark and number in self.messages)
        shown = [Seen(self.messages[number]) for number in ids]
        return sorted((one for one in shown if one.channel_id == channel_id), key=lambda one: int(one.id))

    async def wait(
        self,
        look: Callable[[], Any],
        what: str,
        *,
        within_s: float = PATIENCE_S,
        seen: Callable[[], Any] = str,
    ) -> Any:
        """Return what ``look`` finds as soon as it finds something.

        Raises:
            AssertionError: Nothing in time; the text says what was waited for and what there was.
        """
        try:
            async with asyncio.timeout(within_s), self._news:
                while not (found := look()):
                    await self._news.wait()
                return found
        except TimeoutError:
            raise AssertionError(f"waited {within_s} s {what}; saw {seen()}") from None

    async def _beat(self, interval_s: float) -> None:
        """Show every now and then that somebody is there: who stays silent is cut off."""
        while True:
            await asyncio.sleep(interval_s)
            await self.send(HEARTBEAT, None)

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            message = json.loads(frame.data)
            if message["op"] != DISPATCH:
                continue
            self._note(message["t"], message["d"])
            async with self._news:
                self._news.notify_all()

    def _note(self, event: str, body: dict[str, Any]) -> None:
        self.told.append((event, body))
        if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            self.messages[body["id"]] = body
            self.changed_at[body["id"]] = len(self.told)
        elif event == "MESSAGE_DELETE":
            self.messages.pop(body["id"], None)
        elif event == "MESSAGE_DELETE_BULK":
            for number in body["ids"]:
                self.messages.pop(number, None)


def _form(body: Any, files: Files) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    notes = [{"id": index, "filename": name} for index, (name, _) in enumerate(files)]
    form.add_field("payload_json", json.dumps(_noted(body, notes)), content_type="application/json")
    for index, (name, content) in enumerate(files):
        form.add_field(f"files[{index}]", content, filename=name, content_type="application/octet-stream")
    return form


def _noted(body: Any, notes: list[dict[str, Any]]) -> Any:
    """Return ``body`` with its files listed: in an interaction's data, else at the top."""
    if "application_id" in body:
        return body | {"data": body["data"] | {"attachments": notes}}
    return body | {"attachments": notes}
