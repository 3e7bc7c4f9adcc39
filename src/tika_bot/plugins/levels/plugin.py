"""Puts levels together."""

from tika_bot.core.events import FeatureSwitched, GuildPurged
from tika_bot.core.house import House
from tika_bot.core.presence import Presence
from tika_bot.drawing.intake import Intake

from .portraits import Portraits
from .rooms import Rooms
from .service import (
    Announcing,
    Boards,
    Cards,
    Carrying,
    Desk,
    Granting,
    Handing,
    Hearing,
    Hiding,
    Importing,
    Levels,
    Returning,
    Rewarding,
    Roles,
    Seasons,
    Tuned,
    Tuning,
    Undoing,
    Uploading,
    Writing,
)
from .store import (
    CardStore,
    HidingStore,
    ImportStore,
    MemberStore,
    RankingStore,
    ReplacedStore,
    RoleStore,
    SealStore,
    SeasonStore,
    SnapshotStore,
    SpentStore,
    UploadStore,
)


def build(house: House) -> Levels:
    """Return the service that the plugin's other rooms are given."""
    store, tuned = MemberStore(house.database), Tuned(house.settings, house.features)
    hearing = Hearing(tuned, house.events, house.clock, house.dice)
    rooms = Rooms(house.clock, lambda guild: tuned.of(guild).voice_rules(), hearing.credit)
    writing = Writing(store, hearing, rooms, house.events, clock=house.clock, curve=tuned.curve)
    kept = RoleStore(house.database)
    roles = Roles(kept, tuned, permits=house.permits, events=house.events, clock=house.clock)
    writing.consequences += [Announcing(house.outbox, tuned, roles).follow, roles.follow]
    writing.sweeps.append(roles.want_all)
    snapshots = SnapshotStore(house.database)
    parts = (store, snapshots, writing, house.ledger, house.permits, house.clock)
    granting = Granting(*parts, tuned=tuned)
    seasons_kept, cards_kept, intake = SeasonStore(house.database), CardStore(house.database), Intake()
    seasons = Seasons(seasons_kept, granting, writing, house.permits, house.clock)
    tuning = Tuning(store, tuned, writing, house.permits, roles, house.events)
    carrying = Carrying(seasons_kept, cards_kept, SealStore(house.database), intake)
    returning = Returning(ReplacedStore(house.database), kept, roles, tuned, carrying)
    undoing = Undoing(*parts, returning=returning, roles=roles, events=house.events)
    importing = Importing(
        ImportStore(house.database),
        snapshots,
        kept,
        writing=writing,
        returning=returning,
        carrying=carrying,
        roles=roles,
        tuned=tuned,
        ledger=house.ledger,
        permits=house.permits,
        events=house.events,
        clock=house.clock,
        presence=Presence(house.database, house.clock),
    )
    uploading = Uploading(UploadStore(house.database), importing, house.timers, house.permits, house.clock)
    hiding = Hiding(HidingStore(house.database), writing, roles, tuned, house.events)
    levels = Levels(
        store,
        tuned,
        hearing,
        rooms,
        writing,
        rewarding=Rewarding(
            SpentStore(house.database), writing, hearing, tuned, ledger=house.ledger, clock=house.clock
        ),
        boards=Boards(RankingStore(house.database), writing.fresh, seasons.first_day, house.clock),
        desk=Desk(granting, undoing, tuning, seasons, importing, uploading),
        roles=roles,
        handing=Handing(kept, roles, tuned, house.outbox, house.clock),
        hiding=hiding,
        portraits=Portraits(house.fetcher),
        cards=Cards(cards_kept, tuned, intake, house.fetcher),
        clock=house.clock,
    )
    house.events.on(FeatureSwitched, levels.turned)
    house.events.on(GuildPurged, levels.purged)
    return levels
