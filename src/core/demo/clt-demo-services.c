/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-services.h"

#include "core/base/clt-lunar.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-gate.h"
#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-workdays.h"
#include "core/base/clt-random.h"
#include "core/funds/clt-population.h"

#define STREAM_SERVICES 3
#define BIRTHDAY "V01"
#define FESTIVAL "V02"

/* What is done for whom is decided once a week for each product, on its weekday. */
typedef struct
{
  gboolean is_birthday, is_festival;
  guint8 *done;     /* by client: deliveries of the running period */
  guint8 *given_up; /* by client: blocked or forgotten, not done in this period */
} Service;

typedef struct
{
  gboolean lunar;
  int month, day; /* 0: unknown */
} Birthday;

typedef struct
{
  const CltDemoServices *options;
  CltConn *conn;
  CltWorkdays *workdays;
  CltPopulation *population;
  GPtrArray *products; /* CltProduct as in force in the week */
  Service *services;   /* parallel to it */
  CltMatrix *matrix;
  CltTier *tiers;
  Birthday *birthdays;
  int festival; /* rank of the day's festival, from 1; 0: none */
  CltRandom random;
} Demo;

static void
demo_clear (Demo *demo)
{
  for (guint i = 0; demo->products != NULL && i < demo->products->len; i++)
    {
      g_free (demo->services[i].done);
      g_free (demo->services[i].given_up);
    }
  g_clear_pointer (&demo->services, g_free);
  g_clear_pointer (&demo->products, g_ptr_array_unref);
  g_clear_pointer (&demo->workdays, clt_workdays_free);
  g_clear_pointer (&demo->population, clt_population_free);
  g_clear_pointer (&demo->matrix, clt_matrix_unref);
  g_clear_pointer (&demo->tiers, g_free);
  g_clear_pointer (&demo->birthdays, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

/* The log begins with the last whole quarter; that of a large branch goes back only some weeks,
 * for it grows with the clients. */
static CltDay
first_day (const CltDemoServices *options)
{
  const int month = clt_day_get_month (options->last);
  const CltDay quarter = clt_month_first_day (month - month % 3 - 3);

  if (options->n_clients <= 5000)
    return quarter;
  return options->last - (options->n_clients <= 50000 ? 28 : 7);
}

/* The catalogue */

static gboolean
find_person (CltConn *conn, const char *role, char **name, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT name FROM staff WHERE role = ? ORDER BY id LIMIT 1", "t",
                    role);

  if (stmt == NULL || clt_stmt_step (stmt, error) != CLT_STEP_ROW)
    return FALSE;
  *name = g_strdup (clt_stmt_get_text (stmt, 0));
  clt_stmt_reset (stmt);
  return TRUE;
}

/* A second version of @code by @author, which takes 5 minutes more. Returns: its id; 0 on error. */
static gint64
add_draft (CltConn *conn, const char *code, const char *author, CltDay day, GError **error)
{
  gint64 product_id = clt_product_find (conn, code, error);
  g_autoptr (CltVersion) version =
    product_id == 0 ? NULL : clt_version_get (conn, product_id, day, error);
  g_autofree char *deliverable = NULL;

  if (version == NULL)
    return 0;
  deliverable = g_strconcat (version->deliverable, "；附客户反馈表", NULL);
  clt_set_str (&version->deliverable, deliverable);
  clt_set_str (&version->author, author);
  version->minutes += 5;
  return clt_version_save (conn, version, error) ? version->id : 0;
}

/* One product in its second version, one more being revised, and a promise that has grown. */
static gboolean
revise (CltConn *conn, const char *author, const char *approver, CltDay day, GError **error)
{
  const CltRight more = { .kind = CLT_RIGHT_COUNT,
                          .count = 3,
                          .period = CLT_PERIOD_MONTH,
                          .channel = "" };
  const gint64 version = add_draft (conn, "R03", author, day, error);
  const gint64 product = version == 0 ? 0 : clt_product_find (conn, "R02", error);

  return product != 0 && clt_version_approve (conn, version, approver, day, error) &&
         clt_matrix_set (conn, product, CLT_TIER_ORDINARY, &more, day, error) &&
         add_draft (conn, "V06", author, day, error) != 0;
}

static gboolean
add_catalogue (const CltDemoServices *options, CltConn *conn, CltDay from, GError **error)
{
  const int month = clt_day_get_month (options->last);
  const CltDay quarter = clt_month_first_day (month - month % 3);
  g_autofree char *manager = NULL;
  g_autofree char *adviser = NULL;

  return find_person (conn, "manager", &manager, error) &&
         find_person (conn, "adviser", &adviser, error) &&
         clt_catalogue_add_preset (conn, "zh_CN", manager, from, error) &&
         revise (conn, adviser, manager, MAX (quarter, from), error);
}

/* Deliveries */

/* A number of 0 … 99 that belongs to this client and product. */
static guint
draw (const Demo *demo, guint product, int person)
{
  CltRandom random =
    clt_random_new (demo->options->seed,
                    STREAM_SERVICES + ((guint64) product << 32) + (guint64) person);

  return (guint) clt_random_range (&random, 0, 99);
}

/* How many of the period's deliveries are due by @day, spread evenly over the period. */
static int
count_due (const Demo *demo, guint product, int person, const CltRight *right, CltDay day)
{
  const guint offset = draw (demo, product, person);
  CltDay first, last;
  int due = 0;

  clt_period_bounds (right->period, day, &first, &last);
  for (int i = 0; i < right->count; i++)
    due += first + ((last - first) * (100 * i + (int) offset)) / (100 * right->count) <= day;
  return due;
}

/* A birthday on a day off is greeted on the working day before it. */
static gboolean
has_birthday (const Demo *demo, int person, CltDay day, CltDay next_day)
{
  const Birthday *birthday = &demo->birthdays[person];
  CltDay next;

  if (birthday->month == 0 || birthday->day == 0)
    return FALSE;
  next = clt_birthday_next (birthday->lunar, birthday->month, birthday->day, day);
  return next != CLT_DAY_NONE && next < next_day;
}

/* The great festivals, the greatest first; those of days off are greeted on the working day
 * before. */
static int
find_festival (CltDay day, CltDay next_day)
{
  static const char *const names[] = { "Spring Festival", "Mid-Autumn Festival",
                                       "Dragon Boat Festival", "National Day" };
  g_autoptr (GArray) festivals = clt_festivals (day, next_day - 1);

  for (guint i = 0; i < festivals->len; i++)
    for (int n = 0; n < (int) G_N_ELEMENTS (names); n++)
      if (g_str_equal (g_array_index (festivals, CltFestival, i).name, names[n]))
        return n + 1;
  return 0;
}

static gboolean
is_due (const Demo *demo, guint product, int person, CltDay day, CltDay next_day)
{
  const Service *service = &demo->services[product];
  const CltProduct *offer = demo->products->pdata[product];
  const CltRight *right = clt_matrix_get (demo->matrix, offer->id, demo->tiers[person]);

  if (right->kind != CLT_RIGHT_COUNT || service->given_up[person] ||
      service->done[person] >= right->count)
    return FALSE;
  if (service->is_birthday)
    return has_birthday (demo, person, day, next_day);
  if (service->is_festival) /* two greetings a year are for the two greatest */
    return demo->festival != 0 && demo->festival <= right->count;
  return service->done[person] < count_due (demo, product, person, right, day);
}

/* The clients of @product whose turn it is; one in sixteen is forgotten for this period. */
static GArray *
find_due (Demo *demo, guint product, CltDay day)
{
  const CltDay next_day = clt_workdays_move (demo->workdays, day, 1);
  GArray *due = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < demo->population->n; i++)
    {
      if (!is_due (demo, product, i, day, next_day) ||
          !clt_population_has (demo->population, i, day))
        continue;
      if (clt_random_chance (&demo->random, 62))
        demo->services[product].given_up[i] = TRUE;
      else
        g_array_append_val (due, i);
    }
  return due;
}

/* By the adviser where the product is his and the client has one, else by the specialist. */
static gboolean
log_delivery (Demo *demo,
              const CltProduct *product,
              const char *channel,
              const CltVerdict *verdict,
              CltDay day,
              GError **error)
{
  const gboolean advised = g_str_equal (product->current->provider, "adviser");
  const gint64 at = day * G_GINT64_CONSTANT (86400) + clt_random_range (&demo->random, 3600, 30000);
  const gint64 id = clt_conn_new_id (demo->conn, error);

  return id != 0 &&
         clt_conn_run (demo->conn, error,
                       "INSERT INTO delivery (id, client_id, product_id, version_id, day, at,"
                       " channel, staff_id, minutes, cost, evidence)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT staff_id FROM assignment"
                       " WHERE client_id = ?2"
                       " AND relation IN ('service', CASE WHEN ?11 THEN 'adviser' END)"
                       " AND valid_from <= ?5 AND (valid_to IS NULL OR valid_to >= ?5)"
                       " ORDER BY relation, valid_from DESC, id DESC LIMIT 1), ?8, ?9, ?10)",
                       "iiiiiitiiti", id, verdict->client_id, product->id, product->current->id,
                       (gint64) day, at, channel, (gint64) product->current->minutes,
                       product->current->cost, verdict->evidence, (gint64) advised);
}

/* Asks the gate for all of @due at once; who may not be reached this way stays in @due for the next
 * channel, and who was contacted too recently waits for the next week. */
static gboolean
deliver (Demo *demo, guint index, const char *channel, CltDay day, GArray *due, GError **error)
{
  const CltProduct *product = demo->products->pdata[index];
  Service *service = &demo->services[index];
  const CltGateQuestion question = { .product_id = product->id,
                                     .channel = channel,
                                     .day = day,
                                     .targeted = TRUE,
                                     .push = TRUE,
                                     .greeting = service->is_birthday || service->is_festival };
  g_autofree gint64 *ids = g_new (gint64, due->len);
  g_autoptr (GPtrArray) verdicts = NULL;
  guint left = 0;

  for (guint i = 0; i < due->len; i++)
    ids[i] = demo->population->people[g_array_index (due, int, i)].id;
  verdicts = clt_gate_check_all (demo->conn, &question, ids, due->len, error);
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      const CltVerdict *verdict = verdicts->pdata[i];
      const int person = g_array_index (due, int, i);

      if (verdict->blocks == 0)
        {
          if (!log_delivery (demo, product, channel, verdict, day, error))
            return FALSE;
          service->done[person]++;
        }
      else if ((verdict->blocks & ~(guint) (CLT_BLOCK_NO_CONSENT | CLT_BLOCK_CHANNEL)) == 0)
        g_array_index (due, int, left++) = person;
      else if (verdict->blocks != CLT_BLOCK_GAP)
        service->given_up[person] = TRUE;
    }
  g_array_set_size (due, left);
  return verdicts != NULL;
}

static gboolean
serve (Demo *demo, guint index, CltDay day, GError **error)
{
  const CltProduct *product = demo->products->pdata[index];
  g_autoptr (GArray) due = NULL;

  if (product->current == NULL)
    return TRUE;
  due = find_due (demo, index, day);
  for (guint i = 0; i < product->current->channels->len && due->len > 0; i++)
    {
      const CltProductChannel *channel = product->current->channels->pdata[i];

      if (!deliver (demo, index, channel->channel, day, due, error))
        return FALSE;
    }
  for (guint i = 0; i < due->len; i++)
    demo->services[index].given_up[g_array_index (due, int, i)] = TRUE;
  return TRUE;
}

/* A new period begins with nothing done; none does in the middle of a week of one month. */
static void
turn_pages (Demo *demo, guint index, CltDay before, CltDay day)
{
  const CltProduct *product = demo->products->pdata[index];

  if (clt_day_get_weekday (before) < clt_day_get_weekday (day) && day - before < 7 &&
      clt_day_get_month (before) == clt_day_get_month (day))
    return;
  for (int i = 0; i < demo->population->n; i++)
    {
      const CltRight *right = clt_matrix_get (demo->matrix, product->id, demo->tiers[i]);
      CltDay first, last;

      clt_period_bounds (right->period, day, &first, &last);
      if (before >= first || right->kind != CLT_RIGHT_COUNT)
        continue;
      demo->services[index].done[i] = 0;
      demo->services[index].given_up[i] = FALSE;
    }
}

/* Matrix, tiers and versions of @day. */
static gboolean
load_month (Demo *demo, CltDay day, GError **error)
{
  g_clear_pointer (&demo->matrix, clt_matrix_unref);
  g_clear_pointer (&demo->products, g_ptr_array_unref);
  demo->matrix = clt_matrix_load (demo->conn, day, error);
  demo->products = clt_product_list (demo->conn, day, FALSE, error);
  return demo->matrix != NULL && demo->products != NULL &&
         clt_population_get_tiers (demo->population, demo->conn, day, demo->tiers, error);
}

/* Greetings go out on their day; everything else has a day of the week. */
static gboolean
is_day_of (const Demo *demo, guint index, CltDay day)
{
  const Service *service = &demo->services[index];

  return service->is_birthday || service->is_festival ||
         (guint) clt_day_get_weekday (day) == 1 + index % 5;
}

static gboolean
work (Demo *demo, CltDay from, CltDay to, GError **error)
{
  CltDay before = from - 1;

  for (CltDay day = clt_workdays_at_or_after (demo->workdays, from); day <= to;
       before = day, day = clt_workdays_move (demo->workdays, day, 1))
    {
      demo->festival = find_festival (day, clt_workdays_move (demo->workdays, day, 1));
      for (guint i = 0; i < demo->products->len; i++)
        {
          turn_pages (demo, i, before, day);
          if (is_day_of (demo, i, day) && !serve (demo, i, day, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load_birthdays (Demo *demo, GError **error)
{
  CltStmt *stmt = clt_conn_query (demo->conn, error,
                                  "SELECT id, birth_calendar = 'lunar', birth_month, birth_day"
                                  " FROM client WHERE prospect = 0",
                                  "");
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  demo->birthdays = g_new0 (Birthday, MAX (demo->population->n, 1));
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const int person = clt_population_find (demo->population, clt_stmt_get_int (stmt, 0));

      if (person >= 0)
        demo->birthdays[person] =
          (Birthday){ clt_stmt_get_int (stmt, 1) != 0, (int) clt_stmt_get_int (stmt, 2),
                      (int) clt_stmt_get_int (stmt, 3) };
    }
  return step == CLT_STEP_DONE;
}

static gboolean
start (Demo *demo, CltDay from, GError **error)
{
  demo->workdays = clt_workdays_load (demo->conn, error);
  demo->population = demo->workdays == NULL ? NULL : clt_population_load (demo->conn, error);
  if (demo->population == NULL)
    return FALSE;
  demo->tiers = g_new0 (CltTier, MAX (demo->population->n, 1));
  if (!load_birthdays (demo, error) || !load_month (demo, from, error))
    return FALSE;
  demo->services = g_new0 (Service, demo->products->len);
  for (guint i = 0; i < demo->products->len; i++)
    {
      const CltProduct *product = demo->products->pdata[i];

      demo->services[i].is_birthday = g_str_equal (product->code, BIRTHDAY);
      demo->services[i].is_festival = g_str_equal (product->code, FESTIVAL);
      demo->services[i].done = g_new0 (guint8, MAX (demo->population->n, 1));
      demo->services[i].given_up = g_new0 (guint8, MAX (demo->population->n, 1));
    }
  return TRUE;
}

typedef struct
{
  Demo *demo;
  CltDay from, to;
} Month;

static gboolean
write_month (CltConn *conn, gpointer data, GError **error)
{
  const Month *month = data;

  return load_month (month->demo, month->from, error) &&
         work (month->demo, month->from, month->to, error);
}

static gboolean
write_catalogue (CltConn *conn, gpointer data, GError **error)
{
  const CltDemoServices *options = data;

  return add_catalogue (options, conn, first_day (options), error);
}

gboolean
clt_demo_services_write (const CltDemoServices *options, CltConn *conn, GError **error)
{
  const CltDay from = first_day (options);
  g_auto (Demo) demo = { .options = options,
                         .conn = conn,
                         .random = clt_random_new (options->seed, STREAM_SERVICES) };
  Month month = { &demo, from, from };

  if (!clt_action_run (conn, &options->info, write_catalogue, (gpointer) options, NULL, error) ||
      !start (&demo, from, error))
    return FALSE;
  for (; month.from <= options->last; month.from = month.to + 1)
    {
      month.to = MIN (clt_month_last_day (clt_day_get_month (month.from)), options->last);
      if (!clt_action_run (conn, &options->info, write_month, &month, NULL, error))
        return FALSE;
    }
  return TRUE;
}
