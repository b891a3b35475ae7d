/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/importer/clt-book-window.h"

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-dialogs.h"
#include "app/widgets/clt-entry-keep.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-catalogue-book.h"

/* Of each group; the sentence above it counts all. */
#define MAX_ROWS 500

struct _CltBookWindow
{
  AdwWindow parent_instance;

  CltDesk *desk; /* owned (nullable) */
  char *path;    /* owned */
  CltDay from;   /* first day of the edited cells of the matrix, as they were looked at last */

  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *problem_page;
  AdwPreferencesGroup *summary_group;
  AdwEntryRow *day_row;
  AdwPreferencesGroup *edits_group;
  AdwPreferencesGroup *conflicts_group;
  AdwPreferencesGroup *rejects_group;
  GtkWidget *apply_button;
  GPtrArray *rows; /* owned: borrowed rows of the groups */
};

G_DEFINE_FINAL_TYPE (CltBookWindow, clt_book_window, ADW_TYPE_WINDOW)

/* ---- what came of it ------------------------------------------------------------------------- */

static const char *
or_dash (const char *text)
{
  return text == NULL || *text == '\0' ? "–" : text;
}

/* Taken over, or in the words of why not. */
static char *
dup_change (const CltCatalogueEdit *edit, gboolean conflict)
{
  if (conflict)
    /* Translators: why it is not taken over, what the workbook has, what the branch has. */
    return g_strdup_printf (_ ("%s The workbook has “%s”, the branch “%s”."), edit->reason,
                            or_dash (edit->after), or_dash (edit->now));
  if (edit->reason != NULL && *edit->reason != '\0')
    return g_strdup (edit->reason);
  /* Translators: what a field held before and what it holds now. */
  return g_strdup_printf (C_ ("version", "%s → %s"), or_dash (edit->before), or_dash (edit->after));
}

static void
add_row (CltBookWindow *self, AdwPreferencesGroup *group, const CltCatalogueEdit *edit)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sheet = gtk_label_new (edit->sheet);
  g_autofree char *title = g_strdup_printf ("%s · %s", or_dash (edit->product), edit->column);
  g_autofree char *text = dup_change (edit, group == self->conflicts_group);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (sheet, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sheet);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill_group (CltBookWindow *self, AdwPreferencesGroup *group, const GPtrArray *edits)
{
  for (guint i = 0; i < MIN (edits->len, MAX_ROWS); i++)
    add_row (self, group, edits->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (group), edits->len > 0);
}

static void
clear_groups (CltBookWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (
                                    gtk_widget_get_ancestor (self->rows->pdata[i],
                                                             ADW_TYPE_PREFERENCES_GROUP)),
                                  self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_review (CltBookWindow *self, const CltCatalogueImport *result)
{
  g_autofree char *edits = clt_count_format (result->edits->len);
  g_autofree char *conflicts = clt_count_format (result->conflicts->len);
  g_autofree char *rejects = clt_count_format (result->rejects->len);
  g_autofree char *text =
    result->edits->len + result->conflicts->len + result->rejects->len == 0
      ? g_strdup (_ ("Nothing in the workbook has been edited."))
      /* Translators: three numbers of cells. */
      : g_strdup_printf (_ ("%s to be taken over · %s changed in the branch too · %s not allowed"),
                         edits, conflicts, rejects);

  clear_groups (self);
  adw_preferences_group_set_title (self->summary_group, text);
  fill_group (self, self->edits_group, result->edits);
  fill_group (self, self->conflicts_group, result->conflicts);
  fill_group (self, self->rejects_group, result->rejects);
  gtk_widget_set_sensitive (self->apply_button, result->edits->len > 0);
  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_widget_grab_focus (result->edits->len > 0 ? self->apply_button : GTK_WIDGET (self->day_row));
}

static void
tell (CltDesk *desk, const char *path, const CltCatalogueImport *result)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *count = clt_count_format (result->edits->len);
  /* Translators: the first %s is a number of cells, the second a file name. */
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("%s edit taken over from %s", "%s edits taken over from %s",
                               result->edits->len),
                     count, name);

  clt_desk_note_acted (desk, result->action, sentence);
}

/* ---- running ---------------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  char *who;
  CltDay from;
  gboolean dry_run;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->who);
  g_free (job);
}

static gpointer
import_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return clt_catalogue_import (conn, job->path, job->from, job->who, job->dry_run, error);
}

/* A run, and whether it is the one that counts. It needs the window only to show what came of it. */
typedef struct
{
  CltBookWindow *window; /* owned */
  CltDesk *desk;         /* owned */
  char *path;            /* owned */
  gboolean dry_run;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->window);
  g_object_unref (run->desk);
  g_free (run->path);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
on_imported_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  CltBookWindow *self = run->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCatalogueImport) result =
    clt_store_run_finish (CLT_STORE (source), async_result, &error);

  /* what was kept is told and can be undone, also when the window was closed meanwhile */
  if (result != NULL && !run->dry_run)
    tell (run->desk, run->path, result);
  else if (result == NULL && !run->dry_run && self->desk == NULL)
    clt_desk_fail (run->desk, error);
  if (self->desk == NULL)
    return;
  if (result == NULL)
    {
      clt_problem_show (error, run->path, self->problem_page);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      gtk_widget_set_sensitive (self->apply_button, FALSE);
    }
  else if (run->dry_run)
    show_review (self, result);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
start (CltBookWindow *self, gboolean dry_run)
{
  Job *job = g_new0 (Job, 1);
  Run *run = g_new0 (Run, 1);

  job->path = g_strdup (self->path);
  job->who = g_strdup (clt_desk_get_who (self->desk));
  job->from = self->from;
  job->dry_run = run->dry_run = dry_run;
  run->window = g_object_ref (self);
  run->desk = g_object_ref (self->desk);
  run->path = g_strdup (self->path);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       import_in_worker, job, job_free, (GDestroyNotify) clt_catalogue_import_free,
                       NULL, on_imported_cb, run);
}

/* Whether the review is of the day that stands in the row; if not, it is made anew. */
static gboolean
take_day (CltBookWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->day_row));
  CltDay day;
  const gboolean good = clt_day_parse (text, &day);

  clt_css_class_set (GTK_WIDGET (self->day_row), "error", !good);
  if (!good || day == self->from)
    return good;
  self->from = day;
  start (self, TRUE);
  return FALSE;
}

static void
on_day_applied_cb (CltBookWindow *self)
{
  if (self->desk != NULL)
    take_day (self);
}

static void
on_apply_clicked_cb (CltBookWindow *self)
{
  if (take_day (self))
    start (self, FALSE);
  else if (gtk_widget_has_css_class (GTK_WIDGET (self->day_row), "error"))
    gtk_widget_grab_focus (GTK_WIDGET (self->day_row));
}

/* ---- class ------------------------------------------------------------------------------------ */

static void
clt_book_window_dispose (GObject *object)
{
  CltBookWindow *self = CLT_BOOK_WINDOW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (clt_book_window_parent_class)->dispose (object);
}

static void
clt_book_window_class_init (CltBookWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_book_window_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/importer/clt-book-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, problem_page);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, summary_group);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, day_row);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, edits_group);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, rejects_group);
  gtk_widget_class_bind_template_child (widget_class, CltBookWindow, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, on_day_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_book_window_init (CltBookWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->from = clt_today ();
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_entry_keep (self->day_row);
  clt_dialogs_add_confirm_key (GTK_WIDGET (self));
}

GtkWidget *
clt_book_window_new (GtkWindow *parent, CltDesk *desk, const char *path)
{
  CltBookWindow *self = g_object_new (CLT_TYPE_BOOK_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *day = clt_day_format (self->from);

  self->desk = g_object_ref (desk);
  self->path = g_strdup (path);
  adw_window_title_set_subtitle (self->title, name);
  gtk_editable_set_text (GTK_EDITABLE (self->day_row), day);
  start (self, TRUE);
  return GTK_WIDGET (self);
}
