/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/today/clt-today-private.h"

#include <gio/gio.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/funds/clt-calendar.h"
#include "core/rules/clt-rules.h"
#include "core/rules/clt-settings.h"

gboolean
clt_today_add_festivals (CltTodayList *list, GError **error)
{
  g_autoptr (GArray) festivals = NULL;
  double notice;

  if (!clt_rules_get (list->conn, "birthday.notice_days", list->today, &notice, error))
    return FALSE;
  festivals = clt_festivals (list->today, list->today + (CltDay) notice);
  for (guint i = 0; i < festivals->len; i++)
    {
      const CltFestival *festival = &g_array_index (festivals, CltFestival, i);
      const char *label = clt_festival_get_label (festival->name);
      g_autofree char *date = clt_day_format (festival->day);

      clt_today_add (list, "festival", g_strconcat ("festival:", festival->name, NULL),
                     festival->solemn
                       /* Translators: a festival and a date. */
                       ? g_strdup_printf (_ ("%s is on %s: a day of remembrance, no greetings."),
                                          label, date)
                       /* Translators: a festival and a date. */
                       : g_strdup_printf (_ ("%s is on %s."), label, date),
                     0, festival->day);
    }
  return TRUE;
}

/* New files of the watched folder */

static gboolean
is_export (const char *name)
{
  static const char *const endings[] = { ".csv", ".xlsx", ".xls", ".xml", ".txt", ".gz" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return lower[0] != '.' && lower[0] != '~';
  return FALSE;
}

static gboolean
add_file (CltTodayList *list, GFile *file, GFileInfo *info, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_filename_display_name (g_file_info_get_name (info));
  gint64 size = g_file_info_get_size (info), seen;
  gint64 modified =
    (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  CltTodayItem *item;

  if (!clt_conn_get_int (list->conn, &seen, 0, error,
                         "SELECT count(*) FROM seen_file WHERE path = ? AND size = ?"
                         " AND modified = ?",
                         "tii", path, size, modified))
    return FALSE;
  if (seen > 0)
    return TRUE;
  item =
    clt_today_add (list, "file",
                   g_strdup_printf ("file:%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, path, size,
                                    modified),
                   /* Translators: %s is a file's name. */
                   g_strdup_printf (_ ("“%s” is new in the export folder."), name), 0, list->today);
  item->path = g_steal_pointer (&path);
  return TRUE;
}

gboolean
clt_today_add_files (CltTodayList *list, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *path = clt_settings_get (list->conn, "import.folder", error);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFileEnumerator) files = NULL;

  if (path == NULL || *path == '\0')
    return path != NULL;
  folder = g_file_new_for_path (path);
  files =
    g_file_enumerate_children (folder,
                               G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                              "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                              "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                               G_FILE_QUERY_INFO_NONE, NULL, &local);
  if (files == NULL)
    {
      /* a share that is away today must not take the rest of the list with it */
      clt_today_add (list, "file", g_strdup ("file:folder"),
                     /* Translators: %s is a folder's path. */
                     g_strdup_printf (_ ("The export folder “%s” cannot be read."), path), 0,
                     list->today);
      return TRUE;
    }
  for (;;)
    {
      GFileInfo *info;
      GFile *file;

      if (!g_file_enumerator_iterate (files, &info, &file, NULL, NULL) || info == NULL)
        return TRUE;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
          is_export (g_file_info_get_name (info)) && !add_file (list, file, info, error))
        return FALSE;
    }
}

gboolean
clt_today_dismiss_file (CltConn *conn, const char *path, gboolean imported, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                       G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  return clt_conn_run (conn, error,
                       "INSERT INTO seen_file (path, size, modified, state) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (path, size, modified) DO UPDATE SET state = excluded.state",
                       "tiit", path, (gint64) g_file_info_get_size (info),
                       (gint64) g_file_info_get_attribute_uint64 (info,
                                                                  G_FILE_ATTRIBUTE_TIME_MODIFIED),
                       imported ? "imported" : "dismissed");
}

/* The calendar of next year is announced towards the end of this one. */
gboolean
clt_today_add_calendar (CltTodayList *list, GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (list->conn, error);
  int year, month, day;

  if (calendar == NULL)
    return FALSE;
  clt_day_get_ymd (list->today, &year, &month, &day);
  for (int missing = year; missing <= (month >= 11 ? year + 1 : year); missing++)
    if (!clt_calendar_has_year (calendar, missing))
      clt_today_add (list, "calendar", g_strdup_printf ("calendar:%d", missing),
                     /* Translators: %d is a year. */
                     g_strdup_printf (_ ("The trading calendar of %d is missing: weekdays are "
                                         "counted as trading days."),
                                      missing),
                     0, MAX (clt_day_from_ymd (missing, 1, 1), list->today));
  return TRUE;
}
