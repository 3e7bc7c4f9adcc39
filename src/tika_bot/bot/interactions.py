"""Clicks, menus and forms: one listener, one dictionary, no state.

A component's id says which plugin and which verb it means and what about, so it works after a restart and on
every worker. discord.py's view store is not used; see `rendering`.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

import discord

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import MessageId
from tika_bot.bot.boundary import Reception, actor_of
from tika_bot.core.actions import ActionId, action_id, parse_action
from tika_bot.core.host import Host
from tika_bot.core.permits import Permits
from tika_bot.kit.door import Action, Click, Reply
from tika_bot.kit.pager import JUMP, JUMPED
from tika_bot.kit.screen import Answer, Field, Form

PAGE = "page"
"""The one field of the form that asks for a page."""


class Outdated(Refusal):
    """The button belongs to something that no longer exists."""

    key = "core.too_late"


class Interactions:
    """Finds the handler of each click and lets the reception serve it."""

    def __init__(self, host: Host, permits: Permits, reception: Reception) -> None:
        self._host = host
        self._permits = permits
        self._reception = reception

    async def hear(self, interaction: discord.Interaction) -> None:
        """Serve ``interaction`` if it is a click, a choice or a form; never raises."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        custom_id = str(_data(interaction).get("custom_id", ""))
        meant = parse_action(custom_id)
        if meant is None:
            # Extensions may have views of their own, whose ids are none of ours.
            return
        action = self._action(meant)
        if action is None:
            # A plugin that doesn't run says so itself, before anybody looks whether the button is old.
            plugin = meant.plugin if meant.plugin in self._host.plugins else None
            await self._reception.serve(interaction, "private", _outdated, plugin=plugin, what=custom_id)
            return
        reply: Reply = "form" if _asks_for_page(meant) else action.reply
        await self._reception.serve(
            interaction,
            reply,
            self._work(interaction, meant, action),
            plugin=meant.plugin,
            what=f"{meant.plugin}:{meant.verb}",
            command=action.of,
        )

    def _action(self, meant: ActionId) -> Action | None:
        room = self._host.room(meant.plugin, "commands")
        actions: Mapping[str, Action] = getattr(room, "ACTIONS", {})
        return actions.get(meant.verb)

    def _work(
        self, interaction: discord.Interaction, meant: ActionId, action: Action
    ) -> Callable[[], Awaitable[Answer]]:
        async def work() -> Answer:
            click = self.click(interaction, meant)
            if _asks_for_page(meant):
                return _page_form(meant, click)
            if action.needs:
                self._permits.demand(actor_of(interaction), *action.needs)
            if meant.args[:1] == (JUMPED,):
                click = replace(click, args=(click.fields.get(PAGE, "1"), *meant.args[1:]))
            return await action.handle(self._host.plugins[meant.plugin].service, click)

        return work

    def click(self, interaction: discord.Interaction, meant: ActionId) -> Click:
        """Return ``interaction`` as the value that handlers get."""
        door = self._reception.door(interaction)
        known = {part.name: getattr(door, part.name) for part in fields_of(door)}
        known["words"] = self._reception.words(meant.plugin, interaction)
        data = _data(interaction)
        return Click(
            **known,
            message=MessageId(interaction.message.id) if interaction.message else None,
            args=meant.args,
            values=tuple(str(value) for value in data.get("values", ())),
            fields=dict(_written(data.get("components", ()))),
        )


async def _outdated() -> Answer:
    raise Outdated


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    """Return the raw data, which discord.py types as one of several shapes."""
    data: Any = interaction.data
    return data or {}


def _written(components: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 # Discord's nested JSON
    """Yield key and text of each field of a sent form, in rows (old) or labels (new)."""
    for component in components:
        if "value" in component:
            yield component["custom_id"], str(component["value"])
        yield from _written(component.get("components", ()))
        if inner := component.get("component"):
            yield from _written((inner,))


def _asks_for_page(meant: ActionId) -> bool:
    return meant.args[:1] == (JUMP,)


def _page_form(meant: ActionId, click: Click) -> Form:
    say = click.words.say
    return Form(
        title=say("core.jump_title"),
        action=action_id(meant.plugin, meant.verb, JUMPED, *meant.args[1:]),
        fields=(Field(PAGE, say("core.jump_page"), min=1, max=4),),
    )
