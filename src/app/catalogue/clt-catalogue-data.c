/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-catalogue-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-rules.h"
#include "core/rules/clt-settings.h"

/* ---- the tree ------------------------------------------------------------------------------ */

void
clt_catalogue_free (CltCatalogue *catalogue)
{
  g_clear_pointer (&catalogue->categories, g_ptr_array_unref);
  g_clear_pointer (&catalogue->products, g_ptr_array_unref);
  g_free (catalogue);
}

gpointer
clt_catalogue_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltCatalogue) catalogue = g_new0 (CltCatalogue, 1);

  catalogue->categories = clt_category_list (conn, error);
  if (catalogue->categories == NULL)
    return NULL;
  catalogue->products = clt_product_list (conn, clt_today (), TRUE, error);
  return catalogue->products == NULL ? NULL : g_steal_pointer (&catalogue);
}

const CltCategory *
clt_catalogue_find_category (const CltCatalogue *catalogue, gint64 id)
{
  for (guint i = 0; i < catalogue->categories->len; i++)
    if (((CltCategory *) catalogue->categories->pdata[i])->id == id)
      return catalogue->categories->pdata[i];
  return NULL;
}

const CltVersion *
clt_product_get_shown (const CltProduct *product)
{
  return product->draft != NULL ? product->draft : clt_product_get_version (product);
}

/* ---- one product --------------------------------------------------------------------------- */

void
clt_product_data_free (CltProductData *data)
{
  g_clear_pointer (&data->product, clt_product_free);
  g_clear_pointer (&data->version, clt_version_free);
  g_clear_pointer (&data->versions, g_ptr_array_unref);
  g_clear_pointer (&data->files, g_ptr_array_unref);
  g_clear_pointer (&data->categories, g_ptr_array_unref);
  g_clear_pointer (&data->channels, g_ptr_array_unref);
  g_clear_pointer (&data->staff, g_ptr_array_unref);
  g_free (data->signature);
  g_free (data->gaps);
  g_free (data);
}

/* The draft, else the newest version, whatever became of it. (transfer full) */
static CltVersion *
choose_version (const CltProduct *product, const GPtrArray *versions)
{
  CltVersion *version;

  if (product->draft != NULL)
    return clt_version_copy (product->draft);
  if (versions->len > 0)
    return clt_version_copy (versions->pdata[0]);
  version = clt_version_new ();
  version->product_id = product->id;
  return version;
}

static gboolean
load_sms_rules (CltConn *conn, CltProductData *data, GError **error)
{
  CltDay today = clt_today ();

  data->signature = clt_settings_get (conn, "sms.signature", error);
  return data->signature != NULL &&
         clt_rules_get_count (conn, "sms.length", today, &data->sms_single, error) &&
         clt_rules_get_count (conn, "sms.part_length", today, &data->sms_part, error);
}

static gboolean
load_gaps (CltConn *conn, CltProductData *data, GError **error)
{
  data->gaps = data->version->state == CLT_VERSION_DRAFT
                 ? clt_version_dup_gaps (conn, data->version, clt_today (), error)
                 : g_strdup ("");
  return data->gaps != NULL;
}

gpointer
clt_product_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltProductData) result = g_new0 (CltProductData, 1);
  gint64 id = *(gint64 *) data;

  result->product = clt_product_load (conn, id, clt_today (), error);
  if (result->product == NULL)
    return NULL;
  result->versions = clt_version_list (conn, id, error);
  if (result->versions == NULL)
    return NULL;
  result->version = choose_version (result->product, result->versions);
  result->files = clt_attachment_list (conn, "product_version", result->version->id, error);
  if (result->files == NULL)
    return NULL;
  result->categories = clt_category_list (conn, error);
  if (result->categories == NULL)
    return NULL;
  result->channels = clt_channel_list (conn, error);
  if (result->channels == NULL)
    return NULL;
  result->staff = clt_staff_list (conn, clt_today (), error);
  return result->staff != NULL && load_sms_rules (conn, result, error) &&
             load_gaps (conn, result, error)
           ? g_steal_pointer (&result)
           : NULL;
}

char *
clt_product_data_dup_gaps (const CltProductData *data)
{
  /* Translators: %s is a list of what is missing. */
  return g_strdup_printf (_ ("Before it can be approved: %s."), data->gaps);
}

const CltChannel *
clt_product_data_find_channel (const CltProductData *data, const char *key)
{
  for (guint i = 0; i < data->channels->len; i++)
    if (g_str_equal (((CltChannel *) data->channels->pdata[i])->key, key))
      return data->channels->pdata[i];
  return NULL;
}

/* ---- changing a product -------------------------------------------------------------------- */

CltProductChange *
clt_product_change_new (CltProductChangeKind kind, gint64 product_id)
{
  CltProductChange *change = g_new0 (CltProductChange, 1);

  change->kind = kind;
  change->product_id = product_id;
  change->day = clt_today ();
  return change;
}

void
clt_product_change_free (gpointer data)
{
  CltProductChange *change = data;

  g_free (change->channel);
  g_free (change->text);
  g_free (change->who);
  g_free (change);
}

static int
find_channel (const CltVersion *version, const char *key)
{
  for (guint i = 0; i < version->channels->len; i++)
    if (g_str_equal (((CltProductChannel *) version->channels->pdata[i])->channel, key))
      return (int) i;
  return -1;
}

static void
add_channel (CltVersion *version, const char *key)
{
  if (find_channel (version, key) < 0)
    g_ptr_array_add (version->channels, clt_product_channel_new (key, NULL, NULL));
}

static void
move_channel (CltVersion *version, int index, int step)
{
  GPtrArray *channels = version->channels;
  gpointer channel;

  if (index + step < 0 || index + step >= (int) channels->len)
    return;
  channel = g_ptr_array_steal_index (channels, (guint) index);
  g_ptr_array_insert (channels, index + step, channel);
}

static gboolean
change_version (const CltProductChange *change,
                CltProduct *product,
                CltVersion *version,
                GError **error)
{
  int index;

  if (change->kind == CLT_PRODUCT_SET)
    return clt_product_field_set (change->field, product, version, change->text, error);
  if (change->kind == CLT_PRODUCT_ADD_CHANNEL)
    {
      add_channel (version, change->channel);
      return TRUE;
    }
  index = find_channel (version, change->channel);
  if (index < 0)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                           _ ("This channel was taken from the product meanwhile. "
                              "Nothing was changed."));
      return FALSE;
    }
  if (change->kind == CLT_PRODUCT_REMOVE_CHANNEL)
    g_ptr_array_remove_index (version->channels, (guint) index);
  else if (change->kind == CLT_PRODUCT_MOVE_CHANNEL)
    move_channel (version, index, change->step);
  else if (change->kind == CLT_PRODUCT_SET_SUBJECT)
    clt_set_str (&((CltProductChannel *) version->channels->pdata[index])->subject, change->text);
  else
    clt_set_str (&((CltProductChannel *) version->channels->pdata[index])->body, change->text);
  return TRUE;
}

/* What an edit begins with; clt_version_save() makes a draft of it. (transfer full) */
static CltVersion *
open_draft (CltConn *conn, const CltProduct *product, const char *who, GError **error)
{
  g_autoptr (GPtrArray) versions = clt_version_list (conn, product->id, error);
  CltVersion *version;

  if (versions == NULL)
    return NULL;
  version = choose_version (product, versions);
  clt_set_str (&version->author, who);
  return version;
}

static gboolean
edit_version (CltConn *conn, const CltProductChange *change, CltProduct *product, GError **error)
{
  g_autoptr (CltVersion) draft = open_draft (conn, product, change->who, error);

  return draft != NULL && change_version (change, product, draft, error) &&
         clt_version_save (conn, draft, error);
}

/* What of the draft is called @name goes. */
static gboolean
remove_file (CltConn *conn, gint64 draft_id, const char *name, GError **error)
{
  g_autoptr (GPtrArray) files = clt_attachment_list (conn, "product_version", draft_id, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const CltAttachment *file = files->pdata[i];

      if (g_str_equal (file->name, name) && !clt_attachment_remove (conn, file->id, error))
        return FALSE;
    }
  return files != NULL;
}

static gboolean
edit_files (CltConn *conn, const CltProductChange *change, CltProduct *product, GError **error)
{
  g_autoptr (CltVersion) draft = open_draft (conn, product, change->who, error);
  g_autofree char *name = g_path_get_basename (change->text);

  if (draft == NULL || !clt_version_save (conn, draft, error) ||
      !remove_file (conn, draft->id, name, error))
    return FALSE;
  return change->kind == CLT_PRODUCT_REMOVE_FILE ||
         clt_attachment_add_file (conn, "product_version", draft->id, change->text, error) != 0;
}

static gboolean
edit_product (CltConn *conn, const CltProductChange *change, CltProduct *product, GError **error)
{
  g_autoptr (CltVersion) none = clt_version_new ();

  return clt_product_field_set (change->field, product, none, change->text, error) &&
         clt_product_save (conn, product, error);
}

static gboolean
retire (CltConn *conn, const CltProductChange *change, const CltProduct *product, GError **error)
{
  /* nobody gets it afterwards: a version that is still to come would follow the one in force */
  if (product->current != NULL)
    return clt_version_retire (conn, product->latest->id, change->day, error);
  return clt_store_refuse (error,
                           _ ("No version of this product is in force. Nothing was changed."));
}

static gboolean
finish_draft (CltConn *conn,
              const CltProductChange *change,
              const CltProduct *product,
              GError **error)
{
  if (product->draft != NULL && change->kind == CLT_PRODUCT_DISCARD)
    return clt_version_delete (conn, product->draft->id, error);
  if (product->draft != NULL)
    return clt_version_approve (conn, product->draft->id, change->who, change->day, error);
  return clt_store_refuse (error, _ ("This product has no draft. Nothing was changed."));
}

gboolean
clt_product_change_run (CltConn *conn, gpointer data, GError **error)
{
  const CltProductChange *change = data;
  g_autoptr (CltProduct) product = NULL;

  if (change->kind == CLT_PRODUCT_DELETE)
    return clt_product_delete (conn, change->product_id, error);
  if (change->kind == CLT_PRODUCT_PLACE)
    return clt_product_move (conn, change->product_id, change->category_id, (guint) change->step,
                             error);
  product = clt_product_load (conn, change->product_id, clt_today (), error);
  if (product == NULL)
    return FALSE;
  if (change->kind == CLT_PRODUCT_ARCHIVE)
    {
      product->archived = change->step != 0;
      return clt_product_save (conn, product, error);
    }
  if (change->kind == CLT_PRODUCT_APPROVE || change->kind == CLT_PRODUCT_DISCARD)
    return finish_draft (conn, change, product, error);
  if (change->kind == CLT_PRODUCT_RETIRE)
    return retire (conn, change, product, error);
  if (change->kind == CLT_PRODUCT_SET && !change->field->versioned)
    return edit_product (conn, change, product, error);
  if (change->kind == CLT_PRODUCT_ADD_FILE || change->kind == CLT_PRODUCT_REMOVE_FILE)
    return edit_files (conn, change, product, error);
  return edit_version (conn, change, product, error);
}

/* ---- new ones ------------------------------------------------------------------------------ */

void
clt_catalogue_entry_free (gpointer data)
{
  CltCatalogueEntry *entry = data;

  g_free (entry->name);
  g_free (entry->code);
  g_free (entry->who);
  g_free (entry);
}

gboolean
clt_catalogue_add_product (CltConn *conn, gpointer data, GError **error)
{
  const CltCatalogueEntry *entry = data;
  g_autoptr (CltProduct) product = clt_product_new ();
  g_autoptr (CltVersion) version = clt_version_new ();

  clt_set_str (&product->code, entry->code);
  product->category_id = entry->category_id;
  if (!clt_product_save (conn, product, error) ||
      !clt_product_move (conn, product->id, entry->category_id, G_MAXUINT, error))
    return FALSE;
  version->product_id = product->id;
  clt_set_str (&version->name, entry->name);
  clt_set_str (&version->author, entry->who);
  return clt_version_save (conn, version, error);
}

gboolean
clt_catalogue_save_category (CltConn *conn, gpointer data, GError **error)
{
  const CltCatalogueEntry *entry = data;
  g_autoptr (GPtrArray) categories = clt_category_list (conn, error);
  CltCategory *category = NULL;
  g_autoptr (CltCategory) created = NULL;

  if (categories == NULL)
    return FALSE;
  for (guint i = 0; i < categories->len && category == NULL; i++)
    if (entry->id != 0 && ((CltCategory *) categories->pdata[i])->id == entry->id)
      category = categories->pdata[i];
  if (category == NULL)
    {
      category = created = g_new0 (CltCategory, 1);
      category->parent_id = entry->category_id;
      category->kind = g_strdup ("");
    }
  clt_set_str (&category->name, entry->name);
  category->archived = entry->archived;
  return clt_category_save (conn, category, error);
}

gboolean
clt_catalogue_run_preset (CltConn *conn, gpointer data, GError **error)
{
  return clt_catalogue_add_preset (conn, NULL, data, clt_today (), error);
}
