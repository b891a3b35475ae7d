# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that call at the same time: no call is on two desks at once, none is due to nobody, and what
has ended is due no more."""

import datetime
import os
import random
import sqlite3
import threading
import time

from cli import case, cli, cli_json, main

CLIENTS = 8
ROUNDS = 12
FINAL = ('complete', 'declined', 'no-number')
OPEN = ('no-answer', 'broken', 'busy')


def clock(day, hour):
    moment = datetime.datetime.fromisoformat(f'{day}T{hour}+08:00')
    return {'CLT_NOW': str(int(moment.timestamp()))}


MORNING = clock('2026-03-04', '09:30')  # a Wednesday


def make_branch(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path, env=MORNING)
    clients = ''.join(f'{n:03},客{n},2020-01-01,1381234{n:04}\n' for n in range(CLIENTS))
    for name, text in (('clients', '客户号,客户名称,开户日期,手机\n' + clients),
                       ('staff', '员工号,员工姓名,角色\nK1,王一,客服专员\nK2,李二,客服专员\n')):
        source = os.path.join(folder, name + '.csv')
        with open(source, 'w', encoding='utf-8') as file:
            file.write(text)
        cli('import', path, name, source, env=MORNING)
    for n in range(CLIENTS):
        cli('calls', path, 'add', f'{n:03}', env=MORNING)
    return path


class Desk(threading.Thread):
    """Takes and ends calls, and notes when it held which: from before it could be sure that it has
    one it holds nothing, until before it gives it away."""

    def __init__(self, path, who, seed):
        super().__init__()
        self.path, self.who, self.dice = path, who, random.Random(seed)
        self.held, self.ended, self.error = [], {}, None

    def run(self):
        try:
            for _ in range(ROUNDS):
                self.call()
        except Exception as error:  # pylint: disable=broad-except
            self.error = error

    def call(self):
        options = ('--who', self.who, '--desk', f'{self.who}-desk')
        taken = cli_json('calls', self.path, 'take', *options, env=MORNING)
        if not taken:
            return
        call, begin = taken[0]['id'], time.monotonic()
        queue = cli_json('calls', self.path, 'queue', *options, env=MORNING)
        assert queue[0]['id'] == call and queue[0]['claimed'], queue
        self.held.append((call, begin, time.monotonic()))
        outcome = self.dice.choice(('release',) + FINAL + OPEN)
        if outcome == 'release':
            cli('calls', self.path, 'release', call, *options, env=MORNING)
            return
        cli('calls', self.path, 'finish', call, outcome, *options, env=MORNING)
        self.ended[call] = outcome


def overlaps(desks):
    one, two = (desk.held for desk in desks)
    return [(a, b) for a in one for b in two
            if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]]


@case
def no_call_on_two_desks(folder):
    seed = random.randrange(1 << 32)
    print('# seed', seed, flush=True)
    path = make_branch(folder)
    desks = [Desk(path, 'K1', seed), Desk(path, 'K2', seed + 1)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    for desk in desks:
        if desk.error is not None:
            raise desk.error
    assert desks[0].held and desks[1].held
    assert not overlaps(desks), (seed, overlaps(desks))
    with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
        states = dict(db.execute('SELECT id, state FROM call_task'))
    for desk in desks:
        for call, outcome in desk.ended.items():
            if outcome in FINAL:
                assert states[call] != 'open', (seed, call, outcome)
    # all that is open is due to somebody, in the days that its attempts leave
    waiting = {call for call, state in states.items() if state == 'open'}
    seen = set()
    for day in range(4, 31):
        when = clock(f'2026-03-{day:02}', '20:00')
        seen |= {item['id'] for who in ('K1', 'K2')
                 for item in cli_json('calls', path, 'queue', '--who', who, '--desk', 'x',
                                      env=when)}
    assert seen == waiting, (seed, seen, waiting)


@case
def one_call_for_many(folder):
    """All at once after the same call: one has it."""
    path = make_branch(folder)
    call = cli_json('calls', path, 'queue', '--who', 'K1', '--desk', 'x', env=MORNING)[0]['id']
    results = []

    def take(number):
        out, _ = cli('calls', path, 'take', call, '--who', 'K1', '--desk', number, '--json',
                     env=MORNING, expect=(0, 1))
        results.append(str(call) in out)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(results) == 1, results


main()
