"""Bruno uploads another bot's file in Discord, reads what would happen, says yes, and takes it back."""

import io
import json
from pathlib import Path

import aiohttp
import pytest
from PIL import Image
from sqlalchemy import text

from tika_bot.app import Running, running
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey

REGULAR = "1310000000000001001"
"""The demo's role in the first guild that anybody can be given."""


def page(*players: tuple[Person, int], **more: object) -> tuple[str, bytes]:
    rows = [{"id": who.id, "xp": xp, "message_count": 9, "username": "محمد"} for who, xp in players]
    return "page.json", json.dumps({"players": rows, **more}).encode()


async def xp_of(person: Person, who: Person) -> str:
    """Return ``who``'s line on the board, as ``person`` reads it; "" if there is none."""
    board = await person.runs("/leaderboard")
    return next((line for line in board.text.splitlines() if f"<@{who.id}>" in line), "")


async def kept(bot: Running) -> int:  # noqa: F811
    """Return how many files wait for a yes, and for being forgotten."""
    async with bot.database.house("core.backup", writes=False) as connection:
        files = (await connection.execute(text("SELECT count(*) FROM levels_uploads"))).scalar_one()
        timers = "SELECT count(*) FROM core_timers WHERE verb = 'drop_upload'"
        assert files == (await connection.execute(text(timers))).scalar_one()
    return int(files)


async def test_a_file_is_looked_at_imported_after_a_restart_and_taken_back(
    play: Stage,  # noqa: F811
    tmp_path: Path,
) -> None:
    bruno, layla = await play.person("bruno"), await play.person("layla")
    elsewhere = await play.person("layla", guild=1)
    file = page((layla, 475), (bruno, 20))
    async with running(bot_config(play, tmp_path)) as bot:  # noqa: F811
        await bot.ready()
        await bruno.runs("/levels give", member=bruno, amount=50)
        asked = await bruno.runs("/levels import", file=file)
        assert asked.is_private and "2 rows read, one member changes" in asked.text
        assert "One member has something here already, which stays as it is." in asked.text
        assert "`mode: add` puts theirs on top, `mode: replace` in its place." in asked.text
        onto = await bruno.runs("/levels import", file=file, mode="add")
        assert "One member has something here already; theirs comes on top." in onto.text
        await bruno.clicks("Leave it", on=onto)
        assert await xp_of(bruno, layla) == ""

    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        done = await bruno.clicks("Import", on=asked)
        assert "Imported" in done.text and "475 XP" in await xp_of(bruno, layla)
        assert await xp_of(elsewhere, elsewhere) == "" and await kept(bot) == 0
        again = await bruno.runs("/levels import", file=file)
        assert "imported already" in again.text and not again.components
        preview = await bruno.clicks("Undo …", on=done)
        await bruno.clicks("Undo", on=preview)

        assert await xp_of(bruno, layla) == ""
        assert "import taken back" in (await bruno.runs("/levels history")).text


async def test_no_means_no_and_nothing_is_kept(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    asked = await bruno.runs("/levels import", file=page((layla, 475)))
    assert await kept(bot) == 1

    left = await bruno.clicks("Leave it", on=asked)

    assert "Nothing was changed" in left.text
    assert await kept(bot) == 0 and await xp_of(bruno, layla) == ""


async def test_a_file_that_waited_too_long_is_gone(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    asked = await bruno.runs("/levels import", file=page((layla, 475)))
    async with bot.database.house("core.backup") as connection:
        await connection.execute(text("UPDATE levels_uploads SET made_at = made_at - 3600000"))

    late = await bruno.clicks("Import", on=asked)

    assert "no longer here" in late.text and await xp_of(bruno, layla) == ""


async def test_roles_in_a_file_come_along_if_they_can_be_given(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    rewards = [{"rank": 2, "role": {"id": REGULAR, "name": "Regular"}}, {"rank": 3, "role_id": "999"}]

    asked = await bruno.runs("/levels import", file=page((layla, 475), role_rewards=rewards))
    await bruno.clicks("Import", on=asked)

    assert "Level 2 brings" in asked.text and "`999`" in asked.text
    listed = await bruno.runs("/levelroles list")
    assert REGULAR in listed.text and "999" not in listed.text


async def test_roles_and_settings_that_came_alone_are_taken_back(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    ours = {"tika_levels": 1, "members": [], "settings": {"curve": "flat"}}
    ours["roles"] = [{"role": REGULAR, "level": 2, "name": "Regular"}]
    asked = await bruno.runs("/levels import", file=("a.json", json.dumps(ours).encode()), mode="replace")
    done = await bruno.clicks("Import", on=asked)

    preview = await bruno.clicks("Undo …", on=done)
    undone = await bruno.clicks("Undo", on=preview)

    for said in (preview.text, undone.text):
        assert "One level role is again as before" in said and "settings of levels are again" in said
    assert REGULAR not in (await bruno.runs("/levelroles list")).text


async def test_what_cannot_be_used_is_named_and_nothing_changes(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    for name, content, words in (
        ("cut.json", b'{"players": [', "is broken"),
        ("key.json", b'{"users": {"\\ud800x": {"xp": 5}}, "settings": {}}', "no text can hold: U+D800"),
        ("name.json", b'{"players": [{"id": "\\u0000", "xp": 5}]}', "no text can hold: U+0000"),
        ("latin.csv", "id,name,xp\n1,Zoë,5\n".encode("latin-1"), "Latin-1"),
        ("letter.txt", b"Dear Tika", "none of the files I know"),
    ):
        refused = await bruno.runs("/levels import", file=(name, content))
        assert f"**{name}** " in refused.text and words in refused.text

    asked = await bruno.runs("/levels import", file=("rows.csv", b"id,xp\n1310000000000000009,5\n,7\n8,-1\n"))
    assert "2 things are left out" in asked.text and "names no member" in asked.text
    assert "below zero: `-1`" in asked.text


async def test_who_does_not_manage_the_server_is_refused(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    await alice.says("!levels export")

    assert "You need the permission **Manage Server**" in (await alice.sees("You need")).text


async def test_an_export_comes_back_as_it_was(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    await bruno.runs("/levels give", member=layla, amount=300)

    exported = await bruno.runs("/levels export")

    assert exported.is_private and exported.attachments[0]["filename"] == "levels.json"
    async with aiohttp.ClientSession() as session, session.get(exported.attachments[0]["url"]) as answer:
        content = await answer.read()
    await bruno.runs("/levels set", member=layla, amount=5)
    asked = await bruno.runs("/levels import", file=("levels.json", content), mode="replace")
    await bruno.clicks("Import", on=asked)
    assert "300 XP" in await xp_of(bruno, layla)


async def fetched(seen: Seen) -> dict[str, object]:
    """Return what is in the file that was sent."""
    async with aiohttp.ClientSession() as session, session.get(seen.attachments[0]["url"]) as answer:
        document: dict[str, object] = json.loads(await answer.read())
    return document


async def test_seasons_and_cards_go_to_another_server_and_back_out_of_it(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    await bruno.runs("/levels season", do="start", name="الربيع")
    await bruno.clicks("End it", on=await bruno.runs("/levels season", do="end"))
    picture = io.BytesIO()
    Image.effect_noise((400, 300), 90).save(picture, "PNG")
    await bruno.clicks(
        "Save", on=await bruno.runs("/card background", picture=("mine.png", picture.getvalue()))
    )
    sent = await fetched(await bruno.runs("/levels export"))

    asked = await there.runs("/levels import", file=("levels.json", json.dumps(sent).encode()))
    assert "One season comes along" in asked.text and "One rank card comes along" in asked.text
    done = await there.clicks("Import", on=asked)

    again = await fetched(await there.runs("/levels export"))
    assert (again["seasons"], again["cards"]) == (sent["seasons"], sent["cards"]) and again["cards"]
    undone = await there.clicks("Undo", on=await there.clicks("Undo …", on=done))
    assert "One season is again as before, or gone" in undone.text
    assert "One rank card is again as before, or gone" in undone.text
    empty = await fetched(await there.runs("/levels export"))
    assert empty["seasons"] == empty["cards"] == []
    assert (await fetched(await bruno.runs("/levels export")))["cards"] == sent["cards"]
