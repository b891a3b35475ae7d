/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The zip around a workbook, as untrusted input: what unpacks to more than real workbooks do, or
 * has two parts of one name, is refused. Nothing is ever unpacked to a file, so names cannot point
 * anywhere. */

#include "core/exchange/clt-xlsx-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* A part that is larger than this may not be packed tighter than that. */
#define RATIO_FROM (64 * 1024 * 1024)
#define MAX_RATIO 200
#define MAX_PARTS 100000

struct _CltPart
{
  zip_file_t *file;
  guint64 packed;
  guint64 size; /* as stated */
  guint64 done;
  guint64 limit;
};

static void
set_damaged (GError **error, const char *reason)
{
  g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
               /* Translators: the placeholder is the unpacker's reason, in English. */
               _ ("The workbook is damaged (%s). Nothing was read; get the file again or save it "
                  "anew in Excel."),
               reason);
}

static char *
normalize_name (const char *name)
{
  char *result = g_ascii_strdown (name[0] == '/' ? name + 1 : name, -1);

  return g_strdelimit (result, "\\", '/');
}

static gboolean
index_parts (CltArchive *archive, GError **error)
{
  gint64 n = zip_get_num_entries (archive->zip, 0);

  if (n > MAX_PARTS)
    {
      set_damaged (error, "too many entries");
      return FALSE;
    }
  for (gint64 i = 0; i < n; i++)
    {
      const char *name = zip_get_name (archive->zip, i, ZIP_FL_ENC_GUESS);

      if (name != NULL &&
          !g_hash_table_insert (archive->parts, normalize_name (name), GINT_TO_POINTER (i + 1)))
        {
          set_damaged (error, "two entries of one name");
          return FALSE;
        }
    }
  return TRUE;
}

CltArchive *
clt_archive_open (const char *data, gsize length, GError **error)
{
  g_autoptr (CltArchive) archive = g_new0 (CltArchive, 1);
  zip_error_t problem;
  zip_source_t *source;

  zip_error_init (&problem);
  archive->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  source = zip_source_buffer_create (data, length, 0, &problem);
  if (source != NULL)
    archive->zip = zip_open_from_source (source, ZIP_RDONLY, &problem);
  if (archive->zip == NULL)
    {
      set_damaged (error, zip_error_strerror (&problem));
      g_clear_pointer (&source, zip_source_free);
      zip_error_fini (&problem);
      return NULL;
    }
  zip_error_fini (&problem);
  return index_parts (archive, error) ? g_steal_pointer (&archive) : NULL;
}

void
clt_archive_free (CltArchive *archive)
{
  if (archive->zip != NULL)
    zip_discard (archive->zip);
  g_hash_table_unref (archive->parts);
  g_free (archive);
}

static gint64
find_part (CltArchive *archive, const char *name)
{
  g_autofree char *normalized = normalize_name (name);

  return (gint64) GPOINTER_TO_INT (g_hash_table_lookup (archive->parts, normalized)) - 1;
}

gboolean
clt_archive_has (CltArchive *archive, const char *name)
{
  return find_part (archive, name) >= 0;
}

const char *
clt_archive_find (CltArchive *archive, const char *suffix)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, archive->parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_suffix (name, suffix))
      return name;
  return NULL;
}

char *
clt_archive_resolve (const char *part, const char *target)
{
  const char *slash = strrchr (part, '/');
  g_autofree char *folder = g_strndup (part, slash != NULL ? slash - part : 0);
  g_autofree char *joined =
    *target == '/' ? g_strdup (target) : g_strconcat (folder, "/", target, NULL);
  g_auto (GStrv) pieces = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  g_strdelimit (joined, "\\", '/');
  pieces = g_strsplit (joined, "/", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    if (g_str_equal (pieces[i], "..") && kept->len > 0)
      g_ptr_array_set_size (kept, kept->len - 1);
    else if (*pieces[i] != '\0' && !g_str_equal (pieces[i], ".") && !g_str_equal (pieces[i], ".."))
      g_ptr_array_add (kept, pieces[i]);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("/", (char **) kept->pdata);
}

CltPart *
clt_part_open (CltArchive *archive, const char *name, guint64 limit, GError **error)
{
  g_autoptr (CltPart) part = g_new0 (CltPart, 1);
  gint64 index = find_part (archive, name);
  zip_stat_t status;

  part->limit = limit;
  zip_stat_init (&status);
  if (index >= 0 && zip_stat_index (archive->zip, index, 0, &status) == 0)
    {
      part->packed = status.valid & ZIP_STAT_COMP_SIZE ? status.comp_size : 0;
      part->size = status.valid & ZIP_STAT_SIZE ? status.size : 0;
      if (status.valid & ZIP_STAT_ENCRYPTION_METHOD && status.encryption_method != ZIP_EM_NONE)
        {
          g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_ENCRYPTED,
                               _ ("The workbook is locked with a password. Nothing was read; save "
                                  "it without the password and try again."));
          return NULL;
        }
      part->file = zip_fopen_index (archive->zip, index, 0);
    }
  if (part->file == NULL)
    {
      g_autofree char *reason =
        g_strdup_printf ("%s: %s", name, index < 0 ? "missing" : zip_strerror (archive->zip));

      set_damaged (error, reason);
      return NULL;
    }
  return g_steal_pointer (&part);
}

void
clt_part_free (CltPart *part)
{
  if (part->file != NULL)
    zip_fclose (part->file);
  g_free (part);
}

gssize
clt_part_read (gpointer data, void *buffer, gsize size, GError **error)
{
  CltPart *part = data;
  gint64 n = zip_fread (part->file, buffer, size);

  if (n < 0)
    {
      set_damaged (error, zip_error_strerror (zip_file_get_error (part->file)));
      return -1;
    }
  part->done += n;
  if (part->done > part->limit ||
      (part->done > RATIO_FROM && part->done / MAX_RATIO > part->packed))
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_LIMIT,
                           _ ("The workbook unpacks to far more than real ones do, so it is not "
                              "read. Nothing was changed."));
      return -1;
    }
  return n;
}

double
clt_part_get_fraction (CltPart *part)
{
  return part->size > 0 ? MIN (1.0, (double) part->done / (double) part->size) : 0;
}

gboolean
clt_part_parse (CltArchive *archive,
                const char *name,
                guint64 limit,
                const CltXmlHandlers *handlers,
                gpointer data,
                CltXml **xml,
                GError **error)
{
  g_autoptr (CltPart) part = NULL;
  g_autoptr (CltXml) parser = NULL;

  if (!clt_archive_has (archive, name))
    return TRUE;
  part = clt_part_open (archive, name, limit, error);
  if (part == NULL)
    return FALSE;
  parser = clt_xml_new (handlers, data, clt_part_read, part);
  if (xml != NULL)
    *xml = parser;
  return clt_xml_run (parser, error) == 0;
}
