"""The world is rows: what was written can be read into a fresh world, and nothing else is needed."""

from tika_sandbox.demo import build_demo
from tika_sandbox.world.drafts import Draft
from tika_sandbox.world.journal import Entry, MessagePosted
from tika_sandbox.world.messages import page, post
from tika_sandbox.world.principals import Person
from tika_sandbox.world.state import World


def test_rows_put_into_another_world_make_the_same_one() -> None:
    old = World()
    facts = build_demo(old)
    alice = Person(facts.users[0].id)
    general = facts.guilds[0].id + 10
    post(old, alice, general, Draft(content="still here?"))

    new = World()
    for name, table in old.tables.items():
        for row in table:
            new.tables[name].put(row)

    assert [row.content for row in page(new, alice, general)] == ["still here?"]
    assert page(new, alice, facts.guilds[1].id + 10) == []
    assert new.guilds_of(alice.id) == old.guilds_of(alice.id)
    assert new.by_token(facts.users[0].token) == alice
    assert new.new_id() > max(row.id for row in old.messages)


def test_every_change_is_heard_as_a_row() -> None:
    world = World()
    heard: list[tuple[str, object, bool]] = []
    for table in world.tables.values():
        table.on_write(lambda name, key, row: heard.append((name, key, row is None)))

    facts = build_demo(world)

    kept = {(name, key) for name, key, gone in heard if not gone}
    assert kept == {(name, table.key(row)) for name, table in world.tables.items() for row in table}
    assert ("guilds", facts.guilds[0].id) in kept


def test_the_journal_tells_in_order_and_stops_when_asked() -> None:
    world = World()
    facts = build_demo(world)
    alice, general = Person(facts.users[0].id), facts.guilds[0].id + 10
    heard: list[Entry] = []
    stop = world.journal.subscribe(heard.append)

    for word in ("one", "two"):
        post(world, alice, general, Draft(content=word))
    stop()
    post(world, alice, general, Draft(content="three"))

    said = [entry.fact.message.content for entry in heard if isinstance(entry.fact, MessagePosted)]
    assert said == ["one", "two"]
    assert [entry.number for entry in heard] == sorted(entry.number for entry in heard)


def test_tokens_have_the_form_that_every_client_takes() -> None:
    world = World()
    facts = build_demo(world)

    first, second, third = facts.users[0].token.split(".")

    assert (len(second), len(third) >= 27) == (6, True)
    assert world.by_token(".".join((first, second, third[:-1] + "!"))) is None


def test_the_demo_is_the_same_each_time() -> None:
    one, other = build_demo(World()), build_demo(World(), small_talk=True)
    again = build_demo(other.world)

    line = one.line(api="a", gateway="g", web="w")
    assert [g["id"] for g in line["guilds"]] == [str(guild.id) for guild in other.guilds]
    assert again.line(api="a", gateway="g", web="w") == other.line(api="a", gateway="g", web="w")
    assert [user["admin"] for user in line["users"][:3]] == [False, True, False]
    for guild in line["guilds"]:
        members = one.world.members.within(int(guild["id"]))
        assert all((int(guild["id"]), int(user["id"])) in members for user in line["users"][:3])
        assert len(guild["channels"]) >= 3 and "general" in guild["channels"]
