# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a scratch folder, running a command, TAP output.

A test file defines functions marked with @case and ends with main ()."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ['CLIENTELE_CLI']
_cases = []


def case(function):
    _cases.append(function)
    return function


def cli(*args, expect=0, env=None, stdin=None):
    """Runs a command; returns (standard output, standard error) after checking the exit code, which
    may be one of several."""
    done = subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, input=stdin,
                          env={**os.environ, **(env or {})}, check=False)
    assert done.returncode in (expect if isinstance(expect, tuple) else (expect,)), (
        f'{args}: exit {done.returncode} instead of {expect}\n{done.stdout}{done.stderr}')
    return done.stdout, done.stderr


def cli_json(*args, **options):
    return json.loads(cli(*args, '--json', **options)[0])


def new_branch(folder, name='b'):
    path = os.path.join(folder, name + '.clientele')
    cli('new', path)
    return path


def demo_branch(folder, clients, days):
    path = os.path.join(folder, 'b.clientele')
    cli('demo', path, '--clients', clients, '--days', days)
    return path


def query(path, sql, *values):
    """Rows straight from the file, beside the program."""
    with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as file:
        return file.execute(sql, values).fetchall()


def query_figures(path, *questions):
    """Answers of the helper of that name: for each question a list of lists of words."""
    done = subprocess.run([os.environ['QUERY_FIGURES'], path], input='\n'.join(questions) + '\n',
                          capture_output=True, text=True, check=True)
    answers = [[]]
    for line in done.stdout.splitlines():
        if line == '.':
            answers.append([])
        else:
            answers[-1].append(line.split('\t'))
    assert len(answers) == len(questions) + 1, done.stderr
    return answers[:-1]


def main():
    print(f'1..{len(_cases)}')
    failed = 0
    for number, function in enumerate(_cases, 1):
        folder = tempfile.mkdtemp(prefix='clientele-cli-')
        try:
            function(folder)
            print(f'ok {number} {function.__name__}', flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            for line in traceback.format_exc().splitlines():
                print('#', line, file=sys.stderr)
            print(f'not ok {number} {function.__name__}', flush=True)
        finally:
            shutil.rmtree(folder)
    sys.exit(failed > 0)
