"""A dashboard acts for Alice as far as its scopes go, until its tokens run out."""

from dataclasses import replace

from tika_sandbox.testing.dashboard import Dashboard


async def test_a_token_opens_what_its_scopes_name(dashboard: Dashboard) -> None:
    scene = dashboard.scene
    caller = dashboard.bearing(await dashboard.tokens(scope="identify guilds guilds.members.read"))

    me = await caller.fine("GET", "/users/@me")
    guilds = await caller.fine("GET", "/users/@me/guilds?with_counts=true")
    member = await caller.fine("GET", f"/users/@me/guilds/{scene.guild()}/member")
    about = await caller.fine("GET", "/oauth2/@me")

    assert me["id"] == member["user"]["id"] == about["user"]["id"] == scene.user("alice")
    assert "email" not in me
    assert [(row["name"], row["owner"]) for row in guilds] == [
        ("Tea House", False),
        ("Rooftop Garden", False),
    ]
    assert about["scopes"] == ["identify", "guilds", "guilds.members.read"]


async def test_a_token_opens_nothing_else(dashboard: Dashboard) -> None:
    scene = dashboard.scene
    caller = dashboard.bearing(await dashboard.tokens(scope="identify"))

    assert (await caller("GET", "/users/@me/guilds")).code == 50026
    assert (await caller("GET", f"/users/@me/guilds/{scene.guild()}/member")).code == 50026
    assert (await caller("POST", f"/channels/{scene.room()}/messages", {"content": "hi"})).code == 50001
    assert (await caller("GET", f"/guilds/{scene.guild()}")).code == 50001
    assert (await caller("GET", "/users/@me/connections")).code == 50026


async def test_the_owner_manages_and_says_so(dashboard: Dashboard) -> None:
    scope = "identify email guilds connections openid"
    caller = dashboard.bearing(await dashboard.tokens("bruno", scope=scope))

    guilds = await caller.fine("GET", "/users/@me/guilds")
    me = await caller.fine("GET", "/users/@me")
    info = await caller.fine("GET", "/oauth2/userinfo")

    assert all(row["owner"] and int(row["permissions"]) & 0x20 for row in guilds)
    assert me["email"] == "bruno@example.invalid"
    assert info["sub"] == me["id"]
    assert await caller.fine("GET", "/users/@me/connections") == []


async def test_a_refresh_replaces_both_tokens(dashboard: Dashboard) -> None:
    old = await dashboard.tokens()

    new = (await dashboard.sends(grant_type="refresh_token", refresh_token=old["refresh_token"])).body
    again = await dashboard.sends(grant_type="refresh_token", refresh_token=old["refresh_token"])

    assert new["expires_in"] in range(604_790, 604_801)
    assert (await dashboard.bearing(old)("GET", "/users/@me")).status == 401
    assert (await dashboard.bearing(new).fine("GET", "/users/@me"))["username"] == "alice"
    assert again.body["error"] == "invalid_grant"


async def test_an_expired_or_revoked_token_is_nobodys(dashboard: Dashboard) -> None:
    world = dashboard.scene.play.facts.world
    expired, revoked = await dashboard.tokens(), await dashboard.tokens()
    row = world.grants[expired["access_token"]]
    world.grants.put(replace(row, expires_at=world.now()))

    done = await dashboard.sends("/oauth2/token/revoke", token=revoked["refresh_token"])

    assert done.status == 200
    for tokens in (expired, revoked):
        answer = await dashboard.bearing(tokens)("GET", "/users/@me")
        assert (answer.status, answer.code) == (401, 50025)


async def test_an_application_gets_a_token_for_its_owner(dashboard: Dashboard) -> None:
    answer = await dashboard.sends(grant_type="client_credentials", scope="identify")

    me = await dashboard.bearing(answer.body).fine("GET", "/users/@me")

    assert "refresh_token" not in answer.body
    assert me["username"] == "bruno"


async def test_the_secret_travels_in_header_or_form_and_must_be_right(dashboard: Dashboard) -> None:
    wanted = {"grant_type": "client_credentials", "scope": "identify", "client_id": dashboard.scene.bot_id}

    in_form = await dashboard.sends(basic=False, client_secret=dashboard.secret, **wanted)
    wrong = await dashboard.sends(basic=False, client_secret="guess", **wanted)
    missing = await dashboard.sends(basic=False, **wanted)
    strange = await dashboard.sends(grant_type="password")

    assert in_form.status == 200
    assert [(a.status, a.body["error"]) for a in (wrong, missing)] == [(401, "invalid_client")] * 2
    assert strange.body["error"] == "unsupported_grant_type"


async def test_a_bot_adds_those_who_let_it(dashboard: Dashboard) -> None:
    scene = dashboard.scene
    tokens = await dashboard.tokens("mira", scope="identify guilds.join")
    weak = await dashboard.tokens("mira", scope="identify")
    path = f"/guilds/{scene.guild()}/members/{scene.user('mira')}"

    refused = await scene.bot("PUT", path, {"access_token": weak["access_token"]})
    added = await scene.bot("PUT", path, {"access_token": tokens["access_token"]})
    again = await scene.bot("PUT", path, {"access_token": tokens["access_token"]})

    assert (refused.code, added.status, again.status) == (50026, 201, 204)
    assert added.body["user"]["username"] == "mira"


async def test_linked_roles_and_command_permissions_are_written_with_consent(dashboard: Dashboard) -> None:
    scene = dashboard.scene
    scope = "role_connections.write applications.commands.permissions.update"
    caller = dashboard.bearing(await dashboard.tokens("bruno", scope=scope))
    base = f"/applications/{scene.bot_id}"
    link = f"/users/@me{base}/role-connection"
    made = await scene.bot.fine(
        "POST", f"{base}/guilds/{scene.guild()}/commands", {"name": "brew", "description": "x"}
    )
    permissions = f"{base}/guilds/{scene.guild()}/commands/{made['id']}/permissions"
    only = {"id": scene.user("alice"), "type": 2, "permission": False}

    await caller.fine("PUT", link, {"platform_name": "Teas", "metadata": {"cups": "9"}})
    linked = await caller.fine("GET", link)
    await caller.fine("DELETE", link)
    await caller.fine("PUT", permissions, {"permissions": [only]})

    assert (linked["platform_name"], linked["metadata"]) == ("Teas", {"cups": "9"})
    assert (await caller.fine("GET", link))["metadata"] == {}
    assert (await scene.bot.fine("GET", permissions))["permissions"] == [only]
    assert len(await scene.bot.fine("GET", f"{base}/guilds/{scene.guild()}/commands/permissions")) == 1
    assert await caller.fine("GET", f"/users/@me{base}/entitlements") == []
