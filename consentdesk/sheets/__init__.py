"""Rows of a workbook in, rows out; the only room with openpyxl and calamine."""
