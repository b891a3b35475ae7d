# SPDX-License-Identifier: GPL-3.0-or-later
"""Real questionnaires: students on their courses, travellers on their seats, Americans on flying and
Thanksgiving; and what others counted in the same files."""

import collections
import csv
import os
import subprocess
import zipfile

import openpyxl

from cli import case, cli, cli_json, main

DATA = os.environ['CLT_TEST_DATA']
COURSE = 'survey_turkiye_course_eval/turkiye-student-evaluation_generic.csv'
FLYING = 'survey_538/flying-etiquette.csv'
DINNER = 'survey_538/thanksgiving-2015-poll-data.csv'
SEATS = 'nps_seat_reviews/seat_ratings.csv'


def read(name):
    with open(os.path.join(DATA, name), newline='', encoding='utf-8') as file:
        return list(csv.reader(file))


def load(folder, name, key, *options):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    report = cli_json('import', path, 'answers', os.path.join(DATA, name), '--set',
                      f'questionnaire={key}', '--set', 'create=yes', *options)
    assert report['rejected'] == 0 and report['new'] == report['rows'], report
    return path, report


def by_text(results, text):
    found = [question for question in results['questions'] if question['text'].startswith(text)]
    assert len(found) == 1, (text, found)
    return found[0]


def near(a, b, digits):
    assert round(a, digits) == b, (a, b)


@case
def course_evaluation(folder):
    path, report = load(folder, COURSE, 'course', '--map', 'difficulty=attribute',
                        '--map', 'attendance=attribute', '--map', 'repeat=attribute')
    assert report['new'] == 5820, report
    results = cli_json('results', path, 'course')
    assert results['responses'] == 5820
    items = [question for question in results['questions'] if question['type'] == 'rating']
    assert len(items) == 28 and all(item['n'] == 5820 for item in items)
    near(items[0]['mean'], 2.929897, 6)
    assert items[0]['counts'] == {'1': 1243, '2': 886, '3': 1563, '4': 1292, '5': 836}, items[0]
    near(items[-1]['mean'], 3.308076, 6)
    overall = results['overall']
    near(overall['mean'], 3.186156, 6)
    near(overall['top2'] * 100, 44.170, 3)
    assert overall['straight_liners'] == 2985, overall
    top = sum(item['counts']['5'] for item in items) / (28 * 5820)
    near(top * 100, 16.878, 3)
    assert by_text(results, 'instcode')['counts'] == {'1': 775, '2': 1444, '3': 3601}
    assert len(cli_json('results', path, 'course', '--forms', 'straight')) == 2985


@case
def the_course_evaluation_again(folder):
    path, _ = load(folder, COURSE, 'course')
    report = cli_json('import', path, 'answers', os.path.join(DATA, COURSE))
    assert report['same'] == 5820 and report['batch'] is None, report
    cli('undo', path)
    cli('results', path, 'course', expect=1)


@case
def seats(folder):
    path, report = load(folder, SEATS, 'seats')
    assert any('26' in note and '1970-01-01' in note for note in report['notes']), report
    results = cli_json('results', path, 'seats')
    rating = by_text(results, 'overall_rating')
    assert (rating['n'], rating['blank']) == (1257, 1), rating
    near(rating['mean'], 4.318218, 6)
    near(rating['nps'], -56.80, 2)
    counts = {int(code): n for code, n in rating['counts'].items()}
    assert sum(n for code, n in counts.items() if code >= 9) == 151
    assert sum(n for code, n in counts.items() if code in (7, 8)) == 241
    assert sum(n for code, n in counts.items() if code <= 6) == 865
    assert by_text(results, 'recommended')['counts']['1'] == 458
    blank = cli_json('results', path, 'seats', '--forms', 'overall_rating=blank')
    assert len(blank) == 1, blank


@case
def flying(folder):
    path, _ = load(folder, FLYING, 'flying')
    results = cli_json('results', path, 'flying')
    assert results['responses'] == 1040
    assert by_text(results, 'How often do you travel')['counts'] == {
        'Once a year or less': 633, 'Once a month or less': 205, 'Never': 166,
        'A few times per month': 29, 'A few times per week': 4, 'Every day': 3}
    rude = by_text(results, 'Generally speaking, is it rude to say more than a few words')
    assert sorted(rude['counts'].values()) == [27, 153, 675] and rude['blank'] == 185, rude


@case
def dinner(folder):
    path, _ = load(folder, DINNER, 'dinner')
    results = cli_json('results', path, 'dinner')
    assert by_text(results, 'Do you celebrate')['counts'] == {'Yes': 980, 'No': 78}


def expect_counts(rows, results):
    """Every cell of the file is found again: values by option, and of several answers each column."""
    header, rows = rows[0], rows[1:]
    refused = {'prefer not to answer'}
    for question in results['questions']:
        columns = [i for i, title in enumerate(header) if title.strip() == question['text'].strip()]
        if question['type'] == 'choice':
            cells = [row[columns[0]].strip() for row in rows]
            said = collections.Counter(cell for cell in cells if cell)
            gone = sum(n for cell, n in said.items() if cell.lower() in refused)
            assert question['refused'] == gone, question
            assert question['blank'] == cells.count(''), question
            assert question['counts'] == {cell: n for cell, n in said.items()
                                          if cell.lower() not in refused}, question
        elif question['type'] == 'several':
            for label, n in question['counts'].items():
                first = next(i for i, title in enumerate(header)
                             if ' '.join(title.split()) == f'{question["text"]} - {label}')
                assert n == sum(bool(row[first].strip()) for row in rows), (question, label)


@case
def every_cell_is_counted(folder):
    for name in (FLYING, DINNER):
        sub = os.path.join(folder, os.path.basename(name))
        os.mkdir(sub)
        path, _ = load(sub, name, 'poll')
        expect_counts(read(name), cli_json('results', path, 'poll'))


def read_sheet(book, name):
    """Rows of a sheet with a header, as dictionaries."""
    rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def expect_counts_sheet(sheet, results):
    """Every count of the results stands in the sheet, below the text of its question."""
    found, text = {}, None
    for row in sheet.iter_rows(values_only=True):
        if row[0] is not None and all(cell is None for cell in row[1:]):
            text = row[0]
        elif isinstance(row[2], (int, float)):
            found.setdefault(text, []).append(row[2])
    for question in results['questions']:
        if question['counts']:
            assert found[question['text']] == list(question['counts'].values()), question


@case
def the_workbook_says_what_results_say(folder):
    path, _ = load(folder, SEATS, 'seats')
    results = cli_json('results', path, 'seats')
    out = os.path.join(folder, 'seats.xlsx')
    assert cli_json('export', path, 'survey', out, '--questionnaire', 'seats')['rows'] == 1258
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ['Summary', 'Questions', 'Counts', 'Answers', 'Free words',
                               'Definitions'], book.sheetnames
    charts = [name for name in zipfile.ZipFile(out).namelist() if name.startswith('xl/charts/')]
    assert len(charts) == sum(bool(question['counts']) for question in results['questions'])
    rows = {row['Key']: row for row in read_sheet(book, 'Questions')}
    for question in results['questions']:
        row = rows[question['key']]
        assert (row['Answered'], row['Blank'], row['Skipped']) == (
            question['n'], question['blank'], question['skipped']), question
        for column, figure in (('Mean', 'mean'), ('Two best points', 'top2'),
                               ('Two best points from', 'top2_low'), ('NPS', 'nps')):
            assert row[column] == question[figure] or (
                abs(row[column] - question[figure]) < 1e-9), (row, question)
    expect_counts_sheet(book['Counts'], results)
    assert book['Answers'].max_row == 1259

    # another program reads the same
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder}/office', '--headless',
                    '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,'
                    'false,false,false,2', '--outdir', folder, out], check=True,
                   stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, 'seats-Questions.csv'), encoding='utf-8') as file:
        again = {row['Key']: row for row in csv.DictReader(file)}
    near(float(again['overall_rating']['NPS']), -56.80, 2)


@case
def a_poll_of_many_columns(folder):
    path, _ = load(folder, DINNER, 'dinner')
    out = os.path.join(folder, 'dinner.xlsx')
    cli('export', path, 'survey', out, '--questionnaire', 'dinner')
    answers = openpyxl.load_workbook(out)['Answers']
    assert answers.max_row == 1059 and answers.max_column > 64
    csv_out = os.path.join(folder, 'dinner.csv')
    cli('export', path, 'survey', csv_out, '--questionnaire', 'dinner')
    other = os.path.join(folder, 'other')
    os.mkdir(other)
    again = os.path.join(other, 'b.clientele')
    cli('new', again)
    report = cli_json('import', again, 'answers', csv_out, '--set', 'questionnaire=dinner',
                      '--set', 'create=yes')
    assert report['new'] == 1058 and report['rejected'] == 0, report
    cli('export', path, 'survey', os.path.join(folder, 'dinner.pdf'), '--questionnaire', 'dinner')


main()
