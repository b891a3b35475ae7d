/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-rules-page.h"

#include "app/shell/clt-rule-editor.h"
#include "core/base/clt-i18n.h"

struct _CltRulesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *tier_group;
  AdwPreferencesGroup *indicator_group;
  AdwPreferencesGroup *other_group;

  CltDesk *desk;    /* owned (nullable) */
  GPtrArray *rules; /* owned (nullable): CltRule */
  GPtrArray *rows;  /* borrowed from the groups */
};

G_DEFINE_FINAL_TYPE (CltRulesPage, clt_rules_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *const thresholds[] = { "tier.ordinary", "tier.major", "tier.high-end", NULL };

static void
on_row_activated_cb (AdwActionRow *row, gpointer user_data)
{
  CltRulesPage *self = user_data;
  const char *name = g_object_get_data (G_OBJECT (row), "clt-rule");
  const char *const one[] = { name, NULL };

  clt_rule_editor_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->desk,
                           self->rules, g_strv_contains (thresholds, name) ? thresholds : one);
}

static AdwPreferencesGroup *
get_group (CltRulesPage *self, const char *name)
{
  if (g_str_has_prefix (name, "tier."))
    return self->tier_group;
  if (g_str_has_prefix (name, "churn.") || g_str_has_prefix (name, "dormancy.") ||
      g_str_has_prefix (name, "sleeping.") || g_str_has_prefix (name, "loss."))
    return self->indicator_group;
  return self->other_group;
}

static void
add_row (CltRulesPage *self, const CltRule *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value_label = gtk_label_new (NULL);
  g_autofree char *value = clt_rule_format_value (rule->name, rule->value);
  g_autofree char *day = clt_day_format (rule->valid_from);
  /* Translators: %s is a date. */
  g_autofree char *since = g_strdup_printf (_ ("In force since %s"), day);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), clt_rule_get_label (rule->name));
  if (rule->valid_from >= 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), since);
  gtk_label_set_label (GTK_LABEL (value_label), value);
  gtk_widget_add_css_class (value_label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value_label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "clt-rule", g_strdup (rule->name), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated_cb), self, 0);
  adw_preferences_group_add (get_group (self, rule->name), row);
  g_ptr_array_add (self->rows, row);
}

/* The rows are by name, then date: the last one up to @today is in force. */
static void
add_row_of (CltRulesPage *self, const char *name, CltDay today)
{
  const CltRule *found = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const CltRule *rule = self->rules->pdata[i];

      if (g_str_equal (rule->name, name) && rule->valid_from <= today)
        found = rule;
    }
  if (found != NULL)
    add_row (self, found);
}

/* The thresholds first, then as core lists them. */
static void
show_rules (CltRulesPage *self)
{
  CltDay today = clt_today ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      const char *name = g_object_get_data (G_OBJECT (row), "clt-rule");

      adw_preferences_group_remove (get_group (self, name), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; thresholds[i] != NULL; i++)
    add_row_of (self, thresholds[i], today);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CltRule *rule = self->rules->pdata[i];

      if (!g_strv_contains (thresholds, rule->name) &&
          (i == 0 || !g_str_equal (((CltRule *) self->rules->pdata[i - 1])->name, rule->name)))
        add_row_of (self, rule->name, today);
    }
}

static gpointer
list_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_rules_list (conn, error);
}

static void
on_store_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltRulesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rules = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (rules == NULL || self->desk == NULL)
    return;
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = rules;
  show_rules (self);
}

static void
load (CltRulesPage *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       list_in_worker, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                       on_store_listed_cb, g_object_ref (self));
}

void
clt_rules_page_set_desk (CltRulesPage *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_RULES_PAGE (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

static void
clt_rules_page_dispose (GObject *object)
{
  CltRulesPage *self = CLT_RULES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_RULES_PAGE);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (clt_rules_page_parent_class)->dispose (object);
}

static void
clt_rules_page_class_init (CltRulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_rules_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltRulesPage, tier_group);
  gtk_widget_class_bind_template_child (widget_class, CltRulesPage, indicator_group);
  gtk_widget_class_bind_template_child (widget_class, CltRulesPage, other_group);
}

static void
clt_rules_page_init (CltRulesPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
