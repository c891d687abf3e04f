"""How the Bot API refuses: the status, the exact words and the parameters that clients act on."""

from dataclasses import dataclass, field

from bot.sandbox.model import Json


@dataclass
class ApiError(Exception):
    code: int
    description: str
    parameters: Json = field(default_factory=dict)

    def __str__(self) -> str:
        return self.description


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(chat_id: int) -> ApiError:
    error = bad_request("group chat was upgraded to a supergroup chat")
    return ApiError(error.code, error.description, {"migrate_to_chat_id": chat_id})


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")


class RefusedError(ValueError):
    """What a person tried through the control interface cannot be done in Telegram."""
