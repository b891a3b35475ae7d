/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-people.h"

#include "core/base/clt-lunar.h"
#include "core/demo/clt-demo-names.h"

/* Streams of random numbers; those of clients start at STREAM_CLIENTS, two for each. */
#define STREAM_STAFF 1
#define STREAM_PROSPECTS 2
#define STREAM_CLIENTS 10000

#define ANY(random, list) ((list)[clt_random_range ((random), 0, G_N_ELEMENTS (list) - 1)])

void
clt_demo_people_init (CltDemoPeople *people, guint32 seed, guint n_clients, GArray *days)
{
  *people = (CltDemoPeople){
    .seed = seed,
    .n_clients = n_clients,
    .days = g_array_ref (days),
    .first = g_array_index (days, CltDay, 0),
    .last = g_array_index (days, CltDay, days->len - 1),
    .staff = g_array_new (FALSE, FALSE, sizeof (CltDemoStaff)),
  };
}

void
clt_demo_people_clear (CltDemoPeople *people)
{
  g_clear_pointer (&people->days, g_array_unref);
  g_clear_pointer (&people->staff, g_array_unref);
}

/* Lives */

static gint
compare_lives (gconstpointer a, gconstpointer b)
{
  const CltDemoLife *x = a;
  const CltDemoLife *y = b;

  if (x->account.opened != y->account.opened)
    return x->account.opened < y->account.opened ? -1 : 1;
  if (x->client != y->client)
    return x->client < y->client ? -1 : 1;
  return x->second - y->second;
}

/* The n-th client's segment; every forty have one at the top, so that small branches have one. */
static CltDemoSegment
segment_of (guint index, CltRandom *random)
{
  static const guint8 weights[] = { 71, 20, 9 };

  if (index % 40 == 7)
    return CLT_DEMO_HIGH_END;
  return clt_random_pick (random, weights, 3, 100);
}

GArray *
clt_demo_people_plan (const CltDemoPeople *people)
{
  GArray *lives = g_array_sized_new (FALSE, TRUE, sizeof (CltDemoLife), people->n_clients);

  for (guint i = 0; i < people->n_clients; i++)
    {
      CltRandom random = clt_random_new (people->seed, STREAM_CLIENTS + i * 2);
      CltDemoSegment segment = segment_of (i, &random);
      CltDemoLife life = { .client = i };
      gboolean two = segment >= CLT_DEMO_MAJOR && clt_random_chance (&random, 220);

      clt_demo_account_plan (&life.account, segment, people->days, random);
      g_array_append_val (lives, life);
      if (two)
        {
          /* a second account, for another strategy; it lives and ends with the first */
          CltDemoAccount *first = &life.account;
          CltDemoLife other = { .client = i, .second = TRUE };

          random = clt_random_new (people->seed, STREAM_CLIENTS / 2 + i);
          clt_demo_account_plan (&other.account, CLT_DEMO_ORDINARY, people->days, random);
          other.account.opened = first->opened;
          other.account.start = first->start;
          other.account.stop = MIN (other.account.stop, first->stop);
          other.account.leave = first->leave;
          other.account.closed = first->closed;
          other.account.remnant = first->remnant;
          if (first->start > 0)
            other.account.balance = 0;
          g_array_append_val (lives, other);
        }
    }
  g_array_sort (lives, compare_lives);
  return lives;
}

/* Staff */

static const struct
{
  const char *role;
  int entered;    /* years before the first day */
  int left_after; /* permille of the time with facts; 0: stays */
  gboolean adviser;
} desks[] = {
  { "manager", 9, 0, FALSE },    { "specialist", 8, 0, FALSE },   { "specialist", 6, 0, FALSE },
  { "specialist", 5, 0, FALSE }, { "specialist", 3, 620, FALSE }, { "specialist", 2, 0, FALSE },
  { "specialist", 1, 0, FALSE }, { "adviser", 8, 0, TRUE },       { "adviser", 6, 0, TRUE },
  { "adviser", 4, 0, TRUE },     { "adviser", 2, 0, TRUE },       { "compliance", 5, 0, FALSE },
};

static gboolean
add_desk (CltDemoPeople *people, CltConn *conn, guint desk, CltRandom *random, GError **error)
{
  g_autofree char *name = clt_demo_name_person (random, clt_random_chance (random, 550));
  g_autofree char *number = g_strdup_printf ("K%03u", desk + 1);
  g_autofree char *phone = clt_demo_phone (random);
  g_autofree char *email = g_strdup_printf ("k%03u@example.com", desk + 1);
  g_autofree char *licence =
    desks[desk].adviser ? g_strdup_printf ("Z0000%03u", desk + 1) : g_strdup ("");
  CltDemoStaff staff = { clt_conn_new_id (conn, error), desks[desk].adviser, 0, CLT_DAY_NONE };

  if (staff.id == 0)
    return FALSE;
  staff.entered =
    people->first - desks[desk].entered * 365 - (CltDay) clt_random_range (random, 0, 200);
  if (desks[desk].left_after != 0)
    staff.left =
      g_array_index (people->days, CltDay, people->days->len * desks[desk].left_after / 1000);
  if (g_str_equal (desks[desk].role, "specialist") || staff.adviser)
    g_array_append_val (people->staff, staff);
  return clt_conn_run (
    conn, error,
    "INSERT INTO staff (id, number, name, role, branch, phone, email, licence, entered, left_on)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "itttttttiy", staff.id, number, name, desks[desk].role, CLT_DEMO_BRANCH, phone, email, licence,
    (gint64) staff.entered, staff.left);
}

gboolean
clt_demo_people_add_staff (CltDemoPeople *people, CltConn *conn, GError **error)
{
  CltRandom random = clt_random_new (people->seed, STREAM_STAFF);

  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    if (!add_desk (people, conn, i, &random, error))
      return FALSE;
  return TRUE;
}

/* Clients */

static gboolean
draw_person (CltRandom *random,
             CltDay last,
             gboolean corporate,
             char **name,
             char **id_number,
             gboolean *female,
             CltLunarDate *lunar,
             CltDay *born)
{
  *female = clt_random_chance (random, 380);
  *born = last - (CltDay) clt_random_range (random, 23 * 365, 76 * 365);
  *name = corporate ? clt_demo_name_firm (random) : clt_demo_name_person (random, *female);
  *id_number =
    corporate ? clt_demo_firm_number (random) : clt_demo_id_number (random, *born, *female);
  return clt_random_chance (random, 230) && clt_lunar_from_day (*born, lunar);
}

static const char *
class_of (const CltDemoAccount *account, CltRandom *random)
{
  if (account->segment >= CLT_DEMO_ORDINARY && account->style == CLT_DEMO_HEDGER &&
      clt_random_chance (random, 750))
    return "corporate";
  if (account->segment == CLT_DEMO_HIGH_END && clt_random_chance (random, 80))
    return "special";
  return "natural";
}

static gboolean
insert_client (CltConn *conn,
               gint64 id,
               const CltDemoAccount *account,
               CltDay last,
               CltRandom *random,
               GError **error)
{
  const char *class_ = class_of (account, random);
  gboolean natural = g_str_equal (class_, "natural");
  g_autofree char *name = NULL;
  g_autofree char *id_number = NULL;
  g_autofree char *phone = clt_demo_phone (random);
  g_autofree char *email = g_strdup_printf ("c%" G_GINT64_FORMAT "@example.com", id);
  g_autofree char *address = clt_demo_address (random);
  g_autofree char *introducer =
    account->segment < CLT_DEMO_MAJOR && clt_random_chance (random, 120)
      ? g_strdup_printf ("J%03d", (int) clt_random_range (random, 1, 15))
      : g_strdup ("");
  CltLunarDate lunar = { 0 };
  gboolean female, by_lunar;
  CltDay born;
  int year, month, mday;

  by_lunar = draw_person (random, last, !natural, &name, &id_number, &female, &lunar, &born);
  clt_day_get_ymd (born, &year, &month, &mday);
  if (by_lunar)
    {
      year = lunar.year;
      month = lunar.month;
      mday = lunar.day;
    }
  if (g_str_equal (class_, "special"))
    {
      g_free (name);
      name = clt_demo_name_fund (random);
    }
  return clt_conn_run (
    conn, error,
    "INSERT INTO client (id, name, class, id_type, id_number, gender, birth_calendar, birth_year,"
    " birth_month, birth_day, birth_leap, phone, email, address, introducer, investor, note)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "ittttttmmmitttttt", id, name, class_, natural ? "身份证" : "营业执照", id_number,
    !natural ? "" : (female ? "female" : "male"), natural && by_lunar ? "lunar" : "solar",
    natural ? (gint64) year : CLT_MONEY_NONE, natural ? (gint64) month : CLT_MONEY_NONE,
    natural ? (gint64) mday : CLT_MONEY_NONE, (gint64) (natural && by_lunar && lunar.leap), phone,
    clt_random_chance (random, 700) ? email : "", address, introducer,
    g_str_equal (class_, "special") ||
        (account->segment == CLT_DEMO_HIGH_END && clt_random_chance (random, 450))
      ? "professional"
      : "ordinary",
    clt_random_chance (random, 60) ? "收盘后联系" : "");
}

static gboolean
insert_spells (const CltDemoPeople *people,
               CltConn *conn,
               gint64 client,
               const CltDemoAccount *account,
               CltRandom *random,
               GError **error)
{
  static const char *const reasons[] = { "", "transferred", "non_service" };
  static const guint8 weights[] = { 91, 6, 3 };
  guint n_days = people->days->len;
  gboolean closed = account->closed < (int) n_days;
  CltDay end = closed ? g_array_index (people->days, CltDay, account->closed) : CLT_DAY_NONE;
  const char *reason = closed ? reasons[clt_random_pick (random, weights, 3, 100)] : "";
  gint64 id = clt_conn_new_id (conn, error);

  if (id == 0)
    return FALSE;
  if (!clt_conn_run (conn, error,
                     "INSERT INTO spell (id, client_id, opened, closed, reason)"
                     " VALUES (?, ?, ?, ?, ?)",
                     "iiiyt", id, client, (gint64) account->opened, end, reason))
    return FALSE;
  /* somebody who had been here before and came back */
  if (!clt_random_chance (random, 15))
    return TRUE;
  id = clt_conn_new_id (conn, error);
  return id != 0 && clt_conn_run (conn, error,
                                  "INSERT INTO spell (id, client_id, opened, closed)"
                                  " VALUES (?, ?, ?, ?)",
                                  "iiii", id, client, (gint64) account->opened - 1500,
                                  (gint64) account->opened - 400);
}

static gboolean
insert_grade (CltConn *conn,
              gint64 client,
              CltDemoSegment segment,
              CltDay assessed,
              CltRandom *random,
              GError **error)
{
  static const char *const levels[] = { "C1", "C2", "C3", "C4", "C5" };
  static const guint8 weights[CLT_DEMO_N_SEGMENTS][5] = {
    { 3, 14, 45, 29, 9 },
    { 1, 6, 40, 39, 14 },
    { 0, 2, 28, 48, 22 },
    { 0, 0, 12, 46, 42 },
  };
  guint level = clt_random_pick (random, weights[segment], 5, 100);
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO grade (id, client_id, level, lowest, assessed)"
                       " VALUES (?, ?, ?, ?, ?)",
                       "iitii", id, client, levels[level],
                       (gint64) (level == 0 && clt_random_chance (random, 500)), (gint64) assessed);
}

/* Assessed at the opening and, most of them, again when two years were about to be over. */
static gboolean
insert_grades (const CltDemoPeople *people,
               CltConn *conn,
               gint64 client,
               const CltDemoAccount *account,
               CltRandom *random,
               GError **error)
{
  CltDay assessed = account->opened;

  if (clt_random_chance (random, 30))
    return TRUE;
  while (assessed <= people->last)
    {
      if (!insert_grade (conn, client, account->segment, assessed, random, error))
        return FALSE;
      assessed += (CltDay) clt_random_range (random, 600, 780);
    }
  return TRUE;
}

static gboolean
insert_consent (CltConn *conn,
                gint64 client,
                const char *channel,
                gboolean given,
                CltDay from,
                const char *source,
                GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO consent"
                       " (id, client_id, channel, given, valid_from, source)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       "iitiit", id, client, channel, (gint64) given, (gint64) from, source);
}

static gboolean
insert_consents (const CltDemoPeople *people,
                 CltConn *conn,
                 gint64 client,
                 CltDay opened,
                 CltRandom *random,
                 GError **error)
{
  static const char *const channels[] = { "phone", "sms", "email" };
  static const int chances[] = { 960, 810, 560 };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (!insert_consent (conn, client, channels[i], clt_random_chance (random, chances[i]), opened,
                         "开户", error))
      return FALSE;
  if (opened < people->last && clt_random_chance (random, 40))
    return insert_consent (conn, client, "sms", FALSE,
                           (CltDay) clt_random_range (random, opened + 1, people->last), "电话",
                           error);
  return TRUE;
}

static gboolean
insert_assignment (CltConn *conn,
                   gint64 client,
                   gint64 staff,
                   const char *relation,
                   CltDay from,
                   CltDay to,
                   GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 && clt_conn_run (conn, error,
                                  "INSERT INTO assignment"
                                  " (id, client_id, staff_id, relation, valid_from, valid_to)"
                                  " VALUES (?, ?, ?, ?, ?, ?)",
                                  "iiitiy", id, client, staff, relation, (gint64) from, to);
}

/* A specialist or adviser who worked here on @day; whoever is here longest when nobody did. */
static const CltDemoStaff *
draw_staff (const CltDemoPeople *people, gboolean adviser, CltDay day, CltRandom *random)
{
  const CltDemoStaff *eldest = NULL;
  guint from = (guint) clt_random_range (random, 0, people->staff->len - 1);

  for (guint i = 0; i < people->staff->len; i++)
    {
      const CltDemoStaff *staff =
        &g_array_index (people->staff, CltDemoStaff, (from + i) % people->staff->len);

      if (staff->adviser != adviser)
        continue;
      if (staff->entered <= day && (staff->left == CLT_DAY_NONE || staff->left >= day))
        return staff;
      if (staff->left == CLT_DAY_NONE && (eldest == NULL || staff->entered < eldest->entered))
        eldest = staff;
    }
  return eldest;
}

/* From @from on, handed over when somebody leaves or, now and then, for other reasons. */
static gboolean
assign (const CltDemoPeople *people,
        CltConn *conn,
        gint64 client,
        gboolean adviser,
        CltDay from,
        CltRandom *random,
        GError **error)
{
  const char *relation = adviser ? "adviser" : "service";

  while (TRUE)
    {
      const CltDemoStaff *staff = draw_staff (people, adviser, from, random);
      CltDay start = MAX (from, staff->entered);
      CltDay end = staff->left;

      if (end == CLT_DAY_NONE && start < people->last && clt_random_chance (random, 80))
        end = (CltDay) clt_random_range (random, start, people->last - 1);
      if (!insert_assignment (conn, client, staff->id, relation, start, end, error))
        return FALSE;
      if (end == CLT_DAY_NONE)
        return TRUE;
      from = end + 1;
    }
}

static gboolean
insert_tags (CltConn *conn,
             gint64 client,
             const CltDemoAccount *account,
             CltRandom *random,
             GError **error)
{
  static const struct
  {
    const char *tag;
    int chance;
  } tags[] = { { "培训学员", 90 }, { "夜盘", 120 }, { "关注期权", 60 }, { "微信群", 200 } };
  const char *style = account->style == CLT_DEMO_HEDGER     ? "产业客户"
                      : account->style == CLT_DEMO_INTRADAY ? "短线"
                                                            : NULL;
  const char *sql = "INSERT INTO client_tag (client_id, tag) VALUES (?, ?)";

  if (style != NULL && clt_random_chance (random, 500) &&
      !clt_conn_run (conn, error, sql, "it", client, style))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (clt_random_chance (random, tags[i].chance) &&
        !clt_conn_run (conn, error, sql, "it", client, tags[i].tag))
      return FALSE;
  return TRUE;
}

static gint64
insert_account (CltConn *conn, gint64 client, guint number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%08u", number);
  gint64 id = clt_conn_new_id (conn, error);

  if (id == 0 ||
      !clt_conn_run (conn, error, "INSERT INTO account (id, client_id, number) VALUES (?, ?, ?)",
                     "iit", id, client, text))
    return 0;
  return id;
}

static gint64
add_client (const CltDemoPeople *people, CltConn *conn, const CltDemoLife *life, GError **error)
{
  const CltDemoAccount *account = &life->account;
  CltRandom random = clt_random_new (people->seed, STREAM_CLIENTS + life->client * 2 + 1);
  gint64 id = clt_conn_new_id (conn, error);
  gboolean advised = account->segment >= CLT_DEMO_MAJOR
                       ? clt_random_chance (&random, 900)
                       : account->segment == CLT_DEMO_ORDINARY && clt_random_chance (&random, 150);

  if (id == 0 || !insert_client (conn, id, account, people->last, &random, error) ||
      !insert_spells (people, conn, id, account, &random, error) ||
      !insert_grades (people, conn, id, account, &random, error) ||
      !insert_consents (people, conn, id, account->opened, &random, error) ||
      !assign (people, conn, id, FALSE, account->opened, &random, error) ||
      (advised && !assign (people, conn, id, TRUE, account->opened, &random, error)) ||
      !insert_tags (conn, id, account, &random, error))
    return 0;
  return id;
}

gboolean
clt_demo_people_add_clients (const CltDemoPeople *people,
                             CltConn *conn,
                             GArray *lives,
                             guint from,
                             guint n,
                             GError **error)
{
  gint64 client = 0;

  for (guint i = from; i < from + n; i++)
    {
      CltDemoLife *life = &g_array_index (lives, CltDemoLife, i);

      if (!life->second)
        client = add_client (people, conn, life, error);
      if (client == 0)
        return FALSE;
      life->account.account_id = insert_account (conn, client, 810001 + i * 3, error);
      if (life->account.account_id == 0)
        return FALSE;
    }
  return TRUE;
}

/* Prospects */

static gboolean
add_prospect (const CltDemoPeople *people, CltConn *conn, CltRandom *random, GError **error)
{
  static const char *const stages[] = { "new",        "contacted", "interested",
                                        "simulating", "opening",   "lost" };
  static const guint8 weights[] = { 26, 27, 19, 12, 7, 9 };
  static const char *const sources[] = { "转介绍",   "投资报告会", "官网",
                                         "模拟大赛", "电话咨询",   "上门咨询" };
  static const char *const reasons[] = { "手续费", "暂无资金", "选择其他公司" };
  const char *stage = stages[clt_random_pick (random, weights, 6, 100)];
  gboolean female = clt_random_chance (random, 400);
  g_autofree char *name = clt_demo_name_person (random, female);
  g_autofree char *phone = clt_demo_phone (random);
  CltDay met = people->last - (CltDay) clt_random_range (random, 0, 200);
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error,
                       "INSERT INTO client"
                       " (id, prospect, name, gender, phone, stage, source, lost_reason)"
                       " VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
                       "itttttt", id, name, female ? "female" : "male", phone, stage,
                       ANY (random, sources),
                       g_str_equal (stage, "lost") ? ANY (random, reasons) : "") &&
         (!clt_random_chance (random, 650) ||
          insert_consent (conn, id, "phone", TRUE, met, "登记", error)) &&
         assign (people, conn, id, FALSE, met, random, error);
}

gboolean
clt_demo_people_add_prospects (const CltDemoPeople *people, CltConn *conn, GError **error)
{
  CltRandom random = clt_random_new (people->seed, STREAM_PROSPECTS);
  guint n = CLAMP (people->n_clients / 12, 1, 1000);

  for (guint i = 0; i < n; i++)
    if (!add_prospect (people, conn, &random, error))
      return FALSE;
  return TRUE;
}
