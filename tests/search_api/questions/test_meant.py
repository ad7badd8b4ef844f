"""Who is meant by a question: several people, nobody, labels, posts, misspelt names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import Interpretation, SearchRequest
from search_api.mcp.tools import Tools
from search_api.search.render import render
from search_api.search.searcher import Searcher
from tests.served import served


def talk(name: str, day: str, turns: list[tuple[str, str]], **fields: str) -> dict[str, Any]:
    return {
        "id": name,
        "date": day,
        "turns": [{"speaker": label, "text": text} for label, text in turns],
        **fields,
    }


TALKS = [
    talk(
        "trains",
        "2022-03-01",
        [
            ("Jill Biden", "Trains carry teachers to their schools."),
            ("Joe Biden", "Trains are what I came here to speak of."),
            ("Joe Biden", "More trains mean more work."),
            ("Kamala Harris", "Trains need rails, and voting rights need laws."),
            ("Jen Psaki", "The rails of trains are old. Angela Merkel took the train to gas talks."),
            ("SPEAKER_00", "Trains run late."),
        ],
    ),
    talk(
        "former",
        "2022-04-05",
        [("Barack Obama", "Veterans deserve trains."), ("Joe Biden", "Veterans come home by train.")],
    ),
    talk(
        "ships",
        "2022-05-23",
        [
            ("PRIME MINISTER KISHIDA", "Ships leave Yokohama every day."),
            ("Joe Biden", "Ships bring us together."),
        ],
        title="Remarks by President Joe Biden and Prime Minister Fumio Kishida of Japan Before Bilateral Meeting",
    ),
    talk(
        "ferries",
        "2022-06-07",
        [("PRIME MINISTER TRUDEAU", "Our ships break ice."), ("Joe Biden", "Ice is hard on ships.")],
        title="Remarks by President Joe Biden and Prime Minister Justin Trudeau Of the Dominion of Canada in Ottawa",
    ),
    talk(
        "growth",
        "2022-03-04",
        [("Cecilia Rouse", "Growth of shipping is strong."), ("Jen Psaki", "Growth is good for ships.")],
        title="Press Briefing by Press Secretary Jen Psaki and Chair of the Council of Economic Advisers Cecilia Rouse",
    ),
]


# Speakers whose full names the files do not give.
UNNAMED = [
    talk(
        "spoken-of",
        "2022-08-02",
        [
            ("Jen Psaki", "President Putin left by boat. Ports in Russia are closed, and Russia says nothing."),
            ("Jen Psaki", "We heard Vladimir Putin on boats. In Russia, boats wait. Putin waits as well."),
            (
                "Jen Psaki",
                "Republicans want boats. The Republicans know why, and Republicans in Congress vote.",
            ),
            ("SENATOR ZORN", "Boats are for everyone on Main Street."),
            ("SECRETARY MARLOWE", "Boats cost more this year."),
            ("Hon. Mary Roe (Minister of Ports and Minister of Boats)", "Boats need ports."),
            ("Participant C", "Boats are slow, I think."),
            ("JUSTICE HALE", "Boats go home, and justice is done; we want justice, and justice is slow."),
            ("Jen Psaki", "President Xi sent boats. Xi Jinping sent more boats, said Xi Jinping of himself."),
        ],
    ),
    # What one transcript does not tell of a label, another does.
    talk(
        "full-names",
        "2022-08-03",
        [
            ("Jen Psaki", "Senator Ivy Zorn spoke of boats. Her brother Paul Zorn was there."),
            (
                "Jen Psaki",
                "Harbor Secretary Ada Marlowe spoke first. The Harbor Secretary Ada Marlowe left.",
            ),
        ],
    ),
    talk(
        "nato",
        "2022-05-19",
        [("PRESIDENT NIINISTÖ", "Our ships join yours."), ("Joe Biden", "Welcome to the ships.")],
        title="Remarks by President Joe Biden and President Niinistö of the Republic of Finland in the Rose Garden",
    ),
    talk(
        "canada",
        "2022-07-01",
        [("PRIME MINISTER MARTIN", "Canals carry ships."), ("Joe Biden", "Canals are long.")],
        title="Remarks By President Joe Biden and Prime Minister Martin Of Canada Before Bilateral Meeting",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("meant")
    (files / "talks.jsonl").write_text("".join(json.dumps(record) + "\n" for record in [*TALKS, *UNNAMED]))
    index_paths(files / "index", [files], encoder)
    return files / "index"


@pytest.fixture(scope="module")
def asked(folder: Path, encoder: Encoder) -> Iterator[Searcher]:
    opened = Searcher(folder, encoder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with served(folder) as server:
        yield server.client


def read(searcher: Searcher, query: str) -> tuple[Interpretation, set[str | None]]:
    """The interpretation of a query, and the names of those who are found."""
    answer = searcher.search(SearchRequest(query, limit=20))
    return answer.interpretation, {result.speaker.name for result in answer.results}


@pytest.mark.parametrize("query", ["what did Biden say about trains", "Biden on trains", "biden: trains"])
def test_a_surname_of_several_searches_all_of_them_and_nobody_else(asked: Searcher, query: str) -> None:
    interpretation, names = read(asked, query)
    (mention,) = interpretation.speakers
    assert (mention.status, mention.id, mention.name) == ("several", None, None)
    assert [(person.id, person.name) for person in mention.candidates] == [
        ("joe-biden", "Joe Biden"),  # says most
        ("jill-biden", "Jill Biden"),
    ]
    assert interpretation.topic == "trains"
    assert names == {"Joe Biden", "Jill Biden"}


def test_each_of_several_can_be_chosen(asked: Searcher, client: httpx.Client) -> None:
    query = "what did Biden say about trains"
    answer = client.get("/v1/search", params={"q": query}).json()
    (mention,) = answer["interpretation"]["speakers"]
    assert mention["status"] == "several"
    for person in mention["candidates"]:
        chosen = client.get("/v1/search", params={"q": query, "speaker": person["id"]}).json()
        assert {hit["speaker"]["name"] for hit in chosen["results"]} == {person["name"]}
    line = "speaker: Biden (any of Joe Biden [joe-biden], Jill Biden [jill-biden])"
    assert line in render(asked.search(SearchRequest(query)))
    assert line in Tools(asked).search_quotes(query).read_as
    page = client.get("/", params={"q": query}).text
    assert "Biden: any of 2 people" in page
    assert "speaker=jill-biden" in page


def test_a_post_means_who_held_it_when_they_spoke(asked: Searcher) -> None:
    interpretation, names = read(asked, "what did the president say about veterans")
    assert [mention.name for mention in interpretation.speakers] == ["Joe Biden"]
    assert names == {"Joe Biden"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("what did Biden and Harris say about trains", {"Joe Biden", "Jill Biden", "Kamala Harris"}),
        ("Joe Biden vs Harris on trains", {"Joe Biden", "Kamala Harris"}),
        ("what did Jen Psaki or Kamala Harris say about trains", {"Jen Psaki", "Kamala Harris"}),
    ],
)
def test_several_people_in_one_question_are_all_searched(asked: Searcher, query: str, names: set[str]) -> None:
    interpretation, found = read(asked, query)
    assert interpretation.topic == "trains"
    assert len(interpretation.speakers) == 2
    assert found == names


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("what did Angela Merkel say about gas", "Angela Merkel"),
        ("what did angela merkel say about gas", "angela merkel"),
        ("what did merkel say about gas", "merkel"),
        ("Angela Merkel on gas", "Angela Merkel"),
        # Never another person of that surname.
        ("what did Robert Biden say about gas", "Robert Biden"),
        ("what did the prime minister of Italy say about gas", "the prime minister of Italy"),
        ("the president of Norway on gas", "the president of Norway"),
    ],
)
def test_who_speaks_nowhere_is_said_so(asked: Searcher, query: str, unknown: str) -> None:
    answer = asked.search(SearchRequest(query))
    assert answer.interpretation.unknown == (unknown,)
    assert (answer.interpretation.topic, answer.interpretation.speakers) == ("gas", ())
    assert (answer.answered, answer.answer_probability) == (False, 0.0)
    assert answer.interpretation.corrections == ()


@pytest.mark.parametrize(
    "query",
    [
        "what did experts say about trains",
        "what did the experts say about trains",
        "what did they say about trains",
        "has Angela Merkel taken a train",
        # Others report what somebody told another.
        "what did Angela Merkel tell Kamala Harris about trains",
        "Carry on trains",
    ],
)
def test_what_asks_for_nobody_by_name_names_nobody(asked: Searcher, query: str) -> None:
    interpretation, _ = read(asked, query)
    assert (interpretation.unknown, interpretation.corrections) == ((), ())


def test_mentions_of_who_speaks_nowhere_come_first(asked: Searcher, client: httpx.Client) -> None:
    query = "what did Angela Merkel say about gas"
    answer = client.get("/v1/search", params={"q": query}).json()
    assert answer["interpretation"]["unknown"] == ["Angela Merkel"]
    assert not answer["answered"]
    assert "Angela Merkel" in answer["results"][0]["quote"]
    sentence = "Nobody in this index speaks under the name Angela Merkel."
    assert sentence in render(asked.search(SearchRequest(query)))
    assert sentence in client.get("/", params={"q": query}).text
    assert Tools(asked).search_quotes(query).unknown == ["Angela Merkel"]


def test_a_speaker_parameter_overrides_who_speaks_nowhere(asked: Searcher) -> None:
    request = SearchRequest("what did Angela Merkel say about trains", speakers=("kamala-harris",))
    answer = asked.search(request)
    assert {result.speaker.name for result in answer.results} == {"Kamala Harris"}
    assert answer.answer_probability > 0


def test_one_who_speaks_nowhere_hides_no_other(asked: Searcher) -> None:
    interpretation, names = read(asked, "what did Harris and Merkel say about trains")
    assert interpretation.unknown == ("Merkel",)
    assert names == {"Kamala Harris"}


@pytest.mark.parametrize("query", ["what did SPEAKER_00 say about trains", "speaker_00 on trains"])
def test_a_mention_may_be_a_label(asked: Searcher, client: httpx.Client, query: str) -> None:
    (mention,) = asked.search(SearchRequest(query)).interpretation.speakers
    assert (mention.status, mention.name, mention.labels) == ("label", None, ("SPEAKER_00",))
    found = client.get("/v1/search", params={"q": query}).json()["results"]
    assert {hit["speaker"]["label"] for hit in found} == {"SPEAKER_00"}
    assert "labelled SPEAKER_00" in client.get("/", params={"q": query}).text
    assert "speaker: whoever is labelled SPEAKER_00" in render(asked.search(SearchRequest(query)))


@pytest.mark.parametrize(
    ("query", "given", "searched"),
    [
        ("what did Psaky say about trains", "Psaky", "Psaki"),
        ("what did Jen Psakki say about trains", "Jen Psakki", "Jen Psaki"),
        ("Kamela Haris on trains", "Kamela Haris", "Kamala Harris"),
        ("what did obbama say about trains", "obbama", "Obama"),
    ],
)
def test_a_misspelt_name_is_corrected_and_shown(
    asked: Searcher, client: httpx.Client, query: str, given: str, searched: str
) -> None:
    answer = client.get("/v1/search", params={"q": query}).json()
    assert answer["interpretation"]["corrections"] == [{"given": given, "searched": searched}]
    assert {hit["speaker"]["name"].endswith(searched) for hit in answer["results"]} == {True}
    assert f"corrected: {given} to {searched}" in render(asked.search(SearchRequest(query)))
    assert Tools(asked).search_quotes(query).corrections[0].searched == searched
    page = client.get("/", params={"q": query}).text
    assert f"{given} to {searched}" in page
    literal = asked.search(SearchRequest(query, interpret=False)).interpretation
    assert (literal.topic, literal.corrections) == (query, ())


@pytest.mark.parametrize(
    "query",
    [
        "what did Teachers say about trains",  # no misspelt name: the index has the word
        "what did Hardis say about trains",  # another name than Harris, one letter apart
        "what did Bidens say about trains",
        "what did Tsaki say about trains",
    ],
)
def test_another_word_is_no_misspelt_name(asked: Searcher, query: str) -> None:
    interpretation, _ = read(asked, query)
    assert (interpretation.corrections, interpretation.speakers) == ((), ())


def test_another_form_of_a_given_name_is_the_same_person(asked: Searcher) -> None:
    for query in ("what did Jennifer Psaki say about trains", "what did Joseph R. Biden say about trains"):
        interpretation, _ = read(asked, query)
        (mention,) = interpretation.speakers
        assert mention.name in {"Jen Psaki", "Joe Biden"}


def test_questions_of_somebody_of_a_newspaper(asked: Searcher) -> None:
    interpretation, _ = read(asked, "questions from Jane Doe of the Post about trains")
    assert (interpretation.unknown, interpretation.topic) == (("Jane Doe",), "trains")
    assert asked.search(SearchRequest("questions from Jane Doe of the Post")).interpretation.topic == ""


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("what did the prime minister of Japan say about ships", ["Fumio Kishida"]),
        ("what did Japan's prime minister say about ships", ["Fumio Kishida"]),
        ("the prime minister of the Dominion of Canada on ships", ["Justin Trudeau"]),
        ("what did the prime ministers say about ships", []),
        ("what did the chair of the Council of Economic Advisers say about growth", ["Cecilia Rouse"]),
        ("the CEA chair on growth", ["Cecilia Rouse"]),
        ("what did the press secretary say about growth", ["Jen Psaki"]),
    ],
)
def test_posts_are_learned_from_labels_and_titles(asked: Searcher, query: str, names: list[str]) -> None:
    interpretation, found = read(asked, query)
    assert [mention.name for mention in interpretation.speakers] == names
    assert not names or found == set(names)


def test_a_post_alone_means_all_its_holders(asked: Searcher) -> None:
    interpretation, found = read(asked, "what did the prime minister say about ships")
    (mention,) = interpretation.speakers
    assert mention.status == "several"
    assert {person.name for person in mention.candidates} == {"Fumio Kishida", "Justin Trudeau"}
    # Whoever is not known by name holds the post, too.
    assert mention.labels == ("PRIME MINISTER MARTIN",)
    assert found == {"Fumio Kishida", "Justin Trudeau", None}


def test_a_post_held_by_one_who_is_known_and_by_a_label(asked: Searcher, client: httpx.Client) -> None:
    query = "what did the prime minister of Canada say about ships"
    answer = asked.search(SearchRequest(query))
    (mention,) = answer.interpretation.speakers
    assert (mention.name, mention.labels) == ("Justin Trudeau", ("PRIME MINISTER MARTIN",))
    found = {hit.speaker.label for hit in answer.results}
    assert found == {"PRIME MINISTER TRUDEAU", "PRIME MINISTER MARTIN"}
    text = "Justin Trudeau or labelled PRIME MINISTER MARTIN"
    assert text in client.get("/", params={"q": query}).text


@pytest.mark.parametrize(
    "query",
    ["what did the president of Finland say about ships", "Finland's president on ships", "Niinistö on ships"],
)
def test_a_post_may_be_held_by_a_label(asked: Searcher, query: str) -> None:
    answer = asked.search(SearchRequest(query))
    (mention,) = answer.interpretation.speakers
    assert (mention.status, mention.labels) == ("label", ("PRESIDENT NIINISTÖ",))
    assert {(hit.speaker.label, hit.speaker.name) for hit in answer.results} == {("PRESIDENT NIINISTÖ", None)}


@pytest.mark.parametrize("query", ["has SPEAKER_00 taken a train", "what was SPEAKER_00 asked about trains"])
def test_a_label_is_not_shown_where_it_narrows_nothing(asked: Searcher, query: str) -> None:
    interpretation, _ = read(asked, query)
    assert interpretation.speakers == interpretation.answered_by == ()


def test_a_feed_of_who_speaks_nowhere_has_no_entries(client: httpx.Client) -> None:
    def entries(query: str) -> int:
        answer = client.get("/v1/feeds/search.atom", params={"q": query})
        assert answer.status_code == 200
        return answer.text.count("<entry>")

    assert entries("what did Kamala Harris say about trains") > 0
    assert entries("what did Angela Merkel say about trains") == 0


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("Putin on boats", "Putin"),
        ("putin on boats", "putin"),
        ("Putin: boats", "Putin"),
        ("what did Putin say about boats", "Putin"),
        ("what did vladimir putin say about boats", "vladimir putin"),
        ("Xi Jinping on boats", "Xi Jinping"),
        # Nobody speaks of him.
        ("what did Orban say about boats", "Orban"),
        # Another of the surname speaks.
        ("what did Paul Zorn say about boats", "Paul Zorn"),
        ("what did King Harald say about boats", "King Harald"),
    ],
)
def test_who_is_spoken_of_and_does_not_speak_is_unknown(asked: Searcher, query: str, unknown: str) -> None:
    answer = asked.search(SearchRequest(query))
    assert (answer.interpretation.unknown, answer.interpretation.topic) == ((unknown,), "boats")
    assert (answer.answered, answer.interpretation.speakers) == (False, ())


@pytest.mark.parametrize(
    "query",
    [
        "Republicans on boats",
        "what did Republicans say about boats",
        "what did Russia say about boats",
        "Russia on boats",
        "Boats on Main Street",
        "Boats with Russia",
        "Congress: boats",
        "Justice on boats",
    ],
)
def test_a_place_or_group_is_no_unknown_person(asked: Searcher, query: str) -> None:
    interpretation, _ = read(asked, query)
    assert (interpretation.unknown, interpretation.topic, interpretation.speakers) == ((), query, ())


@pytest.mark.parametrize(
    "query",
    [
        "Kamala Harris, Jen Psaki and Barack Obama on trains",
        "what did Kamala Harris, Jen Psaki, and Barack Obama say about trains",
        "what did Harris, Psaki or Obama say about trains",
    ],
)
def test_a_list_of_people_means_each(asked: Searcher, query: str) -> None:
    interpretation, _ = read(asked, query)
    assert [mention.name for mention in interpretation.speakers] == [
        "Kamala Harris",
        "Jen Psaki",
        "Barack Obama",
    ]
    assert (interpretation.topic, interpretation.unknown) == ("trains", ())


def test_both_people_are_meant(asked: Searcher) -> None:
    interpretation, _ = read(asked, "what did both Harris and Psaki say about trains")
    assert [mention.name for mention in interpretation.speakers] == ["Kamala Harris", "Jen Psaki"]


def test_a_list_may_be_the_topic(asked: Searcher) -> None:
    interpretation, _ = read(asked, "what did Harris say about trains, rails and voting")
    assert interpretation.topic == "trains, rails and voting"


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("what did Ivy Zorn say about boats", "SENATOR ZORN"),
        ("Ivy Zorn on boats", "SENATOR ZORN"),
        ("what did the Harbor Secretary say about boats", "SECRETARY MARLOWE"),
        ("Ada Marlowe on boats", "SECRETARY MARLOWE"),
        ("what did C say about boats", "Participant C"),
    ],
)
def test_passages_say_whose_label_it_is(asked: Searcher, query: str, label: str) -> None:
    interpretation, found = read(asked, query)
    (mention,) = interpretation.speakers
    assert (mention.status, mention.labels, interpretation.topic) == ("label", (label,), "boats")
    assert found == {None}


@pytest.mark.parametrize(
    "query",
    [
        "what did the Minister of Ports say about boats",
        "the Ports Minister on boats",
        "what did the minister of boats say about boats",
    ],
)
def test_a_label_may_give_posts_in_brackets(asked: Searcher, query: str) -> None:
    answer = asked.search(SearchRequest(query))
    assert {hit.speaker.label for hit in answer.results} == {
        "Hon. Mary Roe (Minister of Ports and Minister of Boats)"
    }


@pytest.mark.parametrize(
    ("query", "unknown", "searched"),
    [
        ("Vladimir Puttin on boats", "Vladimir Putin", "Putin"),
        ("what did Republican Puttin say about boats", None, "Putin"),
    ],
)
def test_a_misspelt_name_of_who_speaks_nowhere_is_corrected(
    asked: Searcher, query: str, unknown: str | None, searched: str
) -> None:
    interpretation, _ = read(asked, query)
    assert [correction.searched for correction in interpretation.corrections] == [searched]
    assert unknown is None or interpretation.unknown == (unknown,)


def test_posts_are_learned_in_every_language_of_an_index(tmp_path: Path, encoder: Encoder) -> None:
    others = [
        talk(
            f"fr-{number}",
            "2022-05-01",
            [("Anne Roux", "Les trains sont en retard aujourd’hui.")],
            language="fr",
        )
        for number in range(3)
    ]
    (tmp_path / "talks.jsonl").write_text("".join(json.dumps(record) + "\n" for record in [*others, *TALKS]))
    index_paths(tmp_path / "index", [tmp_path], encoder)
    opened = Searcher(tmp_path / "index", encoder)
    try:
        for query in ("what did the prime minister of Japan say about ships", "the CEA chair on growth"):
            assert opened.search(SearchRequest(query)).interpretation.speakers, query
    finally:
        opened.close()
