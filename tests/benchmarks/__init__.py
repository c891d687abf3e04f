"""Figures that the README quotes, measured again by anyone with ``make bench``. Never run by the tests."""
