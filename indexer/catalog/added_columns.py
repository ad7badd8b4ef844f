"""Columns of transcripts that came after version 3 of the schema: the language, and the recording's address.

An index made before gets them with its first change. Until then, its transcripts are in the default language and have
no recording.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from indexer.languages import DEFAULT

_HAS_COLUMN = "SELECT 1 FROM pragma_table_info('transcripts') WHERE name = '{}'"
LANGUAGE_INDEX = "CREATE INDEX IF NOT EXISTS transcripts_by_language ON transcripts (language);"

Rows = Callable[[str], list[tuple[Any, ...]]]
"""Runs a query and gives its rows."""


def language_column(rows: Rows) -> str:
    """The SQL expression for a transcript's language."""
    has_column = rows(_HAS_COLUMN.format("language"))
    return f"coalesce(transcripts.language, '{DEFAULT}')" if has_column else f"'{DEFAULT}'"


def media_column(rows: Rows) -> str:
    """The SQL expression for the address of a transcript's recording."""
    return "transcripts.media" if rows(_HAS_COLUMN.format("media")) else "NULL"


def prepare_columns(connection: sqlite3.Connection) -> None:
    """Add the columns that are missing, inside a transaction and before anything is changed."""
    for column in ("language", "media"):
        if connection.execute(_HAS_COLUMN.format(column)).fetchone() is None:
            connection.execute(f"ALTER TABLE transcripts ADD COLUMN {column} TEXT")
    connection.execute(LANGUAGE_INDEX)
