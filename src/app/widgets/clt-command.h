/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A command is an action with a name for people and its keys. One table a place feeds the
 * accelerators, the menu, the shortcuts window and the command palette, so that they cannot
 * drift apart. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *action; /* detailed action name: "win.undo", "win.show-page::today" */
  const char *title;  /* msgid in header capitals, with its mnemonic */
  const char *keys;   /* accelerators separated by blanks, or NULL */
  gboolean in_palette;
} CltCommand;

typedef struct
{
  const char *title; /* msgid */
  const CltCommand *commands;
  guint n_commands;
} CltCommandGroup;

/* The translated title without its mnemonic. (transfer full) */
char *clt_command_dup_label (const CltCommand *command);
/* Binds the keys of @group's commands to actions that the widget class has installed. */
void clt_command_group_bind (const CltCommandGroup *group, GtkWidgetClass *widget_class);

G_END_DECLS
