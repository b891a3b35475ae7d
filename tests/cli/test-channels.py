# SPDX-License-Identifier: GPL-3.0-or-later
"""sms, calls, appointments and bulletin: what each channel hands out, that it comes back, and that all
of them write the same delivery log."""

import csv
import html
import http.server
import io
import json
import os
import re
import socket
import subprocess
import threading
import urllib.parse

from cli import case, cli, cli_json, main, query

FILL = os.environ['FILL_QUEUE']
NOW = 1794967200  # 2026-11-18 10:00 in Shanghai, a Wednesday
PASSWORD = '密&码"1'
ENV = {'CLT_NOW': str(NOW), 'CLT_SMS_PASSWORD': PASSWORD}


def make_branch(folder, clients, channel=None):
    path = os.path.join(folder, 'b.clientele')
    subprocess.run([FILL, path, str(clients), *([channel] if channel else [])], check=True,
                   env={**os.environ, **ENV})
    cli('rules', path, 'mail.per_minute=10000', '--from', '20200101')
    return path


def states(path):
    return dict(query(path, "SELECT m.address, coalesce(s.state, 'queued') FROM message m"
                            ' LEFT JOIN message_state s ON s.message_id = m.id'))


def deliveries(path, channel):
    return query(path, f"SELECT count(*), count(DISTINCT client_id) FROM delivery"
                       f" WHERE channel = '{channel}'")[0]


class Gateway(http.server.ThreadingHTTPServer):
    """answers: phone -> (status, body), or 'cut'. requests: what came, decoded."""

    def __init__(self):
        self.requests, self.answers = [], {}
        super().__init__(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server_port}/send'

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()

    def handle_error(self, _request, _address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, phone, values):
        self.server.requests.append(values)
        planned = self.server.answers.get(phone, (200, '{"code": 0, "msg": "提交成功"}'))
        if planned == 'cut':
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(planned[0])
        self.end_headers()
        self.wfile.write(planned[1].encode())

    def do_GET(self):
        values = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.answer(values['to'], values)

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        assert self.headers['Content-Type'] == 'application/json; charset=utf-8'
        values = json.loads(body)
        self.answer(values['to'], values)

    def log_message(self, *_args):
        pass


def phone(number):
    return f'138{number:08d}'


@case
def the_gateway_of_the_web_gets_each_message_once(folder):
    path = make_branch(folder, 9)
    with Gateway() as gateway:
        cli('sms', path, 'gateway', 'signature=某期货', 'opt-out=拒收请回复R', 'user=branch',
            f'url={gateway.url}?user={{user}}&pass={{password}}&to={{phone}}&text={{text}}&id={{id}}',
            r'success="code":\s*0', env=ENV)
        cli('sms', path, 'queue', 'LETTER', *(f'8000000{n}' for n in range(1, 10)), env=ENV)
        gateway.answers = {phone(2): (200, '{"code": 7, "msg": "黑名单"}'), phone(3): (503, ''),
                           phone(4): (500, 'oops'), phone(5): 'cut', phone(6): (404, ''),
                           phone(7): (429, 'slowly')}
        result = cli_json('sms', path, 'send', env=ENV, expect=1)
        after = {1: 'sent', 2: 'failed', 3: 'retry', 4: 'unknown', 5: 'unknown', 6: 'failed',
                 7: 'retry', 8: 'sent', 9: 'sent'}
        assert states(path) == {phone(n): state for n, state in after.items()}, states(path)
        assert result['sent'] == 3 and result['left'] == 2, result
        sent = {values['to']: values for values in gateway.requests}
        assert len(gateway.requests) == len(sent) == 9
        for address, text, number in query(path, 'SELECT address, body, reference FROM message'):
            assert sent[address] == {'user': 'branch', 'pass': PASSWORD, 'to': address,
                                     'text': text, 'id': number}
            assert text.startswith('【某期货】') and text.endswith('拒收请回复R'), text
        failed = cli_json('sms', path, 'list', '--state', 'failed', env=ENV)
        assert '黑名单' in failed[0]['answer'] and '****' in failed[0]['address'], failed
        gateway.answers = {}
        later = cli_json('sms', path, 'send', env={**ENV, 'CLT_NOW': str(NOW + 60)})
        assert later['sent'] == 2 and len(gateway.requests) == 11, later
    assert deliveries(path, 'sms') == (5, 5)


@case
def a_gateway_that_is_no_good_changes_nothing(folder):
    path = make_branch(folder, 2, 'sms')
    _, words = cli('sms', path, 'send', env=ENV, expect=1)
    assert 'url' in words, words
    with Gateway() as gateway:
        cli('sms', path, 'gateway', f'url={gateway.url}', 'type=json',
            'body={"to": "{phone}", "text": "{text}", "pass": "{password}"}', env=ENV)
        gateway.answers = {phone(1): (401, 'who are you')}
        _, words = cli('sms', path, 'send', env=ENV, expect=1)
        assert '401' in words and PASSWORD not in words, words
        assert set(states(path).values()) == {'queued'}
        gateway.answers = {}
        port = gateway.server_port
    _, words = cli('sms', path, 'send', env=ENV, expect=1)
    assert 'cannot be used' in words, words
    assert set(states(path).values()) == {'queued'} and port
    with Gateway() as gateway:
        cli('sms', path, 'gateway', f'url={gateway.url}', env=ENV)
        assert cli_json('sms', path, 'send', env=ENV)['sent'] == 2
        assert [values['pass'] for values in gateway.requests] == [PASSWORD] * 2
    for bad in ('url=http://gateway.example/send', 'type=xml', 'timeout=0', 'columns=phone',
                'columns=phone,text,colour', 'success=(', 'encoding=latin1', 'colour=red'):
        cli('sms', path, 'gateway', bad, env=ENV, expect=1)


def read_file(name, encoding):
    with open(name, 'rb') as file:
        return file.read().decode(encoding)


@case
def the_file_for_the_gateway(folder):
    path = make_branch(folder, 4, 'sms')
    out = os.path.join(folder, 'out.csv')
    # nothing is handed over when the file cannot be written
    cli('sms', path, 'export', os.path.join(folder, 'no', 'where.csv'), env=ENV, expect=1)
    assert set(states(path).values()) == {'queued'}
    cli('sms', path, 'gateway', 'encoding=gb18030', 'columns=手机号=phone,短信内容=text,编号=id',
        env=ENV)
    cli('sms', path, 'export', out, env=ENV)
    rows = list(csv.reader(io.StringIO(read_file(out, 'gb18030'), newline='')))
    assert rows[0] == ['手机号', '短信内容', '编号']
    assert sorted(rows[1:]) == sorted(
        [list(row) for row in query(path, 'SELECT address, body, reference FROM message')])
    assert set(states(path).values()) == {'handed'}
    assert query(path, 'SELECT kind, rows, masked FROM export_log') == [('sms', 4, 0)]
    assert deliveries(path, 'sms') == (0, 0)
    # none goes into a second file, and a run does not take them for what a crash left
    second = os.path.join(folder, 'second.txt')
    words, _ = cli('sms', path, 'export', second, env=ENV)
    assert 'No short message' in words and not os.path.exists(second), words
    cli('sms', path, 'gateway', 'url=http://127.0.0.1:1/', env=ENV)
    assert cli_json('sms', path, 'send', env=ENV)['found'] == 0
    handed = [m['id'] for m in cli_json('sms', path, 'list', '--state', 'handed', env=ENV)]
    cli('sms', path, 'settle', *handed[:3], '--sent', env=ENV)
    cli('sms', path, 'settle', handed[3], '--again', env=ENV)
    assert deliveries(path, 'sms') == (3, 3)
    cli('sms', path, 'gateway', 'format=txt', 'separator=tab', 'header=no', 'encoding=utf-8',
        'columns=id,phone,text', env=ENV)
    cli('sms', path, 'export', second, env=ENV)
    lines = read_file(second, 'utf-8').split('\r\n')
    assert len(lines) == 2 and lines[1] == '' and lines[0].split('\t')[1] == phone(4), lines


def write(folder, name, text, encoding='utf-8'):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding=encoding, newline='') as file:
        file.write(text)
    return path


@case
def what_the_gateway_gives_back_is_read(folder):
    path = make_branch(folder, 6, 'sms')
    cli('sms', path, 'export', os.path.join(folder, 'out.csv'), env=ENV)
    assert set(states(path).values()) == {'handed'}
    rows = query(path, 'SELECT reference, address FROM message ORDER BY id')
    back = write(folder, 'back.csv', '某某短信平台 状态报告\r\n手机号,编号,状态\r\n' + ''.join(
        f'{phone},{reference},{status}\r\n' for (reference, phone), status in
        zip(rows, ['DELIVRD', '发送成功', 'UNDELIV', '发送中', '空号', 'XYZ'])) +
        f'13800000000,{rows[0][0]},DELIVRD\r\n{rows[1][1]},999,DELIVRD\r\n', 'gb18030')
    result = cli_json('sms', path, 'results', back, env=ENV, expect=1)
    assert result == {'sent': 2, 'failed': 2, 'open': 1, 'same': 0, 'rejected': 3}, result
    assert list(states(path).values()) == ['sent', 'sent', 'failed', 'handed', 'failed', 'handed']
    assert deliveries(path, 'sms') == (2, 2)
    _, words = cli('sms', path, 'results', back, env=ENV, expect=1)
    # by the number of their lines: the unknown word, the wrong telephone, the unknown message
    assert [line.split(': ')[1] for line in words.splitlines()] == ['line 8', 'line 9', 'line 10'], (
        words)
    assert 'XYZ' in words.splitlines()[0], words
    again = cli_json('sms', path, 'results', back, env=ENV, expect=1)
    assert again == {'sent': 0, 'failed': 0, 'open': 1, 'same': 4, 'rejected': 3}, again
    assert deliveries(path, 'sms') == (2, 2)


@case
def the_gateways_own_columns_and_words(folder):
    path = make_branch(folder, 3, 'sms')
    cli('sms', path, 'export', os.path.join(folder, 'out.csv'), env=ENV)
    one, two, three = [reference for reference, in query(path, 'SELECT reference FROM message')]
    nothing = write(folder, 'nothing.txt', f'{one}|1000\n{two}|2000\n')
    _, words = cli('sms', path, 'results', nothing, env=ENV, expect=1)
    assert 'settings' in words, words
    cli('sms', path, 'gateway', 'result-id=1', 'result-status=2', 'result-sent=^1...$',
        'result-failed=^2', 'format=txt', 'separator=|', env=ENV)
    result = cli_json('sms', path, 'results', nothing, env=ENV)
    assert (result['sent'], result['failed']) == (1, 1), result
    # what was taken by the gateway and came back later leaves the log again
    late = write(folder, 'late.txt', f'{one}|2001\n')
    assert cli_json('sms', path, 'results', late, env=ENV)['failed'] == 1
    assert deliveries(path, 'sms') == (0, 0)
    cli('sms', path, 'gateway', 'result-id=Ref', 'result-status=Outcome', 'format=csv', env=ENV)
    named = write(folder, 'named.csv', f'Ref,Outcome\n{three},1000\n')
    assert cli_json('sms', path, 'results', named, env=ENV)['sent'] == 1
    cli('sms', path, 'gateway', 'result-sent=(', env=ENV, expect=1)


@case
def calls_come_from_a_push_and_end_in_the_log(folder):
    path = make_branch(folder, 4, 'phone')
    calls = cli_json('calls', path, 'list', env=ENV)
    assert len(calls) == 4
    for call in calls:
        assert call['script'].endswith('这里是无锡营业部。') and call['due'] == 20261118, call
        assert re.fullmatch(r'138\*\*\*\*\d{4}', call['phone']), call
    first, second, third, fourth = (call['id'] for call in calls)
    words, _ = cli('calls', path, 'dial', first, '--who', '王', env=ENV)
    assert words.strip() == f'tel:+86{phone(1)}', words
    assert query(path, 'SELECT who, field, reason FROM reveal_log') == [('王', 'phone', 'dialler')]
    cli('calls', path, 'finish', first, 'reached', '--note', '有兴趣', env=ENV)
    cli('calls', path, 'finish', second, 'no-answer', env=ENV)
    cli('calls', path, 'finish', third, 'declined', env=ENV)
    cli('calls', path, 'finish', fourth, 'busy', '--again', '20261125', env=ENV)
    cli('calls', path, 'finish', first, 'reached', env=ENV, expect=1)
    cli('calls', path, 'finish', second, 'asleep', env=ENV, expect=1)
    assert [(c['id'], c['due']) for c in cli_json('calls', path, 'list', env=ENV)] == [
        (second, 20261118), (fourth, 20261125)]  # again the same afternoon
    assert {c['id'] for c in cli_json('calls', path, 'list', '--closed', env=ENV)} == {first, third}
    assert deliveries(path, 'phone') == (1, 1)
    assert query(path, 'SELECT note FROM delivery') == [('有兴趣',)]
    assert sorted(state for state, in query(path, 'SELECT state FROM push_item')) == [
        'done', 'dropped', 'queued', 'queued']
    # one step back takes call, log and push item back together
    cli('undo', path, env=ENV)  # the fourth
    cli('undo', path, env=ENV)
    cli('undo', path, env=ENV)
    cli('undo', path, env=ENV)
    assert deliveries(path, 'phone') == (0, 0) and len(cli_json('calls', path, 'list', env=ENV)) == 4


@case
def calls_by_hand_pass_the_gate(folder):
    path = make_branch(folder, 2)
    cli('calls', path, 'add', '80000001', '--script', '谢谢来访', env=ENV)
    number, _ = cli('calls', path, 'add', '80000001', '--product', 'LETTER', env=ENV)
    cli('edit', path, '--filter', 'account = 80000002', 'consent_phone=no', env=ENV)
    _, words = cli('calls', path, 'add', '80000002', '--product', 'LETTER', env=ENV, expect=1)
    assert 'LETTER' in words, words
    cli('calls', path, 'finish', number.strip(), 'reached', env=ENV)
    # contacted a moment ago: the gate says no to the next, by any channel
    _, words = cli('sms', path, 'queue', 'LETTER', '80000001', env=ENV, expect=1)
    assert 'recently' in words, words
    assert deliveries(path, 'phone') == (1, 1)
    cli('calls', path, 'list', '--due', 'soon', expect=2)
    cli('calls', path, 'sing', expect=2)


def unfold(text):
    return text.replace('\r\n ', '').split('\r\n')


@case
def visits_go_to_a_calendar_and_come_back(folder):
    path = make_branch(folder, 3, 'onsite')
    out = os.path.join(folder, 'visits.ics')
    number, _ = cli('appointments', path, 'add', '80000001', '2026-11-20T14:30', '--subject',
                    '上门拜访：讨论套期保值方案，并带去上月的风险报告；请准备会议室、投影仪和样品', '--place',
                    '江阴, 钢厂; 2号门', '--note', '第一行\n第二行', '--minutes', '90', env=ENV)
    number = int(number)
    cli('appointments', path, 'export', out, env=ENV)
    text = read_file(out, 'utf-8')
    assert all(len(line.encode()) <= 75 for line in text.split('\r\n')), text
    lines = unfold(text)
    assert lines.count('BEGIN:VEVENT') == 4 and lines.count('SEQUENCE:0') == 4
    assert 'DTSTART:20261120T063000Z' in lines and 'DTEND:20261120T080000Z' in lines, lines
    assert 'LOCATION:江阴\\, 钢厂\\; 2号门' in lines, lines
    names = [line for line in lines if line.startswith('SUMMARY:')]
    clients = [a['client'] for a in cli_json('appointments', path, 'list', env=ENV)]
    assert all(any(name.startswith(f'SUMMARY:{client} · ') for name in names)
               for client in clients), (names, clients)
    uids = [line for line in lines if line.startswith('UID:')]
    assert len(set(uids)) == 4
    # as it is: nothing changes
    assert cli_json('appointments', path, 'import', out, env=ENV) == {
        'updated': 0, 'cancelled': 0, 'same': 4, 'refused': 0}
    # edited by another program: one moved, in local time, without counting
    moved = '\r\n'.join(lines).replace('DTSTART:20261120T063000Z',
                                       'DTSTART;TZID=Asia/Shanghai:20261121T093000')
    moved = moved.replace('DTEND:20261120T080000Z', 'DURATION:PT2H')
    edited = os.path.join(folder, 'edited.ics')
    with open(edited, 'w', encoding='utf-8', newline='') as file:
        file.write(moved)
    assert cli_json('appointments', path, 'import', edited, env=ENV) == {
        'updated': 1, 'cancelled': 0, 'same': 3, 'refused': 0}
    now = {a['id']: a for a in cli_json('appointments', path, 'list', env=ENV)}[number]
    assert (now['starts'], now['ends'], now['sequence'], now['place'], now['note']) == (
        '2026-11-21T09:30:00+08:00', '2026-11-21T11:30:00+08:00', 1, '江阴, 钢厂; 2号门',
        '第一行\n第二行'), now
    # the first export is older now; a foreign, a repeated and a whole-day entry are refused
    foreign = ''.join(f'BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{name}\r\nSEQUENCE:9\r\n{start}\r\n'
                      'END:VEVENT\r\n' for uid, name, start in (
                          ('x@elsewhere', 'foreign', 'DTSTART:20261120T063000Z'),
                          (uids[0][4:], 'weekly', 'DTSTART:20261120T063000Z\r\nRRULE:FREQ=WEEKLY'),
                          (uids[1][4:], 'all day', 'DTSTART;VALUE=DATE:20261120')))
    strange = os.path.join(folder, 'strange.ics')
    with open(strange, 'w', encoding='utf-8', newline='') as file:
        file.write(text.replace('END:VCALENDAR', foreign + 'END:VCALENDAR'))
    words, reasons = cli('appointments', path, 'import', strange, '--json', env=ENV, expect=1)
    assert json.loads(words) == {'updated': 0, 'cancelled': 0, 'same': 3, 'refused': 4}, words
    for reason in ('older', 'UID', 'repeated', 'time of day'):
        assert reason in reasons, (reason, reasons)
    # cancelled there is cancelled here; one step back takes a whole calendar back
    cli('appointments', path, 'export', out, env=ENV)
    cancelled = read_file(out, 'utf-8').replace('STATUS:CONFIRMED', 'STATUS:CANCELLED')
    with open(edited, 'w', encoding='utf-8', newline='') as file:
        file.write(cancelled)
    assert cli_json('appointments', path, 'import', edited, env=ENV)['cancelled'] == 4
    cli('undo', path, env=ENV)
    assert {a['state'] for a in cli_json('appointments', path, 'list', env=ENV)} == {'planned'}


@case
def a_visit_that_took_place_is_in_the_log(folder):
    path = make_branch(folder, 2, 'onsite')
    first, second = (a['id'] for a in cli_json('appointments', path, 'list', env=ENV))
    cli('appointments', path, 'move', first, '2026-11-18T09:00', '--place', '江阴', env=ENV)
    cli('appointments', path, 'finish', first, '--note', '签了', env=ENV)
    cli('appointments', path, 'finish', first, env=ENV, expect=1)
    cli('appointments', path, 'cancel', second, env=ENV)
    cli('appointments', path, 'move', second, '2026-11-19T09:00', env=ENV, expect=1)
    assert deliveries(path, 'onsite') == (1, 1)
    assert sorted(state for state, in query(path, 'SELECT state FROM push_item')) == [
        'done', 'dropped']
    # a calendar gets neither what is over nor, as planned, what was cancelled
    out = os.path.join(folder, 'open.ics')
    cli('appointments', path, 'export', out, env=ENV)
    lines = unfold(read_file(out, 'utf-8'))
    assert [line for line in lines if line.startswith('STATUS:')] == ['STATUS:CANCELLED'], lines
    later, _ = cli('appointments', path, 'add', '80000001', '2026-11-30T09:00', '--subject', 'x',
                   env=ENV)
    _, words = cli('appointments', path, 'finish', later.strip(), env=ENV, expect=1)
    assert 'ahead' in words, words
    cli('appointments', path, 'add', '80000001', 'tomorrow', '--subject', 'x', env=ENV, expect=1)
    cli('appointments', path, 'add', '80000001', '2026-11-30T09:00', env=ENV, expect=1)


@case
def hostile_calendars_are_refused(folder):
    path = make_branch(folder, 1, 'onsite')
    uid = cli_json('appointments', path, 'list', env=ENV)[0]['uid']
    good = (f'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:x\r\nSEQUENCE:1\r\n'
            'DTSTART:20261120T063000Z\r\nDTEND:20261120T073000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')
    before = cli_json('appointments', path, 'list', env=ENV)
    name = os.path.join(folder, 'h.ics')
    for text in (b'', b'\0' * 100, b'hello', b'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
                 b'BEGIN:VEVENT', good.replace('DTSTART:20261120', 'DTSTART:20269920').encode(),
                 good.replace('SUMMARY:x', 'SUMMARY:').encode(),
                 good.replace('DTEND:20261120', 'DTEND:20261119').encode(),
                 good.replace('SEQUENCE:1', 'SEQUENCE:-5').encode()):
        with open(name, 'wb') as file:
            file.write(text)
        cli('appointments', path, 'import', name, env=ENV, expect=1)
        assert cli_json('appointments', path, 'list', env=ENV) == before, text
    # bytes that are no UTF-8 are mended, not believed
    with open(name, 'wb') as file:
        file.write(good.encode().replace(b'SUMMARY:x', b'SUMMARY:\xff\xfex'))
    assert cli_json('appointments', path, 'import', name, env=ENV)['updated'] == 1


@case
def bulletins_for_website_and_software(folder):
    path = make_branch(folder, 5, 'website')
    listed = cli_json('bulletin', path, 'list', env=ENV)
    assert [(b['channel'], b['day'], b['tiers'], b['open']) for b in listed] == [
        ('website', 20261118, ['high-end'], 5)], listed
    page = os.path.join(folder, 'page.html')
    cli('bulletin', path, 'export', page, '--tier', 'high-end', env=ENV)
    text = read_file(page, 'utf-8')
    assert '<meta charset="utf-8">' in text and '<b>' not in text, text
    assert html.escape('<b>无锡营业部</b> 公告') in text, text
    assert '<p>a &lt; b &amp; c</p>' in text and '<p>2026年11月18日，高端客户</p>' in text, text
    cli('bulletin', path, 'export', page, '--tier', 'small', '--gb18030', env=ENV)
    text = read_file(page, 'gb18030')
    assert '<meta charset="gb18030">' in text and '今日没有公告' in text, text
    popup = os.path.join(folder, 'popup.txt')
    cli('bulletin', path, 'export', popup, '--tier', 'high-end', '--gb18030', env=ENV)
    assert read_file(popup, 'gb18030') == ('【<b>无锡营业部</b> 公告】\r\na < b & c\r\n\r\n'
                                          '2026年11月18日，高端客户\r\n')
    cli('bulletin', path, 'export', os.path.join(folder, 'x.pdf'), env=ENV, expect=1)
    # on the page it is delivered, once
    cli('bulletin', path, 'publish', env=ENV)
    cli('bulletin', path, 'publish', env=ENV)
    assert deliveries(path, 'website') == (5, 5)
    assert cli_json('bulletin', path, 'list', env=ENV)[0]['open'] == 0
    cli('bulletin', path, 'export', popup, '--tier', 'rich', expect=2)


@case
def channels_of_the_branch(folder):
    path = make_branch(folder, 1)
    cli('channel', path, 'add', '企业微信', '--consent', 'phone')
    cli('channel', path, 'add', 'SMS', expect=1)
    cli('channel', path, 'archive', 'onsite')
    rows = {row['key']: row for row in cli_json('channel', path, 'list')}
    assert len(rows) == 7
    assert rows['企业微信']['medium'] == 'log' and rows['企业微信']['consent'] == 'phone'
    assert rows['onsite']['archived'] == 1
    cli('channel', path, 'restore', 'onsite')
    assert query(path, "SELECT archived FROM channel WHERE key = 'onsite'") == [(0,)]


main()
