/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-teaching-page.h"

#include "app/shell/clt-folder-row.h"
#include "app/widgets/clt-combo-focus.h"
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product.h"
#include "core/training/clt-course.h"
#include "core/training/clt-invitation.h"
#include "core/training/clt-training-need.h"

/* The course that helps after each of clt_need_helps, and last the product that invites. */
#define INVITATION CLT_N_HELPS
#define N_ROWS (CLT_N_HELPS + 1)

struct _CltTeachingPage
{
  AdwPreferencesPage parent_instance;

  AdwComboRow *rows[N_ROWS];
  CltFolderRow *folder_row;

  CltDesk *desk;      /* owned (nullable) */
  GPtrArray *courses; /* owned (nullable): Choice */
  GPtrArray *products;
  gboolean quiet; /* the program sets the rows */
};

G_DEFINE_FINAL_TYPE (CltTeachingPage, clt_teaching_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *const row_names[N_ROWS] = { "streak_row", "risk_row", "sector_row",
                                               "financial_row", "invitation_row" };

/* ---- what the file holds ------------------------------------------------------------------- */

/* What a row offers. */
typedef struct
{
  char *code, *label;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->code);
  g_free (choice->label);
  g_free (choice);
}

static void
add_choice (GPtrArray *choices, const char *code, const char *name)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ g_strdup (code), g_strdup_printf ("%s %s", code, name) };
  g_ptr_array_add (choices, choice);
}

typedef struct
{
  GPtrArray *courses, *products; /* Choice */
  char *codes[N_ROWS];
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_clear_pointer (&facts->courses, g_ptr_array_unref);
  g_clear_pointer (&facts->products, g_ptr_array_unref);
  for (guint i = 0; i < N_ROWS; i++)
    g_free (facts->codes[i]);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static gboolean
load_choices (CltConn *conn, Facts *facts, GError **error)
{
  g_autoptr (GPtrArray) courses = clt_course_list (conn, FALSE, error);
  g_autoptr (GPtrArray) products =
    courses == NULL ? NULL : clt_product_list (conn, clt_today (), FALSE, error);

  if (products == NULL)
    return FALSE;
  facts->courses = g_ptr_array_new_with_free_func (choice_free);
  facts->products = g_ptr_array_new_with_free_func (choice_free);
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];

      add_choice (facts->courses, course->code, course->name);
    }
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      const CltVersion *version = clt_product_get_version (product);

      add_choice (facts->products, product->code, version == NULL ? "" : version->name);
    }
  return TRUE;
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);

  if (!load_choices (conn, facts, error))
    return NULL;
  for (guint i = 0; i < N_ROWS; i++)
    {
      facts->codes[i] = i == INVITATION ? clt_invitation_get_product (conn, error)
                                        : clt_need_get_help (conn, clt_need_helps[i], error);
      if (facts->codes[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&facts);
}

static const GPtrArray *
get_choices (CltTeachingPage *self, guint row)
{
  return row == INVITATION ? self->products : self->courses;
}

static char *
dup_unknown (guint row, const char *code)
{
  return row == INVITATION
           /* Translators: the code of a product. */
           ? g_strdup_printf (_ ("%s (not in the catalogue)"), code)
           /* Translators: the code of a course. */
           : g_strdup_printf (_ ("%s (not in the curriculum)"), code);
}

/* The choices in their order, and last what is kept where that is none of them. */
static void
show_row (CltTeachingPage *self, guint row, const char *code)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const GPtrArray *choices = get_choices (self, row);
  guint chosen = choices->len;

  for (guint i = 0; i < choices->len; i++)
    {
      const Choice *choice = choices->pdata[i];

      gtk_string_list_append (labels, choice->label);
      if (g_ascii_strcasecmp (choice->code, code) == 0)
        chosen = i;
    }
  if (chosen == choices->len)
    gtk_string_list_take (labels, dup_unknown (row, code));
  adw_combo_row_set_model (self->rows[row], G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->rows[row], chosen);
}

static void
forget_choices (CltTeachingPage *self)
{
  g_clear_pointer (&self->courses, g_ptr_array_unref);
  g_clear_pointer (&self->products, g_ptr_array_unref);
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
  forget_choices (self);
  self->courses = g_steal_pointer (&facts->courses);
  self->products = g_steal_pointer (&facts->products);
  for (guint i = 0; i < N_ROWS; i++)
    show_row (self, i, facts->codes[i]);
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
  guint row;
  char *code;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->code);
  g_free (answer);
}

static gboolean
keep_answer (CltConn *conn, gpointer data, GError **error)
{
  const Answer *answer = data;

  return answer->row == INVITATION
           ? clt_invitation_set_product (conn, answer->code, error)
           : clt_need_set_help (conn, clt_need_helps[answer->row], answer->code, error);
}

static void
on_row_notify_selected_cb (CltTeachingPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint chosen = adw_combo_row_get_selected (row);

  for (guint i = 0; i < N_ROWS && !self->quiet; i++)
    if (self->rows[i] == row && get_choices (self, i) != NULL &&
        chosen < get_choices (self, i)->len)
      {
        const Choice *choice = get_choices (self, i)->pdata[chosen];
        Answer *answer = g_new (Answer, 1);

        *answer = (Answer){ i, g_strdup (choice->code) };
        clt_desk_act (self->desk, "settings.edit", choice->code, keep_answer, answer, answer_free);
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
  forget_choices (self);

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
  for (guint i = 0; i < N_ROWS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, row_names[i], FALSE,
                                               G_STRUCT_OFFSET (CltTeachingPage, rows) +
                                                 (gssize) (i * sizeof (AdwComboRow *)));
  gtk_widget_class_bind_template_child (widget_class, CltTeachingPage, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, on_row_notify_selected_cb);
}

static void
clt_teaching_page_init (CltTeachingPage *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_ROWS; i++)
    clt_combo_focus_tick (self->rows[i]);
}
