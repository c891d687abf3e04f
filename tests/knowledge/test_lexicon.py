import pytest

from knowledge.lexicon import EMPTY_WORDS, Wanted, wanted
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
    ],
)
def test_the_kind_of_answer_is_told_in_every_dialect(question: str, kind: Wanted) -> None:
    assert kind in wanted(normalise(question))


def test_from_within_a_sentence_is_not_who() -> None:
    assert Wanted.PERSON not in wanted(normalise("ما موقف الصين من القيود"))


def test_no_subject_is_taken_for_an_empty_word() -> None:
    subjects = ("الصين", "نموذج", "مستخدم", "رقائق", "trust", "model", "price", "chip")

    assert EMPTY_WORDS.isdisjoint(map(normalise, subjects))
