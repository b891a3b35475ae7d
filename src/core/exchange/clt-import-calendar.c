/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* The trading calendar: one day a line, with or without a header; also days side by side, as a
 * list in JSON has them. */

typedef struct
{
  CltImport *import; /* borrowed */
  GHashTable *days;  /* owned: of this file */
  CltDay first, last;
} CalendarImport;

static gboolean
store_day (CalendarImport *calendar, CltDay day, GError **error)
{
  CltImport *import = calendar->import;
  gint64 stored;

  if (!g_hash_table_add (calendar->days, GINT_TO_POINTER (day)))
    {
      clt_import_skip (import, import->line);
      return TRUE;
    }
  calendar->first = calendar->first == CLT_DAY_NONE ? day : MIN (calendar->first, day);
  calendar->last = MAX (calendar->last, day);
  if (!clt_conn_get_int (import->conn, &stored, 0, error,
                         "SELECT count(*) FROM trading_day WHERE day = ?", "i", (gint64) day))
    return FALSE;
  if (stored > 0)
    {
      import->result->same++;
      return TRUE;
    }
  import->result->added++;
  return clt_conn_run (import->conn, error, "INSERT INTO trading_day (day) VALUES (?)", "i",
                       (gint64) day);
}

static gboolean
take_day (CalendarImport *calendar, const char *text, GError **error)
{
  CltImport *import = calendar->import;
  CltDay day;

  switch (clt_import_parse_day (import, text, &day))
    {
    case CLT_VALUE_OK:
      return store_day (calendar, day, error);
    case CLT_VALUE_NULL:
      clt_import_reject (import, CLT_REASON_MISSING_VALUE, CLT_CALENDAR_DAY, text);
      return TRUE;
    case CLT_VALUE_BAD:
    default:
      clt_import_reject (import, CLT_REASON_BAD_DATE, CLT_CALENDAR_DAY, text);
      return TRUE;
    }
}

/* Every cell is a day; brackets and quotes of a JSON list do not count. */
static gboolean
take_cells (CalendarImport *calendar, GError **error)
{
  CltImport *import = calendar->import;

  import->result->rows--;
  for (guint i = 0; i < import->n_cells; i++)
    {
      g_autofree char *raw = clt_source_dup_cell (import->source, &import->cells[i]);
      g_autofree char *text = NULL;

      g_strdelimit (raw, "[]\"'", ' ');
      text = clt_text_normalize (raw, -1);
      if (*text == '\0')
        continue;
      import->result->rows++;
      if (!take_day (calendar, text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_row (CalendarImport *calendar, GError **error)
{
  CltImport *import = calendar->import;
  g_autofree char *text = NULL;

  if (import->header == NULL && import->fields[CLT_CALENDAR_DAY].column == 0)
    return take_cells (calendar, error);
  if (!clt_import_check_width (import))
    return TRUE;
  text = clt_import_dup_day_text (import, CLT_CALENDAR_DAY);
  return take_day (calendar, text, error);
}

gboolean
clt_import_calendar (CltImport *import, GError **error)
{
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);
  CalendarImport calendar = { import, days, CLT_DAY_NONE, CLT_DAY_NONE };
  int more;

  while ((more = clt_import_next (import, error)) == 1)
    if (clt_import_row_is_data (import) && !take_row (&calendar, error))
      return FALSE;
  if (more == 0 && calendar.first != CLT_DAY_NONE)
    {
      g_autofree char *first = clt_day_format (calendar.first);
      g_autofree char *last = clt_day_format (calendar.last);

      /* Translators: two dates */
      clt_import_note (import, g_strdup_printf (_ ("Trading days from %s to %s."), first, last));
    }
  return more == 0;
}
