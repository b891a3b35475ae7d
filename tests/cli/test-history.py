# SPDX-License-Identifier: GPL-3.0-or-later
"""history, undo and redo, and how errors read."""

import os
import sqlite3

from cli import case, cli, cli_json, main, new_branch

NOW = {'CLT_NOW': '1795000000'}


@case
def undo_and_redo(folder):
    path = new_branch(folder)
    cli('rules', path, 'tier.major=600000', '--from', '20200101', '--who', 'li', env=NOW)
    cli('rules', path, 'tier.major=650000', '--from', '20210101', '--who', 'wang', env=NOW)
    history = cli_json('history', path)
    assert [h['who'] for h in history] == ['wang', 'li'], history
    assert history[0]['name'] == 'rules.set' and history[0]['undone'] is False
    assert history[0]['at'] == '2026-11-18T19:06:40+08:00', history[0]['at']
    assert cli_json('history', path, '--limit', '1') == history[:1]

    done = cli_json('undo', path)
    assert done['action'] == history[0]['action']
    assert cli_json('history', path)[0]['undone'] is True
    assert cli_json('undo', path, history[1]['action'])['action'] == history[1]['action']
    cli('undo', path, expect=1)
    assert cli_json('redo', path)['action'] == history[1]['action']
    assert 'wang' in cli('redo', path)[0]
    assert cli_json('history', path) == history
    cli('redo', path, expect=1)


@case
def blocked_undo_names_what_is_in_the_way(folder):
    path = new_branch(folder)
    cli('rules', path, 'tier.major=600000', '--from', '20200101', '--who', 'li')
    cli('rules', path, 'tier.major=650000', '--from', '20200101', '--who', 'wang')
    newest, first = cli_json('history', path)
    output, errors = cli('undo', path, first['action'], expect=1)
    assert output == '' and 'wang' in errors, errors
    refused = cli_json('undo', path, first['action'], expect=1)
    assert refused == {'action': None, 'in_the_way': [newest['action']]}, refused


@case
def errors_are_sentences(folder):
    path = new_branch(folder)
    other = os.path.join(folder, 'other')
    with open(other, 'w', encoding='utf-8') as file:
        file.write('not a branch file, and long enough to be a page of something else' * 20)
    db = sqlite3.connect(os.path.join(folder, 'newer'))
    db.executescript('PRAGMA application_id = 0x436c7465; PRAGMA user_version = 999')
    db.close()
    for args in (['history', other], ['history', os.path.join(folder, 'none')],
                 ['history', os.path.join(folder, 'newer')], ['new', path],
                 ['new', os.path.join(folder, 'no', 'folder')]):
        output, errors = cli(*args, expect=1)
        assert output == '' and args[1] in errors and errors.rstrip().endswith('.'), errors
        assert 'SELECT' not in errors and 'PRAGMA' not in errors, errors
    with open(other, encoding='utf-8') as file:
        assert file.read().startswith('not a branch file')
    cli('undo', path, 'x', expect=2)
    cli('undo', expect=2)
    cli('undo', path, '12345', expect=1)


main()
