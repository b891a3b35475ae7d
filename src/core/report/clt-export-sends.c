/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-sends.h"

#include "core/base/clt-i18n.h"
#include "core/calendar/clt-agenda.h"
#include "core/delivery/clt-appointment.h"
#include "core/delivery/clt-bulletin.h"
#include "core/delivery/clt-sms.h"
#include "core/report/clt-document.h"

typedef struct
{
  CltConn *conn;
  const CltExportOptions *options;
} Writing;

static gboolean
write_sms (GBytes *file, guint n, gpointer data, GError **error)
{
  const Writing *writing = data;
  const CltExportRecord record = { .kind = "sms", .filter = NULL, .rows = n, .masked = FALSE };

  return clt_document_write (writing->conn, file, &record, writing->options, error);
}

gboolean
clt_export_sms (CltConn *conn,
                const CltExportOptions *options,
                guint *n,
                guint *n_blocked,
                GError **error)
{
  g_autoptr (CltSmsGateway) gateway = clt_sms_gateway_load (conn, error);
  g_autofree char *name = g_path_get_basename (options->path);
  Writing writing = { conn, options };

  return gateway != NULL &&
         clt_sms_export (conn, gateway, name, write_sms, &writing, n, n_blocked, error);
}

/* Leaves out what has taken place; what was cancelled tells the calendar so. Returns: how many are
 * still to come. */
static guint
keep_open (GPtrArray *appointments)
{
  guint n = 0;

  for (guint i = appointments->len; i > 0; i--)
    {
      const CltAppointment *appointment = appointments->pdata[i - 1];

      if (g_str_equal (appointment->state, "done"))
        g_ptr_array_remove_index (appointments, i - 1);
      else if (g_str_equal (appointment->state, "planned"))
        n++;
    }
  return n;
}

gboolean
clt_export_appointments (CltConn *conn,
                         CltDay from,
                         CltDay to,
                         gint64 staff_id,
                         const CltExportOptions *options,
                         guint *n,
                         GError **error)
{
  g_autoptr (GPtrArray) list = clt_appointment_list (conn, from, to, staff_id, 0, error);
  g_autoptr (GBytes) ics = NULL;
  CltExportRecord record = { .kind = "appointments", .masked = TRUE };

  if (list == NULL)
    return FALSE;
  *n = keep_open (list);
  ics = clt_appointment_build_ics (list);
  record.rows = list->len;
  return clt_document_write (conn, ics, &record, options, error);
}

gboolean
clt_export_calendar (CltConn *conn,
                     const char *name,
                     const CltExportOptions *options,
                     GError **error)
{
  g_autoptr (GBytes) ics = clt_agenda_build_ics (conn, name, error);
  g_autofree char *filter = g_strdup (name);
  CltExportRecord record = { .kind = "calendar", .filter = filter, .masked = TRUE };

  return ics != NULL && clt_document_write (conn, ics, &record, options, error);
}

gboolean
clt_export_bulletin (CltConn *conn,
                     const char *channel,
                     CltDay day,
                     CltTier tier,
                     const CltExportOptions *options,
                     guint *n,
                     GError **error)
{
  g_autofree char *lower = g_ascii_strdown (options->path, -1);
  gboolean html = g_str_has_suffix (lower, ".html") || g_str_has_suffix (lower, ".htm");
  g_autoptr (GBytes) page = NULL;
  g_autofree char *filter = NULL;
  CltExportRecord record = { .kind = "bulletin", .masked = TRUE };

  if (!html && !g_str_has_suffix (lower, ".txt"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                   _ ("“%s” must end in .html or .txt; nothing was written."), options->path);
      return FALSE;
    }
  page =
    clt_bulletin_render (conn, channel, day, tier, html ? CLT_BULLETIN_HTML : CLT_BULLETIN_TEXT,
                         options->gb18030, n, error);
  if (page == NULL)
    return FALSE;
  filter =
    g_strdup_printf ("%s %d %s", channel, clt_day_to_yyyymmdd (day), clt_tier_get_name (tier));
  record.filter = filter;
  record.rows = *n;
  return clt_document_write (conn, page, &record, options, error);
}
