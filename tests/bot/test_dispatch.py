"""What sends to subscribers: beside people who ask, over real HTTP, and through an outage."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.base import utc_now
from bot.dispatch import Dispatch, traffic_of
from knowledge.database import Database
from scheduler.accounts.sending import Sending
from scheduler.sending.breaker import FIRST_WAIT, IN_A_ROW
from scheduler.sending.transport import NotSent
from tests.benchmarks import sending
from tests.scheduler.world import Clock, Messenger, Told, World


async def test_digests_go_out_while_people_get_answers(tmp_path: Path) -> None:
    unused, answers = await sending.measure(tmp_path, seconds=4, rates=(30,))

    assert unused.values[0] < 1
    assert all(milliseconds > 0 for milliseconds in answers.values)


async def test_health_and_the_base_say_what_keeps_messages_from_going_out(sqlite_database: Database) -> None:
    messenger = Messenger()
    await owe(sqlite_database, messenger)
    dispatch = Dispatch(sqlite_database, messenger, traffic_of(sqlite_database, 25), Told())
    await dispatch.start()
    well = dispatch.health()
    send = next(job.work for job in dispatch.jobs() if job.name == "sender")

    await send()

    assert well == {"sends": True}
    outage = dispatch.health()["outage"]
    since, tries_at = datetime.fromisoformat(outage["since"]), datetime.fromisoformat(outage["tries_at"])
    assert (outage["reason"], tries_at - since) == ("ConnectError", FIRST_WAIT)
    status = await Sending(sqlite_database).status(utc_now())
    assert status.outage is not None, "other processes know that this one sends, and believe it"
    assert status.outage.since == since


async def owe(database: Database, messenger: Messenger) -> None:
    """Enough digests that cannot be sent, due a moment ago."""
    due_at = utc_now().replace(second=0)
    world = World(database, Clock(due_at - timedelta(hours=1)), messenger)
    await world.add_topics()
    await world.publish("a")
    for chat_id in range(IN_A_ROW):
        messenger.answers[chat_id] = [NotSent(None, "ConnectError")]
        await world.subscribe(chat_id, zone="UTC", minute=due_at.hour * 60 + due_at.minute)
    await world.digests.tick(utc_now())
