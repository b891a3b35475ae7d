/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-pane.h"

#include "app/catalogue/clt-push-data.h"
#include "app/catalogue/clt-push-form.h"
#include "app/catalogue/clt-push-view.h"
#include "app/catalogue/clt-services-export.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Rows above the pushes: a new one. */
#define N_FIXED_ROWS 1

struct _CltPushPane
{
  CltPane parent_instance;

  CltPushOverview *overview; /* owned (nullable) */
  gboolean filling;
  gboolean created; /* the newest push is to be chosen */
  gint64 wanted;    /* this one is; 0: none */

  GtkListBox *list;
  GtkStack *stack;
  CltPushForm *form;
  CltPushView *view;
};

G_DEFINE_FINAL_TYPE (CltPushPane, clt_push_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "push.new", N_ ("_New Push"), "<Control>n", TRUE },
  { "push.create", N_ ("_Create the Push"), "<Control>Return", TRUE },
  { "push.release", N_ ("_Release What Is Due"), "<Control><Shift>Return", TRUE },
  { "push.override", N_ ("Push _All the Same"), NULL, TRUE },
  { "push.cancel", N_ ("Call _Off the Push"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Push Centre"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_push_pane_get_commands (void)
{
  return &command_group;
}

/* ---- the list on the left --------------------------------------------------------------------------------- */

static GtkWidget *
new_row (const char *title, const char *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *label = gtk_label_new (note);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (box, "push-row");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static char *
dup_note (const CltPush *push)
{
  g_autofree char *first = clt_day_format (push->first);
  guint all = push->planned + push->queued + push->done;

  /* Translators: state of a push, its first day, deliveries made of all. */
  return g_strdup_printf (_ ("%s · from %s · %u of %u delivered"),
                          clt_push_state_get_label (push->state), first, push->done, all);
}

/* The row of the push that somebody asked for, else -1. */
static int
find_wanted (CltPushPane *self)
{
  gint64 wanted = self->wanted;

  self->wanted = 0;
  for (guint i = 0; wanted != 0 && i < self->overview->pushes->len; i++)
    if (((const CltPush *) self->overview->pushes->pdata[i])->id == wanted)
      return N_FIXED_ROWS + (int) i;
  return -1;
}

static void
fill_list (CltPushPane *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int index = selected == NULL ? 0 : gtk_list_box_row_get_index (selected);
  GtkWidget *child;

  if (self->created && self->overview->pushes->len > 0)
    index = N_FIXED_ROWS;
  else if (self->wanted != 0)
    index = find_wanted (self);
  self->created = FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  gtk_list_box_append (self->list, new_row (_ ("New Push"), _ ("One product to one audience")));
  for (guint i = 0; i < self->overview->pushes->len; i++)
    {
      const CltPush *push = self->overview->pushes->pdata[i];
      g_autofree char *note = dup_note (push);

      gtk_list_box_append (self->list, new_row (push->name, note));
    }
  if (gtk_list_box_get_row_at_index (self->list, index) == NULL)
    index = 0;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
}

static int
get_chosen_row (CltPushPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row == NULL ? 0 : gtk_list_box_row_get_index (row);
}

/* (nullable): NULL while something else than a push is chosen. */
static const CltPush *
get_chosen_push (CltPushPane *self)
{
  int index = get_chosen_row (self) - N_FIXED_ROWS;

  return self->overview == NULL || index < 0 || (guint) index >= self->overview->pushes->len
           ? NULL
           : self->overview->pushes->pdata[index];
}

static void
show_chosen (CltPushPane *self)
{
  int index = get_chosen_row (self);
  gboolean push = index >= N_FIXED_ROWS;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "push.release", push);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "push.override", push);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "push.cancel", push);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "push.create", index == 0);
  gtk_stack_set_visible_child_name (self->stack, push ? "push" : "form");
  if (get_chosen_push (self) != NULL)
    clt_push_view_show (self->view, get_chosen_push (self));
}

static void
on_row_selected_cb (CltPushPane *self)
{
  if (!self->filling)
    show_chosen (self);
}

/* On to what the row shows; GTK's Tab would walk through every row. */
static void
enter_chosen (CltPushPane *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static gboolean
on_list_key_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CltPushPane *self)
{
  if (keyval != GDK_KEY_Tab || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  enter_chosen (self);
  return GDK_EVENT_STOP;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static void
take (CltPane *pane, gpointer record)
{
  CltPushPane *self = CLT_PUSH_PANE (pane);

  g_clear_pointer (&self->overview, clt_push_overview_free);
  self->overview = record;
  self->filling = TRUE;
  fill_list (self);
  self->filling = FALSE;
  show_chosen (self);
}

static void
on_form_created_cb (CltPushPane *self)
{
  self->created = TRUE;
  clt_pane_load (CLT_PANE (self));
}

/* ---- actions ------------------------------------------------------------------------------------------------------ */

static void
select_row (CltPushPane *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
new_push (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltPushPane *self = CLT_PUSH_PANE (widget);

  select_row (self, 0);
  clt_push_form_focus (self->form);
}

static void
create_push (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_push_form_create (CLT_PUSH_PANE (widget)->form);
}

static void
release_push (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_push_view_release (CLT_PUSH_PANE (widget)->view);
}

static void
override_push (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_push_view_override (CLT_PUSH_PANE (widget)->view);
}

static void
cancel_push (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_push_view_cancel (CLT_PUSH_PANE (widget)->view);
}

/* Now, or as soon as the pushes are there. */
static void
show_push (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltPushPane *self = CLT_PUSH_PANE (widget);

  self->wanted = g_variant_get_int64 (parameter);
  if (self->overview == NULL)
    return;
  select_row (self, find_wanted (self));
  enter_chosen (self);
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltPushPane *self = CLT_PUSH_PANE (pane);

  clt_push_form_set_desk (self->form, desk);
  clt_push_view_set_desk (self->view, desk);
}

static void
changed (CltPane *pane)
{
  clt_push_form_refresh (CLT_PUSH_PANE (pane)->form);
}

static void
take_focus (CltPane *pane)
{
  CltPushPane *self = CLT_PUSH_PANE (pane);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

static CltExportJob *
create_export (CltPane *pane)
{
  const CltPush *push = get_chosen_push (CLT_PUSH_PANE (pane));

  if (push != NULL)
    return clt_services_export_push (push->id, push->name);
  clt_desk_tell (clt_pane_get_desk (pane), _ ("Choose a push first: its send list is written"));
  return NULL;
}

/* ---- the class -------------------------------------------------------------------------------------------------------- */

static void
clt_push_pane_dispose (GObject *object)
{
  CltPushPane *self = CLT_PUSH_PANE (object);

  self->filling = TRUE;
  g_clear_pointer (&self->overview, clt_push_overview_free);
  G_OBJECT_CLASS (clt_push_pane_parent_class)->dispose (object);
}

static void
clt_push_pane_class_init (CltPushPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_push_pane_dispose;
  pane_class->read = clt_push_overview_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_push_overview_free;
  pane_class->attach = attach;
  pane_class->take = take;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->create_export = create_export;
  g_type_ensure (CLT_TYPE_PUSH_FORM);
  g_type_ensure (CLT_TYPE_PUSH_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-push-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, list);
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, form);
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, view);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_created_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_chosen);

  gtk_widget_class_install_action (widget_class, "push.show", "x", show_push);
  gtk_widget_class_install_action (widget_class, "push.new", NULL, new_push);
  gtk_widget_class_install_action (widget_class, "push.create", NULL, create_push);
  gtk_widget_class_install_action (widget_class, "push.release", NULL, release_push);
  gtk_widget_class_install_action (widget_class, "push.override", NULL, override_push);
  gtk_widget_class_install_action (widget_class, "push.cancel", NULL, cancel_push);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_push_pane_init (CltPushPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_list_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}
