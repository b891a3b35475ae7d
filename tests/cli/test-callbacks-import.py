# SPDX-License-Identifier: GPL-3.0-or-later
"""A bank's log of 45,211 telephone contacts, and what its documentation says of it."""

import os

from cli import case, cli, cli_json, main, new_branch, query

FILE = os.path.join(os.environ['CLT_TEST_DATA'], 'callbacks_bank_marketing', 'bank-full.csv.gz')
MAPPING = ['--set', 'client={row}', '--set', 'year=2010', '--map', 'campaign=attempts',
           '--map', 'contact=line', '--map', 'y=success']
# The journal, and what is counted or derived: an undo leaves these as they are.
OWN = {'action', 'action_event', 'action_row', 'changeset', 'contact_figure', 'counter',
       'import_log', 'import_profile', 'month_figure', 'search_key'}


def dump(path):
    """The rows of what people enter and import."""
    names = [name for name, in query(path, "SELECT name FROM sqlite_master WHERE type = 'table'"
                                           " AND sql LIKE '%STRICT%'") if name not in OWN]
    return {name: query(path, f'SELECT * FROM {name} ORDER BY 1, 2') for name in names
            if len(query(path, f'PRAGMA table_info ({name})')) > 1}


@case
def ground_truth_and_back(folder):
    path = new_branch(folder)
    before = dump(path)
    report = cli_json('import', path, 'callbacks', FILE, *MAPPING, '--set', 'unknown=prospect')
    assert (report['rows'], report['new'], report['rejected']) == (45211, 45211, 0), report

    sums = cli_json('contact', path, 'summary')
    assert sums['contacts'] == 45211 and sums['clients'] == 45211
    assert sums['successes'] == 5289 and round(sums['success_rate'] * 100, 3) == 11.698
    assert sums['success_low'] < sums['success_rate'] < sums['success_high']
    assert sums['seconds'] == 11671811 and round(sums['mean_seconds'], 3) == 258.163
    assert sums['silent'] == 3 and sums['outcomes']['no-answer'] == 3
    assert sums['first_time'] == 36954
    assert sums['lines'] == {'cellular': 29285, 'unknown': 13020, 'telephone': 2906}
    assert sums['attempts'] == 124956 and sums['most_attempts'] == 63
    assert sums['months']['201005'] == 13766 and sum(sums['months'].values()) == 45211
    only = cli_json('contact', path, 'summary', '--from', '20100501', '--to', '20100531')
    assert only['contacts'] == 13766

    # the key is the number of the row, and the same file says nothing new
    assert query(path, 'SELECT c.name, t.day, t.seconds FROM contact t JOIN client c'
                       ' ON c.id = t.client_id ORDER BY t.id LIMIT 2') == [
        ('1', 14734, 261), ('2', 14734, 151)]
    again = cli_json('import', path, 'callbacks', FILE, *MAPPING, '--set', 'unknown=prospect')
    assert again['same'] == 45211 and again['batch'] is None and again['same_file'], again

    cli('undo', path)
    after = dump(path)
    assert after == before, [name for name in before if after[name] != before[name]]
    assert cli_json('contact', path, 'summary')['contacts'] == 0
    cli('redo', path)
    assert cli_json('contact', path, 'summary')['seconds'] == 11671811


@case
def unknown_are_refused(folder):
    path = new_branch(folder)
    log = os.path.join(folder, 'log.csv')
    with open(log, 'w', encoding='utf-8') as file:
        file.write('客户号,日期,时间,通话时长,通话结果,备注\n'
                   '001,2026-03-02,09:30,4:21,接通-完成,好\n'
                   '001,2026-03-02,14:00,,无人接听,\n'
                   '001,2026-03-02,14:00,,无人接听,\n'
                   '002,2026-03-02,10:00,12,改约,\n'
                   '001,2999-03-02,10:00,12,接通,\n'
                   '001,2026-03-03,10:00,12,梦见,\n')
    clients = os.path.join(folder, 'clients.csv')
    with open(clients, 'w', encoding='utf-8') as file:
        file.write('客户号,客户名称,开户日期\n001,甲,2020-01-01\n')
    cli('import', path, 'clients', clients)
    report = cli_json('import', path, 'callbacks', log, '--set', 'unknown=refuse', expect=1)
    assert (report['new'], report['rejected']) == (3, 3), report
    assert [row['reason'] for row in report['rejects']] == ['unknown_account', 'bad_date',
                                                            'bad_value'], report['rejects']
    entries = cli_json('contact', path, 'list', '--client', '001')
    assert [entry['outcome'] for entry in entries] == ['no-answer', 'no-answer', 'complete']
    assert entries[2]['seconds'] == 261 and entries[2]['at'].startswith('2026-03-02T09:30')
    assert cli_json('import', path, 'callbacks', log, expect=1)['same'] == 3
    cli('import', path, 'callbacks', log, '--set', 'unknown=maybe', expect=1)
    report = cli_json('import', path, 'callbacks', log, '--set', 'unknown=prospect', expect=1)
    assert (report['new'], report['same']) == (1, 3), report
    assert query(path, 'SELECT name, prospect FROM client ORDER BY id DESC LIMIT 1') == [('002', 1)]


main()
