"""A discord.py bot makes one of everything that a guild can own, and hears of each over the gateway.

A key that its parsers miss would end the bot, so hearing is half of the test.
"""

import asyncio
import io
from collections import Counter
from datetime import timedelta
from typing import Any

import discord

from tika_sandbox.testing import Stage
from tika_sandbox.testing.running import running

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (2).to_bytes(4, "big") + (3).to_bytes(4, "big")


class Keeper(discord.Client):
    """Counts the events that it hears, by name."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.heard: Counter[str] = Counter()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own
        self.heard[event] += 1
        super().dispatch(event, *args, **kwargs)

    async def hears(self, *names: str) -> None:
        """Return once every one of these events came."""
        async with asyncio.timeout(10):
            while missing := [name for name in names if not self.heard[name]]:
                await self.wait_for(missing[0])


async def test_expressions_webhooks_and_invites(play: Stage) -> None:
    bot = Keeper()
    async with running(bot, play.bot_token):
        guild = bot.get_guild(play.facts.guilds[0].id)
        assert guild is not None
        room = discord.utils.get(guild.text_channels, name="general")
        assert room is not None

        emoji = await guild.create_custom_emoji(name="teapot", image=PICTURE, reason="for tea")
        await bot.hears("guild_emojis_update")
        message = await room.send(f"{emoji}")
        await message.add_reaction(emoji)
        sticker = await guild.create_sticker(
            name="Steam", description="It rises", emoji="tea", file=discord.File(io.BytesIO(PICTURE), "s.png")
        )
        invite = await room.create_invite(max_age=60)
        hook = await room.create_webhook(name="Urn")
        said = await hook.send(
            "hot", wait=True, username="Samovar", file=discord.File(io.BytesIO(b"x"), "x.txt")
        )
        edited = await said.edit(content="hotter")
        await said.delete()
        await hook.delete()
        await bot.hears(
            "guild_stickers_update", "invite_create", "webhooks_update", "raw_reaction_add",
            "audit_log_entry_create",
        )  # fmt: skip
        fetched = await bot.fetch_invite(invite.code)
        entries = [entry async for entry in guild.audit_logs(limit=20)]

        assert (edited.content, edited.attachments[0].filename) == ("hotter", "x.txt")
        assert fetched.guild is not None
        assert fetched.guild.id == guild.id
        assert [row.name for row in await guild.fetch_stickers()] == [sticker.name]
        assert await emoji.read() == PICTURE
        assert [entry.reason for entry in entries if entry.action is discord.AuditLogAction.emoji_create] == [
            "for tea"
        ]


async def test_channels_forums_and_threads(play: Stage) -> None:
    bot = Keeper()
    async with running(bot, play.bot_token):
        guild = bot.get_guild(play.facts.guilds[0].id)
        assert guild is not None

        forum = await guild.create_forum(
            "recipes", available_tags=[discord.ForumTag(name="cake", emoji="🍰")]
        )
        post = await forum.create_thread(
            name="Scones", content="Flour, butter", file=discord.File(io.BytesIO(b"x"), "scones.txt"),
            applied_tags=[forum.available_tags[0]],
        )  # fmt: skip
        await forum.set_permissions(guild.default_role, send_messages=False, reason="read only")
        overwrites = (await guild.fetch_channel(forum.id)).overwrites_for(guild.default_role)  # type: ignore[union-attr]  # it's a forum
        await post.thread.edit(archived=True, locked=True)
        archived = [thread async for thread in forum.archived_threads()]
        await bot.hears("guild_channel_create", "thread_create", "thread_update", "guild_channel_update")

        assert [tag.name for tag in post.thread.applied_tags] == ["cake"]
        assert post.message.attachments[0].filename == "scones.txt"
        assert overwrites.send_messages is False
        assert [thread.name for thread in archived] == ["Scones"]


async def test_events_stages_and_moderation(play: Stage) -> None:
    bot = Keeper()
    async with running(bot, play.bot_token):
        guild = bot.get_guild(play.facts.guilds[0].id)
        assert guild is not None
        begin = discord.utils.utcnow() + timedelta(hours=1)

        event = await guild.create_scheduled_event(
            name="Tasting", start_time=begin, end_time=begin + timedelta(hours=1), location="the garden",
            entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only,
        )  # fmt: skip
        await (await event.start()).end()
        stage = await guild.create_stage_channel("poems")
        live = await stage.create_instance(topic="Haiku")
        await live.edit(topic="Limericks")
        await live.delete()
        rule = await guild.create_automod_rule(
            name="No coffee", event_type=discord.AutoModRuleEventType.message_send, enabled=True,
            trigger=discord.AutoModTrigger(keyword_filter=["coffee"]),
            actions=[discord.AutoModRuleAction(custom_message="This is a tea house.")],
        )  # fmt: skip
        changed = await rule.edit(enabled=False)
        await rule.delete()
        await bot.hears(
            "scheduled_event_create", "scheduled_event_update", "stage_instance_create",
            "stage_instance_update", "stage_instance_delete", "automod_rule_create", "automod_rule_update",
            "automod_rule_delete",
        )  # fmt: skip
        template = await guild.create_template(name="House")

        assert changed.enabled is False
        assert event.location == "the garden"
        assert template.source_guild.id == guild.id
        assert await guild.estimate_pruned_members(days=1) == 0
