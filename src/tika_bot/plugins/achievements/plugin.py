"""Puts achievements together."""

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import GuildPurged, NewsMissed, SettingsChanged
from tika_bot.core.house import House
from tika_bot.drawing.intake import Intake
from tika_bot.plugins.achievements.api import Badge
from tika_bot.plugins.levels.api import Counted, LevelsApi

from .service import Achievements, Books, Making, OwnChanged, Pictures, Roles, Sharing, Watching, Winning
from .service.books import PLUGIN
from .store import AchievementStore


def build(house: House) -> Achievements:
    """Return the service that the plugin's other rooms are given."""
    levels: LevelsApi = house.visit("levels")
    store = AchievementStore(house.database, house.blobs)
    books = Books(store, house.settings)
    roles = Roles(house.timers, house.outbox, house.settings, house.clock)
    winning = Winning(store, books, levels, house.outbox, roles, house.clock)
    watching = Watching(winning, house.features, house.leisure, house.clock)
    making = Making(store, books, house.events, Sharing(store, roles, house.timers, house.clock))
    pictures = Pictures(store, Intake(), house.nursery, house.clock)
    service = Achievements(
        store,
        books,
        levels,
        winning,
        watching,
        making,
        roles=roles,
        pictures=pictures,
        permits=house.permits,
        clock=house.clock,
    )

    async def shown(guild: GuildId, member: UserId, *, most: int) -> tuple[Badge, ...]:
        return await service.badges(guild, member, most=most) if house.features.is_on(guild, PLUGIN) else ()

    levels.show_badges(shown)
    house.events.on(Counted, watching.hear)
    house.events.on(OwnChanged, service.renew)
    house.events.on(NewsMissed, service.renew_all)
    house.events.on(SettingsChanged, service.retuned)
    house.events.on(GuildPurged, service.purged)
    return service
