/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A settlement statement whose figures tie out, its variants, and thousands of damaged ones. */

#include <string.h>

#include "core/exchange/clt-statement.h"

static char *sample;
static gsize sample_length;

static CltStatement *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CltStatement *statement = clt_statement_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return statement;
}

static char *
replace (const char *text, const char *old, const char *new)
{
  g_auto (GStrv) pieces = g_strsplit (text, old, -1);

  g_assert_nonnull (pieces[1]);
  return g_strjoinv (new, pieces);
}

static const char *
get_cell (const CltStatementTable *table, guint row, const char *column)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal (g_ptr_array_index (table->columns, i), column))
      return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (table->rows, row), i);
  return NULL;
}

static void
check_sample (const CltStatement *statement)
{
  static const struct
  {
    const char *label, *value;
  } values[] = {
    { "期初结存", "200000.00" }, { "出入金", "50000.00" },       { "平仓盈亏", "1950.00" },
    { "手续费", "77.91" },       { "持仓盯市盈亏", "700.00" },   { "期末结存", "252572.09" },
    { "客户权益", "252572.09" }, { "保证金占用", "20371.00" },   { "可用资金", "232201.09" },
    { "风险度", "8.07%" },       { "货币质押变化金额", "0.00" },
  };
  const CltStatementTable *table;

  g_assert_cmpstr (statement->account, ==, "00812345");
  g_assert_cmpstr (statement->name, ==, "测试甲");
  g_assert_cmpint (clt_day_to_yyyymmdd (statement->day), ==, 20261118);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpstr (clt_statement_get_value (statement, values[i].label), ==, values[i].value);
  g_assert_null (clt_statement_get_value (statement, "制表时间"));
  g_assert_cmpuint (statement->tables->len, ==, 1);
  table = clt_statement_get_table (statement, "成交记录");
  g_assert_nonnull (table);
  g_assert_cmpuint (table->rows->len, ==, 2);
  g_assert_cmpint (table->stated_rows, ==, 2);
  g_assert_cmpstr (get_cell (table, 0, "合约"), ==, "rb2701");
  g_assert_cmpstr (get_cell (table, 0, "成交价"), ==, "3120.000");
  g_assert_cmpstr (get_cell (table, 1, "买/卖"), ==, "卖");
  g_assert_cmpstr (get_cell (table, 1, "成交序号"), ==, "104871");
}

static void
test_sample (void)
{
  g_autoptr (CltStatement) statement = parse (sample);
  const CltStatementTable *table = clt_statement_get_table (statement, "成交记录");

  check_sample (statement);
  g_assert_false (statement->by_trade);
  g_assert_cmpint (statement->first_day, ==, statement->day);
  g_assert_cmpuint (table->columns->len, ==, 14);
  g_assert_nonnull (table->total);
  g_assert_cmpstr (g_ptr_array_index (table->total, 7), ==, "8");
}

/* What brokers change without changing a figure. */
static void
test_variants (void)
{
  static const struct
  {
    const char *old, *new;
  } variants[] = {
    { "Balance b/f", "Balance B/F" },
    { "Commission：", "Commission:" },
    { "期末结存 Balance c/f", "期末结存" },
    { "\r\n", "\n" },
    { "交易结算单(盯市) Settlement Statement(MTM)", "交易核算单" },
    { "客户号 Client ID：  00812345", "客户号：00812345" },
    { "日期 Date：20261118", "日期 Date: 2026-11-18" },
    { "手 续 费 Commission", "手续费 Commission" },
    { "                   资金状况", "尊敬的客户：电话：95500，请核对。\r\n\r\n   资金状况" },
    { "权利金支出 Premium paid：", "交割盈亏 Delivery P/L：   0.00\r\n权利金支出 Premium paid：" },
    { "|  Date  |Exchange|", "|        |        |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autofree char *text = replace (sample, variants[i].old, variants[i].new);
      g_autoptr (CltStatement) statement = parse (text);

      g_test_message ("%s", variants[i].new);
      check_sample (statement);
    }
}

static void
test_monthly_by_trade (void)
{
  g_autofree char *one = replace (sample, "(盯市)", "(逐笔对冲)");
  g_autofree char *two = replace (one, "日期 Date：20261118", "日期 Date：20261101-20261130");
  g_autofree char *three = replace (one, "日期 Date：20261118", "日期 Date：202611");
  g_autoptr (CltStatement) a = parse (two);
  g_autoptr (CltStatement) b = parse (three);

  g_assert_true (a->by_trade);
  g_assert_cmpint (clt_day_to_yyyymmdd (a->first_day), ==, 20261101);
  g_assert_cmpint (clt_day_to_yyyymmdd (a->day), ==, 20261130);
  g_assert_cmpint (a->first_day, ==, b->first_day);
  g_assert_cmpint (a->day, ==, b->day);
}

/* A section that comes again, as on the pages of a month, continues its table. */
static void
test_repeated_section (void)
{
  const char *section = strstr (sample, "                                                   "
                                        "           成交记录");
  g_autofree char *text = g_strconcat (sample, section, NULL);
  g_autoptr (CltStatement) statement = parse (text);
  const CltStatementTable *table = clt_statement_get_table (statement, "成交记录");

  g_assert_cmpuint (statement->tables->len, ==, 1);
  g_assert_cmpuint (table->rows->len, ==, 4);
  g_assert_cmpuint (table->lines->len, ==, 4);
  g_assert_cmpint (table->stated_rows, ==, 4);
}

static void
test_lines (void)
{
  g_autoptr (CltStatement) statement = parse (sample);
  const CltStatementTable *table = clt_statement_get_table (statement, "成交记录");
  g_auto (GStrv) lines = g_strsplit (sample, "\n", -1);
  guint64 line = g_array_index (table->lines, guint64, 1);

  g_assert_nonnull (strstr (lines[line - 1], "104871"));
}

static void
test_no_statement (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (clt_statement_parse ("a,b\n1,2\n", 8, &error));
  g_assert_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE);
}

/* Bytes changed, lost, doubled, cut off: nothing crashes, every row has its columns. */
static void
test_damage (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (CltStatement) statement = NULL;

      g_byte_array_append (bytes, (const guint8 *) sample, sample_length);
      for (int n = g_test_rand_int_range (1, 12); n > 0 && bytes->len > 1; n--)
        {
          guint at = g_test_rand_int_range (0, bytes->len);

          switch (g_test_rand_int_range (0, 4))
            {
            case 0:
              bytes->data[at] = g_test_rand_int_range (0, 256);
              break;
            case 1:
              g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, 40));
              break;
            case 2:
              bytes->data[at] = "|-:\n%共"[g_test_rand_int_range (0, 5)];
              break;
            default:
              if (n == 1)
                g_byte_array_set_size (bytes, at);
              break;
            }
        }
      statement = clt_statement_parse ((const char *) bytes->data, bytes->len, NULL);
      for (guint i = 0; statement != NULL && i < statement->tables->len; i++)
        {
          const CltStatementTable *table = g_ptr_array_index (statement->tables, i);

          g_assert_cmpuint (table->rows->len, ==, table->lines->len);
          for (guint j = 0; j < table->rows->len; j++)
            g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (table->rows, j))->len, >=,
                              table->columns->len);
        }
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "fixtures", "statement-mtm.txt", NULL);
  g_file_get_contents (path, &sample, &sample_length, &error);
  g_assert_no_error (error);
  g_test_add_func ("/exchange/statement/sample", test_sample);
  g_test_add_func ("/exchange/statement/variants", test_variants);
  g_test_add_func ("/exchange/statement/monthly-by-trade", test_monthly_by_trade);
  g_test_add_func ("/exchange/statement/repeated-section", test_repeated_section);
  g_test_add_func ("/exchange/statement/lines", test_lines);
  g_test_add_func ("/exchange/statement/no-statement", test_no_statement);
  g_test_add_func ("/exchange/statement/damage", test_damage);
  return g_test_run ();
}
