"""Rows of a workbook in, rows out; the only room with openpyxl and calamine."""

import os

# Papers for the school bring lxml along; workbooks go on being read by the parser that the limits
# in `package_parts` were measured with. openpyxl asks once, when it is first imported.
os.environ.setdefault("OPENPYXL_LXML", "False")
