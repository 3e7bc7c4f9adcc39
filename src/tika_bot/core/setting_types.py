"""What a setting can be: the types that a plugin's ``settings.py`` is written with, and their description.

    class Settings(GuildSettings):
        cooldown_s: int = Field(60, ge=0, le=3600, description="Seconds between two rewards.")

The class says everything once: `described` reads from it what a form must ask, `with_changes` checks what
came back.
"""

import enum
import types
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeVar, Union, get_args, get_origin
from zoneinfo import available_timezones

from annotated_types import Ge, Gt, Le, Lt, MaxLen
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from tika_bot.base.errors import Refusal

from .manifest import closest

Kind = Literal[
    "bool", "int", "float", "text", "choice", "zone", "channel", "role", "channels", "roles", "texts"
]


class SettingUnknown(Refusal):
    """No setting has that name."""

    key = "core.setting_unknown"


class SettingOutOfRange(Refusal):
    """A number is too small or too large."""

    key = "core.value_out_of_range"


class SettingWrong(Refusal):
    """A value is none that the setting takes; ``hint`` says what it takes."""

    key = "core.value_wrong"


@dataclass(frozen=True, slots=True)
class Marked:
    """Tells a form which picker to show."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class ByCommand:
    """Tells forms to show the setting only: ``command`` changes it, since that asks or previews first.

    A file of settings changes it as any other.
    """

    command: str


@cache  # looking through the zones' folder takes 20 ms
def _zones() -> dict[str, str]:
    """Return every zone by its name in any case, and by its city where only one has it."""
    names = sorted(available_timezones())
    cities = Counter(name.rpartition("/")[2].casefold() for name in names if "/" in name)
    by_city = {name.rpartition("/")[2].casefold(): name for name in names if "/" in name}
    alone = {city: name for city, name in by_city.items() if cities[city] == 1}
    return alone | {name.casefold(): name for name in names}


def _known_zone(name: str) -> str:
    known = _zones().get(name.strip().replace(" ", "_").casefold())
    if known is None:
        raise ValueError(f"not a time zone: {name!r}")
    return known


ChannelSetting = Annotated[int | None, Marked("channel")]
"""A channel of the guild, or none."""

RoleSetting = Annotated[int | None, Marked("role")]
"""A role of the guild, or none."""

ZoneSetting = Annotated[str, AfterValidator(_known_zone), Marked("zone")]
"""A time zone by its name in the tz database, such as ``Europe/Berlin``."""


class GuildSettings(BaseModel):
    """Base of every settings document. Frozen: a change makes a new one, see `with_changes`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def tolerant(cls, document: Mapping[str, object]) -> tuple[Self, list[str]]:
        """Return what of a stored ``document`` still fits, and the names that don't and got their default.

        Limits change between releases; a guild must not lose all settings over one of them.
        """
        dropped: list[str] = []
        rest = dict(document)
        while True:
            try:
                return cls.model_validate(rest), dropped
            except ValidationError as wrong:
                for error in wrong.errors():
                    # Values that don't fit each other have no place: the last goes, until the rest fits.
                    name = str(error["loc"][0]) if error["loc"] else next(reversed(rest))
                    dropped.append(name)
                    rest.pop(name, None)

    def document(self) -> dict[str, Any]:
        """Return what differs from the defaults, as plain JSON values."""
        return self.model_dump(mode="json", exclude_defaults=True)


SettingsT = TypeVar("SettingsT", bound=GuildSettings)


class CoreSettings(GuildSettings):
    """What a guild may tune of the platform itself; its plugin id is ``core``."""

    prefixes: tuple[Annotated[str, Field(min_length=1, max_length=20)], ...] = Field(
        (), max_length=5, description="What commands in chat start with; empty means the bot's own."
    )
    language: Literal["en", "de"] | None = Field(
        None, description="Language for members who chose none; empty means the server's own."
    )
    zone: ZoneSetting = Field("UTC", description="Time zone in which this server's days begin.")
    mood: int = Field(1, ge=0, le=3, description="How sassy the bot may be: 0 plain, 1 dry, 2 sassy, 3 more.")
    log_channel: ChannelSetting = Field(None, description="Where notices for admins go.")
    reset_hour: int = Field(0, ge=0, le=23, description="Hour at which daily things begin anew.")
    reset_weekday: int = Field(
        0, ge=0, le=6, description="Day on which weekly things begin anew; 0 is Monday."
    )


def core_settings(chosen: int) -> type[CoreSettings]:
    """Return the platform's settings with the mood that the operator has ``chosen`` as the default."""

    class Chosen(CoreSettings):
        mood: int = Field(chosen, ge=0, le=3, description=CoreSettings.model_fields["mood"].description)

    return Chosen


class MemberSettings(GuildSettings):
    """What a person may tune for themselves, wherever they meet the bot."""

    zone: ZoneSetting = Field("UTC", description="Your time zone.")
    language: Literal["en", "de"] | None = Field(
        None, description="Your language; empty means the one of your Discord."
    )
    text_only: bool = Field(default=False, description="Words instead of pictures.")
    direct: bool = Field(default=True, description="Whether the bot may write to you directly.")
    moods: bool = Field(default=True, description="Whether the bot may be sassy with you.")


@dataclass(frozen=True, slots=True)
class SettingField:
    """One line of a form."""

    name: str
    kind: Kind
    help: str
    default: object
    minimum: float | None = None
    maximum: float | None = None
    longest: int | None = None
    """Characters of a text, or entries of a list, at most."""
    choices: tuple[str, ...] = ()
    optional: bool = False
    """Whether it may be left empty (None)."""
    command: str = ""
    """What changes it instead of the form, if anything does."""


def described(kind: type[GuildSettings]) -> tuple[SettingField, ...]:
    """Return what a form for ``kind`` must ask, in the order in which it is written."""
    return tuple(_described(name, info) for name, info in kind.model_fields.items())


def with_changes(current: SettingsT, changes: Mapping[str, object]) -> SettingsT:
    """Return ``current`` with ``changes``; texts from a form become numbers and truths.

    Raises:
        SettingUnknown: there's no such setting.
        SettingOutOfRange: the number is outside the limits.
        SettingWrong: anything else is wrong with a value.
    """
    kind = type(current)
    for name in changes:
        if name not in kind.model_fields:
            raise SettingUnknown(given=name, suggestion=closest(name, kind.model_fields) or "none")
    try:
        return kind.model_validate(current.model_dump() | dict(changes))
    except ValidationError as wrong:
        error = wrong.errors()[0]
        # Values that don't fit each other have no place: what was just changed is to blame.
        name = str(error["loc"][0]) if error["loc"] else next(iter(changes))
        raise _refusal(kind, name, changes.get(name, error["input"])) from None


def _refusal(kind: type[GuildSettings], name: str, given: object) -> Refusal:
    field = next(field for field in described(kind) if field.name == name)
    shown = str(given)[:50]
    if field.kind in ("int", "float") and _is_number(given):
        low, high = field.minimum, field.maximum
        return SettingOutOfRange(
            given=shown, name=name, min="-∞" if low is None else low, max="∞" if high is None else high
        )
    hint = ", ".join(field.choices) or field.help
    return SettingWrong(given=shown, name=name, hint=hint)


def _is_number(given: object) -> bool:
    try:
        float(str(given))
    except ValueError:
        return False
    return True


def _described(name: str, info: FieldInfo) -> SettingField:
    limits = [*info.metadata]
    annotation, optional, inner = _unwrapped(info.annotation)
    limits += inner
    longest = next((limit.max_length for limit in limits if isinstance(limit, MaxLen)), None)
    low = next((_number(limit) for limit in limits if isinstance(limit, Ge | Gt)), None)
    high = next((_number(limit) for limit in limits if isinstance(limit, Le | Lt)), None)
    marked = next((limit.kind for limit in limits if isinstance(limit, Marked)), None)
    command = next((limit.command for limit in limits if isinstance(limit, ByCommand)), "")
    return SettingField(
        name=name,
        kind=_kind(annotation, marked),
        help=info.description or "",
        default=info.get_default(call_default_factory=True),
        minimum=low,
        maximum=high,
        longest=longest,
        choices=_choices(annotation),
        optional=optional,
        command=command,
    )


def _unwrapped(annotation: Any) -> tuple[Any, bool, list[object]]:  # noqa: ANN401 - a type form
    """Return ``annotation`` without Annotated and None, whether None was in it, and its metadata."""
    found: list[object] = []
    if get_origin(annotation) is Annotated:
        annotation, *found = get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not types.NoneType]
        inner, _, more = _unwrapped(parts[0])
        return inner, len(parts) < len(get_args(annotation)), [*found, *more]
    return annotation, False, found


def _kind(annotation: Any, marked: Kind | None) -> Kind:  # noqa: ANN401 - a type form
    if get_origin(annotation) is tuple:
        _, _, inside = _unwrapped(get_args(annotation)[0])
        kinds = {mark.kind for mark in inside if isinstance(mark, Marked)}
        return "channels" if "channel" in kinds else "roles" if "role" in kinds else "texts"
    if marked is not None:
        return marked
    if _choices(annotation):
        return "choice"
    plain: dict[Any, Kind] = {bool: "bool", int: "int", float: "float", str: "text"}
    return plain.get(annotation, "text")


def _choices(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type form
    if get_origin(annotation) is Literal:
        return tuple(str(choice) for choice in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return tuple(str(choice.value) for choice in annotation)
    return ()


def _number(limit: Any) -> float | None:  # noqa: ANN401 - one of four classes
    for name in ("ge", "gt", "le", "lt"):
        value = getattr(limit, name, None)
        if isinstance(value, int | float):
            return value
    return None
