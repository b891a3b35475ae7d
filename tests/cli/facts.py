# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes clients and facts straight into a new branch file, for tests of what is computed from
them: no import stands between the test's data and the figures."""

import datetime
import os
import sqlite3
import subprocess

from cli import cli

EPOCH = datetime.date(1970, 1, 1).toordinal()
FUNDS = ('day', 'account_id', 'deposit', 'withdrawal', 'opening', 'balance', 'equity', 'realized',
         'position_pl', 'commission', 'exchange_fee', 'retained', 'margin', 'exchange_margin',
         'available', 'lots', 'batch')


def to_day(yyyymmdd):
    text = str(yyyymmdd)
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal() - EPOCH


def to_yyyymmdd(day):
    return int(datetime.date.fromordinal(day + EPOCH).strftime('%Y%m%d'))


class Branch:
    """A new branch file; ids are given out from 10,000 on."""

    def __init__(self, path):
        cli('new', path)
        self.path = path
        self.database = sqlite3.connect(path)
        self.next_id = 10000

    def new_id(self):
        self.next_id += 1
        return self.next_id

    def insert(self, table, **values):
        names = ', '.join(values)
        marks = ', '.join('?' * len(values))
        self.database.execute(f'INSERT INTO {table} ({names}) VALUES ({marks})',
                              tuple(values.values()))

    def add_trading_days(self, days):
        self.database.executemany('INSERT INTO trading_day (day) VALUES (?)',
                                  ((day,) for day in days))

    def add_client(self, name, prospect=0):
        client = self.new_id()
        self.insert('client', id=client, name=name, prospect=prospect)
        return client

    def add_account(self, client, number):
        account = self.new_id()
        self.insert('account', id=account, client_id=client, number=number)
        return account

    def add_spell(self, client, opened, closed=None, reason=''):
        self.insert('spell', id=self.new_id(), client_id=client, opened=opened, closed=closed,
                    reason=reason)

    def add_funds(self, rows):
        """Dictionaries with the columns of funds_daily; what is left out is NULL, money is fen."""
        marks = ', '.join('?' * len(FUNDS))
        values = ([row.get(name, 1 if name == 'batch' else None) for name in FUNDS]
                  for row in rows)
        self.database.executemany(
            f'INSERT INTO funds_daily ({", ".join(FUNDS)}) VALUES ({marks})', values)

    def finish(self):
        """Brings what is derived from the facts up to date, through the program's own door."""
        self.database.execute('UPDATE counter SET value = ?', (self.next_id,))
        self.database.commit()
        first, last = self.database.execute(
            'SELECT coalesce (min (day), 0), coalesce (max (day), 0) FROM funds_daily').fetchone()
        self.database.close()
        subprocess.run([os.environ['SETTLE_FACTS'], self.path, str(to_yyyymmdd(first)),
                        str(to_yyyymmdd(last))], check=True)
