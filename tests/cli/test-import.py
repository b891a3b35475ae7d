# SPDX-License-Identifier: GPL-3.0-or-later
"""The import of every kind of file, on small files with one question each."""

import csv
import datetime
import gzip
import json
import os

from cli import case, cli, cli_json, main, query

TODAY = {'CLT_NOW': '1795000000'}  # 2026-11-18 in Shanghai
FUNDS = '交易日,投资者代码,入金,出金,上日结存,当日结存,投资者权益,平仓盈亏,手续费,成交手数'
TRADES = '交易日,投资者代码,投资者名称,交易所,合约,买卖,开平,投保,成交手数,成交价格,成交金额,手续费,交易所手续费,成交编号'
CLIENTS = ('资金账号,客户名称,客户类型,证件类型,证件号码,性别,出生日期,历法,手机,电子邮箱,地址,开户日期,销户日期,状态,'
           '风险等级,是否最低类别,投资者分类,评估日期,居间人编号,客服专员,投资顾问,短信同意,邮件同意,电话同意,备注')


def write(folder, name, *lines, encoding='utf-8'):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding=encoding, newline='') as target:
        target.write('\r\n'.join(lines) + '\r\n')
    return path


def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def make_branch(folder, accounts=('00812345', '00812346')):
    path = os.path.join(folder, 'b.clientele')
    if not os.path.exists(path):
        cli('new', path)
    clients = write(folder, 'clients.csv', '资金账号,客户名称,开户日期',
                    *(f'{account},客户{account},20200102' for account in accounts))
    cli('import', path, 'clients', clients)
    return path


def fields(record, **values):
    names = record.split(',')
    return ','.join(str(values.get(name, '')) for name in names)


def client(account, **values):
    return fields(CLIENTS, **{'资金账号': account, '客户名称': '测试甲', '开户日期': '20200102', **values})


def reasons(result, key='rejects'):
    return [(row['row'], row['reason'], row['column']) for row in result[key]]


@case
def clients_with_everything(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    staff = write(folder, 'staff.csv', '员工号,姓名,岗位', '9001,王专员,客服专员', '9002,李顾问,投资顾问')
    assert cli_json('import', path, 'staff', staff)['new'] == 2
    rows = write(folder, 'c.csv', CLIENTS, client(
        '00812345', 客户名称='测试（上海）', 客户类型='一般法人', 证件类型='营业执照', 证件号码='91310000X', 性别='女',
        出生日期='19600230', 历法='农历', 手机='13812345678', 电子邮箱='a@example.org', 地址='上海市浦东新区',
        风险等级='C4(积极型)', 是否最低类别='否', 投资者分类='专业投资者', 评估日期='2026-01-05', 居间人编号='J77',
        客服专员='王专员', 投资顾问='9002', 短信同意='是', 邮件同意='否', 备注='备：注'))
    result = cli_json('import', path, 'clients', rows, env=TODAY)
    assert (result['new'], result['rejected']) == (1, 0), result
    assert query(path, '''SELECT name, class, id_type, id_number, gender, birth_calendar, birth_year,
        birth_month, birth_day, birth_leap, phone, email, address, introducer, investor, note
        FROM client''') == [('测试（上海）', 'corporate', '营业执照', '91310000X', 'female', 'lunar', 1960,
                             2, 30, 0, '13812345678', 'a@example.org', '上海市浦东新区', 'J77',
                             'professional', '备：注')]
    assert query(path, 'SELECT level, lowest, assessed FROM grade') == [('C4', 0, day('2026-01-05'))]
    assert query(path, 'SELECT channel, given, valid_from FROM consent ORDER BY channel') == [
        ('email', 0, day('2020-01-02')), ('sms', 1, day('2020-01-02'))]
    assert query(path, '''SELECT number, relation, valid_from, valid_to FROM assignment
        JOIN staff ON staff.id = staff_id ORDER BY number''') == [
            ('9001', 'service', day('2020-01-02'), None), ('9002', 'adviser', day('2020-01-02'), None)]
    assert cli_json('import', path, 'clients', rows, env=TODAY)['same'] == 1


@case
def clients_change_only_what_the_file_says(folder):
    path = make_branch(folder)
    cli('import', path, 'clients', write(folder, 'a.csv', CLIENTS, client(
        '00812345', 手机='13812345678', 风险等级='C2', 评估日期='20250101', 短信同意='是')), env=TODAY)
    before = query(path, 'SELECT * FROM client ORDER BY id')
    result = cli_json('import', path, 'clients', write(folder, 'b.csv', CLIENTS, client(
        '00812345', 客户名称='测试乙', 手机='138****5678', 风险等级='C3', 评估日期='20260101', 短信同意='否')),
        env=TODAY)
    assert result['changed'] == 1, result
    assert query(path, "SELECT name, phone FROM client WHERE name LIKE '测试%'") == [('测试乙', '13812345678')]
    assert query(path, 'SELECT level FROM grade ORDER BY assessed') == [('C2',), ('C3',)]
    assert query(path, "SELECT given FROM consent ORDER BY id") == [(1,), (0,)]
    cli('undo', path)
    assert query(path, 'SELECT * FROM client ORDER BY id') == before


@case
def clients_with_two_accounts_are_one(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    rows = write(folder, 'c.csv', CLIENTS,
                 client('1001', 证件号码='110101199003070011', 开户日期='20190301', 销户日期='20200301'),
                 client('1002', 证件号码='110101199003070011', 开户日期='20190601'))
    assert cli_json('import', path, 'clients', rows)['new'] == 2
    assert query(path, 'SELECT count(*) FROM client') == [(1,)]
    assert query(path, 'SELECT opened, closed FROM spell') == [(day('2019-03-01'), None)]
    assert cli_json('import', path, 'clients', rows)['same'] == 2


@case
def clients_that_come_back_have_two_spells(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    for opened, closed in (('20190301', '20200301'), ('20210601', '')):
        cli('import', path, 'clients', write(folder, 'c.csv', CLIENTS, client(
            '1001', 开户日期=opened, 销户日期=closed)))
    assert query(path, 'SELECT opened, closed FROM spell ORDER BY opened') == [
        (day('2019-03-01'), day('2020-03-01')), (day('2021-06-01'), None)]


@case
def clients_are_rejected_with_reasons(folder):
    path = make_branch(folder)
    result = cli_json('import', path, 'clients', write(
        folder, 'c.csv', CLIENTS,
        client('2001', 开户日期='20200231'),
        client('2002', 客户名称=''),
        client('', 客户名称='测试'),
        client('1.23E+17'),
        client('2003', 销户日期='20190101'),
        client('2004', 风险等级='C9'),
        client('2005', 开户日期=''),
        client('2006', 出生日期='19991340'),
        client('2007'), client('2007'),
        client('2008'), client('2008', 客户名称='测试乙'),
        '2009,测试'), expect=1)
    assert reasons(result) == [
        (2, 'bad_date', '开户日期'), (3, 'missing_value', '客户名称'), (4, 'missing_value', '资金账号'),
        (5, 'account_scientific', '资金账号'), (6, 'bad_range', '销户日期'), (7, 'bad_value', '风险等级'),
        (8, 'missing_value', '开户日期'), (9, 'bad_date', '出生日期'),
        (12, 'duplicate_conflict', '资金账号'), (13, 'duplicate_conflict', '资金账号'),
        (14, 'field_count', '')], reasons(result)
    assert reasons(result, 'skips') == [(11, 'duplicate_identical', '')]
    assert (result['rows'], result['new']) == (13, 1)


@case
def no_secret_stands_in_what_is_told(folder):
    path = make_branch(folder)
    rows = write(folder, 'c.csv', CLIENTS, client('2001', 证件号码='1.1010E+17'),
                 client('2002', 手机='13812345678', 开户日期='x'))
    out, err = cli('import', path, 'clients', rows, expect=1)
    for secret in ('1.1010', '13812345678'):
        assert secret not in out + err


@case
def extra_columns_are_kept_if_wanted(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    rows = write(folder, 'c.csv', '资金账号,客户名称,开户日期,客户经理评级,来源', '1001,甲,20200102,A,展会',
                 '1002,乙,20200102,,网络')
    cli('import', path, 'clients', rows, '--keep-extra')
    assert query(path, 'SELECT field, value FROM client_extra ORDER BY client_id, field') == [
        ('客户经理评级', 'A'), ('来源', '展会'), ('来源', '网络')]


@case
def staff_and_relations(folder):
    path = make_branch(folder)
    rows = write(folder, 's.csv', '员工号,姓名,客户号,客户名称,关系,生效日期,失效日期,分成比例,备注',
                 '9001,王专员,00812345,甲,服务,20200102,20210630,,',
                 '9002,李开发,00812345,甲,开发,20200102,,50%,介绍',
                 '9001,王专员,99999999,丙,服务,20200102,,,',
                 '9001,王专员,00812346,乙,服务,20200102,20190101,,',
                 '9001,王专员,00812346,乙,服务,,,,',
                 '9001,王专员,00812345,甲,服务,20200102,20210630,,')
    result = cli_json('import', path, 'staff', rows, expect=1)
    assert reasons(result) == [(4, 'unknown_account', '客户号'), (5, 'bad_range', '失效日期'),
                               (6, 'missing_value', '生效日期')], result
    assert (result['new'], result['skipped']) == (2, 1), result
    assert query(path, '''SELECT number, relation, valid_from, valid_to, share, assignment.note
        FROM assignment JOIN staff ON staff.id = staff_id ORDER BY number''') == [
            ('9001', 'service', day('2020-01-02'), day('2021-06-30'), 1.0, ''),
            ('9002', 'development', day('2020-01-02'), None, 0.5, '介绍')]
    ended = write(folder, 'e.csv', '员工号,姓名,客户号,关系,生效日期,失效日期',
                  '9002,李开发,00812345,开发,20200102,20251231')
    assert cli_json('import', path, 'staff', ended)['changed'] == 1
    assert query(path, "SELECT valid_to FROM assignment WHERE relation = 'development'") == [
        (day('2025-12-31'),)]
    cli('undo', path)
    cli('undo', path)
    assert query(path, 'SELECT count(*) FROM staff') == [(0,)]


@case
def trades_of_a_counter(folder):
    path = make_branch(folder)
    rows = write(folder, 't.csv', '成交明细', '', TRADES,
                 '20261118,00812345,测试甲,上期所,rb2701,买,开,投,5,"3,120.000","156,000.00",31.20,18.72,104233',
                 '20261118,00812345,测试甲,大商所,i2701,卖,平今,保,3,778.5,"233,550.00",46.71,28.00,104871',
                 ',,,,,,,,,,,,,',
                 '合计,,,,,,,,8,,"389,550.00",77.91,46.72,', encoding='gb18030')
    result = cli_json('import', path, 'trades', rows)
    assert (result['rows'], result['new'], result['totals']) == (2, 2, 'match'), result
    assert query(path, '''SELECT exchange, number, side, effect, hedge, contract, lots, price, turnover,
        commission, exchange_fee, second FROM trade ORDER BY number''') == [
            ('SHFE', '104233', 'buy', 'open', 'speculation', 'rb2701', 5, 3120000, 15600000, 3120,
             1872, None),
            ('DCE', '104871', 'sell', 'close_today', 'hedge', 'i2701', 3, 778500, 23355000, 4671,
             2800, None)]
    assert cli_json('import', path, 'trades', rows)['same'] == 2


@case
def trades_of_the_other_counter(folder):
    path = make_branch(folder)
    header = ('交易日期,营业部代码,营业部,客户号,客户名称,交易所,品种,交割期,成交手数,每手数量,成交价格,成交数量,成交金额,'
              '买卖标志,投保标志,开平标志,手续费,上交手续费,留存手续费,附加费1,附加费2,成交时间,强平标志')
    row = '20261118,0012,示例,00812345,甲,郑州商品交易所,AP,701,1,10,9000,10,90000,{},投机,平仓,5,,2,0,0,{},{}'
    rows = write(folder, 't.csv', header, row.format('卖出', '21:05:33', '否'),
                 row.format('卖出', '21:05:33', '否'), row.format('买入', '0.5', '是'))
    result = cli_json('import', path, 'trades', rows)
    assert result['new'] == 3, result
    assert query(path, '''SELECT exchange, number, side, effect, contract, lots, commission,
        exchange_fee, second FROM trade ORDER BY number''') == [
            ('CZCE', '#1', 'sell', 'close', 'AP701', 1, 500, 300, 75933),
            ('CZCE', '#2', 'sell', 'close', 'AP701', 1, 500, 300, 75933),
            ('CZCE', '#3', 'buy', 'forced', 'AP701', 1, 500, 300, 43200)]
    assert cli_json('import', path, 'trades', rows)['same'] == 3


@case
def trades_are_rejected_with_reasons(folder):
    path = make_branch(folder)
    good = '20261118,00812345,甲,上期所,rb2701,买,开,投,5,3120,156000,31.20,18.72,{}'
    rows = write(folder, 't.csv', TRADES, good.format(1),
                 good.format(2).replace('买', '借'), good.format(3).replace(',5,', ',0,'),
                 good.format(4).replace('00812345', '99999999'), good.format(5).replace('3120', '3120.0001'),
                 good.format(6), good.format(6), good.format(7), good.format(7).replace(',5,', ',6,'),
                 good.format(8).replace('20261118', '20261131'))
    result = cli_json('import', path, 'trades', rows, expect=1)
    assert reasons(result) == [
        (3, 'bad_value', '买卖'), (4, 'bad_value', '成交手数'), (5, 'unknown_account', '投资者代码'),
        (6, 'bad_value', '成交价格'), (9, 'duplicate_conflict', '成交编号'),
        (10, 'duplicate_conflict', '成交编号'), (11, 'bad_date', '交易日')], result
    assert (result['new'], result['skipped']) == (2, 1)
    assert query(path, 'SELECT number FROM trade ORDER BY number') == [('1',), ('6',)]
    cli('undo', path)
    assert query(path, 'SELECT count(*) FROM trade') == [(0,)]


@case
def calendars(folder):
    path = os.path.join(folder, 'b.clientele')
    cli('new', path)
    for number, (lines, new) in enumerate([
            (['20260105', '20260106'], 2), (['trade_date', '2026-01-07', '2026/01/08'], 2),
            (['["20260109",', '"20260112", "20260106"]'], 2), (['日期,说明', '20260113,周二'], 1)]):
        result = cli_json('import', path, 'calendar', write(folder, f'{number}.txt', *lines))
        assert (result['new'], result['rejected']) == (new, 0), result
    assert [row[0] for row in query(path, 'SELECT day FROM trading_day ORDER BY day')] == [
        day(f'2026-01-{d:02d}') for d in (5, 6, 7, 8, 9, 12, 13)]
    result = cli_json('import', path, 'calendar', write(folder, 'x.txt', '20260230', '20260114'), expect=1)
    assert reasons(result) == [(1, 'bad_date', '')] or reasons(result)[0][:2] == (1, 'bad_date')


def funds(date, account, opening, lots=1):
    return f'{date},{account},0,0,{opening},{opening},{opening},0,0,{lots}'


@case
def funds_replace_and_warn(folder):
    path = make_branch(folder)
    first = write(folder, '1.csv', FUNDS, funds(20261117, '00812345', 100), funds(20261118, '00812345', 100))
    assert cli_json('import', path, 'funds', first)['new'] == 2
    second = write(folder, '2.csv', FUNDS, funds(20261118, '00812345', 120, 3), funds(20261121, '00812345', 120))
    result = cli_json('import', path, 'funds', second)
    assert (result['new'], result['changed']) == (1, 1), result
    assert result['warnings'] == 2, result['notes']  # the chain breaks once; 2026-11-21 is a Saturday
    assert query(path, 'SELECT day, balance, lots FROM funds_daily ORDER BY day') == [
        (day('2026-11-17'), 10000, 1), (day('2026-11-18'), 12000, 3), (day('2026-11-21'), 12000, 1)]
    cli('undo', path)
    assert query(path, 'SELECT day, balance, lots FROM funds_daily ORDER BY day') == [
        (day('2026-11-17'), 10000, 1), (day('2026-11-18'), 10000, 1)]


@case
def funds_keep_optional_columns_where_they_say_something(folder):
    path = make_branch(folder)
    header = FUNDS + ',币种,市值权益,质押金额,权利金收入,权利金支出'
    rows = write(folder, 'f.csv', header,
                 funds(20261117, '00812345', 100) + ',人民币,100,0,0,0',
                 '20261117,00812346,0,0,100,90,90,0,0,1,CNY,95.50,0,0,10',
                 '20261117,00812346,0,0,100,90,90,0,0,1,USD,95.50,0,0,10')
    result = cli_json('import', path, 'funds', rows, expect=1)
    assert reasons(result) == [(4, 'other_currency', '币种')], result
    assert query(path, 'SELECT market_equity, pledge, premium_in, premium_out FROM funds_extra') == [
        (9550, None, None, 1000)]
    cli('undo', path)
    assert query(path, 'SELECT count(*) FROM funds_extra') == [(0,)]


@case
def a_mapping_is_remembered(folder):
    path = make_branch(folder)
    header = '营业日,号码,入金,出金,期初,期末,权益,平仓盈亏,手续费,成交手数'
    first = write(folder, '1.csv', header, funds(20261117, '00812345', 100))
    _, err = cli('import', path, 'funds', first, expect=1)
    assert '交易日' in err and '投资者代码' in err, err
    cli('import', path, 'funds', first, '--map', '营业日=day', '--map', '号码=account', '--map', '期初=opening',
        '--map', '期末=balance')
    second = write(folder, '2.csv', header, funds(20261118, '00812345', 100))
    assert cli_json('import', path, 'funds', second)['new'] == 1
    _, err = cli('import', path, 'funds', second, '--map', '无此列=day', expect=1)
    assert '无此列' in err


@case
def constants_profiles_and_date_orders(folder):
    path = make_branch(folder)
    rows = write(folder, '1.csv', FUNDS.removeprefix('交易日,'), funds('', '00812345', 100).removeprefix(','))
    cli('import', path, 'funds', rows, '--set', 'day=20261117', '--profile', '日报')
    assert query(path, 'SELECT name FROM import_profile WHERE kind = \'funds\'') == [('日报',)]
    rows = write(folder, '2.csv', FUNDS, funds('18/11/2026', '00812345', 100))
    assert reasons(cli_json('import', path, 'funds', rows, expect=1)) == [(2, 'bad_date', '交易日')]
    assert cli_json('import', path, 'funds', rows, '--dates', 'dmy')['new'] == 1
    cli('import', path, 'funds', rows, '--dates', 'ymd', expect=2)
    cli('import', path, 'nonsense', rows, expect=2)


@case
def funds_from_standard_input_and_gzip(folder):
    path = make_branch(folder)
    text = FUNDS + '\n' + funds(20261117, '00812345', 100) + '\n'
    assert cli_json('import', path, 'funds', '-', stdin=text)['new'] == 1
    packed = os.path.join(folder, 'f.csv.gz')
    with gzip.open(packed, 'wt', encoding='gb18030') as target:
        target.write(text.replace('20261117', '20261118'))
    assert cli_json('import', path, 'funds', packed)['new'] == 1


@case
def duplicates_far_apart_in_a_large_file(folder):
    """The file does not fit the buffer (262,144 rows), so its parts meet only in the branch."""
    accounts = [f'{number:08d}' for number in range(1, 3001)]
    path = make_branch(folder, accounts)
    start = datetime.date(2026, 1, 1)
    days = [(start + datetime.timedelta(n)).strftime('%Y%m%d') for n in range(100)]
    lines = [funds(date, account, 100) for date in days for account in accounts]
    # the first part stores them, the last part meets them again
    again = len(lines)
    lines.append(lines[10])                                             # the same
    lines.append(funds(days[0], accounts[20], 100, lots=2))             # another
    lines.append(funds(days[0], accounts[30], 100))                     # the same, then another
    lines.append(funds(days[0], accounts[30], 100, lots=2))
    rows = write(folder, 'f.csv', FUNDS, *lines)
    result = cli_json('import', path, 'funds', rows, expect=1)
    assert reasons(result, 'skips') == [(again + 2, 'duplicate_identical', '')], result['skips']
    assert [row[:2] for row in reasons(result)] == [
        (line, 'duplicate_conflict') for line in (22, 32, again + 3, again + 4, again + 5)], result['rejects']
    assert (result['rows'], result['new']) == (again + 4, again - 2)
    assert query(path, 'SELECT count(*), sum(lots) FROM funds_daily') == [(again - 2, again - 2)]
    assert cli_json('check', path)['ok'] is True
    cli('undo', path)
    assert query(path, 'SELECT count(*) FROM funds_daily') == [(0,)]


@case
def appended_days_sum_up_like_a_rebuild(folder):
    """What the import sums up on the way equals what is read from the rows (redo rebuilds)."""
    path = make_branch(folder)
    tables = 'SELECT * FROM account_month ORDER BY month, account_id'
    start = datetime.date(2026, 1, 20)
    for step in (0, 1, 5, 40, 41, 120):
        date = (start + datetime.timedelta(step)).strftime('%Y%m%d')
        rows = write(folder, 'f.csv', FUNDS, *(funds(date, account, 100 + step, lots=step % 2)
                                               for account in ('00812345', '00812346')[step % 3 // 2:]))
        cli('import', path, 'funds', rows)
        fed = query(path, tables)
        cli('undo', path)
        cli('redo', path)
        assert query(path, tables) == fed, step


@case
def what_cannot_be_read_changes_nothing(folder):
    path = make_branch(folder)
    before = query(path, 'SELECT count(*) FROM action')
    empty = write(folder, 'empty.csv')
    for source in (empty, os.path.join(folder, 'missing.csv'), write(folder, 'x.csv', 'a,b,c', '1,2,3')):
        _, err = cli('import', path, 'funds', source, expect=1)
        assert err.startswith('clientele-cli import: '), err
    assert query(path, 'SELECT count(*) FROM action') == before


@case
def rejects_come_back_as_a_file(folder):
    path = make_branch(folder)
    rejects = os.path.join(folder, 'r.csv')
    rows = write(folder, 'f.csv', FUNDS, funds(20261117, '00812345', 100),
                 '20261118,00812345,0,0,"1,000.00",900,900,0,0,1', '20261118,"0081""x",0,0,1,1,1,0,0,1,9')
    cli('import', path, 'funds', rows, '--rejects', rejects, expect=1)
    with open(rejects, 'rb') as source:
        assert source.read(3) == b'\xef\xbb\xbf'
    with open(rejects, encoding='utf-8-sig', newline='') as source:
        table = list(csv.reader(source))
    assert table == [FUNDS.split(',') + ['row', 'column', 'reason'],
                     ['20261118', '00812345', '0', '0', '1,000.00', '900', '900', '0', '0', '1', '3', '当日结存',
                      'identity'],
                     ['20261118', '0081"x', '0', '0', '1', '1', '1', '0', '0', '1', '4', '', 'field_count', '9']]
    # rejected again, the file grows no further columns
    again = os.path.join(folder, 'r2.csv')
    cli('import', path, 'funds', rejects, '--rejects', again, expect=1)
    with open(again, encoding='utf-8-sig', newline='') as source:
        assert next(csv.reader(source)) == table[0]


@case
def json_has_the_promised_shape(folder):
    path = make_branch(folder)
    rows = write(folder, 'f.csv', FUNDS, funds(20261117, '00812345', 100))
    out, _ = cli('import', path, 'funds', rows, '--json')
    result = json.loads(out)
    for key in ('kind', 'rows', 'new', 'changed', 'same', 'skipped', 'rejected', 'totals', 'rejects', 'batch'):
        assert key in result, key
    assert isinstance(result['batch'], int) and result['totals'] is None
    assert query(path, f'SELECT name FROM action WHERE id = {result["batch"]}') == [('import.funds',)]


@case
def months_do_not_depend_on_the_order_of_imports(folder):
    """Trades may come before the funds of their day, after them, or after later days."""
    accounts = ('00812345', '00812346')
    days = (20261030, 20261102, 20261103, 20261118)
    facts = [('funds', FUNDS, [funds(d, accounts[i], 100 + i, 0) for d in days[i:]]) for i in range(2)]
    trades = [f'{d},{a},甲,上期所,rb2701,买,开,投,1,3200,32000,3.2,1.1,{d}{a[-1]}'
              for d, a in ((20261030, accounts[0]), (20261102, accounts[1]), (20261118, accounts[0]))]
    facts += [('trades', TRADES, trades[:2]), ('trades', TRADES, trades[2:])]
    months = set()
    for number, order in enumerate(((0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2))):
        inner = os.path.join(folder, str(number))
        os.mkdir(inner)
        path = make_branch(inner, accounts)
        for place in order:
            kind, header, lines = facts[place]
            cli('import', path, kind, write(inner, f'{place}.csv', header, *lines))
        months.add(str(query(path, 'SELECT * FROM account_month ORDER BY month, account_id')))
        cli('check', path)
    assert len(months) == 1, months


main()
