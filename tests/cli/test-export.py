# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of the command line, read back by other programs."""

import csv
import datetime
import hashlib
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import zipfile

import openpyxl

from cli import case, cli, cli_json, main

DEMO = ('--clients', 90, '--days', 300)
PERIOD = ('--from', '20261001', '--to', '20261030')
CLOCK = {'CLT_NOW': '1793400000'}


def make_demo(folder):
    path = os.path.join(folder, 'demo.clientele')
    cli('demo', path, *DEMO, env=CLOCK)
    return path


def read_csv(path, encoding):
    with open(path, encoding=encoding, newline='') as file:
        return list(csv.reader(file))


@case
def delivery_log_is_the_table(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'log.xlsx')
    with sqlite3.connect(branch) as file:
        days = [row[0] for row in file.execute('SELECT day FROM delivery ORDER BY day')]
    assert len(days) > 10, len(days)
    middle = datetime.date(1970, 1, 1) + datetime.timedelta(days[len(days) // 2])
    result = cli_json('export', branch, 'deliveries', out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, max_row=1 + result['rows'], values_only=True))
    assert result['rows'] == len(days), result
    assert [c.value for c in sheet[1]][:4] == ['Day', 'Account', 'Name', 'Product']
    assert all(isinstance(row[0], datetime.datetime) for row in rows)
    assert sorted(rows, key=lambda row: row[0], reverse=True) == rows
    later = cli_json('export', branch, 'deliveries', os.path.join(folder, 'part.csv'), '--from',
                     middle.strftime('%Y%m%d'))
    assert later['rows'] == sum(day >= days[len(days) // 2] for day in days), later
    written = read_csv(os.path.join(folder, 'part.csv'), 'utf-8-sig')
    assert len(written) == later['rows'] + 1
    cli('export', branch, 'deliveries', os.path.join(folder, 'log.txt'), expect=1)


@case
def client_list_is_typed(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'clients.xlsx')
    result = cli_json('export', branch, 'clients', out, '--columns',
                      'account,name,equity,last_trade,phone', '--sort', '-equity')
    assert result['path'] == out and result['rows'] > 50, result
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == result['rows']
    assert [c.value for c in sheet[1]] == ['Account', 'Name', 'Equity (yuan)', 'Last trade', 'Phone']
    for account, _, equity, traded, phone in rows:
        assert isinstance(account.value, str) and account.number_format == '@', account.value
        assert isinstance(equity.value, (int, float)) and equity.number_format == '#,##0.00'
        assert traded.value is None or isinstance(traded.value, datetime.datetime)
        assert phone.value is None or '*' in phone.value, phone.value
    equities = [row[2].value for row in rows]
    assert equities == sorted(equities, reverse=True)
    assert sheet.tables and sheet.freeze_panes == 'A2'
    assert sheet.print_title_rows == '$1:$1' and sheet.page_setup.orientation == 'landscape'
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert '&P' in sheet.oddFooter.right.text or '&[Page]' in sheet.oddFooter.right.text
    assert all(sheet.column_dimensions[c].width >= 9 for c in 'ABCDE')


@case
def csv_holds_the_same(folder):
    branch = make_demo(folder)
    paths = [os.path.join(folder, name) for name in ('utf8.csv', 'gb.csv', 'all.xlsx')]
    cli('export', branch, 'clients', paths[0])
    cli('export', branch, 'clients', paths[1], '--gb18030')
    cli('export', branch, 'clients', paths[2])
    with open(paths[0], 'rb') as file:
        data = file.read()
    assert data.startswith(b'\xef\xbb\xbf') and data.count(b'\r\n') == data.count(b'\n')
    utf8 = read_csv(paths[0], 'utf-8-sig')
    assert utf8 == read_csv(paths[1], 'gb18030')
    sheet = openpyxl.load_workbook(paths[2]).worksheets[0]
    for line, row in zip(utf8[1:], sheet.iter_rows(min_row=2, values_only=True)):
        for text, value in zip(line, row):
            if isinstance(value, datetime.datetime):
                assert text == value.strftime('%Y-%m-%d')
            elif isinstance(value, (int, float)):
                assert float(text) == value, (text, value)
            else:
                assert text == (value or ''), (text, value)
    assert len(utf8) == sheet.max_row


@case
def filter_and_log(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'few.csv')
    everyone = cli_json('export', branch, 'clients', os.path.join(folder, 'all.csv'))['rows']
    few = cli_json('export', branch, 'clients', out, '--filter', 'tier = small', '--purpose',
                   '回访', '--who', 'Wang')['rows']
    assert 0 < few < everyone
    assert len(read_csv(out, 'utf-8-sig')) == few + 1
    with sqlite3.connect(branch) as database:
        row = database.execute('SELECT kind, who, purpose, rows, masked, filter, path, sha256'
                               ' FROM export_log ORDER BY id DESC').fetchone()
    with open(out, 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    assert row == ('clients', 'Wang', '回访', few, 1, 'filter: tier = small', out, digest), row


@case
def refusals_leave_everything(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'out.xlsx')
    with open(out, 'w', encoding='utf-8') as file:
        file.write('older')
    before = sorted(os.listdir(folder))
    cli('export', branch, 'clients', os.path.join(folder, 'x.doc'), expect=1)
    cli('export', branch, 'clients', out, '--filter', 'tier =', expect=1)
    cli('export', branch, 'clients', out, '--columns', 'account,salary', expect=2)
    cli('export', branch, 'secrets', out, expect=2)
    cli('export', branch, 'month-pack', os.path.join(folder, 'x.pdf'), expect=1)
    cli('export', branch, 'month-pack', out, '--from', '20261031', '--to', '20261001', expect=2)
    cli('export', branch, 'clients', os.path.join(folder, 'none', 'x.csv'), expect=1)
    assert sorted(os.listdir(folder)) == before
    with open(out, encoding='utf-8') as file:
        assert file.read() == 'older'


def find_label(sheet, label, column=1):
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, column).value == label:
            return row
    raise AssertionError(f'{sheet.title} has no “{label}”')


@case
def month_pack_agrees_with_the_figures(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'pack.xlsx')
    cli('export', branch, 'month-pack', out, *PERIOD, '--who', 'Wang')
    figures = cli_json('kpi', branch, *PERIOD)
    book = openpyxl.load_workbook(out, data_only=True)
    assert book.sheetnames == ['Cover', 'Tiers', 'Contribution', 'By month', 'Indicators', 'Movers',
                               'Clients', 'Members', 'Data']
    kpi = {i['name']: i for i in figures['indicators'] if i['group'] is None}
    for name, label in (('churn', 'Churn'), ('dormancy', 'Dormancy'), ('loss', 'Loss')):
        row = find_label(book['Cover'], label)
        value, numerator, denominator = (book['Cover'].cell(row, c).value for c in (2, 3, 4))
        assert (numerator, denominator) == (kpi[name]['numerator'], kpi[name]['denominator']), name
        assert abs(value - kpi[name]['value']) < 1e-12, name
        assert 'divided by' in book['Cover'].cell(row, 5).value
    tiers = {r[0]: r for r in book['Tiers'].iter_rows(min_row=5, max_row=9, values_only=True)}
    for part, label in zip(figures['contribution'],
                           ('Small', 'Ordinary', 'Major', 'High-end', 'Unrated')):
        assert abs(tiers[label][6] * 100 - part['retained']) < 0.01, label
        assert tiers[label][7] == part['share'], label
    assert book['Clients'].max_row == figures['clients'] + 1


@case
def month_pack_lists_the_members(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'pack.xlsx')
    cli('export', branch, 'month-pack', out, *PERIOD)
    sheet = openpyxl.load_workbook(out, data_only=True)['Members']
    listed = {}
    for label, account, *_ in sheet.iter_rows(min_row=2, values_only=True):
        listed.setdefault(label, []).append(account.split(' ')[0])
    for name, label in (('dormancy', 'Dormancy'), ('loss', 'Loss'), ('sleeping', 'Sleeping')):
        members = cli_json('kpi', branch, *PERIOD, '--members', name)['members']
        assert sorted(listed.get(label, [])) == members, name


@case
def every_rate_is_a_live_formula(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'pack.xlsx')
    cli('export', branch, 'month-pack', out, *PERIOD)
    live = openpyxl.load_workbook(out)['Indicators']
    held = openpyxl.load_workbook(out, data_only=True)['Indicators']
    rates = thousands = 0
    for row in range(1, live.max_row + 1):
        if not isinstance(held.cell(row, 1).value, datetime.datetime):
            continue
        rates += 1
        # complaints are told by the thousand clients, without an interval
        by_thousand = live.cell(row, 5).value is None
        for column in range(2, 5 if by_thousand else 7):
            assert str(live.cell(row, column).value).startswith('='), (row, column)
        x, n, rate, low, high = (held.cell(row, c).value for c in range(2, 7))
        if by_thousand:
            thousands += 1
            assert low is high is None, row
            assert abs(rate - 1000 * x / n) < 1e-9 if n else not rate, (row, rate, x, n)
        elif n >= 5:
            assert abs(rate - x / n) < 1e-12
            assert low <= rate <= high
        elif n > 0:
            assert rate == f'{x}/{n}' and not low and not high
        else:
            assert not rate
    assert rates >= 36 and 0 < thousands < rates / 2, (rates, thousands)


@case
def pack_has_charts_and_links(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'pack.xlsx')
    cli('export', branch, 'month-pack', out, *PERIOD)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        charts = [archive.read(n).decode() for n in names if re.match(r'xl/charts/chart\d+', n)]
        cover = archive.read('xl/worksheets/sheet1.xml').decode()
    assert len(charts) >= 9, len(charts)
    for kind in ('barChart', 'pieChart', 'lineChart'):
        assert any(f'<c:{kind}>' in chart for chart in charts), kind
    assert cover.count('<hyperlink ') == 8


@case
def same_data_same_bytes(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'pack.xlsx')
    again = os.path.join(folder, 'again.clientele')
    shutil.copy(branch, again)
    books = []
    for path in (branch, branch, again):
        cli('export', path, 'month-pack', out, *PERIOD, '--who', 'Wang', env=CLOCK)
        with open(out, 'rb') as file:
            books.append(file.read())
    assert books[0] == books[1]
    # the branch's name is its file's, so only texts that hold it differ
    assert abs(len(books[0]) - len(books[2])) < 200


@case
def dashboard_is_a_page(folder):
    branch = make_demo(folder)
    pdf, png = os.path.join(folder, 'd.pdf'), os.path.join(folder, 'd.png')
    cli('export', branch, 'dashboard', pdf, *PERIOD)
    cli('export', branch, 'dashboard', png, '--scale', 2)
    with open(png, 'rb') as file:
        assert struct.unpack('>II', file.read(24)[16:]) == (2560, 1600)
    text = subprocess.run(['pdftotext', '-layout', pdf, '-'], capture_output=True, text=True,
                          check=True).stdout
    for word in ('Small', 'Ordinary', 'Major', 'High-end', 'Unrated', 'Satisfaction', 'Churn',
                 'Dormancy', 'Loss', 'Complaint rate', 'Service focus', '2026-10-30', '100 %'):
        assert word in text, f'{word}\n{text}'
    fonts = subprocess.run(['pdffonts', pdf], capture_output=True, text=True, check=True).stdout
    lines = fonts.splitlines()[2:]
    assert lines and all(' yes ' in line for line in lines), fonts
    info = subprocess.run(['pdfinfo', pdf], capture_output=True, text=True, check=True).stdout
    assert '841.89 x 595.28' in info and re.search(r'Pages:\s+1\n', info), info

def page_words(pdf):
    """Words of each page with their box, and the size of the page."""
    xml = subprocess.run(['pdftotext', '-bbox', pdf, '-'], capture_output=True, text=True,
                         check=True).stdout
    for page in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', xml, re.S):
        words = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" '
                           r'yMax="([-\d.]+)">(.*?)</word>', page[2])
        yield float(page[0]), float(page[1]), [(*map(float, w[:4]), w[4]) for w in words]


@case
def client_list_is_printed(folder):
    branch, pdf = make_demo(folder), os.path.join(folder, 'clients.pdf')
    table = os.path.join(folder, 'clients.csv')
    cli('export', branch, 'clients', table, '--sort', '-equity')
    accounts = [row[0] for row in read_csv(table, 'utf-8-sig')[1:]]
    for columns in (None, 'account,name,equity,phone'):
        chosen = ('--columns', columns) if columns else ()
        result = cli_json('export', branch, 'clients', pdf, '--sort', '-equity', *chosen)
        assert result['rows'] == len(accounts), result
        printed, pages = [], list(page_words(pdf))
        assert len(pages) > 1
        for number, (width, height, words) in enumerate(pages, 1):
            text = ' '.join(w[4] for w in words)
            assert f'Page {number} of {len(pages)}' in text, text
            assert 'As of' in text and 'Account' in text and 'Phone numbers are masked.' in text
            assert (width > height) == (columns is None)
            for x0, y0, x1, y1, word in words:
                assert 30 < x0 and x1 < width - 30 and 25 < y0 and y1 < height - 30, word
            foot = max(w[3] for w in words)
            rows = sorted((w for w in words if re.fullmatch(r'0081\d{4}', w[4])), key=lambda w: w[1])
            assert all(w[3] < foot - 8 for w in rows)
            printed += [w[4] for w in rows]
            assert not re.search(r'\b1\d{10}\b', text), text
        assert printed == [a.split()[0] for a in accounts]


@case
def printed_list_says_its_filter(folder):
    branch, pdf = make_demo(folder), os.path.join(folder, 'few.pdf')
    result = cli_json('export', branch, 'clients', pdf, '--filter', 'tier = major')
    (_, _, words), = page_words(pdf)
    text = ' '.join(w[4] for w in words)
    assert f'{result["rows"]} clients · filter: tier = major' in text, text
    nobody = cli_json('export', branch, 'clients', pdf, '--filter', 'equity > 99999999999')
    assert nobody['rows'] == 0
    (_, _, words), = page_words(pdf)
    assert 'Page 1 of 1' in ' '.join(w[4] for w in words)


@case
def each_tier_has_a_service_card(folder):
    branch, out = make_demo(folder), os.path.join(folder, 'cards.pdf')
    cli('export', branch, 'service-card', out)
    pages = subprocess.run(['pdftotext', '-layout', out, '-'], capture_output=True, text=True,
                           check=True).stdout.split('\f')[:-1]
    heads = [re.search('Our services: (.*)', page).group(1) for page in pages
             if 'Our services' in page]
    assert heads == ['Small', 'Ordinary', 'Major', 'High-end'], heads
    cli('export', branch, 'service-card', out, '--tier', 'major')
    text = subprocess.run(['pdftotext', '-layout', out, '-'], capture_output=True, text=True,
                          check=True).stdout
    assert 'Our services: Major' in text and 'Ordinary' not in text and 'Risk warning' in text
    assert 'giant' in cli('export', branch, 'service-card', out, '--tier', 'giant', expect=2)[1]


main()
