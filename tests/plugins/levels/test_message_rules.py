"""Messages are judged before they earn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tika_bot.base.ids import ChannelId, RoleId
from tika_bot.plugins.levels.model import Reason, Rules, filled, fingerprint, says_enough, unknown_blanks
from tika_bot.plugins.levels.settings import Settings

GENERAL, THREAD, QUIET = ChannelId(10), ChannelId(11), ChannelId(12)
VIP, MUTED = RoleId(20), RoleId(21)


@pytest.mark.parametrize(
    "content", ["hey", "a b", "你好吗", "привет", "1 2", "ok 👍 go", "x https://example.org"]
)
def test_three_letters_or_two_words_are_enough(content: str) -> None:
    assert says_enough(content)


@pytest.mark.parametrize(
    "content",
    ["", "ok", "👍👍👍", "!!! ???", "123", "<:longname:123456789012345678>", "<@123> <#45>", "<a:party:1>"],
)
def test_less_is_not_enough_and_markup_is_no_word(content: str) -> None:
    assert not says_enough(content)


@given(st.text(max_size=2000))
def test_no_text_breaks_the_judge(content: str) -> None:
    says_enough(content)
    fingerprint(content)


def test_case_and_spaces_make_no_new_message() -> None:
    assert fingerprint("Good  Morning\n") == fingerprint("good morning")
    assert fingerprint("good morning") != fingerprint("good evening")


def test_a_barred_channel_bars_its_threads() -> None:
    rules = Rules(no_channels=frozenset({QUIET}))

    assert rules.bars(QUIET, None, ()) is Reason.CHANNEL
    assert rules.bars(THREAD, QUIET, ()) is Reason.CHANNEL
    assert rules.bars(THREAD, GENERAL, ()) is None


def test_a_barred_role_bars_its_members() -> None:
    rules = Rules(no_roles=frozenset({MUTED}))

    assert rules.bars(GENERAL, None, (VIP, MUTED)) is Reason.ROLE
    assert rules.bars(GENERAL, None, (VIP,)) is None


def test_switched_off_messages_earn_nothing() -> None:
    assert Rules(is_on=False).bars(GENERAL, None, ()) is Reason.SWITCHED_OFF


def test_the_largest_multiplier_counts_and_not_their_product() -> None:
    rules = Rules(channels={GENERAL: 2.0}, roles={VIP: 1.5, MUTED: 0.5})

    assert rules.reward(20, GENERAL, None, (VIP, MUTED)) == 40
    assert rules.reward(20, THREAD, GENERAL, ()) == 40
    assert rules.reward(20, QUIET, None, (VIP, MUTED)) == 30
    assert rules.reward(20, QUIET, None, (MUTED,)) == 10
    assert rules.reward(20, QUIET, None, ()) == 20


@given(st.floats(0, 9), st.floats(0, 9), st.integers(0, 1000))
def test_nothing_multiplies_beyond_three(channel: float, role: float, thrown: int) -> None:
    rules = Rules(channels={GENERAL: channel}, roles={VIP: role})

    assert rules.reward(thrown, GENERAL, None, (VIP,)) <= thrown * 3


def test_a_guilds_rate_multiplies_all() -> None:
    assert Rules(rate=2.0, roles={VIP: 3.0}).reward(10, GENERAL, None, (VIP,)) == 60
    assert Rules(rate=0.0).reward(10, GENERAL, None, ()) == 0


def test_settings_become_rules() -> None:
    settings = Settings(
        message_min=9,
        message_max=4,
        no_xp_channels=(QUIET,),
        channel_multipliers=("<#10> = 1.5",),
        role_multipliers=("20 x 2", "<@&21>=0.5"),
    )

    rules = settings.rules()

    assert (rules.least, rules.most) == (4, 9)
    assert rules.no_channels == {QUIET}
    assert rules.channels == {GENERAL: 1.5}
    assert rules.roles == {VIP: 2.0, MUTED: 0.5}


@pytest.mark.parametrize("line", ["general = 2", "10", "10 = two", "= 2", "10 = 12"])
def test_a_multiplier_that_nobody_can_read_is_refused(line: str) -> None:
    with pytest.raises(ValidationError):
        Settings(channel_multipliers=(line,))


def test_a_template_with_an_unknown_blank_is_refused_when_it_is_saved() -> None:
    assert unknown_blanks("{member} {level} {token}") == ("token",)
    with pytest.raises(ValidationError):
        Settings(announce_text="{member.guild}{memmber}")


@pytest.mark.parametrize(
    "text", ["{member._state.http.token}", "{member!r}", "{member[0]}", "{", "%s $member"]
)
def test_a_template_reads_names_and_never_attributes(text: str) -> None:
    assert filled(text, {"member": "<@7>"}) == text


def test_a_template_is_filled_once_so_that_a_name_cannot_bring_blanks() -> None:
    assert filled("{server}: {level}", {"server": "{level}", "level": "3"}) == "{level}: 3"
