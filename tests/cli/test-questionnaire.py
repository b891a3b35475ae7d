# SPDX-License-Identifier: GPL-3.0-or-later
"""Questionnaires from the first question to a published version, and back."""

import json
import os
import re

from cli import case, cli, cli_json, main, new_branch


def keys(path, key='c', *options):
    return [question['key']
            for question in cli_json('questionnaire', path, 'show', key, *options)['questions']]


def find(path, key='c'):
    return next(row for row in cli_json('questionnaire', path, 'list', '--archived')
                if row['key'] == key)


@case
def written_and_published(folder):
    path = new_branch(folder)
    assert cli_json('questionnaire', path) == []
    cli('questionnaire', path, 'new', 'c', 'Callback', '--occasion', 'sample')
    assert 'asks nothing' in cli('questionnaire', path, 'publish', 'c', expect=1)[1]
    cli('questionnaire', path, 'add', 'c', 'trades', 'yesno', 'Do you trade?', 'required=yes')
    cli('questionnaire', path, 'add', 'c', 'what', 'several', 'What?', 'option.a=Grain',
        'option.b=Metals', 'option.z=None', 'exclusive=z', 'condition=trades = yes')
    cli('questionnaire', path, 'add', 'c', 'mark', 'rating', 'How good?', 'low=1', 'high=5',
        'dimension=Service', 'bad=1 2')
    # each of these would spoil it, and changes nothing
    before = cli_json('questionnaire', path, 'show', 'c')
    for wrong in ('high=20', 'low=x', 'required=perhaps', 'colour=red', 'type=song', 'key=a b'):
        cli('questionnaire', path, 'set', 'c', 'mark', wrong, expect=1)
    assert cli_json('questionnaire', path, 'show', 'c') == before
    faults = cli_json('questionnaire', path, 'check', 'c')['faults']
    assert [(fault['kind'], fault['question']) for fault in faults] == [('dimension', 'mark')]
    cli('questionnaire', path, 'dimensions', 'c', 'Service=100')
    check = cli_json('questionnaire', path, 'check', 'c')
    assert check == {'paths': 2, 'faults': []}, check
    outline = cli('questionnaire', path, 'outline', 'c')[0]
    assert '2. What? (what)' in outline and 'only if “Do you trade?” is Yes' in outline, outline
    cli('questionnaire', path, 'move', 'c', 'mark', '1')
    assert keys(path) == ['mark', 'trades', 'what']
    cli('undo', path)
    assert keys(path) == ['trades', 'what', 'mark']
    cli('questionnaire', path, 'publish', 'c')
    assert (find(path)['published'], find(path)['draft']) == (1, False)
    assert cli('questionnaire', path, 'publish', 'c', expect=1)[1]


@case
def versions_differ_in_words(folder):
    path = new_branch(folder)
    cli('questionnaire', path, 'new', 'c', 'Callback')
    cli('questionnaire', path, 'add', 'c', 'who', 'choice', 'Who?', 'option.a=I', 'option.b=You',
        'bad=You')
    cli('questionnaire', path, 'add', 'c', 'why', 'text', 'Why?', 'condition=who = b')
    cli('questionnaire', path, 'publish', 'c')
    assert cli('questionnaire', path, 'changes', 'c', expect=1)[1]  # there is none before it
    cli('questionnaire', path, 'set', 'c', 'who', 'required=yes')
    assert cli_json('questionnaire', path, 'changes', 'c') == [
        {'field': '“Who?”: Has to be answered', 'before': 'No', 'after': 'Yes'}]
    cli('questionnaire', path, 'set', 'c', 'who', 'key=signer')
    shown = cli_json('questionnaire', path, 'show', 'c')['questions']
    assert shown[0]['bad'] == 'b' and shown[1]['condition'] == 'signer = b', shown


@case
def an_edit_opens_a_draft(folder):
    path = new_branch(folder)
    cli('questionnaire', path, 'preset', 'nps')
    cli('questionnaire', path, 'set', 'nps', 'nps', 'text=Would you recommend us?')
    assert (find(path, 'nps')['published'], find(path, 'nps')['draft']) == (1, True)
    old = cli_json('questionnaire', path, 'show', 'nps', '--version', '1')
    new = cli_json('questionnaire', path, 'show', 'nps')
    assert (old['state'], new['state'], new['version']) == ('published', 'draft', 2), (old, new)
    assert old['questions'][0]['text'] != new['questions'][0]['text'] == 'Would you recommend us?'
    cli('questionnaire', path, 'remove', 'nps', 'nps-best')
    assert len(keys(path, 'nps')) == 3 and len(keys(path, 'nps', '--version', '1')) == 4
    cli('questionnaire', path, 'publish', 'nps')
    assert cli_json('questionnaire', path, 'show', 'nps', '--version', '1')['state'] == 'retired'
    cli('questionnaire', path, 'draft', 'nps')
    cli('questionnaire', path, 'discard', 'nps')
    assert (find(path, 'nps')['versions'], find(path, 'nps')['published']) == (2, 2)
    cli('questionnaire', path, 'show', 'nps', '--version', '9', expect=1)


@case
def presets_and_copies(folder):
    path = new_branch(folder)
    cli('questionnaire', path, 'preset', 'training')
    cli('questionnaire', path, 'preset')
    rows = cli_json('questionnaire', path)
    assert sorted(row['key'] for row in rows) == [
        'complaint', 'new-account', 'nps', 'sample', 'satisfaction', 'suitability', 'training']
    assert all(row['published'] == 1 and row['occasion'] == row['key'] for row in rows)
    cli('questionnaire', path, 'preset', 'nps', expect=1)
    cli('questionnaire', path, 'preset', 'nothing', expect=1)
    cli('questionnaire', path, 'copy', 'satisfaction', 'mine', 'My survey')
    cli('questionnaire', path, 'edit', 'mine', 'name=Ours', 'greeting=Hello')
    mine = cli_json('questionnaire', path, 'show', 'mine')
    assert (mine['name'], mine['greeting'], mine['state']) == ('Ours', 'Hello', 'draft')
    assert len(mine['dimensions']) == 5
    cli('questionnaire', path, 'archive', 'mine')
    assert 'mine' not in [row['key'] for row in cli_json('questionnaire', path)]
    cli('questionnaire', path, 'restore', 'mine')
    assert not find(path, 'mine')['archived']


@case
def tried_without_a_trace(folder):
    path = new_branch(folder)
    cli('questionnaire', path, 'preset', 'new-account')
    before = cli_json('history', path)

    def way(*answers):
        return [stop['key'] for stop in cli_json('questionnaire', path, 'try', 'new-account', *answers)]
    assert way() == way('identity=no') == way('identity=refused') == ['identity']
    whole = way('identity=yes')
    assert whole[:5] == ['identity', 'opened-self', 'risks-told', 'only-self', 'promise'], whole
    assert 'promise-who' in way('identity=yes', 'promise=yes') and 'promise-who' not in whole
    text = cli('questionnaire', path, 'try', 'new-account', 'identity=yes', 'satisfaction=5')[0]
    assert '1 / 11' in text and 'has to be answered' in text, text
    cli('questionnaire', path, 'try', 'new-account', 'satisfaction=6', expect=1)
    cli('questionnaire', path, 'try', 'new-account', 'nobody=1', expect=1)
    assert cli_json('history', path) == before


@case
def from_branch_to_branch(folder):
    path, other = new_branch(folder), new_branch(folder, 'o')
    out = os.path.join(folder, 'q.json')
    cli('questionnaire', path, 'preset', 'satisfaction')
    cli('questionnaire', path, 'export', 'satisfaction', out)
    cli('questionnaire', other, 'import', out)
    here = cli_json('questionnaire', path, 'show', 'satisfaction')
    there = cli_json('questionnaire', other, 'show', 'satisfaction')
    assert there['state'] == 'draft'
    assert dict(here, state='') == dict(there, state='')
    # over what there is it becomes a draft
    here['questions'] = here['questions'][:3]
    with open(out, 'w', encoding='utf-8') as file:
        json.dump(here, file)
    cli('questionnaire', path, 'import', out)
    assert len(keys(path, 'satisfaction')) == 3
    assert len(keys(path, 'satisfaction', '--version', '1')) > 10
    for hostile in ('', 'x', '[]', '{"questions": 3}', '\xff'):
        with open(out, 'w', encoding='latin-1') as file:
            file.write(hostile)
        assert 'Nothing was changed' in cli('questionnaire', path, 'import', out, expect=1)[1]


@case
def a_page_says_whose_answers_it_brings(folder):
    path = new_branch(folder)
    cli('questionnaire', path, 'preset', 'nps', 'training')
    out = os.path.join(folder, 'answers.csv')
    text = next(question['text'] for question in
                cli_json('questionnaire', path, 'show', 'nps')['questions']
                if question['key'] == 'nps')
    for second, code in (('training', 1), ('nps', 0)):
        with open(out, 'w', encoding='utf-8') as file:
            file.write(f'reference,questionnaire,"{text}"\na,nps,9\nb,{second},3\n')
        told = cli('import', path, 'answers', out, expect=code)[1]
        assert code == 0 or 'several questionnaires' in told, told
    assert find(path, 'nps')['responses'] == 2


@case
def a_page_that_needs_nothing_else(folder):
    path = new_branch(folder)
    out = os.path.join(folder, 'form.html')
    cli('questionnaire', path, 'preset')
    cli('questionnaire', path, 'set', 'training', 'comment', 'text=</script><b onload=x> & "you"?',
        'help=Only for us')
    cli('questionnaire', path, 'export', 'training', out)
    with open(out, encoding='utf-8') as file:
        page = file.read()
    # nothing is fetched, and no text ends the script
    for word in ('http://', 'https://', ' src=', 'url(', '@import', '<link', 'fetch(', 'XMLHttp'):
        assert word not in page, word
    assert page.count('<script') == page.count('</script>') == 2
    assert '"reference", "questionnaire", "version"' in page
    data = re.search(r'<script type="application/json" id="form">(.*?)</script>', page, re.S)
    form = json.loads(data.group(1))
    questions = {question['key']: question for question in form['questions']}
    assert questions['comment']['text'] == '</script><b onload=x> & "you"?'
    assert 'Only for us' not in page
    assert (questions['nps']['first'], questions['nps']['last']) == (0, 10)
    # conditions as trees
    cli('questionnaire', path, 'export', 'satisfaction', out)
    with open(out, encoding='utf-8') as file:
        assert '"when":{"key":"satisfaction","part":"","test":"\\u003c=","value":"2"}' in file.read()
    # the script of a call speaks to one client: that is no page for the public
    errors = cli('questionnaire', path, 'export', 'new-account', out, expect=1)[1]
    assert '{' in errors and 'print the form' in errors, errors
    cli('questionnaire', path, 'export', 'nps', os.path.join(folder, 'form.doc'), expect=1)


@case
def on_paper(folder):
    path = os.path.join(folder, 'd.clientele')
    out = os.path.join(folder, 'form.pdf')
    cli('demo', path, '--clients', '20', '--days', '20')
    account = cli_json('kpi', path, '--members', 'clients')['members'][0]
    for options in ((), ('--client', account)):
        cli('questionnaire', path, 'export', 'new-account', out, *options)
        with open(out, 'rb') as file:
            assert file.read(5) == b'%PDF-'
    cli('questionnaire', path, 'export', 'new-account', out, '--client', 'nobody', expect=1)


main()
