"""What can go wrong with a subscription or a campaign; whoever talks to people has the sentence for each."""

from scheduler.model import Zone


class SchedulerError(Exception):
    """Root of this package's errors."""


class NotSubscribed(SchedulerError):
    """The chat, or this thread of it, has no active subscription."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(chat_id)
        self.chat_id = chat_id


class NoTopics(SchedulerError):
    """A subscription needs at least one topic."""


class NoDays(SchedulerError):
    """A subscription needs at least one day of the week."""


class UnknownZone(SchedulerError):
    """No time zone, city or offset goes by this text. ``suggestions`` holds up to three near ones, nearest first."""

    def __init__(self, text: str, suggestions: tuple[Zone, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions


class UnknownTime(SchedulerError):
    """No time of day can be read for sure in this text.

    ``suggestions`` holds up to three that may be meant, in minutes after midnight, likeliest first.
    """

    def __init__(self, text: str, suggestions: tuple[int, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions


class UnknownSpan(SchedulerError):
    """No beginning and end can be read for sure in this text; ``suggestions`` is as in ``UnknownTime``, in pairs."""

    def __init__(self, text: str, suggestions: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions


class CampaignNotFound(SchedulerError):
    """No campaign has this number."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__(campaign_id)
        self.campaign_id = campaign_id


class CampaignBegun(SchedulerError):
    """Something of it may have been sent: it can be stopped, and no longer be undone."""

    def __init__(self, campaign_id: int) -> None:
        super().__init__(campaign_id)
        self.campaign_id = campaign_id
