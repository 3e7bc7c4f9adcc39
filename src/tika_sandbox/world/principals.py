"""Who is acting: each verb of the world takes one of these and asks it nothing but who it is."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Bot:
    """An application's bot user, logged in with ``Bot <token>``."""

    id: int
    application_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """A human with an account of their own, logged in with a bare token."""

    id: int


@dataclass(frozen=True, slots=True)
class Bearer:
    """A dashboard that acts for a person as far as its ``scopes`` go."""

    id: int
    application_id: int
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """A caller without credentials; interaction tokens in the path speak for them."""

    id: int = 0


Principal: TypeAlias = Bot | Person | Bearer | Nobody
