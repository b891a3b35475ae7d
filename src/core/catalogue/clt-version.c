/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/catalogue/clt-catalogue-private.h"
#include "core/catalogue/clt-product.h"
#include "core/store/clt-attachment.h"

#define MAX_NAME 100
#define MAX_TEXT 20000

#define VERSION_COLUMNS                                                                            \
  "id, product_id, number, state, name, description, deliverable, frequency, lead_days, provider," \
  " needs_licence, risk, min_tier, minutes, cost, author, approver, valid_from, valid_to,"         \
  " (SELECT group_concat(name || char(9) || size || char(9) || sha256, char(10)) FROM"             \
  " (SELECT name, size, sha256 FROM attachment WHERE owner = 'product_version'"                    \
  " AND owner_id = product_version.id ORDER BY name))"

static const char *const states[] = { "draft", "approved", "retired" };
static const char *const providers[] = { "specialist", "adviser", "both", NULL };

const char *
clt_version_state_get_label (CltVersionState state)
{
  static const char *const labels[] = {
    NC_ ("product state", "Draft"),
    NC_ ("product state", "Approved"),
    NC_ ("product state", "Retired"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "product state", labels[state]);
}

const char *
clt_version_state_get_name (CltVersionState state)
{
  return states[state];
}

const char *
clt_provider_get_label (const char *provider)
{
  static const char *const labels[] = {
    NC_ ("provider", "Specialist"),
    NC_ ("provider", "Adviser"),
    NC_ ("provider", "Specialist and adviser"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (provider, providers[i]))
      return g_dpgettext2 (GETTEXT_PACKAGE, "provider", labels[i]);
  return "";
}

/* Records */

CltProductChannel *
clt_product_channel_new (const char *channel, const char *subject, const char *body)
{
  CltProductChannel *self = g_new0 (CltProductChannel, 1);

  self->channel = g_strdup (channel);
  self->subject = g_strdup (subject);
  self->body = g_strdup (body);
  return self;
}

void
clt_product_channel_free (CltProductChannel *channel)
{
  g_free (channel->channel);
  g_free (channel->subject);
  g_free (channel->body);
  g_free (channel);
}

static GPtrArray *
new_channels (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) clt_product_channel_free);
}

CltVersion *
clt_version_new (void)
{
  CltVersion *version = g_new0 (CltVersion, 1);

  version->name = g_strdup ("");
  version->description = g_strdup ("");
  version->deliverable = g_strdup ("");
  version->frequency = g_strdup ("");
  version->provider = g_strdup ("specialist");
  version->risk = 1;
  version->author = g_strdup ("");
  version->approver = g_strdup ("");
  version->files = g_strdup ("");
  version->valid_from = CLT_DAY_NONE;
  version->valid_to = CLT_DAY_NONE;
  version->channels = new_channels ();
  return version;
}

CltVersion *
clt_version_copy (const CltVersion *version)
{
  CltVersion *copy = g_memdup2 (version, sizeof *version);

  copy->name = g_strdup (version->name);
  copy->description = g_strdup (version->description);
  copy->deliverable = g_strdup (version->deliverable);
  copy->frequency = g_strdup (version->frequency);
  copy->provider = g_strdup (version->provider);
  copy->author = g_strdup (version->author);
  copy->approver = g_strdup (version->approver);
  copy->files = g_strdup (version->files);
  copy->channels = new_channels ();
  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];

      g_ptr_array_add (copy->channels,
                       clt_product_channel_new (channel->channel, channel->subject, channel->body));
    }
  return copy;
}

void
clt_version_free (CltVersion *version)
{
  g_free (version->name);
  g_free (version->description);
  g_free (version->deliverable);
  g_free (version->frequency);
  g_free (version->provider);
  g_free (version->author);
  g_free (version->approver);
  g_free (version->files);
  g_ptr_array_unref (version->channels);
  g_free (version);
}

const CltProductChannel *
clt_version_find_channel (const CltVersion *version, const char *channel)
{
  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *candidate = version->channels->pdata[i];

      if (g_str_equal (candidate->channel, channel))
        return candidate;
    }
  return NULL;
}

/* Loading */

static CltVersionState
parse_state (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (text, states[i]))
      return i;
  return CLT_VERSION_DRAFT;
}

static gpointer
read_version (CltStmt *stmt)
{
  CltVersion *version = g_new0 (CltVersion, 1);

  version->id = clt_stmt_get_int (stmt, 0);
  version->product_id = clt_stmt_get_int (stmt, 1);
  version->number = (int) clt_stmt_get_int (stmt, 2);
  version->state = parse_state (clt_stmt_get_text (stmt, 3));
  version->name = g_strdup (clt_stmt_get_text (stmt, 4));
  version->description = g_strdup (clt_stmt_get_text (stmt, 5));
  version->deliverable = g_strdup (clt_stmt_get_text (stmt, 6));
  version->frequency = g_strdup (clt_stmt_get_text (stmt, 7));
  version->lead_days = (int) clt_stmt_get_int (stmt, 8);
  version->provider = g_strdup (clt_stmt_get_text (stmt, 9));
  version->needs_licence = clt_stmt_get_int (stmt, 10) != 0;
  version->risk = (int) clt_stmt_get_int (stmt, 11);
  version->min_tier = (CltTier) clt_stmt_get_int (stmt, 12);
  version->minutes = (int) clt_stmt_get_int (stmt, 13);
  version->cost = clt_stmt_get_int (stmt, 14);
  version->author = g_strdup (clt_stmt_get_text (stmt, 15));
  version->approver = g_strdup (clt_stmt_get_text (stmt, 16));
  version->valid_from = clt_stmt_get_day (stmt, 17);
  version->valid_to = clt_stmt_get_day (stmt, 18);
  version->files = g_strdup (clt_stmt_is_null (stmt, 19) ? "" : clt_stmt_get_text (stmt, 19));
  version->channels = new_channels ();
  return version;
}

static gboolean
load_channels (CltConn *conn, CltVersion *version, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT c.channel, t.subject, t.body FROM product_channel c"
                                  " LEFT JOIN message_template t ON t.version_id = c.version_id"
                                  " AND t.channel = c.channel"
                                  " WHERE c.version_id = ? ORDER BY c.position, c.channel",
                                  "i", version->id);
  CltStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gboolean has_text = !clt_stmt_is_null (stmt, 2);
      g_autofree char *channel = g_strdup (clt_stmt_get_text (stmt, 0));
      g_autofree char *subject = has_text ? g_strdup (clt_stmt_get_text (stmt, 1)) : NULL;

      g_ptr_array_add (version->channels,
                       clt_product_channel_new (channel, subject,
                                                has_text ? clt_stmt_get_text (stmt, 2) : NULL));
    }
  return step == CLT_STEP_DONE;
}

CltVersion *
clt_version_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " VERSION_COLUMNS " FROM product_version WHERE id = ?",
                    "i", id);
  g_autoptr (CltVersion) version =
    clt_stmt_read_one (stmt, read_version,
                       _ ("This version of the product is no longer in the file."), error);

  if (version == NULL || !load_channels (conn, version, error))
    return NULL;
  return g_steal_pointer (&version);
}

CltVersion *
clt_version_get (CltConn *conn, gint64 product_id, CltDay day, GError **error)
{
  g_autoptr (CltVersion) version = NULL;
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT " VERSION_COLUMNS " FROM product_version"
                                  " WHERE product_id = ? AND state <> 'draft' AND valid_from <= ?"
                                  " ORDER BY valid_from DESC, number DESC LIMIT 1",
                                  "ii", product_id, (gint64) day);

  if (stmt == NULL)
    return NULL;
  if (clt_stmt_step (stmt, error) == CLT_STEP_ROW)
    version = read_version (stmt);
  clt_stmt_reset (stmt);
  if (version == NULL || (version->valid_to != CLT_DAY_NONE && version->valid_to < day) ||
      !load_channels (conn, version, error))
    return NULL;
  return g_steal_pointer (&version);
}

GPtrArray *
clt_version_list (CltConn *conn, gint64 product_id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT " VERSION_COLUMNS " FROM product_version"
                                  " WHERE product_id = ? ORDER BY number DESC",
                                  "i", product_id);
  g_autoptr (GPtrArray) list =
    clt_stmt_read_all (stmt, read_version, (GDestroyNotify) clt_version_free, error);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!load_channels (conn, list->pdata[i], error))
      return NULL;
  return g_steal_pointer (&list);
}

/* Saving a draft */

static gboolean
check_texts (const CltVersion *version, GError **error)
{
  const char *const texts[] = { version->description, version->deliverable, version->frequency };

  if (*version->name == '\0')
    return clt_store_refuse (error, "%s", _ ("A product needs a name. Nothing was changed."));
  if (g_utf8_strlen (version->name, -1) > MAX_NAME)
    return clt_store_refuse (error,
                             _ ("The name of a product has at most %d characters. "
                                "Nothing was changed."),
                             MAX_NAME);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_utf8_strlen (texts[i], -1) > MAX_TEXT)
      return clt_store_refuse (error,
                               _ ("A text of a product has at most %d characters. "
                                  "Nothing was changed."),
                               MAX_TEXT);
  if (*version->author == '\0')
    return clt_store_refuse (error, "%s",
                             _ ("A version of a product needs an author. "
                                "Nothing was changed."));
  return TRUE;
}

static gboolean
check_numbers (const CltVersion *version, GError **error)
{
  if (version->risk < 1 || version->risk > 5)
    return clt_store_refuse (error, "%s", _ ("The risk level is R1 to R5. Nothing was changed."));
  if ((int) version->min_tier < 0 || version->min_tier >= CLT_N_TIERS)
    return clt_store_refuse (error, "%s", _ ("There is no such tier. Nothing was changed."));
  if (version->lead_days < 0 || version->lead_days > 250)
    return clt_store_refuse (error, "%s",
                             _ ("The lead time is 0 to 250 working days. "
                                "Nothing was changed."));
  if (version->minutes < 0 || version->minutes > 100000)
    return clt_store_refuse (error, "%s",
                             _ ("The work for one delivery is 0 to 100,000 minutes. "
                                "Nothing was changed."));
  if (version->cost < 0 || version->cost > G_GINT64_CONSTANT (100000000000))
    return clt_store_refuse (error, "%s",
                             _ ("The cost of one delivery is 0 to 1,000,000,000 yuan. "
                                "Nothing was changed."));
  if (!g_strv_contains (providers, version->provider))
    return clt_store_refuse (error, "%s",
                             _ ("A product is provided by a specialist, an adviser or both. "
                                "Nothing was changed."));
  return TRUE;
}

static gboolean
check_channels (CltConn *conn, const CltVersion *version, GError **error)
{
  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];
      gint64 known;

      if (!clt_conn_get_int (conn, &known, 0, error, "SELECT count(*) FROM channel WHERE key = ?",
                             "t", channel->channel))
        return FALSE;
      if (known == 0)
        return clt_store_refuse (error,
                                 /* Translators: %s is the key of a channel. */
                                 _ ("There is no channel “%s”. Nothing was changed."),
                                 channel->channel);
      if (clt_version_find_channel (version, channel->channel) != channel)
        return clt_store_refuse (error,
                                 /* Translators: %s is the name of a channel. */
                                 _ ("The channel “%s” is named twice. Nothing was changed."),
                                 clt_channel_get_label (channel->channel));
    }
  return TRUE;
}

static gboolean
write_channels (CltConn *conn, const CltVersion *version, GError **error)
{
  if (!clt_conn_run (conn, error, "DELETE FROM message_template WHERE version_id = ?", "i",
                     version->id) ||
      !clt_conn_run (conn, error, "DELETE FROM product_channel WHERE version_id = ?", "i",
                     version->id))
    return FALSE;
  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];

      if (!clt_conn_run (
            conn, error,
            "INSERT INTO product_channel (version_id, channel, position) VALUES (?, ?, ?)", "iti",
            version->id, channel->channel, (gint64) i + 1))
        return FALSE;
      /* the subject may be written before the text */
      if ((channel->body != NULL || (channel->subject != NULL && *channel->subject != '\0')) &&
          !clt_conn_run (conn, error,
                         "INSERT INTO message_template (version_id, channel, subject, body)"
                         " VALUES (?, ?, ?, ?)",
                         "ittt", version->id, channel->channel,
                         channel->subject == NULL ? "" : channel->subject,
                         channel->body == NULL ? "" : channel->body))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_draft (CltConn *conn, const CltVersion *version, gboolean *is_draft, GError **error)
{
  gint64 product, draft;

  if (!clt_conn_get_int (conn, &product, 0, error, "SELECT count(*) FROM product WHERE id = ?", "i",
                         version->product_id) ||
      !clt_conn_get_int (conn, &draft, 0, error,
                         "SELECT id FROM product_version WHERE product_id = ? AND state = 'draft'"
                         " LIMIT 1",
                         "i", version->product_id))
    return FALSE;
  if (product == 0)
    return clt_store_refuse (error, "%s",
                             _ ("This product is no longer in the file. Nothing was changed."));
  *is_draft = draft != 0 && draft == version->id;
  if (draft != 0 && !*is_draft)
    return clt_store_refuse (error, "%s",
                             _ ("This product has a draft already: change that one. "
                                "Nothing was changed."));
  return TRUE;
}

/* Id and number of a new draft. */
static gboolean
number_draft (CltConn *conn, CltVersion *version, GError **error)
{
  gint64 number;

  if (!clt_conn_get_int (conn, &number, 0, error,
                         "SELECT max(number) FROM product_version WHERE product_id = ?", "i",
                         version->product_id) ||
      (version->id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  version->number = (int) number + 1;
  version->state = CLT_VERSION_DRAFT;
  version->valid_from = CLT_DAY_NONE;
  version->valid_to = CLT_DAY_NONE;
  g_free (version->approver);
  version->approver = g_strdup ("");
  return TRUE;
}

gboolean
clt_version_save (CltConn *conn, CltVersion *version, GError **error)
{
  gboolean is_draft = FALSE;
  gint64 before = version->id;

  if (!check_texts (version, error) || !check_numbers (version, error) ||
      !check_channels (conn, version, error) || !check_draft (conn, version, &is_draft, error) ||
      (!is_draft && !number_draft (conn, version, error)))
    return FALSE;
  if (!clt_conn_run (
        conn, error,
        "INSERT INTO product_version (id, product_id, number, name, description, deliverable,"
        " frequency, lead_days, provider, needs_licence, risk, min_tier, minutes, cost, author,"
        " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " description = excluded.description, deliverable = excluded.deliverable,"
        " frequency = excluded.frequency, lead_days = excluded.lead_days,"
        " provider = excluded.provider, needs_licence = excluded.needs_licence,"
        " risk = excluded.risk, min_tier = excluded.min_tier, minutes = excluded.minutes,"
        " cost = excluded.cost, author = excluded.author",
        "iiittttitiiiiiti", version->id, version->product_id, (gint64) version->number,
        version->name, version->description, version->deliverable, version->frequency,
        (gint64) version->lead_days, version->provider, (gint64) version->needs_licence,
        (gint64) version->risk, (gint64) version->min_tier, (gint64) version->minutes,
        version->cost, version->author, clt_action_get_time (conn)))
    return FALSE;
  /* a new draft begins with the files of the version that it was made from */
  if (!is_draft && before != 0 &&
      !clt_attachment_copy_all (conn, "product_version", before, version->id, error))
    return FALSE;
  return write_channels (conn, version, error);
}

gboolean
clt_version_delete (CltConn *conn, gint64 id, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM product_channel WHERE version_id = ?",
    "DELETE FROM message_template WHERE version_id = ?",
    "DELETE FROM attachment WHERE owner = 'product_version' AND owner_id = ?",
    "DELETE FROM product_version WHERE id = ?",
  };
  g_autoptr (CltVersion) version = clt_version_load (conn, id, error);

  if (version == NULL)
    return FALSE;
  if (version->state != CLT_VERSION_DRAFT)
    return clt_store_refuse (error, "%s",
                             _ ("Only a draft can be thrown away. Nothing was changed."));
  if (version->number == 1)
    return clt_store_refuse (error, "%s",
                             _ ("This draft is all that there is of the product: delete the "
                                "product. Nothing was changed."));
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!clt_conn_run (conn, error, statements[i], "i", id))
      return FALSE;
  return TRUE;
}
