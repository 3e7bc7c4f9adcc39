"""Level-ups, told where the guild wants them told."""

import secrets

from tika_bot.base.ids import ChannelId
from tika_bot.core.outbox import Outbox, Place
from tika_bot.plugins.levels.model import NOWHERE, Step, level_reached, progress

from .roles import Roles
from .tuned import Tuned


class Announcing:
    """Posts level-ups to the outbox, each once, in the transaction of the step that reached it."""

    def __init__(self, outbox: Outbox, tuned: Tuned, roles: Roles) -> None:
        self._outbox = outbox
        self._tuned = tuned
        self._roles = roles

    async def follow(self, step: Step) -> None:
        """Tell the level that ``step`` reached, if it reached one; several at once are one."""
        curve = self._tuned.curve(step.guild)
        level = level_reached(step.before, step.after, curve) if step.is_news else None
        if level is None:  # as in nearly every step: nothing else is asked
            return
        place, otherwise = self._places(step)
        if place is None:
            return
        data = {
            "guild": step.guild,
            "member": step.member,
            "level": level,
            "next": progress(step.after, curve).missing,
            "roles": [{"id": str(rule.role), "name": rule.name} for rule in await self._roles.brought(step)],
            "direct": place.user is not None,
            "text": self._tuned.of(step.guild).announce_text,
        }
        # A level can be reached again, after a reset. What makes it once is the step's own transaction.
        key = f"levelup:{step.guild}:{step.member}:{level}:{secrets.token_hex(8)}"
        await self._outbox.post(place, view=("levels", "level_up"), data=data, key=key, otherwise=otherwise)

    def _places(self, step: Step) -> tuple[Place | None, Place | None]:
        """Return where to tell it, None for nowhere, and where else if that place is closed."""
        settings = self._tuned.of(step.guild)
        here = None if step.channel == NOWHERE else Place(step.guild, step.channel)
        if settings.announce == "silent":
            return None, None
        if settings.announce == "fixed" and settings.announce_channel:
            fixed = Place(step.guild, ChannelId(settings.announce_channel))
            return fixed, here if here != fixed else None
        if settings.announce == "direct":
            wanted = self._tuned.of_member(step.member).direct
            return (Place(step.guild, user=step.member) if wanted else None), None
        return here, None
