# SPDX-License-Identifier: GPL-3.0-or-later
"""meson install puts everything in its place, and what it installed works."""

import json
import os
import subprocess
import tempfile

from tap import BUILD, case, main

APP = 'io.github.clientele.Clientele'
PLACES = [
    'bin/clientele',
    'bin/clientele-cli',
    f'share/applications/{APP}.desktop',
    f'share/metainfo/{APP}.metainfo.xml',
    f'share/mime/packages/{APP}.xml',
    f'share/glib-2.0/schemas/{APP}.gschema.xml',
    f'share/icons/hicolor/scalable/apps/{APP}.svg',
    f'share/icons/hicolor/symbolic/apps/{APP}-symbolic.svg',
    'share/man/man1/clientele.1',
    'share/man/man1/clientele-cli.1',
    'share/locale/zh_CN/LC_MESSAGES/clientele.mo',
]


def prefix_option():
    text = subprocess.run(['meson', 'introspect', BUILD, '--buildoptions'],
                          capture_output=True, text=True, check=True).stdout
    return next(option['value'] for option in json.loads(text) if option['name'] == 'prefix')


@case
def everything_is_in_its_place_and_works():
    with tempfile.TemporaryDirectory() as root:
        done = subprocess.run(['meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet',
                               '--destdir', root], capture_output=True, text=True, check=False)
        if done.returncode:
            yield done.stdout + done.stderr
            return
        prefix = os.path.join(root, prefix_option().lstrip('/'))
        for place in PLACES:
            if not os.path.exists(os.path.join(prefix, place)):
                yield f'{place} was not installed'
        branch = os.path.join(root, 'branch.clientele')
        command = os.path.join(prefix, 'bin', 'clientele-cli')
        done = subprocess.run([command, 'new', branch], capture_output=True, text=True,
                              check=False)
        if done.returncode or not os.path.getsize(branch):
            yield 'the installed clientele-cli makes no branch file: ' + done.stderr
        done = subprocess.run([os.path.join(prefix, 'bin', 'clientele'), '--version'],
                              capture_output=True, text=True, check=False)
        if done.returncode or not done.stdout.startswith('clientele '):
            yield 'the installed clientele does not say its version: ' + done.stderr


main()
