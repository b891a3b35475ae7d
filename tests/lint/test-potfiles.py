# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with strings for people, and only files that exist."""

import os
import re

from tap import SOURCE, case, main, read, tracked

MARK = re.compile(r'\b(?:N?_|N?C_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*(?:"|PRI)')
UI = re.compile(r'translatable="(?:yes|true)"|\b_\(')


def potfiles():
    return [line.strip() for line in read('po/POTFILES.in').splitlines()
            if line.strip() and not line.startswith('#')]


def with_strings():
    for path in tracked('.c', '.h'):
        if path.startswith('src/') and MARK.search(read(path)):
            yield path
    for path in tracked('.ui', '.blp'):
        if path.startswith('ui/') and UI.search(read(path)):
            yield path
    for path in tracked('.desktop.in', '.metainfo.xml.in', '.mime.xml.in'):
        yield path


@case
def every_file_with_strings_is_listed():
    listed = set(potfiles())
    for path in with_strings():
        if path not in listed:
            yield f'{path} has strings for people and is not in po/POTFILES.in'


@case
def every_listed_file_exists():
    for path in potfiles():
        if not os.path.exists(os.path.join(SOURCE, path)):
            yield f'po/POTFILES.in names {path}, which does not exist'


main()
