"""Emojis, stickers and sounds: made, renamed, dropped, and kept to their guild."""

import base64

from aiohttp import ClientSession, FormData

from tika_sandbox.testing.calling import Json, Scene


def data(content: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


async def test_a_guilds_emoji_lives_from_upload_to_delete(scene: Scene, picture: bytes) -> None:
    bruno, base = scene.by("bruno"), f"/guilds/{scene.guild()}/emojis"

    made = await bruno.fine("POST", base, {"name": "teapot", "image": data(picture), "roles": []})
    one = f"{base}/{made['id']}"
    renamed = await bruno.fine("PATCH", one, {"name": "samovar"})
    read = await scene.bot.fine("GET", one)
    listed = await scene.bot.fine("GET", base)
    guild = await scene.bot.fine("GET", f"/guilds/{scene.guild()}")
    elsewhere = await scene.bot.fine("GET", f"/guilds/{scene.guild(1)}/emojis")
    async with (
        ClientSession() as session,
        session.get(f"{scene.play.address.cdn}/emojis/{made['id']}.png") as there,
    ):
        shown = await there.read()
    await bruno.fine("DELETE", one)

    assert [row["name"] for row in (renamed, read, *listed, *guild["emojis"])] == ["samovar"] * 4
    assert elsewhere == []
    assert shown == picture
    assert (await bruno("GET", one)).code == 10014


async def test_only_pictures_become_emojis_and_only_by_those_who_may(scene: Scene, picture: bytes) -> None:
    base = f"/guilds/{scene.guild()}/emojis"
    good = {"name": "cup", "image": data(picture)}

    assert (await scene.by("alice")("POST", base, good)).code == 50013
    assert (await scene.bot("POST", base, {**good, "image": "cup.png"})).code == 50035
    assert (await scene.bot("POST", base, {**good, "image": data(b"<svg>")})).code == 50035
    assert (await scene.bot("POST", base, {**good, "name": "a cup"})).code == 50035
    for number in range(50):
        await scene.bot.fine("POST", base, {**good, "name": f"cup_{number}"})
    assert (await scene.bot("POST", base, good)).code == 30008


async def test_an_application_has_emojis_of_its_own(scene: Scene, picture: bytes) -> None:
    base = f"/applications/{scene.bot_id}/emojis"

    made = await scene.bot.fine("POST", base, {"name": "mark", "image": data(picture)})
    renamed = await scene.bot.fine("PATCH", f"{base}/{made['id']}", {"name": "sign"})
    read = await scene.bot.fine("GET", f"{base}/{made['id']}")
    listed = await scene.bot.fine("GET", base)
    in_guild = await scene.bot.fine("GET", f"/guilds/{scene.guild()}/emojis")
    await scene.bot.fine("DELETE", f"{base}/{made['id']}")

    assert renamed == read == listed["items"][0]
    assert in_guild == []
    assert (await scene.bot.fine("GET", base))["items"] == []


async def test_a_sticker_comes_as_a_form(scene: Scene, picture: bytes) -> None:
    base = f"/guilds/{scene.guild()}/stickers"
    form = FormData({"name": "Steam", "tags": "tea", "description": "It rises."})
    form.add_field("file", picture, filename="steam.png", content_type="image/png")

    async with (
        ClientSession(headers={"Authorization": f"Bot {scene.play.bot_token}"}) as session,
        session.post(scene.play.address.api + base, data=form) as answer,
    ):
        made: Json = await answer.json()
    changed = await scene.bot.fine("PATCH", f"{base}/{made['id']}", {"description": None})
    read = [await scene.bot.fine("GET", path) for path in (f"{base}/{made['id']}", f"/stickers/{made['id']}")]
    listed = await scene.bot.fine("GET", base)
    packs = await scene.nobody.fine("GET", "/sticker-packs")
    await scene.bot.fine("DELETE", f"{base}/{made['id']}")

    assert (answer.status, made["format_type"], changed["description"]) == (201, 1, None)
    assert [*read, *listed] == [changed] * 3
    assert packs == {"sticker_packs": []}
    assert (await scene.bot("GET", f"/stickers/{made['id']}")).code == 10060


async def test_a_sound_is_made_and_played_in_voice(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/soundboard-sounds"
    sound = {"name": "whistle", "sound": data(b"OggS....", "audio/ogg"), "volume": 0.5}

    made = await scene.bot.fine("POST", base, sound)
    one = f"{base}/{made['sound_id']}"
    changed = await scene.bot.fine("PATCH", one, {"name": "whistling"})
    read = await scene.bot.fine("GET", one)
    listed = await scene.bot.fine("GET", base)
    usual = await scene.bot.fine("GET", "/soundboard-default-sounds")
    outside = await scene.by("alice")(
        "POST", f"/channels/{scene.room('Fireside')}/send-soundboard-sound", {"sound_id": made["sound_id"]}
    )
    await scene.bot.fine("DELETE", one)

    assert (read["name"], read["volume"], listed["items"]) == ("whistling", 0.5, [changed])
    assert usual == []
    assert outside.code == 50013
    assert (await scene.bot("GET", one)).code == 10097
