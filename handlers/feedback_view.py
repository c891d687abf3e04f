"""The buttons under an answer that say whether it was one, and what has been said."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from handlers.errors import StalePress
from handlers.keyboards import button, in_rows, number, refer, ticked
from handlers.texts import Texts
from knowledge.readers.feedback import Opinion, Reason, Verdict

UP, DOWN, FAULT, BACK = "up", "down", "fault", "thumbs"
ACTIONS = frozenset({UP, DOWN, FAULT, BACK})
"""Of the buttons that change in place."""

_REASONS = (Reason.WRONG, Reason.OUTDATED, Reason.OFF_TARGET, Reason.BAD_SOURCE)
"""In the order in which they are offered."""

Rows = Sequence[Sequence[InlineKeyboardButton]]


def thumbs(question_id: int | None, fact_id: str, texts: Texts, opinion: Opinion | None = None) -> Rows:
    """Up and down, what was said ticked; nothing for a question that was not logged."""
    if question_id is None:
        return []
    said = {verdict: Opinion(verdict) for verdict in Verdict}
    if opinion is not None:
        said[opinion.verdict] = opinion
    actions = {Verdict.UP: UP, Verdict.DOWN: DOWN}
    return [
        [
            button(_label(said[verdict], texts, is_given=said[verdict] is opinion), action, question_id, refer(fact_id))
            for verdict, action in actions.items()
        ]
    ]


def reason_place(reason: Reason) -> int:
    """How buttons name a reason: its name does not fit in."""
    return _REASONS.index(reason)


def reason_at(place: str) -> Reason:
    """The reason that a button names; raises StalePress."""
    index = number(place)
    if index not in range(len(_REASONS)):
        raise StalePress(place)
    return _REASONS[index]


def reasons(question_id: int, fact_id: str, texts: Texts, opinion: Opinion) -> Rows:
    """Why not, the reason that was given ticked, and the way back."""
    reference = refer(fact_id)
    faults = [
        button(
            ticked(texts.plain("feedback-reason", reason=reason.value), is_chosen=reason is opinion.reason),
            FAULT,
            question_id,
            reference,
            reason_place(reason),
        )
        for reason in _REASONS
    ]
    return [*in_rows(faults, 2), [button(texts.plain("button-back"), BACK, question_id, reference)]]


def _label(opinion: Opinion, texts: Texts, *, is_given: bool) -> str:
    thumb = texts.plain("thumb", verdict=opinion.verdict.value)
    reason = texts.plain("feedback-reason", reason=opinion.reason.value) if opinion.reason else ""
    return ticked(f"{thumb} {reason}".strip(), is_chosen=is_given)
