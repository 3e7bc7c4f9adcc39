"""Each session hears what it asked for and may see, and nothing else."""

from typing import Any

from tika_sandbox.testing import Stage
from tika_sandbox.testing.line import Line
from tika_sandbox.testing.talking import ALL_INTENTS, Talk, talking

CONTENT = 1 << 15
MESSAGES = 1 | 1 << 9
PRESENCES = 1 << 8
MEMBERS = 1 << 1


async def greeted(talk: Talk, play: Stage, **more: object) -> list[dict[str, Any]]:
    await talk.identify(play.bot_token, **more)
    ready = await talk.until("READY")
    return [await talk.until("GUILD_CREATE") for _ in ready["guilds"]]


async def test_without_the_content_intent_words_are_blank(play: Stage) -> None:
    alice = await play.person("alice")
    async with talking(play.address.gateway) as talk:
        await greeted(talk, play, intents=MESSAGES)
        await alice.says("secret", files=(("plan.txt", b"x"),))
        hidden = await talk.until("MESSAGE_CREATE")
        await alice.says(f"<@{play.facts.bot.id}> hello")
        mentioned = await talk.until("MESSAGE_CREATE")

    assert hidden["content"] == "" and hidden["attachments"] == []
    assert hidden["author"]["username"] == "alice"
    assert mentioned["content"].endswith("hello")


async def test_direct_messages_are_readable_anyway(play: Stage) -> None:
    private = await (await play.person("alice")).privately("Tika")
    async with talking(play.address.gateway) as talk:
        await greeted(talk, play, intents=1 | 1 << 12)
        await private.says("psst")

        assert (await talk.until("MESSAGE_CREATE"))["content"] == "psst"


async def test_two_shards_share_the_guilds_and_the_first_has_the_private_ones(play: Stage) -> None:
    alice = await play.person("alice")
    private = await alice.privately("Tika")
    seen = []
    for index in (0, 1):
        async with talking(play.address.gateway) as talk:
            await talk.identify(play.bot_token, shard=[index, 2])
            ready = await talk.until("READY")
            seen.append({one["id"] for one in ready["guilds"]})
            for _ in ready["guilds"]:
                await talk.until("GUILD_CREATE")
            await private.says("psst")
            await alice.says("aloud")
            first = await talk.until("MESSAGE_CREATE")
            assert ready["shard"] == [index, 2]
            assert first["content"] == ("psst" if index == 0 else "aloud") or not seen[1:]

    assert seen[0] | seen[1] == {str(guild.id) for guild in play.facts.guilds}
    assert not seen[0] & seen[1]
    assert all((int(number) >> 22) % 2 == index for index, part in enumerate(seen) for number in part)


async def test_with_presences_a_small_guild_comes_with_everybody(play: Stage) -> None:
    async with talking(play.address.gateway) as talk:
        guilds = await greeted(talk, play)
    async with talking(play.address.gateway) as talk:
        bare = await greeted(talk, play, intents=ALL_INTENTS & ~PRESENCES)

    assert [len(one["members"]) for one in guilds] == [6, 6]
    assert [len(one["members"]) for one in bare] == [1, 1]


async def test_members_come_in_chunks_with_the_nonce(play: Stage) -> None:
    guild = str(play.facts.guilds[0].id)
    alice = str(play.facts.users[0].id)
    async with talking(play.address.gateway) as talk:
        await greeted(talk, play)

        await talk.say(8, {"guild_id": guild, "query": "", "limit": 0, "nonce": "n1"})
        everybody = await talk.until("GUILD_MEMBERS_CHUNK")
        await talk.say(8, {"guild_id": guild, "query": "ali", "limit": 5})
        named = await talk.until("GUILD_MEMBERS_CHUNK")
        await talk.say(8, {"guild_id": guild, "user_ids": [alice, "42"]})
        asked = await talk.until("GUILD_MEMBERS_CHUNK")

    assert (everybody["nonce"], everybody["chunk_index"], everybody["chunk_count"]) == ("n1", 0, 1)
    assert len(everybody["members"]) == 6
    assert [m["user"]["username"] for m in named["members"]] == ["alice"]
    assert "nonce" not in named
    assert [m["user"]["id"] for m in asked["members"]] == [alice]
    assert asked["not_found"] == ["42"]


async def test_a_large_guild_is_listed_a_thousand_at_a_time(play: Stage) -> None:
    guild = play.facts.guilds[0]
    play.crowds(guild.id, 2_000)
    async with talking(play.address.gateway) as talk:
        guilds = await greeted(talk, play)
        await talk.say(8, {"guild_id": str(guild.id), "query": "", "limit": 0})
        chunks = [await talk.until("GUILD_MEMBERS_CHUNK") for _ in range(3)]

    assert guilds[0]["large"] and len(guilds[0]["members"]) < 10
    assert guilds[0]["member_count"] == 2_006
    assert [len(one["members"]) for one in chunks] == [1_000, 1_000, 6]


async def test_others_see_who_comes_and_goes(play: Stage) -> None:
    alice = await play.person("alice")
    async with talking(play.address.gateway) as talk:
        await talk.identify(
            play.bot_token, presence={"status": "dnd", "activities": [{"name": "tea", "type": 2}]}
        )
        await talk.until("READY")
        came = await alice.line.wait(lambda: present(alice.line, play.facts.bot.id, "dnd"), "for the bot")
    await alice.line.wait(lambda: present(alice.line, play.facts.bot.id, "offline"), "for its leave")

    assert came["activities"][0]["name"] == "tea"


def present(line: Line, user_id: int, status: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = line.latest(
        "PRESENCE_UPDATE", lambda body: body["user"]["id"] == str(user_id) and body["status"] == status
    )
    return found


async def test_nobody_hears_of_a_channel_that_is_hidden_from_them(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    play.hides(alice.channel_id, from_user=int(alice.id))

    await bruno.says("without alice")
    await bruno.at("kettle-talk").says("with alice")
    await alice.at("kettle-talk").sees("with alice")

    assert all(one["content"] != "without alice" for one in alice.line.messages.values())
