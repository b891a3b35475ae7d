/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-filter-window.h"

#include "app/clients/clt-filter-group.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-filter-node.h"

struct _CltFilterWindow
{
  AdwWindow parent_instance;

  CltDesk *desk;          /* owned */
  CltClientQuery *scope;  /* owned: among whom is counted */
  CltFilterNode *tree;    /* owned: what the lines show */
  CltFilterGroup *root;   /* borrowed from scroller (nullable) */
  GCancellable *counting; /* owned (nullable) */
  guint reading_id;       /* 0: the lines know what the expression says */
  gboolean quiet;

  GtkScrolledWindow *scroller;
  GtkEditable *expression_entry;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (CltFilterWindow, clt_filter_window, ADW_TYPE_WINDOW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_problem (CltFilterWindow *self, const GError *error)
{
  gtk_label_set_label (self->problem_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), error != NULL);
}

/* Counting each line */

typedef struct
{
  CltClientQuery *scope;
  GPtrArray *texts;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  clt_client_query_free (question->scope);
  g_ptr_array_unref (question->texts);
  g_free (question);
}

/* A line that is not finished counts nobody; one that is wrong is told where it stands. */
static gpointer
count_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (GPtrArray) queries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_client_query_free);
  GArray *counts;

  for (guint i = 0; i < question->texts->len; i++)
    {
      CltClientQuery *query = clt_client_query_copy (question->scope);

      clt_set_str (&query->expression, question->texts->pdata[i]);
      g_ptr_array_add (queries, query);
    }
  counts = clt_client_query_count_many (conn, queries, question->scope->today, error);
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    if (*(const char *) question->texts->pdata[i] == '\0')
      g_array_index (counts, gint64, i) = -1;
  return counts;
}

static void
on_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltFilterWindow) self = user_data;
  g_autoptr (GArray) counts = clt_store_run_finish (CLT_STORE (object), result, NULL);
  guint at = 0;

  if (counts != NULL && self->root != NULL)
    clt_filter_group_show_counts (self->root, counts, &at);
}

static void
count_lines (CltFilterWindow *self)
{
  Question *question = g_new0 (Question, 1);

  clt_reading_start (&self->counting);
  question->scope = clt_client_query_copy (self->scope);
  question->texts = g_ptr_array_new_with_free_func (g_free);
  clt_filter_group_collect (self->root, question->texts);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       count_in_worker, question, question_free, (GDestroyNotify) g_array_unref,
                       self->counting, on_counted_cb, g_object_ref (self));
}

/* Lines and expression */

/* Whether the text is a filter; tells and applies it when it is. */
static void
apply (CltFilterWindow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltFilterNode) node = clt_filter_node_parse (text, &error);

  show_problem (self, error);
  if (node != NULL)
    g_signal_emit (self, signals[CHANGED], 0, text);
}

static void
on_lines_changed_cb (CltFilterWindow *self)
{
  g_autofree char *text = clt_filter_node_to_text (self->tree);

  self->quiet = TRUE;
  gtk_editable_set_text (self->expression_entry, text);
  self->quiet = FALSE;
  apply (self, text);
  count_lines (self);
}

/* Takes @tree. */
static void
show_tree (CltFilterWindow *self, CltFilterNode *tree)
{
  CltFilterNode *old = self->tree;

  self->tree = tree;
  self->root = clt_filter_group_new (tree, TRUE);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->root));
  g_signal_connect_object (self->root, "changed", G_CALLBACK (on_lines_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (old != NULL)
    clt_filter_node_free (old);
  count_lines (self);
}

/* What cannot be read yet leaves the lines as they are. */
static gboolean
on_expression_read_cb (gpointer user_data)
{
  CltFilterWindow *self = user_data;
  const char *text = gtk_editable_get_text (self->expression_entry);
  CltFilterNode *tree = clt_filter_node_parse (text, NULL);

  self->reading_id = 0;
  apply (self, text);
  if (tree != NULL)
    show_tree (self, tree);
  return G_SOURCE_REMOVE;
}

/* A text that replaces another one is told as two changes, the first one to nothing. */
static void
on_expression_changed_cb (CltFilterWindow *self)
{
  if (!self->quiet && self->reading_id == 0)
    self->reading_id = g_idle_add (on_expression_read_cb, self);
}

static void
clear (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltFilterWindow *self = CLT_FILTER_WINDOW (widget);

  gtk_editable_set_text (self->expression_entry, "");
  g_clear_handle_id (&self->reading_id, g_source_remove);
  on_expression_read_cb (self);
  clt_filter_group_add_line (self->root);
}

/* The keys of the groups, for when the focus is in none of them. */
static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltFilterWindow *self = CLT_FILTER_WINDOW (widget);

  if (g_str_equal (action, "filter.add-line"))
    clt_filter_group_add_line (self->root);
  else
    clt_filter_group_add_group (self->root);
}

/* Class */

static void
clt_filter_window_dispose (GObject *object)
{
  CltFilterWindow *self = CLT_FILTER_WINDOW (object);

  clt_reading_stop (&self->counting);
  g_clear_handle_id (&self->reading_id, g_source_remove);
  self->root = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_FILTER_WINDOW);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (clt_filter_window_parent_class)->dispose (object);
}

static void
clt_filter_window_finalize (GObject *object)
{
  CltFilterWindow *self = CLT_FILTER_WINDOW (object);

  g_clear_pointer (&self->scope, clt_client_query_free);
  g_clear_pointer (&self->tree, clt_filter_node_free);
  G_OBJECT_CLASS (clt_filter_window_parent_class)->finalize (object);
}

static void
clt_filter_window_class_init (CltFilterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_filter_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_filter_window_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/clients/clt-filter-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltFilterWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltFilterWindow, expression_entry);
  gtk_widget_class_bind_template_child (widget_class, CltFilterWindow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_expression_changed_cb);
  gtk_widget_class_install_action (widget_class, "filter.clear", NULL, clear);
  gtk_widget_class_install_action (widget_class, "filter.add-line", NULL, add);
  gtk_widget_class_install_action (widget_class, "filter.add-group", NULL, add);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "filter.add-line",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK,
                                       "filter.add-group", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "window.close", NULL);
}

static void
clt_filter_window_init (CltFilterWindow *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

CltFilterWindow *
clt_filter_window_new (GtkWindow *parent, CltDesk *desk, const CltClientQuery *query)
{
  CltFilterWindow *self =
    g_object_new (CLT_TYPE_FILTER_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  CltFilterNode *tree = clt_filter_node_parse (query->expression, NULL);

  self->desk = g_object_ref (desk);
  self->scope = clt_client_query_new ();
  self->scope->prospects = query->prospects;
  self->scope->with_closed = query->with_closed;
  gtk_editable_set_text (self->expression_entry, query->expression);
  show_tree (self, tree != NULL ? tree : clt_filter_node_new_group (CLT_FILTER_NODE_ALL));
  self->quiet = FALSE;
  if (tree == NULL)
    apply (self, query->expression);
  if (self->tree->children->len == 0)
    clt_filter_group_add_line (self->root);
  gtk_widget_grab_focus (GTK_WIDGET (self->root));
  return self;
}
