# SPDX-License-Identifier: GPL-3.0-or-later
"""The import against the planted faults and the sums of the set funds_berka."""

import csv
import gzip
import json
import os

from cli import case, cli, cli_json, main, new_branch, query

DATA = os.path.join(os.environ['CLT_TEST_DATA'], 'funds_berka')
COLUMNS = {'入金': 'deposit', '出金': 'withdrawal', '上日结存': 'opening', '当日结存': 'balance',
           '投资者权益': 'equity', '平仓盈亏': 'realized', '持仓盈亏': 'position_pl',
           '手续费': 'commission', '上交手续费': 'exchange_fee', '留存手续费': 'retained',
           '保证金占用': 'margin', '交易所保证金': 'exchange_margin', '可用资金': 'available'}
# what belongs to the branch; the journal and what is derived from facts are left out
TABLES = ('setting rule trading_day staff client account spell grade consent assignment client_tag'
          ' client_extra tier_run tier_history tier_override funds_daily funds_extra trade'
          ' position account_month').split()


def data(name):
    return os.path.join(DATA, name)


with open(data('expected.json'), encoding='utf-8') as file:
    EXPECTED = json.load(file)
MESSY = EXPECTED['import_messy']


def make_branch(folder):
    path = new_branch(folder)
    calendar = cli_json('import', path, 'calendar', data('trading_days.txt'))
    assert (calendar['rows'], calendar['new']) == (1044, 1044), calendar
    clients = cli_json('import', path, 'clients', data('clients.csv'))
    assert (clients['rows'], clients['new'], clients['rejected']) == (393, 393, 0), clients
    return path


def dump(path):
    return {table: sorted(query(path, f'SELECT * FROM {table}'), key=repr) for table in TABLES}


def fen(text):
    return round(float(text) * 100)


def check_sums(path, sums):
    for column, total in sums.items():
        if column == '成交手数':
            got, wanted = query(path, 'SELECT sum (lots) FROM funds_daily')[0][0], total
        else:
            field = COLUMNS[column]
            got, wanted = query(path, f'SELECT sum ({field}) FROM funds_daily')[0][0], fen(total)
        assert got == wanted, f'{column}: {got} instead of {wanted}'


def pairs(rows):
    return [(row['row'], row['reason']) for row in rows]


def wanted_pairs(name):
    return sorted((row['line'], row['reason']) for row in MESSY[name])


@case
def clients_are_as_the_file_says(folder):
    path = make_branch(folder)
    with open(data('clients.csv'), encoding='utf-8-sig') as source:
        wanted = sorted(
            (row['资金账号'], row['客户名称'], {'男': 'male', '女': 'female'}[row['性别']],
             int(row['出生日期']), row['地址'], row['风险等级'], row['备注'])
            for row in csv.DictReader(source))
    got = sorted(query(path, '''
        SELECT number, name, gender, birth_year * 10000 + birth_month * 100 + birth_day, address,
               level, note
        FROM client JOIN account ON account.client_id = client.id
                    JOIN grade ON grade.client_id = client.id'''))
    assert got == wanted
    assert query(path, 'SELECT count (*), count (closed) FROM spell') == [(393, 9)]
    again = cli_json('import', path, 'clients', data('clients.csv'))
    assert (again['same'], again['batch'], again['same_file']) == (393, None, True), again


@case
def dense_funds_go_in_and_out(folder):
    path = make_branch(folder)
    before = dump(path)
    result = cli_json('import', path, 'funds', data('funds_dense_utf8.csv.gz'))
    clean = EXPECTED['import_clean']['funds_dense_utf8.csv.gz']
    assert (result['rows'], result['new'], result['rejected']) == (clean['rows'], clean['rows'], 0)
    check_sums(path, clean['sums'])
    assert query(path, 'SELECT sum (lots), sum (equity < 0) FROM funds_daily') == [(21841, 220)]
    after = dump(path)
    again = cli_json('import', path, 'funds', data('funds_dense_utf8.csv.gz'))
    assert (again['same'], again['new'], again['changed'], again['batch']) == (106162, 0, 0, None)
    assert dump(path) == after
    cli('undo', path)
    assert dump(path) == before
    cli('redo', path)
    assert dump(path) == after


@case
def sparse_funds_warn_of_weekends(folder):
    path = make_branch(folder)
    clean = EXPECTED['import_clean']['funds_sparse_utf8.csv.gz']
    result = cli_json('import', path, 'funds', data('funds_sparse_utf8.csv.gz'))
    assert (result['new'], result['rejected']) == (clean['rows'], 0), result
    assert any('6,856' in note for note in result['notes']), result['notes']
    check_sums(path, clean['sums'])


def check_messy(folder, name, pad, accepted, rejected):
    path = make_branch(folder)
    before = dump(path)
    args = ['import', path, 'funds', data(name), *pad]
    dry = cli_json(*args, '--dry-run', expect=1)
    assert dry['batch'] is None and dump(path) == before
    result = cli_json(*args, '--rejects', os.path.join(folder, 'rejects.csv'), expect=1)
    assert (result['rows'], result['new'], result['skipped'], result['rejected']) == (
        MESSY['data_lines'], accepted, len(MESSY['skipped']), rejected), result
    for key in ('rows', 'new', 'skipped', 'rejected', 'rejects', 'skips', 'differences'):
        assert dry[key] == result[key], key
    assert pairs(result['skips']) == wanted_pairs('skipped')
    assert result['totals'] == 'differ'
    return path, before, result


def check_padded(folder, name):
    path, before, result = check_messy(folder, name, ['--pad-accounts', '8'],
                                       MESSY['accepted_with_padding'], len(MESSY['rejected']))
    assert pairs(result['rejects']) == wanted_pairs('rejected'), result['rejects']
    check_sums(path, MESSY['sums_accepted'])
    got = dict(line.rsplit(' ', 1) for line in result['differences'])
    names = {'投资者权益': '客户权益', '可用资金': '可用 资金', '上交手续费': '上缴手续费'}
    wanted = {names.get(key, key): str(value)
              for key, value in MESSY['total_row_minus_accepted'].items()}
    assert got == wanted, got
    for note in MESSY['notes']:
        if note['fate'] != 'reject' and note.get('value') == '28054.10':
            assert query(path, 'SELECT count (*) FROM funds_daily WHERE available = 2805410')[0][0]
    assert query(path, 'SELECT count (DISTINCT account_id), count (DISTINCT day) FROM funds_daily'
                 ) == [(121, 22)]
    return path, before


def correct_rejects(folder):
    """What a person would do with the rejects file."""
    with open(os.path.join(folder, 'rejects.csv'), encoding='utf-8-sig', newline='') as source:
        rows = list(csv.DictReader(source))
    assert [row['reason'] for row in rows] == [row['reason'] for row in MESSY['rejected']]
    assert [int(row['row']) for row in rows] == [row['line'] for row in MESSY['rejected']]
    rows[0]['入金'] = str(float(rows[0]['入金'].replace(',', '')) - 100)
    rows[1]['平仓盈亏'] = '0.00'
    rows[2]['交易日'] = '19980313'
    rows = rows[:3]  # the last one has no client
    corrected = os.path.join(folder, 'corrected.csv')
    with open(corrected, 'w', encoding='utf-8-sig', newline='') as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return corrected


@case
def messy_csv_with_padding(folder):
    path, before = check_padded(folder, 'funds_1998_messy_gbk.csv')
    result = cli_json('import', path, 'funds', correct_rejects(folder), '--pad-accounts', '8')
    assert (result['new'], result['changed'], result['rejected']) == (3, 0, 0), result
    cli('undo', path)
    cli('undo', path)
    assert dump(path) == before


@case
def messy_workbook_with_padding(folder):
    path, before = check_padded(folder, 'funds_1998_messy.xlsx')
    result = cli_json('import', path, 'funds', correct_rejects(folder), '--pad-accounts', '8')
    assert (result['new'], result['rejected']) == (3, 0), result
    cli('undo', path)
    cli('undo', path)
    assert dump(path) == before


@case
def messy_csv_without_padding(folder):
    path, before, result = check_messy(folder, 'funds_1998_messy_gbk.csv', [],
                                       MESSY['accepted_without_padding'],
                                       len(MESSY['rejected']) + len(MESSY['padded_lines']))
    short = [(line, 'account_short') for line in MESSY['padded_lines']]
    assert pairs(result['rejects']) == sorted(wanted_pairs('rejected') + short)
    assert any('--pad-accounts' in note for note in result['notes'])
    cli('undo', path)
    assert dump(path) == before


@case
def messy_workbook_without_padding(folder):
    book = MESSY['xlsx']
    accepted = book['accepted_without_padding']
    path, before, result = check_messy(folder, 'funds_1998_messy.xlsx', [], accepted,
                                       MESSY['data_lines'] - accepted - len(MESSY['skipped']))
    short = [row for row in result['rejects'] if row['reason'] == 'account_short']
    assert len(short) == book['account_number_rows']
    cli('undo', path)
    assert dump(path) == before


@case
def a_corrected_export_replaces(folder):
    """Import of the same rows with other values shows a difference, replaces, and can be undone."""
    path = make_branch(folder)
    rows = gzip.open(data('funds_dense_utf8.csv.gz'), 'rt', encoding='utf-8').read().splitlines()
    original = os.path.join(folder, 'original.csv')
    changed = os.path.join(folder, 'changed.csv')
    with open(original, 'w', encoding='utf-8') as target:
        target.write('\n'.join(rows[:5001]) + '\n')
    corrected = rows[:5001]
    for number in range(1, 5001, 100):
        cells = corrected[number].split(',')
        cells[-1] = str(int(cells[-1]) + 7)
        corrected[number] = ','.join(cells)
    with open(changed, 'w', encoding='utf-8') as target:
        target.write('\n'.join(corrected) + '\n')
    cli('import', path, 'funds', original)
    before = dump(path)
    result = cli_json('import', path, 'funds', changed)
    assert (result['changed'], result['same'], result['new']) == (50, 4950, 0), result
    cli('undo', path)
    assert dump(path) == before


main()
