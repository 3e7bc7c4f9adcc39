"""What is written down while the bot runs: event names and fields, never prose, never a token.

``log.info("timer.fired", plugin="reminders", late_ms=12)`` becomes a line for people on a terminal and a line
of JSON elsewhere. Guild, member, command and incident come from context variables that the boundary sets.
"""

import contextlib
import logging
import logging.handlers
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import orjson
import structlog

from tika_bot.config import Log

TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{6}\.[\w-]{27,}")
"""The shape of a bot token: base64(id), time, signature."""

PASSWORD_IN_URL = re.compile(r"(\w+://[^:/\s]*:)[^@/\s]+@")

CHATTY = ("discord", "asyncio", "aiosqlite", "alembic", "websockets", "aiohttp.access", "watchfiles")
"""Libraries whose own lines matter from a warning upwards only."""

EventDict = MutableMapping[str, Any]


def hide_secrets(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Blank out whatever looks like a token or a password in an address."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = PASSWORD_IN_URL.sub(r"\1…@", TOKEN.sub("[token]", value))
    return event


def set_up_logs(choice: Log, stream: TextIO = sys.stderr) -> None:
    """Send all logging, ours and the libraries', to ``stream`` and, if chosen, to a rotated file.

    On a terminal lines are for people, elsewhere they are JSON.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[choice.level.upper()]
        ),
        cache_logger_on_first_use=True,
    )
    json = structlog.processors.JSONRenderer(serializer=_json)
    people = structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    screen = logging.StreamHandler(stream)
    screen.setFormatter(_formatter(shared, people if stream.isatty() else json))
    handlers: list[logging.Handler] = [screen]
    if choice.file is not None:
        handlers.append(_file(choice, choice.file, _formatter(shared, json)))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(choice.level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _formatter(
    shared: list[structlog.typing.Processor], last: structlog.typing.Processor
) -> structlog.stdlib.ProcessorFormatter:
    # Tracebacks become text before secrets are hidden, so that none hides in one.
    tidy: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*tidy, last])


class _File(logging.handlers.RotatingFileHandler):
    """A file that may be full: logging would print a traceback for each line that it can't take."""

    _is_lost = False

    def emit(self, record: logging.LogRecord) -> None:
        before = self._is_lost
        self._is_lost = False
        super().emit(record)
        if self._is_lost and not before:
            sys.stderr.write(f"{self.baseFilename} can't be written; from now on look here instead.\n")

    def close(self) -> None:
        with contextlib.suppress(OSError):  # what it couldn't take
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 # logging's name
        if isinstance(sys.exc_info()[1], OSError):
            self._is_lost = True
        else:
            super().handleError(record)


def _file(choice: Log, path: Path, formatter: logging.Formatter) -> logging.Handler:
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = _File(path, maxBytes=choice.max_bytes, backupCount=choice.keep, encoding="utf-8")
    handler.setFormatter(formatter)
    return handler


def _json(event: EventDict, **_: object) -> str:
    return orjson.dumps(event, default=repr).decode()
