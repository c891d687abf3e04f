from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.errors import CannotListen
from bot.inbox import Body
from bot.web import SECRET_HEADER, create_web, listen, webhook_route

SECRET = "a-secret"
UPDATE = {"update_id": 1, "message": {"chat": {"id": 7}}}


class Store:
    def __init__(self) -> None:
        self.stored: list[Body] = []
        self.works = True

    async def accept(self, bodies: list[Body]) -> None:
        if not self.works:
            raise OSError("disk full")
        self.stored += bodies


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def health() -> dict[str, Any]:
    return {"ok": True}


@pytest.fixture
async def client(store: Store, health: dict[str, Any]) -> AsyncIterator[httpx.AsyncClient]:
    async def report() -> dict[str, Any]:
        return health

    web = create_web(report, webhook_route("/telegram", SECRET, store.accept))
    transport = httpx.ASGITransport(web, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as connected:
        yield connected


async def test_an_update_is_accepted_when_it_is_stored(client: httpx.AsyncClient, store: Store) -> None:
    answer = await client.post("/telegram", json=UPDATE, headers={SECRET_HEADER: SECRET})

    assert answer.status_code == 200
    assert store.stored == [UPDATE]


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "guessed"}, {SECRET_HEADER: "\u00e9"}])
async def test_whoever_does_not_know_the_secret_is_refused(
    headers: dict[str, str], client: httpx.AsyncClient, store: Store
) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]

    answer = await client.post("/telegram", json=UPDATE, headers=raw)

    assert answer.status_code == 403
    assert store.stored == []


async def test_an_update_that_cannot_be_stored_is_asked_for_again(client: httpx.AsyncClient, store: Store) -> None:
    store.works = False

    answer = await client.post("/telegram", json=UPDATE, headers={SECRET_HEADER: SECRET})

    assert answer.status_code == 500


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"update_id": "1"}'])
async def test_what_is_no_update_is_refused(content: bytes, client: httpx.AsyncClient, store: Store) -> None:
    answer = await client.post("/telegram", content=content, headers={SECRET_HEADER: SECRET})

    assert answer.status_code == 400
    assert store.stored == []


async def test_health_is_503_when_something_is_wrong(client: httpx.AsyncClient, health: dict[str, Any]) -> None:
    health["ok"] = False

    assert (await client.get("/health")).status_code == 503


def test_a_port_that_is_taken_is_refused_at_once() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotListen) as refusal, listen("127.0.0.1", port):
            pass

    assert refusal.value.port == port
