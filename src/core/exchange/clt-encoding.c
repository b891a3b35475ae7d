/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which encoding a text has, and the way from it to UTF-8. A byte order mark decides; else strict
 * UTF-8, else GB18030, else Windows-1252. Western letters form pairs that GB18030 allows by
 * accident; what gives them away is that the second byte is an ASCII letter nearly every time,
 * which Chinese text never shows. Cost: one pass over the bytes, 16 at a time where they are ASCII. */

#include "core/exchange/clt-source-private.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"

#define CHUNK (1024 * 1024)

typedef struct
{
  gsize wide;        /* characters beyond ASCII */
  gsize letters;     /* … whose second byte is an ASCII letter or the like */
  gsize bad;         /* places that the encoding does not allow */
  gsize first_bad;   /* offset of the first */
  gboolean cut_last; /* the last character is cut by the end */
} Tally;

static const struct
{
  const char *name;
  CltEncoding encoding;
} names[] = {
  { "UTF-8", CLT_ENCODING_UTF8 },
  { "GB18030", CLT_ENCODING_GB18030 },
  { "UTF-16LE", CLT_ENCODING_UTF16LE },
  { "UTF-16BE", CLT_ENCODING_UTF16BE },
  { "Windows-1252", CLT_ENCODING_LATIN1 },
  /* other names for the same */
  { "UTF8", CLT_ENCODING_UTF8 },
  { "GBK", CLT_ENCODING_GB18030 },
  { "GB2312", CLT_ENCODING_GB18030 },
  { "CP936", CLT_ENCODING_GB18030 },
  { "UTF-16", CLT_ENCODING_UTF16LE },
  { "CP1252", CLT_ENCODING_LATIN1 },
  { "ISO-8859-1", CLT_ENCODING_LATIN1 },
  { "LATIN-1", CLT_ENCODING_LATIN1 },
  { "LATIN1", CLT_ENCODING_LATIN1 },
};

const char *
clt_encoding_get_name (CltEncoding encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].encoding == encoding)
      return names[i].name;
  g_return_val_if_reached (NULL);
}

gboolean
clt_encoding_from_name (const char *name, CltEncoding *encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      {
        *encoding = names[i].encoding;
        return TRUE;
      }
  return FALSE;
}

/* The first byte at or after @p that is not ASCII. */
static const guint8 *
skip_ascii (const guint8 *p, const guint8 *end)
{
  while (end - p >= 16)
    {
      guint64 a, b;

      memcpy (&a, p, 8);
      memcpy (&b, p + 8, 8);
      if (((a | b) & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
      p += 16;
    }
  while (p < end && *p < 0x80)
    p++;
  return p;
}

static gboolean
is_tail (const guint8 *p)
{
  return (*p & 0xc0) == 0x80;
}

/* Length of the UTF-8 character at @p, 0: none (no overlong forms, no surrogates). */
static guint
measure_utf8 (const guint8 *p, gsize left)
{
  guint c = p[0];

  if (c >= 0xc2 && c <= 0xdf)
    return left >= 2 && is_tail (p + 1) ? 2 : 0;
  if (c >= 0xe0 && c <= 0xef)
    {
      if (left < 3 || !is_tail (p + 1) || !is_tail (p + 2))
        return 0;
      return (c == 0xe0 && p[1] < 0xa0) || (c == 0xed && p[1] > 0x9f) ? 0 : 3;
    }
  if (c >= 0xf0 && c <= 0xf4)
    {
      if (left < 4 || !is_tail (p + 1) || !is_tail (p + 2) || !is_tail (p + 3))
        return 0;
      return (c == 0xf0 && p[1] < 0x90) || (c == 0xf4 && p[1] > 0x8f) ? 0 : 4;
    }
  return 0;
}

static guint
measure_gb18030 (const guint8 *p, gsize left)
{
  if (p[0] == 0x80 || p[0] == 0xff || left < 2)
    return 0;
  if (p[1] >= 0x40)
    return p[1] != 0x7f && p[1] != 0xff ? 2 : 0;
  if (left >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 && p[2] <= 0xfe && p[3] >= 0x30 &&
      p[3] <= 0x39)
    return 4;
  return 0;
}

static void
tally (CltBytes *bytes, gsize start, CltEncoding encoding, Tally *result)
{
  const guint8 *data = (const guint8 *) bytes->data;
  const guint8 *p = data + start, *end = data + bytes->length;

  memset (result, 0, sizeof *result);
  while (p < end)
    {
      const guint8 *stop = p + MIN ((gsize) (end - p), CHUNK);

      clt_bytes_drop (bytes, p - data);
      for (p = skip_ascii (p, stop); p < stop; p = skip_ascii (p, stop))
        {
          guint n = encoding == CLT_ENCODING_UTF8 ? measure_utf8 (p, end - p)
                                                  : measure_gb18030 (p, end - p);

          if (n == 0 && result->bad++ == 0)
            result->first_bad = p - data;
          if (n == 0 && end - p < 4)
            result->cut_last = result->bad == 1;
          result->wide += n > 0;
          result->letters += n == 2 && p[1] < 0x80;
          p += MAX (n, 1);
          if (p >= stop)
            break;
        }
    }
}

static guint64
count_lines (const char *data, gsize length)
{
  guint64 line = 1;
  const char *end = data + length;

  for (const char *p = data; p < end; p++)
    if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n')))
      line++;
  return line;
}

static gboolean
set_bad_bytes (CltBytes *bytes, const Tally *found, CltEncoding encoding, GError **error)
{
  g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_ENCODING,
               /* Translators: the first placeholder is a line number, the second an encoding. */
               _ ("Line %" PRIu64 " holds bytes that are no %s text. Nothing was read; "
                  "choose another encoding or get the file again."),
               count_lines (bytes->data, found->first_bad), clt_encoding_get_name (encoding));
  return FALSE;
}

/* UTF-16 without a mark: nearly every other byte of Western text is zero. */
static gboolean
looks_like_utf16 (const CltBytes *bytes, CltEncoding *encoding)
{
  gsize n = MIN (bytes->length, 4096) & ~(gsize) 1, zeros[2] = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += bytes->data[i] == 0;
  if (n < 4 || bytes->length % 2 != 0)
    return FALSE;
  *encoding = zeros[0] > zeros[1] ? CLT_ENCODING_UTF16BE : CLT_ENCODING_UTF16LE;
  return MAX (zeros[0], zeros[1]) * 10 > n / 2 * 6 && MIN (zeros[0], zeros[1]) * 20 < n;
}

gboolean
clt_encoding_guess (CltBytes *bytes, CltEncoding *encoding, gsize *bom, GError **error)
{
  Tally utf8, gb;

  *bom = 0;
  if (bytes->length >= 3 && memcmp (bytes->data, "\xef\xbb\xbf", 3) == 0)
    {
      *encoding = CLT_ENCODING_UTF8;
      *bom = 3;
      return clt_encoding_check (bytes, 3, CLT_ENCODING_UTF8, error);
    }
  if (bytes->length >= 2 &&
      (memcmp (bytes->data, "\xff\xfe", 2) == 0 || memcmp (bytes->data, "\xfe\xff", 2) == 0))
    {
      *encoding = bytes->data[0] == '\xff' ? CLT_ENCODING_UTF16LE : CLT_ENCODING_UTF16BE;
      *bom = 2;
      return TRUE;
    }
  if (looks_like_utf16 (bytes, encoding))
    return TRUE;

  *encoding = CLT_ENCODING_UTF8;
  tally (bytes, 0, CLT_ENCODING_UTF8, &utf8);
  if (utf8.bad == 0)
    return TRUE;
  /* a Chinese file with a few damaged places must not become a heap of other characters */
  if (utf8.wide >= 10 && utf8.wide > 50 * utf8.bad)
    return set_bad_bytes (bytes, &utf8, CLT_ENCODING_UTF8, error);
  tally (bytes, 0, CLT_ENCODING_GB18030, &gb);
  if (gb.bad == 0 || (gb.bad == 1 && gb.cut_last && gb.wide > 20))
    {
      *encoding = gb.letters * 2 > gb.wide ? CLT_ENCODING_LATIN1 : CLT_ENCODING_GB18030;
      return TRUE;
    }
  if (gb.wide >= 10 && gb.wide > 50 * gb.bad && gb.letters * 4 < gb.wide)
    return set_bad_bytes (bytes, &gb, CLT_ENCODING_GB18030, error);
  *encoding = CLT_ENCODING_LATIN1;
  return TRUE;
}

gboolean
clt_encoding_check (CltBytes *bytes, gsize start, CltEncoding encoding, GError **error)
{
  Tally found;

  if (encoding != CLT_ENCODING_UTF8 && encoding != CLT_ENCODING_GB18030)
    return TRUE;
  tally (bytes, start, encoding, &found);
  return found.bad == 0 ? TRUE : set_bad_bytes (bytes, &found, encoding, error);
}

static const char *
get_converter_name (CltEncoding encoding)
{
  return encoding == CLT_ENCODING_LATIN1 ? "CP1252" : clt_encoding_get_name (encoding);
}

/* Converts what fits; a place that cannot be converted becomes U+FFFD and one byte is passed. */
static gboolean
convert_piece (GIConv converter,
               gsize unit,
               gboolean last,
               const char **in,
               gsize *left,
               CltSpool *spool,
               GError **error)
{
  char buffer[16 * 1024];

  while (*left > 0)
    {
      char *out = buffer;
      gsize room = sizeof buffer;
      gsize result = g_iconv (converter, (char **) in, left, &out, &room);
      int problem = result == (gsize) -1 ? errno : 0;

      if (!clt_spool_write (spool, buffer, out - buffer, error))
        return FALSE;
      if (problem == EINVAL && !last)
        return TRUE;
      if (problem == EILSEQ || problem == EINVAL)
        {
          gsize step = MIN (unit, *left);

          if (!clt_spool_write (spool, "\xef\xbf\xbd", 3, error))
            return FALSE;
          *in += step;
          *left -= step;
        }
    }
  return TRUE;
}

CltBytes *
clt_encoding_convert (CltBytes *bytes, gsize start, CltEncoding encoding, GError **error)
{
  gsize unit = encoding == CLT_ENCODING_UTF16LE || encoding == CLT_ENCODING_UTF16BE ? 2 : 1;
  GIConv converter = g_iconv_open ("UTF-8", get_converter_name (encoding));
  g_autoptr (CltSpool) spool = clt_spool_new (error);
  const char *in = bytes->data + start, *end = bytes->data + bytes->length;
  gboolean done = spool != NULL && converter != (GIConv) -1;

  if (spool != NULL && converter == (GIConv) -1)
    g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_ENCODING,
                 /* Translators: the placeholder is an encoding such as GB18030. */
                 _ ("This computer cannot convert %s text."), clt_encoding_get_name (encoding));
  while (done && in < end)
    {
      gsize left = MIN ((gsize) (end - in), CHUNK);

      clt_bytes_drop (bytes, in - bytes->data);
      done = convert_piece (converter, unit, in + left == end, &in, &left, spool, error);
    }
  if (converter != (GIConv) -1)
    g_iconv_close (converter);
  return done ? clt_spool_finish (g_steal_pointer (&spool), error) : NULL;
}

/* The 126 x 191 pairs of GB18030, made once by the system's converter; all lie in the BMP. */
#define GB_ROW 191
static guint16 gb_pairs[126 * GB_ROW];

static gpointer
fill_gb_pairs (gpointer nothing)
{
  GIConv converter = g_iconv_open ("UTF-16LE", "GB18030");

  for (guint i = 0; converter != (GIConv) -1 && i < G_N_ELEMENTS (gb_pairs); i++)
    {
      char pair[2] = { (char) (0x81 + i / GB_ROW), (char) (0x40 + i % GB_ROW) };
      char *in = pair, *out = (char *) &gb_pairs[i];
      gsize left = 2, room = 2;

      if (g_iconv (converter, &in, &left, &out, &room) == (gsize) -1)
        {
          gb_pairs[i] = 0xfffd;
          g_iconv (converter, NULL, NULL, NULL, NULL);
        }
      gb_pairs[i] = GUINT16_FROM_LE (gb_pairs[i]);
    }
  if (converter != (GIConv) -1)
    g_iconv_close (converter);
  return gb_pairs;
}

/* Linear within the supplementary planes; the rest of the four-byte forms go through iconv. */
static gunichar
decode_gb_four (const guint8 *p)
{
  guint n = (((p[0] - 0x81) * 10 + p[1] - 0x30) * 126 + p[2] - 0x81) * 10 + p[3] - 0x30;
  gunichar c = 0xfffd;

  if (n >= 189000 && n - 189000 < 0x100000)
    return 0x10000 + n - 189000;
  {
    g_autofree char *utf8 = g_convert ((const char *) p, 4, "UTF-8", "GB18030", NULL, NULL, NULL);

    if (utf8 != NULL && *utf8 != '\0')
      c = g_utf8_get_char (utf8);
  }
  return c;
}

static guint
decode_gb (const guint8 *p, gsize left, gunichar *c)
{
  static GOnce once = G_ONCE_INIT;
  const guint16 *pairs = g_once (&once, fill_gb_pairs, NULL);
  guint n = measure_gb18030 (p, left);

  if (n == 2)
    *c = pairs[(p[0] - 0x81) * GB_ROW + p[1] - 0x40];
  else
    *c = n == 4 ? decode_gb_four (p) : 0xfffd;
  return MAX (n, 1);
}

static guint
decode_western (const guint8 *p, gunichar *c)
{
  static const guint16 high[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
  };

  *c = *p < 0xa0 ? high[*p - 0x80] : *p;
  return 1;
}

static guint
decode_utf8 (const guint8 *p, gsize left, gunichar *c)
{
  guint n = measure_utf8 (p, left);

  *c = n > 0 ? g_utf8_get_char ((const char *) p) : 0xfffd;
  return MAX (n, 1);
}

/* Cells only: UTF-16 text is converted as a whole before it is split. */
char *
clt_encoding_to_utf8 (const char *text, gsize length, CltEncoding encoding, gsize *written)
{
  const guint8 *p = (const guint8 *) text, *end = p + length;
  /* two bytes become three at most, one (Western or damaged) three */
  char *result = g_malloc (length * 3 + 1), *out = result;

  while (p < end)
    {
      const guint8 *plain = skip_ascii (p, end);
      gunichar c;

      memcpy (out, p, plain - p);
      out += plain - p;
      p = plain;
      if (p == end)
        break;
      if (encoding == CLT_ENCODING_GB18030)
        p += decode_gb (p, end - p, &c);
      else if (encoding == CLT_ENCODING_LATIN1)
        p += decode_western (p, &c);
      else
        p += decode_utf8 (p, end - p, &c);
      out += g_unichar_to_utf8 (c, out);
    }
  *out = '\0';
  if (written != NULL)
    *written = out - result;
  return result;
}
