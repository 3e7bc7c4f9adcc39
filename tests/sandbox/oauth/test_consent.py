"""Alice lets a dashboard in: she picks her account, reads what is asked for, and consents or doesn't."""

import base64
import hashlib
from dataclasses import replace

import pytest

from tika_sandbox.testing.dashboard import Dashboard


def challenge(verifier: str) -> dict[str, str]:
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return {"code_challenge": digest, "code_challenge_method": "S256"}


async def test_the_page_names_accounts_wishes_and_where_one_is_sent(dashboard: Dashboard) -> None:
    status, html = await dashboard.reads()

    assert status == 200
    for words in ("Tika wants to access", "Alice", "Otto", "what servers you", "127.0.0.1:9"):
        assert words in html
    assert dashboard.secret not in html


async def test_consent_sends_back_a_code_and_the_state(dashboard: Dashboard) -> None:
    status, back = await dashboard.decides()
    denied = await dashboard.decides(decision="deny")

    assert (status, set(back), back["state"]) == (302, {"code", "state"}, "s3")
    assert denied[1]["error"] == "access_denied"
    assert denied[1]["state"] == "s3"


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"scope": "identify everything"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "abc", "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_the_applications_mistakes_are_told_to_it(
    dashboard: Dashboard, query: dict[str, str], error: str
) -> None:
    status, back = await dashboard.decides(**query)

    assert (status, back["error"], back["state"]) == (302, error, "s3")


@pytest.mark.parametrize(
    "query",
    [
        {"client_id": "1"},
        {"redirect_uri": "https://elsewhere.example/login"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "http://127.0.0.1@elsewhere.example/"},
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_theirs(
    dashboard: Dashboard, query: dict[str, str]
) -> None:
    assert (await dashboard.reads(**query))[0] == 400
    assert (await dashboard.decides(**query))[0] == 400


async def test_registered_addresses_are_the_only_ones(dashboard: Dashboard) -> None:
    world = dashboard.scene.play.facts.world
    row = world.applications[int(dashboard.scene.bot_id)]
    world.applications.put(replace(row, redirect_uris=("https://tea.example/back?x=1",)))

    assert (await dashboard.reads())[0] == 400
    _, back = await dashboard.decides(redirect_uri="https://tea.example/back?x=1")
    assert set(back) == {"x", "code", "state"}


async def test_names_on_the_page_cannot_become_markup(dashboard: Dashboard) -> None:
    world = dashboard.scene.play.facts.world
    row = world.users[int(dashboard.scene.user("alice"))]
    world.users.put(replace(row, shown="<script>alert(1)</script>"))

    _, html = await dashboard.reads(state='"><script>')

    assert "<script" not in html


async def test_a_code_works_once_and_for_a_minute(dashboard: Dashboard) -> None:
    world = dashboard.scene.play.facts.world
    _, first = await dashboard.decides()
    _, second = await dashboard.decides()
    row = world.codes[second["code"]]
    world.codes.put(replace(row, expires_at=world.now()))

    once = await dashboard.swaps(first["code"])
    twice = await dashboard.swaps(first["code"])
    late = await dashboard.swaps(second["code"])

    assert once.body["scope"] == "identify guilds"
    assert [(a.status, a.body["error"]) for a in (twice, late)] == [(400, "invalid_grant")] * 2


async def test_a_code_is_bound_to_address_and_secret(dashboard: Dashboard) -> None:
    async def fresh(**query: str) -> str:
        return str((await dashboard.decides(**query))[1]["code"])

    astray = await dashboard.swaps(await fresh(), redirect_uri="http://127.0.0.1:9/other")
    stolen = await dashboard.swaps(await fresh(**challenge("right")), code_verifier="wrong")
    bare = await dashboard.swaps(await fresh(**challenge("right")))
    fine = await dashboard.swaps(await fresh(**challenge("right")), code_verifier="right")

    assert [a.body.get("error") for a in (astray, stolen, bare)] == ["invalid_grant"] * 3
    assert fine.status == 200


async def test_a_bot_is_brought_in_by_those_who_manage_the_server(dashboard: Dashboard) -> None:
    scene = dashboard.scene
    world, guild_id, bot_id = scene.play.facts.world, int(scene.guild()), int(scene.bot_id)
    world.members.drop((guild_id, bot_id))
    wish = {"scope": "bot applications.commands", "redirect_uri": "", "permissions": "8192"}

    refused = await dashboard.decides("alice", guild=scene.guild(), **wish)
    stayed_out = (guild_id, bot_id) not in world.members
    brought = await dashboard.decides("bruno", guild=scene.guild(), **wish)

    assert (refused[0], stayed_out, brought[0]) == (403, True, 200)
    (role_id,) = world.members[guild_id, bot_id].roles
    assert (world.roles[role_id].permissions, world.roles[role_id].bot_id) == (8192, bot_id)
