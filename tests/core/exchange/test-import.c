/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Parts of the import that no command line shows: cancelling, progress, the guess of the kind, and
 * the small tools below. The kinds themselves are tried in tests/cli/test-import.py. */

#include "core/exchange/clt-import-private.h"

#include "core/exchange/clt-key-set.h"
#include "core/exchange/clt-row-buffer.h"

#include "../clients/branch-fixture.h"

static char *
write_file (Branch *branch, const char *name, const char *text)
{
  char *path = g_build_filename (branch->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static CltImportResult *
run (Branch *branch,
     const char *kind,
     const char *path,
     CltImportProgress progress,
     GCancellable *cancellable,
     GError **error)
{
  const CltImportOptions options = {
    .kind = clt_import_kind_find (kind),
    .path = path,
    .source = { .header = -1, .quote = -1 },
    .who = "test",
  };

  return clt_import_run (branch->conn, &options, progress, cancellable, cancellable, error);
}

static void
add_client (Branch *branch)
{
  g_autofree char *path =
    write_file (branch, "c.csv", "资金账号,客户名称,开户日期\n00000001,甲,20200102\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (CltImportResult) result = run (branch, "clients", path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->added, ==, 1);
}

static char *
write_funds (Branch *branch, int n_days)
{
  GString *text = g_string_new ("交易日,投资者代码,上日结存,当日结存,投资者权益\n");
  g_autofree char *all = NULL;

  for (int i = 0; i < n_days; i++)
    g_string_append_printf (text, "%d,00000001,1,1,1\n",
                            clt_day_to_yyyymmdd (clt_day_from_ymd (1950, 1, 1) + i));
  all = g_string_free (text, FALSE);
  return write_file (branch, "f.csv", all);
}

static void
on_progress_cb (double fraction, gpointer cancellable)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_cancellable_cancel (cancellable);
}

static void
test_cancel (Branch *branch, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltImportResult) result = NULL;

  add_client (branch);
  path = write_funds (branch, 30000);
  before = clt_test_hash_branch (branch->conn);
  result = run (branch, "funds", path, on_progress_cb, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result);
  after = clt_test_hash_branch (branch->conn);
  g_assert_cmpstr (before, ==, after);

  /* the connection is as good as new */
  g_clear_error (&error);
  result = run (branch, "funds", path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->added, ==, 30000);
  g_assert_cmpint (clt_test_get_int (branch->conn, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (clt_test_get_int (branch->conn, "SELECT count(*) FROM funds_daily"), ==, 30000);
}

static void
test_guess (Branch *branch, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *kind; /* NULL: none */
  } cases[] = {
    { "资金账号,客户名称,开户日期,手机\n1,甲,20200101,\n", "clients" },
    { "资金对账表\n\n交易日,客户号,上日结存,当日结存,客户权益\n20200101,1,1,1,1\n", "funds" },
    { "交易日期,客户号,交易所,品种,成交手数,成交价格,买卖标志,开平标志\n20200101,1,a,b,1,1,买,开\n",
      "trades" },
    { "员工号,姓名,客户号,生效日期,失效日期\n1,甲,2,20200101,\n", "staff" },
    { "20260105\n20260106\n", "calendar" },
    { "交易日\n20260105\n", "calendar" },
    { "Trading Day,Account,Opening,Balance,Equity\n20200101,1,1,1,1\n", "funds" },
    { "one,two,three\n1,2,3\n", NULL },
    /* the log of a campaign has a day, but is no calendar */
    { "age,job,contact,day,month,duration,campaign\n58,x,y,5,may,261,1\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (branch, "x.csv", cases[i].text);
      g_autoptr (GError) error = NULL;
      const CltSourceOptions options = { .header = -1, .quote = -1 };
      g_autoptr (CltSource) source = clt_source_open (path, &options, &error);
      const CltImportKind *kind;

      g_assert_no_error (error);
      kind = clt_import_kind_guess (source, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (kind == NULL ? NULL : kind->name, ==, cases[i].kind);
    }
}

static void
test_words (void)
{
  gboolean leap, value;

  g_assert_cmpstr (clt_word_side ("买"), ==, "buy");
  g_assert_cmpstr (clt_word_side (" S "), ==, "sell");
  g_assert_null (clt_word_side ("借"));
  g_assert_null (clt_word_side (""));
  g_assert_cmpstr (clt_word_effect ("平今仓"), ==, "close_today");
  g_assert_cmpstr (clt_word_effect ("本地强平"), ==, "forced");
  g_assert_cmpstr (clt_word_hedge ("套期保值"), ==, "hedge");
  g_assert_cmpstr (clt_word_exchange ("郑州商品交易所"), ==, "CZCE");
  g_assert_cmpstr (clt_word_exchange ("LME"), ==, "LME");
  g_assert_cmpstr (clt_word_grade ("C3(稳健型)"), ==, "C3");
  g_assert_cmpstr (clt_word_grade ("4"), ==, "C4");
  g_assert_null (clt_word_grade ("C6"));
  g_assert_null (clt_word_grade ("C31"));
  g_assert_cmpstr (clt_word_calendar ("农历", &leap), ==, "lunar");
  g_assert_false (leap);
  g_assert_cmpstr (clt_word_calendar ("农历（闰月）", &leap), ==, "lunar");
  g_assert_true (leap);
  g_assert_true (clt_word_bool ("否", &value));
  g_assert_false (value);
  g_assert_false (clt_word_bool ("也许", &value));
  g_assert_true (clt_word_is_yuan ("人民币"));
  g_assert_false (clt_word_is_yuan ("USD"));
}

static void
test_times_and_birthdays (void)
{
  static const struct
  {
    const char *text;
    gint64 second; /* -1: refused */
  } times[] = {
    { "21:05:33", 75933 }, { "9:05", 32700 },       { "210533", 75933 },
    { "90500", 32700 },    { "0.5", 43200 },        { "2026-11-18 09:00:01", 32401 },
    { "24:00:00", -1 },    { "12:60", -1 },         { "12", -1 },
    { "abc", -1 },         { "21:05:33.5", 75933 },
  };
  static const struct
  {
    const char *text;
    gboolean lunar;
    gint64 year, month, day; /* day 0: refused */
  } days[] = {
    { "19600210", FALSE, 1960, 2, 10 },
    { "1960-2-10", FALSE, 1960, 2, 10 },
    { "19600230", FALSE, 0, 0, 0 },
    { "19600230", TRUE, 1960, 2, 30 },
    { "12-31", FALSE, CLT_MONEY_NONE, 12, 31 },
    { "0229", FALSE, CLT_MONEY_NONE, 2, 29 },
    { "19601301", TRUE, 0, 0, 0 },
    { "1960-1", FALSE, 0, 0, 0 },
    { "1960-1-2-3", FALSE, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 second = -1;

      if (!clt_import_parse_time (times[i].text, &second))
        second = -1;
      g_assert_cmpint (second, ==, times[i].second);
    }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      gint64 year = 0, month = 0, day = 0;
      gboolean ok = clt_import_parse_birthday (days[i].text, days[i].lunar, &year, &month, &day);

      g_test_message ("%s", days[i].text);
      g_assert_cmpint (ok, ==, days[i].day != 0);
      if (!ok)
        continue;
      g_assert_cmpint (year, ==, days[i].year);
      g_assert_cmpint (month, ==, days[i].month);
      g_assert_cmpint (day, ==, days[i].day);
    }
}

/* against GLib's hash table, with keys as an import has them */
static void
test_key_set (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) expected = g_hash_table_new (NULL, NULL);
  g_autoptr (CltKeySet) set = clt_key_set_new ();

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 200000; i++)
    {
      guint64 key =
        clt_row_make_key (g_rand_int_range (rand, -100, 400), g_rand_int_range (rand, 0, 900));

      g_assert_cmpint (clt_key_set_contains (set, key), ==,
                       g_hash_table_contains (expected, GSIZE_TO_POINTER (key)));
      if (g_rand_boolean (rand))
        {
          clt_key_set_add (set, key);
          g_hash_table_add (expected, GSIZE_TO_POINTER (key));
        }
    }
}

static void
test_row_buffer (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (CltRowBuffer) buffer = clt_row_buffer_new (3);
  const gint64 edges[] = { 0, -1, 1, CLT_MONEY_NONE, CLT_PACKED_MAX, -CLT_PACKED_MAX };
  gint64 too_large[] = { 0, CLT_PACKED_MAX + 1, 0 };
  guint64 last = 0;

  g_test_message ("seed %u", seed);
  g_assert_false (clt_row_buffer_add (buffer, 0, 0, 0, too_large));
  for (guint i = 0; i < 5000; i++)
    {
      const gint64 values[] = { edges[i % G_N_ELEMENTS (edges)], i,
                                edges[(i + 1) % G_N_ELEMENTS (edges)] };

      g_assert_true (clt_row_buffer_add (buffer, g_rand_int_range (rand, -50, 50),
                                         g_rand_int_range (rand, 0, 50), i + 1, values));
    }
  clt_row_buffer_sort (buffer);
  for (guint place = 0; place < buffer->n; place++)
    {
      const guint8 *row = clt_row_buffer_get (buffer, place);
      guint i = clt_row_get_line (row) - 1;

      g_assert_cmpint (clt_row_get_value (row, 0), ==, edges[i % G_N_ELEMENTS (edges)]);
      g_assert_cmpint (clt_row_get_value (row, 1), ==, i);
      g_assert_cmpint (clt_row_get_value (row, 2), ==, edges[(i + 1) % G_N_ELEMENTS (edges)]);
      /* equal keys stay in the order of their lines */
      g_assert_true (
        place == 0 || last < clt_row_get_key (row) ||
        (last == clt_row_get_key (row) &&
         clt_row_get_line (clt_row_buffer_get (buffer, place - 1)) < clt_row_get_line (row)));
      last = clt_row_get_key (row);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/import/cancel", Branch, NULL, branch_set_up, test_cancel, branch_tear_down);
  g_test_add ("/import/guess", Branch, NULL, branch_set_up, test_guess, branch_tear_down);
  g_test_add_func ("/import/words", test_words);
  g_test_add_func ("/import/times-and-birthdays", test_times_and_birthdays);
  g_test_add_func ("/import/key-set", test_key_set);
  g_test_add_func ("/import/row-buffer", test_row_buffer);
  return g_test_run ();
}
