"""Spreadsheets in and out: read kindly, judged row by row, written in one transaction, undone.

`files` reads and `writing` writes CSV and XLSX; `cells` and `columns` turn a cell into a value
and back; `kinds` judges rows against what is there; `changes` is what a row would do, as JSON;
`applying` does it. Each app names its kinds of spreadsheet in a module `sheets`.
"""
