"""Discord's own description as the judge of everything that passes the wire.

The description is an OpenAPI document. Requests are read leniently where Discord does (numbers for
snowflakes, digit strings for numbers), answers are not; in both, a field that nobody declared is a mistake.
What Discord takes although its description doesn't say so is named below, row by row.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

DESCRIPTION: Final = "TIKA_OPENAPI"
"""Names the description's file, where it isn't beside the checkout."""
REQUIRED: Final = "TIKA_REQUIRE_WIRE_CHECK"
"""Set to 1, a missing description or validator is an error."""

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_URI: Final = "urn:discord"
_DIGITS: Final = {"type": "string", "pattern": r"^-?[0-9]{1,20}$"}

PEOPLES_ROUTES: Final = frozenset(
    {
        ("POST", "/interactions"),
        ("GET", "/channels/{}/application-command-index"),
        ("GET", "/users/@me/channels"),
        ("PUT", "/channels/{}/polls/{}/answers/@me"),
        ("POST", "/channels/{}/messages/{}/ack"),
        ("POST", "/channels/{}/messages/ack"),
        ("PUT", "/guilds/{}/members/@me"),
        ("POST", "/invites/{}"),
    }
)
"""What people's own clients use and the description, written for bots, leaves out."""
OTHER_ROUTES: Final = frozenset(
    {("POST", "/oauth2/token"), ("POST", "/oauth2/token/revoke"), ("GET", "/oauth2/authorize")}
)
"""OAuth2 is described in prose only."""
FORGIVEN_REQUESTS: Final[Mapping[str, tuple[str, ...]]] = {
    "nsfw": ("Application", "Create"),  # discord.py sends it with every command; Discord answers with it
    "flags": ("RichEmbed",),  # discord.py copies received embeds back
    "tts": (
        "BaseCreateMessage",
        "MessageEdit",
        "WebhookEdit",
        "IncomingWebhookUpdate",
    ),  # part of discord.py's one message body
    "type": ("CreateForumThread", "CreateTextThreadWithMessage", "create_thread_from_message"),  # likewise
    "enforce_nonce": ("MessageEdit", "IncomingWebhook"),  # part of discord.js' one message body
    "communicationDisabledUntil": ("update_guild_member",),  # discord.js sends its own word beside Discord's
    "id": ("set_channel_permission_overwrite",),  # discord.py repeats the path's id in the body
}
"""Undeclared request fields that Discord takes, with the beginnings of the schemas that get them."""
FORGIVEN_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "set_channel_permission_overwrite": frozenset({"id"}),  # discord.py repeats what the path says
}
"""The same for requests whose schema has no name, by operation."""
FORGIVEN_QUERIES: Final[Mapping[str, frozenset[str]]] = {
    "ban_user_from_guild": frozenset({"delete_message_seconds"}),  # discord.py says it here, not in the body
    "create_thread": frozenset({"use_nested_fields"}),  # discord.py asks so for a post's first message
}
"""Undeclared names in queries that clients send anyway."""


BUILT_UPON: Final = frozenset({"Error"})
"""Schemas that others add fields to, so that closing them would close those too."""


CORRECTED: Final = {
    "InnerErrors": {
        "type": "object",
        "properties": {
            "_errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                    "required": ["code", "message"],
                },
            }
        },
        "required": ["_errors"],
    }
}
"""The description gives a field's mistakes the numbers that whole answers have; they are words."""

GROWN: Final[Mapping[str, dict[str, Any]]] = {
    "CreatedThreadResponse": {"message": {"$ref": "#/components/schemas/MessageResponse"}},
}
"""What answers hold although only Discord's prose says so: a forum's new post comes with its message."""

LONGER: Final[Mapping[str, tuple[dict[str, Any], ...]]] = {
    "ChannelTypes": ({"title": "GUILD_MEDIA", "const": 16},),
}
"""Kinds that only Discord's prose has: media channels, which every library offers to commands."""


class DescriptionMissing(Exception):
    """The wire check was demanded, but the description or its validator isn't here."""


@dataclass(slots=True)
class Operation:
    """One row of the description. Its validators are compiled when they're first needed."""

    name: str
    document: dict[str, Any]
    queries: frozenset[str]
    validators: dict[tuple[str, str], Any] = field(default_factory=dict)


class Judge:
    """Compares traffic with the description; every finding is one readable line."""

    def __init__(self, description: dict[str, Any]) -> None:
        import jsonschema_rs

        self._compile = jsonschema_rs.Draft202012Validator
        self._description = description
        schemas = description["components"]["schemas"] | CORRECTED
        for name, more in GROWN.items():
            schemas[name] = {**schemas[name], "properties": schemas[name]["properties"] | more}
        for name, kinds in LONGER.items():
            schemas[name] = {**schemas[name], "oneOf": [*schemas[name]["oneOf"], *kinds]}
        lent = {name: _shut(name, _lenient(_forgiving(name, schema))) for name, schema in schemas.items()}
        shut = {name: _shut(name, _any_of(schema)) for name, schema in schemas.items()}
        self._registry = jsonschema_rs.Registry(
            [
                (f"{_URI}:request", {"components": {"schemas": lent}}),
                (f"{_URI}:response", {"components": {"schemas": shut}}),
            ]
        )
        self._operations: dict[tuple[str, int], list[tuple[tuple[str, ...], Operation]]] = {}
        for template, item in description["paths"].items():
            self._enter(template, item)
        self._objects: dict[str, Any] = {}

    def _enter(self, template: str, item: dict[str, Any]) -> None:
        steps = tuple("{}" if step.startswith("{") else step for step in template.strip("/").split("/"))
        for method in _METHODS:
            if (document := item.get(method)) is None:
                continue
            parameters = [*item.get("parameters", ()), *document.get("parameters", ())]
            queries = frozenset(one["name"].split("[")[0] for one in parameters if one.get("in") == "query")
            operation = Operation(document["operationId"], document, queries)
            self._operations.setdefault((method.upper(), len(steps)), []).append((steps, operation))

    def find(self, method: str, path: str) -> Operation | None:
        """Return the operation behind ``path`` (below ``/api/v10``); literal steps beat parameters."""
        asked = path.strip("/").replace("%40", "@").split("/")
        fitting = [
            (sum(step != "{}" for step in steps), operation)
            for steps, operation in self._operations.get((method, len(asked)), ())
            if all(step in ("{}", said) for step, said in zip(steps, asked, strict=True))
        ]
        return max(fitting, key=lambda one: one[0])[1] if fitting else None

    def is_declared(self, method: str, path: str) -> bool:
        """Return whether the description, or the list of people's routes, knows ``path``."""
        return self.find(method, path) is not None or _is_listed(method, path)

    def request(self, method: str, path: str, body: Any, *, media: str = "application/json") -> list[str]:
        """Return what is wrong with a request; ``body`` is parsed JSON or None, of a form its JSON part."""
        operation = self.find(method, path)
        if _is_listed(method, path):
            return []
        if operation is None:
            return [f"{method} {path}: no such operation"]
        if body is None:
            return []
        place = f"{operation.name} request {method} {path}"
        content = operation.document.get("requestBody", {}).get("content", {})
        schema = (content.get(media) or content.get("application/json") or {}).get("schema")
        if schema is None:
            return [] if body in ({}, []) else [f"{place}: takes no body"]
        extra = FORGIVEN_FIELDS.get(operation.name)
        if extra and isinstance(body, dict):
            body = {key: value for key, value in body.items() if key not in extra}
        schema = schema.get("allOf", [schema])[0]  # of a form's parts, the one that isn't files
        schema = _forgiving(operation.name, schema)
        check = self._validator(operation, ("request", media), _closed(_lenient(schema)))
        return [f"{place}: {line}" for line in _findings(check, body)]

    def query(self, method: str, path: str, names: Iterable[str]) -> list[str]:
        """Return a line for each name in the query that the operation doesn't have."""
        operation = self.find(method, path)
        if operation is None:
            return []
        known = operation.queries | FORGIVEN_QUERIES.get(operation.name, frozenset())
        unknown = sorted(set(names) - known)
        return [f"{operation.name} request {method} {path}: unknown query {name!r}" for name in unknown]

    def response(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """Return what is wrong with an answer; ``body`` is parsed JSON or None for an empty one."""
        operation = self.find(method, path)
        if operation is None or _is_listed(method, path) or status >= 500:  # a fault that a test ordered
            return []
        place = f"{operation.name} response {method} {path} {status}"
        answers = operation.document["responses"]
        declared = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if declared is None:
            return [f"{place}: only {sorted(answers)} are declared"]
        if "$ref" in declared:
            declared = self._description["components"]["responses"][declared["$ref"].rsplit("/", 1)[1]]
        schema = (declared.get("content", {}).get("application/json") or {}).get("schema")
        if schema is None:
            return [] if body is None else [f"{place}: must have no body"]
        check = self._validator(operation, ("response", str(status)), _closed(_any_of(schema)))
        return [f"{place}: {line}" for line in _findings(check, body)]

    def thing(self, schema: str, document: Any, place: str) -> list[str]:
        """Return what is wrong with ``document`` as one of ``schema``; ``place`` begins each line."""
        check = self._objects.get(schema)
        if check is None:
            reference = {"$ref": f"#/components/schemas/{schema}"}
            check = self._objects[schema] = self._compiled("response", reference)
        return [f"{place}: {line}" for line in _findings(check, document)]

    def _validator(self, operation: Operation, key: tuple[str, str], schema: Any) -> Any:
        check = operation.validators.get(key)
        if check is None:
            check = operation.validators[key] = self._compiled(key[0], schema)
        return check

    def _compiled(self, direction: str, schema: Any) -> Any:
        home = f"{_URI}:{direction}"
        return self._compile(_mapped(schema, home), registry=self._registry, validate_formats=False)


@lru_cache(maxsize=4)
def load(path: Path) -> Judge:
    """Return the judge for the description in ``path``; loading takes a moment, so it's shared."""
    return Judge(orjson.loads(path.read_bytes()))


def find_description(start: Path | None = None) -> Path | None:
    """Return the description's file: from the environment, else beside the checkout, else None."""
    if named := os.environ.get(DESCRIPTION):
        return Path(named)
    here = (start or Path(__file__)).resolve()
    places = (folder.parent / "shared" / "data" / "discord-openapi.json" for folder in here.parents)
    return next((place for place in places if place.is_file()), None)


def judge_if_possible(path: Path | None, say: Callable[[str], None]) -> Judge | None:
    """Return the judge, or None after one line to ``say`` if description or validator is missing.

    Raises:
        DescriptionMissing: It's missing and the environment demands the check.
    """
    missing = f"wire check skipped: no description of Discord's API here ({DESCRIPTION} names it)"
    file = path or find_description()
    if file is not None and file.is_file():
        try:
            return load(file)
        except ImportError as absent:
            missing = f"wire check skipped: {absent}"
    if os.environ.get(REQUIRED) == "1":
        raise DescriptionMissing(missing)
    say(missing)
    return None


def _is_listed(method: str, path: str) -> bool:
    steps = path.strip("/").split("/")
    before = ["", *steps]  # an invite's code isn't made of digits
    generic = "/" + "/".join(
        "{}" if step.isdigit() or last == "invites" else step
        for last, step in zip(before, steps, strict=False)
    )
    return (method, generic) in PEOPLES_ROUTES or (method, generic) in OTHER_ROUTES


def _findings(check: Any, body: Any) -> list[str]:
    if check.is_valid(body):
        return []
    return [line for error in check.iter_errors(body) for line in _explained(error, 4)][:8]


def _explained(error: Any, depth: int) -> list[str]:
    """Return readable lines for ``error``; of alternatives, what the best-fitting one minds."""
    branches = getattr(error.kind, "context", None)
    if branches and depth:
        best = min(branches, key=_misfit)
        return [line for inner in best for line in _explained(inner, depth - 1)]
    where = "/".join(str(step) for step in error.instance_path) or "(all)"
    return [f"{where}: {error.message[:200]}"]


def _misfit(branch: list[Any]) -> tuple[bool, int]:
    """Rank an alternative: one whose type or constant differs was never meant."""
    elsewhere = any(
        error.kind.name in ("type", "const", "enum") and len(error.instance_path) < 2 for error in branch
    )
    return elsewhere, len(branch)


def _mapped(schema: Any, home: str) -> Any:
    if isinstance(schema, dict):
        return {
            key: home + value
            if key == "$ref" and isinstance(value, str) and value[0] == "#"
            else _mapped(value, home)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_mapped(one, home) for one in schema]
    return schema


def _any_of(schema: Any) -> Any:
    """Return ``schema`` with alternatives that may overlap: ours is one of them, which one is no matter."""
    if isinstance(schema, dict):
        return {
            "anyOf" if key == "oneOf" and isinstance(value, list) and not _names(value) else key: _any_of(
                value
            )
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_any_of(one) for one in schema]
    return schema


def _names(alternatives: list[Any]) -> bool:
    """Return whether these are named constants, an enum in disguise."""
    return all(isinstance(one, dict) and "const" in one for one in alternatives)


def _lenient(schema: Any) -> Any:
    """Return ``schema`` as Discord reads requests: numbers for snowflakes, digit strings for numbers."""
    if isinstance(schema, list):
        return [_lenient(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if schema.get("format") == "snowflake" or str(schema.get("pattern", "")).startswith("^(0|[1-9]"):
        return schema | {"type": sorted({*(kind for kind in kinds if kind), "integer", "string"})}
    wide = {
        "anyOf" if key == "oneOf" and isinstance(value, list) else key: _lenient(value)
        for key, value in schema.items()
    }
    if "integer" in kinds and not schema.keys() & {"enum", "const", "oneOf"}:
        return {"anyOf": [wide, _DIGITS]}
    return wide


def _forgiving(name: str, schema: Any) -> Any:
    """Return the schema called ``name`` with the fields that Discord takes silently."""
    extra: dict[str, Any] = {key: {} for key, names in FORGIVEN_REQUESTS.items() if name.startswith(names)}
    if not extra or "properties" not in schema:
        return schema
    return schema | {"properties": extra | schema["properties"]}


def _shut(name: str, schema: Any) -> Any:
    return schema if name in BUILT_UPON else _closed(schema)


def _closed(schema: Any) -> Any:
    """Return ``schema`` with undeclared fields forbidden wherever all fields are listed."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: value if key == "allOf" else _closed(value) for key, value in schema.items()}
    lists = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    if lists and not schema.keys() & {"additionalProperties", "allOf", "const"}:
        shut["additionalProperties"] = False
    return shut
