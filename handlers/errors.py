"""What can go wrong in a conversation; handlers/failures.py has the sentence for each."""


class HandlerError(Exception):
    """Root of this package's errors."""


class StalePress(HandlerError):
    """A button whose data cannot be read or no longer means anything: an old message, or a forged one."""

    def __init__(self, data: str) -> None:
        super().__init__(data)
        self.data = data


class UnknownDate(HandlerError):
    """No date can be read in this text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class UnknownSource(HandlerError):
    """No title of a source can be read in this text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TooLong(HandlerError):
    """More than one message holds."""


class WrongLanguage(HandlerError):
    """The other language was asked for: ``expected``."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


class ChannelRefused(HandlerError):
    """A person may not set up the digest of the channel called ``title``.

    ``reason``: ``unknown``, ``group``, ``person``, ``bot-outside``, ``bot-mute``, ``not-yours`` or ``no-right``.
    """

    def __init__(self, reason: str, title: str) -> None:
        super().__init__(reason, title)
        self.reason = reason
        self.title = title
