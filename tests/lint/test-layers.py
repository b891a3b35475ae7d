# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder may include what lies below it, never what lies beside or above it."""

import re

from tap import case, main, read, tracked

# Lower layers first; folders of one layer do not know each other.
CORE = [
    {'base'}, {'store'}, {'rules'}, {'people', 'calendar'}, {'clients', 'funds'}, {'catalogue'},
    {'delivery'}, {'research'}, {'training'}, {'surveys'}, {'calls'}, {'complaints'},
    {'quality'}, {'today'}, {'lists', 'exchange', 'charts'}, {'demo', 'report'},
]
CORE_LEVEL = {folder: level for level, folders in enumerate(CORE) for folder in folders}
TOP_LEVEL = {'core': 0, 'cli': 1, 'app': 1}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
# Written by the build beside the sources.
GENERATED = re.compile(r'^(clt-config|clt-[a-z]+-resources)\.h$')


def includes():
    for path in tracked('.c', '.h'):
        if path.startswith('src/'):
            for kind, name in INCLUDE.findall(read(path)):
                yield path[len('src/'):], kind, name


@case
def own_headers_are_named_by_their_path():
    for path, kind, name in includes():
        if kind == '"' and '/' not in name and not GENERATED.match(name):
            yield f'src/{path} includes "{name}" without its folder'


@case
def core_is_layered():
    for path, _, name in includes():
        here, there = path.split('/'), name.split('/')
        if here[0] != 'core' or there[0] != 'core' or len(here) < 3:
            continue
        if len(there) < 3:
            if here[1] not in ('report', 'demo'):
                yield f'src/{path} includes "{name}", which lies above every folder of core'
            continue
        for folder in (here[1], there[1]):
            if folder not in CORE_LEVEL:
                yield f'src/core/{folder} has no layer: name one in tests/lint/test-layers.py'
        if here[1] == there[1]:
            continue
        if CORE_LEVEL.get(there[1], 0) >= CORE_LEVEL.get(here[1], 99):
            yield f'src/{path} ({here[1]}) includes "{name}"'


@case
def core_knows_neither_front_end():
    for path, _, name in includes():
        here, there = path.split('/')[0], name.split('/')[0]
        if there not in TOP_LEVEL or here == there:
            continue
        if TOP_LEVEL[there] >= TOP_LEVEL.get(here, 2):
            yield f'src/{path} includes "{name}"'


@case
def screens_do_not_know_each_other():
    for path, _, name in includes():
        here, there = path.split('/'), name.split('/')
        if here[0] != 'app' or there[0] != 'app' or len(here) < 3 or len(there) < 3:
            continue
        if here[1] in (there[1], 'shell') or there[1] == 'widgets':
            continue
        yield f'src/{path} includes "{name}"'


@case
def no_toolkit_below_the_window():
    for path, _, name in includes():
        if not path.startswith('app/') and re.match(r'(gtk|gdk|gsk|adwaita)', name):
            yield f'src/{path} includes <{name}>'


@case
def sqlite_stays_in_the_store():
    for path, _, name in includes():
        if name.startswith('sqlite3') and not path.startswith(('core/store/', 'core/exchange/')):
            yield f'src/{path} includes <{name}>'


main()
