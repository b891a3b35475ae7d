/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-view-private.h"

#include <json-glib/json-glib.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-filter.h"
#include "core/people/clt-staff.h"

/* {"tiers":["major"],"expression":"equity > 10万","columns":["name","equity"],
 *  "sort":[{"column":"equity","descending":true}]}: only what is set is written. */

#define FORMAT_KEY "clientele-view"
#define FORMAT_VERSION 1

/* Writing */

static void
add_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
add_tiers (JsonObject *object, guint tiers)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < CLT_N_TIERS; i++)
    if ((tiers & (1u << clt_tier_order[i])) != 0)
      json_array_add_string_element (names, clt_tier_get_name (clt_tier_order[i]));
  json_object_set_array_member (object, "tiers", names);
}

static void
add_sort_key (JsonArray *keys, CltColumn column, gboolean descending)
{
  JsonObject *key = json_object_new ();

  json_object_set_string_member (key, "column", clt_column_get_name (column));
  if (descending)
    json_object_set_boolean_member (key, "descending", TRUE);
  json_array_add_object_element (keys, key);
}

static JsonObject *
build_object (const CltView *view)
{
  const CltClientQuery *query = view->query;
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();
  JsonArray *sort = json_array_new ();

  if (query->prospects)
    json_object_set_boolean_member (object, "prospects", TRUE);
  if (query->with_closed)
    json_object_set_boolean_member (object, "with_closed", TRUE);
  if (query->tiers != 0)
    add_tiers (object, query->tiers);
  add_text (object, "search", query->search);
  add_text (object, "status", query->status);
  if (query->staff_id != 0)
    json_object_set_int_member (object, "staff", query->staff_id);
  add_text (object, "tag", query->tag);
  add_text (object, "expression", query->expression);
  for (guint i = 0; i < view->n_columns; i++)
    json_array_add_string_element (columns, clt_column_get_name (view->columns[i]));
  json_object_set_array_member (object, "columns", columns);
  add_sort_key (sort, query->sort, query->descending);
  if (query->sort2 != query->sort)
    add_sort_key (sort, query->sort2, query->descending2);
  json_object_set_array_member (object, "sort", sort);
  return object;
}

static char *
object_to_text (JsonObject *object, gboolean pretty)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, pretty);
}

char *
clt_view_to_json (const CltView *view)
{
  g_autoptr (JsonObject) object = build_object (view);

  return object_to_text (object, FALSE);
}

/* Reading: a file may hold anything at all */

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

/* (nullable) */
static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_element_text (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static void
read_tiers (JsonObject *object, CltClientQuery *query)
{
  JsonArray *names = get_array (object, "tiers");
  CltTier tier;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (clt_tier_from_name (get_element_text (names, i), &tier))
      query->tiers |= 1u << tier;
}

static void
read_columns (JsonObject *object, CltView *view)
{
  JsonArray *names = get_array (object, "columns");
  gboolean seen[CLT_N_COLUMNS] = { FALSE };
  CltColumn column;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (clt_column_from_name (get_element_text (names, i), &column) && !seen[column])
      {
        seen[column] = TRUE;
        view->columns[view->n_columns++] = column;
      }
  /* a list without columns shows nothing */
  if (view->n_columns == 0)
    view->columns[view->n_columns++] = CLT_COLUMN_NAME;
}

static gboolean
read_sort_key (JsonArray *keys, guint index, CltColumn *column, gboolean *descending)
{
  JsonNode *node = keys != NULL && index < json_array_get_length (keys)
                     ? json_array_get_element (keys, index)
                     : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
      !clt_column_from_name (get_text (json_node_get_object (node), "column"), column))
    return FALSE;
  *descending = get_boolean (json_node_get_object (node), "descending");
  return TRUE;
}

static CltView *
read_object (const char *name, JsonObject *object)
{
  CltView *view = g_new0 (CltView, 1);
  CltClientQuery *query = clt_client_query_new ();
  JsonArray *sort = get_array (object, "sort");

  view->name = g_strdup (name);
  view->query = query;
  query->prospects = get_boolean (object, "prospects");
  query->with_closed = get_boolean (object, "with_closed");
  read_tiers (object, query);
  clt_set_str (&query->search, get_text (object, "search"));
  clt_set_str (&query->status, get_text (object, "status"));
  query->staff_id = get_int (object, "staff");
  clt_set_str (&query->tag, get_text (object, "tag"));
  clt_set_str (&query->expression, get_text (object, "expression"));
  read_columns (object, view);
  if (!read_sort_key (sort, 0, &query->sort, &query->descending))
    query->sort = CLT_COLUMN_NAME;
  query->sort2 = query->sort;
  read_sort_key (sort, 1, &query->sort2, &query->descending2);
  return view;
}

CltView *
clt_view_from_json (const char *name, const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonObject) nothing = json_object_new ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return read_object (name, nothing);
  root = json_parser_get_root (parser);
  return read_object (name, root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                              ? json_node_get_object (root)
                              : nothing);
}

/* Files to share */

char *
clt_view_to_text (CltConn *conn, const CltView *view, GError **error)
{
  g_autoptr (JsonObject) object = build_object (view);

  json_object_set_int_member (object, FORMAT_KEY, FORMAT_VERSION);
  json_object_set_string_member (object, "name", view->name);
  if (view->query->staff_id != 0)
    {
      g_autoptr (CltStaff) person = clt_staff_load (conn, view->query->staff_id, error);

      if (person == NULL)
        return NULL;
      /* ids are those of one file */
      json_object_set_string_member (object, "staff", person->name);
    }
  return object_to_text (object, TRUE);
}

static gboolean
check_file (JsonParser *parser, const char *text, JsonObject **object, GError **error)
{
  JsonNode *root = NULL;

  if (g_utf8_validate (text, -1, NULL) && json_parser_load_from_data (parser, text, -1, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return clt_store_refuse (error, _ ("This is no file of a view. Nothing was added."));
  *object = json_node_get_object (root);
  if (get_int (*object, FORMAT_KEY) < 1)
    return clt_store_refuse (error, _ ("This is no file of a view. Nothing was added."));
  if (get_int (*object, FORMAT_KEY) > FORMAT_VERSION)
    return clt_store_refuse (
      error, _ ("The view was shared by a newer version of Clientele, which this one "
                "cannot read. Nothing was added."));
  return TRUE;
}

/* "VIP", "VIP 2", "VIP 3" … */
static char *
dup_free_name (CltConn *conn, const char *name, GError **error)
{
  g_autofree char *wanted = clt_text_normalize (name, -1);
  g_autofree char *base = g_strdup (*wanted != '\0' ? wanted : _ ("View"));

  for (guint n = 1;; n++)
    {
      g_autofree char *candidate = n == 1 ? g_strdup (base) : g_strdup_printf ("%s %u", base, n);
      gint64 taken;

      if (!clt_conn_get_int (conn, &taken, 0, error,
                             "SELECT count(*) FROM saved_view WHERE name = ?", "t", candidate))
        return NULL;
      if (taken == 0)
        return g_steal_pointer (&candidate);
    }
}

CltView *
clt_view_from_text (CltConn *conn, const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (CltView) view = NULL;
  JsonObject *object = NULL;

  if (!check_file (parser, text, &object, error))
    return NULL;
  view = read_object ("", object);
  view->query->staff_id = 0;
  if (*get_text (object, "staff") != '\0')
    {
      view->query->staff_id = clt_staff_find (conn, get_text (object, "staff"), error);
      if (view->query->staff_id == 0)
        return NULL;
    }
  if (*view->query->expression != '\0')
    {
      g_autoptr (CltFilter) filter = clt_filter_parse (view->query->expression, error);

      if (filter == NULL)
        return NULL;
    }
  g_free (view->name);
  view->name = dup_free_name (conn, get_text (object, "name"), error);
  return view->name != NULL ? g_steal_pointer (&view) : NULL;
}
