"""Which features there are for somebody, here and now."""

from types import ModuleType

from tika_bot.base.ids import GuildId
from tika_bot.core.features import Features
from tika_bot.core.host import Host
from tika_bot.core.manifest import Manifest


class Help:
    """The plugin's verbs."""

    def __init__(self, host: Host, features: Features) -> None:
        self._host = host
        self._features = features

    def features(self, guild: GuildId) -> tuple[tuple[Manifest, ModuleType | None], ...]:
        """Return the manifest and commands of everything that is on in ``guild``."""
        return tuple(
            (plugin.manifest, self._host.room(name, "commands"))
            for name, plugin in self._host.plugins.items()
            if self._features.is_on(guild, name)
        )
