# SPDX-License-Identifier: GPL-3.0-or-later
"""A risk-management plan from its first draft to the printed page."""

import os
import sqlite3
import subprocess

from cli import case, cli, cli_json, main


def make_branch(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '40', '--days', '90')
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    account, name = db.execute('SELECT a.number, c.name FROM account a JOIN client c'
                               ' ON c.id = a.client_id JOIN funds_daily f ON f.account_id = a.id'
                               ' GROUP BY a.id ORDER BY count(*) DESC, a.number LIMIT 1').fetchone()
    adviser = db.execute("SELECT number, name, licence FROM staff WHERE role = 'adviser'"
                         " AND licence <> '' ORDER BY number LIMIT 1").fetchone()
    db.close()
    return path, account, name, adviser


def read_pdf(path):
    return subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True).stdout


@case
def from_draft_to_page(folder):
    path, account, name, adviser = make_branch(folder)
    number = cli('research', path, 'plan', '--client', account, '--author', adviser[0])[0].strip()
    draft = cli_json('research', path, 'list', '--client', account)[0]
    assert draft['state'] == 'draft' and str(draft['study']) == number, draft
    assert draft['sections']['situation'] and draft['sections']['scenarios'].count('\n') == 2, draft

    errors = cli('research', path, 'submit', number, expect=1)[1]
    assert 'Goals' in errors, errors
    cli('research', path, 'edit', number, 'goals=Hedge the stock.', 'measures=No more than a third.')
    cli('research', path, 'submit', number)
    cli('research', path, 'approve', number, '--who', adviser[1], expect=1)
    out = os.path.join(folder, 'plan.pdf')
    cli('research', path, 'pdf', number, out)
    assert 'Not approved' in read_pdf(out)
    cli('research', path, 'approve', number, '--who', 'boss')
    assert cli_json('research', path, 'list')[0]['state'] == 'approved'

    cli('research', path, 'pdf', number, out, '--purpose', 'for the client')
    text = read_pdf(out)
    for wanted in (adviser[1], adviser[2], 'boss', 'Hedge the stock.', 'Risk warning', 'Page 1 of'):
        assert wanted in text, (wanted, text)
    # what leaves the branch shows neither the whole name nor the whole account
    assert 'Not approved' not in text and account not in text and name not in text, text
    errors = cli('research', path, 'edit', number, 'goals=else', expect=1)[1]
    assert 'new version' in errors, errors
    assert cli('research', path, 'revise', number)[0].strip() != number


@case
def wrong_words_are_told(folder):
    path, account, _, adviser = make_branch(folder)
    assert 'nobody-000' in cli('research', path, 'plan', '--client', 'nobody-000', '--author',
                               adviser[0], expect=1)[1]
    assert '--author' in cli('research', path, 'plan', '--client', account, expect=1)[1]
    cli('research', path, 'sing', expect=2)
    number = cli('research', path, 'note', 'Iron ore', '--author', adviser[0])[0].strip()
    assert 'sky' in cli('research', path, 'edit', number, 'sky=blue', expect=1)[1]
    cli('research', path, 'edit', number, 'view=必涨', 'reasons=r', 'risks=r', 'sources=s')
    assert '必涨' in cli('research', path, 'submit', number, expect=1)[1]


if __name__ == '__main__':
    main()
