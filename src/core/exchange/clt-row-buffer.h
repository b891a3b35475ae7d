/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltRowBuffer: rows of one day and account with some amounts, packed to 12 + 6 bytes an amount,
 * sorted by day and account, and fed to SQLite by clt_conn_feed(). */

#include <string.h>

#include "core/base/clt-date.h"
#include "core/base/clt-types.h"
#include "core/store/clt-conn.h"

G_BEGIN_DECLS

#define CLT_ROW_BUFFER_CAPACITY 262144
/* Amounts take six bytes: up to 1.4 million million yuan. */
#define CLT_PACKED_MAX ((G_GINT64_CONSTANT (1) << 47) - 1)
#define CLT_PACKED_NONE (-(G_GINT64_CONSTANT (1) << 47))

typedef enum
{
  CLT_ROW_OUT, /* not to be written */
  CLT_ROW_NEW,
  CLT_ROW_CHANGED
} CltRowState;

typedef struct
{
  guint n_values;
  gsize stride;
  guint8 *data; /* owned */
  guint n;
  gboolean sorted;
  guint64 last_key;
  guint32 *order; /* owned: places of the rows in sorted order; NULL: as they are */
  guint8 *states; /* owned: CltRowState, by sorted place */
} CltRowBuffer;

CltRowBuffer *clt_row_buffer_new (guint n_values);
void clt_row_buffer_free (CltRowBuffer *buffer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltRowBuffer, clt_row_buffer_free)

/* Appends a row; @values has n_values amounts, CLT_MONEY_NONE for none. The buffer must not be
 * full. FALSE: an amount is too large. */
gboolean clt_row_buffer_add (CltRowBuffer *buffer,
                             CltDay day,
                             guint32 account,
                             guint32 line,
                             const gint64 *values);
/* By day, account and line. */
void clt_row_buffer_sort (CltRowBuffer *buffer);
void clt_row_buffer_clear (CltRowBuffer *buffer);
/* Packs @values as a row does, for comparing. @bytes: 6 * n_values. */
gboolean clt_row_buffer_pack (const CltRowBuffer *buffer, const gint64 *values, guint8 *bytes);

/* Runs @sql, which reads the rows in state CLT_ROW_NEW, sorted, from clt_feed: v0 is the day, v1 the
 * account, v2 @batch, and the amounts begin at CLT_ROW_FIRST_VALUE. @ids: account ids. */
#define CLT_ROW_FIRST_VALUE 3
gboolean clt_row_buffer_run (const CltRowBuffer *buffer,
                             CltConn *conn,
                             const char *sql,
                             gint64 batch,
                             const gint64 *ids,
                             GError **error);

/* Row at a place of the sorted order. */
static inline const guint8 *
clt_row_buffer_get (const CltRowBuffer *buffer, guint place)
{
  return buffer->data + buffer->stride * (buffer->order == NULL ? place : buffer->order[place]);
}

static inline CltDay
clt_row_get_day (const guint8 *row)
{
  CltDay day;

  memcpy (&day, row, sizeof day);
  return day;
}

static inline guint32
clt_row_get_account (const guint8 *row)
{
  guint32 account;

  memcpy (&account, row + 4, sizeof account);
  return account;
}

/* Marks the line of a row that is rejected already and only serves to find its duplicates. */
#define CLT_ROW_GHOST 0x80000000u

static inline guint32
clt_row_get_line (const guint8 *row)
{
  guint32 line;

  memcpy (&line, row + 8, sizeof line);
  return GUINT32_FROM_LE (line) & ~CLT_ROW_GHOST;
}

static inline gboolean
clt_row_is_ghost (const guint8 *row)
{
  return (row[11] & 0x80) != 0;
}

#define CLT_ROW_HEAD 12

static inline gint64
clt_row_get_value (const guint8 *row, guint index)
{
  gint64 value = 0;

  memcpy (&value, row + CLT_ROW_HEAD + 6 * index, 6);
  value = (gint64) ((guint64) GINT64_FROM_LE (value) << 16) >> 16;
  return value == CLT_PACKED_NONE ? CLT_MONEY_NONE : value;
}

/* Keys sort by day, then account, also days before 1970. */
static inline guint64
clt_row_make_key (CltDay day, guint32 account)
{
  return (guint64) ((guint32) day ^ 0x80000000u) << 32 | account;
}

static inline CltDay
clt_row_key_get_day (guint64 key)
{
  return (CltDay) ((guint32) (key >> 32) ^ 0x80000000u);
}

static inline guint64
clt_row_get_key (const guint8 *row)
{
  return clt_row_make_key (clt_row_get_day (row), clt_row_get_account (row));
}

G_END_DECLS
