/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes of a file to be imported: mapped, never copied to the heap. What has to be unpacked or
 * converted goes through a temporary file that has no name, so that memory does not grow with it
 * and nothing stays behind. Any thread, one at a time. */

#include "core/exchange/clt-source-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "core/base/clt-i18n.h"

#define DROP_STEP (8 * 1024 * 1024)
#define SPOOL_BUFFER (256 * 1024)
/* A gzip file that unpacks to more is refused: deflate cannot pack real text 1 : 500. */
#define MAX_RATIO 500
#define RATIO_FROM (64 * 1024 * 1024)

struct _CltSpool
{
  int fd;
  gsize used;
  char buffer[SPOOL_BUFFER];
};

/* @sentence: takes the file and the reason. */
static void G_GNUC_PRINTF (3, 4)
  set_file_error (GError **error, int problem, const char *sentence, ...)
{
  va_list args;

  va_start (args, sentence);
  if (error != NULL)
    *error = g_error_new_valist (G_FILE_ERROR, g_file_error_from_errno (problem), sentence, args);
  va_end (args);
}

static CltBytes *
map_fd (int fd, const char *path, GError **error)
{
  g_autoptr (CltBytes) bytes = g_new0 (CltBytes, 1);
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_file_error (error, errno, _ ("“%s” cannot be read: %s"), path, g_strerror (errno));
      return NULL;
    }
  if (S_ISDIR (status.st_mode))
    {
      errno = EISDIR;
      set_file_error (error, errno, _ ("“%s” cannot be read: %s"), path, g_strerror (errno));
      return NULL;
    }
  bytes->data = "";
  if (status.st_size > 0)
    {
      void *data = mmap (NULL, status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

      if (data == MAP_FAILED)
        {
          set_file_error (error, errno, _ ("“%s” cannot be read: %s"), path, g_strerror (errno));
          return NULL;
        }
      bytes->data = data;
      bytes->length = status.st_size;
      madvise (data, bytes->length, MADV_SEQUENTIAL);
    }
  return g_steal_pointer (&bytes);
}

static CltBytes *
spool_fd (int fd, const char *path, GError **error)
{
  g_autoptr (CltSpool) spool = clt_spool_new (error);
  g_autofree char *buffer = g_malloc (SPOOL_BUFFER);

  if (spool == NULL)
    return NULL;
  for (;;)
    {
      gssize got = read (fd, buffer, SPOOL_BUFFER);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          set_file_error (error, errno, _ ("“%s” cannot be read: %s"), path, g_strerror (errno));
          return NULL;
        }
      if (got == 0)
        return clt_spool_finish (g_steal_pointer (&spool), error);
      if (!clt_spool_write (spool, buffer, got, error))
        return NULL;
    }
}

CltBytes *
clt_bytes_open (const char *path, GError **error)
{
  CltBytes *bytes;
  struct stat status;
  int fd;

  if (g_str_equal (path, "-"))
    return spool_fd (STDIN_FILENO, path, error);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      set_file_error (error, errno, _ ("“%s” cannot be opened: %s"), path, g_strerror (errno));
      return NULL;
    }
  if (fstat (fd, &status) == 0 && (S_ISFIFO (status.st_mode) || S_ISCHR (status.st_mode)))
    bytes = spool_fd (fd, path, error);
  else
    bytes = map_fd (fd, path, error);
  g_close (fd, NULL);
  return bytes;
}

void
clt_bytes_free (CltBytes *bytes)
{
  if (bytes->length > 0)
    munmap ((void *) bytes->data, bytes->length);
  g_free (bytes);
}

void
clt_bytes_drop (CltBytes *bytes, gsize offset)
{
  gsize until = offset / DROP_STEP * DROP_STEP;

  if (offset < bytes->dropped) /* the reader went back */
    bytes->dropped = until;
  if (until <= bytes->dropped)
    return;
  madvise ((char *) bytes->data + bytes->dropped, until - bytes->dropped, MADV_DONTNEED);
  bytes->dropped = until;
}

gboolean
clt_bytes_is_gzip (const CltBytes *bytes)
{
  return bytes->length >= 18 && memcmp (bytes->data, "\x1f\x8b\x08", 3) == 0;
}

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                       _ ("The compressed file is damaged or cut short. Nothing was read; get "
                          "the file again."));
  return FALSE;
}

static gboolean
inflate_all (z_stream *stream, const CltBytes *bytes, CltSpool *spool, GError **error)
{
  g_autofree Bytef *out = g_malloc (SPOOL_BUFFER);
  gsize offset = 0, written = 0;
  int result = Z_OK;

  while (offset < bytes->length || stream->avail_in > 0)
    {
      gsize got;

      if (stream->avail_in == 0)
        {
          stream->next_in = (Bytef *) bytes->data + offset;
          stream->avail_in = MIN (bytes->length - offset, 1024 * 1024);
          offset += stream->avail_in;
        }
      do
        {
          stream->next_out = out;
          stream->avail_out = SPOOL_BUFFER;
          result = inflate (stream, Z_NO_FLUSH);
          if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return set_damaged (error);
          got = SPOOL_BUFFER - stream->avail_out;
          written += got;
          if (written > RATIO_FROM && written / MAX_RATIO > bytes->length)
            {
              g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_LIMIT,
                                   _ ("The compressed file unpacks to far more than real data "
                                      "does, so it is not read."));
              return FALSE;
            }
          if (!clt_spool_write (spool, out, got, error))
            return FALSE;
        }
      while (result == Z_OK && stream->avail_out == 0);
      if (result == Z_STREAM_END)
        {
          /* a gzip file may be several members in a row; other bytes after one are padding */
          if (stream->avail_in < 2 || stream->next_in[0] != 0x1f || stream->next_in[1] != 0x8b)
            return TRUE;
          if (inflateReset (stream) != Z_OK)
            return set_damaged (error);
        }
    }
  return result == Z_STREAM_END ? TRUE : set_damaged (error);
}

CltBytes *
clt_bytes_gunzip (const CltBytes *bytes, GError **error)
{
  g_autoptr (CltSpool) spool = clt_spool_new (error);
  z_stream stream = { 0 };
  gboolean done;

  if (spool == NULL)
    return NULL;
  if (inflateInit2 (&stream, 15 + 16) != Z_OK)
    {
      g_set_error_literal (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_FAILED,
                           _ ("There is not enough memory to unpack the file."));
      return NULL;
    }
  done = inflate_all (&stream, bytes, spool, error);
  inflateEnd (&stream);
  return done ? clt_spool_finish (g_steal_pointer (&spool), error) : NULL;
}

CltSpool *
clt_spool_new (GError **error)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "clientele-XXXXXX", NULL);
  CltSpool *spool;
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      set_file_error (error, errno, _ ("The temporary file “%s” cannot be made: %s"), path,
                      g_strerror (errno));
      return NULL;
    }
  g_unlink (path);
  spool = g_new (CltSpool, 1);
  spool->fd = fd;
  spool->used = 0;
  return spool;
}

static gboolean
write_all (int fd, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize done = write (fd, data, length);

      if (done < 0 && errno == EINTR)
        continue;
      if (done < 0)
        {
          set_file_error (error, errno, _ ("No temporary file can be written in “%s”: %s"),
                          g_get_tmp_dir (), g_strerror (errno));
          return FALSE;
        }
      data += done;
      length -= done;
    }
  return TRUE;
}

gboolean
clt_spool_write (CltSpool *spool, const void *data, gsize length, GError **error)
{
  if (length > SPOOL_BUFFER - spool->used)
    {
      if (!write_all (spool->fd, spool->buffer, spool->used, error))
        return FALSE;
      spool->used = 0;
      if (length >= SPOOL_BUFFER)
        return write_all (spool->fd, data, length, error);
    }
  memcpy (spool->buffer + spool->used, data, length);
  spool->used += length;
  return TRUE;
}

CltBytes *
clt_spool_finish (CltSpool *spool, GError **error)
{
  g_autoptr (CltSpool) owned = spool;

  if (!write_all (spool->fd, spool->buffer, spool->used, error))
    return NULL;
  return map_fd (spool->fd, g_get_tmp_dir (), error);
}

void
clt_spool_free (CltSpool *spool)
{
  g_close (spool->fd, NULL);
  g_free (spool);
}
