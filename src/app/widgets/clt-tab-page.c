/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-tab-page.h"

#include "app/widgets/clt-focus.h"

typedef struct
{
  CltDesk *desk;     /* owned (nullable) */
  GtkStack *stack;   /* borrowed */
  GtkWidget *header; /* owned: what stands in the header bar */
  AdwBin **bins;     /* owned array, borrowed from the stack: one a tab */
} CltTabPagePrivate;

static void page_iface_init (CltPageInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CltTabPage,
                                  clt_tab_page,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (CltTabPage)
                                    G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_iface_init))

static CltTabPagePrivate *
get_private (CltTabPage *self)
{
  return clt_tab_page_get_instance_private (self);
}

const CltTabTable *
clt_tab_table_find (GType type)
{
  g_autoptr (GTypeClass) klass = NULL;

  if (!g_type_is_a (type, CLT_TYPE_TAB_PAGE))
    return NULL;
  klass = g_type_class_ref (type);
  return ((CltTabPageClass *) klass)->table;
}

const char *
clt_tab_table_get_title (const CltTabTable *table, guint index)
{
  return g_dpgettext2 (NULL, table->context, table->tabs[index].title);
}

static const CltTabTable *
get_table (CltTabPage *self)
{
  return CLT_TAB_PAGE_GET_CLASS (self)->table;
}

CltCommandGroup
clt_tab_table_collect (const CltTabTable *table, const char *title)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (CltCommand));
  CltCommandGroup group = { title, NULL, 0 };

  g_array_append_vals (all, table->commands, table->n_commands);
  for (guint i = 0; i < table->n_tabs; i++)
    {
      const CltCommandGroup *part = table->tabs[i].get_commands ();

      g_array_append_vals (all, part->commands, part->n_commands);
    }
  group.n_commands = all->len;
  group.commands = (const CltCommand *) g_array_free (all, FALSE);
  return group;
}

/* ---- tabs ----------------------------------------------------------------------------------- */

static guint
get_current (CltTabPage *self)
{
  CltTabPagePrivate *priv = get_private (self);
  GtkWidget *child = gtk_stack_get_visible_child (priv->stack);

  for (guint i = 0; i < get_table (self)->n_tabs; i++)
    if (GTK_WIDGET (priv->bins[i]) == child)
      return i;
  return 0;
}

const char *
clt_tab_page_get_shown (CltTabPage *self)
{
  g_return_val_if_fail (CLT_IS_TAB_PAGE (self), NULL);

  return get_table (self)->tabs[get_current (self)].name;
}

/* (nullable): before its first visit there is none. */
static CltPage *
get_pane (CltTabPage *self, guint index)
{
  return (CltPage *) adw_bin_get_child (get_private (self)->bins[index]);
}

static CltPage *
ensure_pane (CltTabPage *self, guint index)
{
  CltTabPagePrivate *priv = get_private (self);

  if (get_pane (self, index) == NULL)
    {
      GtkWidget *pane = g_object_new (get_table (self)->tabs[index].get_type (), NULL);

      adw_bin_set_child (priv->bins[index], pane);
      clt_page_set_desk (CLT_PAGE (pane), priv->desk);
    }
  return get_pane (self, index);
}

static CltPage *
ensure_current (CltPage *page)
{
  return ensure_pane (CLT_TAB_PAGE (page), get_current (CLT_TAB_PAGE (page)));
}

static void
on_stack_switched_cb (CltTabPage *self)
{
  if (get_private (self)->desk != NULL)
    ensure_pane (self, get_current (self));
}

static void
show_tab (CltTabPage *self, guint index)
{
  CltTabPagePrivate *priv = get_private (self);
  GtkWidget *bin = GTK_WIDGET (priv->bins[index]);
  /* as after Undo: who works there goes on */
  const gboolean stays =
    gtk_stack_get_visible_child (priv->stack) == bin && clt_widget_has_focus_inside (bin);

  gtk_stack_set_visible_child (priv->stack, bin);
  if (!stays)
    clt_page_take_focus (ensure_pane (self, index));
}

static void
previous_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTabPage *self = CLT_TAB_PAGE (widget);
  guint n = get_table (self)->n_tabs;

  show_tab (self, (get_current (self) + n - 1) % n);
}

static void
next_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTabPage *self = CLT_TAB_PAGE (widget);

  show_tab (self, (get_current (self) + 1) % get_table (self)->n_tabs);
}

static void
show_named_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTabPage *self = CLT_TAB_PAGE (widget);
  const CltTabTable *table = get_table (self);

  for (guint i = 0; i < table->n_tabs; i++)
    if (g_str_equal (table->tabs[i].name, g_variant_get_string (parameter, NULL)))
      show_tab (self, i);
}

/* What the palette or another place asks of the page is done by the tab that the action belongs
 * to. */
static void
forward (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTabPage *self = CLT_TAB_PAGE (widget);
  const CltTabTable *table = get_table (self);

  for (guint i = 0; i < table->n_tabs; i++)
    {
      const char *name = table->tabs[i].name;

      if (!g_str_has_prefix (action, name) || action[strlen (name)] != '.')
        continue;
      gtk_stack_set_visible_child (get_private (self)->stack,
                                   GTK_WIDGET (get_private (self)->bins[i]));
      clt_command_activate (GTK_WIDGET (ensure_pane (self, i)), action, parameter);
    }
}

/* ---- CltPage -------------------------------------------------------------------------------- */

static void
set_desk (CltPage *page, CltDesk *desk)
{
  g_set_object (&get_private (CLT_TAB_PAGE (page))->desk, desk);
  ensure_current (page);
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  CltTabPage *self = CLT_TAB_PAGE (page);

  for (guint i = 0; i < get_table (self)->n_tabs; i++)
    if (get_pane (self, i) != NULL)
      clt_page_refresh (get_pane (self, i), touched);
}

static GtkWidget *
get_header (CltPage *page)
{
  return get_private (CLT_TAB_PAGE (page))->header;
}

static void
take_focus (CltPage *page)
{
  clt_page_take_focus (ensure_current (page));
}

static void
search (CltPage *page)
{
  clt_page_search (ensure_current (page));
}

static gint64
get_client (CltPage *page)
{
  return clt_page_get_client (ensure_current (page));
}

static CltExportJob *
create_export (CltPage *page)
{
  return clt_page_create_export (ensure_current (page));
}

static CltPrintJob *
create_print (CltPage *page)
{
  return clt_page_create_print (ensure_current (page));
}

static void
page_iface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->get_header = get_header;
  iface->take_focus = take_focus;
  iface->search = search;
  iface->get_client = get_client;
  iface->create_export = create_export;
  iface->create_print = create_print;
}

/* ---- the class ------------------------------------------------------------------------------ */

void
clt_tab_page_class_set_table (CltTabPageClass *klass, const CltTabTable *table)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_return_if_fail (table != NULL && table->n_commands >= 2);

  klass->table = table;
  gtk_widget_class_install_action (widget_class, table->commands[0].action, NULL, previous_tab);
  gtk_widget_class_install_action (widget_class, table->commands[1].action, NULL, next_tab);
  gtk_widget_class_install_action (widget_class, table->show_tab, "s", show_named_tab);
  for (guint i = 0; i < table->n_requests; i++)
    gtk_widget_class_install_action (widget_class, table->requests[i].action,
                                     table->requests[i].type, forward);
  for (guint i = 0; i < table->n_tabs; i++)
    {
      const CltCommandGroup *group = table->tabs[i].get_commands ();

      for (guint k = 0; k < group->n_commands; k++)
        gtk_widget_class_install_action (widget_class, group->commands[k].action, NULL, forward);
    }
}

static void
add_tabs (CltTabPage *self)
{
  CltTabPagePrivate *priv = get_private (self);
  const CltTabTable *table = get_table (self);

  priv->bins = g_new0 (AdwBin *, table->n_tabs);
  for (guint i = 0; i < table->n_tabs; i++)
    {
      priv->bins[i] = ADW_BIN (adw_bin_new ());
      gtk_stack_add_titled (priv->stack, GTK_WIDGET (priv->bins[i]), table->tabs[i].name,
                            clt_tab_table_get_title (table, i));
    }
}

/* Not in init: there the class is not yet the one that has the table. */
static void
clt_tab_page_constructed (GObject *object)
{
  CltTabPage *self = CLT_TAB_PAGE (object);
  CltTabPagePrivate *priv = get_private (self);
  const CltCommandGroup own = { NULL, get_table (self)->commands, get_table (self)->n_commands };
  GtkWidget *switcher = gtk_stack_switcher_new ();

  G_OBJECT_CLASS (clt_tab_page_parent_class)->constructed (object);
  priv->stack = GTK_STACK (gtk_stack_new ());
  add_tabs (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->stack));
  clt_command_group_capture (&own, GTK_WIDGET (self));
  g_signal_connect_swapped (priv->stack, "notify::visible-child", G_CALLBACK (on_stack_switched_cb),
                            self);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), priv->stack);
  gtk_widget_add_css_class (switcher, "place-tabs");
  /* each as wide as its name, not as the longest one */
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (switcher)), FALSE);
  priv->header = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_box_append (GTK_BOX (priv->header), switcher);
}

static void
clt_tab_page_dispose (GObject *object)
{
  CltTabPagePrivate *priv = get_private (CLT_TAB_PAGE (object));

  g_clear_object (&priv->header);
  g_clear_object (&priv->desk);
  G_OBJECT_CLASS (clt_tab_page_parent_class)->dispose (object);
}

static void
clt_tab_page_finalize (GObject *object)
{
  g_free (get_private (CLT_TAB_PAGE (object))->bins);
  G_OBJECT_CLASS (clt_tab_page_parent_class)->finalize (object);
}

static void
clt_tab_page_class_init (CltTabPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = clt_tab_page_constructed;
  object_class->dispose = clt_tab_page_dispose;
  object_class->finalize = clt_tab_page_finalize;
}

static void
clt_tab_page_init (CltTabPage *self)
{
}
