# SPDX-License-Identifier: GPL-3.0-or-later
"""Courses, presentations, registrations and results of a real university, through mappings that are
given once, and what its documentation says of them."""

import csv
import os
import sqlite3

import openpyxl

from cli import case, cli, cli_json, main, new_branch, query

DATA = os.path.join(os.environ['CLT_TEST_DATA'], 'training_oulad')
KEYS = ['--map', 'code_module=course', '--map', 'code_presentation=session']
PEOPLE = [*KEYS, '--map', 'id_student=student']


def read(name):
    with open(os.path.join(DATA, name), newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def load(path, kind, name, *options):
    return cli_json('import', path, kind, os.path.join(DATA, name), *options)


def make_branch(folder):
    path = new_branch(folder)
    load(path, 'courses', 'courses.csv', '--map', 'code_module=code')
    load(path, 'sessions', 'courses.csv', *KEYS, '--map', 'module_presentation_length=length',
         '--set', 'starts=B=02-01 J=10-01')
    return path


def load_registrations(path):
    return load(path, 'enrolments', 'studentRegistration.csv', *PEOPLE, '--map',
                'date_registration=offset', '--map', 'date_unregistration=left_offset')


def load_results(path):
    return load(path, 'results', 'studentInfo.csv', *PEOPLE, '--map', 'final_result=result')


@case
def ground_truth(folder):
    path = make_branch(folder)
    report = load_registrations(path)
    assert report['new'] == 12489 and report['rejected'] == 0, report
    report = load_results(path)
    assert report['new'] == 12489 and report['rejected'] == 0, report

    assert query(path, 'SELECT count(*) FROM client WHERE prospect = 1') == [(12400,)]
    assert query(path, 'SELECT result, count(*) FROM course_result GROUP BY 1 ORDER BY 1') == [
        ('distinction', 1607), ('fail', 3572), ('pass', 7310)]
    assert query(path, "SELECT count(*) FROM enrolment WHERE state = 'cancelled'") == [(9,)]
    sizes = dict(query(path, "SELECT c.code || '-' || s.code, count(*) FROM enrolment e"
                             ' JOIN course_session s ON s.id = e.session_id'
                             ' JOIN course c ON c.id = s.course_id GROUP BY 1'))
    wanted = {}
    for row in read('studentRegistration.csv'):
        key = f"{row['code_module']}-{row['code_presentation']}"
        wanted[key] = wanted.get(key, 0) + 1
    assert sizes == wanted and sizes['FFF-2013J'] == 1608 and sizes['AAA-2014J'] == 299, sizes


@case
def days_are_counted_from_the_start(folder):
    path = make_branch(folder)
    load_registrations(path)
    length = {(row['code_module'], row['code_presentation']): int(row['module_presentation_length'])
              for row in read('courses.csv')}
    for course, session, first, last in query(
            path, 'SELECT c.code, s.code, date (s.first_day * 86400, \'unixepoch\'),'
                  ' s.last_day - s.first_day + 1 FROM course_session s'
                  ' JOIN course c ON c.id = s.course_id'):
        assert first == f'{session[:4]}-10-01' and session[4] == 'J', (session, first)
        assert last == length[course, session], (course, session, last)
    stored = {(course, session, number): day for course, session, number, day in query(
        path, 'SELECT c.code, s.code, x.value, (e.asked + 28800) / 86400 - s.first_day'
              ' FROM enrolment e JOIN course_session s ON s.id = e.session_id'
              ' JOIN course c ON c.id = s.course_id JOIN client_extra x'
              ' ON x.client_id = e.client_id')}
    for row in read('studentRegistration.csv'):
        key = row['code_module'], row['code_presentation'], row['id_student']
        assert stored[key] == int(row['date_registration'] or 0), row


@case
def the_workbook_shows_it(folder):
    path = make_branch(folder)
    load_registrations(path)
    load_results(path)
    out = os.path.join(folder, 'training.xlsx')
    assert cli_json('export', path, 'training', out)['rows'] == 12489
    book = openpyxl.load_workbook(out, data_only=True)
    head, *sessions = [[cell.value for cell in row] for row in book['Sessions']]
    total = dict(zip(head, sessions.pop()))
    assert (total['Enrolments'], total['Cancelled'], total['Distinction'], total['Pass'],
            total['Fail']) == (12489, 9, 1607, 7310, 3572), total
    sizes = {f'{row[1]}-{row[3]}': row[head.index('Enrolments')] for row in sessions if row[1]}
    assert len(sizes) == 12 and sizes['FFF-2013J'] == 1608 and sizes['AAA-2014J'] == 299, sizes

    # the lists row by row, against the files
    results = {(row['code_module'], row['code_presentation'], row['id_student']):
               row['final_result'] for row in read('studentInfo.csv')}
    roster = {row[:3]: row for row in book['Roster'].iter_rows(min_row=2, values_only=True)}
    assert {key: row[9] for key, row in roster.items()} == results
    assert {row[:3]: row[5] for row in book['Results'].iter_rows(min_row=2, values_only=True)
            } == results
    assert sum(row[6] == 'cancelled' for row in roster.values()) == 9

    cli('export', path, 'training', out, '--from', '20140901')
    book = openpyxl.load_workbook(out, data_only=True)
    assert book['Sessions'].max_row == 1 + 6 + 2, book['Sessions'].max_row


@case
def again_nothing_changes_and_undo_takes_it_back(folder):
    path = make_branch(folder)
    load_registrations(path)
    # the mapping is known by now
    report = load(path, 'enrolments', 'studentRegistration.csv')
    assert report['same'] == 12489 and report['new'] == report['changed'] == 0, report
    cli('undo', path)
    assert query(path, 'SELECT (SELECT count(*) FROM enrolment), (SELECT count(*) FROM client),'
                       ' (SELECT count(*) FROM course_session)') == [(0, 0, 12)]


@case
def only_the_lines_beyond_the_seats_are_refused(folder):
    path = new_branch(folder)

    def take(kind, text, expect=0):
        source = os.path.join(folder, kind + '.csv')
        with open(source, 'w', encoding='utf-8') as file:
            file.write(text)
        return cli_json('import', path, kind, source, expect=expect)

    take('courses', '课程代码,课程名称,级别\nZ1,期货入门,Z\n')
    take('sessions', '课程代码,班次,开课日期,结课日期,授课方式,座位\n'
                     'Z1,2099-1,2099-03-02,2099-03-03,夜校,2\n')
    with sqlite3.connect(path) as db:
        db.execute("UPDATE course_session SET state = 'published'")
    db.close()
    head = '课程代码,班次,学号,姓名\n'
    rows = [f'Z1,2099-1,X{i},客户{i}\n' for i in range(4)]
    report = take('enrolments', head + ''.join(rows), expect=1)
    assert report['new'] == 2 and report['rejected'] == 2, report
    assert {reject['reason'] for reject in report['rejects']} == {'no_seat'}, report
    assert query(path, 'SELECT count(*), (SELECT count(*) FROM client) FROM enrolment') == [(2, 2)]
    # who has his seat keeps it
    report = take('enrolments', head + rows[0] + rows[1])
    assert report['same'] == 2, report


@case
def chinese_lists_need_no_mapping(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', '40', '--days', '60')
    (account, client), (other, _) = query(
        path, 'SELECT number, client_id FROM account ORDER BY number LIMIT 2')

    def write(name, text):
        source = os.path.join(folder, name)
        with open(source, 'w', encoding='gb18030') as file:
            file.write(text)
        return source

    def take(kind, text, expect=0):
        return cli_json('import', path, kind, write(kind + '.csv', text), expect=expect)

    take('courses', '课程代码,课程名称,级别,时长(分钟),考核方式,及格分\n'
                    'Z1,期货入门,Z,60,小测,80\nZ2,风险管理,Z,120,出勤,\n')
    take('sessions', '课程代码,班次,开课日期,结课日期,授课方式,座位\n'
                     'Z1,2026-1,2026-03-02,2026-03-03,夜校,30\n')
    report = take('enrolments', '课程代码,班次,资金账号,姓名,报名日期\n'
                                f'Z1,2026-1,{account},,2026-02-20\nZ1,2026-1,X900,赵一,2026-02-21\n'
                                'Z9,2026-1,X901,钱二,2026-02-21\nZ1,2026-9,X902,孙三,2026-02-21\n',
                  expect=1)
    assert [reject['reason'] for reject in report['rejects']] == [
        'unknown_course', 'unknown_session'], report
    report = take('attendance', '课程代码,班次,学号,姓名,上课日期,出勤\n'
                                f'Z1,2026-1,{account},,2026-03-02,到\n'
                                'Z1,2026-1,X900,,2026-03-02,迟到\nZ1,2026-1,X900,,2026-03-03,缺勤\n'
                                'Z1,2026-1,X900,,2026-03-03,也许\n', expect=1)
    assert report['new'] == 3 and report['rejected'] == 1, report
    take('marks', '课程代码,班次,学号,测试类型,考试日期,分数\n'
                  f'Z1,2026-1,{account},课前,2026-03-02,55\nZ1,2026-1,{account},小测,2026-03-03,90\n')
    take('results', f'课程代码,班次,学号,结果,结业日期\nZ1,2026-1,{account},合格,2026-03-03\n'
                    'Z1,2026-1,X900,不合格,2026-03-03\n')

    assert query(path, 'SELECT kind, mark FROM attempt WHERE client_id = ? AND course_id ='
                       " (SELECT id FROM course WHERE code = 'Z1') ORDER BY day", client) == [('before', 55), ('quiz', 90)]
    assert query(path, 'SELECT mark, count(*) FROM attendance a JOIN meeting m ON m.id = a.meeting_id'
                       ' JOIN course_session s ON s.id = m.session_id JOIN course c'
                       " ON c.id = s.course_id WHERE c.code = 'Z1' GROUP BY 1 ORDER BY 1") == [
        ('A', 1), ('L', 1), ('P', 1)]
    # the branch's own sheet is read back without a mapping; who has not been called has no mark
    book = os.path.join(folder, 'training.xlsx')
    cli('export', path, 'training', book, '--from', '20260302', '--to', '20260303')
    report = cli_json('import', path, 'attendance', book, '--sheet', 'Attendance', expect=1)
    assert (report['new'], report['same'], report['rejected']) == (0, 3, 1), report
    # the certificate of a pass is good for the course's 24 months, a fail has none
    assert query(path, 'SELECT r.result, date (r.expires * 86400, \'unixepoch\') FROM course_result r'
                       " JOIN course c ON c.id = r.course_id WHERE c.code = 'Z1'"
                       ' ORDER BY 1') == [('fail', None), ('pass', '2028-03-03')]
    assert query(path, "SELECT prospect, stage FROM client WHERE name = '赵一'") == [(1, 'new')]
    # nobody is made of a row that was refused, nor of an account that lost its zeros
    assert query(path, "SELECT count(*) FROM client WHERE name IN ('钱二', '孙三')") == [(0,)]
    if other.startswith('0'):
        take('results', f'课程代码,学号,结果,结业日期\nZ1,{other.lstrip("0")},合格,2026-03-03\n',
             expect=1)


main()
