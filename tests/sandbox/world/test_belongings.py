"""What guilds own: told to those who asked for it, kept from the rest, and still there after a restart."""

from pathlib import Path

import pytest

from tika_sandbox.demo import DemoFacts, build_demo
from tika_sandbox.keeping import Keeper
from tika_sandbox.payloads.audience import AUTO_RULES, EXPRESSIONS, INVITES, SCHEDULED, WEBHOOKS, Event
from tika_sandbox.payloads.events import events
from tika_sandbox.world import automod, invites, keepsakes, webhooks
from tika_sandbox.world.belongings import Code, CustomEmoji, ScheduledEvent, Sticker
from tika_sandbox.world.principals import Bot
from tika_sandbox.world.requests import OpenForm, Tally
from tika_sandbox.world.state import World


@pytest.fixture
def facts() -> DemoFacts:
    return build_demo(World())


def furnish(facts: DemoFacts) -> dict[str, Event]:
    """Make one of each in the first guild and return the events by name."""
    world, guild = facts.world, facts.guilds[0]
    bot, room = Bot(facts.bot.id, facts.bot.id), guild.id + 10
    heard: list[Event] = []
    stop = world.journal.subscribe(lambda entry: heard.extend(events(world, entry)))
    webhooks.create(world, bot, room, "Urn", None)
    invites.create(world, bot, room)
    rule = {"name": "x", "trigger_type": 3, "actions": [], "enabled": True}
    automod.create(world, bot, guild.id, rule, None)
    emoji = world.emojis.put(CustomEmoji(world.new_id(), guild.id, "tea", "blob", bot.id))
    keepsakes.tell(world, bot, emoji, "made")
    sticker = world.stickers.put(Sticker(world.new_id(), guild.id, "Steam", "tea", "blob", bot.id))
    keepsakes.tell(world, bot, sticker, "made")
    event = ScheduledEvent(world.new_id(), guild.id, bot.id, "Tasting", 3, world.now(), location="here")
    keepsakes.tell(world, bot, world.events.put(event), "made")
    stop()
    return {event.name: event for event in heard}


@pytest.mark.parametrize(
    ("name", "intent"),
    [
        ("WEBHOOKS_UPDATE", WEBHOOKS),
        ("INVITE_CREATE", INVITES),
        ("AUTO_MODERATION_RULE_CREATE", AUTO_RULES),
        ("GUILD_EMOJIS_UPDATE", EXPRESSIONS),
        ("GUILD_STICKERS_UPDATE", EXPRESSIONS),
        ("GUILD_SCHEDULED_EVENT_CREATE", SCHEDULED),
    ],
)
def test_each_is_told_to_members_with_the_intent(facts: DemoFacts, name: str, intent: int) -> None:
    event = furnish(facts)[name]
    world, bot = facts.world, facts.bot.id
    mira = next(user for user in facts.users if user.name == "mira")

    assert event.guild_id == facts.guilds[0].id
    assert event.reaches(world, bot, bot=True, intents=intent)
    assert not event.reaches(world, bot, bot=True, intents=~intent)
    assert not event.reaches(world, mira.id, bot=False, intents=-1)


@pytest.mark.parametrize("name", ["INVITE_CREATE", "AUTO_MODERATION_RULE_CREATE"])
def test_doors_and_rules_are_told_to_those_who_keep_them(facts: DemoFacts, name: str) -> None:
    event = furnish(facts)[name]
    alice, bruno = facts.users[0], facts.users[1]

    assert event.reaches(facts.world, bruno.id, bot=False, intents=-1)
    assert not event.reaches(facts.world, alice.id, bot=False, intents=-1)


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    world = World()
    keeper = Keeper.open(world, tmp_path)
    facts = build_demo(world)
    furnish(facts)
    world.codes.put(Code("c", facts.bot.id, facts.users[0].id, ("identify",), "http://x", world.now(), "s"))
    world.forms.put(OpenForm(facts.users[0].id, "order", 1, {"title": "Order"}))
    world.tallies.put(Tally(facts.bot.id, facts.guilds[0].id, world.now(), 7))
    keeper.close()

    again = World()
    Keeper.open(again, tmp_path).close()

    for name in ("webhooks", "invites", "rules", "emojis", "stickers", "events", "codes", "forms", "tallies"):
        assert list(again.tables[name]) == list(world.tables[name]) != []
