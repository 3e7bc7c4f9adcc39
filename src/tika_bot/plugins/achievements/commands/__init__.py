"""The front door of achievements: parse, ask the service, show the view."""

from discord.ext import commands

from tika_bot.core.wording import Wording
from tika_bot.kit.door import Action
from tika_bot.plugins.achievements.giving import Giving
from tika_bot.plugins.achievements.service import Achievements

from . import managing, showing
from .managing import ManagingCommands
from .showing import ShowingCommands

__all__ = ["ACTIONS", "cogs"]

ACTIONS: dict[str, Action] = {**showing.ACTIONS, **managing.ACTIONS}


def cogs(service: Achievements, wording: Wording) -> list[commands.Cog]:
    """Return the commands of achievements, and the hands that change roles."""
    return [
        ShowingCommands(service),
        ManagingCommands(service, wording),
        Giving(service.roles, service.permits, wording),
    ]
