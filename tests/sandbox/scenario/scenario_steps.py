"""What a member does, and what they must see, whatever library the bot is written with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tika_sandbox.testing import Person, Stage

TEAPOT = "\N{TEAPOT}"
Act = Callable[[Person, Stage], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """What a member does and what they see then."""

    story: str
    act: Act
    seen: Any


def says(words: str, wanted: str) -> Act:
    async def act(alice: Person, _play: Stage) -> str:
        await alice.says(words)
        return (await alice.sees(wanted)).text

    return act


def told(words: str, wanted: str, story: str) -> Step:
    """Return the step of saying ``words`` and reading ``wanted``."""
    return Step(story, says(words, wanted), wanted)


def runs(command: str, **options: Any) -> Act:  # noqa: ANN401 # whatever a command takes
    async def act(alice: Person, _play: Stage) -> tuple[str, bool]:
        answer = await alice.runs(command, **options)
        return answer.text, answer.is_private

    return act


async def gets_files(alice: Person, _play: Stage) -> list[str]:
    await alice.says("!files")
    return [one["filename"] for one in (await alice.sees(lambda one: len(one.attachments) > 1)).attachments]


async def gets_a_file(alice: Person, _play: Stage) -> str:
    await alice.says("!upload")
    return str((await alice.sees(lambda one: bool(one.attachments))).attachments[0]["filename"])


async def gets_a_reaction(alice: Person, _play: Stage) -> tuple[str, bool]:
    message = await alice.says("!react")
    seen = await alice.line.wait(lambda: alice.line.latest("MESSAGE_REACTION_ADD"), "for a reaction")
    return seen["emoji"]["name"], seen["message_id"] == message.id


async def sees_typing(alice: Person, play: Stage) -> bool:
    await alice.says("!typing")
    bot = str(play.facts.bot.id)
    seen = await alice.line.wait(
        lambda: alice.line.latest("TYPING_START", lambda one: one["user_id"] == bot), "for somebody to type"
    )
    return bool(seen["channel_id"] == alice.channel_id)


async def loses_a_message(alice: Person, _play: Stage) -> str:
    message = await alice.says("!delete")
    await alice.line.wait(lambda: message.id not in alice.line.messages, "for it to vanish")
    return "gone"


async def votes(alice: Person, _play: Stage) -> tuple[str, bool]:
    await alice.says("!poll")
    asked = await alice.sees(lambda one: "poll" in one.raw)
    await alice.votes(asked, "Tea")
    await alice.says("!end")
    over = await alice.sees(
        lambda one: one.id == asked.id and one.raw["poll"]["results"]["is_finalized"], within_s=5
    )
    return over.raw["poll"]["question"]["text"], True


async def is_written_to(alice: Person, _play: Stage) -> str:
    private = await alice.privately("Tika")
    private.acts()
    await alice.says("!whisper")
    return (await private.sees("between us")).text


async def edits(alice: Person, _play: Stage) -> str:
    message = await alice.says("tae")
    await alice.edits(message, "tea")
    return (await alice.sees("edited")).text


async def deletes(alice: Person, _play: Stage) -> str:
    await alice.deletes(await alice.says("never mind"))
    return (await alice.sees("lost")).text


async def reacts(alice: Person, _play: Stage) -> str:
    await alice.reacts(TEAPOT, on=await alice.says("look"))
    return (await alice.sees("saw")).text


async def sits_down(alice: Person, _play: Stage) -> str:
    await alice.joins_voice("Fireside")
    return (await alice.sees("sits")).text


async def stands_up(alice: Person, _play: Stage) -> str:
    await alice.leaves_voice()
    return (await alice.sees("stands")).text


async def clicks_a_button(alice: Person, _play: Stage) -> str:
    await alice.runs("/buttons")
    return (await alice.clicks("Press")).content


async def fills_a_form(alice: Person, _play: Stage) -> str:
    form = await alice.runs("/form").form()
    return (await form.fills(drink="sencha")).text


async def fills_every_option(alice: Person, play: Stage) -> str:
    assert alice.guild_id is not None
    roles = play.facts.world.roles.within(int(alice.guild_id)).values()
    (regular,) = [one.id for one in roles if one.name == "Regular"]
    answer = await alice.runs(
        "/stock", label="assam", grams=3, heat=0.5, fresh=True, keeper=await play.person("haruka"),
        shelf=alice.channel_id, rank=regular, owner=alice, note=("note.txt", b"steep"),
    )  # fmt: skip
    return answer.text


def picks(menu: str, choose: Callable[[Person, Stage], str]) -> Act:
    async def act(alice: Person, play: Stage) -> bool:
        shown = await alice.runs("/menus")
        value = choose(alice, play)
        answer = await alice.picks(menu, [value], on=shown)
        return answer.text == f"picked {value}"

    return act


async def completes(alice: Person, _play: Stage) -> list[str]:
    return [one["name"] for one in await alice.completes("/brew", "drink", "sen")]


async def hears_twice(alice: Person, _play: Stage) -> tuple[str, str]:
    first = await alice.runs("/follow")
    return first.text, (await alice.sees("second")).text


async def sees_it_change(alice: Person, _play: Stage) -> str:
    first = await alice.runs("/change")
    return (await alice.sees(lambda one: one.id == first.id and one.text == "new")).text


async def sees_it_vanish(alice: Person, _play: Stage) -> str:
    asked = alice.runs("/vanish")
    gone = await asked
    await alice.line.wait(lambda: gone.id not in alice.line.messages, "for it to vanish")
    return "gone"


async def uses_on_a_person(alice: Person, play: Stage) -> str:
    return (await alice.uses("Greet", on=await play.person("haruka"))).text


async def uses_on_a_message(alice: Person, _play: Stage) -> str:
    return (await alice.uses("Quote", on=await alice.says("assam"))).text


def after(order: str, **more: bool) -> Act:
    async def act(alice: Person, play: Stage) -> str:
        bot, mark = play.facts.bot.id, alice.line.now()

        def was_away() -> bool:
            news = (body for name, body in alice.line.told[mark:] if name == "PRESENCE_UPDATE")
            return any(one["user"]["id"] == str(bot) and one["status"] == "offline" for one in news)

        assert await getattr(play.sandbox.controls, order)(bot, **more) == 1
        await alice.line.wait(was_away, "for the bot to go")
        await play.until_back(alice, within_s=20)
        await alice.says("!send")
        return (await alice.sees("sent")).text

    return act


STEPS = (
    told("!send", "sent", "a message is answered"),
    told("!edit", "after", "an answer is edited"),
    Step("a file arrives", gets_a_file, "leaf.txt"),
    Step("two files arrive", gets_files, ["one.txt", "two.txt"]),
    Step("a message is reacted to", gets_a_reaction, (TEAPOT, True)),
    Step("a message is deleted", loses_a_message, "gone"),
    told("!reply", "replied", "a reply names what it answers"),
    told("!count", "1 members", "members are found by name"),
    told("!embed", "Leaf\ngreen", "an embed is shown"),
    told("!quiet", "@everyone", "nobody is pinged who mustn't be"),
    told("!history", "3 messages", "the history is read"),
    told("!fetch", "fetched !fetch", "one message is read"),
    Step("the bot types", sees_typing, True),
    told("!purge", "purged 2", "messages are deleted together"),
    told("!pin", "pinned 1", "a message is pinned"),
    told("!unpin", "pinned 0", "a message is unpinned"),
    told("!who", "who Tika", "those who reacted are listed"),
    told("!unreact", "reactions 0", "a reaction is taken back"),
    told("!clear", "cleared 0", "all reactions are taken away"),
    told("!thread", "thread leaves", "a thread begins"),
    told("!inside", "inside leaves", "something is said in the thread"),
    told("!archive", "archived True", "the thread is archived"),
    Step("a poll is voted in and ended", votes, ("Tea or coffee?", True)),
    told("!room", "made attic", "a channel is made"),
    told("!topic", "topic dusty", "a channel is changed"),
    told("!lock", "locked 1", "a channel is closed to somebody"),
    told("!unroom", "gone attic", "a channel is deleted"),
    told("!role", "role Brewer", "a role is made"),
    told("!order", "order True", "the order of roles is remembered as it is"),
    told("!give", "has True", "a role is given"),
    told("!take", "has False", "a role is taken"),
    told("!unrole", "no role", "a role is deleted"),
    told("!nick", "nick Ali", "a member gets another name"),
    told("!unnick", "nick none", "a member gets their own name back"),
    told("!timeout", "silent True", "a member is silenced"),
    told("!ban", "banned 1", "somebody is banned"),
    told("!unban", "banned 0", "somebody is forgiven"),
    told("!kick", "kicked", "somebody is thrown out"),
    told("!audit", "audit 20", "the audit log tells of it"),
    told("!hook", "parcel", "a webhook speaks"),
    told("!unhook", "hooks 0", "a webhook is deleted"),
    told("!invite", "invite True", "an invite is made"),
    told("!guild", "guild Tea House", "the guild is read"),
    told("!member", "member alice", "a member is read"),
    told("!me", "me Tika", "the bot knows itself"),
    Step("a member sits down in voice", sits_down, "alice sits"),
    Step("a member leaves voice", stands_up, "alice stands"),
    Step("a direct message arrives", is_written_to, "between us"),
    Step("an edit is noticed", edits, "edited to tea"),
    Step("a deletion is noticed", deletes, "lost one"),
    Step("a reaction is noticed", reacts, f"saw {TEAPOT}"),
    Step("a command is run", runs("/hello", name="tea"), ("hello tea", False)),
    Step("a private answer stays private", runs("/secret"), ("psst", True)),
    Step("an answer takes its time", runs("/later"), ("later", False)),
    Step("a private answer takes its time", runs("/secretly"), ("at last", True)),
    Step("an answer is followed by another", hears_twice, ("first", "second")),
    Step("an answer changes", sees_it_change, "new"),
    Step("an answer is taken back", sees_it_vanish, "gone"),
    Step("a part of a command is run", runs("/tools inner"), ("inner", False)),
    Step(
        "options of every type are filled in",
        fills_every_option,
        "assam 3 0.5 fresh haruka general Regular alice note.txt",
    ),
    Step("suggestions appear", completes, ["sencha"]),
    Step("a button changes its message", clicks_a_button, "pressed"),
    Step("a form is filled", fills_a_form, "noted sencha"),
    Step("a text is picked", picks("Drinks", lambda *_: "assam"), True),
    Step("a person is picked", picks("People", lambda alice, _: alice.id), True),
    Step("a role is picked", picks("Roles", lambda alice, _: str(alice.guild_id)), True),
    Step("a channel is picked", picks("Places", lambda alice, _: alice.channel_id), True),
    Step("whoever is picked", picks("Anybody", lambda alice, _: alice.id), True),
    Step("components make the whole message", runs("/layout"), ("Steep\nfor three minutes", False)),
    Step("a person's menu is used", uses_on_a_person, "greetings haruka"),
    Step("a message's menu is used", uses_on_a_message, "quoted assam"),
    Step("a broken line is mended", after("drop"), "sent"),
    Step("a request to reconnect is followed", after("reconnect"), "sent"),
    Step("a session is taken up after a pause", after("invalidate", resumable=True), "sent"),
    Step("a session begins anew", after("invalidate"), "sent"),
)
