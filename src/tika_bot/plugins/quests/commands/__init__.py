"""The front door of quests: parse, ask the service, show the view."""

from discord.ext import commands

from tika_bot.core.wording import Wording
from tika_bot.kit.door import Action
from tika_bot.plugins.quests.service import Quests

from . import keeping, members
from .keeping import QuestCommands

ACTIONS: dict[str, Action] = {**members.ACTIONS, **keeping.ACTIONS}


def cogs(service: Quests, wording: Wording) -> list[commands.Cog]:
    """Return the commands of quests."""
    return [QuestCommands(service, wording)]
