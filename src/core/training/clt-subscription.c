/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-subscription.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/calendar/clt-ics.h"
#include "core/rules/clt-settings.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-training-calendar.h"

/* Calendars keep what is past for themselves. */
#define DAYS_BACK 92

gboolean
clt_subscription_concerns (const CltTouched *touched)
{
  static const char *const tables[] = { "meeting",  "course_session", "course",
                                        "lecturer", "room",           "setting" };

  for (guint i = 0; touched != NULL && i < G_N_ELEMENTS (tables); i++)
    if (clt_touched_get_rows (touched, tables[i]) != NULL)
      return TRUE;
  return touched == NULL;
}

static gboolean
is_same (const char *path, GBytes *ics)
{
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL) && length == g_bytes_get_size (ics) &&
         memcmp (text, g_bytes_get_data (ics, NULL), length) == 0;
}

static char *
dup_path (const char *folder, const char *name)
{
  g_autofree char *safe = g_strdelimit (g_strdup (name), "/\\:", '-');
  g_autofree char *file = g_strconcat (safe, ".ics", NULL);

  return g_build_filename (folder, file, NULL);
}

/* Through a file beside it that takes its name at the end. */
static gboolean
write_file (const char *folder, const char *name, GBytes *ics, GError **error)
{
  g_autofree char *path = dup_path (folder, name);
  g_autoptr (GError) failure = NULL;

  if (is_same (path, ics) ||
      g_file_set_contents_full (path, g_bytes_get_data (ics, NULL), (gssize) g_bytes_get_size (ics),
                                G_FILE_SET_CONTENTS_CONSISTENT, 0644, &failure))
    return TRUE;
  return clt_store_refuse (error,
                           /* Translators: a file; why it cannot be written. */
                           _ ("The calendar “%s” for subscribers could not be written: %s"), path,
                           failure->message);
}

/* Of a lecturer who has been retired: whoever subscribed to it would believe that nothing changes any
 * more. A file of that name which this program did not write stays. */
static gboolean
remove_file (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = dup_path (folder, name);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || strstr (text, CLT_ICS_PRODUCT) == NULL ||
      g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return clt_store_refuse (error,
                           /* Translators: a file; why it cannot be removed. */
                           _ ("The calendar “%s” of a retired lecturer could not be removed: %s"),
                           path, g_strerror (errno));
}

/* One file for each who teaches; two of one name are never both active. */
static gboolean
write_lecturers (CltConn *conn, const char *folder, CltDay from, GError **error)
{
  g_autoptr (GPtrArray) lecturers = clt_lecturer_list (conn, TRUE, error);
  guint n;

  for (guint i = 0; lecturers != NULL && i < lecturers->len; i++)
    {
      const CltLecturer *lecturer = lecturers->pdata[i];

      if (lecturer->archived && !remove_file (folder, lecturer->name, error))
        return FALSE;
    }
  for (guint i = 0; lecturers != NULL && i < lecturers->len; i++)
    {
      const CltLecturer *lecturer = lecturers->pdata[i];
      g_autoptr (GBytes) ics = NULL;

      if (lecturer->archived)
        continue;
      ics = clt_training_build_lecturer_ics (conn, lecturer->id, from, CLT_DAY_NONE, &n, error);
      if (ics == NULL || !write_file (folder, lecturer->name, ics, error))
        return FALSE;
    }
  return lecturers != NULL;
}

gboolean
clt_subscription_write (CltConn *conn, GError **error)
{
  g_autofree char *folder = clt_settings_get (conn, CLT_SUBSCRIPTION_FOLDER, error);
  const CltDay from = clt_today () - DAYS_BACK;
  g_autoptr (GBytes) all = NULL;
  guint n;

  if (folder == NULL || *folder == '\0')
    return folder != NULL;
  all = clt_training_build_ics (conn, from, CLT_DAY_NONE, &n, error);
  return all != NULL && write_file (folder, "training", all, error) &&
         write_lecturers (conn, folder, from, error);
}
