"""Somebody brings files: of six other bots, of our own, and broken ones. All that is said of them is true."""

import gzip
import json
from typing import Any

import pytest

from tika_bot.base.ids import UserId
from tika_bot.plugins.levels.importing.decoding import MEMBERS, OPERATORS
from tika_bot.plugins.levels.importing.model import FileUnreadable, Found, Why
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.level_roles import Mode
from tika_bot.plugins.levels.model import Counters

ANNA, BEN = 1310000000000000001, 1310000000000000002
ROLE = 1310000000000001001


def read(document: object, name: str = "levels.json") -> Found:
    return read_files([(name, content_of(document))])


def content_of(document: object) -> bytes:
    if isinstance(document, bytes):
        return document
    return (document if isinstance(document, str) else json.dumps(document)).encode()


def xp(found: Found) -> dict[int, int]:
    return {int(member): one.counters.xp for member, one in found.members.items()}


def roles(found: Found) -> dict[int, int]:
    return {int(rule.role): rule.level for rule in found.roles.values()}


def why(found: Found) -> dict[str, Why]:
    return {one.where: one.why for one in found.skipped}


def mee6_player(member: int, xp: int) -> dict[str, Any]:
    return {
        "id": str(member), "xp": xp, "level": 3, "message_count": 21, "detailed_xp": [10, 220, xp],
        "username": "محمد", "discriminator": "0", "avatar": "a1", "guild_id": "1",
    }  # fmt: skip


REWARD = {"rank": 5, "role": {"id": str(ROLE), "name": "Regular", "color": 0}}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"players": [mee6_player(ANNA, 500)], "role_rewards": [REWARD]}, {ANNA: 500}),
        ([{"players": [mee6_player(ANNA, 500)]}, {"players": [mee6_player(BEN, 60)]}], {ANNA: 500, BEN: 60}),
        (f"id,username,xp,level,message_count\r\n{ANNA},Anna,500,3,21\r\n", {ANNA: 500}),
        (f"User ID;XP\n{ANNA};500\n", {ANNA: 500}),
        ({"settings": {"rewards": []}, "users": {str(ANNA): {"xp": 500, "cooldown": 0}}}, {ANNA: 500}),
        ({"data": [{"id": str(ANNA), "exp": 500, "level": 3, "weeklyExp": 4}], "count": 1}, {ANNA: 500}),
        ({"guild_id": "1", "rankings": [{"rank": 1, "score": 500, "user_id": str(ANNA)}]}, {ANNA: 500}),
        ({"configs": {"1": {"users": {str(ANNA): {"xp": 500.7, "voice": 61.5}}}}}, {ANNA: 500}),
        ({"1": {"users": {str(ANNA): {"xp": 500.7}}, "levelroles": {}}}, {ANNA: 500}),
        ({"users": {str(ANNA): {"xp": 500.7}}, "levelroles": {}}, {ANNA: 500}),
        ({"members": [{"id": ANNA, "xp": 500}]}, {ANNA: 500}),
        ([{"id": ANNA, "xp": 500}], {ANNA: 500}),
        (f"members:\n  - id: {ANNA}\n    xp: 500\n", {ANNA: 500}),
    ],
)  # fmt: skip
def test_every_shape_is_recognised_by_itself(document: object, expected: dict[int, int]) -> None:
    found = read(document, "whatever")

    assert xp(found) == expected and found.skipped == () and found.read == len(expected)


def test_what_a_page_counts_beside_xp_comes_along_and_the_rest_is_not_named() -> None:
    brought = read({"players": [mee6_player(ANNA, 500)]}).members[UserId(ANNA)]

    assert brought.counters == Counters(xp=500, messages=21)
    assert brought.named == {"xp", "messages"}


@pytest.mark.parametrize(
    "rewards",
    [[REWARD], [{"level": 5, "role_id": str(ROLE)}], [{"rank": "5", "role": ROLE}], {"0": REWARD}],
)
def test_both_shapes_of_rewards_say_which_role_comes_with_which_level(rewards: object) -> None:
    found = read({"players": [], "role_rewards": rewards})

    assert roles(found) == {ROLE: 5} and found.skipped == ()


def test_other_bots_roles_come_along() -> None:
    polaris = {"users": {}, "settings": {"rewards": [{"id": str(ROLE), "level": 7, "keep": False}]}}
    level_up = {"users": {}, "levelroles": {"9": ROLE}}

    assert roles(read(polaris)) == {ROLE: 7} and roles(read(level_up)) == {ROLE: 9}
    assert [rule.mode for rule in read(polaris).roles.values()] == [Mode.REPLACED]
    assert [rule.mode for rule in read(level_up).roles.values()] == [Mode.STACKED]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Anna", Why.NO_ROW),
        (None, Why.NO_ROW),
        ({"xp": 5}, Why.NO_ID),
        ({"id": "1.31E+18", "xp": 5}, Why.BAD_ID),
        ({"id": "-5", "xp": 5}, Why.BAD_ID),
        ({"id": "٤٢", "xp": 5}, Why.BAD_ID),
        ({"id": True, "xp": 5}, Why.BAD_ID),
        ({"id": 2**63, "xp": 5}, Why.BAD_ID),
        ({"id": BEN}, Why.NO_XP),
        ({"id": BEN, "detailed_xp": [1, 2]}, Why.NO_XP),
        ({"id": BEN, "xp": "many"}, Why.NO_NUMBER),
        ({"id": BEN, "xp": True}, Why.NO_NUMBER),
        ({"id": BEN, "xp": [5]}, Why.NO_NUMBER),
        ({"id": BEN, "xp": -5}, Why.NEGATIVE),
        ({"id": BEN, "xp": 2**53 + 1}, Why.HUGE),
        ({"id": BEN, "xp": 1e308}, Why.HUGE),
        ({"id": BEN, "xp": 10**11 + 1}, Why.HUGE),
        ({"id": BEN, "xp": 5, "messages": 2**53 + 1}, Why.HUGE),
        ({"id": BEN, "xp": 5, "messages": -1}, Why.NEGATIVE),
        ({"id": BEN, "xp": 5, "days": [1]}, Why.NO_ROW),
        ({"id": BEN, "xp": 5, "days": {"soon": {"xp": 1}}}, Why.NO_NUMBER),
        ({"id": str(ANNA), "xp": 5}, Why.TWICE),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_the_others_are_read(row: object, reason: Why) -> None:
    found = read({"members": [{"id": ANNA, "xp": 500}, row]}, "ours.json")

    assert why(found) == {"ours.json: members[1]": reason}
    assert xp(found) == {ANNA: 500} and found.read == 2


@pytest.mark.parametrize("reward", ["x", {"rank": 5}, {"role": ROLE}, {"rank": 0, "role": ROLE}])
def test_a_reward_without_role_or_level_is_named(reward: object) -> None:
    found = read({"players": [], "role_rewards": [reward]})

    assert list(why(found)) == ["levels.json: role_rewards[0]"] and roles(found) == {}


def test_a_missing_total_is_taken_from_the_details() -> None:
    assert xp(read({"players": [{"id": str(ANNA), "detailed_xp": [10, 220, 500]}]})) == {ANNA: 500}


DEEP = "[" * 200_000 + "]" * 200_000
YAML_BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nmembers: [*b]\n"


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b" " * (MEMBERS.size + 1), Why.LARGE),
        (gzip.compress(b" " * (MEMBERS.size + 1), mtime=0), Why.LARGE),
        (gzip.compress(b"{}", mtime=0)[:-4], Why.BROKEN),
        (gzip.compress(b"{}", mtime=0)[:-8] + b"wrong end", Why.BROKEN),
        (b"\x1f\x8bsomething else", Why.BROKEN),
        ("id,name,xp\n1,Zoë,5\n".encode("latin-1"), Why.ENCODING),
        ("id,xp\n1,5\n".encode("utf-16-le"), Why.ENCODING),
        (b"\xff\xfei\x00d\x00", Why.UNKNOWN),
        (b"\xff\xfei", Why.ENCODING),
        ('{"players": [', Why.BROKEN),
        ('{"players": [{"id": 1, "xp": NaN}]}', Why.BROKEN),
        ('{"players": [{"id": 1, "xp": %s}]}' % ("9" * 5000), Why.BROKEN),
        ('{"users": {"\\ud800x": {"xp": 5}}, "settings": {}}', Why.CHARACTER),
        ({"members": [], "roles": [{"role": ROLE, "level": 2, "name": "a\0b"}]}, Why.CHARACTER),
        ('[{"id": 1, "xp": 5, "name": ["\\udfff"]}]', Why.CHARACTER),
        ('members: [{id: 1, xp: 5, name: "a\\0b"}]\n', Why.CHARACTER),
        ("id,xp,name\n" + "1,5,Anna\n" * 200 + "2,5,a\0b\n", Why.CHARACTER),
        (DEEP, Why.CROWDED),
        ('{"players": [' + "[]," * 1_000_001 + "0]}", Why.CROWDED),
        ("[" + "0," * 4_000_001 + "0]", Why.CROWDED),
        (YAML_BOMB, Why.ALIASES),
        ("members: !!python/object:os.system [x]\n", Why.BROKEN),
        ("members:\n" + "".join("  " * n + "- \n" for n in range(1, 60)), Why.CROWDED),
        ("a: b: c\n", Why.BROKEN),
        ("a: 1\n" * 900_000, Why.LARGE),
        ('id,xp\n"1,5\n', Why.BROKEN),
        (b"", Why.UNKNOWN),
        ("hello", Why.UNKNOWN),
        ({"users": [1]}, Why.UNKNOWN),
        ([1, 2], Why.UNKNOWN),
        ([], Why.UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why_and_nothing_of_it_is_read(document: object, reason: Why) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read_files([("good.json", content_of({"players": []})), ("bad", content_of(document))])

    assert refused.value.skipped.where == "bad" and refused.value.skipped.why is reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_how_to_read(encoding: str) -> None:
    text = json.dumps({"players": [mee6_player(ANNA, 500)]}, ensure_ascii=False)

    assert xp(read(text.encode(encoding))) == {ANNA: 500}


def test_a_packed_file_is_the_same_file() -> None:
    plain = content_of({"players": [mee6_player(ANNA, 500)]})

    packed = read(gzip.compress(plain[:9]) + gzip.compress(plain[9:]), "levels.json.gz")

    assert packed == read(plain) and xp(packed) == {ANNA: 500}


def test_operators_may_bring_more_than_members() -> None:
    crowd = content_of("[" + "0," * (MEMBERS.commas + 1) + "0]")

    with pytest.raises(FileUnreadable) as refused:
        read_files([("crowd", crowd)], OPERATORS)

    assert refused.value.skipped.why is Why.UNKNOWN  # it was read


def test_pages_are_one_source_in_whatever_order() -> None:
    pages = [(f"{n}.json", content_of({"players": [mee6_player(ANNA + n, 500)]})) for n in range(3)]

    one, other = read_files(pages), read_files(reversed(pages))

    assert one.source == other.source != read_files(pages[:2]).source
    assert one.members == other.members and one.read == 3


def test_somebody_who_moved_between_pages_while_they_were_fetched_counts_once() -> None:
    page = content_of({"players": [mee6_player(ANNA, 500)]})

    found = read_files([("0.json", page), ("1.json", page)])

    assert xp(found) == {ANNA: 500} and why(found) == {"1.json: players[0]": Why.TWICE}


def test_an_emoji_that_is_written_as_a_pair_is_one_character() -> None:
    found = read(
        {"members": [], "roles": [{"role": ROLE, "level": 2, "name": "😀"}]}
    )  # escapes all but ASCII

    assert [rule.name for rule in found.roles.values()] == ["😀"] and found.skipped == ()
