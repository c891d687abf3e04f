import re
from pathlib import Path

import pytest

from bot.errors import WrongSetting
from bot.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAF-a-token-that-nobody-has"


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{field}".upper(), raising=False)


def test_nothing_set_means_the_sandbox_on_a_sqlite_file() -> None:
    settings = load_settings()

    assert settings.in_sandbox
    assert settings.database_url == "sqlite+aiosqlite:///data/marsad.sqlite3"
    assert settings.host == "127.0.0.1"


@pytest.mark.parametrize("text", ["1,2", "[1, 2]", " 1 2 "])
def test_owners_are_read_from_a_list_of_ids(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_OWNERS", text)

    assert load_settings().owners == {1, 2}


def test_a_variable_set_to_nothing_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKEN", "")

    assert load_settings().in_sandbox


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("MARSAD_PORT=1\nMARSAD_RATE=1\nMARSAD_HOST=::1\n", encoding="utf-8")
    monkeypatch.setenv("MARSAD_PORT", "2")
    monkeypatch.setenv("MARSAD_RATE", "2")

    settings = load_settings(port=3, rate=None)

    assert (settings.port, settings.rate, settings.host) == (3, 2, "::1")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "abc", "must be a whole number from 1 to 65535, or 0 for any free port"),
        ("PORT", "65536", "must be a whole number from 1 to 65535, or 0 for any free port"),
        ("OWNERS", "@somebody", "must be Telegram user ids"),
        ("OWNERS", "1;2", "must be Telegram user ids"),
        ("RATE", "31", "must be a number from 1 to 30"),
        ("ENCODER", "perhaps", "must be true or false"),
        ("LOG_LEVEL", "loud", "must be debug, info, warning or error"),
        ("API_URL", "127.0.0.1:8081", "must be an address such as http://127.0.0.1:8081"),
        ("WEBHOOK_SECRET", "a b", "must be 1 to 256 of"),
        ("DATABASE_URL", "sqlite:///data.sqlite3", "must be an address that begins with sqlite+aiosqlite:///"),
        ("DATABASE_URL", "nonsense", "must be an address that begins with sqlite+aiosqlite:///"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_must_be(
    name: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFIX + name, value)

    with pytest.raises(WrongSetting) as refusal:
        load_settings()

    assert refusal.value.variable == PREFIX + name
    assert refusal.value.problem.startswith(expected)


def test_more_than_the_free_rate_needs_that_paying_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_RATE", "500")
    monkeypatch.setenv("MARSAD_PAID_BROADCAST", "true")

    paying = load_settings()
    monkeypatch.delenv("MARSAD_PAID_BROADCAST")

    assert paying.rate == 500
    with pytest.raises(WrongSetting, match="MARSAD_PAID_BROADCAST"):
        load_settings()


@pytest.mark.parametrize("token", ["AAF-without-its-number-in-front", "123456789", "123456789:two words of it"])
def test_a_wrong_token_is_refused_and_never_quoted(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKEN", token)

    with pytest.raises(WrongSetting) as refusal:
        load_settings()

    assert token not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("name", ["API_URL", "WEBHOOK_URL"])
def test_a_server_without_a_token_is_refused_rather_than_ignored(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, "http://127.0.0.1:8081/")

    with pytest.raises(WrongSetting) as refusal:
        load_settings()

    assert refusal.value.variable == "MARSAD_TOKEN"
    assert PREFIX + name in refusal.value.problem


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"MARSAD_HOST=\xff\xfe")

    with pytest.raises(WrongSetting) as refusal:
        load_settings()

    assert refusal.value.variable == ".env"


def test_the_token_and_the_base_are_not_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKEN", TOKEN)
    monkeypatch.setenv("MARSAD_DATABASE_URL", "postgresql+asyncpg://marsad:password@127.0.0.1/marsad")

    shown = repr(load_settings())

    assert TOKEN not in shown
    assert "password" not in shown


def test_the_webhook_secret_is_one_that_telegram_takes_and_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKEN", TOKEN)

    secret = load_settings().secret_for_webhook()

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret)
    assert load_settings().secret_for_webhook() == secret


def test_a_webhook_secret_that_was_set_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_WEBHOOK_SECRET", "chosen")

    assert load_settings().secret_for_webhook() == "chosen"


def test_the_example_names_exactly_the_settings() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    named = re.findall(rf"^#?{PREFIX}([A-Z_]+)=", example, re.MULTILINE)

    assert sorted(named) == sorted(field.upper() for field in Settings.model_fields)


def test_the_example_changes_nothing_when_copied(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")

    assert load_settings() == Settings.model_construct()


def test_the_values_in_the_example_are_ones_that_can_be_used(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(re.sub(rf"^#({PREFIX})", r"\1", example, flags=re.MULTILINE), encoding="utf-8")

    assert not load_settings().in_sandbox
