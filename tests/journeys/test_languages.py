"""A German asks in German and is answered in German; names from everywhere are names."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

import tika_bot
from tika_bot.app import Running
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Stage

pytestmark = pytest.mark.journey

SOURCES = Path(tika_bot.__file__).parent

ALICE, BRUNO, REGULAR = "1310000000000000001", "1310000000000000002", "1310000000000001001"
"""Two of the demo's people and a role, the same in every world."""

TELLING = 3
"""An English piece of a sentence tells its language if it has so many words."""

ASKED = (
    ("rank", {}),
    ("leaderboard", {}),
    ("profile", {}),
    ("activity", {"show": "text"}),
    ("levelroles add", {"level": 3, "role": REGULAR}),
    ("levelroles list", {}),
    ("levelroles check", {}),
    ("levelroles sync", {}),
    ("levelroles remove", {"role": REGULAR}),
    ("levels give", {"member": ALICE, "amount": 300}),
    ("levels take", {"member": ALICE, "amount": 5}),
    ("levels set", {"member": ALICE, "amount": 400}),
    ("levels transfer", {"giver": ALICE, "taker": BRUNO, "amount": 100}),
    ("levels history", {}),
    ("levels undo", {"by": BRUNO, "hours": 1}),
    ("levels reset", {}),
    ("levels config", {}),
    ("levels rates", {"source": "message"}),
    ("levels curve", {"kind": "flat", "first": 200}),
    ("levels ignore", {}),
    ("levels multipliers", {}),
    ("levels season", {}),
    ("levels import", {"file": ("levels.json", b'{"members": [{"id": "1310000000000000003", "xp": 7}]}')}),
    ("levels export", {}),
    ("card show", {}),
    ("card style", {"name": "ocean"}),
    ("card colours", {"primary": "blubb"}),
    ("card background", {"colour": "blubb"}),
    ("card preview", {}),
    ("card reset", {}),
    ("quests", {}),
    ("quest list", {}),
    ("quest reroll", {"which": "easy"}),
    ("quest edit", {"quest": "blubb"}),
    ("quest activate", {"quest": "blubb"}),
    ("quest deactivate", {"quest": "blubb"}),
    ("quest delete", {"quest": "blubb"}),
    ("quest boost", {"factor": 1.5}),
    ("remind list", {}),
    ("remind me", {"when": "in 3 Stunden", "what": "チャイ"}),
    ("remind me", {"when": "gestern", "what": "Tee"}),
    ("remind list", {}),
    ("remind snooze", {"number": "1", "when": "morgen um 9"}),
    ("remind cancel", {"number": "1"}),
    ("remind cancel", {"number": "77"}),
    ("help", {"topic": "levels"}),
    ("help", {"topic": "blubb"}),
    ("me settings", {}),
    ("features", {}),
    ("settings", {}),
    ("settings", {"feature": "blubb"}),
    ("settings-file", {}),
    ("stats", {}),
    ("plugin list", {}),
    ("plugin info", {"name": "reminders"}),
    ("plugin diagnose", {"name": "reminders"}),
    ("plugin reload", {"name": "help"}),
    ("plugin disable", {"name": "blubb"}),
    ("plugin enable", {"name": "help"}),
    ("achievements", {}),
    ("achievement list", {}),
    ("achievement edit", {"achievement": "blubb"}),
    ("achievement delete", {"achievement": "first-words"}),
    ("achievement verify", {}),
    ("why", {}),
    ("privacy show", {}),
    ("privacy export", {}),
    ("privacy delete", {}),
)


def sentences(language: str, words: int) -> set[str]:
    """Return the pieces, of at least so many ``words``, of what the house says in ``language``."""
    files = [*SOURCES.glob(f"**/strings/{language}.ftl"), *SOURCES.glob(f"**/strings/*.{language}.ftl")]
    found: set[str] = set()
    for file in files:
        for element in _elements(FluentParser().parse(file.read_text())):
            pieces = (piece.strip(" .:!?") for piece in element.value.splitlines())
            found |= {piece for piece in pieces if len(re.findall(r"\w+", piece)) >= words}
    return found


def _elements(node: object) -> list[ast.TextElement]:
    if isinstance(node, ast.TextElement):
        return [node]
    if isinstance(node, list):
        return [element for one in node for element in _elements(one)]
    if isinstance(node, ast.BaseNode):
        return [element for one in vars(node).values() for element in _elements(one)]
    return []


def speaks(play: Stage, person: Person, locale: str) -> None:  # noqa: F811 # pytest's way of naming fixtures
    """Set the language of somebody's Discord."""
    users = play.facts.world.users
    users.put(replace(users[int(person.id)], locale=locale))


async def test_every_command_answers_a_german_in_german(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    speaks(play, bruno, "de")
    await bruno.says("Guten Morgen zusammen, der Kessel singt schon!")
    german = sentences("de", 1) - sentences("en", 1)
    english = sentences("en", TELLING) - sentences("de", TELLING)
    assert bot.client is not None
    manifests = " ".join(
        plugin.manifest.summary for plugin in bot.host.plugins.values()
    )  # one language, so far
    known = {one.qualified_name for one in bot.client.tree.walk_commands() if hasattr(one, "callback")}

    leftovers, silent = {}, []
    by_hand = {"member": bruno, "achievement": "table-host"}
    asked = (*ASKED, ("achievement grant", by_hand), ("achievement revoke", by_hand))
    for name, options in asked:
        answer = await bruno.runs(f"/{name}", **options)
        found = {piece for piece in english if piece in answer.text and piece not in manifests}
        if found:
            leftovers[f"{name} {options}"] = found
        if not answer.attachments and not any(piece in answer.text for piece in german):
            silent.append((name, answer.text))

    assert leftovers == {}
    assert [name for name, _ in silent] in ([], ["plugin list"]), "its title is the same, the rest summaries"
    form = await bruno.runs("/achievement create", counts="messages").form()
    assert form.title == "Eine neue Errungenschaft"
    quest = await bruno.runs("/quest create", kind="daily", counts="messages").form()
    assert quest.title in german
    assert {name for name, _ in asked} | {"achievement create", "quest create"} >= known


@pytest.mark.parametrize("name", ["layla", "haruka"])
async def test_names_and_words_of_any_script_come_through(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
    name: str,
) -> None:
    member = await play.person(name)
    shown = play.facts.world.users[int(member.id)].shown
    what = {"layla": "الشاي جاهز", "haruka": "お茶の時間です"}[name]
    await member.says("السلام عليكم، صباح الخير" if name == "layla" else "おはようございます、みなさん")

    card = await member.runs("/rank")
    board = await member.runs("/leaderboard")
    await member.runs("/remind me", when="in 1 second", what=what)
    ring = await member.sees(lambda message: what in message.text and not message.is_private)

    assert shown is not None and shown in card.attachments[0]["description"] and not shown.isascii()
    assert member.id in board.text
    assert member.id in ring.text
