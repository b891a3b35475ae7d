/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-push-pane.h"

#include "app/catalogue/clt-outbox-gateway.h"
#include "app/catalogue/clt-push-data.h"
#include "app/catalogue/clt-push-form.h"
#include "app/catalogue/clt-push-view.h"
#include "app/catalogue/clt-services-export.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Rows above the pushes: a new one. */
#define N_FIXED_ROWS 1

struct _CltPushPane
{
  CltPane parent_instance;

  CltPushOverview *overview; /* owned (nullable) */
  gboolean created;          /* the newest push is to be chosen */
  gint64 wanted;             /* this one is; 0: none */

  CltSideList *list;
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
  { "push.take-back", N_ ("Read a _Marked Send List…"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Push Centre"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_push_pane_get_commands (void)
{
  return &command_group;
}

/* ---- the list on the left --------------------------------------------------------------------------------- */

static char *
dup_note (const CltPush *push)
{
  g_autofree char *first = clt_day_format (push->first);
  guint all = push->planned + push->queued + push->done;

  /* Translators: state of a push, deliveries made of all, its first day; in a narrow list. */
  return g_strdup_printf (_ ("%s · %u of %u · %s"), clt_push_get_state_label (push), push->done,
                          all, first);
}

/* The push that was made last, wherever its day puts it; 0: there is none. */
static gint64
find_newest (CltPushPane *self)
{
  gint64 newest = 0;

  for (guint i = 0; i < self->overview->pushes->len; i++)
    newest = MAX (newest, ((const CltPush *) self->overview->pushes->pdata[i])->id);
  return newest;
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
  const GPtrArray *pushes = self->overview->pushes;
  int index = clt_side_list_get_chosen (self->list);
  gboolean created = self->created && pushes->len > 0;

  if (created)
    self->wanted = find_newest (self);
  if (self->wanted != 0)
    index = find_wanted (self);
  self->created = FALSE;
  clt_side_list_show (self->list, 0,
                      &(CltSideLine){ .title = _ ("New Push"),
                                      .note = _ ("One product to one audience") });
  for (guint i = 0; i < pushes->len; i++)
    {
      const CltPush *push = pushes->pdata[i];
      g_autofree char *note = dup_note (push);

      clt_side_list_show (self->list, N_FIXED_ROWS + i,
                          &(CltSideLine){ .title = push->name, .note = note });
    }
  clt_side_list_truncate (self->list, N_FIXED_ROWS + pushes->len);
  clt_side_list_choose (self->list, MAX (index, 0));
  /* the stack would give the focus to the first button of the new push, which overrides */
  if (created && gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* (nullable): NULL while something else than a push is chosen. */
static const CltPush *
get_chosen_push (CltPushPane *self)
{
  int index = clt_side_list_get_chosen (self->list) - N_FIXED_ROWS;

  return self->overview == NULL || index < 0 || (guint) index >= self->overview->pushes->len
           ? NULL
           : self->overview->pushes->pdata[index];
}

static void
show_chosen (CltPushPane *self)
{
  int index = clt_side_list_get_chosen (self->list);
  gboolean push = index >= N_FIXED_ROWS;

  clt_command_set_enabled (GTK_WIDGET (self), "push.release", push);
  clt_command_set_enabled (GTK_WIDGET (self), "push.override", push);
  clt_command_set_enabled (GTK_WIDGET (self), "push.cancel", push);
  clt_command_set_enabled (GTK_WIDGET (self), "push.create", index == 0);
  gtk_stack_set_visible_child_name (self->stack, push ? "push" : "form");
  if (get_chosen_push (self) != NULL)
    clt_push_view_show (self->view, get_chosen_push (self));
}

static void
enter_chosen (CltPushPane *self)
{
  if (get_chosen_push (self) != NULL)
    clt_push_view_focus (self->view);
  else
    clt_push_form_focus (self->form);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static void
take (CltPane *pane, gpointer record)
{
  CltPushPane *self = CLT_PUSH_PANE (pane);

  g_clear_pointer (&self->overview, clt_push_overview_free);
  self->overview = record;
  fill_list (self);
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
  clt_side_list_choose (self->list, index);
  show_chosen (self);
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

static void
take_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_outbox_gateway_open_send_list (widget, clt_pane_get_desk (CLT_PANE (widget)));
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
  gtk_widget_grab_focus (GTK_WIDGET (CLT_PUSH_PANE (pane)->list));
}

static void
search (CltPane *pane)
{
  clt_side_list_search (CLT_PUSH_PANE (pane)->list);
}

static CltExportJob *
create_export (CltPane *pane)
{
  CltPushPane *self = CLT_PUSH_PANE (pane);
  const CltPush *push = get_chosen_push (self);
  CltPushPlan *plan;

  if (push != NULL)
    return clt_services_export_push (push->id, push->name);
  plan = clt_push_form_dup_plan (self->form);
  return plan == NULL ? NULL : clt_services_export_plan (plan);
}

/* ---- the class -------------------------------------------------------------------------------------------------------- */

static const CltCommandAction actions[] = {
  { "push.show", show_push, "x" },    { "push.new", new_push },
  { "push.create", create_push },     { "push.release", release_push },
  { "push.override", override_push }, { "push.cancel", cancel_push },
  { "push.take-back", take_back },
};

static void
clt_push_pane_dispose (GObject *object)
{
  CltPushPane *self = CLT_PUSH_PANE (object);

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
  pane_class->search = search;
  pane_class->create_export = create_export;
  g_type_ensure (CLT_TYPE_PUSH_FORM);
  g_type_ensure (CLT_TYPE_PUSH_VIEW);
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-push-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, list);
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, form);
  gtk_widget_class_bind_template_child (widget_class, CltPushPane, view);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_form_created_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_chosen);

  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_push_pane_init (CltPushPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
