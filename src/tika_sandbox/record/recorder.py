"""Watches a world and writes down its scene: each deed of a person begins a step, the bot's doing ends it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tika_sandbox.record.scene import FAILS, FORM, GONE, REACTION, Scene, Shown, Step
from tika_sandbox.record.wording import author_of, files_of, place_of, readable, seen, worded
from tika_sandbox.testing.seen import SELECTS, THINKING, flat, name_of
from tika_sandbox.world import journal
from tika_sandbox.world.entities import Message
from tika_sandbox.world.journal import Entry
from tika_sandbox.world.requests import COMMAND, COMPONENT, MODAL, Interaction
from tika_sandbox.world.shapes import components
from tika_sandbox.world.shapes.commands import ATTACHMENT, CHANNEL, CHAT, MENTIONABLE, PERSON, ROLE
from tika_sandbox.world.shapes.modals import inputs
from tika_sandbox.world.state import World

LONGEST_HINT: Final = 60
"""Characters of a message by which a step says which one it means."""


class Recorder:
    """Records from its making until ``stop``; the file is written anew with each step."""

    def __init__(self, world: World, file: Path | None = None, *, title: str = "A scene") -> None:
        self._world = world
        self._file = file
        self._title = title
        self._steps: list[Step] = []
        self._place: str | None = None
        self._shown: dict[int, Message] = {}
        self._others: list[Shown] = []
        self._known = {row.id: row for row in world.messages}
        self._forms: dict[str, Any] = {}
        self._notes: dict[type, Callable[[Any], None]] = {
            journal.MessagePosted: self._posted, journal.MessageEdited: self._edited,
            journal.MessagesDeleted: self._deleted, journal.Reacted: self._reacted,
            journal.Voted: self._voted, journal.VoiceChanged: self._moved, journal.Asked: self._asked,
            journal.FormOpened: self._opened, journal.Settled: self._settled,
        }  # fmt: skip
        self._stop = world.journal.subscribe(self._hear)

    def stop(self) -> Scene:
        """End the recording and return the whole scene."""
        self._stop()
        self._finish()
        return self.scene

    @property
    def scene(self) -> Scene:
        """What has been written down, without what the last deed led to."""
        return Scene(self._title, tuple(self._steps))

    def _hear(self, entry: Entry) -> None:
        note = self._notes.get(type(entry.fact))
        if note is not None:
            note(entry.fact)

    def _deed(self, user_id: int, verb: str, what: str, channel_id: int | None, **details: Any) -> None:
        self._finish()
        world = self._world
        channel = world.channels.get(channel_id or 0)
        place = place_of(world, channel.id) if channel else None
        guild = world.guilds.get(channel.guild_id or 0) if channel else None
        self._steps.append(
            Step(
                world.users[user_id].name, verb, what,
                None if place in (None, "general") else place,
                guild.name if guild and guild.id != next(iter(world.guilds)).id else None,
                {key: value for key, value in details.items() if value},
            )
        )  # fmt: skip
        self._place = place

    def _finish(self) -> None:
        """Write what was seen under the step that led to it."""
        if self._steps:
            said = [self._message(row) for row in self._shown.values() if not row.flags & THINKING]
            self._steps[-1] = replace(self._steps[-1], sees=(*self._others, *said))
            if self._file is not None:
                self._file.write_text(self.scene.written(), encoding="utf-8")
        self._shown, self._others = {}, []

    def _message(self, row: Message) -> Shown:
        place = place_of(self._world, row.channel_id)
        return Shown(
            readable(self._world, row), author_of(self._world, row),
            place=None if place == self._place else place,
            to=self._world.users[row.only_for].name if row.only_for else None,
            files=files_of(self._world, seen(self._world, row)),
        )  # fmt: skip

    def _is_person(self, user_id: int) -> bool:
        user = self._world.users.get(user_id)
        return user is not None and not user.bot

    def _hint(self, row: Message | None) -> str | None:
        """Return words by which a message is found again."""
        if row is None:
            return None
        return readable(self._world, row).split("\n")[0][:LONGEST_HINT]

    def _posted(self, fact: journal.MessagePosted) -> None:
        row = self._known[fact.message.id] = fact.message
        if not self._is_person(row.author_id) or row.webhook_id is not None:
            self._shown[row.id] = row
            return
        answered = self._known.get(row.reference.message_id or 0) if row.reference else None
        files = {one.filename: _content(self._world.blobs.get(one.blob)) for one in row.attachments}
        words = worded(self._world, row.content)
        self._deed(row.author_id, "says", words, row.channel_id, message=self._hint(answered), files=files)

    def _edited(self, fact: journal.MessageEdited) -> None:
        row, before = fact.message, self._known.get(fact.message.id)
        self._known[row.id] = row
        if not self._is_person(row.author_id) or row.webhook_id is not None:
            self._shown[row.id] = row
        elif before is not None and before.content != row.content:
            words = worded(self._world, row.content)
            self._deed(row.author_id, "edits", words, row.channel_id, message=self._hint(before))

    def _deleted(self, fact: journal.MessagesDeleted) -> None:
        for number in fact.ids:
            row = self._known.get(number)
            self._shown.pop(number, None)
            if row is None:
                continue
            if fact.by is not None and self._is_person(fact.by):
                self._deed(fact.by, "deletes", self._hint(row) or "", row.channel_id)
            else:
                self._others.append(Shown(self._hint(row) or "", kind=GONE))

    def _reacted(self, fact: journal.Reacted) -> None:
        if fact.gone:
            return
        hint = self._hint(fact.message)
        if self._is_person(fact.user_id):
            self._deed(fact.user_id, "reacts", fact.emoji.name, fact.message.channel_id, message=hint)
        else:
            self._others.append(Shown(fact.emoji.name, kind=REACTION, on=hint))

    def _voted(self, fact: journal.Voted) -> None:
        answers = {one["answer_id"]: one["poll_media"]["text"] for one in fact.message.poll["answers"]}
        if not fact.gone and self._is_person(fact.user_id):
            self._deed(fact.user_id, "votes", answers[fact.answer], fact.message.channel_id)

    def _moved(self, fact: journal.VoiceChanged) -> None:
        if not self._is_person(fact.user_id):
            return
        if fact.state is None:
            self._deed(fact.user_id, "leaves", "", None)
        else:
            channel = place_of(self._world, fact.state.channel_id)
            self._deed(fact.user_id, "joins", channel, None)

    def _asked(self, fact: journal.Asked) -> None:
        row = fact.interaction
        record = {COMMAND: self._ran, COMPONENT: self._touched, MODAL: self._filled}.get(row.type)
        if record is not None:
            record(row)

    def _ran(self, row: Interaction) -> None:
        if row.data["type"] != CHAT:
            self._deed(row.user_id, "chooses", row.data["name"], row.channel_id, **self._target(row))
            return
        options = row.data.get("options", [])
        while options and options[0]["type"] in (1, 2):
            options = options[0].get("options", [])
        given = {one["name"]: self._option(one, row) for one in options}
        self._deed(row.user_id, "runs", f"/{row.name}", row.channel_id, **{"with": given})

    def _target(self, row: Interaction) -> dict[str, str | None]:
        number = int(row.data["target_id"])
        if number in self._world.users:
            return {"person": self._world.users[number].name}
        return {"message": self._hint(self._known.get(number))}

    def _option(self, option: dict[str, Any], row: Interaction) -> Any:
        kind, value = option["type"], option["value"]
        if kind == ATTACHMENT:
            file = next(one for one in row.attachments if str(one.id) == value)
            return {"file": file.filename, "content": _content(self._world.blobs.get(file.blob))}
        if kind in (PERSON, CHANNEL, ROLE, MENTIONABLE):
            return self._thing(value)
        return worded(self._world, value) if isinstance(value, str) else value

    def _thing(self, value: str) -> Any:
        """Return what an id means; what it doesn't mean stays as it is."""
        world, number = self._world, int(value) if value.isdigit() else 0
        for kind, table in (("person", world.users), ("channel", world.channels), ("role", world.roles)):
            row: Any = table.get(number)
            if row is not None:
                return {kind: row.name}
        return value

    def _touched(self, row: Interaction) -> None:
        shown = self._known.get(row.message_id or 0)
        control = components.find(shown.components, row.data["custom_id"]) if shown else None
        label = name_of(control or {}) or row.data["custom_id"]
        newest = next((one for one in reversed(self._known.values()) if _has(one, label)), None)
        on = None if newest is not None and shown is not None and newest.id == shown.id else self._hint(shown)
        if row.data["component_type"] not in SELECTS:
            self._deed(row.user_id, "clicks", label, row.channel_id, message=on)
            return
        labels = {one["value"]: one["label"] for one in (control or {}).get("options") or ()}
        chosen = [labels.get(value) or self._thing(value) for value in row.data["values"]]
        self._deed(row.user_id, "picks", label, row.channel_id, message=on, values=chosen)

    def _filled(self, row: Interaction) -> None:
        form = self._forms.get(row.data["custom_id"], {"components": [], "title": ""})
        labels = {
            one["custom_id"]: name_of(outer) or name_of(one)
            for outer in form["components"]
            for one in flat([outer])
            if "custom_id" in one
        }
        given = {
            labels.get(one["custom_id"], one["custom_id"]): self._field(one)
            for one in inputs(row.data["components"])
        }
        self._deed(row.user_id, "fills", str(form["title"]), row.channel_id, **{"with": given})

    def _field(self, field: dict[str, Any]) -> Any:
        if "values" in field:
            return [self._thing(value) for value in field["values"]]
        return field.get("value")

    def _opened(self, fact: journal.FormOpened) -> None:
        self._forms[fact.form["custom_id"]] = fact.form
        self._others.append(Shown(str(fact.form["title"]), kind=FORM))

    def _settled(self, fact: journal.Settled) -> None:
        if fact.failed:
            self._others.append(Shown("", kind=FAILS))


def _has(row: Message, label: str) -> bool:
    """Return whether a message has a control with that name."""
    return any(label in (name_of(one), one.get("custom_id")) for one in flat(list(row.components)))


def _content(found: bytes | None) -> str | bytes:
    """Return a file's content: as words if it has some."""
    content = found or b""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content
