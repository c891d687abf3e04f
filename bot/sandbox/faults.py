"""The server told to misbehave, for some calls, some times."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

Kind = Literal["flood", "blocked", "error", "late_error", "lost_reply", "cut", "slow", "migrate"]
KINDS = get_args(Kind)


@dataclass(frozen=True)
class Fault:
    """`flood` answers 429; `blocked` 403; `error` answers `code` and `description` (502 and HTML when the
    description is empty); `late_error` obeys before it answers so; `lost_reply` obeys and then drops the
    connection; `cut` drops it without obeying; `slow` waits `seconds` first; `migrate` turns the group into a
    supergroup before the call. Each time the seconds are drawn between `seconds` and `most_seconds`, if given.

    It strikes calls of `method` (any, when empty) to `chat_id` (any, when None), `times` times (for ever,
    when None), each with `probability`.
    """

    kind: Kind
    method: str = ""
    chat_id: int | None = None
    times: int | None = 1
    probability: float = 1.0
    seconds: float = 1.0
    most_seconds: float | None = None
    code: int = 502
    description: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")

    def concerns(self, method: str, chat_id: int | None) -> bool:
        same_method = not self.method or self.method.lower() == method.lower()
        return same_method and self.chat_id in (None, chat_id)


class Faults:
    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 — chance that can be repeated, not a secret
        self.planned: list[Fault] = []

    def plan(self, faults: Iterable[Fault]) -> None:
        self.planned.extend(faults)

    def clear(self) -> None:
        self.planned.clear()

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call, used up by one; None when the call is left alone."""
        for index, fault in enumerate(self.planned):
            if fault.concerns(method, chat_id) and self._random.random() < fault.probability:
                self._use_up(index)
                return self._drawn(fault)
        return None

    def _drawn(self, fault: Fault) -> Fault:
        if fault.most_seconds is None:
            return fault
        return replace(fault, seconds=self._random.uniform(fault.seconds, fault.most_seconds))

    def _use_up(self, index: int) -> None:
        fault = self.planned[index]
        if fault.times is None:
            return
        if fault.times > 1:
            self.planned[index] = replace(fault, times=fault.times - 1)
        else:
            del self.planned[index]
