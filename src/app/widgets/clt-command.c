/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-command.h"

#include "core/base/clt-i18n.h"

char *
clt_command_dup_label (const CltCommand *command)
{
  g_auto (GStrv) parts = NULL;
  const char *title;

  g_return_val_if_fail (command != NULL, NULL);

  title = _ (command->title);
  /* Chinese mnemonics stand apart, in brackets: 打开(_O)… */
  if (strstr (title, "(_") != NULL)
    {
      g_autoptr (GRegex) regex = g_regex_new ("\\(_.\\)", 0, 0, NULL);

      return g_regex_replace_literal (regex, title, -1, 0, "", 0, NULL);
    }
  parts = g_strsplit (title, "_", -1);
  return g_strjoinv ("", parts);
}

static void
add_shortcut (GtkWidgetClass *widget_class, const char *key, const char *detailed_action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GtkShortcut) shortcut = NULL;

  if (!g_action_parse_detailed_name (detailed_action, &name, &target, NULL))
    g_assert_not_reached ();
  shortcut =
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_widget_class_add_shortcut (widget_class, shortcut);
}

void
clt_command_group_bind (const CltCommandGroup *group, GtkWidgetClass *widget_class)
{
  g_return_if_fail (group != NULL);

  for (guint i = 0; i < group->n_commands; i++)
    {
      g_auto (GStrv) keys = NULL;

      if (group->commands[i].keys == NULL)
        continue;
      keys = g_strsplit (group->commands[i].keys, " ", -1);
      for (guint k = 0; keys[k] != NULL; k++)
        add_shortcut (widget_class, keys[k], group->commands[i].action);
    }
}
