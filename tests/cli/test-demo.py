# SPDX-License-Identifier: GPL-3.0-or-later
"""demo: the same arguments give the same file, whatever the clock."""

import os
import sqlite3

from cli import case, cli, main

SMALL = ['--clients', '40', '--days', '45', '--seed', '11', '--as-of', '20260630']
def dump(path):
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


@case
def same_arguments_same_content(folder):
    one, two = os.path.join(folder, 'one.clientele'), os.path.join(folder, 'two.clientele')
    cli('demo', one, *SMALL, '--who', 'li', env={'CLT_NOW': '1795000000'})
    cli('demo', two, *SMALL, '--who', 'li', env={'CLT_NOW': '1799000000'})
    assert dump(one) == dump(two)
    cli('demo', os.path.join(folder, 'other.clientele'), *SMALL, '--seed', '12', '--who', 'li')
    assert dump(one) != dump(os.path.join(folder, 'other.clientele'))


@case
def ends_on_the_day_asked_for(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, *SMALL)
    with sqlite3.connect(path) as db:
        (last,), = db.execute("SELECT date(max(day) * 86400, 'unixepoch') FROM funds_daily")
        (clients,), = db.execute('SELECT count(*) FROM client WHERE prospect = 0')
    assert last == '2026-06-30', last
    assert clients == 40, clients


@case
def an_existing_file_is_left_alone(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    with open(path, 'rb') as file:
        before = file.read()
    assert 'b.clientele' in cli('demo', path, *SMALL, expect=1)[1]
    with open(path, 'rb') as file:
        assert file.read() == before


@case
def nonsense_leaves_no_file(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '0', expect=1)
    cli('demo', path, '--days', '99999', expect=1)
    cli('demo', path, '--as-of', '18000101', expect=1)
    cli('demo', path, '--as-of', 'soon', expect=2)
    assert os.listdir(folder) == [], os.listdir(folder)


main()
