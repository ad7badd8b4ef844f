"""The ways in which people ask for the same answer."""

from random import Random

from eval.training.pairs.english import OF_PERSON, OF_THING, TOPIC, TOPIC_END
from eval.training.pairs.exchanges import Exchange
from eval.training.pairs.people import names_of, post_of
from eval.training.pairs.records import Forms
from eval.training.pairs.weights import WordWeights
from eval.training.pairs.wording import Question
from indexer.model import Transcript
from search_api.contract.bounds import MAX_QUERY

_KEYWORDS, _TOPIC_WORDS, _LONGEST_TOPIC = 6, 4, 9
"""The number of keywords, of those of a topic, and the most words of a topic in the asker's own words."""
_LEAST_TOPIC = 0.55
"""The least weight of a topic's words."""
_SAID = (
    "what did {who} say about {topic}",
    "what does {who} say about {topic}",
    "did {who} say anything about {topic}",
    "what is {who}’s position on {topic}",
    "how did {who} respond to a question about {topic}",
    "{who} on {topic}",
)
_ASKED = (
    "what was {who} asked about {topic}",
    "what did reporters ask {who} about {topic}",
    "questions to {who} about {topic}",
)


def forms_of(
    exchange: Exchange, question: Question, transcript: Transcript, weights: WordWeights, random: Random
) -> Forms:
    """The forms of a question; which of several wordings each has is chosen at random."""
    topic = topic_of(exchange, question, weights)
    names, post = names_of(exchange.answerer), post_of(exchange.answerer, transcript)
    name = random.choice(names) if names else ""
    said, said_by_post, asked = random.choice(_SAID), random.choice(_SAID), random.choice(_ASKED)
    asked_of = name or (f"the {post}" if post else "")
    return Forms(
        question.text,
        weights.keywords(question.text, _KEYWORDS, exchange.answer),
        said.format(who=name, topic=topic) if name and topic else "",
        said_by_post.format(who=f"the {post}", topic=topic) if post and topic else "",
        asked.format(who=asked_of, topic=topic) if asked_of and topic else "",
        topic,
        exchange.question[:MAX_QUERY],
    )


def topic_of(exchange: Exchange, question: Question, weights: WordWeights) -> str:
    """What a question is about: its words after "about" and the like, or its keywords; empty if it has few."""
    for text in (question.sentence, question.text):
        for match in TOPIC.finditer(text):
            topic = TOPIC_END.sub("", match["topic"]).strip()
            if (
                1 < len(topic.split()) <= _LONGEST_TOPIC
                and weights.total(weights.stems(topic)) >= _LEAST_TOPIC
                and not OF_THING.search(topic)
                and not OF_PERSON.search(topic)
            ):
                return topic
    keywords = weights.keywords(question.text, _TOPIC_WORDS, exchange.answer)
    return keywords if weights.total(weights.stems(keywords)) >= _LEAST_TOPIC else ""
