# SPDX-License-Identifier: GPL-3.0-or-later
"""A survey from the draw to its coverage, on the demo branch."""

import os
import shutil

from cli import case, cli, cli_json, main, query

NOW = {'CLT_NOW': '1794974400'}


def make(folder):
    path = os.path.join(folder, 'demo.clientele')
    cli('demo', path, '--clients', 200, '--days', 120, '--as-of', '20261118')
    source = os.path.join(folder, 'answers.csv')
    with open(source, 'w', encoding='utf-8') as file:
        file.write('RespondentID,Score\n1,5\n2,4\n3,1\n')
    cli('import', path, 'answers', source, '--set', 'questionnaire=run-test', '--set',
        'create=yes')
    return path


def states(path, name):
    return [row['state'] for row in cli_json('survey', path, 'list') if row['name'] == name]


def accounts(path, survey, *options):
    return [row['account'] for row in cli_json('survey', path, 'members', survey, *options)]


@case
def one_seed_one_list(folder):
    path = make(folder)
    survey = cli_json('survey', path, 'new', 'Yearly', 'run-test', '--from', '20261116', '--to',
                      '20261204', env=NOW)['survey']
    cli('survey', path, 'open', survey, expect=1, env=NOW)
    other = os.path.join(folder, 'other.clientele')
    shutil.copy(path, other)
    for file in (path, other):
        cli('survey', file, 'draw', survey, '--seed', 42, env=NOW)
    drawn = accounts(path, survey)
    assert drawn and drawn == accounts(other, survey)
    cli('survey', other, 'draw', survey, '--seed', 43, env=NOW)
    assert accounts(other, survey) != drawn
    cli('undo', other)
    assert accounts(other, survey) == drawn

    coverage = cli_json('survey', path, 'coverage', survey, env=NOW)
    everybody = cli_json('survey', path, 'members', survey, '--all')
    assert coverage['wanted'] == len(drawn)
    assert coverage['tiers']['high-end']['wanted'] == coverage['tiers']['high-end']['population']
    assert len(everybody) == len(drawn) + sum(coverage['excluded'].values())
    assert coverage['excluded']['dormant'] == len(accounts(path, survey, '--reason', 'dormant'))
    cli('survey', path, 'open', survey, env=NOW)
    assert states(path, 'Yearly') == ['open']
    calls = [row for row in query(path, 'SELECT t.survey_id, t.questionnaire_id, t.occasion'
                                  ' FROM call_task t') if row[0] == survey]
    assert len(calls) == len(drawn) and {row[2] for row in calls} == {'survey'}, calls
    cli('survey', path, 'draw', survey, '--seed', 1, expect=1, env=NOW)
    for ending, begins in (('csv', b'\xef\xbb\xbf'), ('pdf', b'%PDF'), ('html', b'<!DOCTYPE')):
        out = os.path.join(folder, f'survey.{ending}')
        cli('survey', path, 'export', survey, out, env=NOW)
        with open(out, 'rb') as file:
            assert file.read().startswith(begins), ending
    with open(os.path.join(folder, 'survey.csv'), encoding='utf-8-sig') as file:
        assert len(file.readlines()) >= len(everybody) + 1

    # who is on the list of one survey is not asked by the next one so soon
    second = cli_json('survey', path, 'new', 'Again', 'run-test', '--filter', 'tier >= small',
                      '--from', '20261117', env=NOW)['survey']
    cli('survey', path, 'draw', second, '--all', env=NOW)
    assert not set(accounts(path, second)) & set(drawn)
    cli('survey', path, 'quota', second, 5, '--tier', 'small', env=NOW)
    quotas = cli_json('survey', path, 'coverage', second, env=NOW)['quotas']
    assert [(row['tier'], row['places'], row['taken']) for row in quotas] == [('small', 5, 0)]


@case
def answers_of_a_survey(folder):
    """What comes back in a file is of the survey whose form was sent, and nobody is called then."""
    path = make(folder)
    survey = cli_json('survey', path, 'new', 'Yearly', 'run-test', '--from', '20261116', '--to',
                      '20261204', env=NOW)['survey']
    cli('survey', path, 'draw', survey, '--all', env=NOW)
    out = os.path.join(folder, 'form.html')
    cli('survey', path, 'export', survey, out, env=NOW)
    with open(out, encoding='utf-8') as file:
        assert f'"survey":{survey}' in file.read()
    first, second = accounts(path, survey)[:2]
    source = os.path.join(folder, 'back.csv')

    def write(name):
        with open(source, 'w', encoding='utf-8') as file:
            file.write('reference,questionnaire,survey,day,account,Score\n'
                       f'a1,run-test,{name},2026-11-17,{first},5\n'
                       f'a2,run-test,{name},2026-11-17,,4\n')

    write(survey)
    cli('import', path, 'answers', source, expect=1, env=NOW)  # nobody is asked yet
    cli('survey', path, 'open', survey, env=NOW)
    write('Monthly')
    _, errors = cli('import', path, 'answers', source, expect=1, env=NOW)
    assert 'Monthly' in errors
    write(survey)
    cli('import', path, 'answers', source, env=NOW)
    assert query(path, f'SELECT count(*) FROM response WHERE survey_id = {survey}') == [(2,)]
    open_calls = ("SELECT count(*) FROM call_task t JOIN account a ON a.client_id = t.client_id"
                  f" WHERE t.survey_id = {survey} AND t.state = 'open' AND a.number = '%s'")
    assert query(path, open_calls % first) == [(0,)]
    assert query(path, open_calls % second) == [(1,)]
    assert cli_json('survey', path, 'coverage', survey, env=NOW)['complete'] == 1
    cli('undo', path)
    assert query(path, open_calls % first) == [(1,)]

    # by its name, for all rows
    with open(source, 'w', encoding='utf-8') as file:
        file.write(f'reference,account,Score\nb1,{second},3\n')
    cli('import', path, 'answers', source, '--set', 'questionnaire=run-test', '--set',
        'survey=Yearly', env=NOW)
    assert query(path, open_calls % second) == [(0,)]


@case
def what_is_refused(folder):
    path = make(folder)
    for wrong in (['new', 'X', 'no-such'], ['new', 'X', 'run-test', '--channel', 'pigeon'],
                  ['new', 'X', 'run-test', '--filter', 'tier >='],
                  ['new', 'X', 'run-test', '--from', '20261118', '--to', '20261101'],
                  ['draw', '9999'], ['draw', 'x']):
        _, errors = cli('survey', path, *wrong, expect=1, env=NOW)
        assert errors, wrong
    assert states(path, 'X') == []


main()
