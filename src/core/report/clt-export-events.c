/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/clt-export-events.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/clients/clt-client.h"
#include "core/delivery/clt-event.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-table.h"

enum
{
  ACCOUNT,
  NAME,
  TIER,
  PHONE,
  SPECIALIST,
  INVITED,
  ANSWER,
  ATTENDED,
  NOTE,
  N_COLUMNS,
};

static const CltTableColumn columns[N_COLUMNS] = {
  [ACCOUNT] = { NC_ ("guest list", "Account"), CLT_STYLE_TEXT },
  [NAME] = { NC_ ("guest list", "Client"), CLT_STYLE_TEXT },
  [TIER] = { NC_ ("guest list", "Tier"), CLT_STYLE_TEXT },
  [PHONE] = { NC_ ("guest list", "Phone"), CLT_STYLE_TEXT },
  [SPECIALIST] = { NC_ ("guest list", "Specialist"), CLT_STYLE_TEXT },
  [INVITED] = { NC_ ("guest list", "Invited"), CLT_STYLE_DAY },
  [ANSWER] = { NC_ ("guest list", "Answer"), CLT_STYLE_TEXT },
  [ATTENDED] = { NC_ ("guest list", "Was there"), CLT_STYLE_TEXT },
  [NOTE] = { NC_ ("guest list", "Note"), CLT_STYLE_TEXT },
};

static const char *
get_attendance (const CltEventGuest *guest)
{
  return guest->attended < 0    ? NULL
         : guest->attended == 1 ? C_ ("guest list", "Yes")
                                : C_ ("guest list", "No");
}

/* The name of who serves the client; "" without one. */
static char *
dup_specialist (CltConn *conn, gint64 client, CltDay day, GError **error)
{
  g_autoptr (CltStaff) staff = NULL;
  gint64 id;

  if (!clt_assignment_get (conn, client, "service", day, &id, error))
    return NULL;
  if (id == 0)
    return g_strdup ("");
  staff = clt_staff_load (conn, id, error);
  return staff == NULL ? NULL : g_strdup (staff->name);
}

static gboolean
add_row (CltConn *conn, CltTable *table, const CltEventGuest *guest, CltDay day, GError **error)
{
  g_autoptr (CltClient) client = clt_client_load (conn, guest->client_id, day, error);
  g_autofree char *specialist =
    client == NULL ? NULL : dup_specialist (conn, guest->client_id, day, error);
  g_autofree char *phone = NULL;
  CltTableCell cells[N_COLUMNS] = { 0 };

  if (specialist == NULL)
    return FALSE;
  phone = clt_mask (CLT_MASK_PHONE, client->phone);
  cells[ACCOUNT].text = guest->account;
  cells[NAME].text = guest->name;
  cells[TIER].text = clt_tier_get_label (guest->tier);
  cells[PHONE].text = phone;
  cells[SPECIALIST].text = specialist;
  cells[INVITED].number = guest->invited;
  cells[ANSWER].text = clt_event_answer_get_label (guest->answer);
  cells[ATTENDED].text = get_attendance (guest);
  cells[NOTE].text = guest->note;
  clt_table_add_row (table, cells);
  return TRUE;
}

static gboolean
write_guests (CltConn *conn,
              const CltEvent *event,
              const CltExportOptions *options,
              CltTableFormat format,
              const CltDocument *document,
              gint64 *rows,
              GError **error)
{
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autofree char *folder = clt_document_dup_folder (document);
  const CltBookInfo info = { event->theme, branch,
                             (char *) (options->who != NULL ? options->who : ""),
                             (char *) (options->purpose != NULL ? options->purpose : "") };
  g_autoptr (GPtrArray) guests = clt_event_get_guests (conn, event->id, error);
  g_autoptr (CltTable) table = NULL;
  CltTableColumn titles[N_COLUMNS];

  if (guests == NULL)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    titles[i] = (CltTableColumn){ g_dpgettext2 (GETTEXT_PACKAGE, "guest list", columns[i].title),
                                  columns[i].style };
  table = clt_table_new (document->tmp_path, folder, format, &info, titles, N_COLUMNS, guests->len,
                         error);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < guests->len; i++)
    if (!add_row (conn, table, guests->pdata[i], clt_event_get_day (event), error))
      return FALSE;
  *rows = guests->len;
  return clt_table_close (table, error);
}

gboolean
clt_export_event_guests (CltConn *conn,
                         gint64 event_id,
                         const CltExportOptions *options,
                         gint64 *rows,
                         GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_autofree char *filter = g_strdup_printf ("event = %" G_GINT64_FORMAT, event_id);
  CltExportRecord record = { .kind = "guests", .filter = filter, .masked = TRUE };
  g_autoptr (CltEvent) event = NULL;
  CltTableFormat format;

  if (!clt_table_choose_format (options, &format, error))
    return FALSE;
  event = clt_event_load (conn, event_id, error);
  if (event == NULL || !clt_document_init (&document, options->path, error) ||
      !write_guests (conn, event, options, format, &document, &record.rows, error) ||
      !clt_document_commit (&document, conn, &record, options, error))
    return FALSE;
  if (rows != NULL)
    *rows = record.rows;
  return TRUE;
}

static GPtrArray *
load_events (CltConn *conn, gint64 event_id, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  CltEvent *event;

  if (event_id == 0)
    return clt_event_list (conn, error);
  event = clt_event_load (conn, event_id, error);
  if (event == NULL)
    return NULL;
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_event_free);
  g_ptr_array_add (events, event);
  return g_steal_pointer (&events);
}

gboolean
clt_export_event_calendar (CltConn *conn,
                           gint64 event_id,
                           const CltExportOptions *options,
                           GError **error)
{
  g_autoptr (GPtrArray) events = load_events (conn, event_id, error);
  g_autoptr (GBytes) ics = events == NULL ? NULL : clt_event_build_ics (events);
  CltExportRecord record = { .kind = "events", .masked = TRUE };

  if (ics == NULL)
    return FALSE;
  record.rows = events->len;
  return clt_document_write (conn, ics, &record, options, error);
}
