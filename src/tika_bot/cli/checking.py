"""Everything that ``tika check`` asks, in one list of sentences."""

from collections.abc import Iterable
from pathlib import Path

from tika_bot.bot import checking as discord_side
from tika_bot.cli import reference
from tika_bot.core import checking as plugin_side


def offences(folders: Iterable[Path] = ()) -> list[str]:
    """Return one sentence per offence, sorted; empty means the plugins and their pages are in order.

    Looks at the plugins that ship and at those in ``folders``.
    """
    return sorted({*plugin_side.offences(folders), *discord_side.offences(), *reference.stale()})
