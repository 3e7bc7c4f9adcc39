"""An application looks at itself, changes what it says, and keeps what linked roles ask for."""

from tika_sandbox.testing.calling import Scene

CUPS = {"type": 2, "key": "cups", "name": "Cups", "description": "Cups emptied, at least"}


async def test_a_bot_changes_its_own_application(scene: Scene) -> None:
    text = {"description": {"default": "Pours tea."}, "tags": ["tea"]}

    await scene.bot.fine("PATCH", "/applications/@me", text)
    await scene.bot.fine(
        "PATCH", f"/applications/{scene.bot_id}", {"event_webhooks_url": "https://example.invalid/"}
    )
    read = await scene.bot.fine("GET", f"/applications/{scene.bot_id}")

    assert (read["description"], read["tags"]) == ("Pours tea.", ["tea"])
    assert read["event_webhooks_url"] == "https://example.invalid/"
    assert (await scene.bot("GET", f"/applications/{scene.user('alice')}")).code == 10002


async def test_linked_roles_have_at_most_five_fields(scene: Scene) -> None:
    path = f"/applications/{scene.bot_id}/role-connections/metadata"

    await scene.bot.fine("PUT", path, [CUPS])
    six = await scene.bot("PUT", path, [CUPS] * 6)

    assert await scene.bot.fine("GET", path) == [CUPS]
    assert six.code == 50035


async def test_nothing_is_for_sale(scene: Scene) -> None:
    assert await scene.bot.fine("GET", f"/applications/{scene.bot_id}/entitlements") == []


async def test_command_permissions_are_read_by_bots_and_written_by_people(scene: Scene) -> None:
    base = f"/applications/{scene.bot_id}/guilds/{scene.guild()}/commands"
    made = await scene.bot.fine("POST", base, {"name": "brew", "description": "Tea, please"})
    one = f"{base}/{made['id']}/permissions"

    unset = await scene.bot("GET", one)
    by_bot = await scene.bot("PUT", one, {"permissions": []})

    assert unset.code == 10066
    assert by_bot.code == 20001
    assert await scene.bot.fine("GET", f"{base}/permissions") == []
    assert (await scene.bot("GET", f"{base}/{scene.guild()}/permissions")).code == 10063
