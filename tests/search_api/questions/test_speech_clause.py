"""Questions of no known form: what their verb or noun of speech and the person next to it say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.languages.language import Intent, Sort
from indexer.model import Speaker
from search_api.questions.interpret import InterpretedQuery, interpret_query
from search_api.questions.people import People

PEOPLE = People(
    [
        Speaker("ann-psaki", "Ann Psaki"),
        Speaker("lee-harris", "Lee Harris"),
        Speaker("jane-doe", "Jane Doe"),
        Speaker("max-brown", "Max Brown"),
    ]
)
WORDS = """
    what did who was Psaki Harris say telling asked questions remarks by from to about the ships and reporters first
    time pressed 's Doe's quotes on gave reasons dodged mention of according that
""".split()


def read(query: str) -> InterpretedQuery:
    return interpret_query(query, PEOPLE)


@pytest.mark.parametrize(
    ("query", "intent", "topic", "speakers"),
    [
        ("so what was it Psaki ended up telling people about ships", "said", "ships", ["ann-psaki"]),
        (
            "I'm doing a piece on ships and need Psaki quotes about their sails",
            "said",
            "ships their sails",
            ["ann-psaki"],
        ),
        ("give me the latest line from Harris on ships", "latest", "ships", ["lee-harris"]),
        ("has Harris walked back anything on ships", "yes_no", "ships", ["lee-harris"]),
        ("did Harris push back on the ships question", "yes_no", "the ships question", ["lee-harris"]),
        ("did Harris condemn the attack on ships", "yes_no", "the attack on ships", ["lee-harris"]),
        ("I remember Psaki joking about ships", "said", "ships", ["ann-psaki"]),
        ("what reasons did Harris give for sinking ships", "said", "sinking ships", ["lee-harris"]),
        ("what was Harris's response when asked about ships", "said", "ships", ["lee-harris"]),
        ("any mention of ships by Psaki", "said", "ships", ["ann-psaki"]),
        ("Harris' Munich remarks", "said", "Munich", ["lee-harris"]),
        ("fact check: harris claimed ships are late", "said", "ships are late", ["lee-harris"]),
        ("what does Harris make of ships", "said", "ships", ["lee-harris"]),
        ("where does Harris stand on ships", "said", "ships", ["lee-harris"]),
        ("what did Harris say abt ships", "said", "ships", ["lee-harris"]),
        (
            "was it Psaki or Harris who said ships are late",
            "yes_no",
            "ships are late",
            ["ann-psaki", "lee-harris"],
        ),
        ("in her own words Psaki on ships", "said", "ships", ["ann-psaki"]),
        ("can you pull everything Psaki said regarding ships", "said", "ships", ["ann-psaki"]),
        ("Psaki, ships", "said", "ships", ["ann-psaki"]),
        ("whats psakis take on ships", "said", "ships", ["ann-psaki"]),
        ("please provide Ann Psaki's comments concerning ships", "said", "ships", ["ann-psaki"]),
        ("Harris dodging questions about ships", "said", "ships", ["lee-harris"]),
        ("did Harris apologize for ships", "yes_no", "apologize for ships", ["lee-harris"]),
        ("ships: the line Harris took", "said", "ships", ["lee-harris"]),
        ("according to Harris, how do ships sail", "said", "ships sail", ["lee-harris"]),
        ("ships are late, per Harris", "said", "ships are late", ["lee-harris"]),
        ("what is the oldest transcript in which Harris discusses ships", "first", "ships", ["lee-harris"]),
        ("every time Harris brought up ships", "said", "ships", ["lee-harris"]),
        (
            "is there a transcript in which Harris calls ships tubs",
            "yes_no",
            "calls ships tubs",
            ["lee-harris"],
        ),
        ("the first time Psaki weighed in on ships", "first", "ships", ["ann-psaki"]),
        ("background call: Harris on ships", "said", "ships", ["lee-harris"]),
        ("ships: comments by Harris", "said", "ships", ["lee-harris"]),
        ("Nelson as invoked by Harris", "said", "Nelson", ["lee-harris"]),
        ("most recent comments of Harris on ships pls", "latest", "ships", ["lee-harris"]),
        ("is it true that Harris said ships are late", "yes_no", "ships are late", ["lee-harris"]),
        (
            "I'm not sure if it was Doe or Brown who talked about ships",
            "said",
            "ships",
            ["jane-doe", "max-brown"],
        ),
        ("what did Harris say to Psaki about ships", "said", "ships", ["lee-harris"]),
        ("what did Harris tell Psaki about ships", "said", "ships", ["lee-harris"]),
        ("when did Harris's deputy Ann Psaki first bring up ships", "first", "ships", ["ann-psaki"]),
        ("Harris insisted ships stay — exact words please", "said", "ships stay", ["lee-harris"]),
        ("how did Harris respond when she was asked about ships", "said", "ships", ["lee-harris"]),
        ("frequency of ships in Harris's speeches", "how_often", "ships", ["lee-harris"]),
        # Nobody is named.
        ("is there anything on ships?", "said", "ships", []),
        ("any mention of ships in the briefings?", "said", "ships", []),
        ("who at the briefing warned about ships", "who_said", "ships", []),
        ("which official first mentioned ships", "first", "ships", []),
        ("did anyone from the government apologize for ships", "yes_no", "apologize for ships", []),
        ("has the White House weighed in on ships", "yes_no", "ships", []),
        # What others may tell narrows nothing, and a part of a longer name is nobody.
        ("did Psaki talk to Zelensky about ships", "yes_no", "talk to Zelensky about ships", ["ann-psaki"]),
        (
            "how did markets react to Harris's remarks",
            "said",
            "how did markets react to Harris's remarks",
            [],
        ),
        ("Harris advisers said ships are late", "said", "Harris advisers said ships are late", []),
        ("was Harris criticized over ships", "yes_no", "criticized over ships", ["lee-harris"]),
    ],
)
def test_who_says_what(query: str, intent: Intent, topic: str, speakers: list[str]) -> None:
    interpreted = read(query)
    interpretation = interpreted.interpretation
    assert (interpretation.intent, interpretation.topic) == (intent, topic)
    assert list(interpreted.speakers) == speakers
    assert interpretation.answered_by == ()


@pytest.mark.parametrize(
    "query",
    ["did Psaki talk to Zelensky about ships", "was Harris criticized over ships", "did Psaki meet Harris"],
)
def test_what_others_may_tell_narrows_nothing(query: str) -> None:
    assert not read(query).narrows


@pytest.mark.parametrize(
    ("query", "intent", "topic", "asks", "replies"),
    [
        ("was Psaki ever pushed on ships?", "asked_of", "ships", [], ["ann-psaki"]),
        ("when was the last time Psaki got asked about ships", "latest", "ships", [], ["ann-psaki"]),
        ("how many times has Psaki been asked about ships", "how_often", "ships", [], ["ann-psaki"]),
        ("which reporter pressed Psaki on ships", "who_asked", "ships", [], ["ann-psaki"]),
        ("Psaki fielding questions about ships", "asked_of", "ships", [], ["ann-psaki"]),
        ("Doe's exchange with Psaki on ships", "questions_from", "ships", ["jane-doe"], ["ann-psaki"]),
        ("what did Doe grill Psaki about", "questions_from", "", ["jane-doe"], ["ann-psaki"]),
        ("did any reporter raise ships with Psaki", "asked_of", "ships", [], ["ann-psaki"]),
        ("what did reporters want to know from Psaki regarding ships", "asked_of", "ships", [], ["ann-psaki"]),
        ("Psaki questioned about ships in the harbour", "asked_of", "ships in the harbour", [], ["ann-psaki"]),
        ("who asked Psaki whether ships are late", "who_asked", "ships are late", [], ["ann-psaki"]),
        ("reporter question ships", "who_asked", "ships", [], []),
        ("who at the briefing asked about ships", "who_asked", "ships", [], []),
    ],
)
def test_who_asks_whom(query: str, intent: Intent, topic: str, asks: list[str], replies: list[str]) -> None:
    interpreted = read(query)
    interpretation = interpreted.interpretation
    assert (interpretation.intent, interpretation.topic) == (intent, topic)
    assert (list(interpreted.speakers), list(interpreted.answered_by)) == (asks, replies)
    assert interpretation.roles == ("questioner",)


def test_somebody_who_asks_and_speaks_nowhere_is_unknown() -> None:
    interpretation = read("what did Doocy grill Psaki about").interpretation
    assert interpretation.unknown == ("Doocy",)
    assert [mention.id for mention in interpretation.answered_by] == ["ann-psaki"]


@pytest.mark.parametrize(
    ("query", "sort"),
    [
        ("Psaki's earliest remarks on ships", "oldest"),
        ("Psaki's most recent remarks on ships", "newest"),
        ("Psaki's remarks on ships", "relevance"),
    ],
)
def test_words_next_to_the_noun_give_the_order(query: str, sort: Sort) -> None:
    assert read(query).interpretation.sort == sort


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_the_topic_holds_only_words_of_the_question_in_their_order(query: str) -> None:
    left = iter(query.replace("?", " ").split())
    assert all(word in left for word in read(query).interpretation.topic.split())
