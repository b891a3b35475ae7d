/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-query.h"

#include <string.h>

#include "core/base/clt-find.h"
#include "core/base/clt-pinyin.h"
#include "core/clients/clt-client-sql.h"
#include "core/clients/clt-search-cache.h"
#include "core/clients/clt-search-key.h"

/* Prefixes come from indexes (0.1 ms); anything else from one pass over the packed
 * haystack (a few ms at 200,000 clients). Every word must be found. */

/* Best first. */
enum
{
  RANK_ACCOUNT,
  RANK_NAME,
  RANK_INITIALS,
  RANK_PINYIN,
  RANK_PHONE_TAIL,
  RANK_INSIDE,
  N_RANKS,
};
#define NOT_FOUND G_MAXUINT8

typedef struct
{
  const char *text;
  gsize length;
  gboolean digits; /* nothing but digits */
  gboolean latin;  /* nothing but letters */
  gboolean mixed;  /* Chinese characters and letters: 张xm */
  const char *han; /* of a mixed one: its longest run of Chinese characters */
  gsize han_length;
} Word;

void
clt_search_hit_free (CltSearchHit *hit)
{
  g_free (hit->account);
  g_free (hit->name);
  g_free (hit);
}

static void
init_word (Word *word, const char *text)
{
  gsize run = 0;
  gboolean letter = FALSE;

  *word = (Word){ text, strlen (text), TRUE, TRUE, FALSE, text, 0 };
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      word->digits &= g_ascii_isdigit (*p);
      word->latin &= g_ascii_isalpha (*p);
      letter |= g_ascii_isalpha (*p);
      run = *clt_pinyin_of_character (g_utf8_get_char (p)) != '\0' ? run + 3 : 0;
      if (run > word->han_length)
        {
          word->han_length = run;
          word->han = g_utf8_next_char (p) - run;
        }
    }
  word->mixed = letter && word->han_length > 0;
}

/* Mixed words: each character of the name by itself, by its syllable or by the start of it */

static gboolean match_from (const char *pattern, const char *name, const char *end, gboolean first);

static gboolean
match_syllable (const char *pattern, const char *syllable, const char *next, const char *end)
{
  gsize n = 0;

  while (pattern[n] != '\0' && pattern[n] == syllable[n])
    n++;
  for (; n > 0; n--)
    if (match_from (pattern + n, next, end, FALSE))
      return TRUE;
  return FALSE;
}

static gboolean
match_from (const char *pattern, const char *name, const char *end, gboolean first)
{
  const char *next;
  gunichar c;

  if (*pattern == '\0')
    return TRUE;
  if (name >= end)
    return FALSE;
  c = g_utf8_get_char (name);
  next = g_utf8_next_char (name);
  if (g_utf8_get_char (pattern) == c)
    return match_from (g_utf8_next_char (pattern), next, end, FALSE);
  if (!g_ascii_isalpha (*pattern))
    return FALSE;
  if (first) /* the surname's own readings */
    {
      char character[7] = { 0 };
      g_autofree char *full = NULL, *initials = NULL;
      g_auto (GStrv) readings = NULL;

      g_unichar_to_utf8 (c, character);
      clt_pinyin_keys (character, &full, &initials);
      readings = g_strsplit (full, " ", -1);
      for (guint i = 0; readings[i] != NULL; i++)
        if (match_syllable (pattern, readings[i], next, end))
          return TRUE;
    }
  return match_syllable (pattern, clt_pinyin_of_character (c), next, end);
}

static guint8
rank_mixed (const CltSearchCache *cache, guint record, const Word *word)
{
  const char *name = cache->text + cache->fields[record][CLT_SEARCH_NAME];
  const char *end = cache->text + cache->fields[record][CLT_SEARCH_PINYIN] - 1;

  for (const char *p = name; p < end; p = g_utf8_next_char (p))
    if (match_from (word->text, p, end, p == name))
      return p == name ? RANK_NAME : RANK_INSIDE;
  return NOT_FOUND;
}

/* Hits in the haystack */

static gboolean
starts_with (const CltSearchCache *cache, guint32 offset, const Word *word)
{
  return cache->length - offset >= word->length &&
         memcmp (cache->text + offset, word->text, word->length) == 0;
}

static guint32
field_end (const CltSearchCache *cache, guint record, CltSearchField field)
{
  return field + 1 < CLT_SEARCH_N_FIELDS ? cache->fields[record][field + 1] - 1
                                         : cache->starts[record + 1];
}

/* Whether one of the field's words, between blanks, starts with @word; @whole: is @word. */
static gboolean
has_word (const CltSearchCache *cache,
          guint record,
          CltSearchField field,
          const Word *word,
          gboolean whole)
{
  guint32 end = field_end (cache, record, field), from = cache->fields[record][field];

  while (end - from >= word->length)
    {
      const char *blank = memchr (cache->text + from, ' ', end - from);
      guint32 length = blank == NULL ? end - from : (guint32) (blank - cache->text) - from;

      if ((whole ? length == word->length : length >= word->length) &&
          starts_with (cache, from, word))
        return TRUE;
      if (blank == NULL)
        return FALSE;
      from += length + 1;
    }
  return FALSE;
}

static gboolean
is_phone_tail (const CltSearchCache *cache, guint record, const Word *word)
{
  guint32 end = cache->starts[record + 1], from = cache->fields[record][CLT_SEARCH_PHONE];

  return end - from >= word->length && starts_with (cache, end - (guint32) word->length, word);
}

/* The rank of a record in which @word was first found at @hit. */
static guint8
rank_record (const CltSearchCache *cache, guint record, const Word *word, guint32 hit)
{
  const guint32 *fields = cache->fields[record];

  if (!word->latin && has_word (cache, record, CLT_SEARCH_ACCOUNTS, word, TRUE))
    return RANK_ACCOUNT;
  if (starts_with (cache, fields[CLT_SEARCH_NAME], word))
    return RANK_NAME;
  if (word->latin && has_word (cache, record, CLT_SEARCH_INITIALS, word, FALSE))
    return RANK_INITIALS;
  if (word->latin && has_word (cache, record, CLT_SEARCH_PINYIN, word, FALSE))
    return RANK_PINYIN;
  if (hit >= fields[CLT_SEARCH_PHONE] && word->length < 4)
    return NOT_FOUND; /* short runs of digits would find half of the book */
  if (word->digits && word->length >= 4 && is_phone_tail (cache, record, word))
    return RANK_PHONE_TAIL;
  if (hit >= fields[CLT_SEARCH_PINYIN] && hit < fields[CLT_SEARCH_INITIALS] && word->length <= 2)
    return clt_find_bytes (cache->text + fields[CLT_SEARCH_INITIALS],
                           fields[CLT_SEARCH_PHONE] - fields[CLT_SEARCH_INITIALS], word->text,
                           word->length) != NULL
             ? RANK_INSIDE
             : NOT_FOUND; /* two letters inside of a syllable say nothing */
  return RANK_INSIDE;
}

/* The rank of each record in which @word is found; the others keep what they have. */
static void
scan (const CltSearchCache *cache, const Word *word, guint8 *ranks)
{
  const char *needle = word->mixed ? word->han : word->text;
  gsize length = word->mixed ? word->han_length : word->length;
  const char *end = cache->text + cache->length;
  const char *hit = cache->text;

  while ((hit = clt_find_bytes (hit, (gsize) (end - hit), needle, length)) != NULL)
    {
      guint32 at = (guint32) (hit - cache->text);
      guint record = cache->blocks[at >> CLT_SEARCH_BLOCK];

      while (cache->starts[record + 1] <= at)
        record++;
      ranks[record] =
        word->mixed ? rank_mixed (cache, record, word) : rank_record (cache, record, word, at);
      hit = cache->text + cache->starts[record + 1];
    }
}

/* "shanxm", "zwei": syllables and initials mixed, from the start of the name. Only when nothing
 * else was found. */
static void
scan_syllables (const CltSearchCache *cache, const Word *word, guint8 *ranks)
{
  for (guint i = 0; i < cache->n_records; i++)
    {
      const char *name = cache->text + cache->fields[i][CLT_SEARCH_NAME];
      const char *pinyin = cache->text + cache->fields[i][CLT_SEARCH_PINYIN];

      if (*pinyin == *word->text && match_from (word->text, name, pinyin - 1, TRUE))
        ranks[i] = RANK_PINYIN;
    }
}

static gboolean
any_found (const guint8 *ranks, guint n)
{
  for (guint i = 0; i < n; i++)
    if (ranks[i] != NOT_FOUND)
      return TRUE;
  return FALSE;
}

/* Rank of each record of the haystack for all of @words (NULL-terminated, folded). */
static guint8 *
rank_records (const CltSearchCache *cache, char **words)
{
  guint8 *all = g_malloc0 (cache->n_records + 1);
  g_autofree guint8 *one = g_malloc (cache->n_records + 1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      Word word;

      init_word (&word, words[i]);
      memset (one, NOT_FOUND, cache->n_records);
      scan (cache, &word, one);
      if (word.latin && word.length > 2 && !any_found (one, cache->n_records))
        scan_syllables (cache, &word, one);
      for (guint j = 0; j < cache->n_records; j++)
        all[j] = MAX (all[j], one[j]);
    }
  return all;
}

static char **
split_words (const char *text)
{
  g_autofree char *folded = clt_search_fold (text);

  return g_strsplit (folded, " ", -1);
}

GArray *
clt_search_ids (CltConn *conn, const char *words, GError **error)
{
  const CltSearchCache *cache = clt_search_cache_get (conn, error);
  g_auto (GStrv) split = split_words (words);
  g_autofree guint8 *ranks = NULL;
  GArray *ids;

  if (cache == NULL)
    return NULL;
  ranks = rank_records (cache, split);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < cache->n_records; i++)
    if (ranks[i] != NOT_FOUND)
      g_array_append_val (ids, cache->ids[i]);
  return ids;
}

/* The quick search */

static void
take (GArray *ids, GHashTable *seen, gint64 id, guint limit)
{
  if (ids->len < limit && g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
    g_array_append_val (ids, id);
}

/* Clients of whom one key starts with @word, by the indexes. */
static gboolean
find_prefixes (CltConn *conn,
               const Word *word,
               guint limit,
               GArray *ids,
               GHashTable *seen,
               GError **error)
{
  /* in the order of the ranks */
  static const char *const statements[] = {
    "SELECT client_id FROM account WHERE number = ?1 LIMIT ?3",
    "SELECT client_id FROM search_key WHERE name >= ?1 AND name < ?2 ORDER BY name LIMIT ?3",
    "SELECT client_id FROM search_key WHERE initials >= ?1 AND initials < ?2"
    " ORDER BY initials LIMIT ?3",
    "SELECT client_id FROM search_key WHERE pinyin >= ?1 AND pinyin < ?2 ORDER BY pinyin LIMIT ?3",
  };
  g_autofree char *above = g_strconcat (word->text, "\U0010FFFF", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statements) && ids->len < limit; i++)
    {
      CltStmt *stmt =
        clt_conn_query (conn, error, statements[i], "tti", word->text, above, (gint64) limit);
      CltStep step;

      if (stmt == NULL)
        return FALSE;
      while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
        take (ids, seen, clt_stmt_get_int (stmt, 0), limit);
      if (step == CLT_STEP_ERROR)
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_anywhere (CltConn *conn,
               char **words,
               guint limit,
               GArray *ids,
               GHashTable *seen,
               GError **error)
{
  const CltSearchCache *cache = clt_search_cache_get (conn, error);
  g_autofree guint8 *ranks = NULL;

  if (cache == NULL)
    return FALSE;
  ranks = rank_records (cache, words);
  for (guint8 rank = 0; rank < N_RANKS && ids->len < limit; rank++)
    for (const guint8 *p = ranks; p != NULL && ids->len < limit; p++)
      {
        p = memchr (p, rank, (gsize) (ranks + cache->n_records - p));
        if (p == NULL)
          break;
        take (ids, seen, cache->ids[p - ranks], limit);
      }
  return TRUE;
}

static const char hit_sql[] = "SELECT k.accounts, c.name, " CLT_SQL_TIER
                              " FROM search_key k JOIN client c ON c.id = k.client_id"
                              " WHERE k.client_id = ?2";

static GPtrArray *
load_hits (CltConn *conn, const GArray *ids, CltDay today, GError **error)
{
  g_autoptr (GPtrArray) hits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_search_hit_free);

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      CltStmt *stmt = clt_conn_query (conn, error, hit_sql, "ii", (gint64) today, id);
      CltSearchHit *hit;
      const char *accounts;
      CltStep step;

      if (stmt == NULL || (step = clt_stmt_step (stmt, error)) == CLT_STEP_ERROR)
        return NULL;
      if (step == CLT_STEP_DONE)
        continue;
      hit = g_new0 (CltSearchHit, 1);
      accounts = clt_stmt_get_text (stmt, 0);
      hit->id = id;
      hit->account = *accounts == '\0' ? NULL : g_strndup (accounts, strcspn (accounts, " "));
      hit->name = g_strdup (clt_stmt_get_text (stmt, 1));
      hit->tier = (CltTier) clt_stmt_get_int (stmt, 2);
      g_ptr_array_add (hits, hit);
      clt_stmt_reset (stmt);
    }
  return g_steal_pointer (&hits);
}

GPtrArray *
clt_search (CltConn *conn, const char *words, guint limit, CltDay today, GError **error)
{
  g_auto (GStrv) split = split_words (words);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Word word;

  if (split[0] == NULL || *split[0] == '\0')
    return g_ptr_array_new_with_free_func ((GDestroyNotify) clt_search_hit_free);

  init_word (&word, split[0]);
  if (split[1] == NULL && !word.mixed && !find_prefixes (conn, &word, limit, ids, seen, error))
    return NULL;
  if (ids->len < limit && !find_anywhere (conn, split, limit, ids, seen, error))
    return NULL;
  return load_hits (conn, ids, today, error);
}
