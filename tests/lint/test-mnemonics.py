#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two buttons or rows that are shown together have the same mnemonic, in English and in every
translation: Alt with the letter would only move the focus between them.

Shown together is what stands in one template and in one page of its stacks, and what one dialog
made by code is given: its rows, and its buttons."""

import ast
import glob
import os
import re
import xml.etree.ElementTree as ElementTree

from tap import SOURCE, case, main, read, tracked

# The calls that give a dialog what has a mnemonic, and what such a dialog has besides.
GIVERS = ('adw_message_dialog_add_responses', 'adw_message_dialog_add_response',
          'clt_dialogs_add_answers', 'clt_dialogs_confirm', 'clt_dialogs_offer',
          'clt_form_dialog_add_entry', 'clt_form_dialog_add_choice', 'clt_form_dialog_add_client',
          'clt_form_dialog_present')
CANCEL = ('', '_Cancel')
MAKERS = {'adw_message_dialog_new': [], 'clt_form_dialog_new': [CANCEL],
          'clt_dialogs_confirm': [CANCEL], 'clt_dialogs_offer': [CANCEL]}
STRING = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
MARKED = re.compile(rf'\bC?_\s*\(\s*(?:({STRING}),\s*)?({STRING})\)')
FUNCTION = re.compile(r"^(\w+) \([^;{}]*\)\n\{\n(.*?)^\}", re.M | re.S)


def unquote(text):
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', text))


def read_translation(path):
    """(context, msgid) -> msgstr of what has no plural."""
    found = {}
    pattern = re.compile(r'(?:^msgctxt ((?:".*"\n)+))?^msgid ((?:".*"\n)+)^msgstr ((?:".*"\n?)+)',
                         re.M)
    with open(path, encoding='utf-8') as file:
        for parts in pattern.finditer(file.read()):
            found[unquote(parts[1] or ''), unquote(parts[2])] = unquote(parts[3])
    return found


def find_mnemonic(label):
    mark = re.search(r"(?<!_)_([^_])", label)
    return mark and mark[1].lower()


def list_template_groups(node, group, groups):
    """Labels by the page that they stand on; @group: the one around this node."""
    properties = {child.get("name"): child for child in node if child.tag == "property"}
    label = properties.get("label") if "label" in properties else properties.get("title")
    underlined = properties.get("use-underline")
    is_mnemonic = (label is not None and label.get("translatable") == "yes" and
                   underlined is not None and underlined.text in ("True", "1"))
    if is_mnemonic:
        group.append((label.get("context") or "", label.text))
    for child in node:
        inner = group
        if child.tag == "object" and child.get("class") in ("GtkStackPage", "AdwPreferencesPage"):
            inner = []
            groups.append(inner)
        list_template_groups(child, inner, groups)


def list_templates():
    for path in tracked('.ui'):
        groups = [[]]
        list_template_groups(ElementTree.fromstring(read(path)), groups[0], groups)
        for group in groups:
            yield path, group


def read_call(body, start):
    """What stands between the brackets of the call that begins at @start."""
    depth, at = 0, body.index("(", start)
    begin = at
    while True:
        if body[at] == '"':
            at = re.compile(r'"(?:[^"\\]|\\.)*"').match(body, at).end()
            continue
        depth += {"(": 1, ")": -1}.get(body[at], 0)
        at += 1
        if depth == 0:
            return body[begin:at]


def list_given(name, functions, seen):
    """Labels that a function gives a dialog, itself or through others of its file."""
    labels = []
    if name in seen:
        return labels
    seen.add(name)
    body = functions[name]
    for call in re.finditer(r"\b(\w+) \(", body):
        if call[1] in GIVERS:
            labels += [(unquote(context), unquote(text))
                       for context, text in MARKED.findall(read_call(body, call.start(1)))]
            if call[1] == 'clt_dialogs_add_answers':
                labels.append(CANCEL)
        elif call[1] in functions:
            labels += list_given(call[1], functions, seen)
    return labels


def list_dialogs():
    for path in tracked('.c'):
        functions = dict(FUNCTION.findall(read(path))) if path.startswith('src/app/') else {}
        for name, body in functions.items():
            for maker, more in MAKERS.items():
                if maker + ' (' in body:
                    yield f'{path}: {name}()', list_given(name, functions, set()) + more


def list_tables():
    """Rows that a window makes of a table, each “[ROW_X] = { N_ ("…"), …”: all on one page."""
    for path in tracked('.c'):
        rows = re.findall(rf'^  \[\w+\] = {{ N_ \(({STRING})\)', read(path), re.M)
        if rows:
            yield path, [('', unquote(row)) for row in rows]


def find_clashes(where, labels, language, translation):
    taken = {}
    for context, label in dict.fromkeys(labels):
        shown = translation.get((context, label)) or label
        mnemonic = find_mnemonic(shown)
        if mnemonic and mnemonic in taken:
            yield f'{where} ({language}): “{shown}” and “{taken[mnemonic]}”'
        elif mnemonic:
            taken[mnemonic] = shown


@case
def no_mnemonic_is_there_twice():
    languages = {'en': {}}
    for path in glob.glob(os.path.join(SOURCE, 'po', '*.po')):
        languages[os.path.basename(path)[:-3]] = read_translation(path)
    groups = list(list_templates()) + list(list_dialogs()) + list(list_tables())
    assert len(groups) > 100, 'the patterns find nothing any more'
    for where, labels in groups:
        for language, translation in languages.items():
            yield from find_clashes(where, labels, language, translation)


main()
