"""Alice dresses her rank card with menus, forms and a picture of hers; on the other server it's as before."""

import io
from dataclasses import asdict
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from tika_bot.app import Running, running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.settings import Settings
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey

PLACE = (600, 20)
"""A pixel of the card where nothing but the ground is."""


def control(seen: Seen, verb: str) -> str:
    """Return the id of the control in ``seen`` that does ``verb``."""
    ids = (one.get("custom_id", "") for one in seen.components)
    return next(one for one in ids if one.startswith(f"levels:{verb}:"))


async def ground(card: Seen) -> tuple[int, int, int]:
    """Return the colour of the ground of the card that was sent."""
    async with aiohttp.ClientSession() as session, session.get(card.attachments[0]["url"]) as answer:
        content = await answer.read()
    with Image.open(io.BytesIO(content)) as image:
        red, green, blue = image.convert("RGB").getpixel(PLACE)  # type: ignore[misc] # three bands
    return red, green, blue


def a_picture(colour: str = "#ffffff") -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(page, "JPEG")
    return page.getvalue()


def is_like(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


async def worn(bot: Running, who: Person, guild: int) -> dict[str, str | bytes]:  # noqa: F811 # fixtures
    """Return what ``who`` has chosen, saved or not."""
    cards = bot.host.plugins["levels"].service.cards
    look = (await cards.fitting(GuildId(guild), UserId(int(who.id)))).look
    return {name: value for name, value in asdict(look).items() if value}


async def test_alice_tries_a_style_on_and_saves_it(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, there = await play.person("alice"), await play.person("alice", guild=1)
    usual = await ground(await alice.runs("/rank"))

    tried = await alice.runs("/card style", name="daylight")
    assert tried.is_private and "Daylight" in tried.text
    assert "Only you see this yet" in str(tried.embeds)
    assert min(await ground(tried)) > 200
    assert await ground(await alice.runs("/rank")) == usual

    saved = await alice.clicks("Save", on=tried)
    assert "This is your card now" in saved.text
    assert min(await ground(await alice.runs("/rank"))) > 200
    assert await ground(await there.runs("/rank")) == usual
    assert "This is what everybody sees" in str((await there.runs("/card show")).embeds)


async def test_menus_and_forms_change_the_draft(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    editor = await alice.runs("/card show")

    editor = await alice.picks(control(editor, "card_style"), ["forest"], on=editor)
    editor = await alice.picks(control(editor, "card_palette"), ["lava"], on=editor)
    form = await alice.clicks("Colours", on=editor).form()
    editor = await form.fills(text="#0a0a0a", border="#abc")
    form = await alice.clicks("Background", on=editor).form()
    editor = await form.fills(top="#102030", bottom="203040")

    look = await worn(bot, alice, play.facts.guilds[0].id)
    bar = {"primary": "#d55e00", "secondary": "#56b4e9"}
    ground = {"top": "#102030", "bottom": "#203040"}
    assert look == {"style": "forest", "border": "#aabbcc", "text": "#0a0a0a", **bar, **ground}
    assert "So that everybody can read it" in editor.text
    bare = await alice.clicks("The style's background", on=editor)
    assert "#102030" not in bare.text
    dropped = await alice.clicks("Discard changes", on=bare)
    assert "This is what everybody sees" in str(dropped.embeds)


async def test_a_picture_of_hers_becomes_the_background_and_goes_with_a_reset(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    alice = await play.person("alice")

    tried = await alice.runs("/card background", picture=("cup.jpg", a_picture()))
    assert "your picture" in tried.text
    await alice.clicks("Save", on=tried)
    assert is_like(await ground(await alice.runs("/rank")), (0x66, 0x66, 0x66))

    asked = await alice.runs("/card reset")
    kept = await alice.clicks("Keep it", on=asked)
    assert "your picture" in kept.text
    asked = await alice.runs("/card reset")
    await alice.clicks("Reset", on=asked)
    assert await worn(bot, alice, play.facts.guilds[0].id) == {}


async def test_what_cant_be_used_is_refused_kindly(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    said = [
        await alice.runs("/card background", picture=("x.png", b"no picture")),
        await alice.runs("/card background", url="http://127.0.0.1:1/cup.png"),
        await alice.runs("/card background", url="my cup"),
        await alice.runs("/card background", url="ftp://example.org/cup.png"),
        await alice.runs("/card background", colour="#ffffff", second="#000000"),
        await alice.runs("/card colours", text="bright"),
    ]

    assert all(answer.is_private for answer in said)
    told = [
        "a picture I can open",
        "That address isn't public",
        "That isn't an address",
        "begin with http:// or https://",
        "Nothing could be read",
        "isn't a colour",
    ]
    assert [words for words, answer in zip(told, said, strict=True) if words not in answer.text] == []
    assert await worn(bot, alice, play.facts.guilds[0].id) == {}


async def test_after_a_prefix_nothing_is_changed(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    for said in ("style ocean", "background #0b2233", "colours lava"):
        await alice.says(f"!card {said}")
        told = f"`card {said.partition(' ')[0]}` answers in a way that a plain message can't"
        assert await alice.sees(told)

    assert await worn(bot, alice, play.facts.guilds[0].id) == {}


async def test_a_colour_in_the_place_of_an_address_is_a_colour(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    await alice.runs("/card background", url="#0b2233", colour="#203040")

    ground = {"top": "#0b2233", "bottom": "#203040"}
    assert await worn(bot, alice, play.facts.guilds[0].id) == ground
    assert await worn(bot, alice, play.facts.guilds[1].id) == {}


async def test_the_preview_shows_the_draft_and_saves_it(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await alice.runs("/card colours", palette="deep")

    seen = await alice.runs("/card preview")

    assert seen.is_private and "Rank card of" in seen.attachments[0]["description"]
    assert "This is your card now" in (await alice.clicks("Save", on=seen)).text


async def test_nobody_dresses_somebody_else(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    button = {"type": 2, "style": 1, "label": "Reset", "custom_id": f"levels:card_undress:yes:{alice.id}"}
    await alice.runs("/card style", name="forest")
    copied = await post(play, bruno, button)

    refused = await bruno.clicks("Reset", on=copied)

    assert refused.is_private and "somebody else" in refused.text
    assert await worn(bot, alice, play.facts.guilds[0].id) == {"style": "forest"}


async def post(play: Stage, where: Person, button: dict[str, object]) -> Seen:  # noqa: F811
    """Let the bot's account post a button where a person is, as if somebody had copied it there."""
    body = {"content": "copied", "components": [{"type": 1, "components": [button]}]}
    url = f"{play.address.api}/channels/{where.channel_id}/messages"
    headers = {"Authorization": f"Bot {play.bot_token}"}
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        return Seen(await answer.json())


async def test_the_editor_works_after_a_restart(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    alice = await play.person("alice")
    async with running(bot_config(play, tmp_path)) as first:
        await first.ready()
        editor = await alice.runs("/card style", name="ember")

    async with running(bot_config(play, tmp_path)) as second:
        await second.ready()
        await alice.clicks("Save", on=editor)

        assert await worn(second, alice, play.facts.guilds[0].id) == {"style": "ember"}


async def test_a_server_may_want_words_only(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, there = await play.person("alice"), await play.person("alice", guild=1)
    home, settings = GuildId(play.facts.guilds[0].id), bot.wing.settings
    version = settings.version(home, "levels")
    await settings.save(home, "levels", Settings(text_only=True), by=UserId(1), based_on=version)

    assert (await alice.runs("/rank")).attachments == []
    assert (await alice.runs("/leaderboard", show="picture")).attachments == []
    assert len((await there.runs("/rank")).attachments) == 1


async def test_what_alice_has_won_is_on_her_card(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await alice.says("Good morning, everybody!")
    levels, home = bot.host.plugins["levels"].service, GuildId(play.facts.guilds[0].id)

    async def it_is_there() -> bool:
        badges = (await levels.cards.dress(home, UserId(int(alice.id)))).badges
        return len(badges) >= 1 and bool(badges[0].emoji)

    await fact(it_is_there)
    shown = await alice.runs("/rank")
    assert shown.attachments[0]["description"].endswith("Badges: First Words.")
    assert "💬 First Words" in (await alice.clicks("As text", on=shown)).text

    await bot.wing.features.switch(home, "achievements", False, by=1)
    assert (await levels.cards.dress(home, UserId(int(alice.id)))).badges == ()
