/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-catalogue-pane.h"

#include "app/catalogue/clt-catalogue-dialogs.h"
#include "app/catalogue/clt-product-editor.h"
#include "app/catalogue/clt-product-tree.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltCataloguePane
{
  AdwBin parent_instance;

  CltDesk *desk;             /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  CltCatalogue *shown;       /* borrowed from the tree (nullable) */
  gboolean show_archive;
  gboolean creating; /* the next new product is to be chosen */
  GHashTable *known; /* owned (nullable): ids of the products in the tree */

  GtkStack *stack;
  CltProductTree *tree;
  CltProductEditor *editor;
};

static void page_iface_init (CltPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltCataloguePane,
                               clt_catalogue_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CLT_TYPE_PAGE, page_iface_init))

static const CltCommand commands[] = {
  { "catalogue.new", N_ ("_New Product"), "<Control>n", TRUE },
  { "catalogue.new-category", N_ ("New _Category"), NULL, TRUE },
  { "catalogue.edit", N_ ("_Edit the Product"), "F2", TRUE },
  { "catalogue.move-up", N_ ("Move _Up"), "<Alt>Up", TRUE },
  { "catalogue.move-down", N_ ("Move _Down"), "<Alt>Down", TRUE },
  { "catalogue.approve", N_ ("_Approve the Draft"), "<Control><Shift>a", TRUE },
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

/* ---- reading -------------------------------------------------------------------------------- */

static void
update_actions (CltCataloguePane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean product = clt_product_tree_get_product (self->tree) != 0;
  gboolean category = clt_product_tree_is_category_selected (self->tree);

  gtk_widget_action_set_enabled (widget, "catalogue.edit", product);
  gtk_widget_action_set_enabled (widget, "catalogue.move-up", product);
  gtk_widget_action_set_enabled (widget, "catalogue.move-down", product);
  gtk_widget_action_set_enabled (widget, "catalogue.approve", product);
  gtk_widget_action_set_enabled (widget, "catalogue.retire", product);
  gtk_widget_action_set_enabled (widget, "catalogue.delete", product);
  gtk_widget_action_set_enabled (widget, "catalogue.discard", product);
  gtk_widget_action_set_enabled (widget, "catalogue.archive", product || category);
  gtk_widget_action_set_enabled (widget, "catalogue.rename-category", category);
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
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
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
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCataloguePane) self = user_data;
  g_autoptr (GError) error = NULL;
  CltCatalogue *catalogue = clt_store_run_finish (CLT_STORE (object), result, &error);
  const char *before, *page;
  gint64 created;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    {
      g_clear_pointer (&catalogue, clt_catalogue_free);
      return;
    }
  if (catalogue == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  before = gtk_stack_get_visible_child_name (self->stack);
  page = catalogue->products->len == 0 ? "empty" : "catalogue";
  gtk_stack_set_visible_child_name (self->stack, page);
  created = find_created (self, catalogue);
  self->shown = catalogue;
  if (created != 0)
    clt_product_tree_select (self->tree, created);
  clt_product_tree_take (self->tree, catalogue);
  if (created != 0)
    clt_product_editor_focus (self->editor);
  else if (!g_str_equal (before, page) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    clt_page_take_focus (CLT_PAGE (self));
}

static void
load (CltCataloguePane *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_catalogue_load, NULL, NULL, (GDestroyNotify) clt_catalogue_free,
                       self->cancellable, on_loaded_cb, g_object_ref (self));
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
  change->who = g_strdup (clt_desk_get_who (self->desk));
  clt_desk_act (self->desk, name, get_product_name (self), clt_product_change_run, change,
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
new_product (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  gint64 category = clt_product_tree_get_category (self->tree);

  if (category == 0 && self->shown != NULL)
    category = ((CltCategory *) self->shown->categories->pdata[0])->id;
  self->creating = TRUE;
  clt_catalogue_dialog_new_product (widget, self->desk, category);
}

static void
new_category (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  gint64 parent = clt_product_tree_get_category (self->tree);

  if (parent != 0)
    clt_catalogue_dialog_new_category (widget, self->desk, parent);
}

static void
rename_category (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltCategory *category = get_selected_category (self);

  if (category != NULL)
    clt_catalogue_dialog_rename_category (widget, self->desk, category->id, category->name);
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_product_editor_focus (CLT_CATALOGUE_PANE (widget)->editor);
}

static void
approve (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltProductData *data = clt_product_editor_get_data (self->editor);

  if (data == NULL)
    return;
  if (data->version->state == CLT_VERSION_DRAFT)
    clt_catalogue_dialog_approve (widget, self->desk, data);
  else
    clt_desk_tell (self->desk, _ ("There is no draft: the version in force is approved"));
}

static void
retire (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (widget);
  const CltProductData *data = clt_product_editor_get_data (self->editor);

  if (data != NULL && data->product->current != NULL)
    clt_catalogue_dialog_retire (widget, self->desk, data);
  else
    clt_desk_tell (self->desk, _ ("No version of this product is in force"));
}

static void
archive_category (CltCataloguePane *self, const CltCategory *category)
{
  CltCatalogueEntry *entry = g_new0 (CltCatalogueEntry, 1);

  entry->id = category->id;
  entry->name = g_strdup (category->name);
  entry->archived = !category->archived;
  clt_desk_act (self->desk, "category.save", category->name, clt_catalogue_save_category, entry,
                clt_catalogue_entry_free);
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
  act (self, "product.archive", change);
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

  clt_desk_act (self->desk, "catalogue.preset", NULL, clt_catalogue_run_preset,
                g_strdup (clt_desk_get_who (self->desk)), g_free);
}

/* ---- CltPage -------------------------------------------------------------------------------- */

static void
set_desk (CltPage *page, CltDesk *desk)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (page);

  g_set_object (&self->desk, desk);
  clt_product_editor_set_desk (self->editor, desk);
  load (self);
}

static gboolean
touches_catalogue (const CltTouched *touched)
{
  static const char *const tables[] = {
    "service_category", "channel", "product", "product_version",
    "product_channel",  "staff",   "setting", "message_template",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (clt_touched_get_rows (touched, tables[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
refresh (CltPage *page, const CltTouched *touched)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (page);

  if (touched != NULL && !touches_catalogue (touched))
    return;
  load (self);
  clt_product_editor_refresh (self->editor);
}

static void
take_focus (CltPage *page)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "catalogue") == 0)
    clt_product_tree_focus_list (self->tree);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
search (CltPage *page)
{
  clt_product_tree_focus_search (CLT_CATALOGUE_PANE (page)->tree);
}

static void
page_iface_init (CltPageInterface *iface)
{
  iface->set_desk = set_desk;
  iface->refresh = refresh;
  iface->take_focus = take_focus;
  iface->search = search;
}

/* ---- the class ------------------------------------------------------------------------------ */

static void
clt_catalogue_pane_dispose (GObject *object)
{
  CltCataloguePane *self = CLT_CATALOGUE_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->known, g_hash_table_unref);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_CATALOGUE_PANE);
  G_OBJECT_CLASS (clt_catalogue_pane_parent_class)->dispose (object);
}

static void
clt_catalogue_pane_class_init (CltCataloguePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_catalogue_pane_dispose;
  g_type_ensure (CLT_TYPE_PRODUCT_TREE);
  g_type_ensure (CLT_TYPE_PRODUCT_EDITOR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/catalogue/clt-catalogue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCataloguePane, stack);
  gtk_widget_class_bind_template_child (widget_class, CltCataloguePane, tree);
  gtk_widget_class_bind_template_child (widget_class, CltCataloguePane, editor);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tree_place_cb);

  gtk_widget_class_install_action (widget_class, "catalogue.new", NULL, new_product);
  gtk_widget_class_install_action (widget_class, "catalogue.new-category", NULL, new_category);
  gtk_widget_class_install_action (widget_class, "catalogue.rename-category", NULL,
                                   rename_category);
  gtk_widget_class_install_action (widget_class, "catalogue.edit", NULL, edit);
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
