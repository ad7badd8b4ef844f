"""The public task LEMBQMSumRetrieval (LongEmbed, Zhu et al. 2024), made from QMSum itself.

The queries are the answers to all queries, general and specific, about the meetings of train and val. The meeting is to
be retrieved.
"""

from pathlib import Path

from eval.datasets.qmsum import read_meetings, transcript_lines
from eval.records import Dataset, Qrel, Topic
from search_api.contract.bounds import MAX_QUERY


def read_qmsum_documents(folder: Path, work: Path) -> Dataset:
    """Every answer as a query for its meeting, cut to the maximum length of a query.

    Raises:
        RequestInvalid: the folder does not hold QMSum.
    """
    meetings = read_meetings(folder, ["train", "val"])
    source = work / "qmsum-documents.jsonl"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(transcript_lines(meetings))
    topics: list[Topic] = []
    qrels: list[Qrel] = []
    for meeting in meetings:
        general = [query.answer for query in meeting.general_query_list]
        specific = [query.answer for query in meeting.specific_query_list]
        for number, answer in enumerate([*general, *specific], start=1):
            key = f"{meeting.id}-{number}"
            topics.append(Topic(key, _cut(answer.strip()), form=meeting.domain))
            qrels.append(Qrel(key, meeting.id, 1))
    return Dataset(
        "qmsum-documents",
        (source,),
        tuple(topics),
        tuple(qrels),
        "transcript",
        corpus="qmsum-documents",
        summaries=True,
    )


def _cut(answer: str) -> str:
    return answer if len(answer) <= MAX_QUERY else answer[:MAX_QUERY].rsplit(" ", 1)[0]
