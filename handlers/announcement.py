"""A broadcast in the making: what an owner's dialogue holds between two messages."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from telegram import Message
from telegram.constants import MessageLimit

from handlers.errors import TooLong, WrongLanguage
from handlers.markup import visible
from knowledge.languages import detect
from knowledge.model import Language
from scheduler.campaigns.audiences import Audience

_OTHER = {"ar": "en", "en": "ar"}


@dataclass(frozen=True)
class Announcement:
    html: dict[Language, str] = field(default_factory=dict)
    """What was written, with its formatting, by language; empty before the first message."""
    audience: Audience = field(default_factory=Audience)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(data["html"], Audience.from_data(data["audience"]))

    def to_data(self) -> dict[str, Any]:
        return {"html": self.html, "audience": self.audience.to_data()}

    @property
    def missing_language(self) -> Language | None:
        """The one in which it is still to be written; None when there are both."""
        return next((_OTHER[language] for language in self.html if _OTHER[language] not in self.html), None)

    def with_message(self, message: Message) -> Self:
        """Written in one more language; raises WrongLanguage for one that there is, and TooLong."""
        language, html = detect(message.text or ""), message.text_html
        if len(visible(html)) > MessageLimit.MAX_TEXT_LENGTH:
            raise TooLong
        if language in self.html:
            raise WrongLanguage(_OTHER[language])
        return replace(self, html=self.html | {language: html})

    def rewritten(self) -> Self:
        return replace(self, html={})

    def to_audience(self, **changes: Any) -> Self:
        return replace(self, audience=replace(self.audience, **changes))
