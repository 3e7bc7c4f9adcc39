"""A worker starts without what it may never need: that costs time and memory on every host."""

import subprocess
import sys
from pathlib import Path

import tika_bot.plugins

HEAVY = (
    "PIL",  # the first card
    "alembic",  # a schema that is older
    "asyncpg",  # PostgreSQL
    "prometheus_client",  # the first scrape
    "redis",
    "rich",
    "sqlalchemy.dialects.postgresql",  # an `Index` with `postgresql_where` is enough to load it
    "yaml",  # a file that somebody brings
)  # fmt: skip


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    [plugins] = tika_bot.plugins.__path__
    rooms = [f"tika_bot.plugins.{found.parent.name}.plugin" for found in Path(plugins).glob("*/plugin.py")]
    script = f"import sys, tika_bot.app, {', '.join(rooms)}; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())
    assert rooms and set(rooms) <= loaded
    assert loaded & set(HEAVY) == set()
