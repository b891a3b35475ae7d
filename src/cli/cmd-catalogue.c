/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/clt-branch.h"

/* catalogue FILE: what is on offer on a day, and what each tier is promised of it. */

/* "small": "1m" … */
static void
add_rights (JsonBuilder *json, const CltMatrix *matrix, gint64 product_id)
{
  json_builder_set_member_name (json, "rights");
  json_builder_begin_object (json);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *text = clt_right_format_short (clt_matrix_get (matrix, product_id, tier));

      clt_cli_add_string (json, clt_tier_get_name (tier), text);
    }
  json_builder_end_object (json);
}

static void
add_version (JsonBuilder *json, const CltVersion *version)
{
  clt_cli_add_string (json, "name", version->name);
  clt_cli_add_int (json, "version", version->number);
  clt_cli_add_string (json, "state", clt_version_state_get_name (version->state));
  clt_cli_add_day (json, "from", version->valid_from);
  clt_cli_add_day (json, "to", version->valid_to);
  clt_cli_add_string (json, "author", version->author);
  clt_cli_add_string (json, "approver", version->approver);
  clt_cli_add_string (json, "provider", version->provider);
  clt_cli_add_int (json, "risk", version->risk);
  clt_cli_add_string (json, "min_tier", clt_tier_get_name (version->min_tier));
  clt_cli_add_int (json, "lead_days", version->lead_days);
  clt_cli_add_int (json, "minutes", version->minutes);
  clt_cli_add_int (json, "cost", version->cost);
  json_builder_set_member_name (json, "channels");
  json_builder_begin_array (json);
  for (guint i = 0; i < version->channels->len; i++)
    json_builder_add_string_value (json,
                                   ((CltProductChannel *) version->channels->pdata[i])->channel);
  json_builder_end_array (json);
}

static void
build_product (JsonBuilder *json, const CltProduct *product, const CltMatrix *matrix)
{
  const CltVersion *version = clt_product_get_version (product);

  json_builder_begin_object (json);
  clt_cli_add_string (json, "code", product->code);
  clt_cli_add_string (json, "kind", product->kind);
  if (version != NULL)
    add_version (json, version);
  clt_cli_add_bool (json, "in_force", product->current != NULL);
  json_builder_set_member_name (json, "draft");
  if (product->draft == NULL)
    json_builder_add_null_value (json);
  else
    json_builder_add_int_value (json, product->draft->number);
  clt_cli_add_bool (json, "archived", product->archived);
  add_rights (json, matrix, product->id);
  json_builder_end_object (json);
}

static void
print_product (const CltProduct *product, const CltMatrix *matrix)
{
  const CltVersion *version = clt_product_get_version (product);
  g_autofree char *code = clt_cli_pad (product->code, 8);
  g_autofree char *name = clt_cli_pad (version == NULL ? "" : version->name, 30);
  g_autofree char *state =
    clt_cli_pad (version == NULL ? "" : clt_version_state_get_label (version->state), 10);
  g_autoptr (GString) rights = g_string_new (NULL);

  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *text = clt_right_format_short (clt_matrix_get (matrix, product->id, tier));
      g_autofree char *cell = clt_cli_pad (text, 10);

      g_string_append (rights, cell);
    }
  g_strchomp (rights->str);
  clt_cli_print ("%s%s%s%s%s", code, name, state, rights->str,
                 /* Translators: stands behind a product of which a new version is being written */
                 product->draft != NULL && product->current != NULL ? _ ("  (and a draft)") : "");
}

static void
print_head (void)
{
  g_autoptr (GString) tiers = g_string_new (NULL);
  g_autofree char *code = clt_cli_pad (C_ ("product", "Code"), 8);
  g_autofree char *name = clt_cli_pad (C_ ("product", "Name"), 30);
  g_autofree char *state = clt_cli_pad (_ ("State"), 10);

  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *cell = clt_cli_pad (clt_tier_get_label (tier), 10);

      g_string_append (tiers, cell);
    }
  g_strchomp (tiers->str);
  clt_cli_print ("%s%s%s%s", code, name, state, tiers->str);
}

static int
list_catalogue (CltConn *conn, CltDay day, gboolean archived, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, archived, &error);
  g_autoptr (CltMatrix) matrix = products == NULL ? NULL : clt_matrix_load (conn, day, &error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (matrix == NULL)
    return clt_cli_fail ("catalogue", error);
  json_builder_begin_object (json);
  clt_cli_add_day (json, "as_of", day);
  json_builder_set_member_name (json, "products");
  json_builder_begin_array (json);
  if (!as_json && products->len > 0)
    print_head ();
  for (guint i = 0; i < products->len; i++)
    {
      build_product (json, products->pdata[i], matrix);
      if (!as_json)
        print_product (products->pdata[i], matrix);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (as_json)
    clt_cli_print_json (json);
  else if (products->len == 0)
    clt_cli_print ("%s", _ ("The catalogue is empty; --starter fills it."));
  return CLT_EXIT_DONE;
}

typedef struct
{
  const char *who;
  CltDay day;
} Starter;

static gboolean
add_starter (CltConn *conn, gpointer data, GError **error)
{
  const Starter *starter = data;

  return clt_catalogue_add_preset (conn, NULL, starter->who, starter->day, error);
}

int
clt_cmd_catalogue (int argc, char **argv)
{
  CltCliCommon common;
  const char *as_of = NULL;
  gboolean archived = FALSE, starter = FALSE;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_ ("Day that counts; today"), "DATE" },
    { "archived", 0, 0, G_OPTION_ARG_NONE, &archived, N_ ("Also what is in the archive"), NULL },
    { "starter", 0, 0, G_OPTION_ARG_NONE, &starter,
      N_ ("Fill an empty catalogue and matrix with the starter products"), NULL },
    { NULL },
  };
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GError) error = NULL;
  CltDay day = clt_today ();

  if (!clt_cli_parse (&argc, &argv, entries, 1, 1, &common) || !clt_cli_parse_day (as_of, &day))
    return CLT_EXIT_USAGE;
  conn = clt_branch_open (common.args[0], starter ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("catalogue", error);
  if (starter)
    {
      const CltActionInfo info = { .name = "catalogue.preset", .who = common.who };
      Starter data = { common.who, day };

      if (!clt_action_run (conn, &info, add_starter, &data, NULL, &error))
        return clt_cli_fail ("catalogue", error);
    }
  return list_catalogue (conn, day, archived, common.json);
}
