/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-call-talk.h"

#include "app/callbacks/clt-form-keys.h"
#include "app/widgets/clt-focus.h"
#include "app/widgets/clt-label.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-when.h"

/* Those that a key gives; a client is lost by the rules alone. */
#define N_OUTCOMES 12
/* Words are kept when typing pauses for so long. */
#define SECONDS_PAUSE 2

struct _CltCallTalk
{
  AdwBin parent_instance;

  CltCallStage stage;
  guint n_open;
  gboolean has_form;
  gboolean asked_once;          /* whether to end a form that has questions left */
  char *kept[CLT_N_CALL_WORDS]; /* owned: those that are in the file */
  guint pause;                  /* source; 0: nothing is typed that is not kept */

  GtkWidget *stage_box;
  GtkLabel *facts_label;
  GtkLabel *text_label;
  GtkLabel *open_label;
  GtkWidget *on_button;
  GtkLabel *on_label;
  CltFormKeys *outcomes;
  GtkWidget *later_box;
  GtkEditable *when_entry;
  GtkLabel *when_label;
  GtkWidget *reason_box;
  GtkEditable *reason_entry;
  GtkLabel *problem_label;
  GtkEditable *note_entry;
  GtkEditable *next_entry;
  GtkEditable *promise_entry;
  GtkEditable *due_entry;
  GtkLabel *due_label;
};

G_DEFINE_FINAL_TYPE (CltCallTalk, clt_call_talk, ADW_TYPE_BIN)

enum
{
  GO_ON,
  GO_BACK,
  END,
  TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- showing ------------------------------------------------------------------------------- */

/* Why this call is made, and how often it was tried. (transfer full) */
static char *
dup_facts (const CltCallCase *call)
{
  const CltQueueItem *item = call->item;
  GString *text = g_string_new (clt_call_occasion_get_label (item->call->occasion));

  if (*item->call->product != '\0')
    g_string_append_printf (text, " · %s", item->call->product);
  if (item->attempts > 0)
    {
      g_string_append (text, " · ");
      /* Translators: which attempt to reach a client this is. */
      g_string_append_printf (text, _ ("attempt %u"), item->attempts + 1);
    }
  if (call->moves > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text,
                              ngettext ("put off %d time", "put off %d times",
                                        (gulong) call->moves),
                              (int) call->moves);
    }
  return g_string_free (text, FALSE);
}

static void
show_open (CltCallTalk *self)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u question has no answer yet", "%u questions have no answer yet",
                               self->n_open),
                     self->n_open);

  clt_label_show (self->open_label, self->stage == CLT_CALL_START || self->n_open == 0 ? "" : text);
}

static const char *
get_verb (CltCallTalk *self, const CltCallCase *call)
{
  if (self->stage == CLT_CALL_END)
    return _ ("The Call Is Complete");
  if (self->stage == CLT_CALL_STRANGER)
    return _ ("It Was Not the Client");
  if (self->stage == CLT_CALL_DECLINED)
    return _ ("The Client Declined");
  if (self->stage != CLT_CALL_MIDDLE && call->response == NULL)
    return _ ("Begin the Form");
  return self->n_open == 0 ? _ ("Back to the Form") : _ ("Go On with the Form");
}

static void
show_later (CltCallTalk *self, gboolean shown)
{
  gtk_widget_set_visible (self->later_box, shown);
}

static GtkEditable *
get_entry (CltCallTalk *self, int which)
{
  GtkEditable *const entries[CLT_N_CALL_WORDS] = {
    [CLT_CALL_WORDS_NOTE] = self->note_entry,
    [CLT_CALL_WORDS_NEXT_STEP] = self->next_entry,
    [CLT_CALL_WORDS_PROMISE] = self->promise_entry,
    [CLT_CALL_WORDS_DUE] = self->due_entry,
  };

  return entries[which];
}

/* What is being typed stays, unless it is another call's; undo brings what was kept before. */
static void
show_words (CltCallTalk *self, char **words, gboolean anew)
{
  for (int i = 0; i < CLT_N_CALL_WORDS; i++)
    {
      GtkEditable *entry = get_entry (self, i);
      const gboolean typed = !g_str_equal (gtk_editable_get_text (entry), self->kept[i]);

      if ((clt_set_str (&self->kept[i], words[i]) && !typed) || anew)
        gtk_editable_set_text (entry, words[i]);
    }
}

void
clt_call_talk_show (CltCallTalk *self,
                    const CltCallCase *call,
                    CltCallStage stage,
                    guint n_open,
                    gboolean anew)
{
  g_autofree char *facts = dup_facts (call);
  const char *text = stage >= CLT_CALL_END ? call->closing : call->greeting;

  g_return_if_fail (CLT_IS_CALL_TALK (self));

  self->stage = stage;
  self->n_open = n_open;
  self->has_form = call->has_form;
  self->asked_once = FALSE;
  if (anew)
    {
      gtk_editable_set_text (self->when_entry, "");
      gtk_editable_set_text (self->reason_entry, "");
    }
  show_words (self, call->words, anew);
  clt_label_show (self->facts_label, facts);
  clt_label_show (self->text_label, stage == CLT_CALL_MIDDLE ? "" : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage_box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *text == '\0' ? facts : text, -1);
  show_open (self);
  gtk_label_set_label (self->on_label, get_verb (self, call));
  gtk_widget_set_visible (self->on_button, self->has_form);
  show_later (self, FALSE);
  gtk_widget_set_visible (self->reason_box, call->needs_reason);
  clt_label_show (self->problem_label, "");
}

void
clt_call_talk_focus (CltCallTalk *self)
{
  g_return_if_fail (CLT_IS_CALL_TALK (self));

  gtk_widget_grab_focus (self->stage_box);
}

/* ---- words -------------------------------------------------------------------------------- */

static char *
dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
keep_words (CltCallTalk *self)
{
  gboolean changed = FALSE;

  g_clear_handle_id (&self->pause, g_source_remove);
  for (int i = 0; i < CLT_N_CALL_WORDS; i++)
    {
      g_autofree char *text = dup_text (get_entry (self, i));

      changed |= clt_set_str (&self->kept[i], text);
    }
  if (changed)
    g_signal_emit (self, signals[TYPED], 0);
}

static gboolean
on_pause_over_cb (gpointer data)
{
  CltCallTalk *self = data;

  self->pause = 0;
  keep_words (self);
  return G_SOURCE_REMOVE;
}

static void
on_words_changed_cb (CltCallTalk *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  for (int i = 0; i < CLT_N_CALL_WORDS && self->pause == 0; i++)
    if (!g_str_equal (gtk_editable_get_text (get_entry (self, i)), self->kept[i]))
      self->pause = g_timeout_add_seconds (SECONDS_PAUSE, on_pause_over_cb, self);
}

char **
clt_call_talk_dup_words (CltCallTalk *self)
{
  char **words;
  CltDay due;
  int minute;

  g_return_val_if_fail (CLT_IS_CALL_TALK (self), NULL);

  words = g_new0 (char *, CLT_N_CALL_WORDS + 1);
  for (int i = 0; i < CLT_N_CALL_WORDS; i++)
    words[i] = dup_text (get_entry (self, i));
  /* “tomorrow” is another day tomorrow */
  if (clt_when_parse (words[CLT_CALL_WORDS_DUE], clt_now (), &due, &minute, NULL))
    {
      g_free (words[CLT_CALL_WORDS_DUE]);
      words[CLT_CALL_WORDS_DUE] = clt_day_format (due);
    }
  return words;
}

/* ---- times --------------------------------------------------------------------------------- */

/* What was understood, in full, or why nothing was. */
static void
show_time (GtkEditable *entry, GtkLabel *label)
{
  const char *text = gtk_editable_get_text (entry);
  g_autoptr (GError) error = NULL;
  g_autofree char *full = NULL;
  CltDay day;
  int minute;
  gboolean understood;

  if (*text == '\0')
    {
      gtk_label_set_label (label, "");
      return;
    }
  understood = clt_when_parse (text, clt_now (), &day, &minute, &error);
  if (understood)
    full = clt_when_format (day, minute);
  gtk_label_set_label (label, understood ? full : error->message);
}

static void
on_when_changed_cb (CltCallTalk *self)
{
  show_time (self->when_entry, self->when_label);
}

static void
on_due_changed_cb (CltCallTalk *self)
{
  show_time (self->due_entry, self->due_label);
  on_words_changed_cb (self);
}

/* FALSE: what stands in @entry is no time; it has the focus, and it is said. Empty: none. */
static gboolean
take_time (CltCallTalk *self, GtkEditable *entry, CltDay *day, int *minute)
{
  const char *text = gtk_editable_get_text (entry);
  g_autoptr (GError) error = NULL;

  *day = CLT_DAY_NONE;
  *minute = -1;
  if (*text == '\0' || clt_when_parse (text, clt_now (), day, minute, &error))
    return TRUE;
  clt_label_show (self->problem_label, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return FALSE;
}

/* ---- the end ------------------------------------------------------------------------------- */

static void
refuse (CltCallTalk *self, const char *sentence)
{
  clt_label_show (self->problem_label, sentence);
  gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
end (CltCallTalk *self, const char *outcome)
{
  CltDay day;
  int minute;

  clt_label_show (self->problem_label, "");
  if (take_time (self, self->due_entry, &day, &minute))
    g_signal_emit (self, signals[END], 0, outcome);
}

static void
end_later (CltCallTalk *self)
{
  CltDay day;
  int minute;

  if (!take_time (self, self->when_entry, &day, &minute))
    return;
  if (day == CLT_DAY_NONE)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->when_entry));
      return;
    }
  end (self, "later");
}

static void
choose (CltCallTalk *self, const char *outcome)
{
  const gboolean later = g_str_equal (outcome, "later");

  show_later (self, later);
  if (later)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->when_entry));
      return;
    }
  if (g_str_equal (outcome, "complete") && self->n_open > 0 && !self->asked_once &&
      self->stage != CLT_CALL_END)
    {
      self->asked_once = TRUE;
      refuse (self, _ ("The form has questions without an answer. The same key once more ends it "
                       "all the same, unless one of them is required."));
      return;
    }
  end (self, outcome);
}

void
clt_call_talk_fill (CltCallTalk *self, CltCallOrder *order)
{
  const gint64 now = clt_now ();
  g_autofree char *reason = dup_text (self->reason_entry);
  int minute;

  g_return_if_fail (CLT_IS_CALL_TALK (self));

  /* it goes with the end */
  g_clear_handle_id (&self->pause, g_source_remove);
  order->words = clt_call_talk_dup_words (self);
  if (*reason != '\0')
    clt_set_str (&order->request->reason, reason);
  /* "end" was told after both could be read */
  if (!clt_when_parse (gtk_editable_get_text (self->due_entry), now, &order->end.promise_due,
                       &minute, NULL))
    order->end.promise_due = CLT_DAY_NONE;
  if (!gtk_widget_get_visible (self->later_box) ||
      !clt_when_parse (gtk_editable_get_text (self->when_entry), now, &order->end.again,
                       &order->end.again_time, NULL))
    {
      order->end.again = CLT_DAY_NONE;
      order->end.again_time = -1;
    }
}

void
clt_call_talk_refuse (CltCallTalk *self, const GError *error)
{
  g_return_if_fail (CLT_IS_CALL_TALK (self));

  refuse (self, error->message);
  if (!gtk_widget_get_visible (self->later_box))
    {
      clt_call_talk_focus (self);
      return;
    }
  /* an hour or a further delay that needs a reason */
  gtk_widget_set_visible (self->reason_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));
}

/* ---- keys ---------------------------------------------------------------------------------- */

static gboolean
is_typing (CltCallTalk *self)
{
  GtkEditable *const entries[] = { self->when_entry, self->reason_entry,  self->note_entry,
                                   self->next_entry, self->promise_entry, self->due_entry };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (clt_widget_has_focus_inside (GTK_WIDGET (entries[i])))
      return TRUE;
  return FALSE;
}

static void
go_on (CltCallTalk *self)
{
  if (!self->has_form)
    return;
  if (self->stage == CLT_CALL_END)
    choose (self, "complete");
  else if (self->stage == CLT_CALL_STRANGER)
    choose (self, "not-client");
  else if (self->stage == CLT_CALL_DECLINED)
    choose (self, "declined");
  else
    g_signal_emit (self, signals[GO_ON], 0);
}

static gboolean
handle_key (CltCallTalk *self, guint keyval)
{
  const int index = clt_form_keys_find (self->outcomes, keyval);

  if (index >= 0)
    {
      choose (self, clt_form_keys_get_value (self->outcomes, (guint) index));
      return TRUE;
    }
  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_n:
      gtk_widget_grab_focus (GTK_WIDGET (self->note_entry));
      return TRUE;
    case GDK_KEY_s:
      gtk_widget_grab_focus (GTK_WIDGET (self->next_entry));
      return TRUE;
    case GDK_KEY_p:
      gtk_widget_grab_focus (GTK_WIDGET (self->promise_entry));
      return TRUE;
    case GDK_KEY_BackSpace:
      g_signal_emit (self, signals[GO_BACK], 0);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (!gtk_widget_has_focus (self->stage_box))
        return FALSE; /* the button that has the focus */
      go_on (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key_pressed_cb (CltCallTalk *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (!is_typing (self))
    return handle_key (self, keyval);
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  show_later (self, FALSE);
  clt_call_talk_focus (self);
  return GDK_EVENT_STOP;
}

static void
on_outcome_chosen_cb (CltCallTalk *self, guint index)
{
  if (!clt_widget_has_focus_inside (GTK_WIDGET (self)))
    clt_call_talk_focus (self);
  clt_form_keys_set_chosen (self->outcomes, index, FALSE, NULL);
  choose (self, clt_form_keys_get_value (self->outcomes, index));
}

static void
on_promise_activate_cb (CltCallTalk *self)
{
  if (*gtk_editable_get_text (self->promise_entry) == '\0')
    clt_call_talk_focus (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->due_entry));
}

static void
on_due_activate_cb (CltCallTalk *self)
{
  CltDay day;
  int minute;

  clt_label_show (self->problem_label, "");
  if (take_time (self, self->due_entry, &day, &minute))
    clt_call_talk_focus (self);
}

/* ---- the class ----------------------------------------------------------------------------- */

/* With the window, whose focus leaves only when the file is closed already. */
static void
clt_call_talk_unmap (GtkWidget *widget)
{
  keep_words (CLT_CALL_TALK (widget));
  GTK_WIDGET_CLASS (clt_call_talk_parent_class)->unmap (widget);
}

static void
clt_call_talk_finalize (GObject *object)
{
  for (int i = 0; i < CLT_N_CALL_WORDS; i++)
    g_free (CLT_CALL_TALK (object)->kept[i]);
  G_OBJECT_CLASS (clt_call_talk_parent_class)->finalize (object);
}

static void
clt_call_talk_dispose (GObject *object)
{
  g_clear_handle_id (&CLT_CALL_TALK (object)->pause, g_source_remove);
  clt_bin_dispose_template (ADW_BIN (object), CLT_TYPE_CALL_TALK);
  G_OBJECT_CLASS (clt_call_talk_parent_class)->dispose (object);
}

static void
clt_call_talk_class_init (CltCallTalkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_call_talk_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_call_talk_finalize;
  widget_class->unmap = clt_call_talk_unmap;
  signals[GO_ON] = g_signal_new ("go-on", CLT_TYPE_CALL_TALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[GO_BACK] = g_signal_new ("go-back", CLT_TYPE_CALL_TALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[END] = g_signal_new ("end", CLT_TYPE_CALL_TALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TYPED] = g_signal_new ("typed", CLT_TYPE_CALL_TALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (CLT_TYPE_FORM_KEYS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-call-talk.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, stage_box);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, text_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, open_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, on_button);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, on_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, outcomes);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, later_box);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, when_entry);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, when_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, reason_box);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, reason_entry);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, note_entry);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, next_entry);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, promise_entry);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, due_entry);
  gtk_widget_class_bind_template_child (widget_class, CltCallTalk, due_label);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_when_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_due_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_words);
  gtk_widget_class_bind_template_callback (widget_class, on_promise_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_due_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clt_call_talk_focus);
  gtk_widget_class_bind_template_callback (widget_class, end_later);
  gtk_widget_class_bind_template_callback (widget_class, go_on);
}

static void
clt_call_talk_init (CltCallTalk *self)
{
  const char *labels[N_OUTCOMES];

  for (int i = 0; i < CLT_N_CALL_WORDS; i++)
    self->kept[i] = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_OUTCOMES; i++)
    labels[i] = clt_call_outcome_get_label (clt_call_outcomes[i]);
  clt_form_keys_show_choices (self->outcomes, clt_call_outcomes, labels, N_OUTCOMES, 2);
}
