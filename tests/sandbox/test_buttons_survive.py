"""A button from before a restart of sandbox and bot still works, for the message it stands under."""

from pathlib import Path

import discord

from tika_sandbox.testing import stage
from tika_sandbox.testing.running import running


class Bell(discord.ui.View):
    """A button that remembers nothing and so can't forget."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Ring", custom_id="bell:ring")
    async def ring(self, interaction: discord.Interaction, _button: discord.ui.Button["Bell"]) -> None:
        await interaction.response.edit_message(content="rung")


class Porter(discord.Client):
    """Hangs up a bell when asked to."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)

    async def setup_hook(self) -> None:
        self.add_view(Bell())

    async def on_message(self, message: discord.Message) -> None:
        if message.content == "!bell":
            await message.channel.send("silent", view=Bell())


async def test_a_bell_from_yesterday_still_rings(tmp_path: Path) -> None:
    async with stage(data=tmp_path) as play, running(Porter(), play.bot_token):
        alice = await play.person("alice")
        await alice.says("!bell")
        hung = await alice.sees("silent")

    async with stage(data=tmp_path) as play, running(Porter(), play.bot_token):
        alice = await play.person("alice")
        found = next(one for one in await alice.messages() if one.id == hung.id)
        rung = await alice.clicks("Ring", on=found)

        assert (rung.id, rung.content) == (hung.id, "rung")
        assert not play.problems, "\n".join(play.problems)
