/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

/* From the rows of a source to data rows, and from cells to values. */

#define REPORT_INTERVAL (G_USEC_PER_SEC / 10)

static gboolean
report_progress (CltImport *import, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return FALSE;
  if (import->progress != NULL && now - import->last_report >= REPORT_INTERVAL)
    {
      import->last_report = now;
      import->progress (clt_source_get_fraction (import->source), import->progress_data);
    }
  return TRUE;
}

int
clt_import_next (CltImport *import, GError **error)
{
  if (G_UNLIKELY (++import->n_read % 4096 == 0) && !report_progress (import, error))
    return -1;
  return clt_source_next (import->source, &import->cells, &import->n_cells, &import->line, error);
}

gboolean
clt_import_rewind (CltImport *import, GError **error)
{
  int more = 1;

  if (!clt_source_rewind (import->source, error))
    return FALSE;
  import->line = 0;
  while (import->line < import->header_line && more == 1)
    more = clt_import_next (import, error);
  return more >= 0;
}

/* Which rows are data */

static gboolean
cell_is_blank (CltImport *import, const CltCell *cell)
{
  gboolean ascii = TRUE;
  g_autofree char *raw = NULL;
  g_autofree char *text = NULL;

  for (guint32 i = 0; i < cell->length; i++)
    {
      if ((guchar) cell->text[i] >= 0x80)
        ascii = FALSE;
      else if (!g_ascii_isspace (cell->text[i]))
        return FALSE;
    }
  if (ascii)
    return TRUE;
  raw = clt_source_dup_cell (import->source, cell);
  text = clt_text_normalize (raw, -1);
  return *text == '\0';
}

static gboolean
cells_are_blank (CltImport *import, guint from)
{
  for (guint i = from; i < import->n_cells; i++)
    if (!cell_is_blank (import, &import->cells[i]))
      return FALSE;
  return TRUE;
}

static char *
dup_cell_name (CltImport *import, guint column)
{
  g_autofree char *raw = clt_source_dup_cell (import->source, &import->cells[column]);

  return clt_text_normalize_header (raw, -1);
}

static gboolean
is_repeated_header (CltImport *import)
{
  guint filled = 0, same = 0;

  if (import->names == NULL)
    return FALSE;
  for (guint i = 0; i < import->n_columns && i < import->n_cells; i++)
    {
      g_autofree char *name = NULL;

      if (*import->names[i] == '\0')
        continue;
      filled++;
      name = dup_cell_name (import, i);
      if (g_str_equal (name, import->names[i]))
        same++;
      else if (filled >= 4 && same == 0)
        return FALSE;
    }
  return same > 0 && same * 2 >= filled;
}

typedef enum
{
  ROW_DATA,
  ROW_TOTAL,
  ROW_SUBTOTAL,
  ROW_COUNT
} RowMeaning;

static gboolean
is_count (const char *word, gint64 *n)
{
  static const char prefix[] = "共";
  const char *p = word;
  char *end;

  if (!g_str_has_prefix (p, prefix))
    return FALSE;
  p += strlen (prefix);
  if (!g_ascii_isdigit (*p))
    return FALSE;
  *n = g_ascii_strtoll (p, &end, 10);
  return g_str_has_prefix (end, "条") || g_str_has_prefix (end, "笔") ||
         g_str_has_prefix (end, "行") || g_str_has_prefix (end, "户");
}

static RowMeaning
read_total_word (const char *text)
{
  g_autofree char *word = g_strdup (text);
  glong length;

  g_strdelimit (word, ":", '\0');
  length = g_utf8_strlen (word, -1);
  if (length == 0 || length > 8)
    return ROW_DATA;
  if (g_str_has_suffix (word, "小计") || g_str_equal (word, "subtotal"))
    return ROW_SUBTOTAL;
  if (g_str_has_suffix (word, "合计") || g_str_has_suffix (word, "总计") ||
      g_str_equal (word, "总和") || g_str_equal (word, "total") || g_str_equal (word, "sum"))
    return ROW_TOTAL;
  return ROW_DATA;
}

/* A total says so in one of its first cells. */
static RowMeaning
find_meaning (CltImport *import, gint64 *n)
{
  for (guint i = 0; i < import->n_cells && i < 4; i++)
    {
      g_autofree char *word = dup_cell_name (import, i);
      RowMeaning meaning;

      if (is_count (word, n))
        return ROW_COUNT;
      meaning = read_total_word (word);
      if (meaning != ROW_DATA)
        return meaning;
    }
  return ROW_DATA;
}

static gboolean
is_summed (CltFieldType type)
{
  return type == CLT_FIELD_MONEY || type == CLT_FIELD_INTEGER;
}

static void
keep_totals (CltImport *import)
{
  import->total_line = import->line;
  for (guint i = 0; i < import->kind->n_fields; i++)
    {
      gint64 value;

      import->totals[i] = CLT_MONEY_NONE;
      if (import->fields[i].column >= 0 && is_summed (import->kind->fields[i].type) &&
          clt_import_get_number (import, i, &value) == CLT_VALUE_OK)
        import->totals[i] = value;
    }
}

gboolean
clt_import_row_is_data (CltImport *import)
{
  gint64 n = 0;

  if (cells_are_blank (import, 0) || is_repeated_header (import))
    return FALSE;
  switch (find_meaning (import, &n))
    {
    case ROW_TOTAL:
      keep_totals (import);
      return FALSE;
    case ROW_COUNT:
      import->stated_rows = n;
      return FALSE;
    case ROW_SUBTOTAL:
      return FALSE;
    case ROW_DATA:
    default:
      break;
    }

  /* a counter that ends its rows with a delimiter does so in all of them */
  if (import->result->rows == 0 && import->n_cells > import->n_columns &&
      cells_are_blank (import, import->n_columns))
    import->width = import->n_cells;
  import->result->rows++;
  return TRUE;
}

gboolean
clt_import_check_width (CltImport *import)
{
  if (import->n_cells == import->width)
    return TRUE;
  if (import->n_cells < import->width && !import->strict_width)
    return TRUE;
  if (import->n_cells > import->width && !import->strict_width &&
      cells_are_blank (import, import->width))
    return TRUE;
  clt_import_reject (import, CLT_REASON_FIELD_COUNT, -1, NULL);
  return FALSE;
}

/* Values */

gboolean
clt_import_has_field (CltImport *import, guint field)
{
  return import->fields[field].column >= 0 || import->fields[field].constant != NULL;
}

static const CltCell *
find_cell (CltImport *import, guint field)
{
  int column = import->fields[field].column;

  return column >= 0 && (guint) column < import->n_cells ? &import->cells[column] : NULL;
}

gboolean
clt_import_is_workbook_number (CltImport *import, guint field)
{
  const CltCell *cell = find_cell (import, field);

  return cell != NULL && cell->kind == CLT_CELL_NUMBER;
}

static char *
dup_raw (CltImport *import, guint field)
{
  const CltCell *cell = find_cell (import, field);
  const char *constant = import->fields[field].constant;

  if (cell != NULL)
    return clt_source_dup_cell (import->source, cell);
  return g_strdup (constant == NULL ? "" : constant);
}

char *
clt_import_dup_text (CltImport *import, guint field)
{
  g_autofree char *raw = dup_raw (import, field);

  return clt_text_normalize (raw, -1);
}

char *
clt_import_dup_prose (CltImport *import, guint field)
{
  g_autofree char *raw = dup_raw (import, field);

  return clt_text_clean (raw, -1);
}

char *
clt_import_dup_lines (CltImport *import, guint field)
{
  g_autofree char *raw = dup_raw (import, field);
  g_auto (GStrv) lines = NULL;
  char *text;

  text = g_utf8_make_valid (raw, -1);
  lines = g_strsplit (text, "\r\n", -1);
  g_free (text);
  text = g_strjoinv ("\n", lines);
  g_strdelimit (text, "\r", '\n');
  return g_strstrip (text);
}

static CltValue
parse_typed (CltFieldType type, const char *text, gsize length, gint64 *value)
{
  if (type == CLT_FIELD_MONEY)
    return clt_value_parse_money (text, length, value);
  if (type == CLT_FIELD_PRICE)
    return clt_value_parse_price (text, length, value);
  return clt_value_parse_integer (text, length, value);
}

CltValue
clt_import_parse_number (CltFieldType type,
                         const char *text,
                         gsize length,
                         gboolean workbook_number,
                         gint64 *value)
{
  CltValue result = parse_typed (type, text, length, value);
  char rounded[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *exact = NULL;

  if (result != CLT_VALUE_BAD || !workbook_number)
    return result;
  /* 15 digits are what a spreadsheet shows; more is the noise of binary fractions */
  exact = g_strndup (text, length);
  g_ascii_formatd (rounded, sizeof rounded, "%.15g", g_ascii_strtod (exact, NULL));
  return parse_typed (type, rounded, strlen (rounded), value);
}

CltValue
clt_import_get_number (CltImport *import, guint field, gint64 *value)
{
  CltFieldType type = import->kind->fields[field].type;
  const CltCell *cell = find_cell (import, field);
  g_autofree char *text = NULL;

  if (cell != NULL && !import->gb)
    return clt_import_parse_number (type, cell->text, cell->length, cell->kind == CLT_CELL_NUMBER,
                                    value);
  text = clt_import_dup_text (import, field);
  return clt_import_parse_number (type, text, strlen (text), FALSE, value);
}

/* Day and month in an order that the person has named: "18/11/2026" with "dmy". */
static CltValue
parse_ordered (const char *text, const char *order, CltDay *day)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "-/.", -1);
  int number[3] = { 0 };
  int year, month, mday;

  if (g_strv_length (parts) != 3)
    return CLT_VALUE_BAD;
  for (int i = 0; i < 3; i++)
    {
      gsize length = strlen (parts[i]);

      if (length == 0 || length > 4 || strspn (parts[i], "0123456789") != length)
        return CLT_VALUE_BAD;
      number[i] = (int) g_ascii_strtoll (parts[i], NULL, 10);
    }
  year = number[2];
  month = order[0] == 'm' ? number[0] : number[1];
  mday = order[0] == 'm' ? number[1] : number[0];
  *day = strlen (parts[2]) == 4 ? clt_day_from_ymd (year, month, mday) : CLT_DAY_NONE;
  return *day == CLT_DAY_NONE ? CLT_VALUE_BAD : CLT_VALUE_OK;
}

char *
clt_import_dup_day_text (CltImport *import, guint field)
{
  char *text = clt_import_dup_text (import, field);
  const CltCell *cell = find_cell (import, field);

  /* a date of a workbook may carry a time of day */
  if (cell != NULL && cell->kind == CLT_CELL_DATE)
    text[strcspn (text, " T")] = '\0';
  return text;
}

CltValue
clt_import_parse_day (CltImport *import, const char *text, CltDay *day)
{
  CltValue result = clt_value_parse_date (text, strlen (text), TRUE, day);

  if (result == CLT_VALUE_BAD && import->options->date_order != NULL)
    result = parse_ordered (text, import->options->date_order, day);
  return result;
}

CltValue
clt_import_get_day (CltImport *import, guint field, CltDay *day)
{
  g_autofree char *text = clt_import_dup_day_text (import, field);

  return clt_import_parse_day (import, text, day);
}

gboolean
clt_import_get_account (CltImport *import, CltAccounts *accounts, guint field, int *index)
{
  g_autofree char *text = clt_import_dup_text (import, field);
  CltReason reason;

  switch (clt_accounts_resolve (accounts, text, clt_import_is_workbook_number (import, field),
                                index, NULL))
    {
    case CLT_ACCOUNT_FOUND:
    case CLT_ACCOUNT_UNKNOWN:
      return TRUE;
    case CLT_ACCOUNT_MISSING:
      reason = CLT_REASON_MISSING_VALUE;
      break;
    case CLT_ACCOUNT_SHORT:
      reason = CLT_REASON_ACCOUNT_SHORT;
      import->short_accounts++;
      import->usual_length = clt_accounts_get_usual_length (accounts);
      break;
    case CLT_ACCOUNT_SCIENTIFIC:
      reason = CLT_REASON_ACCOUNT_SCIENTIFIC;
      break;
    case CLT_ACCOUNT_BAD:
    default:
      reason = CLT_REASON_BAD_ACCOUNT;
      break;
    }
  clt_import_reject (import, reason, field, text);
  return FALSE;
}
