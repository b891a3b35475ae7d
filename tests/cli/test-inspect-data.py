# SPDX-License-Identifier: GPL-3.0-or-later
"""inspect over the public data sets, against what independent readers made of them."""

import collections
import csv
import glob
import json
import os
import resource
import subprocess

from cli import PROGRAM, case, cli, cli_json, main

DATA = os.environ['CLT_TEST_DATA']
MESSY = os.path.join(DATA, 'csv_messy')
# What tests/README.md explains; the rest has to agree in every figure.
STRICT = {'phpspreadsheet/namespacepurl.xlsx', 'sheetjs/sheet_visibility_strict.xlsx'}
BEFORE_1900 = {'sheetjs/LONumbers.xlsx': 28, 'sheetjs/LONumbers-2010.xlsx': 69,
               'sheetjs/LONumbers-2011.xlsx': 69}
ESCAPED = {'phpspreadsheet/issue.4724.xlsx'}
# Of the plain files, where Python keeps or joins what this reader trims or parts.
UNLIKE_PYTHON = {
    'commons-csv/CSV-141/csv-141.csv', 'commons-csv/CSVFileParser/test.csv',
    'commons-csv/CSVFileParser/test_default_comment.txt', 'univocity/csv/iterating_test.csv',
    'univocity/csv/essential-dos.csv', 'univocity/csv/essential-mac.csv',
    'univocity/csv/essential.csv', 'univocity/csv/test.csv', 'univocity/examples/bean_test.tsv',
    'univocity/tsv/essential-dos.tsv', 'univocity/tsv/essential-mac.tsv',
    'univocity/tsv/essential.tsv',
}


def messy_files():
    for folder, _, names in sorted(os.walk(MESSY)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), MESSY)
            if 'json' not in path.split('/') and not path.startswith('EXPECTED'):
                yield path


def limit_memory():
    if 'asan' not in os.environ.get('CLIENTELE_BUILD', ''):
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def try_inspect(path, *args):
    """The JSON, or None when the file is refused with a reason; never a crash, never long."""
    done = subprocess.run([PROGRAM, 'inspect', path, '--json', *args], capture_output=True,
                          text=True, timeout=30, preexec_fn=limit_memory, check=False)
    assert done.returncode in (0, 1), (path, done.returncode, done.stderr)
    if done.returncode == 1:
        assert done.stderr.startswith('clientele-cli inspect: '), (path, done.stderr)
        return None
    return json.loads(done.stdout)


@case
def messy_files_never_crash(_folder):
    count = 0
    for path in messy_files():
        try_inspect(os.path.join(MESSY, path), '--rows')
        count += 1
    assert count >= 90, count


@case
def spectrum_tables_agree(_folder):
    count = 0
    for path in sorted(glob.glob(os.path.join(MESSY, 'csv-spectrum/csvs/*.csv'))):
        with open(path.replace('/csvs/', '/json/').replace('.csv', '.json'),
                  encoding='utf-8') as file:
            expected = json.load(file)
        found = cli_json('inspect', path, '--rows')
        table = [dict(zip(found['columns'], row)) for row in found['cells']]
        if path.endswith('location_coordinates.csv'):
            # one row, and its number is another than in its source
            expected = [expected | {'Contact Phone Number': '2095257564'}]
        if path.endswith('newlines_crlf.csv'):
            # the file was stored with plain line feeds, its expected table was not
            expected[1]['a'] = expected[1]['a'].replace('\r\n', '\n')
        assert table == expected, (path, table, expected)
        count += 1
    assert count == 12, count


def read_by_python(path, encoding):
    delimiter = '\t' if path.endswith('.tsv') else ','
    with open(path, encoding=encoding, newline='') as file:
        return [row for row in csv.reader(file, delimiter=delimiter) if row]


@case
def plain_files_agree_with_python(_folder):
    """Cell by cell, where Python's naive reading has the right delimiter and no escapes."""
    with open(os.path.join(MESSY, 'EXPECTED_python_csv.tsv'), encoding='utf-8') as file:
        rows = list(csv.DictReader(file, delimiter='\t'))
    agree = 0
    for row in rows:
        path = os.path.join(MESSY, row['file'])
        found = try_inspect(path, '--rows')
        comma = '\t' if path.endswith('.tsv') else ','
        if found is None or found['kind'] != 'csv' or found['delimiter'] != comma:
            continue
        table = found['above'] + ([found['columns']] if found['header'] else []) + found['cells']
        encoding = 'cp1252' if found['encoding'] == 'Windows-1252' else row['encoding']
        python = read_by_python(path, encoding)
        width = max((len(r) for r in table + python), default=0)
        padded = [r + [''] * (width - len(r)) for r in table]
        expected = [r + [''] * (width - len(r)) for r in python]
        if row['file'] in UNLIKE_PYTHON:
            assert padded != expected, f'{row["file"]} agrees now: take it off the list'
            continue
        assert padded == expected, (row['file'], padded[:5], expected[:5])
        agree += 1
    assert agree >= 50, agree


@case
def delimiters_are_found(_folder):
    folder = os.path.join(MESSY, 'frictionless/csv/separators')
    found = {name: cli_json('inspect', os.path.join(folder, name))['delimiter']
             for name in os.listdir(folder)}
    assert found == {'carets.csv': '^', 'colon.csv': ':', 'comma.csv': ',', 'pipes.csv': '|',
                     'semicolon.csv': ';', 'tab.csv': '\t', 'tab.tsv': '\t'}, found


@case
def escaped_quotes(_folder):
    """Quotation marks escaped by a backslash, as the authors of these files mean them."""
    european = cli_json('inspect', os.path.join(MESSY, 'univocity/examples/european.csv'), '--rows')
    assert european['columns'] == ['Year', 'Make', 'Model', 'Description', 'Price']
    assert european['cells'][1:3] == [
        ['1999', 'Chevy', 'Venture "Extended Edition"', '', '4900,00'],
        ['1996', 'Jeep', 'Grand Cherokee', 'MUST SELL!\nair; moon roof; loaded', '4799,00'],
    ], european['cells']
    strange = cli_json('inspect', os.path.join(MESSY, 'rust-csv/strange.csv'), '--rows')
    assert ['"Big Cat" Ernie Ladd', '1964'] in strange['cells'], strange['cells']
    escape = cli_json('inspect', os.path.join(MESSY, 'univocity/examples/escape.csv'), '--rows')
    assert escape['columns'] == ['You are "beautiful"'], escape


@case
def gbk_dictionary(_folder):
    path = os.path.join(DATA, 'gbk_csv/openctp_dict_gbk.csv')
    found = cli_json('inspect', path, '--rows')
    assert found['encoding'] == 'GB18030' and found['delimiter'] == ',', found['encoding']
    assert found['header'] is None and found['columns'] == [] and found['rows'] == 27340
    cells = found['cells']
    assert cells[0] == ['SSE', 'B', '10303', '03国债⑶', '0.01', '101.55'], cells[0]
    assert cells[-1] == ['SZSE', 'E', '301235', '华康医疗', '0.01', '45.12'], cells[-1]
    assert collections.Counter(row[0] for row in cells) == {'SSE': 15888, 'SZSE': 11452}
    assert collections.Counter(row[1] for row in cells) == {'B': 22044, 'E': 4637, 'D': 659}
    chinese = sum(any('\u4e00' <= c <= '\u9fff' for c in ''.join(row)) for row in cells)
    assert chinese == 27179, chinese


def read_expected():
    expected = collections.OrderedDict()
    with open(os.path.join(DATA, 'xlsx/EXPECTED_openpyxl.tsv'), encoding='utf-8') as file:
        for line in file.read().split('\n')[1:]:
            fields = line.split('\t')
            if line and not fields[1].startswith('!ERR'):
                expected.setdefault(fields[0], []).append(fields[1:] + [''] * (12 - len(fields)))
    return expected


def same_first(mine, theirs):
    """Theirs is cut at 40 characters, on one line, and shows days and numbers Python's way."""
    mine = (mine or '').replace('\n', ' ')[:40]
    return theirs in (mine, mine + ' 00:00:00', mine + '.0')


def compare_sheet(path, sheet, theirs):
    name, state, row, column, _cells, text, number, date, flag, total, first = theirs[:11]
    assert (sheet['name'], sheet['state']) == (name, state), (path, sheet['name'])
    assert (sheet['last_row'], sheet['last_col']) == (int(row), int(column)), (path, name)
    moved = BEFORE_1900.get(path, 0)
    counts = (sheet['text'], sheet['number'] - moved, sheet['date'] + moved, sheet['bool'])
    assert counts == (int(text), int(number), int(date), int(flag)), (path, name, counts)
    if not moved:
        assert abs(sheet['sum'] - float(total or 0)) <= 1e-5 * abs(sheet['sum']), (path, name)
    if path not in ESCAPED:
        assert same_first(sheet['first'], first), (path, name, sheet['first'], first)


@case
def workbooks_agree_with_openpyxl(_folder):
    expected = read_expected()
    files = sorted(os.path.relpath(p, os.path.join(DATA, 'xlsx'))
                   for p in glob.glob(os.path.join(DATA, 'xlsx/*/*.xlsx')))
    assert len(files) == 224, len(files)
    compared = 0
    for path in files:
        found = try_inspect(os.path.join(DATA, 'xlsx', path))
        assert found is not None, path
        if path in STRICT or path not in expected:
            continue
        assert len(found['sheets']) == len(expected[path]), path
        for sheet, theirs in zip(found['sheets'], expected[path]):
            compare_sheet(path, sheet, theirs)
        compared += 1
    assert compared == 212, compared
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak < 256 * 1024, f'{peak} KiB'


@case
def workbooks_that_openpyxl_cannot_read(_folder):
    """Figures read off the workbooks' own XML."""
    figures = {
        'phpspreadsheet/Zip-Windows-Directory-Separator.xlsx': [('Sheet', 3, 21, 29, 0)],
        'phpspreadsheet/namespacepurl.xlsx': [('ml_out', 76, 18, 51, 1317)],
        'phpspreadsheet/rootZipFiles.xlsx': [('Data', 1, 1, 1, 0)],
        'sheetjs/sheet_visibility_strict.xlsx':
            [('Visible', 2, 7, 7, 7), ('Hidden', 2, 6, 6, 6), ('VeryHidden', 2, 10, 10, 10)],
        'sheetjs/wtf_path.xlsx': [('SheetJS', 6, 4, 8, 4), ('Hidden', 3, 6, 10, 3)],
    }
    for path, sheets in figures.items():
        found = cli_json('inspect', os.path.join(DATA, 'xlsx', path))['sheets']
        assert [(s['name'], s['last_row'], s['last_col'], s['text'], s['number'])
                for s in found] == sheets, (path, found)


@case
def messy_month_and_its_twin(_folder):
    """The same month as GBK text and as a workbook has the same header and rows."""
    folder = os.path.join(DATA, 'funds_berka')
    text = cli_json('inspect', os.path.join(folder, 'funds_1998_messy_gbk.csv'), '--rows')
    book = cli_json('inspect', os.path.join(folder, 'funds_1998_messy.xlsx'), '--rows')
    sheet = book['sheets'][0]
    assert text['encoding'] == 'GB18030' and text['header'] == 3, text['header']
    assert [c.strip() for c in text['columns']] == [c.strip() for c in sheet['columns']]


HEDGE = {'投机': '1'}
OFFSET = {'开': '0', '平': '1', '平今': '3'}
EXCHANGE = {'上期所': 'SHFE'}


def same_rows(rows, theirs, fields):
    """Every field of the authors' own parsed form, numbers as numbers."""
    assert len(rows) == len(theirs), (len(rows), len(theirs))
    for row, their in zip(rows, theirs):
        for column, key, table in fields:
            mine = table[row[column]] if table else row[column]
            if isinstance(their[key], str):
                assert mine == their[key], (column, mine, their[key])
            else:
                assert float(mine) == their[key], (column, mine, their[key])


@case
def settlement_statement(_folder):
    folder = os.path.join(DATA, 'settlement_statement_ctp')
    texts = [cli_json('inspect', os.path.join(folder, f'sample_20230215_{e}.txt'))
             for e in ('utf8', 'gbk')]
    assert [t.pop('encoding') for t in texts] == ['UTF-8', 'GB18030']
    assert texts[0] == texts[1]
    found = texts[0]
    assert (found['kind'], found['account'], found['date']) == ('statement', '123456', 20230215)
    figures = {'期初结存': '10000000.00', '平仓盈亏': '240.00', '持仓盯市盈亏': '-1370.00',
               '手续费': '11.41', '期末结存': '9998858.59', '客户权益': '9998858.59',
               '保证金占用': '172043.20', '可用资金': '9826815.39', '风险度': '1.72%'}
    assert figures.items() <= found['summary'].items(), found['summary']
    tables = found['tables']
    assert {k: len(v) for k, v in tables.items()} == {
        '成交记录': 5, '平仓明细': 1, '持仓明细': 3, '持仓汇总': 2}, tables.keys()
    assert sum(int(r['手数']) for r in tables['成交记录']) == 16
    assert round(sum(float(r['成交额']) for r in tables['成交记录']), 2) == 1862910.00
    with open(os.path.join(folder, 'sample_20230215.json'), encoding='utf-8') as file:
        theirs = json.load(file)
    same_rows(tables['成交记录'], theirs['Transactions'], [
        ('成交日期', 'TradeDate', None), ('投资单元', 'InvestUnitID', None),
        ('交易所', 'ExchangeID', EXCHANGE), ('交易编码', 'ClientID', None),
        ('合约', 'InstrumentID', None), ('买/卖', 'Direction', {'买': '0', '卖': '1'}),
        ('投/保', 'HedgeFlag', HEDGE), ('成交价', 'Price', None), ('手数', 'Volume', None),
        ('成交额', 'Turnover', None), ('开平', 'OffsetFlag', OFFSET),
        ('成交序号', 'TradeID', None), ('资金账号', 'AccountID', None)])
    same_rows(tables['持仓明细'], theirs['PositionsDetail'], [
        ('交易所', 'ExchangeID', EXCHANGE), ('合约', 'InstrumentID', None),
        ('开仓日期', 'OpenDate', None), ('买/卖', 'Direction', {'买': '0', '卖': '1'}),
        ('持仓量', 'Volume', None), ('开仓价', 'OpenPrice', None),
        ('昨结算', 'LastSettlementPrice', None), ('结算价', 'SettlementPrice', None),
        ('保证金', 'Margin', None)])
    same_rows(tables['持仓汇总'], theirs['Positions'], [
        ('合约', 'InstrumentID', None), ('买持', 'LongFrozen', None),
        ('买均价', 'AvgBuyPrice', None), ('卖持', 'ShortFrozen', None),
        ('卖均价', 'AvgSellPrice', None), ('今结算', 'SettlementPrice', None),
        ('保证金占用', 'UseMargin', None)])


@case
def options_override(folder):
    path = os.path.join(folder, 'a.csv')
    with open(path, 'wb') as file:
        file.write('a;b\n1,5;x\n'.encode('gb18030'))
    assert cli_json('inspect', path)['columns'] == ['a', 'b']
    assert cli_json('inspect', path, '--delimiter', ',')['delimiter'] == ','
    assert cli_json('inspect', path, '--encoding', 'GBK')['encoding'] == 'GB18030'
    cli('inspect', path, '--encoding', 'klingon', expect=2)
    cli('inspect', path, '--delimiter', 'ab', expect=2)
    cli('inspect', os.path.join(folder, 'none.csv'), expect=1)
    assert 'columns' in cli('inspect', path)[0]


main()
