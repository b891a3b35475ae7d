# SPDX-License-Identifier: GPL-3.0-or-later
"""edit: one field of many clients, with a dry run, and undo of it all."""


from cli import case, cli, cli_json, demo_branch, main, query


TAGS = 'SELECT client_id, tag FROM client_tag ORDER BY 1, 2'


@case
def a_tag_for_all_that_the_filter_finds(folder):
    path = demo_branch(folder, 80, 30)
    before = query(path, TAGS)
    plan = cli_json('edit', path, '--filter', 'tier = small', 'tag=+回访', '--dry-run')
    assert plan['changed'] == 0 and plan['action'] is None
    assert query(path, TAGS) == before
    done = cli_json('edit', path, '--filter', 'tier = small', 'tag=+回访')
    assert done['changed'] == sum(group['n'] for group in plan['changes']) > 0
    assert done['action'] is not None and done['refused'] == 0
    tagged = query(path, "SELECT count(*) FROM client_tag WHERE tag = '回访'")[0][0]
    assert tagged == done['changed']
    again = cli_json('edit', path, '--filter', 'tier = small', 'tag=+回访')
    assert again['changed'] == 0 and again['same'] == tagged and again['action'] is None
    cli('undo', path)
    assert query(path, TAGS) == before


@case
def what_cannot_be_shared_or_is_wrong_is_refused(folder):
    path = demo_branch(folder, 80, 30)
    before = cli_json('history', path)
    cli('edit', path, '--filter', '', 'name=x', expect=2)
    cli('edit', path, 'tag=+x', expect=2)
    cli('edit', path, '--filter', 'tier >', 'tag=+x', expect=1)
    cli('edit', path, '--filter', '', 'grade=C9', expect=1)
    cli('edit', path, '--filter', '', 'specialist=nobody at all', expect=1)
    assert cli_json('history', path) == before


main()
