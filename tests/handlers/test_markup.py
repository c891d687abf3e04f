"""Text on its way to Telegram: escaped, shortened, and running in the right direction."""

import pytest
from bidi import get_base_level
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html
from handlers.markup import directed, emphasised, escaped, link, one_line, visible
from knowledge.matching.mentions import Span


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text as a base holds it, and parts of it in order and apart from each other."""
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(min_value=0, max_value=len(text)), max_size=8)))
    return text, [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


@given(texts_with_spans())
def test_emphasis_loses_and_changes_no_character(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked

    assert visible(emphasised(text, spans)) == text


@given(texts_with_spans())
def test_what_is_emphasised_is_what_telegram_shows_in_bold(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    source = text.translate(dict.fromkeys([*range(32), *range(0x2028, 0x202F)], "x"))  # Telegram removes some of these

    shown, entities = parse_html(emphasised(source, spans))

    assert shown == source
    bold = [source[span.start : span.end] for span in spans]
    units = shown.encode("utf-16-le")
    found = [units[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le") for one in entities]
    assert found == bold


@given(st.text())
def test_what_people_wrote_is_shown_as_they_wrote_it(text: str) -> None:
    assert visible(escaped(text)) == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_what_is_escaped_is_not_escaped_again() -> None:
    assert escaped(escaped("a & b")) == "a &amp; b"


def test_a_link_holds_any_address() -> None:
    assert link("<x>", 'https://e.org/?a="b"&c') == '<a href="https://e.org/?a=&quot;b&quot;&amp;c">&lt;x&gt;</a>'


@given(st.text(max_size=200), st.integers(min_value=2, max_value=80))
def test_a_line_is_no_longer_than_asked(text: str, length: int) -> None:
    line = one_line(text, length)

    assert len(line) <= length
    assert "\n" not in line


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("97 مليون", id="number"),
        pytest.param("• نقطة", id="bullet"),
        pytest.param("😀 وجه", id="emoji"),
        pytest.param("DeepSeek شركة", id="latin"),
        pytest.param("<b>DeepSeek</b> شركة", id="tag"),
        pytest.param("\u2068DeepSeek\u2069", id="isolated"),
        pytest.param("«DeepSeek» شركة", id="quotation-mark"),
    ],
)
def test_an_arabic_line_runs_from_the_right_whatever_it_begins_with(line: str) -> None:
    assert get_base_level(visible(directed(line, "ar"))) == 1


def test_an_arabic_line_that_begins_with_a_letter_is_left_as_it_is() -> None:
    assert directed("شركة DeepSeek\n\nثانية", "ar") == "شركة DeepSeek\n\nثانية"


def test_an_english_line_that_begins_with_an_arabic_name_runs_from_the_left() -> None:
    assert get_base_level(directed("ديب سيك is a company", "en")) == 0


def test_an_english_line_whose_first_letter_is_in_an_isolated_arabic_value_is_marked() -> None:
    assert directed("\u20681\u2069. \u2068ما عاصمة فرنسا؟\u2069", "en").startswith("\u200e")
