"""What can go wrong below us, sorted into what a member should read."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tika_bot.base.errors import Busy


class DatabaseAway(Busy):
    """The database can't be reached, or closed the connection.

    Nothing was written, unless it went away during the commit itself: then it may have been. What moves
    value carries a key for that reason, and is the same when done twice.
    """

    key = "core.database_away"


class DatabaseFull(Busy):
    """The disk is full: reading works, writing doesn't."""

    key = "core.database_full"


class DatabaseCrowded(Busy):
    """Everyone waits for the database, or one query took longer than allowed."""

    key = "core.database_crowded"


READ_ONLY = "readonly database"
"""SQLite's words both for a file that can't be written and for a write where only reading was asked for."""

_SIGNS: tuple[tuple[type[Busy], tuple[str, ...]], ...] = (
    (DatabaseFull, ("disk is full", "No space left", "DiskFullError")),
    (
        DatabaseCrowded,
        (
            "database is locked",
            "database table is locked",
            "QueryCanceledError",
            "LockNotAvailableError",
            "DeadlockDetectedError",
        ),
    ),
    (
        DatabaseAway,
        (
            "unable to open database file",
            "disk I/O error",
            READ_ONLY,
            "ConnectionDoesNotExistError",
            "CannotConnectNowError",
            "AdminShutdownError",
            "CrashShutdownError",
            "TooManyConnectionsError",
            "connection is closed",
            "Connection closed",
        ),
    ),
)
"""Names and words by which the drivers' errors are told apart."""


def fault_of(error: BaseException) -> Busy | None:
    """Return the Busy that ``error`` means, or None if it is our own mistake, such as a bad query."""
    if isinstance(error, PoolTimeout):
        return DatabaseCrowded()
    if not isinstance(error, DBAPIError):
        return None
    words = f"{error.orig!r} {error.orig and error.orig.__cause__!r}"
    for fault, signs in _SIGNS:
        if any(sign in words for sign in signs):
            return fault()
    return DatabaseAway() if error.connection_invalidated else None


def words_of(fault: BaseException) -> str:
    """Return what the driver or the system said, without what the layers between added; for operators."""
    cause = fault.__cause__ or fault
    return str(getattr(cause, "orig", None) or cause)


def is_bad_query(error: BaseException) -> bool:
    """Return whether the database refused a query of ours, as opposed to being away or full."""
    return isinstance(error, DBAPIError) and fault_of(error) is None


@contextmanager
def translated(*, writes: bool = True) -> Iterator[None]:
    """Raise the Busy that a database error means, with the error as its cause; let all else pass.

    A write in a block that only reads (``writes=False``) is a mistake of ours and no sign of a broken disk.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        fault = fault_of(error)
        if fault is None or (not writes and READ_ONLY in str(error)):
            raise
        raise fault from error
