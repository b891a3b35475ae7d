/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-answer-columns.h"
#include "core/exchange/clt-import-callbacks.h"
#include "core/exchange/clt-import-private.h"
#include "core/exchange/clt-training-fields.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Header names as brokers, counters and our own exports write them (domain 4.1, 4.2), compared
 * after clt_text_normalize_header(). The first of each is the name that we suggest. */

static const CltImportField client_fields[CLT_N_CLIENT_FIELDS] = {
  { "account", N_ ("Account"), CLT_FIELD_ACCOUNT, TRUE,
    "资金账号|资金帐号|资金账户|投资者代码|投资者编号|投资者账号|客户号|客户编号|客户代码|"
    "内部资金账户|"
    "account|accountno|accountnumber|fundaccount|clientno|investorid" },
  { "name", N_ ("Name"), CLT_FIELD_TEXT, TRUE,
    "客户名称|客户姓名|投资者名称|投资者姓名|姓名|名称|户名|name|clientname|investorname" },
  { "class", N_ ("Client class"), CLT_FIELD_CHOICE, FALSE,
    "客户类型|投资者类型|客户类别|客户性质|class|clientclass|clienttype" },
  { "id_type", N_ ("Kind of identity document"), CLT_FIELD_TEXT, FALSE,
    "证件类型|证件种类|idtype" },
  { "id_number", N_ ("Identity number"), CLT_FIELD_TEXT, FALSE,
    "证件号码|证件号|证件编号|身份证号|身份证号码|身份证|idnumber|idno" },
  { "gender", N_ ("Gender"), CLT_FIELD_CHOICE, FALSE, "性别|gender|sex" },
  { "birthday", N_ ("Birthday"), CLT_FIELD_TEXT, FALSE,
    "出生日期|生日|出生年月日|birthday|birthdate|dateofbirth" },
  { "birth_calendar", N_ ("Calendar of the birthday"), CLT_FIELD_CHOICE, FALSE,
    "历法|生日历法|生日类型|birthcalendar|calendar" },
  { "phone", N_ ("Phone"), CLT_FIELD_TEXT, FALSE,
    "手机|手机号|手机号码|移动电话|联系电话|电话|phone|mobile|telephone" },
  { "email", N_ ("E-mail"), CLT_FIELD_TEXT, FALSE,
    "电子邮箱|邮箱|电子邮件|邮箱地址|e-mail|email|mail" },
  { "address", N_ ("Address"), CLT_FIELD_TEXT, FALSE,
    "地址|联系地址|通讯地址|住址|家庭地址|address" },
  { "opened", N_ ("Opened on"), CLT_FIELD_DATE, TRUE,
    "开户日期|开户日|开户时间|opened|openedon|opendate|openingdate" },
  { "closed", N_ ("Closed on"), CLT_FIELD_DATE, FALSE,
    "销户日期|销户日|销户时间|closed|closedon|closedate|closingdate" },
  { "status", N_ ("Status"), CLT_FIELD_TEXT, FALSE, "状态|客户状态|账户状态|status" },
  { "grade", N_ ("Risk grade"), CLT_FIELD_CHOICE, FALSE,
    "风险等级|风险承受能力|风险承受能力等级|适当性等级|风险级别|grade|riskgrade|risklevel" },
  { "lowest", N_ ("Lowest class"), CLT_FIELD_BOOL, FALSE,
    "是否最低类别|最低类别|风险承受能力最低类别|lowest|lowestclass" },
  { "investor", N_ ("Ordinary or professional"), CLT_FIELD_CHOICE, FALSE,
    "投资者分类|投资者类别|交易者分类|普通/专业|investor|investorcategory" },
  { "assessed", N_ ("Assessed on"), CLT_FIELD_DATE, FALSE,
    "评估日期|测评日期|风险评估日期|评级日期|assessed|assessedon" },
  { "introducer", N_ ("Introducer"), CLT_FIELD_TEXT, FALSE,
    "居间人编号|居间人|居间人名称|居间人姓名|introducer" },
  { "specialist", N_ ("Specialist"), CLT_FIELD_TEXT, FALSE,
    "客服专员|客服|专员|服务人员|客户经理|specialist" },
  { "adviser", N_ ("Adviser"), CLT_FIELD_TEXT, FALSE, "投资顾问|投顾|顾问|adviser|advisor" },
  { "consent_sms", N_ ("Consent to SMS"), CLT_FIELD_BOOL, FALSE,
    "短信同意|同意短信|是否同意短信|短信许可|smsconsent|consentsms" },
  { "consent_email", N_ ("Consent to e-mail"), CLT_FIELD_BOOL, FALSE,
    "邮件同意|同意邮件|是否同意邮件|邮件许可|emailconsent|consentemail" },
  { "consent_phone", N_ ("Consent to calls"), CLT_FIELD_BOOL, FALSE,
    "电话同意|同意电话|是否同意电话|电话许可|phoneconsent|consentphone" },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, FALSE, "备注|说明|note|notes|remark" },
};

static const CltImportField staff_fields[CLT_N_STAFF_FIELDS] = {
  { "number", N_ ("Staff number"), CLT_FIELD_TEXT, TRUE,
    "员工号|员工编号|工号|人员编号|员工代码|staffno|staffnumber|employeeno" },
  { "name", N_ ("Name of the person"), CLT_FIELD_TEXT, FALSE,
    "员工姓名|员工名称|人员姓名|姓名|名称|name|staffname" },
  { "role", N_ ("Role"), CLT_FIELD_CHOICE, FALSE, "角色|岗位|职务|职位|role|position" },
  { "branch", N_ ("Branch"), CLT_FIELD_TEXT, FALSE,
    "营业部|营业部名称|所属营业部|部门|组织架构名称|branch|department" },
  { "phone", N_ ("Phone"), CLT_FIELD_TEXT, FALSE,
    "手机|手机号|手机号码|联系电话|电话|phone|mobile" },
  { "email", N_ ("E-mail"), CLT_FIELD_TEXT, FALSE, "电子邮箱|邮箱|电子邮件|e-mail|email" },
  { "licence", N_ ("Qualification number"), CLT_FIELD_TEXT, FALSE,
    "投资咨询资格编号|咨询资格编号|从业资格编号|从业资格号|资格证号|资格编号|licence|license" },
  { "entered", N_ ("Entered on"), CLT_FIELD_DATE, FALSE,
    "入职日期|入职时间|入司日期|entered|entrydate" },
  { "left", N_ ("Left on"), CLT_FIELD_DATE, FALSE, "离职日期|离职时间|离司日期|left|leavedate" },
  { "note", N_ ("Note"), CLT_FIELD_TEXT, FALSE, "备注|说明|note|remark" },
  { "account", N_ ("Account of the client"), CLT_FIELD_ACCOUNT, FALSE,
    "客户号|客户编号|客户代码|资金账号|资金帐号|资金账户|投资者代码|account|clientno|investorid" },
  { "from", N_ ("Valid from"), CLT_FIELD_DATE, FALSE,
    "生效日期|开始日期|起始日期|生效日|from|validfrom|startdate" },
  { "to", N_ ("Valid to"), CLT_FIELD_DATE, FALSE,
    "失效日期|结束日期|终止日期|失效日|to|validto|enddate" },
  { "relation", N_ ("Relation"), CLT_FIELD_CHOICE, FALSE,
    "关系|关系类型|关系类别|人员关系|relation|relationkind" },
  { "share", N_ ("Share ratio"), CLT_FIELD_PERCENT, FALSE,
    "分成比例|分配比例|占比|比例|share|shareratio" },
};

static const CltImportField funds_fields[CLT_N_FUNDS_FIELDS] = {
  { "day", N_ ("Trading day"), CLT_FIELD_DATE, TRUE,
    "交易日|交易日期|日期|结算日期|结算日|业务日期|tradingday|tradeday|date|day" },
  { "account", N_ ("Account"), CLT_FIELD_ACCOUNT, TRUE,
    "投资者代码|资金账号|资金帐号|资金账户|客户号|客户编号|客户代码|投资者编号|投资者账号|"
    "内部资金账户|"
    "客户期货期权内部资金账户|account|accountid|investorid|fundaccount|clientno" },
  { "currency", N_ ("Currency"), CLT_FIELD_TEXT, FALSE, "币种|币种代码|货币|currency" },
  { "deposit", N_ ("Deposit"), CLT_FIELD_MONEY, FALSE, "入金|入金金额|当日入金|存入|deposit" },
  { "withdrawal", N_ ("Withdrawal"), CLT_FIELD_MONEY, FALSE,
    "出金|出金金额|当日出金|取出|withdrawal|withdraw" },
  { "opening", N_ ("Balance brought forward"), CLT_FIELD_MONEY, TRUE,
    "上日结存|期初结存|昨日结存|上日余额|上日结存资金|openingbalance|opening|balanceb/"
    "f|prebalance" },
  { "balance", N_ ("Balance carried forward"), CLT_FIELD_MONEY, TRUE,
    "当日结存|期末结存|今日结存|本日结存|当日余额|当日结存资金|balance|closingbalance|balancec/f" },
  { "equity", N_ ("Equity"), CLT_FIELD_MONEY, TRUE,
    "投资者权益|客户权益|权益|当日权益|期末权益|动态权益|总权益|equity|clientequity" },
  { "realized", N_ ("Realized profit and loss"), CLT_FIELD_MONEY, FALSE,
    "平仓盈亏|平盈|盯市平仓盈亏|平仓盈亏(盯市)|realized|realizedp/l|closeprofit" },
  { "position_pl", N_ ("Position profit and loss"), CLT_FIELD_MONEY, FALSE,
    "持仓盈亏|持仓盯市盈亏|盯市盈亏|持盈|持仓盈亏(盯市)|positionp/l|mtmp/l|positionprofit" },
  { "commission", N_ ("Commission"), CLT_FIELD_MONEY, FALSE,
    "手续费|当日手续费|总手续费|佣金|交易手续费|commission|fee" },
  { "exchange_fee", N_ ("Exchange part"), CLT_FIELD_MONEY, FALSE,
    "上交手续费|上缴手续费|交易所手续费|上交交易所手续费|exchangefee|exchangecommission" },
  { "retained", N_ ("Retained commission"), CLT_FIELD_MONEY, FALSE,
    "留存手续费|净手续费|公司留存|留存|手续费留存|retained|retainedcommission" },
  { "margin", N_ ("Margin"), CLT_FIELD_MONEY, FALSE,
    "保证金占用|占用保证金|保证金|持仓保证金|公司保证金|总保证金|margin|marginoccupied" },
  { "exchange_margin", N_ ("Exchange margin"), CLT_FIELD_MONEY, FALSE,
    "交易所保证金|上交保证金|上缴保证金|exchangemargin" },
  { "available", N_ ("Available funds"), CLT_FIELD_MONEY, FALSE,
    "可用资金|可用|可用余额|可用金额|available|fundavail." },
  { "lots", N_ ("Lots"), CLT_FIELD_INTEGER, FALSE, "成交手数|手数|成交量|总成交量|lots|volume" },
  { "market_equity", N_ ("Market-value equity"), CLT_FIELD_MONEY, FALSE,
    "市值权益|marketequity|marketvalue(equity)" },
  { "pledge", N_ ("Pledge"), CLT_FIELD_MONEY, FALSE, "质押金额|质押金|质押|pledge|pledgeamount" },
  { "premium_in", N_ ("Premium received"), CLT_FIELD_MONEY, FALSE,
    "权利金收入|premiumin|premiumreceived" },
  { "premium_out", N_ ("Premium paid"), CLT_FIELD_MONEY, FALSE,
    "权利金支出|premiumout|premiumpaid" },
  { "exercise_pl", N_ ("Exercise profit and loss"), CLT_FIELD_MONEY, FALSE,
    "行权盈亏|期权执行盈亏|exercisep/l" },
  { "exercise_fee", N_ ("Exercise fee"), CLT_FIELD_MONEY, FALSE, "行权手续费|exercisefee" },
  { "delivery_fee", N_ ("Delivery fee"), CLT_FIELD_MONEY, FALSE, "交割手续费|deliveryfee" },
  { "pledge_change", N_ ("Change of pledge"), CLT_FIELD_MONEY, FALSE,
    "质押变化金额|质押变化|chginpledgeamt" },
};

static const CltImportField trade_fields[CLT_N_TRADE_FIELDS] = {
  { "day", N_ ("Trading day"), CLT_FIELD_DATE, TRUE,
    "交易日|交易日期|成交日期|日期|结算日期|tradingday|tradedate|date|day" },
  { "account", N_ ("Account"), CLT_FIELD_ACCOUNT, TRUE,
    "投资者代码|客户号|资金账号|资金帐号|资金账户|客户编号|客户代码|投资者编号|投资者账号|"
    "内部资金账户|"
    "account|accountid|investorid|clientno" },
  { "currency", N_ ("Currency"), CLT_FIELD_TEXT, FALSE, "币种|币种代码|货币|currency" },
  { "exchange", N_ ("Exchange"), CLT_FIELD_TEXT, TRUE,
    "交易所|交易所代码|交易所名称|市场|exchange|exchangeid" },
  { "contract", N_ ("Contract"), CLT_FIELD_TEXT, FALSE,
    "合约|合约代码|合约编号|contract|instrument|instrumentid" },
  { "product", N_ ("Product"), CLT_FIELD_TEXT, FALSE, "品种|品种代码|产品|product|productid" },
  { "delivery", N_ ("Delivery month"), CLT_FIELD_TEXT, FALSE, "交割期|交割月|交割月份|delivery" },
  { "side", N_ ("Buy or sell"), CLT_FIELD_CHOICE, TRUE,
    "买卖|买/卖|买卖标志|买卖方向|方向|side|direction|b/s" },
  { "effect", N_ ("Open or close"), CLT_FIELD_CHOICE, TRUE,
    "开平|开/平|开平标志|开平仓|offset|effect|o/c" },
  { "hedge", N_ ("Speculation or hedge"), CLT_FIELD_CHOICE, FALSE,
    "投保|投/保|投保标志|投机套保|投机套保标志|hedge|hedgeflag|s/h" },
  { "lots", N_ ("Lots"), CLT_FIELD_INTEGER, TRUE, "成交手数|手数|成交量|lots|volume" },
  { "price", N_ ("Price"), CLT_FIELD_PRICE, TRUE, "成交价格|成交价|价格|price" },
  { "turnover", N_ ("Turnover"), CLT_FIELD_MONEY, FALSE, "成交金额|成交额|turnover" },
  { "commission", N_ ("Commission"), CLT_FIELD_MONEY, FALSE, "手续费|佣金|commission|fee" },
  { "exchange_fee", N_ ("Exchange part"), CLT_FIELD_MONEY, FALSE,
    "上交手续费|上缴手续费|交易所手续费|exchangefee" },
  { "retained", N_ ("Retained commission"), CLT_FIELD_MONEY, FALSE,
    "留存手续费|净手续费|retained" },
  { "realized", N_ ("Realized profit and loss"), CLT_FIELD_MONEY, FALSE,
    "平仓盈亏|平盈|盯市平仓盈亏|realized|realizedp/l|closeprofit" },
  { "number", N_ ("Trade number"), CLT_FIELD_TEXT, FALSE,
    "成交编号|成交序号|成交号|成交单号|tradeid|tradeno|trans.no." },
  { "time", N_ ("Time"), CLT_FIELD_TEXT, FALSE, "成交时间|时间|tradetime|time" },
  { "forced", N_ ("Forced liquidation"), CLT_FIELD_BOOL, FALSE, "强平标志|强平|forced" },
};

static const CltImportField calendar_fields[CLT_N_CALENDAR_FIELDS] = {
  { "day", N_ ("Trading day"), CLT_FIELD_DATE, TRUE,
    "交易日|交易日期|日期|tradingday|tradedate|trade_date|date|day|cal_date" },
};

static const CltImportKind kind_clients = {
  "clients",
  N_ ("Clients"),
  client_fields,
  G_N_ELEMENTS (client_fields),
};
static const CltImportKind kind_staff = {
  "staff",
  N_ ("Staff and assignments"),
  staff_fields,
  G_N_ELEMENTS (staff_fields),
};
static const CltImportKind kind_funds = {
  "funds",
  N_ ("Daily funds"),
  funds_fields,
  G_N_ELEMENTS (funds_fields),
};
static const CltImportKind kind_trades = {
  "trades",
  N_ ("Trades"),
  trade_fields,
  G_N_ELEMENTS (trade_fields),
};
static const CltImportKind kind_statement = {
  "statement",
  N_ ("Settlement statement"),
  NULL,
  0,
};
static const CltImportKind kind_calendar = {
  "calendar",
  N_ ("Trading calendar"),
  calendar_fields,
  G_N_ELEMENTS (calendar_fields),
};

static const CltImportKind *const kinds[] = {
  &kind_clients,
  &kind_staff,
  &kind_funds,
  &kind_trades,
  &kind_statement,
  &kind_calendar,
  &clt_import_kind_courses,
  &clt_import_kind_sessions,
  &clt_import_kind_enrolments,
  &clt_import_kind_attendance,
  &clt_import_kind_marks,
  &clt_import_kind_results,
  &clt_import_kind_callbacks,
  &clt_import_kind_answers,
  &clt_import_kind_complaints,
  NULL,
};

const CltImportKind *const *
clt_import_kinds (void)
{
  return kinds;
}

const CltImportKind *
clt_import_kind_find (const char *name)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i]->name, name))
      return kinds[i];
  return NULL;
}

/* The place of @name among the synonyms of @field, -1: none of them. */
static int
find_synonym (const CltImportField *field, const char *name)
{
  gsize length = strlen (name);
  int rank = 0;

  if (length == 0)
    return -1;
  for (const char *p = field->synonyms; p != NULL; rank++)
    {
      const char *end = p + strcspn (p, "|");

      if ((gsize) (end - p) == length && memcmp (p, name, length) == 0)
        return rank;
      p = *end == '\0' ? NULL : end + 1;
    }
  return -1;
}

static int
match_name (const CltImportKind *kind, const char *name, int *rank)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      *rank = find_synonym (&kind->fields[i], name);
      if (*rank >= 0)
        return i;
    }
  return -1;
}

int
clt_import_kind_match (const CltImportKind *kind, const char *normalized, int *rank)
{
  int field = match_name (kind, normalized, rank);
  const char *bracket = strchr (normalized, '(');

  /* a unit may stand behind the name: 入金(元) */
  if (field < 0 && bracket != NULL)
    {
      g_autofree char *bare = g_strndup (normalized, bracket - normalized);

      field = match_name (kind, bare, rank);
    }
  return field;
}

int
clt_import_kind_find_field (const CltImportKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return i;
  return -1;
}

gboolean
clt_import_kind_knows (const char *normalized, gpointer data)
{
  int rank;

  return clt_import_kind_match (data, normalized, &rank) >= 0;
}

/* Of more columns than these one name alone says nothing: many files have a day. */
#define MOST_BESIDE_ONE 4

/* How well a header row fits: columns that some field takes, 0 when a needed one is missing and
 * @whole. */
static guint
score_header (const CltImportKind *kind,
              CltSource *source,
              const CltCell *cells,
              guint n_cells,
              gboolean whole)
{
  g_autofree gboolean *taken = g_new0 (gboolean, kind->n_fields);
  guint score = 0;

  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *text = clt_source_dup_cell (source, &cells[i]);
      g_autofree char *name = clt_text_normalize_header (text, -1);
      int rank;
      int field = clt_import_kind_match (kind, name, &rank);

      if (field >= 0 && !taken[field])
        {
          taken[field] = TRUE;
          score++;
        }
    }
  for (guint i = 0; i < kind->n_fields; i++)
    if (whole && kind->fields[i].needed && !taken[i])
      return 0;
  return score == 1 && n_cells > MOST_BESIDE_ONE ? 0 : score;
}

/* @score: 0 when the source holds no such header. FALSE on error. */
static gboolean
score_kind (const CltImportKind *kind,
            CltSource *source,
            gboolean whole,
            guint *score,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  guint64 header, line;
  const CltCell *cells;
  guint n_cells;
  int more;

  *score = 0;
  header = clt_source_find_header (source, clt_import_kind_knows, (gpointer) kind, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (header == 0)
    return TRUE;

  while ((more = clt_source_next (source, &cells, &n_cells, &line, error)) == 1 && line < header)
    ;
  if (more == 1 && line == header)
    *score = score_header (kind, source, cells, n_cells, whole);
  return more >= 0 && clt_source_rewind (source, error);
}

/* A calendar is a column of dates and often has no header. */
static gboolean
looks_like_calendar (CltSource *source, gboolean *yes, GError **error)
{
  const CltCell *cells;
  guint n_cells;
  guint64 line;
  int more = clt_source_next (source, &cells, &n_cells, &line, error);
  CltDay day;

  *yes = more == 1 && n_cells == 1 &&
         clt_value_parse_date (cells[0].text, cells[0].length, FALSE, &day) == CLT_VALUE_OK;
  return more >= 0 && clt_source_rewind (source, error);
}

const CltImportKind *
clt_import_kind_guess (CltSource *source, GError **error)
{
  const CltImportKind *best = NULL;
  guint best_score = 0;

  if (clt_source_get_kind (source) == CLT_SOURCE_STATEMENT)
    return &kind_statement;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      guint score;

      if (!score_kind (kinds[i], source, TRUE, &score, error))
        return NULL;
      if (score > best_score)
        {
          best = kinds[i];
          best_score = score;
        }
    }
  if (best == NULL)
    {
      gboolean calendar;

      if (looks_like_calendar (source, &calendar, error) && calendar)
        best = &kind_calendar;
    }
  return best;
}

/* The lines that may be the header: by the names that a kind knows, and by its shape. */
static gboolean
find_kind_before (CltConn *conn, CltSource *source, const CltImportKind **kind, GError **error)
{
  guint64 done = 0;

  *kind = NULL;
  for (guint i = 0; *kind == NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) local = NULL;
      guint64 line =
        clt_source_find_header (source, kinds[i] != NULL ? clt_import_kind_knows : NULL,
                                (gpointer) kinds[i], &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (line == 0 || line == done)
        continue;
      done = line;
      if (!clt_profile_find_kind (conn, source, line, kind, error))
        return FALSE;
    }
  return TRUE;
}

const CltImportKind *
clt_import_kind_recall (CltConn *conn, CltSource *source, GError **error)
{
  const CltImportKind *best = NULL;
  guint best_score = 1; /* one name alone says nothing */

  if (clt_source_get_kind (source) == CLT_SOURCE_STATEMENT)
    return &kind_statement;
  if (!find_kind_before (conn, source, &best, error) || best != NULL)
    return best;
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      guint score;

      if (!score_kind (kinds[i], source, FALSE, &score, error))
        return NULL;
      if (score > best_score)
        {
          best = kinds[i];
          best_score = score;
        }
    }
  return best;
}
