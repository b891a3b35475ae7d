/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-services-page.h"

#include "app/catalogue/clt-catalogue-pane.h"
#include "app/catalogue/clt-event-pane.h"
#include "app/catalogue/clt-greeting-pane.h"
#include "app/catalogue/clt-ledger-pane.h"
#include "app/catalogue/clt-matrix-pane.h"
#include "app/catalogue/clt-outbox-pane.h"
#include "app/catalogue/clt-push-pane.h"
#include "app/research/clt-research-pane.h"
#include "core/base/clt-i18n.h"

/* A tab is a row: its pane is a CltPane in a folder of its own. */
typedef struct
{
  const char *name; /* also the prefix of its actions */
  const char *title;
  GType (*get_type) (void);
  const CltCommandGroup *(*get_commands) (void);
} Tab;

static const Tab tabs[] = {
  { "catalogue", NC_ ("services tab", "Catalogue"), clt_catalogue_pane_get_type,
    clt_catalogue_pane_get_commands },
  { "matrix", NC_ ("services tab", "Matrix"), clt_matrix_pane_get_type,
    clt_matrix_pane_get_commands },
  { "push", NC_ ("services tab", "Push Centre"), clt_push_pane_get_type,
    clt_push_pane_get_commands },
  { "outbox", NC_ ("services tab", "Outbox"), clt_outbox_pane_get_type,
    clt_outbox_pane_get_commands },
  { "ledger", NC_ ("services tab", "Ledger"), clt_ledger_pane_get_type,
    clt_ledger_pane_get_commands },
  { "event", NC_ ("services tab", "Events"), clt_event_pane_get_type, clt_event_pane_get_commands },
  { "greeting", NC_ ("services tab", "Greetings"), clt_greeting_pane_get_type,
    clt_greeting_pane_get_commands },
  { "research", NC_ ("services tab", "Research"), clt_research_pane_get_type,
    clt_research_pane_get_commands },
};

#define N_TABS G_N_ELEMENTS (tabs)

struct _CltServicesPage
{
  AdwBin parent_instance;

  CltDesk *desk;          /* owned (nullable) */
  GtkStack *stack;        /* borrowed */
  GtkWidget *header;      /* owned: what stands in the header bar */
  AdwBin *bins[N_TABS];   /* borrowed from the stack */
  CltPage *panes[N_TABS]; /* borrowed from the bins (nullable) */
};

static void page_iface_init (CltPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltServicesPage,
                               clt_services_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_iface_init))

static const CltCommand own_commands[] = {
  { "services.previous-tab", N_ ("_Previous Tab"), "<Control>Page_Up", FALSE },
  { "services.next-tab", N_ ("Ne_xt Tab"), "<Control>Page_Down", FALSE },
};

/* Those of the page and of all its tabs in one. */
const CltCommandGroup *
clt_services_page_get_commands (void)
{
  static CltCommandGroup group = { N_ ("Services"), NULL, 0 };
  GArray *all;

  if (group.commands != NULL)
    return &group;
  all = g_array_new (FALSE, FALSE, sizeof (CltCommand));
  g_array_append_vals (all, own_commands, G_N_ELEMENTS (own_commands));
  for (guint i = 0; i < N_TABS; i++)
    {
      const CltCommandGroup *part = tabs[i].get_commands ();

      g_array_append_vals (all, part->commands, part->n_commands);
    }
  group.n_commands = all->len;
  group.commands = (const CltCommand *) g_array_free (all, FALSE);
  return &group;
}

/* ---- tabs ----------------------------------------------------------------------------------- */

static guint
get_current (CltServicesPage *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  for (guint i = 0; i < N_TABS; i++)
    if (GTK_WIDGET (self->bins[i]) == child)
      return i;
  return 0;
}

static CltPage *
ensure_pane (CltServicesPage *self, guint index)
{
  if (self->panes[index] == NULL)
    {
      self->panes[index] = g_object_new (tabs[index].get_type (), NULL);
      adw_bin_set_child (self->bins[index], GTK_WIDGET (self->panes[index]));
      clt_page_set_desk (self->panes[index], self->desk);
    }
  return self->panes[index];
}

static void
on_stack_switched_cb (CltServicesPage *self)
{
  if (self->desk != NULL)
    ensure_pane (self, get_current (self));
}

static void
show_tab (CltServicesPage *self, guint index)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->bins[index]));
  clt_page_take_focus (ensure_pane (self, index));
}

static void
previous_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (widget);

  show_tab (self, (get_current (self) + N_TABS - 1) % N_TABS);
}

static void
next_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (widget);

  show_tab (self, (get_current (self) + 1) % N_TABS);
}

static void
show_named_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  for (guint i = 0; i < N_TABS; i++)
    if (g_str_equal (tabs[i].name, g_variant_get_string (parameter, NULL)))
      show_tab (CLT_SERVICES_PAGE (widget), i);
}

/* What the palette asks of the page is done by the tab that the action belongs to. */
static void
forward (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (widget);

  for (guint i = 0; i < N_TABS; i++)
    if (g_str_has_prefix (action, tabs[i].name) && action[strlen (tabs[i].name)] == '.')
      {
        gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->bins[i]));
        gtk_widget_activate_action_variant (GTK_WIDGET (ensure_pane (self, i)), action, parameter);
      }
}

/* ---- CltPage -------------------------------------------------------------------------------- */

static void
set_desk (CltPage *page, CltDesk *desk)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (page);

  g_set_object (&self->desk, desk);
  ensure_pane (self, get_current (self));
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (page);

  for (guint i = 0; i < N_TABS; i++)
    if (self->panes[i] != NULL)
      clt_page_refresh (self->panes[i], touched);
}

static GtkWidget *
get_header (CltPage *page)
{
  return CLT_SERVICES_PAGE (page)->header;
}

static void
take_focus (CltPage *page)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (page);

  clt_page_take_focus (ensure_pane (self, get_current (self)));
}

static void
search (CltPage *page)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (page);

  clt_page_search (ensure_pane (self, get_current (self)));
}

static CltExportJob *
create_export (CltPage *page)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (page);

  return clt_page_create_export (ensure_pane (self, get_current (self)));
}

static CltPrintJob *
create_print (CltPage *page)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (page);

  return clt_page_create_print (ensure_pane (self, get_current (self)));
}

static void
page_iface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->get_header = get_header;
  iface->take_focus = take_focus;
  iface->search = search;
  iface->create_export = create_export;
  iface->create_print = create_print;
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_services_page_dispose (GObject *object)
{
  CltServicesPage *self = CLT_SERVICES_PAGE (object);

  g_clear_object (&self->header);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (clt_services_page_parent_class)->dispose (object);
}

static void
clt_services_page_class_init (CltServicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_services_page_dispose;
  gtk_widget_class_install_action (widget_class, "services.previous-tab", NULL, previous_tab);
  gtk_widget_class_install_action (widget_class, "services.next-tab", NULL, next_tab);
  gtk_widget_class_install_action (widget_class, "services.show-tab", "s", show_named_tab);
  /* what other places ask for, by id */
  gtk_widget_class_install_action (widget_class, "catalogue.show", "x", forward);
  gtk_widget_class_install_action (widget_class, "push.show", "x", forward);
  for (guint i = 0; i < N_TABS; i++)
    {
      const CltCommandGroup *group = tabs[i].get_commands ();

      for (guint k = 0; k < group->n_commands; k++)
        gtk_widget_class_install_action (widget_class, group->commands[k].action, NULL, forward);
    }
  gtk_widget_class_install_action (widget_class, "research.write-plan", "x", forward);
}

/* Before lists and scrolled areas, which have uses of their own for these keys. */
static void
add_tab_keys (CltServicesPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (own_commands); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                              own_commands[i].keys),
                                                            gtk_named_action_new (
                                                              own_commands[i].action)));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
clt_services_page_init (CltServicesPage *self)
{
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  for (guint i = 0; i < N_TABS; i++)
    {
      self->bins[i] = ADW_BIN (adw_bin_new ());
      gtk_stack_add_titled (self->stack, GTK_WIDGET (self->bins[i]), tabs[i].name,
                            g_dpgettext2 (NULL, "services tab", tabs[i].title));
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  add_tab_keys (self);
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (on_stack_switched_cb),
                            self);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_add_css_class (switcher, "services-tabs");
  /* each as wide as its name, not as the longest one */
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (switcher)), FALSE);
  self->header = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_box_append (GTK_BOX (self->header), switcher);
}
