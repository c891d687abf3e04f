"""Which words are taken for the same, with the real encoder."""

import pytest

from knowledge.matching.encoder import Encoder, LettersOnly, UniversalSentenceEncoder
from knowledge.matching.likeness import MOST_WORDS, Related, WordLikeness

WORDS = ("users", "company", "prices", "robot", "شركات", "بروباغندا", "@deepseek", "97")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return UniversalSentenceEncoder()


def related(encoder: Encoder, token: str, words: tuple[str, ...] = WORDS) -> Related:
    likeness = WordLikeness(encoder.dimensions)
    learnt = likeness.unknown(words)
    likeness.learn(learnt, encoder.encode(learnt))
    return likeness.related([token], {token: encoder.encode([token])[0]})


def same(encoder: Encoder, token: str, words: tuple[str, ...] = WORDS) -> set[str]:
    """The other words that the token is taken for."""
    return set(related(encoder, token, words).among(words)[token]) - {token}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        pytest.param("usrs", "users", id="a-slip"),
        pytest.param("مستخدمين", "users", id="a-translation"),
        pytest.param("أسعار", "prices", id="a-translation-of-another-word"),
        pytest.param("firms", "شركات", id="a-translation-of-a-synonym"),
        pytest.param("propaganda", "بروباغندا", id="the-same-sound"),
        pytest.param("روبوت", "robot", id="the-same-sound-from-arabic"),
        pytest.param("sharikat", "شركات", id="arabic-in-latin-letters"),
    ],
)
def test_words_that_may_be_the_same_are_taken_for_it(encoder: Encoder, asked: str, written: str) -> None:
    assert written in same(encoder, asked)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        pytest.param("founder", "company", id="of-one-field-in-one-language"),
        pytest.param("bananas", "شركات", id="of-nothing-in-common"),
        pytest.param("98", "97", id="another-number"),
        pytest.param("@deepsek", "@deepseek", id="another-name"),
        pytest.param("use", "users", id="too-short-for-a-slip"),
    ],
)
def test_words_that_are_only_near_are_not_taken_for_each_other(encoder: Encoder, asked: str, written: str) -> None:
    assert written not in same(encoder, asked)


def test_a_word_is_always_wholly_like_itself(encoder: Encoder) -> None:
    found = related(encoder, "users")

    assert found.among(WORDS)["users"]["users"] == found.nearest()["users"]["users"] == 1.0


def test_among_few_words_only_these_are_compared(encoder: Encoder) -> None:
    assert set(related(encoder, "firms").among({"robot"})["firms"]) == {"firms"}


def test_candidates_are_looked_for_by_what_is_only_near(encoder: Encoder) -> None:
    assert "company" in related(encoder, "founder").nearest()["founder"]


def test_without_meaning_letters_and_sound_still_tell() -> None:
    assert same(LettersOnly(), "usrs") == {"users"}
    assert same(LettersOnly(), "propaganda") == {"بروباغندا"}
    assert same(LettersOnly(), "firms") == set()


def test_vectors_are_wanted_once_and_only_for_words_that_mean_something() -> None:
    likeness = WordLikeness(1)

    assert likeness.unknown(["users", "users", "97", "@deepseek"]) == ["users"]

    likeness.learn(["users"], LettersOnly().encode(["users"]))
    assert likeness.unknown(["users", "robot"]) == ["robot"]


def test_no_more_words_are_held_than_there_is_room_for() -> None:
    likeness = WordLikeness(1)
    many = [f"word{number}" for number in range(MOST_WORDS + 5)]

    assert len(likeness.unknown(many)) == MOST_WORDS

    likeness.learn(many[:MOST_WORDS], LettersOnly().encode(many[:MOST_WORDS]))
    assert likeness.unknown(many) == []
