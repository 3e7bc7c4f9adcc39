"""Puts quests together."""

from tika_bot.core.events import GuildPurged
from tika_bot.core.house import House
from tika_bot.plugins.levels.api import Counted, LevelsApi, Swept

from .catalogue import shipped
from .service import Attending, Following, Keeping, Noticing, Pacing, Quests, Settling, Tuned
from .store import OfferStore, PrivacyStore, TakenStore


def build(house: House) -> Quests:
    """Return the service that the plugin's other rooms are given."""
    levels: LevelsApi = house.visit("levels")
    taken, offers = TakenStore(house.database), OfferStore(house.database)
    tuned = Tuned(house.settings, house.features)
    pacing = Pacing(tuned, taken)
    attending = Attending(
        taken,
        offers,
        levels,
        Settling(taken, levels, house.ledger),
        Noticing(house.outbox, tuned),
        pacing,
        tuned=tuned,
        clock=house.clock,
        templates=shipped(),
    )
    following = Following(attending.attend, levels.begins, tuned.is_on, pacing, house.leisure, house.clock)
    keeping = Keeping(
        offers,
        taken,
        attending,
        tuned,
        house.permits,
        clock=house.clock,
        changed=following.drop,
        worth=levels.worth,
    )
    quests = Quests(
        taken,
        offers,
        PrivacyStore(house.database),
        attending,
        following,
        keeping,
        levels=levels,
        clock=house.clock,
        nursery=house.nursery,
    )
    house.events.on(Counted, quests.hear)
    house.events.on(Swept, quests.swept)
    house.events.on(GuildPurged, quests.purged)
    return quests
