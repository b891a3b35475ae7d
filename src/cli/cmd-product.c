/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-product-field.h"
#include "core/clt-branch.h"

/* product FILE VERB CODE …: new and set write a draft; approve and retire say from when and until
 * when it is in force; compare shows what the draft changes. */

typedef struct
{
  const char *who, *code;
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
    {
      g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                   _ ("“%s” is not FIELD=VALUE with a field of a product. Nothing was changed."),
                   text);
      return FALSE;
    }
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
  version->author = g_strdup (call->who);
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
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                           _ ("The product has no draft to approve. Nothing was changed."));
      return FALSE;
    }
  return clt_version_approve (conn, product->draft->id, call->who, call->day, error);
}

static gboolean
run_retire (CltConn *conn, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (CltProduct) product = load (conn, call, error);

  if (product == NULL)
    return FALSE;
  if (product->latest == NULL)
    {
      g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID,
                           _ ("No version of the product was ever approved. Nothing was changed."));
      return FALSE;
    }
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
add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
build_change (JsonBuilder *json, const CltVersionChange *change)
{
  json_builder_begin_object (json);
  add_string (json, "field", change->field);
  add_string (json, "before", change->before);
  add_string (json, "after", change->after);
  json_builder_end_object (json);
}

static int
compare (CltConn *conn, const Call *call, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (CltProduct) product = load (conn, call, &error);
  g_autoptr (CltVersion) nothing = clt_version_new ();
  g_autoptr (GPtrArray) changes = NULL;

  if (product == NULL)
    return clt_cli_fail ("product", error);
  if (product->draft == NULL)
    changes = g_ptr_array_new ();
  else
    changes =
      clt_version_compare (product->latest != NULL ? product->latest : nothing, product->draft);
  json_builder_begin_array (json);
  for (guint i = 0; i < changes->len; i++)
    {
      const CltVersionChange *change = changes->pdata[i];

      build_change (json, change);
      if (!as_json)
        /* Translators: a field, what stood there, what stands there now */
        clt_cli_print (_ ("%s: “%s” → “%s”"), change->field, change->before, change->after);
    }
  json_builder_end_array (json);
  if (as_json)
    clt_cli_print_json (json);
  else if (changes->len == 0)
    clt_cli_print ("%s", _ ("There is no draft that changes anything."));
  return CLT_EXIT_DONE;
}

static const struct
{
  const char *verb;
  const char *action;
  CltActionFunc run; /* NULL: it only reads */
  gboolean takes_values;
} verbs[] = {
  { "approve", "product.approve", run_approve, FALSE },
  { "archive", "product.archive", run_archive, FALSE },
  { "compare", NULL, NULL, FALSE },
  { "delete", "product.delete", run_delete, FALSE },
  { "new", "product.create", run_new, TRUE },
  { "retire", "product.retire", run_retire, FALSE },
  { "set", "product.edit", run_set, TRUE },
};

static int
tell (const Call *call, gint64 action, gboolean as_json)
{
  if (as_json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      add_string (json, "product", call->code);
      json_builder_set_member_name (json, "action");
      if (action == 0)
        json_builder_add_null_value (json);
      else
        json_builder_add_int_value (json, action);
      json_builder_end_object (json);
      clt_cli_print_json (json);
    }
  else if (action != 0)
    clt_cli_print (_ ("Action %" PRIi64), action);
  else
    clt_cli_print ("%s", _ ("Nothing changed."));
  return CLT_EXIT_DONE;
}

static int
carry_out (const CltCliCommon *common, guint verb, Call *call)
{
  const gboolean reads = verbs[verb].run == NULL;
  const CltActionInfo info = { .name = verbs[verb].action,
                               .detail = call->code,
                               .who = common->who };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn =
    clt_branch_open (common->args[0], reads ? CLT_CONN_READ : CLT_CONN_WRITE, &error);
  gint64 action = 0;

  if (conn == NULL)
    return clt_cli_fail ("product", error);
  if (reads)
    return compare (conn, call, common->json);
  if (!clt_action_run (conn, &info, verbs[verb].run, call, &action, &error))
    return clt_cli_fail ("product", error);
  return tell (call, action, common->json);
}

int
clt_cmd_product (int argc, char **argv)
{
  CltCliCommon common;
  g_autofree char *from = NULL;
  g_autofree char *last = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from,
      N_ ("Of approve: first day on which it is in force; today"), "DATE" },
    { "last", 0, 0, G_OPTION_ARG_STRING, &last,
      N_ ("Of retire: last day on which it is in force; today"), "DATE" },
    { NULL },
  };
  Call call = { .day = clt_today () };

  if (!clt_cli_parse (&argc, &argv, entries, 3, G_MAXINT, &common) ||
      (from != NULL && !clt_cli_parse_day (from, &call.day)) ||
      (last != NULL && !clt_cli_parse_day (last, &call.day)))
    return CLT_EXIT_USAGE;
  call.who = common.who;
  call.code = common.args[2];
  call.values = common.args + 3;
  call.n_values = (guint) common.n_args - 3;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, common.args[1]) &&
        (call.n_values == 0 || verbs[i].takes_values))
      return carry_out (&common, i, &call);
  g_printerr (
    _ ("clientele-cli product: say new, set, compare, approve, retire, archive or delete, "
       "and the code of a product; only new and set take values\n"));
  return CLT_EXIT_USAGE;
}
