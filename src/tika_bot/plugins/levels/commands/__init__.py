"""The front door of levels: parse, ask the service, show the view."""

from discord.ext import commands

from tika_bot.core.wording import Wording
from tika_bot.kit.door import Action
from tika_bot.plugins.levels.awarding import Awarding
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.watching import Watching

from . import boards, cards, granting, importing, rewarding, seasons, showing, tuning, undoing
from .boards import BoardCommands
from .cards import CardCommands
from .granting import GrantingCommands
from .importing import ImportingCommands
from .rewarding import RoleCommands
from .seasons import SeasonCommands
from .showing import LevelCommands, why
from .tuning import TuningCommands
from .undoing import UndoingCommands

__all__ = ["ACTIONS", "LevelsCommands", "cogs", "why"]


class LevelsCommands(
    GrantingCommands,
    UndoingCommands,
    TuningCommands,
    SeasonCommands,
    ImportingCommands,
    commands.Cog,
    name="levels-desk",
):
    """Everything under `/levels`; each subject has a file, and its class is one of these."""


ACTIONS: dict[str, Action] = {
    **boards.ACTIONS,
    **cards.ACTIONS,
    **granting.ACTIONS,
    **importing.ACTIONS,
    **rewarding.ACTIONS,
    **seasons.ACTIONS,
    **showing.ACTIONS,
    **tuning.ACTIONS,
    **undoing.ACTIONS,
}


def cogs(service: Levels, wording: Wording) -> list[commands.Cog]:
    """Return the commands of levels."""
    return [
        LevelCommands(service, wording),
        BoardCommands(service),
        CardCommands(service),
        LevelsCommands(service),
        RoleCommands(service),
        Watching(service),
        Awarding(service.handing, service.hiding, wording),
    ]
