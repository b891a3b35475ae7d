# SPDX-License-Identifier: GPL-3.0-or-later
"""search: the JSON shape, pinyin and initials, and that no phone or address comes out."""

import os
import re

from cli import case, cli, cli_json, demo_branch, main, query


@case
def every_client_is_found_by_each_key(folder):
    path = demo_branch(folder, 80, 30)
    tiers = {'small', 'ordinary', 'major', 'high-end', 'unrated'}
    keys = query(path, 'SELECT name, pinyin, initials, accounts FROM search_key'
                       ' WHERE accounts <> \'\' LIMIT 15')
    assert keys
    for name, pinyin, initials, accounts in keys:
        account = accounts.split()[0]
        for words in (name, pinyin.split()[0], initials.split()[0], account):
            hits = cli_json('search', path, words)
            assert account in [hit['account'] for hit in hits], (words, hits)
            for hit in hits:
                assert set(hit) == {'account', 'name', 'tier'} and hit['tier'] in tiers, hit
        assert cli_json('search', path, account)[0]['account'] == account


@case
def nothing_secret_comes_out(folder):
    path = demo_branch(folder, 80, 30)
    phones = [phone for phone, in query(path, 'SELECT phone FROM client WHERE phone <> \'\'')]
    assert phones
    for phone in phones[:15]:
        digits = re.sub(r'\D', '', phone)
        output, _ = cli('search', path, digits)
        assert output and digits not in output, output
        output, _ = cli('search', path, digits[-4:], '--json')
        assert digits not in output


@case
def nothing_found_and_wrong_usage(folder):
    path = demo_branch(folder, 80, 30)
    assert cli_json('search', path, '不存在的人') == []
    assert cli_json('search', path, '%') == []
    assert cli_json('search', path, '') == []
    cli('search', path, expect=2)
    cli('search', os.path.join(folder, 'none.clientele'), 'x', expect=1)


main()
