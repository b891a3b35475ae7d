/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint-register.h"

#include "core/base/clt-i18n.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"

/* ---- views --------------------------------------------------------------------------------- */

static const struct
{
  const char *name, *label;
} views[CLT_N_REGISTER_VIEWS] = {
  [CLT_REGISTER_MINE] = { "mine", NC_ ("complaints", "Mine") },
  [CLT_REGISTER_OPEN] = { "open", NC_ ("complaints", "Open") },
  [CLT_REGISTER_NEAR] = { "near", NC_ ("complaints", "Due soon") },
  [CLT_REGISTER_OVERDUE] = { "overdue", NC_ ("complaints", "Overdue") },
  [CLT_REGISTER_WAITING] = { "waiting", NC_ ("complaints", "Clock stopped") },
  [CLT_REGISTER_CLOSED] = { "closed", NC_ ("complaints", "Closed") },
  [CLT_REGISTER_ALL] = { "all", NC_ ("complaints", "All") },
};

const char *
clt_register_view_get_name (CltRegisterView view)
{
  return views[view].name;
}

const char *
clt_register_view_get_label (CltRegisterView view)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "complaints", views[view].label);
}

gboolean
clt_register_view_from_name (const char *name, CltRegisterView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].name, name))
      {
        *view = (CltRegisterView) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
clt_register_view_has (CltRegisterView view, const CltRegisterLine *line, gint64 staff_id)
{
  const gboolean open = clt_complaint_is_open (line->complaint);

  switch (view)
    {
    case CLT_REGISTER_MINE:
      return open && staff_id != 0 && line->complaint->handler_id == staff_id;
    case CLT_REGISTER_OPEN:
      return open;
    case CLT_REGISTER_NEAR:
      return line->time.light == CLT_LIGHT_AMBER;
    case CLT_REGISTER_OVERDUE:
      return line->time.light == CLT_LIGHT_RED;
    case CLT_REGISTER_WAITING:
      return open && line->complaint->stopped;
    case CLT_REGISTER_CLOSED:
      return !open;
    case CLT_REGISTER_ALL:
    case CLT_N_REGISTER_VIEWS:
    default:
      return TRUE;
    }
}

/* ---- lines --------------------------------------------------------------------------------- */

void
clt_register_line_free (CltRegisterLine *line)
{
  g_clear_pointer (&line->complaint, clt_complaint_free);
  g_free (line);
}

/* (element-type CltRegisterLine) (transfer full) */
static GPtrArray *
load_lines (CltConn *conn, const CltComplaintQuery *query, CltDay today, GError **error)
{
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (conn, error);
  g_autoptr (GPtrArray) all = clock == NULL ? NULL : clt_complaint_list (conn, query, error);
  g_autoptr (GPtrArray) lines = NULL;

  if (all == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_register_line_free);
  for (guint i = 0; i < all->len; i++)
    {
      CltRegisterLine *line = g_new0 (CltRegisterLine, 1);

      line->complaint = all->pdata[i];
      g_ptr_array_add (lines, line);
    }
  g_ptr_array_set_free_func (all, NULL); /* they are the lines' now */
  for (guint i = 0; i < lines->len; i++)
    {
      CltRegisterLine *line = lines->pdata[i];

      if (!clt_complaint_clock_tell (clock, line->complaint, today, &line->time, error))
        return NULL;
    }
  return g_steal_pointer (&lines);
}

CltRegister *
clt_register_load (CltConn *conn,
                   CltRegisterView view,
                   const CltComplaintQuery *query,
                   gint64 staff_id,
                   CltDay today,
                   GError **error)
{
  CltComplaintQuery any = *query;
  g_autoptr (GPtrArray) all = NULL;
  CltRegister *self;

  any.group = CLT_COMPLAINTS_ALL;
  all = load_lines (conn, &any, today, error);
  if (all == NULL)
    return NULL;
  self = g_new0 (CltRegister, 1);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_register_line_free);
  for (guint i = 0; i < all->len; i++)
    for (guint k = 0; k < CLT_N_REGISTER_VIEWS; k++)
      self->counts[k] += clt_register_view_has ((CltRegisterView) k, all->pdata[i], staff_id);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      CltRegisterLine *line = all->pdata[i];

      if (line->complaint->id == query->kept_id || clt_register_view_has (view, line, staff_id))
        g_ptr_array_add (self->lines, line);
      else
        clt_register_line_free (line);
    }
  return self;
}

void
clt_register_free (CltRegister *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

GPtrArray *
clt_register_list_open (CltConn *conn, gint64 handler_id, CltDay today, GError **error)
{
  const CltComplaintQuery query = { .group = CLT_COMPLAINTS_OPEN,
                                    .handler_id = handler_id,
                                    .from = CLT_DAY_NONE,
                                    .to = CLT_DAY_NONE };

  return load_lines (conn, &query, today, error);
}

gint64
clt_register_count_pressing (CltConn *conn, const char *who, CltDay today, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;
  gboolean sees_all;
  gint64 staff_id, n = 0;

  if (!clt_staff_find_who (conn, who, &staff_id, &sees_all, error))
    return -1;
  lines = clt_register_list_open (conn, sees_all ? 0 : staff_id, today, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    n += clt_register_view_has (CLT_REGISTER_NEAR, lines->pdata[i], 0) ||
         clt_register_view_has (CLT_REGISTER_OVERDUE, lines->pdata[i], 0);
  return lines == NULL ? -1 : n;
}

/* ---- who handles it ------------------------------------------------------------------------ */

gboolean
clt_complaint_suggest_handler (CltConn *conn,
                               gint64 client_id,
                               gint64 about_id,
                               CltDay today,
                               gint64 *staff_id,
                               GError **error)
{
  gint64 serving;
  int days;

  return clt_assignment_get (conn, client_id, "service", today, &serving, error) &&
         clt_rules_get_count (conn, "complaint.repeat_days", today, &days, error) &&
         clt_conn_get_int (conn, staff_id, 0, error,
                           "SELECT s.id FROM staff s WHERE s.id <> ?1 AND s.role <> 'admin'"
                           " AND (s.left_on IS NULL OR s.left_on > ?3)"
                           " AND NOT EXISTS (SELECT 1 FROM complaint b WHERE b.client_id = ?4"
                           " AND b.about_id = s.id AND b.registered >= ?5)"
                           " ORDER BY s.id = ?2 DESC,"
                           " s.role = 'specialist' DESC, (SELECT count(*) FROM complaint c"
                           " WHERE c.handler_id = s.id AND c.state NOT IN ('closed', 'refused',"
                           " 'withdrawn')), s.number LIMIT 1",
                           "iiyiy", about_id, serving, today, client_id, today - days);
}
