# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue of calls, contacts and tasks from the command line."""

import csv
import datetime
import os
import sqlite3

from cli import case, cli, cli_json, main, query

EPOCH = datetime.date(1970, 1, 1)


def clock(day, time):
    """A day and a time of Asia/Shanghai."""
    moment = datetime.datetime.fromisoformat(f'{day}T{time}+08:00')
    return {'CLT_NOW': str(int(moment.timestamp()))}


MORNING = clock('2026-03-04', '09:30')  # a Wednesday


def make_branch(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path, env=MORNING)
    for name, text in (('clients', '客户号,客户名称,开户日期,手机\n'
                                   '001,甲,2020-01-01,13812345678\n'
                                   '002,乙,2026-03-02,13912345678\n'),
                       ('staff', '员工号,员工姓名,角色\nK1,王一,客服专员\nK2,李二,客服专员\n')):
        source = os.path.join(folder, name + '.csv')
        with open(source, 'w', encoding='utf-8') as file:
            file.write(text)
        cli('import', path, name, source, env=MORNING)
    return path


def add(path, *options):
    return int(cli('calls', path, 'add', '001', *options, env=MORNING)[0])


@case
def one_call_one_desk(folder):
    path = make_branch(folder)
    first, second = add(path, '--staff', 'K1'), add(path)
    queue = cli_json('calls', path, 'queue', '--staff', 'K2', env=MORNING)
    assert [item['id'] for item in queue] == [second] and queue[0]['shared'], queue
    assert queue[0]['phone'] == '138****5678' and queue[0]['bar'] == '', queue
    taken = cli_json('calls', path, 'take', second, '--who', 'K1', '--desk', 'a', env=MORNING)
    assert taken[0]['id'] == second and taken[0]['claimed']
    assert cli_json('calls', path, 'take', '--who', 'K2', '--desk', 'b', env=MORNING) == []
    _, words = cli('calls', path, 'finish', second, 'complete', '--who', 'K2', '--desk', 'b',
                   env=MORNING, expect=1)
    assert 'K1' in words, words
    # its own desk has it again after a crash; a lease later anybody may
    again = cli_json('calls', path, 'take', '--who', 'K1', '--desk', 'a', env=MORNING)
    assert again[0]['id'] == second
    later = cli_json('calls', path, 'take', '--who', 'K2', '--desk', 'b',
                     env=clock('2026-03-04', '09:46'))
    assert later[0]['id'] == second
    cli('calls', path, 'release', second, '--who', 'K2', '--desk', 'b', env=MORNING)
    cli('calls', path, 'hand-over', 'K1', 'K2', env=MORNING)
    queue = cli_json('calls', path, 'queue', '--staff', 'K2', env=MORNING)
    assert [item['id'] for item in queue] == [first, second], queue


@case
def outcomes_and_what_follows(folder):
    path = make_branch(folder)
    call = add(path, '--staff', 'K1')
    noon = clock('2026-03-04', '12:00')
    _, words = cli('calls', path, 'finish', call, 'no-answer', env=noon, expect=1)
    assert 'noon' in words, words
    words, _ = cli('calls', path, 'finish', call, 'no-answer', '--reason', '客户要求', env=noon)
    assert '2026-03-04 18:00' in words, words
    cli('calls', path, 'finish', call, 'later', env=clock('2026-03-04', '18:30'), expect=1)
    cli('calls', path, 'finish', call, 'later', '--again', '明天下午三点', '--seconds', 40,
        '--promise', '我会寄去资料', '--promise-due', '后天', env=clock('2026-03-04', '18:30'))
    item, = cli_json('calls', path, 'queue', env=clock('2026-03-05', '14:00'))
    assert item['at'].startswith('2026-03-05T15:00') and item['waits'], item
    cli('calls', path, 'move', call, 'fri 10:00', env=clock('2026-03-05', '14:00'))
    _, words = cli('calls', path, 'move', call, '下周一 10:00', env=clock('2026-03-05', '14:01'),
                   expect=1)
    assert 'why' in words, words
    cli('calls', path, 'move', call, '下周一 10:00', '--reason', '客户出差',
        env=clock('2026-03-05', '14:01'))
    cli('calls', path, 'finish', call, 'wrong-number', env=clock('2026-03-09', '10:00'))
    assert cli_json('calls', path, 'queue', env=clock('2026-03-09', '10:00')) == []
    tasks = cli_json('task', path, 'list', env=clock('2026-03-09', '10:00'))
    assert [(task['kind'], task['due']) for task in tasks] == [
        ('promise', 20260306), ('contact-data', 20260310)], tasks
    assert tasks[0]['late'] and not tasks[1]['late']
    log = cli_json('contact', path, 'list', '--client', '001')
    assert [entry['outcome'] for entry in log] == ['wrong-number', 'later', 'no-answer'], log
    assert log[2]['override'] == '客户要求' and log[1]['seconds'] == 40
    # one step back: the call is due again, its task is gone
    cli('undo', path)
    assert len(cli_json('calls', path, 'queue', env=clock('2026-03-09', '10:00'))) == 1
    assert len(cli_json('task', path, 'list')) == 1


@case
def the_form_of_a_call(folder):
    path = make_branch(folder)
    cli('questionnaire', path, 'preset', 'new-account', env=MORNING)
    cli('calls', path, 'plan', env=MORNING)
    (call,), = query(path, "SELECT id FROM call_task WHERE occasion = 'new-account'")
    words, _ = cli('calls', path, 'answer', call, 'identity', 'yes', env=MORNING)
    assert 'opened-self' in words, words
    cli('calls', path, 'answer', call, 'opened-self', 'perhaps', env=MORNING, expect=1)
    cli('calls', path, 'answer', call, 'no-such', 'yes', env=MORNING, expect=1)
    words, _ = cli('calls', path, 'answer', call, 'opened-self', 'no', env=MORNING)
    assert 'compliance' in words and 'risks-told' in words, words
    assert query(path, "SELECT state FROM task WHERE kind = 'compliance'") == [('open',)]
    cli('calls', path, 'answer', call, 'risks-told', '--mark', 'refused', env=MORNING)
    cli('calls', path, 'finish', call, 'broken', '--reason', 'x', env=MORNING)
    assert query(path, 'SELECT state, at_key FROM response') == [('broken', 'only-self')]
    cli('calls', path, 'answer', call, 'only-self', 'yes', env=MORNING)
    # what is required is missing
    cli('calls', path, 'finish', call, 'complete', '--reason', 'x', env=MORNING, expect=1)
    words, _ = cli('calls', path, 'answer', call, 'promise', '--mark', 'unknown', env=MORNING)
    assert 'password' in words, words
    cli('calls', path, 'finish', call, 'complete', '--reason', 'x', env=MORNING)
    assert query(path, 'SELECT state, count(*) FROM response') == [('complete', 1)]
    assert query(path, 'SELECT count(*) FROM answer') == [(5,)]


@case
def recordings_by_their_name(folder):
    path = make_branch(folder)
    cli('calls', path, 'recordings', '{account}-{word}.wav', env=MORNING, expect=1)
    cli('calls', path, 'recordings', 'all.wav', env=MORNING, expect=1)
    cli('calls', path, 'recordings', '{date}-{time}_{account}_{staff}.wav', env=MORNING)
    calls = [add(path, '--staff', 'K1') for _ in range(4)]
    who = ('--who', 'K1')
    cli('calls', path, 'finish', calls[0], 'complete', '--seconds', 90, *who, env=MORNING)
    cli('calls', path, 'finish', calls[1], 'no-answer', *who, env=MORNING)
    cli('calls', path, 'finish', calls[2], 'declined', '--recording', 'x.wav', *who, env=MORNING)
    cli('calls', path, 'recordings', '', env=MORNING)
    cli('calls', path, 'finish', calls[3], 'complete', *who, env=MORNING)
    names = query(path, 'SELECT recording FROM contact ORDER BY id')
    # the talk began a minute and a half before it was noted
    assert names == [('20260304-092830_001_K1.wav',), ('',), ('x.wav',), ('',)], names


@case
def an_old_reached_is_complete(folder):
    path = make_branch(folder)
    call = add(path)
    cli('calls', path, 'finish', call, 'reached', env=MORNING)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE call_task SET outcome = 'reached'")
    assert cli_json('calls', path, 'list', '--closed')[0]['outcome'] == 'complete'
    with sqlite3.connect(path) as db:
        db.execute("UPDATE call_task SET outcome = 'complete'")
    cli('undo', path)
    assert cli_json('calls', path, 'list')[0]['state'] == 'open'


@case
def contacts_and_tasks_by_hand(folder):
    path = make_branch(folder)
    cli('contact', path, 'add', '001', '来电 电话 5分钟 追保：问通知的意思 > 明天回电', '--who', 'K1',
        env=MORNING)
    cli('contact', path, 'add', '001', env=MORNING, expect=1)
    cli('contact', path, 'add', '001', 'x', '--channel', 'pigeon', env=MORNING, expect=1)
    entry, = cli_json('contact', path, 'list', env=MORNING)
    assert (entry['direction'], entry['seconds'], entry['topic'], entry['next'], entry['staff']) == (
        'in', 300, '追保', '明天回电', '王一'), entry
    number = cli('task', path, 'add', '寄送资料', '--client', '001', '--owner', 'K1', '--due',
                 'tomorrow', env=MORNING)[0].strip()
    cli('task', path, 'drop', number, env=MORNING, expect=1)
    cli('task', path, 'move', number, 'yesterday', env=MORNING, expect=1)
    cli('task', path, 'move', number, 'next fri', env=MORNING)
    cli('task', path, 'give', number, 'K2', env=MORNING)
    task, = cli_json('task', path, 'list', '--owner', 'K2', env=MORNING)
    assert task['due'] == 20260313, task
    cli('task', path, 'done', number, '--result', '已寄', env=MORNING)
    assert cli_json('task', path, 'list', env=MORNING) == []
    assert cli_json('task', path, 'list', '--closed', env=MORNING)[0]['result'] == '已寄'


@case
def the_log_goes_out_and_comes_back(folder):
    """In both languages: what is exported is imported as the same rows."""
    path = make_branch(folder)
    cli('contact', path, 'add', '001', '来电 5分钟 追保：问通知的意思 > 明天回电', '--who', 'K1',
        env=MORNING)
    cli('contact', path, 'note', '001 busy > tomorrow 3pm', '--who', 'K1', env=MORNING)
    assert len(cli_json('calls', path, 'list', env=MORNING)) == 1
    for ending in ('csv', 'xlsx'):
        out = os.path.join(folder, 'log.' + ending)
        cli('export', path, 'callbacks', out, env=MORNING)
        result = cli_json('import', path, 'callbacks', out, '--dry-run', env=MORNING)
        assert (result['rows'], result['rejected'], result['new']) == (2, 0, 0), result


@case
def the_queue_as_a_file(folder):
    """In its order, with why a call waits, and without a number of a telephone."""
    path = make_branch(folder)
    add(path, '--staff', 'K2')
    add(path, '--staff', 'K1')
    agreed = add(path, '--staff', 'K1')
    cli('calls', path, 'move', agreed, 'today 3pm', env=MORNING)
    out = os.path.join(folder, 'queue.csv')
    cli('export', path, 'calls', out, '--who', 'K1', env=MORNING)
    with open(out, encoding='utf-8-sig', newline='') as file:
        rows = list(csv.DictReader(file))
    assert [(row['In whose queue'], row['Agreed time'], row['Now']) for row in rows] == [
        ('王一', '', 'may be made'), ('王一', '15:00', 'waits for its time')], rows
    assert all(row['Due'] == '2026-03-04' and row['Client name'] == '甲' for row in rows), rows
    assert '5678' not in str(rows)
    for ending in ('xlsx', 'pdf'):
        cli('export', path, 'calls', os.path.join(folder, 'queue.' + ending), '--who', 'K1',
            env=MORNING)


@case
def callbacks_are_planned_once(folder):
    path = make_branch(folder)
    assert '1' in cli('calls', path, 'plan', env=MORNING)[0]
    cli('calls', path, 'plan', env=MORNING)
    call, = cli_json('calls', path, 'list', env=MORNING)
    assert (call['client'], call['due']) == ('乙', 20260309), call
    cli('calls', path, 'hours', '002', '18:00-20:00', env=MORNING)
    cli('calls', path, 'hours', '002', '21:00-22:00', env=MORNING, expect=1)
    item, = cli_json('calls', path, 'queue', env=clock('2026-03-09', '10:00'))
    assert item['bar'] != '' and item['occasion'] == 'new-account', item
    item, = cli_json('calls', path, 'queue', env=clock('2026-03-09', '18:00'))
    assert item['bar'] == '', item
    cli('calls', path, 'absent', 'K1', '--from', '20260305', '--to', '20260301', env=MORNING,
        expect=1)
    cli('calls', path, 'absent', 'K1', '--from', '20260305', '--to', '20260310', '--stand-in', 'K2',
        env=MORNING)
    days = [(datetime.date(2026, 3, day) - EPOCH).days for day in (5, 10)]
    assert query(path, 'SELECT valid_from, valid_to FROM absence') == [tuple(days)]
    absence, = cli_json('calls', path, 'absences', env=MORNING)
    assert (absence['from'], absence['to']) == (20260305, 20260310), absence
    assert absence['staff'] != absence['stand_in'] != '', absence
    assert not cli_json('calls', path, 'absences', env=clock('2026-03-11', '10:00'))
    cli('calls', path, 'present', absence['id'], env=MORNING)
    assert not cli_json('calls', path, 'absences', env=MORNING)
    cli('calls', path, 'present', absence['id'], env=MORNING, expect=1)


main()
