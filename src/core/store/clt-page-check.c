/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-page-check.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/store/clt-schema.h"

#define BATCH 64 /* pages read at once */
/* A checkpoint of another program may be under way: read again so often, after so long. */
#define N_TRIES 20
#define PAUSE 10000

typedef struct
{
  sqlite3_file *file; /* owned; SQLite's own layer, for closing a descriptor of ours would drop the
                         locks that this process has on the file */
  char *name;         /* owned: SQLite looks at it until the file is closed */
  gint64 size;
  guint64 sum;   /* as stored */
  guint64 first; /* checksum of page 1 as stored */
} Reader;

static gboolean
read_at (Reader *reader, guint8 *bytes, gint64 offset, int size)
{
  return reader->file->pMethods->xRead (reader->file, bytes, size, offset) == SQLITE_OK;
}

static gboolean
open_reader (Reader *reader, const char *path, GError **error)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;

  /* SQLite wants two more zero bytes behind a file's name */
  reader->name = g_strdup_printf ("%s%c%c%c", full, 0, 0, 0);
  reader->file = g_malloc0 (vfs->szOsFile);
  if (vfs->xOpen (vfs, reader->name, reader->file, flags, &flags) == SQLITE_OK)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be read."), path);
  g_clear_pointer (&reader->file, g_free);
  g_clear_pointer (&reader->name, g_free);
  return FALSE;
}

static void
close_reader (Reader *reader)
{
  if (reader->file->pMethods != NULL)
    reader->file->pMethods->xClose (reader->file);
  g_clear_pointer (&reader->file, g_free);
  g_clear_pointer (&reader->name, g_free);
}

static void
read_words (Reader *reader)
{
  guint8 bytes[16] = { 0 };

  reader->size = 0;
  reader->file->pMethods->xFileSize (reader->file, (sqlite3_int64 *) &reader->size);
  if (reader->size >= CLT_PAGE_SIZE)
    read_at (reader, bytes, CLT_PAGE_CHECKSUM, sizeof bytes);
  reader->first = clt_page_read_word (bytes);
  reader->sum = clt_page_read_word (bytes + 8);
}

static void
check_header (CltPageState *state, const guint8 *page, const CltWalState *wal)
{
  guint32 id, count;

  memcpy (&id, page + 68, sizeof id);
  memcpy (&count, page + 28, sizeof count);
  state->ours = GUINT32_FROM_BE (id) == CLT_APPLICATION_ID;
  if (!state->ours)
    return;
  if (!clt_page_is_sealed_header (page))
    g_ptr_array_add (state->problems, g_strdup (_ ("The file says that its pages have no"
                                                   " checksums.")));
  /* with a WAL the header may be older than the file */
  else if (wal->n_frames == 0 && GUINT32_FROM_BE (count) != state->n_pages)
    g_ptr_array_add (state->problems, g_strdup_printf (_ ("The file has %u pages instead of %u."),
                                                       state->n_pages, GUINT32_FROM_BE (count)));
}

static void
check_page (CltPageState *state, const guint8 *page, guint32 number)
{
  if (clt_page_is_intact (page, number))
    state->n_intact++;
  else
    g_array_append_val (state->bad, number);
}

static gboolean
check_pages (Reader *reader, CltPageState *state, const CltWalState *wal, guint64 *sum)
{
  g_autofree guint8 *pages = g_malloc (BATCH * CLT_PAGE_SIZE);

  state->n_pages = (guint32) (reader->size / CLT_PAGE_SIZE);
  for (guint32 first = 1; first <= state->n_pages; first += BATCH)
    {
      guint32 n = MIN (BATCH, state->n_pages - first + 1);

      if (!read_at (reader, pages, (gint64) (first - 1) * CLT_PAGE_SIZE, (int) n * CLT_PAGE_SIZE))
        return FALSE;
      if (first == 1)
        check_header (state, pages, wal);
      for (guint32 i = 0; i < n; i++)
        {
          check_page (state, pages + i * CLT_PAGE_SIZE, first + i);
          *sum += clt_page_read_word (pages + i * CLT_PAGE_SIZE + CLT_PAGE_CHECKSUM);
        }
    }
  return TRUE;
}

static CltPageState *
state_new (void)
{
  CltPageState *state = g_new0 (CltPageState, 1);

  state->bad = g_array_new (FALSE, FALSE, sizeof (guint32));
  state->problems = g_ptr_array_new_with_free_func (g_free);
  return state;
}

/* A torn write of the interrupted checkpoint is done again from the WAL. */
static void
forgive_interrupted (CltPageState *state, const CltWalState *wal)
{
  for (guint i = state->bad->len; i > 0; i--)
    if (g_hash_table_contains (wal->pages,
                               GUINT_TO_POINTER (g_array_index (state->bad, guint32, i - 1))))
      g_array_remove_index (state->bad, i - 1);
}

static void
judge (CltPageState *state, const Reader *reader, guint64 sum, const CltWalState *wal)
{
  state->interrupted = reader->sum == CLT_PAGE_SUM_UNKNOWN;
  state->ours =
    state->ours || state->n_intact > 1 ||
    (state->n_intact == 1 && (state->bad->len == 0 || g_array_index (state->bad, guint32, 0) == 1));
  state->sum_differs = !state->interrupted && reader->sum != clt_page_store_sum (sum);
  if (state->interrupted && wal->n_frames > 0)
    {
      forgive_interrupted (state, wal);
      return;
    }
  if (state->interrupted)
    g_ptr_array_add (state->problems, g_strdup (_ ("A write to the file did not end, and the"
                                                   " write-ahead log that would end it is not"
                                                   " there.")));
  if (state->sum_differs && state->bad->len == 0)
    g_ptr_array_add (state->problems,
                     g_strdup (_ ("Pages are missing or were put back in an older state: the sum of"
                                  " all pages is not the one that was written last.")));
  if (reader->size % CLT_PAGE_SIZE != 0)
    g_ptr_array_add (state->problems, g_strdup (_ ("The file ends within a page.")));
}

/* Returns: NULL when the file changed meanwhile. */
static CltPageState *
check_once (Reader *reader, const CltWalState *wal, gboolean last)
{
  g_autoptr (CltPageState) state = state_new ();
  guint64 sum = 0, stored, first;
  gint64 size;

  read_words (reader);
  stored = reader->sum;
  first = reader->first;
  size = reader->size;
  if (!check_pages (reader, state, wal, &sum) && !last)
    return NULL;
  judge (state, reader, sum, wal);

  if (last || (state->bad->len == 0 && state->problems->len == 0))
    return g_steal_pointer (&state);
  read_words (reader);
  if (reader->sum != stored || reader->first != first || reader->size != size)
    return NULL;
  return g_steal_pointer (&state);
}

CltPageState *
clt_page_check (const char *path, const CltWalState *wal, GError **error)
{
  CltPageState *state = NULL;
  Reader reader = { 0 };

  if (!open_reader (&reader, path, error))
    return NULL;
  for (int i = 1; state == NULL; i++)
    {
      state = check_once (&reader, wal, i == N_TRIES);
      if (state == NULL)
        g_usleep (PAUSE);
    }
  close_reader (&reader);
  return state;
}

void
clt_page_state_free (CltPageState *state)
{
  g_array_unref (state->bad);
  g_ptr_array_unref (state->problems);
  g_free (state);
}
