/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-command.h"

#include "core/base/clt-i18n.h"

char *
clt_command_dup_plain (const char *title)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  /* Chinese mnemonics stand apart, in brackets: 打开(_O)… */
  if (strstr (title, "(_") != NULL)
    {
      g_autoptr (GRegex) regex = g_regex_new ("\\(_.\\)", 0, 0, NULL);

      return g_regex_replace_literal (regex, title, -1, 0, "", 0, NULL);
    }
  parts = g_strsplit (title, "_", -1);
  return g_strjoinv ("", parts);
}

char *
clt_command_dup_label (const CltCommand *command)
{
  g_return_val_if_fail (command != NULL, NULL);

  return clt_command_dup_plain (_ (command->title));
}

/* ---- what cannot be done now ---------------------------------------------------------------- */

/* The actions of a widget that are disabled: GTK 4.8 does not tell. */
static GHashTable *
get_disabled (GtkWidget *widget)
{
  GHashTable *disabled = g_object_get_data (G_OBJECT (widget), "clt-disabled");

  if (disabled == NULL)
    {
      disabled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (widget), "clt-disabled", disabled,
                              (GDestroyNotify) g_hash_table_unref);
    }
  return disabled;
}

void
clt_command_set_enabled (GtkWidget *widget, const char *action, gboolean enabled)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_action_set_enabled (widget, action, enabled);
  if (enabled)
    g_hash_table_remove (get_disabled (widget), action);
  else
    g_hash_table_add (get_disabled (widget), g_strdup (action));
}

static GQuark
get_group_quark (void)
{
  return g_quark_from_static_string ("clt-command-group");
}

static void
refuse (GtkWidget *widget, const char *action)
{
  const CltCommandGroup *group = g_type_get_qdata (G_OBJECT_TYPE (widget), get_group_quark ());

  for (guint i = 0; group != NULL && i < group->n_commands; i++)
    if (g_str_equal (group->commands[i].action, action))
      {
        g_autofree char *label = clt_command_dup_label (&group->commands[i]);
        /* Translators: %s is a command, as in the menu. */
        g_autofree char *text = g_strdup_printf (_ ("Not possible with what is chosen: %s"), label);

        gtk_widget_activate_action (widget, "win.tell", "s", text);
      }
}

gboolean
clt_command_activate (GtkWidget *widget, const char *action, GVariant *target)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  if (g_hash_table_contains (get_disabled (widget), action))
    {
      refuse (widget, action);
      return TRUE;
    }
  return gtk_widget_activate_action_variant (widget, action, target);
}

/* ---- keys ----------------------------------------------------------------------------------- */

static gboolean
on_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  const CltCommand *command = user_data;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (command->action, &name, &target, NULL))
    g_assert_not_reached ();
  return clt_command_activate (widget, name, target);
}

typedef void (*TakeShortcut) (gpointer owner, GtkShortcut *shortcut);

static void
add_shortcuts (const CltCommand *command, TakeShortcut take, gpointer owner)
{
  g_auto (GStrv) keys = g_strsplit (command->keys == NULL ? "" : command->keys, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      GtkShortcutAction *action = gtk_callback_action_new (on_key, (gpointer) command, NULL);

      take (owner, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]), action));
    }
}

static void
take_for_class (gpointer owner, GtkShortcut *shortcut)
{
  gtk_widget_class_add_shortcut (owner, shortcut);
  g_object_unref (shortcut);
}

static void
take_for_widget (gpointer owner, GtkShortcut *shortcut)
{
  gtk_shortcut_controller_add_shortcut (owner, shortcut);
}

void
clt_command_group_bind (const CltCommandGroup *group, GtkWidgetClass *widget_class)
{
  g_return_if_fail (group != NULL);

  g_type_set_qdata (G_TYPE_FROM_CLASS (widget_class), get_group_quark (), (gpointer) group);
  for (guint i = 0; i < group->n_commands; i++)
    if (group->commands[i].turn != CLT_KEY_FIRST)
      add_shortcuts (&group->commands[i], take_for_class, widget_class);
}

void
clt_command_group_install (const CltCommandGroup *group,
                           const CltCommandAction *actions,
                           guint n_actions,
                           GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < n_actions; i++)
    gtk_widget_class_install_action (widget_class, actions[i].action, actions[i].parameter,
                                     actions[i].activate);
  clt_command_group_bind (group, widget_class);
}

void
clt_command_group_capture (const CltCommandGroup *group, GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (group != NULL);

  for (guint i = 0; i < group->n_commands; i++)
    if (group->commands[i].turn == CLT_KEY_FIRST)
      add_shortcuts (&group->commands[i], take_for_widget, controller);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, controller);
}

void
clt_command_undo_behind (GtkWidget *window, const char *action, GVariant *parameter)
{
  GtkWindow *behind = gtk_window_get_transient_for (GTK_WINDOW (window));

  if (behind != NULL)
    gtk_widget_activate_action (GTK_WIDGET (behind), "win.undo", NULL);
}
