"""What members see of their reminders, in English and German."""

import inspect
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.base.chance import FairDice
from tika_bot.base.errors import Refusal
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.wording import Wording, Words
from tika_bot.kit.screen import Button
from tika_bot.plugins.reminders import views
from tika_bot.plugins.reminders.model import Every, Key, NoText, Reminder, Rule, Unclear, refusals, split_wish
from tika_bot.plugins.reminders.service import Page

NOON = datetime(2026, 1, 14, 12, tzinfo=UTC)
HUGE = 2**63 - 1
SINGLE = Reminder(
    key=Key(GuildId(100), UserId(7), 3),
    channel=ChannelId(55),
    direct=False,
    text="feed the plants",
    due=NOON + timedelta(hours=1),
    zone="UTC",
    locale="en-GB",
    made=NOON,
)
RING: dict[str, Any] = {
    "guild": str(HUGE), "member": str(HUGE), "number": 2**31 - 1, "occurrence": 2**31 - 1, "text": "tea",
    "due": 1, "made": 1, "next": 1, "late": False, "direct": False, "channel": "55",
}  # fmt: skip


def speak(language: str) -> Words:
    wording = Wording(FairDice(1))
    wording.add("reminders", Path(inspect.getfile(views)).parent / "strings")
    return wording.words("reminders", language)


EN, DE = speak("en"), speak("de")


def test_german_has_every_sentence_that_english_has() -> None:
    def ids(language: str) -> set[str]:
        file = Path(inspect.getfile(views)).parent / "strings" / f"{language}.ftl"
        lines = file.read_text(encoding="utf-8").splitlines()
        return {line.split(" =")[0] for line in lines if " = " in line and line[0].isalpha()}

    assert ids("en") <= ids("de")


@pytest.mark.parametrize("words", [EN, DE])
def test_every_refusal_has_its_sentence_and_says_what_to_do(words: Words) -> None:
    kinds = [kind for _, kind in inspect.getmembers(refusals, inspect.isclass) if issubclass(kind, Refusal)]

    for kind in (kind for kind in kinds if kind is not Refusal):
        assert words.has(kind.key), kind
        assert words.help(kind.key) is not None, kind


RULES = [
    (Rule(Every.HOUR, 1, date(2026, 1, 14), time(9), "UTC"), "every hour", "jede Stunde"),
    (Rule(Every.DAY, 1, date(2026, 1, 14), time(9), "UTC"), "every day at 09:00", "jeden Tag um 09:00"),
    (Rule(Every.DAY, 3, date(2026, 1, 14), time(9), "UTC"), "every 3 days at 09:00", "alle 3 Tage um 09:00"),
    (
        Rule(Every.WEEK, 1, date(2026, 1, 14), time(9), "UTC", (0, 1, 2, 3, 4)),
        "every weekday at 09:00",
        "jeden Werktag um 09:00",
    ),
    (
        Rule(Every.WEEK, 2, date(2026, 1, 14), time(9), "UTC", (0, 3)),
        "every 2 weeks on Monday and Thursday at 09:00",
        "alle 2 Wochen am Montag und Donnerstag um 09:00",
    ),
    (
        Rule(Every.MONTH, 1, date(2026, 1, 14), time(9), "UTC"),
        "every month on the 14. at 09:00",
        "jeden Monat am 14. um 09:00",
    ),
    (
        Rule(Every.MONTH, 12, date(2026, 1, 14), time(9), "UTC"),
        "every year on that day at 09:00",
        "jedes Jahr an diesem Tag um 09:00",
    ),
]


@pytest.mark.parametrize(("rule", "english", "german"), RULES)
def test_a_rule_reads_aloud(rule: Rule, english: str, german: str) -> None:
    assert (views.how_often(rule, EN), views.how_often(rule, DE)) == (english, german)


def test_a_receipt_shows_local_and_relative_time_and_asks_for_the_zone_if_unknown() -> None:
    text = views.receipt(SINGLE, EN, has_zone=False).embeds[0].description or ""

    assert f"<t:{int(SINGLE.due.timestamp())}:R>" in text and f"<t:{int(SINGLE.due.timestamp())}:F>" in text
    assert "UTC" in text and "UTC" not in (
        views.receipt(SINGLE, EN, has_zone=True).embeds[0].description or ""
    )


def test_a_ring_pings_its_member_and_nobody_else() -> None:
    screen = views.ring(RING | {"text": "@everyone <@1>"}, EN)

    assert screen.mentions == (HUGE,)


def test_ids_on_buttons_fit_whatever_the_numbers() -> None:
    rows = views.ring(RING, DE).rows

    assert [len(row) for row in rows] == [4, 1]
    assert all(len(button.action) <= 100 for row in rows for button in row if isinstance(button, Button))


def test_a_private_text_is_not_told_in_the_channel() -> None:
    screen = views.ring(RING | {"direct": True, "fallback": True, "text": "secret"}, EN)

    assert screen.embeds == () and "secret" not in (screen.text or "")
    assert len(screen.rows[0]) == 1


def test_a_link_cannot_hide_where_it_leads() -> None:
    assert "](" not in views.quoted("[your bank](https://elsewhere.example)")


def test_a_list_of_the_longest_texts_fits_into_one_message() -> None:
    long = tuple(Reminder(**{**vars_of(SINGLE), "text": "x\n](" * 500}) for _ in range(5))

    screen = views.listing(Page(long, 1, 3, 11), 100, EN)

    assert len(screen.embeds[0].description or "") <= 4096
    assert [len(row) for row in screen.rows] == [1, 3]


def vars_of(reminder: Reminder) -> dict[str, Any]:
    return {name: getattr(reminder, name) for name in reminder.__dataclass_fields__}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20m tea", ("20m", "tea")),
        ("tomorrow at 9 to water the plants", ("tomorrow at 9", "water the plants")),
        ("at 9 the plants", ("at 9", "the plants")),
        ("every monday at 9 stand-up\nwith notes", ("every monday at 9", "stand-up\nwith notes")),
    ],
)
def test_a_wish_in_one_breath_is_split_into_when_and_what(typed: str, expected: tuple[str, str]) -> None:
    from tika_bot.plugins.reminders.commands import _meaning

    assert split_wish(typed, lambda phrase: _meaning(phrase, "en")) == expected


@pytest.mark.parametrize(
    ("typed", "refusal"), [("tea at some point", Unclear), ("", Unclear), ("20m", NoText)]
)
def test_a_wish_without_when_or_what_is_refused(typed: str, refusal: type[Refusal]) -> None:
    from tika_bot.plugins.reminders.commands import _meaning

    with pytest.raises(refusal):
        split_wish(typed, lambda phrase: _meaning(phrase, "en"))


@given(st.text(max_size=500))
def test_no_text_breaks_out_of_its_quote(text: str) -> None:
    assert all(line.startswith("> ") for line in views.quoted(text).split("\n"))
    assert len(views.shortened(text)) <= views.LABEL
