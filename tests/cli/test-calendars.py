# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars of other programs go in and come out again entry by entry."""

import json
import os
import re

from cli import case, cli, cli_json, main

DATA = os.environ['CLT_TEST_DATA']
KEPT = ('UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'EXDATE', 'SUMMARY')


def read(path):
    with open(path, 'rb') as file:
        data = file.read()
    for encoding in ('utf-8-sig', 'gb18030', 'latin-1'):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue


def entries(path):
    """What each VEVENT says, read without any library: the properties that must survive."""
    lines = re.sub(r'(\r\n?|\n)[ \t]', '', read(path))
    found, depth, now = [], 0, None
    for line in re.split(r'\r\n?|\n', lines):
        word = line.upper().strip()
        if word == 'BEGIN:VEVENT':
            now, depth = [], 0
        elif word == 'END:VEVENT':
            found.append(tuple(sorted(now)))
            now = None
        elif now is not None:
            depth += word.startswith('BEGIN:') - word.startswith('END:')
            if depth == 0 and re.split('[:;]', word, maxsplit=1)[0] in KEPT:
                now.append(line)
    return sorted(found)


def calendars():
    for folder, _, names in sorted(os.walk(os.path.join(DATA, 'ics'))):
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith('.ics'))


@case
def what_comes_in_goes_out(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    whole = 0
    for number, source in enumerate(calendars()):
        words, errors = cli('calendars', path, 'import', source, '--name', str(number), '--json',
                            expect=(0, 1))
        if errors:
            assert re.match(r'clientele-cli calendars: Line [1-9]\d*[:,] ', errors), (source, errors)
        if not words or json.loads(words)['added'] == 0:
            assert errors, source
            continue
        whole += 1
        out = os.path.join(folder, 'out.ics')
        cli('calendars', path, 'export', str(number), out)
        # of two with the same UID and occurrence one is kept
        before, after = entries(source), entries(out)
        assert set(after) <= set(before), (source, set(after) - set(before))
        kept = cli_json('calendars', path, 'import', out, '--name', str(number))
        assert kept['added'] == kept['changed'] == kept['removed'] == 0, (source, kept)
        if len(before) == kept['same']:
            assert before == after, source
    assert whole > 100, whole


@case
def a_calendar_read_again_makes_no_second_entry(folder):
    path = os.path.join(folder, 'b.clientele')
    source = os.path.join(DATA, 'ics', 'holiday_cn', '2026.ics')
    cli('new', path)
    first = cli_json('calendars', path, 'import', source, '--name', 'off', '--holiday')
    edited = os.path.join(folder, 'edited.ics')
    with open(source, encoding='utf-8') as file:
        text = file.read()
    with open(edited, 'w', encoding='utf-8') as file:
        file.write(text.replace('SUMMARY:元旦假期', 'SUMMARY:元旦'))
    again = cli_json('calendars', path, 'import', edited, '--name', 'off', '--holiday')
    assert again['changed'] == 1 and again['same'] == first['added'] - 1 and not again['added'], again
    assert cli_json('calendars', path, 'list')[0]['entries'] == first['added']

    days = cli_json('calendars', path, 'busy', '--from', '20260101', '--to', '20260104')
    assert [(day['summary'], day['holiday']) for day in days] == \
        [('元旦', True), ('上班(补元旦假期)', False)], days
    cli('undo', path)
    days = cli_json('calendars', path, 'busy', '--from', '20260101', '--to', '20260101')
    assert [day['summary'] for day in days] == ['元旦假期'], days
    cli('calendars', path, 'remove', 'off')
    assert cli_json('calendars', path, 'list') == []
    cli('calendars', path, 'remove', 'off', expect=1)


main()
