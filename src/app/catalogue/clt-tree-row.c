/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-tree-row.h"

#include "app/catalogue/clt-catalogue-data.h"
#include "app/widgets/clt-css-class.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-pinyin.h"
#include "core/base/clt-text.h"

#define INDENT 12 /* pixels a level */

struct _CltTreeRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *box;
  GtkLabel *name_label;
  GtkLabel *note_label;

  gboolean category;
  gint64 id;
  gint64 category_id;
  int index;
  char *haystack; /* owned: what a search looks in */
};

G_DEFINE_FINAL_TYPE (CltTreeRow, clt_tree_row, GTK_TYPE_LIST_BOX_ROW)

static void
clt_tree_row_dispose (GObject *object)
{
  CltTreeRow *self = CLT_TREE_ROW (object);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_TREE_ROW);
  g_clear_pointer (&self->haystack, g_free);
  G_OBJECT_CLASS (clt_tree_row_parent_class)->dispose (object);
}

static void
clt_tree_row_class_init (CltTreeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_tree_row_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-tree-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTreeRow, box);
  gtk_widget_class_bind_template_child (widget_class, CltTreeRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltTreeRow, note_label);
}

static void
clt_tree_row_init (CltTreeRow *self)
{
  self->haystack = g_strdup (""); /* the search asks before it shows anything */
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
clt_tree_row_new (void)
{
  return g_object_new (CLT_TYPE_TREE_ROW, NULL);
}

static void
show (CltTreeRow *self, const char *name, const char *note, int depth, gboolean dim)
{
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->note_label, note);
  gtk_widget_set_margin_start (self->box, depth * INDENT);
  clt_css_class_set (GTK_WIDGET (self->name_label), "dim-label", dim);
}

void
clt_tree_row_show_category (CltTreeRow *self, const CltCategory *category, int depth, guint n)
{
  g_autofree char *count = clt_count_format (n);

  self->category = TRUE;
  self->id = self->category_id = category->id;
  clt_set_str (&self->haystack, "");
  gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "heading");
  show (self, category->name, category->archived ? C_ ("category", "Archived") : count, depth,
        category->archived);
}

/* What sets a product apart from one that is simply in force. */
static const char *
get_note (const CltProduct *product)
{
  if (product->archived)
    return C_ ("product", "Archived");
  if (product->draft != NULL)
    return product->current != NULL ? C_ ("product", "Changed") : C_ ("product", "Draft");
  return product->current != NULL ? "" : C_ ("product", "Not in force");
}

void
clt_tree_row_show_product (CltTreeRow *self, const CltProduct *product, int depth, int index)
{
  const CltVersion *version = clt_product_get_shown (product);
  const char *name = version != NULL ? version->name : product->code;
  g_autofree char *initials = clt_pinyin_initials (name);
  g_autofree char *text = g_strjoin ("\n", name, product->code, initials, NULL);

  self->category = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->name_label), "heading");
  self->id = product->id;
  self->category_id = product->category_id;
  self->index = index;
  g_free (self->haystack);
  self->haystack = g_utf8_casefold (text, -1);
  show (self, name, get_note (product), depth, product->archived);
}

gboolean
clt_tree_row_is_category (CltTreeRow *self)
{
  return self->category;
}

gint64
clt_tree_row_get_id (CltTreeRow *self)
{
  return self->id;
}

gint64
clt_tree_row_get_category (CltTreeRow *self)
{
  return self->category_id;
}

int
clt_tree_row_get_index (CltTreeRow *self)
{
  return self->index;
}

const char *
clt_tree_row_get_name (CltTreeRow *self)
{
  return gtk_label_get_label (self->name_label);
}

gboolean
clt_tree_row_matches (CltTreeRow *self, const char *words)
{
  return strstr (self->haystack, words) != NULL;
}
