/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-page-owner.h"

#include <sqlite3.h>
#include <string.h>

#include "core/store/clt-page.h"

/* A walk down the trees from their roots (sqlite.org/fileformat2.html section 1.6): interior pages
 * name their children. Overflow pages are not followed. */

#define INTERIOR_INDEX 2
#define INTERIOR_TABLE 5
#define MAX_DEPTH 20

typedef struct
{
  sqlite3_file *file;
  guint32 n_pages;
  guint32 wanted;
  guint budget; /* damaged pages may point in circles */
} Walk;

static guint32
get_word (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_BE (word);
}

static gboolean
reaches (Walk *walk, guint32 number, int depth)
{
  guint8 page[CLT_PAGE_SIZE];
  const guint8 *header = number == 1 ? page + 100 : page;
  guint n_cells;

  if (number == walk->wanted)
    return TRUE;
  if (number == 0 || number > walk->n_pages || depth > MAX_DEPTH || walk->budget == 0)
    return FALSE;
  walk->budget--;
  if (walk->file->pMethods->xRead (walk->file, page, sizeof page,
                                   (sqlite3_int64) (number - 1) * CLT_PAGE_SIZE) != SQLITE_OK ||
      (header[0] != INTERIOR_INDEX && header[0] != INTERIOR_TABLE))
    return FALSE;

  n_cells = (guint) header[3] << 8 | header[4];
  for (guint i = 0; i < MIN (n_cells, CLT_PAGE_SIZE / 6); i++)
    {
      guint cell = (guint) header[12 + 2 * i] << 8 | header[13 + 2 * i];

      if (cell + 4 <= CLT_PAGE_SIZE && reaches (walk, get_word (page + cell), depth + 1))
        return TRUE;
    }
  return reaches (walk, get_word (header + 8), depth + 1);
}

char *
clt_page_find_owner (CltConn *conn, guint32 number)
{
  Walk walk = { .wanted = number };
  sqlite3_int64 size = 0;
  CltStmt *stmt;

  if (number == 1)
    return g_strdup ("sqlite_schema");
  if (sqlite3_file_control (clt_conn_get_sqlite (conn), "main", SQLITE_FCNTL_FILE_POINTER,
                            &walk.file) != SQLITE_OK ||
      walk.file->pMethods->xFileSize (walk.file, &size) != SQLITE_OK)
    return NULL;
  walk.n_pages = (guint32) (size / CLT_PAGE_SIZE);
  walk.budget = walk.n_pages;
  if (reaches (&walk, 1, 0))
    return g_strdup ("sqlite_schema");

  stmt = clt_conn_query (conn, NULL,
                         "SELECT tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0", "");
  while (stmt != NULL && clt_stmt_step (stmt, NULL) == CLT_STEP_ROW)
    if (reaches (&walk, (guint32) clt_stmt_get_int (stmt, 1), 0))
      {
        char *owner = g_strdup (clt_stmt_get_text (stmt, 0));

        clt_stmt_reset (stmt);
        return owner;
      }
  return NULL;
}
