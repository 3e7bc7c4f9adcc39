"""A million members exist only as arithmetic, and still everybody has one place."""

import pytest

from tika_sandbox.load.crowd import Crowd
from tika_sandbox.load.traffic import mix_of

CROWD = Crowd(guilds=10_000, members=1_000_000)


def test_every_guild_is_on_one_of_the_shards() -> None:
    shards = [CROWD.on_shard((index, 16)) for index in range(16)]

    assert sorted(number for some in shards for number in some) == list(range(10_000))
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


@pytest.mark.parametrize("crowd", [CROWD, Crowd(7, 100), Crowd(3, 3)])
def test_the_guilds_share_out_all_members(crowd: Crowd) -> None:
    sizes = [crowd.size(number) for number in range(crowd.guilds)]

    assert sum(sizes) == crowd.members
    assert min(sizes) >= 1
    assert max(sizes) - min(sizes) <= 1


def test_ids_lead_back_to_whom_they_belong() -> None:
    guild, member = CROWD.guild_id(4321), CROWD.member_id(4321, 99)

    assert CROWD.number_of(guild) == 4321
    assert CROWD.place_of(4321, member) == 99
    assert CROWD.is_person(member)


def test_the_other_guild_does_not_know_them() -> None:
    assert CROWD.place_of(4322, CROWD.member_id(4321, 99)) is None
    assert CROWD.number_of(CROWD.guild_id(0) + 1) is None
    assert CROWD.number_of(CROWD.guild_id(10_000)) is None
    assert not CROWD.is_person(CROWD.member_id(9_999, 99) + 1)


def test_guilds_that_nobody_could_fill_are_refused() -> None:
    with pytest.raises(ValueError, match="can't fill"):
        Crowd(guilds=2, members=1)


def test_a_mix_is_read_and_its_mistakes_are_named() -> None:
    assert mix_of("messages=80, interactions=2.5") == {"messages": 80, "interactions": 2.5}

    for wrong, said in (("cake=1", "cake"), ("messages=0", "nothing"), ("messages=-1", "nothing")):
        with pytest.raises(ValueError, match=said):
            mix_of(wrong)
    with pytest.raises(ValueError, match="float"):
        mix_of("messages=many")
