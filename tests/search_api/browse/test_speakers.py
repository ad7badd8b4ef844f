"""The list of speakers and one speaker, over a sample index, and searches by who asked."""

import datetime

import pytest

from indexer.catalog.read import Catalog
from indexer.errors import RequestInvalid, SpeakerUnknown
from search_api.browse.listing import ListRequest, list_transcripts
from search_api.browse.speakers import describe_speaker, list_speakers
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


def test_speakers_are_listed_by_name_with_how_much_they_say(searcher: Searcher) -> None:
    answer = list_speakers(searcher.snapshot, "", 100, None)
    assert [entry.name for entry in answer.speakers] == [
        "Antony Blinken", "Joe Scarborough", "Jonathan Lemire", "Mika Brzezinski", "Mike Barnicle",
    ]  # fmt: skip
    assert answer.speakers[0].transcripts == 1
    assert sum(entry.turns for entry in answer.speakers) == 16


@pytest.mark.parametrize(
    ("prefix", "ids"),
    [
        ("BLI", ["antony-blinken"]),
        ("tony bl", ["antony-blinken"]),
        ("m", ["mika-brzezinski", "mike-barnicle"]),
        ("z", []),
    ],
)
def test_a_prefix_is_that_of_any_word_of_a_name_or_alias(
    searcher: Searcher, prefix: str, ids: list[str]
) -> None:
    assert [entry.id for entry in list_speakers(searcher.snapshot, prefix, 100, None).speakers] == ids


def test_pages_neither_repeat_nor_skip(searcher: Searcher) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = list_speakers(searcher.snapshot, "", 2, cursor)
        seen += [entry.id for entry in page.speakers]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [entry.id for entry in list_speakers(searcher.snapshot, "", 100, None).speakers]


def test_a_speaker_has_posts_labels_and_days(searcher: Searcher) -> None:
    speaker = describe_speaker(searcher.snapshot, "antony-blinken")
    assert "Tony Blinken" in speaker.aliases
    assert (speaker.roles[0].title, speaker.roles[0].date_from) == (
        "Secretary of State",
        datetime.date(2021, 1, 26),
    )
    assert [(label.label, label.turns) for label in speaker.labels] == [("SECRETARY BLINKEN", speaker.turns)]
    assert speaker.first_date == speaker.last_date == datetime.date(2022, 2, 16)


def test_what_is_out_of_bounds_is_refused(searcher: Searcher) -> None:
    with pytest.raises(SpeakerUnknown) as unknown:
        describe_speaker(searcher.snapshot, "antony-blinkin")
    assert unknown.value.near[0] == "Antony Blinken"
    with pytest.raises(RequestInvalid):
        list_speakers(searcher.snapshot, "", 0, None)
    with pytest.raises(RequestInvalid):
        list_speakers(searcher.snapshot, "", 10, "nobody")


def ordinals(searcher: Searcher, query: str, **more: object) -> list[int]:
    request = SearchRequest(q=query, limit=100, **more)  # type: ignore[arg-type]
    return [result.turn.ordinal for result in searcher.search(request).results]


def test_questions_from_somebody_are_listed_in_order(searcher: Searcher) -> None:
    assert ordinals(searcher, "questions from Jonathan Lemire") == [5]
    assert ordinals(searcher, "questions from Mike Barnicle") == [8]


@pytest.mark.parametrize("mode", ["ranked", "dense", "lexical"])
def test_what_somebody_was_asked_is_only_questions_before_their_answers(searcher: Searcher, mode: str) -> None:
    found = ordinals(searcher, "what was Blinken asked about music", mode=mode)
    roles = {19, 21, 28, 29, 30, 34, 35}
    assert found
    assert roles & set(found[:3])
    everything = ordinals(searcher, "what was Blinken asked about?")
    assert everything == sorted(everything)
    assert 16 not in everything
    assert set(found) <= set(everything)


def test_a_date_in_the_question_filters_and_a_parameter_overrides_it(searcher: Searcher) -> None:
    assert 16 in ordinals(searcher, "what did Blinken say about cyber attacks in February 2022")
    assert ordinals(searcher, "what did Blinken say about cyber attacks in May 2019") == []
    assert 16 in ordinals(
        searcher, "what did Blinken say about cyber attacks in 2019", date_from=datetime.date(2022, 1, 1)
    )
    assert 16 in ordinals(searcher, "what did the Secretary of State say about cyber attacks")


def test_people_are_read_once_a_snapshot(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = searcher.snapshot
    monkeypatch.setattr(Catalog, "speakers", lambda _: pytest.fail("the speakers were read again"))
    assert list_speakers(snapshot, "blin", 10, None).speakers
    assert describe_speaker(snapshot, "antony-blinken").turns
    assert list_transcripts(snapshot, ListRequest(speakers=("Antony Blinken",))).transcripts
