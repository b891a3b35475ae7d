/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-event.h"

#include "../catalogue/service-fixture.h"
#include "core/base/clt-text.h"

#define NOW "1794974400" /* 2026-11-18, noon in Shanghai */
#define TODAY 20261118
#define N 5

typedef struct
{
  Branch branch;
  gint64 product, event;
  gint64 clients[N];
} Meeting;

#define change(meeting, ...)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    branch_begin (&(meeting)->branch);                                                             \
    __VA_ARGS__;                                                                                   \
    branch_commit (&(meeting)->branch);                                                            \
  }                                                                                                \
  G_STMT_END

static void
add_trade (Meeting *meeting, gint64 client, const char *exchange, const char *contract, int lots)
{
  static int number;
  g_autofree char *text = g_strdup_printf ("%d", ++number);

  branch_run (&meeting->branch,
              "INSERT INTO trade (day, account_id, exchange, number, side, effect, contract, lots,"
              " price, batch) SELECT ?1, a.id, ?2, ?3, 'buy', 'open', ?4, ?5, 1000, ?6"
              " FROM account a WHERE a.client_id = ?7",
              "itttiii", DAY (20261110), exchange, text, contract, (gint64) lots,
              clt_action_get_id (meeting->branch.conn), client);
  clt_action_note_bulk (meeting->branch.conn, "trade", (CltDay) DAY (20261110),
                        (CltDay) DAY (20261110));
}

/* Clients of the tiers 4, 3, 2, 1 and 4; the meeting is on ferrous metals, for major ones and up. */
static void
set_up (Meeting *meeting, gconstpointer data)
{
  static const int tiers[N] = { 4, 3, 2, 1, 4 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltEvent) event = clt_event_new ();

  g_setenv ("CLT_NOW", NOW, TRUE);
  branch_set_up (&meeting->branch, NULL);
  branch_begin (&meeting->branch);
  meeting->product = service_add_product (&meeting->branch, "M", 4, 3);
  for (int i = 0; i < N; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 1001 + i);

      meeting->clients[i] = service_add_client (&meeting->branch, number);
      service_tier (&meeting->branch, meeting->clients[i], tiers[i], 20260101);
    }
  clt_set_str (&event->theme, "iron ore");
  clt_set_str (&event->sectors, "ferrous");
  event->product_id = meeting->product;
  event->min_tier = CLT_TIER_ORDINARY;
  event->starts = 86400 * DAY (TODAY) + 6 * 3600;
  event->ends = event->starts + 7200;
  event->capacity = 2;
  event->spent = 100000;
  g_assert_true (clt_event_save (meeting->branch.conn, event, &error));
  meeting->event = event->id;
  branch_commit (&meeting->branch);
}

static void
tear_down (Meeting *meeting, gconstpointer data)
{
  branch_tear_down (&meeting->branch, NULL);
}

static void
test_candidates (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const CltEventCandidate *candidate;

  change (meeting, {
    add_trade (meeting, meeting->clients[0], "SHFE", "rb2701", 3);
    add_trade (meeting, meeting->clients[1], "DCE", "i2701", 9);
    add_trade (meeting, meeting->clients[2], "SHFE", "rb2701", 5);
    add_trade (meeting, meeting->clients[2], "SHFE", "au2612", 50);
    add_trade (meeting, meeting->clients[3], "SHFE", "rb2701", 99); /* his tier is too low */
    add_trade (meeting, meeting->clients[4], "SHFE", "au2612", 7);  /* another sector */
    service_grade (&meeting->branch, meeting->clients[1], "C1", 0, 20260601);
  });
  list = clt_event_find_candidates (meeting->branch.conn, meeting->event, clt_today (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  candidate = list->pdata[0];
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[0]);
  g_assert_cmpint (candidate->lots, ==, 3);
  candidate = list->pdata[1];
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[1]);
  g_assert_cmphex (candidate->blocks, ==, CLT_BLOCK_RISK);
  candidate = list->pdata[2];
  g_assert_cmpint (candidate->lots, ==, 5);

  branch_begin (&meeting->branch);
  g_assert_false (clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[1], 1,
                                    clt_today (), &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (meeting->branch.conn);
  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[0], 1,
                                     clt_today (), &error));
  g_assert_no_error (error);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = clt_event_find_candidates (meeting->branch.conn, meeting->event, clt_today (), &error);
  g_assert_cmpuint (list->len, ==, 2);
}

static const char *
answer (Meeting *meeting, int client, const char *text)
{
  g_autoptr (GError) error = NULL;
  const char *given = NULL;

  change (meeting, clt_event_answer (meeting->branch.conn, meeting->event, meeting->clients[client],
                                     text, &given, &error));
  g_assert_no_error (error);
  return given;
}

static const char *
get_answer (Meeting *meeting, int client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests =
    clt_event_get_guests (meeting->branch.conn, meeting->event, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < guests->len; i++)
    if (((CltEventGuest *) guests->pdata[i])->client_id == meeting->clients[client])
      return g_intern_string (((CltEventGuest *) guests->pdata[i])->answer);
  return NULL;
}

/* Two places: who says yes late waits, and the higher tier moves up first. */
static void
test_waiting (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, meeting->clients, N,
                                     clt_today (), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (answer (meeting, 2, "yes"), ==, "yes");
  g_assert_cmpstr (answer (meeting, 1, "yes"), ==, "yes");
  g_assert_cmpstr (answer (meeting, 1, "yes"), ==, "yes"); /* said twice */
  g_assert_cmpstr (answer (meeting, 3, "yes"), ==, "waiting");
  g_assert_cmpstr (answer (meeting, 4, "yes"), ==, "waiting");
  g_assert_cmpstr (answer (meeting, 0, "maybe"), ==, "maybe");
  g_assert_cmpstr (answer (meeting, 1, "no"), ==, "no");
  g_assert_cmpstr (get_answer (meeting, 4), ==, "yes");
  g_assert_cmpstr (get_answer (meeting, 3), ==, "waiting");
  answer (meeting, 2, "no");
  g_assert_cmpstr (get_answer (meeting, 3), ==, "yes");
}

static void
attend (Meeting *meeting, int client, gboolean attended)
{
  g_autoptr (GError) error = NULL;

  change (meeting, clt_event_attend (meeting->branch.conn, meeting->event, meeting->clients[client],
                                     attended, &error));
  g_assert_no_error (error);
}

static gint64
count_deliveries (Meeting *meeting)
{
  gint64 n = -1;

  clt_conn_get_int (meeting->branch.conn, &n, 0, NULL,
                    "SELECT count(*) FROM delivery WHERE channel = 'onsite'", "");
  return n;
}

static void
test_attendance (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CltEventResult result;

  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, meeting->clients, 3,
                                     clt_today (), &error));
  g_assert_no_error (error);
  answer (meeting, 0, "yes");
  answer (meeting, 1, "no");
  attend (meeting, 0, TRUE);
  attend (meeting, 0, TRUE);
  attend (meeting, 1, TRUE); /* he came after all */
  attend (meeting, 2, FALSE);
  attend (meeting, 4, TRUE); /* nobody had invited him */
  g_assert_cmpint (count_deliveries (meeting), ==, 3);
  attend (meeting, 1, FALSE); /* a slip of the pen */
  g_assert_cmpint (count_deliveries (meeting), ==, 2);
  g_assert_true (clt_event_get_result (meeting->branch.conn, meeting->event, &result, &error));
  g_assert_cmpint (result.invited, ==, 4);
  g_assert_cmpint (result.yes, ==, 1);
  g_assert_cmpint (result.attended, ==, 2);
  g_assert_cmpint (result.absent, ==, 2);
  g_assert_cmpint (result.cost_per_head, ==, 50000);
}

static void
test_trip (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltEvent) trip = clt_event_new ();
  g_autoptr (CltEvent) found = NULL;

  clt_set_str (&trip->kind, "trip");
  branch_begin (&meeting->branch);
  g_assert_false (clt_event_save (meeting->branch.conn, trip, &error)); /* no theme */
  g_clear_error (&error);
  clt_set_str (&trip->theme, "steel mill");
  clt_set_str (&trip->sectors, "ferrous steel");
  g_assert_false (clt_event_save (meeting->branch.conn, trip, &error)); /* no such sector */
  g_clear_error (&error);
  clt_set_str (&trip->sectors, "ferrous new-energy");
  trip->starts = trip->ends = 86400 * DAY (20261119);
  g_assert_true (clt_event_save (meeting->branch.conn, trip, &error));
  clt_set_str (&trip->state, "held");
  g_assert_false (clt_event_save (meeting->branch.conn, trip, &error)); /* no safety sheet */
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
    clt_event_attend (meeting->branch.conn, trip->id, meeting->clients[0], TRUE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID); /* it is tomorrow */
  g_clear_error (&error);
  clt_set_str (&trip->safety, "sheet 4, insured");
  g_assert_true (clt_event_save (meeting->branch.conn, trip, &error));
  branch_commit (&meeting->branch);
  found = clt_event_load (meeting->branch.conn, trip->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->state, ==, "held");
  g_assert_cmpint (found->spent, ==, CLT_MONEY_NONE);
}

#define ADD(path, func) g_test_add ("/event/" path, Meeting, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("candidates", test_candidates);
  ADD ("waiting", test_waiting);
  ADD ("attendance", test_attendance);
  ADD ("trip", test_trip);
  return g_test_run ();
}
