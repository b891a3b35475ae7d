# SPDX-License-Identifier: GPL-3.0-or-later
"""Each file that we hand to the desktop passes the desktop's own validator."""

import glob
import os
import struct
import subprocess
import tempfile

from tap import BUILD, SOURCE, case, main, run, tracked

APP = 'io.github.clientele.Clientele'
MIME = 'application/vnd.clientele.branch+sqlite3'
PART = 'application/vnd.clientele.branch-part'


def built(name):
    return os.path.join(BUILD, 'data', name)


@case
def the_desktop_file_is_valid():
    return run('desktop-file-validate', built(f'{APP}.desktop'))


@case
def the_metainfo_is_valid():
    return run('appstreamcli', 'validate', '--no-net', built(f'{APP}.metainfo.xml'))


@case
def the_settings_schema_is_valid():
    return run('glib-compile-schemas', '--strict', '--dry-run', os.path.join(SOURCE, 'data'))


@case
def every_xml_file_is_well_formed():
    for path in tracked('.xml', '.ui', '.svg', '.xml.in'):
        yield from run('xmllint', '--noout', path)


@case
def the_manual_pages_are_clean():
    for path in sorted(glob.glob(os.path.join(SOURCE, 'data', 'man', '*.1'))):
        done = subprocess.run(['man', '--warnings', '-l', path], capture_output=True, text=True,
                              env={**os.environ, 'MANROFFSEQ': '', 'LC_ALL': 'C.UTF-8',
                                   'MANWIDTH': '80'}, check=False)
        if done.returncode or done.stderr:
            yield f'{os.path.basename(path)}: {done.stderr.strip() or "failed"}'


@case
def a_branch_file_is_known_by_name_and_by_content():
    with tempfile.TemporaryDirectory() as home:
        packages = os.path.join(home, 'mime', 'packages')
        os.makedirs(packages)
        with open(built(f'{APP}.xml'), encoding='utf-8') as source, \
                open(os.path.join(packages, f'{APP}.xml'), 'w', encoding='utf-8') as copy:
            copy.write(source.read())
        yield from run('update-mime-database', os.path.join(home, 'mime'))
        head = bytearray(100)
        head[:16] = b'SQLite format 3\0'
        head[68:72] = struct.pack('>I', 0x436c7465)
        # by their names, so that nobody opens them: closing drops the locks of the program
        for name, content, mime in (('branch.clientele', b'\xff\x00', MIME),
                                    ('copy', bytes(head), MIME),
                                    ('branch.clientele-shm', b'text', PART),
                                    ('branch.clientele-wal', b'text', PART),
                                    ('branch.clientele-mark', b'text', PART)):
            path = os.path.join(home, name)
            with open(path, 'wb') as file:
                file.write(content)
            environment = {**os.environ, 'XDG_DATA_HOME': home}
            found = subprocess.run(['gio', 'info', '-a', 'standard::content-type', path],
                                   capture_output=True, text=True, env=environment,
                                   check=True).stdout
            if mime not in found:
                yield f'{name} is taken for {found.split()[-1]}'


main()
