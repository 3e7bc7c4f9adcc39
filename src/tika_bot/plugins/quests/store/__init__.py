"""Rows of ``quests_*`` to and from the model. The only folder here that speaks SQL."""

from .offers import OfferStore
from .privacy import PrivacyStore
from .taken import Latest, TakenStore

__all__ = ["Latest", "OfferStore", "PrivacyStore", "TakenStore"]
