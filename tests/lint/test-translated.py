# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string of the sources is in every translation."""

import os
import subprocess
import tempfile

from tap import SOURCE, case, main, read, run

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']
FORMATS = ['g_strdup_printf:1', 'g_string_append_printf:2', 'g_print:1', 'g_printerr:1',
           'g_set_error:4', 'clt_cli_print:1']


@case
def nothing_is_missing():
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'clientele.pot')
        listed = os.path.join(folder, 'files')
        with open(listed, 'w', encoding='utf-8') as file:
            for line in read('po/POTFILES.in').splitlines():
                if line and not line.startswith('#'):
                    file.write(line + '\n')
        done = subprocess.run(
            ['xgettext', f'--files-from={listed}', '--from-code=UTF-8', '-o', template,
             *['--keyword=' + word for word in KEYWORDS],
             *[f'--flag={place}:c-format' for place in FORMATS]],
            cwd=SOURCE, capture_output=True, text=True, check=False)
        # It warns of what cannot be translated whole: a format cut by a macro that it does not know.
        complaints = [line for line in done.stderr.splitlines() if 'format string' in line]
        if done.returncode != 0 or complaints:
            yield from complaints or done.stderr.splitlines()
            return
        for language in read('po/LINGUAS').split('\n'):
            if language and not language.startswith('#'):
                yield from run('msgcmp', f'po/{language}.po', template)


main()
