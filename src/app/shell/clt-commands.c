/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-commands.h"

#include "app/shell/clt-places.h"
#include "app/widgets/clt-tab-page.h"
#include "core/base/clt-i18n.h"

/* Alt+number follows the order of all places that the program is meant to have, so that a key
 * never changes its place. */
static const CltCommand place_commands[] = {
  { "win.show-page::today", N_ ("_Today"), "<Alt>1", TRUE },
  { "win.show-page::dashboard", N_ ("_Dashboard"), "<Alt>2", TRUE },
  { "win.show-page::clients", N_ ("_Clients"), "<Alt>3", TRUE },
  { "win.show-page::services", N_ ("_Services"), "<Alt>4", TRUE },
  { "win.show-page::training", N_ ("_Training"), "<Alt>5", TRUE },
  { "win.show-page::callbacks", N_ ("Call_backs"), "<Alt>6", TRUE },
  { "win.show-page::complaints", N_ ("_Complaints"), "<Alt>7", TRUE },
};

static const CltCommand edit_commands[] = {
  { "win.palette", N_ ("_Find Anything…"), "<Control>k", FALSE },
  { "win.search", N_ ("_Search Here"), "<Control>f", TRUE },
  { "win.undo", N_ ("_Undo"), "<Control>z", TRUE, CLT_KEY_FIRST },
  { "win.redo", N_ ("_Redo"), "<Control><Shift>z", TRUE, CLT_KEY_FIRST },
  { "win.log-contact", N_ ("_Log a Contact…"), "<Control>l", TRUE },
  { "win.plan-call", N_ ("Plan a Call_back…"), "<Control><Shift>k", TRUE },
  { "win.register-complaint", N_ ("Register a Complai_nt…"), "<Control>m", TRUE },
  { "win.history", N_ ("_History"), "<Control>h", TRUE },
  { "win.preferences-page::segments", N_ ("Se_gments…"), NULL, TRUE },
  { "win.preferences-page::sending", N_ ("_Mail Server and SMS Gateway…"), NULL, TRUE },
  { "win.preferences-page::training", N_ ("Preferences of T_raining…"), NULL, TRUE },
  { "win.preferences", N_ ("_Preferences"), "<Control>comma", TRUE },
};

static const CltCommand file_commands[] = {
  { "app.new", N_ ("_New Branch…"), "<Control><Shift>n", TRUE },
  { "app.open", N_ ("_Open…"), "<Control>o", TRUE },
  { "app.demo", N_ ("_Demo Branch"), NULL, TRUE },
  { "win.import", N_ ("_Import…"), "<Control>i", TRUE },
  { "win.export", N_ ("_Export…"), "<Control>e", TRUE },
  { "win.print", N_ ("_Print…"), "<Control>p", TRUE },
  { "win.tier-run", N_ ("_Tier Run…"), "<Control>r", TRUE },
  { "win.back-up", N_ ("_Back Up Now"), NULL, TRUE },
};

static const CltCommand window_commands[] = {
  { "win.toggle-sidebar", N_ ("Side_bar"), "F9", TRUE },
  { "win.toggle-fullscreen", N_ ("Full S_creen"), "F11", TRUE },
  { "win.main-menu", N_ ("Main _Menu"), "F10", FALSE },
  { "win.shortcuts", N_ ("_Keyboard Shortcuts"), "<Control>question", TRUE },
  { "window.close", N_ ("Close _Window"), "<Control>w", TRUE },
  { "app.about", N_ ("_About Clientele"), NULL, TRUE },
  { "app.quit", N_ ("_Quit"), "<Control>q", TRUE },
};

static const CltCommandGroup groups[] = {
  { N_ ("Places"), place_commands, G_N_ELEMENTS (place_commands) },
  { N_ ("General"), edit_commands, G_N_ELEMENTS (edit_commands) },
  { N_ ("File"), file_commands, G_N_ELEMENTS (file_commands) },
  { N_ ("Window"), window_commands, G_N_ELEMENTS (window_commands) },
};

/* The main menu: sections of actions, NULL between sections. */
static const char *const menu_actions[] = {
  "app.new",       "app.open",  NULL,          "win.import",  "win.export", "win.print",
  "win.tier-run",  NULL,        "win.history", "win.back-up", NULL,         "win.preferences",
  "win.shortcuts", "app.about",
};

const CltCommandGroup *
clt_commands_get_groups (guint *n_groups)
{
  *n_groups = G_N_ELEMENTS (groups);
  return groups;
}

const CltCommand *
clt_commands_find (const char *action)
{
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g].n_commands; i++)
      if (g_str_equal (groups[g].commands[i].action, action))
        return &groups[g].commands[i];
  return NULL;
}

void
clt_commands_set_accels (GtkApplication *application)
{
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g].n_commands; i++)
      {
        const CltCommand *command = &groups[g].commands[i];
        g_auto (GStrv) keys = NULL;

        if (command->keys == NULL)
          continue;
        keys = g_strsplit (command->keys, " ", -1);
        gtk_application_set_accels_for_action (application, command->action,
                                               (const char *const *) keys);
      }
}

GMenuModel *
clt_commands_build_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (menu_actions); i++)
    {
      const CltCommand *command;

      if (menu_actions[i] == NULL)
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          g_object_unref (section);
          section = g_menu_new ();
          continue;
        }
      command = clt_commands_find (menu_actions[i]);
      g_assert (command != NULL);
      g_menu_append (section, _ (command->title), command->action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static void
write_group (GString *xml, const CltCommandGroup *group)
{
  g_autofree char *title = g_markup_printf_escaped (
    "<child><object class=\"GtkShortcutsGroup\"><property name=\"title\">%s</property>",
    _ (group->title));

  g_string_append (xml, title);
  for (guint i = 0; i < group->n_commands; i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *item = NULL;

      if (group->commands[i].keys == NULL)
        continue;
      label = clt_command_dup_label (&group->commands[i]);
      item = g_markup_printf_escaped (
        "<child><object class=\"GtkShortcutsShortcut\"><property name=\"title\">%s</property>"
        "<property name=\"accelerator\">%s</property></object></child>",
        label, group->commands[i].keys);
      g_string_append (xml, item);
    }
  g_string_append (xml, "</object></child>");
}

static void
begin_section (GString *xml, const char *name, const char *title)
{
  g_autofree char *text = g_markup_printf_escaped (
    "<child><object class=\"GtkShortcutsSection\"><property name=\"section-name\">%s</property>"
    "<property name=\"title\">%s</property><property name=\"max-height\">18</property>",
    name, title);

  g_string_append (xml, text);
}

static void
end_section (GString *xml)
{
  g_string_append (xml, "</object></child>");
}

char *
clt_commands_dup_tab_title (const CltPlace *place, const CltTabTable *table, guint tab)
{
  /* Translators: a place, one of its tabs. */
  return g_strdup_printf (C_ ("shortcuts", "%s – %s"), _ (place->title),
                          clt_tab_table_get_title (table, tab));
}

/* Each tab has the keys of its place, too. */
static void
write_tabs (GString *xml, const CltPlace *place, const CltTabTable *table)
{
  const CltCommandGroup own = { place->title, table->commands, table->n_commands };

  for (guint i = 0; i < table->n_tabs; i++)
    {
      g_autofree char *name = g_strconcat (place->name, ".", table->tabs[i].name, NULL);
      g_autofree char *title = clt_commands_dup_tab_title (place, table, i);

      begin_section (xml, name, title);
      write_group (xml, &own);
      write_group (xml, table->tabs[i].get_commands ());
      for (const CltCommandGroup *keys = table->tabs[i].keys; keys != NULL && keys->title != NULL;
           keys++)
        write_group (xml, keys);
      end_section (xml);
    }
}

static void
write_place (GString *xml, const CltPlace *place)
{
  const CltTabTable *table = clt_tab_table_find (place->get_type ());

  if (table != NULL)
    {
      write_tabs (xml, place, table);
      return;
    }
  if (place->get_commands == NULL)
    return;
  begin_section (xml, place->name, _ (place->title));
  write_group (xml, place->get_commands ());
  end_section (xml);
}

/* GTK 4.8 takes the contents of a shortcuts window from XML only. One section for what works
 * everywhere and one a place or tab: a section of more than one page draws buttons whose labels GTK
 * itself warns about. */
GtkWidget *
clt_commands_build_shortcuts_window (const char *section)
{
  g_autoptr (GString) xml =
    g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"shortcuts\">"
                  "<property name=\"modal\">1</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWidget *shortcuts;
  guint n_places;
  const CltPlace *places = clt_places_get (&n_places);

  begin_section (xml, CLT_SHORTCUTS_EVERYWHERE, _ ("Everywhere"));
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    write_group (xml, &groups[g]);
  end_section (xml);
  for (guint p = 0; p < n_places; p++)
    write_place (xml, &places[p]);
  g_string_append (xml, "</object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  shortcuts = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  g_object_set (shortcuts, "section-name", section, NULL);
  return g_object_ref (shortcuts);
}
