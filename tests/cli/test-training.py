# SPDX-License-Identifier: GPL-3.0-or-later
"""A course is held: rooms, sessions, seats, the roll; and two programs take the last seats."""

import os
import sqlite3
import subprocess

from cli import PROGRAM, case, cli, cli_json, main

# 2026-11-18, noon in Shanghai
NOW = {'CLT_NOW': '1794974400'}
LATER = {'CLT_NOW': '1795593600'}  # a week later
ROUNDS = int(os.environ.get('CLT_SEAT_ROUNDS', '12'))


def curriculum(file):
    """Two courses, and one that needs them."""
    with sqlite3.connect(file) as base:
        base.execute("INSERT INTO course_level (id, code, name) VALUES (901, 'L0', 'L0')")
        base.executemany('INSERT INTO course (id, code, level_id, name, minutes, methods)'
                         " VALUES (?, ?, 901, ?, 90, 'evening webinar')",
                         [(902, 'A1', 'A1'), (903, 'A2', 'A2'), (904, 'B1', 'B1')])
        base.executemany('INSERT INTO course_need VALUES (904, ?)', [(902,), (903,)])
    base.close()


def branch(folder, clients=8):
    file = f'{folder}/b.clientele'
    rows = '\n'.join(f'{1001 + i},客户{i},2024-01-05' for i in range(clients))
    with open(f'{folder}/clients.csv', 'w', encoding='utf-8') as out:
        out.write(f'资金账号,客户名称,开户日期\n{rows}\n')
    cli('new', file)
    cli('import', file, 'clients', f'{folder}/clients.csv', env=NOW)
    curriculum(file)
    cli('room', file, 'add-room', 'East', 3, '--cost', '100', env=NOW)
    cli('room', file, 'add-lecturer', 'Lin', '--cost', '600', env=NOW)
    return file


def session(file, code, time, seats=3):
    cli('session', file, 'add', 'A1', code, '--seats', seats, '--lecturer', 'Lin', env=NOW)
    meeting = cli('session', file, 'meet', f'A1/{code}', time, '--room', 'East', '--minutes', 90,
                  env=NOW)[0].strip()
    return meeting


@case
def the_curriculum_comes_back(folder):
    """Written as a workbook or a list and imported into another file it is what it was."""
    one = f'{folder}/one.clientele'
    cli('new', one)
    cli('course', one, 'preset')
    for ending in ('xlsx', 'csv'):
        book, other = f'{folder}/courses.{ending}', f'{folder}/{ending}.clientele'
        cli('export', one, 'courses', book)
        cli('new', other)
        report = cli_json('import', other, 'courses', book)
        assert (report['new'], report['rejected']) == (17, 0), report
        assert cli_json('course', other, 'list') == cli_json('course', one, 'list')
        report = cli_json('import', other, 'courses', book)
        assert (report['new'], report['same']) == (0, 17), report
    with open(f'{folder}/round.csv', 'w', encoding='utf-8') as out:
        out.write('课程代码,授课方式,先修课程\nA1,夜校、直播,D1\nA2,magic,\nA3,,A1\n')
    report = cli_json('import', one, 'courses', f'{folder}/round.csv', expect=1)
    assert report['rejected'] == 1, report
    courses = {course['code']: course for course in cli_json('course', one, 'list')}
    assert courses['A1']['methods'] == 'evening webinar', courses['A1']
    assert courses['A1']['needs'] == [] and courses['A3']['needs'] == ['A1'], courses


@case
def rooms_and_lecturers_change(folder):
    file = branch(folder)
    cli('room', file, 'set-room', 'East', '--name', 'Hall', '--seats', 12, '--place', '3F', env=NOW)
    cli('room', file, 'set-lecturer', 'Lin', '--topics', 'A1 A2', '--cost', '700', env=NOW)
    room, = cli_json('room', file, 'rooms')
    assert (room['name'], room['seats'], room['place'], room['cost']) == ('Hall', 12, '3F', 10000)
    lecturer, = cli_json('room', file, 'lecturers')
    assert (lecturer['topics'], lecturer['fee']) == ('A1 A2', 70000), lecturer
    assert 'East' in cli('room', file, 'set-room', 'East', '--seats', 2, expect=1)[1]
    cli('room', file, 'set-lecturer', 'Lin', '--archive')
    assert cli_json('room', file, 'lecturers') == []
    cli('room', file, 'set-lecturer', 'Lin', '--restore')
    assert cli_json('room', file, 'lecturers') == [lecturer]


@case
def subscribers_find_what_changes(folder):
    file = branch(folder)
    shared = os.path.join(folder, 'shared')
    os.mkdir(shared)
    cli('calendars', file, 'set-folder', os.path.join(folder, 'nowhere'), expect=1)
    cli('calendars', file, 'set-folder', shared, env=NOW)
    assert cli('calendars', file, 'folder')[0].strip() == shared

    def read(name):
        with open(os.path.join(shared, name), encoding='utf-8') as ics:
            return ics.read()

    session(file, '1', '2026-11-24T16:00')
    assert 'VEVENT' not in read('training.ics')  # it is not for others yet
    cli('session', file, 'publish', 'A1/1', env=NOW)
    for name in ('training.ics', 'Lin.ics'):
        assert read(name).count('BEGIN:VEVENT') == 1 and 'CANCELLED' not in read(name), name
    cli('session', file, 'cancel', 'A1/1', env=NOW)
    assert 'STATUS:CANCELLED' in read('Lin.ics')
    cli('undo', file, env=NOW)
    assert 'STATUS:CANCELLED' not in read('Lin.ics')
    assert sorted(os.listdir(shared)) == ['Lin.ics', 'training.ics']

    # what comes in by a file is no less of a change
    courses = os.path.join(folder, 'courses.csv')
    with open(courses, 'w', encoding='utf-8') as out:
        out.write('课程代码,课程名称,级别\nA1,期货入门,L0\n')
    cli('import', file, 'courses', courses, env=NOW)
    for name in ('training.ics', 'Lin.ics'):
        assert 'SUMMARY:期货入门' in read(name), name
    cli('undo', file, env=NOW)
    assert '期货入门' not in read('Lin.ics')

    # a folder that is gone does not undo the work, but is told
    for name in os.listdir(shared):
        os.remove(os.path.join(shared, name))
    os.rmdir(shared)
    assert 'shared' in cli('session', file, 'cancel', 'A1/1', env=NOW)[1]
    cli('calendars', file, 'set-folder', '', env=NOW)
    assert cli('calendars', file, 'folder')[0].strip() == ''


@case
def a_session_from_room_to_feedback(folder):
    file = branch(folder)
    meeting = session(file, '1', '2026-11-24T16:00')
    clash = session(file, '2', '2026-11-24T17:00')
    found = cli_json('session', file, 'clashes', 'A1/2', env=NOW)
    assert {row['kind'] for row in found if row['hard']} == {'room', 'lecturer'}, found
    error = cli('session', file, 'publish', 'A1/2', env=NOW, expect=1)[1]
    assert 'East' in error and 'Lin' in error, error
    slots = cli_json('session', file, 'slots', 'A1/2', '--from', '20261124', '--to', '20261127',
                     '--room', 'East', env=NOW)
    assert len(slots) == 3 and len({slot['starts'][:10] for slot in slots}) == 3, slots
    cli('session', file, 'move', clash, slots[0]['starts'][:16], env=NOW)
    cli('session', file, 'publish', 'A1/2', env=NOW)
    cli('session', file, 'publish', 'A1/1', env=NOW)

    states = [cli('enrol', file, 'add', 'A1/1', 1001 + i, env=NOW)[0].strip() for i in range(4)]
    assert states == ['enrolled'] * 3 + ['waiting'], states
    error = cli('enrol', file, 'add', 'A1/2', 1001, env=NOW, expect=1)[1]
    assert 'another session' in error, error
    cli('enrol', file, 'cancel', 'A1/1', 1001, env=NOW)
    rows = {row['account']: row['state'] for row in cli_json('enrol', file, 'list', 'A1/1')}
    assert rows['1004'] == 'offered' and rows['1001'] == 'cancelled', rows
    cli('undo', file)
    rows = {row['account']: row['state'] for row in cli_json('enrol', file, 'list', 'A1/1')}
    assert rows['1004'] == 'waiting' and rows['1001'] == 'enrolled', rows

    cli('enrol', file, 'roll', meeting, '1001=P', env=NOW, expect=1)
    cli('enrol', file, 'roll', meeting, '1001=P', '1002=L', 'rest=A', env=LATER)
    marks = {row['account']: row['mark'] for row in cli_json('enrol', file, 'roll', meeting)}
    assert marks == {'1001': 'P', '1002': 'L', '1003': 'A'}, marks
    cli('enrol', file, 'feedback', 'A1/1', 1001, '--lecturer', 5, '--usefulness', 4, env=LATER)
    cli('enrol', file, 'feedback', 'A1/1', '-', '--lecturer', 4, env=LATER)
    result = cli_json('enrol', file, 'feedback', 'A1/1')
    assert result['lecturer']['n'] == 2 and result['lecturer']['mean'] == 4.5, result
    assert result['usefulness']['n'] == 1 and result['topic']['mean'] is None, result
    cli('enrol', file, 'sheet', meeting, f'{folder}/sheet.pdf', env=LATER)
    with sqlite3.connect(file) as base:
        base.execute('INSERT INTO course_result (id, client_id, course_id, result, day, certificate)'
                     " SELECT 905, client_id, 902, 'pass', 20780, 'A1-0001' FROM account"
                     " WHERE number = '1001'")
    base.close()
    cli('enrol', file, 'certificate', 905, f'{folder}/certificate.pdf', env=LATER)
    for name in ('sheet', 'certificate'):
        with open(f'{folder}/{name}.pdf', 'rb') as pdf:
            assert pdf.read(5) == b'%PDF-'
    shown = cli_json('session', file, 'show', 'A1/1')
    assert shown['cost'] == 90 * 70000 // 60 and shown['heads'] == 2, shown
    hours = cli_json('room', file, 'hours', env=NOW)
    assert [(row['lecturer'], row['month']) for row in hours] == [('Lin', 202611)], hours


@case
def an_offer_that_runs_out(folder):
    """The answer comes too late and is refused; the seat is with the next all the same."""
    file = branch(folder)
    session(file, '1', '2026-11-24T16:00')
    cli('session', file, 'publish', 'A1/1', env=NOW)
    for i in range(5):
        cli('enrol', file, 'add', 'A1/1', 1001 + i, env=NOW)
    cli('enrol', file, 'cancel', 'A1/1', 1001, env=NOW)
    actions = len(cli_json('history', file))
    out = {'CLT_NOW': str(int(NOW['CLT_NOW']) + 48 * 3600)}
    shown = cli('enrol', file, 'list', 'A1/1', env=out)[0]
    assert 'offer ran out 2026-11-20 12:00' in shown, shown
    error = cli('enrol', file, 'accept', 'A1/1', 1004, env=out, expect=1)[1]
    assert 'has run out' in error, error
    rows = {row['account']: row['state'] for row in cli_json('enrol', file, 'list', 'A1/1')}
    assert (rows['1004'], rows['1005']) == ('declined', 'offered'), rows
    assert len(cli_json('history', file)) == actions


def product_that_invites(file):
    """By telephone, to whom it suits: of the clients that is only the first."""
    with sqlite3.connect(file) as base:
        base.execute('DELETE FROM product WHERE code = \'V07\'')
        base.execute("INSERT INTO product (id, code, category_id) VALUES (906, 'V07', 4)")
        base.execute('INSERT INTO product_version (id, product_id, number, state, name,'
                     ' deliverable, risk, minutes, cost, author, created, approver, approved,'
                     " valid_from) VALUES (907, 906, 1, 'approved', 'Invitation', 'd', 1, 3, 0,"
                     " 'a', 0, 'b', 0, 18262)")
        base.execute("INSERT INTO product_channel VALUES (907, 'phone', 0)")
        base.execute("INSERT INTO message_template VALUES (907, 'phone', '', '{活动}')")
        client, = base.execute("SELECT client_id FROM account WHERE number = '1001'").fetchone()
        base.execute("UPDATE client SET phone = '13800000000' WHERE id = ?", (client,))
        base.execute('INSERT INTO grade (id, client_id, level, lowest, assessed)'
                     " VALUES (908, ?, 'C5', 0, 20700)", (client,))
        base.execute('INSERT INTO consent (id, client_id, channel, given, valid_from)'
                     " VALUES (909, ?, 'phone', 1, 18262)", (client,))
    base.close()


@case
def invitations_go_through_the_channels(folder):
    file = branch(folder, 3)
    session(file, '1', '2026-11-24T16:00')
    cli('enrol', file, 'invite', 'A1/1', env=NOW, expect=1)
    cli('session', file, 'publish', 'A1/1', env=NOW)
    noted = cli_json('enrol', file, 'invite', 'A1/1', '--filter', 'account = "1001"', env=NOW)
    assert [(row['invited'], row['channel']) for row in noted] == [(True, '')], noted
    product_that_invites(file)
    before = cli_json('enrol', file, 'list', 'A1/1', env=NOW)
    assert [(row['state'], row['sent']) for row in before] == [('invited', '')], before
    rows = {row['account']: row for row in cli_json('enrol', file, 'invite', 'A1/1', env=NOW)}
    assert rows['1001']['invited'] and rows['1001']['channel'] == 'phone', rows
    for account in ('1002', '1003'):
        assert not rows[account]['invited'] and rows[account]['blocks'], rows
    after = cli_json('enrol', file, 'list', 'A1/1', env=NOW)
    assert [(row['account'], row['channel'], row['sent']) for row in after] == [
        ('1001', 'phone', 'planned')], after
    push, = cli_json('push', file, 'list', env=NOW)
    cli('push', file, 'release', push['push'], env=NOW)
    after = cli_json('enrol', file, 'list', 'A1/1', env=NOW)
    assert [row['sent'] for row in after] == ['queued'], after
    cli('undo', file)
    cli('undo', file)
    assert cli_json('enrol', file, 'list', 'A1/1', env=NOW) == before
    assert cli_json('push', file, 'list', env=NOW) == []
    row, = cli_json('enrol', file, 'audience', 'A1/1', '--channel', 'sms', '--filter',
                    'account = "1001"', env=NOW)
    assert row['channel'] == '' and row['blocks'], row
    row, = cli_json('enrol', file, 'audience', 'A1/1', '--channel', 'phone', '--filter',
                    'account = "1001"', env=NOW)
    assert row['channel'] == 'phone' and not row['blocks'], row
    text = cli('enrol', file, 'invite', 'A1/1', '--channel', 'phone', env=NOW)[0]
    assert '1 invited, 2 held back' in text, text


@case
def two_programs_take_the_last_seat(folder):
    """Each round there is one seat more, and two who want it at once."""
    file = branch(folder, clients=2 * ROUNDS)
    cli('session', file, 'add', 'A1', '1', '--seats', 1, '--from', '20261201', env=NOW)
    cli('session', file, 'publish', 'A1/1', env=NOW)
    for i in range(ROUNDS):
        if i > 0:
            cli('session', file, 'edit', 'A1/1', '--seats', i + 1, env=NOW)
        accounts = [str(1001 + 2 * i), str(1002 + 2 * i)]
        both = [subprocess.Popen([PROGRAM, 'enrol', file, 'add', 'A1/1', account], text=True,
                                 stdout=subprocess.PIPE, env={**os.environ, **NOW})
                for account in accounts]
        became = [one.communicate()[0].strip() for one in both]
        assert sorted(became) == ['enrolled', 'waiting'], (i, became)
        cli('enrol', file, 'cancel', 'A1/1', accounts[became.index('waiting')], env=NOW)
    states = [row['state'] for row in cli_json('enrol', file, 'list', 'A1/1')]
    assert states.count('enrolled') == states.count('cancelled') == ROUNDS, states


@case
def a_quarter_is_proposed_and_published(folder):
    file = branch(folder, clients=20)
    need = ('--need', 'A1', '--need', 'A2=account >= "1005"', '--need', 'B1')
    days = ('--from', '20270104', '--to', '20270331')
    plan = cli_json('plan', file, 'propose', *need, *days, env=NOW)
    assert {row['course'] for row in plan['sessions']} == {'A1', 'A2'}, plan
    assert [(row['course'], row['barred']) for row in plan['left']] == [('B1', 20)], plan
    assert plan['placed'] == 36, plan
    assert int(cli('plan', file, 'apply', *need, *days, env=NOW)[0]) == len(plan['sessions'])
    assert int(cli('plan', file, 'publish', *days, env=NOW)[0]) == len(plan['sessions'])
    assert cli_json('session', file, 'clashes', *days, env=NOW) == []
    # what the needs say: A1 comes first for everybody
    wanted = cli_json('plan', file, 'propose', *days, env=NOW)
    assert wanted['placed'] == 20 and {row['course'] for row in wanted['sessions']} == {'A1'}, wanted
    assert cli_json('plan', file, 'propose', *need, *days, env=NOW)['placed'] == 36


main()
