"""Whatever happens behind a command, the member reads exactly one answer."""

import asyncio

import pytest
import structlog
from structlog.testing import capture_logs

from tika_bot.app import Running
from tika_sandbox.testing import Stage


async def test_a_refusal_is_private_and_says_what_to_do(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/refuse")

    assert answer.is_private
    assert "Not that, not today." in answer.text and "Try tomorrow." in answer.text


async def test_a_refused_prefix_command_is_answered_in_the_channel(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    await alice.says("!refuse")

    assert "Not that, not today." in (await alice.sees("today")).text


async def test_a_race_lost_is_no_fault(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/crowd")

    assert answer.is_private and "Nothing was changed." in answer.text


async def test_a_crash_becomes_a_number_for_the_member_and_one_line_in_the_log(
    play: Stage, bot: Running
) -> None:
    alice = await play.person("alice")

    with capture_logs() as lines:
        answer = await alice.runs("/crash")

    broken = [line for line in lines if line["event"] == "request.broken"]
    assert answer.is_private and "secret" not in answer.text
    assert len(broken) == 1 and broken[0]["incident"] in answer.text


async def test_the_log_line_knows_who_asked_what_where(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    seen: list[dict[str, object]] = []

    def keep(_logger: object, _name: str, event: dict[str, object]) -> dict[str, object]:
        seen.append(event)
        raise structlog.DropEvent

    before = structlog.get_config()["processors"]
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, keep])
    try:
        await alice.runs("/crash")
    finally:
        structlog.configure(processors=before)

    line = next(line for line in seen if line["event"] == "request.broken")
    assert line["member"] == int(alice.id) and line["command"] == "crash" and line["plugin"] == "parrot"


async def test_slow_work_is_deferred_and_then_answered(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    asked = await alice.runs("/dawdle").asked()
    waiting = asyncio.ensure_future(asked.answer())
    await alice.sees(lambda message: message.is_thinking)

    bot.host.plugins["parrot"].service.awake.set()

    answer = await waiting
    assert answer.text == "finally done" and not answer.is_private


async def test_a_refusal_after_a_public_defer_is_private_all_the_same(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    asked = await alice.runs("/dawdle", then="refuse").asked()
    waiting = asyncio.ensure_future(asked.answer())
    placeholder = await alice.sees(lambda message: message.is_thinking)

    bot.host.plugins["parrot"].service.awake.set()
    await waiting
    told = await alice.sees("Not dawdling, not today.")

    assert told.is_private
    assert placeholder.id not in {message.id for message in await alice.messages()}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("!count eleven", "eleven"),
        ("!count 11", "1 to 10"),
        ("!count 11", "is outside what **number** can be"),
        ("!count", "missing"),
        ("!repaet hi", "Did you mean **repeat**?"),
        ('!count "', "quotation mark"),
    ],
)
async def test_mistakes_are_answered_in_words(play: Stage, bot: Running, said: str, told: str) -> None:
    alice = await play.person("alice")

    await alice.says(said)

    assert told in (await alice.sees(told)).text


async def test_a_cooldown_says_until_when(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    await alice.runs("/once")

    answer = await alice.runs("/once")

    assert answer.is_private and "<t:" in answer.text and ":R>" in answer.text


async def test_a_switched_off_plugin_says_who_can_switch_it_on(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    guild, other = (home.id for home in play.facts.guilds[:2])
    asked = await alice.runs("/repeat", words="still there?").asked()
    await bot.wing.features.switch(guild, "parrot", False, by=1)

    answer = await asked.answer()
    elsewhere = await (await play.person("alice", guild=1)).runs("/repeat", words="here")

    assert answer.is_private and "/features" in answer.text
    assert elsewhere.text == "here" and guild != other


async def test_nobody_is_pinged_and_long_text_is_cut(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/shout")

    assert len(answer.text) <= 2000 and answer.text.endswith("…")
    assert not answer.raw["mention_everyone"]


async def test_a_private_answer_to_a_prefix_comes_by_direct_message(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    mailbox = await alice.privately("Tika")

    message = await alice.says("!whisper")

    assert (await mailbox.sees("psst")).text == "psst"
    assert message.id


async def test_pictures_come_with_their_words(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/paint")

    assert answer.attachments[0]["description"] == "a green dot"


async def test_who_wants_text_only_reads_the_picture(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    mine = bot.wing.settings.of_member(int(alice.id)).model_copy(update={"text_only": True})
    await bot.wing.settings.save_member(int(alice.id), mine)

    answer = await alice.runs("/paint")

    assert "a green dot" in answer.text and not answer.attachments


async def test_german_members_read_german(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    mine = bot.wing.settings.of_member(int(alice.id)).model_copy(update={"language": "de"})
    await bot.wing.settings.save_member(int(alice.id), mine)

    answer = await alice.runs("/crash")

    assert "Vorfall" in answer.text


async def test_private_buttons_to_a_prefix_are_refused_with_the_slash_command(
    play: Stage, bot: Running
) -> None:
    admin = await play.person(play.facts.users[1].name)

    await admin.says("!features")

    assert "/features" in (await admin.sees("plain message")).text


async def test_asking_again_and_again_wears_patience_thin(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answers = [(await alice.runs("/crash")).text for _ in range(7)]

    assert "wasn't you" in answers[0]
    assert all("Incident" in answer for answer in answers)
    assert any("Still broken" in answer or "Same wall" in answer for answer in answers)
