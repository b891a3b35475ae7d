# SPDX-License-Identifier: GPL-3.0-or-later
"""Random tables of hostile text come back cell by cell from CSV and workbooks, and no cell of
them is a formula. Arguments: the writing program and the number of tables.
CLT_TEST_SEED repeats a run."""

import csv
import io
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

import openpyxl

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
SIGNS = '=+-@\t\r＝＋－＠'


def is_formula_like(text):
    return text.lstrip("'")[:1] in set(SIGNS)


def undo_apostrophe(text):
    """What a reader of our CSV does: one apostrophe before a dangerous text goes away."""
    if text.startswith("'") and is_formula_like(text):
        return text[1:]
    return text


def unescape(text):
    """Excel's characters by number, as ECMA-376 defines them."""
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), text)


def check_csv(folder, number, rows):
    with open(os.path.join(folder, f'{number}.csv'), 'rb') as file:
        data = file.read()
    if number % 2 == 0:
        assert data.startswith(b'\xef\xbb\xbf'), f'{number}.csv lacks its BOM'
        text = data[3:].decode('utf-8')
    else:
        text = data.decode('gb18030')
    read = list(csv.reader(io.StringIO(text, newline=''), strict=True))
    assert text.endswith('\r\n')
    for row, expected in zip(read, rows):
        for cell in row:
            assert cell[:1] not in set(SIGNS) or cell == '', f'{number}.csv: {cell!r} is a formula'
        assert [undo_apostrophe(cell) for cell in row] == expected, (
            f'{number}.csv: {row!r} instead of {expected!r}')
    assert len(read) == len(rows), f'{number}.csv has {len(read)} rows instead of {len(rows)}'


def shared_strings(archive):
    if 'xl/sharedStrings.xml' not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read('xl/sharedStrings.xml'))
    return [''.join(t.text or '' for t in item.iter(MAIN + 't')) for item in root]


def raw_cells(archive, number, strings):
    """Texts of a sheet as the file holds them, by reference."""
    cells = {}
    root = ElementTree.fromstring(archive.read(f'xl/worksheets/sheet{number}.xml'))
    assert root.find(f'.//{MAIN}f') is None, f'sheet {number} holds a formula'
    for cell in root.iter(MAIN + 'c'):
        if cell.get('t') == 's':
            cells[cell.get('r')] = strings[int(cell.find(MAIN + 'v').text)]
        else:
            assert cell.get('t') == 'inlineStr', f'{cell.get("r")} is no text'
            cells[cell.get('r')] = ''.join(t.text or '' for t in cell.iter(MAIN + 't'))
    return cells


def check_sheet(sheet, raw, rows):
    for row, expected in enumerate(rows, 2):
        for column, text in enumerate(expected, 1):
            cell = sheet.cell(row, column)
            held = raw.get(cell.coordinate, '')
            assert unescape(held) == text, f'{cell.coordinate}: {held!r} instead of {text!r}'
            # openpyxl knows the characters by number only in part
            if '_x' not in held:
                assert (cell.value or '') == text, f'{cell.coordinate}: openpyxl reads {cell.value!r}'
    assert sheet.auto_filter.ref or sheet.tables, 'no filter'
    assert sheet.freeze_panes == 'A2'


def check_book(folder, number, tables):
    path = os.path.join(folder, f'{number}.xlsx')
    book = openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        strings = shared_strings(archive)
        for place, (index, rows) in enumerate(tables, 1):
            check_sheet(book[f'T{index}'], raw_cells(archive, place, strings), rows)


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    seed = os.environ.get('CLT_TEST_SEED') or secrets.token_hex(16)
    print('1..2')
    print(f'# CLT_TEST_SEED={seed}')
    with tempfile.TemporaryDirectory(prefix='clientele-tables-') as folder:
        subprocess.run([program, folder, seed, str(count)], check=True)
        with open(os.path.join(folder, 'tables.json'), encoding='utf-8') as file:
            tables = json.load(file, strict=False)
        assert len(tables) == count
        for number, rows in enumerate(tables):
            check_csv(folder, number, rows)
        print(f'ok 1 {count} tables as CSV')
        for first in range(0, count, 100):
            check_book(folder, first // 100, list(enumerate(tables))[first:first + 100])
        print(f'ok 2 {count} tables as sheets')


if __name__ == '__main__':
    main()
