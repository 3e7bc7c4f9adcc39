"""Bruno does everything there is in one guild; in the other one nobody can tell.

The stories are held against the bot itself: a command or a button that none of them reaches fails the test.
Then each of his buttons is put up in the other guild, as if somebody had copied it over, and pressed there.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from discord import app_commands
from sqlalchemy import inspect, text

from tika_bot.app import Running, running
from tika_bot.core.actions import parse_action
from tika_bot.testing.bots import bot_config
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Seen, Stage, stage
from tika_sandbox.testing.asking import Form

pytestmark = pytest.mark.journey

SECRET = "moonlit samovar"
"""What is told in the one guild only."""

ALICE, BRUNO = "1310000000000000001", "1310000000000000002"
"""The demo's people have the same ids in every world."""

REGULAR = "1310000000000001001"
"""The demo's role in the first guild that anybody can be given."""
GENERAL = "1310000000000001010"
SUBCOMMANDS = (1, 2)
BUTTON, ROLE_MENU, CHANNEL_MENU = 2, 6, 8

ROUND_THE_CLOCK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("rank", {}),
    ("profile", {}),
    ("leaderboard", {}),
    ("activity", {}),
    ("card style", {"name": "forest"}),
    ("card colours", {"palette": "sky", "text": "#ffffff"}),
    ("card background", {"colour": "#102030", "second": "#203040"}),
    ("card show", {}),
    ("card preview", {}),
    ("card reset", {}),
    ("levelroles list", {}),
    ("levelroles add", {"level": 3, "role": REGULAR}),
    ("levelroles check", {}),
    ("levelroles sync", {}),
    ("levelroles remove", {"role": REGULAR}),
    ("quests", {}),
    ("quest reroll", {"which": "easy"}),
    ("quest list", {}),
    ("quest deactivate", {"quest": "own-1"}),
    ("quest activate", {"quest": "own-1"}),
    ("quest boost", {"factor": 1.5}),
    ("quest delete", {"quest": "own-1"}),
    ("remind me", {"when": "in 3 hours", "what": SECRET}),
    ("remind snooze", {"number": "1", "when": "in 5 hours"}),
    *(("remind me", {"when": f"in {hours} hours", "what": SECRET}) for hours in range(4, 10)),
    ("remind list", {}),
    ("remind cancel", {"number": "2"}),
    ("help", {}),
    ("me settings", {}),
    ("features", {}),
    ("settings", {"feature": "core"}),
    ("settings", {}),
    ("settings-file", {}),
    ("stats", {}),
    ("plugin list", {}),
    ("plugin info", {"name": "reminders"}),
    ("plugin diagnose", {"name": "reminders"}),
    ("plugin reload", {"name": "reminders"}),
    ("plugin disable", {"name": "reminders"}),
    ("plugin enable", {"name": "reminders"}),
    ("achievements", {}),
    ("achievement list", {}),
    ("achievement verify", {}),
    ("why", {}),
    ("levels give", {"member": ALICE, "amount": 300, "reason": SECRET}),
    ("levels take", {"member": ALICE, "amount": 5}),
    ("levels set", {"member": ALICE, "amount": 400}),
    ("levels transfer", {"giver": ALICE, "taker": BRUNO, "amount": 100}),
    ("levels history", {}),
    ("levels undo", {"by": BRUNO, "hours": 1}),
    ("levels import", {"file": ("levels.json", b'{"members": [{"id": "1310000000000000003", "xp": 7}]}')}),
    ("levels export", {}),
    ("levels reset", {}),
    ("levels season", {"do": "start", "name": SECRET}),
    ("levels season", {}),
    ("levels season", {"do": "end"}),
    ("levels config", {}),
    ("levels rates", {"source": "message", "cap": 500}),
    ("levels curve", {"kind": "flat", "first": 200}),
    ("levels ignore", {"do": "add", "channel": GENERAL}),
    ("levels ignore", {"do": "remove", "channel": GENERAL}),
    ("levels multipliers", {"do": "add", "channel": GENERAL, "factor": 2}),
    ("levels multipliers", {"do": "remove", "channel": GENERAL}),
    ("privacy show", {}),
    ("privacy export", {}),
    ("privacy delete", {}),
)
"""Every command, in an order in which each has something to say."""

UNSEEN = (
    "admin:plugins:2",
    "admin:features:2",
    "achievements:fix:yes:0",
    "achievements:list:2",
    "achievements:open:{bruno}",
    "admin:history:levels",
    "admin:language",
    "help:page:2",
    "levels:board:2",
    "levels:history:0:0",
    "levels:standings:1:1",
    "levels:roles:2",
    "reminders:show:{guild}:{bruno}:3:1",
    "reminders:stop:{guild}:{bruno}:3:1",
)
"""Buttons that wait for a second page, a new guild's welcome or a reminder that had to go elsewhere."""


@dataclass
class Tour:
    """What was run, and what could be pressed afterwards."""

    commands: set[str] = field(default_factory=set)
    controls: dict[str, dict[str, Any]] = field(default_factory=dict)
    """custom_id → component."""
    answers: list[Seen] = field(default_factory=list)

    def saw(self, message: Seen) -> Seen:
        """Note what ``message`` offers and return it."""
        self.answers.append(message)
        self.controls |= {one["custom_id"]: one for one in message.components if "custom_id" in one}
        return message

    def opened(self, form: Form) -> Form:
        """Note the form's id."""
        self.controls[form.raw["custom_id"]] = {
            "type": BUTTON,
            "style": 1,
            "label": "x",
            "custom_id": form.raw["custom_id"],
        }
        return form

    def verbs(self) -> set[tuple[str, str]]:
        """Return (plugin, verb) of everything that can be pressed."""
        found = (parse_action(one) for one in self.controls)
        return {(action.plugin, action.verb) for action in found if action is not None}

    def control(self, verb: str, message: Seen) -> str:
        """Return the custom_id in ``message`` that begins with ``verb``."""
        return next(
            one["custom_id"] for one in message.components if one.get("custom_id", "").startswith(verb)
        )


@pytest.fixture
async def play() -> AsyncIterator[Stage]:
    """Lend a sandbox without rate limits: nobody presses fifty buttons in a row."""
    async with stage(enforce_limits=False) as started:
        yield started
        assert started.problems == []


@pytest.fixture
async def bot(play: Stage, tmp_path: Path) -> AsyncIterator[Running]:
    """Lend the bot with every plugin that ships."""
    async with running(bot_config(play, tmp_path)) as started:
        await started.ready()
        yield started


def commands_of(bot: Running) -> set[str]:
    """Return the full names of all slash commands."""
    assert bot.client is not None
    found = bot.client.tree.walk_commands()
    return {one.qualified_name for one in found if not isinstance(one, app_commands.Group)}


async def picker(person: Person) -> set[str]:
    """Return the full names of the slash commands that Discord offers to ``person``."""
    index = await person.line.ask("GET", f"/channels/{person.channel_id}/application-command-index")
    return {name for one in index["application_commands"] for name in names_in(one)}


def names_in(command: dict[str, Any]) -> list[str]:
    """Return the full name of a command, or those of what a group holds."""
    held = [one for one in command.get("options") or () if one["type"] in SUBCOMMANDS]
    return [f"{command['name']} {name}" for one in held for name in names_in(one)] or [command["name"]]


def actions_of(bot: Running) -> set[tuple[str, str]]:
    """Return (plugin, verb) of all handlers of buttons, menus and forms."""
    rooms = {name: bot.host.room(name, "commands") for name in bot.host.plugins}
    return {(name, verb) for name, room in rooms.items() for verb in getattr(room, "ACTIONS", ())}


async def rows_of(bot: Running, guild: int) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that belongs to ``guild``, by table, once all that was heard is written."""
    for _ in range(3):  # what is won earns XP, and XP may win something
        await bot.host.plugins["levels"].service.flush()
        await bot.host.plugins["quests"].service.rest()
        await bot.host.plugins["achievements"].service.look()
    await fact(lambda: _all_said(bot))
    async with bot.database.house("core.backup", writes=False) as connection:
        names = await connection.run_sync(
            lambda here: [
                name
                for name in inspect(here).get_table_names()
                if any(column["name"] == "guild_id" for column in inspect(here).get_columns(name))
            ]
        )
        return {
            name: sorted(map(tuple, await connection.execute(
                text(f"SELECT * FROM {name} WHERE guild_id = :guild"), {"guild": guild}
            )), key=str)
            for name in names
        }  # fmt: skip


async def _all_said(bot: Running) -> bool:
    """Return whether the outbox has nothing that it could send now."""
    async with bot.database.house("core.backup", writes=False) as connection:
        query = "SELECT count(*) FROM core_outbox WHERE state = 'waiting'"
        waiting: int = (await connection.execute(text(query))).scalar_one()
    return not waiting


async def go_round(bruno: Person, tour: Tour) -> None:
    """Run every command and walk through what the answers offer."""
    for name, options in ROUND_THE_CLOCK:
        tour.saw(await bruno.runs(f"/{name}", **options))
        tour.commands.add(name)


async def walk_on(bruno: Person, tour: Tour) -> None:
    """Reach what only a second step shows: pickers, forms, rings."""
    sheet = tour.saw(await bruno.runs("/settings", feature="core"))
    fields = tour.control("admin:field", sheet)
    picker = tour.saw(await bruno.picks(fields, ["log_channel"], on=sheet))
    await bruno.clicks(tour.control("admin:back", picker), on=picker)
    tuned = await bruno.runs("/settings", feature="levels")
    switch = tour.control("admin:field", tuned)
    tour.saw(await bruno.picks(switch, ["reactions"], on=tuned))  # what was changed has a history
    card = tour.saw(await bruno.runs("/card show"))
    for name in ("Colours", "Background"):
        tour.opened(await bruno.clicks(name, on=card).form())
    mine = tour.saw(await bruno.runs("/me settings"))
    tour.opened(await bruno.picks(tour.control("admin:my_field", mine), ["zone"], on=mine).form())
    await bruno.runs("/remind me", when="in 1 second", what=SECRET)
    ring = await bruno.sees(lambda message: SECRET in message.text and not message.is_private)
    tour.saw(ring)
    await bruno.runs("/remind me", when="every day at 9", what=SECRET)


async def make_achievements(bruno: Person, tour: Tour) -> None:
    """Make two achievements, change one and give it to himself; ask about deleting, without doing it."""
    for name in (SECRET, f"another {SECRET}"):
        form = tour.opened(await bruno.runs("/achievement create", counts="messages").form())
        tour.saw(await form.fills(name=name, threshold="1000", xp="5"))
    form = tour.opened(await bruno.runs("/achievement edit", achievement="own-1").form())
    tour.saw(await form.fills(about="As seen behind the counter"))
    tour.saw(await bruno.runs("/achievement grant", member=bruno, achievement="own-1"))
    tour.saw(await bruno.runs("/achievement revoke", member=bruno, achievement="own-1"))
    tour.saw(await bruno.runs("/achievement delete", achievement="own-2"))
    tour.commands |= {f"achievement {verb}" for verb in ("create", "edit", "grant", "revoke", "delete")}


async def take_on_quests(bruno: Person, tour: Tour) -> None:
    """Write two quests, change one, join the other, and look around."""
    for kind in ("event", "challenge"):
        form = tour.opened(await bruno.runs("/quest create", kind=kind, counts="messages").form())
        tour.saw(await form.fills(name=SECRET, amount="500"))
    tour.saw(await tour.opened(await bruno.runs("/quest edit", quest="own-1").form()).fills(amount="600"))
    tour.commands |= {"quest create", "quest edit"}
    shown = tour.saw(await bruno.runs("/quests"))
    tour.saw(await bruno.clicks(tour.control("quests:past", shown), on=shown))
    shown = await bruno.runs("/quests")
    joining = tour.saw(await bruno.clicks(tour.control("quests:challenges", shown), on=shown))
    await bruno.picks(tour.control("quests:join", joining), ["own-2"], on=joining)


def bare(control: dict[str, Any]) -> dict[str, Any]:
    """Return a control that says nothing and can be used; what it stands for is the same."""
    named = {"label": "x"} if control["type"] == BUTTON else {"placeholder": "x"}
    options = [{"label": "x", "value": one["value"]} for one in control.get("options") or ()]
    kept = {
        name: control[name] for name in ("type", "style", "custom_id", "channel_types") if name in control
    }
    return kept | named | ({"options": options} if options else {})


async def put_up(play: Stage, person: Person, components: list[dict[str, Any]]) -> Seen:
    """Let the bot's account post controls where ``person`` is, and return the message."""
    url = f"{play.address.api}/channels/{person.channel_id}/messages"
    body = {
        "content": "copied",
        "components": [{"type": 1, "components": [one]} for one in components],
    }
    headers = {"Authorization": f"Bot {play.bot_token}"}
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        return Seen(await answer.json())


async def press(person: Person, control: dict[str, Any], message: Seen) -> None:
    """Use a control, whatever comes of it: an answer, a change, a form."""
    if control["type"] == BUTTON:
        asked = person.clicks(control["custom_id"], on=message)
    else:
        offered = [one["value"] for one in control.get("options", ())]
        values = offered[:1] or [
            {CHANNEL_MENU: person.channel_id, ROLE_MENU: person.guild_id}[control["type"]]
        ]
        asked = person.picks(control["custom_id"], values, on=message)
    mark = person.line.now()
    await asked.send()
    ends = ("INTERACTION_SUCCESS", "INTERACTION_FAILURE", "INTERACTION_MODAL_CREATE")
    await person.line.wait(lambda: any(name in ends for name, _ in person.line.told[mark:]), "for an end")


async def test_what_is_done_in_one_guild_does_not_show_in_the_other(play: Stage, bot: Running) -> None:
    here, there = (guild.id for guild in play.facts.guilds[:2])
    bruno, layla = await play.person("bruno"), await play.person("layla", guild=1)
    for person in (bruno, await play.person("alice")):
        await person.says(f"We keep a {SECRET} behind the counter.")
    await layla.runs("/leaderboard")  # the last row of hers is written before we look
    before, tour = await rows_of(bot, there), Tour()

    await walk_on(bruno, tour)
    await make_achievements(bruno, tour)
    await take_on_quests(bruno, tour)
    await go_round(bruno, tour)
    for one in UNSEEN:
        name = one.format(guild=here, bruno=bruno.id)
        tour.controls[name] = {"type": BUTTON, "style": 1, "label": "x", "custom_id": name}

    assert any(SECRET in answer.text for answer in tour.answers), "the story never showed its secret at home"
    assert tour.commands == commands_of(bot)
    assert actions_of(bot) - tour.verbs() == set()
    assert await rows_of(bot, there) == before
    assert SECRET in str(await rows_of(bot, here))

    kept = await rows_of(bot, here)
    mark = layla.line.now()
    for control in tour.controls.values():
        await press(layla, bare(control), await put_up(play, layla, [bare(control)]))
    bruno_there = await play.person("bruno", guild=1)
    told_bruno = [
        (await bruno_there.runs(f"/{name}")).text
        for name, options in ROUND_THE_CLOCK
        if not options and name != "privacy export"  # which tells him what is his, wherever it is
    ]
    for name in sorted(await picker(layla) & {name for name, options in ROUND_THE_CLOCK if not options}):
        await layla.runs(f"/{name}")
    told = [str(body) for _, body in layla.line.told[mark:] if body.get("guild_id") != str(here)]
    assert [line for line in told + told_bruno if SECRET in line or "Tea House" in line] == []
    assert await rows_of(bot, here) == kept


REFUSED = ("You need", "That one is for whoever runs this bot")
"""How refusals for want of a right begin."""

OWN = {("admin", "my_field"), ("admin", "my_put")}
"""What members change about themselves."""


async def test_an_ordinary_member_is_refused_what_admins_do(play: Stage, bot: Running) -> None:
    home, commands = play.facts.guilds[0].id, play.facts.world.commands
    alice, bruno = await play.person("alice"), await play.person("bruno")
    for_admins = await picker(bruno) - await picker(alice)
    # Somebody opened them to everybody in the server's settings: what Discord checks is not ours to rely on.
    for row in [*commands.within(home).values(), *commands.within(0).values()]:
        commands.put(replace(row, document=row.document | {"default_member_permissions": None}))
    before = await rows_of(bot, home)

    slash = {name: await alice.runs(f"/{name}", **OPTIONS.get(name, {})) for name in sorted(for_admins)}
    typed = {}
    for name in sorted(for_admins):
        options = OPTIONS.get(name, {}).values()
        files = [one for one in options if isinstance(one, tuple)]
        await alice.says(
            " ".join(["!" + name, *(str(one) for one in options if one not in files)]), files=files
        )
        typed[name] = await alice.sees(is_refusal)  # not what she wins by it

    assert for_admins == {name for name in commands_of(bot) if bot_asks_for_rights(bot, name)}
    assert all(answer.is_private for answer in slash.values())
    not_refused = [n for said in (slash, typed) for n, answer in said.items() if not is_refusal(answer)]
    assert not_refused == []
    assert without_xp(await rows_of(bot, home)) == without_xp(before)


async def test_an_ordinary_member_cannot_press_what_admins_press(play: Stage, bot: Running) -> None:
    alice, bruno, tour = await play.person("alice"), await play.person("bruno"), Tour()
    await walk_on(bruno, tour)
    for name in ("features", "settings", "plugin list"):
        tour.saw(await bruno.runs(f"/{name}"))
    for name in UNSEEN:
        tour.controls[name] = {"type": BUTTON, "style": 1, "label": "x", "custom_id": name}
    pressed = [
        control
        for custom_id, control in tour.controls.items()
        if (action := parse_action(custom_id)) is not None
        and action.plugin == "admin"
        and (action.plugin, action.verb) not in OWN
    ]
    before = await rows_of(bot, play.facts.guilds[0].id)

    answers = {}
    for control in pressed:
        shown = await put_up(play, alice, [bare(control)])
        mark = alice.line.now()
        await press(alice, bare(control), shown)
        answers[control["custom_id"]] = await alice.line.wait(
            lambda mark=mark: next(iter(alice.line.seen_since(mark, alice.channel_id)), None),
            "for the refusal",
        )

    assert {parse_action(one).verb for one in answers} >= {
        "switch",
        "field",
        "features",
        "language",
        "plugins",
    }  # type: ignore[union-attr]  # they were parsed above
    assert [one for one, answer in answers.items() if not (answer.is_private and is_refusal(answer))] == []
    assert without_xp(await rows_of(bot, play.facts.guilds[0].id)) == without_xp(before)


OPTIONS = {
    name: options for name, options in ROUND_THE_CLOCK if name.startswith(("plugin", "level")) and options
}


WHICH: dict[str, Any] = {"achievement": "first-words"}
OPTIONS |= {
    "achievement create": {"counts": "messages"},
    "achievement edit": WHICH,
    "achievement delete": WHICH,
    "achievement grant": {"member": ALICE, **WHICH},
    "achievement revoke": {"member": ALICE, **WHICH},
}


def is_refusal(answer: Seen) -> bool:
    """Return whether ``answer`` refuses for want of a right."""
    return any(words in answer.text for words in REFUSED)


def bot_asks_for_rights(bot: Running, name: str) -> bool:
    """Return whether the bot told Discord to hide a command from ordinary members."""
    assert bot.client is not None
    top = bot.client.tree.get_command(name.split(maxsplit=1)[0])
    return top is not None and getattr(top, "default_permissions", None) is not None


BY_TALKING = ("levels_", "achievements_held", "quests_taken", "quests_members", "core_ledger", "core_outbox")
"""How the tables begin to which members add by whatever they do."""


def without_xp(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a guild has decided."""
    return {name: found for name, found in rows.items() if not name.startswith(BY_TALKING)}
