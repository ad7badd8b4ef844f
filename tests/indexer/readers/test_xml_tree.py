"""What is recognised as XML, its root, and entities: names of characters are known, others are refused."""

import pytest

from indexer.errors import InputRefused
from indexer.readers import read, reader_of
from indexer.readers.source import Source
from indexer.readers.xml_tree import is_xml, paragraphs_of, parse_xml, words_of, xml_root


def source(text: str | bytes, name: str = "x") -> Source:
    return Source(name, text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("<TEI/>", "TEI"),
        ("\ufeff<?xml version='1.0'?>\n<a:TEI xmlns:a='b'/>", "TEI"),
        (f"<?xml version='1.0'?><!-- {'licence <html> ' * 2000} --><?pi ?><x/>", "x"),
        ("<!DOCTYPE x [<!ENTITY a \"]>'\"> <!-- ]> ' --> <?pi ]> ?>]><x/>", "x"),
        ("<!DOCTYPE x SYSTEM 'a>b.dtd'><x/>", "x"),
        ("<?xml version='1.0'?><протокол/>", "протокол"),
        ("<!-- never ends <x/>", ""),
        ("<!DOCTYPE x [ <x/>", ""),
        ("<!DOCTYPE html><html></html>", ""),
        ("Q: <x/>", ""),
    ],
)
def test_the_root_is_found_behind_any_prolog(text: str, root: str) -> None:
    assert xml_root(source(text)) == root


@pytest.mark.parametrize(
    ("text", "name", "is_so"),
    [
        ("<hansard><p/></hansard>", "x.txt", True),
        ("<hansard><p>", "x.xml", True),
        ("<hansard><p>", "x.txt", False),
        ("<?xml version='1.0'?><!-- ", "x.txt", True),
        ("<div><p>Q: Why?</p></div>", "x.html", False),
        ("<music> Q: Why?", "x.txt", False),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "x.xml", False),
        ("QUESTION: Why?", "x.xml", False),
    ],
)
def test_xml_is_told_from_text_and_pages(text: str, name: str, is_so: bool) -> None:
    assert is_xml(source(text, name)) is is_so


def test_unknown_xml_without_a_declaration_is_refused_by_its_root() -> None:
    text = "<hansard><p><member>Mr. Stone</member>: Yes.</p><p><member>Mrs. Vale</member>: No.</p></hansard>"
    for name in ("x", "x.txt", "x.xml", "upload:x.html"):
        with pytest.raises(InputRefused, match="it has the root <hansard>"):
            read(source(text, name))


DECLARED = (
    '<!DOCTYPE x [<!ENTITY mdash "&#8212;"><!ENTITY big "xxxxxxxx"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
)


def test_names_of_characters_are_read_without_the_document_type() -> None:
    root = parse_xml(
        source(f"{DECLARED}\n<x a='&eacute;'>caf&eacute;&mdash;&amp;&#65;<![CDATA[&mdash;]]>&nbsp;b</x>")
    )
    assert (words_of(root), root.get("a")) == ("café—&A&mdash; b", "é")


@pytest.mark.parametrize("entity", ["big", "e", "unknown"])
def test_other_entities_are_refused(entity: str) -> None:
    for text in (f"<x>&{entity};</x>", f"<x a='&{entity};'/>"):
        with pytest.raises(InputRefused, match=f"the entity &{entity}; of its document type"):
            parse_xml(source(DECLARED + text))


def test_an_external_document_type_is_not_read() -> None:
    assert words_of(parse_xml(source("<?xml version='1.0'?><!DOCTYPE x SYSTEM 'x.dtd'><x>a</x>"))) == "a"


def test_a_document_type_in_a_comment_is_none() -> None:
    assert words_of(parse_xml(source("<!-- <!DOCTYPE x [ --><x>a</x>"))) == "a"


def test_errors_name_the_line_of_the_file() -> None:
    with pytest.raises(InputRefused, match="line 5"):
        parse_xml(source("<!DOCTYPE x [\n\n]>\n<x>\n<y></x>"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings_are_read(encoding: str) -> None:
    declared = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
    text = f"<?xml version='1.0' encoding='{declared}'?><!DOCTYPE x><x>caf\u00e9&mdash;</x>"
    assert words_of(parse_xml(source(text.encode(encoding)))) == "café—"


def test_blocks_are_paragraphs_and_cells_are_divided() -> None:
    root = parse_xml(
        source("<x>a<p>b<i>c</i></p><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>d<br/>e</x>")
    )
    assert paragraphs_of(root) == ["a", "bc", "1 2", "3", "d e"]


def test_what_is_left_out_divides_words_but_not_marks() -> None:
    root = parse_xml(source("<x>late<n>1</n>today<n>2</n>, old <n>3</n>too</x>"))
    assert words_of(root, frozenset({"n"})) == "late today, old too"


def test_a_text_that_begins_with_an_element_is_text() -> None:
    reader = reader_of(source("<music>\n\nQUESTION: Why?\n\nMAYOR DOE: So.\n", "x.txt"))
    assert reader is not None
    assert reader.format == "text"
