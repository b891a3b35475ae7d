# SPDX-License-Identifier: GPL-3.0-or-later
"""One table, written in all the ways that exports go wrong, is read as the table it was."""

import os
import random

from cli import case, cli_json, main

HEADER = ['DATE', 'TIME', 'Qty', 'PRODUCTID', 'Price', 'ProductType', 'ProductDescription', 'URL',
          'Comments']
WORDS = 'green small table lamp red chair oak desk for office use with drawer soft large'.split()
ROWS = range(0, 85, 12)


def make_table():
    rnd = random.Random(7)
    table = [HEADER]
    for i in range(84):
        text = ' '.join(rnd.choice(WORDS) for _ in range(rnd.randint(3, 8)))
        text = text.replace(' ', ', ', 1) if i % 3 == 0 else text
        text += ' 12" wide' if i % 7 == 0 else ''
        comment = ' '.join(rnd.choice(WORDS) for _ in range(rnd.randint(0, 12)))
        comment = 'first line\nsecond ' + comment if i % 9 == 0 else comment
        table.append([f'{rnd.randint(1, 28):02}/{rnd.randint(1, 12):02}/2018',
                      f'{rnd.randint(0, 23):02}:{rnd.randint(0, 59):02}', str(rnd.randint(1, 90)),
                      f'S{rnd.randint(10, 99)}_{rnd.randint(1, 9999):04}',
                      f'{rnd.random() * 200:.2f}', rnd.choice(['A', 'B', 'Home, Garden']), text,
                      f'https://shop.example.com/p?id={i}', comment])
    return table


TABLE = make_table()


def quote(cell, delimiter=',', mark='"', escape=None, force=False):
    if not force and not any(c in cell for c in (delimiter, mark, '\n')):
        return cell
    return mark + cell.replace(mark, (mark if escape is None else escape) + mark) + mark


def write_row(row, delimiter=',', **options):
    return delimiter.join(quote(c, delimiter.strip() or delimiter, **options) for c in row)


def write(table, delimiter=',', end='\r\n', **options):
    return ''.join(write_row(row, delimiter, **options) + end for row in table)


LINES = [write_row(row) for row in TABLE]


def with_line(number, line, end='\r\n'):
    lines = [text + '\r\n' for text in LINES]
    lines[number] = line + end
    return ''.join(lines)


def read(folder, text):
    path = os.path.join(folder, 'polluted.csv')
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(text)
    found = cli_json('inspect', path, '--rows')
    header = [found['columns']] if found['header'] else []
    return found, [[c.replace('\r', '') for c in row] for row in header + found['cells']]


def padded(table):
    width = max(len(row) for row in table)
    return [row + [''] * (width - len(row)) for row in table]


@case
def dialects(folder):
    for delimiter in (',', ';', '\t', '|', ' ', ', ', ':', '^', '~', '@'):
        assert read(folder, write(TABLE, delimiter))[1] == TABLE, delimiter
    for mark in ('"', "'"):
        for force in (False, True):
            assert read(folder, write(TABLE, mark=mark, force=force))[1] == TABLE, (mark, force)
    assert read(folder, write(TABLE, escape='\\'))[1] == TABLE
    assert read(folder, write(TABLE, escape=''))[1] == TABLE
    for end in ('\n', '\r', '\r\n'):
        flat = [[c.replace('\n', ' ') for c in row] for row in TABLE]
        assert read(folder, write(flat, end=end))[1] == flat, repr(end)


@case
def ends_and_sizes(folder):
    text = write(TABLE)
    assert read(folder, text[:-2])[1] == TABLE
    assert read(folder, text + '\r\n')[1] == TABLE
    for rows in (1, 2, 3):
        found, table = read(folder, write(TABLE[:rows]))
        assert table == TABLE[:rows] and found['header'] == 1, rows
    found, table = read(folder, write(TABLE[1:]))
    assert table == TABLE[1:] and found['header'] is None


@case
def lines_around_the_table(folder):
    for above in ('Report, created on 1 May\r\n', 'My report\r\n\r\n', 'My report,,,,,,,,\r\n',
                  'a, b\r\nc, d\r\ne\r\nf, g\r\n'):
        found, table = read(folder, above + write(TABLE))
        assert table == TABLE, above
        assert found['header'] == above.count('\r\n') + 1, above
    _, table = read(folder, write(TABLE) + 'Total: 84 rows, thanks\r\n')
    assert table[:-1] == TABLE


@case
def delimiters_missing_and_doubled(folder):
    for i in ROWS:
        cells = [quote(c) for c in TABLE[i]]
        for j in range(9):
            more = TABLE[i][:j] + [''] + TABLE[i][j:]
            text = with_line(i, ','.join(cells[:j] + [''] + cells[j:]))
            assert padded(read(folder, text)[1]) == padded(TABLE[:i] + [more] + TABLE[i + 1:]), (i, j)
        for j in range(8):
            if cells[j].startswith('"') or cells[j + 1].startswith('"'):
                continue
            less = TABLE[i][:j] + [TABLE[i][j] + TABLE[i][j + 1]] + TABLE[i][j + 2:]
            text = with_line(i, ','.join(cells[:j] + [cells[j] + cells[j + 1]] + cells[j + 2:]))
            assert padded(read(folder, text)[1]) == padded(TABLE[:i] + [less] + TABLE[i + 1:]), (i, j)


@case
def stray_quotation_marks(folder):
    """The other cells of the row and all other rows stay as they are."""
    for i in ROWS:
        cells = [quote(c) for c in TABLE[i]]
        for j in range(9):
            for place in (0, len(cells[j]) // 2, len(cells[j])):
                stray = cells[j][:place] + '"' + cells[j][place:]
                text = with_line(i, ','.join(cells[:j] + [stray] + cells[j + 1:]))
                table = read(folder, text)[1]
                table[i][j] = TABLE[i][j]
                assert table == TABLE, (i, j, place)


@case
def rows_of_another_kind(folder):
    for i in ROWS:
        for delimiter in ';\t|':
            text = with_line(i, write_row(TABLE[i], delimiter))
            assert read(folder, text)[1] == TABLE, (i, delimiter)
        for end in '\r\n':
            assert read(folder, with_line(i, LINES[i], end))[1] == TABLE, (i, end)


main()
