"""Hold the house to its budgets: small rooms, short functions, honest names, real parts in tests.

Prints one line per offence and exits with 1 if there is any.
"""

import ast
import sys
from pathlib import Path

MODULE_LINES = 400
"""A longer room becomes a folder of the same name."""

FUNCTION_LINES = 60
FUNCTION_LINES_P95 = 40
VAGUE = ("Manager", "Helper", "Handler", "Util", "Utils")
FORBIDDEN_IN_TESTS = ("unittest.mock", "MagicMock", "monkeypatch.setattr(discord", "asyncio.sleep(1")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def length(node: Function | ast.ClassDef) -> int:
    """Return the number of lines from ``def`` to the last statement."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def offences_in(path: Path, functions: list[int]) -> list[str]:
    """Return what is wrong in one source file; add the lengths of its functions to ``functions``."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    found = (
        [f"{path}: {lines} lines; over {MODULE_LINES} a room becomes a folder"]
        if lines > MODULE_LINES
        else []
    )
    if path.suffix != ".py":
        return found
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            functions.append(length(node))
            if length(node) > FUNCTION_LINES:
                found.append(
                    f"{path}:{node.lineno} {node.name}: {length(node)} lines; over {FUNCTION_LINES} is two"
                )
        elif isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE):
            found.append(f"{path}:{node.lineno} {node.name}: say what it holds or does")
    return found


def main() -> int:
    """Print every offence; return 1 if there was any."""
    functions: list[int] = []
    found: list[str] = []
    for path in sorted(p for p in Path("src").rglob("*") if p.suffix in {".py", ".js", ".css"}):
        found += offences_in(path, functions)
    for path in sorted(Path("tests").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path}: {word}: our tests use the real parts" for word in FORBIDDEN_IN_TESTS if word in text
        ]
    p95 = sorted(functions)[int(len(functions) * 0.95)]
    if p95 > FUNCTION_LINES_P95:
        found.append(f"95 % of the functions should fit {FUNCTION_LINES_P95} lines; they need {p95}")
    print("\n".join(found) or "within budget")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
