# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file says its licence, none is huge, C is formatted alike."""

import os
import re
import shutil
import subprocess

from tap import SOURCE, case, main, read, tracked

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
# Files that cannot hold a comment, or whose first lines belong to a tool.
UNSIGNED = ('.png', '.csv', '.json', '.xlsx', '.gz', '.txt', '.clientele', '.xls', '.xml.sample')
EXEMPT = {'COPYING', '.gitignore', '.gitattributes', '.editorconfig', 'README.md',
          'build-aux/leaks.supp', 'build-aux/threads.supp'}
LARGEST = 600 * 1024
# What no action records: the journal itself, logs, bulk facts (kept by batch), what is derived.
UNRECORDED = {
    'account_month', 'action', 'action_bulk', 'action_event',
    'action_row', 'blob', 'call_claim', 'contact_figure', 'counter', 'export_log',
    'funds_daily', 'funds_daily_old', 'funds_extra', 'funds_extra_old',
    'import_log', 'import_profile', 'message_state', 'month_figure',
    'position', 'position_old', 'reveal_log', 'search_key',
    'seen_file', 'trade', 'trade_old',
}


@case
def every_file_says_its_licence():
    for path in tracked():
        if path in EXEMPT or path.endswith(UNSIGNED + ('.md', '.po', '.pot')):
            continue
        if path.startswith('tests/fixtures/'):
            continue
        try:
            head = '\n'.join(read(path).splitlines()[:5])
        except UnicodeDecodeError:
            yield f'{path} is neither text nor of a known binary kind'
            continue
        if LICENCE not in head:
            yield f'{path} lacks the line “{LICENCE}”'


@case
def no_file_is_huge():
    for path in tracked():
        size = os.path.getsize(os.path.join(SOURCE, path))
        if size > LARGEST:
            yield f'{path} has {size} bytes; the limit is {LARGEST}'


@case
def every_table_is_recorded():
    """A table that the journal forgets loses what an action writes to it alone."""
    tables = {name for path in tracked('.sql')
              for name in re.findall(r'^CREATE (?:VIRTUAL )?TABLE (\w+)', read(path), re.MULTILINE)}
    text = read('src/core/store/clt-action.c')
    start = text.index('journalled[] = {')
    recorded = set(re.findall(r'"(\w+)",', text[start:text.index('};', start)]))
    yield from (f'{name} is neither recorded nor listed as unrecorded'
                for name in sorted(tables - recorded - UNRECORDED))
    yield from (f'{name} is recorded, but there is no such table'
                for name in sorted(recorded - tables))


@case
def no_marks_of_unfinished_work():
    mark = re.compile(r'\b(TO' r'DO|FIX' r'ME|X' r'XX)\b')
    for path in tracked('.c', '.h', '.py', '.ui', '.build', '.sql'):
        for number, line in enumerate(read(path).splitlines(), 1):
            if mark.search(line):
                yield f'{path}:{number}: {line.strip()}'


@case
def names_of_actions_are_sorted():
    """They are looked up by halves: one in the wrong place is shown as its key."""
    names = re.findall(r'^  \{ "([a-z.-]+)", N_', read('src/core/store/clt-action-label.c'),
                       re.MULTILINE)
    yield from (f'{later} stands after {earlier}'
                for earlier, later in zip(names, names[1:]) if earlier >= later)


@case
def c_is_formatted():
    """By clang-format 14, whose results other versions do not repeat."""
    tool = next((t for t in ('clang-format-14', 'clang-format') if shutil.which(t)), None)
    if tool is None:
        return
    version = subprocess.run([tool, '--version'], capture_output=True, text=True,
                             check=True).stdout
    if 'version 14.' not in version:
        return
    paths = tracked('.c', '.h')
    done = subprocess.run([tool, '--dry-run', '--Werror', *paths], cwd=SOURCE,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        bad = sorted({line.split(':')[0] for line in done.stderr.splitlines() if 'error' in line})
        for path in bad:
            yield f'{path}: run clang-format -i'


main()
