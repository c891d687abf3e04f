"""How a fact looks to a reader: the statement, its date, whose claim it is, and its source."""

from collections.abc import Collection, Iterable, Sequence

from telegram import InlineKeyboardButton

from handlers.keyboards import button, keyboard, refer, ticked
from handlers.markup import Html, directed, emphasised, escaped, joined, link, one_line
from handlers.replies import Reply
from handlers.texts import Texts
from knowledge.matching.mentions import Span
from knowledge.model import Fact, Source, Standing, StoredFact, Topic, in_language


def fact_card(fact: Fact, source: Source | None, texts: Texts, marks: Sequence[Span] = ()) -> Html:
    """A fact in full. Only what is known about it is said; ``marks`` of its text are in bold."""
    return joined([_statement(fact, texts, marks), joined(_evidence(fact, source, texts))], "\n\n")


def render_fact(
    stored: StoredFact,
    texts: Texts,
    rows: Sequence[Sequence[InlineKeyboardButton]] = (),
    marks: Sequence[Span] = (),
) -> Reply:
    """A fact in full, with the way to others like it; ``rows`` of buttons stand above that.

    ``marks`` is what in its text answers a question.
    """
    more = [
        button(texts.plain("button-more-of-topic"), "more", refer(topic), texts.language)
        for topic in stored.fact.topics[:1]
    ]
    return Reply(fact_card(stored.fact, stored.source, texts, marks), keyboard([*rows, more], texts.language))


def fact_line(stored: StoredFact, texts: Texts, length: int) -> Html:
    """A fact in one line, for lists: the beginning of its statement, and its date."""
    text, language = stored.fact.text_in(texts.language)
    line = Html(directed(escaped(one_line(text, length)), language))
    if stored.fact.as_of is None:
        return line
    return texts.format("fact-line", text=line, date=stored.fact.as_of)


def fact_lines(facts: Iterable[StoredFact], texts: Texts, length: int, first: int = 1) -> Html:
    """Facts in one line each, numbered from ``first``."""
    lines = [
        texts.format("numbered", number=number, text=fact_line(stored, texts, length))
        for number, stored in enumerate(facts, start=first)
    ]
    return joined(lines, "\n\n")


def source_line(source: Source, texts: Texts) -> Html:
    title = link(source.title, source.url) if source.url else escaped(source.title)
    if source.publisher is None:
        return texts.format("fact-source-title", title=title)
    return texts.format("fact-source", publisher=source.publisher, title=title)


def source_name(source: Source, length: int) -> Html:
    """Who published it, else its title; a link where one is known."""
    name = one_line(source.publisher or source.title, length)
    return link(name, source.url) if source.url else escaped(name)


def topic_title(topic: Topic, texts: Texts) -> str:
    return in_language(topic.title, texts.language) or topic.id


def topic_ticks(
    topics: Iterable[Topic], chosen: Collection[str], action: str, texts: Texts
) -> list[list[InlineKeyboardButton]]:
    """A row a topic, the chosen ones ticked; a press brings back ``action`` with the topic."""
    labels = {topic.id: ticked(topic_title(topic, texts), is_chosen=topic.id in chosen) for topic in topics}
    return [[button(label, action, refer(topic_id))] for topic_id, label in labels.items()]


def _statement(fact: Fact, texts: Texts, marks: Sequence[Span]) -> Html:
    text, language = fact.text_in(texts.language)
    statement = Html(directed(emphasised(text, marks), language))
    if language == texts.language:
        return statement
    return joined([statement, texts.format("fact-other-language", language=language)])


def _evidence(fact: Fact, source: Source | None, texts: Texts) -> list[Html]:
    lines = []
    if fact.as_of is not None:
        lines.append(texts.format("fact-as-of", date=fact.as_of))
    if fact.standing is Standing.CLAIM:
        lines.append(texts.format("fact-claim", whose=in_language(fact.attributed_to, texts.language)))
    if source is not None:
        lines.append(source_line(source, texts))
    return lines
