"""What a question asks for and the order of results, in the words of the page, the command line and assistants."""

from collections.abc import Mapping

from indexer.languages.language import Intent, Sort

WANTED: Mapping[Intent, str] = {
    "said": "",
    "turns": "everything they said",
    "who_said": "who said it",
    "who_asked": "who asked about it",
    "questions_from": "the questions they asked",
    "asked_of": "the questions they were asked",
    "first": "the first mention",
    "latest": "the latest mention",
    "how_often": "how often it was said",
    "how_many": "a number",
    "yes_no": "yes or no",
}
"""What is wanted, by intent; empty for passages on a topic, which every search looks for."""
ORDERS: Mapping[Sort, str] = {
    "relevance": "best first",
    "oldest": "oldest first",
    "newest": "newest first",
}


def counted_turns(count: int) -> str:
    """How often something is said, as a sentence."""
    if not count:
        return "No turn has all of these words."
    return f"{count:,} {'turn has' if count == 1 else 'turns have'} all of these words."
