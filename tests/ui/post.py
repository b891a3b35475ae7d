# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for a test in C: says the settings of a branch that uses it, a line each and an empty
one, then for each line that is asked how many mails have come; goes when nobody asks any more."""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'cli'))
from smtp import Post  # noqa: E402

with tempfile.TemporaryDirectory() as folder, Post(folder) as post:
    post.plan = {'c3@example.com': 'rcpt 550 5.1.1 No such mailbox', 'c4@example.com': 'cut'}
    print('\n'.join(post.settings()), end='\n\n', flush=True)
    for _ in sys.stdin:
        print(len(post.received), flush=True)
