"""Both languages say the same things, everything is said somewhere, and Arabic lines run from the right."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
from bidi import get_base_level, get_display
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import handlers
from handlers.commands import COMMANDS
from handlers.markup import visible
from handlers.texts import LANGUAGES, clock, texts_in
from handlers.texts.others import answered_in_english
from knowledge.model import PartialDate

_PLURALS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
_COUNTING = frozenset({"zero", "one", "two", "few", "many", "0"})


@cache
def messages(language: str) -> Mapping[str, ftl.Message]:
    text = files("handlers.texts").joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    entries = FluentParser().parse(text).body
    junk = [entry for entry in entries if isinstance(entry, ftl.Junk)]
    assert not junk
    found = [entry for entry in entries if isinstance(entry, ftl.Message)]
    assert len({message.id.name for message in found}) == len(found)
    return {message.id.name: message for message in found}


class _Variables(Visitor):
    """The variables of a message, each with the keys it is selected by."""

    def __init__(self) -> None:
        self.keys: dict[str, set[str]] = {}

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 (the library's name)
        self.keys.setdefault(node.id.name, set())

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 (the library's name)
        keys = {
            variant.key.name if isinstance(variant.key, ftl.Identifier) else variant.key.value
            for variant in node.variants
        }
        self.keys.setdefault(node.selector.id.name, set()).update(keys)
        self.generic_visit(node)


def variables(message: ftl.Message) -> dict[str, set[str]]:
    visitor = _Variables()
    visitor.visit(message)
    return visitor.keys


def ways_to_fill(message: ftl.Message) -> Iterator[dict[str, str | int]]:
    """Values for the variables of a message, such that every variant is reached; free text is Latin."""
    values: dict[str, list[str | int]] = {}
    for name, keys in variables(message).items():
        if keys & _COUNTING:
            values[name] = list(_PLURALS.values())
        else:
            values[name] = sorted(keys) or ["DeepSeek <R1> & 2025"]
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def test_both_languages_have_the_same_messages_with_the_same_variables() -> None:
    arabic, english = ({name: set(variables(m)) for name, m in messages(language).items()} for language in LANGUAGES)

    assert arabic == english


def test_arabic_counts_in_all_six_forms() -> None:
    counting = {
        name: keys
        for name, message in messages("ar").items()
        for keys in variables(message).values()
        if keys & _COUNTING
    }

    assert counting
    assert {name: keys for name, keys in counting.items() if keys != set(_PLURALS)} == {}


@pytest.mark.parametrize("message_id", messages("ar"))
def test_every_arabic_line_runs_from_right_to_left_even_with_latin_values(message_id: str) -> None:
    for values in ways_to_fill(messages("ar")[message_id]):
        for line in visible(texts_in("ar").format(message_id, **values)).split("\n"):
            assert get_base_level(line) == 1, line


@pytest.mark.parametrize("message_id", messages("ar"))
def test_a_command_is_shown_with_its_slash_before_it_in_arabic_too(message_id: str) -> None:
    for values in ways_to_fill(messages("ar")[message_id]):
        text = visible(texts_in("ar").format(message_id, **values))
        shown = get_display(text).translate(dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069")))
        for command in re.findall(r"(?<!\w)/[a-z]+", text):
            assert command in shown, text


def test_an_arabic_list_runs_from_right_to_left_inside_its_sentence() -> None:
    listed = texts_in("ar").listed(["ديب سيك", "الرقائق"])

    seen = get_display(visible(texts_in("ar").format("preview-particulars", topics=listed, aliases=1)).split("\n")[0])

    # What is read first stands on the right, which is last in the order of display.
    assert seen.index("قئاقرلا") < seen.index("كيس بيد")


@pytest.mark.parametrize("message_id", messages("en"))
def test_every_english_message_can_be_formatted(message_id: str) -> None:
    for values in ways_to_fill(messages("en")[message_id]):
        assert texts_in("en").plain(message_id, **values)


def _sources() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in Path(handlers.__path__[0]).rglob("*.py")]


def _said() -> Iterator[tuple[str, set[str]]]:
    """Message ids that are written out where they are formatted, with the names of the variables given there."""
    for node in (node for tree in _sources() for node in ast.walk(tree)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("format", "plain")
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                yield first.value, {keyword.arg or "" for keyword in node.keywords}


def test_every_message_that_is_said_exists_and_gets_its_variables() -> None:
    wrong = {
        name: given
        for name, given in _said()
        if name not in messages("ar") or set(variables(messages("ar")[name])) != given
    }

    assert wrong == {}


def test_every_message_is_used() -> None:
    nodes = [node for tree in _sources() for node in ast.walk(tree)]
    written = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    composed = [_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    unused = {
        name
        for name in messages("ar")
        if name not in written and not any(pattern.fullmatch(name) for pattern in composed)
    }

    assert unused == set()


def _pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    """What an f-string such as ``type-{what}`` can become; nothing for one that does not begin like a message id."""
    words = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    if words[0] is None or not re.fullmatch(r"[a-z-]+-", str(words[0])):
        return re.compile(r"(?!)")
    return re.compile("".join(r"[a-z-]+" if word is None else re.escape(str(word)) for word in words))


def test_every_command_is_described_in_both_languages_and_nothing_else_is() -> None:
    described = {name.removeprefix("command-") for name in messages("ar") if name.startswith("command-")}

    assert described - {"unknown", "unknown-nearest"} == {command.name for command in COMMANDS}


@pytest.mark.parametrize(
    ("iso", "arabic", "english"),
    [
        pytest.param("2025-07-26", "26 يوليو 2025", "26 July 2025", id="day"),
        pytest.param("2025-04", "أبريل 2025", "April 2025", id="month"),
        pytest.param("2025", "2025", "2025", id="year"),
    ],
)
def test_a_date_is_no_more_precise_than_it_is_known(iso: str, arabic: str, english: str) -> None:
    assert texts_in("ar").date_of(PartialDate(iso)) == arabic
    assert texts_in("en").date_of(PartialDate(iso)) == english


def test_times_are_local_and_in_western_digits() -> None:
    assert texts_in("ar").moment(datetime(2025, 8, 1, 5, 5, tzinfo=UTC), UTC) == "1 أغسطس 2025 05:05"
    assert clock(8 * 60 + 5) == "8:05"


def test_what_people_wrote_is_escaped_and_kept_on_one_line() -> None:
    text = texts_in("en").format("inbox-answering", question="<b>1 & 2</b>\nand \ud800 more")

    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt; and � more" in text


def test_a_value_may_be_longer_than_fluent_takes() -> None:
    assert len(texts_in("ar").plain("digest-topic", title="x" * 5000)) > 5000


@pytest.mark.parametrize("language", ["de", "es", "fa", "fr", "hi", "id", "it", "pt", "ru", "tr", "ur", "zh", "und"])
def test_each_language_that_is_told_apart_has_a_sentence_that_runs_its_way(language: str) -> None:
    sentence = answered_in_english(language)

    assert (sentence == answered_in_english("und")) == (language == "und")
    assert get_base_level(sentence) == (1 if language in {"fa", "ur"} else 0)
