/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product-field.h"
#include "core/report/clt-catalogue-book.h"
#include "core/report/clt-catalogue-copy.h"

typedef struct
{
  CltConn *conn;
  CltDay from;
  const char *who;
  CltProductFields *fields;
  CltCatalogueCopy *copy;
  CltCatalogueImport *result;
} Import;

/* Records */

static void
edit_free (CltCatalogueEdit *edit)
{
  g_free (edit->sheet);
  g_free (edit->column);
  g_free (edit->product);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit->now);
  g_free (edit->reason);
  g_free (edit);
}

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) edit_free);
}

void
clt_catalogue_import_free (CltCatalogueImport *result)
{
  g_ptr_array_unref (result->edits);
  g_ptr_array_unref (result->conflicts);
  g_ptr_array_unref (result->rejects);
  g_free (result);
}

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->fields, clt_product_fields_free);
  g_clear_pointer (&import->copy, clt_catalogue_copy_free);
  g_clear_pointer (&import->result, clt_catalogue_import_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* Comparing */

/* The code that a row was written with, else the one that stands in it. */
static const char *
get_code (const Import *import, const CltCopyRow *row)
{
  const CltCopyWas *was = clt_catalogue_copy_find (import->copy, row->id, "code");
  const char *text = g_hash_table_lookup (row->texts, "code");

  return was != NULL ? was->value : (text != NULL ? text : "");
}

static CltCatalogueEdit *
edit_new (const Import *import, const CltCopySheet *sheet, const CltCopyRow *row, const char *name)
{
  CltCatalogueEdit *edit = g_new0 (CltCatalogueEdit, 1);
  const CltCopyWas *was = clt_catalogue_copy_find (import->copy, row->id, name);
  const char *text = g_hash_table_lookup (row->texts, name);
  const char *shown = g_hash_table_lookup (sheet->shown, name);

  edit->sheet = g_strdup (sheet->name);
  edit->row = (guint) row->line;
  edit->column = g_strdup (shown == NULL ? "" : shown);
  edit->product = g_strdup (get_code (import, row));
  edit->before = g_strdup (was == NULL ? "" : was->text);
  edit->after = g_strdup (text == NULL ? "" : text);
  edit->now = g_strdup ("");
  edit->reason = g_strdup ("");
  return edit;
}

/* @reason NULL: the cell alone does not say. */
static void
reject (Import *import,
        const CltCopySheet *sheet,
        const CltCopyRow *row,
        const char *name,
        const char *reason)
{
  CltCatalogueEdit *edit = edit_new (import, sheet, row, name);

  clt_set_str (&edit->reason, reason);
  g_ptr_array_add (import->result->rejects, edit);
}

static void
add_conflict (Import *import,
              const CltCopySheet *sheet,
              const CltCopyRow *row,
              const char *name,
              const char *now,
              const char *reason)
{
  CltCatalogueEdit *edit = edit_new (import, sheet, row, name);

  clt_set_str (&edit->now, now);
  clt_set_str (&edit->reason, reason);
  g_ptr_array_add (import->result->conflicts, edit);
}

/* A refusal belongs to a cell and is reported; anything else ends the import. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID) ||
         g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);
}

static const char *
find_word (const Import *import, const CltProductField *field, const char *text)
{
  g_autofree char *key = g_strconcat (field->name, "\x1f", text, NULL);

  return g_hash_table_lookup (import->copy->words, key);
}

/* Each part of a list in its stable form, where the book's own language knows it. */
static char *
translate_list (const Import *import, const CltProductField *field, const char *text)
{
  g_autofree char *plain = clt_text_normalize (text, -1);
  g_auto (GStrv) pieces = g_strsplit (plain, "、", -1);
  g_autofree char *joined = g_strjoinv (",", pieces);
  g_auto (GStrv) parts = g_strsplit_set (joined, ",;", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *word = find_word (import, field, g_strstrip (parts[i]));

      if (word != NULL)
        clt_set_str (&parts[i], word);
    }
  return g_strjoinv (",", parts);
}

/* The stable form of an edited cell of @field, also in the words of the book's own language. */
static char *
parse_field (Import *import, const CltProductField *field, const char *text, GError **error)
{
  const char *word = find_word (import, field, text);
  g_autofree char *list = NULL;

  if (word != NULL)
    return g_strdup (word);
  if (field->kind == CLT_PRODUCT_FIELD_LIST)
    list = translate_list (import, field, text);
  return clt_product_fields_parse (import->fields, field, list != NULL ? list : text, error);
}

/* Products */

typedef struct
{
  Import *import;
  const CltCopyRow *row;
  CltProduct *product;
  CltVersion *now, *version; /* as the branch has it; as it becomes */
  GPtrArray *edits;          /* CltCatalogueEdit */
  gboolean versioned, other; /* what has changed */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->product, clt_product_free);
  g_clear_pointer (&work->now, clt_version_free);
  g_clear_pointer (&work->version, clt_version_free);
  g_clear_pointer (&work->edits, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* Puts @value into the records; a refusal is the cell's. */
static void
apply (Work *work, const CltProductField *field, const char *value)
{
  Import *import = work->import;
  g_autoptr (GError) reason = NULL;

  if (!clt_product_fields_apply (import->fields, field, value, work->product, work->version,
                                 &reason))
    {
      reject (import, &import->copy->products, work->row, field->name, reason->message);
      return;
    }
  g_ptr_array_add (work->edits, edit_new (import, &import->copy->products, work->row, field->name));
  work->versioned = work->versioned || field->versioned;
  work->other = work->other || !field->versioned;
}

/* One cell, three ways. */
static void
compare_cell (Work *work, const CltProductField *field, const char *text)
{
  Import *import = work->import;
  const CltCopyWas *was = clt_catalogue_copy_find (import->copy, work->row->id, field->name);
  g_autofree char *edited = NULL, *now = NULL, *shown = NULL;
  g_autoptr (GError) reason = NULL;

  if (was == NULL || g_str_equal (text, was->text))
    return;
  edited = parse_field (import, field, text, &reason);
  if (edited == NULL)
    {
      reject (import, &import->copy->products, work->row, field->name, reason->message);
      return;
    }
  now = clt_product_fields_dup_value (import->fields, field, work->product, work->now);
  if (g_str_equal (edited, was->value) || g_str_equal (edited, now))
    return;
  if (g_str_equal (now, was->value))
    {
      apply (work, field, edited);
      return;
    }
  shown = clt_product_fields_dup_text (import->fields, field, now);
  add_conflict (import, &import->copy->products, work->row, field->name, shown,
                _ ("The branch has changed this since the book was written."));
}

/* All edits of the row, or none: a value that is fine by itself may not fit the others. */
static gboolean
store (Work *work, GError **error)
{
  Import *import = work->import;
  g_autoptr (GError) failure = NULL;

  g_free (work->version->author);
  work->version->author = g_strdup (import->who);
  if ((work->other && !clt_product_save (import->conn, work->product, &failure)) ||
      (work->versioned && !clt_version_save (import->conn, work->version, &failure)))
    {
      if (!is_refusal (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      while (work->edits->len > 0)
        {
          CltCatalogueEdit *edit = g_ptr_array_steal_index (work->edits, 0);

          clt_set_str (&edit->reason, failure->message);
          g_ptr_array_add (import->result->rejects, edit);
        }
      return TRUE;
    }
  import->result->changed += work->edits->len > 0;
  g_ptr_array_extend_and_steal (import->result->edits, g_steal_pointer (&work->edits));
  return TRUE;
}

static gboolean
load_work (Work *work, GError **error)
{
  const CltVersion *version;

  work->product = clt_product_load (work->import->conn, work->row->id, work->import->from, error);
  if (work->product == NULL)
    return FALSE;
  version =
    work->product->draft != NULL ? work->product->draft : clt_product_get_version (work->product);
  work->now = version == NULL ? clt_version_new () : clt_version_copy (version);
  work->version = clt_version_copy (work->now);
  work->version->product_id = work->product->id;
  return TRUE;
}

static gboolean
take_known_product (Import *import, const CltCopyRow *row, GError **error)
{
  g_auto (Work) work = { .import = import, .row = row, .edits = new_edits () };
  g_autoptr (GError) failure = NULL;
  const CltProductField *field;

  if (!load_work (&work, &failure))
    {
      if (is_refusal (failure))
        {
          reject (import, &import->copy->products, row, "code", failure->message);
          return TRUE;
        }
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; (field = clt_product_field_get (i)) != NULL; i++)
    {
      const char *text = g_hash_table_lookup (row->texts, field->name);

      if (text != NULL)
        compare_cell (&work, field, text);
    }
  return work.edits->len == 0 || store (&work, error);
}

/* A row without a key is a new product, at the end of its category. */
static gboolean
fill_new_product (Work *work)
{
  Import *import = work->import;
  const guint n_rejects = import->result->rejects->len;
  const CltProductField *field;

  for (guint i = 0; (field = clt_product_field_get (i)) != NULL; i++)
    {
      const char *text = g_hash_table_lookup (work->row->texts, field->name);
      g_autofree char *value = NULL;
      g_autoptr (GError) reason = NULL;

      if (text == NULL || *text == '\0')
        continue;
      value = parse_field (import, field, text, &reason);
      if (value == NULL)
        reject (import, &import->copy->products, work->row, field->name, reason->message);
      else
        apply (work, field, value);
    }
  return import->result->rejects->len == n_rejects;
}

static gboolean
store_new_product (Work *work, GError **error)
{
  Import *import = work->import;
  g_autoptr (GError) failure = NULL;

  clt_set_str (&work->version->author, import->who);
  work->product->position = G_MAXINT16;
  /* the draft is looked at first: a product without one must not stay behind */
  if (*work->version->name == '\0')
    reject (import, &import->copy->products, work->row, "name", _ ("A product needs a name."));
  else if (!clt_product_save (import->conn, work->product, &failure))
    {
      if (is_refusal (failure))
        reject (import, &import->copy->products, work->row, "code", failure->message);
    }
  else
    {
      work->version->product_id = work->product->id;
      if (clt_version_save (import->conn, work->version, &failure))
        {
          g_ptr_array_add (import->result->edits,
                           edit_new (import, &import->copy->products, work->row, "code"));
          import->result->added++;
        }
      else if (is_refusal (failure) && clt_product_delete (import->conn, work->product->id, error))
        reject (import, &import->copy->products, work->row, "name", failure->message);
    }
  if (failure == NULL || is_refusal (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
take_new_product (Import *import, const CltCopyRow *row, GError **error)
{
  g_auto (Work) work = { .import = import,
                         .row = row,
                         .product = clt_product_new (),
                         .now = clt_version_new (),
                         .version = clt_version_new (),
                         .edits = new_edits () };

  return !fill_new_product (&work) || store_new_product (&work, error);
}

/* Of several rows with one key the one with its code is the product; the others are copies that
 * somebody has made to begin a new one. */
static void
tell_copies_apart (Import *import)
{
  const GPtrArray *rows = import->copy->products.rows;

  for (guint i = 0; i < rows->len; i++)
    {
      CltCopyRow *row = rows->pdata[i];
      const CltCopyWas *was = clt_catalogue_copy_find (import->copy, row->id, "code");
      const char *code = g_hash_table_lookup (row->texts, "code");

      if (was == NULL || g_strcmp0 (code, was->value) == 0)
        continue;
      for (guint j = 0; j < rows->len; j++)
        if (j != i && ((const CltCopyRow *) rows->pdata[j])->id == row->id)
          row->id = 0;
    }
}

static gboolean
take_products (Import *import, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  tell_copies_apart (import);
  for (guint i = 0; i < import->copy->products.rows->len; i++)
    {
      CltCopyRow *row = import->copy->products.rows->pdata[i];

      if (row->id != 0 && clt_catalogue_copy_find (import->copy, row->id, "code") == NULL)
        reject (import, &import->copy->products, row, "code",
                _ ("The key of this row was not written by the program."));
      else if (row->id != 0 && !g_hash_table_add (seen, &row->id))
        reject (import, &import->copy->products, row, "code",
                _ ("This row stands in the book twice: give the copy a code of its own."));
      else if (!(row->id != 0 ? take_known_product (import, row, error)
                              : take_new_product (import, row, error)))
        return FALSE;
    }
  return TRUE;
}

/* The matrix */

typedef struct
{
  const CltCopyRow *row;
  gint64 product_id;
  CltTier tier;
  const char *text; /* as edited */
} Cell;

/* A change that was planned for a later day would give way without having been seen. */
static gboolean
find_later (Import *import, const Cell *cell, char **sentence, GError **error)
{
  gint64 later;

  if (!clt_conn_get_int (import->conn, &later, CLT_DAY_NONE, error,
                         "SELECT min(valid_from) FROM entitlement WHERE product_id = ?"
                         " AND tier = ? AND valid_from > ?",
                         "iii", cell->product_id, (gint64) cell->tier, (gint64) import->from))
    return FALSE;
  if (later != CLT_DAY_NONE)
    {
      g_autofree char *date = clt_day_format ((CltDay) later);

      /* Translators: %s is a date. */
      *sentence = g_strdup_printf (_ ("A change is planned for %s already."), date);
    }
  return TRUE;
}

static gboolean
set_right (Import *import, const Cell *cell, const CltRight *right, GError **error)
{
  const char *name = clt_tier_get_name (cell->tier);
  g_autoptr (GError) failure = NULL;

  if (clt_matrix_set (import->conn, cell->product_id, cell->tier, right, import->from, &failure))
    {
      g_ptr_array_add (import->result->edits,
                       edit_new (import, &import->copy->matrix, cell->row, name));
      return TRUE;
    }
  if (is_refusal (failure))
    {
      reject (import, &import->copy->matrix, cell->row, name, failure->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
take_right (Import *import, const CltMatrix *matrix, const Cell *cell, GError **error)
{
  const char *name = clt_tier_get_name (cell->tier);
  const CltRight *now = clt_matrix_get (matrix, cell->product_id, cell->tier);
  const CltCopyWas *was = clt_catalogue_copy_find (import->copy, cell->row->id, name);
  g_autofree char *now_text = clt_right_format_short (now);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) reason = NULL;
  CltRight before, after;

  if (!clt_right_parse (cell->text, &after, &reason))
    {
      reject (import, &import->copy->matrix, cell->row, name, reason->message);
      return TRUE;
    }
  if (!clt_right_parse (was == NULL ? "" : was->value, &before, error))
    return FALSE;
  if (clt_right_equal (&after, &before) || clt_right_equal (&after, now))
    return TRUE;
  if (!find_later (import, cell, &sentence, error))
    return FALSE;
  if (sentence == NULL && clt_right_equal (now, &before))
    return set_right (import, cell, &after, error);
  add_conflict (import, &import->copy->matrix, cell->row, name, now_text,
                sentence != NULL ? sentence
                                 : _ ("The branch has changed this since the book was written."));
  return TRUE;
}

/* The product of a row: by its key, else, of a row that was added, by its code. */
static gboolean
find_product (Import *import, const CltCopyRow *row, gint64 *id, GError **error)
{
  const char *code = g_hash_table_lookup (row->texts, "code");
  g_autoptr (GError) failure = NULL;
  gint64 found;

  if (row->id != 0)
    {
      if (!clt_conn_get_int (import->conn, &found, 0, error, "SELECT id FROM product WHERE id = ?",
                             "i", row->id))
        return FALSE;
      *id = clt_catalogue_copy_find (import->copy, row->id, "code") == NULL ? 0 : found;
      return TRUE;
    }
  *id = clt_product_find (import->conn, code == NULL ? "" : code, &failure);
  if (failure == NULL || is_refusal (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A row with another code than it was written with is a copy, for another product. */
static void
detach_copy (Import *import, CltCopyRow *row)
{
  const CltCopyWas *was = clt_catalogue_copy_find (import->copy, row->id, "code");
  const char *code = g_hash_table_lookup (row->texts, "code");

  if (was != NULL && code != NULL && !g_str_equal (code, was->value))
    row->id = 0;
}

static gboolean
take_rights (Import *import, const CltMatrix *matrix, CltCopyRow *row, GError **error)
{
  const guint n_edits = import->result->edits->len;
  Cell cell = { .row = row };

  detach_copy (import, row);
  if (!find_product (import, row, &cell.product_id, error))
    return FALSE;
  if (cell.product_id == 0)
    {
      reject (import, &import->copy->matrix, row, "code", _ ("There is no product of this row."));
      return TRUE;
    }
  for (cell.tier = CLT_TIER_SMALL; cell.tier < CLT_N_TIERS; cell.tier++)
    {
      cell.text = g_hash_table_lookup (row->texts, clt_tier_get_name (cell.tier));
      if (cell.text != NULL && !take_right (import, matrix, &cell, error))
        return FALSE;
    }
  import->result->changed += import->result->edits->len > n_edits;
  return TRUE;
}

static gboolean
take_matrix (Import *import, GError **error)
{
  g_autoptr (CltMatrix) matrix = clt_matrix_load (import->conn, import->from, error);

  for (guint i = 0; matrix != NULL && i < import->copy->matrix.rows->len; i++)
    if (!take_rights (import, matrix, import->copy->matrix.rows->pdata[i], error))
      return FALSE;
  return matrix != NULL;
}

static gboolean
carry_out (Import *import, const char *path, gboolean dry_run, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  const CltActionInfo info = { .name = "catalogue.import", .detail = name, .who = import->who };

  if (!clt_action_begin (import->conn, &info, error))
    return FALSE;
  if (!take_products (import, error) || !take_matrix (import, error))
    {
      clt_action_rollback (import->conn);
      return FALSE;
    }
  if (dry_run)
    {
      clt_action_rollback (import->conn);
      return TRUE;
    }
  return clt_action_commit (import->conn, &import->result->action, error);
}

CltCatalogueImport *
clt_catalogue_import (CltConn *conn,
                      const char *path,
                      CltDay from,
                      const char *who,
                      gboolean dry_run,
                      GError **error)
{
  g_auto (Import) import = {
    .conn = conn,
    .from = from,
    .who = who,
    .result = g_new0 (CltCatalogueImport, 1),
  };

  import.result->edits = new_edits ();
  import.result->conflicts = new_edits ();
  import.result->rejects = new_edits ();
  import.fields = clt_product_fields_load (conn, error);
  import.copy = import.fields == NULL ? NULL : clt_catalogue_copy_read (path, error);
  if (import.copy == NULL)
    return NULL;
  import.result->rows = import.copy->products.rows->len + import.copy->matrix.rows->len;
  if (!carry_out (&import, path, dry_run, error))
    return NULL;
  return g_steal_pointer (&import.result);
}
