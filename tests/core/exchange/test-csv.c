/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scanner and the search for a file's dialect, on small texts with known tables. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/exchange/clt-source.h"

static char *
write_temporary (const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("test-csv-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
  return path;
}

/* All rows as text: cells joined by "|", rows by "/". */
static char *
read_all (const char *bytes, gsize length, const CltSourceOptions *options)
{
  g_autofree char *path = write_temporary (bytes, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltSource) source = clt_source_open (path, options, &error);
  GString *out = g_string_new (NULL);
  const CltCell *cells;
  guint n;
  int result;

  g_assert_no_error (error);
  while ((result = clt_source_next (source, &cells, &n, NULL, &error)) == 1)
    {
      if (out->len > 0)
        g_string_append_c (out, '/');
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = clt_source_dup_cell (source, &cells[i]);

          g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", text);
        }
    }
  g_assert_no_error (error);
  g_unlink (path);
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name, *text, *table;
} samples[] = {
  { "plain", "a,b,c\n1,2,3\n", "a|b|c/1|2|3" },
  { "no-end", "a,b,c\r\n1,2,3", "a|b|c/1|2|3" },
  { "old-mac", "a,b,c\r1,2,3\r4,5,6\r", "a|b|c/1|2|3/4|5|6" },
  { "mixed-ends", "a,b,c\r1,2,3\n4,5,6\r\n7,8,9", "a|b|c/1|2|3/4|5|6/7|8|9" },
  { "blank-lines", "a,b\n\n1,2\n\n\n3,4\n\n", "a|b/1|2/3|4" },
  { "semicolon", "a;b;c\n1,5;2,5;3\n", "a|b|c/1,5|2,5|3" },
  { "tab", "a\tb\tc\n1\t\t3\n", "a|b|c/1||3" },
  { "caret", "a^b^c\n1^2^3\n", "a|b|c/1|2|3" },
  { "upload", "20261118@00812345@104233@rb2701\n20261118@00812345@104871@i2701\n",
    "20261118|00812345|104233|rb2701/20261118|00812345|104871|i2701" },
  { "quoted", "a,\"b, c\",d\n1,\"say \"\"hi\"\"\",3\n", "a|b, c|d/1|say \"hi\"|3" },
  { "many-lines", "a,b\n1,\"x\ny\r\nz\"\n2,w\n", "a|b/1|x\ny\r\nz/2|w" },
  { "apostrophes", "'a, b','c','d'\n'1','it''s','3'\n", "a, b|c|d/1|it's|3" },
  { "backslash", "a,b,c\n1,\"say \\\"hi\\\", then\",3\n4,\"x\",5\n",
    "a|b|c/1|say \"hi\", then|3/4|x|5" },
  { "hint", "sep=;\na;b\n1;2\n", "a|b/1|2" },
  { "one-column", "name\nOne Two\nThree\n", "name/One Two/Three" },
  { "unclosed", "a,b,c\n1,\"2,3\n4,5,6\n7,\"8\",9\n", "a|b|c/1|\"2|3/4|5|6/7|8|9" },
  { "stray", "a,b,c\n1,\"the \"big\" one\",3\n4,5\"6,7\n8,9,0\n",
    "a|b|c/1|the \"big\" one|3/4|5\"6|7/8|9|0" },
  { "blank-after-comma", "a, b, c\n1, \"2, 3\", 4\n5, 6, 7\n", "a|b|c/1|2, 3|4/5|6|7" },
  { "short-and-long", "a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3\n", "a|b|c/1|2/1|2|3/1|2|3|4/1|2|3" },
  { "other-delimiter", "a,b,c\n1,2,3\n4;5;6\n7,8,9\n", "a|b|c/1|2|3/4|5|6/7|8|9" },
  { "empty", "", "" },
};

static void
test_samples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *table = read_all (samples[i].text, strlen (samples[i].text), NULL);

      g_test_message ("%s", samples[i].name);
      g_assert_cmpstr (table, ==, samples[i].table);
    }
}

/* Rows that lie at every place of the scanner's 64-byte blocks are cut alike. */
static void
test_blocks (void)
{
  for (guint pad = 0; pad < 200; pad++)
    {
      g_autofree char *fill = g_strnfill (pad, 'x');
      g_autofree char *text = g_strdup_printf ("k,v,w\n%s,2,3\n4,\"%s\",6\n7,8,9", fill, fill);
      g_autofree char *expected = g_strdup_printf ("k|v|w/%s|2|3/4|%s|6/7|8|9", fill, fill);
      g_autofree char *table = read_all (text, strlen (text), NULL);

      g_assert_cmpstr (table, ==, expected);
    }
}

static void
test_encodings (void)
{
  /* 账号,姓名 / 1,王|伟 with a character whose second byte is the delimiter's (GBK 0x7c) */
  static const char gbk[] = "\xd5\xcb\xba\xc5,\xd0\xd5\xc3\xfb\n1,\xcd\xf5\x81\x7c\n";
  static const char bars[] = "\xd5\xcb\xba\xc5|\xd0\xd5\xc3\xfb\n1|\x81\x7c\xcd\xf5\n";
  static const char utf16[] = "\xff\xfe"
                              "a\0,\0b\0\n\0"
                              "1\0,\0\x8b\x73\n\0";
  static const char western[] = "city,n\nQu\xe9"
                                "bec,1\nM\xfcnchen,2\n";
  g_autofree char *a = read_all (gbk, sizeof gbk - 1, NULL);
  g_autofree char *b = read_all (bars, sizeof bars - 1, NULL);
  g_autofree char *c = read_all (utf16, sizeof utf16 - 1, NULL);
  g_autofree char *d = read_all (western, sizeof western - 1, NULL);

  g_assert_cmpstr (a, ==, "账号|姓名/1|王亅");
  g_assert_cmpstr (b, ==, "账号|姓名/1|亅王");
  g_assert_cmpstr (c, ==, "a|b/1|王");
  g_assert_cmpstr (d, ==, "city|n/Québec|1/München|2");
}

static void
test_damaged_encoding (void)
{
  g_autoptr (GString) text = g_string_new ("账号,姓名\n");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltSource) source = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append (text, "1,王伟王伟王伟\n");
  g_string_append (text, "2,\xe7\x8e\n");
  path = write_temporary (text->str, text->len);
  source = clt_source_open (path, NULL, &error);
  g_assert_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_ENCODING);
  g_assert_nonnull (strstr (error->message, "22"));
  g_unlink (path);
}

static void
test_lines (void)
{
  static const char text[] = "title\n\na,b\n1,\"x\ny\"\n2,z\n";
  g_autofree char *path = write_temporary (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltSource) source = clt_source_open (path, NULL, &error);
  static const guint64 lines[] = { 1, 3, 4, 6 };
  const CltCell *cells;
  guint64 line;
  guint n;

  g_assert_no_error (error);
  g_assert_cmpuint (clt_source_find_header (source, NULL, NULL, &error), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_assert_cmpint (clt_source_next (source, &cells, &n, &line, &error), ==, 1);
      g_assert_cmpuint (line, ==, lines[i]);
    }
  g_assert_cmpint (clt_source_next (source, &cells, &n, &line, &error), ==, 0);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv/samples", test_samples);
  g_test_add_func ("/exchange/csv/blocks", test_blocks);
  g_test_add_func ("/exchange/csv/encodings", test_encodings);
  g_test_add_func ("/exchange/csv/damaged-encoding", test_damaged_encoding);
  g_test_add_func ("/exchange/csv/lines", test_lines);
  return g_test_run ();
}
