"""Admins make achievements of their own, give and take them, and verify; each guild for itself."""

import asyncio
import io

import pytest
from PIL import Image
from sqlalchemy import event, text
from tests.plugins.achievements.conftest import ALICE, BOB, GENERAL, HERE, THERE, World

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.ledger import Account
from tika_bot.drawing.intake import MAX_BYTES, PictureTooLarge
from tika_bot.drawing.portraits import UnreadablePicture
from tika_bot.plugins.achievements import jobs
from tika_bot.plugins.achievements.model import (
    MOST_OWN,
    AlreadyHeld,
    Choice,
    NotHeld,
    NotOwn,
    Rule,
    TooManyOwn,
    UnknownAchievement,
    Wish,
    own_rule,
)
from tika_bot.plugins.achievements.service.roles import NobodyThere
from tika_bot.plugins.levels.api import XP

ADMIN, ROLE = UserId(1), RoleId(55)
TEA = Wish("Tea Friend", "Two cups", "2", "5", "🫖", Choice.MESSAGES)


async def made(world: World, wish: Wish = TEA, request: str = "1", guild: GuildId = HERE) -> Rule:
    return await world.achievements.making.create(guild, wish, by=ADMIN, request=request)


async def balance(world: World, member: UserId = ALICE) -> int:
    return await world.house.ledger.balance(HERE, Account.counter(member), XP)


async def test_an_own_one_is_won_like_any_other_and_only_here(world: World) -> None:
    rule = await made(world)
    for guild in (HERE, THERE):
        world.says(ALICE, "One cup, please!", guild)
        world.says(ALICE, "And another one.", guild)

    await world.settles()

    assert await world.held(ALICE) == {"first-words": 1, rule.key: 1}
    assert await world.held(ALICE, THERE) == {"first-words": 1}
    assert await balance(world) == 5
    assert world.achievements.own(THERE) == ()


async def test_the_same_request_makes_one(world: World) -> None:
    first = await made(world)

    again = await asyncio.gather(*(made(world) for _ in range(5)))

    assert {rule.key for rule in again} == {first.key}
    assert len(world.achievements.own(HERE)) == 1


async def test_many_at_once_get_numbers_of_their_own(world: World) -> None:
    rules = await asyncio.gather(*(made(world, request=str(n)) for n in range(2)))

    assert len({rule.key for rule in rules}) == 2


async def test_there_is_room_for_so_many(world: World) -> None:
    for number in range(MOST_OWN):
        await made(world, request=str(number))

    with pytest.raises(TooManyOwn):
        await made(world, request="one too many")

    await made(world, guild=THERE)


async def test_it_is_there_after_a_restart_and_changes_are_followed(world: World) -> None:
    rule = await made(world)
    await world.achievements.start()
    await world.achievements.close()
    assert [one.name for one in world.achievements.own(HERE)] == ["Tea Friend"]

    changed, _ = await world.achievements.making.change(
        HERE, rule.key, Wish("Kettle Friend", "", "1", "0", "", Choice.MESSAGES, is_secret=True)
    )

    assert (changed.name, changed.emoji, changed.is_secret) == ("Kettle Friend", "🏅", True)
    assert world.achievements.rule(HERE, rule.key) == changed
    with pytest.raises(UnknownAchievement):
        await world.achievements.making.change(THERE, rule.key, TEA)
    with pytest.raises(NotOwn):
        await world.achievements.making.change(HERE, "first-words", TEA)


async def test_a_deleted_one_goes_from_everybody_and_its_number_never_comes_back(world: World) -> None:
    rule = await made(world)
    await world.achievements.grant(HERE, ALICE, rule.key, None, ADMIN)

    _, held = await world.achievements.making.delete(HERE, rule.key)

    assert held == 1 and await world.held(ALICE) == {}
    assert (await made(world, request="2")).key != rule.key
    with pytest.raises(UnknownAchievement):
        await world.achievements.making.delete(HERE, rule.key)


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        (Wish("  ", "", "1", "0", "", Choice.XP), "no_name"),
        (Wish("a", "", "0", "0", "", Choice.XP), "not_a_number"),
        (Wish("a", "", "1.5e3", "0", "", Choice.XP), "not_a_number"),
        (Wish("a", "", "²", "0", "", Choice.XP), "not_a_number"),
        (Wish("a", "", "9" * 40, "0", "", Choice.XP), "not_a_number"),
        (Wish("a", "", "1", "1000000", "", Choice.XP), "not_a_number"),
        (Wish("a", "", "1", "0", "tea", Choice.XP), "not_an_emoji"),
    ],
)
def test_what_cannot_be_is_refused(wish: Wish, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        own_rule(1, wish)

    assert refused.value.key == f"achievements.{key}"


@pytest.mark.parametrize("emoji", ["🏅", "👩‍🚀", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "<:kettle:123456789012345678>", ""])
def test_emoji_of_every_kind_are_taken(emoji: str) -> None:
    assert own_rule(1, Wish("a", "", "1,000", "", emoji, Choice.XP)).tiers[0].at == 1_000


@pytest.mark.parametrize("choice", list(Choice))
def test_every_choice_is_a_rule_and_back(choice: Choice) -> None:
    assert Choice.of(own_rule(1, Wish("a", "", "1", "0", "", choice))) is choice


async def test_a_gift_pays_once_and_what_was_taken_is_given_back_unpaid(world: World) -> None:
    world.achievements.seen(HERE, ALICE, GENERAL)
    give, take = world.achievements.grant, world.achievements.revoke

    assert await give(HERE, ALICE, "chatterbox", 2, ADMIN) == 2
    paid = await balance(world)
    with pytest.raises(AlreadyHeld):
        await give(HERE, ALICE, "chatterbox", 1, ADMIN)
    await take(HERE, ALICE, "chatterbox", ADMIN)
    assert await world.held(ALICE) == {}
    with pytest.raises(NotHeld):
        await take(HERE, ALICE, "chatterbox", ADMIN)
    assert await give(HERE, ALICE, "chatterbox", None, ADMIN) == 2

    assert paid == await balance(world) == 25 + 75
    assert await world.held(ALICE, THERE) == {}
    assert len(await world.told()) == 1


async def test_what_was_taken_is_not_won_again(world: World) -> None:
    world.says(ALICE, "Good morning, everybody!")
    await world.settles()
    await world.achievements.revoke(HERE, ALICE, "first-words", ADMIN)

    world.says(ALICE, "Good evening, everybody!")
    await world.settles()
    await world.achievements.shelf(HERE, ALICE)

    assert await world.held(ALICE) == {}
    assert await world.achievements.repair(HERE) == 0


async def test_the_next_tier_is_given_unless_said_otherwise(world: World) -> None:
    tiers = [await world.achievements.grant(HERE, BOB, "applause", None, ADMIN) for _ in range(3)]

    assert tiers == [1, 2, 3]


async def test_verify_finds_what_is_missing_and_what_is_not_earned(world: World) -> None:
    await world.lived(ALICE, messages=5)
    await world.lived(BOB, messages=5, guild=THERE)
    async with world.house.database.writing(HERE) as connection:
        await connection.execute(
            text("INSERT INTO achievements_held VALUES (:guild, :user, 'chatterbox', 1, 0, NULL, 0)"),
            {"guild": HERE, "user": ALICE},
        )

    report = await world.achievements.verify(HERE)

    assert (report.checked, report.missing, report.unearned) == (1, 1, 1)
    assert report.drifts[0].missing == (("first-words", 1),)
    assert report.drifts[0].unearned == (("chatterbox", 1),)
    assert await world.achievements.repair(HERE) == 1
    assert (await world.achievements.verify(HERE)).missing == 0
    assert await world.told() == [], "who is given something late isn't shouted about"
    assert await world.held(BOB, THERE) == {}


async def test_verify_goes_through_everybody(world: World) -> None:
    for member in range(100, 190):
        await world.lived(UserId(member), messages=1)

    report = await world.achievements.verify(HERE)

    assert (report.checked, report.missing, report.is_complete) == (90, 90, True)
    assert (await world.achievements.verify(HERE, UserId(100))).checked == 1


async def test_a_role_waits_until_discord_is_there(world: World) -> None:
    rule = await made(world, Wish("Tea", "", "1", "0", "", Choice.HAND, role=ROLE))
    await world.achievements.grant(HERE, ALICE, rule.key, None, ADMIN)
    async with world.house.database.reading(HERE) as connection:
        query = text("SELECT payload FROM core_timers WHERE guild_id = :guild AND plugin = 'achievements'")
        waiting = (await connection.execute(query, {"guild": HERE})).scalars().all()
    given: list[tuple[int, ...]] = []

    async def change(guild: GuildId, member: UserId, role: RoleId, give: bool) -> bool:  # by shape
        given.append((guild, member, role, give))
        return True

    payload = {"guild": str(HERE), "member": str(ALICE), "role": str(ROLE), "give": True}
    with pytest.raises(NobodyThere):
        await jobs.change_role(world.achievements, payload, 1)  # type: ignore[arg-type] # any timer
    world.achievements.roles.discord = change
    await jobs.change_role(world.achievements, payload, 1)  # type: ignore[arg-type] # any timer

    assert len(waiting) == 1 and str(ROLE) in waiting[0]
    assert given == [(HERE, ALICE, ROLE, True)]


def picture() -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (300, 200), "#ff8800").save(page, "JPEG")
    return page.getvalue()


async def test_a_picture_is_kept_small_and_shown_to_other_plugins(world: World) -> None:
    async def read() -> bytes:
        return picture()

    world.achievements.pictures.begin(HERE, "draft", 5, read)
    assert await world.achievements.pictures.finish(THERE, "draft") is None, "another guild's draft"
    badge = await world.achievements.pictures.finish(HERE, "draft")
    rule = await made(world, Wish("Tea", "", "1", "0", "", Choice.HAND, badge=badge))
    await world.achievements.grant(HERE, ALICE, rule.key, None, ADMIN)

    [shown] = await world.achievements.badges(HERE, ALICE)

    assert (shown.name, shown.tier, shown.tiers) == ("Tea", 1, 1)
    assert shown.picture is not None
    with Image.open(io.BytesIO(shown.picture)) as image:
        assert (image.format, image.size) == ("PNG", (128, 128))
    assert await world.achievements.badges(THERE, ALICE) == ()
    await world.achievements.making.delete(HERE, rule.key)
    assert await world.house.blobs.names() == set()


async def test_badges_are_the_dearest_tiers_held_and_need_no_history(world: World) -> None:
    cheap = await made(world, Wish("Cup", "", "1", "5", "", Choice.HAND), request="cup")
    dear = await made(world, Wish("Pot", "", "1", "90", "", Choice.HAND), request="pot")
    lost = await made(world, Wish("Tray", "", "1", "70", "", Choice.HAND), request="tray")
    for rule in (cheap, dear, lost):
        await world.achievements.grant(HERE, ALICE, rule.key, None, ADMIN)
    await world.achievements.revoke(HERE, ALICE, lost.key, ADMIN)
    asked: list[str] = []

    def hear(*executed: object) -> None:
        asked.append(str(executed[2]))

    for engine in world.house.database.side.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", hear)
    shown = await world.achievements.badges(HERE, ALICE, most=2)
    elsewhere = await world.achievements.badges(THERE, ALICE)
    for engine in world.house.database.side.engines:
        event.remove(engine.sync_engine, "before_cursor_execute", hear)

    assert ([one.name for one in shown], elsewhere) == (["Pot", "Cup"], ())
    assert any("achievements_held" in one for one in asked)
    assert not any("levels_" in one for one in asked)


async def test_a_picture_that_is_none_is_told_when_the_form_comes(world: World) -> None:
    async def read() -> bytes:
        return b"GIF89a"

    world.achievements.pictures.begin(HERE, "draft", 5, read)

    with pytest.raises(UnreadablePicture):
        await world.achievements.pictures.finish(HERE, "draft")
    with pytest.raises(PictureTooLarge):
        world.achievements.pictures.begin(HERE, "draft", MAX_BYTES + 1, read)


async def test_whoever_wants_to_be_forgotten_is_and_wins_nothing_back(world: World) -> None:
    await made(world)
    world.says(ALICE, "Good morning, everybody!")
    world.says(BOB, "Good morning, Alice!")
    await world.settles()
    await world.achievements.grant(HERE, BOB, "chatterbox", None, ALICE)
    kept = await world.achievements.export(ALICE)
    assert [row["rule"] for row in kept["achievements_held"]] == ["first-words"]

    world.says(ALICE, "Forget me, please.")
    await world.achievements.forget(ALICE)
    await world.settles()  # levels still know her at that moment
    await world.levels.forget(ALICE)
    await world.settles()

    assert await world.achievements.export(ALICE) == {"achievements_held": [], "achievements_own": []}
    assert await world.held(ALICE) == {}
    assert await world.held(BOB) == {"first-words": 1, "chatterbox": 1}
