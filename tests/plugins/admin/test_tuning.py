"""Settings are drawn from their types, and nobody overwrites what they haven't seen."""

from typing import cast

import pytest

from tika_bot.app import Running
from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.permits import Actor
from tika_bot.plugins.admin.service import Administration
from tika_bot.plugins.levels.settings import Settings as LevelSettings
from tika_sandbox.testing import Stage
from tika_sandbox.testing.people import Person
from tika_sandbox.testing.seen import Seen

CHANGE = "Change one…"


async def _sheet(admin: Person) -> Seen:
    return await admin.runs("/settings", feature="core")


async def test_a_number_is_asked_in_a_form_and_checked(play: Stage, bot: Running) -> None:
    here, there = (home.id for home in play.facts.guilds[:2])
    admin = await play.person(play.facts.users[1].name)
    sheet = await _sheet(admin)

    form = await admin.picks(CHANGE, ["Cheek"], on=sheet).form()
    await form.fills(Cheek="3").send()
    saved = await admin.sees("Saved: Cheek")
    wrong = await (await admin.picks(CHANGE, ["Cheek"], on=saved).form()).fills(Cheek="12")

    assert "Version 1" in saved.text
    assert "outside what" in wrong.text and "0 to 3" in wrong.text
    assert bot.wing.settings.core(here).mood == 3
    assert bot.wing.settings.core(there).mood == 1


async def test_a_channel_is_picked(play: Stage, bot: Running) -> None:
    guild = play.facts.guilds[0].id
    admin = await play.person(play.facts.users[1].name)
    picker = await admin.picks(CHANGE, ["Log channel"], on=await _sheet(admin))

    saved = await admin.picks("Pick a value", [admin.channel_id], on=picker)

    assert "Saved: Log channel" in saved.text
    assert bot.wing.settings.core(guild).log_channel == int(admin.channel_id)


async def test_an_older_page_can_not_overwrite(play: Stage, bot: Running) -> None:
    guild = play.facts.guilds[0].id
    admin = await play.person(play.facts.users[1].name)
    sheet = await _sheet(admin)
    form = await admin.picks(CHANGE, ["Cheek"], on=sheet).form()
    newer = bot.wing.settings.core(guild).model_copy(update={"mood": 0})
    await bot.wing.settings.save(guild, "core", newer, by=7, based_on=0)

    answer = await form.fills(Cheek="3")

    assert "while you had them open" in answer.text
    assert "**Cheek:** 3 / 0" in answer.text
    assert bot.wing.settings.core(guild).mood == 0


async def test_the_history_says_who_changed_what(play: Stage, bot: Running) -> None:
    admin, elsewhere = [await play.person(play.facts.users[1].name, guild=guild) for guild in (0, 1)]
    fresh = await elsewhere.runs("/settings", feature="core")
    form = await admin.picks(CHANGE, ["Cheek"], on=await _sheet(admin)).form()
    await form.fills(Cheek="3").send()
    saved = await admin.sees("Saved: Cheek")
    form = await admin.picks(CHANGE, ["Time zone"], on=saved).form()
    await form.fills(**{"Time zone": "Europe/Berlin"}).send()
    saved = await admin.sees("Saved: Time zone")

    told = await admin.clicks("History", on=saved)
    back = await admin.clicks("Back", on=told)

    assert told.text.index("**Time zone:** UTC → Europe/Berlin") < told.text.index("**Cheek:** 1 → 3")
    assert f"Version 1, changed by <@{admin.id}>" in told.text
    assert "Settings: General" in back.text
    assert "History" not in fresh.buttons


async def test_what_is_off_has_to_be_switched_on_first(play: Stage, bot: Running) -> None:
    await bot.wing.features.switch(play.facts.guilds[0].id, "levels", False, by=1)
    admin, elsewhere = [await play.person(play.facts.users[1].name, guild=guild) for guild in (0, 1)]

    answer = await admin.runs("/settings", feature="levels")
    there = await elsewhere.runs("/settings", feature="levels")

    assert "is switched off in this server" in answer.text and "/features" in answer.text
    assert "Settings: Levels" in there.text


async def test_settings_travel_as_a_file(play: Stage, bot: Running) -> None:
    admin = await play.person(play.facts.users[1].name)
    text = b"tika_settings: 1\nplugins:\n  core:\n    mood: 2\n"

    answer = await admin.runs("/settings-file", file=("tika-settings.yml", text))
    exported = await admin.runs("/settings-file")

    assert "one feature" in answer.text
    assert exported.attachments[0]["filename"] == "tika-settings.yml"
    assert bot.wing.settings.core(play.facts.guilds[0].id).mood == 2


async def test_a_member_tunes_for_themselves(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    mine = await alice.runs("/me settings")

    after = await alice.picks(CHANGE, ["Words instead of pictures"], on=mine)
    form = await alice.picks(CHANGE, ["Time zone"], on=after).form()
    await form.fills(value="Europe/Berlin").send()
    zoned = await alice.sees("Europe/Berlin")
    wrong = await (await alice.picks(CHANGE, ["Time zone"], on=zoned).form()).fills(value="Mars")

    settings = bot.wing.settings.of_member(int(alice.id))
    assert settings.text_only and settings.zone == "Europe/Berlin"
    assert "Mars" in wrong.text and wrong.is_private


async def test_a_text_with_a_blank_that_means_nothing_is_refused_in_a_sentence(
    play: Stage, bot: Running
) -> None:
    here, there = (home.id for home in play.facts.guilds[:2])
    admin = await play.person(play.facts.users[1].name)
    sheet = await admin.runs("/settings", feature="levels")
    [last] = [one["placeholder"] for one in sheet.components if "Words only" in one.get("placeholder", "")]
    form = await admin.picks(last, ["Level-up text"], on=sheet).form()

    wrong = await form.fills(**{"Level-up text": "{memmber} is up"})

    assert "**{memmber} is up** doesn't work for **Level-up text**" in wrong.text
    assert "{member} {level} {role}" in wrong.text, "and what would"
    assert bot.wing.settings.version(here, "levels") == 0
    assert bot.wing.settings.version(there, "levels") == 0


async def test_the_curve_is_shown_and_left_to_the_command_that_shows_who_moves(
    play: Stage, bot: Running
) -> None:
    here, there = (GuildId(home.id) for home in play.facts.guilds[:2])
    admin = await play.person(play.facts.users[1].name)
    administration = cast("Administration", bot.wing.host.plugins["admin"].service)

    sheet = await admin.runs("/settings", feature="levels")
    file = b"tika_settings: 1\nplugins:\n  levels:\n    curve: flat\n    curve_first: 300\n"
    answer = await admin.runs("/settings-file", file=("tika-settings.yml", file))

    offered = {one["value"] for menu in sheet.components for one in menu.get("options", ())}
    curve = {name for name in LevelSettings.model_fields if name.startswith("curve")}
    assert offered == LevelSettings.model_fields.keys() - curve
    assert "**Curve:** As usual · `/levels curve`" in sheet.text
    assert "one feature" in answer.text, "a file changes it all the same"
    assert "**Curve:** Flat · `/levels curve`" in (await admin.runs("/settings", feature="levels")).text
    actor = Actor(UserId(int(admin.id)), here, owner=True)
    for name in curve:  # a page that was opened before, or an id that somebody made up
        with pytest.raises(Refusal, match="levels curve"):
            administration.sheet(actor, here, "levels").field(name)
    assert bot.wing.settings.version(there, "levels") == 0
