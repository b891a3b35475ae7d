# SPDX-License-Identifier: GPL-3.0-or-later
"""catalogue, matrix, product; and the workbook of both that comes back from another program."""

import os
import random
import sqlite3

import openpyxl

from cli import case, cli, cli_json, main, new_branch

SMALL = ['--clients', '40', '--days', '45', '--seed', '11', '--as-of', '20260630']
NOON = {'CLT_NOW': '1782878400'}  # 2026-07-01
SEED = os.environ.get('CLT_TEST_SEED') or os.urandom(8).hex()


def make_branch(folder):
    """An empty branch with the starter catalogue, taken over by Wang."""
    path = new_branch(folder)
    cli('catalogue', path, '--starter', '--who', 'Wang', env=NOON)
    return path


def products(branch):
    listed = cli_json('catalogue', branch, '--as-of', '20260801')['products']
    return {product['code']: product for product in listed}


def column_of(sheet, title):
    return next(c.column for c in sheet[1] if c.value == title)


def row_of(sheet, code):
    column = column_of(sheet, 'Code')
    return next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, column).value == code)


def edit(source, target, changes):
    """Sets cells {(sheet, code, title): value} as another program would."""
    book = openpyxl.load_workbook(source)
    for (name, code, title), value in changes.items():
        sheet = book[name]
        sheet.cell(row_of(sheet, code), column_of(sheet, title)).value = value
    book.save(target)


def come_back(branch, path, *options, expect=0):
    return cli_json('import', branch, 'products', path, *options, expect=expect, env=NOON)


def listed(edits):
    return {(e['sheet'], e['product'], e['column'], e['after']) for e in edits}


@case
def starter_once(folder):
    branch = make_branch(folder)
    all_products = products(branch)
    assert len(all_products) == 26
    assert all(p['approver'] == 'Wang' and p['in_force'] for p in all_products.values())
    assert all_products['R05']['rights'] == {'small': '-', 'ordinary': '-', 'major': '2y',
                                             'high-end': '1q'}
    cli('catalogue', branch, '--starter', '--who', 'Wang', expect=1)
    cli('undo', branch)
    assert products(branch) == {}


@case
def a_product_from_draft_to_retirement(folder):
    branch = make_branch(folder)
    cli('product', branch, 'new', 'X01', 'name=Hotline', 'category=value', 'channels=phone',
        'deliverable=a call', 'risk=R2', 'minutes=12', 'cost=1.50', '--who', 'Li')
    assert products(branch)['X01']['state'] == 'draft'
    cli('matrix', branch, 'X01', 'major', '1m', expect=1)
    cli('product', branch, 'approve', 'X01', '--who', 'Li', expect=1)
    cli('product', branch, 'approve', 'X01', '--who', 'Wang', '--from', '20260701')
    cli('matrix', branch, 'X01', 'major', '1m', '--from', '20260701')
    cli('product', branch, 'set', 'X01', 'minutes=20', '--who', 'Li')
    now = products(branch)['X01']
    assert (now['minutes'], now['draft'], now['rights']['major']) == (12, 2, '1m'), now
    changes = cli_json('product', branch, 'compare', 'X01')
    assert [(c['before'], c['after']) for c in changes] == [('12', '20')], changes
    cli('product', branch, 'approve', 'X01', '--who', 'Wang', '--from', '20260715')
    assert products(branch)['X01']['minutes'] == 20
    cli('product', branch, 'delete', 'X01', expect=1)
    cli('product', branch, 'archive', 'X01', expect=1)
    cli('product', branch, 'retire', 'X01', '--last', '20260731')
    assert products(branch)['X01']['rights']['major'] == '-'
    cli('product', branch, 'archive', 'X01')
    assert 'X01' not in products(branch)
    cli('product', branch, 'set', 'X01', 'colour=red', expect=1)
    cli('product', branch, 'sing', 'X01', expect=2)


@case
def a_cell_and_what_it_costs(folder):
    branch = os.path.join(folder, 'd.clientele')
    cli('demo', branch, *SMALL)
    before = cli_json('matrix', branch, '--from', '20260630')
    change = cli_json('matrix', branch, 'R03', 'high-end', '2m', '--from', '20260630')
    after = cli_json('matrix', branch, '--from', '20260630')
    n = before['clients']['high-end']
    assert change['before'] == '1m' and change['after'] == '2m' and change['clients'] == n
    assert abs(after['used_minutes'] - before['used_minutes'] - change['minutes']) < 1e-6
    assert abs(after['capacity_minutes'] - after['used_minutes'] - change['left_minutes']) < 1e-6
    cli('matrix', branch, 'R03', 'small', '1m', '--from', '20260630', expect=1)
    cli('matrix', branch, 'R03', 'high-end', 'often', expect=1)
    cli('matrix', branch, 'R03', 'gold', '1m', expect=2)
    cli('matrix', branch, 'R03', 'gold', expect=2)
    inverted = cli_json('matrix', branch, 'R03', 'major', '1w', '--from', '20260630')
    row = next(r for r in cli_json('matrix', branch, '--from', '20260630')['matrix']
               if r['product'] == 'R03')
    assert inverted['action'] and row['inverted'] == ['major'], row


@case
def an_untouched_book_changes_nothing(folder):
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    exported = cli_json('export', branch, 'catalogue', out, env=NOON)
    assert exported['rows'] == 26
    openpyxl.load_workbook(out).save(out)
    result = come_back(branch, out)
    assert result['rows'] == 52 and result['same'] == 52 and result['batch'] is None, result
    # nor does one whose rows were sorted the other way round
    book = openpyxl.load_workbook(out)
    for name in ('Products', 'Matrix'):
        rows = [[c.value for c in row] for row in book[name].iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                book[name].cell(number, column).value = value
    book.save(out)
    assert come_back(branch, out)['batch'] is None


@case
def exactly_the_edits_come_back(folder):
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    edited, again = os.path.join(folder, 'e.xlsx'), os.path.join(folder, 'f.xlsx')
    cli('export', branch, 'catalogue', out, env=NOON)
    changes = {('Products', 'V03', 'Name'): 'Call & “care”',
               ('Products', 'V03', 'Minutes for one delivery'): 12,
               ('Products', 'V03', 'Channels'): 'Telephone, SMS',
               ('Products', 'V03', 'Template (SMS)'): '{称呼}您好\nsecond line',
               ('Products', 'R03', 'Cost of one delivery (yuan)'): 2.5,
               ('Products', 'R03', 'Risk level'): 'R2',
               ('Products', 'R03', 'Category'): 'Research and information / Tailored research',
               ('Matrix', 'V03', 'Small'): '1q',
               ('Matrix', 'V03', 'High-end'): '1w phone'}
    edit(out, edited, changes)
    dry = come_back(branch, edited, '--dry-run')
    assert dry['batch'] is None and products(branch)['V03']['draft'] is None
    result = come_back(branch, edited, '--who', 'Li')
    wanted = {(s, code, title, str(value)) for (s, code, title), value in changes.items()}
    assert listed(result['edits']) == wanted == listed(dry['edits']), result
    assert not result['conflicts'] and not result['rejects']
    now = products(branch)
    # what is in force is as it was; the edits are drafts of Li's; the matrix holds from the day on
    assert now['V03']['minutes'] == 10 and now['V03']['draft'] == 2
    assert now['V03']['rights'] == {'small': '1q', 'ordinary': '1q', 'major': '1m',
                                    'high-end': '1w phone'}
    with sqlite3.connect(branch) as database:
        draft = database.execute(
            "SELECT v.author, v.name, v.minutes, (SELECT group_concat(channel, ' ') FROM (SELECT"
            " channel FROM product_channel WHERE version_id = v.id ORDER BY position)),"
            " (SELECT body FROM message_template WHERE version_id = v.id AND channel = 'sms')"
            " FROM product_version v JOIN product p ON p.id = v.product_id"
            " WHERE p.code = 'V03' AND v.state = 'draft'").fetchone()
    assert draft == ('Li', 'Call & “care”', 12, 'phone sms', '{称呼}您好\nsecond line'), draft
    # a second time there is nothing left to do, and the new book says what the old one said
    assert come_back(branch, edited)['batch'] is None
    cli('export', branch, 'catalogue', again, env=NOON)
    for name in ('Products', 'Matrix'):
        old, new = (openpyxl.load_workbook(path)[name] for path in (edited, again))
        titles = [c.value for c in old[1] if c.value and 'not read back' not in c.value]
        for row in range(2, old.max_row + 1):
            code = old.cell(row, column_of(old, 'Code')).value
            for title in titles:
                a = old.cell(row, column_of(old, title)).value
                b = new.cell(row_of(new, code), column_of(new, title)).value
                assert a == b or title == 'Name' and name == 'Matrix', (name, code, title, a, b)
    # all of it is one action
    cli('undo', branch)
    assert products(branch)['V03']['draft'] is None
    assert products(branch)['V03']['rights']['small'] == '2y'


@case
def random_edits_come_back(folder):
    """Whatever cells are edited: those and no others are listed, and the branch then has them."""
    print(f'# CLT_TEST_SEED={SEED}')
    draw = random.Random(SEED)
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    edited = os.path.join(folder, 'e.xlsx')
    values = {'Description': lambda: f'text {draw.random()}', 'Frequency': lambda: draw.choice('xyz'),
              'Lead time (working days)': lambda: draw.randrange(60),
              'Minutes for one delivery': lambda: draw.randrange(500),
              'Cost of one delivery (yuan)': lambda: draw.randrange(100000) / 100,
              'Provided by': lambda: draw.choice(['Specialist', 'Adviser',
                                                  'Specialist and adviser']),
              'Risk level': lambda: f'R{draw.randint(1, 5)}'}
    for _ in range(4):
        cli('export', branch, 'catalogue', out, env=NOON)
        sheet = openpyxl.load_workbook(out)['Products']
        codes = [sheet.cell(r, column_of(sheet, 'Code')).value for r in range(2, sheet.max_row + 1)]
        changes = {}
        for _ in range(20):
            code, title = draw.choice(codes), draw.choice(sorted(values))
            value = values[title]()
            if sheet.cell(row_of(sheet, code), column_of(sheet, title)).value != value:
                changes['Products', code, title] = value
        edit(out, edited, changes)
        result = come_back(branch, edited)
        assert not result['conflicts'] and not result['rejects'], result
        assert {(e['sheet'], e['product'], e['column']) for e in result['edits']} == set(changes)
        cli('export', branch, 'catalogue', out, env=NOON)
        sheet = openpyxl.load_workbook(out)['Products']
        for (_, code, title), value in changes.items():
            assert sheet.cell(row_of(sheet, code), column_of(sheet, title)).value == value


@case
def conflicts_are_left_alone(folder):
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    cli('export', branch, 'catalogue', out, env=NOON)
    edit(out, out, {('Products', 'V03', 'Minutes for one delivery'): 12,
                    ('Products', 'V03', 'Frequency'): 'monthly',
                    ('Products', 'V02', 'Minutes for one delivery'): 4,
                    ('Matrix', 'V03', 'Small'): '1q', ('Matrix', 'V03', 'Major'): '2m',
                    ('Matrix', 'V02', 'Small'): '3y'})
    cli('product', branch, 'set', 'V03', 'minutes=15', '--who', 'Li')
    cli('product', branch, 'set', 'V02', 'minutes=4', '--who', 'Li')
    cli('matrix', branch, 'V03', 'small', '4y', '--from', '20260701')
    cli('matrix', branch, 'V02', 'small', '1q', '--from', '20261001')
    result = come_back(branch, out, expect=1)
    assert listed(result['edits']) == {('Products', 'V03', 'Frequency', 'monthly'),
                                       ('Matrix', 'V03', 'Major', '2m')}, result['edits']
    assert {(c['sheet'], c['product'], c['column'], c['before'], c['now'])
            for c in result['conflicts']} == {
                ('Products', 'V03', 'Minutes for one delivery', '10', '15'),
                ('Matrix', 'V03', 'Small', '2y', '4y'), ('Matrix', 'V02', 'Small', '2y', '2y')}
    with sqlite3.connect(branch) as database:
        assert database.execute(
            "SELECT v.minutes FROM product_version v JOIN product p ON p.id = v.product_id"
            " WHERE p.code = 'V03' AND v.state = 'draft'").fetchone() == (15,)


@case
def bad_values_are_named(folder):
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    cli('export', branch, 'catalogue', out, env=NOON)
    changes = {('Products', 'V03', 'Minutes for one delivery'): 'ten',
               ('Products', 'V03', 'Risk level'): 'R9',
               ('Products', 'V03', 'Frequency'): 'monthly',
               ('Products', 'V03', 'Template (E-mail)'): 'no such channel',
               ('Products', 'V02', 'Code'): 'V03',
               ('Products', 'V01', 'Name'): None,
               ('Matrix', 'V03', 'Small'): 'often', ('Matrix', 'R05', 'Small'): '1y',
               ('Matrix', 'V02', 'Small'): '1m email'}
    edit(out, out, changes)
    result = come_back(branch, out, expect=1)
    assert listed(result['edits']) == {('Products', 'V03', 'Frequency', 'monthly')}
    rejected = {(e['sheet'], e['product'], e['column']) for e in result['rejects']}
    assert rejected == {key for key in changes if key[2] != 'Frequency'}, result['rejects']
    sheet = openpyxl.load_workbook(out)['Matrix']
    row = next(e['row'] for e in result['rejects'] if e['product'] == 'R05')
    assert sheet.cell(row, column_of(sheet, 'Code')).value == 'R05'
    assert all(e['reason'] for e in result['rejects'])
    told = cli('import', branch, 'products', out, expect=1, env=NOON)[1]
    assert f'Matrix, row {row}, Small' in told, told


@case
def new_rows_are_new_products(folder):
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    cli('export', branch, 'catalogue', out, env=NOON)
    book = openpyxl.load_workbook(out)
    sheet = book['Products']
    source, end = row_of(sheet, 'V03'), sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):  # copied with its hidden key
        sheet.cell(end, column).value = sheet.cell(source, column).value
    sheet.cell(end, column_of(sheet, 'Code')).value = 'V99'
    for title, value in (('Code', 'T99'), ('Name', 'Typed'), ('Category', 'Training')):
        sheet.cell(end + 1, column_of(sheet, title)).value = value
    sheet.cell(end + 2, column_of(sheet, 'Code')).value = 'T98'  # no name, no category
    sheet.delete_rows(row_of(sheet, 'E01'))  # a row that is missing is left alone
    book.save(out)
    result = come_back(branch, out, expect=1)
    now = products(branch)
    assert result['new'] == 2 and len(result['rejects']) == 1, result
    assert now['V99']['minutes'] == 10 and now['V99']['state'] == 'draft'
    assert now['T99']['kind'] == 'training' and 'T98' not in now and 'E01' in now
    assert now['V03']['draft'] is None


@case
def another_book_is_refused(folder):
    branch, out = make_branch(folder), os.path.join(folder, 'c.xlsx')
    before = cli('catalogue', branch)[0]
    cli('export', branch, 'catalogue', out, env=NOON)
    book = openpyxl.load_workbook(out)
    book['clientele-base'].cell(5, 4).value = 'touched'
    book.save(out)
    assert 'hidden' in cli('import', branch, 'products', out, expect=1)[1]
    book.remove(book['clientele-base'])
    book.save(out)
    assert 'hidden' in cli('import', branch, 'products', out, expect=1)[1]
    cli('import', branch, 'products', branch, expect=1)
    cli('export', branch, 'catalogue', os.path.join(folder, 'c.csv'), expect=1)
    assert cli('catalogue', branch)[0] == before


main()
