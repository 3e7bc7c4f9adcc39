"""The scenario's bot in hikari's words: what it is asked by commands, buttons, menus and forms."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import hikari
from hikari.impl import (
    AutocompleteChoiceBuilder,
    ContainerComponentBuilder,
    ContextMenuCommandBuilder,
    MessageActionRowBuilder,
    ModalActionRowBuilder,
    SlashCommandBuilder,
)

Asked = hikari.CommandInteraction
SAY: Final = hikari.ResponseType.MESSAGE_CREATE
THINK: Final = hikari.ResponseType.DEFERRED_MESSAGE_CREATE
PRIVATE = hikari.MessageFlag.EPHEMERAL
DRINKS = ("assam", "sencha")


def given(asked: Asked) -> Sequence[hikari.CommandInteractionOption]:
    assert asked.options
    return asked.options


async def hello(asked: Asked) -> None:
    await asked.create_initial_response(SAY, f"hello {given(asked)[0].value}")


async def secret(asked: Asked) -> None:
    await asked.create_initial_response(SAY, "psst", flags=PRIVATE)


async def later(asked: Asked) -> None:
    await asked.create_initial_response(THINK)
    await asked.edit_initial_response("later")


async def secretly(asked: Asked) -> None:
    await asked.create_initial_response(THINK, flags=PRIVATE)
    await asked.execute("at last", flags=PRIVATE)


async def follow(asked: Asked) -> None:
    await asked.create_initial_response(SAY, "first")
    await asked.execute("second")


async def change(asked: Asked) -> None:
    await asked.create_initial_response(SAY, "old")
    await asked.edit_initial_response("new")


async def vanish(asked: Asked) -> None:
    await asked.create_initial_response(SAY, "oops")
    await asked.delete_initial_response()


async def tools(asked: Asked) -> None:
    await asked.create_initial_response(SAY, given(asked)[0].name)


async def stock(asked: Asked) -> None:
    found, (label, grams, heat, fresh, *pointed) = asked.resolved, [one.value for one in given(asked)]
    keeper, shelf, rank, owner, note = [hikari.Snowflake(f"{one}") for one in pointed]
    assert found is not None
    things = (
        found.users[keeper].username, found.channels[shelf].name, found.roles[rank].name,
        found.users[owner].username, found.attachments[note].filename,
    )  # fmt: skip
    words = (label, grams, heat, "fresh" if fresh is True else "stale", *things)
    await asked.create_initial_response(SAY, " ".join(f"{one}" for one in words))


async def brew(asked: Asked) -> None:
    await asked.create_initial_response(SAY, given(asked)[0].value)


async def buttons(asked: Asked) -> None:
    row = MessageActionRowBuilder()
    row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "press", label="Press")
    await asked.create_initial_response(SAY, "untouched", component=row)


async def form(asked: Asked) -> None:
    line = ModalActionRowBuilder().add_text_input("drink", "Drink")
    await asked.create_modal_response("Drink", "form", component=line)


async def menus(asked: Asked) -> None:
    rows = [MessageActionRowBuilder() for _ in range(5)]
    texts = rows[0].add_text_menu("texts", placeholder="Drinks")
    for one in DRINKS:
        texts.add_option(one, one)
    kind = hikari.ComponentType
    rows[1].add_select_menu(kind.USER_SELECT_MENU, "people", placeholder="People")
    rows[2].add_select_menu(kind.ROLE_SELECT_MENU, "roles", placeholder="Roles")
    rows[3].add_channel_menu("places", placeholder="Places")
    rows[4].add_select_menu(kind.MENTIONABLE_SELECT_MENU, "anybody", placeholder="Anybody")
    await asked.create_initial_response(SAY, "choose", components=rows)


async def layout(asked: Asked) -> None:
    box = ContainerComponentBuilder().add_text_display("Steep").add_text_display("for three minutes")
    await asked.create_initial_response(SAY, component=box)


async def greet(asked: Asked) -> None:
    assert asked.resolved is not None and asked.target_id is not None
    await asked.create_initial_response(SAY, f"greetings {asked.resolved.users[asked.target_id].username}")


async def quote(asked: Asked) -> None:
    assert asked.resolved is not None and asked.target_id is not None
    await asked.create_initial_response(SAY, f"quoted {asked.resolved.messages[asked.target_id].content}")


RUN: dict[str, Callable[[Asked], Awaitable[Any]]] = {
    do.__name__: do
    for do in (
        hello, secret, later, secretly, follow, change, vanish, tools, stock, brew, buttons, form, menus,
        layout,
    )
}  # fmt: skip
USED: dict[str, Callable[[Asked], Awaitable[Any]]] = {"Greet": greet, "Quote": quote}
Type = hikari.OptionType


def wants(name: str, kind: hikari.OptionType = Type.STRING, *, fills: bool = False) -> hikari.CommandOption:
    return hikari.CommandOption(
        type=kind, name=name, description="Say it.", is_required=True, autocomplete=fills
    )


OPTIONS: dict[str, list[hikari.CommandOption]] = {
    "hello": [wants("name")],
    "brew": [wants("drink", fills=True)],
    "tools": [hikari.CommandOption(type=Type.SUB_COMMAND, name="inner", description="Be a part.")],
    "stock": [
        wants("label"), wants("grams", Type.INTEGER), wants("heat", Type.FLOAT), wants("fresh", Type.BOOLEAN),
        wants("keeper", Type.USER), wants("shelf", Type.CHANNEL), wants("rank", Type.ROLE),
        wants("owner", Type.MENTIONABLE), wants("note", Type.ATTACHMENT),
    ],
}  # fmt: skip


def slash(name: str) -> SlashCommandBuilder:
    command = SlashCommandBuilder(name, "Do it.")
    for option in OPTIONS.get(name, ()):
        command.add_option(option)
    return command


COMMANDS = [
    *(slash(name) for name in RUN),
    ContextMenuCommandBuilder(name="Greet", type=hikari.CommandType.USER),
    ContextMenuCommandBuilder(name="Quote", type=hikari.CommandType.MESSAGE),
]


async def is_asked(told: hikari.InteractionCreateEvent) -> None:
    asked = told.interaction
    if isinstance(asked, hikari.CommandInteraction):
        await (RUN | USED)[asked.command_name](asked)
    elif isinstance(asked, hikari.AutocompleteInteraction):
        (typed,) = [str(one.value) for one in asked.options if one.is_focused]
        fitting = [one for one in DRINKS if one.startswith(typed)]
        await asked.create_response([AutocompleteChoiceBuilder(name=one, value=one) for one in fitting])
    elif isinstance(asked, hikari.ModalInteraction):
        field = asked.components[0][0]
        assert isinstance(field, hikari.TextInputComponent)
        await asked.create_initial_response(SAY, f"noted {field.value}")
    elif isinstance(asked, hikari.ComponentInteraction) and asked.values:
        await asked.create_initial_response(SAY, f"picked {asked.values[0]}")
    elif isinstance(asked, hikari.ComponentInteraction):
        await asked.create_initial_response(hikari.ResponseType.MESSAGE_UPDATE, "pressed")
