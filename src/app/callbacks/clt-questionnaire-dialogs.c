/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-dialogs.h"

#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/surveys/clt-questionnaire-change.h"

enum
{
  NAME,
  PRESET,
};

static void
act (CltFormDialog *form, CltDesignChange *job)
{
  clt_form_dialog_act (form, clt_design_change_get_action (job), job->text, clt_design_change_run,
                       job, clt_design_change_free);
}

/* ---- a new one ------------------------------------------------------------------------------ */

static void
apply_new (CltFormDialog *form)
{
  const guint choice = clt_form_dialog_get_choice (form, PRESET);
  CltDesignChange *job = clt_design_change_new (CLT_DESIGN_CREATE);

  job->text = clt_form_dialog_dup_text (form, NAME);
  job->field = g_strdup (choice == 0 ? "" : clt_questionnaire_presets[choice - 1]);
  act (form, job);
}

void
clt_questionnaire_dialog_new (GtkWidget *parent, CltDesk *desk)
{
  CltFormDialog *form =
    clt_form_dialog_new (parent, desk, _ ("New Questionnaire"),
                         _ ("It begins as a draft. What comes with the program may keep its name: "
                            "leave it empty then."));
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, (gpointer) _ ("Nothing"));
  for (guint i = 0; clt_questionnaire_presets[i] != NULL; i++)
    g_ptr_array_add (labels, (gpointer) clt_occasion_get_label (clt_questionnaire_presets[i]));
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_entry (form, _ ("_Name"), "", FALSE);
  clt_form_dialog_add_choice (form, _ ("_Begin With"), (const char *const *) labels->pdata);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_new);
}

/* ---- a copy --------------------------------------------------------------------------------- */

/* The data of the form: the id of the questionnaire. */
static void
apply_copy (CltFormDialog *form)
{
  CltDesignChange *job = clt_design_change_new (CLT_DESIGN_COPY);

  job->questionnaire = *(const gint64 *) clt_form_dialog_get_data (form);
  job->text = clt_form_dialog_dup_text (form, NAME);
  act (form, job);
}

void
clt_questionnaire_dialog_copy (GtkWidget *parent,
                               CltDesk *desk,
                               const CltQuestionnaire *questionnaire)
{
  CltFormDialog *form = clt_form_dialog_new (
    parent, desk, _ ("Duplicate the Questionnaire"),
    _ ("Its questions keep their keys, so that their answers can be compared."));
  /* Translators: %s is the name of a questionnaire. */
  g_autofree char *name = g_strdup_printf (_ ("%s (copy)"), questionnaire->name);

  clt_form_dialog_add_entry (form, _ ("_Name"), name, TRUE);
  clt_form_dialog_set_data (form, g_memdup2 (&questionnaire->id, sizeof questionnaire->id), g_free);
  clt_form_dialog_present (form, _ ("_Duplicate"), apply_copy);
}

/* ---- from a file ---------------------------------------------------------------------------- */

typedef struct
{
  CltDesk *desk; /* owned */
  char *name;    /* of the file */
} Import;

static void
import_free (Import *import)
{
  g_object_unref (import->desk);
  g_free (import->name);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CltDesignChange *job;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, &error))
    {
      clt_desk_fail (import->desk, error);
      return;
    }
  job = clt_design_change_new (CLT_DESIGN_IMPORT);
  job->text = g_steal_pointer (&text);
  clt_desk_act (import->desk, clt_design_change_get_action (job), import->name,
                clt_design_change_run, job, clt_design_change_free);
}

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Import) import = user_data;

  if (file == NULL)
    return;
  import->name = g_file_get_basename (file);
  g_file_load_contents_async (file, NULL, on_loaded_cb, g_steal_pointer (&import));
}

void
clt_questionnaire_dialog_import (GtkWidget *parent, CltDesk *desk)
{
  Import *import = g_new0 (Import, 1);

  import->desk = g_object_ref (desk);
  clt_dialogs_open_file (GTK_WINDOW (gtk_widget_get_root (parent)), _ ("Import a Questionnaire"),
                         CLT_FILES_ANY, NULL, on_file_chosen_cb, import);
}
