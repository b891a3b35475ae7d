/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-pane.h"

#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"

typedef struct
{
  CltDesk *desk;             /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  gboolean stale;            /* the file changed while the pane was not shown */

  GtkStack *stack;
  AdwStatusPage *problem;
  AdwBin *empty;
  AdwBin *content;
} CltPanePrivate;

enum
{
  PROP_CONTENT = 1,
  PROP_EMPTY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void page_iface_init (CltPageInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CltPane,
                                  clt_pane,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (CltPane)
                                    G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_iface_init))

static CltPanePrivate *
get_private (CltPane *self)
{
  return clt_pane_get_instance_private (self);
}

CltDesk *
clt_pane_get_desk (CltPane *self)
{
  g_return_val_if_fail (CLT_IS_PANE (self), NULL);

  return get_private (self)->desk;
}

/* ---- reading -------------------------------------------------------------------------------- */

/* What is on the screen stays there; only a pane that has nothing yet shows the problem itself. */
static void
fail (CltPane *self, const GError *error)
{
  CltPanePrivate *priv = get_private (self);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (priv->stack), "content") == 0)
    {
      clt_desk_fail (priv->desk, error);
      return;
    }
  clt_problem_show (error, NULL, priv->problem);
  gtk_stack_set_visible_child_name (priv->stack, "problem");
}

static void
show (CltPane *self, gpointer record)
{
  CltPaneClass *klass = CLT_PANE_GET_CLASS (self);
  GtkStack *stack = get_private (self)->stack;
  gboolean empty = klass->is_empty != NULL && klass->is_empty (record);
  const char *page = empty ? "empty" : "content";
  gboolean anew = g_strcmp0 (gtk_stack_get_visible_child_name (stack), page) != 0;

  gtk_stack_set_visible_child_name (stack, page);
  klass->take (self, record);
  klass->settle (self, anew);
}

static void
on_store_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltPane) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer record = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || get_private (self)->desk == NULL)
    g_clear_pointer (&record, CLT_PANE_GET_CLASS (self)->record_free);
  else if (record == NULL)
    fail (self, error);
  else
    show (self, record);
}

void
clt_pane_load (CltPane *self)
{
  CltPanePrivate *priv = get_private (self);
  CltPaneClass *klass;

  g_return_if_fail (CLT_IS_PANE (self));
  g_return_if_fail (priv->desk != NULL);

  klass = CLT_PANE_GET_CLASS (self);
  priv->stale = FALSE;
  clt_store_run_async (clt_desk_get_store (priv->desk), klass->queue, G_PRIORITY_DEFAULT,
                       klass->read, klass->dup_question == NULL ? NULL : klass->dup_question (self),
                       g_free, klass->record_free, clt_reading_start (&priv->cancellable),
                       on_store_read_cb, g_object_ref (self));
}

static void
follow (CltPane *self)
{
  clt_pane_load (self);
  if (CLT_PANE_GET_CLASS (self)->changed != NULL)
    CLT_PANE_GET_CLASS (self)->changed (self);
}

static void
reload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  follow (CLT_PANE (widget));
}

/* ---- CltPage -------------------------------------------------------------------------------- */

static void
set_desk (CltPage *page, CltDesk *desk)
{
  CltPane *self = CLT_PANE (page);

  g_set_object (&get_private (self)->desk, desk);
  if (CLT_PANE_GET_CLASS (self)->attach != NULL)
    CLT_PANE_GET_CLASS (self)->attach (self, desk);
  clt_pane_load (self);
}

static gboolean
concerns (CltPane *self, const CltTouched *touched)
{
  const char *const *tables = CLT_PANE_GET_CLASS (self)->tables;

  if (touched == NULL || tables == NULL)
    return TRUE;
  for (guint i = 0; tables[i] != NULL; i++)
    if (clt_touched_get_rows (touched, tables[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  CltPane *self = CLT_PANE (page);

  if (!concerns (self, touched))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    follow (self);
  else
    get_private (self)->stale = TRUE;
}

static void
take_focus (CltPage *page)
{
  CltPane *self = CLT_PANE (page);
  GtkStack *stack = get_private (self)->stack;

  if (CLT_PANE_GET_CLASS (self)->take_focus != NULL &&
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "content") == 0)
    CLT_PANE_GET_CLASS (self)->take_focus (self);
  else if (!clt_widget_has_focus_inside (gtk_stack_get_visible_child (stack)))
    gtk_widget_child_focus (gtk_stack_get_visible_child (stack), GTK_DIR_TAB_FORWARD);
}

static void
search (CltPage *page)
{
  if (CLT_PANE_GET_CLASS (page)->search != NULL)
    CLT_PANE_GET_CLASS (page)->search (CLT_PANE (page));
  else
    gtk_widget_activate_action (GTK_WIDGET (page), "win.palette", NULL);
}

static gint64
get_client (CltPage *page)
{
  CltPaneClass *klass = CLT_PANE_GET_CLASS (page);

  return klass->get_client == NULL ? 0 : klass->get_client (CLT_PANE (page));
}

static CltExportJob *
create_export (CltPage *page)
{
  CltPaneClass *klass = CLT_PANE_GET_CLASS (page);

  return klass->create_export == NULL ? NULL : klass->create_export (CLT_PANE (page));
}

static CltPrintJob *
create_print (CltPage *page)
{
  CltPaneClass *klass = CLT_PANE_GET_CLASS (page);

  return klass->create_print == NULL ? NULL : klass->create_print (CLT_PANE (page));
}

static void
page_iface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->take_focus = take_focus;
  iface->search = search;
  iface->get_client = get_client;
  iface->create_export = create_export;
  iface->create_print = create_print;
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
settle (CltPane *self, gboolean anew)
{
  if (anew && gtk_widget_get_mapped (GTK_WIDGET (self)))
    clt_page_take_focus (CLT_PAGE (self));
}

static void
clt_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (clt_pane_parent_class)->map (widget);
  if (get_private (CLT_PANE (widget))->stale)
    follow (CLT_PANE (widget));
}

static void
clt_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CltPanePrivate *priv = get_private (CLT_PANE (object));

  g_value_set_object (value, adw_bin_get_child (id == PROP_EMPTY ? priv->empty : priv->content));
}

static void
clt_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CltPanePrivate *priv = get_private (CLT_PANE (object));

  adw_bin_set_child (id == PROP_EMPTY ? priv->empty : priv->content, g_value_get_object (value));
}

static void
clt_pane_dispose (GObject *object)
{
  CltPane *self = CLT_PANE (object);

  clt_reading_stop (&get_private (self)->cancellable);
  g_clear_object (&get_private (self)->desk);
  /* its own template goes with the object: GTK 4.8 knows only that of the last class here */
  clt_bin_dispose_template (ADW_BIN (self), G_OBJECT_TYPE (self));
  G_OBJECT_CLASS (clt_pane_parent_class)->dispose (object);
}

static void
clt_pane_class_init (CltPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = clt_pane_dispose;
  object_class->get_property = clt_pane_get_property;
  object_class->set_property = clt_pane_set_property;
  widget_class->map = clt_pane_map;
  klass->settle = settle;
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_EMPTY] = g_param_spec_object ("empty", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/widgets/clt-pane.ui");
  gtk_widget_class_bind_template_child_private (widget_class, CltPane, stack);
  gtk_widget_class_bind_template_child_private (widget_class, CltPane, problem);
  gtk_widget_class_bind_template_child_private (widget_class, CltPane, empty);
  gtk_widget_class_bind_template_child_private (widget_class, CltPane, content);
  gtk_widget_class_install_action (widget_class, "pane.reload", NULL, reload);
}

static void
clt_pane_init (CltPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
