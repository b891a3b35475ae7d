# SPDX-License-Identifier: GPL-3.0-or-later
"""segments: every client in exactly one, members as counted, and as the filter of an export."""

import csv
import os

from cli import case, cli, cli_json, demo_branch, main

DAY = '20261030'
ENV = {'CLT_NOW': '1793600000'}  # 2026-11-02


def export(folder, path, expression):
    out = os.path.join(folder, 'out.csv')
    cli('export', path, 'clients', out, '--filter', expression,
        '--columns', 'account,segment,scores,grade', env=ENV)
    with open(out, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file))[1:]


@case
def everybody_is_in_exactly_one(folder):
    path = demo_branch(folder, 150, 200)
    segments = cli_json('segments', path, env=ENV)
    assert [segment['preset'] for segment in segments][-1] == 'other'
    assert segments[-1]['rule'] == '' and all(segment['rule'] for segment in segments[:-1])
    rows = export(folder, path, 'opened <= today')
    assert sum(segment['clients'] for segment in segments) == len(rows) > 100
    seen = set()
    for segment in segments:
        members = cli_json('segments', path, '--members', segment['preset'], env=ENV)
        assert len(members) == segment['clients'], segment
        accounts = {member['account'] for member in members}
        assert not seen & accounts
        seen |= accounts
        # scores of three digits from 1 to 5, and the same list by the filter, by its own name
        for member in members:
            assert len(member['scores']) == 3 and set(member['scores']) <= set('12345'), member
        exported = export(folder, path, f'segment = "{segment["name"]}"')
        assert {row[0].split()[0] for row in exported} == accounts
        assert all(row[1] == segment['name'] for row in exported)
    assert len(seen) == len(rows)


@case
def scores_are_filters(folder):
    path = demo_branch(folder, 150, 200)
    rows = export(folder, path, 'r >= 4 and m = 5')
    assert rows and all(row[2][0] in '45' and row[2][2] == '5' for row in rows)
    core = export(folder, path, 'segment = core')
    assert core and all(min(row[2]) >= '4' for row in core)


@case
def unknown_names_are_told(folder):
    path = demo_branch(folder, 150, 200)
    _, errors = cli('segments', path, '--members', 'nowhere', expect=1, env=ENV)
    assert 'nowhere' in errors


@case
def grades_that_run_out(folder):
    path = demo_branch(folder, 150, 200)
    every = export(folder, path, 'opened <= today')
    missing = export(folder, path, 'grade is empty')
    assert all(row[3] == '' for row in missing)
    assert len(missing) == sum(row[3] == '' for row in every)
    expired = export(folder, path, 'grade_expires < today')
    later = export(folder, path, 'grade_expires >= today')
    assert len(expired) + len(later) + len(missing) == len(every)


main()
