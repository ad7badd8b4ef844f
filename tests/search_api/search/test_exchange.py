"""Which turn a quote answers, and how many turns are read to find it."""

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import ROLES, Attribution, Role, Turn
from indexer.store.passage_table import PassageTable
from indexer.store.protocol import Windows
from indexer.stored_records import StoredTurn
from search_api.contract.records import SearchRequest
from search_api.search.exchange import LONGEST_REMARK, LOOK_BACK, REACH, look_back, question_before
from search_api.search.searcher import Searcher
from tests.builders import table_of, window_rows

WORDS = ("Why?", "(Off-mike.)", "(So to speak) yes.", " ", f"({'a' * LONGEST_REMARK})")
SPOKEN = st.tuples(st.sampled_from(ROLES), st.integers(0, 2), st.sampled_from(WORDS))


def test_the_context_holds_the_turns_around_a_quote(searcher: Searcher) -> None:
    for context in range(6):
        answer = searcher.search(SearchRequest("Russia and Ukraine", limit=100, context=context))
        last = len(searcher.catalog.turns_of(answer.results[0].transcript.id)) - 1
        for result in answer.results:
            at = result.turn.ordinal
            before = [turn.turn.ordinal for turn in result.context.before]
            after = [turn.turn.ordinal for turn in result.context.after]
            assert before == list(range(max(0, at - context), at))
            assert after == list(range(at + 1, min(last, at + context) + 1))


@given(st.lists(SPOKEN, min_size=1, max_size=25))
def test_enough_turns_are_read_to_find_the_question(spoken: list[tuple[Role, int, str]]) -> None:
    text = "".join(words for *_, words in spoken)
    ends = np.cumsum([len(words) for *_, words in spoken]).tolist()
    turns = [
        StoredTurn(at, "t", Turn(at, str(label), role, end - len(words), end, Attribution("label")), None)
        for at, ((role, label, words), end) in enumerate(zip(spoken, ends, strict=True))
    ]
    # A turn of space has no passage.
    with_words = [at for at, (*_, words) in enumerate(spoken) if words.strip()]
    table = _table([spoken[at] for at in with_words], with_words)
    for at, back in zip(with_words, look_back(windows_of(table)).tolist(), strict=True):
        every = turns[max(0, at - LOOK_BACK) : at]
        read = turns[max(0, at - back) : at]
        assert question_before(turns[at], read, text) == question_before(turns[at], every, text)


def _table(spoken: list[tuple[Role, int, str]], turns: list[int]) -> PassageTable:
    return msgspec.structs.replace(
        table_of([1] * len(spoken)),
        turn=np.array(turns, np.int64),
        label=np.array([label for _, label, _ in spoken], np.int32),
        role=np.array([ROLES.index(role) for role, *_ in spoken], np.int8),
        length=np.array([len(words) for *_, words in spoken], np.int32),
    )


def test_only_the_question_is_read_where_it_comes_directly_before() -> None:
    table = _table([("questioner", 0, "Why? " * 60), ("speaker", 1, "So."), ("speaker", 1, "And.")], [0, 1, 2])
    assert look_back(windows_of(table)).tolist() == [0, 1, 2]
    unknown = msgspec.structs.replace(windows_of(table), indexes=np.full((1, 2 * REACH + 1), -1))
    assert look_back(unknown).tolist() == [LOOK_BACK]


def test_where_the_window_is_too_short_all_turns_are_read() -> None:
    count = REACH + 2
    table = _table([("speaker", 0, "Well.")] * count, [0] * count)
    assert look_back(windows_of(table)).tolist() == [0] * REACH + [LOOK_BACK] * 2


def windows_of(table: PassageTable) -> Windows:
    """The windows of all passages."""
    every = np.arange(len(table.keys))
    rows = window_rows(table, every, REACH)
    return Windows(table, rows, every, np.zeros(rows.shape, np.float32), np.zeros(rows.shape, np.int64))
