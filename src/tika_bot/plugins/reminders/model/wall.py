"""Wall clocks: what a clock on a member's wall shows, and the moments in UTC that it can mean.

Twice a year a wall clock jumps. In spring an hour never happens ("02:30" has no moment), in autumn an hour
happens twice ("02:30" has two). A single reminder asks the member which one is meant; a repeating one must
choose by itself and takes the later side of the gap and the first of the two.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

MONTHS = 12


def moments(day: date, at: time, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the moments (UTC) when a wall clock in ``zone`` shows ``day`` and ``at``: none, one or two."""
    found = []
    for fold in (0, 1):
        local = datetime.combine(day, at, zone).replace(fold=fold)
        moment = local.astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            found.append(moment)
    return tuple(dict.fromkeys(found))


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """Return one moment (UTC) for ``day`` and ``at``: the first of two; in a gap, as far behind it."""
    # fold=0 in a gap reads the clock as if it had not jumped, which lands just as far behind the gap.
    return datetime.combine(day, at, zone).astimezone(UTC)


def add_months(day: date, months: int, wanted: int | None = None) -> date:
    """Return ``day`` moved by ``months``, on day ``wanted`` (default: its own) or the month's last."""
    index = day.year * MONTHS + day.month - 1 + months
    year, month = index // MONTHS, index % MONTHS + 1
    return date(year, month, min(wanted or day.day, monthrange(year, month)[1]))


def zone_named(name: str) -> tzinfo:
    """Return the zone with this IANA name, or a fixed one for ``UTC+05:30``.

    Raises:
        KeyError: no such zone.
    """
    if name.startswith("UTC") and len(name) == len("UTC+00:00"):
        sign = -1 if name[3] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[4:6]), minutes=int(name[7:9])))
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as error:
        raise KeyError(name) from error
