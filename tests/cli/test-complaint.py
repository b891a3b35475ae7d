# SPDX-License-Identifier: GPL-3.0-or-later
"""Complaints by command: taken in, moved on, answered by letter, filed, counted."""

import os

from cli import case, cli, cli_json, main, new_branch, query

NOW = {'CLT_NOW': '1794967200'}  # 2026-11-18 10:00 in Shanghai


def make_branch(folder):
    path = new_branch(folder)
    people = os.path.join(folder, 'clients.csv')
    with open(people, 'w', encoding='utf-8') as file:
        file.write('客户号,客户名称,开户日期\n1001,王芳,20200101\n1002,李明,20200101\n')
    cli('import', path, 'clients', people)
    staff = os.path.join(folder, 'staff.csv')
    with open(staff, 'w', encoding='utf-8') as file:
        file.write('工号,姓名,岗位\n01,林静,客服专员\n02,钱进,客服专员\n09,吴总,经理\n')
    cli('import', path, 'staff', staff)
    return path


def run(path, *args, **options):
    return cli('complaint', path, *args, env=NOW, **options)


def ask(path, *args):
    return cli_json('complaint', path, *args, env=NOW)


@case
def from_intake_to_closing(folder):
    path = make_branch(folder)
    first = ask(path, 'add', 'client=1001', 'class=orders', 'topic=滑点', 'handler=02', 'about=01',
                'source=12386', 'facts=一\n二')
    assert first['number'] == '2026-00001' and first['repeats'] == [], first
    again = ask(path, 'add', 'client=1001', 'class=orders', 'topic=滑点')
    assert again['repeats'] == ['2026-00001'], again
    run(path, 'set', again['number'], 'same_as=2026-00001')

    _, refused = run(path, 'set', '2026-00001', 'handler=01', expect=1)
    assert '林静' in refused, refused
    run(path, 'move', '2026-00001', 'closed', '--reason', 'x', expect=1)
    run(path, 'move', '2026-00001', 'proposal', expect=1)
    run(path, 'move', '2026-00001', 'accepted')
    run(path, 'stop', '2026-00001', '对账单')
    assert ask(path, 'show', '2026-00001')['light'] == 'stopped'
    run(path, 'resume', '2026-00001')
    run(path, 'extend', '2026-00001', '02', '专家', expect=1)
    run(path, 'extend', '2026-00001', '09', '专家')
    run(path, 'set', '2026-00001', 'finding=partly', 'cause=双击', 'remedy=退费', 'payment=12.50')
    assert '{营业部}' in run(path, 'letter', '2026-00001', 'answer', expect=1)[1]  # it has no name
    letter = run(path, 'letter', '2026-00001', 'answer', '--text',
                 '{称呼}：{投诉编号}{调查结论}。')[0].strip()
    run(path, 'send', letter)
    run(path, 'send', letter, expect=1)
    task = run(path, 'remedy', '2026-00001', '02', '20261201', '培训')[0].strip()
    run(path, 'remedied', task, '已培训')
    evidence = os.path.join(folder, 'chat.txt')
    with open(evidence, 'w', encoding='utf-8') as file:
        file.write('证据')
    run(path, 'attach', '2026-00001', evidence)
    run(path, 'move', '2026-00001', 'closed', '--reason', '当日解决', '--staff', '02')

    shown = ask(path, 'show', '2026-00001')
    assert shown['state'] == 'closed' and shown['closed'] == 20261118, shown
    assert shown['payment'] == 1250 and shown['facts'] == '一\n二', shown
    assert [step['state'] for step in shown['steps']] == [
        'registered', 'accepted', 'stopped', 'resumed', 'extended', 'closed'], shown
    assert shown['letters'][0]['sent'] == 20261118 and '部分属实' in shown['letters'][0]['text']
    assert shown['files'] == ['chat.txt'] and shown['remedies'][0]['state'] == 'done', shown
    calls = cli_json('calls', path, 'list', env=NOW)
    assert len(calls) == 1, calls

    out = os.path.join(folder, 'case.pdf')
    run(path, 'file', '2026-00001', out)
    with open(out, 'rb') as file:
        assert file.read(5) == b'%PDF-'
    run(path, 'asked', '2026-00001', '--satisfied', '1', '--not-solved', '--reason', '没有退费')
    shown = ask(path, 'show', '2026-00001')
    assert shown['state'] == 'investigating' and shown['reopened'] == 1, shown
    assert cli_json('calls', path, 'list', env=NOW) == []


@case
def lists_and_undo(folder):
    path = make_branch(folder)
    for words in ('client=1001', 'client=1002', 'person=路人'):
        run(path, 'add', words, 'handler=02')
    run(path, 'move', '2026-00002', 'withdrawn')
    numbers = lambda *args: [row['number'] for row in ask(path, 'list', *args)]  # noqa: E731
    assert numbers('--open') == ['2026-00003', '2026-00001']
    assert numbers('--done') == ['2026-00002']
    assert numbers('--client', '1001') == ['2026-00001']
    assert numbers('--filter', '路人') == ['2026-00003']
    assert numbers('--handler', '01') == []
    cli('undo', path, env=NOW)
    assert numbers('--done') == []
    run(path, 'set', '2026-00009', 'topic=x', expect=1)
    run(path, 'set', '2026-00001', 'colour=x', expect=1)
    run(path, 'dance', expect=2)


@case
def unknown_people(folder):
    """Refused, kept as prospects, or without a client, as chosen; staff that nobody knows refused."""
    path = make_branch(folder)
    source = os.path.join(folder, 'register.csv')
    with open(source, 'w', encoding='utf-8') as file:
        file.write('收到日期,客户号,投诉人,类别,主题,经办人\n2026-11-02,1001,,orders,a,钱进\n'
                   '2026-11-03,7777,赵六,orders,a,\n2026-11-04,,孙七,service,b,\n'
                   '2026-11-05,1001,,orders,a,\n2026-11-06,1002,,orders,a,某人\n')
    report = cli_json('import', path, 'complaints', source, expect=1)
    assert report['new'] == 3 and report['rejected'] == 2, report
    assert [row['reason'] for row in report['rejects']] == ['unknown_account', 'bad_value'], report
    rows = {row['received']: row for row in ask(path, 'list')}
    assert rows[20261105]['same_as'] == rows[20261102]['number'], rows
    assert rows[20261104]['person'] == '孙七' and rows[20261104]['name'] == '', rows
    cli('undo', path)

    report = cli_json('import', path, 'complaints', source, '--set', 'unknown=prospect', expect=1)
    assert report['new'] == 4, report
    rows = {row['received']: row for row in ask(path, 'list')}
    assert rows[20261103]['prospect'] and rows[20261103]['name'] == '赵六', rows
    assert rows[20261104]['prospect'], rows
    cli('undo', path)

    report = cli_json('import', path, 'complaints', source, '--set', 'unknown=none', expect=1)
    rows = {row['received']: row for row in ask(path, 'list')}
    assert report['new'] == 4 and rows[20261103]['name'] == '', rows
    cli('import', path, 'complaints', source, '--set', 'unknown=perhaps', expect=1)


@case
def done_is_judged_by_then(folder):
    """A register that comes again does not judge anew what was done, whatever the rules are now."""
    path = make_branch(folder)
    source = os.path.join(folder, 'register.csv')

    def load(words, closed='2026-11-16'):
        with open(source, 'w', encoding='utf-8') as file:
            file.write('编号,收到日期,登记日期,客户号,类别,主题,投诉内容,办结日期\n'
                       f'2026-00001,2026-11-02,2026-11-02,1001,orders,a,{words},{closed}\n'
                       f'2026-00002,2026-11-02,2026-11-02,1002,orders,a,{words},\n')
        return cli_json('import', path, 'complaints', source, env=NOW)

    due = lambda: query(path, 'SELECT due_close FROM complaint ORDER BY number')  # noqa: E731
    assert load('x')['new'] == 2
    before = due()
    cli('rules', path, 'complaint.close=1', '--from', '20260101')
    assert load('y')['changed'] == 2
    assert due()[0] == before[0] and due()[1] < before[1], (before, due())


@case
def not_by_whom_it_is_about(folder):
    path = make_branch(folder)
    run(path, 'add', 'client=1001', 'class=orders', 'about=01', 'handler=02')
    run(path, 'add', 'client=1001', 'class=orders', 'handler=01')
    _, refused = run(path, 'set', '2026-00002', 'same_as=2026-00001', expect=1)
    assert '2026-00001' in refused, refused
    run(path, 'set', '2026-00002', 'handler=09', 'same_as=2026-00001')
    run(path, 'set', '2026-00002', 'handler=01', expect=1)
    run(path, 'set', '2026-00002', 'about=02', expect=1)  # who handles the first
    run(path, 'set', '2026-00002', 'topic=x')


@case
def rate(folder):
    """Per 1,000 clients on average, and who complained; nothing where nobody ever has."""
    path = make_branch(folder)
    period = ('--from', '20261101', '--to', '20261130')

    def find(*args):
        report = cli_json('kpi', path, *period, *args, env=NOW)
        return report, [row for row in report['indicators'] if row['name'] == 'complaint']

    assert find()[1][0]['value'] is None
    for words in ('client=1001', 'client=1001', 'client=1002', 'person=x'):
        run(path, 'add', words, 'class=orders', 'topic=x')
    run(path, 'set', '2026-00002', 'same_as=2026-00001')
    report, rows = find()
    assert rows[0]['numerator'] == rows[0]['denominator'] == 2 and rows[0]['value'] == 1000, rows
    assert rows[0]['low'] is None and rows[0]['high'] is None, rows
    found = report['complaints']
    assert found['registered'] == 4 and found['counted'] == 2, found
    assert found['merged'] == 1 and found['nameless'] == 1, found
    assert sum(row['numerator'] for row in find('--by', 'tier')[1] if row['group']) == 2
    months = [row['numerator'] for row in find('--by', 'month')[1] if row['group']]
    assert months == [2], months
    members = cli_json('kpi', path, *period, '--members', 'complaint', env=NOW)
    assert members['members'] == ['1001', '1002'], members
    text = cli('kpi', path, *period, env=NOW)[0]
    assert '1000.0 ‰' in text and 'Complaints: 4 registered, 2 of clients' in text, text


main()
