# SPDX-License-Identifier: GPL-3.0-or-later
"""A second computation of tiers and indicators, written from the domain's rules and their readings
and not from the program: exact fractions, one client and one day at a time, no sharing of work.

Days are numbers since 1970-01-01, money is fen. A client is a Client below; rules are a function
from (name, day) to a Fraction (yuan for money)."""

import bisect
import datetime
from fractions import Fraction

EPOCH = datetime.date(1970, 1, 1).toordinal()
TIERS = ('unrated', 'small', 'ordinary', 'major', 'high-end')
HORIZONS = (30, 60, 90)


def date_of(day):
    return datetime.date.fromordinal(day + EPOCH)


def month_of(day):
    date = date_of(day)
    return date.year * 12 + date.month - 1


def first_of_month(month):
    return datetime.date(month // 12, month % 12 + 1, 1).toordinal() - EPOCH


def minus_months(day, months):
    """The same date months earlier; the 29th to 31st become the last day of a shorter month."""
    date = date_of(day)
    month = date.year * 12 + date.month - 1 - months
    last = first_of_month(month + 1) - 1
    return min(first_of_month(month) + date.day - 1, last)


class Calendar:
    """Listed trading days; in years without any, weekdays."""

    def __init__(self, days):
        self.days = set(days)
        self.first = min(days) if days else None
        self.years = {date_of(day).year for day in days}

    def is_trading_day(self, day):
        date = date_of(day)
        return day in self.days if date.year in self.years else date.weekday() < 5

    def at_or_after(self, day):
        while not self.is_trading_day(day):
            day += 1
        return day

    def at_or_before(self, day):
        while not self.is_trading_day(day):
            day -= 1
        return day

    def between(self, first, last):
        return [day for day in range(first, last + 1) if self.is_trading_day(day)]

    def last_before(self, day, count):
        """The last count trading days before day, oldest first."""
        found = []
        while len(found) < count:
            day = self.at_or_before(day - 1)
            found.insert(0, day)
        return found

    def recognition(self, month):
        return self.at_or_after(first_of_month(month) + 14)


class Account:
    """rows: day -> dict with equity, margin, lots, deposit, ... (missing or None: empty cell).
    extra: day -> dict with market_equity, pledge. traded, held: more days with trades, positions."""

    def __init__(self, number, rows, extra=None, traded=(), held=()):
        self.number = number
        self.rows = rows
        self.extra = extra or {}
        self.days = sorted(rows)
        self.trades = sorted({d for d, r in rows.items() if (r.get('lots') or 0) > 0} | set(traded))
        self.positions = sorted({d for d, r in rows.items() if (r.get('margin') or 0) > 0}
                                | set(held))

    def last_row(self, day):
        i = bisect.bisect_right(self.days, day)
        return self.days[i - 1] if i else None


def last_up_to(days, day):
    i = bisect.bisect_right(days, day)
    return days[i - 1] if i else None


class Client:
    """spells: list of (opened, closed or None, reason). overrides: (first, last, tier).
    service: (first, last or None, staff)."""

    def __init__(self, accounts, spells, overrides=(), service=()):
        self.accounts = sorted(accounts, key=lambda account: account.number)
        self.spells = sorted(spells, key=lambda spell: spell[0])
        self.overrides = overrides
        self.service = service
        self.history = []  # (run day, tier)

    @property
    def number(self):
        return self.accounts[0].number

    def is_in(self, day):
        return any(opened <= day and (closed is None or closed > day)
                   for opened, closed, _ in self.spells)

    def spell(self, day):
        begun = [spell for spell in self.spells if spell[0] <= day]
        return begun[-1] if begun else None

    def known(self, day):
        return any(account.last_row(day) is not None for account in self.accounts)

    def level(self, day, field):
        """The last value on or before the day, all accounts together."""
        total = 0
        for account in self.accounts:
            last = account.last_row(day)
            if last is not None:
                total += account.rows[last].get(field) or 0
        return total

    def is_fresh(self, day):
        """Nothing is carried: a row on the day for each account that still holds something."""
        rows = [account for account in self.accounts if account.last_row(day) == day]
        stale = [account for account in self.accounts if account.last_row(day) not in (None, day)
                 and account.rows[account.last_row(day)]['equity'] != 0]
        return bool(rows) and not stale

    def last_trade(self, day):
        found = [last_up_to(account.trades, day) for account in self.accounts]
        return max((d for d in found if d is not None), default=None)

    def last_position(self, day):
        found = [last_up_to(account.positions, day) for account in self.accounts]
        return max((d for d in found if d is not None), default=None)

    def flow(self, first, last, field):
        return sum(row.get(field) or 0 for account in self.accounts
                   for day, row in account.rows.items() if first <= day <= last)

    def retained(self, first, last):
        total = 0
        for account in self.accounts:
            for day, row in account.rows.items():
                if first <= day <= last:
                    value = row.get('retained')
                    total += (row.get('commission') or 0) if value is None else value
        return total

    def mean(self, days):
        """Mean equity over the days in C(day) with a row on or before them; None: no such day."""
        used = [day for day in days if self.is_in(day) and self.known(day)]
        if not used:
            return None
        return Fraction(sum(self.level(day, 'equity') for day in used), len(used))

    def tier(self, day):
        tier = 'unrated'
        for run, value in self.history:
            if run <= day:
                tier = value
        for first, last, value in self.overrides:
            if first <= day <= last:
                tier = value
        return tier

    def staff(self, day):
        found = ''
        for first, last, staff in self.service:
            if first <= day and (last is None or day <= last):
                found = staff
        return found


class Oracle:
    def __init__(self, clients, calendar, rule):
        self.clients = clients
        self.calendar = calendar
        self.rule = rule
        facts = [account.days[0] for client in clients for account in client.accounts
                 if account.days]
        self.first_fact = min(facts) if facts else None

    def money(self, name, day):
        return self.rule(name, day) * 100

    # Tiers

    def run_tiers(self, as_of):
        """Fills the history of every client; returns the run days."""
        runs = []
        averages = {id(client): [] for client in self.clients}
        computed = {id(client): 'unrated' for client in self.clients}
        month = month_of(self.first_fact)
        while first_of_month(month) <= as_of:
            run = self.calendar.at_or_after(first_of_month(month))
            if month_of(run) == month and run <= as_of:
                runs.append(run)
                window = self.calendar.last_before(run, int(self.rule('tier.window_days', run)))
                for client in self.clients:
                    self.run_one(client, run, window, averages[id(client)], computed)
            month += 1
        return runs

    def run_one(self, client, run, window, averages, computed):
        held = computed[id(client)]
        days = [day for day in window if client.is_in(day) and client.known(day)]
        average = None
        if client.is_in(run) and len(days) >= self.rule('tier.min_days', run):
            average = client.mean(window)
        averages.append(average)
        if average is None:
            return
        target = 'small'
        for tier in TIERS[2:]:
            if average >= self.money(f'tier.{tier}', run):
                target = tier
        new = held
        if held == 'unrated' or TIERS.index(target) > TIERS.index(held):
            new = target
        elif held != 'small':
            line = self.rule('tier.downgrade_ratio', run) * self.money(f'tier.{held}', run)
            last = averages[-int(self.rule('tier.downgrade_runs', run)):]
            if (len(last) == self.rule('tier.downgrade_runs', run)
                    and all(value is not None and value < line for value in last)):
                new = TIERS[TIERS.index(held) - 1]
        if new != held:
            computed[id(client)] = new
            client.history.append((run, new))

    # Stocks

    def is_dormant(self, client, day, state_day=None):
        """Dormant on day, from what is known on state_day."""
        state_day = day if state_day is None else state_day
        if not client.is_in(state_day) or not client.known(state_day):
            return False
        limit = minus_months(day, int(self.rule('dormancy.months', state_day)))
        trade, position = client.last_trade(state_day), client.last_position(state_day)
        return (client.spell(state_day)[0] <= limit and (trade is None or trade <= limit)
                and (position is None or position <= limit)
                and client.level(state_day, 'equity') <= self.money('dormancy.equity', state_day))

    def is_sleeping(self, client, day):
        if not client.is_in(day) or self.is_dormant(client, day):
            return False
        last = max(client.spell(day)[0], client.last_trade(day) or -10 ** 9)
        return last <= day - self.rule('sleeping.days', day)

    def is_warned(self, client, day, horizon):
        """Some day within the horizon is the first on which all four conditions hold."""
        if (not client.is_in(day) or self.is_dormant(client, day)
                or client.level(day, 'margin') > 0):
            return False
        return any(self.is_dormant(client, later, day)
                   for later in range(day + 1, day + horizon + 1))

    # Flows

    def is_effective(self, client, first, last):
        day = first - 1
        if not client.is_in(day) or not client.known(day):
            return False
        trade = client.last_trade(day)
        return (client.level(day, 'equity') > self.money('churn.effective_equity', last)
                or client.level(day, 'margin') > 0
                or (trade is not None and trade >= first - self.rule('churn.effective_days', last)))

    def churn(self, client, first, last):
        """'', 'hard' or 'soft'; only for effective clients."""
        if not client.is_in(last):
            return 'hard' if client.spell(last)[2] == '' else ''
        width = int(self.rule('churn.window_days', last))
        base = client.mean(self.calendar.last_before(first, width))
        end = client.mean(self.calendar.between(first, last)[-width:])
        if base is None or end is None or base <= self.money('churn.effective_equity', last):
            return ''
        trade = client.last_trade(last)
        quiet = trade is None or trade < last - self.rule('churn.quiet_days', last) + 1
        if (end <= self.rule('churn.ratio', last) * base and quiet
                and client.level(last, 'margin') == 0):
            return 'soft'
        return ''

    def event_day(self, client, first, last):
        """The day on which a client is credited to the staff who served him then."""
        if self.is_effective(client, first, last) and self.churn(client, first, last) == 'hard':
            return client.spell(last)[1]
        return last

    def snapshot(self, client, day):
        """Equity on the day itself and pledge; None: not all rows are there."""
        if not client.is_fresh(day):
            return None
        equity = client.level(day, 'equity')
        pledge = 0
        for account in client.accounts:
            extra = account.extra.get(day)
            if extra is not None and day in account.rows:
                if extra.get('market_equity') is not None:
                    equity += extra['market_equity'] - account.rows[day]['equity']
                pledge += extra.get('pledge') or 0
        return equity, pledge

    def loss(self, client, first, last):
        """None: no trade and no position; 'no_data'; or the net profit."""
        last_active = max(client.last_trade(last) or -10 ** 9, client.last_position(last) or -10 ** 9)
        if last_active < first:
            return None
        before_day = self.calendar.at_or_before(first - 1)
        none_before = self.calendar.first is not None and before_day < self.calendar.first
        before = end = (0, 0)
        if not none_before and client.is_in(before_day):
            before = self.snapshot(client, before_day)
        if client.is_in(last):
            end = self.snapshot(client, self.calendar.at_or_before(last))
        if before is None or end is None:
            return 'no_data'
        flows = client.flow(first, last, 'deposit') - client.flow(first, last, 'withdrawal')
        return end[0] - before[0] - flows - (end[1] - before[1])

    def recognition_days(self, first, last):
        """The last recognition day of the period (None: none) and the last one before it."""
        def last_up_to_day(day):
            month = month_of(day)
            while self.calendar.recognition(month) > day:
                month -= 1
            return self.calendar.recognition(month)

        now, before = last_up_to_day(last), last_up_to_day(first - 1)
        return (now if now >= first else None), before

    def companions(self, first, last):
        """What is told beside the indicators; returns by client and their median."""
        flat = self.rule('loss.flat', last) * 100
        results = {client: self.loss(client, first, last) for client in self.clients}
        counted = {client: loss for client, loss in results.items()
                   if loss not in (None, 'no_data')}
        days = self.calendar.between(first, last)
        returns = sorted(loss / mean for loss, mean in
                         ((loss, client.mean(days)) for client, loss in counted.items())
                         if mean is not None and mean > 0)
        middle = len(returns) // 2
        ends = [day for month in range(month_of(first), month_of(last) + 1)
                for day in [first_of_month(month + 1) - 1] if day <= last]
        sizes = [sum(client.is_in(day) for client in self.clients) for day in [first - 1] + ends]
        return {
            'total_net_pl': sum(counted.values()),
            'gross_loss': -sum(loss for loss in counted.values() if loss < -flat),
            'loss_commission': sum(client.flow(first, last, 'commission') for client in counted),
            'flat': sum(abs(loss) <= flat for loss in counted.values()),
            'median_return': None if not returns else
                             (returns[middle] + returns[~middle]) / 2,
            'average_clients': Fraction(sum(sizes), len(sizes)),
            'opened': sum(any(first <= spell[0] <= last for spell in client.spells)
                          for client in self.clients),
            'closed': sum(any(spell[1] is not None and first <= spell[1] <= last
                              for spell in client.spells) for client in self.clients),
            'no_equity': sum(client.is_in(last) and not client.known(last)
                             for client in self.clients),
        }

    # All indicators: name -> (numerator, denominator) of one client

    def measure(self, client, first, last):
        flat = self.rule('loss.flat', last) * 100
        effective = self.is_effective(client, first, last)
        churn = self.churn(client, first, last) if effective else ''
        loss = self.loss(client, first, last)
        outflow = client.flow(first, last, 'withdrawal') - client.flow(first, last, 'deposit')
        counted = loss not in (None, 'no_data')
        stock = int(client.is_in(last))
        now, before = self.recognition_days(first, last)
        was_dormant = self.is_dormant(client, before)
        newly_base = now is not None and client.is_in(now) and not was_dormant
        result = {
            'churn': (int(churn != ''), int(effective)),
            'churn_hard': (int(churn == 'hard'), int(effective)),
            'churn_soft': (int(churn == 'soft'), int(effective)),
            'churn_capital': (max(outflow, 0), client.level(first - 1, 'equity')) if effective
                             else (0, 0),
            'dormancy': (int(self.is_dormant(client, last)), stock),
            'sleeping': (int(self.is_sleeping(client, last)), stock),
            'newly_dormant': (int(newly_base and self.is_dormant(client, now)), int(newly_base)),
            'loss': (int(counted and loss < -flat), int(counted)),
            'loss_no_data': (int(loss == 'no_data'), int(loss is not None)),
        }
        for horizon in HORIZONS:
            result[f'early_warning_{horizon}'] = (int(self.is_warned(client, last, horizon)), stock)
        return result
