/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product-field.h"
#include "core/report/clt-book.h"
#include "core/report/clt-catalogue-book.h"
#include "core/report/clt-catalogue-sheet.h"

#define MAX_FIELDS 40
#define MAX_LIST 255 /* characters of a drop-down list, Excel's limit */
#define SPARE_ROWS 100

typedef struct
{
  CltConn *conn;
  CltDay day;
  const CltExportOptions *options;
  CltBook *book;
  CltSheet *products, *matrix, *help, *base;
  CltProductFields *fields;
  GPtrArray *list; /* CltProduct */
  CltMatrix *rights;
  guint n_base; /* rows of the hidden sheet */
  GChecksum *checksum;
} Export;

static void
export_clear (Export *export)
{
  g_clear_pointer (&export->book, clt_book_free);
  g_clear_pointer (&export->fields, clt_product_fields_free);
  g_clear_pointer (&export->list, g_ptr_array_unref);
  g_clear_pointer (&export->rights, clt_matrix_unref);
  g_clear_pointer (&export->checksum, g_checksum_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

/* The hidden sheet. Row 0 is kept for the mark and the checksum over all others. */
static void
add_base (Export *export,
          const char *kind,
          const char *a,
          const char *b,
          const char *value,
          const char *text)
{
  const char *const cells[] = { kind, a, b, value, text };

  export->n_base++;
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      clt_sheet_text (export->base, export->n_base, i, CLT_STYLE_TEXT, cells[i]);
      g_checksum_update (export->checksum, (const guchar *) cells[i], -1);
      g_checksum_update (export->checksum, (const guchar *) "\x1f", 1);
    }
}

static void
finish_base (Export *export)
{
  g_autofree char *day = g_strdup_printf ("%d", clt_day_to_yyyymmdd (export->day));

  clt_sheet_text (export->base, 0, 0, CLT_STYLE_TEXT, CLT_BASE_MARK);
  clt_sheet_text (export->base, 0, 1, CLT_STYLE_TEXT, day);
  clt_sheet_text (export->base, 0, 2, CLT_STYLE_TEXT, g_checksum_get_string (export->checksum));
  worksheet_hide (clt_sheet_get_worksheet (export->base));
}

/* What is edited next: the draft, else what is in force, else the newest. */
static const CltVersion *
get_edited (const CltProduct *product)
{
  return product->draft != NULL ? product->draft : clt_product_get_version (product);
}

static void
write_field (CltSheet *sheet,
             guint row,
             guint column,
             const CltProductField *field,
             const char *value,
             const char *text)
{
  if (field->kind == CLT_PRODUCT_FIELD_COUNT)
    clt_sheet_number (sheet, row, column, CLT_STYLE_COUNT, g_ascii_strtod (value, NULL));
  else if (field->kind == CLT_PRODUCT_FIELD_MONEY)
    clt_sheet_number (sheet, row, column, CLT_STYLE_MONEY, g_ascii_strtod (value, NULL));
  else
    clt_sheet_text (sheet, row, column, CLT_STYLE_TEXT, text);
}

/* The state is shown, not read back. */
static void
add_state (Export *export, guint row, guint column, const CltProduct *product)
{
  const CltVersion *version = get_edited (product);
  g_autofree char *number = g_strdup_printf ("%d", version->number);

  clt_sheet_text (export->products, row, column, CLT_STYLE_NOTE,
                  clt_version_state_get_label (version->state));
  clt_sheet_text (export->products, row, column + 1, CLT_STYLE_NOTE, number);
  clt_sheet_day (export->products, row, column + 2, CLT_STYLE_DAY, version->valid_from);
}

static void
add_product (Export *export, guint row, const CltProduct *product)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, product->id);
  const CltProductField *field;
  guint column = 1;

  clt_sheet_text (export->products, row, 0, CLT_STYLE_TEXT, id);
  for (guint i = 0; (field = clt_product_field_get (i)) != NULL; i++)
    {
      g_autofree char *value =
        clt_product_fields_dup_value (export->fields, field, product, get_edited (product));
      g_autofree char *text = clt_product_fields_dup_text (export->fields, field, value);

      write_field (export->products, row, column++, field, value, text);
      add_base (export, "value", id, field->name, value, text);
    }
  add_state (export, row, column, product);
}

static CltStyle
get_style (const CltProductField *field)
{
  switch (field->kind)
    {
    case CLT_PRODUCT_FIELD_COUNT:
      return CLT_STYLE_COUNT;
    case CLT_PRODUCT_FIELD_MONEY:
      return CLT_STYLE_MONEY;
    case CLT_PRODUCT_FIELD_TEXT:
    case CLT_PRODUCT_FIELD_CHOICE:
    case CLT_PRODUCT_FIELD_LIST:
    default:
      return CLT_STYLE_TEXT;
    }
}

/* A drop-down list below the header of a field with few choices; every choice is also remembered,
 * so that a book comes back into a program that speaks another language. */
static void
add_choices (Export *export, guint column, const CltProductField *field)
{
  const GPtrArray *choices = clt_product_fields_get_choices (export->fields, field);
  g_autofree const char **labels = NULL;
  lxw_data_validation validation = { .validate = LXW_VALIDATION_TYPE_LIST };
  glong length = 0;
  guint n = 0;

  if (choices == NULL)
    return;
  labels = g_new0 (const char *, choices->len + 1);
  for (guint i = 0; i < choices->len; i++)
    {
      const CltProductChoice *choice = choices->pdata[i];

      add_base (export, "word", field->name, "", choice->value, choice->label);
      length += g_utf8_strlen (choice->label, -1) + 1;
      if (*choice->label != '\0' && strchr (choice->label, ',') == NULL)
        labels[n++] = choice->label;
    }
  if (field->kind != CLT_PRODUCT_FIELD_CHOICE || n == 0 || length > MAX_LIST)
    return;
  /* its strings became const in later versions of the library */
  validation.value_list = (gpointer) labels;
  worksheet_data_validation_range (clt_sheet_get_worksheet (export->products), 1, column,
                                   export->list->len + SPARE_ROWS, column, &validation);
}

/* On paper the templates stay away: with them the page would be too wide to be read. */
static void
set_up_print (Export *export, guint last_column)
{
  lxw_worksheet *worksheet = clt_sheet_get_worksheet (export->products);

  worksheet_freeze_panes (worksheet, 1, 2);
  worksheet_print_area (worksheet, 0, 0, export->list->len, last_column);
}

static void
fill_products (Export *export)
{
  const char *titles[MAX_FIELDS] = { _ ("Key") };
  CltStyle styles[MAX_FIELDS] = { CLT_STYLE_TEXT };
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  const CltProductField *field;
  guint n = 1, last_printed = 1;

  add_base (export, "sheet", "products", "", clt_sheet_get_name (export->products), "");
  for (guint i = 0; (field = clt_product_field_get (i)) != NULL; i++, n++)
    {
      g_ptr_array_add (labels, clt_product_field_dup_label (field));
      titles[n] = labels->pdata[i];
      styles[n] = get_style (field);
      if (field->kind == CLT_PRODUCT_FIELD_LIST)
        last_printed = n;
      add_base (export, "title", "products", field->name, titles[n], "");
      add_choices (export, n, field);
    }
  titles[n] = _ ("State (not read back)");
  styles[n++] = CLT_STYLE_NOTE;
  titles[n] = _ ("Version (not read back)");
  styles[n++] = CLT_STYLE_NOTE;
  titles[n] = _ ("In force from (not read back)");
  styles[n++] = CLT_STYLE_DAY;
  clt_sheet_header (export->products, 0, titles, styles, n);
  clt_sheet_hide_column (export->products, 0);
  for (guint i = 0; i < export->list->len; i++)
    add_product (export, i + 1, export->list->pdata[i]);
  clt_sheet_finish_list (export->products, export->list->len);
  set_up_print (export, last_printed);
}

static void
add_rights (Export *export, guint row, const CltProduct *product)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, product->id);

  clt_sheet_text (export->matrix, row, 0, CLT_STYLE_TEXT, id);
  clt_sheet_text (export->matrix, row, 1, CLT_STYLE_TEXT, product->code);
  clt_sheet_text (export->matrix, row, 2, CLT_STYLE_NOTE, get_edited (product)->name);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    {
      g_autofree char *text =
        clt_right_format_short (clt_matrix_get (export->rights, product->id, tier));

      clt_sheet_text (export->matrix, row, 2 + tier, CLT_STYLE_TEXT, text);
      add_base (export, "right", id, clt_tier_get_name (tier), text, text);
    }
}

static void
fill_matrix (Export *export)
{
  const char *titles[] = { _ ("Key"),
                           C_ ("product", "Code"),
                           C_ ("product", "Name"),
                           clt_tier_get_label (CLT_TIER_SMALL),
                           clt_tier_get_label (CLT_TIER_ORDINARY),
                           clt_tier_get_label (CLT_TIER_MAJOR),
                           clt_tier_get_label (CLT_TIER_HIGH_END) };
  const CltStyle styles[] = { CLT_STYLE_TEXT, CLT_STYLE_TEXT, CLT_STYLE_NOTE, CLT_STYLE_TEXT,
                              CLT_STYLE_TEXT, CLT_STYLE_TEXT, CLT_STYLE_TEXT };

  add_base (export, "sheet", "matrix", "", clt_sheet_get_name (export->matrix), "");
  add_base (export, "title", "matrix", "code", titles[1], "");
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    add_base (export, "title", "matrix", clt_tier_get_name (tier), titles[2 + tier], "");
  clt_sheet_header (export->matrix, 0, titles, styles, G_N_ELEMENTS (titles));
  clt_sheet_hide_column (export->matrix, 0);
  for (guint i = 0; i < export->list->len; i++)
    add_rights (export, i + 1, export->list->pdata[i]);
  clt_sheet_finish_list (export->matrix, export->list->len);
}

static guint
add_fact (CltSheet *sheet, guint row, const char *name, const char *value)
{
  clt_sheet_text (sheet, row, 0, CLT_STYLE_HEADER, name);
  clt_sheet_text (sheet, row, 1, CLT_STYLE_WRAP, value);
  return row + 1;
}

static guint
add_about (Export *export, const CltBookInfo *info, guint row)
{
  CltSheet *sheet = export->help;
  g_autofree char *day = clt_day_format (export->day);
  g_autofree char *at = clt_instant_format (clt_now ());
  /* Translators: the program and its version */
  g_autofree char *version = g_strdup_printf (_ ("Clientele %s"), CLT_VERSION);

  clt_sheet_text (sheet, row++, 0, CLT_STYLE_TITLE, _ ("Catalogue and entitlement matrix"));
  row = add_fact (sheet, row, _ ("Branch"), info->branch);
  row = add_fact (sheet, row, _ ("As of"), day);
  row = add_fact (sheet, row, _ ("Exported"), at);
  row = add_fact (sheet, row, _ ("By"), info->who);
  row = add_fact (sheet, row, _ ("Purpose"), info->purpose);
  return add_fact (sheet, row, _ ("Program"), version);
}

static void
fill_help (Export *export, const CltBookInfo *info)
{
  CltSheet *sheet = export->help;
  guint row = add_about (export, info, 0) + 1;

  clt_sheet_text (sheet, row++, 0, CLT_STYLE_HEADING, _ ("How to edit this book"));
  row = add_fact (sheet, row, _ ("Products"),
                  _ ("Change cells, or add rows at the end with a code of their own. A changed "
                     "product becomes a draft, which somebody else approves in the program. A row "
                     "that is missing is left alone."));
  row = add_fact (sheet, row, _ ("Matrix"),
                  _ ("A changed cell is in force from the day on which the book is imported, or "
                     "from the day that is named then."));
  row = add_fact (sheet, row, _ ("Conflicts"),
                  _ ("What has been changed in the branch, too, since the book was written is "
                     "listed and not overwritten. A hidden sheet remembers what was written: keep "
                     "it."));
  row++;
  clt_sheet_text (sheet, row++, 0, CLT_STYLE_HEADING, _ ("Rights"));
  row = add_fact (sheet, row, "-", _ ("none"));
  row = add_fact (sheet, row, "r", C_ ("right", "on request"));
  row = add_fact (sheet, row, "u", C_ ("right", "unlimited"));
  row = add_fact (sheet, row, "2w  2m  2q  2y", _ ("two a week, month, quarter, year"));
  add_fact (sheet, row, "2m sms",
            _ ("a channel may follow: website software email sms phone onsite; without one the "
               "product’s order of preference counts"));
  clt_sheet_set_width (sheet, 0, 18);
  clt_sheet_set_width (sheet, 1, 90);
  worksheet_gridlines (clt_sheet_get_worksheet (sheet), LXW_HIDE_ALL_GRIDLINES);
}

static gboolean
load (Export *export, GError **error)
{
  export->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  export->fields = clt_product_fields_load (export->conn, error);
  if (export->fields == NULL)
    return FALSE;
  export->list = clt_product_list (export->conn, export->day, FALSE, error);
  if (export->list == NULL)
    return FALSE;
  for (guint i = export->list->len; i > 0; i--)
    if (get_edited (export->list->pdata[i - 1]) == NULL)
      g_ptr_array_remove_index (export->list, i - 1);
  export->rights = clt_matrix_load (export->conn, export->day, error);
  return export->rights != NULL;
}

static gboolean
write_book (Export *export, const CltDocument *document, GError **error)
{
  g_autofree char *folder = clt_document_dup_folder (document);
  g_autofree char *branch = clt_export_dup_branch (export->conn);
  CltBookInfo info = { _ ("Catalogue and entitlement matrix"), branch,
                       (char *) (export->options->who != NULL ? export->options->who : ""),
                       (char *) (export->options->purpose != NULL ? export->options->purpose
                                                                  : "") };

  if (!load (export, error))
    return FALSE;
  export->book = clt_book_new (document->tmp_path, folder, &info, FALSE, error);
  if (export->book == NULL)
    return FALSE;
  export->products = clt_book_add_sheet (export->book, _ ("Products"));
  export->matrix = clt_book_add_sheet (export->book, _ ("Matrix"));
  export->help = clt_book_add_sheet (export->book, _ ("Definitions"));
  export->base = clt_book_add_sheet (export->book, CLT_BASE_SHEET);
  fill_products (export);
  fill_matrix (export);
  fill_help (export, &info);
  finish_base (export);
  return clt_export_step (export->options, 0.95, error) && clt_book_close (export->book, error);
}

gboolean
clt_export_catalogue (CltConn *conn,
                      CltDay day,
                      const CltExportOptions *options,
                      gint64 *rows,
                      GError **error)
{
  g_auto (CltDocument) document = { 0 };
  g_auto (Export) export = { .conn = conn, .day = day, .options = options };
  g_autofree char *filter = clt_day_format (day);
  CltExportRecord record = { .kind = "catalogue", .filter = filter, .masked = TRUE };
  gboolean written;

  if (!g_str_has_suffix (options->path, ".xlsx"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("The catalogue is a workbook: “%s” must end in .xlsx. Nothing was "
                      "exported."),
                   options->path);
      return FALSE;
    }
  if (!clt_document_init (&document, options->path, error) || !clt_conn_begin_read (conn, error))
    return FALSE;
  written = write_book (&export, &document, error);
  clt_conn_end_read (conn);
  if (!written)
    return FALSE;
  record.rows = export.list->len;
  if (rows != NULL)
    *rows = record.rows;
  return clt_document_commit (&document, conn, &record, options, error);
}
