"""The sandbox shows a face for everybody and hands out what was attached."""

import asyncio

import aiohttp
import pytest

from tika_sandbox.testing import Stage
from tika_sandbox.wire.portraits import SIZE_PX, portrait

PNG = b"\x89PNG\r\n\x1a\n"


async def got(url: str) -> tuple[int, bytes, aiohttp.typedefs.CIMultiDictProxy]:
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        return response.status, await response.read(), response.headers


def test_a_face_is_always_the_same_and_no_two_are_alike() -> None:
    faces = {portrait(f"{number}") for number in range(8)}

    assert len(faces) == 8
    assert portrait("0") in faces
    assert portrait("0").startswith(PNG)
    assert int.from_bytes(portrait("0")[16:20], "big") == SIZE_PX


@pytest.mark.parametrize("path", ["/embed/avatars/3.png", "/avatars/1/abc.png?size=64", "/icons/2/def.webp"])
async def test_everybody_has_a_picture(play: Stage, path: str) -> None:
    status, picture, headers = await got(play.address.cdn + path)

    assert status == 200
    assert picture.startswith(PNG)
    assert headers["Content-Type"] == "image/png"


async def test_a_face_that_many_ask_for_at_once_is_drawn_once(play: Stage) -> None:
    before = portrait.cache_info().misses

    answers = await asyncio.gather(*(got(f"{play.address.cdn}/avatars/77/aaaa.png") for _ in range(8)))

    assert len({picture for _, picture, _ in answers}) == 1
    assert portrait.cache_info().misses == before + 1


async def test_an_attachment_can_be_fetched_from_its_own_address(play: Stage) -> None:
    alice = await play.person("alice")
    message = await alice.says("look", files=(("brew log.txt", b"steep for 3 min"),))

    status, content, headers = await got(message.attachments[0]["url"])

    assert (status, content) == (200, b"steep for 3 min")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox"


async def test_an_attachment_is_not_found_through_another_channel(play: Stage) -> None:
    alice = await play.person("alice")
    message = await alice.says("look", files=(("plan.txt", b"x"),))
    url = message.attachments[0]["url"].replace(alice.channel_id, "1")

    assert (await got(url))[0] == 404
