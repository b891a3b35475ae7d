/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-side-list.h"

#include <string.h>

#include "app/widgets/clt-css-class.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-pinyin.h"
#include "core/clients/clt-search-key.h"

struct _CltSideList
{
  AdwBin parent_instance;

  gboolean quiet;
  char *words; /* owned (nullable): what is searched, folded */

  GtkListBox *list;
  GtkWidget *search_entry; /* (nullable) */
  GtkWidget *nothing;      /* (nullable): what is shown when no line fits the search */
};

G_DEFINE_FINAL_TYPE (CltSideList, clt_side_list, ADW_TYPE_BIN)

enum
{
  PROP_LABEL = 1,
  PROP_SEARCH_LABEL,
};

enum
{
  ROW_SELECTED,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- lines --------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A column of title and note, then the count. */
static GtkListBoxRow *
add_row (CltSideList *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *note = new_label ("dim-label");
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "numeric");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), new_label (NULL));
  gtk_box_append (GTK_BOX (column), note);
  gtk_box_append (GTK_BOX (box), column);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  return GTK_LIST_BOX_ROW (row);
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text == NULL ? "" : text);
  gtk_widget_set_visible (label, text != NULL);
}

static void
name_row (GtkListBoxRow *row, const CltSideLine *line)
{
  const char *rest = line->note != NULL ? line->note : line->count;
  g_autofree char *name = NULL;

  /* Translators: what a line of a list stands for, then a note or a number. */
  name = rest == NULL ? g_strdup (line->title)
                      : g_strdup_printf (C_ ("side list", "%s: %s"), line->title, rest);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
clt_side_list_show (CltSideList *self, guint index, const CltSideLine *line)
{
  GtkListBoxRow *row;
  GtkWidget *box, *column, *count;

  g_return_if_fail (CLT_IS_SIDE_LIST (self));
  g_return_if_fail (line != NULL);

  row = gtk_list_box_get_row_at_index (self->list, (int) index);
  if (row == NULL)
    row = add_row (self);
  box = gtk_list_box_row_get_child (row);
  column = gtk_widget_get_first_child (box);
  count = gtk_widget_get_last_child (box);
  set_text (gtk_widget_get_first_child (column), line->title);
  set_text (gtk_widget_get_last_child (column), line->note);
  set_text (count, line->count);
  clt_css_class_set (box, "push-row", line->note != NULL);
  clt_css_class_set (box, "dim-label", line->dim);
  clt_css_class_set (count, "warning", line->warn);
  name_row (row, line);
}

void
clt_side_list_truncate (CltSideList *self, guint n)
{
  GtkListBoxRow *row;

  g_return_if_fail (CLT_IS_SIDE_LIST (self));

  self->quiet = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->quiet = FALSE;
  gtk_list_box_invalidate_filter (self->list);
}

/* ---- searching ------------------------------------------------------------------------------ */

/* By the words themselves, or by their pinyin in full or in initials. */
static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  const CltSideList *self = user_data;
  GtkWidget *column = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));
  const char *title = gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (column)));
  g_autofree char *folded = NULL, *full = NULL, *initials = NULL;

  if (self->words == NULL)
    return TRUE;
  folded = clt_search_fold (title);
  full = clt_pinyin_full (title);
  initials = clt_pinyin_initials (title);
  return strstr (folded, self->words) != NULL || strstr (full, self->words) != NULL ||
         strstr (initials, self->words) != NULL;
}

/* (nullable) */
static GtkListBoxRow *
find_wanted (CltSideList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_wanted (row, self))
      return row;
  return NULL;
}

/* For when no line fits them. */
static void
show_words (CltSideList *self, const char *words)
{
  /* Translators: %s is what was typed into the search. */
  g_autofree char *nothing = g_strdup_printf (_ ("No line matches “%s”"), words);

  gtk_label_set_label (GTK_LABEL (self->nothing), *words == '\0' ? "" : nothing);
}

/* The first that fits is chosen, unless the chosen one does. */
static void
on_search_changed_cb (CltSideList *self)
{
  GtkListBoxRow *chosen = gtk_list_box_get_selected_row (self->list);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  GtkListBoxRow *row;

  g_clear_pointer (&self->words, g_free);
  if (*text != '\0')
    self->words = clt_search_fold (text);
  show_words (self, text);
  gtk_list_box_invalidate_filter (self->list);
  row = chosen != NULL && is_wanted (chosen, self) ? NULL : find_wanted (self);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

/* Whoever types fast presses Enter before the entry has told of the last letter. */
static void
on_search_activated_cb (CltSideList *self)
{
  on_search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_search_stopped_cb (CltSideList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  on_search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
clt_side_list_search (CltSideList *self)
{
  g_return_if_fail (CLT_IS_SIDE_LIST (self));

  gtk_widget_grab_focus (self->search_entry);
}

/* ---- choosing ------------------------------------------------------------------------------ */

/* The focus follows where it is in the list. */
void
clt_side_list_choose (CltSideList *self, int index)
{
  GtkListBoxRow *row;

  g_return_if_fail (CLT_IS_SIDE_LIST (self));

  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  /* what was just made is seen, whatever was searched */
  if (row != NULL && !is_wanted (row, self))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      g_clear_pointer (&self->words, g_free);
      gtk_list_box_invalidate_filter (self->list);
    }
  self->quiet = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->quiet = FALSE;
  if (row != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

int
clt_side_list_get_chosen (CltSideList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CLT_IS_SIDE_LIST (self), -1);

  row = gtk_list_box_get_selected_row (self->list);
  return row == NULL ? -1 : gtk_list_box_row_get_index (row);
}

static void
on_row_selected_cb (CltSideList *self, GtkListBoxRow *row)
{
  if (!self->quiet && row != NULL)
    g_signal_emit (self, signals[ROW_SELECTED], 0, gtk_list_box_row_get_index (row));
}

static void
on_row_activated_cb (CltSideList *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   CltSideList *self)
{
  if (keyval != GDK_KEY_Tab || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[ENTERED], 0);
  return GDK_EVENT_STOP;
}

/* ---- class --------------------------------------------------------------------------------- */

static gboolean
clt_side_list_grab_focus (GtkWidget *widget)
{
  CltSideList *self = CLT_SIDE_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

/* By itself Down would go to the place that scrolls, where no key does anything. */
static gboolean
on_search_key_pressed_cb (GtkEventControllerKey *controller,
                          guint keyval,
                          guint keycode,
                          GdkModifierType state,
                          CltSideList *self)
{
  if (keyval != GDK_KEY_Down || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  on_search_activated_cb (self);
  return GDK_EVENT_STOP;
}

static void
add_nothing (CltSideList *self)
{
  self->nothing = new_label ("dim-label");
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0.5);
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->nothing), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (self->nothing), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_justify (GTK_LABEL (self->nothing), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_top (self->nothing, 24);
  gtk_widget_set_margin_start (self->nothing, 12);
  gtk_widget_set_margin_end (self->nothing, 12);
  gtk_list_box_set_placeholder (self->list, self->nothing);
}

static void
add_search (CltSideList *self, const char *label)
{
  GtkWidget *entry = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_search_key_pressed_cb), self);
  gtk_widget_add_controller (entry, keys);
  self->search_entry = entry;
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set (entry, "placeholder-text", label, NULL);
  gtk_widget_add_css_class (entry, "side-search");
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (on_search_changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_search_activated_cb), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (on_search_stopped_cb), self);
  gtk_box_prepend (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), entry);
  add_nothing (self);
}

static void
clt_side_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CltSideList *self = CLT_SIDE_LIST (object);

  if (id == PROP_LABEL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value), -1);
  else
    add_search (self, g_value_get_string (value));
}

static void
clt_side_list_dispose (GObject *object)
{
  CLT_SIDE_LIST (object)->quiet = TRUE;
  G_OBJECT_CLASS (clt_side_list_parent_class)->dispose (object);
}

static void
clt_side_list_finalize (GObject *object)
{
  g_free (CLT_SIDE_LIST (object)->words);
  G_OBJECT_CLASS (clt_side_list_parent_class)->finalize (object);
}

static void
clt_side_list_class_init (CltSideListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = clt_side_list_dispose;
  object_class->finalize = clt_side_list_finalize;
  object_class->set_property = clt_side_list_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = clt_side_list_grab_focus;
  g_object_class_install_property (object_class, PROP_LABEL,
                                   g_param_spec_string ("label", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_SEARCH_LABEL,
                                   g_param_spec_string ("search-label", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  signals[ROW_SELECTED] = g_signal_new ("row-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ENTERED] =
    g_signal_new ("entered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
clt_side_list_init (CltSideList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}
