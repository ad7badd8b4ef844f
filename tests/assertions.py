"""Assertions that several test modules make."""


def assert_one_sentence(errors: str) -> None:
    """An error is reported on one line, without a traceback."""
    assert len(errors.strip().splitlines()) == 1
    assert "Traceback" not in errors
