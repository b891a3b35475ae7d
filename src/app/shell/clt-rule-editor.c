/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-rule-editor.h"

#include <math.h>

#include "app/widgets/clt-css-class.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

#define MAX_RULES 3

struct _CltRuleEditor
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *value_group;
  AdwEntryRow *from_row;
  AdwEntryRow *note_row;
  AdwPreferencesGroup *history_group;
  GtkLabel *error_label;
  GtkButton *apply_button;

  CltDesk *desk; /* owned */
  guint n_rules;
  char *names[MAX_RULES]; /* owned */
  AdwEntryRow *value_rows[MAX_RULES];
};

G_DEFINE_FINAL_TYPE (CltRuleEditor, clt_rule_editor, ADW_TYPE_WINDOW)

static gboolean
is_ratio (const char *name)
{
  return g_str_equal (clt_rule_get_unit (name), "ratio");
}

static const char *
get_unit_label (const char *name)
{
  /* a ratio is edited in per cent */
  return is_ratio (name) ? "%" : clt_rule_get_unit_label (name);
}

/* As it stands in the field: a ratio in per cent, no trailing zeros. */
static char *
dup_plain (const char *name, double value)
{
  return g_strdup_printf ("%.10g", is_ratio (name) ? value * 100.0 : value);
}

char *
clt_rule_format_value (const char *name, double value)
{
  double shown = is_ratio (name) ? value * 100.0 : value;
  g_autofree char *number =
    shown == floor (shown) ? clt_count_format ((gint64) shown) : g_strdup_printf ("%.10g", shown);

  /* Translators: a number and its unit. */
  return g_strdup_printf (C_ ("rule", "%s %s"), number, get_unit_label (name));
}

/* ---- saving ------------------------------------------------------------------------------- */

typedef struct
{
  char *names[MAX_RULES];
  CltRuleValue values[MAX_RULES];
  guint n;
  CltDay from;
  char *note;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  for (guint i = 0; i < change->n; i++)
    g_free (change->names[i]);
  g_free (change->note);
  g_free (change);
}

static gboolean
set_rules (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_rules_set_all (conn, change->values, change->n, change->from, change->note, error);
}

static void
mark (AdwEntryRow *row, gboolean good)
{
  clt_css_class_set (GTK_WIDGET (row), "error", !good);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

/* (nullable): NULL when a field is wrong, which is then marked. */
static Change *
read_change (CltRuleEditor *self)
{
  Change *change = g_new0 (Change, 1);
  gboolean good =
    clt_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->from_row)), &change->from);

  mark (self->from_row, good);
  change->n = self->n_rules;
  change->note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_row)));
  for (guint i = 0; i < self->n_rules; i++)
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->value_rows[i]));
      g_auto (GStrv) parts = g_strsplit (text, ",", -1);
      g_autofree char *plain = g_strstrip (g_strjoinv ("", parts));
      char *end;
      double value = g_ascii_strtod (plain, &end);
      gboolean number = end != plain && *end == '\0';

      mark (self->value_rows[i], number);
      good = good && number;
      change->names[i] = g_strdup (self->names[i]);
      change->values[i].name = change->names[i];
      change->values[i].value = is_ratio (self->names[i]) ? value / 100.0 : value;
    }
  if (good)
    return change;
  change_free (change);
  return NULL;
}

static void
on_desk_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltRuleEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), TRUE);
}

static void
on_apply_cb (CltRuleEditor *self)
{
  Change *change = read_change (self);

  if (change == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), FALSE);
  clt_desk_act_async (self->desk, "rules.set", clt_rule_get_label (self->names[0]), set_rules,
                      change, change_free, on_desk_acted_cb, g_object_ref (self));
}

/* ---- showing ------------------------------------------------------------------------------ */

/* The value in force on @day, NAN: none. */
static double
find_value (GPtrArray *rules, const char *name, CltDay day)
{
  double value = NAN;

  for (guint i = 0; i < rules->len; i++)
    {
      const CltRule *rule = rules->pdata[i];

      if (g_str_equal (rule->name, name) && rule->valid_from <= day)
        value = rule->value;
    }
  return value;
}

static void
add_value_row (CltRuleEditor *self, GPtrArray *rules, const char *name)
{
  AdwEntryRow *row = ADW_ENTRY_ROW (adw_entry_row_new ());
  double value = find_value (rules, name, clt_today ());
  g_autofree char *text = isnan (value) ? g_strdup ("") : dup_plain (name, value);
  /* Translators: name of a rule and the unit of its value. */
  g_autofree char *title =
    g_strdup_printf (C_ ("rule", "%s (%s)"), clt_rule_get_label (name), get_unit_label (name));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_apply_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->value_group, GTK_WIDGET (row));
  self->names[self->n_rules] = g_strdup (name);
  self->value_rows[self->n_rules++] = row;
}

static void
add_history (CltRuleEditor *self, GPtrArray *rules, const char *name)
{
  for (guint i = rules->len; i-- > 0;)
    {
      const CltRule *rule = rules->pdata[i];
      GtkWidget *row;
      g_autofree char *value = NULL;
      g_autofree char *day = NULL;
      g_autofree char *since = NULL;

      if (!g_str_equal (rule->name, name))
        continue;
      row = adw_action_row_new ();
      value = clt_rule_format_value (name, rule->value);
      day = clt_day_format (rule->valid_from);
      /* Translators: %s is a date. */
      since = g_strdup_printf (_ ("From %s"), day);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value);
      /* The first row of a file holds since ever. */
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                   rule->valid_from < 0 ? _ ("From the beginning") : since);
      adw_preferences_group_add (self->history_group, row);
    }
}

static void
clt_rule_editor_dispose (GObject *object)
{
  CltRuleEditor *self = CLT_RULE_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_RULE_EDITOR);
  g_clear_object (&self->desk);
  for (guint i = 0; i < self->n_rules; i++)
    g_clear_pointer (&self->names[i], g_free);
  self->n_rules = 0;

  G_OBJECT_CLASS (clt_rule_editor_parent_class)->dispose (object);
}

static void
clt_rule_editor_class_init (CltRuleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_rule_editor_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CltRuleEditor, value_group);
  gtk_widget_class_bind_template_child (widget_class, CltRuleEditor, from_row);
  gtk_widget_class_bind_template_child (widget_class, CltRuleEditor, note_row);
  gtk_widget_class_bind_template_child (widget_class, CltRuleEditor, history_group);
  gtk_widget_class_bind_template_child (widget_class, CltRuleEditor, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltRuleEditor, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_rule_editor_init (CltRuleEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_dialogs_add_confirm_key (GTK_WIDGET (self));
}

void
clt_rule_editor_present (GtkWindow *parent,
                         CltDesk *desk,
                         GPtrArray *rules,
                         const char *const *names)
{
  CltRuleEditor *self = g_object_new (CLT_TYPE_RULE_EDITOR, "transient-for", parent, NULL);
  g_autofree char *today = clt_day_format (clt_today ());

  self->desk = g_object_ref (desk);
  gtk_editable_set_text (GTK_EDITABLE (self->from_row), today);
  for (guint i = 0; names[i] != NULL && i < MAX_RULES; i++)
    add_value_row (self, rules, names[i]);
  /* The thresholds have three histories; one would not tell enough. */
  if (self->n_rules == 1)
    add_history (self, rules, names[0]);
  gtk_widget_set_visible (GTK_WIDGET (self->history_group), self->n_rules == 1);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->value_rows[0]));
}
