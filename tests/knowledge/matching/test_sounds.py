import pytest

from knowledge.matching.sounds import sound
from knowledge.text import normalise


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        pytest.param("sharikat", "شركات", id="vowels-are-left-out"),
        pytest.param("mosta5dm", "مستخدم", id="digits-for-letters"),
        pytest.param("7odour", "حضور", id="ha-and-dad"),
        pytest.param("propaganda", "بروباغندا", id="a-borrowed-word"),
        pytest.param("khalij", "خليج", id="two-letters-for-one"),
        pytest.param("shanghai", "شانغهاي", id="a-place"),
    ],
)
def test_a_word_sounds_the_same_in_both_scripts(latin: str, arabic: str) -> None:
    assert sound(normalise(latin)) == sound(normalise(arabic)) != ""


@pytest.mark.parametrize("word", ["", "من", "of", "97", "🤖", "do", "日本"])
def test_too_few_consonants_tell_nothing(word: str) -> None:
    assert sound(word) == ""
