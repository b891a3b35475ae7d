/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-page-check.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clt-i18n.h"

/* The WAL's format is that of sqlite.org/fileformat2.html section 4. SQLite reads it up to the
 * first frame that does not fit and takes the rest for unfinished work; here the rest is looked at:
 * a commit behind a broken frame means that something was damaged, for frames are written in
 * order. (Frames of the same salts without a commit may be left from a transaction that was rolled
 * back after it had spilled.) */

#define HEADER_SIZE 32
#define FRAME_HEADER 24
#define FRAME_SIZE (FRAME_HEADER + CLT_PAGE_SIZE)
#define MAGIC 0x377f0682

typedef struct
{
  int fd;
  gint64 size;
  guint8 header[HEADER_SIZE];
  gboolean big_endian; /* words are summed so */
  guint32 sum[2];      /* running */
} Wal;

static guint32
get_word (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_BE (word);
}

static void
add (const Wal *wal, guint32 *sum, const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i += 8)
    {
      guint32 words[2];

      memcpy (words, bytes + i, sizeof words);
      sum[0] +=
        (wal->big_endian ? GUINT32_FROM_BE (words[0]) : GUINT32_FROM_LE (words[0])) + sum[1];
      sum[1] +=
        (wal->big_endian ? GUINT32_FROM_BE (words[1]) : GUINT32_FROM_LE (words[1])) + sum[0];
    }
}

static gboolean
read_exactly (int fd, guint8 *bytes, gsize size, gint64 offset)
{
  while (size > 0)
    {
      gssize n = pread (fd, bytes, size, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
      offset += n;
    }
  return TRUE;
}

static gboolean
check_header (Wal *wal)
{
  const guint8 *header = wal->header;

  if ((get_word (header) & ~1u) != MAGIC || get_word (header + 8) != CLT_PAGE_SIZE)
    return FALSE;
  wal->big_endian = (get_word (header) & 1) != 0;
  wal->sum[0] = wal->sum[1] = 0;
  add (wal, wal->sum, header, 24);
  return wal->sum[0] == get_word (header + 24) && wal->sum[1] == get_word (header + 28);
}

static gboolean
has_salts (const Wal *wal, const guint8 *frame)
{
  return memcmp (frame + 8, wal->header + 16, 8) == 0;
}

static gboolean
fits (Wal *wal, const guint8 *frame)
{
  guint32 sum[2] = { wal->sum[0], wal->sum[1] };

  if (!has_salts (wal, frame) || get_word (frame) == 0)
    return FALSE;
  add (wal, sum, frame, 8);
  add (wal, sum, frame + FRAME_HEADER, CLT_PAGE_SIZE);
  if (sum[0] != get_word (frame + 16) || sum[1] != get_word (frame + 20))
    return FALSE;
  wal->sum[0] = sum[0];
  wal->sum[1] = sum[1];
  return TRUE;
}

static void
add_pages (CltWalState *state, GArray *pages)
{
  for (guint i = 0; i < pages->len; i++)
    g_hash_table_add (state->pages, GUINT_TO_POINTER (g_array_index (pages, guint32, i)));
  g_array_set_size (pages, 0);
}

static void
read_frames (Wal *wal, CltWalState *state)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint8 frame[FRAME_SIZE];
  guint broken = 0;

  for (guint i = 1; HEADER_SIZE + (gint64) i * FRAME_SIZE <= wal->size; i++)
    {
      gboolean commits;
      guint32 page;

      if (!read_exactly (wal->fd, frame, sizeof frame, HEADER_SIZE + (gint64) (i - 1) * FRAME_SIZE))
        return;
      page = get_word (frame);
      commits = get_word (frame + 4) != 0;
      if (broken == 0 && !fits (wal, frame))
        broken = i;
      if (broken == 0)
        g_array_append_val (pages, page);
      if (broken == 0 && commits)
        {
          state->n_frames = i;
          add_pages (state, pages);
        }
      if (broken != 0 && i > broken && commits && has_salts (wal, frame))
        {
          g_ptr_array_add (state->problems,
                           /* Translators: the write-ahead log is a file beside the branch file. */
                           g_strdup_printf (_ ("The write-ahead log is damaged at frame %u of %u."),
                                            broken,
                                            (guint) ((wal->size - HEADER_SIZE) / FRAME_SIZE)));
          return;
        }
    }
}

static gboolean
is_zero (const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

static CltWalState *
check_once (int fd, guint8 *header)
{
  CltWalState *state = g_new0 (CltWalState, 1);
  Wal wal = { .fd = fd, .size = lseek (fd, 0, SEEK_END) };

  state->pages = g_hash_table_new (NULL, NULL);
  state->problems = g_ptr_array_new_with_free_func (g_free);
  if (wal.size < HEADER_SIZE || !read_exactly (fd, wal.header, HEADER_SIZE, 0))
    return state;
  memcpy (header, wal.header, HEADER_SIZE);
  state->present = check_header (&wal);
  if (state->present)
    read_frames (&wal, state);
  else if (!is_zero (wal.header, HEADER_SIZE) || wal.size > HEADER_SIZE)
    g_ptr_array_add (state->problems,
                     g_strdup (_ ("The write-ahead log is damaged at its beginning.")));
  return state;
}

/* While another program writes, one reading may meet two states; damage stays. */
static CltWalState *
check_until_stable (int fd)
{
  guint8 before[HEADER_SIZE] = { 0 };
  guint8 after[HEADER_SIZE] = { 0 };
  CltWalState *state = check_once (fd, before);

  for (int i = 0; i < 5 && state->problems->len > 0; i++)
    {
      CltWalState *again;

      g_usleep (1000);
      again = check_once (fd, after);
      if (again->problems->len == state->problems->len &&
          memcmp (before, after, HEADER_SIZE) == 0 &&
          g_str_equal (again->problems->pdata[0], state->problems->pdata[0]))
        i = 5;
      memcpy (before, after, HEADER_SIZE);
      clt_wal_state_free (state);
      state = again;
    }
  return state;
}

CltWalState *
clt_wal_check (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, "-wal", NULL);
  CltWalState *state;
  int fd = open (name, O_RDONLY | O_CLOEXEC);

  if (fd < 0 && errno != ENOENT)
    {
      int number = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                   /* Translators: a file's name and the reason. */
                   _ ("“%s” cannot be read: %s."), name, g_strerror (number));
      return NULL;
    }
  state = check_until_stable (fd);
  if (fd >= 0)
    close (fd);
  return state;
}

void
clt_wal_state_free (CltWalState *state)
{
  g_hash_table_unref (state->pages);
  g_ptr_array_unref (state->problems);
  g_free (state);
}
