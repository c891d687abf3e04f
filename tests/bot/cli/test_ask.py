import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.conftest import Marsad

FACTS = """
facts:
  - id: capital
    text: {en: The capital of Ruritania is Strelsau., ar: عاصمة روريتانيا هي سترلساو.}
    aliases: {en: [what is the capital of Ruritania], ar: [ما عاصمة روريتانيا]}
  - id: river
    text: {en: The longest river of Ruritania is the Zenda.}
    aliases: {en: [what is the longest river of Ruritania]}
"""
KEYS = ["question", "status", "answer", "fact", "language", "suggestions", "candidates", "ms"]


@pytest.fixture(autouse=True)
def base(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    assert marsad("facts", "import", "facts.yaml").code == 0


def records(marsad: Marsad, stdin: bytes) -> list[dict[str, Any]]:
    finished = marsad("ask", "--json", stdin=stdin)
    assert finished.code == 0
    return [json.loads(line) for line in finished.out.split("\n")[:-1]]


def test_a_question_gets_its_fact_in_its_language(marsad: Marsad) -> None:
    finished = marsad("ask", "ما عاصمة روريتانيا؟")

    assert finished.out.splitlines()[0] == "عاصمة روريتانيا هي سترلساو."
    assert (finished.code, finished.err) == (0, "")


def test_the_language_of_the_answer_can_be_chosen(marsad: Marsad) -> None:
    assert "Strelsau" in marsad("ask", "--language", "en", "ما عاصمة روريتانيا؟").out


def test_a_question_that_no_fact_answers_is_told_so(marsad: Marsad) -> None:
    finished = marsad("ask", "how tall is the moon elephant")

    assert finished.out.startswith("No fact answers this.")


def test_a_question_without_a_word_is_refused(marsad: Marsad) -> None:
    finished = marsad("ask", "؟!")

    assert finished.code == 1
    assert finished.err.startswith("There is nothing to read in this question")


@pytest.mark.parametrize("arguments", [(), ("--json", "what is this")])
def test_a_question_and_json_are_one_or_the_other(arguments: tuple[str, ...], marsad: Marsad) -> None:
    assert marsad("ask", *arguments).code == 2


def test_a_record_has_exactly_the_promised_fields(marsad: Marsad) -> None:
    (record,) = records(marsad, b"what is the capital of Ruritania\n")

    assert list(record) == KEYS
    assert record["status"] == "answered"
    assert record["answer"] == "The capital of Ruritania is Strelsau."
    assert record["fact"] == record["candidates"][0]["fact"] == "capital"
    assert set(record["candidates"][0]) == {"fact", "score"}
    assert record["language"] == "en"
    assert record["ms"] > 0


def test_every_line_gets_a_line_and_none_stops_the_others(marsad: Marsad) -> None:
    lines = [
        b"what is the capital of Ruritania",
        b"",
        b"   ",
        b"\xff\xfe\xfa",
        b"?" * 5000,
        b"a" * 5000,
        "\u2028 \u0085 \ufeff".encode(),
        b"\x00",
        "\U0001f600".encode(),
        "ما عاصمة روريتانيا".encode(),
    ]

    found = records(marsad, b"\n".join(lines))

    assert len(found) == len(lines)
    assert [record["status"] for record in found[1:9]] == ["unknown"] * 8
    assert found[1]["question"] == ""
    assert (found[0]["fact"], found[9]["fact"]) == ("capital", "capital")


def test_bytes_that_are_not_utf_8_come_back_as_they_were(marsad: Marsad) -> None:
    (record,) = records(marsad, b"caf\xe9\r\n")

    assert record["question"].encode("utf-8", "surrogateescape") == b"caf\xe9"


def test_arabic_is_written_as_it_is(marsad: Marsad) -> None:
    assert "روريتانيا" in marsad("ask", "--json", stdin="ما عاصمة روريتانيا".encode()).out
