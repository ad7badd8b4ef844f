"""Settings of the server: each declared once, with its default and what it is for.

Read from the defaults, a TOML file, the environment (`ONRECORD_` and the name in capitals) and the command line; the
latter goes before the former.
"""

import difflib
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
from search_api.contract.allowed import allowed

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
    """What a setting is for."""
    return Meta(description=text)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a server can be told. Durations are in seconds, sizes in bytes; 0 turns off what says so."""

    host: Annotated[str, about("Address to listen on.")] = "127.0.0.1"
    port: Annotated[Port, about("Port to listen on; 0 takes a free one.")] = 8000
    workers: Annotated[int, Meta(ge=1, le=256), about("Processes that share the index.")] = 1
    public_url: Annotated[
        Address | None,
        about("The address under which others reach the server, for links in feeds and citations."),
    ] = None
    trusted_proxies: Annotated[
        tuple[str, ...],
        about("Addresses or networks of proxies whose X-Forwarded-For and -Proto are believed."),
    ] = ()
    rate: Annotated[float, Meta(ge=0), about("Requests a second of one client; 0 is no limit.")] = 50.0
    burst: Annotated[int, Meta(ge=1), about("Requests that a client may send at once beyond its rate.")] = 200
    searches_at_once: Annotated[
        Count,
        about("Requests worked on at once in a process; 0 is two more than the cores, shared by the workers."),
    ] = 0
    queue: Annotated[
        Count, about("Requests that may wait for their turn in a process; more are answered 503.")
    ] = 64
    connections: Annotated[int, Meta(ge=1), about("Open connections of a process; more are answered 503.")] = (
        1000
    )
    request_timeout: Annotated[Seconds, about("How long an answer may take; then 503.")] = 30.0
    header_timeout: Annotated[
        Seconds, about("How long a request's headers may take; then the connection is closed.")
    ] = 10.0
    body_timeout: Annotated[Seconds, about("How long a request's body may take; then 408.")] = 30.0
    send_timeout: Annotated[
        Seconds, about("How long a client may take to read an answer; then the connection is closed.")
    ] = 120.0
    max_body: Annotated[int, Meta(ge=1, le=64 * 1024**2), about("Bytes of a request's body; more are 413.")] = (
        16 * 1024**2
    )
    shutdown_delay: Annotated[
        Wait, about("How long the server still answers, but is not ready, after it is told to end.")
    ] = 0.0
    shutdown_timeout: Annotated[
        int, Meta(ge=1, le=3600), about("How long requests that run may take when the server ends.")
    ] = 30
    cors_origins: Annotated[
        tuple[str, ...], about("Origins whose pages may read the API, or *; never with credentials.")
    ] = ()
    hsts: Annotated[Count, about("Strict-Transport-Security for so many seconds; 0 sends none.")] = 0
    compress_from: Annotated[
        Count, about("Answers of so many bytes or more are compressed; 0 compresses none.")
    ] = 1024
    log_format: Annotated[Literal["plain", "json"], about("The log's lines: plain, or json objects.")] = "plain"
    log_queries: Annotated[bool, about("Whether the log holds what was asked.")] = False
    metrics: Annotated[
        Literal["off", "local", "key", "open"],
        about(
            "Who may read /metrics: nobody (off), this machine and keys (local), keys (key), everybody (open)."
        ),
    ] = "local"


def names() -> tuple[str, ...]:
    """The names of all settings."""
    return Settings.__struct_fields__


def describe(name: str) -> tuple[str, str]:
    """A setting's default as it is written, and what it is for."""
    field = next(one for one in msgspec.structs.fields(Settings) if one.name == name)
    return _written(field.default), _help(field.type)


def read_settings(
    options: Mapping[str, str | None], environment: Mapping[str, str], config: Path | None = None
) -> Settings:
    """All settings; `options` are those of the command line by name, None where one is not given.

    Raises:
        SettingsInvalid: a value is wrong, or the file cannot be read or has a key that is no setting; the message
            names the source and the mend.
    """
    given: dict[str, Any] = {}
    for name, value, source in _values(options, environment, config):
        given[name] = _converted(name, value, source)
    return Settings(**given)


def settings_options(command: Command) -> Command:
    """An option a setting, as the texts that `read_settings` takes."""
    for name in reversed(names()):
        default, text = describe(name)
        option = click.option(
            f"--{name.replace('_', '-')}", name, metavar=_metavar(name), help=f"{text}  [default: {default}]"
        )
        command = option(command)
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
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsInvalid(f"{path}: the file cannot be read ({error.strerror}); check --config.") from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{path}: the file is not valid UTF-8; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{path}: the file is not TOML ({error}); mend that line.") from error
    for key in found:
        if key not in names():
            near = difflib.get_close_matches(key, names(), 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else "docs/operate.md lists them."
            raise SettingsInvalid(f"{path}: {key} is no setting; {hint}")
    return found


def _converted(name: str, value: Any, source: str) -> Any:
    field = next(one for one in msgspec.structs.fields(Settings) if one.name == name)
    many = isinstance(field.default, tuple)
    if isinstance(value, str):
        # A text stands for any type, as options and variables are texts.
        value = [part.strip() for part in value.split(",") if part.strip()] if many else value.strip() or None
    try:
        found = msgspec.convert(value, field.type, strict=False)
    except msgspec.ValidationError as error:
        default, _ = describe(name)
        wanted = allowed(msgspec.json.schema(field.type))
        raise SettingsInvalid(
            f"{source}: {value!r} is not allowed; give {wanted}, or leave it out for the default, {default}."
        ) from error
    if name == "workers" and found > 1 and not hasattr(os, "fork"):
        raise SettingsInvalid(
            f"{source}: this system cannot share an index among processes; leave workers at 1."
        )
    if name == "trusted_proxies" and (wrong := next((one for one in found if not _is_network(one)), None)):
        raise SettingsInvalid(
            f"{source}: {wrong!r} is no address or network; write it as 10.0.0.1 or 10.0.0.0/8."
        )
    if name == "cors_origins" and (wrong := next((one for one in found if not _ORIGIN.fullmatch(one)), None)):
        raise SettingsInvalid(
            f"{source}: {wrong!r} is no origin; write it as https://example.org, or * for any."
        )
    return found


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _help(kind: Any) -> str:
    text: str = next(one.description for one in kind.__metadata__ if one.description)
    return text


def _written(default: Any) -> str:
    if default is None or default == ():
        return "none"
    if isinstance(default, bool):
        return str(default).lower()
    return f"{default:g}" if isinstance(default, float) else str(default)


def _metavar(name: str) -> str:
    return {"host": "ADDRESS", "port": "PORT", "public_url": "URL"}.get(name, "VALUE")
