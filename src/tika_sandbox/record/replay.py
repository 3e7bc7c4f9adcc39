"""Plays a scene to a bot: people do what is written, and what they see is compared with what is written."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

from tika_sandbox.record.scene import ANYTHING, FAILS, FORM, GONE, REACTION, Scene, Shown, Step, fits
from tika_sandbox.record.wording import DIRECT, files_of, worded
from tika_sandbox.testing.asking import Asked, Form
from tika_sandbox.testing.line import Line, Refusal
from tika_sandbox.testing.people import Person
from tika_sandbox.testing.seen import Seen
from tika_sandbox.testing.stage import Stage

_NAMED: Final = re.compile(r"([@#])([\w.-]+)")


async def replay(scene: Scene, play: Stage) -> list[str]:
    """Play ``scene`` and return what went otherwise; the first deed that can't be done ends it."""
    return await _Replay(scene, play).run()


class _Replay:
    def __init__(self, scene: Scene, play: Stage) -> None:
        self._scene = scene
        self._play = play
        self._world = play.facts.world
        self._differences: list[str] = []
        self._forms: dict[str, Form] = {}
        self._marks: dict[Line, int] = {}
        self._found: set[str] = set()

    async def run(self) -> list[str]:
        for name in sorted({step.who for step in self._scene.steps} | set(self._readers())):
            self._marks[(await self._play.person(name)).line] = 0
        for number, step in enumerate(self._scene.steps, start=1):
            self._title = f"step {number}, {step}"
            try:
                await self._step(step)
            except (AssertionError, Refusal) as failed:
                self._differ(str(failed))
                break
        return self._differences

    def _readers(self) -> Iterator[str]:
        yield from (shown.to for step in self._scene.steps for shown in step.sees if shown.to is not None)

    async def _step(self, step: Step) -> None:
        person = await self._person(step)
        self._marks = {line: line.now() for line in self._marks}
        self._found = set()
        asked = await _DEEDS[step.verb](self, person, step)
        if asked is not None:
            await asked.send()
        for shown in step.sees:
            try:
                await self._sees(person, step, shown, asked)
            except AssertionError as missing:
                self._differ(str(missing))
        self._look_for_more()

    def _differ(self, what: str) -> None:
        self._differences.append(f"{self._title}: {what}")

    async def _person(self, step: Step) -> Person:
        names = [guild.name for guild in self._play.facts.guilds]
        guild = names.index(step.guild) if step.guild is not None else 0
        if step.place == DIRECT:
            return await (await self._play.person(step.who, guild)).privately(str(self._play.facts.bot.id))
        return await self._play.person(step.who, guild, step.place or "general")

    async def _sees(self, person: Person, step: Step, shown: Shown, asked: Asked | None) -> None:
        patience = self._scene.patience_s
        if shown.kind == FORM:
            assert asked is not None, "a form is opened by commands and clicks only"
            form = await asked.form(within_s=patience)
            self._forms[form.title] = form
            assert fits(shown.text, form.title), f"expected the form {shown.text!r}, got {form.title!r}"
        elif shown.kind == FAILS:
            assert asked is not None, "only commands, clicks and forms can fail"
            await asked.failure(within_s=patience)
        elif shown.kind == GONE:
            await person.line.wait(
                lambda: not self._with(person, shown.text), f"for {shown.text!r} to vanish", within_s=patience
            )
        elif shown.kind == REACTION:
            await person.line.wait(
                lambda: self._reacted(person, shown),
                f"for {shown.text} under {shown.on!r}",
                within_s=patience,
            )
        else:
            await self._message(await self._reader(person, step, shown), shown)

    async def _reader(self, person: Person, step: Step, shown: Shown) -> Person:
        """Return who is asked what they see: the person to whom it's private, else who did the deed."""
        name = shown.to or person.name
        if shown.place == DIRECT or (shown.place is None and step.place == DIRECT):
            return await (await self._play.person(name)).privately(str(self._play.facts.bot.id))
        guild = next(i for i, one in enumerate(self._play.facts.guilds) if str(one.id) == person.guild_id)
        return await self._play.person(name, guild, shown.place or step.place or "general")

    async def _message(self, reader: Person, shown: Shown) -> None:
        def look() -> Seen | None:
            return next((one for one in self._news(reader) if self._is(one, shown)), None)

        found: Seen = await reader.line.wait(
            look, f"for {shown.author} to say {shown.text!r}", within_s=self._scene.patience_s,
            seen=lambda: [self._read(one) for one in self._news(reader)],
        )  # fmt: skip
        self._found.add(found.id)

    def _news(self, reader: Person) -> list[Seen]:
        news = reader.line.seen_since(self._marks.get(reader.line, 0), reader.channel_id)
        return [one for one in news if one.id not in self._found]

    def _is(self, message: Seen, shown: Shown) -> bool:
        files = files_of(self._world, message)
        return (
            not message.is_thinking
            and message.author == shown.author
            and message.is_private == (shown.to is not None)
            and len(files) == len(shown.files)
            and all(map(fits, shown.files, files))
            and fits(shown.text, self._read(message))
        )

    def _reacted(self, person: Person, shown: Shown) -> bool:
        news = person.line.told[self._marks[person.line] :]
        return any(
            name == "MESSAGE_REACTION_ADD"
            and body["emoji"]["name"] == shown.text
            and body["user_id"] == str(self._play.facts.bot.id)
            for name, body in news
        )

    def _look_for_more(self) -> None:
        """Complain of what the bot showed beyond what is written."""
        more: dict[str, Seen] = {}
        for line, mark in self._marks.items():
            for number, at in line.changed_at.items():
                message = Seen(line.messages[number]) if at > mark and number in line.messages else None
                if message is not None and message.raw["author"].get("bot") and not message.is_thinking:
                    more[number] = message
        for number, message in more.items():
            if number not in self._found:
                self._differ(f"nobody expected {message.author} to say {self._read(message)!r}")

    def _read(self, message: Seen) -> str:
        return worded(self._world, message.text)

    def _with(self, person: Person, hint: str) -> Seen | None:
        """Return the newest message that reads like ``hint``, else the newest that begins so."""
        shown = [Seen(raw) for raw in reversed(person.line.messages.values())]
        for wanted in (hint, hint + ANYTHING):
            for one in shown:
                if fits(wanted, self._read(one)):
                    return one
        return None

    async def meant(self, person: Person, hint: str) -> Seen:
        """Return the message that a step means, once it's there.

        Raises:
            AssertionError: It doesn't come.
        """
        found: Seen = await person.line.wait(
            lambda: self._with(person, hint), f"for a message {hint!r}", within_s=self._scene.patience_s
        )
        return found

    def words(self, text: str) -> str:
        """Return text with mentions for names of people and channels, as Discord's own client makes them."""
        known = {"@": self._world.users, "#": self._world.channels}

        def mention(found: re.Match[str]) -> str:
            rows: Any = known[found[1]]
            number = next((row.id for row in rows if row.name == found[2]), None)
            return found[0] if number is None else f"<{found[1]}{number}>"

        return _NAMED.sub(mention, text)

    def value(self, said: Any) -> Any:
        """Return a value for a request: an id for a person, channel or role, a file as such."""
        if isinstance(said, list):
            return [self.value(one) for one in said]
        if not isinstance(said, dict):
            return said
        if "file" in said:
            return said["file"], _bytes(said["content"])
        ((kind, name),) = said.items()
        tables: dict[str, Any] = {
            "person": self._world.users, "channel": self._world.channels, "role": self._world.roles,
        }  # fmt: skip
        assert kind in tables, f"{kind!r} is none of {', '.join(tables)}"
        number = next((row.id for row in tables[kind] if row.name == name), None)
        assert number is not None, f"there is no {kind} {name!r}"
        return str(number)

    async def somebody(self, name: str) -> Person:
        """Return a person of the demo world."""
        return await self._play.person(name)

    def form(self, title: str) -> Form:
        """Return the open form with that title.

        Raises:
            AssertionError: None is open.
        """
        assert title in self._forms, f"no form {title!r} is open, only {sorted(self._forms)}"
        return self._forms[title]


async def _says(play: _Replay, person: Person, step: Step) -> None:
    files = tuple((name, _bytes(content)) for name, content in step.details.get("files", {}).items())
    answered = await play.meant(person, step.details["message"]) if "message" in step.details else None
    await person.says(play.words(step.what), files=files, reply_to=answered)


async def _edits(play: _Replay, person: Person, step: Step) -> None:
    await person.edits(await play.meant(person, step.details["message"]), play.words(step.what))


async def _deletes(play: _Replay, person: Person, step: Step) -> None:
    await person.deletes(await play.meant(person, step.what))


async def _reacts(play: _Replay, person: Person, step: Step) -> None:
    await person.reacts(step.what, on=await play.meant(person, step.details["message"]))


async def _votes(_play: _Replay, person: Person, step: Step) -> None:
    polls = [Seen(raw) for raw in person.line.messages.values() if "poll" in raw]
    assert polls, "there is no poll"
    await person.votes(polls[-1], step.what)


async def _joins(_play: _Replay, person: Person, step: Step) -> None:
    await person.joins_voice(step.what)


async def _leaves(_play: _Replay, person: Person, _step: Step) -> None:
    await person.leaves_voice()


async def _runs(play: _Replay, person: Person, step: Step) -> Asked:
    options = {name: play.value(value) for name, value in step.details.get("with", {}).items()}
    return await person.runs(step.what, **options).asked()


async def _chooses(play: _Replay, person: Person, step: Step) -> Asked:
    name = step.details.get("person")
    target = await play.somebody(name) if name else await play.meant(person, step.details["message"])
    return await person.uses(step.what, on=target).asked()


async def _clicks(play: _Replay, person: Person, step: Step) -> Asked:
    return person.clicks(step.what, on=await _target(play, person, step))


async def _picks(play: _Replay, person: Person, step: Step) -> Asked:
    values = play.value(step.details.get("values", []))
    return person.picks(step.what, values, on=await _target(play, person, step))


async def _target(play: _Replay, person: Person, step: Step) -> Seen | None:
    """Return the message that a click is on, or None for the newest that has the control."""
    return await play.meant(person, step.details["message"]) if "message" in step.details else None


async def _fills(play: _Replay, _person: Person, step: Step) -> Asked:
    return play.form(step.what).fills(
        {name: play.value(value) for name, value in step.details.get("with", {}).items()}
    )


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


_DEEDS: Final[dict[str, Callable[[_Replay, Person, Step], Awaitable[Asked | None]]]] = {
    "says": _says, "edits": _edits, "deletes": _deletes, "reacts": _reacts, "runs": _runs,
    "chooses": _chooses, "clicks": _clicks, "picks": _picks, "fills": _fills, "votes": _votes,
    "joins": _joins, "leaves": _leaves,
}  # fmt: skip
