/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/clt-history-window.h"

#include "app/history/clt-history-item.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-focus-keeper.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"

struct _CltHistoryWindow
{
  AdwWindow parent_instance;

  CltDesk *desk;             /* owned */
  GListStore *items;         /* owned: CltHistoryItem */
  GCancellable *cancellable; /* owned */

  GtkStack *stack;
  GtkListView *view;
  GtkRevealer *message_revealer;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (CltHistoryWindow, clt_history_window, ADW_TYPE_WINDOW)

/* Nobody scrolls through more; the command line lists all. */
#define MOST_ROWS 2000

/* Loading */

static gpointer
load_actions (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_action_list (conn, MOST_ROWS, error);
}

static void
show_error (CltHistoryWindow *self, const GError *error)
{
  g_autofree char *text = error == NULL ? NULL : clt_problem_dup_sentence (error);

  gtk_label_set_label (self->message, text == NULL ? "" : text);
  gtk_revealer_set_reveal_child (self->message_revealer, text != NULL);
}

/* The rows that are there already stay, and with them the selection, the focus and the place. */
static void
take_actions (CltHistoryWindow *self, const GPtrArray *actions)
{
  GListModel *model = G_LIST_MODEL (self->items);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CltHistoryItem) newest = g_list_model_get_item (model, 0);
  guint n_old = g_list_model_get_n_items (model), n_new = 0;

  while (n_new < actions->len && newest != NULL &&
         ((CltAction *) actions->pdata[n_new])->id != clt_history_item_get_id (newest))
    n_new++;
  if (newest == NULL || n_new == actions->len || actions->len - n_new > n_old)
    n_new = actions->len;
  for (guint i = 0; i < n_new; i++)
    g_ptr_array_add (items, clt_history_item_new (actions->pdata[i]));
  for (guint i = n_new; i < actions->len; i++)
    {
      g_autoptr (CltHistoryItem) item = g_list_model_get_item (model, i - n_new);

      clt_history_item_update (item, actions->pdata[i]);
    }
  if (n_new == actions->len)
    g_list_store_splice (self->items, 0, n_old, items->pdata, items->len);
  else
    g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
}

static void
focus_list (GtkWindow *window)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_HISTORY_WINDOW (window)->view));
}

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) actions = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (actions == NULL)
    {
      show_error (self, error);
      return;
    }
  take_actions (self, actions);
  gtk_stack_set_visible_child_name (self->stack, actions->len > 0 ? "list" : "empty");
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    focus_list (GTK_WINDOW (self));
}

static void
reload (CltHistoryWindow *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_actions, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                       self->cancellable, on_loaded_cb, g_object_ref (self));
}

/* Undo and redo of one action */

typedef struct
{
  gint64 action;
  gboolean undone;
  char *who;
} Switch;

static void
switch_free (gpointer data)
{
  Switch *job = data;

  g_free (job->who);
  g_free (job);
}

static gpointer
switch_action (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Switch *job = data;

  if (job->undone)
    clt_action_redo (conn, job->action, job->who, NULL, NULL, error);
  else
    clt_action_undo (conn, job->action, job->who, NULL, NULL, error);
  return NULL;
}

static void
on_switched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_error (self, error);
  reload (self);
}

static void
switch_item (CltHistoryWindow *self, CltHistoryItem *item)
{
  Switch *job = g_new0 (Switch, 1);

  job->action = clt_history_item_get_id (item);
  job->undone = clt_history_item_is_undone (item);
  job->who = g_strdup (clt_desk_get_who (self->desk));
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                       switch_action, job, switch_free, NULL, self->cancellable, on_switched_cb,
                       g_object_ref (self));
}

static void
on_row_activated_cb (CltHistoryWindow *self, guint position)
{
  g_autoptr (CltHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  switch_item (self, item);
}

static void
on_button_clicked_cb (GtkButton *button, gpointer user_data)
{
  GtkListItem *list_item = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));

  switch_item (CLT_HISTORY_WINDOW (root), gtk_list_item_get_item (list_item));
}

/* Rows: title and subtitle left, the one thing that can be done right */

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *subtitle = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  /* Enter on the row does the same; the keyboard stays on rows */
  gtk_widget_set_focusable (button, FALSE);
  gtk_box_append (GTK_BOX (text), title);
  gtk_box_append (GTK_BOX (text), subtitle);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), button);
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_margin_bottom (row, 6);
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  g_signal_connect (button, "clicked", G_CALLBACK (on_button_clicked_cb), list_item);
  gtk_list_item_set_child (list_item, row);
}

static void
show_item (GtkListItem *list_item)
{
  CltHistoryItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *text = gtk_widget_get_first_child (row);
  GtkWidget *button = gtk_widget_get_last_child (row);
  gboolean undone = clt_history_item_is_undone (item);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (text)),
                       clt_history_item_get_title (item));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (text)),
                       clt_history_item_get_subtitle (item));
  gtk_button_set_label (GTK_BUTTON (button), undone ? _ ("Redo") : _ ("Undo"));
  clt_css_class_set (text, "dim-label", undone);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "notify::undone",
                            G_CALLBACK (show_item), list_item);
  show_item (list_item);
}

static void
on_unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_item, list_item);
}

static void
on_store_changed_cb (CltHistoryWindow *self)
{
  reload (self);
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
clt_history_window_dispose (GObject *object)
{
  CltHistoryWindow *self = CLT_HISTORY_WINDOW (object);

  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->items);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_HISTORY_WINDOW);
  G_OBJECT_CLASS (clt_history_window_parent_class)->dispose (object);
}

static void
clt_history_window_class_init (CltHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_history_window_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/history/clt-history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CltHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CltHistoryWindow, view);
  gtk_widget_class_bind_template_child (widget_class, CltHistoryWindow, message_revealer);
  gtk_widget_class_bind_template_child (widget_class, CltHistoryWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_cb, NULL);
}

static void
clt_history_window_init (CltHistoryWindow *self)
{
  g_autoptr (GtkSingleSelection) selection = NULL;
  g_autoptr (GtkListItemFactory) factory = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (CLT_TYPE_HISTORY_ITEM);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  clt_focus_keeper_attach (GTK_WINDOW (self), focus_list);
}

GtkWidget *
clt_history_window_new (GtkWindow *parent, CltDesk *desk)
{
  CltHistoryWindow *self = g_object_new (CLT_TYPE_HISTORY_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (on_store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}
