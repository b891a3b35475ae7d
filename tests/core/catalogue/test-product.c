/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-product.h"

#include "catalogue-fixture.h"

#define DAY(yyyymmdd) clt_day_from_yyyymmdd (yyyymmdd)

static void
assert_refused (gboolean done, GError **error)
{
  g_assert_false (done);
  g_assert_error (*error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  g_clear_error (error);
}

/* The number of the version in force on the day; 0: none. */
static int
in_force (Branch *branch, gint64 product, int yyyymmdd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltVersion) version = clt_version_get (branch->conn, product, DAY (yyyymmdd), &error);

  g_assert_no_error (error);
  return version == NULL ? 0 : version->number;
}

/* A new draft of the version in force, with another name. Returns: its id. */
static gint64
add_draft (Branch *branch, gint64 product, int yyyymmdd, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltVersion) version = clt_version_get (branch->conn, product, DAY (yyyymmdd), &error);

  clt_set_str (&version->name, name);
  clt_version_save (branch->conn, version, &error);
  g_assert_no_error (error);
  return version->id;
}

/* An old delivery is judged by the version of its day. */
static void
test_dated (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltProduct) loaded = NULL;
  gint64 product;

  branch_begin (branch);
  product = catalogue_add_product (branch, "weekly", 2);
  g_assert_cmpint (in_force (branch, product, 20260601), ==, 0);
  catalogue_approve (branch, product, 20260601);
  add_draft (branch, product, 20260601, "Second");
  g_assert_cmpint (in_force (branch, product, 20260701), ==, 1);
  catalogue_approve (branch, product, 20260701);
  branch_commit (branch);

  g_assert_cmpint (in_force (branch, product, 20260531), ==, 0);
  g_assert_cmpint (in_force (branch, product, 20260601), ==, 1);
  g_assert_cmpint (in_force (branch, product, 20260630), ==, 1);
  g_assert_cmpint (in_force (branch, product, 20260701), ==, 2);

  branch_begin (branch);
  loaded = clt_product_load (branch->conn, product, DAY (20260801), &error);
  g_assert_true (clt_version_retire (branch->conn, loaded->current->id, DAY (20260930), &error));
  branch_commit (branch);
  g_assert_cmpint (in_force (branch, product, 20260930), ==, 2);
  g_assert_cmpint (in_force (branch, product, 20261001), ==, 0);
  g_assert_cmpint (in_force (branch, product, 20260630), ==, 1);
}

static void
test_approval (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltProduct) product = NULL;
  g_autoptr (CltVersion) draft = NULL;
  g_autofree char *gaps = NULL;
  g_autofree char *missing = NULL;
  gint64 id, draft_id;

  branch_begin (branch);
  id = catalogue_add_product (branch, "brief", 1);
  product = clt_product_load (branch->conn, id, 0, &error);
  draft_id = product->draft->id;
  /* the author, however he is written */
  assert_refused (clt_version_approve (branch->conn, draft_id, CATALOGUE_AUTHOR, DAY (20260601),
                                       &error),
                  &error);
  assert_refused (clt_version_approve (branch->conn, draft_id, "li  ＭＩＮＧ", DAY (20260601),
                                       &error),
                  &error);

  /* what a draft may lack, all at once */
  draft = clt_version_load (branch->conn, draft_id, &error);
  gaps = clt_version_dup_gaps (branch->conn, draft, DAY (20260601), &error);
  g_assert_cmpstr (gaps, ==, "");
  clt_set_str (&draft->deliverable, "");
  clt_set_str (&draft->provider, "specialist");
  draft->needs_licence = TRUE;
  missing = clt_version_dup_gaps (branch->conn, draft, DAY (20260601), &error);
  g_assert_nonnull (strstr (missing, "what exactly is delivered"));
  g_assert_nonnull (strstr (missing, "an adviser"));
  draft->needs_licence = FALSE;
  g_assert_true (clt_version_save (branch->conn, draft, &error));
  assert_refused (clt_version_approve (branch->conn, draft_id, CATALOGUE_APPROVER, DAY (20260601),
                                       &error),
                  &error);
  clt_set_str (&draft->deliverable, "a page");
  clt_set_str (&((CltProductChannel *) draft->channels->pdata[0])->body, "{称谓}您好");
  g_assert_true (clt_version_save (branch->conn, draft, &error));
  assert_refused (clt_version_approve (branch->conn, draft_id, CATALOGUE_APPROVER, DAY (20260601),
                                       &error),
                  &error);
  g_clear_pointer (&((CltProductChannel *) draft->channels->pdata[0])->body, g_free);
  g_assert_true (clt_version_save (branch->conn, draft, &error));
  assert_refused (clt_version_approve (branch->conn, draft_id, CATALOGUE_APPROVER, DAY (20260601),
                                       &error),
                  &error);

  clt_set_str (&((CltProductChannel *) draft->channels->pdata[0])->body, "{称呼}您好");
  g_assert_true (clt_version_save (branch->conn, draft, &error));
  g_assert_true (
    clt_version_approve (branch->conn, draft_id, CATALOGUE_APPROVER, DAY (20260601), &error));
  assert_refused (clt_version_approve (branch->conn, draft_id, CATALOGUE_APPROVER, DAY (20260701),
                                       &error),
                  &error);

  /* a new version never begins before an older one */
  draft_id = add_draft (branch, id, 20260601, "again");
  assert_refused (clt_version_approve (branch->conn, draft_id, CATALOGUE_APPROVER, DAY (20260531),
                                       &error),
                  &error);
  branch_commit (branch);
}

/* Saving what is approved makes a draft of it; what is in force stays as it was. */
static void
test_draft_of_approved (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltVersion) before = NULL, edited = NULL, after = NULL;
  g_autoptr (CltProduct) product = NULL;
  g_autoptr (GPtrArray) changes = NULL, versions = NULL;
  gint64 id;

  branch_begin (branch);
  id = catalogue_add_product (branch, "brief", 1);
  catalogue_approve (branch, id, 20260601);
  before = clt_version_get (branch->conn, id, DAY (20260601), &error);
  edited = clt_version_copy (before);
  edited->minutes = 25;
  g_assert_true (clt_version_save (branch->conn, edited, &error));
  g_assert_cmpint (edited->id, !=, before->id);
  g_assert_cmpint (edited->number, ==, 2);
  g_assert_cmpint (edited->state, ==, CLT_VERSION_DRAFT);
  /* one draft is enough */
  assert_refused (clt_version_save (branch->conn, before, &error), &error);
  branch_commit (branch);

  product = clt_product_load (branch->conn, id, DAY (20260601), &error);
  g_assert_cmpint (product->current->minutes, ==, 10);
  g_assert_cmpint (product->draft->minutes, ==, 25);
  g_assert_cmpint (product->latest->id, ==, product->current->id);
  changes = clt_version_compare (product->current, product->draft);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((CltVersionChange *) changes->pdata[0])->before, ==, "10");
  g_assert_cmpstr (((CltVersionChange *) changes->pdata[0])->after, ==, "25");

  branch_begin (branch);
  assert_refused (clt_version_delete (branch->conn, product->current->id, &error), &error);
  g_assert_true (clt_version_delete (branch->conn, product->draft->id, &error));
  branch_commit (branch);
  versions = clt_version_list (branch->conn, id, &error);
  g_assert_cmpuint (versions->len, ==, 1);
}

static void
test_products_refused (Branch *branch, gconstpointer unused)
{
  g_autoptr (CltProduct) product = clt_product_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  branch_begin (branch);
  id = catalogue_add_product (branch, "brief", 1);
  product->category_id = 1;
  clt_set_str (&product->code, "brief");
  assert_refused (clt_product_save (branch->conn, product, &error), &error);
  clt_set_str (&product->code, "two words");
  assert_refused (clt_product_save (branch->conn, product, &error), &error);
  clt_set_str (&product->code, "");
  assert_refused (clt_product_save (branch->conn, product, &error), &error);
  clt_set_str (&product->code, "other");
  product->owner_id = id;
  assert_refused (clt_product_save (branch->conn, product, &error), &error);
  product->owner_id = 0;
  product->category_id = id;
  assert_refused (clt_product_save (branch->conn, product, &error), &error);
  g_assert_cmpint (clt_product_find (branch->conn, "brief", &error), ==, id);
  g_assert_cmpint (clt_product_find (branch->conn, "brie", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  branch_commit (branch);
}

/* What was in force stays in the file: retired, archived, but there. What never was may go. */
static void
test_archive_and_delete (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltProduct) product = NULL;
  g_autoptr (GPtrArray) shown = NULL, all = NULL;
  gint64 id, other;

  branch_begin (branch);
  id = catalogue_add_product (branch, "brief", 1);
  other = catalogue_add_product (branch, "never", 1);
  catalogue_approve (branch, id, 20260601);
  product = clt_product_load (branch->conn, id, DAY (20260601), &error);
  product->archived = TRUE;
  assert_refused (clt_product_save (branch->conn, product, &error), &error);
  g_assert_true (clt_version_retire (branch->conn, product->current->id, DAY (20260610), &error));
  g_assert_true (clt_product_save (branch->conn, product, &error));
  assert_refused (clt_product_delete (branch->conn, id, &error), &error);
  g_assert_true (clt_product_delete (branch->conn, other, &error));
  branch_commit (branch);

  shown = clt_product_list (branch->conn, DAY (20260605), FALSE, &error);
  all = clt_product_list (branch->conn, DAY (20260605), TRUE, &error);
  g_assert_cmpuint (shown->len, ==, 0);
  g_assert_cmpuint (all->len, ==, 1);
}

static void
test_undo (Branch *branch, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id, action;

  branch_begin (branch);
  id = catalogue_add_product (branch, "brief", 1);
  branch_commit (branch);
  branch_begin (branch);
  catalogue_approve (branch, id, 20260601);
  action = branch_commit (branch);
  g_assert_true (clt_action_undo (branch->conn, action, "tester", NULL, NULL, &error));
  g_assert_cmpint (in_force (branch, id, 20260601), ==, 0);
  g_assert_true (clt_action_redo (branch->conn, action, "tester", NULL, NULL, &error));
  g_assert_cmpint (in_force (branch, id, 20260601), ==, 1);
}

/* Categories and order */

static char *
list_codes (Branch *branch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = clt_product_list (branch->conn, 0, FALSE, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s ", ((CltProduct *) list->pdata[i])->code);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_order (Branch *branch, const char *expected)
{
  g_autofree char *codes = list_codes (branch);

  g_assert_cmpstr (codes, ==, expected);
}

static void
test_order (Branch *branch, gconstpointer unused)
{
  CltCategory below = { .parent_id = 2, .kind = NULL, .name = (char *) "Notes" };
  g_autoptr (GError) error = NULL;
  gint64 a, c;

  branch_begin (branch);
  g_assert_true (clt_category_save (branch->conn, &below, &error));
  g_assert_cmpstr (below.kind, ==, "research");
  a = catalogue_add_product (branch, "a", 2);
  catalogue_add_product (branch, "b", 2);
  c = catalogue_add_product (branch, "c", below.id);
  catalogue_add_product (branch, "d", 1);
  catalogue_add_product (branch, "e", 3);
  assert_order (branch, "d a b c e ");
  g_assert_true (clt_product_move (branch->conn, a, 2, 1, &error));
  assert_order (branch, "d b a c e ");
  g_assert_true (clt_product_move (branch->conn, c, 2, 0, &error));
  assert_order (branch, "d c b a e ");
  g_assert_true (clt_category_move (branch->conn, 3, 0, 0, &error));
  assert_order (branch, "e d c b a ");
  branch_commit (branch);
  g_free (below.kind);
}

static void
test_categories_refused (Branch *branch, gconstpointer unused)
{
  CltCategory top = { .name = (char *) "Fifth", .kind = g_strdup ("value") };
  CltCategory child = { .parent_id = 4, .name = (char *) "Greetings" };
  CltCategory grandchild = { .name = (char *) "Birthdays" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  branch_begin (branch);
  assert_refused (clt_category_save (branch->conn, &top, &error), &error);
  g_assert_true (clt_category_save (branch->conn, &child, &error));
  grandchild.parent_id = child.id;
  g_assert_true (clt_category_save (branch->conn, &grandchild, &error));
  child.parent_id = grandchild.id;
  assert_refused (clt_category_save (branch->conn, &child, &error), &error);
  child.parent_id = 4;
  child.archived = TRUE;
  assert_refused (clt_category_save (branch->conn, &child, &error), &error);
  /* what lies below moves with it, to another of the four */
  child.archived = FALSE;
  child.parent_id = 1;
  g_assert_true (clt_category_save (branch->conn, &child, &error));
  branch_commit (branch);
  list = clt_category_list (branch->conn, &error);
  g_assert_cmpuint (list->len, ==, 6);
  g_assert_cmpint (((CltCategory *) list->pdata[2])->id, ==, grandchild.id);
  g_assert_cmpstr (((CltCategory *) list->pdata[2])->kind, ==, "trading");
  g_free (top.kind);
  g_free (child.kind);
  g_free (grandchild.kind);
}

static void
test_channels (Branch *branch, gconstpointer unused)
{
  CltChannel wechat = { .key = (char *) "wechat",
                        .name = (char *) "WeChat",
                        .medium = (char *) "log",
                        .consent = (char *) "",
                        .position = 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  branch_begin (branch);
  g_assert_true (clt_channel_save (branch->conn, &wechat, &error));
  wechat.key = (char *) "fax";
  wechat.medium = (char *) "email";
  assert_refused (clt_channel_save (branch->conn, &wechat, &error), &error);
  /* one of the six keeps what carries it and what consent it needs */
  wechat.key = (char *) "sms";
  wechat.name = (char *) "Text message";
  wechat.position = 0;
  g_assert_true (clt_channel_save (branch->conn, &wechat, &error));
  branch_commit (branch);
  list = clt_channel_list (branch->conn, &error);
  g_assert_cmpuint (list->len, ==, 7);
  g_assert_cmpstr (((CltChannel *) list->pdata[0])->name, ==, "Text message");
  g_assert_cmpstr (((CltChannel *) list->pdata[0])->medium, ==, "sms");
  g_assert_cmpstr (((CltChannel *) list->pdata[0])->consent, ==, "sms");
  g_assert_cmpstr (((CltChannel *) list->pdata[6])->key, ==, "wechat");
  g_clear_pointer (&list, g_ptr_array_unref);

  branch_begin (branch);
  g_assert_true (clt_channel_add (branch->conn, " 企业微信  (Work) ", "phone", &error));
  assert_refused (clt_channel_add (branch->conn, "企业微信 (Work)", "", &error), &error);
  assert_refused (clt_channel_add (branch->conn, "WeChat", "", &error), &error);
  assert_refused (clt_channel_add (branch->conn, "…", "", &error), &error);
  assert_refused (clt_channel_add (branch->conn, "Fax", "fax", &error), &error);
  g_assert_true (clt_channel_archive (branch->conn, "wechat", TRUE, &error));
  g_assert_false (clt_channel_archive (branch->conn, "fax", TRUE, &error));
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  branch_commit (branch);
  list = clt_channel_list (branch->conn, &error);
  g_assert_cmpuint (list->len, ==, 8);
  g_assert_true (((CltChannel *) list->pdata[6])->archived);
  g_assert_cmpstr (((CltChannel *) list->pdata[7])->key, ==, "企业微信-work");
  g_assert_cmpstr (((CltChannel *) list->pdata[7])->name, ==, "企业微信 (Work)");
  g_assert_cmpstr (((CltChannel *) list->pdata[7])->consent, ==, "phone");
}

/* Comparing the other way round swaps each line, whatever the two versions are. */
static CltVersion *
random_version (void)
{
  static const char *const channels[] = {
    "website", "software", "email", "sms", "phone", "onsite"
  };
  static const char *const providers[] = { "specialist", "adviser", "both" };
  static const char *const files[] = { "", "a.txt\t5\t1f00", "a.txt\t5\t2e00",
                                       "a.txt\t5\t1f00\nb.pdf\t9\t3d00" };
  CltVersion *version = clt_version_new ();

  clt_set_str (&version->name, g_test_rand_bit () ? "a" : "b");
  clt_set_str (&version->description, g_test_rand_bit () ? "c" : "");
  clt_set_str (&version->frequency, g_test_rand_bit () ? "weekly" : "monthly");
  clt_set_str (&version->provider, providers[g_test_rand_int_range (0, 3)]);
  version->lead_days = g_test_rand_int_range (0, 3);
  version->needs_licence = g_test_rand_bit ();
  version->risk = g_test_rand_int_range (1, 6);
  version->min_tier = (CltTier) g_test_rand_int_range (0, CLT_N_TIERS);
  version->minutes = g_test_rand_int_range (0, 3);
  version->cost = g_test_rand_int_range (0, 300);
  clt_set_str (&version->files, files[g_test_rand_int_range (0, G_N_ELEMENTS (files))]);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (g_test_rand_bit ())
      g_ptr_array_insert (version->channels,
                          g_test_rand_int_range (0, (int) version->channels->len + 1),
                          clt_product_channel_new (channels[i], g_test_rand_bit () ? "s" : NULL,
                                                   g_test_rand_bit () ? "b" : NULL));
  return version;
}

static void
test_compare (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (CltVersion) a = random_version ();
      g_autoptr (CltVersion) b = random_version ();
      g_autoptr (CltVersion) copy = clt_version_copy (a);
      g_autoptr (GPtrArray) there = clt_version_compare (a, b);
      g_autoptr (GPtrArray) back = clt_version_compare (b, a);
      g_autoptr (GPtrArray) none = clt_version_compare (a, copy);

      g_assert_cmpuint (none->len, ==, 0);
      g_assert_cmpuint (there->len, ==, back->len);
      for (guint i = 0; i < there->len; i++)
        {
          const CltVersionChange *x = there->pdata[i], *y = back->pdata[i];

          g_assert_cmpstr (x->field, ==, y->field);
          g_assert_cmpstr (x->before, ==, y->after);
          g_assert_cmpstr (x->after, ==, y->before);
          g_assert_cmpstr (x->before, !=, x->after);
        }
    }
}

#define BRANCH_TEST(path, func)                                                                    \
  g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  BRANCH_TEST ("/product/dated", test_dated);
  BRANCH_TEST ("/product/approval", test_approval);
  BRANCH_TEST ("/product/draft-of-approved", test_draft_of_approved);
  BRANCH_TEST ("/product/refused", test_products_refused);
  BRANCH_TEST ("/product/archive-and-delete", test_archive_and_delete);
  BRANCH_TEST ("/product/undo", test_undo);
  BRANCH_TEST ("/category/order", test_order);
  BRANCH_TEST ("/category/refused", test_categories_refused);
  BRANCH_TEST ("/channel/own", test_channels);
  g_test_add_func ("/version/compare", test_compare);
  return g_test_run ();
}
