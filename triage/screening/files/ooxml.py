"""Office files, checked before a library opens them: their sizes, and that each part is plain XML.

An XLSX workbook is a zip of XML, and openpyxl guards against neither kind of bomb. So the sizes in
its directory are checked before anything is unpacked, and each part is parsed once by defusedxml,
which refuses a document type and with it every entity. A parser that builds trees needs memory for
every element between two rows, and for every tag as a whole, so those are counted too.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from typing import IO, Any, NoReturn
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from triage.screening.files.table import refuse

LARGEST_UNPACKED = 50_000_000
GREATEST_RATIO = 100
"""Of what is unpacked to what is packed, for files that unpack to more than HARMLESS bytes."""
HARMLESS = 10_000_000
MOST_ENTRIES = 200
MOST_ELEMENTS = 1_000_000
"""XML elements. A full roster has 5,000 rows of 60 cells with a value each: 600,000."""
MOST_AT_ONCE = 50_000
"""Elements that a parser has to hold: it lets go of rows and of shared texts as they end."""
LONGEST_TAG = 1_000_000
LONGEST_FORMAT = 255
"""Characters of an attribute of a style. A number format is searched again for each style."""
DEEPEST = 100

SPLIT = "split it, or save it as CSV"
SAVE_AGAIN = "open it in a spreadsheet program, and save it as .xlsx without a password, or as CSV"

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and the wrapping of what has a password
_STRICT = "http://purl.oclc.org/ooxml/"
_CHUNK = 65_536
_LETS_GO = {"worksheet": "row", "sst": "si"}
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def check(content: bytes, file: str) -> None:
    """Refuse an XLSX workbook that exceeds a limit, or another kind of file.

    Raises:
        AnswerFault: it does, or is.
        Exception: the zip or the XML is damaged; which exception is up to the libraries.
    """
    if content.startswith(_OLD):
        refuse("the workbook is an old .xls, or has a password", file, SAVE_AGAIN)
    if not zipfile.is_zipfile(BytesIO(content)):
        refuse("this is not an XLSX workbook", file, SAVE_AGAIN)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        _check_sizes(archive, len(content), file)
        elements = 0
        for entry in archive.infolist():
            with archive.open(entry) as part:
                elements = _check_part(part, elements, file)


def _check_sizes(archive: zipfile.ZipFile, size: int, file: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        refuse(f"the workbook has more than {MOST_ENTRIES} parts", file, SPLIT)
    if unpacked > LARGEST_UNPACKED:
        refuse(f"the workbook unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB", file, SPLIT)
    if unpacked > max(HARMLESS, GREATEST_RATIO * size):
        refuse(
            f"the workbook unpacks to more than {GREATEST_RATIO} times its size",
            file,
            "save it as CSV",
        )
    twice = [name for name, count in Counter(archive.namelist()).items() if count > 1]
    if twice:
        refuse(f"the workbook has two parts called '{twice[0]}'", file, SAVE_AGAIN)


def _check_part(part: IO[bytes], elements: int, file: str) -> int:
    """Parse a part if it is XML, whatever its name; return how many elements there are by now."""
    from defusedxml.sax import make_parser

    chunk = part.read(_CHUNK)
    if not chunk.lstrip(_BEFORE_XML).startswith(b"<"):
        return elements
    counter = _Counter(elements, file)
    parser: Any = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(counter)
    with suppress(SAXException):  # openpyxl stops in the same place, if it needs this part
        while chunk:
            counter.waiting += len(chunk)
            parser.feed(chunk)
            if counter.waiting > LONGEST_TAG:
                refuse("the workbook contains an endless XML tag", file, SAVE_AGAIN)
            chunk = part.read(_CHUNK)
        parser.close()
    return counter.elements


class _Counter(ContentHandler):
    """Counts what a parser would have to hold; `waiting` are the bytes since the last event."""

    def __init__(self, elements: int, file: str) -> None:
        super().__init__()
        self.elements, self.waiting = elements, 0
        self._file, self._root, self._depth, self._held = file, "", 0, 0

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # type: ignore[override]  # noqa: N802  # SAX
        self.waiting = 0
        self.elements += 1
        self._held += 1
        self._depth += 1
        if self._depth == 1:
            self._root = _local(name)
            if any(value.startswith(_STRICT) for value in attrs.values()):
                self._refuse(
                    "the workbook is in the format 'Strict Open XML'",
                    "save it as 'Excel Workbook (.xlsx)', or as CSV",
                )
        if self._root == "styleSheet" and any(len(v) > LONGEST_FORMAT for v in attrs.values()):
            self._refuse("a style of the workbook is too long")
        if self._depth > DEEPEST:
            self._refuse("the workbook contains XML that is nested too deeply")
        if self.elements > MOST_ELEMENTS:
            self._refuse(
                f"the workbook has more than {MOST_ELEMENTS:,} XML elements",
                "delete rows and columns that are formatted but empty, or save it as CSV",
            )
        if self._held > MOST_AT_ONCE:
            self._refuse("a part of the workbook is too large to open")

    def endElement(self, name: str) -> None:  # noqa: N802  # SAX
        self.waiting = 0
        self._depth -= 1
        if _local(name) == _LETS_GO.get(self._root):
            self._held = 0

    def characters(self, content: str) -> None:  # noqa: ARG002  # only that there is some
        self.waiting = 0

    def _refuse(self, what: str, fix: str = SAVE_AGAIN) -> NoReturn:
        refuse(what, self._file, fix)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
