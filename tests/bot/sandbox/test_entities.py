import pytest

from bot.sandbox.detection import with_detected
from bot.sandbox.entities import clean, parse_html, strip
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Entity


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        pytest.param("", "", [], id="empty"),
        pytest.param("مرصد", "مرصد", [], id="plain"),
        pytest.param("<b>مرصد</b>", "مرصد", [Entity("bold", 0, 4)], id="arabic"),
        pytest.param("🔭 <b>x</b>", "🔭 x", [Entity("bold", 3, 1)], id="emoji-counts-two-units"),
        pytest.param("<i>🔭🔭</i>", "🔭🔭", [Entity("italic", 0, 4)], id="emoji-inside"),
        pytest.param("<STRONG>a</strong>", "a", [Entity("bold", 0, 1)], id="upper-case"),
        pytest.param("<b>a<i>b</i></b>", "ab", [Entity("bold", 0, 2), Entity("italic", 1, 1)], id="nested"),
        pytest.param("<b></b>a", "a", [], id="empty-tag"),
        pytest.param("<b>a</>", "a", [Entity("bold", 0, 1)], id="nameless-end-tag"),
        pytest.param(
            '<a href="https://example.org/?a=1&amp;b=2">س</a>',
            "س",
            [Entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
            id="link",
        ),
        pytest.param(
            "<a>example.org</a>",
            "example.org",
            [Entity("text_link", 0, 11, url="example.org")],
            id="link-without-address",
        ),
        pytest.param('<a href="javascript:x()">y</a>', "y", [], id="address-that-is-none"),
        pytest.param(
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [Entity("pre", 0, 1, language="python")],
            id="code-with-language",
        ),
        pytest.param("<code>x</code>", "x", [Entity("code", 0, 1)], id="code"),
        pytest.param('<span class="tg-spoiler">x</span>', "x", [Entity("spoiler", 0, 1)], id="spoiler-as-span"),
        pytest.param("<blockquote>x</blockquote>", "x", [Entity("blockquote", 0, 1)], id="quote"),
        pytest.param(
            "<blockquote expandable>x</blockquote>",
            "x",
            [Entity("expandable_blockquote", 0, 1)],
            id="expandable-quote",
        ),
        pytest.param(
            "<tg-emoji emoji-id='5368'>👍</tg-emoji>",
            "👍",
            [Entity("custom_emoji", 0, 2, custom_emoji_id="5368")],
            id="custom-emoji",
        ),
        pytest.param("&lt;b&gt; &amp; &quot;", '<b> & "', [], id="characters-by-name"),
        pytest.param("&#1587;&#x633;", "سس", [], id="characters-by-number"),
        pytest.param("&laquo;&#12345678;", "&laquo;&#12345678;", [], id="unknown-characters-stay"),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, tuple(entities))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("🏟 🏟&lt;<abac", "Unclosed start tag at byte offset 13", id="unclosed"),
        pytest.param("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13', id="unsupported"),
        pytest.param("3 < 5 > 4", 'Unsupported start tag "" at byte offset 2', id="bare-less-than"),
        pytest.param("<b>a", 'Can\'t find end tag corresponding to start tag "b"', id="unended"),
        pytest.param("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0', id="no-name"),
        pytest.param("<i  aba  =  ", 'Unclosed start tag "i" at byte offset 0', id="no-value"),
        pytest.param("<i a=1,2>", "Unexpected end of name token at byte offset 5", id="unquoted"),
        pytest.param('<i a="b>', "Unclosed start tag at byte offset 0", id="open-quote"),
        pytest.param("س</", "Unexpected end tag at byte offset 2", id="unexpected-end"),
        pytest.param("<i>a</i   ", "Unclosed end tag at byte offset 4", id="unclosed-end"),
        pytest.param("<i>a</em>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"', id="crossed"),
        pytest.param("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0', id="plain-span"),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ApiError, match="unmatched surrogate code units"):
        parse_html("&#xD83D;")


def test_directional_overrides_go_and_isolates_stay() -> None:
    assert clean("\u202eabc\u202c \u2068د\u2069\r\n\u200f1\x07") == "abc \u2068د\u2069\n\u200f1 "


def test_blanks_at_the_ends_go_and_entities_move() -> None:
    marks = (Entity("bold", 0, 5), Entity("italic", 7, 2), Entity("code", 9, 1))

    assert strip("  سلام ab ", marks) == ("سلام ab", (Entity("bold", 0, 3), Entity("italic", 5, 2)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("/start now", [("bot_command", 0, 6)], id="command"),
        pytest.param("🔭 /help@marsad_sandbox_bot", [("bot_command", 3, 24)], id="command-to-a-bot"),
        pytest.param("1/2 و a/b", [], id="slashes"),
        pytest.param("اقرأ https://example.org/a.", [("url", 5, 21)], id="address-before-a-full-stop"),
        pytest.param("see example.org/a now", [("url", 4, 13)], id="bare-address"),
        pytest.param("me@example.org", [("email", 0, 14)], id="email"),
        pytest.param("@marsad and #مرصد", [("mention", 0, 7), ("hashtag", 12, 5)], id="mention-hashtag"),
        pytest.param("#2025", [], id="number-sign"),
    ],
)
def test_entities_are_found_in_plain_text(text: str, found: list[tuple[str, int, int]]) -> None:
    entities = with_detected(text, ())

    assert [(entity.type, entity.offset, entity.length) for entity in entities] == found


def test_nothing_is_found_inside_code_and_links() -> None:
    code = Entity("code", 0, 6)

    assert with_detected("/start", (code,)) == (code,)
