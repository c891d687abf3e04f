from scheduler.sending.switch import Switch
from tests.scheduler.world import World


async def test_a_pause_outlives_the_process_until_somebody_resumes(world: World) -> None:
    switch = Switch(world.database)
    assert await switch.paused() is None

    held = await switch.pause("owner", world.clock())
    assert await Switch(world.database).paused() == held

    await switch.resume()
    assert await Switch(world.database).paused() is None


async def test_whoever_paused_first_is_named(world: World) -> None:
    switch = Switch(world.database)
    first = await switch.pause("errors", world.clock(), "Forbidden: bot was kicked")

    assert await switch.pause("owner", world.clock.forward(hours=1)) == first
