/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-contact-figures.h"

#include <math.h>
#include <string.h>

gboolean
clt_contact_figures_compute (CltConn *conn, CltDay day, CltContactFigures *figures, GError **error)
{
  g_autoptr (CltContacts) contacts = clt_contacts_load (conn, day, error);

  if (contacts == NULL)
    return FALSE;
  *figures = (CltContactFigures){ .day = day, .since = contacts->since };
  clt_contacts_summarise (contacts, figures->tiers);
  return TRUE;
}

/* Keeping */

static gboolean
read_kept (CltConn *conn, CltDay day, CltContactFigures *figures, gboolean *found, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT tier, clients, overdue, middle, since FROM contact_figure"
                                  " WHERE day = ?",
                                  "i", (gint64) day);

  *found = FALSE;
  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      CltContactSummary *tier = &figures->tiers[clt_stmt_get_int (stmt, 0)];

      tier->clients = (int) clt_stmt_get_int (stmt, 1);
      tier->overdue = (int) clt_stmt_get_int (stmt, 2);
      tier->median = clt_stmt_is_null (stmt, 3) ? NAN : (double) clt_stmt_get_int (stmt, 3) / 2;
      figures->day = day;
      figures->since = clt_stmt_get_day (stmt, 4);
      *found = TRUE;
    }
  return step == CLT_STEP_DONE;
}

gboolean
clt_contact_figures_load (CltConn *conn, CltDay day, CltContactFigures *figures, GError **error)
{
  gboolean found;

  return read_kept (conn, day, figures, &found, error) &&
         (found || clt_contact_figures_compute (conn, day, figures, error));
}

CltDay
clt_contact_figures_get_day (int month)
{
  return MIN (clt_month_last_day (month), clt_today ());
}

gboolean
clt_contact_figures_are_kept (CltConn *conn, CltDay day, gboolean *kept, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM contact_figure WHERE day = ?)", "i",
                         (gint64) day))
    return FALSE;
  *kept = n > 0;
  return TRUE;
}

gboolean
clt_contact_figures_keep (CltConn *conn, CltDay day, GError **error)
{
  int month = clt_day_get_month (day);
  CltContactFigures figures;

  if (!clt_contact_figures_compute (conn, day, &figures, error) ||
      !clt_conn_run (conn, error, "DELETE FROM contact_figure WHERE day BETWEEN ? AND ?", "ii",
                     (gint64) clt_month_first_day (month), (gint64) clt_month_last_day (month)))
    return FALSE;
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltContactSummary *tier = &figures.tiers[i];

      if (!clt_conn_run (conn, error,
                         "INSERT INTO contact_figure (day, tier, clients, overdue, middle, since)"
                         " VALUES (?, ?, ?, ?, nullif (?, -1), ?)",
                         "iiiiiy", (gint64) day, (gint64) i, (gint64) tier->clients,
                         (gint64) tier->overdue,
                         isnan (tier->median) ? (gint64) -1 : (gint64) llround (2 * tier->median),
                         figures.since))
        return FALSE;
    }
  return TRUE;
}

/* Growing stale: what happens on a day concerns the gaps of that day and of later ones. */

typedef struct
{
  const char *table,
    *column; /* (nullable) column: it says when; else any change concerns all days */
  gboolean is_instant;
  const char *sql; /* (nullable): the same of a touched row, for an update that leaves it alone */
} Source;

static const Source sources[] = {
  { "delivery", "day", FALSE, "SELECT day FROM delivery WHERE id = ?" },
  { "call_task", "closed", TRUE, "SELECT closed FROM call_task WHERE id = ?" },
  { "appointment", "starts", TRUE, "SELECT starts FROM appointment WHERE id = ?" },
  { "event", "starts", TRUE, "SELECT starts FROM event WHERE id = ?" },
  { "event_guest", NULL, TRUE, "SELECT starts FROM event WHERE id = ?" },
  { "contact", "day", FALSE, "SELECT day FROM contact WHERE id = ?" },
  { "spell", "opened", FALSE, NULL },
  { "spell", "closed", FALSE, NULL },
  { "client", "prospect", FALSE, "SELECT min (opened) FROM spell WHERE client_id = ?" },
  { "tier_history", "valid_from", FALSE, NULL },
  { "tier_override", "valid_from", FALSE, "SELECT valid_from FROM tier_override WHERE id = ?" },
  { "rule", "valid_from", FALSE, "SELECT valid_from FROM rule WHERE id = ?" },
  { "trading_day", NULL, FALSE, NULL },
  { "channel", NULL, FALSE, NULL },
};

static CltDay
get_day (const Source *source, gint64 value)
{
  return source->is_instant ? (CltDay) ((value + 28800) / 86400) : (CltDay) value;
}

static gboolean
find_day_of_rows (CltConn *conn,
                  const Source *source,
                  const GArray *rows,
                  CltDay *first,
                  GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 value;

      if (!clt_conn_get_int (conn, &value, G_MAXINT64, error, source->sql, "i",
                             g_array_index (rows, gint64, i)))
        return FALSE;
      if (value != G_MAXINT64)
        *first = MIN (*first, get_day (source, value));
    }
  return TRUE;
}

/* Whether somebody is a client is no day: his spells are. */
static gboolean
find_day (CltConn *conn,
          const Source *source,
          const CltTouched *touched,
          CltDay *first,
          GError **error)
{
  const GArray *rows = clt_touched_get_rows (touched, source->table), *values = NULL;
  gboolean is_client = g_str_equal (source->table, "client");

  if (rows == NULL)
    return TRUE;
  if (source->column != NULL)
    {
      g_autofree char *name = g_strconcat (source->table, ".", source->column, NULL);

      values = clt_touched_get_rows (touched, name);
    }
  else if (source->sql == NULL)
    *first = G_MININT32;
  for (guint i = 0; values != NULL && !is_client && i < values->len; i++)
    *first = MIN (*first, get_day (source, g_array_index (values, gint64, i)));
  if (source->sql == NULL || (is_client && values == NULL))
    return TRUE;
  return find_day_of_rows (conn, source, rows, first, error);
}

static gboolean
refresh (CltConn *conn, const CltTouched *touched, GError **error)
{
  CltDay first = G_MAXINT32;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!find_day (conn, &sources[i], touched, &first, error))
      return FALSE;
  return first == G_MAXINT32 ||
         clt_conn_run (conn, error, "DELETE FROM contact_figure WHERE day >= ?", "i",
                       (gint64) first);
}

void
clt_contact_figures_register (CltConn *conn)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].column != NULL)
      clt_conn_watch (conn, sources[i].table, sources[i].column);
  clt_conn_add_derived (conn, refresh);
}
