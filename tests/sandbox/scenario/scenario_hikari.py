"""The scenario's bot in hikari's words: what it hears."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import hikari
from hikari.impl import PollBuilder
from scenario_hikari_asked import COMMANDS, is_asked
from scenario_steps import TEAPOT

from tika_sandbox.testing import Stage

Told = hikari.GuildMessageCreateEvent
LEAVES = b"assam"


def gateway_of(m: Told) -> hikari.GatewayBot:
    assert isinstance(m.app, hikari.GatewayBot)
    return m.app


def guild_of(m: Told) -> hikari.GatewayGuild:
    guild = m.get_guild()
    assert guild is not None
    return guild


def attic_of(m: Told) -> hikari.PermissibleGuildChannel:
    (attic,) = [one for one in guild_of(m).get_channels().values() if one.name == "attic"]
    return attic


def brewer_of(m: Told) -> hikari.Role:
    (brewer,) = [one for one in guild_of(m).get_roles().values() if one.name == "Brewer"]
    return brewer


def bot_of(m: Told) -> hikari.OwnUser:
    bot = gateway_of(m).get_me()
    assert bot is not None
    return bot


async def fresh(m: Told) -> hikari.Message:
    return await m.app.rest.fetch_message(m.channel_id, m.message_id)


async def itself(m: Told) -> hikari.Member:
    return await m.app.rest.fetch_member(m.guild_id, m.author_id)


async def begun(m: Told) -> hikari.GuildThreadChannel:
    (thread,) = await m.app.rest.fetch_active_threads(m.guild_id)
    return thread


async def named(m: Told, name: str) -> hikari.Member:
    (found,) = await m.app.rest.search_members(m.guild_id, name)
    return found


async def send(m: Told) -> None:
    await m.message.respond("sent")


async def edit(m: Told) -> None:
    await (await m.message.respond("before")).edit("after")


async def upload(m: Told) -> None:
    await m.message.respond(attachment=hikari.Bytes(LEAVES, "leaf.txt"))


async def files(m: Told) -> None:
    await m.message.respond(attachments=[hikari.Bytes(LEAVES, name) for name in ("one.txt", "two.txt")])


async def react(m: Told) -> None:
    await m.message.add_reaction(TEAPOT)


async def delete(m: Told) -> None:
    await m.message.delete()


async def reply(m: Told) -> None:
    await m.message.respond("replied", reply=True)


async def count(m: Told) -> None:
    gateway = gateway_of(m)
    with gateway.stream(hikari.MemberChunkEvent, timeout=10) as chunks:
        await gateway.request_guild_members(m.guild_id, query="ali", limit=100)
        found = (await chunks.next()).members
    await m.message.respond(f"{len(found)} members")


async def embed(m: Told) -> None:
    await m.message.respond(embed=hikari.Embed(title="Leaf", description="green"))


async def quiet(m: Told) -> None:
    await m.message.respond("@everyone", mentions_everyone=False)


async def history(m: Told) -> None:
    await m.message.respond(f"{await m.app.rest.fetch_messages(m.channel_id).limit(3).count()} messages")


async def fetch(m: Told) -> None:
    await m.message.respond(f"fetched {(await fresh(m)).content}")


async def typing(m: Told) -> None:
    await m.app.rest.trigger_typing(m.channel_id)


async def purge(m: Told) -> None:
    said = [await m.message.respond(word) for word in ("one", "two")]
    await m.app.rest.delete_messages(m.channel_id, said)
    await m.message.respond(f"purged {len(said)}")


async def pinned(m: Told) -> None:
    await m.message.respond(f"pinned {await m.app.rest.fetch_pins(m.channel_id).count()}")


async def pin(m: Told) -> None:
    await m.app.rest.pin_message(m.channel_id, m.message_id)
    await pinned(m)


async def unpin(m: Told) -> None:
    for one in await m.app.rest.fetch_pins(m.channel_id):
        await m.app.rest.unpin_message(m.channel_id, one.message)
    await pinned(m)


async def who(m: Told) -> None:
    await m.message.add_reaction(TEAPOT)
    people = await m.app.rest.fetch_reactions_for_emoji(m.channel_id, m.message_id, TEAPOT)
    await m.message.respond(f"who {' '.join(one.username for one in people)}")


async def unreact(m: Told) -> None:
    await m.message.add_reaction(TEAPOT)
    await m.message.remove_reaction(TEAPOT)
    await m.message.respond(f"reactions {len((await fresh(m)).reactions)}")


async def clear(m: Told) -> None:
    await m.message.add_reaction(TEAPOT)
    await m.message.remove_all_reactions()
    await m.message.respond(f"cleared {len((await fresh(m)).reactions)}")


async def thread(m: Told) -> None:
    leaves = await m.app.rest.create_message_thread(m.channel_id, m.message_id, "leaves")
    await m.message.respond(f"thread {leaves.name}")


async def inside(m: Told) -> None:
    leaves = await begun(m)
    await leaves.send("hello")
    await m.message.respond(f"inside {leaves.name}")


async def archive(m: Told) -> None:
    changed = await m.app.rest.edit_channel(await begun(m), archived=True)
    assert isinstance(changed, hikari.GuildThreadChannel)
    await m.message.respond(f"archived {changed.is_archived}")


async def poll(m: Told) -> None:
    asked = PollBuilder(question_text="Tea or coffee?", duration=1, allow_multiselect=False)
    await m.message.respond(poll=asked.add_answer(text="Tea").add_answer(text="Coffee"))


async def end(m: Told) -> None:
    latest = m.app.rest.fetch_messages(m.channel_id).limit(5)
    (asked,) = [one async for one in latest if one.poll is not None]
    await m.app.rest.end_poll(m.channel_id, asked)


async def room(m: Told) -> None:
    made = await m.app.rest.create_guild_text_channel(m.guild_id, "attic")
    await m.message.respond(f"made {made.name}")


async def topic(m: Told) -> None:
    changed = await m.app.rest.edit_channel(attic_of(m), topic="dusty")
    assert isinstance(changed, hikari.GuildTextChannel)
    await m.message.respond(f"topic {changed.topic}")


async def lock(m: Told) -> None:
    attic, everyone = attic_of(m), hikari.PermissionOverwriteType.ROLE
    mute = hikari.Permissions.SEND_MESSAGES
    await m.app.rest.edit_permission_overwrite(attic, m.guild_id, target_type=everyone, deny=mute)
    fetched = await m.app.rest.fetch_channel(attic.id)
    assert isinstance(fetched, hikari.GuildTextChannel)
    await m.message.respond(f"locked {len(fetched.permission_overwrites)}")


async def unroom(m: Told) -> None:
    gone = await m.app.rest.delete_channel(attic_of(m))
    assert isinstance(gone, hikari.GuildTextChannel)
    await m.message.respond(f"gone {gone.name}")


async def role(m: Told) -> None:
    await m.message.respond(f"role {(await m.app.rest.create_role(m.guild_id, name='Brewer')).name}")


async def order(m: Told) -> None:
    remembered = {one.id: one.position for one in guild_of(m).get_roles().values()}
    true = {one.id: one.position for one in await m.app.rest.fetch_roles(m.guild_id)}
    await m.message.respond(f"order {remembered == true}")


async def has(m: Told) -> None:
    await m.message.respond(f"has {brewer_of(m).id in (await itself(m)).role_ids}")


async def give(m: Told) -> None:
    await m.app.rest.add_role_to_member(m.guild_id, m.author_id, brewer_of(m))
    await has(m)


async def take(m: Told) -> None:
    await m.app.rest.remove_role_from_member(m.guild_id, m.author_id, brewer_of(m))
    await has(m)


async def unrole(m: Told) -> None:
    await m.app.rest.delete_role(m.guild_id, brewer_of(m))
    await m.message.respond("no role")


async def nick(m: Told) -> None:
    changed = await m.app.rest.edit_member(m.guild_id, m.author_id, nickname="Ali")
    await m.message.respond(f"nick {changed.nickname}")


async def unnick(m: Told) -> None:
    changed = await m.app.rest.edit_member(m.guild_id, m.author_id, nickname=None)
    await m.message.respond(f"nick {changed.nickname or 'none'}")


async def timeout(m: Told) -> None:
    until = datetime.now(UTC) + timedelta(minutes=1)
    await m.app.rest.edit_member(m.guild_id, m.author_id, communication_disabled_until=until)
    silent = (await itself(m)).communication_disabled_until() is not None
    await m.app.rest.edit_member(m.guild_id, m.author_id, communication_disabled_until=None)
    await m.message.respond(f"silent {silent}")


async def banned(m: Told) -> None:
    await m.message.respond(f"banned {await m.app.rest.fetch_bans(m.guild_id).count()}")


async def ban(m: Told) -> None:
    await m.app.rest.ban_user(m.guild_id, await named(m, "otto"))
    await banned(m)


async def unban(m: Told) -> None:
    for one in await m.app.rest.fetch_bans(m.guild_id):
        await m.app.rest.unban_user(m.guild_id, one.user)
    await banned(m)


async def kick(m: Told) -> None:
    await m.app.rest.kick_user(m.guild_id, await named(m, "layla"))
    await m.message.respond("kicked")


async def audit(m: Told) -> None:
    newest = await m.app.rest.fetch_audit_log(m.guild_id).next()
    await m.message.respond(f"audit {int(newest.entries[max(newest.entries)].action_type)}")


async def hook(m: Told) -> None:
    await (await m.app.rest.create_webhook(m.channel_id, "Courier")).execute("parcel")


async def unhook(m: Told) -> None:
    for one in await m.app.rest.fetch_channel_webhooks(m.channel_id):
        await m.app.rest.delete_webhook(one)
    await m.message.respond(f"hooks {len(await m.app.rest.fetch_channel_webhooks(m.channel_id))}")


async def invite(m: Told) -> None:
    made = await m.app.rest.create_invite(m.channel_id, max_age=60)
    await m.message.respond(f"invite {bool(made.code)}")


async def guild(m: Told) -> None:
    await m.message.respond(f"guild {(await m.app.rest.fetch_guild(m.guild_id)).name}")


async def member(m: Told) -> None:
    await m.message.respond(f"member {(await itself(m)).username}")


async def me(m: Told) -> None:
    await m.message.respond(f"me {(await m.app.rest.fetch_member(m.guild_id, bot_of(m))).username}")


async def whisper(m: Told) -> None:
    await m.author.send("between us")


HEARD: dict[str, Callable[[Told], Awaitable[Any]]] = {
    f"!{do.__name__}": do
    for do in (
        send, edit, upload, files, react, delete, reply, count, embed, quiet, history, fetch, typing, purge,
        pin, unpin, who, unreact, clear, thread, inside, archive, poll, end, room, topic, lock, unroom, role,
        order, give, take, unrole, nick, unnick, timeout, ban, unban, kick, audit, hook, unhook, invite,
        guild, member, me, whisper,
    )
}  # fmt: skip


async def hears(told: hikari.GuildMessageCreateEvent) -> None:
    if told.is_human and told.content in HEARD:
        await HEARD[told.content](told)


async def reads_everything(_told: hikari.Event) -> None:
    """Have every event read, also those that nobody else listens for."""


async def sees_an_edit(told: hikari.GuildMessageUpdateEvent) -> None:
    if told.is_human and told.content == "tea":
        await told.app.rest.create_message(told.channel_id, "edited to tea")


async def misses_one(told: hikari.GuildMessageDeleteEvent) -> None:
    if told.old_message is not None and told.old_message.content == "never mind":
        await told.app.rest.create_message(told.channel_id, "lost one")


async def sees_a_reaction(told: hikari.GuildReactionAddEvent) -> None:
    if not told.member.is_bot:
        await told.app.rest.create_message(told.channel_id, f"saw {told.emoji_name}")


async def sees_a_seat(told: hikari.VoiceStateUpdateEvent) -> None:
    channels = await told.app.rest.fetch_guild_channels(told.guild_id)
    (general,) = [one for one in channels if one.name == "general"]
    assert told.state.member is not None
    words = f"{told.state.member.username} {'sits' if told.state.channel_id else 'stands'}"
    await told.app.rest.create_message(general.id, words)


@asynccontextmanager
async def hikari_bot(play: Stage, *, shards: int = 1) -> AsyncIterator[None]:
    """Run the scenario's bot until the end of the block; enter once it knows every guild."""
    bot = hikari.GatewayBot(
        play.bot_token, rest_url=play.address.api, intents=hikari.Intents.ALL, banner=None, logs=None
    )
    for listener in (
        reads_everything,
        hears,
        sees_an_edit,
        misses_one,
        sees_a_reaction,
        sees_a_seat,
        is_asked,
    ):
        bot.listen()(listener)
    arrived = asyncio.Semaphore(0)

    async def available(_told: hikari.GuildAvailableEvent) -> None:
        arrived.release()

    bot.subscribe(hikari.GuildAvailableEvent, available)
    await bot.start(check_for_updates=False, shard_count=shards)
    try:
        await bot.rest.set_application_commands(play.facts.bot.id, COMMANDS)
        async with asyncio.timeout(30):
            for _ in play.facts.guilds:
                await arrived.acquire()
        yield
    finally:
        await bot.close()
