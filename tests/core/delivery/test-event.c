/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-event.h"

#include <string.h>

#include "../catalogue/service-fixture.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-push.h"

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

static const CltEventInvitation *
ask (const char *expression)
{
  static CltEventInvitation invitation;

  invitation = (CltEventInvitation){ expression, "", "Wang", clt_today () };
  return &invitation;
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
  list = clt_event_find_candidates (meeting->branch.conn, meeting->event, ask (""), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, N);
  candidate = list->pdata[0];
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[0]);
  g_assert_cmpint (candidate->lots, ==, 3);
  candidate = list->pdata[1];
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[2]);
  g_assert_cmpint (candidate->lots, ==, 5);
  candidate = list->pdata[2]; /* it is for him, but he may not */
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[1]);
  g_assert_cmphex (candidate->blocks, ==, CLT_BLOCK_RISK);
  candidate = list->pdata[3];
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[4]);
  g_assert_cmphex (candidate->out, ==, CLT_EVENT_OUT_INTEREST);
  candidate = list->pdata[4];
  g_assert_cmpint (candidate->client_id, ==, meeting->clients[3]);
  g_assert_cmphex (candidate->out, ==, CLT_EVENT_OUT_TIER);
  g_assert_cmphex (candidate->blocks, ==, 0);
  g_clear_pointer (&list, g_ptr_array_unref);
  list =
    clt_event_find_candidates (meeting->branch.conn, meeting->event, ask ("tier = major"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);

  branch_begin (&meeting->branch);
  g_assert_false (clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[1], 1,
                                    ask (""), NULL, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (meeting->branch.conn);
  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[0], 1,
                                     ask (""), NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = clt_event_find_candidates (meeting->branch.conn, meeting->event, ask (""), &error);
  g_assert_cmpuint (list->len, ==, N - 1);
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
                                     ask (""), NULL, &error));
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
                                     ask (""), NULL, &error));
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
  g_assert_false (clt_event_close (meeting->branch.conn, trip->id, TRUE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
    clt_event_attend (meeting->branch.conn, trip->id, meeting->clients[0], TRUE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID); /* it is tomorrow */
  g_clear_error (&error);
  clt_set_str (&trip->safety, "sheet 4, insured");
  g_assert_true (clt_event_save (meeting->branch.conn, trip, &error));
  g_assert_false (clt_event_close (meeting->branch.conn, trip->id, TRUE, &error)); /* tomorrow */
  g_clear_error (&error);
  trip->starts = trip->ends = 86400 * DAY (TODAY);
  g_assert_true (clt_event_save (meeting->branch.conn, trip, &error));
  g_assert_true (clt_event_close (meeting->branch.conn, trip->id, TRUE, &error));
  g_assert_false (clt_event_close (meeting->branch.conn, trip->id, FALSE, &error)); /* it is over */
  g_clear_error (&error);
  branch_commit (&meeting->branch);
  found = clt_event_load (meeting->branch.conn, trip->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->state, ==, "held");
  g_assert_cmpint (found->spent, ==, CLT_MONEY_NONE);
}

/* What the invitation says. */
static void
assert_message (Meeting *meeting, const char *body)
{
  CltStmt *stmt = clt_conn_query (meeting->branch.conn, NULL, "SELECT body FROM message", "");

  g_assert_cmpint (clt_stmt_step (stmt, NULL), ==, CLT_STEP_ROW);
  g_assert_nonnull (strstr (clt_stmt_get_text (stmt, 0), body));
  g_assert_cmpint (clt_stmt_step (stmt, NULL), ==, CLT_STEP_DONE);
}

static CltEventGuest *
dup_guest (Meeting *meeting, int client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests =
    clt_event_get_guests (meeting->branch.conn, meeting->event, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < guests->len; i++)
    if (((CltEventGuest *) guests->pdata[i])->client_id == meeting->clients[client])
      return g_ptr_array_steal_index (guests, i);
  return NULL;
}

/* An invitation is a push like any other: gate, messages with the event's own words, undo. */
static void
test_invitation (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (CltEvent) event = clt_event_load (meeting->branch.conn, meeting->event, &error);
  CltEventInvitation invitation = { "", "sms", "Wang", clt_today () };
  CltEventGuest *guest;
  gint64 push = 0;

  change (meeting, {
    event->invitation_id = service_add_product (&meeting->branch, "I", 4, 1);
    clt_set_str (&event->sectors, "");
    clt_set_str (&event->place, "hall 3");
    branch_run (&meeting->branch,
                "UPDATE message_template SET body = '{活动}, {event time}, {活动地点}'"
                " WHERE channel = 'sms'",
                "");
    g_assert_true (clt_event_save (meeting->branch.conn, event, &error));
    service_consent (&meeting->branch, meeting->clients[1], "sms", 0, 20260601);
    branch_run (&meeting->branch, "INSERT INTO refusal VALUES (991, ?, 'value', 0, NULL, '')", "i",
                meeting->clients[2]);
  });
  list = clt_event_find_candidates (meeting->branch.conn, meeting->event, &invitation, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const CltEventCandidate *candidate = list->pdata[i];
      g_autofree char *reason = clt_event_candidate_dup_reason (candidate);

      g_assert_cmphex (candidate->blocks, ==,
                       candidate->client_id == meeting->clients[1]   ? CLT_BLOCK_NO_CONSENT
                       : candidate->client_id == meeting->clients[2] ? CLT_BLOCK_REFUSED
                                                                     : 0);
      g_assert_cmpint (*reason == '\0', ==, candidate->blocks == 0 && candidate->out == 0);
    }
  branch_begin (&meeting->branch);
  g_assert_false (clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[1], 1,
                                    &invitation, &push, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  clt_action_rollback (meeting->branch.conn);

  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[0], 1,
                                     &invitation, &push, &error));
  g_assert_no_error (error);
  g_assert_cmpint (push, !=, 0);
  change (meeting, clt_push_release (meeting->branch.conn, push, clt_today (), NULL, NULL, &error));
  g_assert_no_error (error);
  assert_message (meeting, "iron ore, 11月18日14:00, hall 3");
  guest = dup_guest (meeting, 0);
  g_assert_cmpstr (guest->sent, ==, "queued");
  clt_event_guest_free (guest);

  /* a second time changes nothing; nobody is left to invite */
  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, &meeting->clients[0], 1,
                                     &invitation, &push, &error));
  g_assert_no_error (error);
  g_assert_cmpint (push, ==, 0);
  /* nobody is invited to what is over, held or cancelled */
  change (meeting,
          clt_event_close (meeting->branch.conn, meeting->event, data != NULL /* held */, &error));
  g_assert_no_error (error);
  guest = dup_guest (meeting, 0);
  g_assert_cmpstr (guest->sent, ==, "dropped");
  clt_event_guest_free (guest);
}

static void
assert_todo (Meeting *meeting, guint expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltEvent) event = clt_event_load (meeting->branch.conn, meeting->event, &error);
  CltEventResult result;
  guint todo;

  g_assert_true (clt_event_get_result (meeting->branch.conn, meeting->event, &result, &error));
  g_assert_true (clt_event_get_todo (meeting->branch.conn, event, &result, &todo, &error));
  g_assert_cmphex (todo, ==, expected);
  for (guint bit = 1; bit <= CLT_EVENT_TODO_FULL; bit <<= 1)
    g_assert_cmpint (*clt_event_todo_get_label (bit), !=, '\0');
}

/* What an adviser says carries the warning; who was there is called. */
static void
test_afterwards (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltEvent) event = clt_event_load (meeting->branch.conn, meeting->event, &error);
  guint made, out;

  change (meeting, {
    event->speaker_id = service_add_staff (&meeting->branch, "A1", "adviser", "");
    event->spent = CLT_MONEY_NONE;
    event->budget = 5000;
    g_assert_true (clt_event_save (meeting->branch.conn, event, &error));
    branch_run (&meeting->branch, "INSERT INTO refusal VALUES (991, ?, 'all', 0, NULL, '')", "i",
                meeting->clients[4]);
  });
  assert_todo (meeting, CLT_EVENT_TODO_WARNING | CLT_EVENT_TODO_LICENCE);
  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, meeting->clients, 2,
                                     ask (""), NULL, &error));
  answer (meeting, 0, "yes");
  answer (meeting, 1, "yes");
  branch_begin (&meeting->branch);
  g_assert_false (clt_event_close (meeting->branch.conn, meeting->event, TRUE, &error));
  g_clear_error (&error);
  g_assert_false (
    clt_event_follow_up (meeting->branch.conn, meeting->event, CLT_DAY_NONE, &made, &out, &error));
  g_clear_error (&error);
  clt_action_rollback (meeting->branch.conn);
  event->warned = TRUE;
  change (meeting, {
    g_assert_true (clt_event_save (meeting->branch.conn, event, &error));
    g_assert_true (clt_event_close (meeting->branch.conn, meeting->event, TRUE, &error));
  });
  assert_todo (meeting, CLT_EVENT_TODO_LICENCE | CLT_EVENT_TODO_ATTENDANCE | CLT_EVENT_TODO_COST);
  attend (meeting, 0, TRUE);
  attend (meeting, 1, FALSE);
  attend (meeting, 4, TRUE);
  assert_todo (meeting, CLT_EVENT_TODO_LICENCE | CLT_EVENT_TODO_COST | CLT_EVENT_TODO_FOLLOW_UP);
  change (meeting, clt_event_follow_up (meeting->branch.conn, meeting->event, CLT_DAY_NONE, &made,
                                        &out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (made, ==, 1);
  g_assert_cmpuint (out, ==, 1);
  change (meeting, clt_event_follow_up (meeting->branch.conn, meeting->event, CLT_DAY_NONE, &made,
                                        &out, &error));
  g_assert_cmpuint (made, ==, 0); /* nobody is called twice */
  g_clear_pointer (&event, clt_event_free);
  event = clt_event_load (meeting->branch.conn, meeting->event, &error);
  event->spent = 5001;
  change (meeting, clt_event_save (meeting->branch.conn, event, &error));
  assert_todo (meeting, CLT_EVENT_TODO_LICENCE | CLT_EVENT_TODO_BUDGET);
}

static void
add_funds (Meeting *meeting, int client, int yyyymmdd, gint64 deposit, gint64 withdrawal, int lots)
{
  branch_run (&meeting->branch,
              "INSERT INTO funds_daily (day, account_id, deposit, withdrawal, opening, balance,"
              " equity, lots, batch) SELECT ?1, a.id, ?2, ?3, 0, 0, 0, ?4, ?5 FROM account a"
              " WHERE a.client_id = ?6",
              "iiiiii", DAY (yyyymmdd), deposit, withdrawal, (gint64) lots,
              clt_action_get_id (meeting->branch.conn), meeting->clients[client]);
  clt_action_note_bulk (meeting->branch.conn, "funds_daily", (CltDay) DAY (yyyymmdd),
                        (CltDay) DAY (yyyymmdd));
}

/* Ten days before and after; the day itself and what lies further away belong to neither. */
static void
test_effect (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CltEventEffect effect;

  change (meeting, {
    add_funds (meeting, 0, 20261107, 7, 0, 7);
    add_funds (meeting, 0, 20261108, 100, 30, 2);
    add_funds (meeting, 0, 20261118, 5000, 0, 50);
    add_funds (meeting, 0, 20261119, 0, 40, 3);
    add_funds (meeting, 0, 20261127, 10, 0, 0);
    add_funds (meeting, 1, 20261117, 0, 0, 4);
    add_funds (meeting, 3, 20261119, 999, 0, 9); /* not invited */
  });
  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, meeting->clients, 3,
                                     ask (""), NULL, &error));
  attend (meeting, 0, TRUE);
  attend (meeting, 2, TRUE);
  g_assert_true (clt_event_measure (meeting->branch.conn, meeting->event, 10, &effect, &error));
  g_assert_cmpint (effect.until, ==, DAY (20261127));
  g_assert_false (effect.complete);
  g_assert_cmpint (effect.came.n, ==, 2);
  g_assert_cmpint (effect.came.trading_before, ==, 1);
  g_assert_cmpint (effect.came.trading_after, ==, 1);
  g_assert_cmpint (effect.came.lots_before, ==, 2);
  g_assert_cmpint (effect.came.lots_after, ==, 3);
  g_assert_cmpint (effect.came.net_before, ==, 70);
  g_assert_cmpint (effect.came.net_after, ==, -30);
  g_assert_cmpint (effect.others.n, ==, 1);
  g_assert_cmpint (effect.others.lots_before, ==, 4);
  g_assert_cmpint (effect.others.trading_after, ==, 0);
  g_assert_true (clt_event_measure (meeting->branch.conn, meeting->event, 9, &effect, &error));
  g_assert_true (effect.complete);
  g_assert_cmpint (effect.came.lots_before, ==, 0);
}

static void
test_calendar (Meeting *meeting, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltEvent) event = clt_event_load (meeting->branch.conn, meeting->event, &error);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GBytes) ics = NULL;
  g_autofree char *uid = g_strdup (event->uid);
  g_autofree char *text = NULL;

  change (meeting, clt_event_save (meeting->branch.conn, event, &error));
  g_assert_cmpint (event->sequence, ==, 0);
  event->starts += 3600;
  event->ends += 3600;
  clt_set_str (&event->uid, "another");
  change (meeting, clt_event_save (meeting->branch.conn, event, &error));
  g_assert_cmpint (event->sequence, ==, 1);
  g_assert_cmpstr (event->uid, ==, uid);
  g_ptr_array_add (events, event);
  ics = clt_event_build_ics (events);
  text = g_strndup (g_bytes_get_data (ics, NULL), g_bytes_get_size (ics));
  g_assert_nonnull (strstr (text, "SUMMARY:iron ore\r\n"));
  g_assert_nonnull (strstr (text, "DTSTART:20261118T070000Z\r\n"));
  g_assert_nonnull (strstr (text, "SEQUENCE:1\r\n"));
  g_assert_nonnull (strstr (text, uid));
}

/* ---- seats of generated events, against a model ------------------------------------------------- */

#define GUESTS 12

typedef struct
{
  int tier[GUESTS];
  const char *answer[GUESTS]; /* static */
  int since[GUESTS];          /* step of his answer */
  int capacity, quota[CLT_N_TIERS];
} Model;

static gboolean
model_has_seat (const Model *model, int guest)
{
  int all = 0, of_tier = 0, quota = model->quota[model->tier[guest]];

  for (int i = 0; i < GUESTS; i++)
    if (i != guest && g_str_equal (model->answer[i], "yes"))
      {
        all++;
        of_tier += model->tier[i] == model->tier[guest];
      }
  return (model->capacity == 0 || all < model->capacity) && (quota < 0 || of_tier < quota);
}

/* Of those who wait and have a seat: the highest tier, then who waits longest, then the first. */
static int
model_next (const Model *model)
{
  int best = -1;

  for (int i = 0; i < GUESTS; i++)
    if (g_str_equal (model->answer[i], "waiting") && model_has_seat (model, i) &&
        (best < 0 || model->tier[i] > model->tier[best] ||
         (model->tier[i] == model->tier[best] && model->since[i] < model->since[best])))
      best = i;
  return best;
}

static void
model_settle (Model *model)
{
  int next;

  while ((next = model_next (model)) >= 0)
    model->answer[next] = "yes";
}

static void
model_answer (Model *model, int guest, const char *said, int step)
{
  const char *noted =
    g_str_equal (said, "yes") && !model_has_seat (model, guest) ? "waiting" : said;

  if (!g_str_equal (model->answer[guest], noted))
    {
      model->answer[guest] = noted;
      model->since[guest] = step;
    }
  model_settle (model);
}

static void
assert_same (Meeting *meeting, const gint64 *clients, const Model *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests =
    clt_event_get_guests (meeting->branch.conn, meeting->event, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (guests->len, ==, GUESTS);
  for (guint i = 0; i < guests->len; i++)
    {
      const CltEventGuest *guest = guests->pdata[i];
      int n = 0;

      while (clients[n] != guest->client_id)
        n++;
      g_assert_cmpstr (guest->answer, ==, model->answer[n]);
    }
}

static void
change_places (Meeting *meeting, Model *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltEvent) event = clt_event_load (meeting->branch.conn, meeting->event, &error);

  event->capacity = model->capacity = g_test_rand_int_range (0, 9);
  for (int tier = 0; tier < CLT_N_TIERS; tier++)
    event->quota[tier] = model->quota[tier] = g_test_rand_int_range (-1, 5);
  change (meeting, clt_event_save (meeting->branch.conn, event, &error));
  g_assert_no_error (error);
  model_settle (model);
}

static void
test_seats (Meeting *meeting, gconstpointer data)
{
  static const char *const answers[] = { "yes", "yes", "yes", "no", "maybe", "" };
  g_autoptr (GError) error = NULL;
  gint64 clients[GUESTS];
  Model model = { .capacity = 2, .quota = { -1, -1, -1, -1, -1 } };

  branch_begin (&meeting->branch);
  branch_run (&meeting->branch, "UPDATE event SET min_tier = 0, sectors = ''", "");
  for (int i = 0; i < GUESTS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", 2001 + i);

      clients[i] = service_add_client (&meeting->branch, number);
      model.tier[i] = g_test_rand_int_range (1, CLT_N_TIERS);
      model.answer[i] = "";
      service_tier (&meeting->branch, clients[i], model.tier[i], 20260101);
    }
  branch_commit (&meeting->branch);
  change (meeting, clt_event_invite (meeting->branch.conn, meeting->event, clients, GUESTS,
                                     ask (""), NULL, &error));
  g_assert_no_error (error);
  for (int step = 1; step <= 80; step++)
    {
      int guest = g_test_rand_int_range (0, GUESTS);
      const char *said = answers[g_test_rand_int_range (0, G_N_ELEMENTS (answers))];
      g_autofree char *now = g_strdup_printf ("%d", 1794974400 + step);

      g_setenv ("CLT_NOW", now, TRUE);
      if (step % 13 == 0)
        change_places (meeting, &model);
      change (meeting, clt_event_answer (meeting->branch.conn, meeting->event, clients[guest], said,
                                         NULL, &error));
      g_assert_no_error (error);
      model_answer (&model, guest, said, step);
      assert_same (meeting, clients, &model);
    }
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
  ADD ("invitation", test_invitation);
  g_test_add ("/event/invitation-held", Meeting, GINT_TO_POINTER (TRUE), set_up, test_invitation,
              tear_down);
  ADD ("afterwards", test_afterwards);
  ADD ("effect", test_effect);
  ADD ("calendar", test_calendar);
  ADD ("seats", test_seats);
  return g_test_run ();
}
