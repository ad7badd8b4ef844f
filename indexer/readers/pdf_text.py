"""The text of a PDF by pages; run as a program of its own, so that a hostile file can harm nothing.

Reads the PDF from standard input and writes a JSON object with `pages`, `title` or `fault` to standard output.
"""

import json
import resource
import sys

MOST_PAGES = 5_000
MEMORY = 4 * 1024**3
SECONDS = 60


def main() -> None:
    """Read, under limits of memory and time that this process sets itself."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        count = len(document)
        if count > MOST_PAGES:
            fault = {"fault": f"it has {count} pages, more than {MOST_PAGES}"}
            json.dump(fault, sys.stdout)
            return
        pages = [document[number].get_textpage().get_text_bounded() for number in range(count)]
        title = document.get_metadata_dict().get("Title")
        json.dump({"pages": pages, "title": title}, sys.stdout)
    except pypdfium2.PdfiumError as error:
        json.dump({"fault": str(error)}, sys.stdout)


if __name__ == "__main__":
    main()
