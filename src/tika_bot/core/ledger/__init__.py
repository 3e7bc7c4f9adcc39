"""Value that moves: accounts, transfers, escrow, undo.

A transfer is one row that names payer, payee and an amount, so it can't help but balance: value that comes
into being comes from a named *source*, value that vanishes goes to a named *sink*. A member's balance is kept
beside the rows and only ever changed by a condition in the same statement ("take 5 if there are 5"); the
doctor proves that it equals the sum of the rows. A key, the id of the click or message, makes it happen once.

    await ledger.transfer(
        guild,
        Transfer(Account.member(alice), Account.sink("shop.cake"), "coins", 5),
        key=door.key, actor=alice, reason="a slice of cake", command="buy",
    )
"""

from .drifting import Drift
from .model import (
    Account,
    AmountWrong,
    Cause,
    Effect,
    Entry,
    EscrowClosed,
    EscrowUneven,
    KeyReused,
    Kind,
    Move,
    NotEnough,
    NothingToUndo,
    OneEntry,
    Receipt,
    SameAccount,
    TooMuchToUndo,
    Transfer,
    UndoPreview,
    WholeCommand,
    WholeSpan,
    WouldBreakEscrow,
)
from .privacy import export_member, forget_member
from .service import HOUSE_ITSELF, Ledger

__all__ = [
    "HOUSE_ITSELF",
    "Account",
    "AmountWrong",
    "Cause",
    "Drift",
    "Effect",
    "Entry",
    "EscrowClosed",
    "EscrowUneven",
    "KeyReused",
    "Kind",
    "Ledger",
    "Move",
    "NotEnough",
    "NothingToUndo",
    "OneEntry",
    "Receipt",
    "SameAccount",
    "TooMuchToUndo",
    "Transfer",
    "UndoPreview",
    "WholeCommand",
    "WholeSpan",
    "WouldBreakEscrow",
    "export_member",
    "forget_member",
]
