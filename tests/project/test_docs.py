"""Runs every command of the README and the guides, block by block, in a folder that holds only the sample.

The first word of a fenced block is its kind:

    sh          run by bash; a failure fails the test
    sh server   a server, which runs until the end of the document
    python, js  run by the interpreter of this environment, and by node
    output      the complete output of the block before; … at the end of a line matches the rest of that line, and a
                line that is only … matches any lines
    console     not run, for a reason in NOT_RUN
    json        not run, but must be valid
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from markdown_it import MarkdownIt

import onrecord
from indexer.sample import sample_folder
from tests.paths import ROOT
from tests.served import listening

GUIDES = (
    "README.md",
    "docs/index-your-archive.md",
    "docs/query-language.md",
    "docs/api-by-example.md",
    "docs/evaluate-on-your-data.md",
    "docs/mcp.md",
)
NOT_RUN = {
    "make demo": "installs two gigabytes; tests/install_size.py does the same by hand",
    "make check": "what runs this test",
    "pip install 'onrecord[eval]'": "what runs this test is installed with it",
    "docker build --tag onrecord .": "needs a Docker daemon; docs/operate.md says what was tried instead",
    "rm -r onrecord-index": "deletes the cache of whoever runs the tests",
}
"""The first lines of blocks that are not run, with the reasons."""
_SERVED = re.compile(r"(127\.0\.0\.1:)(8000|8001)\b")
_PORTS = {"serve": 8000, "mcp": 8001}


class Block(msgspec.Struct, frozen=True):
    """A fenced block: its kind, its text, and its line in the document."""

    kind: str
    text: str
    line: int


def blocks_of(document: str) -> list[Block]:
    tokens = MarkdownIt("commonmark").parse((ROOT / document).read_text(encoding="utf-8"))
    return [
        Block(token.info.strip(), token.content, token.map[0] + 1)
        for token in tokens
        if token.type == "fence" and token.map is not None
    ]


LEFT_OUT = "…"
"""Marks output that the documents omit because it is long, or because it differs from run to run."""


def is_output(shown: str, printed: str) -> bool:
    """Whether a document shows the complete output of a command."""
    pattern = ""
    # Trailing spaces and kinds of spaces are not compared.
    lines = [line.replace("\xa0", " ").rstrip() for line in printed.split("\n")]
    printed = "\n".join(lines).rstrip("\n") + "\n"
    for line in shown.rstrip("\n").split("\n"):
        if line.strip() == LEFT_OUT:
            pattern += r"(?:[^\n]*\n)*"
        else:
            kept = line.removesuffix(LEFT_OUT)
            pattern += re.escape(kept) + (r"[^\n]*\n" if kept != line else r"\n")
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\ntwo\n", "a warning\none\ntwo\n", False),
        ("one\ntwo\n", "one\ntwo\nthree\n", False),
        ("one\ntwo\n", "one\n\ntwo\n", False),
        ("one\n", "one and more\n", False),
        ("one…\n", "one and more\n", True),
        ("one…\n", "one\ntwo\n", False),
        ("one\n…\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("…\nfour\n", "four\nfive\n", False),
        ("{}\n", "{}", True),
        ("one\n", "one  \n\n", True),
    ],
)
def test_the_complete_output_is_compared(shown: str, printed: str, same: bool) -> None:
    assert is_output(shown, printed) is same


class DocumentRun:
    """Runs the blocks of a document in order, in a folder that holds only the sample."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if name != "ONRECORD_INDEX"}
        self.environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.ports: dict[int, int] = {}
        self.printed = ""
        self.missing: str | None = None
        # The guides refer to the sample by its path in the repository.
        (folder / "indexer").mkdir()
        (folder / "indexer" / "sample").symlink_to(sample_folder(), target_is_directory=True)

    def run_block(self, block: Block, where: str, stack: contextlib.ExitStack) -> None:
        match block.kind:
            case "sh":
                self._run(["bash", "-e", "-u", "-o", "pipefail", "-c", self._with_ports(block.text)], where)
            case "sh server":
                stack.enter_context(self._server(block.text))
            case "python":
                self._run([sys.executable, "-c", self._with_ports(block.text)], where)
            case "js":
                node = shutil.which("node")
                self.missing = None if node else "node is not installed; its block was not run"
                if node:
                    self._run([node, "--input-type=module", "-e", self._with_ports(block.text)], where)
            case "output":
                if self.missing is None:
                    self._compare(block.text, where)
            case "console":
                command = block.text.splitlines()[0].partition("#")[0].strip()
                assert command in NOT_RUN, f"{where}: add the reason to NOT_RUN"
            case "json":
                msgspec.json.decode(block.text)
            case kind:
                raise AssertionError(
                    f"{where}: a block of the unknown kind {kind!r}; see this module's docstring"
                )

    def _with_ports(self, text: str) -> str:
        """A text with the ports of the servers in this run."""
        return _SERVED.sub(lambda match: match[1] + str(self.ports.get(int(match[2]), match[2])), text)

    def _run(self, command: list[str], where: str) -> None:
        self.missing = None
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            # As in a terminal, warnings and errors are part of the output.
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 0, f"{where}: exit code {done.returncode}\n{done.stdout}"
        self.printed = done.stdout

    def _compare(self, expected: str, where: str) -> None:
        assert is_output(expected, self.printed), f"{where}: the output is:\n{self.printed}"

    @contextlib.contextmanager
    def _server(self, text: str) -> Iterator[None]:
        command = text.split()
        assert command[0] == "onrecord"
        arguments = [sys.executable, "-m", *command, "--port", "0"]
        process = subprocess.Popen(
            arguments,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        with listening(process) as (port, _):
            self.ports[_PORTS[command[1]]] = port
            yield


@pytest.mark.parametrize("document", GUIDES)
def test_every_command_works(document: str, tmp_path: Path) -> None:
    run = DocumentRun(tmp_path)
    blocks = blocks_of(document)
    assert blocks
    missing = []
    with contextlib.ExitStack() as stack:
        for block in blocks:
            run.run_block(block, f"{document}:{block.line}", stack)
            missing += [run.missing] if run.missing and block.kind == "js" else []
    if missing:
        pytest.skip("; ".join(missing))


def test_the_readme_lists_every_command() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in onrecord.COMMANDS:
        assert f"`onrecord {command}" in table, command


@pytest.mark.parametrize("document", GUIDES)
def test_every_link_has_a_target(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / document).parent / target).exists(), target
