/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-tier-run-window.h"

#include "app/dashboard/clt-tier-move-item.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/funds/clt-tiers.h"

/* Told one by one; more are told together. */
#define N_SINGLE_RUNS 4

struct _CltTierRunWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkLabel *summary_label;
  GtkSingleSelection *selection;
  GtkButton *apply_button;
  AdwStatusPage *problem_page;

  CltDesk *desk;     /* owned */
  GListStore *moves; /* owned: CltTierMoveItem */
};

G_DEFINE_FINAL_TYPE (CltTierRunWindow, clt_tier_run_window, ADW_TYPE_WINDOW)

/* ---- preview ------------------------------------------------------------------------------- */

static gpointer
preview_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_tiers_preview (conn, clt_today (), error);
}

static void
append_moves (GString *summary, const char *when, int n_first, int n_up, int n_down)
{
  g_autofree char *first = clt_count_format (n_first);
  g_autofree char *up = clt_count_format (n_up);
  g_autofree char *down = clt_count_format (n_down);

  if (summary->len > 0)
    g_string_append_c (summary, '\n');
  /* Translators: date of a tier run, clients rated for the first time, who rise, who fall. */
  g_string_append_printf (summary, _ ("%s: %s rated first, %s rise, %s fall"), when, first, up,
                          down);
}

/* Years of months that were never rated: one line for all of them. */
static void
append_all (GString *summary, const GPtrArray *runs)
{
  const CltTierRun *oldest = runs->pdata[0];
  const CltTierRun *newest = runs->pdata[runs->len - 1];
  g_autofree char *from = clt_day_format (oldest->day);
  g_autofree char *to = clt_day_format (newest->day);
  g_autofree char *count = clt_count_format (runs->len);
  g_autofree char *when = NULL;
  int first = 0, up = 0, down = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const CltTierRun *run = runs->pdata[i];

      first += run->first;
      up += run->up;
      down += run->down;
    }
  /* Translators: number of tier runs, the dates of the first and of the last one. */
  when =
    g_strdup_printf (ngettext ("%s run, %s – %s", "%s runs, %s – %s", runs->len), count, from, to);
  append_moves (summary, when, first, up, down);
}

static void
append_runs (GString *summary, const GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const CltTierRun *run = runs->pdata[i];
      g_autofree char *day = clt_day_format (run->day);

      append_moves (summary, day, run->first, run->up, run->down);
    }
}

static void
show_report (CltTierRunWindow *self, const CltTierReport *report)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < report->runs->len; i++)
    {
      const CltTierRun *run = report->runs->pdata[i];

      for (guint k = 0; k < run->moves->len; k++)
        {
          g_autoptr (CltTierMoveItem) item =
            clt_tier_move_item_new (run->moves->pdata[k], run->day);

          g_list_store_append (self->moves, item);
        }
    }
  if (report->runs->len > N_SINGLE_RUNS)
    append_all (summary, report->runs);
  else
    append_runs (summary, report->runs);
  gtk_label_set_label (self->summary_label, summary->str);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), report->runs->len > 0);
  gtk_stack_set_visible_child_name (self->stack, report->runs->len > 0 ? "moves" : "none");
  if (report->runs->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->apply_button));
}

static void
show_problem (CltTierRunWindow *self, const GError *error)
{
  clt_problem_show (error, NULL, self->problem_page);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
on_store_previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTierRunWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltTierReport) report = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL)
    return;
  if (report == NULL)
    show_problem (self, error);
  else
    show_report (self, report);
}

/* ---- carrying out -------------------------------------------------------------------------- */

static gboolean
apply_in_worker (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltTierReport) report = clt_tiers_apply (conn, clt_today (), error);

  return report != NULL;
}

static void
on_desk_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTierRunWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else if (self->desk != NULL)
    show_problem (self, error);
}

static void
on_apply_clicked_cb (CltTierRunWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), FALSE);
  clt_desk_act_async (self->desk, "tiers.run", NULL, apply_in_worker, NULL, NULL,
                      on_desk_applied_cb, g_object_ref (self));
}

/* ---- class --------------------------------------------------------------------------------- */

static void
clt_tier_run_window_dispose (GObject *object)
{
  CltTierRunWindow *self = CLT_TIER_RUN_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TIER_RUN_WINDOW);
  g_clear_object (&self->desk);
  g_clear_object (&self->moves);

  G_OBJECT_CLASS (clt_tier_run_window_parent_class)->dispose (object);
}

static void
clt_tier_run_window_class_init (CltTierRunWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_tier_run_window_dispose;

  g_type_ensure (CLT_TYPE_TIER_MOVE_ITEM);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/dashboard/clt-tier-run-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTierRunWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltTierRunWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CltTierRunWindow, selection);
  gtk_widget_class_bind_template_child (widget_class, CltTierRunWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CltTierRunWindow, problem_page);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_tier_run_window_init (CltTierRunWindow *self)
{
  self->moves = g_list_store_new (CLT_TYPE_TIER_MOVE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_dialogs_add_confirm_key (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->moves));
}

GtkWidget *
clt_tier_run_window_new (GtkWindow *parent, CltDesk *desk)
{
  CltTierRunWindow *self = g_object_new (CLT_TYPE_TIER_RUN_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       preview_in_worker, NULL, NULL, (GDestroyNotify) clt_tier_report_free, NULL,
                       on_store_previewed_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
