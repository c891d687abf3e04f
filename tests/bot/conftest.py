from collections.abc import AsyncIterator

import pytest

from bot.connection import Api
from tests.bot.stub_api import StubApi, running


@pytest.fixture
def stub() -> StubApi:
    return StubApi()


@pytest.fixture
async def api(stub: StubApi) -> AsyncIterator[Api]:
    """The way to the stub, which is running."""
    async with running(stub) as found:
        yield found
