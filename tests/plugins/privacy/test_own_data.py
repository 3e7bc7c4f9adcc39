"""A member looks at their data, takes them along and deletes them."""

import json

from tika_bot.app import Running
from tika_sandbox.testing import Stage


async def _exported(play: Stage, url: str) -> dict[str, object]:
    import aiohttp

    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        content: dict[str, object] = json.loads(await answer.read())
        return content


async def test_what_is_kept_is_told_by_feature(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/privacy show")

    assert answer.is_private and "The bot itself" in answer.text


async def test_the_export_holds_what_the_member_chose(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    user = int(alice.id)
    mine = bot.wing.settings.of_member(user).model_copy(update={"zone": "Europe/Berlin"})
    await bot.wing.settings.save_member(user, mine)

    answer = await alice.runs("/privacy export")
    kept = await _exported(play, answer.attachments[0]["url"])

    assert answer.is_private
    assert "Europe/Berlin" in json.dumps(kept["core"])


async def test_deleting_asks_first(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    user = int(alice.id)
    mine = bot.wing.settings.of_member(user).model_copy(update={"zone": "Europe/Berlin"})
    await bot.wing.settings.save_member(user, mine)
    question = await alice.runs("/privacy delete")

    kept = await alice.clicks("Keep it", on=question)

    assert "Nothing was deleted" in kept.text
    assert bot.wing.settings.of_member(user).zone == "Europe/Berlin"


async def test_deleting_leaves_nothing_and_touches_nobody_else(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    user, other = int(alice.id), play.facts.users[2].id
    for someone in (user, other):
        mine = bot.wing.settings.of_member(someone).model_copy(update={"zone": "Europe/Berlin"})
        await bot.wing.settings.save_member(someone, mine)
    await bot.wing.features.switch(play.facts.guilds[0].id, "reminders", False, by=user)
    question = await alice.runs("/privacy delete")

    receipt = await alice.clicks("Delete everything", on=question)
    privacy = bot.host.plugins["privacy"].service
    left = await privacy.export(user)

    assert "Gone" in receipt.text
    assert str(user) not in json.dumps(left) and left["core"] == {}
    assert bot.wing.settings.of_member(other).zone == "Europe/Berlin"
    assert not bot.wing.features.is_on(play.facts.guilds[0].id, "reminders")


async def test_a_guild_that_was_left_is_purged_and_the_other_stays(play: Stage, bot: Running) -> None:
    here, there = (home.id for home in play.facts.guilds[:2])
    core = bot.wing.settings.core(here).model_copy(update={"mood": 3})
    for guild in (here, there):
        await bot.wing.settings.save(guild, "core", core, by=1, based_on=0)
        await bot.wing.features.switch(guild, "reminders", False, by=1)
    privacy = bot.host.plugins["privacy"].service

    gone = await privacy.purge(here)

    assert gone > 0
    assert bot.wing.settings.core(here).mood == 1 and bot.wing.settings.core(there).mood == 3
    assert bot.wing.features.is_on(here, "reminders") and not bot.wing.features.is_on(there, "reminders")
    # Should it come back one day, it begins anew.
    assert await bot.wing.settings.save(here, "core", core, by=1, based_on=0) == 1
    await privacy.purge(here)
    assert await bot.wing.settings.history(here, "core") == []
    assert len(await bot.wing.settings.history(there, "core")) == 1
