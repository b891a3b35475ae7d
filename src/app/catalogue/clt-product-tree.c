/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-product-tree.h"

#include "app/catalogue/clt-tree-row.h"
#include "app/widgets/clt-template.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltProductTree
{
  GtkWidget parent_instance;

  GtkSearchEntry *search_entry;
  GtkListBox *list;
  GtkLabel *placeholder;

  CltCatalogue *catalogue; /* owned (nullable) */
  gboolean show_archived;
  gboolean filling;
  gint64 wanted; /* a product to be selected once it is there */
  char *words;   /* owned: of the search, case-folded */
};

G_DEFINE_FINAL_TYPE (CltProductTree, clt_product_tree, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  OPENED,
  PLACE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- rows ---------------------------------------------------------------------------------- */

static int
get_depth (const CltCatalogue *catalogue, const CltCategory *category)
{
  int depth = 0;

  while (category != NULL && category->parent_id != 0)
    {
      category = clt_catalogue_find_category (catalogue, category->parent_id);
      depth++;
    }
  return depth;
}

static gboolean
is_wanted (CltProductTree *self, const CltProduct *product)
{
  return self->show_archived || !product->archived;
}

/* In @category itself or in one below it, however deep, whose row is there. */
static gboolean
is_below (CltProductTree *self, const CltProduct *product, const CltCategory *category)
{
  const CltCategory *at = clt_catalogue_find_category (self->catalogue, product->category_id);

  if (!self->show_archived && at != NULL && at->archived)
    return FALSE;
  while (at != NULL && at->id != category->id)
    at = at->parent_id == 0 ? NULL : clt_catalogue_find_category (self->catalogue, at->parent_id);
  return at != NULL;
}

static guint
count_below (CltProductTree *self, const CltCategory *category)
{
  guint n = 0;

  for (guint i = 0; i < self->catalogue->products->len; i++)
    {
      const CltProduct *product = self->catalogue->products->pdata[i];

      n += is_wanted (self, product) && is_below (self, product, category);
    }
  return n;
}

static GtkListBoxRow *
get_row (CltProductTree *self, int index)
{
  return gtk_list_box_get_row_at_index (self->list, index);
}

static GdkContentProvider *
on_drag_prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (CLT_TYPE_TREE_ROW, row);
}

static void
on_drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, paintable, 12, 12);
}

static GtkWidget *
new_row (void)
{
  GtkWidget *row = clt_tree_row_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare_cb), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  return row;
}

/* The row at @index, made when there are too few: rows are used again, so that a change of one
 * product takes neither the focus nor the selection away. */
static CltTreeRow *
ensure_row (CltProductTree *self, int index)
{
  GtkListBoxRow *row = get_row (self, index);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (new_row ());
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  return CLT_TREE_ROW (row);
}

static int
fill_category (CltProductTree *self, const CltCategory *category, int at)
{
  int depth = get_depth (self->catalogue, category);
  CltTreeRow *head = ensure_row (self, at++);
  int index = 0;

  for (guint i = 0; i < self->catalogue->products->len; i++)
    {
      const CltProduct *product = self->catalogue->products->pdata[i];

      if (product->category_id != category->id || !is_wanted (self, product))
        continue;
      clt_tree_row_show_product (ensure_row (self, at++), product, depth + 1, index++);
    }
  clt_tree_row_show_category (head, category, depth, count_below (self, category));
  return at;
}

static void
fill (CltProductTree *self)
{
  int at = 0;
  GtkListBoxRow *row;

  for (guint i = 0; i < self->catalogue->categories->len; i++)
    {
      const CltCategory *category = self->catalogue->categories->pdata[i];

      if (self->show_archived || !category->archived)
        at = fill_category (self, category, at);
    }
  while ((row = get_row (self, at)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_invalidate_filter (self->list);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  CltProductTree *self = user_data;

  return *self->words == '\0' || (!clt_tree_row_is_category (CLT_TREE_ROW (row)) &&
                                  clt_tree_row_matches (CLT_TREE_ROW (row), self->words));
}

/* ---- selection ------------------------------------------------------------------------------ */

static CltTreeRow *
get_selected (CltProductTree *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row == NULL ? NULL : CLT_TREE_ROW (row);
}

static CltTreeRow *
find_row (CltProductTree *self, gboolean category, gint64 id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (clt_tree_row_is_category (CLT_TREE_ROW (row)) == category &&
        clt_tree_row_get_id (CLT_TREE_ROW (row)) == id)
      return CLT_TREE_ROW (row);
  return NULL;
}

static void
on_row_selected_cb (CltProductTree *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_row_activated_cb (CltProductTree *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

/* GTK's Tab walks through every row; here the arrows do, and Tab goes on to the editor. */
static gboolean
on_list_key_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CltProductTree *self)
{
  if (keyval != GDK_KEY_Tab || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    {
      if (keyval != GDK_KEY_ISO_Left_Tab)
        return GDK_EVENT_PROPAGATE;
      clt_product_tree_focus_search (self);
      return GDK_EVENT_STOP;
    }
  g_signal_emit (self, signals[OPENED], 0);
  return GDK_EVENT_STOP;
}

/* The first product that the search shows: an editor beside the tree is never empty without need, and
 * never about what the tree does not show. */
static CltTreeRow *
find_first (CltProductTree *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (!clt_tree_row_is_category (CLT_TREE_ROW (row)) && filter_row (row, self))
      return CLT_TREE_ROW (row);
  return NULL;
}

/* What stands now where the row @at stood that has gone: the next product of its category, or else the
 * row above it. In what a search shows there is no telling which that is. */
static CltTreeRow *
find_neighbour (CltProductTree *self, int at)
{
  GtkListBoxRow *row;

  if (at < 1 || *self->words != '\0')
    return NULL;
  row = get_row (self, at);
  if (row == NULL || clt_tree_row_is_category (CLT_TREE_ROW (row)))
    row = get_row (self, at - 1);
  return row == NULL ? NULL : CLT_TREE_ROW (row);
}

void
clt_product_tree_take (CltProductTree *self, CltCatalogue *catalogue)
{
  CltTreeRow *selected = get_selected (self);
  gboolean category = selected != NULL && clt_tree_row_is_category (selected);
  gint64 id = selected != NULL ? clt_tree_row_get_id (selected) : 0;
  gboolean had_focus = selected != NULL && gtk_widget_has_focus (GTK_WIDGET (selected));
  int at = selected == NULL ? -1 : gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (selected));
  CltTreeRow *row = NULL;

  g_clear_pointer (&self->catalogue, clt_catalogue_free);
  self->catalogue = catalogue;
  self->filling = TRUE;
  fill (self);
  if (self->wanted != 0 && (row = find_row (self, FALSE, self->wanted)) != NULL)
    self->wanted = 0;
  if (row == NULL && id != 0)
    row = find_row (self, category, id);
  if (row == NULL)
    row = find_neighbour (self, at);
  if (row == NULL)
    row = find_first (self);
  gtk_list_box_select_row (self->list, row == NULL ? NULL : GTK_LIST_BOX_ROW (row));
  self->filling = FALSE;
  if (had_focus)
    gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->search_entry));
  g_signal_emit (self, signals[CHOSEN], 0);
}

gint64
clt_product_tree_get_product (CltProductTree *self)
{
  CltTreeRow *row = get_selected (self);

  return row == NULL || clt_tree_row_is_category (row) ? 0 : clt_tree_row_get_id (row);
}

gint64
clt_product_tree_get_category (CltProductTree *self)
{
  CltTreeRow *row = get_selected (self);

  return row == NULL ? 0 : clt_tree_row_get_category (row);
}

gboolean
clt_product_tree_is_category_selected (CltProductTree *self)
{
  CltTreeRow *row = get_selected (self);

  return row != NULL && clt_tree_row_is_category (row);
}

void
clt_product_tree_select (CltProductTree *self, gint64 product_id)
{
  CltTreeRow *row = find_row (self, FALSE, product_id);

  if (row == NULL)
    self->wanted = product_id;
  else
    {
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

/* ---- order ---------------------------------------------------------------------------------- */

gboolean
clt_product_tree_find_place (CltProductTree *self, int step, gint64 *category, int *index)
{
  CltTreeRow *row = get_selected (self);
  GtkListBoxRow *next;
  int at;

  if (row == NULL || clt_tree_row_is_category (row))
    return FALSE;
  at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  next = get_row (self, at + step);
  if (next != NULL && !clt_tree_row_is_category (CLT_TREE_ROW (next)))
    {
      *category = clt_tree_row_get_category (row);
      *index = clt_tree_row_get_index (row) + step;
      return TRUE;
    }
  /* beyond the own category's head or end: into the one before or behind it */
  if (step < 0)
    next = at >= 2 ? get_row (self, at - 2) : NULL;
  if (next == NULL)
    return FALSE;
  *category = clt_tree_row_get_category (CLT_TREE_ROW (next));
  *index = step < 0 ? G_MAXINT : 0;
  return TRUE;
}

static void
ask_place (CltProductTree *self, CltTreeRow *dragged, CltTreeRow *target, gboolean below)
{
  gint64 category = clt_tree_row_get_category (target);
  int index = 0;

  if (!clt_tree_row_is_category (target))
    {
      index = clt_tree_row_get_index (target) + (below ? 1 : 0);
      if (clt_tree_row_get_category (dragged) == category &&
          clt_tree_row_get_index (dragged) < index)
        index--;
    }
  g_signal_emit (self, signals[PLACE], 0, clt_tree_row_get_id (dragged), category, index);
}

static gboolean
on_drop_cb (GtkDropTarget *drop, const GValue *value, double x, double y, CltProductTree *self)
{
  CltTreeRow *dragged = g_value_get_object (value);
  GtkListBoxRow *target = gtk_list_box_get_row_at_y (self->list, (int) y);
  double inside;

  if (target == NULL || dragged == CLT_TREE_ROW (target) || clt_tree_row_is_category (dragged))
    return FALSE;
  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (target), x, y, &x,
                                    &inside);
  ask_place (self, dragged, CLT_TREE_ROW (target),
             inside > gtk_widget_get_height (GTK_WIDGET (target)) / 2.0);
  return TRUE;
}

/* ---- search --------------------------------------------------------------------------------- */

static void
on_search_changed_cb (CltProductTree *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  /* Translators: %s is what was typed into the search. */
  g_autofree char *nothing = g_strdup_printf (_ ("No product matches “%s”"), text);

  g_free (self->words);
  self->words = g_utf8_casefold (text, -1);
  gtk_list_box_invalidate_filter (self->list);
  gtk_label_set_label (self->placeholder, nothing);
}

/* Enter goes to the first hit of what stands in the entry, which may not have been searched for yet. */
static void
on_search_activated_cb (CltProductTree *self)
{
  CltTreeRow *row;

  on_search_changed_cb (self);
  row = find_first (self);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_search_stopped_cb (CltProductTree *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  clt_product_tree_focus_list (self);
}

void
clt_product_tree_set_archived_shown (CltProductTree *self, gboolean shown)
{
  self->show_archived = shown;
  if (self->catalogue != NULL)
    clt_product_tree_take (self, g_steal_pointer (&self->catalogue));
}

void
clt_product_tree_focus_search (CltProductTree *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
clt_product_tree_focus_list (CltProductTree *self)
{
  CltTreeRow *row = get_selected (self);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

static void
clt_product_tree_dispose (GObject *object)
{
  CltProductTree *self = CLT_PRODUCT_TREE (object);

  self->filling = TRUE;
  g_clear_pointer (&self->catalogue, clt_catalogue_free);
  clt_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_PRODUCT_TREE);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (clt_product_tree_parent_class)->dispose (object);
}

static void
clt_product_tree_class_init (CltProductTreeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_product_tree_dispose;
  signals[CHOSEN] =
    g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] =
    g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PLACE] = g_signal_new ("place", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-product-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, CltProductTree, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltProductTree, list);
  gtk_widget_class_bind_template_child (widget_class, CltProductTree, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
clt_product_tree_init (CltProductTree *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (CLT_TYPE_TREE_ROW, GDK_ACTION_MOVE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->words = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (drop));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_list_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}
