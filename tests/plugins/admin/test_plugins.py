"""Operators look after plugins; others may look."""

from sqlalchemy import select

from tika_bot.app import Running
from tika_bot.base.ids import OPERATORS
from tika_bot.core.tables import audit
from tika_sandbox.testing import Stage


async def test_the_list_shows_how_each_is(play: Stage, bot: Running) -> None:
    operator = await play.person(play.facts.users[1].name)

    answer = await operator.runs("/plugin list")

    assert "`admin`" in answer.text and "🟢" in answer.text


async def test_a_reload_keeps_everything_working(play: Stage, bot: Running) -> None:
    operator = await play.person(play.facts.users[1].name)

    answer = await operator.runs("/plugin reload", name="help")
    after = await operator.runs("/help")

    assert "Loaded anew" in answer.text
    assert "What can be done here" in after.text


async def test_members_may_not_reload(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    await alice.says("!plugin reload help")

    assert await alice.sees("whoever runs this bot")


async def test_a_mistyped_plugin_gets_a_suggestion(play: Stage, bot: Running) -> None:
    operator = await play.person(play.facts.users[1].name)

    answer = await operator.runs("/plugin info", name="privaci")

    assert "Did you mean **privacy**?" in answer.text


async def test_a_stopped_plugin_comes_back(play: Stage, bot: Running) -> None:
    operator = await play.person(play.facts.users[1].name)

    await operator.runs("/plugin disable", name="reminders")
    stopped = bot.host.plugins["reminders"].service is None
    answer = await operator.runs("/plugin enable", name="reminders")

    assert stopped and "Running again" in answer.text


async def test_what_nothing_works_without_can_not_be_stopped(play: Stage, bot: Running) -> None:
    operator = await play.person(play.facts.users[1].name)

    answer = await operator.runs("/plugin disable", name="admin")
    after = await operator.runs("/plugin list")

    assert "can't be switched off" in answer.text
    assert "`admin`" in after.text


async def test_what_operators_do_is_written_down(play: Stage, bot: Running) -> None:
    operator = await play.person(play.facts.users[1].name)

    await operator.runs("/plugin reload", name="help")
    await operator.runs("/plugin disable", name="reminders")
    async with bot.database.house("core.privacy", writes=False) as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.at, audit.c.id))).mappings().all()

    assert [(row["action"], row["target"]) for row in rows] == [
        ("plugin.reload", "help"),
        ("plugin.disable", "reminders"),
    ]
    assert {(row["guild_id"], row["actor_id"]) for row in rows} == {(OPERATORS, int(operator.id))}


async def test_statistics_are_for_operators(play: Stage, bot: Running) -> None:
    alice, operator = await play.person("alice"), await play.person(play.facts.users[1].name)

    shown = await operator.runs("/stats")
    await alice.says("!stats")

    assert "Listeners" in shown.text
    assert await alice.sees("whoever runs this bot")
