# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations are well formed and complete, and keep what the workbooks rely on."""

import gettext
import os
import re
import subprocess
import tempfile

from tap import SOURCE, case, main, read, run

SHEET = re.compile(r'clt_book_add_sheet \(book, _ \("([^"]+)"\)\)')
INDICATOR = re.compile(r'\{ "[a-z_0-9]+", CLT_BASIS.*?N_ \("([^"]+)"\)', re.DOTALL)


def languages():
    return [word for line in read('po/LINGUAS').splitlines() if not line.startswith('#')
            for word in line.split()]


def catalogue(language):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'messages.mo')
        subprocess.run(['msgfmt', '-o', path, f'po/{language}.po'], cwd=SOURCE, check=True)
        with open(path, 'rb') as file:
            return gettext.GNUTranslations(file)


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
            left = subprocess.run(['msgattrib', kind, '--no-obsolete', '--no-wrap', path],
                                  cwd=SOURCE, capture_output=True, text=True, check=True).stdout
            for text in re.findall(r'^msgid (".+(?:\n".*)*)$', left, re.MULTILINE):
                if text != '""':
                    yield f'{path}: {kind[2:]}: {text}'


@case
def sheets_of_a_workbook_have_names_that_excel_takes():
    names = SHEET.findall(read('src/core/report/clt-month-pack.c'))
    assert len(names) > 5
    for language in languages():
        translated = [catalogue(language).gettext(name) for name in names]
        for name in translated:
            if len(name) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
                yield f'{language}: Excel takes no sheet named “{name}”'
        if len(set(translated)) < len(names):
            yield f'{language}: two sheets have one name: {", ".join(translated)}'


@case
def indicators_are_told_apart_by_their_names():
    """The workbook counts the members of an indicator by its name."""
    names = INDICATOR.findall(read('src/core/quality/clt-indicator-kinds.c'))
    assert len(names) >= 14
    for language in languages():
        translated = [catalogue(language).gettext(name) for name in names]
        if len(set(translated)) < len(names):
            yield f'{language}: two indicators have one name: {", ".join(translated)}'


main()
