"""Background work of a search."""

import threading

import pytest

from search_api.runtime.background import Background


def test_a_free_core_does_it_else_it_is_done_at_once() -> None:
    background = Background(2)
    here = threading.get_ident()
    with background.searching():
        assert background.submit(threading.get_ident).result(10) != here
        with background.searching():
            assert background.submit(threading.get_ident).result(0) == here
        assert background.submit(threading.get_ident).result(10) != here
    background.close()


@pytest.mark.parametrize("cores", [1, 2])
def test_an_error_is_raised_where_the_result_is_read(cores: int) -> None:
    def fail() -> None:
        raise LookupError("gone")

    background = Background(cores)
    with background.searching():
        future = background.submit(fail)
        with pytest.raises(LookupError, match="gone"):
            future.result(10)
    background.close()
