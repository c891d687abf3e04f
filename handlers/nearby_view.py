"""What is said where the base holds nothing on what a question names, beside what it does hold."""

from collections.abc import Iterable

from handlers.markup import Html, one_line
from handlers.texts import Texts
from knowledge.matching.lexicon import YEAR
from knowledge.model import Outcome

_MOST = 3
_LENGTH = 60


def above_suggestions(outcome: Outcome, texts: Texts) -> Html:
    """Whether one of these was meant, or that they are only nearby."""
    if outcome.unmet:
        return texts.format("suggestions-nearby", unmet=_named(outcome.unmet, texts))
    return texts.format("suggestions")


def not_known(outcome: Outcome, texts: Texts) -> Html:
    """That there is no answer, and what it is that nothing is known of, where that can be told."""
    if outcome.unmet:
        return texts.format("unknown-unmet", unmet=_named(outcome.unmet, texts))
    return texts.format("unknown")


def _named(unmet: Iterable[str], texts: Texts) -> Html:
    words = [one_line(word, _LENGTH) for word in unmet][:_MOST]
    return texts.none_of([texts.format("unmet-year", year=word) if YEAR.fullmatch(word) else word for word in words])
