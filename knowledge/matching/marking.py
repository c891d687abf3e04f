"""What in a fact's statement answers the question: the figure, the date, the place or the name, by what was asked for.

Nothing is marked where it is not sure: a mark on the wrong number is worse than none.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from knowledge.matching.lexicon import Wanted, wanted
from knowledge.matching.mentions import Mention, NameFinder, Span, Word, words_of
from knowledge.matching.quantities import Date, dates_in, quantities_in
from knowledge.matching.surroundings import CONJUNCTIONS, Surroundings
from knowledge.model import Fact, Language, Name
from knowledge.text import normalise

_BONUS = 0.5  # half a word right beside it: for the fact's own figure, and for a place that is said to be one
_LEAD = 0.2  # of the nearness of one word: less is chance

_KINDS_ASKED_FOR = {
    "organisation": ("which company", "what company", "which firm", "اي شركه", "ما الشركه", "ما هي الشركه"),
    "model": ("which model", "what model", "اي نموذج", "ما النموذج", "ما هو النموذج"),
    "event": ("which conference", "what conference", "اي مؤتمر", "ما المؤتمر", "ما هو المؤتمر"),
}
_SHARES = ("percentage", "percent", "share", "نسبه", "في الميه", "في المايه", "بالميه", "بالمايه")
_COUNTRIES = ("country", "countries", "nation", "دوله", "بلد", "بلاد")
_YES_OR_NO = frozenset({
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should",
    "هل", "واش",
})  # fmt: skip
_POLITE = (
    "can you", "could you", "can i", "could i", "can we", "will you", "would you", "do you know", "do you have",
    "have you", "هل تعرف", "هل تعلم", "هل تعرفون", "هل يمكن", "هل لي", "هل عندكم", "هل لديكم", "واش تعرف",
)  # fmt: skip
_AT = frozenset({"in", "at", "في", "مدينه", "بمدينه"})
_ABOUT_SOMETHING_ELSE = frozenset({"that", "which", "who", "التي", "الذي", "اللي"})
_SAYING = frozenset({"said", "says", "say", "stressed", "قال", "يقول", "قالت", "صرح", "شدد", "وصف"})
_OBJECT = ("who did", "who do", "who does", "whom")
_PARTIES = frozenset({"person", "organisation", "place"})
_RELATIVE = frozenset({"after", "before", "ahead", "بعد", "قبل", "قبيل", "عقب"})
_CLAUSE = 8  # words
_COMMAS = frozenset({",", "،"})
_LISTED = _COMMAS | CONJUNCTIONS | {""}


class Marker:
    """Knows the names of the base."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._names = NameFinder(names)

    def spans(self, question: str, fact: Fact, language: Language) -> tuple[Span, ...]:
        """The parts of the fact's text in this language to mark, in order and apart from each other; often none."""
        normalised = normalise(question)
        kinds = wanted(normalised)
        if Wanted.REASON in kinds or _is_yes_or_no(normalised):
            return ()
        reading = _Reading(question, fact, language, self._names)
        return _apart([*_amounts(reading, normalised, kinds), *_names(reading, normalised, kinds)])


def _amounts(reading: "_Reading", question: str, kinds: Container[Wanted]) -> Iterator[Span]:
    if Wanted.NUMBER in kinds:
        yield from reading.number(shares=_says(question, _SHARES))
    if Wanted.TIME in kinds:
        yield from reading.date()


def _names(reading: "_Reading", question: str, kinds: Container[Wanted]) -> Iterator[Span]:
    if Wanted.PLACE in kinds and Wanted.PERSON in kinds:
        return  # "who will win": one of the two is a word of another language
    if Wanted.PLACE in kinds:
        yield from reading.place(country=_says(question, _COUNTRIES))
    if Wanted.PERSON in kinds and not _says(question, _OBJECT):
        yield from reading.names(("person", "organisation"))
    for kind, phrases in _KINDS_ASKED_FOR.items():
        if _says(question, phrases):
            yield from reading.names((kind,))


def _says(normalised: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in f" {normalised} " for phrase in phrases)


def _is_yes_or_no(normalised: str) -> bool:
    return normalised.split(" ", 1)[0] in _YES_OR_NO and not f"{normalised} ".startswith(
        tuple(f"{p} " for p in _POLITE)
    )


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, without those that overlap one before them."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(Span(span.start, span.end))
    return tuple(kept)


class _Reading:
    """A statement as one question sees it."""

    def __init__(self, question: str, fact: Fact, language: Language, names: NameFinder) -> None:
        statement, _ = fact.text_in(language)
        words, asked = words_of(statement), words_of(question)
        self._statement = statement
        self._figure = fact.figure
        parts = names.read(words)
        self._around = Surroundings(statement, parts)
        self._mentions = [part for part in parts if isinstance(part, Mention)]
        attribution = names.read(words_of(" ".join(fact.attributed_to.values())))
        self._publishers = {
            part.token for part in attribution if isinstance(part, Mention) and part.name.kind != "person"
        }
        self._dates = [date for date in dates_in(statement, words) if not self._is_the_figure(date)]
        self._asks_who_said = any(word.text in _SAYING for word in asked)
        self._asked = {part.token for part in names.read(asked)} - {""}
        self._dates_asked: frozenset[str | int] = frozenset().union(*(date.parts for date in dates_in(question, asked)))

    def number(self, *, shares: bool) -> list[Span]:
        """The number said beside what was asked for; where that does not tell, the fact's own figure."""
        found = quantities_in(self._statement, [*self._dates, *self._mentions])
        if shares and any(quantity.is_share for quantity in found):
            found = [quantity for quantity in found if quantity.is_share]
        return self._best(
            found, [_BONUS * (self._figure is not None and quantity.is_of(self._figure)) for quantity in found]
        )

    def date(self) -> list[Span]:
        """The date, unless it is in the question, or not that of what was asked for."""
        found = [date for date in self._dates if not date.parts <= self._dates_asked]
        return self._best([date for date in found if self._is_its_own(date)])

    def names(self, kinds: Sequence[str]) -> list[Span]:
        """The names of the first of these kinds that the statement has; one that the question has is no answer."""
        for kind in kinds:
            of_kind = {mention.token: mention for mention in reversed(self._mentions) if mention.name.kind == kind}
            if of_kind:
                left = (of_kind[token] for token in of_kind.keys() - self._asked - self._publishers)
                found = sorted((mention for mention in left if not self._only_says(mention)), key=lambda one: one.start)
                return list(found) if self._are_listed(found) else self._best(found)
        return []

    def place(self, *, country: bool) -> list[Span]:
        """The place, with the country that follows it. An adjective, as in "Chinese models", is none by itself."""
        found: list[Span] = []
        for mention in self._mentions:
            if mention.name.kind != "place" or mention.token in self._asked or self._is_in_an_aside(mention):
                continue
            if found and self._completes(found[-1], mention):
                found[-1] = Span(found[-1].start, mention.end)
            elif self._is_title(mention) or self._comes_after_at(mention):
                found.append(mention)
        return self._best(found, [_BONUS * (self._is_at(span) and not country) for span in found], least=_BONUS)

    def _best(self, found: Sequence[Span], bonus: Sequence[float] = (), least: float = 0.0) -> list[Span]:
        """The one that is clearly ahead of the others, and has at the least ``least``."""
        if not found:
            return []
        nearness = (self._around.nearness(span, found, self._asked) for span in found)
        scores = [sum(both) for both in zip_longest(nearness, bonus, fillvalue=0.0)]
        *_, second, first = sorted([-_LEAD, *scores])
        return [found[scores.index(first)]] if first >= least and first - second >= _LEAD else []

    def _is_the_figure(self, date: Date) -> bool:
        """Whether it only looks like a year."""
        return self._figure is not None and date.parts == {f"{self._figure.value:g}"}

    def _is_its_own(self, date: Date) -> bool:
        """Not told as before or after something, not within an event's name, and not another party's."""
        before = self._around.before(date)
        if any(isinstance(part, Word) and part.text in _RELATIVE for part in before[-_CLAUSE:]):
            return False
        if before and isinstance(before[-1], Mention) and before[-1].name.kind == "event":
            return False
        parties = [part.token for part in before if isinstance(part, Mention) and part.name.kind in _PARTIES]
        has_asked_party = any(part.token in self._asked for part in self._mentions if part.name.kind in _PARTIES)
        return not parties or not has_asked_party or parties[-1] in self._asked

    def _only_says(self, mention: Mention) -> bool:
        """Whether somebody is only named as the speaker, where the question is not who said it."""
        near = [
            part
            for part in self._around.before(mention)[-2:] + self._around.after(mention)[:2]
            if isinstance(part, Word)
        ]
        return not self._asks_who_said and any(word.text in _SAYING for word in near)

    def _is_in_an_aside(self, mention: Mention) -> bool:
        near = (part for part in self._around.before(mention)[-2:] if isinstance(part, Word))
        return any(word.text in _ABOUT_SOMETHING_ELSE for word in near)

    def _is_title(self, mention: Mention) -> bool:
        written = normalise(self._statement[mention.start : mention.end])
        return any(written.endswith(normalise(title)) for title in mention.name.title.values())

    def _completes(self, place: Span, mention: Mention) -> bool:
        """Whether a place goes on with this one: شنغهاي الصينية, and "Shanghai, China" at the end of a clause."""
        between = self._statement[place.end : mention.start].strip()
        ends = not self._statement[mention.end :].strip() or self._statement[mention.end] in ".,;:)،؛"
        return not between or (between in _COMMAS and ends)

    def _is_at(self, span: Span) -> bool:
        """Whether something is said to be there, or it is what the statement is about."""
        return not self._around.before(span) or self._comes_after_at(span)

    def _comes_after_at(self, span: Span) -> bool:
        before = self._around.before(span)
        return bool(before) and isinstance(before[-1], Word) and before[-1].text in _AT

    def _are_listed(self, found: Sequence[Span]) -> bool:
        between = (self._statement[one.end : other.start].strip() for one, other in pairwise(found))
        return all(gap in _LISTED for gap in between)
