# SPDX-License-Identifier: GPL-3.0-or-later
"""A risk-management plan from its first draft to the printed page."""

import datetime
import email
import email.policy
import os
import sqlite3
import subprocess

from cli import case, cli, cli_json, main, query
from smtp import PASSWORD, Post

EPOCH = datetime.date(1970, 1, 1)
DAY = datetime.date(2026, 7, 1)


def make_branch(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '40', '--days', '90')
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    account, name = db.execute('SELECT a.number, c.name FROM account a JOIN client c'
                               ' ON c.id = a.client_id JOIN funds_daily f ON f.account_id = a.id'
                               ' GROUP BY a.id ORDER BY count(*) DESC, a.number LIMIT 1').fetchone()
    adviser = db.execute("SELECT number, name, licence FROM staff WHERE role = 'adviser'"
                         " AND licence <> '' ORDER BY number LIMIT 1").fetchone()
    db.close()
    return path, account, name, adviser


def read_pdf(path):
    return subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True).stdout


@case
def from_draft_to_page(folder):
    path, account, name, adviser = make_branch(folder)
    number = cli('research', path, 'plan', '--client', account, '--author', adviser[0])[0].strip()
    draft = cli_json('research', path, 'list', '--client', account)[0]
    assert draft['state'] == 'draft' and str(draft['study']) == number, draft
    assert draft['sections']['situation'] and draft['sections']['scenarios'].count('\n') == 2, draft

    errors = cli('research', path, 'submit', number, expect=1)[1]
    assert 'Goals' in errors, errors
    cli('research', path, 'edit', number, 'goals=Hedge the stock.', 'measures=No more than a third.')
    cli('research', path, 'submit', number)
    cli('research', path, 'approve', number, '--who', adviser[1], expect=1)
    out = os.path.join(folder, 'plan.pdf')
    cli('research', path, 'pdf', number, out)
    assert 'Not approved' in read_pdf(out)
    cli('research', path, 'approve', number, '--who', 'boss')
    assert cli_json('research', path, 'list')[0]['state'] == 'approved'

    cli('research', path, 'pdf', number, out, '--purpose', 'for the client')
    text = read_pdf(out)
    for wanted in (adviser[1], adviser[2], 'boss', 'Hedge the stock.', 'Risk warning', 'Page 1 of'):
        assert wanted in text, (wanted, text)
    # what leaves the branch shows neither the whole name nor the whole account
    assert 'Not approved' not in text and account not in text and name not in text, text
    errors = cli('research', path, 'edit', number, 'goals=else', expect=1)[1]
    assert 'new version' in errors, errors
    assert cli('research', path, 'revise', number)[0].strip() != number


@case
def wrong_words_are_told(folder):
    path, account, _, adviser = make_branch(folder)
    assert 'nobody-000' in cli('research', path, 'plan', '--client', 'nobody-000', '--author',
                               adviser[0], expect=1)[1]
    assert '--author' in cli('research', path, 'plan', '--client', account, expect=1)[1]
    cli('research', path, 'sing', expect=2)
    number = cli('research', path, 'note', 'Iron ore', '--author', adviser[0])[0].strip()
    assert 'sky' in cli('research', path, 'edit', number, 'sky=blue', expect=1)[1]
    cli('research', path, 'edit', number, 'view=必涨', 'reasons=r', 'risks=r', 'sources=s')
    assert '必涨' in cli('research', path, 'submit', number, expect=1)[1]


def clock(day, hour=10):
    """Ten in the morning in Shanghai."""
    return {'CLT_NOW': str((day - EPOCH).days * 86400 + (hour - 8) * 3600),
            'CLT_MAIL_PASSWORD': PASSWORD}


def make_served_branch(folder):
    """Its catalogue is the starter's: R05 is the plan, for major and high-end clients."""
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '60', '--days', '90', '--as-of', '20260630')
    return path


def run(path, *words, expect=0):
    return cli('research', path, *words, env=clock(DAY), expect=expect)


def get_calls(path):
    return set(query(path, 'SELECT id, due FROM call_task'))


def listed(path):
    return cli_json('research', path, 'list', env=clock(DAY))


def find_client(path, channel, entitled=True):
    """Account and adviser of a client who may get a plan by @channel; with @entitled False of one
    against whom nothing speaks but that it is not promised to his tier."""
    rows = query(path, 'SELECT a.number, s.number FROM account a JOIN assignment r'
                       " ON r.client_id = a.client_id AND r.relation = 'adviser' AND r.valid_to IS NULL"
                       " JOIN staff s ON s.id = r.staff_id WHERE s.role = 'adviser'"
                       " AND s.licence <> '' ORDER BY a.number")
    for account, adviser in rows:
        number = run(path, 'plan', '--client', account, '--author', adviser)[0].strip()
        offers = {offer['product']: offer
                  for offer in cli_json('research', path, 'offers', number, env=clock(DAY))}
        cli('undo', path)
        offer = offers['R05']
        if entitled and offer['entitled'] and offer['channels'][channel] == '':
            return account, adviser
        if not entitled and not offer['entitled']:
            return account, adviser
    raise AssertionError('nobody will do')


def approve(path, number):
    run(path, 'edit', number, 'goals=Hedge the stock.', 'measures=No more than a third.')
    run(path, 'submit', number)
    run(path, 'approve', number, '--who', 'boss')


def write_plan(path, account, adviser):
    number = run(path, 'plan', '--client', account, '--author', adviser)[0].strip()
    approve(path, number)
    return number


def owed(path, account):
    lines = cli_json('ledger', path, '--by', 'client', '--on', '20260701', env=clock(DAY, 20))
    return sum(line['outstanding'] for line in lines
               if line['product'] == 'R05' and line['account'] == account)


def get_paper(mail):
    message = email.message_from_bytes(mail, policy=email.policy.default)
    parts = list(message.iter_attachments())
    assert [part.get_content_type() for part in parts] == ['application/pdf'], parts
    return parts[0].get_filename(), parts[0].get_content()


@case
def the_mail_brings_what_is_exported(folder):
    path = make_served_branch(folder)
    account, adviser = find_client(path, 'email')
    number = run(path, 'plan', '--client', account, '--author', adviser)[0].strip()
    refused = run(path, 'deliver', number, '--product', 'R05', expect=1)[1]
    assert 'approved' in refused, refused
    approve(path, number)
    assert 'product' in run(path, 'deliver', number, expect=1)[1]
    before = owed(path, account)
    known = get_calls(path)
    with Post(folder) as post:
        cli('mail', path, 'server', *post.settings(), env=clock(DAY))
        push = run(path, 'deliver', number, '--product', 'R05', '--channel', 'email')[0].strip()
        waiting = listed(path)[0]
        assert (waiting['delivered'], waiting['on_its_way']) == (0, 1), waiting
        # every command is a process of its own: the paper has come through a restart
        cli('mail', path, 'send', env=clock(DAY, 11))
        assert len(post.received) == 1, post.received
        name, paper = get_paper(post.received[0][1])
    out = os.path.join(folder, 'plan.pdf')
    run(path, 'pdf', number, out, '--purpose', 'to see what he got')
    with open(out, 'rb') as file:
        assert file.read() == paper
    assert name.endswith(', version 1.pdf') and paper.startswith(b'%PDF'), name
    licence = query(path, 'SELECT licence FROM staff WHERE number = ?', adviser)[0][0]
    assert licence in read_pdf(out) and 'Not approved' not in read_pdf(out)

    sent = listed(path)[0]
    assert (sent['delivered'], sent['last_delivery'], sent['channel']) == (1, 20260701, 'email'), sent
    assert owed(path, account) == before - 1, (before, owed(path, account))
    item = query(path, 'SELECT i.state, i.evidence, i.adviser_id = s.id FROM push_item i, staff s'
                       ' WHERE i.push_id = ? AND s.number = ?', push, adviser)[0]
    assert item[0] == 'done' and '"blocks":""' in item[1] and item[2] == 1, item
    # the follow-up: five trading days after the first of July
    calls = get_calls(path) - known
    assert [due for _, due in calls] == [(datetime.date(2026, 7, 8) - EPOCH).days], calls
    assert 'sent' in cli('undo', path, expect=1)[1]
    assert cli_json('check', path)['ok']


@case
def by_hand_by_telephone_and_once_more(folder):
    path = make_served_branch(folder)
    account, adviser = find_client(path, 'onsite')
    number = write_plan(path, account, adviser)
    known = get_calls(path)
    run(path, 'deliver', number, '--product', 'R05', '--channel', 'onsite', '--done', '--note',
        'gone through together', '--no-follow-up')
    done = listed(path)[0]
    assert (done['delivered'], done['channel']) == (1, 'onsite'), done
    assert query(path, 'SELECT note FROM delivery')[-1] == ('gone through together',)
    assert get_calls(path) == known
    assert 'recently' in run(path, 'deliver', number, '--channel', 'phone', expect=1)[1]
    manager = query(path, "SELECT name FROM staff WHERE role = 'manager' LIMIT 1")[0][0]
    assert run(path, 'deliver', number, '--channel', 'onsite', '--set-aside', 'he asked', '--who',
               'nobody', expect=1)[1]

    # a new version is a delivery of its own; the old one is not delivered any more
    second = run(path, 'revise', number)[0].strip()
    run(path, 'edit', second, 'goals=Hedge the stock.\nAnd the next crop.')
    run(path, 'submit', second)
    run(path, 'approve', second, '--who', 'boss')
    change = cli_json('research', path, 'diff', second, env=clock(DAY))
    assert change == [{'field': 'Goals', 'before': '', 'after': 'And the next crop.'}], change
    assert 'newer' in run(path, 'deliver', number, expect=1)[1]
    assert listed(path)[0]['delivered'] == 0
    run(path, 'deliver', second, '--channel', 'onsite', '--set-aside', 'he asked', '--who', manager)
    visits = query(path, "SELECT state FROM appointment WHERE product_id = (SELECT id FROM product"
                         " WHERE code = 'R05')")
    assert visits == [('planned',)] and listed(path)[0]['on_its_way'] == 1
    cli('undo', path)
    assert listed(path)[0]['on_its_way'] == 0 and cli_json('check', path)['ok']


@case
def nobody_gets_it_who_is_not_entitled(folder):
    path = make_served_branch(folder)
    account, adviser = find_client(path, 'onsite', entitled=False)
    number = write_plan(path, account, adviser)
    before = query(path, 'SELECT count(*) FROM delivery')
    refused = run(path, 'deliver', number, '--product', 'R05', '--done', '--channel', 'onsite',
                  expect=1)[1]
    assert 'not entitled' in refused, refused
    assert query(path, 'SELECT count(*) FROM delivery') == before


@case
def a_note_goes_to_those_who_are_named(folder):
    path = make_served_branch(folder)
    account, adviser = find_client(path, 'onsite')
    number = run(path, 'note', 'Iron ore', '--author', adviser, '--product', 'R06')[0].strip()
    run(path, 'edit', number, 'view=v', 'reasons=r', 'risks=r', 'sources=s')
    run(path, 'submit', number)
    run(path, 'approve', number, '--who', 'boss')
    assert 'which clients' in run(path, 'deliver', number, '--done', expect=1)[1]
    run(path, 'deliver', number, '--client', account, '--channel', 'onsite', '--done')
    assert listed(path)[0]['delivered'] == 1
    assert 'first version' in run(path, 'diff', number, expect=1)[1]


if __name__ == '__main__':
    main()
