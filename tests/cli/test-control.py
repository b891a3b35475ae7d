# SPDX-License-Identifier: GPL-3.0-or-later
"""Control charts against a second computation, written from the domain's rules (2.8) and their
readings (R27, R28) and not from the program. It has exact fractions for what is below a root, so
that it knows what lies on a line; numbers are compared to 1e-9. The seed is printed; CONTROL_SEED
draws the same series again."""

import math
import os
import random
import secrets
import subprocess
from collections import Counter
from fractions import Fraction

os.environ.setdefault('CLIENTELE_CLI', '')  # cli.py wants it, no case here runs it
from cli import case, main  # pylint: disable=wrong-import-position

SEED = os.environ.get('CONTROL_SEED') or secrets.token_hex(8)
KINDS = ('p', 'u', 'laney', 'xmr')
BIASING = Fraction('1.128')  # d2 of two neighbours: mean difference / sigma
OUTSIDE, TWO_OF_THREE, FOUR_OF_FIVE, EIGHT = 1, 2, 4, 8
PROVISIONAL_FROM, FULL_FROM = 6, 12
PHASE_FIELDS = ('state', 'n', 'centre', 'dispersion')
POINT_FIELDS = ('value', 'centre', 'low', 'high', 'z', 'enough', 'signals', 'phase')
WHOLE = {'state', 'n', 'enough', 'signals', 'phase'}


class Series:
    """Counts and sizes as they are written, and phases as (first period, periods of baseline)."""

    def __init__(self, kind, phases, data):
        self.kind, self.phases, self.data = kind, phases, data

    def __str__(self):
        phases = ','.join(f'{first}+{baseline}' for first, baseline in self.phases)
        return ' '.join([self.kind, phases, *(f'{count}:{size}' for count, size in self.data)])


def mean(numbers):
    return sum(numbers) / len(numbers) if numbers else None


def root(number):
    """To some 40 digits, for the lines of Laney's charts stand on a sum of roots."""
    scale = 10 ** 40
    return Fraction(math.isqrt(number.numerator * scale ** 2 // number.denominator), scale)


def neighbours_apart(numbers):
    """Mean difference of neighbours; what stands beside a gap has one neighbour less."""
    return mean([abs(b - a) for a, b in zip(numbers, numbers[1:]) if None not in (a, b)])


def binomial_or_poisson(kind, centre, size):
    """The variance of a rate."""
    return (centre if kind == 'u' else centre * (1 - centre)) / size


class Phase:
    """The periods of one phase. A gap is None; so is whatever is not defined."""

    def __init__(self, kind, data, baseline):
        self.kind = kind
        self.counts = [Fraction(count) for count, _ in data]
        self.sizes = [Fraction(size) for _, size in data]
        self.values = [None if size == 0 else count if kind == 'xmr' else count / size
                       for count, size in zip(self.counts, self.sizes)]
        self.baseline = range(min(baseline or len(data), len(data)))
        known = [i for i in self.baseline if self.values[i] is not None]
        self.n = len(known)
        self.state = (self.n >= PROVISIONAL_FROM) + (self.n >= FULL_FROM)
        if not known:
            self.centre = None
        elif kind == 'xmr':
            self.centre = mean([self.values[i] for i in known])
        else:
            self.centre = sum(self.counts[i] for i in known) / sum(self.sizes[i] for i in known)
        self.dispersion = self.get_dispersion(known)
        self.factor = self.get_factor()

    def get_plain_variance(self, i):
        if self.centre is None or self.values[i] is None:
            return None
        return binomial_or_poisson(self.kind, self.centre, self.sizes[i])

    def get_dispersion(self, known):
        if self.kind == 'xmr' or not known or any(not self.get_plain_variance(i) for i in known):
            return None
        return mean([(self.values[i] - self.centre) ** 2 / self.get_plain_variance(i)
                     for i in known])

    def get_factor(self):
        """What the kind's chart has besides sizes: sigma of the neighbours."""
        if self.kind == 'xmr':
            apart = neighbours_apart([self.values[i] for i in self.baseline])
        elif self.kind == 'laney':
            apart = neighbours_apart([self.get_plain_z(i) for i in self.baseline])
        else:
            return Fraction(1)
        return None if apart is None else apart / BIASING

    def get_plain_z(self, i):
        variance = self.get_plain_variance(i)
        return (self.values[i] - self.centre) / root(variance) if variance else None

    def get_variance(self, i):
        if None in (self.values[i], self.centre, self.factor):
            return None
        return self.factor ** 2 * (1 if self.kind == 'xmr' else self.get_plain_variance(i))

    def get_limits(self, i):
        variance = self.get_variance(i)
        if self.state == 0 or variance is None:
            return None, None
        reach = 3 * root(variance)
        low, high = self.centre - reach, self.centre + reach
        if self.kind != 'xmr':
            low = max(low, 0)
        return low, high if self.kind in ('u', 'xmr') else min(high, 1)

    def get_z(self, i):
        variance = self.get_variance(i)
        return (self.values[i] - self.centre) / root(variance) if variance else None

    def is_enough(self, i):
        if self.values[i] is None:
            return False
        return self.kind == 'xmr' or (self.centre is not None and self.sizes[i] * self.centre >= 5)

    def is_beyond(self, i, sigmas, side):
        """Strictly; periods before the first and those without enough data never are."""
        if i < 0 or not self.is_enough(i) or not self.get_variance(i):
            return False
        apart = (self.values[i] - self.centre) * side
        return apart > 0 and apart ** 2 > sigmas ** 2 * self.get_variance(i)

    def get_signals(self, i):
        if self.state == 0:
            return 0
        signals = 0
        for side in (-1, 1):
            for signal, sigmas, need, of in ((OUTSIDE, 3, 1, 1), (TWO_OF_THREE, 2, 2, 3),
                                             (FOUR_OF_FIVE, 1, 4, 5), (EIGHT, 0, 8, 8)):
                beyond = [self.is_beyond(j, sigmas, side) for j in range(i - of + 1, i + 1)]
                if beyond[-1] and sum(beyond) >= need:
                    signals |= signal
        return signals


def to_number(number):
    return math.nan if number is None else number if isinstance(number, int) else float(number)


def compute(series):
    """A dictionary for each phase, and one for each period."""
    starts = [first for first, _ in series.phases] + [len(series.data)]
    phases, points = [], []
    for number, (first, baseline) in enumerate(series.phases):
        phase = Phase(series.kind, series.data[first:starts[number + 1]], baseline)
        phases.append([phase.state, phase.n, phase.centre, phase.dispersion])
        points += [[phase.values[i], phase.centre, *phase.get_limits(i), phase.get_z(i),
                    int(phase.is_enough(i)), phase.get_signals(i), number]
                   for i in range(len(phase.values))]
    return ([dict(zip(PHASE_FIELDS, map(to_number, row))) for row in phases],
            [dict(zip(POINT_FIELDS, map(to_number, row))) for row in points])


def ask(all_series):
    """What the program says about each: dictionaries as above."""
    done = subprocess.run([os.environ['PRINT_CONTROL']], capture_output=True, text=True, check=True,
                          input=''.join(f'{series}\n' for series in all_series))
    answers, rows = [], []
    for line in done.stdout.splitlines():
        if line == '.':
            answers.append(rows)
            rows = []
        else:
            rows.append(line.split())
    assert not rows and len(answers) == len(all_series), (len(rows), len(answers))
    return [read(series, rows) for series, rows in zip(all_series, answers)]


def read(series, rows):
    n_phases = len(series.phases)
    assert len(rows) == n_phases + len(series.data), f'{series}: {len(rows)} lines'

    def name(fields, row):
        assert len(row) == len(fields), f'{series}: {row}'
        return {field: int(cell) if field in WHOLE else float(cell)
                for field, cell in zip(fields, row)}

    return ([name(PHASE_FIELDS, row) for row in rows[:n_phases]],
            [name(POINT_FIELDS, row) for row in rows[n_phases:]])


def agree(field, mine, theirs):
    if field in WHOLE:
        return mine == theirs
    if math.isnan(mine) or math.isnan(theirs):
        return math.isnan(mine) and math.isnan(theirs)
    return math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-9)


def differences(mine, theirs):
    """A line for each number that differs."""
    return [f'{what} {number}: {field} is {their_row[field]!r}, not {my_row[field]!r}'
            for what, my_rows, their_rows in zip(('phase', 'period'), mine, theirs)
            for number, (my_row, their_row) in enumerate(zip(my_rows, their_rows, strict=True))
            for field in my_row if not agree(field, my_row[field], their_row[field])]


# The series.

def shifted(chance, kind, sigmas):
    """A quiet baseline of twelve or more periods, frozen, and then eight or more periods that lie
    so many sigmas away: each of the four signals comes for certain, alone or with others."""
    n, later = chance.randint(12, 20), chance.randint(8, 14)
    signs = [1 if i % 2 else -1 for i in range(n)]
    if kind == 'xmr':
        centre, apart = chance.randint(-50, 400), chance.randint(3, 40)
        sigma = 2 * apart / float(BIASING)
        values = [centre + sign * apart for sign in signs]
        values += [round(centre + (sigmas + chance.uniform(-.04, .04)) * sigma, 3)
                   for _ in range(later)]
        data = [(value, 1) for value in values]
    else:
        rate = chance.uniform(20, 40) if kind == 'u' else chance.uniform(.3, .6)
        swing = 1.2 if kind == 'laney' else .4
        factor = 2 * swing / float(BIASING) if kind == 'laney' else 1
        data = []
        for i in range(n + later):
            size = chance.randint(20000, 30000)
            sigma = math.sqrt(rate * (1 if kind == 'u' else 1 - rate) / size)
            away = (signs[i] * swing if i < n else
                    factor * (sigmas + chance.uniform(-.04, .04)))
            data.append((round((rate + away * sigma) * size), size))
    return Series(kind, [(0, n)], data)


def wandering(chance, kind):
    """Anything: short or long, with gaps, nothing counted, shifts, trends and phases."""
    n = chance.choice((chance.randint(1, 12), chance.randint(12, 30), chance.randint(24, 60)))
    starts = sorted({0, *(chance.randrange(n) for _ in range(chance.randint(0, 2)))})
    phases = [(start, chance.choice((0, 0, 3, 6, 11, 12, 15, 80))) for start in starts]
    gaps = chance.choice((0, 0, .1, .3, .9))
    zeros = chance.choice((0, 0, .1, .8))
    shift_at, shift = chance.randrange(n), chance.choice((0, 0, .2, .6, 1.5, -.5))
    trend = chance.choice((0, 0, .02, -.02))
    rate = chance.uniform(1, 30) if kind == 'u' else chance.choice((.004, .03, .2, .5, .95))
    large = chance.choice((20, 300, 3000))
    data = []
    for i in range(n):
        level = rate * max(0, 1 + trend * i + (shift if i >= shift_at else 0))
        if kind == 'xmr':
            data.append((round(1000 * level + chance.gauss(0, 40), chance.choice((0, 1, 4))), 1))
        elif kind == 'u':
            size = f'{chance.randint(large // 2, large) / 100:.3f}'
            expected = level * float(size)
            data.append((max(0, round(chance.gauss(expected, math.sqrt(expected)))), size))
        else:
            size = chance.randint(large // 2, large)
            level = min(level, 1)
            count = round(chance.gauss(level * size, math.sqrt(level * (1 - level) * size)))
            data.append((min(max(0, count), size), size))
        if chance.random() < gaps:
            data[-1] = (0, 0)
        elif chance.random() < zeros:
            data[-1] = (0, data[-1][1])
    return Series(kind, phases, data)


def constant(chance, kind):
    """The same rate all the time, perhaps 0 or 1, and perhaps with another one behind: sigma is 0,
    or every z is."""
    n = chance.randint(6, 18)
    size = chance.randint(8, 60)
    count = chance.choice((0, size, chance.randint(1, size)))
    data = [(count * times, 1 if kind == 'xmr' else size * times)
            for times in (1 if kind == 'xmr' else chance.randint(1, 4) for _ in range(n))]
    tail = chance.choice(([], [(count // 2, size), (0, 0), (size, size)]))
    return Series(kind, [(0, chance.choice((0, n)))], data + tail)


def is_decided(series, answer):
    """Nothing of it lies on a line, where the last bit of a sum decides. Of whole numbers a z of 0
    may, for then the centre is the very same number."""
    whole = all(isinstance(number, int) for datum in series.data for number in datum)
    return (all(abs(abs(point['z']) - sigmas) > 1e-9 for point in answer[1]
                for sigmas in ((1, 2, 3) if whole else (0, 1, 2, 3)) if not math.isnan(point['z']))
            and all(abs(float(size) * point['centre'] - 5) > 1e-9
                    for (_, size), point in zip(series.data, answer[1])
                    if not math.isnan(point['centre'])))


def draw_series():
    chance = random.Random(SEED)
    drawn = []
    for kind in KINDS:
        makers = [lambda kind=kind, away=away * side: shifted(chance, kind, away)
                  for away in (.5, 1.4, 2.4, 4) for side in (-1, 1)]
        makers += [lambda kind=kind: wandering(chance, kind)] * 24
        makers += [lambda kind=kind: constant(chance, kind)] * 4
        # One short, one of nothing but gaps, one with some of everything a seed may leave out.
        makers += [
            lambda kind=kind: Series(kind, [(0, 0)],
                                     [(chance.randint(1, 9), 10)] * chance.randint(1, 5)),
            lambda kind=kind: Series(kind, [(0, 0)], [(0, 0)] * 14),
            lambda kind=kind: Series(kind, [(0, 0), (8, 0), (21, 6)], [
                *((chance.randint(0, 4), 40) for _ in range(7)), (0, 0),
                *((chance.randint(10, 30), 90) for _ in range(13)), *[(0, 7)] * 8])]
        for make in makers:
            series = make()
            while not is_decided(series, compute(series)):
                series = make()
            drawn.append(series)
    return drawn


@case
def agrees_with_a_second_computation(_folder):
    print(f'# CONTROL_SEED={SEED}', flush=True)
    all_series, told, seen = draw_series(), [], Counter()
    for series, theirs in zip(all_series, ask(all_series)):
        mine = compute(series)
        wrong = differences(mine, theirs)
        if wrong:
            told.append('\n  '.join([str(series), *wrong]))
        for phase in theirs[0]:
            seen[f'state {phase["state"]}'] += 1
        for point in theirs[1]:
            seen['gaps'] += math.isnan(point['value'])
            seen['not enough'] += not point['enough'] and not math.isnan(point['value'])
            seen['no z'] += math.isnan(point['z']) and not math.isnan(point['value'])
            for signal in (OUTSIDE, TWO_OF_THREE, FOUR_OF_FIVE, EIGHT):
                seen[f'{series.kind} {signal}'] += point['signals'] & signal > 0
            seen[f'only {point["signals"]}'] += 1
    assert not told, '\n'.join([f'{len(told)} of {len(all_series)} series differ', *told])
    print('#', ', '.join(f'{what}: {n}' for what, n in sorted(seen.items())), flush=True)
    assert len(all_series) >= 60
    for what in ('gaps', 'not enough', 'no z', 'state 0', 'state 1', 'state 2', 'only 8',
                 *(f'{kind} {signal}' for kind in KINDS
                   for signal in (OUTSIDE, TWO_OF_THREE, FOUR_OF_FIVE, EIGHT))):
        assert seen[what] >= 4, f'{what}: {seen[what]} times'


@case
def has_the_values_of_the_domain(_folder):
    """As printed there. The u-chart has five periods, too few for limits: its upper one is told of
    the series twice over, whose centre is the same."""
    p_data = list(zip((12, 9, 15, 11, 10, 22), (400, 410, 395, 405, 402, 398)))
    u_data = list(zip((4, 2, 5, 3, 9), ('1.020', '1.015', '1.008', '1.011', '1.003')))
    all_series = [Series('p', [(0, 0)], p_data), Series('u', [(0, 0)], u_data),
                  Series('u', [(0, 0)], u_data * 2)]
    for (phases, points), expected in zip(ask(all_series), (
            ('0.0327800830', '0.0552763819', '0.0595561853', '2.5204900', 1),
            ('4.5481510777', '8.9730807577', None, None, 0),
            ('4.5481510777', '8.9730807577', '10.9364941273', None, 1))):
        centre, value, high, z, state = expected
        last = points[-1]
        assert phases[0]['state'] == state and last['signals'] == 0, (phases, last)
        for field, printed in (('centre', centre), ('value', value), ('high', high), ('z', z)):
            if printed:
                digits = len(printed.split('.')[1])
                assert f'{last[field]:.{digits}f}' == printed, (field, last[field], printed)
        assert state or math.isnan(last['high']), last


@case
def tells_a_wrong_value(_folder):
    """Each field in its turn: a little off, and unknown where it is known and the other way."""
    series = Series('p', [(0, 12), (16, 0)], [(20 + i * 7 % 11, 200 + i) for i in range(16)] +
                    [(0, 0), (40, 210), (1, 9)])
    mine = compute(series)
    assert differences(mine, ask([series])[0]) == []
    planted = 0
    for part in (0, 1):
        for number, row in enumerate(mine[part]):
            for field, right in row.items():
                if field in WHOLE:
                    wrongs = [right + 1]
                elif math.isnan(right):
                    wrongs = [0.0]
                else:
                    wrongs = [right + 1e-7, math.nan]
                for wrong in wrongs:
                    theirs = ask([series])[0] if planted == 0 else compute(series)
                    theirs[part][number][field] = wrong
                    told = differences(mine, theirs)
                    assert len(told) == 1 and f'{number}: {field} ' in told[0], (field, wrong, told)
                    planted += 1
    assert planted > 200, planted


@case
def what_lies_on_a_line_is_not_beyond_it(_folder):
    """The last bit of a sum does not decide: rules are "strictly beyond", a z of 0 breaks eight in
    a row, and five expected are enough."""
    all_series = []
    # As many complaints of as many clients, month after month: no z but 0.
    all_series += [Series('u', [(0, 0)], [(count, f'{clients / 1000:.3f}')] * n)
                   for count in (4, 5, 7) for clients in range(900, 1100, 13) for n in (8, 12, 15)]
    all_series += [Series(kind, [(0, 0)], [(5, size)] * 8)
                   for kind in ('p', 'laney') for size in range(6, 300)]
    # One, two or three sigmas away, where these are whole numbers.
    for sigmas in (-3, -2, -1, 1, 2, 3):
        all_series += [Series('p', [(0, 12)], [(size // 2, size)] * 12 +
                              [((size + sigmas * math.isqrt(size)) // 2, size)] * 5)
                       for size in (36, 64, 100, 144, 196, 256, 400, 900)]
        all_series += [Series('u', [(0, 12)], [(count, size)] * 12 +
                              [(count + sigmas * math.isqrt(count), size)] * 5)
                       for count in (9, 16, 25, 49) for size in (1, '1.02', '2.113')]
    # Individuals at their mean.
    all_series += [Series('xmr', [(0, 0)], [(f'0.{a}', 1), (f'0.{a + 2}', 1)] * 4 +
                          [(f'0.{a + 1}', 1)] * 8) for a in range(1, 8)]
    told = []
    for series, theirs in zip(all_series, ask(all_series)):
        wrong = differences(compute(series), theirs)
        if wrong:
            told.append(f'{series}: {wrong[0]}')
    assert not told, '\n'.join([f'{len(told)} of {len(all_series)} series differ', *told])


main()
