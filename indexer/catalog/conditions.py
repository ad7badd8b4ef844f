"""Filters as conditions in SQL."""

import msgspec

from indexer.filters import Filters

# Who replies to a question: the next turn that is none, looked for over a few questions in a row.
ANSWERED_BY = (
    "(SELECT later.speaker FROM turns AS later WHERE turns.role = 'questioner' "
    "AND later.transcript = turns.transcript AND later.ordinal > turns.ordinal "
    "AND later.ordinal <= turns.ordinal + 4 AND later.role <> 'questioner' ORDER BY later.ordinal LIMIT 1)"
)


def where(filters: Filters) -> tuple[str, list[str]]:
    """The condition in SQL over turns and transcripts, and the values to bind."""
    clauses = ["TRUE"]
    values: list[str] = []
    for column, wanted in (
        ("turns.speaker", filters.speakers),
        ("transcripts.id", filters.transcripts),
        ("turns.role", filters.roles),
        (ANSWERED_BY, filters.answered_by),
    ):
        if wanted:
            clauses.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(msgspec.json.encode(wanted).decode())
    for operator, bound in ((">=", filters.date_from), ("<=", filters.date_to)):
        if bound is not None:
            clauses.append(f"transcripts.date {operator} ?")
            values.append(bound.isoformat())
    return " AND ".join(clauses), values
