"""Workbooks as programs other than ours write them: shared and rich texts, dates of both epochs, shares, formulas, gaps.

Python 3.11, XlsxWriter 3.3.1, openpyxl 3.1.5.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install XlsxWriter==3.3.1 openpyxl==3.1.5
    /tmp/reference/bin/python reference/workbook.py crates/import/tests/vectors

makes `workbook_1900.xlsx` and `workbook_1904.xlsx` with XlsxWriter, and says what openpyxl sees in them. They hold the person
of crates/import/tests/samples/README.md: a sheet for notes that nobody reads, then MacroFactor's sheet of weights, then Withings' table.
"""

import datetime
import pathlib
import sys

WEIGHINGS = [
    (datetime.datetime(2026, 3, 1, 7, 10, 5), 84.20, 0.241),
    (datetime.datetime(2026, 3, 2, 7, 2, 40), 83.90, 0.240),
    (datetime.datetime(2026, 3, 4, 7, 1, 12), 84.05, 0.239),
]


def make(path, is_of_1904):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"date_1904": is_of_1904, "default_date_format": "dd/mm/yy"})
    book.set_properties({"created": datetime.datetime(2026, 1, 1)})
    bold = book.add_format({"bold": True})
    share = book.add_format({"num_format": '0.0%;[Red]-0.0%'})
    moment = book.add_format({"num_format": '[$-407]d. mmm yyyy "um" hh:mm:ss'})
    notes = book.add_worksheet("Notes & <more>")
    notes.write("C7", "nothing of this is a table")
    weights = book.add_worksheet("Scale Weight")
    weights.write_rich_string("A1", "Da", bold, "te")
    weights.write("B1", "Weight (kg)", bold)
    weights.write("C1", "Fat Percent")
    for row, (time, weight, fat) in enumerate(WEIGHINGS):
        weights.write_datetime(row + 1, 0, time.date())
        # A formula, of which the value stands beside it.
        weights.write_formula(row + 1, 1, f"={weight}+0", None, weight)
        weights.write_number(row + 1, 2, fat, share)
    table = book.add_worksheet("Withings")
    for column, name in enumerate(["Date", "Weight (kg)", "Fat mass (kg)", "Bone mass (kg)", "Comments"]):
        table.write(0, column, name)
    for row, (time, weight, _) in enumerate(WEIGHINGS):
        # Rows 3, 6 and 9.
        at = 2 + 3 * row
        table.write_datetime(at, 0, time, moment)
        table.write_number(at, 1, weight)
        table.write_string(at, 4, 'said "so", twice\nor <more>')
    book.close()


def seen(path):
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            if any(cell is not None for cell in row):
                print(path.name, sheet.title, row)


if __name__ == "__main__":
    for year in (1900, 1904):
        path = pathlib.Path(sys.argv[1]) / f"workbook_{year}.xlsx"
        make(path, year == 1904)
        seen(path)
