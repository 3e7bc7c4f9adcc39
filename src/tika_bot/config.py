"""What the operator decides: ``config.yml`` for choices, the environment and ``.env`` for secrets.

Each key is typed, has a default and one line of help; the environment wins over ``.env``, that over the file.
In the environment a key is written ``TIKA_LOG__LEVEL``; the three that every host knows keep their usual
names: ``DISCORD_TOKEN``, ``DATABASE_URL``, ``REDIS_URL``.
"""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

WELL_KNOWN = {
    "DISCORD_TOKEN": "token",
    "DATABASE_URL": "storage.database_url",
    "REDIS_URL": "storage.redis_url",
}
"""Names that hosting panels and compose files use already, and the keys they stand for."""

FOR_DEVELOPERS = ("TIKA_TEST_", "TIKA_REQUIRE_", "TIKA_OPENAPI")
"""Names in the environment that belong to the test suite and are none of the configuration's business."""

YAML_TRUTHS = {True: "on", False: "off"}
"""YAML 1.1 reads the bare words ``on`` and ``off`` as truths; two of our keys are called so."""

Sources = dict[str, tuple[object, str]]
"""Dotted key → (value, where it came from)."""


class ConfigWrong(Exception):
    """The configuration can't be used. ``sentences`` say what, where, and which key was probably meant."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Section(BaseModel):
    """Common to every section, so that an unknown key is found at any depth."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bot(Section):
    """Who the bot is and who runs it."""

    name: str = Field("Tika", description="What the bot calls itself.")
    description: str = Field("Levels, quests and good company.", description="One line for /help.")
    prefixes: tuple[str, ...] = Field(("!tika ", "!"), description="Prefixes where a server chose none.")
    operators: tuple[int, ...] = Field((), description="User ids that may run operators' commands anywhere.")
    log_channel: int | None = Field(
        None, description="Channel for notices to operators; empty means direct messages."
    )


class Storage(Section):
    """Where things are kept."""

    data_folder: Path = Field(Path("data"), description="Database, pictures and backups; made on first use.")
    database_url: SecretStr | None = Field(None, description="postgresql://…; empty means SQLite inside.")
    redis_url: SecretStr | None = Field(None, description="redis://…; empty means no Redis.")
    pool_min: int = Field(5, ge=1, le=100, description="PostgreSQL connections kept open.")
    pool_max: int = Field(20, ge=1, le=200, description="PostgreSQL connections at most.")
    idle_s: int = Field(300, ge=1, description="Seconds after which an unused connection is closed.")
    command_timeout_s: int = Field(60, ge=1, description="Seconds that one statement may take.")
    acquire_timeout_s: int = Field(10, ge=1, description="Seconds to wait for a free connection.")


class Cache(Section):
    """What is remembered between questions."""

    lifetime_s: int = Field(300, ge=1, description="Seconds that an answer is remembered.")
    size: int = Field(1000, ge=1, description="Answers remembered at once.")


class Defaults(Section):
    """Which plugins a new server starts with; a plugin that is in neither list decides for itself."""

    on: tuple[str, ...] = Field((), description="Plugins switched on in a new server.")
    off: tuple[str, ...] = Field((), description="Plugins switched off in a new server.")


class Plugins(Section):
    """Where plugins come from."""

    folders: tuple[Path, ...] = Field((), description="Folders with plugins of your own.")
    extensions: tuple[str, ...] = Field((), description="Plain discord.py extensions, by path or name.")
    only: tuple[str, ...] = Field((), description="Load just these (and what they need); empty means all.")
    hot_reload: bool = Field(default=False, description="Watch the files and reload what changes.")


class Words(Section):
    """How the bot talks where a server chose nothing."""

    language: Literal["en", "de"] = Field(
        "en", description="Language where neither member nor server has one."
    )
    mood: int = Field(1, ge=0, le=3, description="0 plain, 1 dry, 2 sassy, 3 insufferable.")


class Log(Section):
    """What is written down."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The quietest event to keep."
    )
    file: Path | None = Field(None, description="Also write JSON lines here; rotated by size.")
    max_bytes: int = Field(10_000_000, ge=10_000, description="Size at which the file is rotated.")
    keep: int = Field(5, ge=1, description="Rotated files kept.")


class Backups(Section):
    """When copies are made."""

    every_h: int = Field(24, ge=0, description="Hours between backups; 0 means never.")
    daily: int = Field(7, ge=1, description="Daily copies kept.")
    weekly: int = Field(4, ge=0, description="Weekly copies kept.")


class HealthPort(Section):
    """Where machines ask how the bot is."""

    host: str = Field("127.0.0.1", description="Address for /health, /ready and /metrics.")
    port: int = Field(8710, ge=0, le=65_535, description="Port; 0 takes a free one.")
    enabled: bool = Field(default=True, description="Whether the port is opened at all.")


class Shards(Section):
    """How the work is cut, for hosts with more than one process."""

    count: int | None = Field(None, ge=1, description="Shards altogether; empty asks Discord.")
    first: int = Field(0, ge=0, description="First shard of this process.")
    last: int | None = Field(None, ge=0, description="Last shard of this process; empty means all.")

    @property
    def ids(self) -> tuple[int, ...] | None:
        """Return this process's shards; None means all that Discord advises."""
        if self.count is None:
            return None
        return tuple(range(self.first, self.count if self.last is None else self.last + 1))

    @property
    def are_all(self) -> bool:
        """Return whether this process has every shard, so that no other works on the same database."""
        return self.ids is None or len(self.ids) == self.count


class Config(Section):
    """Everything an operator can decide."""

    token: SecretStr | None = Field(None, description="The bot's token from Discord's developer portal.")
    bot: Bot = Bot()
    storage: Storage = Storage()
    cache: Cache = Cache()
    features: Defaults = Defaults()
    plugins: Plugins = Plugins()
    words: Words = Words()
    log: Log = Log()
    backup: Backups = Backups()
    health: HealthPort = HealthPort()
    shards: Shards = Shards()

    @property
    def database_url(self) -> str:
        """Return the address in force: the one that was given, else a SQLite file in the data folder."""
        if self.storage.database_url is not None:
            return self.storage.database_url.get_secret_value()
        return f"sqlite:///{self.storage.data_folder / 'tika.db'}"


def read_config(folder: Path, environment: Mapping[str, str] = os.environ) -> tuple[Config, Sources]:
    """Return the configuration in force in ``folder`` and where each given value came from.

    Raises:
        ConfigWrong: a key is unknown, or a value has the wrong type or is out of range.
    """
    sources: Sources = {}
    for given, place in _layers(folder, environment):
        sources |= {key: (value, place) for key, value in given.items()}
    try:
        return Config.model_validate(_nested({key: value for key, (value, _) in sources.items()})), sources
    except ValidationError as wrong:
        raise ConfigWrong([_sentence(error, sources) for error in wrong.errors()]) from None


def _layers(folder: Path, environment: Mapping[str, str]) -> list[tuple[dict[str, object], str]]:
    """Return the flat keys of each source, the weakest first."""
    layers: list[tuple[dict[str, object], str]] = []
    file = folder / "config.yml"
    if file.exists():
        layers.append((_flat(_yaml(file)), "config.yml"))
    secrets = folder / ".env"
    if secrets.exists():
        from dotenv import dotenv_values

        given = {name: value for name, value in dotenv_values(secrets).items() if value is not None}
        layers.append((_from_environment(given), ".env"))
    layers.append((_from_environment(environment), "environment"))
    return layers


def _yaml(file: Path) -> dict[str, Any]:
    import yaml

    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as broken:
        raise ConfigWrong([f"{file.name}: isn't YAML: {broken}"]) from broken
    if not isinstance(content, dict):
        raise ConfigWrong([f"{file.name}: should hold keys and values, not {type(content).__name__}"])
    return content


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """Return the keys that the environment sets; an empty value counts as not set."""
    given: dict[str, object] = {}
    for name, value in environment.items():
        if not value:
            continue
        if name in WELL_KNOWN:
            given[WELL_KNOWN[name]] = value
        elif name.startswith("TIKA_") and not name.startswith(FOR_DEVELOPERS):
            key = name.removeprefix("TIKA_").lower().replace("__", ".")
            given[key] = tuple(value.split(",")) if _is_list(key) else value
    return given


def _is_list(key: str) -> bool:
    """Return whether the key holds several values, which the environment separates with commas."""
    section, _, name = key.partition(".")
    field = Config.model_fields.get(section)
    kind = field.annotation if field else None
    if not (isinstance(kind, type) and issubclass(kind, Section)) or name not in kind.model_fields:
        return False
    return Ellipsis in get_args(kind.model_fields[name].annotation)


def _flat(tree: Mapping[Any, Any], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in tree.items():
        name = YAML_TRUTHS.get(key, key) if isinstance(key, bool) else key
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def _nested(flat: Mapping[str, object]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in flat.items():
        *path, last = key.split(".")
        branch = tree
        for name in path:
            below = branch.setdefault(name, {})
            if not isinstance(below, dict):
                raise ConfigWrong([f"{'.'.join(path)}: is a section, so it can't have the value {below!r}"])
            branch = below
        branch[last] = value
    return tree


def _sentence(error: Any, sources: Sources) -> str:  # noqa: ANN401 - pydantic's own error dictionary
    """Return one complaint: where, what, and what was probably meant."""
    path = [str(part) for part in error["loc"]]
    key = ".".join(path)
    place = next((where for known, (_, where) in sources.items() if known.startswith(key)), "config.yml")
    if error["type"] != "extra_forbidden":
        given = "a secret" if key in WELL_KNOWN.values() else repr(error["input"])
        return f"{place}: {key}: {error['msg'].lower()}, but it is {given}"
    close = difflib.get_close_matches(path[-1], _names_beside(path), n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; known here: {', '.join(_names_beside(path))}"
    return f"{place}: {key} doesn't exist{hint}"


def _names_beside(path: list[str]) -> list[str]:
    """Return the keys that exist at the place where ``path`` was looked for."""
    model: type[BaseModel] = Config
    for name in path[:-1]:
        kind = model.model_fields[name].annotation
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        model = kind
    return sorted(model.model_fields)
