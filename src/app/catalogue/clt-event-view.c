/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-view.h"

#include "app/catalogue/clt-event-effect-grid.h"
#include "app/catalogue/clt-event-form.h"
#include "app/catalogue/clt-event-invite-view.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-focus-order.h"
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltEventView
{
  AdwBin parent_instance;

  CltDesk *desk;      /* owned (nullable) */
  CltReader *reader;  /* owned (nullable) */
  CltEventData *data; /* owned (nullable) */
  gint64 id;
  gboolean anew;  /* another event is on its way … */
  gboolean enter; /* … and its guests get the focus when it has come */

  GtkWidget *head;
  GtkWidget *switcher;
  GtkLabel *theme_label;
  GtkLabel *state_label;
  GtkLabel *count_label;
  GtkBox *todo_box;
  GtkWidget *hold_button;
  GtkWidget *cancel_button;
  GtkWidget *follow_up_button;
  GtkStack *stack;
  CltDataTable *table;
  CltEventInviteView *invite_view;
  CltEventForm *form;
  GtkStack *result_stack;
  GtkBox *result_box;
  AdwStatusPage *no_guests; /* borrowed from the table and the stack above */
  AdwStatusPage *no_result;
};

G_DEFINE_FINAL_TYPE (CltEventView, clt_event_view, ADW_TYPE_BIN)

static const CltTableColumn columns[] = {
  { CLT_GUEST_CLIENT, NC_ ("event", "Client"), 190, FALSE, FALSE, TRUE },
  { CLT_GUEST_TIER, NC_ ("event", "Tier"), 90, FALSE, FALSE },
  { CLT_GUEST_ANSWER, NC_ ("event", "Answer"), 112, FALSE, FALSE, TRUE },
  { CLT_GUEST_ATTENDED, NC_ ("event", "Attendance"), 100, FALSE, FALSE, TRUE },
  { CLT_GUEST_SENT, NC_ ("event", "Invitation"), 96, FALSE, FALSE, TRUE },
  { CLT_GUEST_INVITED, NC_ ("event", "Invited"), 100, FALSE, FALSE },
};

/* ---- head ------------------------------------------------------------------------------------------ */

static char *
dup_state (const CltEvent *event)
{
  g_autofree char *starts = clt_instant_format (event->starts);

  if (*event->place == '\0')
    /* Translators: state of an event, its kind, when it begins. */
    return g_strdup_printf (_ ("%s · %s · %s"), clt_event_state_get_label (event->state),
                            clt_event_kind_get_label (event->kind), starts);
  /* Translators: state of an event, its kind, when it begins, where. */
  return g_strdup_printf (_ ("%s · %s · %s · %s"), clt_event_state_get_label (event->state),
                          clt_event_kind_get_label (event->kind), starts, event->place);
}

static char *
dup_counts (const CltEventData *data)
{
  const CltEventResult *result = &data->result;
  g_autofree char *cost = NULL;

  if (result->cost_per_head == CLT_MONEY_NONE)
    /* Translators: numbers of guests of an event. */
    return g_strdup_printf (
      _ ("%d invited · %d yes · %d no · %d maybe · %d waiting · %d no answer yet · "
         "%d came"),
      result->invited, result->yes, result->no, result->maybe, result->waiting, result->open,
      result->attended);
  cost = clt_money_format (result->cost_per_head);
  /* Translators: numbers of guests of an event, then yuan. */
  return g_strdup_printf (_ ("%d invited · %d yes · %d no · %d waiting · %d came · ¥%s a head"),
                          result->invited, result->yes, result->no, result->waiting,
                          result->attended, cost);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_todo (CltEventView *self)
{
  clear_box (self->todo_box);
  for (guint bit = 1; bit <= CLT_EVENT_TODO_FULL; bit <<= 1)
    if ((self->data->todo & bit) != 0)
      {
        GtkWidget *label = gtk_label_new (clt_event_todo_get_label (bit));

        gtk_label_set_xalign (GTK_LABEL (label), 0);
        gtk_label_set_wrap (GTK_LABEL (label), TRUE);
        gtk_widget_add_css_class (label, "warning");
        gtk_box_append (self->todo_box, label);
      }
}

static void
show_head (CltEventView *self)
{
  const CltEvent *event = self->data->event;
  gboolean planned = g_str_equal (event->state, "planned");
  g_autofree char *state = dup_state (event);
  g_autofree char *counts = dup_counts (self->data);

  gtk_label_set_label (self->theme_label, event->theme);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->count_label, counts);
  /* nothing was held before its day */
  gtk_widget_set_visible (self->hold_button, planned && clt_event_get_day (event) <= clt_today ());
  gtk_widget_set_visible (self->cancel_button, planned);
  gtk_widget_set_visible (self->follow_up_button, g_str_equal (event->state, "held"));
  show_todo (self);
}

static void
fill_result (CltEventView *self)
{
  GtkWidget *note =
    gtk_label_new (_ ("What changed around an event need not have changed because of it."));

  clear_box (self->result_box);
  gtk_box_append (self->result_box, clt_event_effect_grid_new (&self->data->near));
  gtk_box_append (self->result_box, clt_event_effect_grid_new (&self->data->far));
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (self->result_box, note);
}

/* Owned by whom it is added to. */
static AdwStatusPage *
new_nobody (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Invite _Clients…"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "event.invite");
  return g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "clt-clients-symbolic", "child", button,
                       NULL);
}

/* While it is planned it is said what to do. */
static void
show_nobody (AdwStatusPage *page, gboolean planned, const char *description)
{
  adw_status_page_set_title (page,
                             planned ? _ ("Nobody Is Invited Yet") : _ ("Nobody Was Invited"));
  adw_status_page_set_description (page, planned ? description : NULL);
  gtk_widget_set_visible (adw_status_page_get_child (page), planned);
}

static void
show_result (CltEventView *self)
{
  gboolean planned = g_str_equal (self->data->event->state, "planned");
  gboolean guests = self->data->result.invited > 0;

  show_nobody (self->no_guests, planned,
               _ ("Choose under “Invite” who gets an invitation. What the guests answer, and who "
                  "was there, is noted here."));
  show_nobody (self->no_result, planned,
               _ ("What those who were there did before and after is compared with the guests who "
                  "stayed away. First invite somebody."));
  gtk_stack_set_visible_child_name (self->result_stack, guests ? "figures" : "nobody");
  if (guests)
    fill_result (self);
}

/* ---- reading --------------------------------------------------------------------------------------- */

/* Where there is something to do. */
static const char *
get_first_part (const CltEventData *data)
{
  if (data->event->product_id == 0)
    return "details";
  return data->result.invited == 0 ? "invite" : "guests";
}

static void
take (gpointer owner, gpointer record)
{
  CltEventView *self = owner;
  CltEventData *data = record;
  gint64 chosen = clt_data_table_get_selected (self->table);

  g_clear_pointer (&self->data, clt_event_data_free);
  self->data = data;
  show_head (self);
  show_result (self);
  if (!self->anew)
    clt_cell_rows_keep_order (data->guests, clt_data_table_get_list (self->table));
  clt_key_list_set_query (clt_data_table_get_list (self->table), data->guests);
  if (chosen != 0 && !self->anew)
    clt_data_table_select (self->table, chosen);
  clt_event_invite_view_show (self->invite_view, data);
  clt_event_form_show (self->form, data);
  if (self->anew)
    gtk_stack_set_visible_child_name (self->stack, get_first_part (data));
  self->anew = FALSE;
  if (self->enter)
    clt_event_view_enter (self);
}

static const CltReaderKind reader_kind = { .read = clt_event_data_load,
                                           .record_free = clt_event_data_free,
                                           .take = take };

void
clt_event_view_show (CltEventView *self, gint64 id)
{
  self->anew |= self->id != id;
  self->id = id;
  clt_reader_ask (self->reader, id);
}

gint64
clt_event_view_get_event (CltEventView *self)
{
  return self->data == NULL ? 0 : self->data->event->id;
}

const char *
clt_event_view_get_theme (CltEventView *self)
{
  return self->data == NULL ? "" : self->data->event->theme;
}

/* ---- acting ----------------------------------------------------------------------------------------- */

static void
act (CltEventView *self, const char *name, CltActionFunc func, CltEventOrder *order)
{
  clt_desk_act (self->desk, name, clt_event_view_get_theme (self), func, order,
                clt_event_order_free);
}

static CltEventOrder *
make_order (CltEventView *self, const char *text)
{
  return clt_event_order_new (clt_event_view_get_event (self), text, clt_desk_get_who (self->desk));
}

/* 0: none; said. */
static gint64
get_chosen (CltEventView *self)
{
  gint64 client = clt_data_table_get_selected (self->table);

  if (self->data == NULL || self->desk == NULL)
    return 0;
  if (client == 0 || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "guests") != 0)
    {
      clt_desk_tell (self->desk, _ ("Choose a guest first"));
      return 0;
    }
  return client;
}

void
clt_event_view_answer (CltEventView *self, const char *answer)
{
  gint64 client = get_chosen (self);
  CltEventOrder *order;

  if (client == 0)
    return;
  order = make_order (self, answer);
  order->client_id = client;
  act (self, "event.answer", clt_event_order_answer, order);
}

void
clt_event_view_attend (CltEventView *self, gboolean there)
{
  gint64 client = get_chosen (self);
  CltEventOrder *order;

  if (client == 0)
    return;
  order = make_order (self, "");
  order->client_id = client;
  order->flag = there;
  act (self, "event.attend", clt_event_order_attend, order);
}

void
clt_event_view_invite (CltEventView *self)
{
  if (self->data == NULL)
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "invite") == 0)
    clt_event_invite_view_invite (self->invite_view);
  else
    clt_event_view_show_part (self, "invite"); /* first it is seen who that would be */
}

void
clt_event_view_close (CltEventView *self, gboolean held)
{
  CltEventOrder *order;

  if (self->data == NULL)
    return;
  order = make_order (self, "");
  order->flag = held;
  act (self, "event.close", clt_event_order_close, order);
}

void
clt_event_view_follow_up (CltEventView *self)
{
  if (self->data != NULL)
    act (self, "event.follow-up", clt_event_order_follow_up, make_order (self, ""));
}

void
clt_event_view_show_part (CltEventView *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  if (g_str_equal (name, "invite"))
    clt_event_invite_view_focus (self->invite_view);
  else if (g_str_equal (name, "details"))
    clt_event_form_focus (self->form);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

void
clt_event_view_enter (CltEventView *self)
{
  self->enter = self->anew || self->data == NULL;
  if (!self->enter)
    clt_event_view_show_part (self, get_first_part (self->data));
}

void
clt_event_view_set_desk (CltEventView *self, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_data_table_set_list (self->table, keys);
  clt_event_invite_view_set_desk (self->invite_view, desk);
  clt_event_form_set_desk (self->form, desk);
}

static void
on_row_opened_cb (CltEventView *self, gint64 client)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", client);
}

/* The guests come before the buttons about the event. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  CltEventView *self = CLT_EVENT_VIEW (widget);
  GtkWidget *const parts[] = { GTK_WIDGET (self->stack), self->head, self->switcher };

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return clt_focus_order_move (parts, G_N_ELEMENTS (parts), direction);
  return GTK_WIDGET_CLASS (clt_event_view_parent_class)->focus (widget, direction);
}

/* ---- the class ---------------------------------------------------------------------------------------- */

static void
clt_event_view_dispose (GObject *object)
{
  CltEventView *self = CLT_EVENT_VIEW (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->data, clt_event_data_free);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_EVENT_VIEW);
  G_OBJECT_CLASS (clt_event_view_parent_class)->dispose (object);
}

static void
clt_event_view_class_init (CltEventViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_event_view_dispose;
  widget_class->focus = focus;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_EVENT_FORM);
  g_type_ensure (CLT_TYPE_EVENT_INVITE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-event-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltEventView, head);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, switcher);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, theme_label);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, count_label);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, todo_box);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, hold_button);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, follow_up_button);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, table);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, invite_view);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, form);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, result_box);
  gtk_widget_class_bind_template_child (widget_class, CltEventView, result_stack);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
}

static void
clt_event_view_init (CltEventView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->table, "event", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
  self->no_guests = new_nobody ();
  clt_data_table_set_placeholder (self->table, GTK_WIDGET (self->no_guests));
  self->no_result = new_nobody ();
  gtk_stack_add_named (self->result_stack, GTK_WIDGET (self->no_result), "nobody");
}
