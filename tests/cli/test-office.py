# SPDX-License-Identifier: GPL-3.0-or-later
"""LibreOffice opens what is exported, and computes by itself what the books hold.

Every stored result of a copy is replaced by nonsense; LibreOffice, told to compute on loading,
must come to the results that were stored."""

import os
import re
import subprocess
import zipfile

import openpyxl

from cli import case, cli, main

PERIOD = ('--from', '20261001', '--to', '20261030')
ALWAYS = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
'''


def convert(folder, source, kind):
    """Returns the path of what LibreOffice makes of a file."""
    profile = os.path.join(folder, 'profile')
    out = os.path.join(folder, 'converted')
    os.makedirs(os.path.join(profile, 'user'), exist_ok=True)
    with open(os.path.join(profile, 'user', 'registrymodifications.xcu'), 'w',
              encoding='utf-8') as file:
        file.write(ALWAYS)
    subprocess.run(['soffice', f'-env:UserInstallation=file://{profile}', '--headless',
                    '--convert-to', kind, '--outdir', out, source],
                   check=True, capture_output=True, env={**os.environ, 'HOME': folder})
    name = os.path.splitext(os.path.basename(source))[0]
    return os.path.join(out, f'{name}.{kind}')


def spoil(source, target):
    """Copies a book with nonsense for the result of every formula; returns how many."""
    count = 0

    def nonsense(match):
        nonlocal count
        count += 1
        return match.group(1) + ('<v>wrong</v>' if 't="str"' in match.group(1) else '<v>-4711</v>')

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith('xl/worksheets/sheet'):
                data = re.sub(r'(<c [^>]*><f>[^<]*</f>)<v>[^<]*</v>', nonsense,
                              data.decode()).encode()
            new.writestr(name, data)
    return count


def formulas(path):
    return {(sheet.title, cell.coordinate): cell.value for sheet in openpyxl.load_workbook(path)
            for row in sheet.iter_rows() for cell in row if cell.data_type == 'f'}


def same(ours, theirs):
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= 1e-9 * max(1, abs(ours))
    return (ours or '') == (theirs or '')


@case
def recalculated_values_are_ours(folder):
    branch, out = os.path.join(folder, 'demo.clientele'), os.path.join(folder, 'pack.xlsx')
    cli('demo', branch, '--clients', 120, '--days', 300)
    cli('export', branch, 'month-pack', out, *PERIOD)
    spoiled = os.path.join(folder, 'spoiled.xlsx')
    wanted = formulas(out)
    assert spoil(out, spoiled) == len(wanted) > 300, len(wanted)
    stored = openpyxl.load_workbook(out, data_only=True)
    computed = openpyxl.load_workbook(convert(folder, spoiled, 'xlsx'), data_only=True)
    wrong = [(place, wanted[place], stored[place[0]][place[1]].value,
              computed[place[0]][place[1]].value) for place in wanted
             if not same(stored[place[0]][place[1]].value, computed[place[0]][place[1]].value)]
    assert not wrong, f'{len(wrong)} of {len(wanted)} differ: {wrong[:5]}'


@case
def books_print(folder):
    branch = os.path.join(folder, 'demo.clientele')
    cli('demo', branch, '--clients', 120, '--days', 300)
    for kind in ('month-pack', 'clients'):
        out = os.path.join(folder, f'{kind}.xlsx')
        cli('export', branch, kind, out)
        text = subprocess.run(['pdftotext', '-layout', convert(folder, out, 'pdf'), '-'],
                              capture_output=True, text=True, check=True).stdout
        pages = text.count('\f')
        assert pages >= 2 and f'Page 1 of {pages}' in text, text[:2000]
        # a cell too narrow for its number shows hashes
        assert '###' not in text, re.findall('.*###.*', text)[:3]


main()
