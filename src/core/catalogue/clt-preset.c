/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-resource.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/store/clt-ids.h"

/* That it is well-formed is seen to by a test. */
#define STARTER "/io/github/clientele/Clientele/catalogue/starter-catalogue.json"
/* Who wrote the starter catalogue: whoever takes it over approves it. */
#define AUTHOR "Clientele"

typedef struct
{
  CltConn *conn;
  const char *language; /* "en" or "zh_CN" */
  const char *who;
  CltDay day;
  GHashTable *categories; /* key -> gint64* */
} Preset;

/* A member in the language of the branch; NULL when there is none. */
static const char *
get_text (Preset *preset, JsonObject *object, const char *member)
{
  JsonObject *texts;

  if (!json_object_has_member (object, member))
    return NULL;
  texts = json_object_get_object_member (object, member);
  return json_object_get_string_member (texts, preset->language);
}

static void
set_text (char **text, const char *value)
{
  clt_set_str (text, value == NULL ? "" : value);
}

/* The four are there already; what the preset adds lies below them. */
static gboolean
add_categories (Preset *preset, JsonArray *list, GError **error)
{
  g_autoptr (GPtrArray) present = clt_category_list (preset->conn, error);

  if (present == NULL)
    return FALSE;
  for (guint i = 0; i < present->len; i++)
    {
      const CltCategory *category = present->pdata[i];

      if (category->parent_id == 0)
        clt_ids_add (preset->categories, category->kind, category->id);
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      g_autoptr (CltCategory) category = g_new0 (CltCategory, 1);

      category->parent_id =
        clt_ids_find (preset->categories, json_object_get_string_member (object, "parent"));
      category->name = g_strdup (get_text (preset, object, "name"));
      category->position = (int) i + 1;
      if (!clt_category_save (preset->conn, category, error))
        return FALSE;
      clt_ids_add (preset->categories, json_object_get_string_member (object, "key"), category->id);
    }
  return TRUE;
}

static void
read_channels (Preset *preset, JsonObject *object, CltVersion *version)
{
  JsonArray *list = json_object_get_array_member (object, "channels");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *channel = json_array_get_object_element (list, i);

      g_ptr_array_add (version->channels,
                       clt_product_channel_new (json_object_get_string_member (channel, "channel"),
                                                get_text (preset, channel, "subject"),
                                                get_text (preset, channel, "body")));
    }
}

static CltVersion *
read_version (Preset *preset, JsonObject *object)
{
  CltVersion *version = clt_version_new ();

  set_text (&version->name, get_text (preset, object, "name"));
  set_text (&version->description, get_text (preset, object, "description"));
  set_text (&version->deliverable, get_text (preset, object, "deliverable"));
  set_text (&version->frequency, get_text (preset, object, "frequency"));
  set_text (&version->provider, json_object_get_string_member (object, "provider"));
  set_text (&version->author, AUTHOR);
  version->lead_days = (int) json_object_get_int_member (object, "lead_days");
  version->needs_licence =
    json_object_get_boolean_member_with_default (object, "needs_licence", FALSE);
  version->risk = (int) json_object_get_int_member (object, "risk");
  clt_tier_from_name (json_object_get_string_member_with_default (object, "min_tier", "unrated"),
                      &version->min_tier);
  version->minutes = (int) json_object_get_int_member (object, "minutes");
  version->cost = json_object_get_int_member (object, "cost");
  read_channels (preset, object, version);
  return version;
}

static gboolean
add_rights (Preset *preset, JsonObject *rights, gint64 product_id, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (rights);

  for (const GList *l = names; l != NULL; l = l->next)
    {
      CltTier tier = CLT_TIER_UNRATED;
      CltRight right;

      if (!clt_right_parse (json_object_get_string_member (rights, l->data), &right, error) ||
          !clt_tier_from_name (l->data, &tier) ||
          !clt_matrix_set (preset->conn, product_id, tier, &right, preset->day, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_product (Preset *preset, JsonObject *object, int position, GError **error)
{
  g_autoptr (CltProduct) product = clt_product_new ();
  g_autoptr (CltVersion) version = read_version (preset, object);

  clt_set_str (&product->code, json_object_get_string_member (object, "code"));
  product->category_id =
    clt_ids_find (preset->categories, json_object_get_string_member (object, "category"));
  product->position = position;
  if (!clt_product_save (preset->conn, product, error))
    return FALSE;
  version->product_id = product->id;
  return clt_version_save (preset->conn, version, error) &&
         clt_version_approve (preset->conn, version->id, preset->who, preset->day, error) &&
         add_rights (preset, json_object_get_object_member (object, "rights"), product->id, error);
}

static gboolean
check_empty (CltConn *conn, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM product", ""))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS,
                       _ ("The catalogue holds products already; the starter catalogue is for an "
                          "empty one. Nothing was changed."));
  return FALSE;
}

gboolean
clt_catalogue_add_preset (CltConn *conn,
                          const char *language,
                          const char *who,
                          CltDay day,
                          GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GHashTable) categories =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Translators: the language of the starter catalogue's texts, "en" or "zh_CN". */
  Preset preset = { conn, language == NULL ? C_ ("starter catalogue", "en") : language, who, day,
                    categories };
  JsonArray *products;

  if (!check_empty (conn, error) || (root = clt_resource_load_json (STARTER, error)) == NULL ||
      !add_categories (&preset,
                       json_object_get_array_member (json_node_get_object (root), "categories"),
                       error))
    return FALSE;
  products = json_object_get_array_member (json_node_get_object (root), "products");
  for (guint i = 0; i < json_array_get_length (products); i++)
    if (!add_product (&preset, json_array_get_object_element (products, i), (int) i + 1, error))
      return FALSE;
  return TRUE;
}
