"""Tika says something: in the member's language, in the mood that fits, and never with a crash."""

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tika_bot.base.chance import FairDice
from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, UserId
from tika_bot.core.moods import Mood, Moods, mood_for
from tika_bot.core.wording import Phrases, Wording
from tika_bot.testing.houses import FRIDAY_NOON

LINES = """
only-english = Just English, { $name }.
too-soon = Come back { MOMENT($due, style: "R") }.
    .help = Wait.
    .plain = Not yet.
    .repeated-1 = Again one.
    .repeated-2 = Again two.
    .repeated-3 = Again three.
score = { $points ->
    [one] One point.
   *[other] { $points } points.
 }
when = On { $due }.
"""


@pytest.fixture
def wording(tmp_path: Path) -> Wording:
    (tmp_path / "en.ftl").write_text(LINES)
    (tmp_path / "de.ftl").write_text("score = { $points } Punkte.\n")
    (tmp_path / "extra.de.ftl").write_text("second-file = Zweite Datei.\n")
    wording = Wording(FairDice(1))
    wording.add("game", tmp_path)
    return wording


def test_a_key_is_found_in_the_members_language_and_else_in_english(wording: Wording) -> None:
    german = wording.words("game", "de")

    assert german.say("score", points=3) == "3 Punkte."
    assert german.say("second_file") == "Zweite Datei."
    assert german.say("only_english", name="Ann") == "Just English, Ann."
    assert wording.words("game", "pt-BR").say("score", points=1) == "One point."


def test_a_plain_sentence_is_filled_as_fluent_fills_it(tmp_path: Path) -> None:
    (tmp_path / "de.ftl").write_text("plain = 100 % { $xp } XP, %s { $share }, { $name }\n")
    (tmp_path / "tlh.ftl").write_text("plain = { $xp } nuq\n")
    wording = Wording()
    wording.add("game", tmp_path)

    german = wording.words("game", "de")
    assert german.say("plain", xp=12_345, share=0.5, name="%(xp)s") == "100 % 12.345 XP, %s 0,5, %(xp)s"
    assert wording.words("game", "tlh").say("plain", xp=12_345) == "12,345 nuq"
    with capture_logs() as logs:
        assert german.say("plain", xp=1, share="2", name=None) == "100 % 1 XP, %s 2, None"
        assert german.say("plain", xp=1) == "100 % 1 XP, %s share, name"
    assert [line["event"] for line in logs] == ["wording.blank"]


def test_another_plugins_words_are_found_by_their_full_key(wording: Wording) -> None:
    assert wording.words("core", "en").say("game.score", points=2) == "2 points."
    assert wording.words("game", "de").help("core.busy") == "Versuch es gleich noch einmal."


def test_what_was_stored_for_any_language_is_said_in_the_readers(wording: Wording) -> None:
    english, german = (wording.words("core", locale) for locale in ("en", "de"))

    assert english.kept("game.second_file 2/5") == "game.second_file 2/5", "English lacks it"
    assert german.kept("game.second_file 2/5") == "Zweite Datei. 2/5"
    for own in ("", "for cake. And tea", "game.unknown_thing", "…", "a.b.c", "1.5 cups"):
        assert english.kept(own) == german.kept(own) == own


def test_numbers_and_moments_are_written_for_the_reader(wording: Wording) -> None:
    words = wording.words("game", "en")

    assert words.say("score", points=12345) == "12,345 points."
    assert words.say("when", due=FRIDAY_NOON) == f"On <t:{int(FRIDAY_NOON.timestamp())}:f>."
    assert words.say("too_soon", due=FRIDAY_NOON) == f"Come back <t:{int(FRIDAY_NOON.timestamp())}:R>."
    assert wording.words("game", "de").number(1234.5) == "1.234,5"
    assert wording.words("game", "de").list(["a", "b", "c"]) == "a, b und c"


def test_phrases_are_named_in_the_readers_language(wording: Wording) -> None:
    needed = Phrases(("core.permission_manage_guild", "core.permission_ban_members"))
    sentence = wording.words("game", "de").say("core.permission_missing", permissions=needed, count=2)

    assert sentence == "Dafür brauchst du die Rechte **Server verwalten** und **Mitglieder bannen**."


@pytest.mark.parametrize(
    ("key", "fields"),
    [("nothing_like_it", {}), ("nobody.home", {}), ("too_soon", {}), ("too_soon", {"due": object()})],
)
def test_nothing_that_is_missing_raises_but_the_log_knows(
    wording: Wording, key: str, fields: dict[str, object]
) -> None:
    with capture_logs() as logs:
        text = wording.words("game", "de").say(key, **fields)

    assert text
    assert any(line["log_level"] == "error" for line in logs) or "due" in fields


def test_members_text_is_never_taken_for_a_pattern(wording: Wording) -> None:
    nasty = "{ $points } {member._state.http.token} %s"

    assert nasty in wording.words("game", "en").say("only_english", name=nasty)


def test_lines_of_a_mood_take_turns_in_a_channel(wording: Wording) -> None:
    words = wording.words("game", "en", Mood.REPEATED, channel=ChannelId(5))
    spoken = [words.say("too_soon", due=FRIDAY_NOON) for _ in range(6)]

    assert len(set(spoken[:3])) == 3
    assert spoken[3:] == spoken[:3]


@pytest.mark.parametrize(
    ("mood", "start"),
    [(Mood.PLAIN, "Not yet"), (Mood.BASE, "Come back"), (Mood.REPEATED, "Again"), (Mood.FRUSTRATED, "Again")],
)
def test_a_mood_without_lines_falls_back(wording: Wording, mood: Mood, start: str) -> None:
    assert wording.words("game", "en", mood).say("too_soon", due=FRIDAY_NOON).startswith(start)


# --- patience ---


def test_asking_the_same_within_20_seconds_wears_patience_down_and_time_mends_it() -> None:
    clock, member, other = StillClock(FRIDAY_NOON), UserId(1), UserId(2)
    moods = Moods(clock)
    for _ in range(4):
        moods.asked(member, "daily")
        clock.advance(timedelta(seconds=1))

    assert moods.mood(member, strength=1) is Mood.REPEATED
    assert moods.mood(other, strength=1) is Mood.BASE
    assert moods.mood(member, strength=0) is Mood.PLAIN

    clock.advance(timedelta(minutes=10))
    assert moods.mood(member, strength=1) is Mood.BASE


def test_the_same_mistake_counts_and_thanks_forgive() -> None:
    clock, member = StillClock(FRIDAY_NOON), UserId(1)
    moods = Moods(clock)
    for _ in range(6):
        moods.erred(member, "game.too_soon")
    assert moods.mood(member, strength=1) is Mood.FRUSTRATED

    moods.thanked(member)
    assert moods.mood(member, strength=1) is Mood.REPEATED


def test_different_or_slow_questions_cost_nothing() -> None:
    clock, member = StillClock(FRIDAY_NOON), UserId(1)
    moods = Moods(clock)
    for command in ("daily", "rank", "daily", "daily"):
        moods.asked(member, command)
        clock.advance(timedelta(seconds=21))

    assert moods.mood(member, strength=1) is Mood.BASE


@pytest.mark.parametrize(("score", "mood"), [(2, Mood.BASE), (2.1, Mood.REPEATED), (4.1, Mood.FRUSTRATED)])
def test_the_thresholds_are_two_and_four(score: float, mood: Mood) -> None:
    assert mood_for(score, 1) is mood


SHEET = """
# A comment = no sentence
greeting = Hello { -bot }, { tea.verb }! { NUMBER($count) }
### Another
tea = Tea
    .verb = drink { cup }
-bot = Kettle
cup = a cup
doubled = First.
doubled = Second.
"""


def test_a_sentence_is_read_with_all_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_text(SHEET)
    wording = Wording(FairDice(1))
    wording.add("game", tmp_path)
    words = wording.words("game", "en")

    assert words.say("doubled") == "First."
    assert words.say("greeting", count=1234) == "Hello Kettle, drink a cup! 1,234"
    assert words.say("tea") == "Tea"


def test_a_broken_sentence_is_told_to_the_log_and_spoken_in_english(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_text("broken = Fine.\nwhole = Whole.\n")
    (tmp_path / "de.ftl").write_text("broken = Hallo { $name\nwhole = Ganz.\n")
    wording = Wording(FairDice(1))
    wording.add("game", tmp_path)

    with capture_logs() as logs:
        said = [wording.words("game", "de").say(key) for key in ("broken", "whole", "broken")]

    assert said == ["Fine.", "Ganz.", "Fine."]
    [junk] = [entry for entry in logs if entry["event"] == "wording.junk"]
    assert junk["plugin"] == "game" and junk["language"] == "de" and "broken" in junk["line"]
