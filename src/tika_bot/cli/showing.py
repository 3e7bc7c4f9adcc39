"""How the configuration looks on a terminal."""

from pydantic import BaseModel, SecretStr
from rich.table import Table

from tika_bot.config import Config, Sources

MASK = "••••••"


def config_table(config: Config, sources: Sources) -> Table:
    """Return a row per key: value in force, where it came from, one line of help; secrets are masked."""
    table = Table("key", "value", "from", "what it is", box=None, header_style="bold")
    for key, value, text in _rows(config, ""):
        origin = sources[key][1] if key in sources else "default"
        table.add_row(key, value, origin, text, style=None if key in sources else "dim")
    return table


def _rows(section: BaseModel, prefix: str) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            rows += _rows(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", shown(value), field.description or ""))
    return rows


def shown(value: object) -> str:
    """Return ``value`` as an operator would write it; secrets are masked."""
    if isinstance(value, SecretStr):
        return MASK
    if isinstance(value, tuple):
        return ", ".join(repr(item) if isinstance(item, str) else str(item) for item in value) or "–"
    return "–" if value is None else str(value)
