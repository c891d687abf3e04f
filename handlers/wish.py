"""What somebody wants of the digest, while they are choosing it."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from knowledge.model import Language
from scheduler.model import EVERY_DAY, Subscriber

AMOUNT = 3
"""The most facts in a digest, unless something else is chosen."""


@dataclass(frozen=True)
class Wish:
    """A subscription in the making, or one that is being changed; kept as a dialogue's data."""

    language: Language
    topics: tuple[str, ...] = ()
    minute: int | None = None
    zone: str | None = None
    changes: bool = False
    """Whether each choice takes effect at once, because the subscription exists."""
    days: int = EVERY_DAY
    amount: int = AMOUNT
    quiet_from: int | None = None
    quiet_until: int | None = None
    recap_day: int | None = None
    channel: int | None = None
    """The channel that it is for; None for the chat in which it is chosen."""

    @classmethod
    def of(cls, subscriber: Subscriber, channel: int | None = None) -> Self:
        return cls(
            language=subscriber.language,
            topics=subscriber.topics,
            minute=subscriber.minute,
            zone=subscriber.zone,
            changes=True,
            days=subscriber.days,
            amount=subscriber.amount,
            quiet_from=subscriber.quiet_from,
            quiet_until=subscriber.quiet_until,
            recap_day=subscriber.recap_day,
            channel=channel,
        )

    @classmethod
    def anew(cls, language: Language, former: Subscriber | None, channel: int | None = None) -> Self:
        """The first choices of who begins; who was here before gets days, amount and quiet hours as they were."""
        if former is None:
            return cls(language, channel=channel)
        return replace(cls.of(former, channel), language=language, topics=(), minute=None, zone=None, changes=False)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Of this release or any other: what was not yet kept is as by default, what is kept no more is left out."""
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        return cls(**{**known, "topics": tuple(data["topics"])})

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    def with_topic_toggled(self, topic_id: str) -> Self:
        """With the topic, or without it if it was chosen."""
        if topic_id in self.topics:
            return replace(self, topics=tuple(topic for topic in self.topics if topic != topic_id))
        return replace(self, topics=(*self.topics, topic_id))

    def with_day_toggled(self, weekday: int) -> Self:
        return replace(self, days=self.days ^ 1 << weekday)
