/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo.h"

#include "core/base/clt-i18n.h"
#include "core/demo/clt-demo-calendar.h"
#include "core/demo/clt-demo-calls.h"
#include "core/demo/clt-demo-events.h"
#include "core/demo/clt-demo-funds.h"
#include "core/demo/clt-demo-people.h"
#include "core/demo/clt-demo-services.h"
#include "core/demo/clt-demo-studies.h"
#include "core/demo/clt-demo-training.h"
#include "core/funds/clt-tiers.h"
#include "core/quality/clt-figures.h"

/* Clients an action: the journal keeps what it did in memory until it commits. */
#define CLIENTS_AT_ONCE 5000
#define MOST_CLIENTS_WITH_EVENTS 5000

typedef struct
{
  const CltDemoOptions *options;
  GArray *calendar; /* CltDay: trading days of all years in question */
  GArray *days;     /* CltDay: those with facts */
  CltDemoPeople people;
  GArray *lives; /* CltDemoLife */
} Demo;

void
clt_demo_options_init (CltDemoOptions *options)
{
  *options = (CltDemoOptions){
    .clients = CLT_DEMO_CLIENTS,
    .days = CLT_DEMO_DAYS,
    .seed = CLT_DEMO_SEED,
    .as_of = clt_day_from_yyyymmdd (CLT_DEMO_AS_OF),
  };
}

static void
tell (const CltDemoOptions *options, double fraction)
{
  if (options->progress != NULL)
    options->progress (fraction, options->progress_data);
}

/* The journal's clock stands at the end of the last day, so that the same options give the same
 * file to the last byte of the journal. */
static CltActionInfo
action_info (const CltDemoOptions *options, const char *name)
{
  return (CltActionInfo){
    .name = name,
    .who = options->who,
    .at = options->as_of * G_GINT64_CONSTANT (86400) + (17 - 8) * 3600,
  };
}

static gboolean
check_options (const CltDemoOptions *options, GError **error)
{
  int year = clt_day_get_month (options->as_of) / 12;

  if (options->clients < 1 || options->clients > 500000)
    clt_store_refuse (error, _ ("A demo branch has 1 to 500,000 clients, not %u"),
                      options->clients);
  else if (options->days < 1 || options->days > 2500)
    clt_store_refuse (error, _ ("A demo branch has 1 to 2,500 trading days, not %u"),
                      options->days);
  else if (year < 2000 || year > 2090)
    clt_store_refuse (error, _ ("A demo branch ends in one of the years 2000 to 2090"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_empty (CltConn *conn, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM client", ""))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
               _ ("“%s” holds clients already; the demo branch needs a file of its own"),
               clt_conn_get_path (conn));
  return FALSE;
}

/* The calendar reaches from the year of the first fact to the year after the last one. */
static void
demo_init (Demo *demo, const CltDemoOptions *options)
{
  int last_year = clt_day_get_month (options->as_of) / 12;
  guint end;

  demo->options = options;
  demo->calendar = clt_demo_trading_days (last_year - (int) options->days / 235 - 1, last_year + 1);
  for (end = demo->calendar->len; end > 0; end--)
    if (g_array_index (demo->calendar, CltDay, end - 1) <= options->as_of)
      break;
  demo->days = g_array_sized_new (FALSE, FALSE, sizeof (CltDay), options->days);
  g_array_append_vals (demo->days, &g_array_index (demo->calendar, CltDay, end - options->days),
                       options->days);
  clt_demo_people_init (&demo->people, options->seed, options->clients, demo->days);
  demo->lives = clt_demo_people_plan (&demo->people);
}

static void
demo_clear (Demo *demo)
{
  g_clear_pointer (&demo->calendar, g_array_unref);
  g_clear_pointer (&demo->days, g_array_unref);
  g_clear_pointer (&demo->lives, g_array_unref);
  clt_demo_people_clear (&demo->people);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

static gboolean
add_calendar (CltConn *conn, GArray *calendar, GError **error)
{
  for (guint i = 0; i < calendar->len; i++)
    if (!clt_conn_run (conn, error, "INSERT INTO trading_day (day) VALUES (?)", "i",
                       (gint64) g_array_index (calendar, CltDay, i)))
      return FALSE;
  return TRUE;
}

/* Marks the file, so that nobody takes it for a real branch. */
static gboolean
add_branch (Demo *demo, CltConn *conn, GError **error)
{
  g_autofree char *value =
    g_strdup_printf ("%u/%u/%u", demo->options->clients, demo->options->days, demo->options->seed);

  return clt_conn_run (conn, error,
                       "INSERT INTO setting (name, value) VALUES ('demo', ?), ('branch.name', ?)",
                       "tt", value, CLT_DEMO_BRANCH) &&
         add_calendar (conn, demo->calendar, error) &&
         clt_demo_people_add_staff (&demo->people, conn, error) &&
         clt_demo_people_add_prospects (&demo->people, conn, error);
}

/* One action for a portion of the clients; the first one also brings what all have in common. */
static gboolean
add_people (Demo *demo, CltConn *conn, guint from, guint n, GError **error)
{
  const CltActionInfo info = action_info (demo->options, "demo.fill");

  if (!clt_action_begin (conn, &info, error))
    return FALSE;
  if ((from == 0 && !add_branch (demo, conn, error)) ||
      !clt_demo_people_add_clients (&demo->people, conn, demo->lives, from, n, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  return clt_action_commit (conn, NULL, error);
}

static gboolean
add_all_people (Demo *demo, CltConn *conn, GError **error)
{
  guint n_lives = demo->lives->len;

  for (guint from = 0, n = 0; from < n_lives; from += n)
    {
      n = MIN (CLIENTS_AT_ONCE, n_lives - from);
      /* a client's second account stays with the first */
      while (from + n < n_lives && g_array_index (demo->lives, CltDemoLife, from + n).second)
        n++;
      if (g_cancellable_set_error_if_cancelled (demo->options->cancellable, error) ||
          !add_people (demo, conn, from, n, error))
        return FALSE;
      tell (demo->options, 0.3 * (from + n) / n_lives);
    }
  return TRUE;
}

static gboolean
add_facts (Demo *demo, CltConn *conn, GError **error)
{
  const CltActionInfo info = action_info (demo->options, "demo.fill");
  const CltDemoFunds funds = {
    .days = demo->days,
    .lives = demo->lives,
    .seed = demo->options->seed,
    .progress = demo->options->progress,
    .progress_data = demo->options->progress_data,
    .progress_from = 0.3,
    .progress_to = 0.8,
    .cancellable = demo->options->cancellable,
  };

  if (!clt_action_begin (conn, &info, error))
    return FALSE;
  if (!clt_demo_funds_write (&funds, conn, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  return clt_action_commit (conn, NULL, error);
}

/* Two exceptions that a manager might have made. */
static gboolean
add_overrides (Demo *demo, CltConn *conn, GError **error)
{
  static const char *const reasons[] = { "家族合并资产", "机构客户，统一服务标准" };
  CltDay last = g_array_index (demo->days, CltDay, demo->days->len - 1);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      gint64 client;

      if (!clt_conn_get_int (conn, &client, 0, error,
                             "SELECT client_id FROM tier_history WHERE tier = 3"
                             " ORDER BY client_id LIMIT 1 OFFSET ?",
                             "i", (gint64) i * 3 + 2))
        return FALSE;
      if (client != 0 &&
          !clt_tiers_override (conn, client, CLT_TIER_HIGH_END, reasons[i], demo->options->who,
                               demo->options->who, last - 100 - (CltDay) i * 40, last + 150, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_tiers (Demo *demo, CltConn *conn, GError **error)
{
  const CltActionInfo info = action_info (demo->options, "tiers.run");
  CltDay last = g_array_index (demo->days, CltDay, demo->days->len - 1);
  g_autoptr (CltTierReport) report = NULL;

  if (!clt_action_begin (conn, &info, error))
    return FALSE;
  report = clt_tiers_apply (conn, last, error);
  if (report == NULL || !add_overrides (demo, conn, error))
    {
      clt_action_rollback (conn);
      return FALSE;
    }
  return clt_action_commit (conn, NULL, error);
}

static gboolean
add_services (Demo *demo, CltConn *conn, GError **error)
{
  const CltDemoServices services = {
    .seed = demo->options->seed,
    .n_clients = demo->options->clients,
    .last = g_array_index (demo->days, CltDay, demo->days->len - 1),
    .info = action_info (demo->options, "demo.fill"),
  };

  return clt_demo_services_write (&services, conn, error);
}

static gboolean
add_training (Demo *demo, CltConn *conn, GError **error)
{
  const CltDemoTraining training = {
    .seed = demo->options->seed,
    .n_clients = demo->options->clients,
    .calendar = demo->calendar,
    .last = g_array_index (demo->days, CltDay, demo->days->len - 1),
    .info = action_info (demo->options, "demo.fill"),
  };

  return clt_demo_training_write (&training, conn, error);
}

/* Not in a large branch: who may be invited is asked of each client. */
static gboolean
add_care (Demo *demo, CltConn *conn, GError **error)
{
  const CltDay last = g_array_index (demo->days, CltDay, demo->days->len - 1);
  const CltDemoEvents events = {
    .seed = demo->options->seed,
    .last = last,
    .info = action_info (demo->options, "demo.fill"),
  };

  if (demo->options->clients > MOST_CLIENTS_WITH_EVENTS)
    return TRUE;
  return clt_demo_events_write (&events, conn, error) &&
         clt_demo_studies_write (conn, last, &events.info, error);
}

static gboolean
add_calls (Demo *demo, CltConn *conn, GError **error)
{
  const CltDemoCalls calls = {
    .seed = demo->options->seed,
    .n_clients = demo->options->clients,
    .last = g_array_index (demo->days, CltDay, demo->days->len - 1),
    .info = action_info (demo->options, "demo.fill"),
  };

  return clt_demo_calls_write (&calls, conn, error);
}

gboolean
clt_demo_fill (CltConn *conn, const CltDemoOptions *options, GError **error)
{
  g_auto (Demo) demo = { NULL };

  if (!check_options (options, error) || !check_empty (conn, error))
    return FALSE;
  demo_init (&demo, options);
  if (!add_all_people (&demo, conn, error) || !add_facts (&demo, conn, error) ||
      !run_tiers (&demo, conn, error))
    return FALSE;
  tell (options, 0.9);
  if (!add_services (&demo, conn, error) || !add_care (&demo, conn, error) ||
      !add_training (&demo, conn, error))
    return FALSE;
  tell (options, 0.95);
  if (!add_calls (&demo, conn, error))
    return FALSE;
  tell (options, 0.98);
  if (!clt_figures_refresh_all (conn, error))
    return FALSE;
  tell (options, 1);
  return TRUE;
}
