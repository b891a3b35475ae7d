/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-result-pane.h"

#include "app/training/clt-result-data.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/report/clt-export-training.h"
#include "core/report/clt-listing.h"

struct _CltResultPane
{
  CltPane parent_instance;

  CltResultLines *lines;     /* owned (nullable): all of them */
  CltResultLines *shown;     /* owned (nullable): those that are searched for */
  CltTallyQuestion question; /* of the list */
  CltResultMembers *members; /* owned (nullable) */
  GCancellable *effect;      /* owned (nullable): its reading */
  gint64 effect_course;      /* of what stands there; 0: none */
  GArray *compared;          /* gint64: who is in it */

  GtkSearchEntry *search_entry;
  CltDataTable *line_table;
  GtkLabel *list_label;
  GtkLabel *total_label;
  GtkBox *figure_box;
  GtkToggleButton *unregistered_button;
  CltDataTable *member_table;
  GtkWidget *effect_box;
  GtkLabel *effect_label;
  GtkLabel *loss_label;
  GtkLabel *risk_label;
  GtkLabel *caution_label;
};

G_DEFINE_FINAL_TYPE (CltResultPane, clt_result_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "result.figure(0)", N_ ("Results: Who _Registered"), "<Control>1", TRUE },
  { "result.figure(1)", N_ ("Results: Who _Cancelled"), "<Control>2", TRUE },
  { "result.figure(2)", N_ ("Results: Who C_ame"), "<Control>3", TRUE },
  { "result.figure(3)", N_ ("Results: Passed with _Distinction"), "<Control>4", TRUE },
  { "result.figure(4)", N_ ("Results: _Passed"), "<Control>5", TRUE },
  { "result.figure(5)", N_ ("Results: _Failed"), "<Control>6", TRUE },
  { "result.figure(6)", N_ ("Results: _Withdrawn"), "<Control>7", TRUE },
  { "result.figure(7)", N_ ("Results: Tested _Before and After"), "<Control>8", TRUE },
  { "result.figure(8)", N_ ("Results: Who Had N_ot Registered"), "<Control>9", TRUE },
  { "result.open-effect", N_ ("Open Who Is Compared in C_lients"), "<Control><Shift>Return", TRUE },
  { "result.open-in-clients", N_ ("Open the List in _Clients"), "<Control>Return", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Results"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_result_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltResultPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

static const CltTableColumn line_columns[] = {
  { CLT_TALLY_COLUMN_COURSE, NC_ ("result", "Course"), 176, FALSE, FALSE, TRUE },
  { CLT_TALLY_COLUMN_SESSION, NC_ ("result", "Session"), 84, FALSE, FALSE },
  { CLT_TALLY_COLUMN_DAYS, NC_ ("result", "Begins"), 88, FALSE, FALSE },
  { CLT_TALLY_COLUMN_REGISTERED, NC_ ("result", "Registered"), 84, TRUE, FALSE },
  { CLT_TALLY_COLUMN_CANCELLED, NC_ ("result", "Cancelled"), 78, TRUE, FALSE },
  { CLT_TALLY_COLUMN_ATTENDANCE, NC_ ("result", "Attendance"), 88, TRUE, FALSE },
  { CLT_TALLY_COLUMN_DISTINCTION, NC_ ("result", "Distinction"), 86, TRUE, FALSE },
  { CLT_TALLY_COLUMN_PASS, NC_ ("result", "Pass"), 56, TRUE, FALSE },
  { CLT_TALLY_COLUMN_FAIL, NC_ ("result", "Fail"), 56, TRUE, FALSE },
  { CLT_TALLY_COLUMN_WITHDRAWN, NC_ ("result", "Withdrawn"), 84, TRUE, FALSE },
  { CLT_TALLY_COLUMN_COMPLETION, NC_ ("result", "Pass Rate"), 78, TRUE, FALSE },
  { CLT_TALLY_COLUMN_GAIN, NC_ ("result", "Gain, Points"), 142, TRUE, FALSE },
};

static const CltTableColumn member_columns[] = {
  { CLT_RESULT_CLIENT, NC_ ("result", "Client"), 110, FALSE, FALSE, TRUE },
  { CLT_RESULT_NUMBER, NC_ ("result", "Number"), 88, FALSE, FALSE },
  { CLT_RESULT_SESSION, NC_ ("result", "Session"), 98, FALSE, FALSE, TRUE },
  { CLT_RESULT_STATE, NC_ ("result", "Enrolment"), 84, FALSE, FALSE, TRUE },
  { CLT_RESULT_ATTENDANCE, NC_ ("result", "Came"), 50, TRUE, FALSE },
  { CLT_RESULT_RESULT, NC_ ("result", "Result"), 90, FALSE, FALSE },
  { CLT_RESULT_GAIN, NC_ ("result", "Gain"), 46, TRUE, FALSE },
  { CLT_RESULT_CERTIFICATE, NC_ ("result", "Certificate"), 106, FALSE, FALSE, TRUE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltResultRow *) record)->cell[column];
}

/* ---- the list of a figure ------------------------------------------------------------------ */

/* (nullable): the line that is chosen. */
static const CltTally *
get_line (CltResultPane *self)
{
  const gint64 key =
    self->lines == NULL
      ? 0
      : clt_result_lines_find (self->lines, self->question.course_id, self->question.session_id);

  return self->lines == NULL ? NULL : clt_result_lines_get (self->lines, key);
}

/* "A1/2026-3", "A1", "All courses" */
static char *
dup_line_name (const CltTally *line)
{
  if (line->course_id == 0)
    return g_strdup (_ ("All courses"));
  if (line->session_id == CLT_TALLY_ELSEWHERE)
    /* Translators: the code of a course; results of which the file knows no session. */
    return g_strdup_printf (_ ("%s, elsewhere"), line->code);
  if (line->session_id == CLT_TALLY_ALL)
    return g_strdup_printf ("%s %s", line->code, line->name);
  return g_strdup_printf ("%s/%s %s", line->code, line->session, line->name);
}

static char *
dup_list_title (CltResultPane *self)
{
  const CltTally *line = get_line (self);
  g_autofree char *name = line == NULL ? g_strdup ("") : dup_line_name (line);

  /* Translators: a figure (“Pass”) and a course or session. */
  return g_strdup_printf (C_ ("result", "%s: %s"),
                          clt_tally_figure_get_label (self->question.figure), name);
}

static void
ask_members (CltResultPane *self)
{
  CltResultMembers *members = clt_result_members_new (&self->question);
  g_autofree char *title = dup_list_title (self);

  g_clear_pointer (&self->members, clt_result_members_unref);
  self->members = members;
  gtk_label_set_label (self->list_label, title);
  gtk_label_set_label (self->total_label, "");
  clt_key_list_set_query (clt_data_table_get_list (self->member_table), members);
}

static void
on_members_loading_cb (CltResultPane *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->member_table);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (keys));
  g_autofree char *count = clt_count_format (n);
  g_autofree char *text = NULL;
  gboolean loading;

  g_object_get (keys, "loading", &loading, NULL);
  if (loading || self->members == NULL)
    return;
  /* Translators: a number of lines in a list: a client has one for each session that he came to. */
  text = g_strdup_printf (ngettext ("%s entry", "%s entries", n), count);
  gtk_label_set_label (self->total_label, text);
}

/* Why there may be more results than people who registered. */
static void
show_unregistered (CltResultPane *self, int n)
{
  g_autofree char *count = clt_count_format (n);
  g_autofree char *sentence =
    /* Translators: a number of results of courses. */
    g_strdup_printf (ngettext ("%s result is of somebody who had not registered",
                               "%s results are of people who had not registered", (gulong) n),
                     count);

  gtk_button_set_label (GTK_BUTTON (self->unregistered_button), sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->unregistered_button),
                          n > 0 || self->question.figure == CLT_TALLY_UNREGISTERED);
}

/* With how many stand behind each. */
static void
show_figures (CltResultPane *self)
{
  const CltTally *line = get_line (self);
  int i = 0;

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->figure_box));
       button != NULL; button = gtk_widget_get_next_sibling (button), i++)
    {
      g_autofree char *count = line == NULL ? g_strdup ("–") : clt_count_format (line->n[i]);
      /* Translators: a figure (“Pass”), and how many clients. */
      g_autofree char *label =
        g_strdup_printf (C_ ("result", "%s %s"), clt_tally_figure_get_label ((CltTallyFigure) i),
                         count);

      gtk_button_set_label (GTK_BUTTON (button), label);
    }
  show_unregistered (self, line == NULL ? 0 : line->n[CLT_TALLY_UNREGISTERED]);
}

static void
show_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResultPane *self = CLT_RESULT_PANE (widget);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->figure_box));
  const int figure = g_variant_get_int32 (parameter);

  for (int i = 0; button != NULL && i < figure; i++)
    button = gtk_widget_get_next_sibling (button);
  if (figure == CLT_TALLY_UNREGISTERED)
    button = GTK_WIDGET (self->unregistered_button);
  if (button != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static void
on_figure_toggled_cb (GtkToggleButton *button, CltResultPane *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->question.figure =
    (CltTallyFigure) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "clt-figure"));
  if (self->lines != NULL)
    ask_members (self);
}

static void
bind_figure (CltResultPane *self, GtkToggleButton *button, CltTallyFigure figure)
{
  g_object_set_data (G_OBJECT (button), "clt-figure", GINT_TO_POINTER ((int) figure));
  gtk_toggle_button_set_active (button, figure == self->question.figure);
  g_signal_connect (button, "toggled", G_CALLBACK (on_figure_toggled_cb), self);
}

static void
add_figure_button (CltResultPane *self, CltTallyFigure figure)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (clt_tally_figure_get_label (figure));
  g_autofree char *keys = g_strdup_printf ("Ctrl+%d", (int) figure + 1);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->unregistered_button);
  gtk_widget_set_tooltip_text (button, keys);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_add_css_class (button, "tight");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  bind_figure (self, GTK_TOGGLE_BUTTON (button), figure);
  gtk_box_append (self->figure_box, button);
}

/* ---- effect -------------------------------------------------------------------------------- */

static void
keep_compared (CltResultPane *self, GHashTable *known, gint64 id)
{
  if (g_hash_table_add (known, g_memdup2 (&id, sizeof id)))
    g_array_append_val (self->compared, id);
}

/* Of each pair both, each client once: one may stand beside several. */
static void
keep_pairs (CltResultPane *self, const CltTrainingEffect *effect)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < effect->pairs->len; i++)
    {
      const CltEffectPair *pair = effect->pairs->pdata[i];

      keep_compared (self, known, pair->client_id);
      keep_compared (self, known, pair->match_id);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.open-effect", self->compared->len > 0);
}

static void
open_effect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResultPane *self = CLT_RESULT_PANE (widget);
  const CltTally *line = get_line (self);
  g_autofree char *title = NULL;

  if (line == NULL)
    return;
  /* Translators: the code of a course: its attendants, and the clients beside whom they are seen. */
  title = g_strdup_printf (_ ("Compared for %s"), line->code);
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", title,
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, self->compared->data,
                                                         self->compared->len, sizeof (gint64)));
}

static void
show_effect (CltResultPane *self, const CltTrainingEffect *effect)
{
  const CltTally *line = get_line (self);
  g_autofree char *title = NULL, *loss = NULL, *risk = NULL, *caution = NULL;

  if (effect->pairs->len == 0)
    {
      gtk_label_set_label (self->effect_label,
                           _ ("Effect: nobody who came has days with funds before and after yet."));
      return;
    }
  loss = clt_effect_measure_format (_ ("Clients with a loss"), &effect->loss);
  risk = clt_effect_measure_format (_ ("Risk ratio"), &effect->risk);
  caution = clt_training_effect_format_caution (effect);
  keep_pairs (self, effect);
  /* Translators: the code of a course, of all its sessions. */
  title = g_strdup_printf (_ ("Effect of %s"), line == NULL ? "" : line->code);
  gtk_label_set_label (self->effect_label, title);
  gtk_label_set_label (self->loss_label, loss);
  gtk_label_set_label (self->risk_label, risk);
  gtk_label_set_label (self->caution_label, caution);
}

static void
on_store_effect_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltResultPane) self = user_data;
  g_autoptr (GError) error = NULL;
  CltTrainingEffect *effect = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (effect != NULL && get_desk (self) != NULL)
    show_effect (self, effect);
  else if (get_desk (self) != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_label (self->effect_label, error->message);
  g_clear_pointer (&effect, clt_training_effect_free);
}

/* Of the course of the line that is chosen. */
static void
ask_effect (CltResultPane *self)
{
  const gint64 course = self->question.course_id;

  if (course == self->effect_course)
    return;
  clt_reading_stop (&self->effect);
  self->effect_course = course;
  g_array_set_size (self->compared, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.open-effect", FALSE);
  gtk_widget_set_visible (self->effect_box, course != 0);
  gtk_label_set_label (self->effect_label, _ ("Effect: being worked out…"));
  gtk_label_set_label (self->loss_label, "");
  gtk_label_set_label (self->risk_label, "");
  gtk_label_set_label (self->caution_label, "");
  if (course == 0)
    return;
  self->effect = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (get_desk (self)), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       clt_result_effect_load, g_memdup2 (&course, sizeof course), g_free,
                       (GDestroyNotify) clt_training_effect_free, self->effect, on_store_effect_cb,
                       g_object_ref (self));
}

/* ---- the lines ----------------------------------------------------------------------------- */

static void
on_line_selected_cb (CltResultPane *self, gint64 key)
{
  const CltTally *line = self->shown == NULL ? NULL : clt_result_lines_get (self->shown, key);

  if (line == NULL || (self->question.course_id == line->course_id &&
                       self->question.session_id == line->session_id && self->members != NULL))
    return;
  self->question.course_id = line->course_id;
  self->question.session_id = line->session_id;
  show_figures (self);
  ask_members (self);
  ask_effect (self);
}

static void
on_line_opened_cb (CltResultPane *self, gint64 key)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->member_table));
}

/* Chooses the line that was chosen, else the first one. */
static void
show_lines (CltResultPane *self)
{
  gint64 key;

  g_clear_pointer (&self->shown, clt_result_lines_unref);
  self->shown = clt_result_lines_filter (self->lines,
                                         gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  key = clt_result_lines_find (self->shown, self->question.course_id, self->question.session_id);
  clt_key_list_set_query (clt_data_table_get_list (self->line_table), self->shown);
  if (clt_result_lines_count (self->shown) > 0)
    clt_data_table_select (self->line_table, MAX (key, 1));
}

static void
on_search_changed_cb (CltResultPane *self)
{
  if (self->lines != NULL)
    show_lines (self);
}

/* ---- clients ------------------------------------------------------------------------------- */

static void
on_member_opened_cb (CltResultPane *self, gint64 key)
{
  CltKeyList *keys = clt_data_table_get_list (self->member_table);
  const guint position = clt_key_list_find (keys, key);
  g_autoptr (CltRow) row = position == GTK_INVALID_LIST_POSITION
                             ? NULL
                             : g_list_model_get_item (G_LIST_MODEL (keys), position);
  const CltResultRow *record = row == NULL ? NULL : clt_row_get_record (row);

  if (record != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", record->client_id);
}

static void
open_in_clients (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltResultPane *self = CLT_RESULT_PANE (widget);
  g_autofree char *title = dup_list_title (self);
  g_autoptr (GArray) ids = NULL;

  if (self->members == NULL)
    return;
  ids = clt_result_members_dup_clients (self->members);
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", title,
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len,
                                                         sizeof (gint64)));
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  CltResultPane *self = CLT_RESULT_PANE (pane);
  CltStore *store = clt_desk_get_store (desk);
  g_autoptr (CltKeyList) lines = clt_key_list_new (store, &clt_result_line_source);
  g_autoptr (CltKeyList) members = clt_key_list_new (store, &clt_result_member_source);

  g_signal_connect_object (members, "notify::loading", G_CALLBACK (on_members_loading_cb), self,
                           G_CONNECT_SWAPPED);
  clt_data_table_set_list (self->line_table, lines);
  clt_data_table_set_list (self->member_table, members);
}

static gboolean
is_empty (gconstpointer record)
{
  return clt_result_lines_count (record) < 2;
}

static void
take (CltPane *pane, gpointer record)
{
  CltResultPane *self = CLT_RESULT_PANE (pane);

  g_clear_pointer (&self->lines, clt_result_lines_unref);
  self->lines = record;
  if (get_line (self) == NULL)
    self->question.course_id = self->question.session_id = 0;
  show_figures (self);
  show_lines (self);
  ask_members (self);
  self->effect_course = 0;
  ask_effect (self);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_RESULT_PANE (pane)->line_table));
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_RESULT_PANE (pane)->search_entry));
}

static CltListing *
make_listing (gpointer lines)
{
  return clt_listing_new_results (clt_result_lines_list (lines));
}

/* Everything about training as a workbook, the lines that are shown as a page or as text. */
static gboolean
run_export (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = NULL;

  if (g_str_has_suffix (options->path, ".xlsx"))
    return clt_export_training (conn, CLT_DAY_NONE, CLT_DAY_NONE, options, NULL, error);
  listing = make_listing (data);
  return clt_export_listing (conn, listing, options, error);
}

static CltExportJob *
create_export (CltPane *pane)
{
  static const char *const endings[] = { "xlsx", "pdf", "csv", NULL };
  CltResultPane *self = CLT_RESULT_PANE (pane);
  CltExportJob *job;

  if (self->shown == NULL)
    return NULL;
  job = g_new0 (CltExportJob, 1);
  job->title = g_strdup (_ ("Export Training"));
  job->name = g_strdup (_ ("Training"));
  job->endings = endings;
  job->run = run_export;
  job->data = clt_result_lines_ref (self->shown);
  job->data_free = (GDestroyNotify) clt_result_lines_unref;
  return job;
}

static CltPaper *
read_lines (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltListing) listing = make_listing (data);

  return clt_paper_new_listing (conn, listing, options, error);
}

static CltPaper *
read_certificates (CltConn *conn, gpointer data, const CltExportOptions *options, GError **error)
{
  return clt_paper_new_certificates (conn, *(gint64 *) data, options, error);
}

/* The certificates of the session that is chosen; where none is, the lines that are shown. */
static CltPrintJob *
create_print (CltPane *pane)
{
  CltResultPane *self = CLT_RESULT_PANE (pane);

  if (self->shown == NULL)
    return NULL;
  if (self->question.session_id <= 0)
    return clt_print_job_new (read_lines, clt_result_lines_ref (self->shown),
                              (GDestroyNotify) clt_result_lines_unref);
  return clt_print_job_new (read_certificates,
                            g_memdup2 (&self->question.session_id, sizeof (gint64)), g_free);
}

static const char *const tables[] = {
  "course",     "course_level", "course_session", "meeting", "enrolment",
  "attendance", "attempt",      "course_result",  "client",  NULL,
};

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_result_pane_dispose (GObject *object)
{
  CltResultPane *self = CLT_RESULT_PANE (object);

  clt_reading_stop (&self->effect);
  g_clear_pointer (&self->lines, clt_result_lines_unref);
  g_clear_pointer (&self->shown, clt_result_lines_unref);
  g_clear_pointer (&self->members, clt_result_members_unref);
  g_clear_pointer (&self->compared, g_array_unref);
  G_OBJECT_CLASS (clt_result_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, line_table);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, list_label);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, total_label);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, figure_box);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, unregistered_button);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, member_table);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, effect_box);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, effect_label);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, loss_label);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, risk_label);
  gtk_widget_class_bind_template_child (widget_class, CltResultPane, caution_label);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_line_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_line_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_member_opened_cb);
}

static void
clt_result_pane_class_init (CltResultPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_result_pane_dispose;
  pane_class->read = clt_result_data_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_result_lines_unref;
  pane_class->tables = tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-result-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "result.figure", "i", show_figure);
  gtk_widget_class_install_action (widget_class, "result.open-effect", NULL, open_effect);
  gtk_widget_class_install_action (widget_class, "result.open-in-clients", NULL, open_in_clients);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_result_pane_init (CltResultPane *self)
{
  self->compared = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_search_entry (self->line_table, self->search_entry);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.open-effect", FALSE);
  clt_data_table_set_titled_columns (self->line_table, "result", line_columns,
                                     G_N_ELEMENTS (line_columns), get_cell_text);
  clt_data_table_set_titled_columns (self->member_table, "result", member_columns,
                                     G_N_ELEMENTS (member_columns), get_cell_text);
  for (CltTallyFigure figure = 0; figure < CLT_TALLY_UNREGISTERED; figure++)
    add_figure_button (self, figure);
  bind_figure (self, self->unregistered_button, CLT_TALLY_UNREGISTERED);
}
