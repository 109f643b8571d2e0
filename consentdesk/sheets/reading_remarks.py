"""What reading a file could not see or had to guess, said so that the office can act on it."""

from consentdesk.sheets.workbook import Remark


def macros_not_run() -> Remark:
    """Say that the workbook has macros."""
    return Remark("macros_not_run", "The workbook has macros; they were not run.")


def links_not_followed() -> Remark:
    """Say that other workbooks are linked."""
    return Remark(
        "links_not_followed",
        "Some cells take their values from other workbooks; the values last saved are shown.",
    )


def rule_colours_unseen(sheet: str) -> Remark:
    """Say that rules set colours."""
    return Remark(
        "rule_colours_unseen",
        "Some colours come from rules (conditional formatting) and are not seen. "
        "If such a colour means something, write it in a column.",
        sheet,
    )


def controls_unseen(sheet: str) -> Remark:
    """Say that tick boxes lie on the sheet."""
    return Remark(
        "controls_unseen",
        "Tick boxes or other controls lie on this sheet and cannot be read. "
        "Write in the cells what is ticked, save and choose the file again.",
        sheet,
    )


def styles_unseen(*, merges: bool) -> Remark:
    """Say what an old or binary format keeps to itself.

    Args:
        merges: whether merged cells are not seen either.
    """
    merged = " and which cells are merged" if merges else ""
    return Remark(
        "styles_unseen",
        "In this format the program cannot see what is struck through, coloured, commented or "
        "hidden in rows and columns, calculation errors, zeros in front of numbers"
        f"{merged}. Save it as an Excel workbook (.xlsx) and choose that file.",
    )


def encoding_guessed(encoding: str) -> Remark:
    """Say that nothing in the bytes proves how letters are written."""
    return Remark(
        "encoding_guessed",
        f"The file does not say how its letters are written; it was read as {encoding}. "
        "Check some names with accents.",
    )


def lines_in_one_cell(sheet: str, cell: str) -> Remark:
    """Say that a cell seems to have swallowed the lines below it."""
    return Remark(
        "lines_in_one_cell",
        f"Cell {cell} holds what looks like whole lines of the table; a quotation mark before it "
        "may stand in the wrong place. Correct it, save and choose the file again.",
        sheet,
        cell,
        blocks=True,
    )


def letters_misread(sheet: str, cell: str, column: str, count: int) -> Remark:
    """Say that letters were spoiled when the file was written or read."""
    cells = "1 cell" if count == 1 else f"{count} cells"
    return Remark(
        "mojibake",
        f"{cells} in column {column} hold wrongly read letters, first in {cell}. "
        "Choose how letters are written (encoding), or save the list anew as .xlsx.",
        sheet,
        cell,
        blocks=True,
    )
