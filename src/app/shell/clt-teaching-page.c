/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-teaching-page.h"

#include "app/shell/clt-folder-row.h"
#include "app/widgets/clt-combo-focus.h"
#include "core/base/clt-i18n.h"
#include "core/training/clt-course.h"
#include "core/training/clt-training-need.h"

struct _CltTeachingPage
{
  AdwPreferencesPage parent_instance;

  AdwComboRow *help_rows[CLT_N_HELPS];
  CltFolderRow *folder_row;

  CltDesk *desk;      /* owned (nullable) */
  GPtrArray *courses; /* owned (nullable): those that a row offers */
  gboolean quiet;     /* the program sets the rows */
};

G_DEFINE_FINAL_TYPE (CltTeachingPage, clt_teaching_page, ADW_TYPE_PREFERENCES_PAGE)

/* The row of each of clt_need_helps. */
static const char *const row_names[CLT_N_HELPS] = { "streak_row", "risk_row", "sector_row",
                                                    "financial_row" };

/* ---- what the file holds ------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *courses;
  char *codes[CLT_N_HELPS];
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_clear_pointer (&facts->courses, g_ptr_array_unref);
  for (guint i = 0; i < CLT_N_HELPS; i++)
    g_free (facts->codes[i]);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);

  facts->courses = clt_course_list (conn, FALSE, error);
  if (facts->courses == NULL)
    return NULL;
  for (guint i = 0; i < CLT_N_HELPS; i++)
    if ((facts->codes[i] = clt_need_get_help (conn, clt_need_helps[i], error)) == NULL)
      return NULL;
  return g_steal_pointer (&facts);
}

/* The courses, from shallow to deep, and last what is kept where that is none of them. */
static void
show_help (CltTeachingPage *self, AdwComboRow *row, const char *code)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = self->courses->len;

  for (guint i = 0; i < self->courses->len; i++)
    {
      const CltCourse *course = self->courses->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s %s", course->code, course->name);

      gtk_string_list_append (names, name);
      if (g_ascii_strcasecmp (course->code, code) == 0)
        chosen = i;
    }
  if (chosen == self->courses->len)
    {
      /* Translators: the code of a course. */
      g_autofree char *name = g_strdup_printf (_ ("%s (not in the curriculum)"), code);

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, chosen);
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTeachingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Facts) facts = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (facts == NULL || self->desk == NULL)
    return;
  self->quiet = TRUE;
  g_clear_pointer (&self->courses, g_ptr_array_unref);
  self->courses = g_steal_pointer (&facts->courses);
  for (guint i = 0; i < CLT_N_HELPS; i++)
    show_help (self, self->help_rows[i], facts->codes[i]);
  self->quiet = FALSE;
}

static void
load (CltTeachingPage *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, NULL, NULL, facts_free, NULL, on_store_loaded_cb,
                       g_object_ref (self));
}

/* ---- what is chosen ------------------------------------------------------------------------ */

typedef struct
{
  const char *what; /* static */
  char *code;
} Help;

static void
help_free (gpointer data)
{
  Help *help = data;

  g_free (help->code);
  g_free (help);
}

static gboolean
set_help (CltConn *conn, gpointer data, GError **error)
{
  const Help *help = data;

  return clt_need_set_help (conn, help->what, help->code, error);
}

static void
on_row_notify_selected_cb (CltTeachingPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint chosen = adw_combo_row_get_selected (row);

  if (self->quiet || self->courses == NULL || chosen >= self->courses->len)
    return;
  for (guint i = 0; i < CLT_N_HELPS; i++)
    if (self->help_rows[i] == row)
      {
        const CltCourse *course = self->courses->pdata[chosen];
        Help *help = g_new (Help, 1);

        *help = (Help){ clt_need_helps[i], g_strdup (course->code) };
        clt_desk_act (self->desk, "settings.edit", course->code, set_help, help, help_free);
      }
}

/* ---- class --------------------------------------------------------------------------------- */

void
clt_teaching_page_set_desk (CltTeachingPage *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_TEACHING_PAGE (self));

  g_set_object (&self->desk, desk);
  clt_folder_row_set_desk (self->folder_row, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

static void
clt_teaching_page_dispose (GObject *object)
{
  CltTeachingPage *self = CLT_TEACHING_PAGE (object);

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TEACHING_PAGE);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->courses, g_ptr_array_unref);

  G_OBJECT_CLASS (clt_teaching_page_parent_class)->dispose (object);
}

static void
clt_teaching_page_class_init (CltTeachingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_teaching_page_dispose;

  g_type_ensure (CLT_TYPE_FOLDER_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-teaching-page.ui");
  for (guint i = 0; i < CLT_N_HELPS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, row_names[i], FALSE,
                                               G_STRUCT_OFFSET (CltTeachingPage, help_rows) +
                                                 (gssize) (i * sizeof (AdwComboRow *)));
  gtk_widget_class_bind_template_child (widget_class, CltTeachingPage, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, on_row_notify_selected_cb);
}

static void
clt_teaching_page_init (CltTeachingPage *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < CLT_N_HELPS; i++)
    clt_combo_focus_tick (self->help_rows[i]);
}
