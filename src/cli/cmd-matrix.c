/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/clt-branch.h"

/* matrix FILE: what is promised and what it takes. matrix FILE PRODUCT TIER RIGHT: one cell. */

static char *
dup_right (const CltMatrix *matrix, gint64 product_id, CltTier tier)
{
  return clt_right_format_short (clt_matrix_get (matrix, product_id, tier));
}

static void
build_row (JsonBuilder *json, const CltProduct *product, const CltMatrix *matrix)
{
  json_builder_begin_object (json);
  clt_cli_add_string (json, "product", product->code);
  json_builder_set_member_name (json, "rights");
  json_builder_begin_object (json);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *text = dup_right (matrix, product->id, tier);

      clt_cli_add_string (json, clt_tier_get_name (tier), text);
    }
  json_builder_end_object (json);
  json_builder_set_member_name (json, "inverted");
  json_builder_begin_array (json);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    if (clt_matrix_is_inverted (matrix, product->id, tier))
      json_builder_add_string_value (json, clt_tier_get_name (tier));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

/* A cell with "!" behind it: a higher tier gets less. */
static void
print_row (const CltProduct *product, const CltMatrix *matrix)
{
  const CltVersion *version = clt_product_get_version (product);
  g_autofree char *code = clt_cli_pad (product->code, 8);
  g_autofree char *name = clt_cli_pad (version == NULL ? "" : version->name, 30);
  g_autoptr (GString) rights = g_string_new (NULL);

  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *text = dup_right (matrix, product->id, tier);
      g_autofree char *marked =
        g_strconcat (text, clt_matrix_is_inverted (matrix, product->id, tier) ? " !" : "", NULL);
      g_autofree char *cell = clt_cli_pad (marked, 12);

      g_string_append (rights, cell);
    }
  g_strchomp (rights->str);
  clt_cli_print ("%s%s%s", code, name, rights->str);
}

static void
build_base (JsonBuilder *json, const CltMatrixBase *base)
{
  json_builder_set_member_name (json, "clients");
  json_builder_begin_object (json);
  for (guint i = 0; i < CLT_N_TIERS; i++)
    clt_cli_add_int (json, clt_tier_get_name (clt_tier_order[i]), base->clients[clt_tier_order[i]]);
  json_builder_end_object (json);
  clt_cli_add_double (json, "used_minutes", base->used_minutes);
  clt_cli_add_int (json, "capacity_minutes", base->capacity_minutes);
}

static int
show (CltConn *conn, CltDay day, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = clt_product_list (conn, day, FALSE, &error);
  g_autoptr (CltMatrix) matrix = products == NULL ? NULL : clt_matrix_load (conn, day, &error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  CltMatrixBase base;

  if (matrix == NULL || !clt_matrix_base_load (conn, day, &base, &error))
    return clt_cli_fail ("matrix", error);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "as_of", clt_day_to_yyyymmdd (day));
  build_base (json, &base);
  json_builder_set_member_name (json, "matrix");
  json_builder_begin_array (json);
  for (guint i = 0; i < products->len; i++)
    {
      build_row (json, products->pdata[i], matrix);
      if (!as_json)
        print_row (products->pdata[i], matrix);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (as_json)
    clt_cli_print_json (json);
  else
    /* Translators: hours of work promised, hours that there are */
    clt_cli_print (_ ("Work promised: %.0f hours a month; capacity: %.0f hours"),
                   base.used_minutes / 60, (double) base.capacity_minutes / 60);
  return CLT_EXIT_DONE;
}

/* Setting a cell */

typedef struct
{
  gint64 product_id;
  CltTier tier;
  CltRight before, after;
  CltDay from;
  CltMatrixCost cost;
} Change;

static gboolean
set_cell (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_matrix_set (conn, change->product_id, change->tier, &change->after, change->from,
                         error);
}

/* What the change would cost, before it is made. */
static gboolean
weigh (CltConn *conn, Change *change, GError **error)
{
  g_autoptr (CltMatrix) matrix = clt_matrix_load (conn, change->from, error);
  g_autoptr (CltProduct) product =
    matrix == NULL ? NULL : clt_product_load (conn, change->product_id, change->from, error);
  CltMatrixBase base;

  if (product == NULL || !clt_matrix_base_load (conn, change->from, &base, error))
    return FALSE;
  change->before = *clt_matrix_get (matrix, change->product_id, change->tier);
  clt_matrix_cost (&base, &change->before, &change->after, change->tier,
                   product->current == NULL ? 0 : product->current->minutes,
                   product->current == NULL ? 0 : product->current->cost, &change->cost);
  return TRUE;
}

static void
tell_json (const Change *change, const char *code, gint64 action)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *before = clt_right_format_short (&change->before);
  g_autofree char *after = clt_right_format_short (&change->after);

  json_builder_begin_object (json);
  clt_cli_add_string (json, "product", code);
  clt_cli_add_string (json, "tier", clt_tier_get_name (change->tier));
  clt_cli_add_int (json, "from", clt_day_to_yyyymmdd (change->from));
  clt_cli_add_string (json, "before", before);
  clt_cli_add_string (json, "after", after);
  clt_cli_add_int (json, "clients", change->cost.clients);
  clt_cli_add_double (json, "minutes", change->cost.minutes);
  clt_cli_add_double (json, "cost", change->cost.cost);
  clt_cli_add_double (json, "left_minutes", change->cost.left_minutes);
  clt_cli_add_id (json, "action", action);
  json_builder_end_object (json);
  clt_cli_print_json (json);
}

static void
tell (const Change *change, gboolean dry_run, gint64 action)
{
  g_autofree char *before = clt_right_format (&change->before);
  g_autofree char *after = clt_right_format (&change->after);

  clt_cli_print ("%s → %s", before, after);
  clt_cli_print (
    /* Translators: number of clients; hours and yuan a month, with sign; hours a month */
    ngettext ("%d client; %+.1f hours and %+.2f yuan a month; %.0f hours of capacity left",
              "%d clients; %+.1f hours and %+.2f yuan a month; %.0f hours of capacity left",
              change->cost.clients),
    change->cost.clients, change->cost.minutes / 60, change->cost.cost / 100,
    change->cost.left_minutes / 60);
  if (dry_run)
    clt_cli_print ("%s", _ ("Nothing was written (dry run)."));
  else if (action != 0)
    clt_cli_print (_ ("Action %" PRIi64), action);
  else
    clt_cli_print ("%s", _ ("Nothing changed."));
}

static int
change_cell (CltConn *conn, const CltCliCommon *common, CltDay from, gboolean dry_run)
{
  const CltActionInfo info = { .name = "entitlement.set",
                               .detail = common->args[1],
                               .who = common->who };
  g_autoptr (GError) error = NULL;
  Change change = { .from = from };
  gint64 action = 0;

  if (!clt_tier_from_name (common->args[2], &change.tier))
    {
      g_printerr (_ ("clientele-cli matrix: there is no tier “%s”\n"), common->args[2]);
      return CLT_EXIT_USAGE;
    }
  change.product_id = clt_product_find (conn, common->args[1], &error);
  if (change.product_id == 0 || !clt_right_parse (common->args[3], &change.after, &error) ||
      !weigh (conn, &change, &error) ||
      (!dry_run && !clt_action_run (conn, &info, set_cell, &change, &action, &error)))
    return clt_cli_fail ("matrix", error);
  if (common->json)
    tell_json (&change, common->args[1], action);
  else
    tell (&change, dry_run, action);
  return CLT_EXIT_DONE;
}

int
clt_cmd_matrix (int argc, char **argv)
{
  CltCliCommon common;
  const char *from = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from,
      N_ ("First day on which the right holds, or the day that is shown; today"), "DATE" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only say what it would cost"), NULL },
    { NULL },
  };
  g_autoptr (CltConn) conn = NULL;
  g_autoptr (GError) error = NULL;
  CltDay day = clt_today ();

  if (!clt_cli_parse (&argc, &argv, entries, 1, 4, &common) || !clt_cli_parse_day (from, &day))
    return CLT_EXIT_USAGE;
  if (common.n_args != 1 && common.n_args != 4)
    {
      g_printerr (
        _ ("clientele-cli matrix: name a product, a tier and a right, or none of them\n"));
      return CLT_EXIT_USAGE;
    }
  conn = clt_branch_open (common.args[0],
                          common.n_args == 4 && !dry_run ? CLT_CONN_WRITE : CLT_CONN_READ, &error);
  if (conn == NULL)
    return clt_cli_fail ("matrix", error);
  return common.n_args == 1 ? show (conn, day, common.json)
                            : change_cell (conn, &common, day, dry_run);
}
