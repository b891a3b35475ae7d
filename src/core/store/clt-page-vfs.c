/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-page-vfs.h"

#include <errno.h>
#include <string.h>

/* Pages are written by one connection at a time: SQLite holds the checkpoint lock or, without a
 * WAL, the exclusive lock. A session lasts from the first write to the end of the checkpoint, the
 * sync or the unlocking. At its start the sum in page 1 is marked unknown, at its end the new sum
 * is written. A process that dies in between leaves the mark; the WAL is then still whole, its
 * checkpoint is done again, and that session counts the sum afresh.
 * After a power cut the sum on disk may be newer than the pages: a file that was opened beside a
 * WAL counts afresh in its first session, too. Counting reads 8 bytes a page. */

#define CONTROL_SEAL 0x436c7401

typedef struct
{
  sqlite3_file parent;
  sqlite3_file *real; /* behind this struct, in the space that SQLite gave */
  gboolean is_main;   /* the branch file, not its WAL or journal */
  gboolean sealed;
  gboolean recount; /* the sum of this session must be counted afresh */
  gboolean active;  /* a session is on */
  guint64 sum;
  guint64 generation;
  gint64 size;
} PageFile;

static sqlite3_vfs *real_vfs;

/* SQLite forgets the reason when a commit fails. */
static _Thread_local int last_errno;

static int
note (int rc)
{
  if (rc != SQLITE_OK)
    last_errno = errno;
  return rc;
}

int
clt_page_vfs_take_errno (void)
{
  int number = last_errno;

  last_errno = 0;
  return number;
}

static PageFile *
get_self (sqlite3_file *file)
{
  return (PageFile *) file;
}

static int
read_word (PageFile *self, gint64 offset, guint64 *word)
{
  guint8 bytes[8];
  int rc = self->real->pMethods->xRead (self->real, bytes, sizeof bytes, offset);

  *word = rc == SQLITE_OK ? clt_page_read_word (bytes) : 0;
  return rc;
}

static int
write_word (PageFile *self, gint64 offset, guint64 word)
{
  guint8 bytes[8];

  clt_page_write_word (bytes, word);
  return self->real->pMethods->xWrite (self->real, bytes, sizeof bytes, offset);
}

/* Sessions */

static int
begin (PageFile *self)
{
  sqlite3_int64 size;
  int rc;

  if (self->active)
    return SQLITE_OK;
  rc = self->real->pMethods->xFileSize (self->real, &size);
  if (rc != SQLITE_OK)
    return rc;

  self->sum = 0;
  self->size = size;
  if (size >= CLT_PAGE_SIZE)
    {
      rc = read_word (self, CLT_PAGE_SUM, &self->sum);
      if (rc == SQLITE_OK && self->sum == CLT_PAGE_SUM_UNKNOWN)
        self->recount = TRUE;
      if (rc == SQLITE_OK)
        rc = write_word (self, CLT_PAGE_SUM, CLT_PAGE_SUM_UNKNOWN);
    }
  /* the sum before tells the sessions apart, and the same work gives the same bytes */
  self->generation = self->sum;
  self->active = rc == SQLITE_OK;
  return rc;
}

static int
recount (PageFile *self)
{
  guint64 sum = 0, one;

  for (gint64 offset = 0; offset + CLT_PAGE_SIZE <= self->size; offset += CLT_PAGE_SIZE)
    {
      int rc = read_word (self, offset + CLT_PAGE_CHECKSUM, &one);

      if (rc != SQLITE_OK)
        return rc;
      sum += one;
    }
  self->sum = sum;
  self->recount = FALSE;
  return SQLITE_OK;
}

static int
end (PageFile *self)
{
  int rc = SQLITE_OK;

  if (!self->active)
    return SQLITE_OK;
  self->active = FALSE;
  if (self->size < CLT_PAGE_SIZE)
    return SQLITE_OK;
  if (self->recount)
    rc = recount (self);
  if (rc == SQLITE_OK)
    rc = write_word (self, CLT_PAGE_SUM, clt_page_store_sum (self->sum));
  return rc;
}

/* @page is changed. */
static int
write_page (PageFile *self, guint8 *page, gint64 offset)
{
  guint32 number = (guint32) (offset / CLT_PAGE_SIZE) + 1;
  guint64 before = 0, after;
  int rc = SQLITE_OK;

  if (offset + CLT_PAGE_SIZE <= self->size)
    rc = read_word (self, offset + CLT_PAGE_CHECKSUM, &before);
  if (rc != SQLITE_OK)
    return rc;
  if (number == 1)
    clt_page_write_word (page + CLT_PAGE_SUM, CLT_PAGE_SUM_UNKNOWN);
  after = clt_page_seal (page, number, self->generation);
  rc = self->real->pMethods->xWrite (self->real, page, CLT_PAGE_SIZE, offset);
  if (rc != SQLITE_OK)
    {
      self->recount = TRUE; /* part of the page may be there */
      return rc;
    }
  self->sum += after - before;
  self->size = MAX (self->size, offset + CLT_PAGE_SIZE);
  return SQLITE_OK;
}

/* SQLite may leave out pages that hold nothing; they get a checksum all the same. */
static int
fill_up_to (PageFile *self, gint64 end_offset)
{
  int rc = SQLITE_OK;

  while (rc == SQLITE_OK && self->size < end_offset)
    {
      guint8 page[CLT_PAGE_SIZE] = { 0 };

      rc = write_page (self, page, self->size / CLT_PAGE_SIZE * CLT_PAGE_SIZE);
    }
  return rc;
}

/* Methods */

static int
close_file (sqlite3_file *file)
{
  PageFile *self = get_self (file);

  end (self);
  return self->real->pMethods->xClose (self->real);
}

static int
read_file (sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xRead (self->real, buffer, amount, offset);
}

static int
write_file (sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
  PageFile *self = get_self (file);
  guint8 page[CLT_PAGE_SIZE];
  int rc;

  if (self->is_main && offset == 0 && amount == CLT_PAGE_SIZE)
    self->sealed = clt_page_is_sealed_header (buffer);
  if (!self->sealed || amount != CLT_PAGE_SIZE || offset % CLT_PAGE_SIZE != 0)
    return note (self->real->pMethods->xWrite (self->real, buffer, amount, offset));

  memcpy (page, buffer, sizeof page);
  rc = begin (self);
  if (rc == SQLITE_OK)
    rc = fill_up_to (self, offset);
  return note (rc == SQLITE_OK ? write_page (self, page, offset) : rc);
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  PageFile *self = get_self (file);
  gboolean was_active = self->active;
  sqlite3_int64 now;
  int rc = self->real->pMethods->xFileSize (self->real, &now);

  if (rc != SQLITE_OK || !self->sealed || now == size)
    return note (rc == SQLITE_OK ? self->real->pMethods->xTruncate (self->real, size) : rc);

  rc = begin (self);
  if (rc == SQLITE_OK)
    rc = fill_up_to (self, size);
  for (gint64 offset = size; rc == SQLITE_OK && offset + CLT_PAGE_SIZE <= self->size;
       offset += CLT_PAGE_SIZE)
    {
      guint64 gone;

      rc = read_word (self, offset + CLT_PAGE_CHECKSUM, &gone);
      self->sum -= gone;
    }
  if (rc == SQLITE_OK)
    rc = self->real->pMethods->xTruncate (self->real, size);
  if (rc != SQLITE_OK)
    {
      self->recount = TRUE;
      return rc;
    }
  self->size = size;
  return was_active ? SQLITE_OK : end (self);
}

static int
sync_file (sqlite3_file *file, int flags)
{
  PageFile *self = get_self (file);
  int rc = end (self);

  return note (rc == SQLITE_OK ? self->real->pMethods->xSync (self->real, flags) : rc);
}

static int
get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xFileSize (self->real, size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xLock (self->real, level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  PageFile *self = get_self (file);
  int rc = end (self);
  int unlocked = self->real->pMethods->xUnlock (self->real, level);

  return rc == SQLITE_OK ? unlocked : rc;
}

static int
check_reserved_lock (sqlite3_file *file, int *result)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xCheckReservedLock (self->real, result);
}

static int
control_file (sqlite3_file *file, int operation, void *argument)
{
  PageFile *self = get_self (file);
  int rc = SQLITE_OK;

  if (operation == CONTROL_SEAL)
    {
      self->sealed = TRUE;
      return SQLITE_OK;
    }
  if (operation == SQLITE_FCNTL_CKPT_DONE)
    rc = end (self);
  return rc == SQLITE_OK ? self->real->pMethods->xFileControl (self->real, operation, argument)
                         : rc;
}

static int
get_sector_size (sqlite3_file *file)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xSectorSize (self->real);
}

static int
get_characteristics (sqlite3_file *file)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xDeviceCharacteristics (self->real);
}

static int
map_shared (sqlite3_file *file, int region, int size, int extend, void volatile **address)
{
  PageFile *self = get_self (file);

  return note (self->real->pMethods->xShmMap (self->real, region, size, extend, address));
}

static int
lock_shared (sqlite3_file *file, int offset, int n, int flags)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xShmLock (self->real, offset, n, flags);
}

static void
put_barrier (sqlite3_file *file)
{
  PageFile *self = get_self (file);

  self->real->pMethods->xShmBarrier (self->real);
}

static int
unmap_shared (sqlite3_file *file, int delete_it)
{
  PageFile *self = get_self (file);

  return self->real->pMethods->xShmUnmap (self->real, delete_it);
}

/* Version 2: no memory-mapped pages, which would be written behind our back. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_size,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
  .xShmMap = map_shared,
  .xShmLock = lock_shared,
  .xShmBarrier = put_barrier,
  .xShmUnmap = unmap_shared,
};

static gboolean
has_wal (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return g_file_test (wal, G_FILE_TEST_EXISTS);
}

static int
open_file (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  PageFile *self = get_self (file);
  guint8 header[100];
  int rc;

  /* temporary files are nobody's business */
  if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) == 0 ||
      name == NULL)
    return real_vfs->xOpen (real_vfs, name, file, flags, out_flags);

  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *) (self + 1);
  rc = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  if (rc != SQLITE_OK)
    return note (rc);
  self->parent.pMethods = &methods;
  self->is_main = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if (!self->is_main)
    return SQLITE_OK;
  self->sealed = self->real->pMethods->xRead (self->real, header, sizeof header, 0) == SQLITE_OK &&
                 clt_page_is_sealed_header (header);
  self->recount = has_wal (name);
  return SQLITE_OK;
}

const char *
clt_page_vfs_get_name (void)
{
  static sqlite3_vfs layer;
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      sqlite3_initialize ();
      real_vfs = sqlite3_vfs_find (NULL);
      layer = *real_vfs;
      layer.zName = "cltpage";
      layer.pNext = NULL;
      layer.szOsFile = (int) sizeof (PageFile) + real_vfs->szOsFile;
      layer.xOpen = open_file;
      if (sqlite3_vfs_register (&layer, 0) != SQLITE_OK)
        g_error ("SQLite refuses another file layer");
      g_once_init_leave (&done, 1);
    }
  return layer.zName;
}

int
clt_page_vfs_seal (sqlite3 *db)
{
  return sqlite3_file_control (db, "main", CONTROL_SEAL, NULL);
}
