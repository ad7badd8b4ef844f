"""Filters as conditions in SQL."""

from indexer.catalog.rows import AMONG, as_json
from indexer.filters import Filters

# Who answers a question: the speaker of the next turn that is no question, after up to three questions more.
ANSWERED_BY = (
    "(SELECT later.speaker FROM turns AS later WHERE turns.role = 'questioner' "
    "AND later.transcript = turns.transcript AND later.ordinal > turns.ordinal "
    "AND later.ordinal <= turns.ordinal + 4 AND later.role <> 'questioner' ORDER BY later.ordinal LIMIT 1)"
)


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
    if filters.speakers or filters.labels:
        clauses.append(f"(turns.speaker {AMONG} OR turns.label {AMONG})")
        bound += [as_json(filters.speakers), as_json(filters.labels)]
    for operator, date in ((">=", filters.date_from), ("<=", filters.date_to)):
        if date is not None:
            clauses.append(f"transcripts.date {operator} ?")
            bound.append(date.isoformat())
    return " AND ".join(clauses), bound
