/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-complaint-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* The fields of a register of complaints, the words of other registers, and what they say in one row. */

static const CltImportField fields[CLT_N_COMPLAINT_FIELDS] = {
  [CLT_COMPLAINT_FIELD_NUMBER] = { "number", N_ ("Number"), CLT_FIELD_TEXT, FALSE,
                                   "投诉编号|工单号|编号|number|complaintnumber|complaintno" },
  [CLT_COMPLAINT_FIELD_ACCOUNT] = { "client", N_ ("Account"), CLT_FIELD_ACCOUNT, FALSE,
                                    "客户号|资金账号|资金帐号|投资者代码|account|accountnumber" },
  [CLT_COMPLAINT_FIELD_PERSON] = { "person", N_ ("Who complains"), CLT_FIELD_TEXT, FALSE,
                                   "投诉人|投诉人姓名|姓名|客户姓名|whocomplains|complainant" },
  [CLT_COMPLAINT_FIELD_SOURCE] = { "source", N_ ("How it came"), CLT_FIELD_CHOICE, FALSE,
                                   "来源|投诉来源|投诉渠道|受理渠道|howitcame|source|submittedvia|"
                                   "submitted_via" },
  [CLT_COMPLAINT_FIELD_REFERENCE] = { "reference", N_ ("Their number"), CLT_FIELD_TEXT, FALSE,
                                      "对方编号|外部编号|转办编号|theirnumber|reference|"
                                      "complaintid|complaint_id" },
  [CLT_COMPLAINT_FIELD_KIND] = { "kind", N_ ("Complaint, inquiry or suggestion"), CLT_FIELD_CHOICE,
                                 FALSE,
                                 "投诉、咨询或建议|投诉,咨询或建议|诉求类型|complaint,"
                                 "inquiryorsuggestion" },
  [CLT_COMPLAINT_FIELD_CLASS] = { "class", N_ ("Class"), CLT_FIELD_TEXT, FALSE,
                                  "类别|投诉类别|投诉类型|class|complaintclass|issue" },
  [CLT_COMPLAINT_FIELD_TOPIC] = { "topic", N_ ("Topic"), CLT_FIELD_TEXT, FALSE,
                                  "主题|投诉主题|topic|subissue|sub-issue|sub_issue" },
  [CLT_COMPLAINT_FIELD_SEVERITY] = { "severity", N_ ("Severity"), CLT_FIELD_CHOICE, FALSE,
                                     "严重程度|投诉级别|severity" },
  [CLT_COMPLAINT_FIELD_PRODUCT] = { "product", N_ ("Product"), CLT_FIELD_TEXT, FALSE,
                                    "产品|品种|所涉产品|product" },
  [CLT_COMPLAINT_FIELD_CHANNEL] = { "channel", N_ ("Channel of the service"), CLT_FIELD_TEXT, FALSE,
                                    "所涉服务渠道|服务渠道|channeloftheservice" },
  [CLT_COMPLAINT_FIELD_ABOUT] = { "about", N_ ("Person complained about"), CLT_FIELD_TEXT, FALSE,
                                  "被投诉人|涉及员工|personcomplainedabout" },
  [CLT_COMPLAINT_FIELD_HANDLER] = { "handler", N_ ("Handled by"), CLT_FIELD_TEXT, FALSE,
                                    "经办人|处理人|handledby|handler" },
  [CLT_COMPLAINT_FIELD_RECEIVED] = { "received", N_ ("Received"), CLT_FIELD_DATE, TRUE,
                                     "收到日期|投诉日期|投诉时间|received|datereceived|date_"
                                     "received" },
  [CLT_COMPLAINT_FIELD_REGISTERED] = { "registered", N_ ("Registered"), CLT_FIELD_DATE, FALSE,
                                       "登记日期|登记时间|registered|dateregistered|"
                                       "datesenttocompany"
                                       "|date_sent_to_company" },
  [CLT_COMPLAINT_FIELD_HAPPENED] = { "happened", N_ ("Happened"), CLT_FIELD_DATE, FALSE,
                                     "发生日期|事发日期|happened" },
  [CLT_COMPLAINT_FIELD_FACTS] = { "facts", N_ ("Facts"), CLT_FIELD_TEXT, FALSE,
                                  "事实|投诉内容|投诉事项|facts|consumercomplaintnarrative"
                                  "|consumer_complaint_narrative" },
  [CLT_COMPLAINT_FIELD_DEMAND] = { "demand", N_ ("Demand"), CLT_FIELD_TEXT, FALSE,
                                   "诉求|客户诉求|demand" },
  [CLT_COMPLAINT_FIELD_FINDING] = { "finding", N_ ("Finding"), CLT_FIELD_CHOICE, FALSE,
                                    "调查结论|是否属实|finding" },
  [CLT_COMPLAINT_FIELD_CAUSE] = { "cause", N_ ("Root cause"), CLT_FIELD_TEXT, FALSE,
                                  "根本原因|原因|rootcause" },
  [CLT_COMPLAINT_FIELD_REMEDY] = { "remedy", N_ ("Remedy"), CLT_FIELD_TEXT, FALSE,
                                   "处理措施|处理结果|remedy" },
  [CLT_COMPLAINT_FIELD_PAYMENT] = { "payment", N_ ("Payment (yuan)"), CLT_FIELD_MONEY, FALSE,
                                    "赔付|赔付金额|payment" },
  [CLT_COMPLAINT_FIELD_OUTCOME] = { "outcome", N_ ("Outcome elsewhere"), CLT_FIELD_TEXT, FALSE,
                                    "外部结果|outcomeelsewhere|companyresponsetoconsumer"
                                    "|company_response_to_consumer" },
  [CLT_COMPLAINT_FIELD_STATE] = { "state", N_ ("State of the complaint"), CLT_FIELD_CHOICE, FALSE,
                                  "投诉状态|处理状态|办理状态|stateofthecomplaint" },
  [CLT_COMPLAINT_FIELD_ACCEPTED] = { "accepted", N_ ("Accepted on"), CLT_FIELD_DATE, FALSE,
                                     "受理日期|受理于|acceptedon" },
  [CLT_COMPLAINT_FIELD_ANSWERED] = { "answered", N_ ("Answered on"), CLT_FIELD_DATE, FALSE,
                                     "答复日期|答复于|answeredon" },
  [CLT_COMPLAINT_FIELD_CLOSED] = { "closed", N_ ("Closed on"), CLT_FIELD_DATE, FALSE,
                                   "办结日期|办结于|closedon" },
  [CLT_COMPLAINT_FIELD_TIMELY] = { "timely", N_ ("In time"), CLT_FIELD_BOOL, FALSE,
                                   "是否按期|按期|intime|timelyresponse?|timely_response" },
  [CLT_COMPLAINT_FIELD_DISPUTED] = { "disputed", N_ ("Disputed"), CLT_FIELD_BOOL, FALSE,
                                     "是否有争议|有争议|disputed|consumerdisputed?|consumer_"
                                     "disputed" },
  [CLT_COMPLAINT_FIELD_SATISFIED] = { "satisfied", N_ ("Satisfied (1 to 5)"), CLT_FIELD_INTEGER,
                                      FALSE, "满意度|办结后满意度|satisfied" },
  [CLT_COMPLAINT_FIELD_UNKNOWN] = { "unknown", N_ ("Unknown people: refuse, prospect or none"),
                                    CLT_FIELD_CHOICE, FALSE, "", "refuse prospect none" },
};

const CltImportKind clt_import_kind_complaints = { "complaints", N_ ("Complaints"), fields,
                                                   CLT_N_COMPLAINT_FIELDS };

/* Words of other registers beside the values and labels of clt_complaint_fields. */
static const struct
{
  const char *field, *words, *value;
} words[] = {
  { "source", "电话|来电|热线|phone|telephone", "phone" },
  { "source", "来访|上门|现场|visit|inperson", "visit" },
  { "source", "信函|来信|letter|postalmail|mail", "letter" },
  { "source", "电子邮件|邮件|email|e-mail", "email" },
  { "source", "网站|网络|web|website", "web" },
  { "source", "交易软件|软件|software|tradingsoftware", "software" },
  { "source", "传真|fax", "fax" },
  { "source", "12386|12386热线|12386hotline", "12386" },
  { "source", "监管机构|监管转办|证监局|regulator", "regulator" },
  { "source", "总部|head-office|headoffice", "head-office" },
  { "source", "转办|referral", "referral" },
  { "source", "媒体|media", "media" },
  { "source", "其他|other", "other" },
  { "kind", "投诉|complaint", "complaint" },
  { "kind", "咨询|inquiry", "inquiry" },
  { "kind", "建议|suggestion", "suggestion" },
  { "severity", "一般|general", "general" },
  { "severity", "重大|major", "major" },
  { "severity", "群体|ofagroup|group", "group" },
  { "finding", "属实|founded|yes", "founded" },
  { "finding", "部分属实|partlyfounded|partly", "partly" },
  { "finding", "不属实|unfounded|no", "unfounded" },
  { "class", "经纪业务|brokeragebusiness", "brokerage" },
  { "class", "交易指令|tradingorders", "orders" },
  { "class", "交易结算|tradingandsettlement", "settlement" },
  { "class", "服务|其他服务", "service" },
  { "class", "投资咨询|investmentadvice", "advice" },
  { "class", "收费", "fees" },
  { "class", "软件", "software" },
  { "class", "其他", "other" },
  { "channel", "网站|website", "website" },
  { "channel", "交易软件|tradingsoftware", "software" },
  { "channel", "电子邮件|邮件|e-mail", "email" },
  { "channel", "短信|sms", "sms" },
  { "channel", "电话|telephone", "phone" },
  { "channel", "现场|onsite", "onsite" },
  { "class", "员工行为|conductofstaff", "staff" },
  { "state", "登记|registered", "registered" },
  { "state", "受理|accepted", "accepted" },
  { "state", "不予受理|notaccepted|refused", "refused" },
  { "state", "调查|investigating", "investigating" },
  { "state", "方案|proposal", "proposal" },
  { "state", "答复|answered", "answered" },
  { "state", "客户同意|clientagrees|agreed", "agreed" },
  { "state", "客户不同意|clientdisagrees|disagreed", "disagreed" },
  { "state", "调解|mediation", "mediation" },
  { "state", "升级|escalated", "escalated" },
  { "state", "办结|已办结|closed", "closed" },
  { "state", "撤回|撤诉|withdrawn", "withdrawn" },
};

static const char *
find_word (const char *field, const char *text)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (GStrv) known = NULL;

      if (!g_str_equal (words[i].field, field))
        continue;
      known = g_strsplit (words[i].words, "|", -1);
      if (g_strv_contains ((const char *const *) known, word))
        return words[i].value;
    }
  return NULL;
}

/* ---- values of a row ----------------------------------------------------------------------- */

gboolean
clt_import_reject_complaint (CltImport *import, guint field, CltReason reason)
{
  g_autofree char *text = clt_import_dup_text (import, field);

  clt_import_reject (import, *text == '\0' ? CLT_REASON_MISSING_VALUE : reason, (int) field, text);
  return FALSE;
}

static gboolean
read_day (CltImport *import, guint field, CltDay *day)
{
  CltDay given;

  switch (clt_import_get_day (import, field, &given))
    {
    case CLT_VALUE_OK:
      *day = given;
      return TRUE;
    case CLT_VALUE_NULL:
      return TRUE;
    case CLT_VALUE_BAD:
    default:
      return clt_import_reject_complaint (import, field, CLT_REASON_BAD_DATE);
    }
}

static gboolean
read_days (CltImport *import, CltComplaint *complaint)
{
  const gboolean known = complaint->id != 0;

  if (!read_day (import, CLT_COMPLAINT_FIELD_RECEIVED, &complaint->received) ||
      !read_day (import, CLT_COMPLAINT_FIELD_REGISTERED, &complaint->registered) ||
      !read_day (import, CLT_COMPLAINT_FIELD_HAPPENED, &complaint->happened) ||
      !read_day (import, CLT_COMPLAINT_FIELD_ACCEPTED, &complaint->accepted) ||
      !read_day (import, CLT_COMPLAINT_FIELD_ANSWERED, &complaint->answered) ||
      !read_day (import, CLT_COMPLAINT_FIELD_CLOSED, &complaint->closed))
    return FALSE;
  if (complaint->received == CLT_DAY_NONE)
    complaint->received = complaint->registered;
  if (complaint->received == CLT_DAY_NONE)
    return clt_import_reject_complaint (import, CLT_COMPLAINT_FIELD_RECEIVED, CLT_REASON_BAD_DATE);
  if (!known && complaint->registered == CLT_DAY_NONE)
    complaint->registered = complaint->received;
  return TRUE;
}

static gboolean
read_flag (CltImport *import, guint field, int *flag)
{
  g_autofree char *text = clt_import_dup_text (import, field);
  gboolean yes;

  if (*text == '\0' || g_str_equal (text, "–"))
    return TRUE;
  if (!clt_word_bool (text, &yes))
    return clt_import_reject_complaint (import, field, CLT_REASON_BAD_VALUE);
  *flag = yes;
  return TRUE;
}

/* What the fields of a complaint understand; lines stay lines. */
static gboolean
read_field (CltImport *import, guint field, CltComplaint *complaint)
{
  const char *name = fields[field].name;
  g_autofree char *text = clt_import_dup_lines (import, field);
  const char *word = find_word (name, text);
  g_autoptr (GError) failure = NULL;

  if (*text == '\0')
    return TRUE;
  return clt_complaint_apply_field (import->conn, complaint, name, word == NULL ? text : word,
                                    &failure) ||
         clt_import_reject_complaint (import, field, CLT_REASON_BAD_VALUE);
}

/* An outcome is an end, unless it says that there is none yet. */
static gboolean
read_state (CltImport *import, CltComplaint *complaint)
{
  g_autofree char *text = clt_import_dup_text (import, CLT_COMPLAINT_FIELD_STATE);
  g_autofree char *outcome = clt_text_normalize_header (complaint->outcome, -1);
  const char *state = find_word ("state", text);

  if (*text != '\0' && state == NULL)
    return clt_import_reject_complaint (import, CLT_COMPLAINT_FIELD_STATE, CLT_REASON_BAD_VALUE);
  if (state == NULL && complaint->id == 0)
    state = g_str_equal (outcome, "inprogress") || g_str_equal (outcome, "处理中") ? "investigating"
            : *outcome != '\0' || complaint->closed != CLT_DAY_NONE                ? "closed"
                                                                                   : "registered";
  if (state != NULL)
    clt_set_str (&complaint->state, state);
  return TRUE;
}

static gboolean
read_satisfied (CltImport *import, CltComplaint *complaint)
{
  gint64 value;

  switch (clt_import_get_number (import, CLT_COMPLAINT_FIELD_SATISFIED, &value))
    {
    case CLT_VALUE_OK:
      if (value < 1 || value > 5)
        return clt_import_reject_complaint (import, CLT_COMPLAINT_FIELD_SATISFIED,
                                            CLT_REASON_BAD_VALUE);
      complaint->satisfied = (int) value;
      return TRUE;
    case CLT_VALUE_NULL:
      return TRUE;
    case CLT_VALUE_BAD:
    default:
      return clt_import_reject_complaint (import, CLT_COMPLAINT_FIELD_SATISFIED,
                                          CLT_REASON_BAD_VALUE);
    }
}

gboolean
clt_import_read_complaint (CltImport *import, CltComplaint *complaint)
{
  static const guint plain[] = {
    CLT_COMPLAINT_FIELD_PERSON,   CLT_COMPLAINT_FIELD_SOURCE,  CLT_COMPLAINT_FIELD_REFERENCE,
    CLT_COMPLAINT_FIELD_KIND,     CLT_COMPLAINT_FIELD_CLASS,   CLT_COMPLAINT_FIELD_TOPIC,
    CLT_COMPLAINT_FIELD_SEVERITY, CLT_COMPLAINT_FIELD_PRODUCT, CLT_COMPLAINT_FIELD_CHANNEL,
    CLT_COMPLAINT_FIELD_ABOUT,    CLT_COMPLAINT_FIELD_HANDLER, CLT_COMPLAINT_FIELD_FACTS,
    CLT_COMPLAINT_FIELD_DEMAND,   CLT_COMPLAINT_FIELD_FINDING, CLT_COMPLAINT_FIELD_CAUSE,
    CLT_COMPLAINT_FIELD_REMEDY,   CLT_COMPLAINT_FIELD_PAYMENT, CLT_COMPLAINT_FIELD_OUTCOME
  };

  if (!read_days (import, complaint) ||
      !read_flag (import, CLT_COMPLAINT_FIELD_TIMELY, &complaint->timely) ||
      !read_flag (import, CLT_COMPLAINT_FIELD_DISPUTED, &complaint->disputed) ||
      !read_satisfied (import, complaint))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (!read_field (import, plain[i], complaint))
      return FALSE;
  if (complaint->about_id != 0 && complaint->about_id == complaint->handler_id)
    return clt_import_reject_complaint (import, CLT_COMPLAINT_FIELD_HANDLER, CLT_REASON_BAD_VALUE);
  if (complaint->happened != CLT_DAY_NONE && complaint->happened > complaint->received)
    return clt_import_reject_complaint (import, CLT_COMPLAINT_FIELD_HAPPENED, CLT_REASON_BAD_RANGE);
  return read_state (import, complaint);
}
