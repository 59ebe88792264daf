"""An empty roster as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from triage.screening.files.workbook import MOST_ROWS, need_openpyxl, saved
from triage.screening.roster.blank import BlankColumn


def write_blank(columns: Sequence[BlankColumn], rows: int = MOST_ROWS) -> bytes:
    """Return an empty roster: headers with their help, and a drop-down where one answer is picked.

    The lists are in a hidden sheet, because a drop-down itself holds at most 255 characters.
    """
    openpyxl = need_openpyxl()
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet, lists = book.active, book.create_sheet("Lists")
    sheet.title = "Roster"
    lists.sheet_state = "hidden"  # whoever sees two filled sheets has to say which one to read
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        head = sheet.cell(1, number, column.header)
        head.data_type, head.font = "s", Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letter].width = 14 if column.kind == "own" else 26
        listed = "\n".join(f"• {choice}" for choice in column.choices)
        note = "\n".join(part for part in (column.help, listed) if part)
        if note:
            head.comment = Comment(note, "triage", width=420, height=60 + 18 * note.count("\n"))
        lists.cell(1, number, column.header).data_type = "s"
        for place, choice in enumerate(column.choices, 2):
            lists.cell(place, number, choice).data_type = "s"
        if column.choices:
            source = f"Lists!${letter}$2:${letter}${len(column.choices) + 1}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True)
            rule.showErrorMessage = column.kind != "checklist"  # several are joined by "; "
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{rows + 1}")
        elif column.id == "date":
            for row in range(2, 202):
                sheet.cell(row, number).number_format = "yyyy-mm-dd"
    return saved(book)
