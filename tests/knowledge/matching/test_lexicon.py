import pytest

from knowledge.matching.lexicon import (
    ARABIZI_WORDS,
    EMPTY_WORDS,
    LEXICON_WORDS,
    Asking,
    Phrases,
    Wanted,
    asking,
    months,
    wanted,
)
from knowledge.text import normalise


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("كم عدد المستخدمين؟", Wanted.NUMBER, id="standard-number"),
        pytest.param("كام واحد بيستخدمه", Wanted.NUMBER, id="egyptian-number"),
        pytest.param("قديش عدد الحضور", Wanted.NUMBER, id="levantine-number"),
        pytest.param("شكد عدد الشركات", Wanted.NUMBER, id="iraqi-number"),
        pytest.param("شحال من مشارك", Wanted.NUMBER, id="maghrebi-number"),
        pytest.param("kam 3adad mosta5dmi deepseek", Wanted.NUMBER, id="arabizi-number"),
        pytest.param("How many users?", Wanted.NUMBER, id="english-number"),
        pytest.param("إمتى نزل", Wanted.TIME, id="egyptian-time"),
        pytest.param("وين صار المؤتمر", Wanted.PLACE, id="levantine-place"),
        pytest.param("شكون اللي تكلم", Wanted.PERSON, id="maghrebi-person"),
        pytest.param("من افتتح المؤتمر؟", Wanted.PERSON, id="who-at-the-beginning"),
        pytest.param("علاش منعو الرقائق", Wanted.REASON, id="maghrebi-reason"),
        pytest.param("متين كان المؤتمر", Wanted.TIME, id="sudanese-time"),
        pytest.param("وقتاه خرج R1", Wanted.TIME, id="tunisian-time"),
        pytest.param("شكثر عدد الشركات", Wanted.NUMBER, id="kuwaiti-number"),
        pytest.param("wa9tach bda l mo2tamar", Wanted.TIME, id="maghrebi-arabizi-time"),
        pytest.param("3lach mn3o les puces", Wanted.REASON, id="maghrebi-arabizi-reason"),
        pytest.param("combien d'utilisateurs", Wanted.NUMBER, id="french-number"),
        pytest.param("¿dónde fue?", Wanted.PLACE, id="spanish-place"),
        pytest.param("ne zaman çıktı", Wanted.TIME, id="turkish-time"),
        pytest.param("چه کسی ساخت", Wanted.PERSON, id="persian-person"),
        pytest.param("Почему?", Wanted.REASON, id="russian-reason"),
    ],
)
def test_the_kind_of_answer_is_told_in_every_dialect(question: str, kind: Wanted) -> None:
    assert kind in wanted(normalise(question))


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("ما موقف الصين من القيود", id="from-within-a-sentence"),
        pytest.param("من سنة كام", id="from-which-year"),
        pytest.param("من كم بلد جاؤوا", id="from-how-many"),
        pytest.param("من", id="nothing-but-from"),
        pytest.param("how many Americans who trust AI", id="who-after-a-word-with-a-subject"),
        pytest.param("the company whose model won", id="whose"),
    ],
)
def test_not_every_who_asks_for_a_person(question: str) -> None:
    assert Wanted.PERSON not in wanted(normalise(question))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("countries where AI is banned", Wanted.PLACE, id="where"),
        pytest.param("prices when o3 came out", Wanted.TIME, id="when"),
    ],
)
def test_a_word_that_joins_a_clause_does_not_ask(question: str, kind: Wanted) -> None:
    assert kind not in wanted(question)
    assert kind in wanted(question.split(" ", 1)[1])


@pytest.mark.parametrize(
    "question",
    ["who trusts AI", "tell me who opened it", "and who spoke", "من افتتح المؤتمر", "opened by who", "it was who"],
)
def test_who_asks_at_the_beginning_at_the_end_and_after_words_without_a_subject(question: str) -> None:
    assert Wanted.PERSON in wanted(normalise(question))


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("ماذا قال ترامب عن الصين", id="standard"),
        pytest.param("ترامب بيقول ايه", id="egyptian"),
        pytest.param("شو حكى هينتون", id="levantine"),
        pytest.param("شنو گال", id="iraqi"),
        pytest.param("what did Hinton say", id="english"),
        pytest.param("hinton 2al eh", id="arabizi"),
    ],
)
def test_questions_for_what_somebody_said_are_told(question: str) -> None:
    assert Wanted.SPEECH in wanted(normalise(question))


def test_what_asks_is_found_in_order_with_its_place() -> None:
    words = ["when", "did", "how", "many", "robots"]

    assert asking(words) == [Asking(0, 1, Wanted.TIME), Asking(2, 4, Wanted.NUMBER)]


def test_phrases_are_found_wherever_they_stand_even_within_each_other() -> None:
    phrases = Phrases([("a b", 1), ("b", 2), ("b c d", 3), ("", 4)])

    assert sorted(phrases.found(["a", "b", "c", "a", "b"])) == [(0, 2, 1), (1, 2, 2), (3, 5, 1), (4, 5, 2)]


def test_months_are_told_in_one_word_or_two() -> None:
    assert months(normalise("من كانون الثاني إلى يوليو")) == {1, 7}


def test_words_of_arabizi_are_none_of_english_or_arabic() -> None:
    assert ARABIZI_WORDS <= LEXICON_WORDS
    assert {"kam", "3adad", "shkoon"} <= ARABIZI_WORDS
    assert ARABIZI_WORDS.isdisjoint({"a", "the", "by", "in", "who"})


def test_no_subject_is_taken_for_an_empty_word() -> None:
    subjects = (
        "الصين",
        "نموذج",
        "مستخدم",
        "رقائق",
        "trust",
        "model",
        "price",
        "chip",
        "دول",
        "law",
        "die",
        "war",
        "plan",
        "plus",
        "son",
    )

    assert EMPTY_WORDS.isdisjoint(map(normalise, subjects))
