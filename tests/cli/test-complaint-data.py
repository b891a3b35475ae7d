# SPDX-License-Identifier: GPL-3.0-or-later
"""The public registers of complaints: what their documentation says of them, and the way to a workbook
and back, line breaks included."""

import collections
import csv
import os

import openpyxl

from cli import case, cli, cli_json, main, new_branch

DATA = os.path.join(os.environ['CLT_TEST_DATA'], 'complaints_cfpb')
FIRST = os.path.join(DATA, 'consumer_complaints.csv')
SECOND = os.path.join(DATA, 'consumer_complaints_iso_dates_narratives.csv')


def read(path):
    with open(path, newline='', encoding='utf-8-sig') as file:
        return list(csv.DictReader(file))


@case
def first_file(folder):
    path = new_branch(folder)
    assert cli_json('import', path, 'complaints', FIRST, expect=1)['new'] < 3186  # 7/29/2013 …
    cli('undo', path, expect=(0, 1))
    report = cli_json('import', path, 'complaints', FIRST, '--dates', 'mdy')
    assert report['rows'] == report['new'] == 3186 and report['rejected'] == 0, report
    assert report['warnings'] == 6, report
    lines = [i for i, row in enumerate(read(FIRST), 2)
             if day(row['Date sent to company']) < day(row['Date received'])]
    assert len(lines) == 6
    assert any(', '.join(map(str, lines)) in note for note in report['notes']), report['notes']

    found = cli_json('complaint', path, 'summary')
    days = found['days_to_register']
    assert found['complaints'] == days['n'] == 3186
    assert found['timely'] == {'1': 3093, '0': 93}
    assert found['disputed'] == {'1': 595, '0': 2534, '': 57}
    assert round(days['mean'], 6) == 3.164470 and days['median'] == 0, days
    assert days['same_day'] == 1753 and days['max'] == 292 and days['negative'] == 6, days
    assert found['year'] == {'2013': 350, '2016': 2814, '2017': 22}
    assert found['source'] == {'web': 2233, 'referral': 533, 'phone': 200, 'letter': 168, 'fax': 52}
    for product, n in (('Mortgage', 921), ('Credit reporting', 638), ('Debt collection', 625),
                       ('Bank account or service', 383)):
        assert found['product'][product] == n, found['product']
    assert found['outcome'] == collections.Counter(
        row['Company response to consumer'] for row in read(FIRST))
    assert found['outcome']['In progress'] == found['open'] == 3

    again = cli_json('import', path, 'complaints', FIRST, '--dates', 'mdy')
    assert again['new'] == again['changed'] == 0 and again['same'] == 3186, again


def day(text):
    month, mday, year = map(int, text.split('/'))
    return year, month, mday


@case
def second_file(folder):
    path = new_branch(folder)
    report = cli_json('import', path, 'complaints', SECOND)
    assert report['new'] == 145 and report['rejected'] == 0, report
    found = cli_json('complaint', path, 'summary')
    assert found['timely'] == {'1': 134, '0': 11}, found['timely']
    rows = {row['reference']: row for row in cli_json('complaint', path, 'list')}
    source = {row['complaint_id']: row['consumer_complaint_narrative'].strip()
              for row in read(SECOND)}
    assert len(rows) == 145 and {key: row['facts'] for key, row in rows.items()} == source
    assert sum(row['facts'] != '' for row in rows.values()) == 13
    assert sum('\n' in row['facts'] for row in rows.values()) == 2


@case
def to_a_workbook_and_back(folder):
    path, other = new_branch(folder), new_branch(folder, 'other')
    cli('import', path, 'complaints', FIRST, '--dates', 'mdy')
    cli('import', path, 'complaints', SECOND)
    book = os.path.join(folder, 'register.xlsx')
    cli('export', path, 'complaints', book)
    report = cli_json('import', other, 'complaints', book)
    assert report['new'] == 3331 and report['rejected'] == 0, report
    texts = []
    for i, file in enumerate((path, other)):
        out = os.path.join(folder, f'{i}.csv')
        cli('export', file, 'complaints', out)
        with open(out, 'rb') as text:
            texts.append(text.read())
    assert texts[0] == texts[1]

    # as another program saves it
    loaded = openpyxl.load_workbook(book)
    saved = os.path.join(folder, 'saved.xlsx')
    loaded.save(saved)
    report = cli_json('import', other, 'complaints', saved)
    assert report['same'] == 3331 and report['changed'] == report['new'] == 0, report
    cli('export', other, 'complaints', os.path.join(folder, 'register.pdf'))


main()
