"""Work that a search has done meanwhile."""

import threading

import pytest

from search_api.runtime.background import Background


def test_a_free_core_does_it_else_it_is_done_at_once() -> None:
    beside = Background(2)
    here = threading.get_ident()
    with beside.searching():
        assert beside.submit(threading.get_ident).result(10) != here
        with beside.searching():
            assert beside.submit(threading.get_ident).result(0) == here
        assert beside.submit(threading.get_ident).result(10) != here
    beside.close()


@pytest.mark.parametrize("cores", [1, 2])
def test_what_goes_wrong_is_told_where_it_is_asked_for(cores: int) -> None:
    def fail() -> None:
        raise LookupError("gone")

    beside = Background(cores)
    with beside.searching():
        future = beside.submit(fail)
        with pytest.raises(LookupError, match="gone"):
            future.result(10)
    beside.close()
