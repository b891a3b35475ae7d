/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clt-date.h"
#include "core/base/clt-i18n.h"
#include "core/store/clt-filesystem.h"

/* "<path>-backups/20261118-093000.clientele", times in the branch's zone. */

#define N_DAYS 7
#define N_WEEKS 4
#define N_MONTHS 12
#define N_KEPT 10
#define KEPT "-kept"
#define ENDING ".clientele"

char *
clt_backup_dup_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_strconcat (path, "-backups", NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_steal_pointer (&folder);
  g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_READ_ONLY,
               _ ("The folder “%s” cannot be made, so there is no place for a backup."), folder);
  return NULL;
}

char *
clt_backup_dup_name (const char *path, gboolean kept, GError **error)
{
  g_autofree char *folder = clt_backup_dup_folder (path, error);
  g_autofree char *iso = clt_instant_format_iso (clt_now ());
  g_autofree char *name = NULL;
  int y, m, d, hour, minute, second;

  if (folder == NULL || sscanf (iso, "%d-%d-%dT%d:%d:%d", &y, &m, &d, &hour, &minute, &second) != 6)
    return NULL;
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *base =
        g_strdup_printf ("%04d%02d%02d-%02d%02d%02d%s%s%s", y, m, d, hour, minute, second,
                         i == 0 ? "" : "-", i == 0 ? "" : (char[]){ (char) ('0' + i), 0 },
                         kept ? KEPT : "");

      g_free (name);
      name = g_strconcat (folder, G_DIR_SEPARATOR_S, base, ENDING, NULL);
      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        break;
    }
  return g_steal_pointer (&name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/* Names, newest first; they sort by time. (element-type utf8) */
static GPtrArray *
list_names (const char *folder, gboolean kept)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (name[0]) && strlen (name) >= 15 && g_str_has_suffix (name, ENDING) &&
        g_str_has_suffix (name, KEPT ENDING) == kept)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static CltDay
get_day (const char *name)
{
  return clt_day_from_yyyymmdd ((int) g_ascii_strtoll (name, NULL, 10));
}

/* The period that a backup stands for: days, then weeks from Monday, then months. */
static int
get_period (CltDay day, int kind)
{
  if (kind == 0)
    return day;
  return kind == 1 ? (day + 3) / 7 : clt_day_get_month (day);
}

static void
thin (const char *folder)
{
  static const guint limits[] = { N_DAYS, N_WEEKS, N_MONTHS };
  g_autoptr (GPtrArray) names = list_names (folder, FALSE);
  g_autoptr (GPtrArray) kept = list_names (folder, TRUE);
  g_autofree gboolean *stays = g_new0 (gboolean, names->len + 1);

  for (int kind = 0; kind < (int) G_N_ELEMENTS (limits); kind++)
    {
      guint n = 0;
      int last = G_MININT;

      for (guint i = 0; i < names->len && n < limits[kind]; i++)
        {
          int period = get_period (get_day (names->pdata[i]), kind);

          if (period == last)
            continue;
          last = period;
          stays[i] = TRUE;
          n++;
        }
    }
  for (guint i = 0; i < names->len; i++)
    if (!stays[i])
      {
        g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

        clt_filesystem_remove_database (path);
      }
  for (guint i = N_KEPT; i < kept->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, kept->pdata[i], NULL);

      clt_filesystem_remove_database (path);
    }
}

static gboolean
is_due (const char *folder)
{
  g_autoptr (GPtrArray) names = list_names (folder, FALSE);
  g_autofree char *day_before = clt_instant_format_iso (clt_now () - 24 * 60 * 60);
  g_autoptr (GString) limit = g_string_new (NULL);

  if (names->len == 0)
    return TRUE;
  /* 2026-11-17T09:30:00 -> 20261117-093000 */
  for (const char *c = day_before; limit->len < 15; c++)
    if (*c == 'T')
      g_string_append_c (limit, '-');
    else if (g_ascii_isdigit (*c))
      g_string_append_c (limit, *c);
  return strncmp (names->pdata[0], limit->str, limit->len) <= 0;
}

static char *
make (const char *path, gboolean kept, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = clt_backup_dup_name (path, kept, error);
  g_autofree char *folder = NULL;

  if (name == NULL || !clt_backup (path, name, NULL, NULL, cancellable, error))
    return NULL;
  folder = g_path_get_dirname (name);
  thin (folder);
  return g_steal_pointer (&name);
}

char *
clt_backup_rotate (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = clt_backup_dup_folder (path, error);

  if (folder == NULL || !is_due (folder))
    return NULL;
  return make (path, FALSE, cancellable, error);
}

char *
clt_backup_keep (const char *path, GError **error)
{
  return make (path, TRUE, NULL, error);
}
