"""QMSum (Zhong et al., NAACL 2021): queries over meetings, with the turns that answer them.

https://github.com/Yale-LILY/QMSum. Each query searches its own meeting. The turns in the `relevant_text_span` of a
query, ends included, are relevant, with grade 2 if the query names the speaker of the turn.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from eval.records import Dataset, Qrel, Topic
from eval.unanswerable import QuestionedTranscript, unanswerable
from indexer.errors import RequestInvalid
from search_api.contract.bounds import MAX_QUERY

SPLITS = ("train", "val", "test")
_BRACKETS = re.compile(r"\([^)]*\)")
_COURTESY = re.compile(r"^(?:(?:right )?hon|mr|mrs|ms|miss|dr|the)\b\.?\s*", re.IGNORECASE)
_LETTERS = re.compile(r"\s+(?:AM|AC|MP|MS|Q\.?C\.?)$")


class MeetingTurn(msgspec.Struct, frozen=True):
    """A turn of a meeting."""

    speaker: str
    content: str


class SpecificQuery(msgspec.Struct, frozen=True):
    """A specific query; its spans hold the ordinals of turns as text, ends included."""

    query: str
    answer: str
    relevant_text_span: list[tuple[str, str]]


class GeneralQuery(msgspec.Struct, frozen=True):
    """A query about the whole meeting."""

    query: str
    answer: str


class Meeting(msgspec.Struct, frozen=True):
    """The file of a meeting; `id` and `domain` come from its name and from domains.tsv."""

    meeting_transcripts: list[MeetingTurn]
    specific_query_list: list[SpecificQuery]
    general_query_list: list[GeneralQuery]
    id: str = ""
    domain: str = ""


def read_meetings(folder: Path, splits: Sequence[str], domains: Sequence[str] = ()) -> list[Meeting]:
    """The meetings of some splits and domains; no domains means all.

    Raises:
        RequestInvalid: the folder does not hold QMSum, or lacks a split or domain.
    """
    table = folder / "domains.tsv"
    if not table.is_file():
        raise RequestInvalid("--dataset", f"{folder} holds no domains.tsv; give the folder of QMSum.")
    domain_of = dict(line.split("\t") for line in table.read_text("utf-8").splitlines() if "\t" in line)
    for domain in domains:
        if domain not in domain_of.values():
            known = ", ".join(sorted(set(domain_of.values())))
            raise RequestInvalid("--domain", f"{domain!r} is not a domain of QMSum; give one of {known}.")
    meetings: list[Meeting] = []
    for split in splits:
        paths = sorted((folder / split).glob("*.json"))
        if not paths:
            raise RequestInvalid("--split", f"{folder} holds no split {split!r}; give train or val.")
        for path in paths:
            domain = domain_of.get(path.stem, "")
            if not domains or domain in domains:
                meeting = msgspec.json.decode(path.read_bytes(), type=Meeting)
                meetings.append(msgspec.structs.replace(meeting, id=path.stem, domain=domain))
    return meetings


def _write(meetings: Sequence[Meeting], path: Path) -> Path:
    """Write meetings in JSON Lines, with the words of QMSum unchanged, including its marks in braces."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for meeting in meetings:
            turns = [{"speaker": turn.speaker, "text": turn.content} for turn in meeting.meeting_transcripts]
            file.write(msgspec.json.encode({"id": meeting.id, "turns": turns}) + b"\n")
    return path


def read_qmsum(folder: Path, split: str, domains: Sequence[str], work: Path) -> Dataset:
    """The specific queries of a split, each over its own meeting, and as many that the meeting does not answer.

    Raises:
        RequestInvalid: the folder does not hold QMSum, or lacks a split or domain.
    """
    # All domains are read, since questions without an answer are made from the other domains.
    meetings = read_meetings(folder, [split])
    chosen = {meeting.id for meeting in read_meetings(folder, [split], domains)}
    source = _write(meetings, work / f"qmsum-{split}.jsonl")
    topics: list[Topic] = []
    qrels: list[Qrel] = []
    for meeting in meetings:
        if meeting.id in chosen:
            for topic, topic_qrels in _topics(meeting):
                topics.append(topic)
                qrels += topic_qrels
    transcripts = [_questioned(meeting) for meeting in meetings]
    topics += [topic for topic in unanswerable(transcripts) if topic.transcripts[0] in chosen]
    name = "-".join(["qmsum", split, *domains])
    return Dataset(name, (source,), tuple(topics), tuple(qrels), corpus=f"qmsum-{split}")


def read_qmsum_documents(folder: Path, work: Path) -> Dataset:
    """The public task LEMBQMSumRetrieval (LongEmbed, Zhu et al. 2024), made from QMSum itself.

    Each answer to a query, general or specific, is a query for its meeting, cut to the maximum length of a query.

    Raises:
        RequestInvalid: the folder does not hold QMSum.
    """
    meetings = read_meetings(folder, ["train", "val"])
    topics: list[Topic] = []
    qrels: list[Qrel] = []
    for meeting in meetings:
        general = [query.answer for query in meeting.general_query_list]
        specific = [query.answer for query in meeting.specific_query_list]
        for number, answer in enumerate([*general, *specific], start=1):
            key = f"{meeting.id}-{number}"
            topics.append(Topic(key, _cut(answer.strip()), form=meeting.domain))
            qrels.append(Qrel(key, meeting.id, 1))
    name = "qmsum-documents"
    sources = (_write(meetings, work / f"{name}.jsonl"),)
    return Dataset(name, sources, tuple(topics), tuple(qrels), "transcript", corpus=name, summaries=True)


def _cut(answer: str) -> str:
    return answer if len(answer) <= MAX_QUERY else answer[:MAX_QUERY].rsplit(" ", 1)[0]


def _topics(meeting: Meeting) -> Iterator[tuple[Topic, list[Qrel]]]:
    turns = meeting.meeting_transcripts
    for number, query in enumerate(meeting.specific_query_list, start=1):
        key = f"{meeting.id}-{number}"
        named = {turn.speaker for turn in turns if names_speaker(query.query, turn.speaker)}
        ordinals = {
            ordinal
            for first, last in query.relevant_text_span
            for ordinal in range(int(first), int(last) + 1)
            if ordinal < len(turns)
        }
        qrels = [
            Qrel(key, f"{meeting.id}:{ordinal}", 2 if turns[ordinal].speaker in named else 1)
            for ordinal in sorted(ordinals)
        ]
        yield Topic(key, query.query.strip(), (meeting.id,), meeting.domain, bool(named)), qrels


def names_speaker(query: str, label: str) -> bool:
    """Whether a query names a speaker: by the whole label without courtesy titles, or by surname.

    The benchmark has its own rule, which shares no code with the search.
    """
    name = bare_label(label)
    if not name:
        return False
    if re.search(rf"\b{re.escape(name)}\b", query, re.IGNORECASE):
        return True
    surname = name.split()[-1]
    # A surname must be capitalised in the query too, and be neither an abbreviation nor a post.
    return (
        len(name.split()) > 1
        and len(surname) > 3
        and surname not in {"Designer", "Manager", "Interface", "Chair"}
        and re.search(rf"\b{re.escape(surname)}\b", query) is not None
    )


def bare_label(label: str) -> str:
    """A label without brackets, courtesy titles and post-nominal letters."""
    name = _BRACKETS.sub(" ", label).strip()
    while (shorter := _COURTESY.sub("", name)) != name:
        name = shorter
    return _LETTERS.sub("", name).strip()


def _questioned(meeting: Meeting) -> QuestionedTranscript:
    queries = tuple(query.query for query in meeting.specific_query_list)
    people = tuple(dict.fromkeys(bare_label(turn.speaker) for turn in meeting.meeting_transcripts))
    return QuestionedTranscript(meeting.id, meeting.domain, queries, people)
