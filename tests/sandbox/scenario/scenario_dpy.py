"""The scenario's bot in discord.py's words: what it hears."""

import io
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from scenario_dpy_asked import COMMANDS
from scenario_steps import TEAPOT

Heard = Callable[[discord.Message], Awaitable[Any]]


class Dpy(discord.Client):
    """The bot."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""

    async def on_message(self, message: discord.Message) -> None:
        if message.content in HEARD and message.author != self.user:
            await HEARD[message.content](message)

    async def on_message_edit(self, _before: discord.Message, after: discord.Message) -> None:
        if after.author != self.user and after.content == "tea":
            await after.channel.send("edited to tea")

    async def on_message_delete(self, message: discord.Message) -> None:
        if message.content == "never mind":
            await message.channel.send("lost one")

    async def on_raw_reaction_add(self, told: discord.RawReactionActionEvent) -> None:
        if self.user is not None and told.user_id != self.user.id:
            await self.get_partial_messageable(told.channel_id).send(f"saw {told.emoji}")

    async def on_voice_state_update(
        self, member: discord.Member, _: discord.VoiceState, now: discord.VoiceState
    ) -> None:
        (general,) = [one for one in member.guild.text_channels if one.name == "general"]
        await general.send(f"{member.name} {'sits' if now.channel else 'stands'}")


def guild_of(message: discord.Message) -> discord.Guild:
    assert message.guild is not None
    return message.guild


def author_of(message: discord.Message) -> discord.Member:
    assert isinstance(message.author, discord.Member)
    return message.author


def room_of(message: discord.Message) -> discord.TextChannel:
    assert isinstance(message.channel, discord.TextChannel)
    return message.channel


def attic_of(message: discord.Message) -> discord.TextChannel:
    (attic,) = [one for one in guild_of(message).text_channels if one.name == "attic"]
    return attic


def brewer_of(message: discord.Message) -> discord.Role:
    (brewer,) = [one for one in guild_of(message).roles if one.name == "Brewer"]
    return brewer


def text(name: str) -> discord.File:
    return discord.File(io.BytesIO(b"assam"), name)


async def send(m: discord.Message) -> None:
    await m.channel.send("sent")


async def edit(m: discord.Message) -> None:
    await (await m.channel.send("before")).edit(content="after")


async def upload(m: discord.Message) -> None:
    await m.channel.send(file=text("leaf.txt"))


async def files(m: discord.Message) -> None:
    await m.channel.send(files=[text("one.txt"), text("two.txt")])


async def react(m: discord.Message) -> None:
    await m.add_reaction(TEAPOT)


async def delete(m: discord.Message) -> None:
    await m.delete()


async def reply(m: discord.Message) -> None:
    await m.reply("replied")


async def count(m: discord.Message) -> None:
    await m.channel.send(f"{len(await guild_of(m).query_members(limit=100, query='ali'))} members")


async def embed(m: discord.Message) -> None:
    await m.channel.send(embed=discord.Embed(title="Leaf", description="green"))


async def quiet(m: discord.Message) -> None:
    await m.channel.send("@everyone", allowed_mentions=discord.AllowedMentions.none())


async def history(m: discord.Message) -> None:
    await m.channel.send(f"{len([one async for one in m.channel.history(limit=3)])} messages")


async def fetch(m: discord.Message) -> None:
    await m.channel.send(f"fetched {(await m.channel.fetch_message(m.id)).content}")


async def typing(m: discord.Message) -> None:
    async with m.channel.typing():
        pass


async def purge(m: discord.Message) -> None:
    said = [await m.channel.send(word) for word in ("one", "two")]
    await room_of(m).delete_messages(said)
    await m.channel.send(f"purged {len(said)}")


async def pinned(m: discord.Message) -> None:
    await m.channel.send(f"pinned {len([one async for one in room_of(m).pins()])}")


async def pin(m: discord.Message) -> None:
    await m.pin()
    await pinned(m)


async def unpin(m: discord.Message) -> None:
    async for one in room_of(m).pins():
        await one.unpin()
    await pinned(m)


async def who(m: discord.Message) -> None:
    await m.add_reaction(TEAPOT)
    (reaction,) = (await m.channel.fetch_message(m.id)).reactions
    names = [one.name async for one in reaction.users()]
    await m.channel.send(f"who {' '.join(names)}")


async def unreact(m: discord.Message) -> None:
    await m.add_reaction(TEAPOT)
    await m.remove_reaction(TEAPOT, guild_of(m).me)
    await m.channel.send(f"reactions {len((await m.channel.fetch_message(m.id)).reactions)}")


async def clear(m: discord.Message) -> None:
    await m.add_reaction(TEAPOT)
    await m.clear_reactions()
    await m.channel.send(f"cleared {len((await m.channel.fetch_message(m.id)).reactions)}")


async def thread(m: discord.Message) -> None:
    begun = await m.create_thread(name="leaves")
    await m.channel.send(f"thread {begun.name}")


async def inside(m: discord.Message) -> None:
    (begun,) = guild_of(m).threads
    await begun.send("hello")
    await m.channel.send(f"inside {begun.name}")


async def archive(m: discord.Message) -> None:
    (begun,) = guild_of(m).threads
    await m.channel.send(f"archived {(await begun.edit(archived=True)).archived}")


async def poll(m: discord.Message) -> None:
    asked = discord.Poll("Tea or coffee?", duration=timedelta(hours=1))
    await m.channel.send(poll=asked.add_answer(text="Tea").add_answer(text="Coffee"))


async def end(m: discord.Message) -> None:
    (asked,) = [one async for one in m.channel.history(limit=5) if one.poll is not None]
    await asked.end_poll()


async def room(m: discord.Message) -> None:
    await m.channel.send(f"made {(await guild_of(m).create_text_channel('attic')).name}")


async def topic(m: discord.Message) -> None:
    changed = await attic_of(m).edit(topic="dusty")
    assert changed is not None
    await m.channel.send(f"topic {changed.topic}")


async def lock(m: discord.Message) -> None:
    attic = attic_of(m)
    await attic.set_permissions(guild_of(m).default_role, send_messages=False)
    fetched = await guild_of(m).fetch_channel(attic.id)
    assert isinstance(fetched, discord.TextChannel)
    await m.channel.send(f"locked {len(fetched.overwrites)}")


async def unroom(m: discord.Message) -> None:
    attic = attic_of(m)
    await attic.delete()
    await m.channel.send(f"gone {attic.name}")


async def role(m: discord.Message) -> None:
    await m.channel.send(f"role {(await guild_of(m).create_role(name='Brewer')).name}")


async def order(m: discord.Message) -> None:
    remembered = {one.id: one.position for one in guild_of(m).roles}
    true = {one.id: one.position for one in await guild_of(m).fetch_roles()}
    await m.channel.send(f"order {remembered == true}")


async def has(m: discord.Message) -> None:
    member = await guild_of(m).fetch_member(m.author.id)
    await m.channel.send(f"has {brewer_of(m) in member.roles}")


async def give(m: discord.Message) -> None:
    await author_of(m).add_roles(brewer_of(m))
    await has(m)


async def take(m: discord.Message) -> None:
    await author_of(m).remove_roles(brewer_of(m))
    await has(m)


async def unrole(m: discord.Message) -> None:
    await brewer_of(m).delete()
    await m.channel.send("no role")


async def nick(m: discord.Message) -> None:
    changed = await author_of(m).edit(nick="Ali")
    assert changed is not None
    await m.channel.send(f"nick {changed.nick}")


async def unnick(m: discord.Message) -> None:
    changed = await author_of(m).edit(nick=None)
    assert changed is not None
    await m.channel.send(f"nick {changed.nick or 'none'}")


async def timeout(m: discord.Message) -> None:
    await author_of(m).timeout(timedelta(minutes=1))
    silent = (await guild_of(m).fetch_member(m.author.id)).is_timed_out()
    await author_of(m).timeout(None)
    await m.channel.send(f"silent {silent}")


async def named(m: discord.Message, name: str) -> discord.Member:
    (found,) = await guild_of(m).query_members(name)
    return found


async def bans(m: discord.Message) -> None:
    await m.channel.send(f"banned {len([one async for one in guild_of(m).bans()])}")


async def ban(m: discord.Message) -> None:
    await guild_of(m).ban(await named(m, "otto"))
    await bans(m)


async def unban(m: discord.Message) -> None:
    async for one in guild_of(m).bans():
        await guild_of(m).unban(one.user)
    await bans(m)


async def kick(m: discord.Message) -> None:
    await guild_of(m).kick(await named(m, "layla"))
    await m.channel.send("kicked")


async def audit(m: discord.Message) -> None:
    (newest,) = [one async for one in guild_of(m).audit_logs(limit=1)]
    await m.channel.send(f"audit {newest.action.value}")


async def hook(m: discord.Message) -> None:
    await (await room_of(m).create_webhook(name="Courier")).send("parcel")


async def unhook(m: discord.Message) -> None:
    for one in await room_of(m).webhooks():
        await one.delete()
    await m.channel.send(f"hooks {len(await room_of(m).webhooks())}")


async def invite(m: discord.Message) -> None:
    await m.channel.send(f"invite {bool((await room_of(m).create_invite(max_age=60)).code)}")


async def guild(m: discord.Message) -> None:
    fetched = await m._state._get_client().fetch_guild(guild_of(m).id)
    await m.channel.send(f"guild {fetched.name}")


async def member(m: discord.Message) -> None:
    await m.channel.send(f"member {(await guild_of(m).fetch_member(m.author.id)).name}")


async def me(m: discord.Message) -> None:
    await m.channel.send(f"me {guild_of(m).me.name}")


async def whisper(m: discord.Message) -> None:
    await m.author.send("between us")


HEARD: dict[str, Heard] = {
    f"!{do.__name__}": do
    for do in (
        send, edit, upload, files, react, delete, reply, count, embed, quiet, history, fetch, typing, purge,
        pin, unpin, who, unreact, clear, thread, inside, archive, poll, end, room, topic, lock, unroom, role,
        order, give, take, unrole, nick, unnick, timeout, ban, unban, kick, audit, hook, unhook, invite,
        guild, member, me, whisper,
    )
}  # fmt: skip
