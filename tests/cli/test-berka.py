# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiers and indicators of a real branch against figures that an independent program computed
(funds_berka/expected.json and its two tables): every run, period, date and month."""

import csv
import gzip
import json
import os
import subprocess

from cli import case, cli, cli_json, main, query_figures

DATA = os.path.join(os.environ['CLT_TEST_DATA'], 'funds_berka')
TIERS = ('small', 'ordinary', 'major', 'high-end', 'unrated')


def fen(text):
    """Amounts are compared as whole fen; '' is no value."""
    return '' if text == '' else str(round(float(text) * 100))


def read_table(name):
    with gzip.open(os.path.join(DATA, name), 'rt', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def load_expected():
    with open(os.path.join(DATA, 'expected.json'), encoding='utf-8') as file:
        return json.load(file)


EXPECTED = load_expected()


def imported_branch(path):
    cli('new', path)
    cli('rules', path, 'tier.ordinary=25000', 'tier.major=45000', 'tier.high-end=70000',
        '--from', '19900101')
    cli('import', path, 'calendar', os.path.join(DATA, 'trading_days.txt'))
    cli('import', path, 'clients', os.path.join(DATA, 'clients.csv'))
    cli('import', path, 'funds', os.path.join(DATA, 'funds_dense_utf8.csv.gz'))


_cache = {}


def make_branch(folder, build=imported_branch):
    """A branch of its own for each case; it is built once and then copied."""
    path = os.path.join(folder, 'b.clientele')
    if build in _cache:
        with open(path, 'wb') as file:
            file.write(_cache[build])
    else:
        build(path)
        with open(path, 'rb') as file:
            _cache[build] = file.read()
    return path


def rated_branch(path):
    make_branch(os.path.dirname(path))
    cli('tiers', path, '--as-of', '19981231', '--apply')


def make_rated_branch(folder):
    return make_branch(folder, rated_branch)


def compare(what, got, wanted):
    assert got == wanted, f'{what}: {got} instead of {wanted}'


def compare_near(what, got, wanted, digits=6):
    if wanted is None:
        assert got is None or got != got, f'{what}: {got} instead of nothing'
    else:
        assert abs(float(got) - wanted) <= 0.5000001 * 10 ** -digits, f'{what}: {got}, {wanted}'


class Figures:
    """One answer of kpi --json, by indicator and tier."""

    def __init__(self, path, first, last):
        self.json = cli_json('kpi', path, '--from', first, '--to', last, '--by', 'tier')
        self.what = f'{first}..{last}'
        self.by_name = {}
        for row in self.json['indicators']:
            group = row['group'] and row['group']['tier']
            self.by_name[row['name'], group] = row

    def compare_one(self, name, group, wanted):
        row = self.by_name[name, group]
        what = f'{self.what} {name} {group}'
        compare(what, (row['numerator'], row['denominator']), (wanted['num'], wanted['den']))
        compare_near(what, row['value'], wanted['rate'])
        for key, bound in zip(('low', 'high'), wanted['wilson95'] or (None, None)):
            compare_near(f'{what} {key}', row[key], bound)

    def compare(self, name, wanted):
        self.compare_one(name, None, wanted)
        for tier in TIERS:
            self.compare_one(name, tier, wanted['by_tier'][tier])


def members(path, name, first, last):
    answer = cli_json('kpi', path, '--from', first, '--to', last, '--members', name)
    compare('name', answer['name'], name)
    return answer['members']


@case
def every_row_of_every_tier_run(folder):
    path = make_branch(folder)
    done = subprocess.run([os.environ['PRINT_TIERS'], path, '19981231'], capture_output=True,
                          text=True, check=True)
    got = {tuple(words[:2]): tuple(words[2:])
           for words in (line.split(',') for line in done.stdout.splitlines())}
    wanted = {(row['run'], row['account']): (row['days'], fen(row['A_在户日均']),
                                             fen(row['日均权益']), row['missing_over_10pct'],
                                             row['tier'], row['move'])
              for row in read_table('expected_tiers.csv.gz')}
    compare('rows', len(got), len(wanted))
    for key, row in wanted.items():
        compare(key, got[key], row)


def compare_run(got, wanted):
    what = f'run {wanted["run"]}'
    compare(what, str(got['run']), wanted['run'])
    compare(what, got['tiers'], wanted.get('counts'))
    compare(what, (got['up'], got['down']), (wanted['up'], wanted['down']))
    compare(what, len(got['moves']), wanted['up'] + wanted['down'])


@case
def runs_are_shown_then_carried_out_once(folder):
    path = make_branch(folder)
    shown = cli_json('tiers', path, '--as-of', '19981231')
    # half of them first, so that the second half starts from what the file holds
    carried = cli_json('tiers', path, '--as-of', '19970615', '--apply')['runs']
    carried += cli_json('tiers', path, '--as-of', '19981231', '--apply')['runs']
    compare('runs', carried, shown['runs'])
    compare('runs', len(carried), len(EXPECTED['tiers']['runs']))
    for got, wanted in zip(carried, EXPECTED['tiers']['runs']):
        compare_run(got, wanted)
        compare(wanted['run'], (got['clients'], got['first'], got['missing']),
                (wanted['clients'], wanted['first'], wanted['missing_flag']))
    again = cli_json('tiers', path, '--as-of', '19981231', '--apply')
    compare('again', again['runs'], [])
    compare('state', again['tiers'], EXPECTED['as_of']['19981231']['clients_by_tier'])
    compare('history', [row['name'] for row in cli_json('history', path)][:2], ['tiers.run'] * 2)
    # undone, the runs are due again, and come out the same
    cli('undo', path)
    cli('undo', path)
    compare('due again', cli_json('tiers', path, '--as-of', '19981231')['runs'], shown['runs'])


@case
def other_thresholds(folder):
    path = make_branch(folder)
    for other in EXPECTED['tiers_other_thresholds']:
        ordinary, major, high_end = other['thresholds_yuan']
        cli('rules', path, f'tier.ordinary={ordinary}', f'tier.major={major}',
            f'tier.high-end={high_end}', '--from', '19900101')
        runs = cli_json('tiers', path, '--as-of', '19981231')['runs']
        compare('runs', len(runs), len(other['runs']))
        for got, wanted in zip(runs, other['runs']):
            compare_run(got, wanted)


def compare_churn(path, figures, wanted, first, last):
    for name, key in (('churn', 'total'), ('churn_hard', 'hard'), ('churn_soft', 'soft')):
        figures.compare(name, wanted[key])
        compare(name, members(path, name, first, last), wanted[key]['members'])
    compare_near('annualised', figures.json['churn_annualised'], wanted['annualised'])
    row = figures.by_name['churn_capital', None]
    compare('outflow', str(row['numerator']), fen(wanted['capital']['net_outflow']))
    compare('start equity', str(row['denominator']), fen(wanted['capital']['start_equity']))
    compare_near('capital', row['value'], wanted['capital']['rate'])
    compare('no interval', (row['low'], row['high']), (None, None))


def compare_loss(path, figures, wanted, first, last):
    found = figures.json
    figures.compare('loss', wanted)
    compare('loss', members(path, 'loss', first, last), wanted['members'])
    compare('no data', members(path, 'loss_no_data', first, last), wanted['no_data_members'])
    row = figures.by_name['loss_no_data', None]
    compare('no data', (row['numerator'], row['denominator']),
            (wanted['no_data'], wanted['no_data'] + wanted['T']))
    compare('flat', found['flat'], wanted['flat'])
    for key, name in (('total_np', 'total_net_pl'), ('gross_loss', 'gross_loss'),
                      ('commission_of_T', 'loss_commission')):
        compare(name, str(found[name]), fen(wanted[key]))
    compare_near('median return', found['median_return'], wanted['median_return'])
    compare_near('commission of loss', 100 * found['loss_commission'] / found['gross_loss']
                 if found['gross_loss'] else None, wanted['commission_pct_of_gross_loss'], 5)


def compare_contribution(found, wanted):
    commission = wanted['commission']
    for part in found['contribution']:
        tier = part['tier']
        expected = commission['by_tier'][tier]
        compare(tier, part['clients'], wanted['clients_by_tier_first_day'][tier])
        compare(tier, str(part['commission']), fen(expected['gross']))
        compare(tier, str(part['retained']), fen(expected['retained']))
        share = expected['share_pct']
        compare(tier, part['share'], None if share is None else round(share / 100, 3))
    shares = [part['share'] for part in found['contribution']]
    if None not in shares:
        compare('sum of shares', sum(round(share * 1000) for share in shares), 1000)
    compare('focus', found['focus'], commission['service_focus'])


@case
def every_period(folder):
    path = make_rated_branch(folder)
    for wanted in EXPECTED['periods'].values():
        first, last = wanted['from'], wanted['to']
        figures = Figures(path, first, last)
        found = figures.json
        for key in ('first_trading_day', 'last_trading_day'):
            compare(key, str(found[key]), wanted[key])
        compare('clients', (found['clients_start'], found['clients'], found['opened'],
                            found['closed']),
                tuple(wanted[key] for key in ('clients_start', 'clients_end', 'opened', 'closed')))
        compare_near('average', found['average_clients'], wanted['average_clients'])
        compare_churn(path, figures, wanted['churn'], first, last)
        compare_loss(path, figures, wanted['loss'], first, last)
        compare_contribution(found, wanted)


@case
def every_client_in_every_period(folder):
    path = make_rated_branch(folder)
    wanted = {}
    for row in read_table('expected_periods.csv.gz'):
        values = [row['tier_first_day'], row['in_churn_base'], row['churn'],
                  row['loss_population']]
        values += [fen(row[key]) for key in ('E_before', 'E_end', 'deposits', 'withdrawals',
                                             'net_pl')] + [row['lost']]
        wanted.setdefault((row['from'], row['to']), {})[row['account']] = values
    answers = query_figures(path, *(f'clients {first} {last}' for first, last in wanted))
    for (period, clients), answer in zip(wanted.items(), answers):
        got = {words[0]: words[1:] for words in answer}
        for account, values in clients.items():
            compare((period, account), got[account], values)
        for account in set(got) - set(clients):
            compare((period, account), got[account][1:4], ['0', '', ''])


@case
def every_date(folder):
    path = make_rated_branch(folder)
    days = {**EXPECTED['as_of'], **{f'r{key}': day for key, day in
                                    EXPECTED['recognition'].items()}}
    for wanted in days.values():
        day = wanted['date']
        figures = Figures(path, day, day)
        found = figures.json
        compare('clients', found['clients'], wanted['clients'])
        compare('no equity', found['no_equity'], wanted['no_equity_known'])
        compare('equity', str(sum(part['equity'] for part in found['contribution'])),
                fen(wanted['equity_total']))
        compare('tiers', {part['tier']: part['clients_end'] for part in found['contribution']},
                wanted['clients_by_tier'])
        for name, key in (('dormancy', 'dormant'), ('sleeping', 'sleeping')):
            figures.compare(name, wanted[key])
            compare(name, members(path, name, day, day), wanted[key]['members'])
        for days_ahead, accounts in wanted['early_warning'].items():
            name = f'early_warning_{days_ahead}'
            compare(name, members(path, name, day, day), accounts)
            compare(name, figures.by_name[name, None]['numerator'], len(accounts))


def month_last_day(month):
    year, number = int(month[:4]), int(month[4:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]


def compare_month(figures, wanted):
    by_name = figures.by_name
    for name in ('churn', 'loss'):
        row = dict(wanted[name])
        row['by_tier'] = None
        figures.compare_one(name, None, row)
        for tier in TIERS:
            got = by_name[name, tier]
            compare((wanted['month'], name, tier), [got['numerator'], got['denominator']],
                    wanted[name]['by_tier'][tier])
    compare('hard', by_name['churn_hard', None]['numerator'], wanted['churn']['hard'])
    compare('soft', by_name['churn_soft', None]['numerator'], wanted['churn']['soft'])
    compare('no data', by_name['loss_no_data', None]['numerator'], wanted['loss']['no_data'])
    newly = by_name['newly_dormant', None]
    compare('newly dormant', (newly['numerator'], newly['denominator']),
            (wanted['newly_dormant']['num'], wanted['newly_dormant']['den']))
    compare('clients', figures.json['clients'], wanted['clients_end'])
    for part in figures.json['contribution']:
        compare('retained', str(part['retained']), fen(wanted['retained_by_tier'][part['tier']]))


@case
def every_month(folder):
    path = make_rated_branch(folder)
    for series in EXPECTED['series']:
        year = series['from'][:4]
        by_month = cli_json('kpi', path, '--from', f'{year}0101', '--to', f'{year}1231', '--by',
                            'month')
        grouped = {(row['name'], row['group']['month']): row for row in by_month['indicators']
                   if row['group'] is not None}
        for wanted in series['months']:
            month = wanted['month']
            figures = Figures(path, f'{month}01', f'{month}{month_last_day(month)}')
            compare_month(figures, wanted)
            for (name, group), row in figures.by_name.items():
                if group is None:
                    compare((name, month), grouped[name, int(month)],
                            {**row, 'group': {'month': int(month)}})
            day = Figures(path, wanted['recognition_day'], wanted['recognition_day'])
            day.compare_one('dormancy', None, wanted['dormant_stock'])


def near(what, got, wanted):
    if wanted is None or got is None:
        compare(what, got, wanted)
    else:
        assert abs(got - wanted) <= 5.1e-10, f'{what}: {got}, not {wanted}'


@case
def control_charts(folder):
    path = make_rated_branch(folder)
    for series in EXPECTED['series']:
        period = ('--from', f"{series['from']}01", '--to', f"{series['to']}31")
        for name, wanted in series['p_chart'].items():
            got = cli_json('control', path, name, *period, '--kind', 'p')
            near(name, got['phases'][0]['centre'], wanted['pbar'])
            near(name, got['phases'][0]['dispersion'], wanted['dispersion'])
            known = sum(point['n'] > 0 for point in wanted['points'])
            compare(name, got['phases'][0]['limits'], 'full' if known >= 12 else 'provisional')
            compare(name, len(got['points']), len(wanted['points']))
            for here, there in zip(got['points'], wanted['points']):
                what = (name, here['month'])
                compare(what, (here['count'], here['size']), (there['x'], there['n']))
                if there['n'] == 0:
                    compare(what, (here['value'], here['signals']), (None, []))
                    continue
                for mine, theirs in (('value', 'p'), ('low', 'lcl'), ('high', 'ucl'), ('z', 'z')):
                    near(what, here[mine], there[theirs])
                compare(what, here['enough'], there['enough_data'])
                compare(what, here['signals'], there['signals'])
    # the same people stay dormant: a stock has no limits
    cli('control', path, 'dormancy', expect=1)
    cli('control', path, 'weather', expect=1)
    cli('control', path, 'churn', '--kind', 'pie', expect=2)


@case
def nothing_known_shows_nothing(folder):
    path = os.path.join(folder, 'empty.clientele')
    cli('new', path)
    found = cli_json('kpi', path, '--from', '20260101', '--to', '20260131')
    compare('clients', found['clients'], 0)
    compare('as of', found['as_of'], None)
    for row in found['indicators']:
        compare(row['name'], (row['value'], row['low'], row['high']), (None, None, None))
    compare('focus', found['focus'], None)
    assert '–' in cli('kpi', path)[0]
    cli('kpi', path, '--members', 'no_such_indicator', expect=1)
    cli('kpi', path, '--by', 'weather', expect=2)
    cli('kpi', path, '--from', '19980230', expect=2)
    cli('kpi', path, '--from', '20260201', '--to', '20260131', expect=2)


main()
