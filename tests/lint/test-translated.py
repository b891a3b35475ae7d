# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string of the sources is in every translation."""

import os
import tempfile

from tap import case, main, read, run

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']


@case
def nothing_is_missing():
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'clientele.pot')
        listed = os.path.join(folder, 'files')
        with open(listed, 'w', encoding='utf-8') as file:
            for line in read('po/POTFILES.in').splitlines():
                if line and not line.startswith('#'):
                    file.write(line + '\n')
        complaints = run('xgettext', f'--files-from={listed}', '--from-code=UTF-8', '-o', template,
                         *['--keyword=' + word for word in KEYWORDS])
        if complaints:
            yield from complaints
            return
        for language in read('po/LINGUAS').split('\n'):
            if language and not language.startswith('#'):
                yield from run('msgcmp', f'po/{language}.po', template)


main()
