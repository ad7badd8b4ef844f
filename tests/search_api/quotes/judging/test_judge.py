"""Quotes are judged over a whole index: verdicts, differences, who said it, and what must always hold."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.errors import RequestInvalid, SpeakerUnknown
from indexer.export.readable import readable_quote
from indexer.ingest.pipeline import index_paths
from search_api.quotes.judging.judge import LONGEST, judge_quote
from search_api.quotes.judging.records import QuoteJudgement
from search_api.quotes.judging.words import words_of
from search_api.search.searcher import Searcher

FERRY = (
    "We will not close the ferry line this year. It carries four hundred people a day, and the islands depend on it. "
    "The yard pays a penalty of $5 million for each week of delay. (Laughter.) Two new ships arrive in the autumn, and "
    "by then the old ones will have sailed for thirty years without a serious accident."
)
HARBOUR = "The harbour needs a new crane; it was promised in 2019. Nobody has told us why it never came."
TALKS: list[dict[str, Any]] = [
    {
        "id": "ferries",
        "title": "Questions on ferries",
        "date": "2021-03-04",
        "turns": [
            {
                "speaker": "Anna Hart",
                "text": "Will the Minister say whether the ferry line is going to be closed?",
            },
            {"speaker": "Peter Lowe", "text": FERRY},
            {
                "speaker": "Anna Hart",
                "text": "Islanders have heard that promise before. What happens if it is late again?",
            },
            {
                "speaker": "Peter Lowe",
                "text": "Then we charter a ship in the meantime, as we did in the winter of 2018.",
            },
        ],
    },
    {
        "id": "harbour",
        "title": "Harbour hearing",
        "date": "2021-06-01",
        "turns": [
            {"speaker": "John Miller", "text": HARBOUR},
            {
                "speaker": "Robert Miller",
                "text": "The pilots were never asked, and they will not work without lights.",
            },
            {"speaker": "CHAIR", "text": "The committee stands adjourned until the first Monday of October."},
        ],
    },
    {
        "id": "later",
        "date": "2022-06-01",
        "turns": [
            {
                "speaker": "John Miller",
                "text": "As I said a year ago: The harbour needs a new crane; it was promised in 2019.",
            }
        ],
    },
]


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("judging")
    for record in TALKS:
        (folder / f"{record['id']}.json").write_text(json.dumps(record))
    index_paths(folder / "index", [folder], encoder)
    searcher = Searcher(folder / "index", encoder)
    yield searcher
    searcher.close()


@pytest.fixture(scope="module")
def judged(talks: Searcher) -> Any:
    def judge(text: str, speaker: str | None = None) -> QuoteJudgement:
        return judge_quote(talks.snapshot, text, speaker)

    return judge


VERBATIM = [
    "We will not close the ferry line this year.",
    "we WILL not close the\n\nferry line this year",
    "“We will not close the ferry line this year,” the minister told the islanders.",
    '"It carries four hundred people a day," Lowe said, "and the islands depend on it."',
    "We will not close the ferry line … the islands depend on it",
    "We will not close the ferry line [...] by then the old ones will have sailed for thirty years",
    "[The ferry] carries four hundred people a day",
    "[I]t carries four hundred people a day",
    # The stage direction was not said.
    "for each week of delay. Two new ships arrive in the autumn",
    "for each week of delay. (Laughter.) Two new ships arrive in the autumn",
    "not close the ferry line this year. It carries",
    "crane",
]


@pytest.mark.parametrize("text", VERBATIM)
def test_verbatim(judged: Any, text: str) -> None:
    judgement = judged(text)
    assert judgement.verdict == "verbatim"
    assert judgement.matches[0].differences == ()


ALTERED = [
    ("We will close the ferry line this year.", "negation", "", "not"),
    ("We won't not close the ferry line this year.", "negation", "won't", "will"),
    ("It carries five hundred people a day, and the islands depend on it", "number", "five", "four"),
    ("It carries 400 people a day, and the islands depend on it", "number", "400", "four hundred"),
    ("The yard pays a penalty of $6 million for each week of delay", "number", "6", "5"),
    ("The yard pays a penalty of 5 million for each week of delay", "number", "", "$"),
    ("The yard pays a penalty of 5 million dollars for each week of delay", "notation", "", "$"),
    ("We will not close the harbour line this year.", "words", "harbour", "ferry"),
    ("The harbour needs a new crane, it was promised in 2019", "punctuation", ",", ";"),
    ("The harbour needs a new crane it was promised in 2019", "punctuation", "", ";"),
    ("Will the Minister say whether the ferry line is going to be closed.", "punctuation", ".", "?"),
    # An ellipsis must not hide a "not", and neither must brackets.
    ("We will … close the ferry line this year.", "negation", "…", "not"),
    ("We [shall] close the ferry line this year.", "negation", "[shall]", "will not"),
]


@pytest.mark.parametrize("case", ALTERED, ids=lambda case: case[0])
def test_altered(talks: Searcher, judged: Any, case: tuple[str, str, str, str]) -> None:
    text, kind, quoted, said = case
    judgement = judged(text)
    assert judgement.verdict == "altered"
    match = judgement.matches[0]
    first = match.differences[0]
    assert (first.kind, first.given, first.said) == (kind, quoted, said)
    assert text[first.start : first.end].strip() == quoted
    source = talks.catalog.text(match.transcript.id)
    assert source[first.said_start : first.said_end].strip() == said
    assert source[match.source.start : match.source.end] == match.quote


def test_the_gravest_difference_is_first_and_explained(judged: Any) -> None:
    judgement = judged("We will quickly close the ferry line this month. It carries five hundred people a day")
    assert [each.kind for each in judgement.matches[0].differences] == ["negation", "number", "words"]
    assert judgement.explanation == (
        "Peter Lowe said this, but not in these words. "
        "A negation was changed: the quote has “quickly” for “not”; and 2 more differences."
    )


SPLICED = [
    # Two turns of one person, two parts far apart, and parts in another order.
    "We will not close the ferry line this year. Then we charter a ship in the meantime, as we did",
    "We will not close the ferry line this year. By then the old ones will have sailed for thirty years",
    "Two new ships arrive in the autumn. We will not close the ferry line this year.",
]


@pytest.mark.parametrize("text", SPLICED)
def test_spliced(judged: Any, text: str) -> None:
    judgement = judged(text)
    assert (judgement.verdict, len(judgement.matches)) == ("spliced", 2)
    parts = [text[match.given_start : match.given_end] for match in judgement.matches]
    assert [words_of(part).forms for part in parts] == [
        words_of(match.readable).forms for match in judgement.matches
    ]
    assert {match.transcript.id for match in judgement.matches} == {"ferries"}
    assert "not together" in judgement.explanation


@pytest.mark.parametrize(
    ("text", "speaker", "verdict", "named"),
    [
        ("We will not close the ferry line this year.", "Peter Lowe", "verbatim", ["Peter Lowe"]),
        ("We will not close the ferry line this year.", "Anna Hart", "other_speaker", ["Anna Hart"]),
        ("We will close the ferry line this year.", "Anna Hart", "other_speaker", ["Anna Hart"]),
        ("“We will not close the ferry line this year,” Anna Hart said.", None, "other_speaker", ["Anna Hart"]),
        ("“We will not close the ferry line this year,” said Peter Lowe.", None, "verbatim", ["Peter Lowe"]),
        ("Anna Hart: “We will not close the ferry line this year.”", None, "other_speaker", ["Anna Hart"]),
        ("“We will not close the ferry line this year.” — Anna Hart", None, "other_speaker", ["Anna Hart"]),
        ("Anna Hart: We will not close the ferry line this year.", None, "other_speaker", ["Anna Hart"]),
        ("Peter Lowe: We will close the ferry line this year.", None, "altered", ["Peter Lowe"]),
        ("Islanders: We will not close the ferry line this year.", None, "altered", []),
        # Named, but not as the speaker; two names; nobody that is known.
        ("“We will not close the ferry line this year,” a friend of Anna Hart said.", None, "verbatim", []),
        ("“We will not close the ferry line this year,” he told Anna Hart.", None, "verbatim", []),
        ("“We will not close the ferry line this year,” Zorro said.", None, "verbatim", []),
        # A name that fits several people means any of them.
        ("The harbour needs a new crane", "Miller", "verbatim", ["John Miller", "Robert Miller"]),
        ("The pilots were never asked", "Miller", "verbatim", ["John Miller", "Robert Miller"]),
        (
            "We will not close the ferry line this year.",
            "Miller",
            "other_speaker",
            ["John Miller", "Robert Miller"],
        ),
        ("The committee stands adjourned", "chair", "verbatim", ["CHAIR"]),
        ("The committee stands adjourned", "Anna Hart", "other_speaker", ["Anna Hart"]),
    ],
)
def test_who_said_it(judged: Any, text: str, speaker: str | None, verdict: str, named: list[str]) -> None:
    judgement = judged(text, speaker)
    assert (judgement.verdict, sorted(person.name for person in judgement.speakers)) == (verdict, named)


@pytest.mark.parametrize(
    "text",
    [
        "Penguins will colonize the moon before next Tuesday",
        "The shipping route to the isles is to stay open for now",
        "xyzzy",
        "a b c d e f g h",
    ],
)
def test_not_found(judged: Any, text: str) -> None:
    judgement = judged(text)
    assert (judgement.verdict, judgement.matches) == ("not_found", ())


def test_what_was_left_out_is_shown(judged: Any) -> None:
    judgement = judged("It carries … people a day [on weekdays], and the islands depend on it")
    assert judgement.matches[0].left_out == ("four hundred",)
    assert [insertion.text for insertion in judgement.insertions] == ["[on weekdays]"]
    assert "[on weekdays]" in judgement.explanation


def test_a_negation_directly_before_the_quote_is_shown(judged: Any) -> None:
    judgement = judged("close the ferry line this year")
    assert (judgement.verdict, judgement.matches[0].negation_before) == ("verbatim", "not")
    assert "“not” stands directly before it" in judgement.explanation
    # Of another sentence, and part of the quote.
    assert judged("Islanders have heard that promise").matches[0].negation_before is None
    assert judged("will not close the ferry line this year").matches[0].negation_before is None


def test_all_places_are_listed_the_first_first(judged: Any) -> None:
    judgement = judged("The harbour needs a new crane; it was promised in 2019.")
    assert [match.transcript.id for match in judgement.matches] == ["harbour", "later"]


def test_refusals(judged: Any) -> None:
    for text in ("", "…", "x" * (LONGEST + 1), "\ud800"):
        with pytest.raises(RequestInvalid):
            judged(text)
    with pytest.raises(SpeakerUnknown) as refused:
        judged("We will not close", "Anna Heart")
    assert "Anna Hart" in refused.value.near


def turn_words(searcher: Searcher) -> list[list[str]]:
    """The words of all turns of a searcher as people read them."""
    catalog = searcher.catalog
    turns = [
        readable_quote(catalog.text(heading.id), (stored.turn.start, stored.turn.end), heading.format).split()
        for heading in catalog.headings()
        for stored in catalog.turns_of(heading.id)
    ]
    return [words for words in turns if words]


def a_slice(data: st.DataObject, searcher: Searcher, least: int = 1) -> list[str]:
    words = data.draw(st.sampled_from([turn for turn in turn_words(searcher) if len(turn) >= least]))
    start = data.draw(st.integers(0, len(words) - least))
    return words[start : data.draw(st.integers(start + least, len(words)))]


@given(st.data())
def test_any_slice_of_a_turn_is_verbatim(searcher: Searcher, data: st.DataObject) -> None:
    quote = " ".join(a_slice(data, searcher))
    assume(len(words_of(quote)))
    assert judge_quote(searcher.snapshot, quote).verdict == "verbatim"


@given(st.data())
def test_a_slice_with_another_word_is_never_verbatim(searcher: Searcher, data: st.DataObject) -> None:
    words = a_slice(data, searcher, 2)
    at = data.draw(st.integers(0, len(words) - 1))
    vocabulary = sorted({word for turn in turn_words(searcher) for word in turn})
    other = data.draw(st.sampled_from(vocabulary) | st.sampled_from(["no", "7", "don't", "we’re", "x"]))
    quote = " ".join([*words[:at], other, *words[at + 1 :]])
    said = [" ".join(words_of(" ".join(turn)).forms) for turn in turn_words(searcher)]
    assume(not any(f" {' '.join(words_of(quote).forms)} " in f" {turn} " for turn in said))
    assume("…" not in quote)
    assert judge_quote(searcher.snapshot, quote).verdict != "verbatim"


@given(st.data())
def test_a_toggled_negation_is_the_first_difference(searcher: Searcher, data: st.DataObject) -> None:
    words = a_slice(data, searcher, 12)
    negations = [
        at
        for at, word in enumerate(words)
        if word.casefold() in {"not", "never", "no"} and 0 < at < len(words) - 1
    ]
    if negations:
        changed = words[: negations[0]] + words[negations[0] + 1 :]
    else:
        at = data.draw(st.integers(1, len(words) - 2))
        changed = [*words[:at], "not", *words[at:]]
    judgement = judge_quote(searcher.snapshot, " ".join(changed))
    assert judgement.verdict == "altered"
    assert judgement.matches[0].differences[0].kind == "negation"


@given(st.text(max_size=300))
def test_any_text_is_judged_or_refused(searcher: Searcher, text: str) -> None:
    try:
        judgement = judge_quote(searcher.snapshot, text)
    except RequestInvalid:
        return
    for match in judgement.matches:
        assert 0 <= match.given_start < match.given_end <= len(text)
        for each in match.differences:
            assert 0 <= each.start <= each.end <= len(text)
