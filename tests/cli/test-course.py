# SPDX-License-Identifier: GPL-3.0-or-later
"""The curriculum from the starter courses to a certificate."""

import os
import sqlite3

from cli import case, cli, cli_json, main, new_branch


def find(path, code):
    return next(course for course in cli_json('course', path, 'list', '--archived')
                if course['code'] == code)


@case
def the_ladder(folder):
    path = new_branch(folder)
    assert cli_json('course', path) == []
    cli('course', path, 'preset')
    text = cli('course', path)[0]
    assert text.index('L0 ') < text.index('A1 ') < text.index('L1 ') < text.index('E3 '), text
    assert 'after C1 C3' in text and '10 days and 20 trades' in text, text
    assert [course['code'] for course in cli_json('course', path)] == [
        'A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3', 'C4', 'D1', 'D2', 'D3', 'D4',
        'E1', 'E2', 'E3']
    errors = cli('course', path, 'preset', expect=1)[1]
    assert 'Nothing was changed' in errors, errors
    cli('undo', path)
    assert cli_json('course', path) == []


@case
def levels_change_places(folder):
    path = new_branch(folder)
    cli('course', path, 'preset')
    cli('course', path, 'move-level', 'L0', '3')
    text = cli('course', path)[0]
    assert text.index('L1 ') < text.index('L2 ') < text.index('L0 ') < text.index('L3 '), text
    cli('course', path, 'move-level', 'L9', '1', expect=1)
    cli('undo', path)
    text = cli('course', path)[0]
    assert text.index('L0 ') < text.index('L1 '), text


@case
def a_way_back_is_told(folder):
    path = new_branch(folder)
    cli('course', path, 'preset')
    errors = cli('course', path, 'require', 'A1', 'D2', expect=1)[1]
    # from what was asked for down to where it would come back
    assert errors.index('D2 ') < errors.index('C1 ') < errors.index('B1 ') < errors.index('A1 '), (
        errors)
    assert find(path, 'A1')['needs'] == []
    cli('course', path, 'require', 'D3', 'D2')
    assert find(path, 'D3')['needs'] == ['C1', 'C3', 'D2']
    cli('course', path, 'unrequire', 'D3', 'D2')
    assert find(path, 'D3')['needs'] == ['C1', 'C3']


@case
def edited_and_archived(folder):
    path = new_branch(folder)
    cli('course', path, 'level', 'X', 'Extra')
    cli('course', path, 'add', 'X1', 'X', 'First', 'minutes=45', 'methods=video lecture',
        'pass=quiz', 'mark=70', 'risk=C2')
    cli('course', path, 'add', 'X2', 'X', 'Second')
    cli('course', path, 'require', 'X2', 'X1')
    course = find(path, 'X1')
    assert (course['minutes'], course['pass'], course['mark'], course['risk']) == (
        45, 'quiz', 70, 2), course
    for wrong in ('mark=101', 'risk=9', 'methods=rain', 'colour=red', 'minutes=-3', 'level=Q'):
        cli('course', path, 'set', 'X1', wrong, expect=1)
    assert find(path, 'X1') == course
    assert 'Second' in cli('course', path, 'archive', 'X1', expect=1)[1]
    cli('course', path, 'archive', 'X2')
    cli('course', path, 'archive', 'X1')
    assert cli_json('course', path) == []
    cli('course', path, 'restore', 'X1')
    cli('course', path, 'delete', 'X1', expect=1)
    cli('course', path, 'delete', 'X2')
    cli('course', path, 'delete', 'X1')


@case
def from_a_mark_to_a_certificate(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '20', '--days', '60')
    with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
        account = db.execute('SELECT number FROM account ORDER BY number').fetchone()[0]
    cli('course', path, 'level', 'X', 'Extra')
    cli('course', path, 'add', 'X1', 'X', 'First', 'pass=quiz', 'mark=80', 'validity_months=12')
    cli('course', path, 'mark', 'X1', account, '50', '--kind', 'before', '--on', '20260301')
    cli('course', path, 'mark', 'X1', account, '70', '--on', '20260310')
    cli('course', path, 'close', 'X1', account, '--on', '20260310')
    cli('course', path, 'mark', 'X1', account, '85', '--on', '20260311')
    cli('course', path, 'close', 'X1', account, '--on', '20260311')
    errors = cli('course', path, 'close', 'X1', account, '--on', '20260312', expect=1)[1]
    assert 'why' in errors, errors
    results = cli_json('course', path, 'results', 'X1')
    assert [(row['result'], row['certificate'], row['expires']) for row in results] == [
        ('pass', 'X1-2026-0001', 20270311), ('fail', '', None)], results
    cli('course', path, 'mark', 'X1', account, '120', expect=1)


@case
def the_effect_is_told_with_its_caution(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '150', '--days', '200')
    effect = cli_json('course', path, 'effect', 'C3', '--on', '20261030')
    assert 0 < len(effect['pairs']) <= effect['attendants'], effect
    for measure in (effect['loss'], effect['risk']):
        assert measure['low'] <= measure['change'] <= measure['high'], measure
        change = (measure['after'] - measure['before']
                  - measure['matched_after'] + measure['matched_before'])
        assert abs(change - measure['change']) < 1e-9, measure
    attendants = {pair['client'] for pair in effect['pairs']}
    matches = [pair['match'] for pair in effect['pairs']]
    assert not attendants & set(matches) and len(attendants) == len(effect['pairs'])
    text = cli('course', path, 'effect', 'C3', '--on', '20261030')[0]
    assert effect['caution'] in text and 'association' in text, text
    assert '95' not in text and '…' in text, text


@case
def what_clients_need(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '60', '--days', '120')
    with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as db:
        account = db.execute('SELECT k.accounts FROM search_key k WHERE k.prospect = 0'
                             " AND k.closed IS NULL AND k.client_id NOT IN (SELECT client_id"
                             " FROM course_result r JOIN course c ON c.id = r.course_id"
                             " WHERE c.code IN ('C2', 'D1') UNION SELECT client_id FROM enrolment e"
                             " JOIN course_session s ON s.id = e.session_id JOIN course c"
                             " ON c.id = s.course_id WHERE c.code IN ('C2', 'D1'))"
                             ' ORDER BY k.accounts').fetchone()[0].split()[0]
    cli('needs', path, 'add', account, 'D1', 'C2', '--note', 'spreads')
    learner, = cli_json('needs', path, 'of', account)
    assert {'C2', 'D1'} <= {need['course'] for need in learner['needs']
                            if need['kind'] == 'asked'}, learner
    assert learner['next'] is None or learner['next'] in learner['why'], learner

    # every figure is the length of its list
    for row in cli_json('needs', path):
        everybody = cli_json('needs', path, 'who', row['course'])
        assert row['clients'] == len(everybody) == sum(row['tiers'].values()), row
        assert row['next'] == sum(who['next'] == row['course'] for who in everybody), row
        for tier, count in row['tiers'].items():
            if count > 0:
                list_of = cli_json('needs', path, 'who', row['course'], '--tier', tier)
                assert len(list_of) == count, (row, tier)
    cli('needs', path, 'close', account, 'D1')
    cli('needs', path, 'close', account, 'D1', expect=1)
    cli('needs', path, 'who', 'C1', '--tier', 'golden', expect=1)

    # which course helps against what is seen
    assert cli_json('needs', path, 'helps') == {'streak': 'C3', 'risk': 'C3', 'sector': 'C1',
                                                'financial': 'D4'}
    cli('needs', path, 'help', 'risk', 'B1')
    assert cli_json('needs', path, 'helps')['risk'] == 'B1'
    cli('needs', path, 'help', 'risk', 'Q9', expect=1)
    cli('needs', path, 'help', 'hunger', 'B1', expect=1)
    cli('needs', path, 'help', 'risk', '')
    assert cli_json('needs', path, 'helps')['risk'] == 'C3'


main()
