# SPDX-License-Identifier: GPL-3.0-or-later
"""mail: a real server with TLS and AUTH gets each mail once, right to the byte; what it refuses, what
it leaves unanswered and what a killed run leaves behind is told and never sent twice."""

import csv
import email
import email.policy
import email.utils
import os
import random
import re
import signal
import subprocess
import time

from cli import PROGRAM, case, cli, cli_json, main, query
from smtp import PASSWORD, Post, make_certificate

FILL = os.environ['FILL_QUEUE']
NOW = 1794967200  # 2026-11-18 10:00 in Shanghai
ENV = {'CLT_NOW': str(NOW), 'CLT_MAIL_PASSWORD': PASSWORD}


def make_branch(folder, clients, post=None, channel='email', **more):
    path = os.path.join(folder, 'b.clientele')
    subprocess.run([FILL, path, str(clients), channel], check=True, env={**os.environ, **ENV})
    cli('rules', path, 'mail.per_minute=10000', '--from', '20200101')
    if post is not None:
        cli('mail', path, 'server', *post.settings(**more), env=ENV)
    return path


def send(path, expect=0, env=None):
    return cli_json('mail', path, 'send', env={**ENV, **(env or {})}, expect=expect)


def states(path):
    rows = query(path, "SELECT m.address, coalesce(s.state, 'queued') FROM message m"
                       ' LEFT JOIN message_state s ON s.message_id = m.id')
    return {address: state for address, state in rows}


def ids(post):
    return [email.message_from_bytes(data)['Message-ID'].strip() for _, data in post.received]


@case
def the_server_gets_each_mail_once_and_right(folder):
    with Post(folder) as post:
        path = make_branch(folder, 5, post)
        result = send(path)
        assert (result['sent'], result['left']) == (5, 0), result
        assert post.logins >= 1
        again = send(path)
        assert again['sent'] == 0 and len(post.received) == 5, again
    sent = {recipients[0]: data for recipients, data in post.received}
    rows = query(path, 'SELECT address, subject, body, reference FROM message')
    assert len(sent) == len(rows) == 5
    for address, subject, body, reference in rows:
        data = sent[address]
        head = data.split(b'\r\n\r\n')[0]
        assert head.isascii() and all(
            len(line) <= 78 for line in head.split(b'\r\n') if b'=?' in line), head
        assert b'\n' not in data.replace(b'\r\n', b'')
        mail = email.message_from_bytes(data, policy=email.policy.default)
        assert str(mail['Subject']) == subject
        assert mail['From'].addresses[0].addr_spec == 'service@futures.example'
        assert mail['From'].addresses[0].display_name == '某期货无锡营业部客户服务中心'
        assert [a.addr_spec for a in mail['To'].addresses] == [address]
        assert mail['Message-ID'] == f'<{reference}>'
        assert mail['Date'].datetime.isoformat() == '2026-11-18T10:00:00+08:00'
        assert re.fullmatch(r'<mailto:unsubscribe@futures\.example\?subject=unsubscribe%20\d+>',
                            mail['List-Unsubscribe'])
        text, attached = mail.iter_parts()
        assert text.get_content_type() == 'text/plain'
        assert text.get_content_charset() == 'utf-8'
        assert text.get_content().replace('\r\n', '\n') == body
        assert attached.get_filename() == '晨报.txt'
        assert attached.get_payload(decode=True).decode() == '螺纹钢\n'
    logged = query(path, 'SELECT count(*), count(DISTINCT message_id), min(channel) FROM delivery')
    assert logged == [(5, 5, 'email')], logged
    # a sent mail is in no action, and undoing what made it is refused with the reason
    _, words = cli('undo', path, expect=0, env=ENV)  # the server's settings
    _, words = cli('undo', path, expect=0, env=ENV)  # the rule
    _, words = cli('undo', path, expect=1, env=ENV)
    assert 'sent' in words, words


@case
def every_answer_has_its_consequence(folder):
    plan = {1: 'rcpt 550 5.1.1 No such mailbox', 2: 'rcpt 451 4.2.1 Try later',
            3: 'data 554 5.6.0 Not this text', 4: 'data 452 4.3.1 Full', 5: 'cut', 6: 'keep',
            7: 'slow', 8: 'rcpt 550 5.7.1 Relaying denied', 9: 'data 550 5.1.1 Gone after all'}
    expected = {1: 'bounced', 2: 'retry', 3: 'failed', 4: 'retry', 5: 'unknown', 6: 'unknown',
                7: 'unknown', 8: 'failed', 9: 'bounced', 10: 'sent', 11: 'sent'}
    with Post(folder) as post:
        post.plan = {f'c{n}@example.com': what for n, what in plan.items()}
        path = make_branch(folder, 11, post, timeout=2)
        result = send(path, expect=1)
        assert states(path) == {f'c{n}@example.com': state for n, state in expected.items()}, (
            cli('mail', path, 'list', env=ENV))
        assert {name: result[name] for name in ('sent', 'retry', 'failed', 'bounced', 'unknown')} == {
            'sent': 2, 'retry': 2, 'failed': 2, 'bounced': 2, 'unknown': 3}, result
        assert result['next'] == '2026-11-18T10:01:00+08:00', result
        listed = {m['address']: m for m in cli_json('mail', path, 'list', env=ENV)}
        assert len(listed) == 1  # masked, all alike
        out = os.path.join(folder, 'outbox.csv')
        cli('export', path, 'messages', out, env=ENV)
        with open(out, encoding='utf-8-sig', newline='') as file:
            rows = list(csv.reader(file))
        assert len(rows) == 1 + 9 and all(len(row) == 9 and row[0] for row in rows), rows
        words = [m['answer'] for m in cli_json('mail', path, 'list', '--state', 'bounced', env=ENV)]
        assert 'No such mailbox' in words[0], words
        # only what the server put off goes out later, and only when it is due
        post.plan = {}
        before = len(post.received)
        assert send(path)['sent'] == 0
        assert send(path, env={'CLT_NOW': str(NOW + 60)})['sent'] == 2
        assert len(post.received) == before + 2
        # a person decides about the rest
        unknown = cli_json('mail', path, 'list', '--state', 'unknown', env=ENV)
        first, second, third = (m['id'] for m in unknown)
        cli('mail', path, 'settle', first, '--again', env=ENV)
        cli('mail', path, 'settle', second, third, '--sent', env=ENV)
        assert send(path)['sent'] == 1
        assert len(post.received) == before + 3
        cli('mail', path, 'settle', second, '--again', env=ENV, expect=1)
        cli('mail', path, 'settle', first, env=ENV, expect=2)
    assert len(ids(post)) == len(set(ids(post))), 'a mail came twice'
    assert query(path, 'SELECT count(*) FROM delivery') == [(7,)]


@case
def a_server_that_is_no_good_changes_nothing(folder):
    other = make_certificate(folder, 'elsewhere')[0]
    with Post(folder) as post:
        path = make_branch(folder, 2, post)
        for settings, env, named in (
                ((), {'CLT_MAIL_PASSWORD': 'wrong'}, 'password'),
                (('user=nobody',), {}, 'password'),
                (('user=branch', f'ca-file={other}'), {}, 'certificate'),
                ((f'ca-file={post.cert}', 'port=1'), {}, '127.0.0.1'),
                (('host=no-such-host.invalid',), {}, 'no-such-host.invalid')):
            if settings:
                cli('mail', path, 'server', *settings, env=ENV)
            _, words = cli('mail', path, 'send', env={**ENV, **env}, expect=1)
            assert named in words, (named, words)
            assert PASSWORD not in words and not post.received
            assert set(states(path).values()) == {'queued'}, states(path)
            assert query(path, 'SELECT count(*) FROM message_state') == [(0,)]
        cli('mail', path, 'server', f'port={post.port}', 'host=127.0.0.1', env=ENV)
        assert send(path)['sent'] == 2
    # nowhere in the file
    with open(path, 'rb') as file:
        assert PASSWORD.encode() not in file.read()


@case
def a_server_without_tls_is_not_talked_to(folder):
    with Post(folder, tls='', auth=False) as post:
        path = make_branch(folder, 1, post, security='starttls')
        _, words = cli('mail', path, 'send', env=ENV, expect=1)
        assert 'safe' in words and not post.received, words
        cli('mail', path, 'server', 'security=none', env=ENV)
        assert send(path)['sent'] == 1
        cli('mail', path, 'server', 'host=mail.example.com', env=ENV)
        _, words = cli('mail', path, 'send', env=ENV, expect=1)
        assert 'mail.example.com' in words, words


@case
def tls_from_the_first_byte_and_a_password_by_descriptor(folder):
    with Post(folder, tls='tls') as post:
        path = make_branch(folder, 2, post)
        reader, writer = os.pipe()
        os.write(writer, PASSWORD.encode() + b'\n')
        os.close(writer)
        done = subprocess.run([PROGRAM, 'mail', path, 'send', '--password-fd', str(reader)],
                              pass_fds=[reader], capture_output=True, text=True, check=False,
                              env={**os.environ, 'CLT_NOW': str(NOW)})
        assert done.returncode == 0, done
        assert len(post.received) == 2


@case
def the_rate_is_kept_and_a_run_can_be_ended(folder):
    with Post(folder) as post:
        path = make_branch(folder, 5, post)
        cli('rules', path, 'mail.per_minute=3', '--from', '20200102')
        with subprocess.Popen([PROGRAM, 'mail', path, 'send'], env={**os.environ, **ENV},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            post.wait_for(3)
            # nobody else sends meanwhile
            _, words = cli('mail', path, 'send', env=ENV, expect=1)
            assert 'this moment' in words, words
            time.sleep(0.5)
            assert len(post.received) == 3
            run.send_signal(signal.SIGTERM)
            _, words = run.communicate(timeout=30)
        assert run.returncode == 1 and 'cancelled' in words, (run.returncode, words)
        assert sorted(states(path).values()) == ['queued'] * 2 + ['sent'] * 3
        # a new run counts what the last one sent
        with subprocess.Popen([PROGRAM, 'mail', path, 'send'], env={**os.environ, **ENV},
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(0.7)
            run.send_signal(signal.SIGTERM)
            run.wait(30)
        assert len(post.received) == 3


def run_and_kill(path, rng, post):
    """One run, killed at a random moment: while it opens the file, some time after a random number of
    mails, or between the arrival of a mail and its answer. Returns whether it ended by itself."""
    wanted = len(post.received) + 1 + int(rng.expovariate(1 / 12))
    how = rng.random()
    with subprocess.Popen([PROGRAM, 'mail', path, 'send'], env={**os.environ, **ENV},
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        if how < 0.3:
            post.victim_at, post.victim = wanted, run
        if how < 0.85:
            end = time.monotonic() + 30
            while run.poll() is None and len(post.received) < wanted and time.monotonic() < end:
                time.sleep(0.0005)
        time.sleep(rng.random() * (0.004 if rng.random() < 0.7 else 0.03))
        ended = run.poll()
        run.kill()
        words = run.stderr.read()
        post.victim = None
    assert ended is None or ended in (0, 1, -signal.SIGKILL), (ended, words)
    return ended in (0, 1)


def send_500_under_kills(folder, rng, kills):
    """500 mails through at most so many kills. Returns how many there were."""
    with Post(folder) as post:
        path = make_branch(folder, 500, post)
        done = 0
        while done < kills and not run_and_kill(path, rng, post):
            done += 1
        assert cli_json('check', path, env=ENV)['ok']
        # what a crash left in the middle is shown as unknown before any further run
        listed = cli_json('mail', path, 'list', env=ENV)
        assert {m['state'] for m in listed} <= {'queued', 'unknown'}, listed
        open_ones = {'unknown', 'sending'} & set(states(path).values())
        result = send(path, expect=1 if open_ones & {'sending'} else 0)
        found = ids(post)
        after = states(path)
        # each exactly once, or unknown and at most once
        assert set(after.values()) <= {'sent', 'unknown'} and result['left'] == 0, result
        assert len(found) == len(set(found)), 'a mail came twice'
        arrived = {recipients[0] for recipients, _ in post.received}
        for address, state in after.items():
            assert state == 'unknown' or address in arrived, f'{address} is lost'
        unknown = {address for address, state in after.items() if state == 'unknown'}
        assert len(unknown) <= done, (len(unknown), done)
        # never again by itself
        send(path)
        assert len(post.received) == len(found)
        logged = query(path, 'SELECT count(*), count(DISTINCT message_id) FROM delivery')
        assert logged == [(500 - len(unknown),) * 2], logged
        assert cli_json('check', path, env=ENV)['ok']
    print(f'# {done} kills, {len(unknown)} unknown, of which {len(arrived & unknown)} had arrived',
          flush=True)
    return done


@case
def killed_at_any_moment_nothing_is_sent_twice_or_lost(folder):
    """CLT_MAIL_KILLS sets how often (25 in some ten seconds)."""
    seed = int(os.environ.get('CLT_TEST_SEED') or os.urandom(16).hex(), 16)
    kills = int(os.environ.get('CLT_MAIL_KILLS', '25'))
    rng = random.Random(seed)
    print(f'# CLT_TEST_SEED={seed:032x}, {kills} kills', flush=True)
    branches = 0
    while kills > 0:
        branches += 1
        below = os.path.join(folder, str(branches))
        os.mkdir(below)
        kills -= max(1, send_500_under_kills(below, rng, min(kills, 40)))


@case
def wrong_usage(folder):
    path = make_branch(folder, 1)
    _, words = cli('mail', path, 'send', env=ENV, expect=1)
    assert 'no mail server' in words, words
    cli('mail', path, 'fly', expect=2)
    cli('mail', path, expect=2)
    cli('mail', path, 'server', 'host', expect=2)
    cli('mail', path, 'server', 'port=x', expect=1)
    cli('mail', path, 'list', '--state', 'gone', expect=2)
    cli('mail', path, 'queue', 'LETTER', expect=2)
    _, words = cli('mail', path, 'queue', 'NONE', '80000001', env=ENV, expect=1)
    assert 'NONE' in words, words
    # the gate stands before this door, too: the same letter again within the gap is no problem of
    # the queue, a client without consent is
    cli('mail', path, 'queue', 'LETTER', '99', env=ENV, expect=1)
    assert query(path, 'SELECT count(*) FROM message') == [(1,)]


@case
def a_test_mail_brings_the_words_of_the_server(folder):
    with Post(folder) as post:
        path = make_branch(folder, 1, post)
        out, _ = cli('mail', path, 'test', 'me@example.com', env=ENV)
        assert 'Taken' in out, out
        assert post.received[0][0] == ['me@example.com']
        mail = email.message_from_bytes(post.received[0][1], policy=email.policy.default)
        assert post.settings()[0].split('=')[1] in mail.get_content()
        post.plan = {'gone@example.com': 'rcpt 550 5.1.1 No such mailbox'}
        _, words = cli('mail', path, 'test', 'gone@example.com', env=ENV, expect=1)
        assert 'No such mailbox' in words, words
        _, words = cli('mail', path, 'test', 'nobody', env=ENV, expect=1)
        assert 'nobody' in words, words
        _, words = cli('mail', path, 'test', 'me@example.com',
                       env={**ENV, 'CLT_MAIL_PASSWORD': 'wrong'}, expect=1)
        assert 'password' in words, words
        assert len(post.received) == 1
    # the queue has nothing to do with it
    assert set(states(path).values()) == {'queued'}


@case
def a_paused_queue_sends_nothing(folder):
    with Post(folder) as post:
        path = make_branch(folder, 3, post)
        cli('mail', path, 'pause', '--who', '王芳', env=ENV)
        _, words = cli('mail', path, 'send', env=ENV, expect=1)
        assert '王芳' in words and not post.received, words
        cli('mail', path, 'resume', env=ENV)
        assert send(path)['sent'] == 3


@case
def a_mail_that_came_back_leaves_the_log(folder):
    with Post(folder) as post:
        path = make_branch(folder, 2, post)
        send(path)
        (one,), (two,) = query(path, 'SELECT id FROM message ORDER BY id')
        cli('mail', path, 'settle', one, '--bounced', env=ENV)
        assert sorted(states(path).values()) == ['bounced', 'sent'], states(path)
        assert query(path, 'SELECT message_id FROM delivery') == [(two,)]
        cli('mail', path, 'settle', one, '--bounced', '--again', env=ENV, expect=2)


main()
