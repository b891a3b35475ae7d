/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A command is an action with a name for people and its keys. One table a place feeds the
 * accelerators, the menu, the shortcuts window and the command palette, so that they cannot
 * drift apart. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_KEY_OWN,    /* no text and no list has a use for the key, unless people just type it */
  CLT_KEY_SHARED, /* a text or a list that has the focus uses it in its own way */
  CLT_KEY_FIRST,  /* taken before a text or a list sees it: clt_command_group_capture() */
} CltKeyTurn;

typedef struct
{
  const char *action; /* detailed action name: "win.undo", "win.show-page::today" */
  const char *title;  /* msgid in header capitals, with its mnemonic */
  const char *keys;   /* accelerators separated by blanks, or NULL */
  gboolean in_palette;
  CltKeyTurn turn;
} CltCommand;

typedef struct
{
  const char *title; /* msgid */
  const CltCommand *commands;
  guint n_commands;
} CltCommandGroup;

/* What carries a command out. */
typedef struct
{
  const char *action;
  GtkWidgetActionActivateFunc activate;
  const char *parameter; /* (nullable): its type */
} CltCommandAction;

/* A translated @title without its mnemonic. (transfer full) */
char *clt_command_dup_plain (const char *title);
/* Likewise, of @command. (transfer full) */
char *clt_command_dup_label (const CltCommand *command);
/* Binds the keys of @group's commands to actions that the widget class has installed. @group is
 * static. */
void clt_command_group_bind (const CltCommandGroup *group, GtkWidgetClass *widget_class);
/* The same, and installs the actions: those of the group and others that no key and no menu knows. */
void clt_command_group_install (const CltCommandGroup *group,
                                const CltCommandAction *actions,
                                guint n_actions,
                                GtkWidgetClass *widget_class);
/* The keys of @group that come first, for one widget. */
void clt_command_group_capture (const CltCommandGroup *group, GtkWidget *widget);
/* Whether @action can be carried out now. Unlike after gtk_widget_action_set_enabled(), whoever asks
 * for it by its key or in the palette is told that it cannot. */
void clt_command_set_enabled (GtkWidget *widget, const char *action, gboolean enabled);
/* FALSE: @widget knows no such action. @target: (nullable) */
gboolean clt_command_activate (GtkWidget *widget, const char *action, GVariant *target);
/* What carries out “undo” in a window that stands before another: that one has the history. */
void clt_command_undo_behind (GtkWidget *window, const char *action, GVariant *parameter);

G_END_DECLS
