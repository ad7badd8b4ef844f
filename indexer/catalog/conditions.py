"""Filters as conditions in SQL."""

from collections.abc import Sequence

from indexer.catalog.rows import AMONG, as_json
from indexer.filters import Filters

# Who answers a question: the speaker of the next turn that is no question, after up to three questions more.
ANSWERED_BY = (
    "(SELECT later.speaker FROM turns AS later WHERE turns.role = 'questioner' "
    "AND later.transcript = turns.transcript AND later.ordinal > turns.ordinal "
    "AND later.ordinal <= turns.ordinal + 4 AND later.role <> 'questioner' ORDER BY later.ordinal LIMIT 1)"
)


def said_by_any(speakers: Sequence[str], labels: Sequence[str]) -> tuple[str, list[str]] | None:
    """The condition on turns that one of some speakers has said them or that they have one of some labels, and the
    values to bind; None without any. The index of speakers serves a condition on speakers alone.
    """
    parts = [
        (f"turns.{column} {AMONG}", as_json(values))
        for column, values in (("speaker", speakers), ("label", labels))
        if values
    ]
    return (f"({' OR '.join(part for part, _ in parts)})", [value for _, value in parts]) if parts else None


def where(filters: Filters) -> tuple[str, list[str]]:
    """The condition in SQL over turns and transcripts, and the values to bind."""
    clauses = ["TRUE"]
    bound: list[str] = []
    for column, values in (
        ("transcripts.id", filters.transcripts),
        ("turns.role", filters.roles),
        (ANSWERED_BY, filters.answered_by),
    ):
        if values:
            clauses.append(f"{column} {AMONG}")
            bound.append(as_json(values))
    if said_by := said_by_any(filters.speakers, filters.labels):
        clauses.append(said_by[0])
        bound += said_by[1]
    for operator, date in ((">=", filters.date_from), ("<=", filters.date_to)):
        if date is not None:
            clauses.append(f"transcripts.date {operator} ?")
            bound.append(date.isoformat())
    return " AND ".join(clauses), bound
