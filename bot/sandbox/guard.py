"""Nobody but this machine's own page and programs may talk to the sandbox.

A foreign page could reach a loopback server by rebinding its own name to 127.0.0.1 (the Host header tells)
or by sending requests across origins (the Origin and Sec-Fetch-Site headers tell).
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class LocalOnly:
    """Refuses foreign requests with 403 and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif is_local(Headers(scope=scope), scope["path"]):
            await self._app(scope, receive, _with_security_headers(send))
        else:
            await PlainTextResponse("Forbidden: not from this machine", 403)(scope, receive, send)


def is_local(headers: Headers, path: str) -> bool:
    host = headers.get("host", "")
    if _host_name(f"//{host}") not in LOCAL_HOSTS:
        return False
    if "origin" in headers and headers["origin"] != f"http://{host}":
        return False
    # Following a link to the page from elsewhere is fine; everything else from elsewhere is not.
    return path == "/" or headers.get("sec-fetch-site") not in {"cross-site", "same-site"}


def _host_name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _with_security_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(SECURITY_HEADERS)
        await send(message)

    return send_with_headers
