/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-template.h"

static void
add_gap (GString *gaps, const char *words)
{
  if (gaps->len > 0)
    /* Translators: between the words of a list: name, channel … */
    g_string_append (gaps, C_ ("list", ", "));
  g_string_append (gaps, words);
}

G_GNUC_PRINTF (2, 3) static void add_gap_of (GString *gaps, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  add_gap (gaps, words);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* A placeholder that nobody knows, or a brace without a partner. */
static void
add_fault (GString *gaps, const char *label, const char *text)
{
  g_autoptr (GError) fault = NULL;

  if (text != NULL && !clt_template_check (text, &fault))
    /* Translators: the name of a channel, then what is wrong in its text, a sentence. */
    add_gap_of (gaps, C_ ("missing", "the text for %s put right (%s)"), label, fault->message);
}

/* What the template of one channel lacks. */
static gboolean
add_channel_gaps (CltConn *conn, GString *gaps, const CltProductChannel *channel, GError **error)
{
  const char *label = clt_channel_get_label (channel->channel);
  gint64 sends_text, archived;

  if (!clt_conn_get_int (conn, &sends_text, 0, error,
                         "SELECT medium IN ('website', 'software', 'email', 'sms') FROM channel"
                         " WHERE key = ?",
                         "t", channel->channel) ||
      !clt_conn_get_int (conn, &archived, 0, error, "SELECT archived FROM channel WHERE key = ?",
                         "t", channel->channel))
    return FALSE;
  if (archived != 0)
    /* Translators: %s is the name of a channel. */
    add_gap_of (gaps, C_ ("missing", "a channel in place of %s, which is archived"), label);
  if (sends_text != 0 && is_empty (channel->body))
    /* Translators: %s is a channel, such as “SMS”. */
    add_gap_of (gaps, C_ ("missing", "the text for %s"), label);
  if (g_str_equal (channel->channel, "email") && is_empty (channel->subject))
    add_gap (gaps, C_ ("missing", "the subject of the e-mail"));
  add_fault (gaps, label, channel->subject);
  add_fault (gaps, label, channel->body);
  return TRUE;
}

/* No tier is left with a promise that the new minimum would break. */
static gboolean
add_broken_promise (CltConn *conn,
                    GString *gaps,
                    const CltVersion *version,
                    CltDay day,
                    GError **error)
{
  gint64 tier;

  if (!clt_conn_get_int (
        conn, &tier, 0, error,
        "SELECT max(e.tier) FROM entitlement e WHERE e.product_id = ?1 AND e.tier < ?2"
        " AND e.kind <> 'none' AND NOT EXISTS (SELECT 1 FROM entitlement l WHERE"
        " l.product_id = ?1 AND l.tier = e.tier AND l.valid_from > e.valid_from"
        " AND l.valid_from <= ?3)",
        "iii", version->product_id, (gint64) version->min_tier, (gint64) day))
    return FALSE;
  if (tier != 0)
    /* Translators: %s is the name of a tier. */
    add_gap_of (gaps, C_ ("missing", "“%s”, a tier below the minimum, taken out of the matrix"),
                clt_tier_get_label ((CltTier) tier));
  return TRUE;
}

char *
clt_version_dup_gaps (CltConn *conn, const CltVersion *version, CltDay day, GError **error)
{
  g_autoptr (GString) gaps = g_string_new (NULL);

  if (*version->deliverable == '\0')
    add_gap (gaps, C_ ("missing", "what exactly is delivered"));
  if (version->needs_licence && g_str_equal (version->provider, "specialist"))
    add_gap (gaps, C_ ("missing", "an adviser, who alone may give advice that needs the "
                                  "qualification"));
  if (version->channels->len == 0)
    add_gap (gaps, C_ ("missing", "a channel"));
  for (guint i = 0; i < version->channels->len; i++)
    if (!add_channel_gaps (conn, gaps, version->channels->pdata[i], error))
      return NULL;
  return add_broken_promise (conn, gaps, version, day, error)
           ? g_string_free (g_steal_pointer (&gaps), FALSE)
           : NULL;
}

static gboolean
check_gaps (CltConn *conn, const CltVersion *version, CltDay day, GError **error)
{
  g_autofree char *gaps = clt_version_dup_gaps (conn, version, day, error);

  if (gaps == NULL || *gaps == '\0')
    return gaps != NULL;
  /* Translators: %s is a list of what is missing. */
  return clt_store_refuse (error, _ ("Before it can be approved: %s. Nothing was changed."), gaps);
}

/* Versions follow one another: a new one never begins before an older one. */
static gboolean
check_order (CltConn *conn, const CltVersion *version, CltDay day, GError **error)
{
  gint64 last;
  g_autofree char *date = NULL;

  if (!clt_conn_get_int (conn, &last, CLT_DAY_NONE, error,
                         "SELECT max(valid_from) FROM product_version WHERE product_id = ?"
                         " AND state <> 'draft'",
                         "i", version->product_id))
    return FALSE;
  if (day >= last)
    return TRUE;
  date = clt_day_format ((CltDay) last);
  return clt_store_refuse (error,
                           /* Translators: %s is a date. */
                           _ ("An older version begins on %s: the new one begins on that day "
                              "or later. Nothing was changed."),
                           date);
}

gboolean
clt_version_approve (CltConn *conn, gint64 id, const char *who, CltDay day, GError **error)
{
  g_autoptr (CltVersion) version = clt_version_load (conn, id, error);
  gint64 archived;

  if (version == NULL)
    return FALSE;
  if (version->state != CLT_VERSION_DRAFT)
    return clt_store_refuse (error, "%s",
                             _ ("This version has been approved already. "
                                "Nothing was changed."));
  if (*who == '\0' || clt_catalogue_is_same_person (who, version->author))
    return clt_store_refuse (error,
                             /* Translators: %s is a person's name. */
                             _ ("%s wrote this version: somebody else approves it. "
                                "Nothing was changed."),
                             version->author);
  if (!clt_conn_get_int (conn, &archived, 0, error, "SELECT archived FROM product WHERE id = ?",
                         "i", version->product_id))
    return FALSE;
  if (archived != 0)
    return clt_store_refuse (error, "%s",
                             _ ("The product is archived. Take it out of the archive first. "
                                "Nothing was changed."));
  return check_gaps (conn, version, day, error) && check_order (conn, version, day, error) &&
         clt_conn_run (conn, error,
                       "UPDATE product_version SET state = 'approved', approver = ?, approved = ?,"
                       " valid_from = ? WHERE id = ?",
                       "tiii", who, clt_action_get_time (conn), (gint64) day, id);
}

gboolean
clt_version_retire (CltConn *conn, gint64 id, CltDay last, GError **error)
{
  g_autoptr (CltVersion) version = clt_version_load (conn, id, error);
  g_autofree char *date = NULL;
  gint64 delivered;

  if (version == NULL)
    return FALSE;
  if (version->state == CLT_VERSION_DRAFT)
    return clt_store_refuse (error, "%s",
                             _ ("A draft is thrown away, not retired. Nothing was changed."));
  if (last < version->valid_from)
    {
      date = clt_day_format (version->valid_from);
      return clt_store_refuse (error,
                               /* Translators: %s is a date. */
                               _ ("The version begins on %s and cannot end before it. "
                                  "Nothing was changed."),
                               date);
    }
  if (!clt_conn_get_int (conn, &delivered, CLT_DAY_NONE, error,
                         "SELECT max(day) FROM delivery WHERE version_id = ?", "i", id))
    return FALSE;
  if (delivered > last)
    {
      date = clt_day_format ((CltDay) delivered);
      return clt_store_refuse (error,
                               /* Translators: %s is a date. */
                               _ ("The version was delivered on %s and cannot end before it. "
                                  "Nothing was changed."),
                               date);
    }
  return clt_conn_run (conn, error,
                       "UPDATE product_version SET state = 'retired', valid_to = ? WHERE id = ?",
                       "ii", (gint64) last, id);
}
