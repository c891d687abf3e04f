"""What somebody wants of the digest, while they are choosing it."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from knowledge.model import Language
from scheduler.model import Subscriber
from scheduler.subscribers import Changes


@dataclass(frozen=True)
class Wish:
    """A subscription in the making, or one that is being changed; kept as a dialogue's data."""

    language: Language
    topics: tuple[str, ...] = ()
    minute: int | None = None
    zone: str | None = None
    changes: bool = False
    """Whether each choice takes effect at once, because the subscription exists."""

    @classmethod
    def of(cls, subscriber: Subscriber) -> Self:
        return cls(subscriber.language, subscriber.topics, subscriber.minute, subscriber.zone, changes=True)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "topics": tuple(data["topics"])})

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    def to_changes(self) -> Changes:
        changes = Changes(topics=self.topics, language=self.language)
        if self.minute is not None:
            changes["minute"] = self.minute
        if self.zone is not None:
            changes["zone"] = self.zone
        return changes

    def toggled(self, topic_id: str) -> Self:
        """With the topic, or without it if it was chosen."""
        if topic_id in self.topics:
            return replace(self, topics=tuple(topic for topic in self.topics if topic != topic_id))
        return replace(self, topics=(*self.topics, topic_id))
