"""Whom a mention in a question means: one person or several, a label, or somebody who speaks nowhere."""

import functools
import re
from collections.abc import Callable

import msgspec

from indexer.languages.language import Language
from search_api.contract.records import Candidate, Correction, SpeakerMention
from search_api.questions.dates import InterpretedDates
from search_api.questions.labels import Labels
from search_api.questions.misspelt import Occurs
from search_api.questions.name_evidence import NameEvidence, Names
from search_api.questions.people import People, bare_name
from search_api.questions.short_posts import is_post_of_body, of_place, other_forms, without_past

_LIKELY_NAME = 5
"""From this length, a capitalised word may be a misspelt name in a note, too."""
_SHORTEST_NAME = 2
_MOST_WORDS = 6
"""The most words of a name or post that is looked for in passages."""
_MOST_OF_NAME = 3
"""The most words of a name that no list of given names tells to be one."""
_OFTEN = 3
"""How often the index has a word of which it is known whether it names a person."""
_WORD = re.compile(r"[^\W_]+")
_MOST_TOGETHER = 6
"""How many people are read out of one question."""


class Voices(msgspec.Struct, frozen=True):
    """Who can be meant: the people of an index, and its labels.

    `occurs` says which words the index has, `names` how it speaks of people; `corrected` corrects misspelt words,
    `is_word` knows the words of the language.
    """

    people: People
    labels: Labels | None = None
    occurs: Occurs = lambda _, __: False
    names: Names | None = None
    corrected: Callable[[str], tuple[str, tuple[Correction, ...]]] = lambda words: (words, ())
    is_word: Callable[[str], bool] = lambda _: False

    def may_be_named(self, question: str, language: Language) -> bool:
        """Whether a question has a word that may be of a name or post: all else costs more to look at.

        It is a word of a name, a label or a post, is in capitals within the question, or is no word of the language,
        and does not frame questions.
        """
        labels = self.labels.words if self.labels else frozenset[str]()
        clause = language.questions.clause if language.questions else None
        frame = clause.scaffold if clause else frozenset[str]()
        posts = language.labels.titles | language.posts.short.keys()
        for at, word in enumerate(_WORD.findall(question)):
            folded = word.casefold()
            if folded in frame:
                continue
            # "psakis take"
            forms = (folded, folded.removesuffix("s"))
            if (at and word[0].isupper()) or (len(word) > 1 and not self.is_word(folded)):
                return True
            if any(form in self.people.words or form in labels or form in posts for form in forms):
                return True
        return False

    def evidence(self, word: str, language: Language) -> NameEvidence:
        """How the index speaks of a word; nothing where it is not read."""
        return self.names.evidence(word, language) if self.names else NameEvidence()


class Meant(msgspec.Struct, frozen=True):
    """Who is meant. Mentions are in the order of the question; `unknown` speak nowhere."""

    mentions: tuple[SpeakerMention, ...] = ()
    unknown: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all who may be meant."""
        return tuple(dict.fromkeys(key for mention in self.mentions for key in mention.ids))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all who are meant by label."""
        return tuple(dict.fromkeys(label for mention in self.mentions for label in mention.labels))


IsName = Callable[[str, Voices, Language], bool]
"""Whether a mention that nobody in the index fits is a name, judged by its form."""


def who_is_meant(
    who: str, voices: Voices, dates: InterpretedDates, language: Language, is_name: IsName | None
) -> Meant | None:
    """Whom the words mean that stand where a form of a question has a person; None where they need not be one.

    "Biden and Harris" is each of both, if either speaks; any other is then unknown. Words that the index lacks are
    corrected first.
    """
    if (meant := _meant(who, voices, dates, language, is_name)) and not meant.unknown:
        return meant
    corrected, corrections = voices.corrected(who) if is_name else (who, ())
    if corrections and (spelled := _meant(corrected, voices, dates, language, is_name)):
        mentions = tuple(
            msgspec.structs.replace(mention, mention=who) if len(spelled.mentions) == 1 else mention
            for mention in spelled.mentions
        )
        return Meant(mentions, spelled.unknown, (*corrections, *spelled.corrections))
    return meant


def _meant(
    who: str, voices: Voices, dates: InterpretedDates, language: Language, is_name: IsName | None
) -> Meant | None:
    meant_by = functools.partial(_of_any_form, voices=voices, dates=dates, language=language, is_name=is_name)
    if meant := meant_by(who):
        return meant
    if parts := _together(who, language):
        each = [(part, meant_by(part) or meant_by(_with_surname(part, parts[-1]))) for part in parts]
        unknown = tuple(part for part, found in each if not found)
        if unknown and not (is_name and all(is_name(part, voices, language) for part in unknown)):
            return None
        if len(unknown) < len(parts):
            found = [meant for _, meant in each if meant]
            return Meant(
                tuple(mention for meant in found for mention in meant.mentions),
                unknown,
                tuple(correction for meant in found for correction in meant.corrections),
            )
        return Meant(unknown=unknown)
    if not is_name:
        return None
    forms = (
        who,
        *_other_forms(who, language),
        *(form for form, _ in of_place(without_past(who, language) or who, language)),
    )
    is_named = any(is_name(form, voices, language) for form in forms)
    return Meant(unknown=(who,)) if is_named else None


def _of_any_form(
    who: str, voices: Voices, dates: InterpretedDates, language: Language, is_name: IsName | None
) -> Meant | None:
    """Who is called that, or else what a short post, or one of another time, stands for."""
    meant = _one(who, voices, dates, language, is_name)
    if meant and meant.ids:
        return meant
    for form in _other_forms(who, language):
        other = _one(form, voices, dates, language, is_name)
        # A label with the whole post may be that of a few turns of somebody who is known by name.
        if other and (other.ids or meant is None):
            mentions = tuple(msgspec.structs.replace(mention, mention=who) for mention in other.mentions)
            return msgspec.structs.replace(other, mentions=mentions)
    return (
        meant
        or _of_place(without_past(who, language) or who, who, voices, language)
        or _without_owner(who, voices, dates, language, is_name)
        or _without_place(who, voices, dates, language)
    )


def _without_owner(
    who: str, voices: Voices, dates: InterpretedDates, language: Language, is_name: IsName | None
) -> Meant | None:
    """Who is meant by a post with its owner: "Biden's press secretary Jane Roe"."""
    owner, _, rest = who.partition(" ")
    owns = language.questions is not None and language.questions.possessive.search(owner) is not None
    return _one(rest, voices, dates, language, is_name) if owns and rest else None


def _without_place(who: str, voices: Voices, dates: InterpretedDates, language: Language) -> Meant | None:
    """Who is meant by a title and a name with a place: "President Roe of Norway"."""
    of_word = next(iter(language.introductions.of_words), "")
    named, of, place = who.partition(f" {of_word} ")
    bare = bare_name(named, language)
    if not of or not place or not bare or bare == named or any(word.islower() for word in bare.split()):
        return None
    return _one(named, voices, dates, language, None)


def _of_place(called: str, who: str, voices: Voices, language: Language) -> Meant | None:
    """Who holds a post of a place by title and name: "British PM Roe" is not the Prime Minister Roe of Ireland."""
    for form, posts in of_place(called, language):
        people = voices.people.called(form, language=language)
        labels = voices.labels.called(form, language) if voices.labels else ()
        holders = {speaker.id for post in posts for speaker in voices.people.called(post, language=language)}
        held = {
            label
            for post in posts
            for label in (voices.labels.holding(post, language) if voices.labels else ())
        }
        if len(people) == 1 and (
            people[0].id in holders or (not (holders | held) and " " in bare_name(form, language))
        ):
            own = voices.labels.of_person(form, people[0].id) if voices.labels else ()
            return Meant((SpeakerMention(people[0].id, people[0].name, who, "resolved", labels=own),))
        fitting = tuple(label for label in labels if label in held)
        if not people and fitting:
            return Meant((SpeakerMention(None, None, who, "label", labels=fitting),))
    return None


def _other_forms(who: str, language: Language) -> tuple[str, ...]:
    """What else a mention may be called, without words of its time and suffixes, too."""
    past = without_past(who, language)
    forms = (*((past, *other_forms(past, language)) if past else ()), *other_forms(who, language))
    words = who.split()
    if len(words) > 2 and words[-1].strip(".,").casefold() in language.names.suffixes:
        forms = (*forms, " ".join(words[:-1]).rstrip(","))
    return forms


def _one(
    who: str, voices: Voices, dates: InterpretedDates, language: Language, is_name: IsName | None
) -> Meant | None:
    if is_name is in_short and _is_common_noun(who, voices, language):
        return None
    if mention := _person(who, who, voices.people, dates, language):
        if voices.labels:
            mention = _with_labels(mention, who, voices, voices.labels, language)
        return Meant((mention,))
    if voices.labels and (labels := voices.labels.called(who, language)):
        return Meant((SpeakerMention(None, None, who, "label", labels=labels),))
    # Where others may tell what somebody did, any word may stand where the name does.
    if is_name and voices.names and voices.labels:
        spoken_of = _spoken_of(who, voices.names, voices.labels, voices.people, language)
        if spoken_of:
            return Meant((spoken_of,))
    # One word before "on" may be any: "mask on planes" is not about Mr. Musk.
    likely = is_name is asked_for or " " in who.strip() or (who[:1].isupper() and len(who) >= _LIKELY_NAME)
    spelled = voices.people.misspelt(who, voices.occurs, language) if likely else None
    if spelled and (mention := _person(spelled, who, voices.people, dates, language)):
        return Meant((mention,), corrections=(Correction(bare_name(who, language), spelled),))
    return None


def _with_labels(
    mention: SpeakerMention, who: str, voices: Voices, labels: Labels, language: Language
) -> SpeakerMention:
    """A mention of people with the labels under which they also speak where no transcript names them."""
    titled = who.partition(" ")[0].strip(".").casefold() in language.labels.courtesy
    if titled and (own_label := labels.of_unknown(who)):
        # "Ms. Roe" may be the one known by name, or else whoever is labelled `MS. ROE`, but not one of several.
        alone = len(voices.people.called(bare_name(who, language), language=language)) == 1
        return SpeakerMention(
            mention.id if alone else None,
            mention.name if alone else None,
            who,
            "resolved" if alone else "label",
            labels=own_label,
        )
    if mention.id and bare_name(who, language) != who:
        # "Prime Minister Roe" also speaks where no transcript gives the full name.
        article = f"{language.labels.article} "
        labelled = labels.of_person(who.casefold().removeprefix(article), mention.id)
    else:
        labelled = _unnamed(who, mention, voices, language)
    if not labelled and voices.people.hold_learned_post(who, language):
        # Others may hold the post, or the same person elsewhere, under a label alone.
        labelled = labels.holding(who, language)
    return msgspec.structs.replace(mention, labels=labelled)


def _unnamed(who: str, mention: SpeakerMention, voices: Voices, language: Language) -> tuple[str, ...]:
    """The labels of those who are meant by name, under which they also speak where no transcript names them.

    "Fauci" is `DR. FAUCI` everywhere. A full name is not every `MR. SMITH`, but `PRESIDENT OBAMA`.
    """
    named = bare_name(who, language)
    ids = frozenset(mention.ids)
    speakers = [speaker for key in mention.ids if (speaker := voices.people.by_id(key))]
    surnames = dict.fromkeys(speaker.name.split()[-1] for speaker in speakers)
    # A post alone means its holder, but not every label of that surname.
    if voices.labels is None or not any(surname.casefold() in named.casefold() for surname in surnames):
        return ()
    return tuple(
        label
        for surname in surnames
        for label, title in voices.labels.of_people(surname, ids)
        if " " not in named or title.strip(".").casefold() not in language.labels.courtesy
    )


def _is_common_noun(who: str, voices: Voices, language: Language) -> bool:
    """Whether a post without an article is a thing in the index: "justice on trial" is not about a Justice."""
    if who.casefold() not in language.labels.titles:
        return False
    evidence = voices.evidence(who, language)
    return evidence.times >= _OFTEN and not evidence.is_name


def _spoken_of(
    who: str, names: Names, labels: Labels, people: People, language: Language
) -> SpeakerMention | None:
    """One whose full name, or post, only the passages give: `SPEAKER PELOSI` is Nancy Pelosi.

    The label must have a title that the passages put before the name, and nobody else may have the surname.
    """
    words = [word for word in who.split() if word.casefold() != language.labels.article]
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    called, titles = " ".join(words), language.labels.titles
    is_post = any(word.casefold() in titles for word in words)
    bare, of_words = bare_name(called, language), language.introductions.of_words
    is_named = " " in bare and bare != called and titles.isdisjoint(bare.casefold().split())
    if is_post and is_named and not any(word in of_words for word in words):
        # "Attorney General Merrick Garland"
        return _spoken_of(bare, names, labels, people, language)
    name = names.holder(called, next(iter(language.introductions.of_words), "")) if is_post else called
    if name is None:
        return None
    surname, of_post = name.split()[-1], {word.casefold() for word in words}
    titled = labels.titled(surname)
    if not titled and not is_post:
        # "Xi Jinping" is `PRESIDENT XI`.
        titled = labels.titled(name.split()[0])
    same = people.called(surname, language=language)
    other = bool(same) and not is_post and " " in name and not people.called(name, language=language)
    if same and not other:
        found = people.called(name, language=language) if " " in name else same
        of_title = tuple(label for label, title in titled if of_post.issuperset(title.casefold().split()))
        # Where a transcript does not tell who it is, the label does.
        shared = of_title if len(same) == 1 else ()
        known = is_post and len(found) == 1 and (" " in name or of_title)
        return SpeakerMention(found[0].id, found[0].name, who, "resolved", labels=shared) if known else None
    held = tuple(
        label
        for label, title in titled
        if (of_post.issuperset(title.casefold().split()) if is_post else names.is_called(called, title))
    )
    if not other:
        held = held or _held_by_courtesy(name, titled, names, language)
    return SpeakerMention(None, None, who, "label", labels=held) if held else None


def _held_by_courtesy(
    name: str, titled: tuple[tuple[str, str], ...], names: Names, language: Language
) -> tuple[str, ...]:
    """The label of a full name after a courtesy title, if nobody else is called so: `MR. ZIENTS` is Jeff Zients."""
    used = {title.strip(".").casefold() for _, title in titled}
    given, _, surname = name.partition(" ")
    if len(used) != 1 or not used <= language.labels.courtesy or not surname or " " in surname:
        return ()
    fits = names.is_given_name_of(given, surname, language)
    return tuple(label for label, _ in titled) if fits else ()


def _person(
    name: str, who: str, people: People, dates: InterpretedDates, language: Language
) -> SpeakerMention | None:
    """The person of a name, or of several people all."""
    found = people.called(name, dates.date_from, dates.date_to, language)
    if not found:
        return None
    if len(found) == 1:
        return SpeakerMention(found[0].id, found[0].name, who, "resolved")
    candidates = tuple(Candidate(speaker.id, speaker.name) for speaker in found)
    return SpeakerMention(None, None, who, "several", candidates)


def _with_surname(given: str, last: str) -> str:
    """A given name with the surname of the last: "Jill" of "Jill or Joe Biden"; other names as they are."""
    surname = last.rpartition(" ")[2]
    return f"{given} {surname}" if " " in last and " " not in given else given


def _together(who: str, language: Language) -> list[str]:
    """The people in "Biden, Harris and Buttigieg" or "both Biden and Harris"; none where only one is named."""
    forms = language.questions
    joins, both = (forms.joins, forms.both) if forms else (frozenset[str](), frozenset[str]())
    words = who.replace(",", " , ").replace("/", " , ").split()
    if words and words[0].casefold() in both:
        words.pop(0)
    parts: list[list[str]] = [[]]
    for word, before in zip(words, ["", *words], strict=False):
        if word == "," or word.casefold() in joins:
            # "Biden, Harris, and Buttigieg"
            if before != ",":
                parts.append([])
        else:
            parts[-1].append(word)
    if not 1 < len(parts) <= _MOST_TOGETHER or not all(parts):
        return []
    return [" ".join(part) for part in parts]


def asked_for(who: str, voices: Voices, language: Language) -> bool:
    """Whether a mention in a question for somebody's words is a name, or the post of a place.

    "what did merkel say" names somebody, "what did experts say" and "what did the experts say" do not. Of whom the
    index speaks, it decides: it calls Putin by a title or given name, and Russia by none.
    """
    if is_post_of_place(who, language) or is_post_of_body(who, language):
        return True
    words = bare_name(who, language).split()
    if not words or _is_common(words, language) or len(words[-1].strip(".")) < _SHORTEST_NAME:
        return False
    if language.questions and any(map(language.questions.possessive.search, words[:-1])):
        # "Biden's Munich" of "Biden's Munich remarks"
        return False
    if _has_given_name(words, voices.people, language):
        return True
    if len(words) == 1 and words[0].islower():
        possible = words[0].isalpha() and not words[0].endswith("s")
    else:
        possible = _is_capitalised(words, language)
    if not possible:
        return _is_full_name(words, voices, language)
    evidence = [voices.evidence(word, language) for word in words]
    return evidence[-1].times < _OFTEN or any(each.is_person for each in evidence) or evidence[-1].is_paired


def in_short(who: str, voices: Voices, language: Language) -> bool:
    """Whether a mention in a note such as "X on Y" is a name, or the post of a place.

    It is one with a given name, or the surname of somebody of whom the index speaks: "Putin on Ukraine".
    """
    if is_post_of_place(who, language) or is_post_of_body(who, language):
        return True
    words = bare_name(who, language).split()
    if _is_common(words, language):
        return False
    if len(words) == 1:
        return words[0].isalpha() and voices.evidence(words[0], language).is_person
    known = _is_capitalised(words, language) and _has_given_name(words, voices.people, language)
    return known or _is_foreign(words, voices, language) or _is_full_name(words, voices, language)


def begins_note(who: str, topic: str, voices: Voices, language: Language) -> bool:
    """Whether words at the beginning of a note, with nothing but a topic after them, are somebody's name.

    A surname alone counts only if the index speaks of a person by it, the word is hardly another, and the index does
    not go on as the note does: "Harris space council", not "Rice farmers" or "Harris County schools".
    """
    first, *others = who.casefold().split()
    titles, of_words = language.labels.titles, language.introductions.of_words
    if others:
        if not bare_name(who, language) or others[-1] in of_words:
            return False
        post = any(
            word.strip(".") in titles or word.strip(".") in language.posts.short for word in (first, *others)
        )
        given = first in voices.people.given_names or bool(language.names.short_forms(first))
        return (
            post
            or given
            or _is_misspelt(who, voices, language)
            or _is_foreign_name(who.split(), voices, language)
        )
    return "-" in first or _is_surname_alone(who, topic, voices, language)


def ends_note(who: str, topic: str, voices: Voices, language: Language) -> bool:
    """Whether words at the end of a note, with nothing but a topic before them, are somebody's name.

    "TikTok Jean-Pierre", but neither "letter to Biden" nor "Hunter Biden".
    """
    before = topic.rsplit(maxsplit=1)[-1]
    clause = language.questions.clause if language.questions else None
    if clause is None or before.casefold() in clause.scaffold or not before[-1].isalnum():
        return False
    if not begins_note(who, "", voices, language):
        return False
    return voices.names is None or not voices.names.are_one_name(f"{before} {who}")


def _is_surname_alone(who: str, topic: str, voices: Voices, language: Language) -> bool:
    word = who.casefold()
    if voices.names is None or not word.isalpha():
        return False
    labels = voices.labels.called(who, language) if voices.labels else ()
    speaks = bool(labels or voices.people.called(word, language=language))
    is_word = voices.is_word(word) and word not in language.names.hardly_words
    return (
        speaks
        and not is_word
        and voices.evidence(who, language).is_person
        and not _goes_on(who, topic, voices, language)
    )


def _is_misspelt(who: str, voices: Voices, language: Language) -> bool:
    """Whether two words are a misspelt name: "Jenifer Granhom"."""
    return len(who.split()) == 2 and voices.people.misspelt(who, voices.occurs, language) is not None


def _is_foreign(words: list[str], voices: Voices, language: Language) -> bool:
    """Whether capitalised words that neither the index nor the language has are a name: "Viktor Orban"."""
    return (
        voices.names is not None
        and _is_capitalised(words, language)
        and not any(voices.is_word(word.casefold()) for word in words)
        and all(voices.evidence(word, language).times < _OFTEN for word in words)
    )


def _is_foreign_name(words: list[str], voices: Voices, language: Language) -> bool:
    """Whether words that are none of the language are a label's or a person's name: "López Obrador"."""
    if any(voices.is_word(word.casefold()) for word in words) or voices.names is None:
        return False
    is_label = voices.labels is not None and bool(voices.labels.called(" ".join(words), language))
    return is_label or _is_full_name(words, voices, language)


def _goes_on(who: str, topic: str, voices: Voices, language: Language) -> bool:
    """Whether passages write a name and the first word of a topic as one name: "Harris County"."""
    if not topic:
        return False
    next_word = topic.split(maxsplit=1)[0].strip(".,:;?!")
    nobody = language.questions.nobody if language.questions else frozenset()
    if next_word.casefold() in nobody | language.names.suffixes:
        return True
    return voices.names is not None and voices.names.are_one_name(f"{who} {next_word}")


def _is_full_name(words: list[str], voices: Voices, language: Language) -> bool:
    """Whether the index speaks of a person of that name: "vladimir putin"."""
    few = 1 < len(words) <= _MOST_OF_NAME and all(word.replace("-", "").isalpha() for word in words)
    # Common words take long to read in passages.
    common = all(
        word.islower() and voices.is_word(word) and word not in language.names.hardly_words for word in words
    )
    return (
        not common and few and voices.names is not None and voices.names.is_full_name(" ".join(words), language)
    )


def is_post_of_place(who: str, language: Language) -> bool:
    """Whether a mention is a post of a place or body: "the prime minister of Italy"."""
    words, of_words = who.split(), language.introductions.of_words[:1]
    if words and words[0].casefold() == language.labels.article:
        words.pop(0)
    of = next((at for at, word in enumerate(words) if word in of_words), 0)
    titles, posts = language.labels.titles, language.labels.posts
    rest = [word for word in words[of + 1 :] if word.casefold() != language.labels.article]
    return (
        bool(of and rest)
        and rest[0][:1].isupper()
        and all(word.casefold() in titles or word.casefold() in posts for word in words[:of])
    )


def _is_common(words: list[str], language: Language) -> bool:
    nobody = language.questions.nobody if language.questions else frozenset()
    return not words or any(word.casefold() in nobody for word in words)


def _is_capitalised(words: list[str], language: Language) -> bool:
    particles = language.layout.particles
    return words[0][:1].isupper() and all(word[:1].isupper() or word in particles for word in words)


def _has_given_name(words: list[str], people: People, language: Language) -> bool:
    first = words[0].casefold() if words else ""
    known = first in people.given_names or bool(language.names.short_forms(first))
    return len(words) > 1 and known and all(word.replace("-", "").replace("’", "").isalpha() for word in words)
