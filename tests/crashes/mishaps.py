"""A messenger on a bad day: what it does to the messages of a digest."""

from bot.sandbox.faults import Fault
from tests.crashes.audience import Audience

_SEND = "sendMessage"


def bad_day(audience: Audience, *, longest_wait: float = 5) -> list[Fault]:
    """One in twenty is told to wait; one in fifty gets a server's error, half of these once the message is taken; one
    in a hundred loses its answer, and another its connection; and every group becomes a supergroup just then.
    """
    return [
        *(Fault("migrate", _SEND, group_id) for group_id in audience.group_ids),
        Fault("flood", _SEND, times=None, probability=0.05, seconds=1, most_seconds=longest_wait),
        Fault("error", _SEND, times=None, probability=0.01),
        Fault(
            "late_error", _SEND, times=None, probability=0.01, code=500, description="Internal Server Error: restart"
        ),
        Fault("lost_reply", _SEND, times=None, probability=0.01),
        Fault("cut", _SEND, times=None, probability=0.01),
    ]
