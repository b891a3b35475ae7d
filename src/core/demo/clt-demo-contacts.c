/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-year.h"

#include "core/base/clt-text.h"
#include "core/calls/clt-contact-log.h"
#include "core/delivery/clt-call.h"

/* A working day: so many clients to one contact, and at most so many contacts. */
#define CLIENTS_A_CONTACT 60
#define MOST_CONTACTS 40

typedef struct
{
  const char *direction, *channel, *topic, *note, *next_step;
  const char *promise, *kept; /* NULL: nothing was promised */
  int minutes;
} Talk;

static const Talk talks[] = {
  { "in", "phone", "手续费", "询问螺纹钢平今手续费，已说明收费标准", "", NULL, NULL, 4 },
  { "in", "phone", "出入金", "出金未到账，查询后为银行处理中", "下午再确认到账",
    "确认出金到账后告知客户", "已到账，客户已知", 5 },
  { "in", "phone", "结算单", "对结算单持仓盈亏有疑问，已讲解逐日盯市", "", NULL, NULL, 8 },
  { "in", "phone", "软件", "手机软件无法登录，协助重置密码", "", NULL, NULL, 6 },
  { "in", "phone", "保证金", "询问节假日保证金上调幅度", "公告发布后短信告知",
    "保证金调整公告发布后发给客户", "已发送公告", 3 },
  { "in", "phone", "交割", "询问进入交割月的处理办法，已提示按时平仓", "", NULL, NULL, 7 },
  { "in", "email", "资料", "索取上一季度结算单，已发送加密文件", "", NULL, NULL, 0 },
  { "in", "onsite", "资料更新", "到营业部更新银行卡，资料齐全", "", NULL, NULL, 25 },
  { "in", "onsite", "交流", "来营业部了解期权开通条件，已说明测试和资金要求", "发送期权学习资料",
    "发送期权学习资料", "已发送", 40 },
  { "out", "phone", "风险提示", "持仓保证金占用偏高，提示控制仓位", "", NULL, NULL, 4 },
  { "out", "phone", "关怀", "近期未登录，询问情况，客户暂时观望", "下月再联系", NULL, NULL, 5 },
  { "out", "phone", "培训", "介绍近期培训安排，客户愿意参加期权课", "帮客户报名",
    "为客户登记期权课名额", "已报名", 6 },
  { "out", "phone", "行情交流", "交流黑色系走势，客户关注库存数据", "发送库存周报", "发送库存周报",
    "周报已发", 12 },
  { "out", "phone", "资料更新", "身份证即将到期，提醒更新", "", NULL, NULL, 3 },
  { "out", "phone", "服务介绍", "介绍晨会短评，客户表示感兴趣", "", NULL, NULL, 5 },
  { "out", "onsite", "上门拜访", "拜访客户公司，了解套期保值需求", "准备套保方案初稿",
    "准备套保方案初稿", "初稿已交研究部审核", 90 },
  { "out", "email", "研报", "按约定发送品种周报", "", NULL, NULL, 0 },
  { "out", "sms", "通知", "短信提醒合约临近最后交易日", "", NULL, NULL, 0 },
};

/* Of a hundred calls that we make. */
static const char *const outcomes[] = { "complete", "no-answer", "busy", "off", "later" };
static const guint8 reached_often[] = { 76, 14, 4, 3, 3 };
static const guint8 reached_seldom[] = { 56, 27, 7, 7, 3 };

/* The greater the client, the more is talked with him. Returns: -1 when nobody is found. */
static int
draw_person (CltDemoYear *year, CltDay day)
{
  static const int chances[CLT_N_TIERS] = { 120, 180, 420, 800, 1000 };

  for (int tries = 0; tries < 40 && year->population->n > 0; tries++)
    {
      const int person = (int) clt_random_range (&year->random, 0, year->population->n - 1);

      if (clt_random_chance (&year->random, chances[year->tiers[person]]) &&
          clt_population_has (year->population, person, day))
        return person;
    }
  return -1;
}

static void
fill_entry (CltDemoYear *year, const Talk *talk, CltTier tier, CltContactEntry *entry)
{
  const gboolean out = g_str_equal (talk->direction, "out");
  const gboolean called = out && g_str_equal (talk->channel, "phone");
  const char *outcome = "";

  clt_set_str (&entry->direction, talk->direction);
  clt_set_str (&entry->channel, talk->channel);
  clt_set_str (&entry->topic, talk->topic);
  if (called)
    outcome =
      outcomes[clt_random_pick (&year->random,
                                tier >= CLT_TIER_MAJOR ? reached_often : reached_seldom, 5, 100)];
  clt_set_str (&entry->outcome, outcome);
  if (called && !g_str_equal (outcome, "complete"))
    return;
  clt_set_str (&entry->note, talk->note);
  clt_set_str (&entry->next_step, talk->next_step);
  entry->seconds = talk->minutes * 60 * clt_random_range (&year->random, 60, 160) / 100;
}

static gboolean
promise (CltDemoYear *year,
         const Talk *talk,
         const CltContactEntry *entry,
         CltDay day,
         GError **error)
{
  const CltDay due =
    clt_workdays_move (year->workdays, day, (int) clt_random_range (&year->random, 1, 4));

  return clt_demo_year_add_task (year, "promise", entry->client_id, entry->staff_id, entry->id, 0,
                                 due, talk->promise, talk->kept, error);
}

/* To be called again: that day, or a month later. */
static gboolean
plan_call (CltDemoYear *year, const CltContactEntry *entry, CltDay day, GError **error)
{
  const int days = (int) clt_random_range (&year->random, 3, 22);
  const CltCall plan = { .client_id = entry->client_id,
                         .staff_id = entry->staff_id,
                         .occasion = (char *) "promise",
                         .script = (char *) entry->next_step,
                         .due = clt_workdays_move (year->workdays, day, days),
                         .due_time = -1 };

  return clt_call_plan (year->conn, &plan, error) != 0;
}

static gboolean
add_contact (CltDemoYear *year, int person, CltDay day, GError **error)
{
  const Talk *talk = &talks[clt_random_range (&year->random, 0, G_N_ELEMENTS (talks) - 1)];
  const gint64 client = year->population->people[person].id;
  g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();

  /* who does not want to be called calls himself */
  if (g_str_equal (talk->direction, "out") && g_hash_table_contains (year->silent, &client))
    return TRUE;
  entry->client_id = client;
  entry->day = day;
  entry->at = clt_demo_year_draw_moment (year, day, (int) clt_random_range (&year->random, 0, 1));
  fill_entry (year, talk, year->tiers[person], entry);
  if (!clt_demo_year_find_caller (year, client, day, &entry->staff_id, error) ||
      !clt_contact_log_add (year->conn, entry, error))
    return FALSE;
  if (*entry->next_step == '\0')
    return TRUE;
  return talk->promise == NULL ? plan_call (year, entry, day, error)
                               : promise (year, talk, entry, day, error);
}

gboolean
clt_demo_contacts_play (CltDemoYear *year, CltDay day, GError **error)
{
  const int usual = CLAMP ((int) year->n_clients / CLIENTS_A_CONTACT, 1, MOST_CONTACTS);
  /* the last day has only begun */
  const int n = day == year->last
                  ? (usual + 2) / 3
                  : usual + (int) clt_random_range (&year->random, -usual / 3, usual / 3);

  for (int i = 0; i < n; i++)
    {
      const int person = draw_person (year, day);

      if (person >= 0 && !add_contact (year, person, day, error))
        return FALSE;
    }
  return TRUE;
}
