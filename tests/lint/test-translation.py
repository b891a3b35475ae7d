# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations are well formed, and what they hold is complete."""

import os
import re

from tap import case, main, read, run


def languages():
    return [word for line in read('po/LINGUAS').splitlines() if not line.startswith('#')
            for word in line.split()]


@case
def every_translation_is_well_formed():
    for language in languages():
        yield from run('msgfmt', '--check', '--check-accelerators=_', '-o', os.devnull,
                       f'po/{language}.po')


@case
def nothing_is_fuzzy_or_left_out():
    for language in languages():
        path = f'po/{language}.po'
        for kind in ('--untranslated', '--only-fuzzy'):
            left = run_output('msgattrib', kind, '--no-obsolete', path)
            for text in re.findall(r'^msgid "(.+)"$', left, re.MULTILINE):
                yield f'{path}: {kind[2:]}: {text}'


def run_output(*command):
    import subprocess

    from tap import SOURCE
    return subprocess.run(command, cwd=SOURCE, capture_output=True, text=True, check=True).stdout


main()
