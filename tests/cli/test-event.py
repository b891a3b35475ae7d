# SPDX-License-Identifier: GPL-3.0-or-later
"""Events: who may be invited and why not, answers, attendance, result, files."""

import csv
import os

import openpyxl

from cli import case, cli, cli_json, demo_branch, main, query

NOON = {'CLT_NOW': '1793332800'}  # 2026-10-30, the last day of the demo branch
EVENING = {'CLT_NOW': '1793451600'}  # 2026-10-31, after the event
DAY = 20757  # 2026-10-31


def add(path, *fields):
    return cli_json('event', path, 'add', 'Steel in winter', '2026-10-31T14:00', 'product=V04',
                    'min_tier=ordinary', 'place=Hall 3', *fields, env=NOON)['event']


def candidates(path, number, *options):
    return cli_json('event', path, 'candidates', number, *options, env=NOON)


@case
def invited_are_those_who_may(folder):
    path = demo_branch(folder, 120, 80)
    number = add(path, 'sectors=ferrous farm', 'invitation=V07')
    rows = candidates(path, number, '--channel', 'sms')
    free = [row for row in rows if not row['reasons']]
    assert free and len(free) < len(rows)
    assert all(row['tier'] in ('ordinary', 'major', 'high-end') and row['lots'] > 0
               for row in free)
    assert all(('event-tier' in row['reasons']) == (row['tier'] in ('small', 'unrated'))
               for row in rows)
    major = [row['account'] for row in rows if row['tier'] == 'major']
    filtered = candidates(path, number, '--filter', 'tier = major', '--channel', 'sms')
    assert [row['account'] for row in filtered] == major != []
    blocked = next(row for row in rows if set(row['reasons']) - {'event-tier', 'event-sectors'})
    cli('event', path, 'invite', number, blocked['account'], '--channel', 'sms', env=NOON, expect=1)
    made = cli_json('event', path, 'invite', number, '--channel', 'sms', env=NOON)
    assert made['invited'] == len(free) and made['left_out'] == len(rows) - len(free)
    items = query(path, 'SELECT count(*), min(i.channel), min(u.product_id = p.id) FROM push_item i'
                        " JOIN push u ON u.id = i.push_id JOIN product p ON p.code = 'V07'"
                        ' WHERE u.id = ?', made['push'])
    assert items == [(len(free), 'sms', 1)]
    cli('push', path, 'release', made['push'], env=NOON)
    texts = query(path, 'SELECT DISTINCT instr(body, ?) > 0 AND instr(body, ?) > 0 FROM message',
                  'Steel in winter', 'Hall 3')
    assert texts == [(1,)], texts
    assert all(row['reasons'] for row in candidates(path, number, '--channel', 'sms'))
    cli('event', path, 'add', 'x', 'tomorrow', env=NOON, expect=1)
    cli('event', path, 'set', number, 'kind=party', env=NOON, expect=1)
    cli('event', path, 'close', number, 'maybe', env=NOON, expect=2)


@case
def from_answer_to_result(folder):
    path = demo_branch(folder, 120, 80)
    number = add(path, 'places=3', 'places.ordinary=1', 'spent=900')
    free = [row for row in candidates(path, number) if not row['reasons']]
    chosen = ([r for r in free if r['tier'] == 'ordinary'][:2]
              + [r for r in free if r['tier'] != 'ordinary'][:3])
    assert len(chosen) == 5
    accounts = [row['account'] for row in chosen]
    cli('event', path, 'invite', number, *accounts, env=NOON)
    said = [cli_json('event', path, 'answer', number, account, 'yes', env=NOON)['answer']
            for account in accounts]
    assert said == ['yes', 'waiting', 'yes', 'yes', 'waiting'], said
    cli('event', path, 'answer', number, accounts[2], 'no', env=NOON)
    shown = cli_json('event', path, 'show', number, env=NOON)
    answers = {guest['account']: guest['answer'] for guest in shown['guests']}
    assert answers[accounts[4]] == 'yes' and answers[accounts[1]] == 'waiting'
    assert shown['places.ordinary'] == '1' and shown['product'] == 'V04'

    cli('event', path, 'attend', number, 'yes', accounts[0], env=NOON, expect=1)
    cli('event', path, 'close', number, 'held', env=NOON, expect=1)
    cli('event', path, 'attend', number, 'yes', accounts[0], accounts[4], env=EVENING)
    cli('event', path, 'close', number, 'held', env=EVENING)
    line, = [x for x in cli_json('event', path, 'list', env=EVENING) if x['event'] == number]
    assert (line['attended'], line['cost_per_head'], line['state']) == (2, 45000, 'held')
    delivered = query(path, "SELECT count(*) FROM delivery WHERE note = 'Steel in winter'")
    assert delivered == [(2,)]
    calls = cli_json('event', path, 'follow-up', number, env=EVENING)
    assert calls['calls'] + calls['left_out'] == 2
    effect = cli_json('event', path, 'effect', number, '--days', 20, env=EVENING)
    assert effect['came']['n'] == 2 and effect['others']['n'] == 3 and not effect['complete']
    lots = query(path, "SELECT coalesce(sum(f.lots), 0) FROM event_guest g JOIN account a"
                       " ON a.client_id = g.client_id JOIN funds_daily f ON f.account_id = a.id"
                       " WHERE g.attended = 1 AND f.day BETWEEN ? - 20 AND ? - 1", DAY, DAY)
    assert effect['came']['lots_before'] == lots[0][0]


@case
def files(folder):
    path, out = demo_branch(folder, 120, 80), os.path.join(folder, 'guests.xlsx')
    number = add(path)
    cli('event', path, 'invite', number, env=NOON)
    guests = cli_json('event', path, 'show', number, env=NOON)['guests']
    cli('event', path, 'export', number, out, env=NOON)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:len(guests) + 1]] == [g['account'] for g in guests]
    cli('event', path, 'export', number, out[:-4] + 'csv', env=NOON)
    with open(out[:-4] + 'csv', encoding='utf-8-sig') as file:
        lines = list(csv.reader(file))
    assert len(lines) == len(guests) + 1
    phones = [line[3] for line in lines[1:] if line[3]]
    assert phones and all('*' in phone for phone in phones)
    cli('event', path, 'answer', number, guests[0]['account'], 'no', env=NOON)
    cli('event', path, 'guests', number, os.path.join(folder, 'door.pdf'), env=NOON)
    with open(os.path.join(folder, 'door.pdf'), 'rb') as file:
        assert file.read(5) == b'%PDF-'
    assert query(path, 'SELECT kind, rows FROM export_log ORDER BY id DESC LIMIT 1') == [
        ('guest-list', len(guests) - 1)]
    cli('event', path, 'export', number, os.path.join(folder, 'a.ics'), env=NOON)
    with open(os.path.join(folder, 'a.ics'), encoding='utf-8') as file:
        text = file.read()
    assert 'DTSTART:20261031T060000Z' in text and 'LOCATION:Hall 3' in text
    assert query(path, 'SELECT kind, masked FROM export_log ORDER BY id DESC LIMIT 1') == [
        ('events', 1)]
    cli('event', path, 'export', number, out[:-4] + 'pdf', env=NOON, expect=1)
    cli('undo', path, env=NOON)  # the answer
    cli('undo', path, env=NOON)
    assert cli_json('event', path, 'show', number, env=NOON)['guests'] == []


@case
def days_to_greet(folder):
    path = demo_branch(folder, 120, 80)
    days = cli_json('greet', path, '--to', 20261231, env=NOON)
    assert days == sorted(days, key=lambda day: day['day'])
    festivals = {day['occasion']: day['day'] for day in days if day['occasion'] != 'birthday'}
    assert festivals == {'winter-solstice': 20261222, 'christmas': 20261225}, festivals
    solar = query(path, "SELECT count(*) FROM client c JOIN spell s ON s.client_id = c.id"
                        " WHERE birth_calendar = 'solar' AND s.closed IS NULL"
                        ' AND birth_month = 11 AND birth_day BETWEEN 1 AND 30')[0][0]
    november = sum(day['clients'] for day in days
                   if day['occasion'] == 'birthday' and 20261101 <= day['day'] <= 20261130)
    assert november >= solar > 0
    push = cli_json('push', path, 'preview', 'V01', '--birthdays', '--from', 20261101, '--to',
                    20261130, env=NOON)
    assert sum(plan['free'] + plan['blocked'] for plan in push) == november
    cli('greet', path, '--from', 'soon', env=NOON, expect=2)

    out = os.path.join(folder, 'greet.csv')
    cli('greet', path, 'export', out, '--to', 20261231, env=NOON)
    with open(out, encoding='utf-8-sig', newline='') as file:
        rows = list(csv.reader(file))[1:]
    assert len(rows) == sum(max(day['clients'], 1) for day in days)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert sum(row[2] == '' for row in rows) == len(festivals)
    cli('greet', path, 'export', out[:-3] + 'xlsx', '--to', 20261231, env=NOON)
    with open(out[:-3] + 'xlsx', 'rb') as file:
        assert file.read(2) == b'PK'
    assert query(path, 'SELECT kind, rows FROM export_log ORDER BY id DESC LIMIT 1') == [
        ('greetings', len(rows))]
    cli('greet', path, 'export', out[:-3] + 'doc', env=NOON, expect=1)


main()
