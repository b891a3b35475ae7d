/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-foot.h"

#include <string.h>

#include "app/training/clt-calendar-jobs.h"
#include "app/training/clt-meeting-draft.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/charts/clt-chart-colors.h"

struct _CltCalendarFoot
{
  AdwBin parent_instance;

  CltDesk *desk;             /* owned (nullable) */
  CltCalendarSheet *sheet;   /* owned (nullable) */
  CltPlanBar *plan_bar;      /* borrowed: beside it in the pane */
  GCancellable *cancellable; /* owned (nullable): of the check under way */
  CltMeetingMove move;       /* id 0: none */
  gboolean checked;
  gboolean hard;
  gboolean wanted;  /* kept as soon as it is checked */
  gboolean dropped; /* by mouse: kept when nothing stands against it */

  GtkLabel *label;
  GtkBox *legend;
};

G_DEFINE_FINAL_TYPE (CltCalendarFoot, clt_calendar_foot, ADW_TYPE_BIN)

const char *
clt_calendar_foot_get_text (CltCalendarFoot *self)
{
  return gtk_label_get_label (self->label);
}

static void
say (CltCalendarFoot *self, const char *text, const char *css_class)
{
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->label), "warning");
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), css_class);
}

/* What already stands against something that is only proposed. */
static void
describe_cursor (CltCalendarFoot *self)
{
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (self->sheet);
  const CltPlanProposal *proposal = clt_plan_bar_get_proposal (self->plan_bar);
  g_autofree char *text = clt_calendar_sheet_describe (self->sheet);
  g_autofree char *clashes =
    selected == NULL || selected->id > 0 || proposal == NULL
      ? g_strdup ("")
      : clt_plan_proposal_describe_clashes (proposal->clashes, selected->id);
  g_autofree char *both = *clashes == '\0' ? NULL : g_strdup_printf ("%s · %s", clashes, text);

  if (both == NULL)
    say (self, text, NULL);
  else
    say (self, both,
         clt_plan_proposal_count (proposal, selected->id, TRUE) > 0 ? "error" : "warning");
}

/* ---- a move -------------------------------------------------------------------------------------- */

static char *
format_move (CltCalendarFoot *self)
{
  g_autofree char *starts = clt_instant_format (self->move.starts);
  g_autofree char *ends = clt_instant_format (self->move.ends);

  return g_strdup_printf ("%s–%s", starts, ends + strlen ("2026-11-18 "));
}

static void
on_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCalendarFoot) self = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    return; /* the timetable that comes now has it where it is */
  clt_desk_fail (CLT_DESK (source), error);
  if (self->sheet != NULL)
    clt_calendar_sheet_end_shift (self->sheet);
}

static void
keep (CltCalendarFoot *self)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_find (self->sheet, self->move.id);
  CltMeetingMove move = self->move;

  self->wanted = self->dropped = FALSE;
  if (entry == NULL)
    return;
  if (entry->starts == move.starts && entry->ends == move.ends)
    {
      clt_calendar_sheet_end_shift (self->sheet);
      return;
    }
  if (move.id < 0)
    {
      clt_calendar_sheet_end_shift (self->sheet);
      clt_plan_bar_move (self->plan_bar, move.id, move.starts, move.ends);
      return;
    }
  clt_desk_act_async (self->desk, "meeting.save", entry->session, clt_meeting_move_keep,
                      g_memdup2 (&move, sizeof move), g_free, on_acted_cb, g_object_ref (self));
}

static gboolean
relies_on (CltCalendarFoot *self)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_find (self->sheet, self->move.id);

  return entry != NULL && g_str_equal (entry->state, "published");
}

/* @clashes: sentences, "" when there are none. */
static void
tell (CltCalendarFoot *self, const char *clashes, gboolean hard)
{
  g_autofree char *when = format_move (self);
  g_autofree char *text = NULL;

  self->checked = TRUE;
  self->hard = hard;
  if (*clashes == '\0' && (self->wanted || self->dropped))
    {
      keep (self);
      return;
    }
  if (*clashes == '\0')
    /* Translators: a day, from when to when. */
    text = g_strdup_printf (_ ("To %s? Nothing stands against it. Enter keeps it, Esc takes it "
                               "back."),
                            when);
  else if (hard && relies_on (self))
    /* Translators: a day, from when to when; sentences that say what clashes. */
    text = g_strdup_printf (_ ("Not to %s: %s Clients rely on this session. Esc takes it back."),
                            when, clashes);
  else
    /* Translators: a day, from when to when; sentences that say what clashes. */
    text = g_strdup_printf (_ ("To %s? %s Enter keeps it all the same, Esc takes it back."), when,
                            clashes);
  self->wanted = self->dropped = FALSE;
  say (self, text, *clashes == '\0' ? NULL : hard ? "error" : "warning");
}

static gboolean
take_result (CltCalendarFoot *self, GObject *source, GAsyncResult *result, GPtrArray **clashes)
{
  g_autoptr (GError) error = NULL;

  *clashes = clt_store_run_finish (CLT_STORE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL ||
      self->move.id == 0)
    return FALSE;
  if (*clashes == NULL)
    clt_desk_fail (self->desk, error);
  return *clashes != NULL;
}

static void
on_move_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCalendarFoot) self = user_data;
  g_autoptr (GPtrArray) clashes = NULL;
  g_autofree char *hard = NULL, *all = NULL;

  if (!take_result (self, source, result, &clashes))
    return;
  hard = clt_clash_list_to_text (clashes, TRUE);
  all = clt_clash_list_to_text (clashes, FALSE);
  tell (self, all == NULL ? "" : all, hard != NULL);
}

static void
on_plan_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCalendarFoot) self = user_data;
  g_autoptr (GPtrArray) clashes = NULL;
  g_autofree char *text = NULL;
  gboolean hard = FALSE;
  gint64 id;

  if (!take_result (self, source, result, &clashes))
    return;
  id = self->move.id;
  text = clt_plan_proposal_describe_clashes (clashes, id);
  for (guint i = 0; i < clashes->len; i++)
    {
      const CltPlanClash *clash = clashes->pdata[i];

      hard |= clash->hard && clt_plan_proposal_get_id (clash->session, clash->time) == id;
    }
  tell (self, text, hard);
}

/* The plan as it would be, but that the times stay in their places, so that ids stay, too. */
static CltPlan *
build_plan (CltCalendarFoot *self)
{
  CltPlanProposal proposal = *clt_plan_bar_get_proposal (self->plan_bar);
  guint time;
  CltPlanSession *session;

  proposal.plan = clt_plan_copy (proposal.plan);
  session = clt_plan_proposal_find (&proposal, self->move.id, &time);
  g_array_index (session->times, CltPlanTime, time) =
    (CltPlanTime){ self->move.starts, self->move.ends };
  session->first_day = MIN (session->first_day, clt_instant_get_day (self->move.starts));
  session->last_day = MAX (session->last_day, clt_instant_get_day (self->move.ends));
  return proposal.plan;
}

static void
check (CltCalendarFoot *self)
{
  CltStore *store = clt_desk_get_store (self->desk);

  self->cancellable = g_cancellable_new ();
  if (self->move.id > 0)
    clt_store_run_async (store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, clt_meeting_move_check,
                         g_memdup2 (&self->move, sizeof self->move), g_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_move_checked_cb,
                         g_object_ref (self));
  else
    clt_store_run_async (store, CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT, clt_plan_proposal_check,
                         build_plan (self), (GDestroyNotify) clt_plan_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_plan_checked_cb,
                         g_object_ref (self));
}

static void
on_sheet_shifted_cb (CltCalendarFoot *self)
{
  g_autofree char *when = NULL, *text = NULL;

  clt_reading_stop (&self->cancellable);
  self->checked = self->wanted = self->dropped = FALSE;
  if (!clt_calendar_sheet_get_shift (self->sheet, &self->move.id, &self->move.starts,
                                     &self->move.ends))
    {
      self->move.id = 0;
      describe_cursor (self);
      return;
    }
  when = format_move (self);
  /* Translators: a day, from when to when. */
  text = g_strdup_printf (_ ("To %s? Checking…"), when);
  say (self, text, NULL);
  check (self);
}

static void
on_sheet_moved_cb (CltCalendarFoot *self)
{
  if (self->move.id == 0)
    clt_reading_stop (&self->cancellable); /* what was asked of where the cursor was */
  if (self->move.id == 0)
    describe_cursor (self);
}

static void
on_sheet_dropped_cb (CltCalendarFoot *self)
{
  if (self->move.id == 0)
    return;
  if (!self->checked)
    self->dropped = TRUE;
  else if (!gtk_widget_has_css_class (GTK_WIDGET (self->label), "error") &&
           !gtk_widget_has_css_class (GTK_WIDGET (self->label), "warning"))
    keep (self);
}

gboolean
clt_calendar_foot_keep (CltCalendarFoot *self)
{
  if (self->move.id == 0)
    return FALSE;
  if (!self->checked)
    self->wanted = TRUE;
  else if (!(self->hard && relies_on (self)))
    keep (self);
  return TRUE;
}

/* ---- a session that came ---------------------------------------------------------------------------- */

static void
on_session_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCalendarFoot) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) clashes = clt_store_run_finish (CLT_STORE (source), result, &error);
  const CltTimetableEntry *entry =
    self->sheet == NULL ? NULL : clt_calendar_sheet_get_selected (self->sheet);
  g_autofree char *hard = NULL, *all = NULL, *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  if (clashes == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  hard = clt_clash_list_to_text (clashes, TRUE);
  all = clt_clash_list_to_text (clashes, FALSE);
  if (all == NULL || entry == NULL)
    return;
  text = hard == NULL ? g_strdup_printf ("%s · %s", entry->session, all)
                      /* Translators: a session, “A1/2026-3”; sentences that say what clashes. */
                      : g_strdup_printf (_ ("%s cannot be published so: %s"), entry->session, all);
  say (self, text, hard != NULL ? "error" : "warning");
}

void
clt_calendar_foot_check_session (CltCalendarFoot *self, gint64 id)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_find (self->sheet, id);

  if (entry == NULL || self->move.id != 0)
    return;
  clt_reading_stop (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_calendar_job_check,
                       g_memdup2 (&entry->session_id, sizeof entry->session_id), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_session_checked_cb,
                       g_object_ref (self));
}

/* ---- the legend ------------------------------------------------------------------------------------ */

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer level)
{
  CltColor color = clt_color_get_default (GPOINTER_TO_UINT (level));

  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    color = clt_color_on_dark (&color);
  clt_color_set (&color, 1, cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static void
add_level (CltCalendarFoot *self, guint level, const char *name)
{
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), 10);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), 10);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, GUINT_TO_POINTER (level),
                                  NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (swatch, level == 0 ? 0 : 9);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (self->legend, swatch);
  gtk_box_append (self->legend, label);
}

void
clt_calendar_foot_update (CltCalendarFoot *self)
{
  const CltTimetable *table = clt_calendar_sheet_get_table (self->sheet);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_box_remove (self->legend, child);
  for (guint i = 0; table != NULL && i < table->levels->len; i++)
    add_level (self, i, table->levels->pdata[i]);
}

/* ---- the class -------------------------------------------------------------------------------------- */

void
clt_calendar_foot_attach (CltCalendarFoot *self,
                          CltDesk *desk,
                          CltCalendarSheet *sheet,
                          CltPlanBar *plan_bar)
{
  self->desk = g_object_ref (desk);
  self->sheet = g_object_ref (sheet);
  self->plan_bar = plan_bar;
  g_signal_connect_object (sheet, "moved", G_CALLBACK (on_sheet_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "shifted", G_CALLBACK (on_sheet_shifted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "dropped", G_CALLBACK (on_sheet_dropped_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
clt_calendar_foot_dispose (GObject *object)
{
  CltCalendarFoot *self = CLT_CALENDAR_FOOT (object);

  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->sheet);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (clt_calendar_foot_parent_class)->dispose (object);
}

static void
clt_calendar_foot_class_init (CltCalendarFootClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_calendar_foot_dispose;
}

static void
clt_calendar_foot_init (CltCalendarFoot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->legend = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_lines (self->label, 2);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->legend));
  gtk_widget_add_css_class (box, "calendar-foot");
  adw_bin_set_child (ADW_BIN (self), box);
}
