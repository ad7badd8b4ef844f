"""A toy language for tests, like Esperanto: the module that a contributor would write as `indexer/languages/eo.py`."""

import re

from indexer.languages.language import (
    TOPIC,
    WHO,
    AnswerKind,
    Calls,
    Introductions,
    LabelWords,
    Language,
    LayoutWords,
    MatchingWords,
    NameWords,
    QuestionForm,
    QuestionForms,
)

LANGUAGE = Language(
    code="eo",
    aliases=frozenset({"epo"}),
    labels=LabelWords(
        generic={"demando": "questioner", "la prezidanto": "chair"},
        titles=frozenset({"ministro", "prezidanto", "sinjoro", "sinjorino"}),
        article="la",
        courtesy=frozenset({"sinjoro", "sinjorino"}),
        men=frozenset({"sinjoro"}),
        women=frozenset({"sinjorino"}),
    ),
    layout=LayoutWords(rolls=frozenset({"ĉeestantoj"}), no_labels=frozenset({"fonto"}), months={"aŭg": 8}),
    names=NameWords(
        short_forms=lambda given: frozenset({"petro", "peĉjo"} if given in {"petro", "peĉjo"} else ())
    ),
    introductions=Introductions(of="de", of_words=("de",), roll=re.compile("ĉeestantoj", re.IGNORECASE)),
    calls=Calls(
        lead="(?:do, )?",
        go="(?:bonvolu)",
        turn_to="ni iru al",
        following="la sekva estas",
        place="(?: de [^.]{0,50})?",
        greeting="(?:nu, )?",
        filler="dankon",
        no_names=frozenset({"jes"}),
    ),
    questions=QuestionForms(
        forms=(
            QuestionForm(rf"kion\s+{WHO}\s+diris\s+pri\s+{TOPIC}"),
            QuestionForm(rf"kion\s+oni\s+demandis\s+pri\s+{TOPIC}", "who_asked", "asks"),
        ),
        question=re.compile(r"\s*(?:kio|kion|kiam)\b", re.IGNORECASE),
        possessive=re.compile(r"(?!)"),
    ),
    answers=(AnswerKind(re.compile(r"\bkiom\b", re.IGNORECASE), ("mil",), range(1000)),),
    matching=MatchingWords(stemmer="spanish", question_words=("la", "pri", "estas", "kion")),
)
