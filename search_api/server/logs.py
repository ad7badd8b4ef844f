"""The log: lines for people, or a JSON object per line, on the error stream.

It uses the standard library's logging, as uvicorn and Litestar do, so that all lines have one form.
"""

import datetime
import logging
from typing import Any, Literal

import msgspec

from indexer.terminal import visible


class PlainLines(logging.Formatter):
    """`2022-02-16T12:00:00.000Z INFO request request_id=… status=200`."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        fields = "".join(
            f" {name}={visible(str(value))}" for name, value in getattr(record, "fields", {}).items()
        )
        line = f"{_time(record)} {record.levelname} {visible(record.getMessage())}{fields}"
        return f"{line}\n{visible(self.formatException(record.exc_info))}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """A JSON object per line, with a `traceback` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def log_config(form: Literal["plain", "json"]) -> dict[str, Any]:
    """The configuration of our logger and uvicorn's, for `logging.config.dictConfig`."""
    lines = PlainLines if form == "plain" else JsonLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{lines.__module__}.{lines.__qualname__}"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}
        },
        "loggers": {
            name: {"handlers": ["stderr"], "level": "INFO", "propagate": False}
            for name in ("onrecord", "uvicorn")
        },
    }


def _time(record: logging.LogRecord) -> str:
    at = datetime.datetime.fromtimestamp(record.created, tz=datetime.UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
