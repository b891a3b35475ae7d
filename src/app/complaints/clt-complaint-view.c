/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-view.h"

#include "app/complaints/clt-complaint-dialogs.h"
#include "app/complaints/clt-complaint-job.h"
#include "app/complaints/clt-complaint-letters.h"
#include "app/complaints/clt-complaint-rows.h"
#include "app/widgets/clt-combo-focus.h"
#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-file-group.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"

/* As many as clt_complaint_fields has. */
#define MAX_FIELDS 32

struct _CltComplaintView
{
  AdwBin parent_instance;

  CltDesk *desk;                             /* owned (nullable) */
  CltReader *reader;                         /* owned (nullable) */
  CltCase *a_case;                           /* owned (nullable) */
  gint64 id;                                 /* asked for */
  CltFieldRow *rows[MAX_FIELDS];             /* owned: as clt_complaint_fields; NULL: not shown */
  CltComplaintRows *lists[CLT_N_CASE_LISTS]; /* owned */

  GtkStack *stack;
  CltComplaintLetters *letters;
  GtkScrolledWindow *scroller;
  GtkLabel *name_label;
  GtkButton *client_button;
  GtkMenuButton *steps_button;
  GtkLabel *state_label;
  GtkLabel *due_label;
  GtkWidget *next_box;
  GtkButton *next_button;
  GtkButton *other_button;
  GtkWidget *receipt_box;
  GtkLabel *receipt_label;
  AdwPreferencesGroup *repeats_group;
  AdwPreferencesGroup *matter_group;
  AdwPreferencesGroup *result_group;
  AdwPreferencesGroup *letters_group;
  CltFileGroup *files_group;
  AdwPreferencesGroup *remedies_group;
  AdwPreferencesGroup *details_group;
  AdwPreferencesGroup *steps_group;
};

G_DEFINE_FINAL_TYPE (CltComplaintView, clt_complaint_view, ADW_TYPE_BIN)

/* ---- fields -------------------------------------------------------------------------------- */

enum
{
  GROUP_MATTER,
  GROUP_RESULT,
  GROUP_DETAILS,
  N_GROUPS
};

/* In the order in which they are read. */
static const struct
{
  const char *field;
  int group;
} places[] = {
  { "facts", GROUP_MATTER },      { "demand", GROUP_MATTER },      { "class", GROUP_MATTER },
  { "topic", GROUP_MATTER },      { "severity", GROUP_MATTER },    { "handler", GROUP_MATTER },
  { "about", GROUP_MATTER },      { "finding", GROUP_RESULT },     { "cause", GROUP_RESULT },
  { "remedy", GROUP_RESULT },     { "payment", GROUP_RESULT },     { "outcome", GROUP_RESULT },
  { "product", GROUP_DETAILS },   { "channel", GROUP_DETAILS },    { "happened", GROUP_DETAILS },
  { "received", GROUP_DETAILS },  { "registered", GROUP_DETAILS }, { "source", GROUP_DETAILS },
  { "reference", GROUP_DETAILS }, { "kind", GROUP_DETAILS },       { "client", GROUP_DETAILS },
  { "person", GROUP_DETAILS },    { "same_as", GROUP_DETAILS },
};

static guint
get_index (const char *field)
{
  return (guint) (clt_complaint_field_find (field) - clt_complaint_fields);
}

/* Whose answer is awaited. */
typedef struct
{
  CltComplaintView *view; /* owned */
  gint64 id;
  guint field;
  char *text;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->view);
  g_free (attempt->text);
  g_free (attempt);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

/* Whether the rows are those of @id, whatever has been asked for since. */
static gboolean
is_of (CltComplaintView *self, gint64 id)
{
  return self->a_case != NULL && self->a_case->complaint->id == id;
}

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  CltFieldRow *row =
    is_of (attempt->view, attempt->id) ? attempt->view->rows[attempt->field] : NULL;
  gboolean kept = clt_desk_act_finish (CLT_DESK (object), result, &error);
  g_autofree char *sentence = kept ? NULL : clt_problem_dup_sentence (error);

  if (row != NULL && kept)
    clt_field_row_accept (row, attempt->text);
  else if (row != NULL)
    clt_field_row_refuse (row, sentence);
  else if (!kept)
    clt_desk_fail (CLT_DESK (object), error);
}

static void
on_field_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltComplaintView *self = user_data;
  Attempt *attempt;
  CltComplaintJob *job;

  if (self->a_case == NULL)
    return;
  attempt = g_new0 (Attempt, 1);
  attempt->view = g_object_ref (self);
  attempt->id = self->a_case->complaint->id;
  attempt->text = g_strdup (text);
  while (self->rows[attempt->field] != row)
    attempt->field++;
  job = clt_complaint_job_new (attempt->id, clt_desk_get_who (self->desk), NULL, NULL, NULL);
  clt_complaint_job_take_field (job, clt_complaint_fields[attempt->field].name, g_strdup (text));
  clt_desk_act_async (self->desk, "complaint.edit", self->a_case->complaint->number,
                      clt_complaint_job_set, job, clt_complaint_job_free, on_kept_cb, attempt);
}

/* Staff are typed by their number: names may repeat. */
static char *
dup_value (CltComplaintView *self, const CltComplaintField *field)
{
  const CltComplaint *complaint = self->a_case->complaint;
  const CltStaff *person;

  if (field->kind != CLT_COMPLAINT_STAFF)
    return clt_complaint_dup_field (complaint, field->name);
  person = clt_staff_array_find (self->a_case->staff, g_str_equal (field->name, "about")
                                                        ? complaint->about_id
                                                        : complaint->handler_id);
  return person == NULL ? clt_complaint_dup_field (complaint, field->name)
                        : g_strdup (person->number);
}

static void
take_choice (GPtrArray *keys, GPtrArray *labels, const char *key, const char *label)
{
  g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_add (labels, g_strdup (label));
}

static void
add_staff (CltComplaintView *self, GPtrArray *keys, GPtrArray *labels)
{
  take_choice (keys, labels, "", C_ ("complaint", "nobody"));
  for (guint i = 0; i < self->a_case->staff->len; i++)
    {
      const CltStaff *person = self->a_case->staff->pdata[i];

      take_choice (keys, labels, person->number, person->name);
    }
}

static void
add_words (const CltComplaintField *field, GPtrArray *keys, GPtrArray *labels)
{
  g_auto (GStrv) values = g_strsplit (field->choices, " ", -1);

  if (field->open || g_str_equal (field->name, "finding"))
    take_choice (keys, labels, "", "–");
  for (guint i = 0; values[i] != NULL; i++)
    take_choice (keys, labels, values[i], clt_complaint_choice_get_label (field->name, values[i]));
}

/* @value is there even where it is none of the usual ones: an import, somebody who has left. */
static void
fill_choices (CltComplaintView *self, guint index, const char *value)
{
  const CltComplaintField *field = &clt_complaint_fields[index];
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  if (field->kind == CLT_COMPLAINT_STAFF)
    add_staff (self, keys, labels);
  else
    add_words (field, keys, labels);
  if (!g_ptr_array_find_with_equal_func (keys, value, g_str_equal, NULL))
    take_choice (keys, labels, value, value);
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (labels, NULL);
  clt_field_row_set_choices (self->rows[index], (const char *const *) keys->pdata,
                             (const char *const *) labels->pdata);
}

static gboolean
is_choice (const CltComplaintField *field)
{
  return field->kind == CLT_COMPLAINT_CHOICE || field->kind == CLT_COMPLAINT_STAFF;
}

static void
fill_fields (CltComplaintView *self, gboolean same)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const guint index = get_index (places[i].field);
      g_autofree char *value = dup_value (self, &clt_complaint_fields[index]);

      if (is_choice (&clt_complaint_fields[index]))
        fill_choices (self, index, value);
      clt_field_row_show (self->rows[index], value, same);
      if (g_str_equal (places[i].field, "outcome")) /* only imports have it */
        gtk_widget_set_visible (clt_field_row_get_widget (self->rows[index]), *value != '\0');
    }
}

static void
make_rows (CltComplaintView *self)
{
  GtkListBox *const lists[N_GROUPS] = {
    [GROUP_MATTER] = clt_field_list_new (self->matter_group, _ ("What Happened")),
    [GROUP_RESULT] = clt_field_list_new (self->result_group, _ ("Result")),
    [GROUP_DETAILS] = clt_field_list_new (self->details_group, _ ("Details")),
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const guint index = get_index (places[i].field);
      const CltComplaintField *field = &clt_complaint_fields[index];

      self->rows[index] =
        clt_field_row_new (lists[places[i].group], clt_complaint_field_get_label (field),
                           is_choice (field)                   ? CLT_FIELD_ROW_CHOICE
                           : field->kind == CLT_COMPLAINT_LONG ? CLT_FIELD_ROW_TEXT
                                                               : CLT_FIELD_ROW_ENTRY,
                           on_field_committed_cb, self);
    }
}

/* What was typed for the complaint shown so far is not lost with it. */
static void
flush (CltComplaintView *self)
{
  for (guint i = 0; self->a_case != NULL && i < MAX_FIELDS; i++)
    if (self->rows[i] != NULL)
      clt_field_row_flush (self->rows[i]);
  if (clt_complaint_view_shows_letters (self))
    clt_complaint_letters_leave (self->letters);
}

/* ---- head ---------------------------------------------------------------------------------- */

static char *
dup_state (const CltComplaint *complaint)
{
  g_autoptr (GString) text =
    g_string_new (clt_complaint_choice_get_label ("state", complaint->state));

  if (!g_str_equal (complaint->severity, "general"))
    g_string_append_printf (text, " · %s",
                            clt_complaint_choice_get_label ("severity", complaint->severity));
  /* the hotline and the regulator ask for it themselves */
  if (g_str_equal (complaint->source, "12386") || g_str_equal (complaint->source, "regulator"))
    g_string_append_printf (text, " · %s",
                            clt_complaint_choice_get_label ("source", complaint->source));
  if (complaint->due_hotline != CLT_DAY_NONE)
    {
      g_autofree char *day = clt_day_format (complaint->due_hotline);

      g_string_append (text, " · ");
      /* Translators: by when the hotline 12386 has to be answered; %s is a day. */
      g_string_append_printf (text, C_ ("complaint", "answer to it by %s"), day);
    }
  if (!g_str_equal (complaint->kind, "complaint"))
    g_string_append_printf (text, " · %s",
                            clt_complaint_choice_get_label ("kind", complaint->kind));
  if (*complaint->handler != '\0')
    {
      g_string_append (text, " · ");
      /* Translators: %s is a member of staff. */
      g_string_append_printf (text, C_ ("complaint", "handled by %s"), complaint->handler);
    }
  if (complaint->reopened > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text,
                              ngettext ("reopened %d time", "reopened %d times",
                                        (gulong) complaint->reopened),
                              complaint->reopened);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_steps_menu (CltComplaintView *self)
{
  const CltComplaint *complaint = self->a_case->complaint;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) moves = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  for (guint i = 0; clt_complaint_states[i] != NULL; i++)
    {
      const char *to = clt_complaint_states[i];
      g_autoptr (GMenuItem) item = NULL;

      if (clt_complaint_get_move (complaint->state, to) == CLT_MOVE_NONE)
        continue;
      item = g_menu_item_new (clt_complaint_step_get_verb (complaint->state, to), NULL);
      g_menu_item_set_action_and_target (item, "complaint.move", "s", to);
      g_menu_append_item (moves, item);
    }
  if (clt_complaint_is_open (complaint))
    {
      g_menu_append (others, complaint->stopped ? _ ("Let the Cloc_k Run") : _ ("_Stop the Clock…"),
                     "complaint.clock");
      if (complaint->extended == 0)
        g_menu_append (others, _ ("More _Time…"), "complaint.extend");
    }
  g_menu_append (others, _ ("_Letters"), "complaint.letter");
  g_menu_append (others, _ ("Correcti_ve Action…"), "complaint.remedy");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (moves));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (self->steps_button, G_MENU_MODEL (menu));
}

/* Beside the usual one: what else is likely. */
static const char *
get_other_step (const char *state)
{
  if (g_str_equal (state, "registered"))
    return "refused";
  if (g_str_equal (state, "answered"))
    return "disagreed";
  return g_str_equal (state, "disagreed") ? "mediation" : NULL;
}

static void
fill_next (CltComplaintView *self)
{
  const CltComplaint *complaint = self->a_case->complaint;
  const char *next = clt_complaint_get_next (complaint->state);
  const char *other = complaint->stopped ? NULL : get_other_step (complaint->state);

  gtk_widget_set_visible (GTK_WIDGET (self->next_button), next != NULL);
  if (complaint->stopped)
    gtk_button_set_label (self->next_button, _ ("Let the Cloc_k Run"));
  else if (next != NULL)
    gtk_button_set_label (self->next_button, clt_complaint_step_get_verb (complaint->state, next));
  gtk_widget_set_visible (GTK_WIDGET (self->other_button), other != NULL);
  if (other != NULL)
    {
      gtk_button_set_label (self->other_button,
                            clt_complaint_step_get_verb (complaint->state, other));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->other_button), "s", other);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->other_button), "complaint.move");
    }
  gtk_widget_set_visible (self->next_box, next != NULL);
}

static void
fill_receipt (CltComplaintView *self)
{
  const CltDay day = self->a_case->acknowledge;
  g_autofree char *date = day == CLT_DAY_NONE ? NULL : clt_day_format (day);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->receipt_box, day != CLT_DAY_NONE);
  if (day == CLT_DAY_NONE)
    return;
  text = day < clt_today ()
           /* Translators: %s is a day. */
           ? g_strdup_printf (_ ("The receipt should have gone out by %s."), date)
           /* Translators: %s is a day. */
           : g_strdup_printf (_ ("The receipt must go out by %s."), date);
  gtk_label_set_label (self->receipt_label, text);
  clt_css_class_set (GTK_WIDGET (self->receipt_label), "error", day < clt_today ());
  clt_css_class_set (GTK_WIDGET (self->receipt_label), "warning", day == clt_today ());
}

static void
fill_head (CltComplaintView *self)
{
  const CltComplaint *complaint = self->a_case->complaint;
  g_autofree char *name =
    g_strdup_printf ("%s · %s", complaint->number, clt_complaint_get_who (complaint));
  g_autofree char *state = dup_state (complaint);
  g_autofree char *due = clt_case_dup_due (self->a_case);

  gtk_label_set_label (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_label_set_label (self->state_label, state);
  clt_label_show (self->due_label, due);
  clt_css_class_set (GTK_WIDGET (self->due_label), "warning",
                     self->a_case->time.light == CLT_LIGHT_AMBER);
  clt_css_class_set (GTK_WIDGET (self->due_label), "error",
                     self->a_case->time.light == CLT_LIGHT_RED);
  gtk_widget_set_visible (GTK_WIDGET (self->client_button), complaint->client_id != 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->client_button), "x",
                                    complaint->client_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->client_button), "win.show-client");
  fill_receipt (self);
  fill_next (self);
  fill_steps_menu (self);
}

/* ---- showing ------------------------------------------------------------------------------- */

/* A letter that is being written stays, unless it is another's complaint. */
static void
show_page (CltComplaintView *self, gboolean same)
{
  if (!same || !clt_complaint_view_shows_letters (self))
    gtk_stack_set_visible_child_name (self->stack, "case");
  if (!same)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
take (gpointer owner, gpointer record)
{
  CltComplaintView *self = owner;
  CltCase *a_case = record;
  const gboolean same = is_of (self, a_case->complaint->id);

  if (!same) /* what was typed while it was on its way */
    flush (self);
  g_clear_pointer (&self->a_case, clt_case_free);
  self->a_case = a_case;
  show_page (self, same);
  fill_head (self);
  fill_fields (self, same);
  for (guint i = 0; i < CLT_N_CASE_LISTS; i++)
    clt_complaint_rows_fill (self->lists[i], a_case);
  clt_file_group_show (self->files_group, a_case->files);
  clt_complaint_letters_update (self->letters, a_case);
}

static const CltReaderKind reader_kind = { clt_case_load, clt_case_free, take };

void
clt_complaint_view_show (CltComplaintView *self, gint64 id)
{
  g_return_if_fail (CLT_IS_COMPLAINT_VIEW (self));

  if (id != self->id)
    flush (self);
  self->id = id;
  if (id != 0)
    {
      clt_reader_ask (self->reader, id);
      return;
    }
  g_clear_pointer (&self->a_case, clt_case_free);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

void
clt_complaint_view_set_desk (CltComplaintView *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_COMPLAINT_VIEW (self));

  g_set_object (&self->desk, desk);
  self->reader = clt_reader_new (GTK_WIDGET (self), desk, &reader_kind);
  clt_file_group_set_desk (self->files_group, desk);
  clt_complaint_letters_set_desk (self->letters, desk);
}

const CltCase *
clt_complaint_view_get_case (CltComplaintView *self)
{
  return self->a_case != NULL && self->a_case->complaint->id == self->id ? self->a_case : NULL;
}

gint64
clt_complaint_view_get_id (CltComplaintView *self)
{
  return self->id;
}

void
clt_complaint_view_focus (CltComplaintView *self)
{
  if (clt_complaint_view_shows_letters (self))
    clt_complaint_letters_focus (self->letters);
  else if (self->a_case != NULL && gtk_widget_get_visible (GTK_WIDGET (self->next_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
  else if (self->a_case != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->scroller), GTK_DIR_TAB_FORWARD);
}

void
clt_complaint_view_focus_field (CltComplaintView *self, const char *field)
{
  CltFieldRow *row = self->rows[get_index (field)];

  clt_complaint_view_leave_letters (self);
  if (self->a_case != NULL && row != NULL)
    clt_field_row_focus (row);
}

void
clt_complaint_view_show_steps (CltComplaintView *self)
{
  if (self->a_case != NULL)
    gtk_menu_button_popup (self->steps_button);
}

/* ---- letters ------------------------------------------------------------------------------- */

gboolean
clt_complaint_view_shows_letters (CltComplaintView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "letters") == 0;
}

static void
open_letters (CltComplaintView *self)
{
  gtk_stack_set_visible_child_name (self->stack, "letters");
  clt_complaint_letters_focus (self->letters);
}

void
clt_complaint_view_show_letters (CltComplaintView *self, const char *kind)
{
  if (self->a_case == NULL)
    return;
  clt_complaint_letters_show (self->letters, kind);
  open_letters (self);
}

void
clt_complaint_view_show_letter (CltComplaintView *self, gint64 id)
{
  if (self->a_case == NULL)
    return;
  clt_complaint_letters_show_letter (self->letters, id);
  open_letters (self);
}

gboolean
clt_complaint_view_leave_letters (CltComplaintView *self)
{
  if (!clt_complaint_view_shows_letters (self))
    return FALSE;
  clt_complaint_letters_leave (self->letters);
  gtk_stack_set_visible_child_name (self->stack, "case");
  /* not what comes next: a second Enter would carry it out */
  gtk_widget_grab_focus (GTK_WIDGET (self->steps_button));
  return TRUE;
}

gint64
clt_complaint_view_get_letter (CltComplaintView *self)
{
  return clt_complaint_view_shows_letters (self) ? clt_complaint_letters_get_shown (self->letters)
                                                 : 0;
}

char *
clt_complaint_view_dup_written (CltComplaintView *self, const char **kind)
{
  return clt_complaint_view_shows_letters (self)
           ? clt_complaint_letters_dup_written (self->letters, kind)
           : NULL;
}

void
clt_complaint_view_keep_letter (CltComplaintView *self)
{
  if (clt_complaint_view_shows_letters (self))
    clt_complaint_letters_keep (self->letters);
}

void
clt_complaint_view_send_letter (CltComplaintView *self)
{
  if (clt_complaint_view_shows_letters (self))
    clt_complaint_letters_send (self->letters);
}

/* ---- evidence ------------------------------------------------------------------------------ */

static void
on_files_change_cb (CltComplaintView *self, gboolean add, const char *text)
{
  if (self->a_case != NULL)
    clt_desk_act (self->desk, add ? "complaint.attach" : "complaint.detach",
                  self->a_case->complaint->number,
                  add ? clt_complaint_job_attach : clt_complaint_job_detach,
                  clt_complaint_job_new (self->a_case->complaint->id, clt_desk_get_who (self->desk),
                                         NULL, text, NULL),
                  clt_complaint_job_free);
}

void
clt_complaint_view_attach (CltComplaintView *self)
{
  if (self->a_case != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->files_group), "files.add", NULL);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_complaint_view_dispose (GObject *object)
{
  CltComplaintView *self = CLT_COMPLAINT_VIEW (object);

  for (guint i = 0; i < MAX_FIELDS; i++)
    g_clear_pointer (&self->rows[i], clt_field_row_free);
  for (guint i = 0; i < CLT_N_CASE_LISTS; i++)
    g_clear_pointer (&self->lists[i], clt_complaint_rows_free);
  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_pointer (&self->a_case, clt_case_free);
  g_clear_object (&self->desk);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_COMPLAINT_VIEW);
  G_OBJECT_CLASS (clt_complaint_view_parent_class)->dispose (object);
}

static void
clt_complaint_view_class_init (CltComplaintViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_complaint_view_dispose;
  g_type_ensure (CLT_TYPE_COMPLAINT_LETTERS);
  g_type_ensure (CLT_TYPE_FILE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/complaints/clt-complaint-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, stack);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, letters);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, client_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, steps_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, due_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, next_box);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, next_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, other_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, receipt_box);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, receipt_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, repeats_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, matter_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, result_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, letters_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, files_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, remedies_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, details_group);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintView, steps_group);
  gtk_widget_class_bind_template_callback (widget_class, on_files_change_cb);
}

static void
clt_complaint_view_init (CltComplaintView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  self->lists[CLT_CASE_REPEATS] = clt_complaint_rows_new (self->repeats_group, CLT_CASE_REPEATS);
  self->lists[CLT_CASE_LETTERS] = clt_complaint_rows_new (self->letters_group, CLT_CASE_LETTERS);
  self->lists[CLT_CASE_REMEDIES] = clt_complaint_rows_new (self->remedies_group, CLT_CASE_REMEDIES);
  self->lists[CLT_CASE_STEPS] = clt_complaint_rows_new (self->steps_group, CLT_CASE_STEPS);
}
