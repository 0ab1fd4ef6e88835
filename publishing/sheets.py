"""Tables as people's spreadsheet programs write and read them: CSV and XLSX, within limits, and never a formula.

A cell that a spreadsheet program could take for a formula is written with an apostrophe before it, which reading takes away.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

LARGEST_UPLOAD = 5 * 1024 * 1024
LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 50
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; a program cuts off what is longer."""

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_RISKY = r"[=+\-@\t\r\n＝＋－＠]"
_FORMULA = re.compile(rf"[ ']*{_RISKY}")
"""What a spreadsheet would take for a formula (OWASP, “CSV Injection”), full-width signs included, guarded already or not."""
_GUARDED = re.compile(rf"'[ ']*{_RISKY}")


class UnreadableSheet(Exception):
    """A file is no table that can be read. `str()` says why and what to do; `status` is the answer's."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        self.status = status
        super().__init__(str(sentence))


class TooLongForCell(Exception):
    """A text does not fit into a cell of a spreadsheet; `str()` names it."""


@dataclass(frozen=True)
class Sheet:
    """The heads of the columns, and rows of as many texts. The first row stands in line 2.

    `beyond` is what stood right of the last column: the number of its row, from 0, and the first text there.
    """

    headers: list[str]
    rows: list[list[str]]
    beyond: tuple[tuple[int, str], ...] = ()


def guarded(text: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What stood in the cell before `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def as_csv(headers: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """The table as CSV with the mark that makes Excel read UTF-8, line by line."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    for row in _with_headers(headers, rows):
        writer.writerow([guarded(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def as_xlsx(headers: list[str], rows: Iterable[list[str]]) -> BinaryIO:
    """The table as a workbook in a temporary file. Raises TooLongForCell rather than cut a text off."""
    return workbook([guarded(_fitting(cell)) for cell in row] for row in _with_headers(headers, rows))


def workbook(rows: Iterable[list[str]], title: str = "") -> BinaryIO:
    """Rows as a workbook in a temporary file, each cell a text as it is given: a number keeps its plus sign and its zeros."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title or None)
    try:
        for row in rows:
            sheet.append([_text_cell(sheet, cell) for cell in row])
    except TooLongForCell:
        sheet.close()
        raise
    file = tempfile.TemporaryFile()  # noqa: SIM115, the response closes it
    book.save(file)
    file.seek(0)
    return file


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell of text whatever it begins with: openpyxl takes what begins with "=" for a formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _fitting(text: str) -> str:
    """The text, where a cell holds it."""
    if len(text) >= LONGEST_CELL:
        raise TooLongForCell(f"{text[:60]}…")
    return text


def _with_headers(headers: list[str], rows: Iterable[list[str]]) -> Iterator[list[str]]:
    yield headers
    yield from rows


def read(upload: BinaryIO, name: str, size: int) -> Sheet:
    """The table that a file holds. Raises UnreadableSheet."""
    if size > LARGEST_UPLOAD:
        raise UnreadableSheet(_("This file is larger than 5 MB. Split it into several."), 413)
    data = upload.read(LARGEST_UPLOAD + 1)
    rows = _xlsx_rows(data) if data[:4] == b"PK\x03\x04" else _csv_rows(data, name)
    filled = [[unguarded(cell) for cell in row] for row in rows]
    headers = [cell.strip().lower() for cell in filled[0]] if filled else []
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise UnreadableSheet(_("This file is empty. The first line has to name the columns."))
    body = [(row + [""] * len(headers))[: len(headers)] for row in filled[1:]]
    while body and not any(body[-1]):
        body.pop()
    if len(body) > MOST_ROWS:
        raise UnreadableSheet(_("At most %(most)s rows at a time. Split the file.") % {"most": MOST_ROWS}, 413)
    return Sheet(headers, body, tuple(_beyond(filled[1:], len(headers))))


def _beyond(rows: Iterable[list[str]], width: int) -> Iterator[tuple[int, str]]:
    """Rows that say something right of the last column."""
    for number, row in enumerate(rows):
        if text := next((cell for cell in row[width:] if cell.strip()), ""):
            yield number, text


def _csv_rows(data: bytes, name: str) -> list[list[str]]:
    if name.lower().endswith((".xlsx", ".xls", ".ods")):
        raise UnreadableSheet(_("This is no workbook that can be read here. Save it as XLSX or as CSV UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSheet(
            _("The letters of this file are not in UTF-8. In Excel, save it as “CSV UTF-8” or as XLSX.")
        ) from error
    if "\0" in text:
        raise UnreadableSheet(_("This is no table that can be read here. Save it as XLSX or as CSV UTF-8."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return list(islice(reader, MOST_ROWS + 2))
    except csv.Error as error:
        raise UnreadableSheet(_("This is no CSV that can be read: %(why)s.") % {"why": error}) from error


def _xlsx_rows(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise UnreadableSheet(_("This workbook holds too much. Split it into several."), 413)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        return [[_as_text(cell) for cell in row] for row in rows]
    except UnreadableSheet:
        raise
    except Exception as error:
        # A damaged archive ends in whatever its reader meets first.
        raise UnreadableSheet(_("This workbook is damaged. Open it in Excel and save it as XLSX again.")) from error


def _as_text(cell: Any) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (datetime, date, time)) else str(cell)
