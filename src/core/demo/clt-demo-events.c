/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-events.h"

#include "core/base/clt-random.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-workdays.h"
#include "core/delivery/clt-event.h"
#include "core/store/clt-ids.h"

#define STREAM_EVENTS 4
#define INVITATION "V07"

typedef struct
{
  const char *kind, *product, *theme, *place, *sectors, *expression, *uid;
  int days;         /* before or after the last day with facts */
  int hours;        /* how long it lasts, from 14:00 on */
  int invited;      /* so many days before it, counted back; 0: nobody yet */
  int capacity;     /* places; half as many again are invited */
  gint64 budget;    /* fen */
  gint64 spent;     /* fen; CLT_MONEY_NONE */
  int answered;     /* of a thousand guests have answered */
  gboolean written; /* invited by message, not only noted */
} Sketch;

static const Sketch sketches[] = {
  { "report", "V04", "四季度投资策略报告会", "营业部三楼会议室", "", "tier >= ordinary",
    "demo-report", -51, 3, 14, 40, 1200000, 1086000, 900, FALSE },
  { "forum", "V05", "黑色产业链高端论坛", "国际会议中心二楼", "ferrous energy", "tier >= major",
    "demo-forum", 12, 4, 12, 12, 3000000, CLT_MONEY_NONE, 600, TRUE },
  { "trip", "V06", "油厂实地考察", "张家港粮油产业园", "farm", "tier >= major", "demo-trip", 33, 4,
    0, 16, 4500000, CLT_MONEY_NONE, 0, FALSE },
};

typedef struct
{
  const CltDemoEvents *options;
  CltWorkdays *workdays;
  CltRandom random;
} Demo;

static gboolean
find_staff (CltConn *conn, const char *role, gint64 *id, GError **error)
{
  return clt_conn_get_int (conn, id, 0, error,
                           "SELECT id FROM staff WHERE role = ? AND left_on IS NULL"
                           " ORDER BY id LIMIT 1",
                           "t", role);
}

static gboolean
make_event (Demo *demo, CltConn *conn, const Sketch *sketch, CltEvent *event, GError **error)
{
  const CltDay day = clt_workdays_at_or_after (demo->workdays, demo->options->last + sketch->days);

  clt_set_str (&event->kind, sketch->kind);
  clt_set_str (&event->theme, sketch->theme);
  clt_set_str (&event->place, sketch->place);
  clt_set_str (&event->sectors, sketch->sectors);
  clt_set_str (&event->uid, sketch->uid);
  event->starts = clt_day_get_instant (day, 14 * 60);
  event->ends = clt_day_get_instant (day, (14 + sketch->hours) * 60);
  event->capacity = sketch->capacity;
  event->min_tier = g_str_equal (sketch->kind, "report") ? CLT_TIER_ORDINARY : CLT_TIER_MAJOR;
  event->budget = sketch->budget;
  event->spent = sketch->spent;
  event->product_id = clt_product_find (conn, sketch->product, error);
  event->warned = sketch->days < 0;
  if (event->product_id == 0 ||
      (sketch->written && (event->invitation_id = clt_product_find (conn, INVITATION, error)) == 0))
    return FALSE;
  return find_staff (conn, "specialist", &event->host_id, error) &&
         find_staff (conn, "adviser", &event->speaker_id, error) &&
         clt_event_save (conn, event, error);
}

/* (element-type gint64): who may be invited on @day. */
static GArray *
find_free (CltConn *conn,
           const CltEvent *event,
           const CltEventInvitation *invitation,
           GError **error)
{
  g_autoptr (GPtrArray) list = clt_event_find_candidates (conn, event->id, invitation, error);
  GArray *free_ones;

  if (list == NULL)
    return NULL;
  free_ones = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < list->len; i++)
    {
      const CltEventCandidate *candidate = list->pdata[i];

      if (candidate->out == 0 && candidate->blocks == 0)
        g_array_append_val (free_ones, candidate->client_id);
    }
  return free_ones;
}

/* Half as many again as there are places, of those who may be invited and may come. What an event that
 * was held delivers has to pass the gate of its day too. (element-type gint64) */
static GArray *
choose_guests (Demo *demo,
               CltConn *conn,
               const Sketch *sketch,
               const CltEvent *event,
               const CltEventInvitation *invitation,
               GError **error)
{
  const CltDay day = MIN (clt_event_get_day (event), demo->options->last);
  const CltEventInvitation then = { sketch->expression, "", invitation->who, day };
  g_autoptr (GArray) may_come = find_free (conn, event, &then, error);
  g_autoptr (GArray) chosen = may_come == NULL ? NULL : find_free (conn, event, invitation, error);

  for (guint i = chosen == NULL ? 0 : chosen->len; i > 0; i--)
    if (!clt_ids_contain (may_come, g_array_index (chosen, gint64, i - 1)))
      g_array_remove_index (chosen, i - 1);
  if (chosen != NULL && chosen->len > (guint) sketch->capacity * 3 / 2)
    g_array_set_size (chosen, (guint) sketch->capacity * 3 / 2);
  return g_steal_pointer (&chosen);
}

/* One guest: what he answers, and whether he was there. */
static gboolean
play_guest (Demo *demo,
            CltConn *conn,
            const Sketch *sketch,
            const CltEvent *event,
            gint64 client,
            GError **error)
{
  static const guint8 weights[] = { 70, 18, 12 };
  static const char *const answers[] = { "yes", "no", "maybe" };
  const char *given = "";

  if (clt_random_chance (&demo->random, sketch->answered) &&
      !clt_event_answer (conn, event->id, client,
                         answers[clt_random_pick (&demo->random, weights, 3, 100)], &given, error))
    return FALSE;
  return sketch->days >= 0 ||
         clt_event_attend (conn, event->id, client,
                           g_str_equal (given, "yes") && clt_random_chance (&demo->random, 850),
                           error);
}

static gboolean
play (Demo *demo, CltConn *conn, const Sketch *sketch, GError **error)
{
  g_autoptr (CltEvent) event = clt_event_new ();
  CltEventInvitation invitation = { sketch->expression, "", demo->options->info.who, 0 };
  g_autoptr (GArray) guests = NULL;

  if (!make_event (demo, conn, sketch, event, error))
    return FALSE;
  if (sketch->invited == 0)
    return TRUE;
  invitation.day =
    clt_workdays_at_or_before (demo->workdays, clt_event_get_day (event) - sketch->invited);
  guests = choose_guests (demo, conn, sketch, event, &invitation, error);
  if (guests == NULL ||
      !clt_event_invite (conn, event->id, (const gint64 *) (gpointer) guests->data, guests->len,
                         &invitation, NULL, error))
    return FALSE;
  for (guint i = 0; i < guests->len; i++)
    if (!play_guest (demo, conn, sketch, event, g_array_index (guests, gint64, i), error))
      return FALSE;
  return sketch->days >= 0 || clt_event_close (conn, event->id, TRUE, error);
}

static gboolean
write_events (CltConn *conn, gpointer data, GError **error)
{
  Demo *demo = data;

  for (guint i = 0; i < G_N_ELEMENTS (sketches); i++)
    if (!play (demo, conn, &sketches[i], error))
      return FALSE;
  return TRUE;
}

gboolean
clt_demo_events_write (const CltDemoEvents *events, CltConn *conn, GError **error)
{
  g_autoptr (CltWorkdays) workdays = clt_workdays_load (conn, error);
  Demo demo = { events, workdays, clt_random_new (events->seed, STREAM_EVENTS) };

  return workdays != NULL && clt_action_run (conn, &events->info, write_events, &demo, NULL, error);
}
