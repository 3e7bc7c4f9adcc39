"""Rows of ``levels_*`` to and from the model. The only folder here that speaks SQL."""

from .cards import CardStore
from .hiding import HidingStore
from .imports import ImportStore
from .members import MemberStore
from .rankings import RankingStore
from .replaced import ReplacedStore
from .roles import RoleStore
from .seal import SealStore
from .seasons import SeasonStore
from .snapshots import SnapshotStore
from .spent import SpentStore
from .tables import metadata
from .uploads import Upload, UploadStore

__all__ = [
    "CardStore",
    "HidingStore",
    "ImportStore",
    "MemberStore",
    "RankingStore",
    "ReplacedStore",
    "RoleStore",
    "SealStore",
    "SeasonStore",
    "SnapshotStore",
    "SpentStore",
    "Upload",
    "UploadStore",
    "metadata",
]
