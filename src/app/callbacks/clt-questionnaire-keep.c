/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-keep.h"

#include "app/widgets/clt-problem.h"

typedef struct
{
  GtkWidget *owner; /* owned */
  const guint *serial;
  guint asked; /* what *serial was */
  CltFieldRow *row;
  char *text; /* (nullable) */
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->owner);
  g_free (attempt->text);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  const gboolean shown = attempt->row != NULL && *attempt->serial == attempt->asked;

  if (clt_desk_act_finish (CLT_DESK (object), result, &error))
    {
      if (shown)
        clt_field_row_accept (attempt->row, attempt->text);
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  if (shown)
    clt_field_row_refuse (attempt->row, sentence);
  else
    clt_desk_fail (CLT_DESK (object), error);
}

void
clt_design_keep (CltDesk *desk,
                 GtkWidget *owner,
                 const guint *serial,
                 CltFieldRow *row,
                 const char *typed,
                 CltDesignChange *change,
                 const char *detail)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->owner = g_object_ref (owner);
  attempt->serial = serial;
  attempt->asked = *serial;
  attempt->row = row;
  attempt->text = g_strdup (typed);
  clt_desk_act_async (desk, clt_design_change_get_action (change), detail, clt_design_change_run,
                      change, clt_design_change_free, on_kept_cb, attempt);
}
