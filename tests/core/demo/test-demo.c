/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo.h"

#include "core/base/clt-id.h"
#include "core/clients/clt-client-query.h"
#include "core/clt-branch.h"
#include "core/demo/clt-demo-calendar.h"
#include "core/demo/clt-demo-names.h"

#include "support/clt-test-branch.h"

typedef struct
{
  char *dir;
  guint n_files;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = clt_test_dir_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
}

static CltConn *
new_branch (Fixture *fixture)
{
  g_autofree char *name = g_strdup_printf ("b%u.clientele", fixture->n_files++);
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (GError) error = NULL;
  CltConn *conn = clt_branch_open (path, CLT_CONN_CREATE, &error);

  g_assert_no_error (error);
  clt_test_exec (conn, "PRAGMA synchronous = OFF");
  return conn;
}

static CltDemoOptions
small_options (guint32 seed)
{
  CltDemoOptions options;

  clt_demo_options_init (&options);
  options.clients = 60;
  options.days = 70;
  options.seed = seed;
  options.who = "tester";
  return options;
}

static CltConn *
new_demo (Fixture *fixture, const CltDemoOptions *options)
{
  CltConn *conn = new_branch (fixture);
  g_autoptr (GError) error = NULL;

  clt_demo_fill (conn, options, &error);
  g_assert_no_error (error);
  return conn;
}

/* Each statement counts rows that break a rule of a settlement statement. */
static const char *const rules[] = {
  /* the day's money */
  "SELECT count(*) FROM funds_daily WHERE balance <> opening + deposit - withdrawal + realized"
  " + position_pl - commission OR equity <> balance OR available <> equity - margin"
  " OR retained <> commission - exchange_fee OR deposit < 0 OR withdrawal < 0 OR commission < 0"
  " OR exchange_margin > margin",
  /* the chain of days */
  "SELECT count(*) FROM (SELECT opening, lag (balance) OVER (PARTITION BY account_id ORDER BY day)"
  " AS before FROM funds_daily) WHERE opening <> before",
  /* a row on every trading day of an account, and only there */
  "SELECT count(*) FROM funds_daily WHERE day NOT IN (SELECT day FROM trading_day)",
  "SELECT count(*) FROM trading_day t, (SELECT account_id, min (day) AS a, max (day) AS z"
  " FROM funds_daily GROUP BY account_id) x WHERE t.day BETWEEN x.a AND x.z"
  " AND NOT EXISTS (SELECT 1 FROM funds_daily f WHERE f.day = t.day"
  " AND f.account_id = x.account_id)",
  "SELECT count(*) FROM funds_daily f JOIN account a ON a.id = f.account_id"
  " WHERE NOT EXISTS (SELECT 1 FROM spell s WHERE s.client_id = a.client_id"
  " AND s.opened <= f.day AND (s.closed IS NULL OR s.closed > f.day))",
  /* trades and positions are behind the day's figures */
  "SELECT count(*) FROM funds_daily f LEFT JOIN (SELECT day, account_id, sum (commission) AS c,"
  " sum (exchange_fee) AS e, sum (realized) AS r, sum (lots) AS n FROM trade GROUP BY 1, 2) t"
  " USING (day, account_id) WHERE f.day >= (SELECT min (day) FROM trade)"
  " AND (f.commission <> coalesce (t.c, 0) OR f.exchange_fee <> coalesce (t.e, 0)"
  " OR f.realized <> coalesce (t.r, 0) OR f.lots <> coalesce (t.n, 0))",
  "SELECT count(*) FROM funds_daily f LEFT JOIN (SELECT day, account_id, sum (margin) AS m"
  " FROM position GROUP BY 1, 2) p USING (day, account_id)"
  " WHERE f.day >= (SELECT min (day) FROM trade) AND f.margin <> coalesce (p.m, 0)",
  /* what is held tomorrow was held today, or is opened tomorrow */
  "SELECT count(*) FROM position WHERE open_day > day OR lots <= 0",
  "SELECT count(*) FROM trade WHERE (effect = 'open') <> (realized IS NULL)",
  "SELECT count(*) FROM trade WHERE second NOT BETWEEN 0 AND 86399",
  /* what was delivered was allowed: on a working day, to an open client of a tier high enough, by
   * somebody, within the client's grade, and with his consent where the channel needs one */
  "SELECT count(*) FROM delivery WHERE day NOT IN (SELECT day FROM trading_day)"
  " OR staff_id IS NULL OR version_id IS NULL",
  "SELECT count(*) FROM delivery d WHERE NOT EXISTS (SELECT 1 FROM spell s"
  " WHERE s.client_id = d.client_id AND s.opened <= d.day"
  " AND (s.closed IS NULL OR s.closed > d.day))",
  "SELECT count(*) FROM delivery d JOIN product_version v ON v.id = d.version_id"
  " JOIN client c ON c.id = d.client_id WHERE c.investor = 'ordinary' AND v.risk >"
  " (SELECT CAST (substr (g.level, 2) AS INTEGER) FROM grade g WHERE g.client_id = d.client_id"
  " AND g.assessed <= d.day ORDER BY g.assessed DESC, g.id DESC LIMIT 1)",
  "SELECT count(*) FROM delivery d JOIN channel c ON c.key = d.channel WHERE c.consent <> ''"
  " AND coalesce ((SELECT n.given FROM consent n WHERE n.client_id = d.client_id"
  " AND n.channel = c.consent AND n.valid_from <= d.day"
  " ORDER BY n.valid_from DESC, n.id DESC LIMIT 1), 0) = 0",
  "SELECT count(*) FROM product p WHERE NOT EXISTS (SELECT 1 FROM product_version v"
  " WHERE v.product_id = p.id AND v.state = 'approved' AND v.author <> v.approver)",
/* nobody learns without what comes first, in a session or before */
#define GOOD                                                                                       \
  "r.client_id = x.client_id AND r.result IN ('pass', 'distinction') AND r.day <= x.day"           \
  " AND r.expires >= x.day"
  "SELECT count(*) FROM (SELECT e.client_id, s.course_id, s.first_day AS day FROM enrolment e"
  " JOIN course_session s ON s.id = e.session_id UNION ALL SELECT client_id, course_id, day"
  " FROM course_result WHERE session_id IS NULL) x JOIN course_need n ON n.course_id = x.course_id"
  " WHERE NOT EXISTS (SELECT 1 FROM course_result r WHERE r.course_id = n.requires_id AND " GOOD
  ")",
  /* nor who has passed already; nor in two sessions at once */
  "SELECT count(*) FROM enrolment e JOIN course_session s ON s.id = e.session_id JOIN "
  "course_result r"
  " ON r.client_id = e.client_id AND r.course_id = s.course_id AND r.day < s.first_day"
  " AND r.expires >= s.first_day",
  "SELECT count(*) FROM enrolment e JOIN meeting m ON m.session_id = e.session_id JOIN enrolment f"
  " ON f.client_id = e.client_id AND f.id > e.id JOIN meeting n ON n.session_id = f.session_id"
  " AND n.starts < m.ends AND n.ends > m.starts WHERE e.state = 'enrolled'"
  " AND f.state = 'enrolled'",
  /* no more seats than there are, and nobody waits where one is free */
  "SELECT count(*) FROM (SELECT s.seats + max (s.online_seats, 0) AS seats,"
  " count(*) FILTER (WHERE e.state IN ('enrolled', 'offered')) AS taken,"
  " count(*) FILTER (WHERE e.state = 'waiting') AS waiting FROM course_session s JOIN enrolment e"
  " ON e.session_id = s.id GROUP BY s.id) WHERE taken > seats OR (waiting > 0 AND taken < seats)",
  /* rolls are of meetings that were held, of people with a seat; nothing lies in the future */
  "SELECT count(*) FROM attendance a JOIN meeting m ON m.id = a.meeting_id LEFT JOIN enrolment e"
  " ON e.session_id = m.session_id AND e.client_id = a.client_id"
  " WHERE m.state <> 'held' OR e.state IS NOT 'enrolled'",
  "SELECT count(*) FROM (SELECT day FROM attempt UNION ALL SELECT day FROM course_result UNION ALL"
  " SELECT day FROM session_feedback UNION ALL SELECT day FROM training_need UNION ALL"
  " SELECT (starts + 28800) / 86400 FROM meeting WHERE state = 'held')"
  " WHERE day > (SELECT max (day) FROM funds_daily)",
  "SELECT count(*) - count(DISTINCT certificate) FROM course_result WHERE certificate <> ''",
  /* the desk: events of all kinds, who was there had been invited, and nobody reviews himself */
  "SELECT 3 - count(DISTINCT kind) FROM event",
  "SELECT count(*) FROM event_guest g JOIN event e ON e.id = g.event_id WHERE g.attended IS NOT "
  "NULL"
  " AND (e.state <> 'held' OR g.invited * 86400 >= e.starts)",
  "SELECT count(*) FROM study_version v JOIN study s ON s.id = v.study_id JOIN staff f"
  " ON f.id = s.author_id WHERE v.state = 'approved' AND v.reviewer IN ('', f.name, f.number)",
  /* contacts are with people who were clients then; nobody calls who must not, nor is one called who
   * does not want it, unless the rules ask for it */
  "SELECT count(*) FROM contact t WHERE NOT EXISTS (SELECT 1 FROM spell s"
  " WHERE s.client_id = t.client_id AND s.opened <= t.day) OR t.at > (SELECT max (day) + 1"
  " FROM funds_daily) * 86400 - 28800 OR (t.at + 28800) / 86400 <> t.day",
  "SELECT count(*) FROM contact t LEFT JOIN call_task k ON k.id = t.call_id WHERE t.channel = "
  "'phone'"
  " AND t.direction = 'out' AND coalesce (k.occasion, '') IN ('', 'plain') AND EXISTS (SELECT 1"
  " FROM refusal r WHERE r.client_id = t.client_id AND r.scope = 'all' AND r.valid_from <= t.day)",
  "SELECT count(*) FROM call_task t JOIN assignment a ON a.client_id = t.client_id"
  " AND a.staff_id = t.staff_id AND a.relation = 'adviser' AND a.valid_from <= t.due"
  " AND (a.valid_to IS NULL OR a.valid_to >= t.due) WHERE t.occasion <> 'plain'",
  /* what ended is not due, and what is due did not end */
  "SELECT count(*) FROM call_task WHERE (state = 'open') <> (closed IS NULL)"
  " OR (state = 'done') <> (outcome = 'complete')",
  "SELECT count(*) FROM call_task t WHERE t.state = 'done' AND NOT EXISTS (SELECT 1 FROM contact c"
  " WHERE c.call_id = t.id AND c.outcome = 'complete')",
  "SELECT count(*) FROM call_task t JOIN response r ON r.call_id = t.id"
  " WHERE t.state = 'open' AND r.state = 'complete'",
  /* forms are whole, of the version that was put, and end after they began */
  "SELECT count(*) FROM response r JOIN question q ON q.version_id = r.version_id"
  " WHERE r.state = 'complete' AND q.required AND q.condition = '' AND NOT EXISTS (SELECT 1"
  " FROM answer a WHERE a.response_id = r.id AND a.question_id = q.id)",
  "SELECT count(*) FROM answer a JOIN response r ON r.id = a.response_id JOIN question q"
  " ON q.id = a.question_id WHERE q.version_id <> r.version_id",
  "SELECT count(*) FROM response WHERE state = 'open' OR finished <= started",
  "SELECT count(*) FROM response r WHERE r.survey_id IS NOT NULL AND NOT EXISTS (SELECT 1"
  " FROM survey_member m WHERE m.survey_id = r.survey_id AND m.client_id = r.client_id"
  " AND m.excluded = '')",
  /* nobody handles what is said about himself; days come in order; letters went out in time */
  "SELECT count(*) FROM complaint WHERE about_id = handler_id OR happened > received"
  " OR accepted < registered OR answered < accepted OR closed < answered",
  "SELECT count(*) FROM complaint WHERE state = 'closed' AND (finding = '' OR cause = ''"
  " OR remedy = '')",
  "SELECT count(*) FROM complaint_letter WHERE sent IS NULL OR day > (SELECT max (day)"
  " FROM funds_daily)",
};

static void
test_identities (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    {
      CltDemoOptions options = small_options ((guint32) g_test_rand_int ());
      g_autoptr (CltConn) conn = NULL;

      options.clients = (guint) g_test_rand_int_range (30, 90);
      options.days = (guint) g_test_rand_int_range (1, 200);
      g_test_message ("clients %u days %u seed %u", options.clients, options.days, options.seed);
      conn = new_demo (fixture, &options);
      for (guint j = 0; j < G_N_ELEMENTS (rules); j++)
        {
          g_test_message ("rule %u", j);
          g_assert_cmpint (clt_test_get_int (conn, rules[j]), ==, 0);
        }
      g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM client WHERE prospect = 0"),
                       ==, options.clients);
      g_assert_cmpint (clt_test_get_int (conn, "SELECT count(DISTINCT day) FROM funds_daily"), ==,
                       options.days);
      g_assert_cmpint (clt_test_get_int (conn, "SELECT max(day) FROM funds_daily"), ==,
                       options.as_of);
    }
}

static void
test_same_again (Fixture *fixture, gconstpointer data)
{
  CltDemoOptions options = small_options (7);
  g_autoptr (CltConn) one = new_demo (fixture, &options);
  g_autoptr (CltConn) two = new_demo (fixture, &options);
  g_autoptr (CltConn) other = NULL;
  g_autofree char *hash = clt_test_hash_branch (one);
  g_autofree char *again = clt_test_hash_branch (two);
  g_autofree char *different = NULL;

  g_assert_cmpstr (hash, ==, again);
  options.seed = 8;
  other = new_demo (fixture, &options);
  different = clt_test_hash_branch (other);
  g_assert_cmpstr (hash, !=, different);
}

static gint64
count_status (CltConn *conn, const char *status, CltDay today)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  g_free (query->status);
  query->status = g_strdup (status);
  query->today = today;
  ids = clt_client_query_ids (conn, query, &error);
  g_assert_no_error (error);
  return ids->len;
}

/* Some have gone to sleep, few are dormant; as permille of all. */
static void
check_silent (CltConn *conn, CltDay today)
{
  gint64 all = count_status (conn, "", today);
  gint64 dormant = count_status (conn, "dormant", today) * 1000 / all;
  gint64 sleeping = count_status (conn, "sleeping", today) * 1000 / all;

  g_assert_cmpint (dormant, >=, 40);
  g_assert_cmpint (dormant, <=, 60);
  g_assert_cmpint (sleeping, >=, 200);
  g_assert_cmpint (sleeping, <=, 280);
}

/* What a newcomer should find in the branch that the program offers. */
static void
test_believable (Fixture *fixture, gconstpointer data)
{
  static const char *const present[] = {
    "SELECT count(*) FROM client WHERE birth_calendar = 'lunar'",
    "SELECT count(*) FROM client WHERE class = 'corporate'",
    "SELECT count(*) FROM client WHERE prospect = 1",
    "SELECT count(*) FROM spell WHERE closed > (SELECT min (day) FROM funds_daily)",
    "SELECT count(*) FROM spell WHERE opened > (SELECT min (day) FROM funds_daily)",
    "SELECT count(*) FROM assignment WHERE valid_to IS NOT NULL",
    "SELECT count(*) FROM tier_history WHERE move = 'down'",
    "SELECT count(*) FROM tier_history WHERE move = 'up'",
    "SELECT count(*) FROM tier_override",
    "SELECT count(*) FROM trade WHERE second > 75600 OR second < 9000",
    "SELECT count(*) FROM trade WHERE hedge = 'hedge'",
    "SELECT count(*) FROM consent WHERE given = 0",
    "SELECT count(*) FROM (SELECT 1 FROM account GROUP BY client_id HAVING count(*) > 1)",
    "SELECT count(*) FROM trading_day WHERE day > 20819 /* 2027 */",
    "SELECT count(*) FROM product_version WHERE state = 'draft'",
    "SELECT count(*) FROM product_version WHERE state = 'approved' AND number = 2",
    "SELECT count(*) FROM (SELECT 1 FROM entitlement GROUP BY product_id, tier HAVING count(*) > "
    "1)",
    "SELECT count(*) / 2000 FROM delivery",
    "SELECT count(*) / 5 FROM (SELECT channel FROM delivery GROUP BY channel)",
    "SELECT count(*) / 40 FROM course_session WHERE state = 'held'",
    "SELECT count(*) FROM course_session WHERE state = 'published'",
    "SELECT count(*) FROM course_session WHERE state = 'planned'",
    "SELECT count(*) / 6 FROM (SELECT state FROM enrolment GROUP BY state)",
    "SELECT count(*) / 4 FROM (SELECT result FROM course_result GROUP BY result)",
    "SELECT count(*) / 4 FROM (SELECT mark FROM attendance GROUP BY mark)",
    "SELECT count(*) / 6 FROM (SELECT kind FROM attempt GROUP BY kind)",
    "SELECT count(*) FROM session_feedback WHERE comment <> ''",
    "SELECT count(*) / 2 FROM (SELECT kind FROM training_need GROUP BY kind)",
    "SELECT count(*) FROM course_result WHERE expires BETWEEN 20756 AND 20816 /* 60 days on */",
    "SELECT count(*) / 7 FROM questionnaire_version WHERE state = 'published'",
    "SELECT count(*) / 2000 FROM contact",
    "SELECT count(*) / 10 FROM (SELECT outcome FROM contact GROUP BY outcome)",
    "SELECT count(*) / 5 FROM (SELECT occasion FROM call_task WHERE state = 'open' AND due <= 20756"
    " GROUP BY occasion)",
    "SELECT count(*) FROM call_task WHERE state = 'open' AND due < 20756",
    "SELECT count(*) FROM call_task WHERE state = 'open' AND due > 20756",
    "SELECT count(*) / 3 FROM call_task WHERE state = 'open' AND due = 20756 AND due_time > 0",
    "SELECT count(*) FROM survey WHERE state = 'open'",
    "SELECT count(*) FROM survey WHERE state = 'closed'",
    "SELECT count(*) / 40 FROM response WHERE session_id IS NOT NULL",
    "SELECT count(*) / 30 FROM response WHERE survey_id IS NOT NULL",
    "SELECT count(*) FROM answer WHERE mark = 'refused'",
    "SELECT count(*) FROM answer a JOIN question q ON q.id = a.question_id WHERE q.type = 'text'",
    "SELECT count(*) FROM absence WHERE 20756 BETWEEN valid_from AND valid_to",
    "SELECT count(*) FROM task WHERE state = 'open' AND due < 20756",
    "SELECT count(*) / 3 FROM (SELECT kind FROM task WHERE state = 'open' GROUP BY kind)",
    "SELECT count(*) / 6 FROM (SELECT state FROM complaint GROUP BY state)",
    "SELECT count(*) FROM complaint WHERE closed IS NULL AND due_close < 20756",
    "SELECT count(*) FROM complaint WHERE same_as IS NOT NULL",
    "SELECT count(*) FROM complaint WHERE reopened > 0",
    "SELECT count(*) FROM complaint WHERE extended > 0",
    "SELECT count(*) FROM complaint_stop WHERE to_day IS NULL",
    "SELECT count(*) / 6 FROM (SELECT kind FROM complaint_letter GROUP BY kind)",
  };
  CltDemoOptions options = small_options (CLT_DEMO_SEED);
  g_autoptr (CltConn) conn = NULL;
  gint64 rich, all;

  options.clients = CLT_DEMO_CLIENTS;
  options.days = CLT_DEMO_DAYS;
  conn = new_demo (fixture, &options);
  for (guint i = 0; i < G_N_ELEMENTS (present); i++)
    {
      g_test_message ("%s", present[i]);
      g_assert_cmpint (clt_test_get_int (conn, present[i]), >, 0);
    }
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM tier_run"), >=, 24);

  /* the history tells of every row that it holds */
  g_assert_cmpint (clt_test_get_int (conn, "SELECT min (row_count) FROM action"), >, 0);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT max (row_count) FROM action"), ==,
                   clt_test_get_int (conn, "SELECT (SELECT count(*) FROM funds_daily)"
                                           " + (SELECT count(*) FROM trade)"
                                           " + (SELECT count(*) FROM position)"));
  check_silent (conn, options.as_of);

  /* few carry most */
  all = clt_test_get_int (conn, "SELECT sum (equity) FROM funds_daily"
                                " WHERE day = (SELECT max (day) FROM funds_daily)");
  rich = clt_test_get_int (conn, "SELECT sum (equity) FROM (SELECT equity FROM funds_daily"
                                 " WHERE day = (SELECT max (day) FROM funds_daily)"
                                 " ORDER BY equity DESC LIMIT 30)");
  g_assert_cmpint (rich * 100 / all, >, 60);
  g_assert_cmpint (rich * 100 / all, <, 95);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  CltDemoOptions options = small_options (1);
  g_autoptr (CltConn) conn = new_demo (fixture, &options);
  g_autoptr (CltConn) empty = new_branch (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (clt_demo_fill (conn, &options, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  options.clients = 0;
  g_assert_false (clt_demo_fill (empty, &options, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
}

/* The least that can be asked for. */
static void
test_tiny (Fixture *fixture, gconstpointer data)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      CltDemoOptions options = small_options (seed);
      g_autoptr (CltConn) conn = NULL;

      options.clients = options.days = 1;
      conn = new_demo (fixture, &options);
      g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM account"), ==, 1);
    }
}

static void
cancel_soon (double fraction, gpointer data)
{
  if (fraction > 0.5)
    g_cancellable_cancel (data);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  CltDemoOptions options = small_options (1);
  g_autoptr (CltConn) conn = new_branch (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  options.cancellable = cancellable;
  options.progress = cancel_soon;
  options.progress_data = cancellable;
  g_assert_false (clt_demo_fill (conn, &options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (clt_test_get_int (conn, "SELECT count(*) FROM funds_daily"), ==, 0);
}

static int
count_between (GArray *days, int from, int to)
{
  int n = 0;

  for (guint i = 0; i < days->len; i++)
    {
      int day = clt_day_to_yyyymmdd (g_array_index (days, CltDay, i));

      n += day >= from && day <= to;
    }
  return n;
}

static void
test_calendar (void)
{
  g_autoptr (GArray) days = clt_demo_trading_days (2025, 2031);

  g_assert_cmpint (count_between (days, 20260216, 20260223), ==, 0);
  g_assert_cmpint (count_between (days, 20261001, 20261007), ==, 0);
  g_assert_cmpint (count_between (days, 20260501, 20260505), ==, 0);
  g_assert_cmpint (count_between (days, 20270609, 20270609), ==, 0); /* 端午 */
  g_assert_cmpint (count_between (days, 20270405, 20270405), ==, 0); /* 清明 */
  g_assert_cmpint (count_between (days, 20280404, 20280404), ==, 0);
  g_assert_cmpint (count_between (days, 20310124, 20310124), ==, 0);
  for (int year = 2025; year <= 2031; year++)
    {
      int n = count_between (days, year * 10000, year * 10000 + 1231);

      g_assert_cmpint (n, >, 237);
      g_assert_cmpint (n, <, 248);
    }
}

static void
test_names (void)
{
  CltRandom random = clt_random_new (3, 4);

  for (int i = 0; i < 2000; i++)
    {
      gboolean female = i % 2 == 0;
      CltDay born = clt_day_from_ymd (1950, 1, 1) + i * 9;
      g_autofree char *id = clt_demo_id_number (&random, born, female);
      g_autofree char *phone = clt_demo_phone (&random);
      CltDay birth;
      gboolean is_female;

      g_assert_cmpint (clt_id_card_check (id, &birth, &is_female), ==, CLT_ID_OK);
      g_assert_cmpint (birth, ==, born);
      g_assert_cmpint (is_female, ==, female);
      g_assert_true (g_str_has_prefix (id, "000000"));
      g_assert_cmpint (clt_phone_get_form (phone), ==, CLT_PHONE_MOBILE);
    }
}

static void
test_random (void)
{
  CltRandom random = clt_random_new (1, 1);
  gint64 sum = 0, squares = 0;

  for (int i = 0; i < 100000; i++)
    {
      gint64 z = clt_random_normal (&random);
      gint64 n = clt_random_range (&random, -3, 5);

      g_assert_cmpint (n, >=, -3);
      g_assert_cmpint (n, <=, 5);
      sum += z;
      squares += z * z;
    }
  g_assert_cmpint (ABS (sum / 100000), <, 20);
  g_assert_cmpint (squares / 100000, >, 970000);
  g_assert_cmpint (squares / 100000, <, 1030000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo/random", test_random);
  g_test_add_func ("/demo/names", test_names);
  g_test_add_func ("/demo/calendar", test_calendar);
  g_test_add ("/demo/identities", Fixture, NULL, set_up, test_identities, tear_down);
  g_test_add ("/demo/same-again", Fixture, NULL, set_up, test_same_again, tear_down);
  g_test_add ("/demo/believable", Fixture, NULL, set_up, test_believable, tear_down);
  g_test_add ("/demo/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/demo/tiny", Fixture, NULL, set_up, test_tiny, tear_down);
  g_test_add ("/demo/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
