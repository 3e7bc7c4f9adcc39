"""Who hears of what: audiences, intents and the words that a bot without message content doesn't get."""

import pytest

from tika_sandbox.demo import DemoFacts, build_demo
from tika_sandbox.payloads.audience import CONTENT, DM_MESSAGES, GUILD_MESSAGES, Event
from tika_sandbox.payloads.events import events
from tika_sandbox.world import roles
from tika_sandbox.world.channels import open_dm
from tika_sandbox.world.drafts import Draft
from tika_sandbox.world.messages import post
from tika_sandbox.world.principals import Bot, Person
from tika_sandbox.world.state import World

ALL = -1


@pytest.fixture
def facts() -> DemoFacts:
    return build_demo(World())


def told(facts: DemoFacts, author: int, channel: int, content: str) -> Event:
    heard: list[Event] = []
    stop = facts.world.journal.subscribe(lambda entry: heard.extend(events(facts.world, entry)))
    who = Bot(author, author) if author == facts.bot.id else Person(author)
    post(facts.world, who, channel, Draft(content=content))
    stop()
    [event] = [event for event in heard if event.name == "MESSAGE_CREATE"]
    return event


def test_a_message_reaches_members_and_nobody_else(facts: DemoFacts) -> None:
    event = told(facts, facts.users[0].id, facts.guilds[0].id + 10, "hello")
    mira = next(user for user in facts.users if user.name == "mira")

    assert event.reaches(facts.world, facts.users[2].id, bot=False, intents=ALL)
    assert not event.reaches(facts.world, mira.id, bot=False, intents=ALL)


def test_a_bot_hears_what_its_intents_ask_for(facts: DemoFacts) -> None:
    event = told(facts, facts.users[0].id, facts.guilds[0].id + 10, "hello")

    assert event.reaches(facts.world, facts.bot.id, bot=True, intents=GUILD_MESSAGES)
    assert not event.reaches(facts.world, facts.bot.id, bot=True, intents=DM_MESSAGES)


def test_without_message_content_the_words_are_missing(facts: DemoFacts) -> None:
    general = facts.guilds[0].id + 10
    event = told(facts, facts.users[0].id, general, "hello")
    called = told(facts, facts.users[0].id, general, f"<@{facts.bot.id}> hello")
    own = told(facts, facts.bot.id, general, "mine")

    def words(one: Event, intents: int) -> str:
        return str(one.body_for(facts.bot.id, bot=True, intents=intents)["content"])

    assert words(event, GUILD_MESSAGES) == ""
    assert words(event, GUILD_MESSAGES | CONTENT) == "hello"
    assert words(called, GUILD_MESSAGES).endswith("hello")
    assert words(own, GUILD_MESSAGES) == "mine"


def test_a_direct_message_is_heard_by_two(facts: DemoFacts) -> None:
    alice = facts.users[0]
    channel = open_dm(facts.world, Person(alice.id), facts.bot.id)
    event = told(facts, alice.id, channel.id, "psst")

    hearers = [user.id for user in facts.users if event.reaches(facts.world, user.id, bot=False, intents=ALL)]

    assert hearers == [alice.id]
    assert event.reaches(facts.world, facts.bot.id, bot=True, intents=DM_MESSAGES)
    assert event.body_for(facts.bot.id, bot=True, intents=DM_MESSAGES)["content"] == "psst"
    assert "guild_id" not in event.body_for(alice.id, bot=False, intents=ALL)


def test_a_new_role_lifts_the_others_and_each_is_told_of(facts: DemoFacts) -> None:
    home, other = facts.guilds
    before = {row.id: row.position for row in facts.world.roles.within(home.id).values()}
    elsewhere = dict(facts.world.roles.within(other.id))
    heard: list[Event] = []
    stop = facts.world.journal.subscribe(lambda entry: heard.extend(events(facts.world, entry)))

    made = roles.create(facts.world, Person(home.owner_id), home.id, {"name": "Brewer"})
    stop()

    told_of = [one for one in heard if one.name.startswith("GUILD_ROLE_")]
    first, *more = [(one.name, int(one.body["role"]["id"]), one.body["role"]["position"]) for one in told_of]
    lifted = {number: position + 1 for number, position in before.items() if number != home.id}
    assert first == ("GUILD_ROLE_CREATE", made.id, 1)
    assert sorted(more) == sorted(("GUILD_ROLE_UPDATE", *one) for one in lifted.items())
    assert {one.guild_id for one in told_of} == {home.id}
    assert facts.world.roles.within(other.id) == elsewhere
