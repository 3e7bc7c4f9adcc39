"""The scenario's bot in discord.py's words: what it is asked by commands, buttons, menus and forms."""

from typing import Any

import discord
from discord import app_commands, ui

Asked = discord.Interaction[Any]


@app_commands.command()
async def hello(asked: Asked, name: str) -> None:
    """Say hello."""
    await asked.response.send_message(f"hello {name}")


@app_commands.command()
async def secret(asked: Asked) -> None:
    """Whisper."""
    await asked.response.send_message("psst", ephemeral=True)


@app_commands.command()
async def later(asked: Asked) -> None:
    """Think."""
    await asked.response.defer()
    await asked.edit_original_response(content="later")


@app_commands.command()
async def secretly(asked: Asked) -> None:
    """Think in private."""
    await asked.response.defer(ephemeral=True)
    await asked.followup.send("at last")


@app_commands.command()
async def follow(asked: Asked) -> None:
    """Say two things."""
    await asked.response.send_message("first")
    await asked.followup.send("second")


@app_commands.command()
async def change(asked: Asked) -> None:
    """Change one's mind."""
    await asked.response.send_message("old")
    await asked.edit_original_response(content="new")


@app_commands.command()
async def vanish(asked: Asked) -> None:
    """Say something and take it back."""
    await asked.response.send_message("oops")
    await asked.delete_original_response()


tools = app_commands.Group(name="tools", description="Parts.")


@tools.command()
async def inner(asked: Asked) -> None:
    """Be a part."""
    await asked.response.send_message("inner")


@app_commands.command()
async def stock(  # noqa: PLR0913, PLR0917 - one of every type
    asked: Asked,
    label: str,
    grams: int,
    heat: float,
    fresh: bool,
    keeper: discord.User,
    shelf: discord.TextChannel,
    rank: discord.Role,
    owner: discord.Member | discord.Role,
    note: discord.Attachment,
) -> None:
    """Put tea on a shelf."""
    things = (keeper.name, shelf.name, rank.name, owner.name, note.filename)
    words = (label, f"{grams}", f"{heat}", "fresh" if fresh else "stale", *things)
    await asked.response.send_message(" ".join(words))


@app_commands.command()
async def brew(asked: Asked, drink: str) -> None:
    """Brew something."""
    await asked.response.send_message(drink)


@brew.autocomplete("drink")
async def drinks(_: Asked, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=one, value=one) for one in ("assam", "sencha") if one.startswith(typed)]


class Press(ui.View):
    """One button."""

    @ui.button(label="Press")
    async def press(self, asked: Asked, _button: ui.Button["Press"]) -> None:
        await asked.response.edit_message(content="pressed")


@app_commands.command()
async def buttons(asked: Asked) -> None:
    """Show a button."""
    await asked.response.send_message("untouched", view=Press())


class Drink(ui.Modal, title="Drink"):
    """One line."""

    drink: ui.TextInput["Drink"] = ui.TextInput(label="Drink", custom_id="drink")

    async def on_submit(self, asked: Asked) -> None:
        await asked.response.send_message(f"noted {self.drink.value}")


@app_commands.command()
async def form(asked: Asked) -> None:
    """Open a form."""
    await asked.response.send_modal(Drink())


class Menus(ui.View):
    """A menu of each kind."""

    def __init__(self) -> None:
        super().__init__()
        options = [discord.SelectOption(label=one) for one in ("assam", "sencha")]
        self.add_item(ui.Select(placeholder="Drinks", options=options))
        self.add_item(ui.UserSelect(placeholder="People"))
        self.add_item(ui.RoleSelect(placeholder="Roles"))
        self.add_item(ui.ChannelSelect(placeholder="Places"))
        self.add_item(ui.MentionableSelect(placeholder="Anybody"))
        for one in self.children:
            one.callback = self.picked  # type: ignore[method-assign] # all answer alike

    async def picked(self, asked: Asked) -> None:
        assert asked.data is not None
        await asked.response.send_message(f"picked {asked.data['values'][0]}")  # type: ignore[typeddict-item]


@app_commands.command()
async def menus(asked: Asked) -> None:
    """Show menus."""
    await asked.response.send_message("choose", view=Menus())


@app_commands.command()
async def layout(asked: Asked) -> None:
    """Show components only."""
    view = ui.LayoutView()
    view.add_item(ui.Container(ui.TextDisplay("Steep"), ui.TextDisplay("for three minutes")))
    await asked.response.send_message(view=view)


@app_commands.context_menu(name="Greet")
async def greet(asked: Asked, member: discord.Member) -> None:
    await asked.response.send_message(f"greetings {member.name}")


@app_commands.context_menu(name="Quote")
async def quote(asked: Asked, message: discord.Message) -> None:
    await asked.response.send_message(f"quoted {message.content}")


COMMANDS: tuple[Any, ...] = (
    hello, secret, later, secretly, follow, change, vanish, tools, stock, brew, buttons, form, menus, layout,
    greet, quote,
)  # fmt: skip
