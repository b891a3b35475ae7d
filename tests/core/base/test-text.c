/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-text.h"

#include <math.h>
#include <string.h>

#define NONE G_MININT64      /* expected: CLT_VALUE_NULL */
#define BAD (G_MININT64 + 1) /* expected: CLT_VALUE_BAD */

typedef struct
{
  const char *text;
  gint64 expected;
} Case;

typedef CltValue (*ParseFunc) (const char *text, gsize length, gint64 *value);

static void
check_cases (const Case *cases, gsize n, ParseFunc parse)
{
  for (gsize i = 0; i < n; i++)
    {
      /* without a NUL behind it, as a cell of a file stands */
      gsize length = strlen (cases[i].text);
      g_autofree char *exact = g_memdup2 (cases[i].text, MAX (length, 1));
      gint64 value = 0;
      CltValue result = parse (exact, length, &value);
      gint64 got = result == CLT_VALUE_OK ? value : result == CLT_VALUE_NULL ? NONE : BAD;

      if (got != cases[i].expected)
        g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (got, ==, cases[i].expected);
    }
}

static void
test_money (void)
{
  static const Case cases[] = {
    { "0", 0 },
    { "0.00", 0 },
    { "1234.50", 123450 },
    { "1,234.50", 123450 },
    { "1，234.50", 123450 },
    { "１，２３４．５０", 123450 },
    { "1,234,567.89", 123456789 },
    { "12,3456.78", 12345678 },
    { "-1.5", -150 },
    { "+1.5", 150 },
    { ".5", 50 },
    { "5.", 500 },
    { "(123.45)", -12345 },
    { "（123.45）", -12345 },
    { "123.45-", -12345 },
    { "－123.45", -12345 },
    { "−123.45", -12345 },
    { "  1,234.50\t", 123450 },
    { "　1,234.50　", 123450 },
    { "\xc2\xa0"
      "12.00",
      1200 },
    { "1.230", 123 },
    { "1.235", BAD },
    { "1234,50", BAD },
    { "1,23", BAD },
    { ",123", BAD },
    { "1,,234", BAD },
    { "1.234.567", BAD },
    { "1 234", BAD },
    { "1.23E+17", BAD },
    { "abc", BAD },
    { "12元", BAD },
    { "(", BAD },
    { "()", BAD },
    { ".", BAD },
    { "-(1)", BAD },
    { "\xff\xfe", BAD },
    { "999999999999999", 99999999999999900 },
    { "9999999999999999", BAD },
    { "-999999999999.99", -99999999999999 },
    { "", NONE },
    { "   ", NONE },
    { "-", NONE },
    { "--", NONE },
    { "——", NONE },
    { "－", NONE },
    { "#N/A", NONE },
    { "#n/a", NONE },
    { "#DIV/0!", BAD },
  };

  check_cases (cases, G_N_ELEMENTS (cases), clt_value_parse_money);
}

static void
test_price_and_integer (void)
{
  static const Case prices[] = {
    { "3,120.000", 3120000 }, { "413.1", 413100 }, { "4946.000", 4946000 },
    { "0.0005", BAD },        { "--", NONE },
  };
  static const Case integers[] = {
    { "5", 5 }, { "1,000", 1000 }, { "-3", -3 }, { "5.00", 5 }, { "5.5", BAD }, { "", NONE },
  };

  check_cases (prices, G_N_ELEMENTS (prices), clt_value_parse_price);
  check_cases (integers, G_N_ELEMENTS (integers), clt_value_parse_integer);
}

/* every amount survives being written in each of the ways that exports have */
static void
test_money_round_trip (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      gint64 fen = (gint64) (g_rand_double (rand) * pow (10, g_rand_int_range (rand, 1, 15)));
      g_autofree char *grouped = clt_money_format (fen);
      g_autofree char *plain =
        g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", fen / 100, (int) (fen % 100));
      g_autofree char *minus = g_strconcat ("-", plain, NULL);
      g_autofree char *brackets = g_strconcat ("(", grouped, ")", NULL);
      GString *wide = g_string_new (NULL);
      gint64 value;

      for (const char *p = plain; *p != '\0'; p++)
        g_string_append_unichar (wide, 0xff00 + (*p - 0x20));
      g_assert_cmpint (clt_value_parse_money (plain, strlen (plain), &value), ==, CLT_VALUE_OK);
      g_assert_cmpint (value, ==, fen);
      g_assert_cmpint (clt_value_parse_money (grouped, strlen (grouped), &value), ==, CLT_VALUE_OK);
      g_assert_cmpint (value, ==, fen);
      g_assert_cmpint (clt_value_parse_money (wide->str, wide->len, &value), ==, CLT_VALUE_OK);
      g_assert_cmpint (value, ==, fen);
      g_assert_cmpint (clt_value_parse_money (minus, strlen (minus), &value), ==, CLT_VALUE_OK);
      g_assert_cmpint (value, ==, -fen);
      g_assert_cmpint (clt_value_parse_money (brackets, strlen (brackets), &value), ==,
                       CLT_VALUE_OK);
      g_assert_cmpint (value, ==, -fen);
      g_string_free (wide, TRUE);
    }
}

static void
test_percent (void)
{
  static const struct
  {
    const char *text;
    double expected;
  } cases[] = {
    { "8.07%", 0.0807 },  { "0.0807", 0.0807 }, { "８．０７％", 0.0807 },
    { "-1.5 %", -0.015 }, { "1,234%", 12.34 },  { "0.90%", 0.009 },
  };
  double ratio;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (clt_value_parse_percent (cases[i].text, strlen (cases[i].text), &ratio), ==,
                       CLT_VALUE_OK);
      g_assert_cmpfloat_with_epsilon (ratio, cases[i].expected, 1e-12);
    }
  g_assert_cmpint (clt_value_parse_percent ("--", 2, &ratio), ==, CLT_VALUE_NULL);
  g_assert_cmpint (clt_value_parse_percent ("%", 1, &ratio), ==, CLT_VALUE_BAD);
  g_assert_cmpint (clt_value_parse_percent ("x", 1, &ratio), ==, CLT_VALUE_BAD);
}

static void
test_date (void)
{
  static const struct
  {
    const char *text;
    gboolean serial;
    int expected; /* 0: bad, -1: NULL */
  } cases[] = {
    { "20261118", FALSE, 20261118 },
    { "2026-11-18", FALSE, 20261118 },
    { "2026/11/18", FALSE, 20261118 },
    { "1998/3/12", FALSE, 19980312 },
    { " 20261118 ", FALSE, 20261118 },
    { "２０２６１１１８", FALSE, 20261118 },
    { "　20261118", FALSE, 20261118 },
    { "46344", TRUE, 20261118 },
    { "46344", FALSE, 0 },
    { "19980231", TRUE, 0 },
    { "18/11/2026", TRUE, 0 },
    { "11-18-2026", TRUE, 0 },
    { "2026年11月18日", TRUE, 0 },
    { "2026-11-18-01", TRUE, 0 },
    { "", TRUE, -1 },
    { "--", TRUE, -1 },
    { "20261118000000000", TRUE, 0 },
    { "01234", TRUE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CltDay day = 0;
      CltValue result =
        clt_value_parse_date (cases[i].text, strlen (cases[i].text), cases[i].serial, &day);
      int got =
        result == CLT_VALUE_OK ? clt_day_to_yyyymmdd (day) : (result == CLT_VALUE_NULL ? -1 : 0);

      g_assert_cmpint (got, ==, cases[i].expected);
    }
}

static void
test_normalize (void)
{
  g_autofree char *text = clt_text_normalize ("　客户\xc2\xa0 \t Ａ１（一）\n", -1);
  g_autofree char *ascii = clt_text_normalize ("  a  b ", -1);
  g_autofree char *broken = clt_text_normalize ("a\xff"
                                                "b",
                                                3);
  g_autofree char *header = clt_text_normalize_header ("\xef\xbb\xbf 可用 资金　(Fund) ", -1);
  g_autofree char *part = clt_text_normalize ("abcdef", 3);
  g_autofree char *empty = clt_text_normalize ("　 ", -1);
  g_autofree char *clean = clt_text_clean ("　客户（甲）　 备注：\n Ａ ", -1);

  g_assert_cmpstr (text, ==, "客户 A1(一)");
  g_assert_cmpstr (ascii, ==, "a b");
  g_assert_cmpstr (broken, ==,
                   "a\xef\xbf\xbd"
                   "b");
  g_assert_cmpstr (header, ==, "可用资金(fund)");
  g_assert_cmpstr (part, ==, "abc");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (clean, ==, "客户（甲） 备注： Ａ");
}

static void
check_text (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
test_format (void)
{
  check_text (clt_money_format (0), "0.00");
  check_text (clt_money_format (123456789), "1,234,567.89");
  check_text (clt_money_format (-5), "−0.05");
  check_text (clt_money_format (-100000), "−1,000.00");
  check_text (clt_money_format (CLT_MONEY_NONE), "–");
  check_text (clt_yuan_format (22986), "¥229.86");
  check_text (clt_yuan_format (-22986), "−¥229.86");
  check_text (clt_yuan_format (CLT_MONEY_NONE), "–");
  check_text (clt_money_format (G_MAXINT64), "92,233,720,368,547,758.07");
  check_text (clt_money_format_short (99949), "999");
  check_text (clt_money_format_short (123456), "1.23 K");
  check_text (clt_money_format_short (-123456700), "−1.23 M");
  check_text (clt_money_format_short (99999900), "1.00 M");
  check_text (clt_money_format_short (1234567890000), "12.3 B");
  check_text (clt_money_format_short (15000000), "150 K");
  check_text (clt_money_format_short (G_MAXINT64), "92,233,720 B");
  check_text (clt_money_format_short (0), "0");
  check_text (clt_money_format_short (CLT_MONEY_NONE), "–");
  check_text (clt_percent_format (0.0807, 1), "8.1 %");
  check_text (clt_percent_format (-0.015, 1), "−1.5 %");
  check_text (clt_percent_format_tied (0.0807, 1), "8.1\u00a0%");
  check_text (clt_percent_format (NAN, 1), "–");
  check_text (clt_count_format (1234567), "1,234,567");
  check_text (clt_count_format (-1234), "−1,234");
  check_text (clt_count_format (999), "999");
}

static void
test_begin_sentence (void)
{
  static const char *const cases[][2] = {
    { "the account is dormant", "The account is dormant" },
    { "R1 only", "R1 only" },
    { "账户休眠", "账户休眠" },
    { "éloigné", "Éloigné" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = clt_text_begin_sentence (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_set_str (void)
{
  g_autofree char *text = NULL;

  g_assert_true (clt_set_str (&text, "a"));
  g_assert_false (clt_set_str (&text, "a"));
  g_assert_true (clt_set_str (&text, NULL));
  g_assert_null (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/money", test_money);
  g_test_add_func ("/text/price-and-integer", test_price_and_integer);
  g_test_add_func ("/text/money-round-trip", test_money_round_trip);
  g_test_add_func ("/text/percent", test_percent);
  g_test_add_func ("/text/date", test_date);
  g_test_add_func ("/text/normalize", test_normalize);
  g_test_add_func ("/text/format", test_format);
  g_test_add_func ("/text/begin-sentence", test_begin_sentence);
  g_test_add_func ("/text/set-str", test_set_str);
  return g_test_run ();
}
