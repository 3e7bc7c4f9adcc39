"""Newcomers read docstrings and pages; both keep what they promise."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function


def pages() -> list[Path]:
    """Return every Markdown file that is kept."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    return sorted(ROOT / name for name in listed) or sorted((ROOT / "docs").rglob("*.md"))


def public_nodes(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """Yield what a module shows to others: itself, its classes and their methods, its functions."""
    yield "module", tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and node.name[0] != "_":
            yield node.name, node
        if isinstance(node, ast.ClassDef) and node.name[0] != "_" and not node.bases:
            for child in node.body:
                if isinstance(child, Function) and child.name[0] != "_":
                    yield f"{node.name}.{child.name}", child


def test_every_public_name_says_what_it_promises() -> None:
    found = {path: list(public_nodes(ast.parse(path.read_text(encoding="utf-8")))) for path in SOURCES}
    promised = {
        child.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for child in node.body
        if isinstance(child, Function) and ast.get_docstring(child)
    }

    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, nodes in found.items()
        for name, node in nodes
        if ast.get_docstring(node) is None and not _says_itself(path, name, node, promised)
    ]

    assert silent == []


def _says_itself(path: Path, name: str, node: Documented, promised: set[str]) -> bool:
    """Return whether a thing needs no words of its own.

    So it is with an empty ``__init__.py``, Alembic's ``upgrade``, a property of one line, whose name and type
    say it all, and a method that keeps what a Protocol of the house promised under that name.
    """
    if isinstance(node, ast.Module):
        return not node.body
    if "migrations" in path.parts:
        return True
    if isinstance(node, ast.ClassDef):
        return False
    return ("." in name and node.name in promised) or (
        len(node.body) == 1 and "property" in {ast.unparse(mark) for mark in node.decorator_list}
    )


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))

    lost = [target for target in LINK.findall(text) if not _leads_somewhere(page, target)]

    assert lost == []


def _leads_somewhere(page: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    name, _, heading = target.partition("#")
    goal = (page.parent / name).resolve() if name else page
    if not goal.exists():
        return False
    return not heading or heading in _headings(goal)


def _headings(page: Path) -> set[str]:
    """Return the anchors that a forge makes of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
