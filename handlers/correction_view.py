"""How it looks that something we told was wrong: struck through, with what is right below it."""

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.digest_buttons import row_of_one
from handlers.fact_view import source_name
from handlers.keyboards import keyboard
from handlers.markup import Html, escaped, joined, one_line
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from handlers.texts import Texts
from knowledge.model import FactState, Language, PartialDate, StoredFact, in_language, in_order

_LONGEST_SOURCE = 80
_LONGEST_BEFORE = 1000
_LONGEST = 2500


def render_correction(
    body: Mapping[str, Any], facts: Iterable[StoredFact], texts: Texts, outlet: Outlet = PRIVATE
) -> Reply | None:
    """The body of a correction's ``Content``; None when the fact says again what was told."""
    stored = next(iter(facts), None)
    if not is_wrong(body, stored, texts.language):
        return None
    text = joined(
        [texts.format("digest-corrections"), correction(body, stored, texts, _LONGEST_BEFORE, _LONGEST)], "\n\n"
    )
    rows = [row_of_one(stored, texts, outlet)] if stored is not None and _is_published(stored) else []
    return Reply(text, keyboard(rows, texts.language))


def is_wrong(told: Mapping[str, Any], stored: StoredFact | None, language: Language) -> bool:
    """Whether what a reader of ``language`` was told, as in a ``Content``, differs from how the fact stands."""
    if stored is None or not _is_published(stored):
        return not told.get("restored")
    shown_in = in_order(told["before"], language)[0]
    now = stored.fact.text_in(shown_in)[0]
    return bool(told.get("restored")) or told["before"][shown_in] != now or _date_of(told) != stored.fact.as_of


def correction(
    told: Mapping[str, Any], stored: StoredFact | None, texts: Texts, longest_before: int, length: int
) -> Html:
    """``told``: as in a ``Content``. A fact that is no longer published, or no longer there, is withdrawn.

    The statements are cut to ``longest_before`` and ``length`` characters.
    """
    wrong = _wrong(told, stored, texts, longest_before)
    if stored is None or not _is_published(stored):
        return texts.format("correction-withdrawn", statement=wrong)
    right = one_line(stored.fact.text_in(texts.language)[0], length)
    if told.get("restored"):
        lines = [texts.format("correction-restored", statement=right)]
    else:
        lines = [texts.format("correction-before", statement=wrong), texts.format("correction-after", statement=right)]
    return joined([*lines, _note(stored, texts)])


def _wrong(told: Mapping[str, Any], stored: StoredFact | None, texts: Texts, length: int) -> Html:
    """The statement as it was shown, with its date where that was another."""
    statement = escaped(one_line(in_language(told["before"], texts.language), length))
    date = _date_of(told)
    if date is None or stored is None or date == stored.fact.as_of:
        return statement
    return texts.format("fact-line", text=statement, date=date)


def _note(stored: StoredFact, texts: Texts) -> Html:
    """The date and the source, in short."""
    parts = []
    if stored.fact.as_of is not None:
        parts.append(texts.format("digest-date", date=stored.fact.as_of))
    if stored.source is not None:
        parts.append(texts.format("digest-source", source=source_name(stored.source, _LONGEST_SOURCE)))
    return joined(parts, " ")


def _date_of(told: Mapping[str, Any]) -> PartialDate | None:
    return PartialDate(told["date"]) if "date" in told else None


def _is_published(stored: StoredFact) -> bool:
    return stored.state is FactState.PUBLISHED
