"""Plays the scenario on SimCord, in its own Python: the same steps, the same bot, another model of Discord.

Its people are handles on the model, so they are dressed up as the sandbox's people here, as far as that goes:
they see a channel's history, and hear no events. Prints a JSON object: what a step showed otherwise, or null.
"""

# ruff: noqa: ANN401 - SimCord isn't installed where this is checked, so its types are unknown here

import asyncio
import json
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import discord
import simcord
from scenario_dpy import Dpy
from scenario_steps import STEPS
from simcord.backend.serializers import message_payload

from tika_sandbox.testing.seen import Seen

UNSEEN = "SimCord's people hear no events"


class Line:
    """What a person's client would show: the messages of their channel, and no events."""

    def __init__(self, alice: "Alice") -> None:
        self._alice = alice

    @property
    def messages(self) -> dict[str, Any]:
        return {one.id: one.raw for one in self._alice.shown()}

    def latest(self, *_: Any) -> Any:
        raise NotImplementedError(UNSEEN)

    def now(self) -> int:
        raise NotImplementedError(UNSEEN)

    async def wait(self, look: Callable[[], Any], what: str) -> Any:
        found = look()
        assert found, f"waited {what}"
        return found


class Alice:
    """A member with the verbs that the scenario uses."""

    def __init__(self, env: simcord.Env, actor: Any, rooms: dict[str, Any]) -> None:
        self.env, self.actor, self.rooms = env, actor, rooms
        self.room = rooms["general"]
        self.id, self.guild_id, self.channel_id = str(actor.id), str(actor.guild.id), str(self.room.id)
        self.line = Line(self)

    def shown(self) -> list[Seen]:
        backend = self.env.backend
        rows = (backend.get_message(self.room.id, one.id) for one in self.room.history(viewer=self.actor))
        return [self.seen(row) for row in rows]

    def seen(self, row: Any) -> Seen:
        return Seen(json.loads(json.dumps(message_payload(self.env.backend, row, for_user=self.actor.id))))

    async def says(self, text: str) -> Seen:
        said = await self.actor.send(self.room, text)
        try:
            return self.seen(self.env.backend.get_message(self.room.id, said.id))
        except simcord.BackendError:
            return Seen({"id": str(said.id), "content": text})  # the bot has deleted it already

    async def sees(self, wanted: Any, **_: Any) -> Seen:
        fits = wanted if callable(wanted) else lambda one: wanted in one.text
        shown = [one for one in self.shown() if one.raw["author"]["id"] != self.id]
        found = next((one for one in reversed(shown) if fits(one)), None)
        assert found is not None, f"saw {[one.text for one in shown[-2:]]}"
        return found

    async def edits(self, message: Seen, text: str) -> None:
        await self.actor.edit(self.handle(message), text)

    async def deletes(self, message: Seen) -> None:
        await self.actor.delete(self.handle(message))

    async def reacts(self, emoji: str, on: Seen) -> None:
        await self.actor.react(self.handle(on), emoji)

    async def joins_voice(self, name: str) -> None:
        await self.actor.join_voice(self.rooms[name])

    async def leaves_voice(self) -> None:
        await self.actor.leave_voice()

    async def votes(self, on: Seen, *_answers: str) -> None:
        await self.actor.vote(self.handle(on), answer=1)

    async def completes(self, command: str, option: str, text: str) -> Any:
        return await self.actor.autocomplete(self.room, command.removeprefix("/"), option, text)

    def runs(self, command: str, **options: Any) -> "Asked":
        return Asked(self, self.actor.slash(self.room, command.removeprefix("/"), **options))

    def uses(self, menu: str, on: Any) -> "Asked":
        target = on.actor if isinstance(on, Alice) else self.handle(on)
        return Asked(self, self.actor.context_menu(self.room, menu, target))

    def clicks(self, label: str) -> "Asked":
        newest = next(one for one in reversed(self.shown()) if label in one.buttons)
        return Asked(self, self.actor.click(self.handle(newest), label=label), on=newest)

    def picks(self, menu: str, values: list[str], on: Seen) -> "Asked":
        custom_id = on.component(menu)["custom_id"]
        things = {
            self.id: self.actor,
            self.channel_id: self.room,
            self.guild_id: self.actor.guild.default_role,
        }
        chosen = [things.get(value, value) for value in values]
        return Asked(self, self.actor.select(self.handle(on), chosen, custom_id=custom_id))

    async def privately(self, _name: str) -> Any:
        raise NotImplementedError("a handle of another kind reads direct messages there")

    def handle(self, message: Seen) -> discord.Message:
        history = self.room.history(viewer=self.actor)
        return next(one for one in history if str(one.id) == message.id)


class Asked:
    """An interaction; awaiting it gives the answer as it's seen."""

    def __init__(self, alice: Alice, coming: Any, on: Seen | None = None) -> None:
        self._alice, self._coming, self._on = alice, coming, on

    def __await__(self) -> Any:
        return self._answer().__await__()

    async def _answer(self) -> Seen:
        result = await self._coming
        answer = result.response or (result.followups[0] if result.followups else None)
        if answer is None:
            assert self._on is not None, f"no answer: {result!r}"
            answer = SimpleNamespace(channel_id=int(self._alice.channel_id), id=int(self._on.id))
        return self._alice.seen(self._alice.env.backend.get_message(answer.channel_id, answer.id))

    async def form(self) -> "Form":
        return Form(self._alice, await self._coming)


class Form:
    """An open form."""

    def __init__(self, alice: Alice, shown: Any) -> None:
        self._alice, self._shown = alice, shown

    def fills(self, **values: str) -> Asked:
        return Asked(self._alice, self._alice.actor.submit_modal(self._shown, values))


async def main() -> None:
    bot, told = Dpy(), {}
    async with simcord.run(bot, check_errors=False) as env:
        env.backend.bot_user.name = "Tika"
        guild = env.create_guild("Tea House")
        power = guild.create_role("Tika", permissions=discord.Permissions.all())
        await guild.me.add_roles(discord.Object(power.id))
        rooms = {name: guild.create_text_channel(name) for name in ("general", "kettle-talk", "quiet-corner")}
        rooms["Fireside"] = guild.create_voice_channel("Fireside")
        names = ("alice", "bruno", "layla", "haruka", "otto")
        everybody = {name: Alice(env, guild.add_member(env.create_user(name)), rooms) for name in names}

        async def person(name: str) -> Alice:
            return everybody[name]

        play = SimpleNamespace(person=person, facts=SimpleNamespace(bot=SimpleNamespace(id=bot.user.id)))
        for step in STEPS:
            try:
                shown = await asyncio.wait_for(step.act(everybody["alice"], play), 20)
                fits = shown == step.seen or (isinstance(shown, str) and str(step.seen) in shown)
                told[step.story] = None if fits else f"showed {shown!r} in place of {step.seen!r}"
            except Exception as failed:  # noqa: BLE001 # whatever it is, it's what the list is about
                told[step.story] = f"{type(failed).__name__}: {failed}"
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)


asyncio.run(main())
