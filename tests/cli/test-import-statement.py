# SPDX-License-Identifier: GPL-3.0-or-later
"""A settlement statement in both encodings against the form that its authors parsed."""

import json
import os
import sqlite3

from cli import case, cli, cli_json, main, new_branch, query

DATA = os.path.join(os.environ['CLT_TEST_DATA'], 'settlement_statement_ctp')
SIDES = {'0': 'buy', '1': 'sell'}
EFFECTS = {'0': 'open', '1': 'close', '3': 'close_today', '4': 'close_prev'}


def data(name):
    return os.path.join(DATA, name)


def make_branch(folder, account):
    path = new_branch(folder)
    clients = os.path.join(folder, 'c.csv')
    with open(clients, 'w', encoding='utf-8') as target:
        target.write(f'资金账号,客户名称,开户日期\n{account},测试,20200102\n')
    cli('import', path, 'clients', clients)
    return path


def check_figures(path):
    assert query(path, '''SELECT opening, realized, position_pl, commission, balance, equity, margin,
        available, lots, deposit, withdrawal FROM funds_daily''') == [
            (1000000000, 24000, -137000, 1141, 999885859, 999885859, 17204320, 982681539, 16, 0, 0)]
    with open(data('sample_20230215.json'), encoding='utf-8') as source:
        parsed = json.load(source)
    wanted = sorted((t['ExchangeID'], t['TradeID'], SIDES[t['Direction']], EFFECTS[t['OffsetFlag']],
                     t['InstrumentID'], t['Volume'], round(t['Price'] * 1000), round(t['Turnover'] * 100))
                    for t in parsed['Transactions'])
    assert query(path, '''SELECT exchange, number, side, effect, contract, lots, price, turnover
        FROM trade ORDER BY number''') == wanted
    wanted = sorted((p['ExchangeID'], p['InstrumentID'], SIDES[p['Direction']], p['Volume'],
                     round(p['OpenPrice'] * 1000), round(p['LastSettlementPrice'] * 1000),
                     round(p['SettlementPrice'] * 1000), round(p['Margin'] * 100))
                    for p in parsed['PositionsDetail'])
    assert sorted(query(path, '''SELECT exchange, contract, side, lots, open_price, prev_settle, settle,
        margin FROM position''')) == wanted


@case
def both_encodings_say_the_same(folder):
    for name in ('sample_20230215_gbk.txt', 'sample_20230215_utf8.txt'):
        inner = os.path.join(folder, name)
        os.mkdir(inner)
        path = make_branch(inner, '123456')
        result = cli_json('import', path, 'statement', data(name))
        assert (result['rows'], result['new'], result['rejected']) == (9, 9, 0), result
        check_figures(path)
        other = cli_json('import', path, 'statement', data('sample_20230215_utf8.txt'))
        assert (other['same'], other['batch']) == (9, None), other
        cli('undo', path)
        for table in ('funds_daily', 'trade', 'position', 'account_month'):
            assert query(path, f'SELECT count(*) FROM {table}') == [(0,)], table


@case
def refused_without_its_client(folder):
    path = make_branch(folder, '654321')
    result = cli_json('import', path, 'statement', data('sample_20230215_gbk.txt'), expect=1)
    assert [row['reason'] for row in result['rejects']] == ['unknown_account'], result
    assert result['batch'] is None
    assert query(path, 'SELECT count(*) FROM trade') == [(0,)]


@case
def refused_whole_when_it_does_not_add_up(folder):
    path = make_branch(folder, '123456')
    with open(data('sample_20230215_utf8.txt'), encoding='utf-8', newline='') as source:
        text = source.read()
    changes = [('11.41  保证金占用', '11.51  保证金占用', 'identity'), ('|共   5条|', '|共   6条|', 'row_count'),
               ('|     4|   296760.00|', '|     x|   296760.00|', 'bad_value')]
    for before, after, reason in changes:
        assert before in text, before
        broken = os.path.join(folder, 'broken.txt')
        with open(broken, 'w', encoding='utf-8', newline='') as target:
            target.write(text.replace(before, after, 1))
        result = cli_json('import', path, 'statement', broken, expect=1)
        assert reason in [row['reason'] for row in result['rejects']], result['rejects']
        assert query(path, 'SELECT count(*) FROM funds_daily') == [(0,)]
        assert query(path, 'SELECT count(*) FROM trade') == [(0,)]


TABLES = {table: f'SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5, 6, 7, 8' for table in
          ('funds_daily', 'trade', 'position', 'account_month')}


def snapshot(path):
    return {table: query(path, sql) for table, sql in TABLES.items()}


def write_wrong(folder, *extra_lines):
    """The statement as it might have come at first, with lines that do not belong to it."""
    with open(data('sample_20230215_utf8.txt'), encoding='utf-8', newline='') as source:
        lines = source.read().splitlines(keepends=True)
    for like, change, count in extra_lines:
        place = next(i for i, line in enumerate(lines) if all(word in line for word in like))
        line = lines[place]
        for before, after in change:
            assert before in line, line
            line = line.replace(before, after, 1)
        lines.insert(place, line)
        foot = next(i for i in range(place, len(lines)) if lines[i].startswith('|共'))
        assert f'{count}条' in lines[foot], lines[foot]
        lines[foot] = lines[foot].replace(f'{count}条', f'{count + 1}条', 1)
    name = os.path.join(folder, 'wrong.txt')
    with open(name, 'w', encoding='utf-8', newline='') as target:
        target.write(''.join(lines))
    return name


POSITION = (('115864.00', 'au2308', '413.800'), [('413.100', '412.000')], 3)
TRADE = (('76886', '4946.000'), [('76886', '99999')], 5)


@case
def corrected_statement_is_the_whole_day(folder):
    for number, extra in enumerate(((POSITION,), (TRADE, POSITION), (TRADE,))):
        inner = os.path.join(folder, str(number))
        os.mkdir(inner)
        path = make_branch(inner, '123456')
        cli('import', path, 'statement', write_wrong(inner, *extra))
        wrong = snapshot(path)
        assert len(wrong['position']) == 3 + (POSITION in extra)
        assert len(wrong['trade']) == 5 + (TRADE in extra)
        result = cli_json('import', path, 'statement', data('sample_20230215_utf8.txt'))
        assert result['batch'] is not None and result['rejected'] == 0, result
        assert result['rows'] == result['new'] + result['changed'] + result['same'] == 9, result
        assert result['changed'] == 1, result
        notes = '\n'.join(result['notes'])
        assert ('1 position that' in notes) == (POSITION in extra), notes
        assert ('1 trade that' in notes) == (TRADE in extra), notes
        check_figures(path)
        right = snapshot(path)
        cli('undo', path)
        assert snapshot(path) == wrong
        cli('redo', path)
        assert snapshot(path) == right
        again = cli_json('import', path, 'statement', data('sample_20230215_gbk.txt'))
        assert (again['same'], again['batch']) == (9, None), again
        cli('undo', path)
        cli('undo', path)
        assert not any(snapshot(path).values())


@case
def other_days_stay(folder):
    path = make_branch(folder, '123456')
    cli('import', path, 'statement', data('sample_20230215_utf8.txt'))
    with sqlite3.connect(path) as conn:
        before = conn.execute('SELECT count(*) FROM position').fetchone()
    other = os.path.join(folder, 'other.txt')
    with open(data('sample_20230215_utf8.txt'), encoding='utf-8', newline='') as source:
        text = source.read()
    with open(other, 'w', encoding='utf-8', newline='') as target:
        target.write(text.replace('20230215', '20230216'))
    cli('import', path, 'statement', other)
    assert query(path, 'SELECT count(*) FROM position WHERE day % 2 = 0') == [before]
    assert query(path, 'SELECT count(*) FROM position') == [(before[0] * 2,)]


main()
