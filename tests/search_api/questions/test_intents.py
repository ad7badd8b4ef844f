"""What is wanted by a question: its intent, its order, and what is left as the topic."""

import pytest

from indexer.languages.language import Intent, Sort
from indexer.model import Speaker
from search_api.questions.interpret import interpret_query
from search_api.questions.people import People
from tests.hostile.questions import MOST_SECONDS, slowest_of

PEOPLE = People(
    [
        Speaker("ann-psaki", "Ann Psaki"),
        Speaker("lee-harris", "Lee Harris"),
        Speaker("jane-doe", "Jane Doe"),
        Speaker("max-brown", "Max Brown"),
    ]
)


@pytest.mark.parametrize(
    ("query", "intent", "topic", "speakers"),
    [
        # No topic: all that somebody said.
        ("what did Harris say", "turns", "", ["lee-harris"]),
        ("What did Harris have to say?", "turns", "", ["lee-harris"]),
        ("what did Harris talk about", "turns", "", ["lee-harris"]),
        ("everything Lee Harris said", "turns", "", ["lee-harris"]),
        ("speeches by Harris", "turns", "", ["lee-harris"]),
        ("all of Harris's remarks", "turns", "", ["lee-harris"]),
        ("Psaki", "turns", "", ["ann-psaki"]),
        ("Psaki and Harris", "turns", "", ["ann-psaki", "lee-harris"]),
        # Topics.
        ("what did Harris say about ships", "said", "ships", ["lee-harris"]),
        ("what did Harris have to say about ships", "said", "ships", ["lee-harris"]),
        ("anything from Harris about ships", "said", "ships", ["lee-harris"]),
        ("ships are late, according to Harris", "said", "ships are late", ["lee-harris"]),
        ("what was said about ships", "said", "ships", []),
        ("what has been said about ships", "said", "ships", []),
        ("Lee Harris rapid ships", "said", "rapid ships", ["lee-harris"]),
        ("could you please tell me what Harris said about ships", "said", "ships", ["lee-harris"]),
        ("I sail a lot and wonder what Harris said about ships", "said", "ships", ["lee-harris"]),
        ("all Harris quotes about ships", "said", "ships", ["lee-harris"]),
        ("quotes from Lee Harris on ships", "said", "ships", ["lee-harris"]),
        ("remarks of Lee Harris in Munich", "said", "Munich", ["lee-harris"]),
        # Yes or no.
        ("did Psaki ever say anything about ships", "yes_no", "ships", ["ann-psaki"]),
        ("did Psaki say that ships are late", "yes_no", "ships are late", ["ann-psaki"]),
        ("has Psaki promised to paint the ships", "yes_no", "to paint the ships", ["ann-psaki"]),
        ("tell me whether Psaki mentioned ships", "yes_no", "ships", ["ann-psaki"]),
        ("was Psaki sure that ships are late", "yes_no", "sure that ships are late", ["ann-psaki"]),
        ("have ships been mentioned by Psaki", "yes_no", "ships", ["ann-psaki"]),
        ("did anybody mention ships", "yes_no", "ships", []),
        ("were ships ever mentioned", "yes_no", "ships", []),
        # How often and how many.
        ("how often did Psaki mention ships", "how_often", "ships", ["ann-psaki"]),
        ("how many times has Psaki said ships", "how_often", "ships", ["ann-psaki"]),
        ("how frequently were ships mentioned by Psaki", "how_often", "ships", ["ann-psaki"]),
        ("how often were ships mentioned", "how_often", "ships", []),
        ("how often have ships come up", "how_often", "ships", []),
        ("how often did Psaki sail", "said", "sail", ["ann-psaki"]),
        ("how many people got a ship", "how_many", "how many people got a ship", []),
        ("how many miles did Psaki sail on ships", "how_many", "miles sail on ships", ["ann-psaki"]),
        ("how many sailors came, according to Psaki", "how_many", "how many sailors came", ["ann-psaki"]),
        # Who said it.
        ("who said ships are late", "who_said", "ships are late", []),
        ("who was it that said ships are late", "who_said", "ships are late", []),
        ("who talked about ships?", "who_said", "ships", []),
        ("which official mentioned ships", "who_said", "ships", []),
        ("who called the ship a bathtub", "who_said", "the ship a bathtub", []),
        ("who promised to paint the ships", "who_said", "promised to paint the ships", []),
        # Nobody says anything here.
        ("who was compared with a ship", "said", "who was compared with a ship", []),
        ("why are ships late", "said", "why are ships late", []),
        ("brown ships in the harbour", "said", "brown ships in the harbour", []),
        ("ships", "said", "ships", []),
    ],
)
def test_what_is_wanted(query: str, intent: Intent, topic: str, speakers: list[str]) -> None:
    read = interpret_query(query, PEOPLE)
    assert (read.interpretation.intent, read.interpretation.topic) == (intent, topic)
    assert sorted(read.speakers) == speakers
    assert read.interpretation.roles == ()


@pytest.mark.parametrize(
    ("query", "intent", "topic", "asks", "replies"),
    [
        ("who asked about the border", "who_asked", "the border", [], []),
        ("which reporter brought up the border", "who_asked", "the border", [], []),
        ("who wanted to know whether the border is open", "who_asked", "the border is open", [], []),
        ("was anybody asked about the border", "who_asked", "the border", [], []),
        ("what questions were asked about the border", "who_asked", "the border", [], []),
        ("questions Psaki dodged about the border", "asked_of", "the border", [], ["ann-psaki"]),
        ("who asked Psaki about the border", "who_asked", "the border", [], ["ann-psaki"]),
        ("reporters' questions on the border", "who_asked", "the border", [], []),
        ("what did reporters ask about the border", "who_asked", "the border", [], []),
        ("questions from Jane Doe of a newspaper", "questions_from", "", ["jane-doe"], []),
        ("questions from Doe about the border", "questions_from", "the border", ["jane-doe"], []),
        (
            "what did Jane Doe of the Post ask about the border",
            "questions_from",
            "the border",
            ["jane-doe"],
            [],
        ),
        (
            "what did Doe ask Psaki about the border",
            "questions_from",
            "the border",
            ["jane-doe"],
            ["ann-psaki"],
        ),
        ("what did Doe ask Psaki", "questions_from", "", ["jane-doe"], ["ann-psaki"]),
        ("what was Psaki asked about the border", "asked_of", "the border", [], ["ann-psaki"]),
        ("what was Psaki asked", "asked_of", "", [], ["ann-psaki"]),
        ("questions put to Psaki about the border", "asked_of", "the border", [], ["ann-psaki"]),
        ("which questions did Psaki get on the border", "asked_of", "the border", [], ["ann-psaki"]),
        ("Psaki was asked what about the border", "asked_of", "the border", [], ["ann-psaki"]),
        ("show me every time Psaki was pressed on the border", "asked_of", "the border", [], ["ann-psaki"]),
    ],
)
def test_questions_are_wanted(
    query: str, intent: Intent, topic: str, asks: list[str], replies: list[str]
) -> None:
    read = interpret_query(query, PEOPLE)
    assert (read.interpretation.intent, read.interpretation.topic) == (intent, topic)
    assert (list(read.speakers), list(read.answered_by)) == (asks, replies)
    assert read.interpretation.roles == ("questioner",)


@pytest.mark.parametrize(
    ("query", "intent", "topic", "speakers"),
    [
        (
            "I'm writing on ship fuel and need to know what Psaki said about it",
            "said",
            "ship fuel",
            ["ann-psaki"],
        ),
        ("Hey, do you have anything where Psaki talks about ships?", "said", "ships", ["ann-psaki"]),
        ("can you find me the part where Harris talks about ships", "said", "ships", ["lee-harris"]),
        ("my editor wants it, did Harris ever say anything about oil?", "yes_no", "oil", ["lee-harris"]),
        ("Thanks for this. Where did Psaki talk about oil?", "said", "oil", ["ann-psaki"]),
        ("find quotes from Ann Psaki about ships please", "said", "ships", ["ann-psaki"]),
        ("what did Psaki say about ships, for a story", "said", "ships", ["ann-psaki"]),
        ("quotes where Psaki mentions ships", "said", "ships", ["ann-psaki"]),
        ("I need Lee Harris's exact words on ships", "said", "ships", ["lee-harris"]),
        ("I remember someone from the port saying that ships are late", "who_said", "ships are late", []),
        ("list of ships that were late", "said", "list of ships that were late", []),
        ("the need for ships", "said", "the need for ships", []),
    ],
)
def test_a_question_stands_in_a_conversation(
    query: str, intent: Intent, topic: str, speakers: list[str]
) -> None:
    read = interpret_query(query, PEOPLE)
    assert (read.interpretation.intent, read.interpretation.topic) == (intent, topic)
    assert list(read.speakers) == speakers


@pytest.mark.parametrize(
    ("query", "intent", "sort", "topic", "speakers"),
    [
        ("when did Psaki first mention oil", "first", "oldest", "oil", ["ann-psaki"]),
        ("when did Psaki first use the word oil", "first", "oldest", "oil", ["ann-psaki"]),
        ("the first time Psaki spoke about oil", "first", "oldest", "oil", ["ann-psaki"]),
        ("when did Psaki mention oil for the first time", "first", "oldest", "oil", ["ann-psaki"]),
        ("the first mention of oil by Psaki", "first", "oldest", "oil", ["ann-psaki"]),
        ("psaki first oil answer", "first", "oldest", "oil", ["ann-psaki"]),
        ("when was oil first mentioned", "first", "oldest", "oil", []),
        ("who mentioned oil first", "first", "oldest", "oil", []),
        ("when did Psaki last mention oil?", "latest", "newest", "oil", ["ann-psaki"]),
        ("what did Psaki most recently say about oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("when was the last time Psaki mentioned oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("latest from Psaki on oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("Psaki's latest remarks on oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("what is the most recent thing Psaki has said about oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("what's new from Psaki on oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("what has Psaki been saying about oil lately", "latest", "newest", "oil", ["ann-psaki"]),
        ("when did oil first come up", "first", "oldest", "oil", []),
        ("Psaki's latest on oil", "latest", "newest", "oil", ["ann-psaki"]),
        ("last time anyone asked about oil", "latest", "newest", "oil", []),
        ("when did Psaki start talking about oil", "first", "oldest", "oil", ["ann-psaki"]),
        ("the latest on oil", "latest", "newest", "oil", []),
        ("when did Psaki last speak", "latest", "newest", "", ["ann-psaki"]),
        ("what has Psaki said lately", "turns", "newest", "", ["ann-psaki"]),
        ("what did Psaki say about oil, oldest first", "said", "oldest", "oil", ["ann-psaki"]),
        ("oil in the sea, newest first", "said", "newest", "oil in the sea", []),
        ("the first ship of the fleet", "said", "relevance", "the first ship of the fleet", []),
    ],
)
def test_an_order_is_wanted(query: str, intent: Intent, sort: Sort, topic: str, speakers: list[str]) -> None:
    read = interpret_query(query, PEOPLE)
    assert (read.interpretation.intent, read.interpretation.sort) == (intent, sort)
    assert (read.interpretation.topic, list(read.speakers)) == (topic, speakers)


def test_who_speaks_nowhere_is_said_so_in_every_form() -> None:
    for query in ("when did Angela Merkel first mention oil", "what did Peter Doocy ask about oil"):
        read = interpret_query(query, PEOPLE)
        assert read.interpretation.unknown in {("Angela Merkel",), ("Peter Doocy",)}, query
        assert read.interpretation.topic == "oil", query


def test_no_question_takes_long_to_read() -> None:
    seconds, question = slowest_of(200, most=1)[0]
    assert seconds <= MOST_SECONDS, question
