/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-catalogue-pane.h"

#include "app/catalogue/clt-catalogue-dialogs.h"
#include "app/catalogue/clt-product-editor.h"
#include "app/catalogue/clt-product-tree.h"
#include "app/catalogue/clt-services-export.h"
#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltCataloguePane
{
  CltPane parent_instance;

  CltCatalogue *shown; /* borrowed from the tree (nullable) */
  gboolean show_archive;
  gboolean creating; /* the next new product is to be chosen */
  gint64 created;    /* the product that came so with the last reading, or 0 */
  GHashTable *known; /* owned (nullable): ids of the products in the tree */

  CltProductTree *tree;
  CltProductEditor *editor;
};

G_DEFINE_FINAL_TYPE (CltCataloguePane, clt_catalogue_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "catalogue.new", N_ ("_New Product"), "<Control>n", TRUE },
  { "catalogue.new-category", N_ ("New _Category"), NULL, TRUE },
  { "catalogue.edit", N_ ("_Edit the Product"), "F2", TRUE },
  { "catalogue.move-up", N_ ("Move _Up"), "<Alt>Up", TRUE },
  { "catalogue.move-down", N_ ("Move _Down"), "<Alt>Down", TRUE },
  { "catalogue.approve", N_ ("_Approve the Draft"), "<Control><Shift>y", TRUE },
  { "catalogue.discard", N_ ("D_iscard the Draft"), NULL, TRUE },
  { "catalogue.retire", N_ ("_Retire the Product"), NULL, TRUE },
  { "catalogue.archive", N_ ("Archi_ve or Bring Back"), "Delete", TRUE },
  { "catalogue.delete", N_ ("De_lete the Product"), NULL, TRUE },
  { "catalogue.show-archive", N_ ("_Show the Archive"), NULL, TRUE },
};

static const CltCommandGroup command_group = { N_ ("Catalogue"), commands,
                                               G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_catalogue_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltCataloguePane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* ---- reading -------------------------------------------------------------------------------- */

static void
update_actions (CltCataloguePane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean product = clt_product_tree_get_product (self->tree) != 0;
  gboolean category = clt_product_tree_is_category_selected (self->tree);

  clt_command_set_enabled (widget, "catalogue.edit", product);
  clt_command_set_enabled (widget, "catalogue.move-up", product);
  clt_command_set_enabled (widget, "catalogue.move-down", product);
  clt_command_set_enabled (widget, "catalogue.approve", product);
  clt_command_set_enabled (widget, "catalogue.retire", product);
  clt_command_set_enabled (widget, "catalogue.delete", product);
  clt_command_set_enabled (widget, "catalogue.discard", product);
  clt_command_set_enabled (widget, "catalogue.archive", product || category);
  clt_command_set_enabled (widget, "catalogue.rename-category", category);
}

static const CltCategory *
get_selected_category (CltCataloguePane *self)
{
  return self->shown == NULL
           ? NULL
           : clt_catalogue_find_category (self->shown, clt_product_tree_get_category (self->tree));
}

static void
on_tree_chosen_cb (CltCataloguePane *self)
{
  const CltCategory *category = get_selected_category (self);

  clt_product_editor_show (self->editor, clt_product_tree_get_product (self->tree),
                           category == NULL ? NULL : category->name);
  update_actions (self);
}

static void
on_tree_opened_cb (CltCataloguePane *self)
{
  clt_product_editor_focus (self->editor);
}

/* The product that came with this reading, when it was made here. */
static gint64
find_created (CltCataloguePane *self, const CltCatalogue *catalogue)
{
  gint64 created = 0;

  for (guint i = 0; i < catalogue->products->len; i++)
    {
      const CltProduct *product = catalogue->products->pdata[i];

      if (g_hash_table_add (self->known, g_memdup2 (&product->id, sizeof product->id)) &&
          self->creating)
        created = product->id;
    }
  if (created != 0)
    self->creating = FALSE;
  return created;
}

static void
take (CltPane *pane, gpointer record)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (pane);

  self->shown = record;
  self->created = find_created (self, self->shown);
  if (self->created != 0)
    clt_product_tree_select (self->tree, self->created);
  clt_product_tree_take (self->tree, self->shown);
}

/* A new product is written at once. */
static void
settle (CltPane *pane, gboolean anew)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (pane);

  if (self->created != 0)
    clt_product_editor_focus (self->editor);
  else
    CLT_PANE_CLASS (clt_catalogue_pane_parent_class)->settle (pane, anew);
}

/* ---- writing -------------------------------------------------------------------------------- */

static const char *
get_product_name (CltCataloguePane *self)
{
  const CltProductData *data = clt_product_editor_get_data (self->editor);

  if (data == NULL)
    return "";
  return *data->version->name != '\0' ? data->version->name : data->product->code;
}

static void
act (CltCataloguePane *self, const char *name, CltProductChange *change)
{
  change->who = g_strdup (clt_desk_get_who (get_desk (self)));
  clt_desk_act (get_desk (self), name, get_product_name (self), clt_product_change_run, change,
                clt_product_change_free);
}

static void
on_tree_place_cb (CltCataloguePane *self, gint64 product, gint64 category, int index)
{
  CltProductChange *change = clt_product_change_new (CLT_PRODUCT_PLACE, product);

  change->category_id = category;
  change->step = index;
  act (self, "catalogue.order", change);
}

static void
move (CltCataloguePane *self, int step)
{
  gint64 category;
  int index;

  if (clt_product_tree_find_place (self->tree, step, &category, &index))
    on_tree_place_cb (self, clt_product_tree_get_product (self->tree), category, index);
}

static void
move_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (CLT_CATALOGUE_PANE (widget), -1);
}

static void
move_down (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (CLT_CATALOGUE_PANE (widget), 1);
}

static void
show_product (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_product_tree_select (CLT_CATALOGUE_PANE (widget)->tree, g_variant_get_int64 (parameter));
}

static void
new_product (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltCategory *category = get_selected_category (self);

  if (category == NULL && self->shown != NULL)
    category = self->shown->categories->pdata[0];
  if (category == NULL)
    return;
  self->creating = TRUE;
  clt_catalogue_dialog_new_product (widget, get_desk (self), category);
}

static void
new_category (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  gint64 parent = clt_product_tree_get_category (self->tree);

  if (parent != 0)
    clt_catalogue_dialog_new_category (widget, get_desk (self), parent);
}

static void
rename_category (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltCategory *category = get_selected_category (self);

  if (category != NULL)
    clt_catalogue_dialog_rename_category (widget, get_desk (self), category->id, category->name);
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_product_editor_focus (CLT_CATALOGUE_PANE (widget)->editor);
}

/* From the editor back to the list. */
static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_product_tree_focus_list (CLT_CATALOGUE_PANE (widget)->tree);
}

static void
approve (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltProductData *data = clt_product_editor_get_data (self->editor);
  g_autofree char *sentence = NULL;

  if (data == NULL)
    return;
  if (data->version->state != CLT_VERSION_DRAFT)
    {
      clt_desk_tell (get_desk (self), _ ("There is no draft: the version in force is approved"));
      return;
    }
  if (*data->gaps != '\0')
    {
      sentence = clt_product_data_dup_gaps (data);
      clt_desk_tell (get_desk (self), sentence);
    }
  else if (g_str_equal (clt_desk_get_who (get_desk (self)), data->version->author))
    clt_dialogs_refuse_author (widget, data->version->author);
  else
    clt_catalogue_dialog_approve (widget, get_desk (self), data);
}

static void
retire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltProductData *data = clt_product_editor_get_data (self->editor);

  if (data != NULL && data->product->current != NULL)
    clt_catalogue_dialog_retire (widget, get_desk (self), data);
  else
    clt_desk_tell (get_desk (self), _ ("No version of this product is in force"));
}

static void
archive_category (CltCataloguePane *self, const CltCategory *category)
{
  CltCatalogueEntry *entry = g_new0 (CltCatalogueEntry, 1);

  entry->id = category->id;
  entry->name = g_strdup (category->name);
  entry->archived = !category->archived;
  clt_desk_act (get_desk (self), "category.save", category->name, clt_catalogue_save_category,
                entry, clt_catalogue_entry_free);
}

static void
archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltProductData *data = clt_product_editor_get_data (self->editor);
  CltProductChange *change;

  if (clt_product_tree_is_category_selected (self->tree))
    {
      archive_category (self, get_selected_category (self));
      return;
    }
  if (data == NULL)
    return;
  change = clt_product_change_new (CLT_PRODUCT_ARCHIVE, data->product->id);
  change->step = !data->product->archived;
  act (self, data->product->archived ? "product.restore" : "product.archive", change);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  gint64 id = clt_product_tree_get_product (self->tree);

  if (id != 0)
    act (self, "product.discard", clt_product_change_new (CLT_PRODUCT_DISCARD, id));
}

static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  gint64 id = clt_product_tree_get_product (self->tree);

  if (id != 0)
    act (self, "product.delete", clt_product_change_new (CLT_PRODUCT_DELETE, id));
}

static void
show_archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);

  self->show_archive = !self->show_archive;
  clt_product_tree_set_archived_shown (self->tree, self->show_archive);
}

static void
take_preset (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);

  clt_desk_act (get_desk (self), "catalogue.preset", NULL, clt_catalogue_run_preset,
                g_strdup (clt_desk_get_who (get_desk (self))), g_free);
}

/* ---- CltPane ------------------------------------------------------------------------------- */

static void
attach (CltPane *pane, CltDesk *desk)
{
  clt_product_editor_set_desk (CLT_CATALOGUE_PANE (pane)->editor, desk);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltCatalogue *) record)->products->len == 0;
}

static void
changed (CltPane *pane)
{
  clt_product_editor_refresh (CLT_CATALOGUE_PANE (pane)->editor);
}

static void
take_focus (CltPane *pane)
{
  clt_product_tree_focus_list (CLT_CATALOGUE_PANE (pane)->tree);
}

static void
search (CltPane *pane)
{
  clt_product_tree_focus_search (CLT_CATALOGUE_PANE (pane)->tree);
}

static CltExportJob *
create_export (CltPane *pane)
{
  return clt_services_export_catalogue (clt_today ());
}

static CltPrintJob *
create_print (CltPane *pane)
{
  return clt_services_print_cards (clt_today ());
}

static const char *const tables[] = {
  "service_category", "channel", "product", "product_version",  "product_channel",
  "attachment",       "staff",   "setting", "message_template", NULL,
};

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_catalogue_pane_dispose (GObject *object)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  G_OBJECT_CLASS (clt_catalogue_pane_parent_class)->dispose (object);
}

static void
clt_catalogue_pane_class_init (CltCataloguePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_catalogue_pane_dispose;
  pane_class->read = clt_catalogue_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_catalogue_free;
  pane_class->tables = tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->settle = settle;
  pane_class->changed = changed;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->create_export = create_export;
  pane_class->create_print = create_print;
  g_type_ensure (CLT_TYPE_PRODUCT_TREE);
  g_type_ensure (CLT_TYPE_PRODUCT_EDITOR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-catalogue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCataloguePane, tree);
  gtk_widget_class_bind_template_child (widget_class, CltCataloguePane, editor);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_place_cb);

  gtk_widget_class_install_action (widget_class, "catalogue.show", "x", show_product);
  gtk_widget_class_install_action (widget_class, "catalogue.new", NULL, new_product);
  gtk_widget_class_install_action (widget_class, "catalogue.new-category", NULL, new_category);
  gtk_widget_class_install_action (widget_class, "catalogue.rename-category", NULL,
                                   rename_category);
  gtk_widget_class_install_action (widget_class, "catalogue.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "catalogue.leave", NULL, leave);
  gtk_widget_class_install_action (widget_class, "catalogue.move-up", NULL, move_up);
  gtk_widget_class_install_action (widget_class, "catalogue.move-down", NULL, move_down);
  gtk_widget_class_install_action (widget_class, "catalogue.approve", NULL, approve);
  gtk_widget_class_install_action (widget_class, "catalogue.retire", NULL, retire);
  gtk_widget_class_install_action (widget_class, "catalogue.archive", NULL, archive);
  gtk_widget_class_install_action (widget_class, "catalogue.discard", NULL, discard);
  gtk_widget_class_install_action (widget_class, "catalogue.delete", NULL, delete);
  gtk_widget_class_install_action (widget_class, "catalogue.show-archive", NULL, show_archive);
  gtk_widget_class_install_action (widget_class, "catalogue.take-preset", NULL, take_preset);
  clt_command_group_bind (&command_group, widget_class);
}

static void
clt_catalogue_pane_init (CltCataloguePane *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
