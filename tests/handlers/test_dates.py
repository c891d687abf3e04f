"""Dates are read as people write them, no more precise than that."""

from datetime import date

import pytest

from handlers.dates import read_date
from handlers.errors import UnknownDate

TODAY = date(2025, 8, 1)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param("2025", "2025", id="year"),
        pytest.param("٢٠٢٥", "2025", id="arabic-digits"),
        pytest.param("2025-04", "2025-04", id="iso-month"),
        pytest.param("2025-4-3", "2025-04-03", id="iso-day"),
        pytest.param("4/2025", "2025-04", id="slashed-month"),
        pytest.param("26/7/2025", "2025-07-26", id="day-first"),
        pytest.param("26 يوليو 2025", "2025-07-26", id="egypt-and-gulf"),
        pytest.param("26 تموز 2025", "2025-07-26", id="levant"),
        pytest.param("كانون الثاني 2024", "2024-01", id="two-words"),
        pytest.param("غشت 2025", "2025-08", id="morocco"),
        pytest.param("جويلية 2025", "2025-07", id="algeria-and-tunisia"),
        pytest.param("July 2025", "2025-07", id="english"),
        pytest.param("Jul 26, 2025", "2025-07-26", id="american"),
        pytest.param("اليوم", "2025-08-01", id="today"),
        pytest.param("Today", "2025-08-01", id="today-in-english"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert read_date(text, TODAY).iso == iso


@pytest.mark.parametrize("text", ["", "قبل فترة", "2025-13", "31/2/2025", "97 مليون", "20255"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UnknownDate):
        read_date(text, TODAY)
