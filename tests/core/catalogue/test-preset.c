/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-product.h"

#include "catalogue-fixture.h"

#define DAY (clt_day_from_yyyymmdd (20261118))

static gboolean
add (Branch *branch, const char *language, const char *who, GError **error)
{
  gboolean done;

  branch_begin (branch);
  done = clt_catalogue_add_preset (branch->conn, language, who, DAY, error);
  if (done)
    branch_commit (branch);
  else
    clt_action_rollback (branch->conn);
  return done;
}

/* Chinese characters where they belong, and none where they do not; placeholders apart. */
static void
assert_language (const char *language, const char *text)
{
  gboolean chinese = FALSE;
  gboolean inside = FALSE;

  g_assert_cmpstr (text, !=, "");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      inside = *p == '{' || (inside && *p != '}');
      chinese |= !inside && g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN;
    }
  g_assert_cmpint (chinese, ==, g_str_equal (language, "zh_CN"));
}

/* More capital, fuller service. */
static void
assert_monotone (const CltMatrix *matrix, const CltProduct *product)
{
  for (CltTier tier = CLT_TIER_SMALL; tier <= CLT_TIER_HIGH_END; tier++)
    g_assert_false (clt_matrix_is_inverted (matrix, product->id, tier));
  g_assert_cmpint (clt_matrix_get (matrix, product->id, CLT_TIER_HIGH_END)->kind, !=,
                   CLT_RIGHT_NONE);
}

static void
test_complete (Branch *branch, gconstpointer language)
{
  static const char *const kinds[] = { "trading", "research", "training", "value" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (CltMatrix) matrix = NULL;
  guint n[G_N_ELEMENTS (kinds)] = { 0 };

  g_assert_true (add (branch, language, "Wang Fang", &error));
  products = clt_product_list (branch->conn, DAY, FALSE, &error);
  matrix = clt_matrix_load (branch->conn, DAY, &error);
  g_assert_cmpuint (products->len, ==, 26);
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      const CltVersion *version = product->current;

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        n[k] += g_str_equal (product->kind, kinds[k]);
      g_assert_nonnull (version);
      g_assert_null (product->draft);
      g_assert_cmpstr (version->approver, ==, "Wang Fang");
      assert_language (language, version->name);
      assert_language (language, version->description);
      assert_language (language, version->deliverable);
      assert_language (language, version->frequency);
      for (guint c = 0; c < version->channels->len; c++)
        {
          const CltProductChannel *channel = version->channels->pdata[c];

          if (channel->body != NULL)
            assert_language (language, channel->body);
        }
      assert_monotone (matrix, product);
    }
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    g_assert_cmpuint (n[k], >=, 5);
}

static void
test_once (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (add (branch, NULL, "Clientele", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (add (branch, NULL, "Wang Fang", &error));
  g_assert_false (add (branch, NULL, "Wang Fang", &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/preset/en", Branch, "en", branch_set_up, test_complete, branch_tear_down);
  g_test_add ("/preset/zh", Branch, "zh_CN", branch_set_up, test_complete, branch_tear_down);
  g_test_add ("/preset/once", Branch, NULL, branch_set_up, test_once, branch_tear_down);
  return g_test_run ();
}
