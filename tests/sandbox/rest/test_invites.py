"""Bruno opens doors into the Tea House; Mira, who isn't in it, comes through one."""

from tika_sandbox.testing.calling import Scene


async def test_an_invite_is_made_shown_used_and_closed(scene: Scene) -> None:
    bruno, mira = scene.by("bruno"), scene.by("mira")
    made = await bruno.fine("POST", f"/channels/{scene.room()}/invites", {"max_uses": 2, "max_age": 0})
    code = made["code"]

    seen = await scene.nobody.fine("GET", f"/invites/{code}?with_counts=true")
    await mira.fine("POST", f"/invites/{code}")
    listed = await bruno.fine("GET", f"/guilds/{scene.guild()}/invites")
    here = await bruno.fine("GET", f"/channels/{scene.room()}/invites")
    elsewhere = await bruno.fine("GET", f"/guilds/{scene.guild(1)}/invites")
    await bruno.fine("DELETE", f"/invites/{code}")

    assert seen["approximate_member_count"] == 6
    assert (made["expires_at"], listed[0]["uses"], listed) == (None, 1, here)
    assert elsewhere == []
    assert (await scene.nobody("GET", f"/invites/{code}")).code == 10006
    assert (await mira.fine("GET", f"/guilds/{scene.guild()}"))["name"] == "Tea House"


async def test_asking_twice_gives_the_same_door_unless_it_must_be_new(scene: Scene) -> None:
    path = f"/channels/{scene.room()}/invites"

    first = await scene.bot.fine("POST", path, {"max_uses": 1})
    same = await scene.bot.fine("POST", path, {"max_uses": 1})
    new = await scene.bot.fine("POST", path, {"max_uses": 1, "unique": True})

    assert first["code"] == same["code"] != new["code"]


async def test_a_used_up_invite_is_unknown(scene: Scene) -> None:
    made = await scene.bot.fine("POST", f"/channels/{scene.room()}/invites", {"max_uses": 1})

    await scene.by("mira").fine("POST", f"/invites/{made['code']}")

    assert (await scene.nobody("GET", f"/invites/{made['code']}")).code == 10006


async def test_members_see_no_list_of_doors(scene: Scene) -> None:
    alice = scene.by("alice")
    made = await scene.bot.fine("POST", f"/channels/{scene.room()}/invites", {})

    assert (await alice("GET", f"/guilds/{scene.guild()}/invites")).code == 50013
    assert (await alice("GET", f"/channels/{scene.room()}/invites")).code == 50013
    assert (await alice("DELETE", f"/invites/{made['code']}")).code == 50013
