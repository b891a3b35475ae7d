/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-event-pane.h"

#include "app/catalogue/clt-event-data.h"
#include "app/catalogue/clt-event-view.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-events.h"
#include "core/report/clt-paper.h"

/* What is proposed for a new one. */
#define DAYS_AHEAD 14
#define FIRST_MINUTE (14 * 60)

struct _CltEventPane
{
  CltPane parent_instance;

  CltEventOverview *overview; /* owned (nullable) */
  gint64 chosen;              /* event; 0: the first */

  CltSideList *list;
  CltEventView *view;
};

G_DEFINE_FINAL_TYPE (CltEventPane, clt_event_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "event.new", N_ ("_New Event"), "<Control>n", TRUE },
  { "event.guests", N_ ("Show the _Guests"), "<Control>g", TRUE },
  { "event.invite", N_ ("_Invite to the Event"), "<Control>Return", TRUE },
  { "event.details", N_ ("Edit the _Details of the Event"), "F2", TRUE },
  { "event.result", N_ ("Show the _Result of the Event"), "<Control><Shift>r", TRUE },
  { "event.yes", N_ ("The Guest Says _Yes"), "y", TRUE },
  { "event.no", N_ ("The Guest Says _No"), "n", TRUE },
  { "event.maybe", N_ ("The Guest Says _Maybe"), "m", TRUE },
  { "event.no-answer", N_ ("The Guest Has _Not Answered"), "Delete", TRUE },
  { "event.came", N_ ("The Guest Was T_here"), "h", TRUE },
  { "event.absent", N_ ("The Guest Was _Absent"), "a", TRUE },
  { "event.hold", N_ ("The Event Was _Held"), NULL, TRUE },
  { "event.cancel", N_ ("Call the Event _Off"), NULL, TRUE },
  { "event.follow-up", N_ ("_Call Those Who Were There"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Events"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_event_pane_get_commands (void)
{
  return &command_group;
}

/* ---- the list on the left ------------------------------------------------------------------------ */

static char *
dup_note (const CltEventLine *line)
{
  g_autofree char *day = clt_day_format (clt_event_get_day (line->event));

  if (g_str_equal (line->event->state, "held"))
    /* Translators: date of an event, how many guests were there. */
    return g_strdup_printf (_ ("%s · %d came"), day, line->result.attended);
  if (g_str_equal (line->event->state, "cancelled"))
    /* Translators: date of an event. */
    return g_strdup_printf (_ ("%s · cancelled"), day);
  /* Translators: date of an event, how many are invited, and have said yes. */
  return g_strdup_printf (_ ("%s · %d invited · %d yes"), day, line->result.invited,
                          line->result.yes);
}

/* The one that was made last, after one was made. */
static guint
find_chosen (CltEventPane *self)
{
  const GPtrArray *lines = self->overview->lines;
  guint index = 0;

  for (guint i = 0; i < lines->len; i++)
    if (((CltEventLine *) lines->pdata[i])->event->id == self->chosen)
      return i;
  if (self->chosen != G_MAXINT64)
    return 0;
  for (guint i = 1; i < lines->len; i++)
    if (((CltEventLine *) lines->pdata[i])->event->id >
        ((CltEventLine *) lines->pdata[index])->event->id)
      index = i;
  return index;
}

static void
show_chosen (CltEventPane *self)
{
  int index = clt_side_list_get_chosen (self->list);
  const CltEventLine *line;

  if (index < 0 || self->overview == NULL)
    return;
  line = self->overview->lines->pdata[index];
  self->chosen = line->event->id;
  clt_event_view_show (self->view, line->event->id);
}

static void
fill_list (CltEventPane *self)
{
  const GPtrArray *lines = self->overview->lines;

  for (guint i = 0; i < lines->len; i++)
    {
      const CltEventLine *line = lines->pdata[i];
      g_autofree char *note = dup_note (line);

      clt_side_list_show (self->list, i,
                          &(CltSideLine){ .title = line->event->theme, .note = note });
    }
  clt_side_list_truncate (self->list, lines->len);
  clt_side_list_choose (self->list, (int) find_chosen (self));
}

static void
enter_chosen (CltEventPane *self)
{
  clt_event_view_enter (self->view);
}

/* ---- a new one ------------------------------------------------------------------------------------- */

static void
apply_new (CltFormDialog *form)
{
  CltEventPane *self = clt_form_dialog_get_data (form);
  g_autofree char *theme = clt_form_dialog_dup_text (form, 0);
  CltEventOrder *order =
    clt_event_order_new (0, theme, clt_desk_get_who (clt_form_dialog_get_desk (form)));

  g_free (order->expression);
  order->expression = clt_form_dialog_dup_text (form, 1);
  self->chosen = G_MAXINT64;
  clt_form_dialog_act (form, "event.create", theme, clt_event_order_create, order,
                       clt_event_order_free);
}

static void
new_event (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltEventPane *self = CLT_EVENT_PANE (widget);
  CltDesk *desk = clt_pane_get_desk (CLT_PANE (self));
  CltFormDialog *form;
  g_autofree char *starts =
    clt_instant_format (clt_day_get_instant (clt_today () + DAYS_AHEAD, FIRST_MINUTE));

  if (desk == NULL)
    return;
  form = clt_form_dialog_new (widget, desk, _ ("New Event"),
                              _ ("Say next as which product it is delivered: that decides who may "
                                 "come."));
  clt_form_dialog_set_data (form, g_object_ref (self), g_object_unref);
  clt_form_dialog_add_entry (form, _ ("_Theme"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("_Begins"), starts, TRUE);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_new);
}

/* ---- the chosen one ---------------------------------------------------------------------------------- */

static void
show_part (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltEventPane *self = CLT_EVENT_PANE (widget);

  if (clt_event_view_get_event (self->view) != 0)
    clt_event_view_show_part (self->view, action + strlen ("event."));
}

static void
note_answer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *answer = action + strlen ("event.");

  clt_event_view_answer (CLT_EVENT_PANE (widget)->view,
                         g_str_equal (answer, "no-answer") ? "" : answer);
}

static void
note_attendance (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_event_view_attend (CLT_EVENT_PANE (widget)->view, g_str_equal (action, "event.came"));
}

static void
invite (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_event_view_invite (CLT_EVENT_PANE (widget)->view);
}

static void
close_event (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_event_view_close (CLT_EVENT_PANE (widget)->view, g_str_equal (action, "event.hold"));
}

static void
follow_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_event_view_follow_up (CLT_EVENT_PANE (widget)->view);
}

/* ---- CltPane -------------------------------------------------------------------------------------------- */

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltEventOverview *) record)->lines->len == 0;
}

static void
take (CltPane *pane, gpointer record)
{
  CltEventPane *self = CLT_EVENT_PANE (pane);

  g_clear_pointer (&self->overview, clt_event_overview_free);
  self->overview = record;
  fill_list (self);
  show_chosen (self);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  clt_event_view_set_desk (CLT_EVENT_PANE (pane)->view, desk);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_EVENT_PANE (pane)->list));
}

static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  gint64 id = *(const gint64 *) data;

  return g_str_has_suffix (options->path, ".ics")
           ? clt_export_event_calendar (conn, id, options, error)
           : clt_export_event_guests (conn, id, options, NULL, error);
}

static void
search (CltPane *pane)
{
  clt_side_list_search (CLT_EVENT_PANE (pane)->list);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "csv", "ics", NULL };
  CltEventPane *self = CLT_EVENT_PANE (pane);
  gint64 id = clt_event_view_get_event (self->view);
  CltExportJob *job;

  if (id == 0)
    return NULL;
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export the Guests, or the Event for Calendars"));
  job->name = g_strdup (clt_event_view_get_theme (self->view));
  job->endings = endings;
  job->run = run_export;
  job->data = g_memdup2 (&id, sizeof id);
  job->data_free = g_free;
  return job;
}

static CltPaper *
read_paper (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_guests (conn, *(const gint64 *) data, options, error);
}

static CltPrintJob *
create_print (CltPane *pane)
{
  gint64 id = clt_event_view_get_event (CLT_EVENT_PANE (pane)->view);

  return id == 0 ? NULL : clt_print_job_new (read_paper, g_memdup2 (&id, sizeof id), g_free);
}

/* ---- the class ---------------------------------------------------------------------------------------------- */

static const CltCommandAction actions[] = {
  { "event.new", new_event },          { "event.guests", show_part },
  { "event.details", show_part },      { "event.result", show_part },
  { "event.invite", invite },          { "event.yes", note_answer },
  { "event.no", note_answer },         { "event.maybe", note_answer },
  { "event.no-answer", note_answer },  { "event.came", note_attendance },
  { "event.absent", note_attendance }, { "event.hold", close_event },
  { "event.cancel", close_event },     { "event.follow-up", follow_up },
};

static void
clt_event_pane_dispose (GObject *object)
{
  CltEventPane *self = CLT_EVENT_PANE (object);

  g_clear_pointer (&self->overview, clt_event_overview_free);
  G_OBJECT_CLASS (clt_event_pane_parent_class)->dispose (object);
}

static void
clt_event_pane_class_init (CltEventPaneClass *klass)
{
  static const char *const tables[] = { "event",        "event_guest",     "event_quota",
                                        "push_item",    "call_task",       "client",
                                        "staff",        "product_version", "rule",
                                        "tier_history", "funds_daily",     NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_event_pane_dispose;
  pane_class->read = clt_event_overview_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = clt_event_overview_free;
  pane_class->tables = tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_EVENT_VIEW);
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-event-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltEventPane, list);
  gtk_widget_class_bind_template_child (widget_class, CltEventPane, view);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, enter_chosen);
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_event_pane_init (CltEventPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
