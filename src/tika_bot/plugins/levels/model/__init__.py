"""Nouns and rules of levels. No time, dice or database: those come as arguments."""

from .boards import PER_PAGE, Away, Board, Place, Standing
from .buckets import BUCKET_SCALE, STRIDE, bucket, bucket_end, bucket_rows
from .counts import NOWHERE, Addition, Climb, Counters, Step, Total, joined
from .curve import HIGHEST_LEVEL, USUAL, Curve, Progress, level_reached, progress, step
from .rules import REACTABLE, DeedRules, Reaction, Reason, Rules, Source, multiplier, source_of
from .texts import REMEMBERED, filled, fingerprint, says_enough, unknown_blanks
from .traces import Noticed, Why

__all__ = [
    "BUCKET_SCALE",
    "HIGHEST_LEVEL",
    "NOWHERE",
    "PER_PAGE",
    "REACTABLE",
    "REMEMBERED",
    "STRIDE",
    "USUAL",
    "Addition",
    "Away",
    "Board",
    "Climb",
    "Counters",
    "Curve",
    "DeedRules",
    "Noticed",
    "Place",
    "Progress",
    "Reaction",
    "Reason",
    "Rules",
    "Source",
    "Standing",
    "Step",
    "Total",
    "Why",
    "bucket",
    "bucket_end",
    "bucket_rows",
    "filled",
    "fingerprint",
    "joined",
    "level_reached",
    "multiplier",
    "progress",
    "says_enough",
    "source_of",
    "step",
    "unknown_blanks",
]
