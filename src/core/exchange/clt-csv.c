/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The CSV scanner: from bytes to rows of slices, nothing is copied but cells with doubled or
 * escaped quotation marks. Text is looked at 64 bytes at a time for the few characters that matter;
 * a row without quotation marks costs one step a cell. A row with them is read again by the careful
 * reader, which forgives what real files do: blanks around quotation marks, marks that are neither
 * doubled nor escaped, marks that never close. A row that has not the regular number of cells is
 * tried in other readings before it is given as it stands. Linear in the length of the text. */

#include "core/exchange/clt-source-private.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A quotation mark that does not close within this many bytes is text. */
#define MAX_QUOTED (1024 * 1024)
/* Lines longer than this are not tried in other readings. */
#define MAX_REPAIR (64 * 1024)
#define MAX_TRIES 16

/* How a reading of a row treats quotation marks. */
typedef struct
{
  char delimiter;
  const char *end;     /* no cell reaches beyond */
  int literal;         /* the n-th opening mark (from 0) is text; -1: none */
  gboolean close_even; /* a doubled mark before a delimiter closes */
} Reading;

void
clt_csv_init (CltCsv *csv, const char *text, gsize length, const CltDialect *dialect)
{
  memset (csv, 0, sizeof *csv);
  csv->dialect = *dialect;
  csv->start = text;
  csv->end = text + length;
  csv->first_line = 1;
  csv->scratch = g_byte_array_new ();
  csv->n_allocated = 64;
  csv->cells = g_new (CltCell, csv->n_allocated);
  clt_csv_rewind (csv);
}

void
clt_csv_clear (CltCsv *csv)
{
  g_clear_pointer (&csv->scratch, g_byte_array_unref);
  g_clear_pointer (&csv->cells, g_free);
}

void
clt_csv_rewind (CltCsv *csv)
{
  csv->position = csv->start;
  csv->line = csv->first_line;
  csv->block = NULL;
  csv->mask = 0;
  csv->no_close = csv->next_close = NULL;
}

/* One bit for each of the 64 bytes at @p that ends a cell, opens a quoted one or escapes. */
static guint64
find_special (const CltCsv *csv, const char *p)
{
  const CltDialect *d = &csv->dialect;
  char copy[64];
  guint64 mask = 0;

  if (csv->end - p < 64)
    {
      memset (copy, 0, sizeof copy);
      memcpy (copy, p, csv->end - p);
      p = copy;
    }
#ifdef __SSE2__
  {
    const __m128i lf = _mm_set1_epi8 ('\n');
    const __m128i delimiter = _mm_set1_epi8 (d->delimiter != 0 ? d->delimiter : '\n');
    const __m128i quote = _mm_set1_epi8 (d->quote != 0 ? d->quote : '\n');
    const __m128i cr = _mm_set1_epi8 ('\r');
    const __m128i escape = _mm_set1_epi8 (d->escape != 0 ? d->escape : '\n');

    for (guint i = 0; i < 4; i++)
      {
        __m128i v = _mm_loadu_si128 ((const __m128i *) (p + 16 * i));
        __m128i hit = _mm_or_si128 (_mm_cmpeq_epi8 (v, delimiter), _mm_cmpeq_epi8 (v, lf));

        hit = _mm_or_si128 (hit, _mm_or_si128 (_mm_cmpeq_epi8 (v, cr), _mm_cmpeq_epi8 (v, quote)));
        hit = _mm_or_si128 (hit, _mm_cmpeq_epi8 (v, escape));
        mask |= (guint64) (guint) _mm_movemask_epi8 (hit) << (16 * i);
      }
  }
#else
  for (guint i = 0; i < 64; i++)
    {
      char c = p[i];
      gboolean hit = (d->delimiter != 0 && c == d->delimiter) || c == '\n' || c == '\r' ||
                     (d->quote != 0 && c == d->quote) || (d->escape != 0 && c == d->escape);

      mask |= (guint64) hit << i;
    }
#endif
  return mask;
}

static gboolean
grow_cells (CltCsv *csv)
{
  if (csv->n_allocated >= CLT_CSV_MAX_CELLS)
    return FALSE;
  csv->n_allocated *= 2;
  csv->cells = g_renew (CltCell, csv->cells, csv->n_allocated);
  return TRUE;
}

static inline gboolean
add_cell (CltCsv *csv, const char *text, gsize length, gboolean quoted)
{
  CltCell *cell;

  if (G_UNLIKELY (csv->n_cells == csv->n_allocated) && !grow_cells (csv))
    return FALSE;
  cell = &csv->cells[csv->n_cells++];
  cell->text = text;
  cell->length = length;
  cell->kind = length > 0 ? CLT_CELL_TEXT : CLT_CELL_EMPTY;
  cell->quoted = quoted;
  return TRUE;
}

static inline gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static const char *
skip_line_end (const char *p, const char *end)
{
  if (p < end && *p == '\r' && p + 1 < end && p[1] == '\n')
    return p + 2;
  return p < end ? p + 1 : p;
}

static const char *
find_line_end (const char *p, const char *end)
{
  while (p < end && !is_line_end (*p))
    p++;
  return p;
}

static const char *
skip_blanks (const char *p, const char *end, char delimiter)
{
  while (p < end && (*p == ' ' || *p == '\t') && *p != delimiter)
    p++;
  return p;
}

/* What stands behind a closing mark: a delimiter, the end of the line or of the text. */
static const char *
find_cell_end (const char *p, const Reading *r)
{
  p = skip_blanks (p, r->end, r->delimiter);
  return p == r->end || *p == r->delimiter || is_line_end (*p) ? p : NULL;
}

static gsize
count_run (const char *p, const char *end, char c)
{
  const char *q = p;

  while (q < end && *q == c)
    q++;
  return q - p;
}

/* Looks for the mark that closes the quoted text from @p. Returns: the closing mark, or NULL. */
static const char *
find_close (CltCsv *csv, const char *p, const Reading *r)
{
  const CltDialect *d = &csv->dialect;
  const char *limit = p + MIN (r->end - p, MAX_QUOTED);
  const char *from = p;

  /* without escapes the answer for a later start is the same: this keeps hostile text linear */
  if (r->end == csv->end && d->escape == 0 && !r->close_even && csv->no_close != NULL &&
      p > csv->no_close && p < csv->next_close && *p != d->quote)
    p = csv->next_close;
  while (p < limit)
    {
      gsize run;

      if (d->escape != 0)
        {
          while (p < limit && *p != d->quote && *p != d->escape)
            p++;
          if (p < limit && *p == d->escape)
            {
              p += 2;
              continue;
            }
        }
      else
        p = memchr (p, d->quote, limit - p);
      if (p == NULL || p >= limit)
        break;
      run = count_run (p, r->end, d->quote);
      if ((run % 2 == 1 || r->close_even) && find_cell_end (p + run, r) != NULL)
        {
          if (r->end == csv->end)
            csv->no_close = from, csv->next_close = p;
          return p + run - 1;
        }
      /* a mark that opens a cell: the one before it never closed */
      if (run == 1 && (p[-1] == r->delimiter || is_line_end (p[-1])) && p > from)
        {
          limit = p;
          break;
        }
      p += run;
    }
  if (r->end == csv->end)
    csv->no_close = from, csv->next_close = limit;
  return NULL;
}

/* Adds the quoted text [p, close) with doubled and escaped marks undone. The text pointer holds an
 * offset into the scratch buffer until the row is complete. */
static gboolean
add_quoted (CltCsv *csv, const char *p, const char *close)
{
  const CltDialect *d = &csv->dialect;
  gsize offset = csv->scratch->len;

  if (memchr (p, d->quote, close - p) == NULL &&
      (d->escape == 0 || memchr (p, d->escape, close - p) == NULL))
    return add_cell (csv, p, close - p, TRUE);
  while (p < close)
    {
      const char *q = p;

      while (q < close && *q != d->quote && (d->escape == 0 || *q != d->escape))
        q++;
      g_byte_array_append (csv->scratch, (const guint8 *) p, q - p);
      p = q;
      if (p == close)
        break;
      if (*p == d->quote)
        p += p + 1 < close && p[1] == d->quote ? 1 : 0;
      else if (p + 1 < close && (p[1] == d->quote || p[1] == d->escape))
        p++;
      g_byte_array_append (csv->scratch, (const guint8 *) p, 1);
      p++;
    }
  return add_cell (csv, GSIZE_TO_POINTER (offset), csv->scratch->len - offset, 2);
}

/* An unquoted cell from @p. Returns its end, NULL: too many cells. */
static const char *
read_plain (CltCsv *csv, const char *p, const Reading *r)
{
  const CltDialect *d = &csv->dialect;
  const char *start = p;
  gsize offset = csv->scratch->len;

  if (d->escape == 0)
    {
      while (p < r->end && *p != r->delimiter && !is_line_end (*p))
        p++;
      return add_cell (csv, start, p - start, FALSE) ? p : NULL;
    }
  while (p < r->end && *p != r->delimiter && !is_line_end (*p))
    {
      if (*p == d->escape && p + 1 < r->end &&
          (p[1] == r->delimiter || p[1] == d->escape || (d->quote != 0 && p[1] == d->quote)))
        p++;
      g_byte_array_append (csv->scratch, (const guint8 *) p, 1);
      p++;
    }
  if (csv->scratch->len - offset == (gsize) (p - start))
    {
      g_byte_array_set_size (csv->scratch, offset);
      return add_cell (csv, start, p - start, FALSE) ? p : NULL;
    }
  return add_cell (csv, GSIZE_TO_POINTER (offset), csv->scratch->len - offset, 3) ? p : NULL;
}

static void
settle_scratch (CltCsv *csv)
{
  for (guint i = 0; i < csv->n_cells; i++)
    if (csv->cells[i].quoted >= 2)
      {
        csv->cells[i].text =
          (const char *) csv->scratch->data + GPOINTER_TO_SIZE (csv->cells[i].text);
        csv->cells[i].quoted = csv->cells[i].quoted == 2;
      }
}

/* Reads a row in one reading. Returns its end (before the line end), NULL: too many cells.
 * @n_marks (nullable): how many cells begin with a quotation mark. */
static const char *
read_row (CltCsv *csv, const char *p, const Reading *r, int *n_marks)
{
  const CltDialect *d = &csv->dialect;
  int marks = 0;

  csv->n_cells = 0;
  g_byte_array_set_size (csv->scratch, 0);
  for (;;)
    {
      const char *q = d->space && csv->n_cells > 0 && p < r->end && *p == ' ' ? p + 1 : p;
      const char *mark = skip_blanks (q, r->end, r->delimiter);

      p = q;
      if (d->quote != 0 && mark < r->end && *mark == d->quote)
        {
          Reading within = *r;
          const char *close;

          /* behind blanks, a mark opens a cell of one line at most */
          if (mark > q)
            within.end = find_line_end (mark, r->end);
          close = marks == r->literal ? NULL : find_close (csv, mark + 1, &within);

          marks++;
          if (close != NULL)
            {
              if (!add_quoted (csv, mark + 1, close))
                return NULL;
              p = find_cell_end (close + 1, &within);
            }
          else
            p = read_plain (csv, p, r);
        }
      else
        p = read_plain (csv, p, r);
      if (p == NULL)
        return NULL;
      if (p == r->end || is_line_end (*p))
        break;
      p++; /* the delimiter */
    }
  settle_scratch (csv);
  if (n_marks != NULL)
    *n_marks = marks;
  return p;
}

/* Other readings of a row that is not as wide as the others; the first that is wins. Only the
 * line itself is read: a mark that never closes must not swallow the rows below. */
static const char *
repair_row (CltCsv *csv, const char *start, int n_marks, gboolean spans)
{
  const CltDialect *d = &csv->dialect;
  static const char others[] = { ',', ';', '\t', '|' };
  const char *end = find_line_end (start, csv->end), *p;
  Reading r = { d->delimiter, end, -1, FALSE };
  int line_marks = 0;

  if (end - start > MAX_REPAIR)
    return NULL;
  for (guint even = 0; n_marks > 0 && even < 2; even++)
    {
      r.close_even = even;
      p = read_row (csv, start, &r, &line_marks);
      if (p != NULL && csv->n_cells == d->width && (spans || even))
        return p;
    }
  r.close_even = FALSE;
  /* quoted text that ends on its own line is in order: the row is just short */
  for (r.literal = 0; spans && r.literal < MIN (line_marks, MAX_TRIES); r.literal++)
    {
      p = read_row (csv, start, &r, NULL);
      if (p != NULL && csv->n_cells == d->width)
        return p;
    }
  r.literal = -1;
  for (guint i = 0; d->width >= 3 && i < G_N_ELEMENTS (others); i++)
    {
      r.delimiter = others[i];
      if (others[i] == d->delimiter || memchr (start, others[i], end - start) == NULL)
        continue;
      p = read_row (csv, start, &r, NULL);
      if (p != NULL && csv->n_cells == d->width)
        return p;
    }
  return NULL;
}

static void
finish_row (CltCsv *csv, const char *start, const char *end)
{
  csv->row = start;
  csv->row_length = end - start;
  csv->row_line = csv->line;
  csv->position = skip_line_end (end, csv->end);
  csv->line++;
}

static int
read_carefully (CltCsv *csv, const char *start)
{
  /* a single column ends where the line does */
  const Reading plain = { csv->dialect.delimiter != 0 ? csv->dialect.delimiter : '\n', csv->end, -1,
                          FALSE };
  int marks = 0;
  const char *end = read_row (csv, start, &plain, &marks);
  gboolean spans;

  if (end == NULL)
    return -1;
  spans = marks > 0 && find_line_end (start, end) < end;
  if (csv->dialect.width > 1 && csv->n_cells != csv->dialect.width)
    {
      const char *repaired = repair_row (csv, start, marks, spans);

      if (repaired == NULL)
        end = read_row (csv, start, &plain, NULL);
      else
        end = repaired;
    }
  finish_row (csv, start, end);
  for (const char *p = find_line_end (start, end); spans && p < end; p = find_line_end (p, end))
    {
      p = skip_line_end (p, end);
      csv->line++;
    }
  return 1;
}

static gboolean
is_blank_before (const char *start, const char *end)
{
  while (start < end && (*start == ' ' || *start == '\t'))
    start++;
  return start == end;
}

int
clt_csv_next (CltCsv *csv)
{
  const char delimiter = csv->dialect.delimiter;
  const char *start = csv->position, *cell = start, *p;

  if (start >= csv->end)
    return 0;
  if (csv->dialect.space)
    return read_carefully (csv, start);
  csv->n_cells = 0;
  if (csv->block == NULL || start < csv->block || start >= csv->block + 64)
    {
      csv->block = start;
      csv->mask = find_special (csv, start);
    }
  else if (start > csv->block)
    csv->mask &= ~(guint64) 0 << (start - csv->block);
  for (;;)
    {
      while (csv->mask == 0)
        {
          csv->block += 64;
          if (csv->block >= csv->end)
            {
              if (!add_cell (csv, cell, csv->end - cell, FALSE))
                return -1;
              p = csv->end;
              goto done;
            }
          csv->mask = find_special (csv, csv->block);
        }
      p = csv->block + __builtin_ctzll (csv->mask);
      csv->mask &= csv->mask - 1;
      if (*p == delimiter)
        {
          if (!add_cell (csv, cell, p - cell, FALSE))
            return -1;
          cell = p + 1;
        }
      else if (is_line_end (*p))
        {
          if (!add_cell (csv, cell, p - cell, FALSE))
            return -1;
          goto done;
        }
      else if (*p == csv->dialect.escape || is_blank_before (cell, p))
        {
          csv->block = NULL;
          return read_carefully (csv, start);
        }
    }
done:
  if (csv->dialect.width > 2 && csv->n_cells < csv->dialect.width)
    {
      csv->block = NULL;
      return read_carefully (csv, start);
    }
  finish_row (csv, start, p);
  return 1;
}
