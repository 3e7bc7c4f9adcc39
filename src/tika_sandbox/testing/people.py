"""People for tests: they do what a member does in Discord, with a member's means."""

import secrets
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from tika_sandbox.testing.asking import Asked, Form
from tika_sandbox.testing.line import PATIENCE_S, Files, Line
from tika_sandbox.testing.picking import CHAT, Options, find_command, id_of, nested
from tika_sandbox.testing.seen import Seen, name_of

COMMAND, COMPONENT, TYPING = 2, 3, 4
ON_PERSON: Final = 2
ON_MESSAGE: Final = 3
Wanted: TypeAlias = str | Callable[[Seen], bool]


class Person:
    """Somebody in a channel. All of one account's ``Person`` objects share its connection."""

    def __init__(self, line: Line, user: dict[str, str], guild_id: str | None, channel_id: str) -> None:
        self.id = user["id"]
        self.name = user["name"]
        self.guild_id = guild_id
        self.channel_id = channel_id
        self.line = line
        self._mark = 0

    async def says(self, text: str, *, files: Files = (), reply_to: Seen | None = None) -> Seen:
        """Post a message and return it."""
        self.acts()
        body: dict[str, Any] = {"content": text, "nonce": secrets.token_hex(8)}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to.id}
        return Seen(await self.line.ask("POST", f"/channels/{self.channel_id}/messages", body, files=files))

    async def edits(self, message: Seen, text: str) -> Seen:
        """Change the words of an own message and return it."""
        self.acts()
        path = f"/channels/{message.channel_id}/messages/{message.id}"
        return Seen(await self.line.ask("PATCH", path, {"content": text}))

    async def deletes(self, message: Seen) -> None:
        """Delete a message."""
        self.acts()
        await self.line.ask("DELETE", f"/channels/{message.channel_id}/messages/{message.id}")

    async def reacts(self, emoji: str, on: Seen) -> None:
        """Put an emoji under a message."""
        self.acts()
        path = f"/channels/{on.channel_id}/messages/{on.id}/reactions/{quote(emoji)}/@me"
        await self.line.ask("PUT", path)

    async def votes(self, on: Seen, *answers: str) -> None:
        """Choose these answers of a poll, by their words; none takes the vote back."""
        self.acts()
        offered = {one["poll_media"]["text"]: one["answer_id"] for one in on.raw["poll"]["answers"]}
        unknown = [one for one in answers if one not in offered]
        assert not unknown, f"no {unknown} among {sorted(offered)}"
        chosen = {"answer_ids": [offered[one] for one in answers]}
        await self.line.ask("PUT", f"/channels/{on.channel_id}/polls/{on.id}/answers/@me", chosen)

    async def sees(self, wanted: Wanted, *, within_s: float = PATIENCE_S) -> Seen:
        """Return the newest message here that has the text, or fits, since they last did something.

        Their own messages don't count.

        Raises:
            AssertionError: There is none within ``within_s`` seconds; the text shows what there was.
        """
        fits = wanted if callable(wanted) else lambda message: wanted in message.text

        def look() -> Seen | None:
            return next((one for one in reversed(self._news()) if fits(one)), None)

        found: Seen = await self.line.wait(
            look, f"for {wanted!r}", within_s=within_s, seen=lambda: [one.text for one in self._news()]
        )
        return found

    def runs(self, command: str, /, **options: Any) -> "Running":
        """Run a slash command, for example ``"/remind me"``; awaiting it gives the answer.

        Options are text, numbers, truths, people or whatever has an ``id``, and (name, bytes) for a file.
        """
        return Running(self, command, options)

    async def completes(
        self, command: str, option: str, text: str, /, **options: Any
    ) -> list[dict[str, Any]]:
        """Return what is suggested once ``text`` is typed into ``option``."""
        self.acts()
        running = Running(self, command, {**options, option: text}, focused=option)
        return await (await running.asked()).choices()

    def uses(self, menu: str, on: "Seen | Person") -> "Running":
        """Choose an application's entry from the menu of a message or person."""
        kind = ON_MESSAGE if isinstance(on, Seen) else ON_PERSON
        return Running(self, menu, {}, kind=kind, target=on.id)

    def clicks(self, button: str, on: Seen | None = None) -> Asked:
        """Press the button with this label or custom_id, of the newest message that has it by default."""
        return self._touches(button, on)

    def picks(self, menu: str, values: Sequence[Any], on: Seen | None = None) -> Asked:
        """Choose from a menu, by its placeholder or custom_id; values are labels, ids or things with one."""
        return self._touches(menu, on, list(values))

    async def joins_voice(self, channel: str, *, within_s: float = PATIENCE_S) -> None:
        """Sit down in a voice channel and return once everybody can know."""
        await self._moves(self._place(channel), within_s)

    async def leaves_voice(self) -> None:
        """Leave voice."""
        await self._moves(None, PATIENCE_S)

    def at(self, channel: str) -> "Person":
        """Return the same person looking at another channel of this guild."""
        return Person(self.line, {"id": self.id, "name": self.name}, self.guild_id, self._place(channel))

    async def privately(self, other: str) -> "Person":
        """Return the same person in their direct messages with ``other``, a user's name or id."""
        known = [m["user"] for _, body in self.line.guilds() for m in body["members"]]
        number = next((user["id"] for user in known if user["username"].lower() == other.lower()), other)
        channel = await self.line.ask("POST", "/users/@me/channels", {"recipient_id": number})
        return Person(self.line, {"id": self.id, "name": self.name}, None, channel["id"])

    async def messages(self, *, limit: int = 50) -> list[Seen]:
        """Return the channel's newest messages, oldest first, as its history shows them."""
        found = await self.line.ask("GET", f"/channels/{self.channel_id}/messages?limit={limit}")
        return [Seen(one) for one in reversed(found)]

    def _touches(self, control: str, on: Seen | None, values: list[Any] | None = None) -> Asked:
        self.acts()
        message = on or self._newest_with(control)
        component = message.component(control)
        assert "custom_id" in component, f"{control!r} is a link to {component.get('url')}"
        data = {"component_type": component["type"], "custom_id": component["custom_id"]}
        if values is not None:
            data["values"] = [_picked(component, value) for value in values]
        body = self.request(COMPONENT, message.raw["author"]["id"], data) | {"message_id": message.id}
        return Asked(self.line, body, on=message)

    def _newest_with(self, control: str) -> Seen:
        shown = (Seen(one) for one in reversed(self.line.messages.values()))
        here = [one for one in shown if one.channel_id == self.channel_id]
        for one in here:
            if any(control in (part.get("custom_id"), name_of(part)) for part in one.components):
                return one
        raise AssertionError(f"nothing here has {control!r}; saw {[one.buttons for one in here]}")

    def request(self, kind: int, application_id: str, data: dict[str, Any]) -> dict[str, Any]:
        """Return the body of an interaction from here."""
        body = {"type": kind, "application_id": application_id, "channel_id": self.channel_id, "data": data}
        return body if self.guild_id is None else body | {"guild_id": self.guild_id}

    async def _moves(self, channel_id: str | None, within_s: float) -> None:
        self.acts()
        mark = self.line.now()
        wanted = {"guild_id": self.guild_id, "channel_id": channel_id, "self_mute": False, "self_deaf": False}
        await self.line.send(4, wanted)
        await self.line.wait(
            lambda: self._moved(mark, channel_id), f"to sit in {channel_id}", within_s=within_s
        )

    def _moved(self, mark: int, channel_id: str | None) -> bool:
        return any(
            name == "VOICE_STATE_UPDATE" and body["user_id"] == self.id and body["channel_id"] == channel_id
            for name, body in self.line.told[mark:]
        )

    def _place(self, channel: str) -> str:
        known = [
            place
            for number, body in self.line.guilds()
            if number == self.guild_id
            for place in (*body["channels"], *self.line.made(number))
        ]
        for place in known:
            if channel in (place["name"], place["id"]):
                return str(place["id"])
        raise AssertionError(f"no channel {channel!r} among {[place['name'] for place in known]}")

    def _news(self) -> list[Seen]:
        return [
            one
            for one in self.line.seen_since(self._mark, self.channel_id)
            if one.raw["author"]["id"] != self.id
        ]

    def acts(self) -> None:
        """Begin anew: what was there before isn't news any more."""
        self._mark = self.line.now()


class Running:
    """A command that is being typed; awaiting it runs it and gives the answer."""

    def __init__(
        self, person: Person, words: str, options: Mapping[str, Any], *,
        kind: int = CHAT, focused: str | None = None, target: str | None = None,
    ) -> None:  # fmt: skip
        self._person = person
        self._words = words.removeprefix("/").split() if kind == CHAT else [words]
        self._options = options
        self._kind = kind
        self._focused = focused
        self._target = target

    def __await__(self) -> Generator[Any, None, Seen]:
        return self.answer().__await__()

    async def answer(self, *, within_s: float = PATIENCE_S) -> Seen:
        """Return the application's message."""
        return await (await self.asked()).answer(within_s=within_s)

    async def form(self, *, within_s: float = PATIENCE_S) -> Form:
        """Return the form that the application opens."""
        return await (await self.asked()).form(within_s=within_s)

    async def failure(self, *, within_s: float = PATIENCE_S) -> None:
        """Wait until Discord calls it failed."""
        await (await self.asked()).failure(within_s=within_s)

    async def asked(self) -> Asked:
        """Look the command up as a client does and return the request, which isn't sent yet."""
        person = self._person
        person.acts()
        index = await person.line.ask("GET", f"/channels/{person.channel_id}/application-command-index")
        command, chain = find_command(index, self._words, self._kind)
        typed = Options((chain[-1] if chain else command).get("options") or [])
        options = nested(chain, typed.typed(self._options, self._focused))
        data = {key: command[key] for key in ("id", "name", "type", "version")} | {"options": options}
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        if self._target is not None:
            data["target_id"] = self._target
        kind = TYPING if self._focused else COMMAND
        body = person.request(kind, command["application_id"], data)
        return Asked(person.line, body, tuple(typed.files))


def _picked(component: dict[str, Any], value: Any) -> str:
    """Return the value behind an option's label; of other menus the id."""
    said = id_of(value)
    return next((one["value"] for one in component.get("options") or () if one["label"] == said), said)
