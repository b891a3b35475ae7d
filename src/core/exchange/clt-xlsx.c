/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Workbooks (.xlsx) as a CltSource: the archive, its relations, the list of sheets. Rows stream
 * from clt-xlsx-sheet.c; of the whole book only the shared texts stay in memory. */

#include "core/exchange/clt-xlsx-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

#define MAX_SHEETS 10000

typedef struct
{
  CltArchive *archive;
  GPtrArray *parts; /* char*: of each sheet */
  CltBook book;
  CltStrings *strings;
  GArray *formats;
  char *strings_part;
  char *styles_part;
  CltSheet *sheet; /* the one being read; NULL: not begun */
  gboolean at_end;
} Reader;

typedef struct
{
  char *id, *type, *target;
} Relation;

static void
free_relation (gpointer data)
{
  Relation *relation = data;

  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

static void
on_relation_start (gpointer data, const char *name, const char **attributes)
{
  GPtrArray *relations = data;
  const char *id = clt_xml_get_attribute (attributes, "Id");
  const char *type = clt_xml_get_attribute (attributes, "Type");
  const char *target = clt_xml_get_attribute (attributes, "Target");
  Relation *relation;

  if (!g_str_equal (name, "Relationship") || id == NULL || type == NULL || target == NULL)
    return;
  relation = g_new (Relation, 1);
  relation->id = g_strdup (id);
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  relation->target = g_strdup (target);
  g_ptr_array_add (relations, relation);
}

static void
on_end_ignored (gpointer data, const char *name)
{
}

static void
on_text_ignored (gpointer data, const char *text, gsize length)
{
}

static const CltXmlHandlers relation_handlers = { on_relation_start, on_end_ignored,
                                                  on_text_ignored };

/* The relations of @part ("" for the package), targets resolved. */
static GPtrArray *
load_relations (CltArchive *archive, const char *part, GError **error)
{
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (free_relation);
  const char *slash = strrchr (part, '/');
  g_autofree char *folder = g_strndup (part, slash != NULL ? slash - part + 1 : 0);
  g_autofree char *name =
    g_strconcat (folder, "_rels/", slash != NULL ? slash + 1 : part, ".rels", NULL);

  if (!clt_part_parse (archive, name, CLT_PART_SMALL, &relation_handlers, relations, NULL, error))
    return NULL;
  for (guint i = 0; i < relations->len; i++)
    {
      Relation *relation = g_ptr_array_index (relations, i);
      char *target = clt_archive_resolve (part, relation->target);

      g_free (relation->target);
      relation->target = target;
    }
  return g_steal_pointer (&relations);
}

static const Relation *
find_relation (const GPtrArray *relations, const char *id, const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = g_ptr_array_index (relations, i);

      if ((id != NULL && g_str_equal (relation->id, id)) ||
          (type != NULL && g_str_equal (relation->type, type)))
        return relation;
    }
  return NULL;
}

typedef struct
{
  CltSource *source;
  Reader *reader;
  const GPtrArray *relations;
} Workbook;

static void
add_sheet (Workbook *book, const char **attributes)
{
  const char *name = clt_xml_get_attribute (attributes, "name");
  const char *id = clt_xml_get_attribute (attributes, "id");
  const char *state = clt_xml_get_attribute (attributes, "state");
  const Relation *relation = id != NULL ? find_relation (book->relations, id, NULL) : NULL;
  g_autofree char *part = NULL;
  CltSheetState value = CLT_SHEET_VISIBLE;

  if (relation != NULL && !g_str_equal (relation->type, "worksheet"))
    return; /* a sheet of charts or macros has no rows */
  if (relation != NULL)
    part = g_strdup (relation->target);
  else
    part = g_strdup_printf ("xl/worksheets/sheet%u.xml", book->reader->parts->len + 1);
  if (!clt_archive_has (book->reader->archive, part) || book->reader->parts->len >= MAX_SHEETS)
    return;
  if (state != NULL && g_str_equal (state, "hidden"))
    value = CLT_SHEET_HIDDEN;
  else if (state != NULL && g_str_equal (state, "veryHidden"))
    value = CLT_SHEET_VERY_HIDDEN;
  g_ptr_array_add (book->reader->parts, g_steal_pointer (&part));
  g_ptr_array_add (book->source->sheets, g_strdup (name != NULL ? name : ""));
  g_array_append_val (book->source->states, value);
}

static void
on_workbook_start (gpointer data, const char *name, const char **attributes)
{
  Workbook *book = data;
  const char *value;

  if (g_str_equal (name, "workbookPr"))
    {
      value = clt_xml_get_attribute (attributes, "date1904");
      book->reader->book.since_1904 =
        value != NULL && (*value == '1' || *value == 't' || g_str_equal (value, "on"));
    }
  else if (g_str_equal (name, "sheet"))
    add_sheet (book, attributes);
}

static const CltXmlHandlers workbook_handlers = { on_workbook_start, on_end_ignored,
                                                  on_text_ignored };

/* The part that @type points to, else one that ends so, NULL: none. */
static char *
find_part (Reader *reader, const GPtrArray *relations, const char *type, const char *suffix)
{
  const Relation *relation = find_relation (relations, NULL, type);

  if (relation != NULL && clt_archive_has (reader->archive, relation->target))
    return g_strdup (relation->target);
  return g_strdup (clt_archive_find (reader->archive, suffix));
}

static gboolean
load_workbook (CltSource *source, Reader *reader, GError **error)
{
  g_autoptr (GPtrArray) package = load_relations (reader->archive, "", error);
  g_autoptr (GPtrArray) relations = NULL;
  g_autofree char *part = NULL;
  Workbook book = { source, reader, NULL };

  if (package == NULL)
    return FALSE;
  part = find_part (reader, package, "officeDocument", "workbook.xml");
  if (part == NULL || g_str_has_suffix (part, ".bin"))
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                           _ ("This archive is no .xlsx workbook. Nothing was read; save the "
                              "table as .xlsx or CSV and try again."));
      return FALSE;
    }
  relations = load_relations (reader->archive, part, error);
  if (relations == NULL)
    return FALSE;
  reader->strings_part = find_part (reader, relations, "sharedStrings", "sharedstrings.xml");
  reader->styles_part = find_part (reader, relations, "styles", "styles.xml");
  book.relations = relations;
  return clt_part_parse (reader->archive, part, CLT_PART_SMALL, &workbook_handlers, &book, NULL,
                         error);
}

static gboolean
begin_sheet (CltSource *source, GError **error)
{
  Reader *reader = source->reader;

  if (reader->formats == NULL)
    {
      reader->formats = clt_styles_load (reader->archive, reader->styles_part, error);
      reader->book.formats = reader->formats;
    }
  if (reader->formats != NULL && reader->strings == NULL)
    {
      reader->strings = clt_strings_load (reader->archive, reader->strings_part, error);
      reader->book.strings = reader->strings;
    }
  if (reader->formats == NULL || reader->strings == NULL)
    return FALSE;
  reader->sheet = clt_sheet_open (reader->archive, g_ptr_array_index (reader->parts, source->sheet),
                                  &reader->book, error);
  return reader->sheet != NULL;
}

static int
next_row (CltSource *source, GError **error)
{
  Reader *reader = source->reader;
  const GArray *cells;
  int result;

  if (reader->at_end)
    return 0;
  if (reader->sheet == NULL && !begin_sheet (source, error))
    return -1;
  result = clt_sheet_next (reader->sheet, &cells, &source->line, error);
  reader->at_end = result == 0;
  if (result == 1)
    {
      source->cells = (const CltCell *) (gconstpointer) cells->data;
      source->n_cells = cells->len;
    }
  return result;
}

static gboolean
rewind_rows (CltSource *source, GError **error)
{
  Reader *reader = source->reader;

  g_clear_pointer (&reader->sheet, clt_sheet_free);
  reader->at_end = reader->parts->len == 0;
  return TRUE;
}

static gboolean
select_sheet (CltSource *source, guint sheet, GError **error)
{
  return rewind_rows (source, error);
}

static double
get_fraction (CltSource *source)
{
  Reader *reader = source->reader;

  if (reader->at_end)
    return 1;
  return reader->sheet != NULL ? clt_sheet_get_fraction (reader->sheet) : 0;
}

static void
close_workbook (CltSource *source)
{
  Reader *reader = source->reader;

  g_clear_pointer (&reader->sheet, clt_sheet_free);
  g_clear_pointer (&reader->strings, clt_strings_free);
  g_clear_pointer (&reader->formats, g_array_unref);
  g_clear_pointer (&reader->archive, clt_archive_free);
  g_ptr_array_unref (reader->parts);
  g_free (reader->strings_part);
  g_free (reader->styles_part);
  g_free (reader);
}

static const CltSourceClass xlsx_class = { next_row, rewind_rows, select_sheet, get_fraction,
                                           close_workbook };

static void
select_first_visible (CltSource *source)
{
  source->sheet = 0;
  for (guint i = 0; i < source->states->len; i++)
    if (g_array_index (source->states, CltSheetState, i) == CLT_SHEET_VISIBLE)
      {
        source->sheet = i;
        return;
      }
}

gboolean
clt_xlsx_open (CltSource *source, GError **error)
{
  Reader *reader = g_new0 (Reader, 1);
  gsize length;
  const char *data = clt_source_get_bytes (source, &length);

  source->class = &xlsx_class;
  source->reader = reader;
  source->sheets = g_ptr_array_new_with_free_func (g_free);
  source->states = g_array_new (FALSE, FALSE, sizeof (CltSheetState));
  reader->parts = g_ptr_array_new_with_free_func (g_free);
  reader->archive = clt_archive_open (data, length, error);
  if (reader->archive == NULL || !load_workbook (source, reader, error))
    return FALSE;
  if (reader->parts->len == 0)
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                           _ ("The workbook has no sheet with rows."));
      return FALSE;
    }
  g_ptr_array_add (source->sheets, NULL);
  select_first_visible (source);
  return TRUE;
}
