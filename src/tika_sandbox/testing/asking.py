"""What a person asks of an application: a command, a click, a form; and the ways in which it may end."""

import secrets
from collections.abc import Generator, Mapping
from typing import Any

from tika_sandbox.testing.line import PATIENCE_S, Files, Line
from tika_sandbox.testing.picking import id_of
from tika_sandbox.testing.seen import SELECTS, Seen, flat, name_of

Body = dict[str, Any]


class Asked:
    """A request that goes out once somebody waits for its end; awaiting it waits for the answer."""

    def __init__(self, line: Line, body: Body, files: Files = (), on: Seen | None = None) -> None:
        self._line = line
        self._nonce = secrets.token_hex(8)
        self._body = body | {"session_id": line.session_id, "nonce": self._nonce}
        self._files = files
        self._on = on
        self._sent = False
        self._mark = 0

    def __await__(self) -> Generator[Any, None, Seen]:
        return self.answer().__await__()

    async def send(self) -> "Asked":
        """Send it without waiting for an end."""
        if not self._sent:
            self._sent = True
            self._mark = self._line.now()
            await self._line.ask("POST", "/interactions", self._body, files=self._files)
        return self

    async def answer(self, *, within_s: float = PATIENCE_S) -> Seen:
        """Return the application's message once it's more than "thinking…".

        After a click that's the answer if one was posted, else the clicked message as it is now.

        Raises:
            AssertionError: The application failed, opened a form, or said nothing in time.
        """
        await self.send()
        told = await self._end(within_s)
        found: Seen = await self._line.wait(
            lambda: self._shown(told), "for the application's message", within_s=within_s
        )
        return found

    async def form(self, *, within_s: float = PATIENCE_S) -> "Form":
        """Return the form that the application opened."""
        await self.send()
        body = await self._told("INTERACTION_MODAL_CREATE", "for a form", within_s)
        return Form(self._line, self._body, body, self._on)

    async def choices(self, *, within_s: float = PATIENCE_S) -> list[dict[str, Any]]:
        """Return what was suggested while typing: ``name`` and ``value`` of each."""
        await self.send()
        body = await self._told("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", "for suggestions", within_s)
        return list(body["choices"])

    async def failure(self, *, within_s: float = PATIENCE_S) -> None:
        """Wait until Discord calls it failed."""
        await self.send()
        await self._told("INTERACTION_FAILURE", "for a failure", within_s)

    async def _told(self, event: str, what: str, within_s: float) -> Body:
        body: Body = await self._line.wait(
            lambda: self._line.latest(event, self._is_mine), what, within_s=within_s, seen=self._events
        )
        return body

    async def _end(self, within_s: float) -> Body:
        def look() -> tuple[str, Body] | None:
            names = ("INTERACTION_SUCCESS", "INTERACTION_FAILURE", "INTERACTION_MODAL_CREATE")
            news = self._line.told[self._mark :]
            return next(((n, b) for n, b in news if n in names and self._is_mine(b)), None)

        name, body = await self._line.wait(look, "for an answer", within_s=within_s, seen=self._events)
        assert name == "INTERACTION_SUCCESS", f"expected an answer, got {name}: {body}"
        return body  # type: ignore[no-any-return]  # what was told is a dict

    def _is_mine(self, body: Body) -> bool:
        return body.get("nonce") == self._nonce

    def _events(self) -> list[str]:
        return [name for name, _ in self._line.told[-12:]]

    def _shown(self, told: Body) -> Seen | None:
        ours = [Seen(one) for one in self._line.messages.values() if _origin(one) == told["id"]]
        if ours:
            return next((one for one in ours if not one.is_thinking), None)
        if self._on is None:
            return None
        return Seen(self._line.messages.get(self._on.id, self._on.raw))


def _origin(message: Body) -> str | None:
    """Return the id of the interaction that a message answers."""
    origin = message.get("interaction_metadata")
    return None if origin is None else str(origin["id"])


class Form:
    """An open form."""

    def __init__(self, line: Line, opener: Body, raw: Body, on: Seen | None) -> None:
        self.raw = raw
        self._on = on
        self._line = line
        self._opener = opener

    @property
    def title(self) -> str:
        """What stands above it."""
        return str(self.raw["title"])

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """Its inputs by custom_id, each with the ``label`` that stands beside it."""
        found = {}
        for row in self.raw["components"]:
            for field in flat([row]):
                if "custom_id" in field:
                    found[str(field["custom_id"])] = {"label": name_of(row)} | field
        return found

    def fills(self, values: Mapping[str, Any] | None = None, **more: Any) -> Asked:
        """Send it with these values by custom_id or label; what isn't named keeps what it came with."""
        given = {self._field(name): value for name, value in {**(values or {}), **more}.items()}
        inputs = [_filled(field, given.get(name)) for name, field in self.fields.items()]
        kept = ("application_id", "channel_id", "guild_id", "message_id")
        body = {"type": 5, **{key: self._opener[key] for key in kept if key in self._opener}}
        body["data"] = {
            "id": str(self.raw["id"]),
            "custom_id": self.raw["custom_id"],
            "components": [{"type": 1, "components": [one]} for one in inputs],
        }
        return Asked(self._line, body, on=self._on)

    def _field(self, wanted: str) -> str:
        for custom_id, field in self.fields.items():
            if wanted in (custom_id, field["label"], custom_id.rsplit(":", 1)[-1]):
                return custom_id
        raise AssertionError(f"no {wanted!r} among {[one['label'] for one in self.fields.values()]}")


def _filled(field: dict[str, Any], value: Any) -> dict[str, Any]:
    base = {"type": field["type"], "custom_id": field["custom_id"]}
    if field["type"] in SELECTS:
        many = value if isinstance(value, list | tuple) else [] if value is None else [value]
        return base | {"values": [id_of(one) for one in many]}
    return base | {"value": field.get("value", "") if value is None else value}
