"""A member says when, in one of many ways."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.plugins.reminders.model import (
    HORIZON,
    HappensTwice,
    Here,
    InThePast,
    NoSuchHour,
    PhraseTooLong,
    Plan,
    TooFar,
    TooOften,
    Unclear,
    read_plan,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 1, 14, 12, 0, tzinfo=BERLIN).astimezone(UTC)  # a Wednesday


def here(locale: str = "en-GB", now: datetime = NOW, zone: str = "Europe/Berlin") -> Here:
    return Here(now, zone, time(9), locale)


def nobody(_: str, __: datetime) -> None:
    """Guess nothing: these phrases must be understood by our own words alone."""


def read(phrase: str, locale: str = "en-GB", now: datetime = NOW) -> Plan:
    return read_plan(phrase, here(locale, now), nobody)


def wall(plan: Plan) -> str:
    return plan.first.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


SINGLE = [
    ("en-GB", "1h30m", "2026-01-14 13:30"),
    ("en-GB", "90s", "2026-01-14 12:01"),
    ("en-GB", "in 20 minutes", "2026-01-14 12:20"),
    ("en-GB", "20m", "2026-01-14 12:20"),
    ("en-GB", "In 1 second", "2026-01-14 12:00"),
    ("en-GB", "2 days 3 hours", "2026-01-16 15:00"),
    ("en-GB", "in an hour and a half", "2026-01-14 13:30"),
    ("en-GB", "half an hour", "2026-01-14 12:30"),
    ("en-GB", "1.5 hours", "2026-01-14 13:30"),
    ("en-GB", "1h30", "2026-01-14 13:30"),
    ("en-GB", "a week from now", "2026-01-21 12:00"),
    ("en-GB", "in a fortnight", "2026-01-28 12:00"),
    ("en-GB", "in a couple of days", "2026-01-16 12:00"),
    ("en-GB", "in 2 days at 9", "2026-01-16 09:00"),
    ("en-GB", "in 1 month", "2026-02-14 12:00"),
    ("en-GB", "next month", "2026-02-14 12:00"),
    ("en-GB", "tomorrow", "2026-01-15 09:00"),
    ("en-GB", "tomorrow at 9", "2026-01-15 09:00"),
    ("en-GB", "tomorrow 9", "2026-01-15 09:00"),
    ("en-GB", "Tomorrow at 9:30 pm", "2026-01-15 21:30"),
    ("en-GB", "the day after tomorrow at noon", "2026-01-16 12:00"),
    ("en-GB", "tomorrow morning", "2026-01-15 09:00"),
    ("en-GB", "tonight", "2026-01-14 19:00"),
    ("en-GB", "tonight at 8", "2026-01-14 20:00"),
    ("en-GB", "today at midnight", "2026-01-15 00:00"),
    ("en-GB", "5pm", "2026-01-14 17:00"),
    ("en-GB", "at 9", "2026-01-15 09:00"),
    ("en-GB", "at half past 4 in the afternoon", "2026-01-14 16:30"),
    ("en-GB", "18:45", "2026-01-14 18:45"),
    ("en-GB", "at 8 o'clock", "2026-01-15 08:00"),
    ("en-GB", "friday", "2026-01-16 09:00"),
    ("en-GB", "wednesday at 11", "2026-01-21 11:00"),
    ("en-GB", "wednesday at 13:00", "2026-01-14 13:00"),
    ("en-GB", "next wednesday at 13:00", "2026-01-21 13:00"),
    ("en-GB", "next friday 17:00", "2026-01-16 17:00"),
    ("en-GB", "end of month", "2026-01-31 09:00"),
    ("en-GB", "end of the year at noon", "2026-12-31 12:00"),
    ("en-GB", "end of week", "2026-01-16 09:00"),
    ("en-GB", "eod", "2026-01-14 18:00"),
    ("en-GB", "on the 15th", "2026-01-15 09:00"),
    ("en-GB", "on the 3rd at 10", "2026-02-03 10:00"),
    ("en-GB", "december 24 at 6pm", "2026-12-24 18:00"),
    ("en-GB", "24 December 2027, 18:00", "2027-12-24 18:00"),
    ("en-GB", "feb 29", "2028-02-29 09:00"),
    ("en-GB", "jan 3", "2027-01-03 09:00"),
    ("en-GB", "2026-03-01 10:00", "2026-03-01 10:00"),
    ("en-GB", "2026-03-01T10:00:00+05:30", "2026-03-01 05:30"),
    ("en-GB", "2026-03-01T10:00Z", "2026-03-01 11:00"),
    ("en-GB", "tomorrow at 9:00 UTC", "2026-01-15 10:00"),
    ("en-GB", "tomorrow 10:00 America/New_York", "2026-01-15 16:00"),
    ("en-GB", "<t:1800000000:R>", "2027-01-15 09:00"),
    ("en-GB", "3/4 at 10", "2026-04-03 10:00"),
    ("en-US", "3/4 at 10", "2026-03-04 10:00"),
    ("en-US", "25/12/2026", "2026-12-25 09:00"),
    ("de", "in zwei Stunden", "2026-01-14 14:00"),
    ("de", "in anderthalb Stunden", "2026-01-14 13:30"),
    ("de", "morgen um 9", "2026-01-15 09:00"),
    ("de", "morgen um 9 Uhr", "2026-01-15 09:00"),
    ("de", "Morgen früh", "2026-01-15 09:00"),
    ("de", "übermorgen 18 Uhr", "2026-01-16 18:00"),
    ("de", "uebermorgen 18 Uhr", "2026-01-16 18:00"),
    ("de", "heute abend um halb 9", "2026-01-14 20:30"),
    ("de", "heute um 17 Uhr 30", "2026-01-14 17:30"),
    ("de", "nächsten Montag", "2026-01-19 09:00"),
    ("de", "am 24. Dezember um 18:00", "2026-12-24 18:00"),
    ("de", "24.12. 18.30 Uhr", "2026-12-24 18:30"),
    ("de", "24.12 um 18 Uhr", "2026-12-24 18:00"),
    ("de", "1.3.2026", "2026-03-01 09:00"),
    ("de", "am Monatsende", "2026-01-31 09:00"),
    ("fr", "dans 2 heures", "2026-01-14 14:00"),
    ("fr", "dans une heure et demie", "2026-01-14 13:30"),
    ("fr", "demain à 9h", "2026-01-15 09:00"),
    ("fr", "demain à 9h30", "2026-01-15 09:30"),
    ("fr", "lundi à 8h", "2026-01-19 08:00"),
    ("fr", "le 14 juillet à 20h30", "2026-07-14 20:30"),
    ("fr", "après-demain à midi", "2026-01-16 12:00"),
    ("es", "mañana a las 9", "2026-01-15 09:00"),
    ("es", "manana a las 9 y media", "2026-01-15 09:30"),
    ("es", "mañana por la mañana", "2026-01-15 09:00"),
    ("es-419", "el lunes a las 10 de la noche", "2026-01-19 22:00"),
    ("es", "en media hora", "2026-01-14 12:30"),
    ("es", "dentro de 3 días", "2026-01-17 12:00"),
    ("ja", "3時間後", "2026-01-14 15:00"),
    ("ja", "1時間半後に", "2026-01-14 13:30"),
    ("ja", "明日9時", "2026-01-15 09:00"),
    ("ja", "明日の午後3時", "2026-01-15 15:00"),
    ("ja", "12月25日 18時30分", "2026-12-25 18:30"),
    ("ja", "月末", "2026-01-31 09:00"),
    ("en-GB", "friday next week at 10", "2026-01-23 10:00"),
    ("ja", "来週の金曜日9時", "2026-01-23 09:00"),
    ("ru", "через 2 часа", "2026-01-14 14:00"),
    ("ru", "через полчаса", "2026-01-14 12:30"),
    ("ru", "завтра в 9", "2026-01-15 09:00"),
    ("ru", "завтра в 9 вечера", "2026-01-15 21:00"),
    ("ru", "в пятницу в 18:00", "2026-01-16 18:00"),
    ("ru", "24 декабря в 9 часов", "2026-12-24 09:00"),
    # Somebody whose Discord speaks English may think in another language.
    ("en-GB", "mañana a las 9", "2026-01-15 09:00"),
    ("pl", "tomorrow at 9", "2026-01-15 09:00"),
]


@pytest.mark.parametrize(("locale", "phrase", "expected"), SINGLE)
def test_phrase_rings_once_at(locale: str, phrase: str, expected: str) -> None:
    plan = read(phrase, locale)

    assert (wall(plan), plan.rule) == (expected, None)


REPEATING = [
    ("en-GB", "every day at 8", "2026-01-15 08:00", "FREQ=DAILY;INTERVAL=1"),
    ("en-GB", "daily at 18:00", "2026-01-14 18:00", "FREQ=DAILY;INTERVAL=1"),
    ("en-GB", "every morning", "2026-01-15 09:00", "FREQ=DAILY;INTERVAL=1"),
    ("en-GB", "every other day at 9", "2026-01-15 09:00", "FREQ=DAILY;INTERVAL=2"),
    ("en-GB", "every 3 hours", "2026-01-14 15:00", "FREQ=HOURLY;INTERVAL=3"),
    ("en-GB", "every monday at 9", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("en-GB", "mondays at 9", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("en-GB", "every monday and thursday at 9", "2026-01-15 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH"),
    ("en-GB", "every weekday at 8:30", "2026-01-15 08:30", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR"),
    ("en-GB", "every 2 weeks on friday at 5pm", "2026-01-16 17:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    ("en-GB", "every second friday", "2026-01-16 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    ("en-GB", "every week at noon", "2026-01-15 12:00", "FREQ=WEEKLY;INTERVAL=1"),
    ("en-GB", "every month on the 31st at 10", "2026-01-31 10:00", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31"),
    (
        "en-GB",
        "every month at the end of the month",
        "2026-01-31 09:00",
        "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31",
    ),
    ("en-GB", "every 15th", "2026-01-15 09:00", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15"),
    ("en-GB", "every year on dec 24", "2026-12-24 09:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=24"),
    ("de", "jeden Montag um halb 9", "2026-01-19 08:30", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("de", "jeden Morgen um 7", "2026-01-15 07:00", "FREQ=DAILY;INTERVAL=1"),
    ("de", "alle 2 Wochen am Freitag um 17 Uhr", "2026-01-16 17:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    ("de", "montags um 9", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("fr", "tous les lundis à 9h", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("es", "cada lunes a las 9", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("ja", "毎週月曜日9時", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
    ("ja", "毎日18時", "2026-01-14 18:00", "FREQ=DAILY;INTERVAL=1"),
    ("ru", "каждый понедельник в 9", "2026-01-19 09:00", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"),
]


@pytest.mark.parametrize(("locale", "phrase", "first", "rule"), REPEATING)
def test_phrase_repeats_from(locale: str, phrase: str, first: str, rule: str) -> None:
    plan = read(phrase, locale)

    assert plan.rule is not None
    assert (wall(plan), plan.rule.text().split(";DTSTART")[0]) == (first, rule)


@pytest.mark.parametrize(
    "phrase",
    ["", "banana", "9", "in", "every", "every banana", "tomorrow friday", "at 25", "in 2 hours at 9", "0 1 2",
     "monday every 2 hours", "2026-02-30", "31/31", "every 0 days", "2026-13-01 10:00", "a", "🎉", "..."],
)  # fmt: skip
def test_nonsense_is_refused_as_unclear(phrase: str) -> None:
    with pytest.raises(Unclear):
        read(phrase)


def test_the_word_that_made_no_sense_is_named() -> None:
    with pytest.raises(Unclear) as refusal:
        read("tomorrow at banana")

    assert refusal.value.word == "banana"


@pytest.mark.parametrize(
    "phrase", ["yesterday", "2 days ago", "today at 9", "2026-01-13 10:00", "0 minutes", "<t:1:R>", "hier"]
)
def test_the_past_is_refused(phrase: str) -> None:
    with pytest.raises(InThePast):
        read(phrase)


@pytest.mark.parametrize(
    "phrase",
    ["in 6 years", "2040-01-01", "9999999 days", "999999999 years", "every 500 years", "<t:9999999999>"],
)
def test_the_far_future_is_refused(phrase: str) -> None:
    with pytest.raises(TooFar):
        read(phrase)


@pytest.mark.parametrize("phrase", ["every minute", "every 5 minutes", "every 30 seconds"])
def test_rings_within_the_hour_are_refused(phrase: str) -> None:
    with pytest.raises(TooOften):
        read(phrase)


def test_a_phrase_longer_than_two_hundred_signs_is_not_read() -> None:
    with pytest.raises(PhraseTooLong):
        read("tomorrow " * 30)


def test_an_hour_that_the_clocks_skip_is_refused_with_the_time_behind_the_gap() -> None:
    with pytest.raises(NoSuchHour) as refusal:
        read("2026-03-29 02:30")

    assert refusal.value.instead.astimezone(BERLIN).strftime("%H:%M") == "03:30"


def test_an_hour_that_comes_twice_is_refused_with_both() -> None:
    with pytest.raises(HappensTwice) as refusal:
        read("2026-10-25 02:30")

    assert refusal.value.second - refusal.value.first == timedelta(hours=1)
    assert refusal.value.fields["first_offset"] == "UTC+02:00"


def test_naming_the_offset_settles_which_of_the_two_is_meant() -> None:
    plan = read("2026-10-25 02:30 UTC+02:00")

    assert plan.first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_between_the_two_only_the_second_is_left() -> None:
    plan = read("at 2:30", now=datetime(2026, 10, 25, 0, 45, tzinfo=UTC))

    assert plan.first == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_days_keep_the_wall_clock_and_hours_do_not() -> None:
    eve = datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN).astimezone(UTC)

    assert wall(read("in 1 day", now=eve)) == "2026-03-29 12:00"
    assert wall(read("in 24 hours", now=eve)) == "2026-03-29 13:00"


def test_a_stranger_reads_what_we_cannot_but_the_clock_stays_ours() -> None:
    def stranger(phrase: str, now: datetime) -> datetime:
        return now.replace(day=20, hour=0)

    plan = read_plan("michaelmas at 9", here(), stranger)

    assert wall(plan) == "2026-01-20 09:00"


def test_a_stranger_who_reads_the_past_is_refused() -> None:
    with pytest.raises(InThePast):
        read_plan("michaelmas", here(), lambda _, now: now - timedelta(days=1))


@given(st.text(max_size=60), st.sampled_from(["en-US", "de", "fr", "es", "ja", "ru", "pt-BR", ""]))
def test_whatever_is_typed_is_a_plan_within_five_years_or_a_refusal(phrase: str, locale: str) -> None:
    try:
        plan = read(phrase, locale)
    except (Unclear, InThePast, TooFar, TooOften, NoSuchHour, HappensTwice):
        return
    assert NOW < plan.first <= NOW + HORIZON


WORDS = [
    *(
        "every",
        "in",
        "2",
        "9",
        "30",
        "hours",
        "days",
        "weeks",
        "month",
        "monday",
        "friday",
        "next",
        "at",
        "half",
    ),
    *("and", "end of", "tomorrow", "24.12", "9h30", "1st", "may", "noon", "tonight", "18:00", "other", "pm"),
    *("o'clock", "utc", "ago", "daily", "morning", "1.5", "29.2.2027", "next week"),
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_words_in_any_order_are_a_plan_or_a_refusal(words: list[str]) -> None:
    try:
        plan = read(" ".join(words))
    except (Unclear, InThePast, TooFar, TooOften, NoSuchHour, HappensTwice):
        return
    assert NOW < plan.first <= NOW + HORIZON


@given(st.integers(0, 3000), st.integers(0, 59), st.integers(0, 59))
def test_lengths_add_up(hours: int, minutes: int, seconds: int) -> None:
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not length:
        return

    plan = read(f"{hours}h{minutes}m{seconds}s")

    assert plan.first - NOW == length
