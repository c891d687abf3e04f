"""How it looks that something we told was wrong: struck through, with what is right below it."""

from handlers.fact_view import source_name
from handlers.markup import Html, joined, one_line
from handlers.texts import Texts
from knowledge.model import FactState, StoredFact

_LONGEST_SOURCE = 80


def correction(before: str, stored: StoredFact | None, texts: Texts, longest_before: int, length: int) -> Html:
    """``before``: the statement as it was shown. A fact that is no longer published, or no longer there, is withdrawn.

    The statements are cut to ``longest_before`` and ``length`` characters.
    """
    wrong = one_line(before, longest_before)
    if stored is None or stored.state is not FactState.PUBLISHED:
        return texts.format("correction-withdrawn", statement=wrong)
    text, _ = stored.fact.text_in(texts.language)
    lines = [
        texts.format("correction-before", statement=wrong),
        texts.format("correction-after", statement=one_line(text, length)),
    ]
    if stored.source is not None:
        lines.append(texts.format("digest-source", source=source_name(stored.source, _LONGEST_SOURCE)))
    return joined(lines)
