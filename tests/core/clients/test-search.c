/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/clients/clt-client-query.h"
#include "core/clients/clt-search-key.h"

#include "branch-fixture.h"

#define TODAY 20261118

/* Account numbers of what @words find, best first. */
static char *
find (Branch *branch, const char *words, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits =
    clt_search (branch->conn, words, limit, clt_day_from_yyyymmdd (TODAY), &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      const CltSearchHit *hit = hits->pdata[i];

      g_string_append_printf (out, "%s%s", i == 0 ? "" : " ",
                              hit->account == NULL ? "-" : hit->account);
    }
  return g_string_free (out, FALSE);
}

#define assert_finds(branch, words, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = find (branch, words, 20);                                             \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
set_phone (Branch *branch, gint64 id, const char *phone)
{
  branch_run (branch, "UPDATE client SET phone = ? WHERE id = ?", "ti", phone, id);
}

static void
fill (Branch *branch)
{
  gint64 id;

  branch_begin (branch);
  id = branch_add_client (branch, "单晓明", "00000011", 20200101);
  set_phone (branch, id, "138-1234-5678");
  id = branch_add_client (branch, "曾伟", "00000012", 20200101);
  set_phone (branch, id, "+86 13900005679");
  branch_add_client (branch, "张小明", "00000013", 20200101);
  branch_add_client (branch, "章晓敏", "00000014", 20200101);
  branch_add_client (branch, "吕布", "00000015", 20200101);
  branch_add_client (branch, "乐明", "00000016", 20200101);
  branch_add_client (branch, "尉迟恭", "00000017", 20200101);
  branch_add_client (branch, "Anna Smith", "00001234", 20200101);
  branch_add_client (branch, "重庆张飞牛肉有限公司", "00000018", 20200101);
  branch_commit (branch);
}

static void
test_names (Branch *branch, gconstpointer data)
{
  fill (branch);
  assert_finds (branch, "sxm", "00000011");
  assert_finds (branch, "SXM", "00000011");
  assert_finds (branch, "zengwei", "00000012");
  assert_finds (branch, "zw", "00000012");
  assert_finds (branch, "ceng", "");
  assert_finds (branch, "单", "00000011");
  assert_finds (branch, "张xm", "00000013");
  assert_finds (branch, "单xiaoming", "00000011");
  assert_finds (branch, "s晓m", "00000011");
  assert_finds (branch, "shanxm", "00000011");
  assert_finds (branch, "zwei", "00000012");
  assert_finds (branch, "lvbu", "00000015");
  assert_finds (branch, "lubu", "00000015");
  assert_finds (branch, "yueming", "00000016");
  assert_finds (branch, "leming", "00000016");
  assert_finds (branch, "yuchi", "00000017");
  assert_finds (branch, "chongqing", "00000018");
  assert_finds (branch, "smith", "00001234");
  assert_finds (branch, "  Ａｎｎａ　ｓｍｉ ", "00001234");
  assert_finds (branch, "", "");
  assert_finds (branch, "不存在", "");
  assert_finds (branch, "100%", "");
  assert_finds (branch, "'; DROP TABLE client; --", "");
}

static void
test_ranks (Branch *branch, gconstpointer data)
{
  fill (branch);
  /* the name that starts with it before the one that holds it */
  assert_finds (branch, "张", "00000013 00000018");
  /* initials before pinyin: 张小明, 章晓敏 */
  assert_finds (branch, "zx", "00000013 00000014");
  /* zhangxiaomin, zhangxiaoming, then inside of a name */
  assert_finds (branch, "zhang", "00000014 00000013 00000018");
}

static void
test_numbers (Branch *branch, gconstpointer data)
{
  fill (branch);
  assert_finds (branch, "00000012", "00000012");
  assert_finds (branch, "1234", "00001234 00000011"); /* an account's end, inside of a phone */
  assert_finds (branch, "5678", "00000011");          /* the tail of a phone */
  assert_finds (branch, "13812345678", "00000011");
  assert_finds (branch, "13900005679", "00000012");
  assert_finds (branch, "567", ""); /* too short for a phone */
  /* the same rank: in the order of names */
  assert_finds (branch, "0000001",
                "00000018 00000015 00000011 00000017 00000016 00000012 00000013 00000014");
  assert_finds (branch, "张 14", "");
  assert_finds (branch, "zx 14", "00000014");
}

static void
test_kept_right (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id, action;
  g_autoptr (GPtrArray) problems = NULL;

  fill (branch);
  branch_begin (branch);
  id = branch_add_client (branch, "查良镛", "00000021", 20200101);
  action = branch_commit (branch);
  assert_finds (branch, "zly", "00000021");

  branch_begin (branch);
  branch_run (branch, "UPDATE client SET name = '金庸' WHERE id = ?", "i", id);
  branch_commit (branch);
  assert_finds (branch, "zly", "");
  assert_finds (branch, "jy", "00000021");

  branch_begin (branch);
  branch_run (branch, "INSERT INTO account (id, client_id, number) VALUES (?, ?, '00000099')", "ii",
              branch_new_id (branch), id);
  branch_commit (branch);
  assert_finds (branch, "00000099", "00000021");

  for (int i = 0; i < 3; i++)
    {
      clt_action_undo (branch->conn, 0, "tester", NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (action, >, 0);
  assert_finds (branch, "jy", "");
  assert_finds (branch, "zly", "");
  assert_finds (branch, "00000099", "");
  clt_action_redo (branch->conn, 0, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_finds (branch, "zly", "00000021");

  problems = clt_search_check (branch->conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* A second program's change is seen, though the first one keeps a haystack. */
static void
test_two_programs (Branch *branch, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Branch other = { NULL, branch->path, NULL };

  fill (branch);
  assert_finds (branch, "晓明", "00000011");
  other.conn = clt_branch_open (branch->path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  branch_begin (&other);
  branch_add_client (&other, "李晓明", "00000031", 20200101);
  branch_commit (&other);
  assert_finds (branch, "晓明", "00000031 00000011");
  clt_conn_close (other.conn);
}

/* The haystack finds exactly what a plain look at every name does. */
static void
test_every_substring (Branch *branch, gconstpointer data)
{
  static const char *const syllables[] = { "伟", "明", "晓", "张", "王", "李", "a", "b", "1", "2" };
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_test_message ("seed %u", seed);
  branch_begin (branch);
  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autofree char *number = g_strdup_printf ("x%07d", i);

      for (int n = g_rand_int_range (random, 1, 5); n > 0; n--)
        g_string_append (name, syllables[g_rand_int_range (random, 0, 10)]);
      branch_add_client (branch, name->str, number, 20200101);
      g_ptr_array_add (names, g_strdup (name->str));
    }
  branch_commit (branch);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GString) word = g_string_new (NULL);
      g_autoptr (GArray) ids = NULL;
      g_autoptr (GError) error = NULL;
      guint expected = 0;

      /* Chinese characters only: letters would find readings too */
      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        g_string_append (word, syllables[g_rand_int_range (random, 0, 6)]);
      for (guint j = 0; j < names->len; j++)
        expected += strstr (names->pdata[j], word->str) != NULL;
      ids = clt_search_ids (branch->conn, word->str, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, expected);
    }
}

#define add(path, func) g_test_add (path, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/search/names", test_names);
  add ("/search/ranks", test_ranks);
  add ("/search/numbers", test_numbers);
  add ("/search/kept-right", test_kept_right);
  add ("/search/two-programs", test_two_programs);
  add ("/search/every-substring", test_every_substring);
  return g_test_run ();
}
