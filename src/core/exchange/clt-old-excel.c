/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Binary workbooks of Excel before 2007 are not read here: LibreOffice makes .xlsx of them in a
 * folder of its own, with a profile of its own, so that a window of it that is open is not
 * disturbed. */

#include "core/exchange/clt-old-excel.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/base/clt-i18n.h"

#define PATIENCE 60 /* seconds */

static void
set_old_excel (GError **error)
{
  g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_OLD_EXCEL,
                       _ ("This is a workbook in the old format of Excel (.xls). Nothing was "
                          "read; open it in Excel or WPS, save it as .xlsx, and try again."));
}

static void
remove_folder (GFile *folder)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (folder,
                               G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) &&
         info != NULL)
    {
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        remove_folder (child);
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (folder, NULL, NULL);
}

static gboolean
on_patience_over_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  GMainLoop *loop;
  gboolean done;
} Wait;

static void
on_converter_ended_cb (GObject *process, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->done = g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL);
  g_main_loop_quit (wait->loop);
}

/* Runs @argv for PATIENCE seconds at most, in a main context of its own. */
static gboolean
run (const char *const *argv)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) patience = g_cancellable_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSource) timeout = g_timeout_source_new_seconds (PATIENCE);
  Wait wait = { g_main_loop_new (context, FALSE), FALSE };

  g_main_context_push_thread_default (context);
  g_source_set_callback (timeout, on_patience_over_cb, patience, NULL);
  g_source_attach (timeout, context);
  process =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       NULL);
  if (process != NULL)
    {
      g_subprocess_wait_check_async (process, patience, on_converter_ended_cb, &wait);
      g_main_loop_run (wait.loop);
      if (g_cancellable_is_cancelled (patience))
        g_subprocess_force_exit (process);
    }
  g_source_destroy (timeout);
  g_main_context_pop_thread_default (context);
  g_main_loop_unref (wait.loop);
  return wait.done;
}

static CltBytes *
convert_in (const char *program, const char *folder, const CltBytes *bytes, GError **error)
{
  g_autofree char *old = g_build_filename (folder, "book.xls", NULL);
  g_autofree char *new = g_build_filename (folder, "book.xlsx", NULL);
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);
  g_autofree char *profile_uri = g_filename_to_uri (profile, NULL, NULL);
  g_autofree char *profile_option = g_strconcat ("-env:UserInstallation=", profile_uri, NULL);
  const char *const argv[] = { program, profile_option, "--headless", "--norestore", "--convert-to",
                               "xlsx",  "--outdir",     folder,       old,           NULL };

  if (!g_file_set_contents_full (old, bytes->data, bytes->length, G_FILE_SET_CONTENTS_NONE, 0600,
                                 error))
    return NULL;
  if (run (argv) && g_file_test (new, G_FILE_TEST_IS_REGULAR))
    return clt_bytes_open (new, error);
  set_old_excel (error);
  return NULL;
}

CltBytes *
clt_old_excel_convert (const CltBytes *bytes, GError **error)
{
  g_autofree char *program = g_find_program_in_path ("soffice");
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = NULL;
  CltBytes *converted;

  if (program == NULL)
    {
      set_old_excel (error);
      return NULL;
    }
  folder = g_dir_make_tmp ("clientele-XXXXXX", error);
  if (folder == NULL)
    return NULL;
  converted = convert_in (program, folder, bytes, error);
  file = g_file_new_for_path (folder);
  remove_folder (file);
  return converted;
}
