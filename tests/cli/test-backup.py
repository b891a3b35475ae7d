# SPDX-License-Identifier: GPL-3.0-or-later
"""backup, restore and check."""

import os
import sqlite3

from cli import case, cli, cli_json, main, new_branch


def make_branch(folder):
    path = new_branch(folder)
    cli('rules', path, 'tier.major=600000', '--from', '20200101')
    return path


def hurt(path, offset):
    with open(path, 'r+b') as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 4]))


@case
def check_finds_a_flipped_bit(folder):
    path = make_branch(folder)
    assert cli_json('check', path) == {'ok': True, 'problems': []}
    assert os.listdir(folder) == ['b.clientele'], os.listdir(folder)
    hurt(path, 5 * 4096 + 1000)
    result = cli_json('check', path, expect=1)
    assert result['ok'] is False and len(result['problems']) == 1, result
    assert 'Page 6' in result['problems'][0], result
    assert 'Page 6' in cli('check', path, expect=1)[1]
    cli('check', os.path.join(folder, 'none'), expect=1)


@case
def backup_and_restore(folder):
    path = make_branch(folder)
    copy = os.path.join(folder, 'copy.clientele')
    cli('backup', path, copy)
    assert cli_json('check', copy)['ok']
    history = cli_json('history', copy)
    assert history == cli_json('history', path)

    cli('rules', path, 'tier.major=650000', '--from', '20210101')
    preview = cli_json('restore', path, copy, '--dry-run')
    assert preview['restored'] is False and preview['kept'] is None, preview
    assert len(cli_json('history', path)) == 2
    done = cli_json('restore', path, copy)
    assert done['restored'] and done['differences'] == preview['differences'], done
    assert cli_json('history', path) == history
    assert len(cli_json('history', done['kept'])) == 2
    assert cli_json('check', path)['ok'] and cli_json('check', done['kept'])['ok']


@case
def backup_overwrites_nothing_else(folder):
    path = make_branch(folder)
    letter = os.path.join(folder, 'letter')
    with open(letter, 'w', encoding='utf-8') as file:
        file.write('a letter')
    for dest in (letter, path, os.path.join(folder, 'no', 'folder')):
        assert dest in cli('backup', path, dest, expect=1)[1]
    with open(letter, encoding='utf-8') as file:
        assert file.read() == 'a letter'
    cli('restore', path, letter, expect=1)


@case
def damaged_backup_is_not_restored(folder):
    path = make_branch(folder)
    copy = os.path.join(folder, 'copy.clientele')
    cli('backup', path, copy)
    hurt(copy, 9 * 4096 + 17)
    assert 'Page 10' in cli('restore', path, copy, expect=1)[1]
    assert cli_json('check', path)['ok']


@case
def other_programs_can_read(folder):
    path = make_branch(folder)
    db = sqlite3.connect(path)
    assert db.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
    assert db.execute("SELECT count(*) FROM rule WHERE name = 'tier.major'").fetchone() == (2,)
    db.close()
    assert cli_json('check', path)['ok']


main()
