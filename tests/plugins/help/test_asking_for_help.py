"""A member asks what can be done here."""

from tika_bot.app import Running
from tika_sandbox.testing import Stage


async def test_the_overview_leads_to_a_topic_and_back(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    overview = await alice.runs("/help")

    topic = await alice.picks("Open a topic…", ["Privacy"], on=overview)
    back = await alice.clicks("All topics", on=topic)

    assert overview.is_private and "Privacy" in overview.text
    assert "/privacy export" in topic.text
    assert "What can be done here" in back.text


async def test_a_command_finds_its_topic(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/help", topic="privacy delete")

    assert "/privacy delete" in answer.text


async def test_members_are_not_shown_what_admins_may_do(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    admin = await play.person(play.facts.users[1].name)

    seen = await alice.runs("/help", topic="administration")
    more = await admin.runs("/help", topic="administration")

    assert "/features" not in seen.text
    assert "/features" in more.text


async def test_nonsense_gets_a_suggestion(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/help", topic="privaci")

    assert "Did you mean **privacy**?" in answer.text


async def test_topics_are_suggested_while_typing(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    choices = await alice.completes("/help", "topic", "priv")

    assert {"Privacy", "privacy export"} <= {choice["name"] for choice in choices}


async def test_help_hides_what_is_off_here_and_only_here(play: Stage, bot: Running) -> None:
    here, there = await play.person("alice"), await play.person("alice", guild=1)
    await bot.wing.features.switch(play.facts.guilds[0].id, "reminders", False, by=1)

    off, on = await here.runs("/help"), await there.runs("/help")

    assert "Reminders" not in off.text and "Reminders" in on.text


async def test_help_works_in_chat(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    await alice.says("!help privacy")

    assert "/privacy show" in (await alice.sees("/privacy show")).text


async def test_in_direct_messages_only_what_works_there_is_shown(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    mailbox = await alice.privately("Tika")

    seen = await mailbox.runs("/help")
    topic = await mailbox.runs("/help", topic="administration")
    admin = await (await play.person(play.facts.users[1].name)).privately("Tika")
    settings = await admin.runs("/help", topic="administration")

    assert "Reminders" in seen.text and "Levels" not in seen.text
    assert "/me settings" in topic.text
    assert "/features" not in settings.text
