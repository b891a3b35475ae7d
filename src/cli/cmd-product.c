/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product-field.h"

/* product FILE VERB CODE …: new and set write a draft; approve and retire say from when and until
 * when it is in force; compare shows what the draft changes. */

typedef struct
{
  CltCliCommon common;
  const char *code;
  CltDay day;
  char **values; /* FIELD=VALUE … */
  guint n_values;
} Call;

/* What is worked on next: the draft, else what is in force. */
static CltVersion *
dup_edited (const CltProduct *product)
{
  const CltVersion *version =
    product->draft != NULL ? product->draft : clt_product_get_version (product);

  return version == NULL ? clt_version_new () : clt_version_copy (version);
}

/* FIELD=VALUE into the records. */
static gboolean
apply_value (const CltProductFields *fields,
             const char *text,
             CltProduct *product,
             CltVersion *version,
             GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals == NULL ? NULL : g_strndup (text, equals - text);
  const CltProductField *field = name == NULL ? NULL : clt_product_field_find (name);
  g_autofree char *value = NULL;

  if (field == NULL)
    return clt_store_refuse (
      error, _ ("“%s” is not FIELD=VALUE with a field of a product. Nothing was changed."), text);
  value = clt_product_fields_parse (fields, field, equals + 1, error);
  return value != NULL && clt_product_fields_apply (fields, field, value, product, version, error);
}

static gboolean
edit (CltConn *conn, const Call *call, CltProduct *product, GError **error)
{
  g_autoptr (CltProductFields) fields = clt_product_fields_load (conn, error);
  g_autoptr (CltVersion) version = dup_edited (product);

  if (fields == NULL)
    return FALSE;
  for (guint i = 0; i < call->n_values; i++)
    if (!apply_value (fields, call->values[i], product, version, error))
      return FALSE;
  if (!clt_product_save (conn, product, error))
    return FALSE;
  version->product_id = product->id;
  g_free (version->author);
  version->author = g_strdup (call->common.who);
  return clt_version_save (conn, version, error);
}

static CltProduct *
load (CltConn *conn, const Call *call, GError **error)
{
  gint64 id = clt_product_find (conn, call->code, error);

  return id == 0 ? NULL : clt_product_load (conn, id, call->day, error);
}

/* Verbs; each inside an action */

static gboolean
run_new (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltProduct) product = clt_product_new ();

  g_free (product->code);
  product->code = g_strdup (call->code);
  product->position = G_MAXINT16; /* at the end of its category */
  return edit (conn, call, product, error);
}

static gboolean
run_set (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltProduct) product = load (conn, data, error);

  return product != NULL && edit (conn, data, product, error);
}

static gboolean
run_approve (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltProduct) product = load (conn, call, error);

  if (product == NULL)
    return FALSE;
  if (product->draft == NULL)
    return clt_store_refuse (error,
                             _ ("The product has no draft to approve. Nothing was changed."));
  return clt_version_approve (conn, product->draft->id, call->common.who, call->day, error);
}

static gboolean
run_retire (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltProduct) product = load (conn, call, error);

  if (product == NULL)
    return FALSE;
  if (product->latest == NULL)
    return clt_store_refuse (
      error, _ ("No version of the product was ever approved. Nothing was changed."));
  return clt_version_retire (conn, product->latest->id, call->day, error);
}

static gboolean
run_archive (CltConn *conn, gpointer data, GError **error)
{
  g_autoptr (CltProduct) product = load (conn, data, error);

  if (product == NULL)
    return FALSE;
  product->archived = TRUE;
  return clt_product_save (conn, product, error);
}

static gboolean
run_delete (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  gint64 id = clt_product_find (conn, call->code, error);

  return id != 0 && clt_product_delete (conn, id, error);
}

/* What the draft changes. */

static void
print_change (gconstpointer row)
{
  const CltVersionChange *change = row;

  /* Translators: a field, what stood there, what stands there now */
  clt_cli_print (_ ("%s: “%s” → “%s”"), change->field, change->before, change->after);
}

static gboolean
compare (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltProduct) product = load (conn, call, error);
  g_autoptr (CltVersion) nothing = clt_version_new ();
  g_autoptr (GPtrArray) changes = NULL;

  if (product == NULL)
    return FALSE;
  if (product->draft == NULL)
    changes = g_ptr_array_new ();
  else
    changes =
      clt_version_compare (product->latest != NULL ? product->latest : nothing, product->draft);
  clt_cli_print_rows (&call->common, changes, clt_cli_build_change, print_change);
  if (!call->common.json && changes->len == 0)
    clt_cli_print ("%s", _ ("There is no draft that changes anything."));
  return TRUE;
}

static int
tell (gpointer data)
{
  const Call *call = data;
  const gint64 action = call->common.action;

  if (call->common.json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      clt_cli_add_string (json, "product", call->code);
      clt_cli_add_id (json, "action", action);
      json_builder_end_object (json);
      clt_cli_print_json (json);
    }
  else if (action != 0)
    clt_cli_print (_ ("Action %" PRIi64), action);
  else
    clt_cli_print ("%s", _ ("Nothing changed."));
  return CLT_EXIT_DONE;
}

static const CltCliVerb verbs[] = {
  { "approve", 1, 1, "product.approve", run_approve, tell },
  { "archive", 1, 1, "product.archive", run_archive, tell },
  { "compare", 1, 1, NULL, compare },
  { "delete", 1, 1, "product.delete", run_delete, tell },
  { "new", 1, G_MAXINT, "product.create", run_new, tell },
  { "retire", 1, 1, "product.retire", run_retire, tell },
  { "set", 1, G_MAXINT, "product.edit", run_set, tell },
  { NULL },
};

int
clt_cmd_product (int argc, char **argv)
{
  const char *from = NULL, *last = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from,
      N_ ("Of approve: first day on which it is in force; today"), "DATE" },
    { "last", 0, 0, G_OPTION_ARG_STRING, &last,
      N_ ("Of retire: last day on which it is in force; today"), "DATE" },
    { NULL },
  };
  Call call = { .day = clt_today () };

  if (!clt_cli_parse (&argc, &argv, entries, 3, G_MAXINT, &call.common) ||
      !clt_cli_parse_day (from, &call.day) || !clt_cli_parse_day (last, &call.day))
    return CLT_EXIT_USAGE;
  call.code = call.common.args[2];
  call.values = call.common.args + 3;
  call.n_values = (guint) call.common.n_args - 3;
  return clt_cli_run_verb (&call.common, verbs, &call);
}
