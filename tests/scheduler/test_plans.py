from typing import Any

import pytest
from sqlalchemy import event

from knowledge.database import Database
from scheduler.accounts.sending import Sending
from scheduler.digests.tick import Digests
from scheduler.sending.outbox import Outbox
from tests.scheduler.world import Clock


@pytest.mark.parametrize("table", ["subscribers", "deliveries"])
async def test_what_runs_every_second_never_reads_through_a_table(
    sqlite_database: Database, clock: Clock, table: str
) -> None:
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        asked.append((statement, parameters))

    digests = Digests(sqlite_database)
    await digests.tick(clock())  # the first of a process looks at all zones
    event.listen(sqlite_database.engine.sync_engine, "before_cursor_execute", note)
    await digests.tick(clock())
    await Outbox(sqlite_database).exchange((), "me", 30, clock())
    await Outbox(sqlite_database).recover(clock())
    await Sending(sqlite_database).status(clock())

    questions = [(statement, parameters) for statement, parameters in asked if table in statement]
    async with sqlite_database.read() as connection:
        plans = [
            (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all()
            for statement, parameters in questions
        ]
    assert plans
    assert not [step for plan in plans for step in plan if step.detail.startswith(f"SCAN {table}")]
