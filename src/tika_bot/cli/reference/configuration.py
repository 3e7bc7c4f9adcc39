"""The page of what an operator may set."""

from collections.abc import Iterator

from pydantic import BaseModel

from tika_bot import config
from tika_bot.cli.showing import shown
from tika_bot.config import WELL_KNOWN, Config

from .tables import code, table


def page() -> str:
    """Return every configuration key with its default and what it's for."""
    usual = {key: name for name, key in WELL_KNOWN.items()}
    rows = [
        (f"`{key}`", f"`{usual.get(key) or 'TIKA_' + key.upper().replace('.', '__')}`", default, text)
        for key, default, text in _keys(Config, "")
    ]
    head = ["key in config.yml", "in the environment", "default", "what it is"]
    return (
        "\n".join(
            ["# Configuration", "", (config.__doc__ or "").strip().replace("``", "`"), "", *table(head, rows)]
        )
        + "\n"
    )


def _keys(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _keys(field.annotation, f"{prefix}{name}.")
        else:
            default = shown(field.get_default())
            yield f"{prefix}{name}", default if default == "–" else code(default), field.description or ""
