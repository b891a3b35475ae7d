# SPDX-License-Identifier: GPL-3.0-or-later
"""Random questions about random branches: the program against an independent computation
(oracle.py) and, where a question is simple enough, against plain SQL over the facts. The seed is
printed; CLT_TEST_SEED asks the same questions again, ORACLE_RESULTS=N asks for more of them."""

import math
import os
import random
import secrets
import sqlite3
from fractions import Fraction

from cli import case, cli, main, query_figures
from facts import Branch, to_day, to_yyyymmdd
from oracle import TIERS, Account, Calendar, Client, Oracle, month_of

SEED = os.environ.get('CLT_TEST_SEED') or secrets.token_hex(16)
RESULTS = int(os.environ.get('ORACLE_RESULTS', 20000))
PERIODS = 30  # of one branch
FIRST, LAST = to_day(19960901), to_day(19980531)
DEFAULTS = {
    'tier.ordinary': 100000, 'tier.major': 500000, 'tier.high-end': 5000000,
    'tier.window_days': 60, 'tier.min_days': 10, 'tier.downgrade_ratio': 0.8,
    'tier.downgrade_runs': 2, 'tier.missing_ratio': 0.1, 'churn.effective_equity': 1000,
    'churn.effective_days': 90, 'churn.window_days': 20, 'churn.ratio': 0.1,
    'churn.quiet_days': 60, 'dormancy.equity': 1000, 'dormancy.months': 12, 'sleeping.days': 90,
    'loss.flat': 0.005}
CHOICES = {
    'tier.window_days': (5, 20, 60, 61), 'tier.min_days': (1, 3, 10),
    'tier.downgrade_ratio': (0.8, 0.5, 1, 0.75), 'tier.downgrade_runs': (1, 2, 3),
    'churn.effective_equity': (0, 1000, 999.99, 20000), 'churn.effective_days': (1, 30, 90),
    'churn.window_days': (1, 5, 20, 40), 'churn.ratio': (0.1, 0.3, 0.5, 1),
    'churn.quiet_days': (1, 10, 60), 'dormancy.equity': (1000, 0, 50000.01),
    'dormancy.months': (1, 3, 12), 'sleeping.days': (1, 20, 90), 'loss.flat': (0.005, 0, 50)}


class Rules:
    """Two generations of rules: the first from 1900 on, the second from some day on."""

    def __init__(self, chance):
        self.generations = [(-25567, dict(DEFAULTS))]
        for start in (to_day(19000102), chance.randrange(FIRST, LAST)):
            self.generations.append((start, self.choose(chance)))

    @staticmethod
    def choose(chance):
        chosen = {name: chance.choice(values) for name, values in CHOICES.items()
                  if chance.random() < 0.5}
        thresholds = sorted(chance.sample(range(1, 60), 3))
        for name, value in zip(('tier.ordinary', 'tier.major', 'tier.high-end'), thresholds):
            chosen[name] = value * 1000
        return chosen

    def __call__(self, name, day):
        for start, values in reversed(self.generations):
            if start <= day and name in values:
                return Fraction(str(values[name]))
        raise KeyError(name)

    def write(self, path):
        for start, values in self.generations[1:]:
            cli('rules', path, *(f'{name}={value}' for name, value in values.items()), '--from',
                to_yyyymmdd(start))


def make_calendar(chance):
    """All of three years, only some of them, or nothing: then weekdays count."""
    first = chance.choice((19960101, 19960101, 19961101, 19970101))
    kind = chance.random()
    if kind < 0.15:
        return []
    weekdays = Calendar([]).between(to_day(first), to_day(19981231))
    return [day for day in weekdays if chance.random() > (0.1 if kind < 0.6 else 0)]


def make_rows(chance, calendar, first, last):
    """A life of an account: trades for a while, holds for a while, is emptied or not, with gaps."""
    rows = {}
    equity = chance.choice((0, 99999, 100000, 100001, 1500000, 3000000, 6000000))
    busy, held = chance.random() < 0.8, False
    day = first
    while day <= last:
        if chance.random() < 0.02:
            busy = not busy
        if chance.random() < 0.03:
            held = not held and busy
        if chance.random() < 0.01:
            day += chance.randrange(3, 60)
        flow = chance.choice((0,) * 20 + (500000, 100000, -300000, -equity, 99999 - equity))
        profit = chance.choice((0,) * 4 + tuple(chance.randrange(-20000, 20000) for _ in 'abc'))
        trades = busy and chance.random() < 0.3
        if (calendar.is_trading_day(day) and chance.random() < 0.97) or chance.random() < 0.01:
            fee = chance.randrange(0, 2000) if trades else chance.choice((0, None))
            equity += flow + (profit if trades or held else 0)
            rows[day] = {'equity': equity, 'deposit': max(flow, 0), 'withdrawal': max(-flow, 0),
                         'lots': chance.randrange(1, 9) if trades else chance.choice((0, None)),
                         'margin': 1000 if held else chance.choice((0, None)), 'commission': fee,
                         'retained': None if fee is None or chance.random() < 0.2 else fee * 3 // 5}
        day += 1
    return rows


def make_spells(chance, first):
    spells = []
    opened = first - chance.choice((0, 0, 1, 2, 200, 400, 800))
    while True:
        closed = None
        if chance.random() < 0.3:
            closed = max(opened, FIRST) + chance.randrange(0, LAST - FIRST)
        reason = chance.choice(('', '', 'transferred', 'non_service')) if closed else ''
        spells.append((opened, closed, reason))
        if closed is None or chance.random() < 0.6:
            return spells
        opened = closed + chance.randrange(0, 100)


def make_extra(chance, rows):
    return {day: {'market_equity': chance.choice((None, rows[day]['equity'] + 777)),
                  'pledge': chance.choice((None, 5000, 20000))}
            for day in rows if chance.random() < 0.5} if chance.random() < 0.2 else {}


def make_client(chance, calendar, number):
    first = chance.randrange(FIRST, LAST - 30)
    if chance.random() < 0.5:
        first = FIRST
    spells = make_spells(chance, first)
    accounts = []
    for part in range(chance.choice((1, 1, 1, 1, 2))):
        last = chance.choice((LAST, LAST, chance.randrange(first, LAST)))
        rows = {} if chance.random() < 0.08 else make_rows(chance, calendar, first + 20 * part, last)
        some = sorted(rows)
        marks = [chance.sample(some, min(3, len(some))) if chance.random() < 0.2 else []
                 for _ in 'ab']
        accounts.append(Account(f'{number:06d}{part:02d}', rows, make_extra(chance, rows), *marks))
    overrides = service = ()
    if chance.random() < 0.2:
        start = chance.randrange(FIRST, LAST)
        overrides = ((start, start + 60, chance.choice(TIERS[1:])),)
    if chance.random() < 0.7:
        start = chance.randrange(FIRST, LAST)
        service = ((FIRST - 9, start, 'S1'), (start + 1, None, chance.choice(('S1', 'S2'))))
    return Client(accounts, spells, overrides, service)


def write_account(branch, client_id, account):
    account_id = branch.add_account(client_id, account.number)
    branch.add_funds({'day': day, 'account_id': account_id, 'opening': 0, 'balance': row['equity'],
                      **row} for day, row in account.rows.items())
    for day, extra in account.extra.items():
        branch.insert('funds_extra', day=day, account_id=account_id, batch=1, **extra)
    listed = {row_day for row_day, row in account.rows.items() if (row['lots'] or 0) > 0}
    for day in set(account.trades) - listed:
        branch.insert('trade', day=day, account_id=account_id, exchange='SHFE', number='1',
                      side='buy', effect='open', contract='rb2701', lots=1, price=1, batch=1)
    holding = {row_day for row_day, row in account.rows.items() if (row['margin'] or 0) > 0}
    for day in set(account.positions) - holding:
        branch.insert('position', day=day, account_id=account_id, exchange='SHFE', side='buy',
                      contract='rb2701', open_day=day, open_price=1, lots=1, batch=1)


def write_branch(path, clients, days):
    branch = Branch(path)
    branch.add_trading_days(days)
    staff = {}
    for number in ('S1', 'S2'):
        staff[number] = branch.new_id()
        branch.insert('staff', id=staff[number], number=number, name=number)
    for client in clients:
        client_id = branch.add_client('x')
        for account in client.accounts:
            write_account(branch, client_id, account)
        for spell in client.spells:
            branch.add_spell(client_id, *spell)
        for first, last, tier in client.overrides:
            branch.insert('tier_override', id=branch.new_id(), client_id=client_id,
                          tier=TIERS.index(tier), reason='x', proposer='x', approver='x',
                          valid_from=first, valid_to=last)
        for first, last, who in client.service:
            branch.insert('assignment', id=branch.new_id(), client_id=client_id,
                          staff_id=staff[who], valid_from=first, valid_to=last)
    branch.add_client('a prospect', prospect=1)
    branch.finish()


def wilson(numerator, denominator):
    z, n = 1.959964, denominator
    p = numerator / n
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return [(p + z * z / (2 * n) + sign * half) / (1 + z * z / n) for sign in (-1, 1)]


class Check:
    """The questions about one branch."""

    def __init__(self, path, oracle):
        self.path = path
        self.oracle = oracle
        self.results = 0

    def compare(self, what, got, wanted):
        assert got == wanted, f'seed {SEED}, {what}: {got} instead of {wanted}'

    def members(self, period, answer, measured):
        got = {}
        for name, account, numerator, denominator in answer:
            got.setdefault(name, {})[account] = (int(numerator), int(denominator))
        for name in next(iter(measured.values())):
            wanted = {client.number: values[name] for client, values in measured.items()
                      if values[name] != (0, 0)}
            self.compare((period, name), got.get(name, {}), wanted)
            self.results += 1

    def group(self, period, answer, measured, key):
        """Sums of the groups: key (client, name) -> group."""
        sums = {}
        for client, values in measured.items():
            for name, (numerator, denominator) in values.items():
                for group in ('-', key(client, name)):
                    total = sums.setdefault((name, group), [0, 0])
                    total[0] += numerator
                    total[1] += denominator
        for name, group, numerator, denominator, value, low, high in answer:
            wanted = sums.get((name, group), [0, 0])
            self.compare((period, name, group), [int(numerator), int(denominator)], wanted)
            self.interval((period, name, group), wanted, [float(value), float(low), float(high)])
            self.results += 1

    def interval(self, what, counts, got):
        if counts[1] <= 0:
            assert all(math.isnan(number) for number in got), what
            return
        assert abs(got[0] - counts[0] / counts[1]) < 1e-12, what
        if what[1] == 'churn_capital':
            assert math.isnan(got[1]) and math.isnan(got[2]), what
        else:
            for number, wanted in zip(got[1:], wilson(*counts)):
                assert abs(number - wanted) < 1e-9, (what, got, wilson(*counts))

    def contribution(self, period, answer):
        first, last = period
        day = self.oracle.calendar.at_or_after(first)
        rows = {words[0]: words[1:] for words in answer}
        for tier in TIERS:
            wanted = [0, 0, 0, 0, 0]
            for client in self.oracle.clients:
                if client.tier(day) == tier:
                    wanted[0] += client.is_in(day)
                    wanted[3] += client.flow(first, last, 'commission')
                    wanted[4] += client.retained(first, last)
                if client.tier(last) == tier and client.is_in(last):
                    wanted[1] += 1
                    wanted[2] += client.level(last, 'equity')
            self.compare((period, tier), [int(word) for word in rows[f'tier:{tier}'][:5]], wanted)
            self.results += 1

    def companions(self, period, answer):
        rows = {words[0]: words[1] for words in answer}
        for name, wanted in self.oracle.companions(*period).items():
            got = float(rows[name])
            if wanted is None:
                assert math.isnan(got), (period, name, got)
            else:
                assert abs(got - float(wanted)) <= 1e-9 * max(1, abs(got)), (
                    f'seed {SEED}', period, name, got, float(wanted))
            self.results += 1

    def period(self, period, answers):
        first, last = period
        oracle = self.oracle
        measured = {client: oracle.measure(client, first, last) for client in oracle.clients}
        day = oracle.calendar.at_or_after(first)
        stocks = ('dormancy', 'sleeping', 'newly_dormant', 'early_warning_30', 'early_warning_60',
                  'early_warning_90')
        events = {client: oracle.event_day(client, first, last) for client in oracle.clients}
        self.members(period, answers[0], measured)
        self.group(period, answers[1], measured,
                   lambda client, name: client.tier(last if name in stocks else day))
        self.group(period, answers[2], measured,
                   lambda client, name: client.staff(last if name in stocks else events[client]))
        self.contribution(period, answers[3])
        self.companions(period, answers[3])

    def sql(self, chance):
        """The same counts from SQL over the raw tables."""
        database = sqlite3.connect(self.path)
        days = [chance.randrange(FIRST, LAST + 40) for _ in range(10)]
        answers = query_figures(self.path, *(f'companions {to_yyyymmdd(FIRST)} {to_yyyymmdd(day)}'
                                             for day in days))
        for day, answer in zip(days, answers):
            rows = {words[0]: words[1:] for words in answer}
            count, = database.execute(
                'SELECT count(DISTINCT client_id) FROM spell WHERE opened <= ? AND'
                ' coalesce(closed, 99999) > ?', (day, day)).fetchone()
            self.compare(('sql clients', day), int(rows['clients_end'][0]), count)
            sums = database.execute(
                'SELECT coalesce(sum(commission), 0), coalesce(sum(coalesce(retained, commission)),'
                ' 0) FROM funds_daily WHERE day BETWEEN ? AND ?', (FIRST, day)).fetchone()
            got = [sum(int(rows[f'tier:{tier}'][k]) for tier in TIERS) for k in (3, 4)]
            self.compare(('sql commission', day), got, list(sums))
            equity, = database.execute(
                'SELECT coalesce(sum(f.equity), 0) FROM funds_daily f JOIN account a ON'
                ' a.id = f.account_id WHERE f.day = (SELECT max(day) FROM funds_daily g WHERE'
                ' g.account_id = a.id AND g.day <= ?1) AND EXISTS (SELECT 1 FROM spell s WHERE'
                ' s.client_id = a.client_id AND s.opened <= ?1 AND coalesce(s.closed, 99999) > ?1)',
                (day,)).fetchone()
            self.compare(('sql equity', day),
                         sum(int(rows[f'tier:{tier}'][2]) for tier in TIERS), equity)
            self.results += 3
        database.close()


def choose_period(chance):
    kind = chance.random()
    first = chance.randrange(FIRST - 30, LAST)
    if kind < 0.2:
        return first, first
    if kind < 0.7:
        return first, first + chance.randrange(1, 120)
    month = chance.randrange(month_of(FIRST), month_of(LAST) + 2)
    first = to_day((month // 12) * 10000 + (month % 12 + 1) * 100 + 1)
    return first, to_day(((month + 1) // 12) * 10000 + ((month + 1) % 12 + 1) * 100 + 1) - 1


def check_branch(path, chance):
    days = make_calendar(chance)
    calendar = Calendar(days)
    clients = [make_client(chance, calendar, number) for number in range(1, 16)]
    rules = Rules(chance)
    oracle = Oracle(clients, calendar, rules)
    if oracle.first_fact is None:
        return 0
    write_branch(path, clients, days)
    rules.write(path)
    # in two steps, so that the second one starts from what the file holds
    for as_of in (chance.randrange(FIRST, LAST), LAST):
        cli('tiers', path, '--as-of', to_yyyymmdd(as_of), '--apply')
    oracle.run_tiers(LAST)
    check = Check(path, oracle)
    periods = [choose_period(chance) for _ in range(PERIODS)]
    questions = []
    for first, last in periods:
        span = f'{to_yyyymmdd(first)} {to_yyyymmdd(last)}'
        questions += [f'lists {span}', f'figures {span} tier', f'figures {span} staff',
                      f'companions {span}']
    answers = query_figures(path, *questions)
    for number, period in enumerate(periods):
        check.period(period, answers[4 * number:4 * number + 4])
    check.sql(chance)
    return check.results


@case
def random_questions(folder):
    print(f'# CLT_TEST_SEED={SEED}')
    results = branch = 0
    while results < RESULTS:
        results += check_branch(os.path.join(folder, f'{branch}.clientele'),
                                random.Random(f'{SEED} {branch}'))
        branch += 1
    print(f'# {results} results of {branch} branches, no difference')


main()
