"""Bruno manages the server: he gives, takes, sets, hands over and resets XP, and takes it back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.errors import Refusal
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.house import House
from tika_bot.core.ledger import (
    HOUSE_ITSELF,
    Account,
    KeyReused,
    NothingToUndo,
    SameAccount,
    Transfer,
)
from tika_bot.core.messages import ChatMessage
from tika_bot.core.permits import PERMISSIONS, Actor, PermissionMissing
from tika_bot.plugins.levels.api import XP, Reward
from tika_bot.plugins.levels.corrections import (
    MOST_XP,
    SHORT,
    AlreadyThere,
    GrantsOff,
    NoSuchEntry,
    NothingAnywhere,
    NothingThere,
    NotThatMuch,
    Order,
    TooOldToUndo,
)
from tika_bot.plugins.levels.model import Addition, Step
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service.undoing import LOOKED_THROUGH, command_of, only
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB, CAROL = UserId(7), UserId(8), UserId(9)
GENERAL = ChannelId(10)
MANAGER = Actor(UserId(50), HERE, permissions=1 << PERMISSIONS["manage_guild"])
NOBODY = Actor(UserId(51), HERE)


class Office:
    """A house with levels and an admin in it."""

    def __init__(self, house: House) -> None:
        assert isinstance(house.clock, StillClock)
        self.house, self.clock, self.levels = house, house.clock, build(house)
        self.granting, self.undoing = self.levels.desk.granting, self.levels.desk.undoing
        self.orders = 0

    def order(self, command: str = "levels give", key: str = "", guild: GuildId = HERE) -> Order:
        self.orders += 1
        return Order(guild, MANAGER, key or f"click:{self.orders}", command, "a good deed", GENERAL)

    async def xp(self, *who: UserId, guild: GuildId = HERE) -> list[int]:
        return [(await self.levels.standing(guild, one)).xp for one in who]

    async def have(self, xp: dict[UserId, int], guild: GuildId = HERE) -> None:
        """Let members have talked for long."""
        store = MemberStore(self.house.database)
        async with store.everywhere():
            await store.add([Addition(guild, who, gain, 1, 1) for who, gain in xp.items()], day=1)

    def says(self, who: UserId, guild: GuildId = HERE) -> None:
        said = "Good morning to everybody here"
        self.levels.hear(
            ChatMessage(MessageId(1), guild, GENERAL, None, who, "x", said, millis(self.clock.now()))
        )


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield Office(house)


async def test_what_is_given_is_there_and_in_the_ledger_and_in_this_guild_only(office: Office) -> None:
    await office.have({ALICE: 10}, ELSEWHERE)

    done = await office.granting.give(office.order(), ALICE, 300)

    assert [(one.before, one.after) for one in done.changes] == [(0, 300)]
    assert await office.xp(ALICE) == [300]
    assert await office.xp(ALICE, guild=ELSEWHERE) == [10]
    [entry] = await office.undoing.history(MANAGER, HERE)
    assert (entry.id, entry.actor, entry.reason, entry.command) == (
        done.entry, MANAGER.user, "a good deed", "levels give",
    )  # fmt: skip
    assert entry.transfer == Transfer(Account.source("levels.give"), Account.counter(ALICE), XP, 300)
    assert await office.undoing.history(replace(MANAGER, guild=ELSEWHERE), ELSEWHERE) == []


async def test_one_click_gives_once_however_often_it_arrives(office: Office) -> None:
    order = office.order(key="one")

    done = await asyncio.gather(*(office.granting.give(order, ALICE, 300) for _ in range(10)))

    assert await office.xp(ALICE) == [300]
    assert {one.changes for one in done} == {done[0].changes}
    with pytest.raises(KeyReused):
        await office.granting.take(replace(order, command="levels take"), ALICE, 5)


async def test_nobody_falls_below_zero(office: Office) -> None:
    await office.have({ALICE: 300})

    done = await office.granting.take(office.order(), ALICE, 500)

    assert [(one.before, one.after) for one in done.changes] == [(300, 0)]
    assert await office.house.ledger.balance(HERE, Account.counter(ALICE), XP) == -300
    with pytest.raises(NothingThere):
        await office.granting.take(office.order(), ALICE, 1)


async def test_twenty_takes_at_once_take_what_is_there(office: Office) -> None:
    await office.have({ALICE: 300})

    async def take() -> int:
        try:
            done = await office.granting.take(office.order(), ALICE, 70)
        except NothingThere:
            return 0
        return done.changes[0].before - done.changes[0].after

    took = await asyncio.gather(*(take() for _ in range(20)))

    assert sum(took) == 300
    assert await office.xp(ALICE) == [0]


@pytest.mark.parametrize(("target", "entry"), [(120, -180), (500, 200), (0, -300)])
async def test_set_means_exactly_that(office: Office, target: int, entry: int) -> None:
    await office.have({ALICE: 300})

    await office.granting.set(office.order(), ALICE, target)

    assert await office.xp(ALICE) == [target]
    assert await office.house.ledger.balance(HERE, Account.counter(ALICE), XP) == entry
    with pytest.raises(AlreadyThere):
        await office.granting.set(office.order(), ALICE, target)


async def test_set_counts_what_was_said_a_moment_ago(office: Office) -> None:
    office.says(ALICE)

    await office.granting.set(office.order(), ALICE, 100)

    assert await office.xp(ALICE) == [100]


async def test_a_transfer_moves_what_is_there_or_nothing(office: Office) -> None:
    await office.have({ALICE: 300})

    done = await office.granting.transfer(office.order(), ALICE, BOB, 100)

    assert [(one.member, one.before, one.after) for one in done.changes] == [(ALICE, 300, 200), (BOB, 0, 100)]
    with pytest.raises(NotThatMuch):
        await office.granting.transfer(office.order(), ALICE, BOB, 201)
    with pytest.raises(SameAccount):
        await office.granting.transfer(office.order(), ALICE, ALICE, 1)
    assert await office.xp(ALICE, BOB) == [200, 100]


async def test_nobody_gets_more_than_there_can_be(office: Office) -> None:
    await office.have({ALICE: MOST_XP - 5})

    await office.granting.give(office.order(), ALICE, 100)

    assert await office.xp(ALICE) == [MOST_XP]
    with pytest.raises(AlreadyThere):
        await office.granting.give(office.order(), ALICE, 1)


async def test_a_correction_is_nothing_that_happened_today(office: Office) -> None:
    today = int(office.clock.now().timestamp()) // 86_400

    await office.granting.give(office.order(), ALICE, 300)
    await office.levels.reward(HERE, BOB, Reward(40, "prize:1", "quests.daily", "ten good mornings"))

    assert await office.levels.days(HERE, ALICE, since=today) == {}
    assert (await office.levels.days(HERE, BOB, since=today))[today].xp == 40


async def test_a_level_that_is_given_is_told_where_it_was_given(office: Office) -> None:
    await office.granting.give(office.order(), ALICE, 300)

    async with office.house.database.reading(HERE) as connection:
        told = (await connection.execute(text("SELECT channel_id, key FROM core_outbox"))).all()
    [(channel, key)] = told
    assert channel == GENERAL and key.startswith(f"levelup:{HERE}:{ALICE}:2:")


async def test_a_level_that_is_reached_again_after_a_reset_is_told_again(office: Office) -> None:
    await office.granting.give(office.order(), ALICE, 300)
    await office.granting.reset(office.order("levels reset"), ALICE)
    again = office.order()

    await office.granting.give(again, ALICE, 300)
    await office.granting.give(again, ALICE, 300)

    async with office.house.database.reading(HERE) as connection:
        told = (await connection.execute(text("SELECT key FROM core_outbox"))).all()
    assert len(told) == 2, "each step once, the same order twice is one step"


async def test_what_an_undo_gives_back_is_no_news(office: Office) -> None:
    await office.have({ALICE: 5_000})
    done = await office.granting.take(office.order("levels take"), ALICE, 4_900)
    entry = await office.undoing.entry(MANAGER, HERE, done.entry)

    await office.undoing.undo(office.order("levels undo"), only(entry))

    assert await office.xp(ALICE) == [5_000]
    async with office.house.database.reading(HERE) as connection:
        assert (await connection.execute(text("SELECT key FROM core_outbox"))).all() == []


async def test_where_nothing_is_given_by_hand_nothing_is_set_higher(office: Office) -> None:
    await office.have({ALICE: 500})
    await office.house.settings.save(HERE, "levels", Settings(grants=False), by=MANAGER.user, based_on=0)

    with pytest.raises(GrantsOff):
        await office.granting.set(office.order("levels set"), ALICE, 501)
    await office.granting.set(office.order("levels set"), ALICE, 200)

    assert await office.xp(ALICE) == [200]


async def test_who_does_not_manage_the_server_moves_nothing(office: Office) -> None:
    await office.have({ALICE: 300})
    order = replace(office.order(), actor=NOBODY)
    entry = (await office.granting.give(office.order(), ALICE, 1)).entry

    for refused in (
        office.granting.give(order, ALICE, 5),
        office.granting.take(order, ALICE, 5),
        office.granting.set(order, ALICE, 5),
        office.granting.transfer(order, ALICE, BOB, 5),
        office.granting.reset(order, ALICE),
        office.granting.reset_everybody(order),
        office.granting.everybody(NOBODY, HERE),
        office.undoing.history(NOBODY, HERE),
        office.undoing.entry(NOBODY, HERE, entry),
    ):
        with pytest.raises(PermissionMissing):
            await refused

    assert await office.xp(ALICE) == [301]


# --- everybody ---------------------------------------------------------------------------------------------


async def test_a_reset_of_all_takes_everything_here_and_nothing_elsewhere(office: Office) -> None:
    await office.have({ALICE: 300, BOB: 200})
    await office.have({ALICE: 10}, ELSEWHERE)
    office.says(CAROL)
    swept: list[GuildId] = []

    async def sweep(guild: GuildId) -> None:
        swept.append(guild)

    office.levels.sweeps.append(sweep)
    assert (await office.granting.everybody(MANAGER, HERE))[0] == 3

    members, entry = await office.granting.reset_everybody(office.order("levels reset"))

    assert members == 3
    assert entry.transfer.amount > 500
    assert await office.xp(ALICE, BOB, CAROL) == [0, 0, 0]
    assert await office.xp(ALICE, guild=ELSEWHERE) == [10]
    assert swept == [HERE]
    with pytest.raises(NothingAnywhere):
        await office.granting.reset_everybody(office.order("levels reset"))


async def test_a_second_click_on_the_same_reset_changes_nothing(office: Office) -> None:
    await office.have({ALICE: 300})
    order = office.order("levels reset")
    first = await office.granting.reset_everybody(order)
    await office.have({ALICE: 5})

    assert await office.granting.reset_everybody(order) == first
    assert await office.xp(ALICE) == [5]


async def test_a_reset_of_all_is_undone_on_top_of_what_was_earned_since(office: Office) -> None:
    await office.have({ALICE: 300, BOB: 200})
    _, entry = await office.granting.reset_everybody(office.order("levels reset"))
    await office.have({ALICE: 5, CAROL: 7})

    shown = await office.undoing.preview(MANAGER, HERE, only(entry))
    done = await office.undoing.undo(office.order("levels undo"), only(entry))

    assert (shown.restored, done.restored) == (2, 2)
    assert await office.xp(ALICE, BOB, CAROL) == [305, 200, 7]
    with pytest.raises(NothingToUndo):
        await office.undoing.undo(office.order("levels undo"), only(entry))
    assert await office.xp(ALICE) == [305]


async def test_ranks_are_exact_after_a_reset_and_its_undo_in_a_large_guild(office: Office) -> None:
    await office.have({UserId(100 + n): 1 + n * 37 % 500 for n in range(60)})
    await MemberStore(office.house.database).enlarge(HERE, FRIDAY_NOON)
    before = (await office.levels.board(HERE, 3)).places
    _, entry = await office.granting.reset_everybody(office.order("levels reset"))
    assert (await office.levels.board(HERE, 1)).of == 0

    await office.undoing.undo(office.order("levels undo"), only(entry))

    assert (await office.levels.board(HERE, 3)).places == before


async def test_what_was_reset_long_ago_is_forgotten_with_the_next_reset(office: Office) -> None:
    await office.have({ALICE: 300})
    await office.granting.reset_everybody(office.order("levels reset"))
    office.clock.advance(timedelta(days=31))
    await office.have({BOB: 5})

    await office.granting.reset_everybody(office.order("levels reset"))

    async with office.house.database.reading(HERE) as connection:
        kept = await connection.execute(text("SELECT user_id FROM levels_snapshots WHERE guild_id = 1"))
        assert list(kept.scalars()) == [BOB]


async def test_who_is_forgotten_is_in_no_snapshot(office: Office) -> None:
    await office.have({ALICE: 300, BOB: 200})
    _, entry = await office.granting.reset_everybody(office.order("levels reset"))
    assert (await office.levels.export(ALICE))["levels_snapshots"][0]["xp"] == 300

    await office.levels.forget(ALICE)
    await office.undoing.undo(office.order("levels undo"), only(entry))

    assert await office.xp(ALICE, BOB) == [0, 200]
    assert (await office.levels.export(ALICE))["levels_snapshots"] == []


# --- undo --------------------------------------------------------------------------------------------------


async def test_an_undo_takes_back_what_was_given(office: Office) -> None:
    await office.have({ALICE: 50})
    done = await office.granting.give(office.order(), ALICE, 300)
    entry = await office.undoing.entry(MANAGER, HERE, done.entry)
    steps: list[Step] = []

    async def follow(step: Step) -> None:
        steps.append(step)

    office.levels.consequences.append(follow)
    shown = await office.undoing.preview(MANAGER, HERE, only(entry))
    assert await office.xp(ALICE) == [350]
    undone = await office.undoing.undo(office.order("levels undo"), only(entry))

    assert undone.changes == shown.changes
    assert [(one.member, one.before, one.after) for one in undone.changes] == [(ALICE, 350, 50)]
    assert [(step.before, step.after) for step in steps] == [(350, 50)]
    assert await office.xp(ALICE) == [50]


async def test_an_undo_says_what_it_could_not_take(office: Office) -> None:
    done = await office.granting.give(office.order(), ALICE, 300)
    await office.granting.transfer(office.order(), ALICE, BOB, 200)
    entry = await office.undoing.entry(MANAGER, HERE, done.entry)

    undone = await office.undoing.undo(office.order("levels undo"), only(entry))

    assert undone.short == {ALICE: 200}
    assert await office.xp(ALICE, BOB) == [0, 200]


async def test_all_that_somebody_did_is_undone_at_once(office: Office) -> None:
    await office.have({BOB: 500})
    await office.granting.give(office.order(), ALICE, 300)
    office.clock.advance(timedelta(hours=2))
    since = office.clock.now()
    await office.granting.give(office.order(), ALICE, 40)
    await office.granting.take(office.order(), BOB, 100)
    await office.house.ledger.transfer(
        HERE, Transfer(Account.source("x"), Account.member(ALICE), "coins", 9),
        key="coins", actor=MANAGER.user, reason="", command="",
    )  # fmt: skip
    what = office.undoing.span(MANAGER.user, since, office.clock.now() + timedelta(seconds=1))

    undone = await office.undoing.undo(office.order("levels undo"), what)

    assert len(undone.entries) == 2
    assert await office.xp(ALICE, BOB) == [300, 500]
    assert await office.house.ledger.balance(HERE, Account.member(ALICE), "coins") == 9


async def test_a_whole_command_is_undone_and_a_reward_too(office: Office) -> None:
    prize = Reward(40, "prize:1", "quests.daily", "ten good mornings")
    await office.levels.reward(HERE, ALICE, prize)
    [entry] = await office.undoing.history(MANAGER, HERE, ALICE)
    assert entry.actor == HOUSE_ITSELF

    await office.undoing.undo(office.order("levels undo"), command_of(entry))

    assert await office.xp(ALICE) == [0]
    assert not await office.levels.reward(HERE, ALICE, prize), "what was undone doesn't come back by itself"


async def test_nothing_older_than_thirty_days_is_undone(office: Office) -> None:
    done = await office.granting.give(office.order(), ALICE, 300)
    office.clock.advance(timedelta(days=30, seconds=1))

    with pytest.raises(TooOldToUndo):
        await office.undoing.entry(MANAGER, HERE, done.entry)
    what = office.undoing.span(MANAGER.user, FRIDAY_NOON, office.clock.now())
    with pytest.raises(NothingToUndo):
        await office.undoing.preview(MANAGER, HERE, what)


async def test_other_entries_are_nobodys_here(office: Office) -> None:
    done = await office.granting.give(office.order(), ALICE, 300)
    coins = await office.house.ledger.transfer(
        HERE, Transfer(Account.source("x"), Account.member(ALICE), "coins", 9),
        key="coins", actor=MANAGER.user, reason="", command="",
    )  # fmt: skip

    for guild, number in ((ELSEWHERE, done.entry), (HERE, 0), (HERE, 1 << 70), (HERE, coins.entries[0].id)):
        with pytest.raises(NoSuchEntry):
            await office.undoing.entry(MANAGER, guild, number)
    with pytest.raises(Refusal):
        await office.undoing.preview(MANAGER, HERE, only(coins.entries[0]))


async def test_the_number_that_lists_show_is_enough(office: Office) -> None:
    done = await office.granting.give(office.order(), ALICE, 300)

    found = await office.undoing.entry(MANAGER, HERE, done.entry % SHORT)

    assert found.id == done.entry
    with pytest.raises(NoSuchEntry):
        await office.undoing.entry(MANAGER, ELSEWHERE, done.entry % SHORT)


async def test_corrections_are_found_among_hundreds_of_rewards(office: Office) -> None:
    done = await office.granting.give(office.order(), ALICE, 300)
    prizes = [Reward(1, f"prize:{n}", "quests.daily", "a good morning") for n in range(LOOKED_THROUGH + 1)]
    await office.levels.reward_each(HERE, [(BOB, prize) for prize in prizes])
    [newest] = await office.undoing.history(MANAGER, HERE, BOB, limit=1)

    found = [await office.undoing.entry(MANAGER, HERE, one % SHORT) for one in (done.entry, newest.id)]

    assert [one.id for one in found] == [done.entry, newest.id]
    assert [one.id for one in await office.undoing.history(MANAGER, HERE)] == [done.entry]
    assert await office.undoing.history(replace(MANAGER, guild=ELSEWHERE), ELSEWHERE) == []


async def test_history_turns_its_pages(office: Office) -> None:
    for amount in range(1, 24):
        await office.granting.give(office.order(), ALICE if amount % 2 else BOB, amount)

    first = await office.undoing.history(MANAGER, HERE, limit=10)
    second = await office.undoing.history(MANAGER, HERE, before=first[-1].id, limit=10)
    bobs = await office.undoing.history(MANAGER, HERE, BOB, limit=100)

    assert [one.transfer.amount for one in [*first, *second]] == list(range(23, 3, -1))
    assert [one.transfer.amount for one in bobs] == list(range(22, 0, -2))


async def test_the_ledger_never_drifts(office: Office) -> None:
    await office.have({ALICE: 300, BOB: 20})
    for n in range(5):
        await office.granting.give(office.order(), ALICE, 10 + n)
        await office.granting.transfer(office.order(), ALICE, BOB, 5)
    _, entry = await office.granting.reset_everybody(office.order("levels reset"))
    await office.undoing.undo(office.order("levels undo"), only(entry))

    assert await office.house.ledger.drift_anywhere() == []
    assert sum(await office.xp(ALICE, BOB)) == 300 + 20 + sum(range(10, 15))
