/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-task-bar.h"

#include "app/widgets/clt-template.h"

/* Progress is looked at ten times a second, and only while something runs. */
#define POLL_MS 100
/* Work shorter than this is never shown. */
#define SHOW_AFTER_POLLS 3

struct _CltProgress
{
  gatomicrefcount ref_count;
  int permille; /* atomic; -1: not known yet */
  GCancellable *cancellable;
};

CltProgress *
clt_progress_ref (CltProgress *progress)
{
  g_atomic_ref_count_inc (&progress->ref_count);
  return progress;
}

void
clt_progress_unref (CltProgress *progress)
{
  if (!g_atomic_ref_count_dec (&progress->ref_count))
    return;
  g_object_unref (progress->cancellable);
  g_free (progress);
}

void
clt_progress_set (double fraction, gpointer progress)
{
  CltProgress *self = progress;

  g_atomic_int_set (&self->permille, (int) (CLAMP (fraction, 0.0, 1.0) * 1000.0));
}

GCancellable *
clt_progress_get_cancellable (CltProgress *progress)
{
  return progress->cancellable;
}

struct _CltTaskBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkButton *cancel;

  CltProgress *progress; /* owned (nullable): the work that is shown */
  guint poll_id;
  guint polls;
};

G_DEFINE_FINAL_TYPE (CltTaskBar, clt_task_bar, GTK_TYPE_WIDGET)

static gboolean
on_poll_cb (gpointer user_data)
{
  CltTaskBar *self = user_data;
  int permille = g_atomic_int_get (&self->progress->permille);

  if (++self->polls >= SHOW_AFTER_POLLS)
    gtk_revealer_set_reveal_child (self->revealer, TRUE);
  if (permille < 0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, permille / 1000.0);
  return G_SOURCE_CONTINUE;
}

void
clt_task_bar_cancel (CltTaskBar *self)
{
  g_return_if_fail (CLT_IS_TASK_BAR (self));

  if (self->progress == NULL)
    return;
  g_cancellable_cancel (self->progress->cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), FALSE);
}

CltProgress *
clt_task_bar_begin (CltTaskBar *self, const char *label)
{
  CltProgress *progress;

  g_return_val_if_fail (CLT_IS_TASK_BAR (self), NULL);

  progress = g_new0 (CltProgress, 1);
  g_atomic_ref_count_init (&progress->ref_count);
  progress->permille = -1;
  progress->cancellable = g_cancellable_new ();

  g_clear_pointer (&self->progress, clt_progress_unref);
  self->progress = clt_progress_ref (progress);
  self->polls = 0;
  gtk_label_set_label (self->label, label);
  gtk_progress_bar_set_fraction (self->bar, 0.0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), TRUE);
  if (self->poll_id == 0)
    self->poll_id = g_timeout_add (POLL_MS, on_poll_cb, self);
  return progress;
}

void
clt_task_bar_end (CltTaskBar *self, CltProgress *progress)
{
  g_return_if_fail (CLT_IS_TASK_BAR (self));

  if (self->progress != progress)
    return;
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_pointer (&self->progress, clt_progress_unref);
  if (self->revealer != NULL)
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

gboolean
clt_task_bar_is_busy (CltTaskBar *self)
{
  g_return_val_if_fail (CLT_IS_TASK_BAR (self), FALSE);

  return self->progress != NULL;
}

static void
clt_task_bar_dispose (GObject *object)
{
  CltTaskBar *self = CLT_TASK_BAR (object);

  g_clear_handle_id (&self->poll_id, g_source_remove);
  if (self->progress != NULL)
    g_cancellable_cancel (self->progress->cancellable);
  g_clear_pointer (&self->progress, clt_progress_unref);
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TASK_BAR);

  G_OBJECT_CLASS (clt_task_bar_parent_class)->dispose (object);
}

static void
clt_task_bar_class_init (CltTaskBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_task_bar_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-task-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, CltTaskBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CltTaskBar, label);
  gtk_widget_class_bind_template_child (widget_class, CltTaskBar, bar);
  gtk_widget_class_bind_template_child (widget_class, CltTaskBar, cancel);
  gtk_widget_class_bind_template_callback (widget_class, clt_task_bar_cancel);
}

static void
clt_task_bar_init (CltTaskBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
