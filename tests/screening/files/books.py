"""Workbooks for tests, written part by part, as no library would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STRINGS, STYLES, SHEET = "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"


def text(place: str, value: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row; a cell that is not XML is text in the next column."""
    places = (f"{chr(ord('A') + index)}{number}" for index in range(len(cells)))
    written = (
        cell if cell.startswith("<") or not cell else text(place, cell)
        for place, cell in zip(places, cells, strict=True)
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def sheet(rows: Iterable[str], after: str = "") -> str:
    """The part of a worksheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def parts(
    *sheets: str,
    titles: Sequence[str] = (),
    states: Sequence[str] = (),
    names: Sequence[str] = (),
    kinds: Sequence[str] = (),
    more: str = "",
) -> dict[str, bytes]:
    """The parts of a workbook; sheet by sheet a title, state, part's name and kind."""

    def of(given: Sequence[str], index: int, default: str) -> str:
        return given[index] if index < len(given) else default

    listed, related, held, typed = "", "", {}, ""
    for index, content in enumerate(sheets):
        name = of(names, index, f"worksheets/sheet{index + 1}.xml")
        title, state = of(titles, index, f"S{index + 1}"), of(states, index, "visible")
        kind = of(kinds, index, "worksheet")
        listed += f'<sheet name="{title}" sheetId="{index + 1}" state="{state}" r:id="r{index}"/>'
        related += f'<Relationship Id="r{index}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        typed += f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        held[f"xl/{name}"] = content
    written = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{_TYPE}.sharedStrings+xml"/>{typed}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets>{more}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{related}</Relationships>",
        STRINGS: f'<sst xmlns="{MAIN}"><si><t>shared</t></si></sst>',
        STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="46"/></cellXfs></styleSheet>',
        **held,
    }
    return {name: content.encode() for name, content in written.items()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The zip of a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def book(*sheets: str, **how: object) -> bytes:
    """A workbook of these worksheets; see `parts`."""
    return packed(parts(*sheets, **how))  # type: ignore[arg-type]
