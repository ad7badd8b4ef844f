"""Posts in short, of places and bodies, of another time; courtesy titles, groups, and names that begin a note."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import Interpretation, SearchRequest
from search_api.search.searcher import Searcher


def talk(name: str, day: str, turns: list[tuple[str, str]], **fields: str) -> dict[str, Any]:
    return {
        "id": name,
        "date": day,
        "turns": [{"speaker": label, "text": text} for label, text in turns],
        **fields,
    }


TALKS = [
    talk(
        "canals",
        "2022-03-01",
        [
            ("Joe Biden", "Canals carry grain. Health and Human Services Secretary Nora Quill knows canals."),
            ("Jill Biden", "Canals carry teachers, too."),
            ("Kamala Harris", "Canals need laws. Ms. Varga and Ola Varga dig canals. Ola Varga digs on."),
            (
                "Jen Psaki",
                "HHS Secretary Nora Quill sailed. HHS Secretary Quill and Vice President Harris sailed on.",
            ),
            ("SECRETARY QUILL", "Canals are healthy."),
            ("Jen Psaki", "The Secretary of Health and Human Services, Nora Quill, has a canal."),
            ("Ola Varga", "I dig canals. Varga County has canals, and Dr. Varga lives there."),
            ("MR. ZELLER", "Canals freeze in January."),
            ("Jen Psaki", "Jeff Zeller spoke of ice. Jeff Zeller skates. Ask Jeff Zeller of canals."),
            ("SENIOR STATE OFFICIAL", "Canals are deep."),
            ("MS. BIDEN", "Canals are for painting."),
            ("Q", "Are canals deep?"),
            ("Susan Rice", "Canals for all. Ambassador Rice said so."),
            ("Jen Psaki", "Ambassador Rice wrote of canals, and Susan Rice sailed."),
        ],
    ),
    talk(
        "former",
        "2022-09-07",
        [
            ("Barack Obama", "Portraits hang by canals."),
            ("Joe Biden", "Portraits of canals."),
            ("Karine Jean-Pierre", "Canals again."),
        ],
    ),
    talk("young", "2022-09-08", [("FIRST LADY OBAMA", "Portraits are for the young."), ("Joe Biden", "Yes.")]),
    talk(
        "poland",
        "2022-03-26",
        [("Ivo Marel", "Refugees come by canal."), ("Joe Biden", "Refugees are welcome.")],
        title="Remarks by President Joe Biden and President Ivo Marel of Poland in Warsaw",
    ),
    talk(
        "canada",
        "2022-07-01",
        [("PRIME MINISTER MARTIN", "Canals carry ships."), ("Joe Biden", "Canals are long.")],
        title="Remarks By President Joe Biden and Prime Minister Martin Of Canada Before Bilateral Meeting",
    ),
    talk(
        "britain",
        "2022-09-21",
        [("PRIME MINISTER LOWE", "Canals are British."), ("Joe Biden", "Canals are old.")],
        title="Remarks by President Joe Biden and Prime Minister Ada Lowe of the United Kingdom Before Meeting",
    ),
    talk("named", "2022-02-01", [("DR. KELL", "Ice melts."), ("Joe Biden", "Thank you, Dr. Una Kell.")]),
    talk("unnamed", "2022-02-02", [("DR. KELL", "Ice melts fast."), ("Joe Biden", "Thank you.")]),
    talk(
        "portraits",
        "2022-09-22",
        [("Jen Psaki", "First Lady Mia Obama sat for a portrait. Ask First Lady Mia Obama of portraits.")],
    ),
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Searcher]:
    files = tmp_path_factory.mktemp("short")
    (files / "talks.jsonl").write_text("".join(json.dumps(record) + "\n" for record in TALKS))
    index_paths(files / "index", [files], encoder)
    opened = Searcher(files / "index", encoder)
    yield opened
    opened.close()


def read(searcher: Searcher, query: str) -> Interpretation:
    return searcher.search(SearchRequest(query)).interpretation


def meant(read: Interpretation) -> list[str]:
    """The names of all who are meant, and the labels of those without a name."""
    named = [
        name
        for mention in (*read.speakers, *read.answered_by)
        for name in ([mention.name] if mention.name else [person.name for person in mention.candidates])
    ]
    return named or [label for mention in read.speakers for label in mention.labels]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("the VP", "Kamala Harris"),
        ("VP Harris", "Kamala Harris"),
        ("vp harris", "Kamala Harris"),
        ("POTUS", "Joe Biden"),
        ("FLOTUS", "Jill Biden"),
        ("the American president", "Joe Biden"),
        ("the HHS secretary", "Nora Quill"),
        ("HHS Secretary Quill", "Nora Quill"),
        ("Sec. Quill", "Nora Quill"),
        ("the health secretary", "Nora Quill"),
        ("the Polish president", "Ivo Marel"),
        ("Polish President Marel", "Ivo Marel"),
        ("the Canadian PM", "PRIME MINISTER MARTIN"),
        ("the UK PM", "Ada Lowe"),
        ("British Prime Minister Lowe", "Ada Lowe"),
        ("the British prime minister", "Ada Lowe"),
        ("former president Obama", "Barack Obama"),
        ("former President Barack Obama", "Barack Obama"),
        ("former press secretary Psaki", "Jen Psaki"),
        ("then-Vice President Biden", "Joe Biden"),
        ("Dr. Biden", "Jill Biden"),
        ("Mr. Biden", "Joe Biden"),
        ("Mrs. Obama", "FIRST LADY OBAMA"),
        ("Ms. Biden", "MS. BIDEN"),  # whoever that is, not one of the known
        ("Mr. Obama", "Barack Obama"),
        ("Jeff Zeller", "MR. ZELLER"),
        ("Joe Biden Jr.", "Joe Biden"),
        ("a senior state official", "SENIOR STATE OFFICIAL"),
        ("senior officials", "SENIOR STATE OFFICIAL"),
    ],
)
@pytest.mark.parametrize(
    "form", ["what did {} say about canals", "{} on canals", "how often did {} mention canals"]
)
def test_a_short_post_or_title_means_who_holds_it(asked: Searcher, form: str, who: str, name: str) -> None:
    interpretation = read(asked, form.format(who))
    assert meant(interpretation) == [name]
    assert (interpretation.topic, interpretation.unknown) == ("canals", ())
    assert [mention.mention for mention in interpretation.speakers] == [who]


@pytest.mark.parametrize(
    "who",
    [
        "the Fed chair",
        "the French president",
        "British PM Martin",  # Prime Minister Martin is of Canada
        "ex-President Trump",
        "former Prime Minister Tom Lowe",
        "Mr. Harris",
        "Paul Zeller",
    ],
)
def test_a_post_whose_holder_speaks_nowhere_is_nobody_elses(asked: Searcher, who: str) -> None:
    interpretation = read(asked, f"what did {who} say about canals")
    assert (interpretation.unknown, interpretation.speakers) == ((who,), ())


@pytest.mark.parametrize(
    "query", ["what did the former president say about canals", "the former president on canals"]
)
def test_a_former_post_without_a_name_is_not_the_present_one(asked: Searcher, query: str) -> None:
    assert read(asked, query).speakers == ()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("what did the press secretary say about canals in March 2022", "Jen Psaki"),
        ("what did the then press secretary say about canals in March 2022", "Jen Psaki"),
        ("the press secretary in September 2022", "Karine Jean-Pierre"),
        ("jen psaki canals March 2022", "Jen Psaki"),
    ],
)
def test_a_post_means_its_holder_on_the_days(asked: Searcher, query: str, name: str) -> None:
    interpretation = read(asked, query)
    assert meant(interpretation) == [name]
    assert interpretation.date_from


@pytest.mark.parametrize(
    ("query", "name", "topic"),
    [
        ("president of Poland refugees", "Ivo Marel", "refugees"),
        ("Polish president refugees", "Ivo Marel", "refugees"),
        ("the president of Poland", "Ivo Marel", ""),
        ("prime minister of Canada canals", "PRIME MINISTER MARTIN", "canals"),
        ("HHS secretary canals", "Nora Quill", "canals"),
    ],
)
def test_a_post_of_a_place_is_never_that_of_another(asked: Searcher, query: str, name: str, topic: str) -> None:
    interpretation = read(asked, query)
    assert (meant(interpretation), interpretation.topic) == ([name], topic)


@pytest.mark.parametrize(
    ("query", "name", "topic"),
    [
        ("Varga canals", "Ola Varga", "canals"),
        ("varga canals", "Ola Varga", "canals"),
        ("harris space council", "Kamala Harris", "space council"),
        ("jeff zeller ice", "MR. ZELLER", "ice"),
        ("Zeller ice", "MR. ZELLER", "ice"),
        ("VP Harris canals", "Kamala Harris", "canals"),
        ("canals varga", "Ola Varga", "canals"),
        ("space council harris", "Kamala Harris", "space council"),
        ("ice jeff zeller", "MR. ZELLER", "ice"),
    ],
)
def test_a_note_may_begin_or_end_with_a_name(asked: Searcher, query: str, name: str, topic: str) -> None:
    interpretation = read(asked, query)
    assert (meant(interpretation), interpretation.topic) == ([name], topic)
    # Others may say it of them.
    assert not any(mention.narrows for mention in interpretation.speakers)


@pytest.mark.parametrize(
    "query",
    [
        "Varga County canals",
        "Rice farmers",
        "rice farmers",
        "Harris administration canals",
        "Canals freeze",
        "Young voters",
        "canals for varga",
        "canals of Varga County",
        "price of rice",
    ],
)
def test_a_note_may_begin_or_end_with_another_word(asked: Searcher, query: str) -> None:
    interpretation = read(asked, query)
    assert (interpretation.speakers, interpretation.topic) == ((), query)


@pytest.mark.parametrize(
    ("query", "given", "name"),
    [
        ("what did Camala Harris say about canals", "Camala Harris", "Kamala Harris"),
        ("camala haris canals", "camala haris", "Kamala Harris"),
        ("Gen Psakki on canals", None, None),
        ("what did Pamela Harris say about canals", None, None),
    ],
)
def test_a_misspelt_full_name_is_corrected_as_a_whole(
    asked: Searcher, query: str, given: str | None, name: str | None
) -> None:
    interpretation = read(asked, query)
    corrected = [(each.given, each.searched) for each in interpretation.corrections]
    assert meant(interpretation) == ([name] if name else [])
    assert not name or corrected == [(given, name)]


def test_several_may_share_a_surname(asked: Searcher) -> None:
    assert meant(read(asked, "what did Jill or Joe Biden say about canals")) == ["Jill Biden", "Joe Biden"]


@pytest.mark.parametrize(
    ("query", "topic"),
    [("what did Mia Obama say about portraits", "portraits"), ("mia obama speech portraits", "portraits")],
)
def test_a_full_name_may_be_that_of_a_label_although_another_has_the_surname(
    asked: Searcher, query: str, topic: str
) -> None:
    interpretation = read(asked, query)
    assert (meant(interpretation), interpretation.topic) == (["FIRST LADY OBAMA"], topic)


def test_a_surname_is_also_the_label_under_which_nobody_else_speaks(asked: Searcher) -> None:
    interpretation = read(asked, "what did Kell say about ice")
    assert [(mention.name, mention.labels) for mention in interpretation.speakers] == [
        ("Una Kell", ("DR. KELL",))
    ]
    found = asked.search(SearchRequest("what did Kell say about ice")).results
    assert {result.transcript.id for result in found} == {"named", "unnamed"}
    # A full name is not everybody of that label.
    assert read(asked, "what did Una Kell say about ice").speakers[0].labels == ()


def test_a_note_is_answered_by_whom_it_names(asked: Searcher) -> None:
    """What others say comes below, but answers nothing."""
    own, others = (
        asked.search(SearchRequest("varga dig canals")),
        asked.search(SearchRequest("varga portraits young")),
    )
    assert own.results[0].speaker.name == "Ola Varga"
    assert others.results[0].speaker.name != "Ola Varga"
    assert not others.answered
    assert others.answer_probability == 0
