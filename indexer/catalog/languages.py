"""The language of each transcript.

The column came after version 3 of the schema. An index made before gets it with its first change; its transcripts are
in the default language.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from indexer.languages import DEFAULT

_HAS_COLUMN = "SELECT 1 FROM pragma_table_info('transcripts') WHERE name = 'language'"
LANGUAGE_INDEX = "CREATE INDEX IF NOT EXISTS transcripts_by_language ON transcripts (language);"


def language_column(rows: Callable[[str], list[tuple[Any, ...]]]) -> str:
    """The SQL expression for a transcript's language; `rows` runs a query."""
    return f"coalesce(transcripts.language, '{DEFAULT}')" if rows(_HAS_COLUMN) else f"'{DEFAULT}'"


def prepare_languages(connection: sqlite3.Connection) -> None:
    """Add the column where it is missing, inside a transaction and before anything is changed."""
    if connection.execute(_HAS_COLUMN).fetchone() is None:
        connection.execute("ALTER TABLE transcripts ADD COLUMN language TEXT")
        connection.execute(LANGUAGE_INDEX)
