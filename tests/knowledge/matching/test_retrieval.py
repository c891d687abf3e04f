"""Ranking on a handful of facts, with the real encoder."""

import pytest

from knowledge.matching.calibration import CALIBRATION
from knowledge.matching.decision import decide
from knowledge.matching.encoder import Encoder, LettersOnly, UniversalSentenceEncoder
from knowledge.matching.ranking import passages
from knowledge.matching.retrieval import Retrieval
from knowledge.model import Fact, Figure, Name, PartialDate, Status

NAMES = [
    Name("deepseek", "organisation", {"ar": "ديب سيك", "en": "DeepSeek"}),
    Name("chatgpt", "product", {"en": "ChatGPT"}, ("شات جي بي تي",)),
    Name("waic", "event", {"en": "WAIC"}, ("مؤتمر شنغهاي",)),
    Name("india", "place", {"ar": "الهند", "en": "India"}),
    Name("egypt", "place", {"ar": "مصر", "en": "Egypt"}),
]
FACTS = [
    Fact(
        "users",
        {
            "ar": "بلغ عدد مستخدمي ديب سيك نحو 97 مليونا في أبريل 2025.",
            "en": "DeepSeek had about 97 million users in April 2025.",
        },
        topics=("deepseek",),
        as_of=PartialDate("2025-04"),
        figure=Figure("deepseek.users", 97, "million"),
        aliases={"ar": ("كم عدد مستخدمي ديب سيك",), "en": ("how many people use DeepSeek",)},
    ),
    Fact(
        "robots",
        {"ar": "عُرض في مؤتمر شنغهاي 60 روبوتا ذكيا.", "en": "WAIC 2025 showed 60 intelligent robots."},
        topics=("waic",),
        as_of=PartialDate("2025-07"),
        aliases={"en": ("how many robots at WAIC",)},
    ),
    Fact(
        "trust",
        {"en": "In India, 77% of people trust artificial intelligence."},
        aliases={"en": ("trust in AI in India",)},
    ),
    Fact("arabic", {"ar": "تسعى المنظمة المقترحة إلى سد الفجوة الرقمية بين الدول."}),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return UniversalSentenceEncoder()


def retrieval_of(encoder: Encoder, facts: list[Fact] = FACTS) -> Retrieval:
    retrieval = Retrieval(encoder, NAMES, {"waic": "WAIC 2025"})
    profiles = retrieval.read(facts)
    words = retrieval.new_words(profiles)
    retrieval.learn(words, encoder.encode(list(words.values())))
    retrieval.put(profiles, encoder.encode([passage for fact in facts for passage in passages(fact)]))
    return retrieval


@pytest.mark.parametrize(
    ("question", "fact_id"),
    [
        pytest.param("كام واحد بيستخدم ديبسيك", "users", id="egyptian-joined-name"),
        pytest.param("how many ppl use depseek", "users", id="typo-in-the-name"),
        pytest.param("number of robots in shanghai conference WAIC", "robots", id="english"),
        pytest.param("كم روبوت كان في مؤتمر شنغهاي", "robots", id="arabic"),
        pytest.param("Does the proposed body want to close the digital divide?", "arabic", id="english-to-arabic-only"),
        pytest.param("ما مدى ثقة الناس بالذكاء الاصطناعي في الهند", "trust", id="arabic-to-english-only"),
    ],
)
def test_the_right_fact_comes_first(encoder: Encoder, question: str, fact_id: str) -> None:
    assert retrieval_of(encoder).rank(question)[0].fact_id == fact_id


@pytest.mark.parametrize(
    ("answerable", "near"),
    [
        pytest.param("how many people use DeepSeek", "how many people use ChatGPT", id="another-company"),
        pytest.param("how many robots at WAIC 2025", "how many robots at WAIC 2024", id="another-year"),
        pytest.param("trust in AI in India", "trust in AI in Egypt", id="another-country"),
        pytest.param("how many people use DeepSeek", "what did DeepSeek earn last year", id="another-measure"),
    ],
)
def test_what_is_only_near_is_not_asserted(encoder: Encoder, answerable: str, near: str) -> None:
    retrieval = retrieval_of(encoder)

    assert decide(retrieval.rank(answerable), CALIBRATION.thresholds).status is Status.ANSWERED
    assert decide(retrieval.rank(near), CALIBRATION.thresholds).status is not Status.ANSWERED


def test_without_an_encoder_letters_still_answer() -> None:
    assert retrieval_of(LettersOnly()).rank("how many people use DeepSeek")[0].fact_id == "users"


def test_a_discarded_fact_is_ranked_no_more(encoder: Encoder) -> None:
    retrieval = retrieval_of(encoder)

    retrieval.discard("users")

    assert "users" not in {candidate.fact_id for candidate in retrieval.rank("how many people use DeepSeek")}


def test_an_empty_base_ranks_nothing(encoder: Encoder) -> None:
    assert retrieval_of(encoder, []).rank("anything at all") == []


@pytest.mark.parametrize(
    "question", ["x" * 1000, "؟", "the of", "🤖", "\ud800 \x00", "日本語の質問", "SELECT * FROM facts; --"]
)
def test_odd_questions_are_ranked_without_trouble(encoder: Encoder, question: str) -> None:
    assert all(0 <= candidate.score <= 1 for candidate in retrieval_of(encoder).rank(question))
