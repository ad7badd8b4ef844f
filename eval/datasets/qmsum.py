"""QMSum (Zhong et al., NAACL 2021): queries over meetings, with the turns that answer them.

https://github.com/Yale-LILY/QMSum. Each query searches its own meeting. Turns inside a query's
`relevant_text_span`, ends included, are relevant; grade 2 where the query names the turn's speaker.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from eval.records import Dataset, Qrel, Topic
from eval.unanswerable import Asked, unanswerable
from indexer.errors import RequestInvalid

SPLITS = ("train", "val", "test")
_BRACKETS = re.compile(r"\([^)]*\)")
_COURTESY = re.compile(r"^(?:(?:right )?hon|mr|mrs|ms|miss|dr|the)\b\.?\s*", re.IGNORECASE)
_LETTERS = re.compile(r"\s+(?:AM|AC|MP|MS|Q\.?C\.?)$")


class Said(msgspec.Struct, frozen=True):
    """A turn of a meeting."""

    speaker: str
    content: str


class Specific(msgspec.Struct, frozen=True):
    """A specific query; its spans hold ordinals of turns as text, ends included."""

    query: str
    answer: str
    relevant_text_span: list[tuple[str, str]]


class General(msgspec.Struct, frozen=True):
    """A query about the whole meeting."""

    query: str
    answer: str


class Meeting(msgspec.Struct, frozen=True):
    """A meeting's file; `id` and `domain` are not in it, but beside it."""

    meeting_transcripts: list[Said]
    specific_query_list: list[Specific]
    general_query_list: list[General]
    id: str = ""
    domain: str = ""


def read_meetings(folder: Path, splits: Sequence[str], domains: Sequence[str] = ()) -> list[Meeting]:
    """The meetings of some splits, of all domains or some.

    Raises:
        RequestInvalid: the folder is not QMSum's, or a split or domain is not in it.
    """
    table = folder / "domains.tsv"
    if not table.is_file():
        raise RequestInvalid("--dataset", f"{folder} holds no domains.tsv; name QMSum's folder.")
    domain_of = dict(line.split("\t") for line in table.read_text("utf-8").splitlines() if "\t" in line)
    for domain in domains:
        if domain not in domain_of.values():
            known = ", ".join(sorted(set(domain_of.values())))
            raise RequestInvalid("--domain", f"{domain!r} is no domain of QMSum; give one of {known}.")
    meetings: list[Meeting] = []
    for split in splits:
        paths = sorted((folder / split).glob("*.json"))
        if not paths:
            raise RequestInvalid("--split", f"{folder} holds no split {split!r}; give train or val.")
        for path in paths:
            domain = domain_of.get(path.stem, "")
            if not domains or domain in domains:
                read = msgspec.json.decode(path.read_bytes(), type=Meeting)
                meetings.append(msgspec.structs.replace(read, id=path.stem, domain=domain))
    return meetings


def transcript_lines(meetings: Sequence[Meeting]) -> bytes:
    """Meetings as transcript JSON Lines; the words as they stand in QMSum, with its marks in braces."""
    return b"".join(
        msgspec.json.encode(
            {
                "id": one.id,
                "turns": [{"speaker": said.speaker, "text": said.content} for said in one.meeting_transcripts],
            }
        )
        + b"\n"
        for one in meetings
    )


def read_qmsum(folder: Path, split: str, domains: Sequence[str], work: Path) -> Dataset:
    """The specific queries of a split, each over its own meeting, and as many that its meeting does not answer.

    Raises:
        RequestInvalid: the folder is not QMSum's, or a split or domain is not in it.
    """
    # All domains are read, so that the questions of the others are at hand as ones without an answer.
    everything = read_meetings(folder, [split])
    chosen = {one.id for one in read_meetings(folder, [split], domains)}
    source = work / f"qmsum-{split}.jsonl"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(transcript_lines(everything))
    topics: list[Topic] = []
    qrels: list[Qrel] = []
    for meeting in everything:
        if meeting.id in chosen:
            for topic, judged in _judged(meeting):
                topics.append(topic)
                qrels += judged
    asked = [
        Asked(one.id, one.domain, tuple(query.query for query in one.specific_query_list), _people(one))
        for one in everything
    ]
    topics += [topic for topic in unanswerable(asked) if topic.transcripts[0] in chosen]
    name = "-".join(["qmsum", split, *domains])
    return Dataset(name, (source,), tuple(topics), tuple(qrels), corpus=f"qmsum-{split}")


def _judged(meeting: Meeting) -> Iterator[tuple[Topic, list[Qrel]]]:
    for number, query in enumerate(meeting.specific_query_list, start=1):
        key = f"{meeting.id}-{number}"
        named = {
            said.speaker for said in meeting.meeting_transcripts if names_speaker(query.query, said.speaker)
        }
        ordinals = sorted(
            {
                ordinal
                for first, last in query.relevant_text_span
                for ordinal in range(int(first), int(last) + 1)
                if ordinal < len(meeting.meeting_transcripts)
            }
        )
        qrels = [
            Qrel(key, f"{meeting.id}:{at}", 2 if meeting.meeting_transcripts[at].speaker in named else 1)
            for at in ordinals
        ]
        yield Topic(key, query.query.strip(), (meeting.id,), meeting.domain, bool(named)), qrels


def names_speaker(query: str, label: str) -> bool:
    """Whether a query names a speaker: by the whole label without courtesies, or by surname.

    A rule of the benchmark's own, which shares no code with the search.
    """
    name = bare_label(label)
    if not name:
        return False
    if re.search(rf"\b{re.escape(name)}\b", query, re.IGNORECASE):
        return True
    surname = name.split()[-1]
    # A surname counts only as such: capitalised in the query too, and no single letter or post.
    return (
        len(name.split()) > 1
        and len(surname) > 3
        and surname not in {"Designer", "Manager", "Interface", "Chair"}
        and re.search(rf"\b{re.escape(surname)}\b", query) is not None
    )


def bare_label(label: str) -> str:
    """A label without brackets, courtesies in front and letters behind."""
    name = _BRACKETS.sub(" ", label).strip()
    while (shorter := _COURTESY.sub("", name)) != name:
        name = shorter
    return _LETTERS.sub("", name).strip()


def _people(meeting: Meeting) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare_label(said.speaker) for said in meeting.meeting_transcripts))
