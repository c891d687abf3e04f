"""What can go wrong in the base. Attributes carry the data; the sentences for readers are in ``handlers/texts``."""

from dataclasses import dataclass


class KnowledgeError(Exception):
    """Anything below that a caller may want to answer."""


class FactNotFound(KnowledgeError):
    def __init__(self, fact_id: str) -> None:
        super().__init__(f"no fact {fact_id!r}")
        self.fact_id = fact_id


class FactExists(KnowledgeError):
    def __init__(self, fact_id: str) -> None:
        super().__init__(f"there is a fact {fact_id!r} already")
        self.fact_id = fact_id


class TopicNotFound(KnowledgeError):
    def __init__(self, topic_id: str) -> None:
        super().__init__(f"no topic {topic_id!r}")
        self.topic_id = topic_id


class NameNotFound(KnowledgeError):
    def __init__(self, name_id: str) -> None:
        super().__init__(f"no name {name_id!r}")
        self.name_id = name_id


class NameTaken(KnowledgeError):
    """A spelling belongs to one name only: ``name_id`` has it."""

    def __init__(self, spelling: str, name_id: str) -> None:
        super().__init__(f"{spelling!r} is a spelling of {name_id!r}")
        self.spelling = spelling
        self.name_id = name_id


class QuestionNotFound(KnowledgeError):
    def __init__(self, question_id: int) -> None:
        super().__init__(f"no question {question_id}")
        self.question_id = question_id


class InvalidEntry(KnowledgeError):
    """A rule of ``knowledge/rules.py`` is broken: ``field`` is where (``text.ar``), ``code`` which (``too-long``)."""

    def __init__(self, field: str, code: str, detail: str = "") -> None:
        super().__init__(f"{field}: {detail or code}")
        self.field = field
        self.code = code


class InvalidFact(InvalidEntry):
    pass


class InvalidSource(InvalidEntry):
    pass


class InvalidTopic(InvalidEntry):
    pass


class InvalidName(InvalidEntry):
    pass


class NotTheAsker(KnowledgeError):
    """Only the person who asked can say whether the answer was one; this is somebody else, or nobody knows any more."""

    def __init__(self, question_id: int) -> None:
        super().__init__(f"question {question_id} was asked by somebody else")
        self.question_id = question_id


class NotTheAnswer(KnowledgeError):
    """The fact was not brought up by the question."""

    def __init__(self, question_id: int, fact_id: str) -> None:
        super().__init__(f"question {question_id} did not bring up {fact_id!r}")
        self.question_id = question_id
        self.fact_id = fact_id


class AlreadyReviewed(KnowledgeError):
    """What readers said of the fact is not up for review any more: a curator was faster, or a reader took it back."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(f"what was said of {fact_id!r} is not up for review")
        self.fact_id = fact_id


@dataclass(frozen=True)
class Problem:
    """One fault of a fact file. Without ``entry`` the whole file is meant, without ``field`` the whole entry."""

    file: str
    entry: str
    """The id where there is one, else the position: ``facts, entry 3`` or ``line 3``."""
    field: str
    code: str
    """Stable and short, such as ``not-a-date``; ``detail`` says the same in plain English, and what to do."""
    detail: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.field, self.detail) if part)


class InvalidFactFile(KnowledgeError):
    """Every problem of the files, in the order in which they were read; never empty."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class RevisionNotFound(KnowledgeError):
    def __init__(self, number: int) -> None:
        super().__init__(f"no revision {number}")
        self.number = number


class NothingToUndo(KnowledgeError):
    """The author has no change left that stands."""


class EditConflict(KnowledgeError):
    """The fact was changed by revision ``newer`` while somebody edited what revision ``revision`` had left."""

    def __init__(self, fact_id: str, revision: int, newer: int) -> None:
        super().__init__(f"revision {newer} changed {fact_id!r} after revision {revision} was read")
        self.fact_id = fact_id
        self.revision = revision
        self.newer = newer


class AlreadyUndone(NothingToUndo):
    def __init__(self, number: int) -> None:
        super().__init__(f"revision {number} was undone before")
        self.number = number


class UndoConflict(KnowledgeError):
    """The fact was changed after ``revision``, last by revision ``newer``, so undoing it would lose that change."""

    def __init__(self, revision: int, newer: int) -> None:
        super().__init__(f"revision {newer} changed the fact after revision {revision}")
        self.revision = revision
        self.newer = newer


class EmptyQuestion(KnowledgeError):
    """Nothing in it can be read: no letter and no digit."""


class NothingAsked(KnowledgeError):
    """Only words that hold a question together, or digits, or a single letter; and nothing before to go on from."""


class QuestionTooLong(KnowledgeError):
    """``length`` and ``limit`` are in characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"a question of {length} characters; at most {limit} are read")
        self.length = length
        self.limit = limit
