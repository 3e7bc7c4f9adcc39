"""Members react and use commands, and both earn a little."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId
from tika_bot.core.house import House
from tika_bot.plugins.levels.model import Reaction, Reason, Source
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BRUNO = UserId(7), UserId(8)
GENERAL = ChannelId(10)


class Scene:
    """A house with levels in it."""

    def __init__(self, house: House) -> None:
        assert isinstance(house.clock, StillClock)
        self.house, self.clock = house, house.clock
        self.levels = build(house)

    def react(self, giver: UserId = ALICE, *, message: int = 1, author: UserId = BRUNO, **given: Any) -> None:  # noqa: ANN401 # any of a reaction's facts
        facts = {"channel": GENERAL, "parent": None, "written_at": self.clock.now()} | given
        self.levels.react(HERE, giver, Reaction(MessageId(message), author, **facts), (RoleId(5),))

    def command(self, who: UserId = ALICE) -> None:
        self.levels.command(HERE, who, GENERAL, None, (RoleId(5),))

    async def xp(self, who: UserId, guild: GuildId = HERE) -> int:
        return (await self.levels.standing(guild, who)).xp

    async def tune(self, **changes: object) -> None:
        version = self.house.settings.version(HERE, "levels")
        new = Settings.model_validate(changes)
        await self.house.settings.save(HERE, "levels", new, by=ALICE, based_on=version)


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield Scene(house)


async def test_a_reaction_earns_three_for_the_giver_and_two_for_the_author(scene: Scene) -> None:
    scene.react()

    assert (await scene.xp(ALICE), await scene.xp(BRUNO)) == (3, 2)
    assert await scene.xp(ALICE, ELSEWHERE) == 0


async def test_a_second_emoji_on_the_same_message_earns_nothing(scene: Scene) -> None:
    scene.react()
    scene.clock.advance(timedelta(minutes=5))
    scene.react()

    assert (await scene.xp(ALICE), await scene.xp(BRUNO)) == (3, 2)


async def test_within_thirty_seconds_only_the_first_reaction_earns(scene: Scene) -> None:
    scene.react(message=1)
    scene.clock.advance(timedelta(seconds=29))
    scene.react(message=2)
    scene.clock.advance(timedelta(seconds=1))
    scene.react(message=3)

    assert (await scene.xp(ALICE), await scene.xp(BRUNO)) == (6, 4)


async def test_nobody_earns_by_reacting_to_themselves(scene: Scene) -> None:
    scene.react(author=ALICE)

    assert await scene.xp(ALICE) == 0


async def test_a_message_of_yesterday_earns_nothing(scene: Scene) -> None:
    scene.react(written_at=scene.clock.now() - timedelta(hours=24))

    assert (await scene.xp(ALICE), await scene.xp(BRUNO)) == (0, 0)


async def test_the_first_reaction_to_each_message_counts_even_if_it_earns_nothing(scene: Scene) -> None:
    for message in (1, 1, 2):
        scene.react(message=message)
    for _ in range(3):
        scene.react(message=3, written_at=scene.clock.now() - timedelta(hours=24))
    scene.command()

    await scene.levels.flush()

    async with scene.house.database.reading(HERE) as connection:
        for table in ("levels_members", "levels_days"):
            query = text(f"SELECT reactions, commands FROM {table} WHERE guild_id = 1 AND user_id = 7")
            assert [tuple(row) for row in await connection.execute(query)] == [(3, 1)]


async def test_a_command_earns_two_every_thirty_seconds(scene: Scene) -> None:
    for _ in range(3):
        scene.command()
        scene.clock.advance(timedelta(seconds=15))

    assert await scene.xp(ALICE) == 4


async def test_the_days_limit_ends_at_midnight(scene: Scene) -> None:
    await scene.tune(command_daily_cap=3)
    for _ in range(5):
        scene.command()
        scene.clock.advance(timedelta(minutes=1))
    assert await scene.xp(ALICE) == 3

    scene.clock.advance(timedelta(days=1))
    scene.command()

    assert await scene.xp(ALICE) == 5


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reactions": False}, (2, 0)),
        ({"commands": False}, (3, 2)),
        ({"rate": 2.0}, (10, 4)),
        ({"rate": 2.0, "reaction_rate": 0.5}, (7, 2)),
        ({"no_xp_channels": (10,)}, (0, 0)),
        ({"no_xp_roles": (5,)}, (0, 0)),
        ({"messages": False}, (5, 2)),
    ],
)
async def test_a_guild_tunes_each_source(
    scene: Scene, changes: dict[str, object], expected: tuple[int, int]
) -> None:
    await scene.tune(**changes)
    scene.react()
    scene.command()

    assert (await scene.xp(ALICE), await scene.xp(BRUNO)) == expected


async def test_an_author_with_a_role_without_xp_earns_nothing_and_the_giver_does(scene: Scene) -> None:
    await scene.tune(no_xp_roles=(6,))
    scene.react(author_roles=(RoleId(6),))
    barred = (await scene.xp(ALICE), await scene.xp(BRUNO))
    await scene.tune(no_xp_roles=())
    scene.clock.advance(timedelta(minutes=1))
    scene.react(message=2, author_roles=(RoleId(6),))

    assert barred == (3, 0)
    assert (await scene.xp(ALICE), await scene.xp(BRUNO)) == (6, 2)
    assert await scene.xp(BRUNO, ELSEWHERE) == 0


async def test_who_is_forgotten_may_earn_at_once(scene: Scene) -> None:
    scene.command()
    await scene.levels.forget(ALICE)
    scene.command()

    assert await scene.xp(ALICE) == 2


async def test_why_says_what_became_of_each_reaction(scene: Scene) -> None:
    await scene.tune(no_xp_channels=(99,), no_xp_roles=())
    scene.react(author=ALICE)
    scene.react(message=2, written_at=scene.clock.now() - timedelta(hours=24))
    scene.react(message=3, channel=ChannelId(99))
    scene.react(message=4)
    scene.react(message=4)

    fates = [(one.reason, one.xp) for one in scene.levels.why(HERE, ALICE).noticed]
    assert fates == [
        (Reason.AGAIN, 0), (Reason.EARNED, 3), (Reason.CHANNEL, 0), (Reason.OLD, 0), (Reason.OWN, 0),
    ]  # fmt: skip
    [liked] = scene.levels.why(HERE, BRUNO).noticed
    assert (liked.reason, liked.xp, liked.source) == (Reason.LIKED, 2, Source.REACTION)
    assert scene.levels.why(ELSEWHERE, ALICE).noticed == ()


async def test_why_says_that_the_day_is_full_that_it_is_off_or_that_a_pause_runs(scene: Scene) -> None:
    await scene.tune(command_daily_cap=2)
    scene.command()
    scene.command()
    scene.clock.advance(timedelta(minutes=1))
    scene.command()
    await scene.tune(commands=False)
    scene.clock.advance(timedelta(minutes=1))
    scene.command()

    why = scene.levels.why(HERE, ALICE)
    assert [one.reason for one in why.noticed] == [
        Reason.SWITCHED_OFF, Reason.CAPPED, Reason.COOLDOWN, Reason.EARNED,
    ]  # fmt: skip
    assert {one.source for one in why.noticed} == {Source.COMMAND}


async def test_why_says_that_a_deed_is_worth_nothing(scene: Scene) -> None:
    await scene.tune(command_rate=0, command_daily_cap=5)
    scene.command()

    assert scene.levels.why(HERE, ALICE).noticed[0].reason is Reason.WORTHLESS
    assert scene.levels.why(ELSEWHERE, ALICE).noticed == ()


async def test_why_keeps_five_deeds_and_forgets_them_with_the_member(scene: Scene) -> None:
    for _ in range(7):
        scene.command()

    assert len(scene.levels.why(HERE, ALICE).noticed) == 5
    await scene.levels.forget(ALICE)
    assert scene.levels.why(HERE, ALICE).noticed == ()


async def test_why_claims_no_full_day_where_authors_get_nothing(scene: Scene) -> None:
    await scene.tune(reaction_min=30, reaction_max=30, reaction_rate=0.1)
    scene.react()

    assert scene.levels.why(HERE, ALICE).noticed[0].xp == 3
    assert scene.levels.why(HERE, BRUNO).noticed == (), "a fifth of a point is none, and no limit"
