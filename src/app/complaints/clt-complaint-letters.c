/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-letters.h"

#include <string.h>

#include "app/complaints/clt-complaint-job.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltComplaintLetters
{
  AdwBin parent_instance;

  CltDesk *desk;             /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the text that is being filled in */
  gint64 id;                 /* of the complaint; 0: none */
  char *number, *state;      /* owned */
  GPtrArray *letters;        /* owned: CltComplaintLetter */
  GPtrArray *versions;       /* owned: those of the kind chosen, newest first, borrowed */
  const char *kind;          /* of what is shown, whatever is chosen next */
  gint64 letter;             /* the same: its version; 0: a new one */
  gboolean filling;
  gboolean typed;   /* a person changed the text since it was shown */
  gboolean waits;   /* what was handed over is on its way into the file */
  gboolean follows; /* and is shown when it has come there */

  GtkLabel *title_label;
  GtkDropDown *kind_drop;
  GtkDropDown *version_drop;
  GtkTextView *text_view;
  GtkLabel *note_label;
  GtkWidget *keep_button;
  GtkWidget *send_button;
  GtkWidget *print_button;
};

G_DEFINE_FINAL_TYPE (CltComplaintLetters, clt_complaint_letters, ADW_TYPE_BIN)

static const char *
get_chosen_kind (CltComplaintLetters *self)
{
  return clt_complaint_letter_kinds[gtk_drop_down_get_selected (self->kind_drop)];
}

/* (nullable): NULL: a new one. */
static const CltComplaintLetter *
get_chosen (CltComplaintLetters *self)
{
  guint i = gtk_drop_down_get_selected (self->version_drop);

  return i == 0 || i > self->versions->len ? NULL : self->versions->pdata[i - 1];
}

/* What is shown. (nullable): NULL: a new one. */
static const CltComplaintLetter *
get_letter (CltComplaintLetters *self)
{
  for (guint i = 0; i < self->letters->len; i++)
    if (((const CltComplaintLetter *) self->letters->pdata[i])->id == self->letter)
      return self->letters->pdata[i];
  return NULL;
}

static char *
dup_text (CltComplaintLetters *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* ---- showing ------------------------------------------------------------------------------- */

static void
show_buttons (CltComplaintLetters *self)
{
  const CltComplaintLetter *letter = get_letter (self);
  const gboolean sent = letter != NULL && letter->sent != CLT_DAY_NONE;
  g_autofree char *text = dup_text (self);
  const gboolean edited = letter == NULL || !g_str_equal (text, letter->text);

  gtk_text_view_set_editable (self->text_view, !sent);
  gtk_widget_set_sensitive (self->keep_button, !sent && edited && *text != '\0' && !self->waits);
  gtk_widget_set_sensitive (self->send_button, !sent && *text != '\0' && !self->waits);
  gtk_widget_set_sensitive (self->print_button, *text != '\0');
}

static void
show_note (CltComplaintLetters *self, const char *note, gboolean problem)
{
  gtk_label_set_label (self->note_label, note);
  gtk_widget_remove_css_class (GTK_WIDGET (self->note_label), problem ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->note_label), problem ? "error" : "dim-label");
}

static void
show_text (CltComplaintLetters *self, const char *text)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text, -1);
  self->filling = FALSE;
  self->typed = FALSE;
  show_buttons (self);
}

/* What is made of a draft, or of the program's own text: with placeholders where something is missing. */
typedef struct
{
  gint64 id;
  char *kind, *language;
  char *draft;       /* NULL: the program's own */
  char *text, *gaps; /* filled in */
  char *problem;     /* (nullable): why it could not be filled in at all */
} Filled;

static void
filled_free (gpointer data)
{
  Filled *filled = data;

  g_free (filled->kind);
  g_free (filled->language);
  g_free (filled->draft);
  g_free (filled->text);
  g_free (filled->gaps);
  g_free (filled->problem);
  g_free (filled);
}

static gpointer
fill_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Filled *filled = data;
  g_autofree char *text =
    filled->draft != NULL
      ? g_strdup (filled->draft)
      : clt_complaint_letter_dup_template (filled->kind, filled->language, error);
  g_autoptr (GError) problem = NULL;

  if (text == NULL)
    return NULL;
  filled->text = clt_complaint_letter_fill_known (conn, filled->id, text, &filled->gaps, &problem);
  if (filled->text == NULL)
    {
      filled->problem = clt_problem_dup_sentence (problem);
      filled->text = g_steal_pointer (&text);
    }
  return filled;
}

static void
show_filled (CltComplaintLetters *self, const Filled *filled)
{
  g_autofree char *missing = NULL;

  show_text (self, filled->text);
  if (filled->problem != NULL)
    show_note (self, filled->problem, TRUE);
  else if (*filled->gaps == '\0')
    show_note (self, _ ("Filled in from the program’s text. Change what you like, then keep it."),
               FALSE);
  else
    {
      /* Translators: placeholders. */
      missing =
        g_strdup_printf (_ ("The complaint does not say yet what belongs in the place of %s:"
                            " put the words in here, or fill in the complaint first. It"
                            " cannot go out before."),
                         filled->gaps);
      show_note (self, missing, TRUE);
    }
}

static void
on_filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltComplaintLetters) self = user_data;
  g_autoptr (GError) error = NULL;
  Filled *filled = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (filled != NULL && self->desk != NULL && !self->typed)
    show_filled (self, filled);
  else if (filled == NULL && self->desk != NULL &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    clt_desk_fail (self->desk, error);
  g_clear_pointer (&filled, filled_free);
}

/* The language in which the program's own letters are written for this reader. */
static const char *
get_language (void)
{
  /* Translators: the language of letters to clients: “zh” where the program speaks Chinese, else
     “en”. Nothing else is known. */
  const char *language = C_ ("language of letters", "en");

  return g_str_equal (language, "zh") ? "zh" : "en";
}

/* @draft: (nullable): with placeholders; NULL: the program's own text. */
static void
fill_in (CltComplaintLetters *self, const char *draft)
{
  Filled *filled = g_new0 (Filled, 1);

  filled->id = self->id;
  filled->kind = g_strdup (self->kind);
  filled->language = g_strdup (get_language ());
  filled->draft = g_strdup (draft);
  show_text (self, "");
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       fill_in_worker, filled, NULL, filled_free,
                       clt_reading_start (&self->cancellable), on_filled_cb, g_object_ref (self));
}

static char *
dup_version (const CltComplaintLetter *letter)
{
  g_autofree char *day = clt_day_format (letter->sent == CLT_DAY_NONE ? letter->day : letter->sent);

  return letter->sent == CLT_DAY_NONE
           /* Translators: the number of a version, a day. */
           ? g_strdup_printf (_ ("%d, draft of %s"), letter->number, day)
           /* Translators: the number of a version, a day. */
           : g_strdup_printf (_ ("%d, sent on %s"), letter->number, day);
}

/* Shows what is chosen. */
static void
show_version (CltComplaintLetters *self)
{
  const CltComplaintLetter *letter = get_chosen (self);
  g_autofree char *gaps = NULL;

  clt_reading_stop (&self->cancellable);
  self->kind = get_chosen_kind (self);
  self->letter = letter == NULL ? 0 : letter->id;
  gaps = letter == NULL ? NULL : clt_complaint_letter_dup_gaps (letter->text);
  if (letter == NULL || (letter->sent == CLT_DAY_NONE && *gaps != '\0'))
    {
      fill_in (self, letter == NULL ? NULL : letter->text);
      return;
    }
  show_text (self, letter->text);
  show_note (self,
             letter->sent == CLT_DAY_NONE ? _ ("A draft. What is changed is kept as a new version.")
                                          : _ ("It has gone out, and is not changed any more."),
             FALSE);
}

/* Chooses @letter of the kind, or a new one. */
static void
fill_versions (CltComplaintLetters *self, gint64 letter)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_ptr_array_set_size (self->versions, 0);
  for (guint i = self->letters->len; i > 0; i--)
    if (g_str_equal (((CltComplaintLetter *) self->letters->pdata[i - 1])->kind,
                     get_chosen_kind (self)))
      g_ptr_array_add (self->versions, self->letters->pdata[i - 1]);
  gtk_string_list_append (model, _ ("New"));
  for (guint i = 0; i < self->versions->len; i++)
    {
      gtk_string_list_take (model, dup_version (self->versions->pdata[i]));
      if (((CltComplaintLetter *) self->versions->pdata[i])->id == letter)
        chosen = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->version_drop, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->version_drop, chosen);
  self->filling = FALSE;
}

/* The newest of the kind chosen. */
static gint64
find_newest (CltComplaintLetters *self, const char *kind)
{
  for (guint i = self->letters->len; i > 0; i--)
    {
      const CltComplaintLetter *letter = self->letters->pdata[i - 1];

      if (g_str_equal (letter->kind, kind))
        return letter->id;
    }
  return 0;
}

static void
choose_kind (CltComplaintLetters *self, const char *kind)
{
  self->filling = TRUE;
  for (guint i = 0; clt_complaint_letter_kinds[i] != NULL; i++)
    if (g_str_equal (clt_complaint_letter_kinds[i], kind))
      gtk_drop_down_set_selected (self->kind_drop, i);
  self->filling = FALSE;
}

/* By a person, who goes on in the text: the list that he chose from is gone with its focus. */
static void
show_chosen (CltComplaintLetters *self)
{
  show_version (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    clt_complaint_letters_focus (self);
}

static void
on_kind_chosen_cb (CltComplaintLetters *self)
{
  if (self->filling || self->id == 0)
    return;
  clt_complaint_letters_leave (self);
  fill_versions (self, find_newest (self, get_chosen_kind (self)));
  show_chosen (self);
}

static void
on_version_chosen_cb (CltComplaintLetters *self)
{
  if (self->filling || self->id == 0)
    return;
  clt_complaint_letters_leave (self);
  show_chosen (self);
}

static void
on_text_changed_cb (CltComplaintLetters *self)
{
  if (self->filling)
    return;
  self->typed = TRUE;
  show_buttons (self);
}

/* What is usually written in this state. */
static const char *
get_usual_kind (CltComplaintLetters *self)
{
  static const char *const kinds[][2] = {
    { "registered", "receipt" },
    { "accepted", "accept" },
    { "refused", "refuse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (self->state, kinds[i][0]))
      return kinds[i][1];
  return "answer";
}

static CltComplaintLetter *
copy_letter (const CltComplaintLetter *letter)
{
  CltComplaintLetter *copy = g_memdup2 (letter, sizeof *letter);

  copy->kind = g_strdup (letter->kind);
  copy->text = g_strdup (letter->text);
  copy->staff = g_strdup (letter->staff);
  return copy;
}

void
clt_complaint_letters_update (CltComplaintLetters *self, const CltCase *a_case)
{
  const gint64 before = find_newest (self, self->kind);
  const gboolean same = self->id == a_case->complaint->id;
  gint64 newest;
  /* Translators: the number of a complaint. */
  g_autofree char *title = g_strdup_printf (_ ("Letters of %s"), a_case->complaint->number);

  self->id = a_case->complaint->id;
  clt_set_str (&self->number, a_case->complaint->number);
  clt_set_str (&self->state, a_case->complaint->state);
  g_ptr_array_set_size (self->versions, 0);
  g_ptr_array_set_size (self->letters, 0);
  for (guint i = 0; i < a_case->letters->len; i++)
    g_ptr_array_add (self->letters, copy_letter (a_case->letters->pdata[i]));
  gtk_label_set_label (self->title_label, title);
  if (!same || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  newest = find_newest (self, self->kind);
  if (newest != before && self->follows && !self->typed)
    self->letter = newest;
  if (newest != before)
    self->follows = FALSE;
  fill_versions (self, self->letter);
  /* what is being typed stays */
  if (self->letter != 0 && !self->typed)
    show_version (self);
}

void
clt_complaint_letters_show (CltComplaintLetters *self, const char *kind)
{
  g_return_if_fail (self->id != 0);

  clt_complaint_letters_leave (self);
  choose_kind (self, kind == NULL ? get_usual_kind (self) : kind);
  fill_versions (self, find_newest (self, get_chosen_kind (self)));
  show_version (self);
}

void
clt_complaint_letters_show_letter (CltComplaintLetters *self, gint64 id)
{
  for (guint i = 0; i < self->letters->len; i++)
    {
      const CltComplaintLetter *letter = self->letters->pdata[i];

      if (letter->id != id)
        continue;
      clt_complaint_letters_leave (self);
      choose_kind (self, letter->kind);
      fill_versions (self, id);
      show_version (self);
      return;
    }
}

gint64
clt_complaint_letters_get_shown (CltComplaintLetters *self)
{
  return self->letter;
}

char *
clt_complaint_letters_dup_written (CltComplaintLetters *self, const char **kind)
{
  const CltComplaintLetter *letter = get_letter (self);
  g_autofree char *text = dup_text (self);

  *kind = self->kind;
  return letter != NULL && g_str_equal (letter->text, text) ? NULL : g_steal_pointer (&text);
}

void
clt_complaint_letters_focus (CltComplaintLetters *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/* ---- keeping ------------------------------------------------------------------------------- */

/* What was handed over. */
typedef struct
{
  CltComplaintLetters *letters; /* owned */
  gint64 id, letter;
  const char *kind;
} Handed;

static void
handed_free (Handed *handed)
{
  g_object_unref (handed->letters);
  g_free (handed);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handed, handed_free)

static gboolean
is_shown (const Handed *handed)
{
  const CltComplaintLetters *self = handed->letters;

  return self->id == handed->id && self->letter == handed->letter &&
         g_strcmp0 (self->kind, handed->kind) == 0;
}

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Handed) handed = user_data;
  CltComplaintLetters *self = handed->letters;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  const gboolean kept = clt_desk_act_finish (CLT_DESK (source), result, &error);

  self->waits = FALSE;
  if (!kept)
    self->follows = FALSE;
  if (self->desk == NULL)
    return;
  if (!kept && is_shown (handed))
    {
      /* what was refused is still what somebody typed */
      self->typed = TRUE;
      sentence = clt_problem_dup_sentence (error);
      show_note (self, sentence, TRUE);
    }
  else if (!kept)
    clt_desk_fail (self->desk, error);
  show_buttons (self);
}

static void
hand_over (CltComplaintLetters *self, const char *action, CltActionFunc func, CltComplaintJob *job)
{
  Handed *handed = g_new0 (Handed, 1);

  handed->letters = g_object_ref (self);
  handed->id = self->id;
  handed->letter = self->letter;
  handed->kind = self->kind;
  self->waits = TRUE;
  self->typed = FALSE;
  show_buttons (self);
  clt_desk_act_async (self->desk, action, self->number, func, job, clt_complaint_job_free,
                      on_kept_cb, handed);
}

/* The same by the button, which goes, and with it the focus. */
static void
hand_over_shown (CltComplaintLetters *self,
                 const char *action,
                 CltActionFunc func,
                 CltComplaintJob *job)
{
  self->follows = TRUE;
  hand_over (self, action, func, job);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static CltComplaintJob *
write_job_new (CltComplaintLetters *self)
{
  g_autofree char *text = dup_text (self);

  return clt_complaint_job_new (self->id, clt_desk_get_who (self->desk), self->kind, text, NULL);
}

void
clt_complaint_letters_keep (CltComplaintLetters *self)
{
  if (self->id != 0 && gtk_widget_get_sensitive (self->keep_button))
    hand_over_shown (self, "complaint.letter", clt_complaint_job_write_letter,
                     write_job_new (self));
}

void
clt_complaint_letters_send (CltComplaintLetters *self)
{
  const CltComplaintLetter *letter = get_letter (self);

  if (self->id == 0 || !gtk_widget_get_sensitive (self->send_button))
    return;
  if (letter == NULL || gtk_widget_get_sensitive (self->keep_button))
    hand_over_shown (self, "complaint.letter-send", clt_complaint_job_write_and_send,
                     write_job_new (self));
  else
    hand_over_shown (self, "complaint.letter-send", clt_complaint_job_send_letter,
                     clt_complaint_job_new (letter->id, clt_desk_get_who (self->desk), NULL, NULL,
                                            NULL));
}

void
clt_complaint_letters_leave (CltComplaintLetters *self)
{
  g_autofree char *text = self->typed && self->desk != NULL ? dup_text (self) : g_strdup ("");

  if (*text != '\0')
    hand_over (self, "complaint.letter", clt_complaint_job_write_letter, write_job_new (self));
}

/* With the place, or the window. */
static void
clt_complaint_letters_unmap (GtkWidget *widget)
{
  CltComplaintLetters *self = CLT_COMPLAINT_LETTERS (widget);

  self->follows |= self->typed; /* it is still what is shown when one comes back */
  clt_complaint_letters_leave (self);
  GTK_WIDGET_CLASS (clt_complaint_letters_parent_class)->unmap (widget);
}

void
clt_complaint_letters_set_desk (CltComplaintLetters *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_complaint_letters_dispose (GObject *object)
{
  CltComplaintLetters *self = CLT_COMPLAINT_LETTERS (object);

  self->filling = TRUE;
  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  clt_bin_dispose_template (ADW_BIN (self), CLT_TYPE_COMPLAINT_LETTERS);
  G_OBJECT_CLASS (clt_complaint_letters_parent_class)->dispose (object);
}

static void
clt_complaint_letters_finalize (GObject *object)
{
  CltComplaintLetters *self = CLT_COMPLAINT_LETTERS (object);

  g_ptr_array_unref (self->versions);
  g_ptr_array_unref (self->letters);
  g_free (self->number);
  g_free (self->state);
  G_OBJECT_CLASS (clt_complaint_letters_parent_class)->finalize (object);
}

static void
clt_complaint_letters_class_init (CltComplaintLettersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_complaint_letters_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_complaint_letters_finalize;
  widget_class->unmap = clt_complaint_letters_unmap;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/complaints/clt-complaint-letters.ui");
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, title_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, version_drop);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, text_view);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, note_label);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, keep_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, send_button);
  gtk_widget_class_bind_template_child (widget_class, CltComplaintLetters, print_button);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_version_chosen_cb);
}

static void
clt_complaint_letters_init (CltComplaintLetters *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  self->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_complaint_letter_free);
  self->versions = g_ptr_array_new ();
  self->kind = clt_complaint_letter_kinds[0];
  self->number = g_strdup ("");
  self->state = g_strdup ("");
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; clt_complaint_letter_kinds[i] != NULL; i++)
    gtk_string_list_append (kinds,
                            clt_complaint_letter_kind_get_label (clt_complaint_letter_kinds[i]));
  gtk_drop_down_set_model (self->kind_drop, G_LIST_MODEL (kinds));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (on_text_changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}
