/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates and numbers of workbooks, SpreadsheetML 2003 and HTML tables. The reading of real .xlsx
 * files is tested through the command line. */

#include <glib/gstdio.h>
#include <string.h>

#include "core/exchange/clt-cell-format.h"
#include "core/exchange/clt-source.h"

static void
test_serials (void)
{
  static const struct
  {
    double serial;
    gboolean since_1904;
    CltFormat format;
    const char *text;
  } cases[] = {
    { 46344, FALSE, CLT_FORMAT_DATE, "2026-11-18" },
    { 46344.75, FALSE, CLT_FORMAT_DATE, "2026-11-18 18:00:00" },
    { 44882, TRUE, CLT_FORMAT_DATE, "2026-11-18" },
    { 1, FALSE, CLT_FORMAT_DATE, "1900-01-01" },
    { 59, FALSE, CLT_FORMAT_DATE, "1900-02-28" },
    { 60, FALSE, CLT_FORMAT_DATE, "1900-02-29" },
    { 61, FALSE, CLT_FORMAT_DATE, "1900-03-01" },
    { 0.5, FALSE, CLT_FORMAT_DATE, "12:00:00" },
    { 1.5, FALSE, CLT_FORMAT_ELAPSED, "36:00:00" },
    { 2958465, FALSE, CLT_FORMAT_DATE, "9999-12-31" },
    { 46343.9999999, FALSE, CLT_FORMAT_DATE, "2026-11-18" },
  };
  char buffer[CLT_CELL_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      clt_format_serial (cases[i].serial, cases[i].since_1904, cases[i].format, buffer);
      g_assert_cmpstr (buffer, ==, cases[i].text);
    }
  g_assert_cmpuint (clt_format_serial (-1, FALSE, CLT_FORMAT_DATE, buffer), ==, 0);
  g_assert_cmpuint (clt_format_serial (2958466, FALSE, CLT_FORMAT_DATE, buffer), ==, 0);
}

static void
test_codes (void)
{
  static const char *const dates[] = { "yyyy\\-mm\\-dd", "yyyy\"年\"m\"月\"d\"日\"", "h:mm AM/PM",
                                       "mm:ss.0", "d-mmm" };
  static const char *const numbers[] = { "General",   "#,##0.00",    "0.00E+00", "[Red]0",
                                         "\"day\" 0", "0\\d",        "@",        "_-* #,##0_-;@",
                                         "[>100]0",   "\"unclosed d" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpint (clt_format_from_code (numbers[i]), ==, CLT_FORMAT_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_cmpint (clt_format_from_code (dates[i]), ==, CLT_FORMAT_DATE);
  g_assert_cmpint (clt_format_from_code ("[h]:mm"), ==, CLT_FORMAT_ELAPSED);
  g_assert_cmpint (clt_format_from_builtin (14), ==, CLT_FORMAT_DATE);
  g_assert_cmpint (clt_format_from_builtin (31), ==, CLT_FORMAT_DATE);
  g_assert_cmpint (clt_format_from_builtin (4), ==, CLT_FORMAT_NUMBER);
}

/* Whatever double comes, its text gives it back. */
static void
test_numbers (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = {
    { 2.1000000000000001, "2.1" },
    { 0, "0" },
    { -0.0, "0" },
    { 1e15, "1e+15" },
    { 123456789012345, "123456789012345" },
    { 0.00001, "0.00001" },
    { -1.5e-7, "-0.00000015" },
    { 0.1 + 0.2, "0.30000000000000004" },
  };
  char buffer[CLT_CELL_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      clt_format_number (cases[i].number, buffer);
      g_assert_cmpstr (buffer, ==, cases[i].text);
    }
  for (guint i = 0; i < 20000; i++)
    {
      double number = g_test_rand_double_range (-1, 1);

      for (int n = g_test_rand_int_range (-9, 9); n != 0; n += n > 0 ? -1 : 1)
        number = n > 0 ? number * 100 : number / 100;
      clt_format_number (number, buffer);
      g_assert_cmpfloat (g_ascii_strtod (buffer, NULL), ==, number);
    }
}

static CltSource *
open_text (const char *text, char **path)
{
  g_autoptr (GError) error = NULL;
  CltSource *source;
  int fd = g_file_open_tmp ("test-workbook-XXXXXX", path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (*path, text, -1, &error);
  g_assert_no_error (error);
  source = clt_source_open (*path, NULL, &error);
  g_assert_no_error (error);
  return source;
}

/* Cells joined by "|", each row with its number. */
static char *
read_all (CltSource *source)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const CltCell *cells;
  guint64 line;
  guint n;
  int result;

  while ((result = clt_source_next (source, &cells, &n, &line, &error)) == 1)
    {
      g_string_append_printf (out, "%s%d:", out->len > 0 ? "/" : "", (int) line);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = clt_source_dup_cell (source, &cells[i]);

          g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", text);
        }
    }
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, 0);
  return g_string_free (out, FALSE);
}

#define XMLSS_HEAD                                                                                 \
  "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"                          \
  "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "                              \
  "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"

static void
test_xmlss (void)
{
  static const char text[] = XMLSS_HEAD
    "<Worksheet ss:Name=\"费用\"><Table>"
    "<Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">费用汇总</Data></Cell>"
    "<Cell><Data ss:Type=\"String\">x</Data></Cell></Row>"
    "<Row ss:Index=\"4\"><Cell><Data ss:Type=\"String\">账号</Data></Cell>"
    "<Cell ss:Index=\"3\"><Data ss:Type=\"Number\">1234.5</Data></Cell></Row>"
    "<Row><Cell><Data ss:Type=\"DateTime\">2026-11-18T00:00:00.000</Data></Cell>"
    "<Cell><Data ss:Type=\"DateTime\">2026-11-18T08:30:00.000</Data></Cell>"
    "<Cell><Data ss:Type=\"Boolean\">1</Data></Cell></Row>"
    "</Table></Worksheet><Worksheet ss:Name=\"B\"><Table><Row><Cell>"
    "<Data ss:Type=\"String\">&lt;b&gt; &amp; c</Data></Cell></Row></Table></Worksheet></Workbook>";
  g_autofree char *path = NULL;
  g_autoptr (CltSource) source = open_text (text, &path);
  g_autofree char *first = read_all (source);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (clt_source_get_kind (source), ==, CLT_SOURCE_XMLSS);
  g_assert_cmpstr (first, ==,
                   "1:费用汇总|||x/4:账号||1234.5/5:2026-11-18|2026-11-18 08:30:00|TRUE");
  g_assert_cmpstr (clt_source_get_sheets (source)[0], ==, "费用");
  g_assert_true (clt_source_select_sheet (source, "B", &error));
  second = read_all (source);
  g_assert_cmpstr (second, ==, "1:<b> & c");
  g_assert_false (clt_source_select_sheet (source, "C", &error));
  g_assert_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE);
  g_unlink (path);
}

static void
test_html (void)
{
  static const char text[] =
    "<html><head><style>td { a: b }</style></head><body><table border=1>"
    "<tr><th colspan=\"2\">账 号</th><th>金额</th></tr>"
    "<!-- <tr><td>no</td></tr> --><tr><td rowspan=2>1</td><td>a &amp;&nbsp;b</td><td> 5.00 </td>"
    "<tr><td>c<br>d</td><td>&#65;&#x4e2d;</td></tr></table></body></html>";
  g_autofree char *path = NULL;
  g_autoptr (CltSource) source = open_text (text, &path);
  g_autofree char *table = read_all (source);

  g_assert_cmpint (clt_source_get_kind (source), ==, CLT_SOURCE_HTML);
  g_assert_cmpstr (table, ==, "1:账 号||金额/2:1|a & b|5.00/3:|c\nd|A中");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/workbook/serials", test_serials);
  g_test_add_func ("/exchange/workbook/codes", test_codes);
  g_test_add_func ("/exchange/workbook/numbers", test_numbers);
  g_test_add_func ("/exchange/workbook/xmlss", test_xmlss);
  g_test_add_func ("/exchange/workbook/html", test_html);
  return g_test_run ();
}
