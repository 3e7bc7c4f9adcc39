"""Many have news at the same moment in one channel: they are said in one message of each kind."""

from typing import Any

from tika_bot.app import Running
from tika_bot.base.ids import ChannelId, GuildId
from tika_bot.core.outbox import Place
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Stage

AWARD = {"tier": 1, "tiers": 3, "emoji": "💬", "name": "", "about": "", "secret": False}
QUEST = {
    "quest": "", "title": "Tea for all", "emoji": "🫖", "kind": "daily",
    "xp": 40, "coins": 0, "currency": "", "badge": "",
}  # fmt: skip


def of(member: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        ("levels", "level_up"): {"level": 5, "next": 955, "roles": [], "direct": False, "text": ""},
        ("achievements", "earned"): {"direct": False, "xp": 50, "won": [AWARD | {"key": "chatterbox"}]},
        ("quests", "finished"): {"direct": False, "quests": [QUEST | {"member": member}]},
    }


async def test_news_of_three_members_are_one_message_of_each_kind(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    layla, bruno = await play.person("layla"), await play.person("bruno")
    elsewhere = await play.person("layla", guild=1)
    guild, channel = GuildId(play.facts.guilds[0].id), ChannelId(int(layla.channel_id))
    members = [layla.id, bruno.id, str(play.facts.users[0].id)]

    async with bot.database.writing(guild):
        for plugin, view in of("0"):
            for member in members:
                data = of(member)[plugin, view] | {"guild": guild, "member": member}
                key = f"{plugin}:{member}"
                await bot.wing.outbox.post(Place(guild, channel), view=(plugin, view), data=data, key=key)
    await layla.sees("Tea for all")

    told = [one.text for one in await layla.messages()][-3:]
    assert [[f"<@{member}>" in text for member in members] for text in told] == [[True] * 3] * 3
    levels, won, quests = told
    assert levels.count("\n") == 2
    assert won.count("Chatterbox") == 3 and won.count("+50 XP") == 3
    assert quests.count("Tea for all") == 3
    assert not [one for one in await elsewhere.messages() if "Tea for all" in one.text]
