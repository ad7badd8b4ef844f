"""schemathesis over the API's description: no error of the server's own, every answer as described.

Some hundred requests to a real server, the same each time: examples, the bounds of every parameter, random ones, and
changes with a key, to an index of their own.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from search_api.http.description.complete import operations
from search_api.keys import add_key
from tests.served import served

CONFIG = Path(__file__).with_name("schemathesis.toml")


def test_the_server_does_as_it_is_described(sample_index: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(sample_index, index)
    with served(index) as server:
        # One worker: Hypothesis parses source, and CPython 3.11's parser fails in two threads at once.
        done = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG,
                "run", f"{server.url}/schema/openapi.json", "--no-color", "--workers", "1",
                "--header", f"Authorization: Bearer {add_key(index, 'conformance')}",
            ],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        tested = re.search(r"Tested: (\d+)", said)
        assert tested, said
        assert int(tested[1]) == len(list(operations(server.client.get("/schema/openapi.json").json())))
        assert not [line for line in server.log if "Traceback" in line]
