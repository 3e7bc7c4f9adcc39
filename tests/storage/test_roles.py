"""The house's key hangs on one board: whoever looks across guilds is listed there."""

import ast
from pathlib import Path

import tika_bot
from tika_bot.storage.roles import HOUSE_CALLERS


def callers() -> dict[str, str]:
    """Return who asks for the house in our sources, by name, and where."""
    found: dict[str, str] = {}
    for path in Path(tika_bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "house"
            ):
                caller = node.args[0] if node.args else None
                name = caller.value if isinstance(caller, ast.Constant) else f"{path.name}:{node.lineno}"
                found[str(name)] = str(path)
    return found


def test_who_asks_for_the_house_is_listed() -> None:
    assert {name: path for name, path in callers().items() if name not in HOUSE_CALLERS} == {}


def test_nobody_is_listed_who_never_asks() -> None:
    assert HOUSE_CALLERS - set(callers()) == set()


def test_a_plugin_asks_in_its_own_name_and_in_its_store() -> None:
    for name, path in callers().items():
        owner = name.partition(".")[0]
        assert owner == "core" or f"/plugins/{owner}/" in path, name
