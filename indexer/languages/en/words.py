"""The English stemmer and function words."""

from indexer.languages.language import MatchingWords

_QUESTION_WORDS = """
    what who whom whose when where why how which did does do has have had is are was were be been
    will would can could should may might about say says said saying s t re ve ll d m i you he she
    we they him her them his its our your my me us any anything
""".split()

MATCHING = MatchingWords(stemmer="english", function_words="english", question_words=tuple(_QUESTION_WORDS))
