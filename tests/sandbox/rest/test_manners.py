"""How the sandbox answers at all: logins, unknown routes, bodies that aren't, and too much haste."""

import aiohttp

from tika_sandbox.testing.calling import Scene


async def test_a_login_asks_who_am_i_and_where_is_the_gateway(scene: Scene) -> None:
    me = await scene.bot.fine("GET", "/users/@me")
    application = await scene.bot.fine("GET", "/oauth2/applications/@me")
    gateway = await scene.bot.fine("GET", "/gateway/bot")
    guilds = await scene.bot.fine("GET", "/users/@me/guilds")

    assert me["bot"] is True and application["id"] == me["id"]
    assert gateway["url"] == scene.play.address.gateway
    assert [row["name"] for row in guilds] == ["Tea House", "Rooftop Garden"]
    assert int(guilds[0]["permissions"]) & 8


async def test_the_content_type_is_exactly_json(scene: Scene) -> None:
    answer = await scene.bot("GET", "/users/@me")

    assert answer.headers["Content-Type"] == "application/json"


async def test_a_token_must_be_known_and_of_the_right_kind(scene: Scene) -> None:
    token = scene.line["users"][0]["token"]
    url = scene.play.address.api + "/users/@me"

    for header in ({}, {"Authorization": "Bot nonsense"}, {"Authorization": f"Bot {token}"}):
        async with aiohttp.request("GET", url, headers=header) as response:
            assert response.status == 401
    async with aiohttp.request("GET", url, headers={"Authorization": token}) as response:
        assert (await response.json())["id"] == scene.user("alice")


async def test_an_undeclared_route_is_remembered_as_a_problem(scene: Scene) -> None:
    answer = await scene.bot("GET", "/teapots/1")

    assert (answer.status, answer.code) == (404, 0)
    assert scene.play.problems == ["undeclared route: GET /teapots/1"]
    scene.play.problems.clear()


async def test_an_id_that_is_none_is_a_form_error(scene: Scene) -> None:
    answer = await scene.bot("GET", "/users/nobody")

    scene.play.problems.clear()
    assert answer.code == 50035


async def test_bots_and_people_keep_to_their_own_routes(scene: Scene) -> None:
    application = scene.bot_id

    assert (await scene.by("alice")("GET", f"/applications/{application}/commands")).code == 20002
    assert (await scene.bot("POST", "/interactions", {})).code == 20001
    scene.play.problems.clear()


async def test_haste_is_answered_with_429_and_via(strict_scene: Scene) -> None:
    path = f"/channels/{strict_scene.room()}/messages"

    answers = [await strict_scene.bot("POST", path, {"content": str(n)}) for n in range(6)]

    assert [answer.status for answer in answers] == [200] * 5 + [429]
    first, last = answers[0].headers, answers[-1]
    assert (first["X-RateLimit-Limit"], first["X-RateLimit-Remaining"]) == ("5", "4")
    assert last.headers["Via"] and last.headers["X-RateLimit-Scope"] == "user"
    assert 0 < last.body["retry_after"] <= 5 and last.body["global"] is False


async def test_another_channel_has_its_own_window(strict_scene: Scene) -> None:
    for n in range(5):
        await strict_scene.bot.fine("POST", f"/channels/{strict_scene.room()}/messages", {"content": str(n)})

    answer = await strict_scene.bot(
        "POST", f"/channels/{strict_scene.room(place=1)}/messages", {"content": "x"}
    )

    assert answer.status == 200


async def test_fifty_requests_a_second_are_all_that_a_bot_gets(strict_scene: Scene) -> None:
    routes = ["/users/@me", "/gateway", "/oauth2/applications/@me"]
    answers = [await strict_scene.bot("GET", routes[n % 3]) for n in range(60)]

    refused = [answer for answer in answers if answer.status == 429]
    assert refused and all("retry_after" in answer.body for answer in refused)
