"""Gateway events other than chat: each goes to the function of its name in the plugins' ``listeners.py``.

========================  =====================================================================
``member_join``           ``(service, guild, user, roles)``
``member_remove``         ``(service, guild, user)``
``member_update``         ``(service, guild, user, roles)``: those that they have now; no bots
``reaction_add``          ``(service, guild, channel, message, user, emoji)``; also ``reaction_remove``
``message_delete``        ``(service, guild, channel, message)``
``voice_move``            ``(service, guild, user, before, after)``: channels, None for none
``channel_delete``        ``(service, guild, channel)``
``role_delete``           ``(service, guild, role)``
========================  =====================================================================

All are coroutines. Each has its own error boundary: what fails in one plugin is one log line, and the others
hear.
"""

from collections.abc import Callable, Mapping
from typing import Any

import structlog

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.bot.wing import Wing
from tika_bot.core.incidents import new_incident

log = structlog.get_logger("tika.listening")

EVENTS = frozenset(
    {
        "member_join",
        "member_remove",
        "member_update",
        "reaction_add",
        "reaction_remove",
        "message_delete",
        "voice_move",
        "channel_delete",
        "role_delete",
    }
)


class Listening:
    """Tells plugins what happened."""

    def __init__(self, wing: Wing) -> None:
        self._wing = wing

    def updated(self, build: Callable[[Any], Any]) -> Callable[[Any], None]:
        """Return the parser of changed members, after discord.py's own: that tells only of those it keeps."""

        def parse(frame: Mapping[str, Any]) -> None:
            build(frame)
            user = frame["user"]
            if not user.get("bot"):
                roles = tuple(RoleId(int(role)) for role in frame["roles"])
                self.tell("member_update", GuildId(int(frame["guild_id"])), UserId(int(user["id"])), roles)

        return parse

    def tell(self, event: str, guild: GuildId, *facts: object) -> None:
        """Let every plugin that is on in ``guild`` and listens to ``event`` hear ``facts``."""
        host = self._wing.host
        for name, plugin in host.plugins.items():
            room = host.room(name, "listeners") if plugin.service is not None else None
            hear = getattr(room, event, None)
            if hear is not None and self._wing.features.is_on(guild, name):
                self._wing.nursery.start(
                    self._heard(name, event, hear(plugin.service, guild, *facts)), name=f"{name}.{event}"
                )

    async def _heard(self, plugin: str, event: str, hearing) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        try:
            await hearing
        except Exception:
            log.exception("listener.broken", plugin=plugin, gateway_event=event, incident=new_incident())
