from dataclasses import fields

import numpy as np

from knowledge.documents import Document
from knowledge.matching.encoder import LettersOnly, UniversalSentenceEncoder
from knowledge.matching.ranking import Features
from knowledge.matching.retrieval import Retrieval
from knowledge.model import Fact
from tests.evaluation.ablation import GROUPS, AsTyped, Remembering, Whole, WordsAsWritten
from tests.evaluation.calibrate import filled

FACTS = Document(facts=(Fact("lake", {"en": "The lake is north of the city."}),))
LONG = "hello, my uncle has been telling me stories for years, where is the deep lake of the northern city?"


def test_every_feature_is_left_out_once_by_name() -> None:
    known = {feature.name for feature in fields(Features)}

    assert {name for group in GROUPS.values() for name in group} == known


def test_a_question_as_typed_keeps_its_slips() -> None:
    asked = "where is the norht"

    assert filled(FACTS, LettersOnly(), AsTyped).readings(asked) == [asked]
    assert filled(FACTS, LettersOnly()).readings(asked) == ["where is the north"]


def test_a_whole_question_is_not_read_by_its_clauses() -> None:
    assert len(Retrieval(LettersOnly()).readings(LONG)) > 1
    assert len(Whole(LettersOnly()).readings(LONG)) == 1


def test_words_as_written_meet_no_word_of_another_language() -> None:
    encoder = UniversalSentenceEncoder()
    asked = "مدينة"

    assert filled(FACTS, encoder).features(asked)["lake"].coverage > 0
    assert filled(FACTS, encoder, WordsAsWritten).features(asked)["lake"].coverage == 0


def test_what_is_remembered_is_what_was_encoded() -> None:
    encoder, texts = Remembering(), ["a lake", "a city", "a lake"]

    encoder.encode(texts[:1])

    assert np.allclose(encoder.encode(texts), UniversalSentenceEncoder().encode(texts), atol=1e-6)
