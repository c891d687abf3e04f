"""In whose time people are told times."""

from scheduler.subscribing.subscribers import Subscribers


async def zone_of_person(subscribers: Subscribers, person: int) -> str:
    """The zone that this person's own subscription names; UTC for whoever has none."""
    subscriber = await subscribers.get(person)
    return subscriber.zone if subscriber else "UTC"
