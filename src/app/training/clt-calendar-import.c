/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-import.h"

#include "app/training/clt-teaching-jobs.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"

typedef struct
{
  GtkWidget *parent; /* owned */
  CltDesk *desk;     /* owned */
  char *name;
  GBytes *bytes;             /* (nullable) */
  CltTeachingRecord *record; /* owned (nullable): what can be chosen */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->parent);
  g_object_unref (import->desk);
  g_free (import->name);
  g_clear_pointer (&import->bytes, g_bytes_unref);
  g_clear_pointer (&import->record, clt_teaching_record_free);
  g_free (import);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

/* Nobody, holiday, rooms, lecturers. */
static void
apply_import (CltFormDialog *form)
{
  const Import *import = clt_form_dialog_get_data (form);
  guint choice = clt_form_dialog_get_choice (form, 1), n_rooms = import->record->rooms->len;
  CltCalendarImport *order = g_new0 (CltCalendarImport, 1);

  order->name = clt_form_dialog_dup_text (form, 0);
  order->bytes = g_bytes_ref (import->bytes);
  order->holiday = choice == 1;
  if (choice >= 2 && choice - 2 < n_rooms)
    order->room_id = ((CltRoom *) import->record->rooms->pdata[choice - 2])->id;
  else if (choice >= 2)
    order->lecturer_id =
      ((CltTeaching *) import->record->teaching->pdata[choice - 2 - n_rooms])->lecturer->id;
  clt_form_dialog_act (form, "calendar.import", order->name, clt_calendar_import_run, order,
                       clt_calendar_import_free);
}

static GStrv
dup_targets (const CltTeachingRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, _ ("Nobody: only shown"));
  g_strv_builder_add (builder, _ ("Everybody: these are holidays"));
  for (guint i = 0; i < record->rooms->len; i++)
    g_strv_builder_add (builder, ((CltRoom *) record->rooms->pdata[i])->name);
  for (guint i = 0; i < record->teaching->len; i++)
    g_strv_builder_add (builder, ((CltTeaching *) record->teaching->pdata[i])->lecturer->name);
  return g_strv_builder_end (builder);
}

static void
on_targets_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) targets = NULL;
  CltFormDialog *form;

  import->record = clt_store_run_finish (CLT_STORE (source), result, &error);
  if (import->record == NULL)
    {
      clt_desk_fail (import->desk, error);
      return;
    }
  targets = dup_targets (import->record);
  form = clt_form_dialog_new (import->parent, import->desk, _ ("Import a Calendar"),
                              _ ("Its entries are shown dimmed, and keep busy whom you say. Read "
                                 "again under the same name, it is brought up to date."));
  clt_form_dialog_add_entry (form, _ ("_Name"), import->name, TRUE);
  clt_form_dialog_add_choice (form, _ ("_Keeps Busy"), (const char *const *) targets);
  clt_form_dialog_set_data (form, g_steal_pointer (&import), import_free);
  clt_form_dialog_present (form, _ ("_Import"), apply_import);
}

static void
on_bytes_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  CltDay *day = g_new (CltDay, 1);
  CltStore *store = clt_desk_get_store (import->desk);

  *day = clt_today ();
  import->bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (import->bytes == NULL)
    {
      clt_desk_fail (import->desk, error);
      g_free (day);
      return;
    }
  clt_store_run_async (store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, clt_teaching_record_load, day,
                       g_free, clt_teaching_record_free, NULL, on_targets_read_cb,
                       g_steal_pointer (&import));
}

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Import) import = user_data;

  if (file == NULL)
    return;
  import->name = g_file_get_basename (file);
  g_file_load_bytes_async (file, NULL, on_bytes_loaded_cb, g_steal_pointer (&import));
}

void
clt_calendar_import_ask (GtkWidget *parent, CltDesk *desk)
{
  Import *import = g_new0 (Import, 1);

  import->parent = g_object_ref (parent);
  import->desk = g_object_ref (desk);
  clt_dialogs_open_file (GTK_WINDOW (gtk_widget_get_root (parent)), _ ("Import a Calendar"),
                         CLT_FILES_CALENDAR, NULL, on_file_chosen_cb, import);
}
