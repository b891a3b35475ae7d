/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-question-branch.h"

#include "app/widgets/clt-focus.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Of one test; of the two rows for its answer one is shown. What is being typed stays as long as the
 * answer is one to the same question. */
typedef struct
{
  CltFieldRow *subject, *op, *choice, *value;
  char *about; /* owned (nullable) */
} Pick;

struct _CltQuestionBranch
{
  AdwBin parent_instance;

  GPtrArray *subjects; /* owned (nullable): CltSubject */
  GPtrArray *tests;    /* owned (nullable): CltTest; NULL: not to be picked */
  gboolean any;
  GPtrArray *picks; /* owned: Pick; those beyond the tests are hidden */
  gboolean wants_focus;

  GtkListBox *list;
  CltFieldRow *join;       /* owned */
  CltFieldRow *expression; /* owned */
  GtkWidget *note_label;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (CltQuestionBranch, clt_question_branch, ADW_TYPE_BIN)

enum
{
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (CltQuestionBranch *self)
{
  g_autofree char *condition = clt_picks_format (self->tests, self->any);

  g_signal_emit (self, signals[CHANGE], 0, condition);
}

/* ---- what is picked ------------------------------------------------------------------------- */

static void
pick_free (Pick *pick)
{
  clt_field_row_free (pick->subject);
  clt_field_row_free (pick->op);
  clt_field_row_free (pick->choice);
  clt_field_row_free (pick->value);
  g_free (pick->about);
  g_free (pick);
}

/* (nullable): the test whose row @row is. @pick: (out) */
static CltTest *
find_test (CltQuestionBranch *self, const CltFieldRow *row, const Pick **pick)
{
  for (guint i = 0; self->tests != NULL && i < self->tests->len; i++)
    {
      *pick = self->picks->pdata[i];
      if ((*pick)->subject == row || (*pick)->op == row || (*pick)->choice == row ||
          (*pick)->value == row)
        return self->tests->pdata[i];
    }
  return NULL;
}

static const CltSubject *
get_subject (CltQuestionBranch *self, const CltTest *test)
{
  return self->subjects->pdata[clt_subjects_find (self->subjects, test->key, test->part)];
}

static void
replace_test (CltQuestionBranch *self, CltTest *test, CltTest *by)
{
  guint index;

  if (g_ptr_array_find (self->tests, test, &index))
    {
      clt_test_free (test);
      self->tests->pdata[index] = by;
    }
}

/* The comparison stays where it makes sense for the other question, too. */
static void
pick_subject (CltQuestionBranch *self, CltTest *test, const char *text)
{
  const CltSubject *subject = self->subjects->pdata[g_ascii_strtoull (text, NULL, 10)];
  CltTest *by = clt_subject_make_test (subject);

  if (clt_test_operator_suits (test->op, subject->question->type) &&
      clt_test_operator_has_value (test->op) == clt_test_operator_has_value (by->op))
    by->op = test->op;
  replace_test (self, test, by);
}

static void
pick_operator (CltQuestionBranch *self, CltTest *test, CltTestOperator op)
{
  g_autoptr (GPtrArray) values = clt_subject_list_values (get_subject (self, test));

  test->op = op;
  if (!clt_test_operator_has_value (op))
    clt_set_str (&test->value, "");
  else if (*test->value == '\0')
    clt_set_str (&test->value, values->len > 0 ? ((CltOption *) values->pdata[0])->code : "0");
}

static void
on_picked_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltQuestionBranch *self = user_data;
  const Pick *pick;
  CltTest *test = find_test (self, row, &pick);
  g_autofree char *value = NULL;

  if (test == NULL)
    return;
  if (row == pick->subject)
    pick_subject (self, test, text);
  else if (row == pick->op)
    pick_operator (self, test, (CltTestOperator) g_ascii_strtoull (text, NULL, 10));
  else
    {
      g_autoptr (GError) error = NULL;

      value =
        clt_question_parse_value (get_subject (self, test)->question, test->part, text, &error);
      if (value == NULL || *value == '\0')
        {
          clt_field_row_refuse (row, error != NULL ? error->message : _ ("An answer is wanted."));
          return;
        }
      clt_set_str (&test->value, value);
    }
  tell (self);
}

static void
on_join_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltQuestionBranch *self = user_data;

  if (self->tests == NULL)
    return;
  self->any = g_str_equal (text, "any");
  tell (self);
}

static void
on_expression_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  g_autofree char *clean = g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCondition) condition = clt_condition_parse (clean, NULL, &error);

  if (condition == NULL)
    clt_field_row_refuse (row, error->message);
  else
    g_signal_emit (user_data, signals[CHANGE], 0, clean);
}

static void
on_add_cb (CltQuestionBranch *self)
{
  if (self->tests == NULL || self->subjects->len == 0)
    return;
  g_ptr_array_add (self->tests,
                   clt_subject_make_test (self->subjects->pdata[self->subjects->len - 1]));
  self->wants_focus = TRUE;
  tell (self);
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* Takes the arrays; the labels are freed with them. */
static void
show_choices (CltFieldRow *row, GPtrArray *keys, GPtrArray *labels, const char *chosen)
{
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (labels, NULL);
  clt_field_row_set_choices (row, (const char *const *) keys->pdata,
                             (const char *const *) labels->pdata);
  clt_field_row_show (row, chosen, TRUE);
  g_ptr_array_unref (keys);
  g_ptr_array_unref (labels);
}

static GPtrArray *
new_texts (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static void
show_subject (CltQuestionBranch *self, const Pick *pick, const CltTest *test)
{
  GPtrArray *keys = new_texts (), *labels = new_texts ();
  g_autofree char *chosen =
    g_strdup_printf ("%d", clt_subjects_find (self->subjects, test->key, test->part));

  for (guint i = 0; i < self->subjects->len; i++)
    {
      g_ptr_array_add (keys, g_strdup_printf ("%u", i));
      g_ptr_array_add (labels, g_strdup (((CltSubject *) self->subjects->pdata[i])->label));
    }
  show_choices (pick->subject, keys, labels, chosen);
}

static void
show_operator (const Pick *pick, const CltTest *test, CltQuestionType type)
{
  GPtrArray *keys = new_texts (), *labels = new_texts ();
  g_autofree char *chosen = g_strdup_printf ("%d", (int) test->op);

  for (int op = 0; op < CLT_N_TEST_OPERATORS; op++)
    {
      if (!clt_test_operator_suits (op, type))
        continue;
      g_ptr_array_add (keys, g_strdup_printf ("%d", op));
      g_ptr_array_add (labels, g_strdup (clt_test_operator_get_label (op)));
    }
  show_choices (pick->op, keys, labels, chosen);
}

static void
show_value (Pick *pick, const CltTest *test, const CltSubject *subject, gboolean same)
{
  g_autofree char *about = g_strdup_printf ("%s[%s]", test->key, test->part);
  g_autoptr (GPtrArray) values = clt_subject_list_values (subject);
  const gboolean has_value = clt_test_operator_has_value (test->op);
  GPtrArray *keys = new_texts (), *labels = new_texts ();

  for (guint i = 0; i < values->len; i++)
    {
      const CltOption *value = values->pdata[i];

      g_ptr_array_add (keys, g_strdup (value->code));
      g_ptr_array_add (labels, g_strdup (value->label));
    }
  gtk_widget_set_visible (clt_field_row_get_widget (pick->choice), has_value && values->len > 0);
  gtk_widget_set_visible (clt_field_row_get_widget (pick->value), has_value && values->len == 0);
  show_choices (pick->choice, keys, labels, test->value);
  clt_field_row_show (pick->value, test->value, same && g_strcmp0 (pick->about, about) == 0);
  clt_set_str (&pick->about, about);
}

static void
set_pick_visible (const Pick *pick, gboolean visible)
{
  gtk_widget_set_visible (clt_field_row_get_widget (pick->subject), visible);
  gtk_widget_set_visible (clt_field_row_get_widget (pick->op), visible);
  if (visible)
    return;
  gtk_widget_set_visible (clt_field_row_get_widget (pick->choice), FALSE);
  gtk_widget_set_visible (clt_field_row_get_widget (pick->value), FALSE);
}

/* Takes the test away whose row has the button. */
static void
on_remove_clicked_cb (CltQuestionBranch *self, GtkWidget *button)
{
  for (guint i = 0; self->tests != NULL && i < self->tests->len; i++)
    {
      const Pick *pick = self->picks->pdata[i];

      if (!gtk_widget_is_ancestor (button, clt_field_row_get_widget (pick->subject)))
        continue;
      g_ptr_array_remove_index (self->tests, i);
      gtk_widget_grab_focus (self->add_button);
      tell (self);
      return;
    }
}

static void
add_pick (CltQuestionBranch *self)
{
  Pick *pick = g_new0 (Pick, 1);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  pick->subject = clt_field_row_new (self->list, self->picks->len == 0 ? _ ("Only if") : _ ("If"),
                                     CLT_FIELD_ROW_CHOICE, on_picked_cb, self);
  pick->op =
    clt_field_row_new (self->list, _ ("Comparison"), CLT_FIELD_ROW_CHOICE, on_picked_cb, self);
  pick->choice =
    clt_field_row_new (self->list, _ ("Answer"), CLT_FIELD_ROW_CHOICE, on_picked_cb, self);
  pick->value =
    clt_field_row_new (self->list, _ ("Answer"), CLT_FIELD_ROW_ENTRY, on_picked_cb, self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take this condition away"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take this condition away"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (clt_field_row_get_widget (pick->subject)), button);
  g_ptr_array_add (self->picks, pick);
}

static void
show_tests (CltQuestionBranch *self, gboolean same)
{
  const guint n = self->tests == NULL ? 0 : self->tests->len;

  for (guint i = 0; i < n; i++)
    {
      const CltTest *test = self->tests->pdata[i];
      const CltSubject *subject = get_subject (self, test);

      while (self->picks->len <= i)
        add_pick (self);
      set_pick_visible (self->picks->pdata[i], TRUE);
      show_subject (self, self->picks->pdata[i], test);
      show_operator (self->picks->pdata[i], test, subject->question->type);
      show_value (self->picks->pdata[i], test, subject, same);
    }
  for (guint i = n; i < self->picks->len; i++)
    set_pick_visible (self->picks->pdata[i], FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (clt_field_row_get_widget (self->join), n > 1);
  clt_field_row_show (self->join, self->any ? "any" : "all", TRUE);
}

/* What the person who adds a test goes on with. */
static void
settle_focus (CltQuestionBranch *self)
{
  const guint n = self->tests == NULL ? 0 : self->tests->len;

  if (self->wants_focus && n > 0)
    clt_field_row_focus (((Pick *) self->picks->pdata[n - 1])->subject);
  self->wants_focus = FALSE;
}

void
clt_question_branch_show (CltQuestionBranch *self,
                          const CltForm *form,
                          guint index,
                          const char *condition,
                          gboolean same)
{
  g_return_if_fail (CLT_IS_QUESTION_BRANCH (self));

  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_pointer (&self->tests, g_ptr_array_unref);
  self->subjects = clt_form_list_subjects (form, index);
  self->tests = clt_subjects_dup_picks (self->subjects, condition, &self->any);
  if (!same)
    self->wants_focus = FALSE;
  show_tests (self, same);
  clt_field_row_show (self->expression, condition, same);
  gtk_widget_set_visible (self->note_label, self->tests == NULL);
  gtk_widget_set_visible (self->add_button, self->tests != NULL && self->subjects->len > 0);
  gtk_button_set_label (GTK_BUTTON (self->add_button),
                        *condition == '\0' ? _ ("Ask It Only _If…") : _ ("_Another Condition"));
  /* the first question cannot ask about another */
  gtk_widget_set_visible (GTK_WIDGET (self), self->subjects->len > 0 || *condition != '\0');
  settle_focus (self);
}

void
clt_question_branch_flush (CltQuestionBranch *self)
{
  for (guint i = 0; self->tests != NULL && i < self->tests->len; i++)
    clt_field_row_flush (((Pick *) self->picks->pdata[i])->value);
  clt_field_row_flush (self->expression);
}

gboolean
clt_question_branch_focus_refused (CltQuestionBranch *self)
{
  CltFieldRow *refused = clt_field_row_is_refused (self->expression) ? self->expression : NULL;

  for (guint i = 0; refused == NULL && self->tests != NULL && i < self->tests->len; i++)
    {
      CltFieldRow *value = ((Pick *) self->picks->pdata[i])->value;

      if (clt_field_row_is_refused (value))
        refused = value;
    }
  if (refused != NULL)
    clt_field_row_focus (refused);
  return refused != NULL;
}

CltFieldRow *
clt_question_branch_get_row (CltQuestionBranch *self)
{
  return self->expression;
}

void
clt_question_branch_begin (CltQuestionBranch *self)
{
  g_return_if_fail (CLT_IS_QUESTION_BRANCH (self));

  if (self->tests == NULL || self->subjects->len == 0)
    clt_field_row_focus (self->expression);
  else if (self->tests->len == 0)
    on_add_cb (self);
  else
    clt_field_row_focus (((Pick *) self->picks->pdata[0])->subject);
}

/* ---- class ---------------------------------------------------------------------------------- */

static gboolean
clt_question_branch_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CLT_QUESTION_BRANCH (widget)->add_button);
}

static void
clt_question_branch_dispose (GObject *object)
{
  CltQuestionBranch *self = CLT_QUESTION_BRANCH (object);

  if (self->picks != NULL)
    g_ptr_array_foreach (self->picks, (GFunc) pick_free, NULL);
  g_clear_pointer (&self->picks, g_ptr_array_unref);
  g_clear_pointer (&self->join, clt_field_row_free);
  g_clear_pointer (&self->expression, clt_field_row_free);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_pointer (&self->tests, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_question_branch_parent_class)->dispose (object);
}

static void
clt_question_branch_class_init (CltQuestionBranchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_question_branch_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = clt_question_branch_grab_focus;
  signals[CHANGE] = g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
set_joins (CltQuestionBranch *self)
{
  const char *const keys[] = { "all", "any", NULL };
  const char *const labels[] = { _ ("all of them"), _ ("one of them"), NULL };

  clt_field_row_set_choices (self->join, keys, labels);
}

static GtkWidget *
new_note (void)
{
  GtkWidget *label =
    gtk_label_new (_ ("This expression says more than can be picked here. It stays "
                      "as it is; change it below."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
clt_question_branch_init (CltQuestionBranch *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *experts = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->picks = g_ptr_array_new ();
  self->list = clt_field_list_new (group, C_ ("question field", "When It Is Asked"));
  self->join =
    clt_field_row_new (self->list, _ ("What has to hold"), CLT_FIELD_ROW_CHOICE, on_join_cb, self);
  set_joins (self);
  self->expression =
    clt_field_row_new (clt_field_list_new (experts, C_ ("question field", "For Experts")),
                       _ ("As an expression, such as q1 = yes"), CLT_FIELD_ROW_ENTRY,
                       on_expression_cb, self);
  self->note_label = new_note ();
  self->add_button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->add_button), TRUE);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (on_add_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  gtk_box_append (GTK_BOX (box), self->note_label);
  gtk_box_append (GTK_BOX (box), self->add_button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (experts));
  adw_bin_set_child (ADW_BIN (self), box);
}
