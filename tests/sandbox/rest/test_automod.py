"""Rules of automatic moderation: kept by those who manage the guild, felt by everybody else."""

from typing import Any

from tika_sandbox.testing.calling import Scene

NO_COFFEE: dict[str, Any] = {
    "name": "No coffee",
    "event_type": 1,
    "trigger_type": 1,
    "trigger_metadata": {"keyword_filter": ["coffee*", "espresso"], "allow_list": ["coffee table"]},
    "actions": [{"type": 1, "metadata": {"custom_message": "This is a tea house."}}],
    "enabled": True,
}


async def test_blocked_words_are_refused_until_the_rule_goes(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/auto-moderation/rules"
    alice, room = scene.by("alice"), f"/channels/{scene.room()}/messages"
    made = await scene.bot.fine("POST", base, NO_COFFEE)
    one = f"{base}/{made['id']}"

    said = {words: (await alice("POST", room, {"content": words})).code for words in (
        "Coffees, anyone?", "an espresso", "espressos", "Put it on the coffee table", "tea")}  # fmt: skip
    by_admin = await scene.by("bruno")("POST", room, {"content": "coffee"})
    elsewhere = await alice("POST", f"/channels/{scene.room('general', 1)}/messages", {"content": "coffee"})
    off = await scene.bot.fine("PATCH", one, {"enabled": False})
    after = await alice("POST", room, {"content": "coffee"})

    assert said == {
        "Coffees, anyone?": 200000,
        "an espresso": 200000,
        "espressos": None,
        "Put it on the coffee table": None,
        "tea": None,
    }
    assert [by_admin.status, elsewhere.status, after.status] == [200, 200, 200]
    assert off["trigger_metadata"] == {**NO_COFFEE["trigger_metadata"], "regex_patterns": []}
    assert await scene.bot.fine("GET", one) == off == (await scene.bot.fine("GET", base))[0]
    await scene.bot.fine("DELETE", one)
    assert (await scene.bot("GET", one)).code == 10068


async def test_a_crowd_of_mentions_is_blocked(scene: Scene) -> None:
    rule = {**NO_COFFEE, "trigger_type": 5, "trigger_metadata": {"mention_total_limit": 1}}
    base = f"/guilds/{scene.guild()}/auto-moderation/rules"
    await scene.bot.fine("POST", base, rule)

    crowd = await scene.by("alice")("POST", f"/channels/{scene.room()}/messages", {"content": "<@1> <@2>"})
    second = await scene.bot("POST", base, rule)

    assert crowd.code == 200000
    assert second.code == 50035


async def test_rules_are_for_those_who_manage_the_guild(scene: Scene) -> None:
    base = f"/guilds/{scene.guild()}/auto-moderation/rules"

    assert (await scene.by("alice")("GET", base)).code == 50013
    assert (await scene.by("alice")("POST", base, NO_COFFEE)).code == 50013
    assert (await scene.bot("POST", base, {**NO_COFFEE, "trigger_type": 2})).code == 50035
    assert (await scene.bot("POST", base, {**NO_COFFEE, "actions": []})).code == 50035
