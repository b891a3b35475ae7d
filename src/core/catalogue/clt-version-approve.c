/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-template.h"

/* The template of one channel of @version; a sentence names the channel when it is not right. */
static gboolean
check_channel (CltConn *conn, const CltProductChannel *channel, GError **error)
{
  const char *label = clt_channel_get_label (channel->channel);
  g_autoptr (GError) reason = NULL;
  gint64 sends_text, archived;

  if (!clt_conn_get_int (conn, &sends_text, 0, error,
                         "SELECT medium IN ('website', 'software', 'email', 'sms') FROM channel"
                         " WHERE key = ?",
                         "t", channel->channel) ||
      !clt_conn_get_int (conn, &archived, 0, error, "SELECT archived FROM channel WHERE key = ?",
                         "t", channel->channel))
    return FALSE;
  if (archived != 0)
    return clt_store_refuse (error,
                             /* Translators: %s is the name of a channel. */
                             _ ("The channel “%s” is archived. Nothing was changed."), label);
  if (sends_text != 0 && (channel->body == NULL || *channel->body == '\0'))
    return clt_store_refuse (error,
                             /* Translators: %s is the name of a channel. */
                             _ ("The channel “%s” sends text and has no template yet. "
                                "Nothing was changed."),
                             label);
  if (g_str_equal (channel->channel, "email") &&
      (channel->subject == NULL || *channel->subject == '\0'))
    return clt_store_refuse (error, "%s",
                             _ ("The e-mail has no subject yet. Nothing was changed."));
  if ((channel->subject == NULL || clt_template_check (channel->subject, &reason)) &&
      (channel->body == NULL || clt_template_check (channel->body, &reason)))
    return TRUE;
  return clt_store_refuse (error,
                           /* Translators: the name of a channel, then a whole sentence. */
                           _ ("The template of “%s”: %s Nothing was changed."), label,
                           reason->message);
}

/* What a draft may lack and an approved version not. */
static gboolean
check_complete (CltConn *conn, const CltVersion *version, GError **error)
{
  if (*version->deliverable == '\0')
    return clt_store_refuse (error, "%s",
                             _ ("Say first what exactly is delivered. Nothing was changed."));
  if (version->channels->len == 0)
    return clt_store_refuse (error, "%s",
                             _ ("The product has no channel yet. Nothing was changed."));
  if (version->needs_licence && g_str_equal (version->provider, "specialist"))
    return clt_store_refuse (error, "%s",
                             _ ("Advice that needs the qualification is given by an adviser, "
                                "not by a specialist alone. Nothing was changed."));
  for (guint i = 0; i < version->channels->len; i++)
    if (!check_channel (conn, version->channels->pdata[i], error))
      return FALSE;
  return TRUE;
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

/* No tier is left with a promise that the new minimum would break. */
static gboolean
check_promises (CltConn *conn, const CltVersion *version, CltDay day, GError **error)
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
  if (tier == 0)
    return TRUE;
  return clt_store_refuse (error,
                           /* Translators: %s is the name of a tier. */
                           _ ("The matrix promises the product to the tier “%s”, which is below "
                              "the new minimum. Take that back first. Nothing was changed."),
                           clt_tier_get_label ((CltTier) tier));
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
  return check_complete (conn, version, error) && check_order (conn, version, day, error) &&
         check_promises (conn, version, day, error) &&
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
