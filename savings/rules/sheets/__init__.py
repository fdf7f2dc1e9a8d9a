"""Spreadsheets as councils publish them: a grid of cells in, a full reading out.

`reading` says what goes in and what comes back; `choosing.choose_sheet` picks the table's sheet and
`sheet.read_sheet` reads it. Nothing here guesses: where two readings fit, the reading carries a question.

Source: docs/method.md, "Reading a spreadsheet".
"""
