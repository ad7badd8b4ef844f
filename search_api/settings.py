"""Settings of the server: each is declared once, with its default and its description.

They are read from the defaults, a TOML file, the environment (`ONRECORD_` and the name in capitals) and the command
line, where each source overrides the ones before.
"""

import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import click
import msgspec
from msgspec import Meta

from indexer.errors import SettingsInvalid
from search_api.contract.allowed import allowed, refuse_name

PREFIX = "ONRECORD_"
Count = Annotated[int, Meta(ge=0)]
Port = Annotated[int, Meta(ge=0, le=65535)]
Seconds = Annotated[float, Meta(gt=0, le=3600)]
Wait = Annotated[float, Meta(ge=0, le=3600)]
Address = Annotated[
    str, Meta(pattern=r"^https?://[^/?#\s]+(/[^?#\s]*)?$", title="an address such as https://example.org")
]
_ORIGIN = re.compile(r"\*|https?://[^/?#\s,*]+")
Command = TypeVar("Command", bound=Callable[..., Any])


def about(text: str) -> Meta:
    """The description of a setting."""
    return Meta(description=text)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a server. Durations are in seconds, sizes in bytes; 0 disables where the description says so."""

    host: Annotated[str, about("Address to listen on.")] = "127.0.0.1"
    port: Annotated[Port, about("Port to listen on; 0 takes any free port.")] = 8000
    workers: Annotated[int, Meta(ge=1, le=256), about("Processes that share the index.")] = 1
    public_url: Annotated[
        Address | None, about("Address under which clients reach the server, for links in feeds and citations.")
    ] = None
    trusted_proxies: Annotated[
        tuple[str, ...], about("Addresses or networks of proxies whose X-Forwarded-For and -Proto are trusted.")
    ] = ()
    rate: Annotated[float, Meta(ge=0), about("Requests per second of a client; 0 is no limit.")] = 50.0
    burst: Annotated[
        int, Meta(ge=1), about("Requests that a client may send at once in excess of its rate.")
    ] = 200
    searches_at_once: Annotated[
        Count,
        about("Requests that run at once in a process; 0 is two more than the cores, shared by the workers."),
    ] = 0
    queue: Annotated[Count, about("Requests that may wait in a process; more are answered with 503.")] = 64
    connections: Annotated[
        int, Meta(ge=1), about("Open connections of a process; more are answered with 503.")
    ] = 1000
    request_timeout: Annotated[Seconds, about("Time for an answer; then 503.")] = 30.0
    header_timeout: Annotated[
        Seconds, about("Time for a request's headers to arrive; then 408, and the connection is closed.")
    ] = 10.0
    body_timeout: Annotated[Seconds, about("Time for a request's body to arrive; then 408.")] = 30.0
    send_timeout: Annotated[
        Seconds, about("Time for a client to read an answer; then the connection is closed.")
    ] = 120.0
    max_body: Annotated[
        int, Meta(ge=1, le=64 * 1024**2), about("Bytes of a request's body; more are answered with 413.")
    ] = 16 * 1024**2
    shutdown_delay: Annotated[
        Wait, about("Time after SIGTERM in which the server still answers, but reports that it is not ready.")
    ] = 0.0
    shutdown_timeout: Annotated[
        int, Meta(ge=1, le=3600), about("Time for running requests to finish when the server ends.")
    ] = 30
    cors_origins: Annotated[
        tuple[str, ...], about("Origins whose pages may read the API, or *; never with credentials.")
    ] = ()
    hsts: Annotated[Count, about("Seconds of Strict-Transport-Security; 0 sends none.")] = 0
    compress_from: Annotated[Count, about("Bytes from which answers are compressed; 0 compresses none.")] = 1024
    log_format: Annotated[Literal["plain", "json"], about("Form of the log: plain lines, or json objects.")] = (
        "plain"
    )
    log_queries: Annotated[bool, about("Whether the log has query strings.")] = False
    metrics: Annotated[
        Literal["off", "local", "key", "open"],
        about(
            "Who may read /metrics: no client (off), this machine and keys (local), keys (key), all clients (open)."
        ),
    ] = "local"


def names() -> tuple[str, ...]:
    """The names of all settings."""
    return Settings.__struct_fields__


def describe(name: str) -> tuple[str, str]:
    """A setting's default in words, and its description."""
    field = _field(name)
    text: str = next(meta.description for meta in field.type.__metadata__ if meta.description)
    if field.default is None or field.default == ():
        return "none", text
    if isinstance(field.default, bool):
        return str(field.default).lower(), text
    return f"{field.default:g}" if isinstance(field.default, float) else str(field.default), text


def read_settings(
    options: Mapping[str, str | None], environment: Mapping[str, str], config: Path | None = None
) -> Settings:
    """Read all settings; `options` are those of the command line by name, None where one is not given.

    Raises:
        SettingsInvalid: a value is not allowed, or the file cannot be read or has an unknown key; the message names
            the source, and says what to give.
    """
    values = {
        name: _converted(name, value, source) for name, value, source in _values(options, environment, config)
    }
    return Settings(**values)


def settings_options(command: Command) -> Command:
    """Add an option for each setting, with a text as its value."""
    for name in reversed(names()):
        default, text = describe(name)
        metavar = {"host": "ADDRESS", "port": "PORT", "public_url": "URL"}.get(name, "VALUE")
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, metavar=metavar, help=f"{text}  [default: {default}]")(command)
    return command


def _values(
    options: Mapping[str, str | None], environment: Mapping[str, str], config: Path | None
) -> Iterator[tuple[str, Any, str]]:
    if config is not None:
        for name, value in _file(config).items():
            yield name, value, f"{config}: {name}"
    for name in names():
        variable = PREFIX + name.upper()
        if variable in environment:
            yield name, environment[variable], f"${variable}"
    for name, text in options.items():
        if text is not None:
            yield name, text, f"--{name.replace('_', '-')}"


def _file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsInvalid(f"{path}: the file cannot be read ({error.strerror}); check --config.") from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{path}: the file is not valid UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{path}: the file is not TOML ({error}); correct that line.") from error
    for key in values:
        if key not in names():
            raise SettingsInvalid(f"{path}: {refuse_name('setting', key, names())}")
    return values


def _converted(name: str, value: Any, source: str) -> Any:
    field = _field(name)
    many = isinstance(field.default, tuple)
    if isinstance(value, str):
        # Options and variables are texts, whatever the type of the setting.
        value = [part.strip() for part in value.split(",") if part.strip()] if many else value.strip() or None
    try:
        converted = msgspec.convert(value, field.type, strict=False)
    except msgspec.ValidationError as error:
        default, _ = describe(name)
        words = allowed(msgspec.json.schema(field.type))
        raise SettingsInvalid(
            f"{source}: {value!r} is not allowed; give {words}, or leave it out for the default, {default}."
        ) from error
    if name == "workers" and converted > 1 and not hasattr(os, "fork"):
        raise SettingsInvalid(
            f"{source}: this system cannot share an index among processes; leave workers at 1."
        )
    for item in converted if many else ():
        if name == "trusted_proxies" and not _is_network(item):
            raise SettingsInvalid(
                f"{source}: {item!r} is no address or network; give one such as 10.0.0.1 or 10.0.0.0/8."
            )
        if name == "cors_origins" and not _ORIGIN.fullmatch(item):
            raise SettingsInvalid(
                f"{source}: {item!r} is no origin; give one such as https://example.org, or * for any."
            )
    return converted


def _field(name: str) -> Any:
    return next(field for field in msgspec.structs.fields(Settings) if field.name == name)


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True
