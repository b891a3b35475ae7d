/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-event.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "report", N_ ("Report meeting") },
  { "forum", N_ ("Forum") },
  { "trip", N_ ("Field trip") },
};

#define EVENT_COLUMNS                                                                              \
  "id, kind, product_id, theme, sectors, place, starts, ends, capacity, min_tier, budget, spent,"  \
  " host_id, safety, note, state"

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
  event->spent = CLT_MONEY_NONE;
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
  g_free (event);
}

const char *
clt_event_kind_get_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return g_dgettext (GETTEXT_PACKAGE, kinds[i].label);
  return kind;
}

static CltEvent *
read_event (CltStmt *stmt)
{
  CltEvent *event = g_new0 (CltEvent, 1);

  event->id = clt_stmt_get_int (stmt, 0);
  event->kind = g_strdup (clt_stmt_get_text (stmt, 1));
  event->product_id = clt_stmt_get_int (stmt, 2);
  event->theme = g_strdup (clt_stmt_get_text (stmt, 3));
  event->sectors = g_strdup (clt_stmt_get_text (stmt, 4));
  event->place = g_strdup (clt_stmt_get_text (stmt, 5));
  event->starts = clt_stmt_get_int (stmt, 6);
  event->ends = clt_stmt_get_int (stmt, 7);
  event->capacity = (int) clt_stmt_get_int (stmt, 8);
  event->min_tier = (CltTier) clt_stmt_get_int (stmt, 9);
  event->budget = clt_stmt_get_int (stmt, 10);
  event->spent = clt_stmt_get_money (stmt, 11);
  event->host_id = clt_stmt_get_int (stmt, 12);
  event->safety = g_strdup (clt_stmt_get_text (stmt, 13));
  event->note = g_strdup (clt_stmt_get_text (stmt, 14));
  event->state = g_strdup (clt_stmt_get_text (stmt, 15));
  return event;
}

GPtrArray *
clt_event_list (CltConn *conn, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_event_free);
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT " EVENT_COLUMNS " FROM event ORDER BY starts DESC, id DESC", "");
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    g_ptr_array_add (list, read_event (stmt));
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&list);
}

CltEvent *
clt_event_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " EVENT_COLUMNS " FROM event WHERE id = ?", "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  CltEvent *event = step == CLT_STEP_ROW ? read_event (stmt) : NULL;

  if (step == CLT_STEP_DONE)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This event is no longer in the file."));
  if (stmt != NULL)
    clt_stmt_reset (stmt);
  return event;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_sectors (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !g_strv_contains (clt_event_sectors, words[i]))
      return FALSE;
  return TRUE;
}

static gboolean
check_event (const CltEvent *event, GError **error)
{
  g_autofree char *theme = clt_text_clean (event->theme, -1);
  g_autofree char *safety = clt_text_clean (event->safety, -1);

  if (*theme == '\0')
    return refuse (error, _ ("An event needs a theme. Nothing was changed."));
  if (event->ends < event->starts)
    return refuse (error, _ ("The event ends before it begins. Nothing was changed."));
  if (event->capacity < 0 || event->budget < 0)
    return refuse (error, _ ("Places and budget cannot be less than none. Nothing was changed."));
  if (!check_sectors (event->sectors))
    return refuse (error, _ ("There is no such sector. Nothing was changed."));
  if (g_str_equal (event->kind, "trip") && g_str_equal (event->state, "held") && *safety == '\0')
    return refuse (error, _ ("A field trip is not held without a safety sheet and insurance: note "
                             "them first. Nothing was changed."));
  return TRUE;
}

gboolean
clt_event_save (CltConn *conn, CltEvent *event, GError **error)
{
  gint64 id = event->id;

  if (!check_event (event, error) || (id == 0 && (id = clt_conn_new_id (conn, error)) == 0))
    return FALSE;
  if (!clt_conn_run (
        conn, error,
        "INSERT INTO event (" EVENT_COLUMNS ") VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, nullif(?, 0), ?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,"
        " product_id = excluded.product_id, theme = excluded.theme, sectors = excluded.sectors,"
        " place = excluded.place, starts = excluded.starts, ends = excluded.ends,"
        " capacity = excluded.capacity, min_tier = excluded.min_tier, budget = excluded.budget,"
        " spent = excluded.spent, host_id = excluded.host_id, safety = excluded.safety,"
        " note = excluded.note, state = excluded.state",
        "ititttiiiiimittt", id, event->kind, event->product_id, event->theme, event->sectors,
        event->place, event->starts, event->ends, (gint64) event->capacity,
        (gint64) event->min_tier, event->budget, event->spent, event->host_id, event->safety,
        event->note, event->state))
    return FALSE;
  event->id = id;
  return TRUE;
}
