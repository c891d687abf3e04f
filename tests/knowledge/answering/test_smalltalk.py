import time

import pytest

from knowledge.answering.smalltalk import SmallTalk, small_talk


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        pytest.param("مرحبا", SmallTalk.GREETING, "ar", id="arabic"),
        pytest.param("السلام عليكم ورحمة الله وبركاته", SmallTalk.PEACE, "ar", id="arabic-peace"),
        pytest.param("صباح الخير يا مرصد", SmallTalk.MORNING, "ar", id="arabic-morning"),
        pytest.param("من أنت؟", SmallTalk.IDENTITY, "ar", id="arabic-identity"),
        pytest.param("ازيك عامل ايه", SmallTalk.WELLBEING, "ar", id="egyptian"),
        pytest.param("انت مين؟ وبتعمل ايه", SmallTalk.IDENTITY, "ar", id="egyptian-identity"),
        pytest.param("يسلمو كتير", SmallTalk.THANKS, "ar", id="levantine"),
        pytest.param("مين إنت وشو بتعمل؟", SmallTalk.IDENTITY, "ar", id="levantine-identity"),
        pytest.param("هلا والله", SmallTalk.GREETING, "ar", id="gulf"),
        pytest.param("يعطيك العافية ما قصرت", SmallTalk.THANKS, "ar", id="gulf-thanks"),
        pytest.param("شكو ماكو", SmallTalk.WELLBEING, "ar", id="iraqi"),
        pytest.param("منو انت", SmallTalk.IDENTITY, "ar", id="iraqi-identity"),
        pytest.param("لاباس عليك خويا", SmallTalk.WELLBEING, "ar", id="maghrebi"),
        pytest.param("شكون نتا", SmallTalk.IDENTITY, "ar", id="maghrebi-identity"),
        pytest.param("الله يرحم الوالدين", SmallTalk.THANKS, "ar", id="maghrebi-thanks"),
        pytest.param("mar7aba", SmallTalk.GREETING, "ar", id="arabizi"),
        pytest.param("shukran ktir habibi", SmallTalk.THANKS, "ar", id="arabizi-thanks"),
        pytest.param("meen enta?", SmallTalk.IDENTITY, "ar", id="arabizi-identity"),
        pytest.param("Hello!", SmallTalk.GREETING, "en", id="english"),
        pytest.param("what can you do?", SmallTalk.IDENTITY, "en", id="english-identity"),
        pytest.param("you're the best, thank you so much", SmallTalk.THANKS, "en", id="english-thanks"),
        pytest.param("stupid bot", SmallTalk.INSULT, "en", id="english-insult"),
        pytest.param("good night", SmallTalk.FAREWELL, "en", id="english-farewell"),
        pytest.param("Bonjour", SmallTalk.GREETING, "fr", id="french"),
        pytest.param("merci beaucoup !", SmallTalk.THANKS, "fr", id="french-thanks"),
        pytest.param("qui es-tu ?", SmallTalk.IDENTITY, "fr", id="french-identity"),
        pytest.param("مرحبااااا", SmallTalk.GREETING, "ar", id="drawn-out"),
        pytest.param("thaaaanks 🙏", SmallTalk.THANKS, "en", id="drawn-out-with-emoji"),
        pytest.param("ههههههه", SmallTalk.ACKNOWLEDGEMENT, "ar", id="laughter"),
        pytest.param("كيف أشترك في النشرة؟", SmallTalk.SUBSCRIBING, "ar", id="arabic-subscribing"),
        pytest.param("أوقفوا النشرة من فضلكم", SmallTalk.STOPPING, "ar", id="arabic-stopping"),
        pytest.param("عايز الغي الاشتراك", SmallTalk.STOPPING, "ar", id="egyptian-stopping"),
        pytest.param("STOP", SmallTalk.STOPPING, "en", id="english-stopping"),
        pytest.param("How do I subscribe?", SmallTalk.SUBSCRIBING, "en", id="english-subscribing"),
        pytest.param("comment me désabonner ?", SmallTalk.STOPPING, "fr", id="french-stopping"),
        pytest.param("hello, thanks, bye", SmallTalk.THANKS, "en", id="several"),
    ],
)
def test_small_talk_is_known_for_what_it_is(text: str, kind: SmallTalk, language: str) -> None:
    said = small_talk(text)

    assert said is not None
    assert (said.kind, said.language) == (kind, language)


@pytest.mark.parametrize(
    "text",
    [
        "hello, how many users does DeepSeek have",
        "مرحبا كم مستخدم عند ديب سيك",
        "شكرا، ومتى صدر R1؟",
        "من هو لي تشيانغ",
        "who made you think so",
        "merci de me dire combien",
        "the answer",
        "why did the US stop chip exports",
        "هل النماذج الأمريكية باشتراك",
        "ya",
        "R1",
        "👍",
        "",
    ],
)
def test_a_message_with_anything_else_in_it_is_a_question(text: str) -> None:
    assert small_talk(text) is None


def test_a_long_message_costs_nothing() -> None:
    began = time.perf_counter()

    assert small_talk("so very really you " * 5000) is None
    assert time.perf_counter() - began < 0.05
