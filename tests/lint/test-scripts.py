# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of build-aux parse, are executable, and count tests rightly."""

import json
import os
import subprocess
import sys
import tempfile

from tap import SOURCE, case, main, read, run, tracked


def scripts():
    for path in tracked():
        if path.startswith(('build-aux/', '.ci/')) and not path.endswith('.supp'):
            yield path, read(path).splitlines()[0]


@case
def every_script_parses():
    for path, first in scripts():
        if first.startswith(('#!/bin/sh', '#!/bin/bash')):
            yield from run(first[2:], '-n', path)
        elif 'python' in first:
            try:
                compile(read(path), path, 'exec')
            except SyntaxError as error:
                yield f'{path}: {error}'
        else:
            yield f'{path}: unknown first line {first}'


@case
def every_script_is_executable():
    for path, _ in scripts():
        if not os.access(os.path.join(SOURCE, path), os.X_OK):
            yield f'{path} is not executable'


def counted(*results):
    with tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8') as log:
        for result in results:
            log.write(json.dumps({'name': 'x', **result}) + '\n')
        log.flush()
        done = subprocess.run([sys.executable, os.path.join(SOURCE, 'build-aux/count-tests'),
                               log.name], capture_output=True, text=True, check=False)
    return done.stdout.strip(), done.returncode


@case
def tests_are_counted_by_their_cases():
    tap = {'stdout': '1..2\nok 1 a\nok 2 b\n', 'result': 'OK'}
    plain = {'stdout': 'hello\n', 'result': 'OK'}
    failing = {'stdout': '1..2\nok 1 a\nnot ok 2 b\n', 'result': 'FAIL'}
    crashed = {'stdout': '1..2\nok 1 a\n', 'result': 'ERROR'}
    skipped = {'stdout': '1..1\nok 1 a # SKIP no data\n', 'result': 'SKIP'}
    for results, expected in (
            ([tap, plain], ('3 passed, 0 failed', 0)),
            ([tap, failing], ('3 passed, 1 failed', 1)),
            ([crashed], ('1 passed, 1 failed', 1)),
            ([skipped], ('0 passed, 1 failed', 1)),
            ([], ('0 passed, 0 failed', 1))):
        if counted(*results) != expected:
            yield f'{results}: {counted(*results)} instead of {expected}'


main()
