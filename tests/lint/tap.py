# SPDX-License-Identifier: GPL-3.0-or-later
"""The little that a lint test needs: named cases, each with a list of complaints."""

import os
import subprocess
import sys

SOURCE = os.environ['SOURCE_ROOT']
BUILD = os.environ['BUILD_ROOT']

_cases = []


def case(function):
    """Marks a function that returns its complaints, one a string; none means well."""
    _cases.append(function)
    return function


def tracked(*endings):
    """Paths of the project's own files, from the top; all of them without endings."""
    paths = []
    for folder, folders, names in os.walk(SOURCE):
        folders[:] = sorted(f for f in folders if f not in ('.git', '__pycache__')
                            and not (folder == SOURCE and f.startswith(('_build', 'build-dir'))))
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), SOURCE)
            if path == '.git' or name.endswith('~') or is_ignored(path):
                continue
            if not endings or name.endswith(endings):
                paths.append(path)
    return paths


_ignored = None


def is_ignored(path):
    """What git ignores, where there is git: half-done work on somebody's desk."""
    global _ignored
    if _ignored is None:
        try:
            text = subprocess.run(
                ['git', '-C', SOURCE, 'ls-files', '-oi', '--exclude-standard', '-z'],
                capture_output=True, text=True, check=True).stdout
            _ignored = set(text.split('\0'))
        except (OSError, subprocess.CalledProcessError):
            _ignored = set()
    return path in _ignored


def read(path):
    with open(os.path.join(SOURCE, path), encoding='utf-8') as file:
        return file.read()


def run(*command, **options):
    """Runs a tool; returns its complaints if it failed."""
    options.setdefault('cwd', SOURCE)
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode == 0:
        return []
    lines = (done.stdout + done.stderr).strip().splitlines()
    return [' '.join(command[:2]) + ': ' + line for line in lines or ['failed']]


def main():
    print(f'1..{len(_cases)}')
    bad = 0
    for number, function in enumerate(_cases, 1):
        complaints = list(function())
        for complaint in complaints:
            print('# ' + complaint)
        name = function.__name__.replace('_', ' ')
        print(f'{"not ok" if complaints else "ok"} {number} {name}', flush=True)
        bad += bool(complaints)
    sys.exit(1 if bad else 0)
