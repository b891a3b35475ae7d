# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers from files of other programs: columns become questions, and answers of questions."""

import csv
import os
import shutil

from cli import case, cli, cli_json, main, query

QUERY = """SELECT r.reference, q.text, a.part, a.mark, a.value, a.note FROM answer a
           JOIN response r ON r.id = a.response_id JOIN question q ON q.id = a.question_id
           ORDER BY r.id, q.position, a.part"""

NOW = {'CLT_NOW': '1794974400'}


def new(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    return path


def write(folder, *lines, name='answers.csv'):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')
    return path


def load(path, source, *options, **expected):
    return cli_json('import', path, 'answers', source, '--set', 'questionnaire=care', *options,
                    **expected)


CARE = ('RespondentID,How were we?,Would you recommend us?,Branch,Which matter? - Fees,'
        'Which matter? - Speed,Which matter? - Other,Which matter? - Other,Remarks,Since',
        '1,5,10,East,Fees,,Other,queues,"quick, friendly",2020-01-31',
        '2,4,0,West,Fees,Speed,,,"could be better, far too long to wait",2021-02-28',
        '3,拒答,9,East,,,,,,2022-03-31',
        '4,不清楚,,West,,Speed,,,no words,2023-04-30',
        '5,,8,East,Fees,,,,fine by me,',
        '6,3,7,West,,,,,so so,2024-05-31')


@case
def a_questionnaire_is_made_of_the_file(folder):
    path = new(folder)
    source = write(folder, *CARE)
    _, errors = cli('import', path, 'answers', source, '--set', 'questionnaire=care', expect=1)
    assert 'create' in errors, errors
    assert query(path, 'SELECT count(*) FROM questionnaire') == [(0,)]

    report = load(path, source, '--set', 'create=yes', '--dry-run')
    assert report['new'] == 6 and report['batch'] is None, report
    assert query(path, 'SELECT count(*) FROM questionnaire') == [(0,)]

    report = load(path, source, '--set', 'create=yes', '--set', 'name=How we are')
    assert report['new'] == 6 and report['rejected'] == 0, report
    assert query(path, 'SELECT key, name FROM questionnaire') == [('care', 'How we are')]
    assert query(path, 'SELECT text, type, low, high FROM question ORDER BY position') == [
        ('How were we?', 'rating', 1, 5), ('Would you recommend us?', 'nps', 0, 10),
        ('Branch', 'choice', None, None), ('Which matter?', 'several', None, None),
        ('Remarks', 'text', None, None), ('Since', 'date', None, None)]
    rows = query(path, QUERY)
    assert [row[1:] for row in rows if row[0] == '1'] == [
        ('How were we?', '', '', '5', ''), ('Would you recommend us?', '', '', '10', ''),
        ('Branch', '', '', 'East', ''), ('Which matter?', 'Fees', '', '1', ''),
        ('Which matter?', 'Other', '', '1', 'queues'),
        ('Remarks', '', '', 'quick, friendly', ''), ('Since', '', '', '20200131', '')], rows
    assert [row[3] for row in rows if row[1] == 'How were we?'] == ['', '', 'refused', 'unknown', '']
    assert query(path, 'SELECT DISTINCT state, channel FROM response') == [('complete', 'website')]

    cli('undo', path)
    assert query(path, 'SELECT count(*) FROM questionnaire') == [(0,)]
    assert query(path, 'SELECT count(*) FROM response') == [(0,)]
    cli('redo', path)
    assert query(path, QUERY) == rows


@case
def the_same_file_again_changes_nothing(folder):
    path = new(folder)
    source = write(folder, *CARE)
    load(path, source, '--set', 'create=yes')
    report = load(path, source)
    assert (report['same'], report['new'], report['batch']) == (6, 0, None), report

    # the mapping is remembered, and a changed cell is a later edit with what stood there
    changed = write(folder, *(line.replace('1,5,10', '1,4,10') for line in CARE))
    report = cli_json('import', path, 'answers', changed)
    assert (report['same'], report['changed']) == (5, 1), report
    assert query(path, 'SELECT old, new FROM answer_change') == [('5', '4')]


@case
def rows_without_numbers(folder):
    path = new(folder)
    source = write(folder, 'Score,Town', '5,East', '5,East', '4,West')
    assert load(path, source, '--set', 'create=yes')['new'] == 3
    assert load(path, source)['same'] == 3
    # another file of the same questionnaire: other people, though they say the same
    other = write(folder, 'Town,Score,Weather', 'East,5,wet', 'West,9,dry', name='more.csv')
    report = load(path, other, expect=1)
    assert (report['new'], report['rejected']) == (1, 1), report
    assert report['rejects'] == [{'row': 3, 'column': 'Score', 'reason': 'bad_value',
                                  'detail': '9'}], report
    assert any('1' in note for note in report['notes']), report


@case
def two_header_rows(folder):
    path = new(folder)
    source = write(folder, 'RespondentID,How were we?,Which matter?,,,Words',
                   ',Response,Fees,Speed,Other,Open-Ended Response',
                   '7,4,Fees,Speed,,"first words of many, all of them different"',
                   '8,2,,Speed,Other,second', '9,5,,,,third', '10,5,,,Other,fourth',
                   '11,1,Fees,,,fifth')
    report = load(path, source, '--set', 'create=yes')
    assert (report['rows'], report['new']) == (5, 5), report
    assert query(path, 'SELECT text, type FROM question ORDER BY position') == [
        ('How were we?', 'rating'), ('Which matter?', 'several'), ('Words', 'text')]
    assert [row[2] for row in query(path, QUERY) if row[0] == '7'] == ['', 'Fees', 'Speed', '']


@case
def codes_labels_and_lists(folder):
    path = new(folder)
    load(path, write(folder, 'RespondentID,Tone,Which? - Fees,Which? - Speed',
                     '1,warm,x,', '2,cold,,x', '3,warm,x,x', '4,cold,,'), '--set', 'create=yes')
    report = load(path, write(folder, 'RespondentID,1、Tone,2. Which?', '5,WARM,Fees┋Speed',
                              '6,cold,Speed', '7,cold;,Fees;Rain', name='more.csv'), expect=1)
    assert (report['new'], report['rejected']) == (2, 1), report
    rows = query(path, QUERY)
    assert [row[2:5:2] for row in rows if row[0] == '5'] == [
        ('', 'warm'), ('Fees', '1'), ('Speed', '1')], rows


@case
def clients_and_their_absence(folder):
    path = new(folder)
    clients = write(folder, '客户号,客户姓名,手机,开户日期', '0001001,张三,13800000001,20200101',
                    '0001002,李四,13800000002,20200101', name='clients.csv')
    cli('import', path, 'clients', clients)
    source = write(folder, '序号,客户号,手机,渠道,提交时间,满意度', '1,0001001,,电话,2026-11-02,5',
                   '2,,13800000002,微信,2026-11-03,4', '3,0009999,,电话,2026-11-03,1',
                   '4,,,电话,2026-11-31,3', '5,,,鸽子,2026-11-03,3', '6,,,电话,2026-11-04,2')
    report = load(path, source, '--set', 'create=yes', expect=1)
    assert [(row['row'], row['reason']) for row in report['rejects']] == [
        (4, 'unknown_account'), (5, 'bad_date'), (6, 'bad_value')], report
    assert query(path, 'SELECT r.reference, c.name, r.channel FROM response r'
                 ' LEFT JOIN client c ON c.id = r.client_id ORDER BY r.id') == [
                     ('1', '张三', 'phone'), ('2', '李四', 'website'), ('6', None, 'phone')]
    report = load(path, source, '--set', 'unknown=anonymous', expect=1)
    assert (report['new'], report['same'], report['rejected']) == (1, 3, 2), report


def branch_with_surveys(folder, *names):
    """Two clients, the questionnaire “care” of a file, and open surveys that put it to them."""
    path = new(folder)
    clients = write(folder, '客户号,客户姓名,开户日期', '0001001,张三,20200101',
                    '0001002,李四,20200101', name='clients.csv')
    cli('import', path, 'clients', clients)
    load(path, write(folder, 'reference,Score', '7,5', '8,4'), '--set', 'create=yes')
    for name in names:
        number = cli_json('survey', path, 'new', name, 'care', '--from', '20261116', '--to',
                          '20261204', env=NOW)['survey']
        cli('survey', path, 'draw', number, '--all', env=NOW)
        cli('survey', path, 'open', number, env=NOW)
    return path


@case
def a_number_is_one_of_its_survey(folder):
    path = branch_with_surveys(folder, 'First', 'Second')
    for name, score in (('First', 5), ('Second', 1)):
        source = write(folder, 'reference,account,Score', f'101,0001001,{score}')
        report = load(path, source, '--set', f'survey={name}', env=NOW)
        assert (report['new'], report['changed']) == (1, 0), report
    assert query(path, "SELECT s.name, a.value FROM response r JOIN survey s ON s.id = r.survey_id"
                 " JOIN answer a ON a.response_id = r.id WHERE r.reference = '101'"
                 " ORDER BY s.id") == [('First', '5'), ('Second', '1')]

    # what came without its survey gets it, and is no second form
    source = write(folder, 'reference,Score', '7,5')
    report = load(path, source, '--set', 'survey=First', env=NOW)
    assert (report['new'], report['changed']) == (0, 1), report
    report = load(path, source, '--set', 'survey=First', env=NOW)
    assert (report['same'], report['changed']) == (1, 0), report

    # the form of another client stays what it is
    source = write(folder, 'reference,account,Score', '101,0001002,2')
    report = load(path, source, '--set', 'survey=First', env=NOW, expect=1)
    assert [row['reason'] for row in report['rejects']] == ['other_client'], report
    assert query(path, 'SELECT count(*) FROM answer_change') == [(0,)]


@case
def a_survey_is_of_one_file(folder):
    """The next file is not taken for the same survey unless that is said."""
    path = branch_with_surveys(folder, 'First')
    load(path, write(folder, 'reference,Score', '21,5'), '--set', 'survey=First', env=NOW)
    cli('import', path, 'answers', write(folder, 'reference,Score', '22,3'), env=NOW)
    assert query(path, "SELECT reference, survey_id IS NULL FROM response"
                 " WHERE reference IN ('21', '22') ORDER BY 1") == [('21', 0), ('22', 1)]


@case
def a_number_of_two_surveys(folder):
    """A file that names neither does not change the form of one of them."""
    path = branch_with_surveys(folder, 'First', 'Second')
    source = write(folder, 'reference,Score', '101,5')
    for name in ('First', 'Second'):
        load(path, source, '--set', f'survey={name}', env=NOW)
    source = write(folder, 'reference,Score', '101,2', '102,3')
    report = load(path, source, env=NOW, expect=1)
    assert [row['reason'] for row in report['rejects']] == ['several_surveys'], report
    assert (report['new'], report['changed']) == (1, 0), report
    assert load(path, source, '--set', 'survey=First', env=NOW)['changed'] == 2


@case
def answers_stay_with_their_version(folder):
    path = new(folder)
    load(path, write(folder, 'reference,Score', '1,5', '2,4'), '--set', 'create=yes')
    cli('questionnaire', path, 'draft', 'care')
    cli('questionnaire', path, 'set', 'care', 'Score', 'text=How much?')
    cli('questionnaire', path, 'publish', 'care')
    of_version = ('SELECT v.number, r.reference FROM response r'
                  ' JOIN questionnaire_version v ON v.id = r.version_id ORDER BY r.id')

    # two versions were put: the file has to say which
    source = write(folder, 'reference,Score', '2,3', '3,3')
    _, errors = cli('import', path, 'answers', source, expect=1)
    assert 'several versions' in errors, errors
    assert len(query(path, of_version)) == 2
    report = load(path, source, '--set', 'version=1')
    assert (report['new'], report['changed']) == (1, 1), report
    load(path, write(folder, 'reference,version,How much?', '2,2,1', '4,2,1'))
    assert query(path, of_version) == [(1, '1'), (1, '2'), (1, '3'), (2, '2'), (2, '4')]
    assert query(path, "SELECT old, new FROM answer_change") == [('4', '3')]

    for column, word in (('1,2', 'several versions'), ('7,7', '7'), ('x,x', 'x')):
        first, second = column.split(',')
        source = write(folder, 'reference,version,Score', f'8,{first},3', f'9,{second},3')
        _, errors = cli('import', path, 'answers', source, '--set', 'questionnaire=care', expect=1)
        assert word in errors, errors
    # what was said for one file is not that of the next one
    _, errors = cli('import', path, 'answers', write(folder, 'reference,Score', '9,3'), expect=1)
    assert 'several versions' in errors, errors


@case
def a_survey_that_is_not_there_is_refused(folder):
    path = new(folder)
    source = write(folder, *CARE)
    _, errors = cli('import', path, 'answers', source, '--set', 'questionnaire=care',
                    '--set', 'create=yes', '--set', 'survey=Nichts', expect=1)
    assert 'Nichts' in errors, errors
    assert query(path, 'SELECT count(*) FROM questionnaire') == [(0,)]


@case
def what_is_of_the_person_is_no_rating(folder):
    path = new(folder)
    source = write(folder, 'shop code,visits,score,left out', '1,1,5,1', '2,2,4,2', '3,3,3,3',
                   '1,2,4,4')
    load(path, source, '--set', 'create=yes', '--map', 'visits=attribute', '--map', 'left out=')
    assert query(path, 'SELECT text, type FROM question ORDER BY position') == [
        ('shop code', 'choice'), ('visits', 'choice'), ('score', 'rating')]


@case
def what_goes_out_comes_back(folder):
    path = new(folder)
    load(path, write(folder, *CARE), '--set', 'create=yes')
    other = os.path.join(folder, 'other.clientele')
    shutil.copy(path, other)
    for ending in ('csv', 'xlsx'):
        out = os.path.join(folder, f'out.{ending}')
        assert cli_json('export', path, 'answers', out, '--questionnaire', 'care')['rows'] == 6
        report = cli_json('import', other, 'answers', out, '--set', 'questionnaire=care')
        assert (report['same'], report['changed'], report['new']) == (6, 0, 0), report
    with open(os.path.join(folder, 'out.csv'), encoding='utf-8-sig') as file:
        rows = list(csv.DictReader(file))
    assert [row['Branch (label)'] for row in rows][:2] == ['East', 'West'], rows
    assert [row['How were we?'] for row in rows] == ['5', '4', 'refused', 'don’t know', '', '3']
    cli('export', path, 'answers', out, expect=2)


main()
