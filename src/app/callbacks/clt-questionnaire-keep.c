/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-keep.h"

#include "app/widgets/clt-problem.h"

typedef struct
{
  GtkWidget *owner; /* owned */
  CltDesignKeeper *keeper;
  guint asked; /* what its serial was */
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

/* TRUE: it was written. */
static gboolean
tell_row (const Attempt *attempt, CltDesk *desk, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  const gboolean shown = attempt->row != NULL && attempt->keeper->serial == attempt->asked;

  if (clt_desk_act_finish (desk, result, &error))
    {
      if (shown)
        clt_field_row_accept (attempt->row, attempt->text);
      return TRUE;
    }
  sentence = clt_problem_dup_sentence (error);
  if (shown)
    clt_field_row_refuse (attempt->row, sentence);
  else
    clt_desk_fail (desk, error);
  return FALSE;
}

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  const gboolean kept = tell_row (attempt, CLT_DESK (object), result);

  attempt->keeper->n_open--;
  g_signal_emit_by_name (attempt->owner, "kept", kept);
}

void
clt_design_keeper_install (GtkWidgetClass *widget_class)
{
  g_signal_new ("kept", G_TYPE_FROM_CLASS (widget_class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

void
clt_design_keep (CltDesk *desk,
                 GtkWidget *owner,
                 CltDesignKeeper *keeper,
                 CltFieldRow *row,
                 const char *typed,
                 CltDesignChange *change,
                 const char *detail)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->owner = g_object_ref (owner);
  attempt->keeper = keeper;
  attempt->asked = keeper->serial;
  keeper->n_open++;
  attempt->row = row;
  attempt->text = g_strdup (typed);
  clt_desk_act_async (desk, clt_design_change_get_action (change), detail, clt_design_change_run,
                      change, clt_design_change_free, on_kept_cb, attempt);
}
