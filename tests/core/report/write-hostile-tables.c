/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes random tables of hostile text, each as CSV (every other one in GB18030), all of them as
 * sheets of a few books, and what they must read as to tables.json; test-hostile-tables.py reads
 * them with other programs' eyes. Arguments: FOLDER SEED NUMBER. */

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/clt-book.h"
#include "core/report/clt-csv-writer.h"

#define SHEETS_A_BOOK 100

static const char *const pieces[] = { "=",
                                      "+",
                                      "-",
                                      "@",
                                      "\t",
                                      "\r",
                                      "\n",
                                      "\"",
                                      "'",
                                      ",",
                                      ";",
                                      " ",
                                      "\r\n",
                                      "=cmd|' /C calc'!A0",
                                      "=HYPERLINK(\"http://x\",\"y\")",
                                      "@SUM(1)",
                                      "+8613800001234",
                                      "-2+3",
                                      "00012345",
                                      "1E5",
                                      "2026-11-18",
                                      "张伟",
                                      "欧阳娜娜",
                                      "＝1+1",
                                      "－1",
                                      "𠮷野家",
                                      "😀",
                                      "👨‍👩‍👧",
                                      "\u200b",
                                      "\ufeff",
                                      "\x01",
                                      "\x0b",
                                      "\x1f",
                                      "\x7f",
                                      "_x0041_",
                                      "_x000D_",
                                      "</t>",
                                      "&amp;",
                                      "<![CDATA[",
                                      "é",
                                      "e\u0301",
                                      "\u3000",
                                      "abc",
                                      "TRUE",
                                      "#N/A",
                                      "%s%n",
                                      "\\",
                                      "\uffff",
                                      "\u2028",
                                      "\xc2\x85" };

static char *
make_text (GRand *rand)
{
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (rand, 0, 5);

  for (int i = 0; i < n; i++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  if (g_rand_int_range (rand, 0, 400) == 0)
    for (int i = 0; i < 30000; i++)
      g_string_append (text, i % 2 ? "长" : "x");
  return g_string_free (text, FALSE);
}

static void
die_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
write_csv (const char *path, char ***rows, guint n_rows, guint n_columns, gboolean gb18030)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltCsvWriter) csv = clt_csv_writer_new (path, gb18030, &error);

  die_on (error);
  for (guint r = 0; r < n_rows; r++)
    {
      for (guint c = 0; c < n_columns; c++)
        clt_csv_writer_add_text (csv, rows[r][c]);
      clt_csv_writer_end_row (csv);
    }
  clt_csv_writer_close (csv, &error);
  die_on (error);
}

static void
write_sheet (CltBook *book, guint number, char ***rows, guint n_rows, guint n_columns)
{
  g_autofree char *name = g_strdup_printf ("T%u", number);
  g_autofree char *title = NULL;
  CltSheet *sheet = clt_book_add_sheet (book, name);
  const char *titles[8];
  CltStyle styles[8];
  char *owned[8];

  for (guint c = 0; c < n_columns; c++)
    {
      owned[c] = g_strdup_printf ("C%u", c);
      titles[c] = owned[c];
      styles[c] = c % 2 ? CLT_STYLE_TEXT : CLT_STYLE_GENERAL;
    }
  clt_sheet_header (sheet, 0, titles, styles, n_columns);
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      clt_sheet_text (sheet, r + 1, c, styles[c], rows[r][c]);
  clt_sheet_finish_list (sheet, n_rows);
  for (guint c = 0; c < n_columns; c++)
    g_free (owned[c]);
}

static void
write_table (const char *folder, GRand *rand, guint number, CltBook *book, JsonBuilder *json)
{
  guint n_rows = g_rand_int_range (rand, 1, 8), n_columns = g_rand_int_range (rand, 2, 6);
  g_autofree char *name = g_strdup_printf ("%u.csv", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  json_builder_begin_array (json);
  for (guint r = 0; r < n_rows; r++)
    {
      char **cells = g_new0 (char *, n_columns + 1);

      json_builder_begin_array (json);
      for (guint c = 0; c < n_columns; c++)
        {
          cells[c] = make_text (rand);
          json_builder_add_string_value (json, cells[c]);
        }
      json_builder_end_array (json);
      g_ptr_array_add (rows, cells);
    }
  json_builder_end_array (json);
  write_csv (path, (char ***) rows->pdata, n_rows, n_columns, number % 2 == 1);
  write_sheet (book, number, (char ***) rows->pdata, n_rows, n_columns);
}

static CltBook *
begin_book (const char *folder, guint number)
{
  CltBookInfo info = { (char *) "A & B", (char *) "营业部", (char *) "me", (char *) "test" };
  g_autofree char *name = g_strdup_printf ("%u.xlsx", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  /* every other book is streamed */
  CltBook *book = clt_book_new (path, folder, &info, number % 2 == 1, &error);

  die_on (error);
  return book;
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  char digits[9];
  guint n;

  if (argc != 4)
    return 2;
  g_strlcpy (digits, argv[2], sizeof digits);
  rand = g_rand_new_with_seed ((guint32) strtoul (digits, NULL, 16));
  n = strtoul (argv[3], NULL, 10);
  json_builder_begin_array (json);
  for (guint first = 0; first < n; first += SHEETS_A_BOOK)
    {
      g_autoptr (CltBook) book = begin_book (argv[1], first / SHEETS_A_BOOK);

      for (guint i = first; i < MIN (first + SHEETS_A_BOOK, n); i++)
        write_table (argv[1], rand, i, book, json);
      clt_book_close (book, &error);
      die_on (error);
    }
  json_builder_end_array (json);
  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  expected = g_build_filename (argv[1], "tables.json", NULL);
  json_generator_to_file (generator, expected, &error);
  die_on (error);
  return 0;
}
