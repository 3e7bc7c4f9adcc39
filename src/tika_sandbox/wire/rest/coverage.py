"""How much of Discord's description the sandbox does: one row per operation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tika_sandbox.wire.rest.refusals import REFUSALS
from tika_sandbox.wire.rest.table import ROUTES

METHODS: Final = ("get", "post", "put", "patch", "delete")
State = Literal["done", "refused", "missing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One operation of the description; a refused one has its reason."""

    operation: str
    method: str
    path: str
    state: State
    reason: str = ""


def coverage(openapi: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return all operations of Discord's description in its order, each done, refused or missing."""
    done = {(route.method, _bare(route.path)) for route in ROUTES}
    reasons = {(method, _bare(path)): reason for method, path, reason in REFUSALS}
    rows = []
    for path, item in openapi["paths"].items():
        for method in METHODS:
            if method in item:
                key = (method.upper(), _bare(path))
                state: State = "refused" if key in reasons else "done" if key in done else "missing"
                name = str(item[method]["operationId"])
                rows.append(Row(name, method.upper(), path, state, reasons.get(key, "")))
    return tuple(rows)


def _bare(path: str) -> str:
    """Return a path without its parameters' names, which we choose shorter."""
    return re.sub(r"\{[^}]*\}", "{}", path)
