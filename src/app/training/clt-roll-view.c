/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-roll-view.h"

#include "app/training/clt-roll-person.h"
#include "app/training/clt-roll-queue.h"
#include "app/training/clt-session-order.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-reader.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

typedef struct
{
  gint64 id;
  CltDay day;
} Meeting;

struct _CltRollView
{
  AdwBin parent_instance;

  CltDesk *desk;       /* owned (nullable) */
  CltRollQueue *queue; /* owned (nullable) */
  CltReader *reader;   /* owned (nullable) */
  GArray *meetings;    /* owned: Meeting, of meeting_drop */
  gint64 session_id, meeting_id;
  CltDay day; /* of the meeting */
  gboolean filling, stale, wants_focus;

  GtkStack *stack;
  GtkDropDown *meeting_drop;
  GtkSearchEntry *jump_entry;
  GtkFlowBox *list;
  GtkLabel *present_label;
  GtkLabel *late_label;
  GtkLabel *excused_label;
  GtkLabel *absent_label;
  GtkLabel *open_label;
  GtkProgressBar *progress;
  GtkWidget *rest_button;
};

G_DEFINE_FINAL_TYPE (CltRollView, clt_roll_view, ADW_TYPE_BIN)

static CltRollPerson *
get_person (CltRollView *self, guint index)
{
  return (CltRollPerson *) gtk_flow_box_get_child_at_index (self->list, (int) index);
}

static CltRollPerson *
find_person (CltRollView *self, gint64 client)
{
  CltRollPerson *person;

  for (guint i = 0; (person = get_person (self, i)) != NULL; i++)
    if (clt_roll_person_get_client (person) == client)
      return person;
  return NULL;
}

static CltRollPerson *
get_chosen (CltRollView *self)
{
  g_autoptr (GList) chosen = gtk_flow_box_get_selected_children (self->list);

  return chosen == NULL ? NULL : chosen->data;
}

/* ---- the count ----------------------------------------------------------------------------- */

static void
show_number (GtkLabel *label, int number)
{
  g_autofree char *text = g_strdup_printf ("%d", number);

  gtk_label_set_label (label, text);
}

static void
show_totals (CltRollView *self)
{
  CltRollTotals totals = { 0 };
  CltRollPerson *person;
  int all = 0;

  for (guint i = 0; (person = get_person (self, i)) != NULL; i++)
    {
      char mark = clt_roll_person_get_mark (person);

      all++;
      totals.present += mark == 'P';
      totals.late += mark == 'L';
      totals.excused += mark == 'E';
      totals.absent += mark == 'A';
      totals.open += mark == '\0';
    }
  show_number (self->present_label, totals.present);
  show_number (self->late_label, totals.late);
  show_number (self->excused_label, totals.excused);
  show_number (self->absent_label, totals.absent);
  show_number (self->open_label, totals.open);
  gtk_progress_bar_set_fraction (self->progress, all == 0 ? 0 : (double) (all - totals.open) / all);
  gtk_widget_set_sensitive (self->rest_button, totals.open > 0);
}

/* ---- where the focus is -------------------------------------------------------------------- */

static void
go_to (CltRollView *self, CltRollPerson *person)
{
  if (person == NULL)
    return;
  gtk_flow_box_select_child (self->list, GTK_FLOW_BOX_CHILD (person));
  gtk_widget_grab_focus (GTK_WIDGET (person));
}

/* The next who is not called yet, round the end of the list; else stays. */
static void
go_on (CltRollView *self, CltRollPerson *from)
{
  guint start = (guint) gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (from));
  guint n = 0;

  while (get_person (self, n) != NULL)
    n++;
  for (guint i = 1; i < n; i++)
    {
      CltRollPerson *person = get_person (self, (start + i) % n);

      if (clt_roll_person_get_mark (person) == '\0')
        {
          go_to (self, person);
          return;
        }
    }
  go_to (self, from);
}

static CltRollPerson *
find_open (CltRollView *self)
{
  CltRollPerson *person;

  for (guint i = 0; (person = get_person (self, i)) != NULL; i++)
    if (clt_roll_person_get_mark (person) == '\0')
      return person;
  return get_person (self, 0);
}

void
clt_roll_view_focus (CltRollView *self)
{
  CltRollPerson *person = get_chosen (self);

  g_return_if_fail (CLT_IS_ROLL_VIEW (self));

  self->wants_focus = person == NULL;
  if (person != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (person));
}

/* ---- reading ------------------------------------------------------------------------------- */

static gboolean
has_same_people (CltRollView *self, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      CltRollPerson *person = get_person (self, i);

      if (person == NULL ||
          clt_roll_person_get_client (person) != ((CltRollRow *) rows->pdata[i])->client_id)
        return FALSE;
    }
  return get_person (self, rows->len) == NULL;
}

static void
fill_list (CltRollView *self, const GPtrArray *rows)
{
  CltRollPerson *chosen = get_chosen (self);
  GtkWidget *child;
  gint64 client = chosen != NULL ? clt_roll_person_get_client (chosen) : 0;

  self->wants_focus |= clt_widget_has_focus_inside (GTK_WIDGET (self->list));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_flow_box_remove (self->list, child);
  for (guint i = 0; i < rows->len; i++)
    gtk_flow_box_append (self->list, clt_roll_person_new (rows->pdata[i], i + 1));
  chosen = client == 0 ? NULL : find_person (self, client);
  if (chosen == NULL)
    chosen = find_open (self);
  if (chosen == NULL)
    return;
  gtk_flow_box_select_child (self->list, GTK_FLOW_BOX_CHILD (chosen));
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (chosen));
  self->wants_focus = FALSE;
}

static void
show_rows (CltRollView *self, const GPtrArray *rows)
{
  if (has_same_people (self, rows))
    for (guint i = 0; i < rows->len; i++)
      clt_roll_person_set_mark (get_person (self, i), ((CltRollRow *) rows->pdata[i])->mark);
  else
    fill_list (self, rows);
  gtk_stack_set_visible_child_name (self->stack, rows->len == 0 ? "nobody" : "roll");
  show_totals (self);
}

static void
take (gpointer owner, gpointer record)
{
  CltRollView *self = owner;
  g_autoptr (GPtrArray) rows = record;

  if (self->meeting_id == 0)
    return; /* of a session that was shown before */
  if (clt_roll_queue_is_settled (self->queue))
    show_rows (self, rows);
  else /* it does not know of the marks that are on their way */
    self->stale = TRUE;
}

static const CltReaderKind reader_kind = {
  .read = clt_session_roll_load,
  .record_free = (GDestroyNotify) g_ptr_array_unref,
  .take = take,
  .hidden_too = TRUE,
};

static void
load (CltRollView *self)
{
  self->stale = FALSE;
  if (self->meeting_id == 0)
    gtk_stack_set_visible_child_name (self->stack, "no-meeting");
  else
    clt_reader_ask (self->reader, self->meeting_id);
}

/* ---- meetings ------------------------------------------------------------------------------ */

static guint
find_meeting (const GPtrArray *meetings, gint64 id)
{
  guint best = 0;

  for (guint i = 0; i < meetings->len; i++)
    {
      const CltMeeting *meeting = meetings->pdata[i];

      if (meeting->id == id)
        return i;
      if (clt_instant_get_day (meeting->starts) <= clt_today ())
        best = i;
    }
  return best;
}

static char *
dup_meeting (const CltMeeting *meeting)
{
  g_autofree char *starts = clt_instant_format (meeting->starts);

  if (*meeting->room == '\0')
    return g_steal_pointer (&starts);
  /* Translators: when a meeting begins, in which room it is. */
  return g_strdup_printf (_ ("%s, %s"), starts, meeting->room);
}

static void
choose_meeting (CltRollView *self, guint index)
{
  const Meeting none = { 0, CLT_DAY_NONE };
  const Meeting *meeting =
    index < self->meetings->len ? &g_array_index (self->meetings, Meeting, index) : &none;

  self->meeting_id = meeting->id;
  self->day = meeting->day;
}

void
clt_roll_view_show (CltRollView *self, const CltSessionData *data)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint index = find_meeting (data->meetings, self->meeting_id);

  g_return_if_fail (CLT_IS_ROLL_VIEW (self));

  self->session_id = data->session->id;
  self->filling = TRUE;
  g_array_set_size (self->meetings, 0);
  for (guint i = 0; i < data->meetings->len; i++)
    {
      const CltMeeting *meeting = data->meetings->pdata[i];
      const Meeting entry = { meeting->id, clt_instant_get_day (meeting->starts) };
      g_autofree char *text = dup_meeting (meeting);

      gtk_string_list_append (model, text);
      g_array_append_val (self->meetings, entry);
    }
  gtk_drop_down_set_model (self->meeting_drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->meeting_drop, index);
  choose_meeting (self, index);
  self->filling = FALSE;
  load (self);
}

gint64
clt_roll_view_get_meeting (CltRollView *self)
{
  g_return_val_if_fail (CLT_IS_ROLL_VIEW (self), 0);

  return self->meeting_id;
}

static void
on_meeting_selected_cb (CltRollView *self)
{
  guint index = gtk_drop_down_get_selected (self->meeting_drop);

  if (self->filling || index >= self->meetings->len)
    return;
  choose_meeting (self, index);
  self->wants_focus = TRUE;
  load (self);
}

void
clt_roll_view_step_meeting (CltRollView *self, int step)
{
  int index = (int) gtk_drop_down_get_selected (self->meeting_drop) + step;

  if (index >= 0 && (guint) index < self->meetings->len)
    gtk_drop_down_set_selected (self->meeting_drop, (guint) index);
}

/* ---- marking ------------------------------------------------------------------------------- */

static void
on_step_failed_cb (const CltRollStep *step, const GError *error, gpointer user_data)
{
  CltRollView *self = user_data;

  for (guint i = 0; step->meeting_id == self->meeting_id && i < step->ids->len; i++)
    {
      CltRollPerson *person = find_person (self, g_array_index (step->ids, gint64, i));

      if (person != NULL)
        clt_roll_person_set_mark (person, step->before->str[i]);
    }
  show_totals (self);
  clt_desk_fail (self->desk, error);
}

static void
on_queue_settled_cb (gpointer user_data)
{
  CltRollView *self = user_data;

  if (self->stale)
    load (self);
}

/* FALSE: it was said why nobody can be called. */
static gboolean
require_begun (CltRollView *self)
{
  if (self->meeting_id != 0 && self->day <= clt_today ())
    return TRUE;
  clt_desk_tell (self->desk, self->meeting_id == 0
                               ? _ ("A session without meetings has no roll")
                               : _ ("This meeting lies ahead: its roll is called on its day"));
  return FALSE;
}

/* What is being read does not know of the mark that is made now: it is read again after it. */
static void
outdate (CltRollView *self)
{
  if (!clt_reader_is_waiting (self->reader))
    return;
  clt_reader_forget (self->reader);
  self->stale = TRUE;
}

void
clt_roll_view_mark (CltRollView *self, char mark)
{
  CltRollPerson *person = get_chosen (self);
  CltRollStep *step;

  g_return_if_fail (CLT_IS_ROLL_VIEW (self));

  if (person == NULL || !require_begun (self))
    return;
  step = clt_roll_step_new (self->meeting_id, mark, clt_roll_person_get_name (person));
  clt_roll_step_add (step, clt_roll_person_get_client (person), clt_roll_person_get_mark (person));
  clt_roll_person_set_mark (person, mark);
  show_totals (self);
  go_on (self, person);
  outdate (self);
  clt_roll_queue_push (self->queue, step);
}

void
clt_roll_view_mark_rest (CltRollView *self)
{
  g_autofree char *what = NULL;
  CltRollPerson *person;
  CltRollStep *step;
  guint n = 0;

  for (guint i = 0; (person = get_person (self, i)) != NULL; i++)
    n += clt_roll_person_get_mark (person) == '\0';
  if (n == 0 || !require_begun (self))
    return;
  /* Translators: how many people were marked present at once. */
  what = g_strdup_printf (ngettext ("%u person", "%u people", n), n);
  step = clt_roll_step_new (self->meeting_id, 'P', what);
  for (guint i = 0; (person = get_person (self, i)) != NULL; i++)
    if (clt_roll_person_get_mark (person) == '\0')
      {
        clt_roll_step_add (step, clt_roll_person_get_client (person), '\0');
        clt_roll_person_set_mark (person, 'P');
      }
  show_totals (self);
  clt_roll_view_focus (self);
  outdate (self);
  clt_roll_queue_push (self->queue, step);
}

void
clt_roll_view_take_back (CltRollView *self)
{
  const CltRollStep *step =
    self->queue == NULL ? NULL : clt_roll_queue_take_back (self->queue, self->meeting_id);
  CltRollPerson *person = NULL;

  for (guint i = step == NULL ? 0 : step->ids->len; i > 0; i--)
    {
      CltRollPerson *marked = find_person (self, g_array_index (step->ids, gint64, i - 1));

      if (marked == NULL)
        continue;
      clt_roll_person_set_mark (marked, step->before->str[i - 1]);
      person = marked;
    }
  show_totals (self);
  go_to (self, person);
}

/* ---- jumping ------------------------------------------------------------------------------- */

void
clt_roll_view_jump (CltRollView *self)
{
  /* behind a page that says there is nobody, the entry would swallow every key */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "roll") != 0)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->jump_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->jump_entry));
}

/* The first who fits, those not called yet before the others. */
static void
on_jump_changed_cb (CltRollView *self)
{
  g_autofree char *folded =
    g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->jump_entry)), -1);
  const char *words = g_strstrip (folded);
  CltRollPerson *person, *found = NULL;

  for (guint i = 0; *words != '\0' && (person = get_person (self, i)) != NULL; i++)
    if (clt_roll_person_matches (person, words) &&
        (found == NULL ||
         (clt_roll_person_get_mark (found) != '\0' && clt_roll_person_get_mark (person) == '\0')))
      found = person;
  if (found == NULL)
    {
      if (*words != '\0')
        gtk_widget_add_css_class (GTK_WIDGET (self->jump_entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->jump_entry), "error");
  gtk_flow_box_select_child (self->list, GTK_FLOW_BOX_CHILD (found));
}

static void
leave_jump (CltRollView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->jump_entry), "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->jump_entry), "error");
  clt_roll_view_focus (self);
}

/* ---- walk-ins ------------------------------------------------------------------------------ */

static CltSessionOrder *
make_walk_in (CltRollView *self)
{
  CltSessionOrder *order = clt_session_order_new (self->session_id, 0);

  order->meeting_id = self->meeting_id;
  return order;
}

static void
apply_walk_in (CltFormDialog *form)
{
  CltSessionOrder *order = make_walk_in (clt_form_dialog_get_data (form));

  g_free (order->name);
  order->name = clt_form_dialog_dup_text (form, 0);
  g_free (order->phone);
  order->phone = clt_form_dialog_dup_text (form, 1);
  clt_form_dialog_act (form, "roll.walk-in", order->name, clt_session_order_walk_in, order,
                       clt_session_order_free);
}

void
clt_roll_view_walk_in (CltRollView *self)
{
  CltFormDialog *form;

  if (!require_begun (self))
    return;
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("Walk-in"),
                              _ ("Becomes a prospect, is enrolled and present. Somebody who is a "
                                 "client already is found with Shift+N."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_entry (form, C_ ("person", "_Name"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("Tele_phone"), "", FALSE);
  clt_form_dialog_present (form, _ ("_Take In"), apply_walk_in);
}

static void
apply_walk_in_client (CltFormDialog *form)
{
  g_autofree char *name = clt_form_dialog_dup_text (form, 0);
  g_autoptr (GArray) ids = clt_form_dialog_dup_clients (form, 0);
  CltSessionOrder *order;

  if (ids == NULL)
    return;
  order = make_walk_in (clt_form_dialog_get_data (form));
  order->client_id = g_array_index (ids, gint64, 0);
  clt_form_dialog_act (form, "roll.walk-in", name, clt_session_order_walk_in, order,
                       clt_session_order_free);
}

void
clt_roll_view_walk_in_client (CltRollView *self)
{
  CltFormDialog *form;

  if (!require_begun (self))
    return;
  form = clt_form_dialog_new (GTK_WIDGET (self), self->desk, _ ("Which Client Came?"),
                              _ ("Is enrolled and present."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_clients (form, _ ("_Client"), FALSE, TRUE);
  clt_form_dialog_present (form, _ ("_Take In"), apply_walk_in_client);
}

/* ---- the class ----------------------------------------------------------------------------- */

void
clt_roll_view_set_desk (CltRollView *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_ROLL_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  g_clear_pointer (&self->queue, clt_roll_queue_leave);
  self->queue = clt_roll_queue_new (desk, on_step_failed_cb, on_queue_settled_cb, self);
}

static void
clt_roll_view_dispose (GObject *object)
{
  CltRollView *self = CLT_ROLL_VIEW (object);

  self->filling = TRUE;
  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_pointer (&self->queue, clt_roll_queue_leave);
  g_clear_object (&self->desk);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_ROLL_VIEW);
  g_clear_pointer (&self->meetings, g_array_unref);
  G_OBJECT_CLASS (clt_roll_view_parent_class)->dispose (object);
}

static void
clt_roll_view_class_init (CltRollViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_roll_view_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-roll-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltRollView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, meeting_drop);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, jump_entry);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, list);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, present_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, late_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, excused_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, absent_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, open_label);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, progress);
  gtk_widget_class_bind_template_child (widget_class, CltRollView, rest_button);
  gtk_widget_class_bind_template_callback (widget_class, on_meeting_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_jump_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_jump);
}

static void
clt_roll_view_init (CltRollView *self)
{
  self->meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  gtk_widget_init_template (GTK_WIDGET (self));
}
