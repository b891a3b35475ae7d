/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-event.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calendar/clt-ics.h"
#include "core/delivery/clt-push.h"

const char *const clt_event_kinds[] = { "report", "forum", "trip", NULL };

typedef struct
{
  const char *key;
  const char *label;
} Label;

static const Label kind_labels[] = {
  { "report", N_ ("Report meeting") },
  { "forum", N_ ("Forum") },
  { "trip", N_ ("Field trip") },
};

static const Label state_labels[] = {
  { "planned", NC_ ("event", "Planned") },
  { "held", NC_ ("event", "Held") },
  { "cancelled", NC_ ("event", "Cancelled") },
};

static const Label answer_labels[] = {
  { "", NC_ ("event", "No answer yet") },  { "yes", NC_ ("event", "Yes") },
  { "no", NC_ ("event", "No") },           { "maybe", NC_ ("event", "Maybe") },
  { "waiting", NC_ ("event", "Waiting") },
};

#define EVENT_COLUMNS                                                                              \
  "id, kind, product_id, theme, sectors, place, starts, ends, capacity, min_tier, budget, spent,"  \
  " host_id, safety, note, state, invitation_id, speaker_id, warned, uid, sequence"

CltEvent *
clt_event_new (void)
{
  CltEvent *event = g_new0 (CltEvent, 1);

  event->kind = g_strdup ("report");
  event->theme = g_strdup ("");
  event->place = g_strdup ("");
  event->sectors = g_strdup ("");
  event->safety = g_strdup ("");
  event->note = g_strdup ("");
  event->state = g_strdup ("planned");
  event->uid = g_strdup ("");
  event->spent = CLT_MONEY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (event->quota); i++)
    event->quota[i] = -1;
  return event;
}

void
clt_event_free (CltEvent *event)
{
  g_free (event->kind);
  g_free (event->theme);
  g_free (event->place);
  g_free (event->sectors);
  g_free (event->safety);
  g_free (event->note);
  g_free (event->state);
  g_free (event->uid);
  g_free (event);
}

CltDay
clt_event_get_day (const CltEvent *event)
{
  return clt_instant_get_day (event->starts);
}

static const char *
find_label (const Label *labels, guint n, const char *context, const char *key)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (labels[i].key, key))
      return context == NULL ? g_dgettext (GETTEXT_PACKAGE, labels[i].label)
                             : g_dpgettext2 (GETTEXT_PACKAGE, context, labels[i].label);
  return key;
}

const char *
clt_event_kind_get_label (const char *kind)
{
  return find_label (kind_labels, G_N_ELEMENTS (kind_labels), NULL, kind);
}

const char *
clt_event_state_get_label (const char *state)
{
  return find_label (state_labels, G_N_ELEMENTS (state_labels), "event", state);
}

const char *
clt_event_answer_get_label (const char *answer)
{
  return find_label (answer_labels, G_N_ELEMENTS (answer_labels), "event", answer);
}

/* Reading */

static gpointer
read_event (CltStmt *stmt)
{
  CltEvent *event = clt_event_new ();

  event->id = clt_stmt_get_int (stmt, 0);
  clt_set_str (&event->kind, clt_stmt_get_text (stmt, 1));
  event->product_id = clt_stmt_get_int (stmt, 2);
  clt_set_str (&event->theme, clt_stmt_get_text (stmt, 3));
  clt_set_str (&event->sectors, clt_stmt_get_text (stmt, 4));
  clt_set_str (&event->place, clt_stmt_get_text (stmt, 5));
  event->starts = clt_stmt_get_int (stmt, 6);
  event->ends = clt_stmt_get_int (stmt, 7);
  event->capacity = (int) clt_stmt_get_int (stmt, 8);
  event->min_tier = (CltTier) clt_stmt_get_int (stmt, 9);
  event->budget = clt_stmt_get_int (stmt, 10);
  event->spent = clt_stmt_get_money (stmt, 11);
  event->host_id = clt_stmt_get_int (stmt, 12);
  clt_set_str (&event->safety, clt_stmt_get_text (stmt, 13));
  clt_set_str (&event->note, clt_stmt_get_text (stmt, 14));
  clt_set_str (&event->state, clt_stmt_get_text (stmt, 15));
  event->invitation_id = clt_stmt_get_int (stmt, 16);
  event->speaker_id = clt_stmt_get_int (stmt, 17);
  event->warned = clt_stmt_get_int (stmt, 18) != 0;
  clt_set_str (&event->uid, clt_stmt_get_text (stmt, 19));
  event->sequence = (int) clt_stmt_get_int (stmt, 20);
  return event;
}

static gboolean
load_quotas (CltConn *conn, CltEvent *event, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT tier, places FROM event_quota WHERE event_id = ?", "i",
                    event->id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    event->quota[clt_stmt_get_int (stmt, 0)] = (int) clt_stmt_get_int (stmt, 1);
  return step == CLT_STEP_DONE;
}

GPtrArray *
clt_event_list (CltConn *conn, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT " EVENT_COLUMNS " FROM event ORDER BY starts DESC, id DESC", "");
  g_autoptr (GPtrArray) list =
    clt_stmt_read_all (stmt, read_event, (GDestroyNotify) clt_event_free, error);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!load_quotas (conn, list->pdata[i], error))
      return NULL;
  return g_steal_pointer (&list);
}

CltEvent *
clt_event_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " EVENT_COLUMNS " FROM event WHERE id = ?", "i", id);
  g_autoptr (CltEvent) event =
    clt_stmt_read_one (stmt, read_event, _ ("There is no such event in the file."), error);

  if (event == NULL || !load_quotas (conn, event, error))
    return NULL;
  return g_steal_pointer (&event);
}

/* Writing */

static gboolean
check_sectors (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !g_strv_contains (clt_event_sectors, words[i]))
      return FALSE;
  return TRUE;
}

static const char *
find_fault (const CltEvent *event)
{
  g_autofree char *theme = clt_text_clean (event->theme, -1);

  if (*theme == '\0')
    return _ ("An event needs a theme. Nothing was changed.");
  if (!g_strv_contains (clt_event_kinds, event->kind))
    return _ ("An event is a report meeting, a forum or a trip. Nothing was changed.");
  if (event->ends < event->starts)
    return _ ("The event ends before it begins. Nothing was changed.");
  if (event->capacity < 0 || event->budget < 0 ||
      (event->spent != CLT_MONEY_NONE && event->spent < 0))
    return _ ("Places, budget and cost cannot be less than none. Nothing was changed.");
  if (!check_sectors (event->sectors))
    return _ ("There is no such sector. Nothing was changed.");
  return NULL;
}

static const char *
find_bar_to_holding (CltConn *conn, const CltEvent *event)
{
  g_autofree char *safety = clt_text_clean (event->safety, -1);

  if (g_str_equal (event->kind, "trip") && *safety == '\0')
    return _ ("A field trip is not held without a safety sheet and insurance: note them first. "
              "Nothing was changed.");
  if (event->speaker_id != 0 && !event->warned)
    return _ ("What an adviser says carries a risk warning: note that he gave it. Nothing was "
              "changed.");
  if (clt_event_get_day (event) > clt_action_get_day (conn))
    return _ ("This event has not taken place yet. Nothing was changed.");
  return NULL;
}

static gboolean
check_event (CltConn *conn, const CltEvent *event, GError **error)
{
  const char *fault = find_fault (event);

  if (fault == NULL && g_str_equal (event->state, "held"))
    fault = find_bar_to_holding (conn, event);
  return fault == NULL || clt_store_refuse (error, "%s", fault);
}

/* Whatever calendars show of it. */
static gboolean
is_same_entry (const CltEvent *a, const CltEvent *b)
{
  return a->starts == b->starts && a->ends == b->ends && g_str_equal (a->theme, b->theme) &&
         g_str_equal (a->place, b->place) && g_str_equal (a->note, b->note) &&
         g_str_equal (a->state, b->state);
}

static gboolean
count_change (CltConn *conn, CltEvent *event, GError **error)
{
  g_autoptr (CltEvent) stored = clt_event_load (conn, event->id, error);

  if (stored == NULL)
    return FALSE;
  if (*stored->uid != '\0')
    clt_set_str (&event->uid, stored->uid);
  event->sequence = stored->sequence + (is_same_entry (event, stored) ? 0 : 1);
  return TRUE;
}

static gboolean
save_quotas (CltConn *conn, const CltEvent *event, GError **error)
{
  for (int tier = 0; tier < CLT_N_TIERS; tier++)
    if (!(event->quota[tier] < 0
            ? clt_conn_run (conn, error, "DELETE FROM event_quota WHERE event_id = ? AND tier = ?",
                            "ii", event->id, (gint64) tier)
            : clt_conn_run (conn, error,
                            "INSERT INTO event_quota (event_id, tier, places) VALUES (?, ?, ?)"
                            " ON CONFLICT DO UPDATE SET places = excluded.places"
                            " WHERE places <> excluded.places",
                            "iii", event->id, (gint64) tier, (gint64) event->quota[tier])))
      return FALSE;
  return TRUE;
}

gboolean
clt_event_save (CltConn *conn, CltEvent *event, GError **error)
{
  gboolean new_one = event->id == 0;
  gint64 id = event->id;

  if (!check_event (conn, event, error) || (new_one && (id = clt_conn_new_id (conn, error)) == 0) ||
      (!new_one && !count_change (conn, event, error)))
    return FALSE;
  if (*event->uid == '\0')
    {
      g_autofree char *uuid = g_uuid_string_random ();

      g_free (event->uid);
      event->uid = g_strconcat (uuid, "@clientele", NULL);
    }
  if (!clt_conn_run (
        conn, error,
        "INSERT INTO event (" EVENT_COLUMNS ") VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, nullif(?, 0), ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,"
        " product_id = excluded.product_id, theme = excluded.theme, sectors = excluded.sectors,"
        " place = excluded.place, starts = excluded.starts, ends = excluded.ends,"
        " capacity = excluded.capacity, min_tier = excluded.min_tier, budget = excluded.budget,"
        " spent = excluded.spent, host_id = excluded.host_id, safety = excluded.safety,"
        " note = excluded.note, state = excluded.state, invitation_id = excluded.invitation_id,"
        " speaker_id = excluded.speaker_id, warned = excluded.warned, uid = excluded.uid,"
        " sequence = excluded.sequence",
        "ititttiiiiimitttiiiti", id, event->kind, event->product_id, event->theme, event->sectors,
        event->place, event->starts, event->ends, (gint64) event->capacity,
        (gint64) event->min_tier, event->budget, event->spent, event->host_id, event->safety,
        event->note, event->state, event->invitation_id, event->speaker_id, (gint64) event->warned,
        event->uid, (gint64) event->sequence))
    return FALSE;
  event->id = id;
  return save_quotas (conn, event, error) && (new_one || clt_event_move_up (conn, event, error));
}

static gboolean
cancel_pushes (CltConn *conn, gint64 id, GError **error)
{
  return clt_push_cancel_all (conn,
                              clt_conn_query (conn, error,
                                              "SELECT DISTINCT i.push_id FROM event_guest g"
                                              " JOIN push_item i ON i.id = g.push_item_id"
                                              " WHERE g.event_id = ?",
                                              "i", id),
                              error);
}

gboolean
clt_event_close (CltConn *conn, gint64 id, gboolean held, GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, id, error);

  if (event == NULL)
    return FALSE;
  if (!g_str_equal (event->state, "planned"))
    return clt_store_refuse (error,
                             _ ("This event is over or was cancelled. Nothing was changed."));
  clt_set_str (&event->state, held ? "held" : "cancelled");
  return clt_event_save (conn, event, error) && cancel_pushes (conn, id, error);
}

/* Calendars */

GBytes *
clt_event_build_ics (GPtrArray *events)
{
  g_autofree CltIcsItem *items = g_new0 (CltIcsItem, events->len);

  for (guint i = 0; i < events->len; i++)
    {
      const CltEvent *event = events->pdata[i];

      items[i] = (CltIcsItem){
        .uid = event->uid,
        .sequence = event->sequence,
        .starts = event->starts,
        .ends = event->ends,
        .summary = event->theme,
        .place = event->place,
        .note = event->note,
        .cancelled = g_str_equal (event->state, "cancelled"),
      };
    }
  return clt_ics_build (items, events->len);
}
