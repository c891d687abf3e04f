"""A subscription in a few sentences: when, what, how much, and when nothing comes."""

from collections.abc import Iterable, Sequence

from handlers.fact_view import topic_title
from handlers.markup import Html, joined
from handlers.texts import Texts, clock, texts_in
from handlers.wish import Wish
from knowledge.model import Topic
from scheduler.timing.quiet import is_quiet

_WEEK = 7
_DAYS_SHAPES = {1: "single", 2: "pair", _WEEK - 1: "all_but_one", _WEEK: "every"}
_FEWEST_OF_A_RUN = 3


def summary(wish: Wish, topics: Sequence[Topic], texts: Texts, retired: Sequence[Topic] = ()) -> Html:
    """``كل يوم الساعة 8:00 بتوقيت الرياض: ديب سيك، …``, then amount, recap, quiet hours and language.

    ``retired`` gives the titles of chosen topics that are no more.
    """
    parts = [_when_and_what(wish, topics, texts), _recap(wish, texts), _quiet(wish, texts), _language(wish, texts)]
    return joined([*parts, ended_topics(wish, topics, retired, texts)])


def days_line(days: int, texts: Texts) -> Html:
    """``كل يوم``, ``يومي الأحد والخميس``, ``من الأحد إلى الخميس``; ``days`` holds at least one."""
    chosen = [day for day in texts.weekdays if days >> day & 1]
    if run := _run(days):
        first, last = run
        return texts.format("days-run", first=texts.weekday(first), last=texts.weekday(last))
    others = [day for day in texts.weekdays if day not in chosen]
    named = others if len(others) == 1 else chosen
    return texts.format(
        "days", shape=_DAYS_SHAPES.get(len(chosen), "some"), names=texts.all_of(map(texts.weekday, named))
    )


def _run(days: int) -> tuple[int, int] | None:
    """The first and the last of three to five days on end, over the end of the week as well."""
    chosen = {day for day in range(_WEEK) if days >> day & 1}
    beginnings = [day for day in chosen if (day - 1) % _WEEK not in chosen]
    if len(beginnings) != 1 or not _FEWEST_OF_A_RUN <= len(chosen) < _WEEK - 1:
        return None
    return beginnings[0], (beginnings[0] + len(chosen) - 1) % _WEEK


def _when_and_what(wish: Wish, topics: Sequence[Topic], texts: Texts) -> Html:
    amount = texts.format("summary-amount", count=wish.amount)
    titles = [topic_title(topic, texts) for topic in topics if topic.id in wish.topics]
    if not titles:
        return amount
    when = texts.format(
        "summary",
        days=days_line(wish.days, texts),
        time=clock(wish.minute or 0),
        zone=texts.zone(wish.zone or "UTC"),
        topics=texts.listed(titles),
    )
    return joined([when, amount])


def _recap(wish: Wish, texts: Texts) -> Html:
    if wish.recap_day is None:
        return Html("")
    place = "with" if wish.days >> wish.recap_day & 1 else "alone"
    return texts.format("summary-recap", day=texts.weekday(wish.recap_day), place=place)


def _quiet(wish: Wish, texts: Texts) -> Html:
    if wish.quiet_from is None or wish.quiet_until is None:
        return Html("")
    hours = texts.format("summary-quiet", start=clock(wish.quiet_from), end=clock(wish.quiet_until))
    if not is_quiet(wish.minute or 0, wish.quiet_from, wish.quiet_until):
        return hours
    return joined([hours, texts.format("quiet-warning", time=clock(wish.minute or 0))])


def _language(wish: Wish, texts: Texts) -> Html:
    return texts.format("summary-language", language=texts_in(wish.language).plain("language-name"))


def ended_topics(wish: Wish, topics: Iterable[Topic], retired: Iterable[Topic], texts: Texts) -> Html:
    """Which of the chosen topics are no more, and what to do when none is left."""
    going_on = {topic.id for topic in topics}.intersection(wish.topics)
    titles = {topic.id: topic_title(topic, texts) for topic in retired}
    ended = [titles.get(topic, topic) for topic in wish.topics if topic not in going_on]
    if not ended:
        return Html("")
    message_id = "topics-ended" if going_on else "topics-all-ended"
    return texts.format(message_id, count=len(ended), topics=texts.all_of(ended))
