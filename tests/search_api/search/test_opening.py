"""What a server loads before its first request."""

import subprocess
import sys
from pathlib import Path

_ASK = """
import sys
from pathlib import Path
from search_api.search.opening import open_searcher, warm_up
from search_api.contract.records import SearchRequest
searcher = open_searcher(Path(sys.argv[1]))
warm_up(searcher)
before = set(sys.modules)
for query in ("what did Blinken say about cyber attacks", "what happened between May and July 2022"):
    searcher.search(SearchRequest(query))
print(sorted(set(sys.modules) - before))
"""


def test_requests_load_no_more_modules(sample_index: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _ASK, str(sample_index)], check=True, capture_output=True, text=True
    )
    assert ran.stdout == "[]\n"
