"""Staff and bots are on no board, whoever leaves isn't either, and everybody else's rank stays exact."""

import asyncio
from collections.abc import AsyncIterator, Collection

import pytest

from tika_bot.base.clock import millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId
from tika_bot.core.house import House
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Seen
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore, RoleStore
from tika_bot.plugins.levels.windows import Measure, Ranking, Window
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
STAFF, REGULAR = RoleId(50), RoleId(51)
ALICE, BRUNO, CLEO, DORA = (UserId(n) for n in (7, 8, 9, 10))
XP = {ALICE: 400, BRUNO: 300, CLEO: 200, DORA: 100}


class Office:
    """A house with levels in it, in which the four have XP in two guilds; one of these hides its staff."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.levels = build(house)
        self.store = MemberStore(house.database)

    async def gives(self, xp: dict[UserId, int], guild: GuildId = HERE) -> None:
        async with self.store.everywhere():
            await self.store.add([Addition(guild, who, gain, 1, 1) for who, gain in xp.items()], day=20_777)

    async def hides(self, *roles: RoleId, guild: GuildId = HERE) -> None:
        kept, new = self.house.settings, Settings(board_hidden_roles=roles)
        await kept.save(guild, "levels", new, by=ALICE, based_on=kept.version(guild, "levels"))

    async def listed(self, guild: GuildId = HERE) -> list[UserId]:
        """Return who is on the board, whose ranks have to be those of their lines."""
        board = await self.levels.board(guild, 1)
        for place in board.places:
            standing = await self.levels.standing(guild, place.member)
            assert (standing.rank, standing.of) == (place.rank, len(board.places))
        assert board.of == len(board.places)
        return [place.member for place in board.places]

    async def looks(
        self, *roles: Collection[RoleId], guild: GuildId = HERE, bots: Collection[UserId] = ()
    ) -> None:
        """See the four on one page, with these roles each."""
        page = {who: Seen(has, who in bots) for who, has in zip(XP, roles, strict=False)}
        self.levels.hiding.expect(guild)
        await self.levels.hiding.see(guild, page, UserId(0), None)


@pytest.fixture(params=["few", "many"])
async def office(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    async with a_house(database, "levels", settings=Settings) as house:
        made = Office(house)
        await made.gives(XP)
        await made.gives(XP, ELSEWHERE)
        await made.hides(STAFF)
        if request.param == "many":
            await made.store.enlarge(HERE, FRIDAY_NOON)
        yield made


async def test_whoever_gets_a_hidden_role_is_on_no_board_until_it_goes(office: Office) -> None:
    hiding = office.levels.hiding
    await hiding.change(HERE, ALICE, (REGULAR, STAFF))
    await hiding.change(ELSEWHERE, ALICE, (REGULAR, STAFF))

    assert await office.listed() == [BRUNO, CLEO, DORA]
    assert await office.listed(ELSEWHERE) == [ALICE, BRUNO, CLEO, DORA]
    hidden = await office.levels.standing(HERE, ALICE)
    assert (hidden.rank, hidden.xp, hidden.is_hidden) == (None, 400, True)
    by_messages = await office.levels.board(HERE, 1, Ranking(Measure.MESSAGES, Window.ALL))
    assert [place.member for place in by_messages.places] == [BRUNO, CLEO, DORA]
    today = await office.levels.board(HERE, 1, Ranking(Measure.XP, Window.MONTH))
    assert ALICE not in [place.member for place in today.places]

    await hiding.change(HERE, ALICE, (REGULAR,))

    assert await office.listed() == [ALICE, BRUNO, CLEO, DORA]
    assert (await office.levels.standing(HERE, ALICE)).rank == 1


async def test_who_was_hidden_before_their_first_word_stays_hidden(office: Office) -> None:
    newcomer = UserId(11)
    await office.levels.hiding.change(HERE, newcomer, (STAFF,))
    say(office, HERE, newcomer)
    say(office, ELSEWHERE, newcomer)
    await office.levels.flush()

    assert newcomer not in await office.listed()
    assert newcomer in await office.listed(ELSEWHERE)
    assert (await office.levels.standing(HERE, newcomer)).xp > 0
    await office.levels.hiding.change(HERE, newcomer, ())
    assert newcomer in await office.listed()


async def test_what_was_heard_last_counts_however_quick_it_was(office: Office) -> None:
    hiding = office.levels.hiding

    await asyncio.gather(*(hiding.change(HERE, ALICE, (STAFF,) * (n % 2)) for n in range(9)))
    await asyncio.gather(hiding.leave(HERE, BRUNO), hiding.come_back(HERE, BRUNO, ()))
    await asyncio.gather(hiding.come_back(HERE, CLEO, ()), hiding.leave(HERE, CLEO))

    assert await office.listed() == [ALICE, BRUNO, DORA]


async def test_staff_who_leave_and_return_are_hidden_for_both_reasons(office: Office) -> None:
    hiding = office.levels.hiding
    await hiding.change(HERE, ALICE, (STAFF,))
    await hiding.leave(HERE, ALICE)
    say(office, HERE, ALICE)
    await office.levels.flush()
    assert await office.listed() == [BRUNO, CLEO, DORA]

    await hiding.leave(HERE, ALICE)
    await hiding.come_back(HERE, ALICE, (STAFF,))
    assert await office.listed() == [BRUNO, CLEO, DORA]
    await hiding.leave(HERE, ALICE)
    await hiding.come_back(HERE, ALICE, ())
    assert await office.listed() == [ALICE, BRUNO, CLEO, DORA]


async def test_a_look_at_everybody_mends_what_happened_while_nobody_listened(office: Office) -> None:
    await office.levels.hiding.change(HERE, ALICE, (STAFF,))
    await office.levels.hiding.leave(HERE, BRUNO)

    await office.looks((), (), (STAFF,))

    assert await office.listed() == [ALICE, BRUNO]
    assert await office.listed(ELSEWHERE) == [ALICE, BRUNO, CLEO, DORA]
    await office.looks((), (), (), (), bots={BRUNO})
    assert await office.listed() == [ALICE, CLEO, DORA]


async def test_pages_say_nothing_of_whom_they_do_not_hold(office: Office) -> None:
    hiding = office.levels.hiding

    await hiding.see(HERE, {BRUNO: Seen(())}, ALICE, BRUNO)
    assert await office.listed() == [ALICE, BRUNO, CLEO, DORA]
    await hiding.see(HERE, {}, BRUNO, CLEO)

    assert await office.listed() == [ALICE, BRUNO, DORA]


async def test_what_is_heard_while_a_page_is_on_its_way_is_newer(office: Office) -> None:
    hiding = office.levels.hiding
    hiding.expect(HERE)
    await hiding.change(HERE, ALICE, (STAFF,))
    await hiding.leave(HERE, BRUNO)
    await hiding.leave(HERE, CLEO)
    await hiding.come_back(HERE, CLEO, ())

    await hiding.see(HERE, {who: Seen(()) for who in (ALICE, BRUNO, DORA)}, UserId(0), None)

    assert await office.listed() == [CLEO, DORA]


async def test_everybody_is_looked_at_when_hidden_roles_are_others(office: Office) -> None:
    waiting = RoleStore(office.house.database)
    assert set(await waiting.pending()) == {HERE}
    for guild in (HERE, ELSEWHERE):
        sync = await waiting.sync(guild)
        if sync is not None:
            await waiting.end(sync)

    await office.hides(STAFF)
    assert await waiting.pending() == {}
    await office.levels.hiding.drop(HERE, REGULAR)
    await office.levels.hiding.look_around(ELSEWHERE)
    assert await waiting.pending() == {}

    await office.levels.hiding.drop(HERE, STAFF)
    await office.hides(REGULAR, guild=ELSEWHERE)
    assert set(await waiting.pending()) == {HERE, ELSEWHERE}


async def test_staff_are_hidden_from_boards_only(office: Office) -> None:
    await office.levels.hiding.change(HERE, ALICE, (STAFF,))
    await office.levels.hiding.leave(HERE, BRUNO)

    assert await office.levels.members(HERE, after=UserId(0), most=10) == [ALICE, CLEO, DORA]
    assert sorted(await RoleStore(office.house.database).known(HERE)) == [ALICE, CLEO, DORA]
    assert sorted(await office.store.people(HERE)) == [(100, 1), (200, 1), (400, 1)]


async def test_who_is_forgotten_while_hidden_leaves_ranks_as_they_are(office: Office) -> None:
    await office.levels.hiding.change(HERE, ALICE, (STAFF,))

    await office.levels.forget(ALICE)

    assert await office.listed() == [BRUNO, CLEO, DORA]
    assert (await office.levels.export(ALICE))["levels_members"] == []


def say(office: Office, guild: GuildId, who: UserId) -> None:
    now = office.house.clock.now()
    text = "The kettle sings again"
    office.levels.hear(
        ChatMessage(MessageId(1), guild, ChannelId(10), None, who, "Somebody", text, millis(now))
    )
