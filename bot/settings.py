"""What an operator decides: variables with the prefix ``MARSAD_``, also read from ``.env`` in the working directory."""

import hashlib
import hmac
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import WrongSetting

PREFIX = "MARSAD_"
ENV_FILE = Path(".env")

FREE, FASTEST = 30, 1000
"""Messages a second that Telegram takes for nothing, and at all (core.telegram.org/bots/faq)."""

_ENGINES = ("sqlite+aiosqlite", "postgresql+asyncpg")


def _secret_like(pattern: str) -> Callable[[SecretStr], SecretStr]:
    def check(value: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, value.get_secret_value(), re.ASCII):
            raise ValueError(pattern)
        return value

    return check


def _address(value: str) -> str:
    if not re.match(r"https?://[^/\s]", value):
        raise ValueError(value)
    return value.rstrip("/")


def _known_engine(value: str) -> str:
    try:
        engine = make_url(value).drivername
    except ArgumentError:
        engine = ""
    if engine not in _ENGINES:
        raise ValueError(engine)
    return value


def _split(value: Any) -> Any:
    """Ids from ``1,2`` or ``[1, 2]``."""
    if not isinstance(value, str):
        return value
    return value.strip().removeprefix("[").removesuffix("]").replace(",", " ").split()


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


Token = Annotated[SecretStr, AfterValidator(_secret_like(r"\d+:\S+"))]
WebhookSecret = Annotated[SecretStr, AfterValidator(_secret_like(r"[\w-]{1,256}"))]
Address = Annotated[str, AfterValidator(_address)]
DatabaseUrl = Annotated[str, AfterValidator(_known_engine)]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_split)]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)]


class Settings(BaseSettings):
    """Each field is the variable ``MARSAD_<FIELD>``; one that is set to nothing counts as not set.

    A description completes "MARSAD_<FIELD> must be …", which is what is said of any other value.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    token: Token | None = Field(None, description="all of what @BotFather gave: digits, a colon and letters")
    api_url: Address | None = Field(None, description="an address such as http://127.0.0.1:8081")
    webhook_url: Address | None = Field(None, description="an address such as https://bot.example.org/telegram")
    webhook_secret: WebhookSecret | None = Field(
        None, description="1 to 256 of A-Z, a-z, 0-9, _ and -; leave it out and one is made"
    )
    owners: Ids = Field(
        frozenset(), description="Telegram user ids such as 123456789,987654321; @userinfobot tells people theirs"
    )
    database_url: DatabaseUrl = Field(
        "sqlite+aiosqlite:///data/marsad.sqlite3",
        repr=False,  # it may hold a password
        description="an address that begins with sqlite+aiosqlite:/// or postgresql+asyncpg://",
    )
    encoder: bool = Field(default=True, description="true or false")
    host: str = Field("127.0.0.1", description="an address of this machine")
    port: int = Field(8088, ge=0, le=65535, description="a whole number from 1 to 65535, or 0 for any free port")
    rate: float = Field(
        25,
        ge=1,
        le=FASTEST,
        description=f"a number from 1 to {FASTEST}, in messages a second; above 30 they are paid for",
    )
    paid_broadcast: bool = Field(default=False, description="true or false")
    keep_deliveries: int = Field(90, ge=7, description="a whole number of days from 7 on")
    log_level: LogLevel = Field("info", description="debug, info, warning or error")

    @property
    def in_sandbox(self) -> bool:
        return self.token is None

    @property
    def own_address(self) -> str:
        """Where the web server of a bot with these settings is found."""
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    def secret_for_webhook(self) -> str:
        """The one that was set, else one derived from the token: the same in every process that shares it."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        token = self.token.get_secret_value() if self.token else ""
        return hmac.new(token.encode(), b"marsad webhook", hashlib.sha256).hexdigest()


def variable(field: str) -> str:
    return f"{PREFIX}{field}".upper()


def load_settings(**overrides: Any) -> Settings:
    """Settings from the ``overrides`` that are not None, then the environment, then ``.env``.

    Raises ``WrongSetting`` for the first that cannot be used.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise _wrong(str(error.errors()[0]["loc"][0])) from None  # what pydantic says quotes the value: maybe a token
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(str(ENV_FILE), "cannot be read as UTF-8 text: correct it or remove it") from None
    _refuse_servers_without_token(settings)
    _refuse_unpaid_rates(settings)
    return settings


def _wrong(field: str) -> WrongSetting:
    return WrongSetting(variable(field), f"must be {Settings.model_fields[field].description}")


def _refuse_servers_without_token(settings: Settings) -> None:
    """The sandbox would ignore them, which is not what somebody who set them wants."""
    for field in ("api_url", "webhook_url"):
        if settings.in_sandbox and getattr(settings, field) is not None:
            raise WrongSetting(variable("token"), f"is missing: {variable(field)} needs the bot's token")


def _refuse_unpaid_rates(settings: Settings) -> None:
    if settings.rate > FREE and not settings.paid_broadcast:
        paid = variable("paid_broadcast")
        raise WrongSetting(
            variable("rate"), f"must be a number from 1 to {FREE}, in messages a second; more needs {paid}"
        )
