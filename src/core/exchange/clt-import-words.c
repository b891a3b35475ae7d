/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

/* Words of exports (domain 1.1, 1.3, 4.2) and what the file stores. The lists hold words as
 * clt_text_normalize_header() gives them. */
typedef struct
{
  const char *stored;
  const char *words; /* separated by | */
} Word;

static const Word sides[] = {
  { "buy", "买|买入|多|b|buy|0" },
  { "sell", "卖|卖出|空|s|sell|1" },
  { NULL },
};

static const Word effects[] = {
  { "open", "开|开仓|o|open|0" },
  { "close_today", "平今|平今仓|平今日|closetoday|close_today|3" },
  { "close_prev", "平昨|平昨仓|平昨日|closeprev|closeprev.|closeyesterday|close_prev|4" },
  { "forced", "强平|强制平仓|强行平仓|本地强平|forced|forcedliquidation|forceclose|2|6" },
  { "reduced", "强减|强制减仓|reduced|forcedreduction|5" },
  { "close", "平|平仓|c|close|1" },
  { NULL },
};

static const Word hedges[] = {
  { "speculation", "投|投机|s|speculation|1" },
  { "hedge", "保|套保|套期保值|h|hedge|3" },
  { "arbitrage", "套|套利|a|arbitrage|2" },
  { "general", "般|一般|general" },
  { "trade", "交易|trade" },
  { "maker", "做市|做市商|maker|marketmaker|5" },
  { NULL },
};

static const Word exchanges[] = {
  { "SHFE", "上期所|上海期货交易所|上海|上期|shfe" },
  { "INE", "能源中心|上海国际能源交易中心|上期能源|能源|ine" },
  { "DCE", "大商所|大连商品交易所|大连|dce" },
  { "CZCE", "郑商所|郑州商品交易所|郑州|czce|zce" },
  { "CFFEX", "中金所|中国金融期货交易所|金融|cffex" },
  { "GFEX", "广期所|广州期货交易所|广州|gfex" },
  { NULL },
};

static const Word classes[] = {
  { "natural", "自然人|个人|个人客户|natural|person|individual" },
  { "corporate", "一般法人|法人|机构|单位|企业|一般机构|corporate" },
  { "special", "特殊法人|特法|特殊机构|产品|资管产品|special" },
  { NULL },
};

static const Word outcomes[] = {
  { "complete", "接通-完成|接通完成|完成|接通|已接通|成功|complete|completed|reached|answered" },
  { "broken", "接通-中断|接通中断|中断|broken|brokenoff|partial" },
  { "declined", "接通-拒访|接通拒访|拒访|拒绝|declined|refused|refusal" },
  { "later", "改约|预约|稍后再打|later|callback|calllater" },
  { "no-answer", "无人接听|未接|未接听|无应答|no-answer|noanswer|unanswered" },
  { "busy", "占线|忙线|通话中|busy" },
  { "off", "关机|off|switchedoff" },
  { "suspended", "停机|suspended" },
  { "no-number", "空号|no-number|nosuchnumber|invalidnumber" },
  { "not-client", "非本人|not-client|notclient|otherperson" },
  { "wrong-number", "号码错误|号码有误|错号|wrong-number|wrongnumber" },
  { "language", "语言不通|nocommonlanguage|language|languagebarrier" },
  { "lost", "失联|losttouch|lost" },
  { NULL },
};

static const Word directions[] = {
  { "out", "呼出|去电|外呼|out|outbound|outgoing" },
  { "in", "呼入|来电|in|inbound|incoming" },
  { NULL },
};

static const Word genders[] = {
  { "male", "男|男性|先生|m|male" },
  { "female", "女|女性|女士|f|female" },
  { NULL },
};

static const Word calendars[] = {
  { "solar", "公历|阳历|西历|新历|solar" },
  { "lunar", "农历|阴历|旧历|夏历|lunar" },
  { NULL },
};

static const Word investors[] = {
  { "ordinary", "普通|普通投资者|普通交易者|ordinary" },
  { "professional", "专业|专业投资者|专业交易者|professional" },
  { NULL },
};

static const Word roles[] = {
  { "specialist", "客服专员|客服|专员|客户服务专员|客户经理|服务人员|specialist" },
  { "adviser", "投资顾问|投顾|顾问|分析师|adviser|advisor" },
  { "manager", "经理|营业部经理|总经理|负责人|营业部负责人|manager" },
  { "compliance", "合规|审计|合规专员|风控|compliance" },
  { "admin", "管理员|系统管理员|admin" },
  { NULL },
};

static const Word relations[] = {
  { "service", "服务|客服|服务关系|客服专员|service" },
  { "adviser", "投顾|投资顾问|顾问|adviser|advisor" },
  { "development", "开发|开发关系|开发人|development" },
  { "maintenance", "维护|维护关系|维护人|maintenance" },
  { "introducer", "居间|居间人|居间关系|introducer" },
  { NULL },
};

static const Word truths[] = {
  { "1", "是|有|同意|y|yes|true|1|√|v" },
  { "0", "否|无|不同意|拒绝|n|no|false|0|×|x" },
  { NULL },
};

static const Word methods[] = {
  { "lecture", "讲座|面授|线下|小班|小班课|lecture|smallclass" },
  { "evening", "夜校|晚课|evening|eveningclass" },
  { "webinar", "线上直播|直播|线上|网络|webinar|online" },
  { "video", "录播视频|录播|视频|video" },
  { "simulation", "模拟交易|模拟盘|模拟|simulation|simulatedtrading" },
  { "one-to-one", "一对一|一对一辅导|投顾辅导|one-to-one|onetoone" },
  { "telephone", "电话辅导|电话|telephone|phone" },
  { "trip", "实地考察|考察|trip|fieldtrip" },
  { NULL },
};

static const Word passes[] = {
  { "attend", "出勤|按出勤|attend|attendance" },
  { "quiz", "小测|测验|quiz" },
  { "exam", "考试|exam|examination" },
  { "simulation", "模拟交易|模拟盘|模拟|simulation|simulatedtrading" },
  { "case", "案例|案例作业|作业|case|casework" },
  { "review", "方案评审|评审|review|reviewofaplan" },
  { NULL },
};

static const Word tests[] = {
  { "before", "课前|课前测试|前测|before|pre|pretest" },
  { "quiz", "小测|测验|quiz|test" },
  { "exam", "考试|exam|examination" },
  { "simulation", "模拟交易|模拟盘|模拟|simulation" },
  { "case", "案例|案例作业|作业|case|casework|assignment|tma|cma" },
  { "review", "方案评审|评审|review" },
  { NULL },
};

static const Word places[] = {
  { "room", "线下|现场|面授|room|onsite" },
  { "online", "线上|网络|直播|online|webinar" },
  { NULL },
};

static const Word attendances[] = {
  { "P", "到|出勤|已到|签到|√|p|present" },
  { "L", "迟到|l|late" },
  { "E", "请假|事假|病假|e|excused" },
  { "A", "缺|缺勤|旷课|未到|×|a|absent" },
  { NULL },
};

static const Word results[] = {
  { "distinction", "优秀|优|distinction" },
  { "pass", "通过|合格|及格|pass|passed" },
  { "fail", "未通过|不合格|不及格|fail|failed" },
  { "withdrawn", "退课|退出|放弃|withdrawn|withdrew" },
  { NULL },
};

static gboolean
holds_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = words; p != NULL;)
    {
      gsize n = strcspn (p, "|");

      if (n == length && memcmp (p, word, n) == 0)
        return TRUE;
      p = p[n] == '\0' ? NULL : p + n + 1;
    }
  return FALSE;
}

static const char *
find_word (const Word *list, const char *text)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);

  if (*word == '\0')
    return NULL;
  for (const Word *entry = list; entry->stored != NULL; entry++)
    if (holds_word (entry->words, word))
      return entry->stored;
  return NULL;
}

const char *
clt_word_outcome (const char *text)
{
  return find_word (outcomes, text);
}

const char *
clt_word_direction (const char *text)
{
  return find_word (directions, text);
}

const char *
clt_word_side (const char *text)
{
  return find_word (sides, text);
}

const char *
clt_word_effect (const char *text)
{
  return find_word (effects, text);
}

const char *
clt_word_hedge (const char *text)
{
  return find_word (hedges, text);
}

const char *
clt_word_exchange (const char *text)
{
  const char *code = find_word (exchanges, text);

  return code == NULL ? text : code;
}

const char *
clt_word_class (const char *text)
{
  return find_word (classes, text);
}

const char *
clt_word_gender (const char *text)
{
  return find_word (genders, text);
}

const char *
clt_word_calendar (const char *text, gboolean *leap)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);

  /* "农历闰月", "农历(闰)": born in a leap month */
  *leap = strstr (word, "闰") != NULL;
  if (!*leap)
    return find_word (calendars, text);
  return "lunar";
}

const char *
clt_word_investor (const char *text)
{
  return find_word (investors, text);
}

const char *
clt_word_grade (const char *text)
{
  static const char *const grades[] = { "C1", "C2", "C3", "C4", "C5" };
  g_autofree char *word = clt_text_normalize_header (text, -1);
  const char *digit = word[0] == 'c' ? word + 1 : word;

  /* "C3", "c3", "3", "C3(稳健型)", "C3稳健型" */
  if (*digit < '1' || *digit > '5' || g_ascii_isalnum (digit[1]))
    return NULL;
  return grades[*digit - '1'];
}

const char *
clt_word_role (const char *text)
{
  return find_word (roles, text);
}

const char *
clt_word_relation (const char *text)
{
  return find_word (relations, text);
}

gboolean
clt_word_bool (const char *text, gboolean *value)
{
  const char *truth = find_word (truths, text);

  if (truth == NULL)
    return FALSE;
  *value = *truth == '1';
  return TRUE;
}

gboolean
clt_word_is_yuan (const char *text)
{
  g_autofree char *word = clt_text_normalize_header (text, -1);

  return *word == '\0' || holds_word ("人民币|人民币元|元|cny|rmb|1|001", word);
}

const char *
clt_word_method (const char *text)
{
  return find_word (methods, text);
}

const char *
clt_word_pass (const char *text)
{
  return find_word (passes, text);
}

const char *
clt_word_test (const char *text)
{
  return find_word (tests, text);
}

const char *
clt_word_place (const char *text)
{
  return find_word (places, text);
}

const char *
clt_word_attendance (const char *text)
{
  return find_word (attendances, text);
}

const char *
clt_word_result (const char *text)
{
  return find_word (results, text);
}
