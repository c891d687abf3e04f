import pytest

from knowledge.languages import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("كم عدد المستخدمين؟", "ar", id="arabic"),
        pytest.param("How many users?", "en", id="english"),
        pytest.param("كم عدد مستخدمي DeepSeek R1 وKimi K2؟", "ar", id="latin-names-within-arabic"),
        pytest.param("ﺍﻟﺼﻴﻦ", "ar", id="presentation-forms"),
        pytest.param("combien d'utilisateurs", "en", id="a-language-without-texts"),
        pytest.param("97 🤖", "en", id="no-letters"),
    ],
)
def test_the_language_is_told_by_its_letters(text: str, language: str) -> None:
    assert detect(text) == language
