# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks and texts made to do harm: each is read or refused with a reason, soon and in little
memory, and nothing outside the file is touched."""

import io
import json
import os
import random
import resource
import struct
import subprocess
import time
import warnings
import zipfile

from cli import PROGRAM, case, main

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LIMIT_SECONDS = 10  # of processor time; a hang, not a measure of speed
LIMIT_BYTES = 400 << 20  # of address space, most of it the program itself

PARTS = {
    '[Content_Types].xml': HEAD + '<Types/>',
    '_rels/.rels': HEAD + f'<Relationships><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                          'Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': HEAD + f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
                              '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
        HEAD + f'<Relationships><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    'xl/sharedStrings.xml': HEAD + f'<sst {MAIN}><si><t>a</t></si><si><t>b</t></si></sst>',
    'xl/worksheets/sheet1.xml':
        HEAD + f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
        '<c r="B1"><v>1.5</v></c></row></sheetData></worksheet>',
}


def book(**changes):
    """A small workbook with some parts replaced; None leaves a part out."""
    parts = dict(PARTS)
    for key, value in changes.items():
        name = {'sheet': 'xl/worksheets/sheet1.xml', 'strings': 'xl/sharedStrings.xml',
                'workbook': 'xl/workbook.xml', 'rels': 'xl/_rels/workbook.xml.rels',
                'styles': 'xl/styles.xml', 'root': '_rels/.rels'}[key]
        parts[name] = value
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text is not None:
                archive.writestr(name, text)
    return data.getvalue()


def sheet(rows, tail=''):
    return f'{HEAD}<worksheet {MAIN}><sheetData>{rows}</sheetData>{tail}</worksheet>'


def cell(content, attributes=''):
    return sheet(f'<row r="1"><c r="A1" {attributes}>{content}</c></row>')


def doctype(inside):
    return cell('<v>1</v>').replace(HEAD, HEAD + f'<!DOCTYPE x [{inside}]>')


def laughs():
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    return doctype(''.join(lines)).replace('<v>1</v>', '<v>&a9;</v>')


def raw_zip(entries):
    """A zip whose headers may lie: (name, data, stated size, offset or None)."""
    out = io.BytesIO()
    central = b''
    for name, data, size, offset in entries:
        name = name.encode()
        at = out.tell() if offset is None else offset
        crc = zipfile.crc32(data)
        if offset is None:
            out.write(struct.pack('<4s5H3I2H', b'PK\3\4', 20, 0, 0, 0, 33, crc, len(data), size,
                                  len(name), 0) + name + data)
        central += struct.pack('<4s6H3I5H2I', b'PK\1\2', 20, 20, 0, 0, 0, 33, crc, len(data), size,
                               len(name), 0, 0, 0, 0, 0, at) + name
    start = out.tell()
    out.write(central)
    out.write(struct.pack('<4s4H2IH', b'PK\5\6', 0, 0, len(entries), len(entries), len(central),
                          start, 0))
    return out.getvalue()


def with_entries(*extra):
    return raw_zip([(n, t.encode(), len(t.encode()), None) for n, t in PARTS.items()]
                   + list(extra))


def double_entry():
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as archive, warnings.catch_warnings():
        warnings.simplefilter('ignore')
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr('xl/worksheets/sheet1.xml', sheet(''))
    return data.getvalue()


def encrypted_ole():
    name = 'EncryptedPackage'.encode('utf-16-le')
    return b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600) + name + bytes(400)


def zip_password():
    """The flag of an encrypted entry, without its key."""
    data = bytearray(book())
    for mark, offset in ((b'PK\3\4', 6), (b'PK\1\2', 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def hostile():
    """name -> (bytes, whether it must be refused: True, False, or None for either)."""
    spaces = ' ' * (80 << 20)
    wide = ''.join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 20001))
    many_merges = ''.join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 60001))
    deep = '<a>' * 3000000
    cases = {
        'bomb of blanks in a sheet': (book(sheet=sheet(spaces)), True),
        'bomb in the shared texts': (book(strings=f'{HEAD}<sst {MAIN}><si><t>{spaces}</t></si></sst>'),
                                     True),
        'bomb in the styles': (book(styles=f'{HEAD}<styleSheet {MAIN}>{spaces}</styleSheet>'), True),
        'bomb in the workbook': (book(workbook=PARTS['xl/workbook.xml'].replace('<sheets>',
                                                                             spaces + '<sheets>')), True),
        'bomb in the relations': (book(rels=PARTS['xl/_rels/workbook.xml.rels'] + spaces), True),
        'bomb in one attribute': (book(sheet=cell('<v>1</v>', f'x="{spaces}"')), True),
        'bomb in a comment': (book(sheet=cell(f'<!--{spaces}--><v>1</v>')), True),
        'bomb in one cell': (book(sheet=cell(f'<v>{"1" * len(spaces)}</v>', 't="str"')), True),
        'bomb of cells': (book(sheet=sheet('<row>' + '<c/>' * 20000000 + '</row>')), True),
        'bomb of elements in elements': (book(sheet=sheet(deep)), True),
        'entities of entities': (book(sheet=laughs()), True),
        'entity outside': (book(sheet=doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')
                                .replace('<v>1</v>', '<v>&x;</v>')), True),
        'entity on a parameter': (book(sheet=doctype('<!ENTITY % x SYSTEM "http://localhost/x">%x;')),
                                  True),
        'document type alone': (book(sheet=cell('<v>1</v>').replace(HEAD, HEAD + '<!DOCTYPE x>')),
                                True),
        'document type in the workbook': (book(workbook=PARTS['xl/workbook.xml'].replace(
            HEAD, HEAD + '<!DOCTYPE x [<!ENTITY y "z">]>')), True),
        'document type in the shared texts': (book(strings=PARTS['xl/sharedStrings.xml'].replace(
            HEAD, HEAD + '<!DOCTYPE x [<!ENTITY y "z">]>')), True),
        'entity that is not defined': (book(sheet=cell('<v>&nothing;</v>')), True),
        'two entries of one name': (double_entry(), True),
        'two names that differ in slashes': (with_entries(
            ('xl\\worksheets\\sheet1.xml', b'<x/>', 4, None)), True),
        'two names that differ in case': (with_entries(
            ('XL/Worksheets/Sheet1.XML', b'<x/>', 4, None)), True),
        'entries that overlap': (with_entries(('xl/x.xml', b'', 0, 0), ('xl/y.xml', b'', 0, 0)), None),
        'a name that climbs': (with_entries(('../../../../tmp/clientele-was-here', b'x', 1, None)),
                               False),
        'an absolute name': (with_entries(('/tmp/clientele-was-here', b'x', 1, None)), False),
        'a sheet that climbs': (book(rels=PARTS['xl/_rels/workbook.xml.rels'].replace(
            'worksheets/sheet1.xml', '../../../../etc/passwd')), True),
        'a sheet that is a file address': (book(rels=PARTS['xl/_rels/workbook.xml.rels'].replace(
            'worksheets/sheet1.xml', 'file:///etc/passwd')), True),
        'a size that lies': (raw_zip([(n, t.encode(), 0xfffffff0, None)
                                      for n, t in PARTS.items()]), True),
        'a size of nothing': (raw_zip([(n, t.encode(), 0, None) for n, t in PARTS.items()]), None),
        'an offset beyond the end': (with_entries(('xl/x.xml', b'', 0, 0x7fffffff)), None),
        'more entries stated than there are': (book()[:-12] + struct.pack('<2H', 60000, 60000)
                                               + book()[-8:], None),
        'zip64 that lies': (book()[:-22] + struct.pack('<4sQ2H2I4Q', b'PK\6\6', 44, 45, 45, 0, 0,
                                                       1 << 62, 1 << 62, 1 << 62, 1 << 62)
                            + struct.pack('<4sIQI', b'PK\6\7', 0, len(book()) - 22, 1)
                            + struct.pack('<4s4H2IH', b'PK\5\6', 0, 0, 0xffff, 0xffff, 0xffffffff,
                                          0xffffffff, 0), None),
        'index past the shared texts': (book(sheet=cell('<v>2</v>', 't="s"')), True),
        'index of 20 digits': (book(sheet=cell('<v>99999999999999999999</v>', 't="s"')), True),
        'index below zero': (book(sheet=cell('<v>-1</v>', 't="s"')), True),
        'index without shared texts': (book(strings=None), True),
        'a column beyond the last': (book(sheet=sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
                                     True),
        'a column of a thousand letters': (book(sheet=sheet(
            f'<row r="1"><c r="{"Z" * 1000}1"><v>1</v></c></row>')), True),
        'a row beyond the last': (book(sheet=sheet('<row r="1048577"><c><v>1</v></c></row>')), True),
        'a row below one': (book(sheet=sheet('<row r="0"><c><v>1</v></c></row>')), True),
        'a row of 30 digits': (book(sheet=sheet(f'<row r="{"9" * 30}"><c><v>1</v></c></row>')), True),
        'the largest dimension': (book(sheet=sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c>'
                                                   '</row>', '').replace(
            '<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>')), False),
        'a cell at the far end of every row': (book(sheet=sheet(wide)), True),
        'rows out of order': (book(sheet=sheet('<row r="9"><c><v>1</v></c></row>'
                                               '<row r="2"><c><v>1</v></c></row>')), False),
        'many merges': (book(sheet=sheet('<row r="1"><c r="A1"><v>1</v></c></row>',
                                         f'<mergeCells>{many_merges}</mergeCells>')), False),
        'merges that lie': (book(sheet=sheet('<row r="1"><c r="A1"><v>1</v></c></row>',
                                             '<mergeCells><mergeCell ref="ZZZZ9:A"/><mergeCell '
                                             'ref="B9:A1"/><mergeCell ref=""/></mergeCells>')), False),
        'style past the styles': (book(sheet=cell('<v>1</v>', 's="4294967295"')), False),
        'numbers out of bounds': (book(sheet=cell('<v>1e999999</v>')), False),
        'no number': (book(sheet=cell('<v>nan(0x41)</v>')), False),
        'half a character': (book(strings=f'{HEAD}<sst {MAIN}><si><t>_xD800_</t></si></sst>'), False),
        'text that is no UTF-8': (book(strings=PARTS['xl/sharedStrings.xml'].encode()
                                       .replace(b'>a<', b'>\xff\xfe<')), True),
        'no sheets': (book(workbook=f'{HEAD}<workbook {MAIN}/>'), True),
        'no workbook': (book(workbook=None), True),
        'relations without end': (book(rels=PARTS['xl/_rels/workbook.xml.rels'][:-20]), True),
        'a sheet cut short': (book(sheet=PARTS['xl/worksheets/sheet1.xml'][:-30]), True),
        'locked by Office': (encrypted_ole(), True),
        'locked by zip': (zip_password(), True),
        'an empty archive': (b'PK\5\6' + bytes(18), True),
        'an archive of something else': (raw_zip([('mimetype', b'x', 1, None)]), True),
    }
    return cases


def try_file(folder, name, data):
    path = os.path.join(folder, 'hostile')
    with open(path, 'wb') as file:
        file.write(data)

    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS + 1))
        if 'asan' not in os.environ.get('CLIENTELE_BUILD', ''):
            resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))

    done = subprocess.run([PROGRAM, 'inspect', path, '--json', '--rows'], capture_output=True,
                          preexec_fn=limits, check=False)
    assert done.returncode in (0, 1), (name, done.returncode, done.stderr[-300:])
    if done.returncode == 1:
        assert done.stderr.startswith(b'clientele-cli inspect: '), (name, done.stderr)
        return None
    return json.loads(done.stdout)


@case
def the_base_is_read(folder):
    found = try_file(folder, 'base', book())
    assert found['sheets'][0]['text'] == 1 and found['sheets'][0]['sum'] == 1.5, found


@case
def hostile_workbooks(folder):
    cases = hostile()
    assert len(cases) >= 50, len(cases)
    wrong = []
    for name, (data, refused) in cases.items():
        start = time.process_time()
        found = try_file(folder, name, data)
        if refused is not None and refused != (found is None):
            wrong.append((name, found))
        print(f'# {name}: {"refused" if found is None else "read"}')
        assert time.process_time() - start < LIMIT_SECONDS
    assert not wrong, wrong
    assert not os.path.exists('/tmp/clientele-was-here')


@case
def cut_at_many_bytes(folder):
    data = book()
    for at in range(0, len(data), 23):
        try_file(folder, f'cut at {at}', data[:at])


@case
def bytes_changed(folder):
    """Seeded, so that a failure comes again."""
    generator = random.Random(20261118)
    stored = raw_zip([(n, t.encode(), len(t.encode()), None) for n, t in PARTS.items()])
    for number in range(120):
        data = bytearray(stored)
        for _ in range(generator.randrange(1, 6)):
            data[generator.randrange(len(data))] = generator.randrange(256)
        try_file(folder, f'change {number}', bytes(data))


@case
def hostile_texts(folder):
    quote = b'"' * 3000000
    lines = b'"a,b\n' * 600000
    cases = {
        'delimiters only': b',' * 3000000,
        'marks only': quote,
        'a mark before every line': lines,
        'a mark that never closes': b'a,b\n1,"' + b'x,\n' * 1000000,
        'marks and delimiters': b'",' * 1500000,
        'one line': b'x' * 5000000,
        'line ends only': b'\r\n' * 2000000,
        'zeros': bytes(1000000),
        'zeros and commas': b'\0,' * 500000,
        'escapes': b'"\\"' * 1000000,
        'an odd UTF-16': b'\xff\xfe' + b'a\0,\0' * 100000 + b'x',
        'a table without end': b'<html><table><tr><td>' + b'<tr><td colspan=16384>x' * 20000,
        'spans': b'<table>' + b'<tr><td rowspan=16384 colspan=16384>x<td>y' * 20000,
        'tags that do not close': b'<html><table>' + b'<' * 1000000,
        'entities': b'<html><table><tr><td>' + b'&#x' * 500000,
        'an XML workbook of entities': b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
                                       b'<Workbook xmlns="urn:schemas-microsoft-com:office:'
                                       b'spreadsheet"><Worksheet/></Workbook>',
        'a statement of bars': '交易结算单 客户号：1\n资金状况\n'.encode() + b'|' * 300000,
        'a statement of colons': '交易结算单 客户号：1\n资金状况\n'.encode() + b':1' * 500000,
        'gzip of gzip': b'\x1f\x8b\x08' + bytes(40),
    }
    for name, data in cases.items():
        try_file(folder, name, data)


main()
