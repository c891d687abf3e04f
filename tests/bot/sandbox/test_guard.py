import httpx
import pytest

PATHS = ["/", "/page/chat.js", "/sandbox/people", "/sandbox/events", "/bot1:a/getMe"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"host": "evil.example"}, id="rebound-name"),
        pytest.param({"host": "127.0.0.1.evil.example:80"}, id="look-alike-name"),
        pytest.param({"host": "[not an address"}, id="nonsense"),
        pytest.param({"origin": "https://evil.example"}, id="foreign-origin"),
        pytest.param({"origin": "null"}, id="opaque-origin"),
        pytest.param({"origin": "http://127.0.0.1:1"}, id="another-port"),
    ],
)
async def test_foreign_requests_are_refused(control: httpx.AsyncClient, path: str, headers: dict[str, str]) -> None:
    assert (await control.get(path, headers=headers)).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_local_names_are_welcome(control: httpx.AsyncClient, host: str) -> None:
    local = f"{host}:{control.base_url.port}"

    answer = await control.get("/sandbox/people", headers={"host": local, "origin": f"http://{local}"})

    assert answer.status_code == 200


async def test_a_foreign_page_may_link_to_the_page_but_not_read_the_rest(control: httpx.AsyncClient) -> None:
    elsewhere = {"sec-fetch-site": "cross-site"}

    assert (await control.get("/", headers=elsewhere)).status_code == 200
    assert (await control.get("/sandbox/people", headers=elsewhere)).status_code == 403


async def test_the_page_allows_only_itself(control: httpx.AsyncClient) -> None:
    policy = (await control.get("/")).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "http" not in policy
