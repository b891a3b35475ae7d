# SPDX-License-Identifier: GPL-3.0-or-later
"""A quarter of service on the demo branch, as the department lives it: a product is written and
approved, promised by tier, planned, and delivered day by day, by e-mail through a real server and by
hand; on each day the ledger is what the matrix, the clients and the log make it."""

import collections
import datetime
import os

from cli import case, cli, cli_json, main, query
from smtp import PASSWORD, Post

EPOCH = datetime.date(1970, 1, 1)
FIRST, LAST = datetime.date(2026, 7, 1), datetime.date(2026, 9, 30)
# product -> tier -> (count, period)
MATRIX = {'Q1': {'ordinary': (1, 'q'), 'major': (1, 'm'), 'high-end': (2, 'm')},
          'Q2': {'major': (1, 'q'), 'high-end': (1, 'm')}}
TIERS = {1: 'small', 2: 'ordinary', 3: 'major', 4: 'high-end'}


def clock(day, hour=10):
    """Ten in the morning in Shanghai."""
    return {'CLT_NOW': str((day - EPOCH).days * 86400 + (hour - 8) * 3600),
            'CLT_MAIL_PASSWORD': PASSWORD}


def number(day):
    return day.strftime('%Y%m%d')


def make_branch(folder, post):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', 60, '--days', 70, '--as-of', '20260630')
    cli('rules', path, 'mail.per_minute=10000', 'push.gap=0', '--from', '20200101')
    cli('mail', path, 'server', *post.settings(), env=clock(FIRST))
    for code, channel in (('Q1', 'email'), ('Q2', 'phone')):
        cli('product', path, 'new', code, f'name=Letter {code}', 'category=research',
            f'channels={channel}', 'deliverable=a page', 'risk=R1', 'minutes=5', 'cost=1.00',
            'email.subject={姓名}' if channel == 'email' else 'description=by phone',
            f'{channel}.body=您好，{{称呼}}', '--who', 'Li', env=clock(FIRST))
        cli('product', path, 'approve', code, '--from', number(FIRST), '--who', 'Wang',
            env=clock(FIRST))
        for tier, (count, period) in MATRIX[code].items():
            cli('matrix', path, code, tier, f'{count}{period}', '--from', number(FIRST),
                env=clock(FIRST))
    return path


def members(path, day):
    """Open clients by tier: what the ledger is checked against, told from the tables."""
    on = (day - EPOCH).days
    overrides = dict(query(path, 'SELECT client_id, tier FROM tier_override WHERE valid_from <= ?'
                                 ' AND valid_to >= ? ORDER BY valid_from, id', on, on))
    tiers = dict(query(path, 'SELECT client_id, tier FROM tier_history WHERE valid_from <= ?'
                             ' ORDER BY valid_from', on))
    tiers.update(overrides)
    opened = {row[0] for row in query(path, 'SELECT s.client_id FROM spell s JOIN client c'
                                            ' ON c.id = s.client_id WHERE c.prospect = 0'
                                            ' AND s.opened <= ? AND (s.closed IS NULL'
                                            ' OR s.closed > ?)', on, on)}
    return {client: TIERS.get(tiers.get(client), 'unrated') for client in opened}


def open_pushes(path):
    return [row[0] for row in query(path, "SELECT id FROM push WHERE state IN ('planned', 'active')"
                                          " AND product_id IN (SELECT id FROM product"
                                          " WHERE code IN ('Q1', 'Q2'))")]


def start_of(period, day):
    return day.replace(day=1) if period == 'm' else FIRST


def expect(path, day):
    """product, tier -> [owed, delivered]"""
    result = collections.Counter(), collections.Counter()
    tiers = members(path, day)
    for code, rights in MATRIX.items():
        for client, tier in tiers.items():
            if tier not in rights:
                continue
            count, period = rights[tier]
            result[0][code, tier] += count
            result[1][code, tier] += query(
                path, 'SELECT count(*) FROM delivery d JOIN product p ON p.id = d.product_id'
                      ' WHERE p.code = ? AND d.client_id = ? AND d.day BETWEEN ? AND ?', code,
                client, (start_of(period, day) - EPOCH).days, (day - EPOCH).days)[0][0]
    return result


def check_ledger(path, day):
    owed, delivered = expect(path, day)
    lines = [line for line in cli_json('ledger', path, '--on', number(day), env=clock(day))
             if line['product'] in MATRIX]
    assert {(line['product'], line['tier']) for line in lines if line['owed']} == set(+owed)
    for line in lines:
        key = line['product'], line['tier']
        assert (line['owed'], line['delivered']) == (owed[key], delivered[key]), (day, line)
        assert line['owed'] - line['delivered'] == line['outstanding'] - line['surplus'], line
    return sum(owed.values()), sum(delivered.values())


@case
def a_quarter(folder):
    with Post(folder) as post:
        path = make_branch(folder, post)
        plan = ('--repeat', '--from', number(FIRST), '--to', number(LAST))
        for code in MATRIX:
            assert cli_json('push', path, 'create', code, *plan, env=clock(FIRST))['free'] > 5
        day, seen = FIRST, []
        while day <= LAST:
            if day.weekday() < 5:
                for push in open_pushes(path):
                    cli('push', path, 'release', push, env=clock(day))
                cli('mail', path, 'send', env=clock(day, 11))
                for call in query(path, "SELECT t.id FROM call_task t WHERE t.state = 'open'")[:3]:
                    cli('calls', path, 'finish', call[0], 'reached', env=clock(day, 14))
            seen.append(check_ledger(path, day))
            day += datetime.timedelta(1)

        mails = query(path, 'SELECT count(*) FROM delivery WHERE message_id IS NOT NULL')[0][0]
        assert len(post.received) == mails > 10, (len(post.received), mails)
        assert query(path, "SELECT count(*) FROM delivery WHERE channel = 'phone' AND product_id ="
                           " (SELECT id FROM product WHERE code = 'Q2')")[0][0] > 0
        assert len({delivered for _, delivered in seen}) > 5, seen
    assert cli_json('check', path)['ok']


main()
