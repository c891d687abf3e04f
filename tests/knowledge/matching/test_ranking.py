"""What each feature says, on two or three small facts, by letters alone."""

from dataclasses import fields

import pytest

from knowledge.matching.calibration import CALIBRATION
from knowledge.matching.encoder import LettersOnly
from knowledge.matching.ranking import Features, passages, score
from knowledge.matching.retrieval import Retrieval
from knowledge.model import Fact, Figure, Name

NAMES = [
    Name("deepseek", "organisation", {"ar": "ديب سيك", "en": "DeepSeek"}),
    Name("chatgpt", "product", {"en": "ChatGPT"}),
    Name("hinton", "person", {"en": "Hinton"}),
    Name("china", "place", {"ar": "الصين", "en": "China"}, ("Chinese", "صيني", "صينية")),
    Name("united-states", "place", {"ar": "أمريكا", "en": "United States"}, ("US", "Americans", "الأمريكيون")),
]
USERS = Fact(
    "users",
    {"en": "DeepSeek had 97 million users."},
    figure=Figure("deepseek.users", 97, "million"),
    aliases={"en": ("how many users has DeepSeek",)},
)
CURBS = Fact(
    "curbs",
    {"en": "The US restricts which chips China may buy.", "ar": "تقيد أمريكا ما تشتريه الصين من رقائق."},
    aliases={"en": ("does the US restrict China",), "ar": ("هل تقيد أمريكا الصين",)},
)
RACE = Fact(
    "race",
    {"en": "China and the US are the two that lead."},
    aliases={"en": ("China against the US", "the US against China")},
)
SPEECH = Fact("speech", {"en": "Hinton warned of machines that outwit us."})


def features(question: str, *facts: Fact) -> Features:
    """Of the first fact."""
    encoder = LettersOnly()
    retrieval = Retrieval(encoder, NAMES)
    texts = [passage for fact in facts for passage in passages(fact)]
    retrieval.put(retrieval.read(facts), encoder.encode(texts))
    return retrieval.features(question)[facts[0].id]


@pytest.mark.parametrize(
    ("question", "fact", "turned"),
    [
        pytest.param("does China restrict the US", CURBS, True, id="turned-round"),
        pytest.param("هل تقيد الصين أمريكا", CURBS, True, id="turned-round-in-arabic"),
        pytest.param("does the US restrict China", CURBS, False, id="in-order"),
        pytest.param("do Chinese firms restrict the US", CURBS, False, id="an-adjective-acts-for-no-country"),
        pytest.param("are chips restricted by China", CURBS, False, id="one-country"),
        pytest.param("does the US lead China", RACE, False, id="a-list-has-no-order"),
        pytest.param("does China lead the US", RACE, False, id="nor-the-other-way-round"),
    ],
)
def test_countries_are_turned_round_where_the_fact_has_them_in_one_other_order(
    question: str, fact: Fact, turned: bool
) -> None:
    assert features(question, fact, USERS).turned_round == turned


def test_one_passage_alone_fixes_no_order() -> None:
    once = Fact("once", {"en": "The US restricts China."})

    assert features("does China restrict the US", once).turned_round == 0


def test_only_countries_are_turned_round() -> None:
    told = Fact("told", {"en": "Hinton praised DeepSeek."}, aliases={"en": ("did Hinton praise DeepSeek",)})

    assert features("did DeepSeek praise Hinton", told).turned_round == 0


@pytest.mark.parametrize(
    ("question", "other"),
    [
        pytest.param("how many users has ChatGPT", 1.0, id="another-product"),
        pytest.param("is DeepSeek like ChatGPT", 1.0, id="another-one-as-well"),
        pytest.param("how many users has DeepSeek", 0.0, id="the-same"),
        pytest.param("how many users", 0.0, id="no-name"),
    ],
)
def test_a_name_that_the_fact_has_not_is_another_name(question: str, other: float) -> None:
    assert features(question, USERS, SPEECH).other_name == other


def test_another_name_is_one_however_common_it_is() -> None:
    common = [Fact(f"chat-{number}", {"en": f"ChatGPT did {number}."}) for number in range(5)]

    found = features("users of ChatGPT", USERS, *common)

    assert found.other_name == 1
    assert features("users of DeepSeek", USERS, *common).other_name == 0


@pytest.mark.parametrize(
    ("question", "is_met"),
    [
        pytest.param("how many users has DeepSeek", True, id="what-is-asked-for"),
        pytest.param("how many employees has DeepSeek", False, id="another-measure"),
        pytest.param("كم موظفا في ديب سيك", False, id="another-measure-in-arabic"),
        pytest.param("DeepSeek employees", True, id="nothing-asks"),
    ],
)
def test_what_is_asked_for_is_the_word_after_the_one_that_asks(question: str, is_met: bool) -> None:
    assert (features(question, USERS, SPEECH).unmet_head == 0) == is_met


@pytest.mark.parametrize(
    ("question", "fact", "wrong"),
    [
        pytest.param("how many machines", SPEECH, 1.0, id="no-number"),
        pytest.param("how many users", USERS, 0.0, id="a-number"),
        pytest.param("when did Hinton warn", SPEECH, 1.0, id="no-date"),
        pytest.param("who warned", SPEECH, 0.0, id="a-person"),
        pytest.param("who restricts chips", RACE, 1.0, id="nobody"),
        pytest.param("who has users", USERS, 0.0, id="an-organisation-may-be-who"),
        pytest.param("where are the users", USERS, 1.0, id="no-place"),
        pytest.param("where are chips restricted", CURBS, 0.0, id="a-place"),
        pytest.param("what did DeepSeek say", USERS, 1.0, id="words-that-nobody-asks-it-for"),
        pytest.param("Americans who trust Hinton", RACE, 0.0, id="who-that-does-not-ask"),
    ],
)
def test_a_fact_without_the_kind_of_answer_is_of_the_wrong_kind(question: str, fact: Fact, wrong: float) -> None:
    assert features(question, fact).wrong_kind == wrong


def test_an_alias_that_asks_for_the_kind_of_answer_vouches_for_it() -> None:
    asked = Fact(SPEECH.id, SPEECH.text, aliases={"en": ("how many machines outwit us",)})

    assert features("how many machines", asked).wrong_kind == 0


def aliased(*aliases: str) -> Fact:
    return Fact("aliased", USERS.text, aliases={"en": aliases})


@pytest.mark.parametrize(
    ("aliases", "asked"),
    [
        pytest.param(("how many users has DeepSeek",), 1.0, id="an-alias-asks-the-same"),
        pytest.param(("who uses DeepSeek",), 0.0, id="another-kind"),
        pytest.param(("who uses DeepSeek", "كم عدد المستخدمين"), 1.0, id="one-in-another-language"),
    ],
)
def test_aliases_tell_which_kinds_of_answer_a_fact_is_asked_for(aliases: tuple[str, ...], asked: float) -> None:
    assert features("how many users has DeepSeek", aliased(*aliases)).asked_kind == asked


def test_a_question_that_asks_for_no_kind_is_asked_of_no_alias() -> None:
    assert features("DeepSeek users", aliased("how many users has DeepSeek")).asked_kind == 0


@pytest.mark.parametrize("question", ["how many users has DeepSeek", "users", "chips of ChatGPT users"])
def test_without_an_encoder_wording_stands_for_meaning(question: str) -> None:
    found = features(question, USERS, CURBS)

    assert found.meaning == found.wording > 0


@pytest.mark.parametrize(
    "question", ["how many users has DeepSeek", "does China restrict the US", "who warned of users in 2024"]
)
def test_every_feature_is_between_nothing_and_one(question: str) -> None:
    found = features(question, USERS, CURBS, RACE, SPEECH)

    assert all(0 <= getattr(found, feature.name) <= 1 for feature in fields(Features))


def test_the_score_rises_with_what_speaks_for_a_fact_and_falls_with_what_speaks_against_it() -> None:
    asked = features("how many users has DeepSeek", USERS, SPEECH)

    assert score(asked) > CALIBRATION.thresholds.answer
    for against in ("how many users has ChatGPT", "how many users has DeepSeek in 2024", "where is DeepSeek"):
        assert score(features(against, USERS, SPEECH)) < score(asked)
