"""Bruno makes webhooks; whoever knows the token speaks through them, in channels, threads and forums."""

from tika_sandbox.testing.calling import Json, Scene


async def a_webhook(scene: Scene, name: str = "Kettle") -> tuple[Json, str]:
    made = await scene.by("bruno").fine("POST", f"/channels/{scene.room()}/webhooks", {"name": name})
    return made, f"/webhooks/{made['id']}/{made['token']}"


async def test_a_webhook_speaks_under_a_name_of_its_own(scene: Scene) -> None:
    _, hook = await a_webhook(scene)

    silent = await scene.nobody("POST", hook, {"content": "steam"})
    said = await scene.nobody.fine("POST", f"{hook}?wait=true", {"content": "tea!", "username": "Pot"})
    seen = await scene.by("alice").fine("GET", f"/channels/{scene.room()}/messages?limit=2")

    assert (silent.status, silent.body) == (204, None)
    assert said["author"]["username"] == "Pot"
    assert [row["author"]["username"] for row in seen] == ["Pot", "Kettle"]
    assert said["webhook_id"] == said["author"]["id"]


async def test_its_messages_are_read_edited_and_deleted_by_token(scene: Scene) -> None:
    _, hook = await a_webhook(scene)
    said = await scene.nobody.fine(
        "POST", f"{hook}?wait=true", {"content": "a leaf"}, files={"leaf.txt": b"green"}
    )
    one = f"{hook}/messages/{said['id']}"

    edited = await scene.nobody.fine("PATCH", one, {"content": "a bud"})
    read = await scene.nobody.fine("GET", one)
    await scene.nobody.fine("DELETE", one)
    gone = await scene.nobody("GET", one)

    assert edited["attachments"][0]["filename"] == "leaf.txt"
    assert read["content"] == "a bud"
    assert gone.code == 10008


async def test_those_who_manage_webhooks_see_change_and_delete_them(scene: Scene) -> None:
    made, hook = await a_webhook(scene)
    bruno, one = scene.by("bruno"), f"/webhooks/{made['id']}"

    renamed = await bruno.fine("PATCH", one, {"name": "Urn", "channel_id": scene.room("kettle-talk")})
    by_token = await scene.nobody.fine("PATCH", hook, {"name": "Samovar"})
    in_guild = await bruno.fine("GET", f"/guilds/{scene.guild()}/webhooks")
    in_channel = await bruno.fine("GET", f"/channels/{scene.room('kettle-talk')}/webhooks")
    elsewhere = await bruno.fine("GET", f"/guilds/{scene.guild(1)}/webhooks")
    read = [await bruno.fine("GET", one), await scene.nobody.fine("GET", hook)]
    await bruno.fine("DELETE", one)

    assert (renamed["channel_id"], by_token["name"]) == (scene.room("kettle-talk"), "Samovar")
    assert [row["id"] for row in in_guild] == [row["id"] for row in in_channel] == [made["id"]]
    assert elsewhere == []
    assert [("user" in row) for row in read] == [True, False]
    assert (await bruno("GET", one)).code == 10015


async def test_members_without_the_right_get_none_of_it(scene: Scene) -> None:
    made, hook = await a_webhook(scene)
    alice = scene.by("alice")

    assert (await alice("POST", f"/channels/{scene.room()}/webhooks", {"name": "x"})).code == 50013
    assert (await alice("GET", f"/webhooks/{made['id']}")).code == 50013
    assert (await alice("GET", f"/guilds/{scene.guild()}/webhooks")).code == 50013
    assert (await scene.nobody("GET", hook[:-1] + "!")).code == 50027
    assert (await scene.nobody("POST", hook, {"content": ""})).code == 50006


async def test_a_webhook_speaks_in_threads_and_opens_posts_in_forums(scene: Scene) -> None:
    bruno = scene.by("bruno")
    forum = await bruno.fine(
        "POST", f"/guilds/{scene.guild()}/channels",
        {"name": "recipes", "type": 15, "available_tags": [{"name": "scones"}]},
    )  # fmt: skip
    hook = await bruno.fine("POST", f"/channels/{forum['id']}/webhooks", {"name": "Cook"})
    path = f"/webhooks/{hook['id']}/{hook['token']}?wait=true"

    bare = await scene.nobody("POST", path, {"content": "flour"})
    post = await scene.nobody.fine("POST", path, {"content": "flour", "thread_name": "Scones"})
    again = await scene.nobody.fine("POST", f"{path}&thread_id={post['channel_id']}", {"content": "butter"})
    astray = await scene.nobody("POST", f"{path}&thread_id={scene.room()}", {"content": "salt"})

    assert bare.code == 220001
    assert again["channel_id"] == post["channel_id"] != forum["id"]
    assert astray.code == 10003
    assert forum["available_tags"][0]["name"] == "scones"


async def test_what_an_announcement_channel_publishes_reaches_its_followers(scene: Scene) -> None:
    bruno = scene.by("bruno")
    news = await bruno.fine("POST", f"/guilds/{scene.guild()}/channels", {"name": "news", "type": 5})
    followed = await bruno.fine(
        "POST", f"/channels/{news['id']}/followers", {"webhook_channel_id": scene.room("general", 1)}
    )
    said = await bruno.fine("POST", f"/channels/{news['id']}/messages", {"content": "New kettle"})
    base = f"/channels/{news['id']}/messages/{said['id']}/crosspost"

    published = await bruno.fine("POST", base)
    twice = await bruno("POST", base)
    there = await bruno.fine("GET", f"/channels/{scene.room('general', 1)}/messages?limit=1")
    follower = await bruno.fine("GET", f"/webhooks/{followed['webhook_id']}")

    assert published["flags"] & 2
    assert twice.code == 40033
    assert there[0]["content"] == "New kettle"
    assert there[0]["author"]["username"] == "Tea House #news"
    assert follower["source_channel"]["name"] == "news"
