"""What the ledger refuses is said in words that a member understands, in both languages."""

import pytest

from tika_bot.base.errors import Refusal
from tika_bot.core.ledger import (
    AmountWrong,
    EscrowClosed,
    EscrowUneven,
    KeyReused,
    NotEnough,
    NothingToUndo,
    SameAccount,
    TooMuchToUndo,
    WouldBreakEscrow,
)
from tika_bot.core.wording import Wording

REFUSALS = [
    AmountWrong(given="0", most=10**15),
    SameAccount(),
    NotEnough(have=3, need=5, missing=2, currency="coins"),
    KeyReused(),
    EscrowClosed(),
    EscrowUneven(held=10, shared=9),
    NothingToUndo(),
    TooMuchToUndo(most=10_000),
    WouldBreakEscrow(),
]


@pytest.mark.parametrize("locale", ["en", "de"])
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
def test_every_refusal_has_its_sentence_and_says_what_to_do(refusal: Refusal, locale: str) -> None:
    words = Wording().words("core", locale)

    sentence, help_ = words.say(refusal.key, **refusal.fields), words.help(refusal.key, **refusal.fields)

    assert "{" not in sentence and refusal.key not in sentence
    assert help_ and "{" not in help_


def test_the_two_languages_differ() -> None:
    said = {
        Wording().words("core", locale).say("core.not_enough", have=3, need=5, missing=2, currency="coins")
        for locale in ("en", "de")
    }

    assert len(said) == 2
