"""What takes too long is logged."""

import structlog

log = structlog.get_logger()

SLOW_S = 0.2
"""Queries that take longer are logged."""


def note_if_slow(sql: str, took_s: float) -> None:
    """Log the query ``sql`` if it took too long."""
    if took_s > SLOW_S:
        log.warning("database.slow_query", ms=round(took_s * 1000), statement=sql[:500])
