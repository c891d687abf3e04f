from dataclasses import fields

import numpy as np

from knowledge.encoder import UniversalSentenceEncoder
from knowledge.ranking import Features
from tests.evaluation.ablation import GROUPS, Remembering


def test_every_feature_is_left_out_once_by_name() -> None:
    known = {feature.name for feature in fields(Features)}

    assert {name for group in GROUPS.values() for name in group} == known


def test_what_is_remembered_is_what_was_encoded() -> None:
    encoder, texts = Remembering(), ["a lake", "a city", "a lake"]

    encoder.encode(texts[:1])

    assert np.allclose(encoder.encode(texts), UniversalSentenceEncoder().encode(texts), atol=1e-6)
