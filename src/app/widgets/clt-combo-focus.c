/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-combo-focus.h"

#include <string.h>

#include "app/widgets/clt-widget-tree.h"
#include "core/base/clt-pinyin.h"

#define LONG_CHARS 32
/* Letters that come closer after each other belong to one word. */
#define WORD_MS 1000

/* (nullable) (transfer none): the choice @index of the open list in @popover. A list too long to have a
 * widget for each of its rows does not say which row a widget is. */
static GtkWidget *
find_choice (GtkWidget *popover, guint index, guint n_choices)
{
  GtkWidget *list = clt_widget_find (popover, GTK_TYPE_LIST_VIEW), *found = NULL;
  guint n = 0;

  if (list == NULL)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (n++ == index)
      found = child;
  return n == n_choices ? found : NULL;
}

static void
on_popover_notify_visible_cb (GtkWidget *popover, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *ticked;

  if (!gtk_widget_get_visible (popover))
    return;
  ticked = find_choice (popover, adw_combo_row_get_selected (row),
                        g_list_model_get_n_items (adw_combo_row_get_model (row)));
  if (ticked != NULL)
    gtk_widget_grab_focus (ticked);
}

/* ---- typing -------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *combo; /* borrowed: it owns the controller that owns this */
  GString *word;    /* owned: what has been typed, in lower case */
  guint32 time;     /* of its last letter, in ms */
} Typing;

static void
typing_free (gpointer data, GClosure *closure)
{
  Typing *typing = data;

  g_string_free (typing->word, TRUE);
  g_free (typing);
}

/* By its text, and that in pinyin. */
static gboolean
begins_with (GListModel *choices, guint index, const char *word)
{
  g_autoptr (GObject) choice = g_list_model_get_item (choices, index);
  g_autofree char *text = NULL;
  g_autofree char *full = NULL;
  g_autofree char *initials = NULL;

  if (!GTK_IS_STRING_OBJECT (choice))
    return FALSE;
  text = g_utf8_strdown (gtk_string_object_get_string (GTK_STRING_OBJECT (choice)), -1);
  full = clt_pinyin_full (text);
  initials = clt_pinyin_initials (text);
  return g_str_has_prefix (text, word) || g_str_has_prefix (full, word) ||
         g_str_has_prefix (initials, word);
}

/* From @first on, around the end. -1: none. */
static int
find_word (GListModel *choices, guint first, const char *word)
{
  guint n = g_list_model_get_n_items (choices);

  for (guint i = 0; i < n; i++)
    if (begins_with (choices, (first + i) % n, word))
      return (int) ((first + i) % n);
  return -1;
}

/* The choice on which the keyboard is: in the open list that of the focus. */
static guint
get_current (GtkWidget *combo, GtkWidget *popover, guint n_choices)
{
  guint selected;

  g_object_get (combo, "selected", &selected, NULL);
  if (gtk_widget_get_visible (popover))
    for (guint i = 0; i < n_choices; i++)
      {
        GtkWidget *choice = find_choice (popover, i, n_choices);

        if (choice != NULL && gtk_widget_has_focus (choice))
          return i;
      }
  return selected;
}

static void
go_to (GtkWidget *combo, GtkWidget *popover, guint index, guint n_choices)
{
  GtkWidget *choice =
    gtk_widget_get_visible (popover) ? find_choice (popover, index, n_choices) : NULL;

  if (choice != NULL)
    {
      gtk_widget_grab_focus (choice);
      /* Enter takes what is selected, which follows the focus only where arrows moved it */
      gtk_widget_activate_action (choice, "listitem.select", "(bb)", FALSE, FALSE);
    }
  else if (!gtk_widget_get_visible (popover))
    g_object_set (combo, "selected", index, NULL);
}

/* Goes on with the word that is being typed, or, the same letter again, to the next that begins so. */
static int
find_typed (Typing *typing, GListModel *choices, guint current, const char *letter)
{
  gboolean again = g_str_equal (typing->word->str, letter);

  if (again)
    return find_word (choices, current + 1, letter);
  g_string_append (typing->word, letter);
  return find_word (choices, typing->word->len == strlen (letter) ? current + 1 : current,
                    typing->word->str);
}

static gboolean
on_key_pressed_cb (GtkEventController *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   Typing *typing)
{
  GtkWidget *combo = typing->combo;
  GtkWidget *popover = clt_widget_find (combo, GTK_TYPE_POPOVER);
  const guint32 time = gtk_event_controller_get_current_event_time (controller);
  const gunichar c = gdk_keyval_to_unicode (keyval);
  g_autoptr (GListModel) choices = NULL;
  char letter[7] = "";
  int index;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !g_unichar_isgraph (c))
    return GDK_EVENT_PROPAGATE;
  g_object_get (combo, "model", &choices, NULL);
  if (choices == NULL || g_list_model_get_n_items (choices) == 0)
    return GDK_EVENT_PROPAGATE;
  if (time - typing->time > WORD_MS)
    g_string_truncate (typing->word, 0);
  g_unichar_to_utf8 (g_unichar_tolower (c), letter);
  index = find_typed (typing, choices,
                      get_current (combo, popover, g_list_model_get_n_items (choices)), letter);
  if (index < 0)
    {
      /* no choice: it may be the key of a command */
      g_string_truncate (typing->word, 0);
      return GDK_EVENT_PROPAGATE;
    }
  typing->time = time;
  go_to (combo, popover, (guint) index, g_list_model_get_n_items (choices));
  return GDK_EVENT_STOP;
}

/* On @widget: @combo, or its open list, which keeps keys to itself. */
static void
listen (GtkWidget *widget, GtkWidget *combo)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  Typing *typing = g_new0 (Typing, 1);

  typing->combo = combo;
  typing->word = g_string_new (NULL);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), typing, typing_free,
                         0);
  gtk_widget_add_controller (widget, keys);
}

void
clt_combo_focus_type (GtkWidget *combo)
{
  GtkWidget *popover = clt_widget_find (combo, GTK_TYPE_POPOVER);

  g_return_if_fail (popover != NULL);

  listen (combo, combo);
  listen (popover, combo);
}

void
clt_combo_focus_tick (AdwComboRow *row)
{
  GtkWidget *popover = clt_widget_find (GTK_WIDGET (row), GTK_TYPE_POPOVER);

  g_return_if_fail (popover != NULL);

  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (on_popover_notify_visible_cb),
                           row, G_CONNECT_AFTER);
  /* Enter opens the choices also in a window with a default button, which would take it */
  gtk_widget_set_receives_default (GTK_WIDGET (row), TRUE);
  clt_combo_focus_type (GTK_WIDGET (row));
}

static void
on_item_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *label = child == NULL ? NULL : clt_widget_find (child, GTK_TYPE_LABEL);

  if (label != NULL)
    gtk_label_set_max_width_chars (GTK_LABEL (label), LONG_CHARS);
}

void
clt_combo_show_long (AdwComboRow *row)
{
  GtkListItemFactory *factory = adw_combo_row_get_factory (row);

  if (GTK_IS_SIGNAL_LIST_ITEM_FACTORY (factory))
    g_signal_connect (factory, "setup", G_CALLBACK (on_item_setup_cb), NULL);
}
