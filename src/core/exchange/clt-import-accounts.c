/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-private.h"

#include <string.h>

/* The account numbers of the branch, in memory for the time of an import. */

typedef struct
{
  const char *number; /* in the chunk */
  guint32 length;
} Account;

struct _CltAccounts
{
  Account *items; /* owned, in the order of their ids */
  gint64 *ids;    /* owned */
  guint n;
  guint32 *slots; /* owned: open addressing, index + 1 */
  guint mask;
  GStringChunk *chunk; /* owned */
  int pad;
  guint usual_length; /* 0: the branch's numbers have no common length */
  guint next;         /* exports list accounts in the same order every day */
};

static guint
hash_bytes (const char *text, gsize length)
{
  guint64 hash = 0xcbf29ce484222325;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 0x100000001b3;
  return (guint) (hash ^ (hash >> 32));
}

static void
build_slots (CltAccounts *accounts)
{
  guint size = 16;

  while (size < accounts->n * 2)
    size *= 2;
  accounts->slots = g_new0 (guint32, size);
  accounts->mask = size - 1;
  for (guint i = 0; i < accounts->n; i++)
    {
      guint slot = hash_bytes (accounts->items[i].number, accounts->items[i].length);

      while (accounts->slots[slot & accounts->mask] != 0)
        slot++;
      accounts->slots[slot & accounts->mask] = i + 1;
    }
}

/* The length that nine in ten accounts share. */
static void
find_usual_length (CltAccounts *accounts)
{
  guint counts[32] = { 0 };

  for (guint i = 0; i < accounts->n; i++)
    counts[MIN (accounts->items[i].length, G_N_ELEMENTS (counts) - 1)]++;
  for (guint length = 1; length < G_N_ELEMENTS (counts); length++)
    if (counts[length] * 10 >= accounts->n * 9)
      accounts->usual_length = length;
  if (accounts->n == 0)
    accounts->usual_length = 0;
}

CltAccounts *
clt_accounts_load (CltConn *conn, int pad, GError **error)
{
  g_autoptr (CltAccounts) accounts = g_new0 (CltAccounts, 1);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Account));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt = clt_conn_prepare (conn, "SELECT id, number FROM account ORDER BY id", error);
  CltStep step;

  accounts->chunk = g_string_chunk_new (4096);
  accounts->pad = pad;
  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);
      const char *number = clt_stmt_get_text (stmt, 1);
      Account account = { g_string_chunk_insert (accounts->chunk, number), strlen (number) };

      g_array_append_val (ids, id);
      g_array_append_val (items, account);
    }
  clt_stmt_reset (stmt);
  if (step == CLT_STEP_ERROR)
    return NULL;

  accounts->n = items->len;
  accounts->items = (Account *) g_array_free (g_steal_pointer (&items), FALSE);
  accounts->ids = (gint64 *) g_array_free (g_steal_pointer (&ids), FALSE);
  build_slots (accounts);
  find_usual_length (accounts);
  return g_steal_pointer (&accounts);
}

void
clt_accounts_free (CltAccounts *accounts)
{
  g_free (accounts->items);
  g_free (accounts->ids);
  g_free (accounts->slots);
  g_string_chunk_free (accounts->chunk);
  g_free (accounts);
}

guint
clt_accounts_get_size (const CltAccounts *accounts)
{
  return accounts->n;
}

const gint64 *
clt_accounts_get_ids (const CltAccounts *accounts)
{
  return accounts->ids;
}

guint
clt_accounts_get_usual_length (const CltAccounts *accounts)
{
  return accounts->usual_length;
}

const char *
clt_accounts_get_number (const CltAccounts *accounts, guint index)
{
  return accounts->items[index].number;
}

static inline gboolean
is_number (const Account *account, const char *text, gsize length)
{
  return account->length == length && memcmp (account->number, text, length) == 0;
}

int
clt_accounts_find (CltAccounts *accounts, const char *text, gsize length)
{
  guint slot;

  if (accounts->n == 0 || length == 0)
    return -1;
  if (accounts->next >= accounts->n)
    accounts->next = 0;
  if (is_number (&accounts->items[accounts->next], text, length))
    return accounts->next++;

  for (slot = hash_bytes (text, length); accounts->slots[slot & accounts->mask] != 0; slot++)
    {
      guint index = accounts->slots[slot & accounts->mask] - 1;

      if (is_number (&accounts->items[index], text, length))
        {
          accounts->next = index + 1;
          return index;
        }
    }
  return -1;
}

/* 1.23E+17: the digits are gone for good. */
static gboolean
is_scientific (const char *text)
{
  const char *p = text;

  while (g_ascii_isdigit (*p) || *p == '.')
    p++;
  if (p == text || (*p != 'e' && *p != 'E'))
    return FALSE;
  p++;
  if (*p == '+' || *p == '-')
    p++;
  return g_ascii_isdigit (*p) && strspn (p, "0123456789") == strlen (p);
}

/* Takes off what spreadsheets put around numbers that shall stay text: '007, ="007", 7.0 */
static char *
strip_account (const char *text)
{
  gsize length = strlen (text);
  char *plain;

  if (g_str_has_prefix (text, "=\"") && text[length - 1] == '"' && length > 3)
    return g_strndup (text + 2, length - 3);
  if (text[0] == '\'')
    return g_strdup (text + 1);
  if (g_str_has_prefix (text, "‘") || g_str_has_prefix (text, "’"))
    return g_strdup (g_utf8_next_char (text));
  plain = g_strdup (text);
  if (length > 2 && g_str_has_suffix (plain, ".0") && strspn (plain, "0123456789") == length - 2)
    plain[length - 2] = '\0';
  return plain;
}

static char *
pad_number (const char *digits, guint length)
{
  return g_strdup_printf ("%0*d%s", (int) (length - strlen (digits)), 0, digits);
}

static int
find_padded (CltAccounts *accounts, const char *digits, guint length)
{
  g_autofree char *padded = pad_number (digits, length);

  return clt_accounts_find (accounts, padded, length);
}

/* More digits than a binary fraction holds cannot be trusted. */
#define MAX_NUMBER_DIGITS 15

CltAccountState
clt_accounts_resolve (CltAccounts *accounts,
                      const char *text,
                      gboolean workbook_number,
                      int *index,
                      char **number)
{
  g_autofree char *plain = strip_account (text);
  gsize length = strlen (plain);
  gboolean digits = strspn (plain, "0123456789") == length;

  *index = -1;
  if (length == 0 || strspn (plain, "-") == length || g_ascii_strcasecmp (plain, "#N/A") == 0)
    return CLT_ACCOUNT_MISSING;
  if (is_scientific (plain) || (workbook_number && length > MAX_NUMBER_DIGITS))
    return CLT_ACCOUNT_SCIENTIFIC;
  if (length > 31 || strpbrk (plain, " ,;\t") != NULL)
    return CLT_ACCOUNT_BAD;

  *index = clt_accounts_find (accounts, plain, length);
  if (*index < 0 && digits && (int) length < accounts->pad)
    {
      g_autofree char *padded = pad_number (plain, accounts->pad);

      clt_set_str (&plain, padded);
      length = strlen (plain);
      *index = clt_accounts_find (accounts, plain, length);
    }
  if (*index >= 0 || !digits || length >= accounts->usual_length)
    {
      if (number != NULL)
        *number = g_steal_pointer (&plain);
      return *index < 0 ? CLT_ACCOUNT_UNKNOWN : CLT_ACCOUNT_FOUND;
    }
  *index = find_padded (accounts, plain, accounts->usual_length);
  if (number != NULL)
    *number = g_steal_pointer (&plain);
  return CLT_ACCOUNT_SHORT;
}
