"""How levels look. Pure: facts go in, screens come out."""

from .boards import Reader, Seen, activity, board, painted_board
from .cards import ask_card_reset, card_kept, editor
from .granting import (
    ask_reset,
    ask_undo,
    can_be_undone,
    corrected,
    everybody_reset,
    history,
    left_alone,
    members_in,
    named_entry,
    undone,
)
from .importing import Question, ask_import, exported, imported
from .rewarding import (
    level_roles,
    role_added,
    role_check,
    role_choice,
    role_removed,
    role_sync,
    role_troubles,
    sync_begun,
)
from .seasons import ask_season, season, season_begun, season_ended, season_name, seasons
from .standing import level_up, level_up_together, painted_card, rank, rank_text, why
from .seasons import ask_season, season, season_begun, season_ended, season_name, season_names, seasons
from .standing import level_up, painted_card, rank, rank_text, why
from .tuning import ask_curve, config, curve, ignored, multipliers, rates

__all__ = [
    "Question",
    "Reader",
    "Seen",
    "activity",
    "ask_card_reset",
    "ask_curve",
    "ask_import",
    "ask_reset",
    "ask_season",
    "ask_undo",
    "board",
    "can_be_undone",
    "card_kept",
    "config",
    "corrected",
    "curve",
    "editor",
    "everybody_reset",
    "exported",
    "history",
    "ignored",
    "imported",
    "left_alone",
    "level_roles",
    "level_up",
    "level_up_together",
    "members_in",
    "multipliers",
    "named_entry",
    "painted_board",
    "painted_card",
    "rank",
    "rank_text",
    "rates",
    "role_added",
    "role_check",
    "role_choice",
    "role_removed",
    "role_sync",
    "role_troubles",
    "season",
    "season_begun",
    "season_ended",
    "season_name",
    "season_names",
    "seasons",
    "sync_begun",
    "undone",
    "why",
]
