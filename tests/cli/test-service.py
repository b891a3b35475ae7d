# SPDX-License-Identifier: GPL-3.0-or-later
"""What clients are promised, what they get, and who may not get it: push, deliver, ledger, refuse,
request, lists."""

import csv
import os
import sqlite3
import statistics

import openpyxl

from cli import case, cli, cli_json, demo_branch, main, query

NOON = {'CLT_NOW': '1793332800'}  # 2026-10-30, the last day of the demo branch
TODAY = 20261030


def manager(path):
    return query(path, "SELECT number FROM staff WHERE role = 'manager'")[0][0]


def totals(path, day):
    lines = cli_json('ledger', path, '--on', day, env=NOON)
    return (sum(line['owed'] for line in lines), sum(line['delivered'] for line in lines),
            sum(line['outstanding'] - line['surplus'] for line in lines))


def by_product(debts):
    return sorted(debts, key=lambda debt: debt['product'])


def risky(path):
    """A product that not every grade may have: code, channel and risk."""
    return query(path, 'SELECT p.code, l.channel, v.risk FROM product p JOIN product_version v'
                       ' ON v.product_id = p.id JOIN product_channel l ON l.version_id = v.id'
                       " JOIN channel c ON c.key = l.channel WHERE v.risk > 2 AND v.needs_licence = 0"
                       " AND c.medium NOT IN ('website', 'software')"
                       " AND v.state = 'approved' ORDER BY v.min_tier, v.risk, p.id LIMIT 1")[0]


@case
def the_ledger_agrees_with_itself(folder):
    path = demo_branch(folder, 120, 80)
    for day in (20260831, 20260930, 20261015, TODAY):
        owed, delivered, open_ = totals(path, day)
        assert owed > 0 and delivered > 0 and owed - delivered == open_
    lines = cli_json('ledger', path, env=NOON)
    debts = cli_json('ledger', path, '--by', 'client', env=NOON)
    assert sum(line['outstanding'] for line in lines) == sum(d['outstanding'] for d in debts)
    account = debts[0]['account']
    own = cli_json('ledger', path, '--client', account, env=NOON)
    assert (by_product(d for d in debts if d['account'] == account)
            == by_product(d for d in own if d['outstanding']))
    code = debts[0]['product']
    of_product = cli_json('ledger', path, '--product', code, env=NOON)
    assert of_product and {d['product'] for d in of_product} == {code}
    older = cli_json('ledger', path, '--by', 'client', '--periods', 1, env=NOON)
    assert len(older) >= len(debts) and older[0]['last'] <= debts[0]['last']


@case
def a_delivery_pays_a_debt(folder):
    path = demo_branch(folder, 120, 80)
    before = totals(path, TODAY)
    for debt in cli_json('ledger', path, '--by', 'client', env=NOON):
        try:
            number = cli_json('deliver', path, debt['account'], debt['product'], '--note', 'by hand',
                              env=NOON)['deliver']
            break
        except AssertionError:
            continue
    after = totals(path, TODAY)
    assert after[:2] == (before[0], before[1] + 1), (before, after)
    row = query(path, 'SELECT note, evidence FROM delivery WHERE id = ?', number)[0]
    assert row[0] == 'by hand' and '"asked":"push"' in row[1]
    cli('undo', path, env=NOON)
    assert totals(path, TODAY) == before


@case
def a_refusal_closes_every_way(folder):
    path = demo_branch(folder, 120, 80)
    account, = query(path, 'SELECT a.number FROM account a JOIN spell s ON s.client_id = a.client_id'
                           ' WHERE s.closed IS NULL ORDER BY a.id LIMIT 1')[0]
    cli('refuse', path, account, 'all', '--note', 'letter', env=NOON)
    _, reason = cli('deliver', path, account, 'R01', expect=1, env=NOON)
    assert account not in reason and 'refused' in reason
    cli('refuse', path, account, 'everything', expect=1, env=NOON)
    preview = cli_json('push', path, 'preview', 'R01', '--filter', 'opened >= 19900101',
                       env=NOON)[0]
    line, = [line for line in preview['lines'] if line['account'] == account]
    assert 'refused' in line['reasons'] and line['day'] is None
    cli('refuse', path, account, 'all', '--end', 20261029, env=NOON)
    preview = cli_json('push', path, 'preview', 'R01', '--filter', 'opened >= 19900101',
                       env=NOON)[0]
    line, = [line for line in preview['lines'] if line['account'] == account]
    assert 'refused' not in line['reasons']


@case
def a_push_is_planned_released_and_counted(folder):
    path = demo_branch(folder, 120, 80)
    preview = cli_json('push', path, 'preview', 'R01', '--from', TODAY, '--to', 20261106,
                       env=NOON)[0]
    assert preview['free'] == len([x for x in preview['lines'] if not x['reasons']]) > 0
    assert preview['blocked'] == len([x for x in preview['lines'] if x['reasons']])
    assert all(20261030 <= x['day'] <= 20261106 for x in preview['lines'] if not x['reasons'])
    assert query(path, "SELECT count(*) FROM push WHERE name = 'weekly'")[0] == (0,)

    made = cli_json('push', path, 'create', 'R01', '--name', 'weekly', '--from', TODAY, '--to',
                    20261106, '--who', manager(path), env=NOON)
    assert (made['free'], made['blocked']) == (preview['free'], preview['blocked'])
    number = made['push']
    items = cli_json('push', path, 'items', number, env=NOON)
    due = [x for x in items if x['state'] == 'planned' and x['day'] <= TODAY]
    out = cli_json('push', path, 'release', number, env=NOON)
    assert out['free'] + out['blocked'] == len(due)
    found, = [x for x in cli_json('push', path, env=NOON) if x['push'] == number]
    assert found['planned'] == preview['free'] - len(due)
    assert found['state'] == 'active' and found['name'] == 'weekly'
    assert cli_json('push', path, 'release', number, env=NOON)['free'] == 0
    cli('push', path, 'cancel', number, env=NOON)
    cli('push', path, 'release', number, expect=1, env=NOON)


@case
def only_a_manager_sets_only_the_gap_aside(folder):
    path = demo_branch(folder, 120, 80)
    code, channel, _ = risky(path)
    everybody = ('--filter', 'opened >= 19900101', '--channel', channel)
    free = [x for x in cli_json('push', path, 'preview', code, *everybody, env=NOON)[0]['lines']
            if not x['reasons']]
    cli('deliver', path, free[0]['account'], code, '--channel', channel, env=NOON)
    number = cli_json('push', path, 'create', code, *everybody, env=NOON)['push']
    items = cli_json('push', path, 'items', number, env=NOON)
    gap = [x for x in items if x['reasons'] == ['gap']]
    other = [x for x in items if x['state'] == 'blocked' and x['reasons'] != ['gap']]
    assert gap and other
    cli('push', path, 'override', gap[0]['item'], '--reason', 'margin call', '--who', 'K002',
        expect=1, env=NOON)
    cli('push', path, 'override', gap[0]['item'], '--who', manager(path), expect=1, env=NOON)
    for item in other:
        cli('push', path, 'override', item['item'], '--reason', 'margin call', '--who',
            manager(path), expect=1, env=NOON)
    cli('push', path, 'override', gap[0]['item'], '--reason', 'margin call', '--who',
        manager(path), env=NOON)
    item, = [x for x in cli_json('push', path, 'items', number, env=NOON)
             if x['item'] == gap[0]['item']]
    assert (item['state'], item['override_who']) == ('planned', manager(path))


@case
def what_a_client_insists_on(folder):
    path = demo_branch(folder, 120, 80)
    code, channel, risk = risky(path)
    account, grade = query(path, 'SELECT a.number, g.level FROM account a'
                                 ' JOIN grade g ON g.client_id = a.client_id'
                                 ' JOIN spell s ON s.client_id = a.client_id'
                                 ' JOIN client c ON c.id = a.client_id'
                                 ' JOIN product p ON p.code = ?'
                                 ' JOIN product_version v ON v.product_id = p.id'
                                 " WHERE s.closed IS NULL AND g.level < 'C' || ? AND g.lowest = 0"
                                 " AND c.investor = 'ordinary' AND c.phone <> '' AND c.email <> ''"
                                 ' AND g.assessed > 20500 AND (SELECT count(*) FROM grade o'
                                 '  WHERE o.client_id = a.client_id) = 1'
                                 ' AND (SELECT h.tier FROM tier_history h WHERE h.client_id ='
                                 '  a.client_id ORDER BY h.valid_from DESC LIMIT 1) >= v.min_tier'
                                 ' ORDER BY a.id LIMIT 1', code, risk)[0]
    paper = os.path.join(folder, 'warning.pdf')
    with open(paper, 'wb') as file:
        file.write(b'%PDF-1.4 signed')
    deliver = ('deliver', path, account, code, '--channel', channel, '--requested')
    _, reason = cli(*deliver, expect=1, env=NOON)
    assert 'above' in reason, (grade, reason)
    cli('request', path, account, code, paper, '--note', 'insists', env=NOON)
    cli(*deliver, env=NOON)
    assert query(path, 'SELECT requested FROM delivery ORDER BY id DESC LIMIT 1')[0] == (1,)


@case
def greetings_for_birthdays_and_festivals(folder):
    path = demo_branch(folder, 120, 80)
    code = query(path, "SELECT p.code FROM product p JOIN service_category s ON s.id = p.category_id"
                       " JOIN product_version v ON v.product_id = p.id WHERE s.kind = 'value'"
                       " AND v.risk = 1 AND v.name LIKE '%生日%'")[0][0]
    plans = cli_json('push', path, 'preview', code, '--birthdays', '--from', 20261101, '--to',
                     20261130, env=NOON)
    assert plans and all(plan['occasion'].startswith('birthday:20') for plan in plans)
    cli('push', path, 'create', code, '--birthdays', '--from', 20261101, '--to', 20261130, env=NOON)
    again = cli_json('push', path, 'preview', code, '--birthdays', '--from', 20261101, '--to',
                     20261130, env=NOON)
    planned = sum(plan['free'] for plan in plans)
    assert planned > 0 and sum(plan['free'] for plan in again) == 0
    festival, = cli_json('push', path, 'preview', code, '--festival', 'spring', '--year', 2027,
                         env=NOON)
    assert {x['day'] for x in festival['lines'] if not x['reasons']} <= {20270204, 20270206}
    cli('push', path, 'preview', code, '--festival', 'zhongyuan', '--year', 2027, expect=1, env=NOON)


def mark(path, rows):
    """Another program writes the days of delivery: {item: day}."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if row[0].value == 'Item')
    titles = [cell.value for cell in header]
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        if row[0].value and int(row[0].value) in rows:
            row[titles.index('Delivered on')].value = rows[int(row[0].value)]
    book.save(path)
    return [[cell.value for cell in row]
            for row in sheet.iter_rows(min_row=header[0].row + 1) if row[0].value]


@case
def a_send_list_goes_out_and_comes_back_marked(folder):
    path = demo_branch(folder, 120, 80)
    code, channel = query(path, 'SELECT p.code, l.channel FROM product p JOIN product_version v'
                                ' ON v.product_id = p.id JOIN product_channel l ON l.version_id = v.id'
                                " WHERE l.channel IN ('phone', 'onsite') AND v.risk = 1"
                                " AND v.state = 'approved' AND v.needs_licence = 0"
                                ' ORDER BY v.min_tier, p.id LIMIT 1')[0]
    number = cli_json('push', path, 'create', code, '--channel', channel, '--filter',
                      'opened >= 19900101', env=NOON)['push']
    planned = [x for x in cli_json('push', path, 'items', number, env=NOON)
               if x['state'] == 'planned']
    assert len(planned) > 3
    gone = planned[0]
    cli('refuse', path, gone['account'], 'all', env=NOON)
    out = os.path.join(folder, 'list.xlsx')
    cli('send-list', path, number, out, '--purpose', 'calls', env=NOON)
    first, second, third = planned[1:4]
    rows = mark(out, {first['item']: '2026-10-30', second['item']: '20261030',
                      third['item']: 'tomorrow'})
    assert len(rows) == len(planned) - 1  # who has refused since is not on it
    names = {str(row[0]): row[2] for row in rows}
    assert all(name.endswith('*') or len(name) == 1 for name in names.values()), names
    with sqlite3.connect(path) as file:  # he refuses while the list is under way
        file.execute("INSERT INTO refusal (id, client_id, scope, valid_from) SELECT 99999999,"
                     " client_id, 'all', 20000 FROM push_item WHERE id = ?", (second['item'],))
    done = cli_json('send-list', path, '--return', out, expect=1, env=NOON)
    assert (done['delivered'], done['same'], done['open']) == (1, 0, len(rows) - 3)
    assert len(done['rejects']) == 2
    again = cli_json('send-list', path, '--return', out, expect=1, env=NOON)
    assert (again['delivered'], again['same']) == (0, 1)
    state = {x['item']: x['state'] for x in cli_json('push', path, 'items', number, env=NOON)}
    assert state[first['item']] == 'done' and state[second['item']] == 'planned'
    cli('send-list', path, number, os.path.join(folder, 'list.txt'), expect=1, env=NOON)
    cli('send-list', path, number, os.path.join(folder, 'list.csv'), env=NOON)
    other = os.path.join(folder, 'other.csv')
    with open(other, 'w', encoding='utf-8') as file:
        file.write('a,b\n1,2\n')
    cli('send-list', path, '--return', other, expect=1, env=NOON)


@case
def lists_are_saved_and_combined(folder):
    path = demo_branch(folder, 120, 80)
    cli('lists', path, 'save', 'major', '--filter', 'tier >= major', env=NOON)
    cli('lists', path, 'save', 'ordinary up', '--filter', 'tier >= ordinary', env=NOON)
    cli('lists', path, 'minus', 'ordinary up', 'major', 'ordinary', env=NOON)
    cli('lists', path, 'freeze', 'major', 'major today', env=NOON)
    cli('lists', path, 'or', 'ordinary', 'major', 'all of them', env=NOON)

    def members(name):
        return {x['account'] for x in cli_json('lists', path, name, env=NOON)}
    assert members('ordinary') and members('ordinary') == members('ordinary up') - members('major')
    assert members('major today') == members('major')
    assert members('all of them') == members('ordinary up')
    kinds = {x['name']: x['kind'] for x in cli_json('lists', path, env=NOON)}
    assert kinds['major'] == 'live' and kinds['ordinary'] == 'frozen'
    plan = cli_json('push', path, 'preview', 'R01', '--list', 'major', env=NOON)[0]
    assert {x['account'] for x in plan['lines']} == members('major')
    cli('lists', path, 'delete', 'major', env=NOON)
    cli('lists', path, 'major', expect=1, env=NOON)
    cli('lists', path, 'save', 'bad', '--filter', 'tier >>', expect=1, env=NOON)
    cli('lists', path, 'join', 'a', 'b', expect=2)


def export_contacts(folder, path, *more):
    out = os.path.join(folder, f'{len(os.listdir(folder))}.csv')
    cli('export', path, 'clients', out, '--columns', 'account,tier,last_contact,contact_overdue',
        *more, env=NOON)
    with open(out, encoding='utf-8-sig') as file:
        return {row['Account'][:8]: row for row in csv.DictReader(file)}


@case
def contacts_are_counted(folder):
    """Against the file's own rows: the log but for what speaks to everybody, calls, visits."""
    path = demo_branch(folder, 120, 80)
    days = [day for day, in query(path, 'SELECT day FROM trading_day ORDER BY day')]
    today = 20756  # 2026-10-30
    last = dict(query(path, "SELECT client_id, max(day) FROM (SELECT client_id, day FROM delivery"
                            " WHERE channel NOT IN ('website', 'software') UNION ALL"
                            " SELECT client_id, (closed + 28800) / 86400 FROM call_task"
                            " WHERE state = 'done' UNION ALL SELECT client_id,"
                            " (starts + 28800) / 86400 FROM appointment WHERE state = 'done'"
                            " UNION ALL SELECT client_id, day FROM contact WHERE outcome IN"
                            " ('', 'complete', 'broken', 'declined', 'later'))"
                            ' WHERE day <= ? GROUP BY client_id', today))
    first = min(day for day, in query(path, "SELECT min(day) FROM delivery"
                                            " WHERE channel NOT IN ('website', 'software')"))
    clients = query(path, 'SELECT k.client_id, substr(k.accounts, 1, 8), k.opened FROM search_key k'
                          ' WHERE k.prospect = 0 AND (k.closed IS NULL OR k.closed > ?)', today)
    cadence = {'High-end': 10, 'Major': 20, 'Ordinary': 60, 'Small': 120}
    shown = export_contacts(folder, path)
    late = export_contacts(folder, path, '--filter', 'contact_overdue > 0')
    gaps, overdue = {}, set()
    for client, account, opened in clients:
        tier = shown[account]['Tier']
        since = last.get(client, max(opened, first))
        gap = sum(since < day <= today for day in days)
        gaps.setdefault(tier, []).append(gap)
        if tier in cadence and gap > cadence[tier]:
            overdue.add(account)
            assert int(late[account]['Contact overdue by (trading days)']) == gap - cadence[tier]
    assert len(shown) == len(clients) and overdue and set(late) == overdue
    for tier in cli_json('kpi', path, env=NOON)['contact']['tiers']:
        own = gaps.get(tier['tier'].capitalize(), [])
        assert tier['clients'] == len(own), tier
        assert tier['median'] == (statistics.median(own) if own else None), tier
    kpi = ('kpi', path, '--from', 20261001, '--to', 20261031)
    assert set(cli_json(*kpi, '--members', 'contact_overdue', env=NOON)['members']) == overdue
    # one call, and he is on the list no more
    account = sorted(overdue)[0]
    call = cli('calls', path, 'add', account, env=NOON)[0].strip()
    assert account in cli_json(*kpi, '--members', 'contact_overdue', env=NOON)['members']
    cli('calls', path, 'finish', call, 'reached', '--reason', 'noon suits him', env=NOON)
    assert set(cli_json(*kpi, '--members', 'contact_overdue', env=NOON)['members']) == \
        overdue - {account}


@case
def the_work_list_is_exported(folder):
    """The same lines as a table, a workbook and a page; a specialist's desk is its own."""
    path = demo_branch(folder, 120, 80)
    out = os.path.join(folder, 'today.csv')
    cli('export', path, 'today', out, env=NOON)
    with open(out, encoding='utf-8-sig') as file:
        lines = list(csv.DictReader(file))
    assert {'Contact', 'Owed'} <= {line['What'] for line in lines}
    assert all(line['Line'] and line['Due'] for line in lines)
    overdue = cli_json('kpi', path, '--from', 20261001, '--to', 20261031, '--members',
                       'contact_overdue', env=NOON)['members']
    contact = next(line['Line'] for line in lines if line['What'] == 'Contact')
    assert contact.startswith(f'{len(overdue)} client'), contact
    book = os.path.join(folder, 'today.xlsx')
    cli('export', path, 'today', book, env=NOON)
    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == [line['Line'] for line in lines]
    cli('export', path, 'today', os.path.join(folder, 'today.pdf'), env=NOON)
    specialist = query(path, "SELECT number FROM staff WHERE role = 'specialist'")[0][0]
    own = os.path.join(folder, 'own.csv')
    cli('export', path, 'today', own, '--who', specialist, env=NOON)
    with open(own, encoding='utf-8-sig') as file:
        assert 0 < len(list(csv.DictReader(file))) < len(lines)
    cli('export', path, 'today', os.path.join(folder, 'today.png'), expect=1, env=NOON)


@case
def wrong_uses_are_told(folder):
    path = demo_branch(folder, 120, 80)
    cli('push', path, 'fly', expect=2)
    cli('push', path, 'preview', expect=2)
    cli('push', path, 'preview', 'XX', expect=1)
    cli('push', path, 'preview', 'R01', '--from', '2026-13-01', expect=2)
    cli('ledger', path, '--by', 'moon', expect=2)
    cli('ledger', path, '--client', '0', expect=1)
    cli('deliver', path, '0', 'R01', expect=1)
    cli('deliver', path, expect=2)


main()
