/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a CSV file is written, found from its first 64 KiB: every dialect that its characters allow
 * is tried, and the one wins whose rows are most alike in width and whose cells are most like
 * values. Ties go to the plainest. */

#include "core/exchange/clt-source-private.h"

#include <string.h>

#include "core/exchange/clt-csv-types.h"

#define MAX_ROWS 400
#define MAX_WIDTHS 64

static const struct
{
  char character;
  double prior;
} delimiters[] = {
  { ',', 1.0 },  { ';', 1.0 },  { '\t', 1.0 }, { '|', 0.98 }, { '@', 0.85 },
  { '^', 0.92 }, { '~', 0.88 }, { ':', 0.7 },  { ' ', 0.4 },
};

/* How the sample looks when it is read in one dialect. */
typedef struct
{
  guint rows;
  guint cells;
  guint typed;             /* cells that are a number, a date … */
  gsize length;            /* of all cells */
  double worth;            /* sum over the cells of how much each looks like a value */
  guint spaced, followers; /* cells behind a delimiter; those that begin with a blank */
  guint widths[MAX_WIDTHS], counts[MAX_WIDTHS], n_widths;
} Look;

static void
count_width (Look *look, guint width)
{
  guint i = 0;

  while (i < look->n_widths && look->widths[i] != width)
    i++;
  if (i == MAX_WIDTHS)
    return;
  if (i == look->n_widths)
    {
      look->widths[i] = width;
      look->counts[i] = 0;
      look->n_widths++;
    }
  look->counts[i]++;
}

/* A text that holds other delimiters or stray quotation marks was probably cut at the wrong ones. */
static double
weigh_text (const CltCell *cell, const CltDialect *dialect)
{
  const char *p = cell->text, *end = p + cell->length;
  double worth = 0.9;

  if ((*p == '"' || *p == '\'') && p[cell->length - 1] == *p && cell->length > 1)
    return 0.2;
  for (; p < end; p++)
    switch (*p)
      {
      case '"':
        worth = MIN (worth, dialect->quote == '"' ? 0.6 : 0.3);
        break;
      case ';':
      case '\t':
      case '|':
        worth = MIN (worth, 0.6);
        break;
      case ',':
        if (p + 1 < end && p[1] != ' ')
          worth = MIN (worth, 0.7);
        break;
      default:
        break;
      }
  return worth;
}

static gboolean
has_escaped_quote (const CltCell *cell, char quote)
{
  const char *end = cell->text + cell->length;

  for (const char *p = cell->text; (p = memchr (p, '\\', end - p)) != NULL; p++)
    if (p + 1 < end && p[1] == quote)
      return TRUE;
  return FALSE;
}

static void
weigh_cell (Look *look, const CltCell *cell, const CltDialect *dialect)
{
  CltCsvType type = clt_csv_type (cell->text, cell->length);

  look->cells++;
  look->length += cell->length;
  if (type == CLT_CSV_TYPE_EMPTY)
    look->worth += 0.75;
  else if (type != CLT_CSV_TYPE_TEXT)
    {
      look->worth += 1;
      look->typed++;
    }
  else if (cell->quoted)
    look->worth += has_escaped_quote (cell, dialect->quote) ? 0.7 : 1;
  else
    look->worth += weigh_text (cell, dialect);
}

static void
look_at (const char *text, gsize length, const CltDialect *dialect, Look *look)
{
  CltCsv csv;

  memset (look, 0, sizeof *look);
  clt_csv_init (&csv, text, length, dialect);
  while (look->rows < MAX_ROWS && clt_csv_next (&csv) == 1)
    {
      if (csv.n_cells == 1 &&
          clt_csv_type (csv.cells[0].text, csv.cells[0].length) == CLT_CSV_TYPE_EMPTY)
        continue;
      look->rows++;
      count_width (look, csv.n_cells);
      for (guint i = 0; i < csv.n_cells; i++)
        {
          const CltCell *cell = &csv.cells[i];

          weigh_cell (look, cell, dialect);
          if (i > 0 && cell->length > 0 && cell->text > text && cell->text < text + length)
            {
              look->followers++;
              look->spaced += (cell->quoted ? cell->text[-2] : *cell->text) == ' ';
            }
        }
    }
  clt_csv_clear (&csv);
}

static double
judge (const Look *look, char delimiter, double prior)
{
  double worth = look->cells > 0 ? look->worth / look->cells : 0;
  double typed = look->cells > 0 ? (double) look->typed / look->cells : 0;
  double alike = 0, width = 0, wide = 0;

  if (look->rows == 0)
    return 0;
  if (delimiter == 0)
    return (0.3 + 0.35 * typed) * worth;
  for (guint i = 0; i < look->n_widths; i++)
    {
      double share = (double) look->counts[i] / look->rows;

      if (look->widths[i] < 2)
        continue;
      alike += share * share;
      width += share * look->widths[i];
      wide += share;
    }
  if (wide == 0)
    return 0;
  width /= wide;
  /* sqrt keeps two tables of equal size above a single column */
  alike = __builtin_sqrt (alike);
  if (alike < 0.95 && look->spaced * 10 > look->followers * 7 && look->length > look->cells * 10)
    prior *= 0.5; /* prose */
  if (delimiter == ' ' && worth > 0.97 && width > 2.5)
    prior *= 1.5;
  return alike * (0.5 + 0.5 * (1 - 1 / width)) * worth * __builtin_sqrt (worth) * prior;
}

/* The commonest number of cells, when most rows have it. */
static guint
find_width (const Look *look)
{
  guint best = 0, several = 0;

  for (guint i = 0; i < look->n_widths; i++)
    {
      several += look->widths[i] > 1 ? look->counts[i] : 0;
      if (look->widths[i] > 1 && look->counts[i] > look->counts[best])
        best = i;
      else if (look->widths[best] < 2)
        best = i;
    }
  if (look->n_widths == 0 || look->widths[best] < 2 || look->counts[best] * 10 < several * 6)
    return 0;
  return look->widths[best];
}

typedef struct
{
  const char *text;
  gsize length;
  CltDialect best;
  Look look;
  double score;
} Search;

static void
try_dialect (Search *search, char delimiter, char quote, char escape, double prior)
{
  CltDialect dialect = { delimiter, quote, escape, FALSE, 0 };
  Look look;
  double score;

  look_at (search->text, search->length, &dialect, &look);
  score = judge (&look, delimiter, prior);
  if (score <= search->score + 1e-9)
    return;
  search->score = score;
  search->best = dialect;
  search->look = look;
}

static gboolean
has_pair (const char *text, gsize length, char first, char second)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, first, end - p)) != NULL; p++)
    if (p + 1 < end && p[1] == second)
      return TRUE;
  return FALSE;
}

static void
try_quotes (Search *search, char delimiter, double prior, int quote)
{
  static const char quotes[] = { '"', '\'' };

  if (quote >= 0)
    try_dialect (search, delimiter, quote, 0, prior);
  for (guint i = 0; quote < 0 && i < G_N_ELEMENTS (quotes); i++)
    {
      if (i > 0 && memchr (search->text, quotes[i], search->length) == NULL)
        continue;
      try_dialect (search, delimiter, quotes[i], 0, prior);
      if (has_pair (search->text, search->length, '\\', quotes[i]))
        try_dialect (search, delimiter, quotes[i], '\\', prior);
    }
}

static gsize
cut_at_line (const char *text, gsize length)
{
  gsize n = length;

  while (n > 0 && text[n - 1] != '\n' && text[n - 1] != '\r')
    n--;
  return n > 0 ? n : length;
}

void
clt_dialect_find (const char *text,
                  gsize length,
                  gboolean whole,
                  const CltSourceOptions *options,
                  CltDialect *dialect)
{
  Search search = { text, whole ? length : cut_at_line (text, length), { 0, '"', 0, FALSE, 0 } };
  char delimiter = options != NULL ? options->delimiter : 0;
  int quote = options != NULL ? options->quote : -1;

  if (delimiter != 0)
    try_quotes (&search, delimiter, 1, quote);
  for (guint i = 0; delimiter == 0 && i < G_N_ELEMENTS (delimiters); i++)
    if (memchr (text, delimiters[i].character, search.length) != NULL)
      try_quotes (&search, delimiters[i].character, delimiters[i].prior, quote);
  if (delimiter == 0)
    try_quotes (&search, 0, 1, quote);
  *dialect = search.best;
  if (delimiter != 0)
    dialect->delimiter = delimiter;
  if (quote >= 0)
    dialect->quote = quote;
  dialect->width = find_width (&search.look);
  dialect->space = dialect->delimiter != ' ' && dialect->delimiter != 0 &&
                   search.look.followers >= 4 && search.look.spaced == search.look.followers;
}
