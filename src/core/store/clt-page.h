/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Checksums of a branch file's pages. SQLite leaves the last CLT_PAGE_RESERVED bytes of each page
 * to us (header byte 20):
 *
 *   page 2 …   checksum (8 bytes), generation (8 bytes): the sum before the page was written
 *   page 1     checksum (8 bytes), sum of the checksums of all pages (8 bytes)
 *
 * The checksum covers the page's number, its generation and its content, so that a page that is
 * changed, moved or doubled shows. A page that was put back in an old version has a good checksum;
 * it shows in the sum. While pages are being written the sum is CLT_PAGE_SUM_UNKNOWN. All
 * little-endian.
 * Pure functions; any thread. */

#include <glib.h>

G_BEGIN_DECLS

#define CLT_PAGE_SIZE 4096
#define CLT_PAGE_RESERVED 16
#define CLT_PAGE_CONTENT (CLT_PAGE_SIZE - CLT_PAGE_RESERVED)
/* Offsets within a page. */
#define CLT_PAGE_CHECKSUM CLT_PAGE_CONTENT
#define CLT_PAGE_GENERATION (CLT_PAGE_CONTENT + 8)
#define CLT_PAGE_SUM CLT_PAGE_GENERATION /* of page 1 */

#define CLT_PAGE_SUM_UNKNOWN G_GUINT64_CONSTANT (0x676e697469727721) /* "!writing" */

guint64 clt_page_read_word (const guint8 *bytes);
void clt_page_write_word (guint8 *bytes, guint64 word);

/* Never 0. @number counts from 1. */
guint64 clt_page_compute (const guint8 *page, guint32 number);
/* Writes generation (not on page 1) and checksum into @page. Returns: the checksum. */
guint64 clt_page_seal (guint8 *page, guint32 number, guint64 generation);
gboolean clt_page_is_intact (const guint8 *page, guint32 number);
/* @header: the first 100 bytes of a file. Whether its pages carry checksums. */
gboolean clt_page_is_sealed_header (const guint8 *header);
/* The sum as it is stored: one number has a meaning of its own. */
guint64 clt_page_store_sum (guint64 sum);

G_END_DECLS
