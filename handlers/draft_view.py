"""What a curator sees while a fact is being made: one question a step, and the preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from handlers.draft import SKIPPABLE, Draft, Step
from handlers.fact_view import fact_card, fact_line, topic_ticks, topic_title
from handlers.guarding import effects_lines, shown_line
from handlers.keyboards import button, in_rows, keyboard, refer
from handlers.markup import Html, joined
from handlers.replies import Reply
from handlers.texts import Texts, texts_in
from knowledge.answering.regressions import Effects
from knowledge.model import FactState, Source, Standing, StoredFact, Topic, in_language

FIELDS = (Step.STATEMENT, Step.TOPICS, Step.DATE, Step.SOURCE, Step.STANDING, Step.ALIASES)
"""What can be changed from the preview."""

_SIMILAR_LENGTH = 160
_ROWS_OF_SOURCES = 6


@dataclass(frozen=True)
class Choices:
    """What the base offers to choose from."""

    topics: Sequence[Topic] = ()
    sources: Sequence[Source] = ()

    def source_of(self, draft: Draft) -> Source | None:
        """The draft's source: the new one, or the one in the base that it names."""
        named = (source for source in self.sources if source.id == draft.fact.source)
        return draft.source or next(named, None)


@dataclass(frozen=True)
class Findings:
    """What the base says about a draft: facts that say nearly the same, and what publishing it would do."""

    similar: Sequence[StoredFact]
    effects: Effects
    shown: int = 0
    """How many chats were shown the fact otherwise than the draft has it."""


def render_step(step: Step, draft: Draft, choices: Choices, texts: Texts) -> Reply:
    """The question of a step, with what can be chosen instead of written."""
    text = texts.format("draft-step", step=step.value, language=draft.missing_language)
    rows = _choices(step, draft, choices, texts)
    if step in SKIPPABLE:
        rows.append([button(texts.plain("button-skip"), "draft-skip", step.value)])
    return Reply(text, keyboard(rows, texts.language))


def _choices(step: Step, draft: Draft, choices: Choices, texts: Texts) -> list[list[InlineKeyboardButton]]:
    match step:
        case Step.TOPICS:
            ticks = topic_ticks(choices.topics, draft.fact.topics, "draft-topic", texts)
            return [*ticks, [button(texts.plain("button-next"), "draft-topics-done")]]
        case Step.DATE:
            return [[button(texts.plain("button-today"), "draft-today")]]
        case Step.SOURCE:
            sources = choices.sources[:_ROWS_OF_SOURCES]
            return [[button(_source_label(source), "draft-source", refer(source.id))] for source in sources]
        case Step.STANDING:
            return [[_standing_button(standing, texts) for standing in Standing]]
        case _:
            return []


def _standing_button(standing: Standing, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("standing", standing=standing.value), "draft-standing", standing.value)


def _source_label(source: Source) -> str:
    return f"{source.publisher} — {source.title}" if source.publisher else source.title


def render_cards(draft: Draft, choices: Choices) -> list[Reply]:
    """The fact exactly as readers will see it, once in each of its languages."""
    source = choices.source_of(draft)
    return [Reply(fact_card(draft.fact, source, texts_in(language))) for language in sorted(draft.fact.text)]


def render_decision(draft: Draft, choices: Choices, findings: Findings, texts: Texts) -> Reply:
    """What only curators need to know of it, and what can be done with it."""
    parts = [
        texts.format("preview"),
        _particulars(draft, choices, texts),
        _warning(findings.similar, texts),
        effects_lines(findings.effects, texts),
        shown_line(findings.shown, texts),
    ]
    return Reply(joined(parts, "\n\n"), keyboard(_decisions(draft, findings, texts), texts.language))


def _particulars(draft: Draft, choices: Choices, texts: Texts) -> Html:
    titles = [topic_title(topic, texts) for topic in choices.topics if topic.id in draft.fact.topics]
    if draft.topic is not None:
        titles.append(in_language(draft.topic.title, texts.language))
    aliases = sum(len(of_language) for of_language in draft.fact.aliases.values())
    return texts.format("preview-particulars", topics=texts.listed(titles), aliases=aliases)


def _warning(similar: Sequence[StoredFact], texts: Texts) -> Html:
    if not similar:
        return Html()
    lines = [fact_line(stored, texts, _SIMILAR_LENGTH) for stored in similar]
    return joined([texts.format("preview-similar", count=len(similar)), *lines])


def _decisions(draft: Draft, findings: Findings, texts: Texts) -> list[list[InlineKeyboardButton]]:
    is_seen = draft.state is FactState.PUBLISHED
    keeping = [] if is_seen else [button(texts.plain("button-save-draft"), "draft-save")]
    if findings.shown:
        telling = button(texts.plain("button-tell", change="publish"), "draft-tell")
        quietly = button(texts.plain("button-quietly", change="publish"), "draft-publish")
        saving = [[telling], [quietly, *keeping]]
    else:
        saving = [[button(texts.plain("button-save" if is_seen else "button-publish"), "draft-publish"), *keeping]]
    return [
        *saving,
        [button(texts.plain("button-edit"), "draft-edit"), button(texts.plain("button-cancel"), "draft-cancel")],
    ]


def render_fields(texts: Texts) -> Reply:
    buttons = [button(texts.plain("draft-field", step=step.value), "draft-field", step.value) for step in FIELDS]
    return Reply(texts.format("draft-fields"), keyboard(in_rows(buttons, 2), texts.language))
