/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-bulletin.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-template.h"
#include "core/rules/clt-settings.h"

void
clt_bulletin_free (CltBulletin *bulletin)
{
  g_free (bulletin->product);
  g_free (bulletin->channel);
  g_free (bulletin->title);
  g_free (bulletin->body);
  g_free (bulletin);
}

static gpointer
read_bulletin (CltStmt *stmt)
{
  CltBulletin *bulletin = g_new0 (CltBulletin, 1);

  bulletin->id = clt_stmt_get_int (stmt, 0);
  bulletin->product_id = clt_stmt_get_int (stmt, 1);
  bulletin->push_id = clt_stmt_get_int (stmt, 2);
  bulletin->product = g_strdup (clt_stmt_get_text (stmt, 3));
  bulletin->channel = g_strdup (clt_stmt_get_text (stmt, 4));
  bulletin->title = g_strdup (clt_stmt_get_text (stmt, 5));
  bulletin->body = g_strdup (clt_stmt_get_text (stmt, 6));
  bulletin->day = clt_stmt_get_day (stmt, 7);
  bulletin->tiers = (guint) clt_stmt_get_int (stmt, 8);
  bulletin->open = (guint) clt_stmt_get_int (stmt, 9);
  return bulletin;
}

GPtrArray *
clt_bulletin_list (CltConn *conn, const char *channel, CltDay day, GError **error)
{
  CltStmt *stmt = clt_conn_query (
    conn, error,
    "SELECT b.id, b.product_id, coalesce(b.push_id, 0), v.name, b.channel, b.title, b.body, b.day,"
    " b.tiers, (SELECT count(*) FROM push_item i WHERE i.push_id = b.push_id"
    " AND i.channel = b.channel AND i.state = 'queued' AND i.day <= b.day)"
    " FROM bulletin b JOIN product_version v ON v.id = b.version_id"
    " WHERE (?1 IS NULL OR b.channel = ?1) AND (?2 IS NULL OR b.day = ?2)"
    " ORDER BY b.day DESC, b.id",
    "ty", channel, day);

  return clt_stmt_read_all (stmt, read_bulletin, (GDestroyNotify) clt_bulletin_free, error);
}

gboolean
clt_bulletin_add (CltConn *conn,
                  gint64 push_id,
                  gint64 version_id,
                  const char *channel,
                  CltDay day,
                  CltTier tier,
                  GError **error)
{
  gint64 id, tiers = 1 << tier;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM bulletin WHERE push_id = ? AND channel = ? AND day = ?",
                         "ity", push_id, channel, day))
    return FALSE;
  if (id != 0)
    return clt_conn_run (conn, error, "UPDATE bulletin SET tiers = tiers | ? WHERE id = ?", "ii",
                         tiers, id);
  id = clt_conn_new_id (conn, error);
  return id != 0 &&
         clt_conn_run (
           conn, error,
           "INSERT INTO bulletin (id, push_id, product_id, version_id, channel, day, tiers, title,"
           " body) SELECT ?1, ?2, v.product_id, v.id, ?4, ?5, ?6, coalesce(nullif(t.subject, ''),"
           " v.name), coalesce(t.body, v.description) FROM product_version v"
           " LEFT JOIN message_template t ON t.version_id = v.id AND t.channel = ?4"
           " WHERE v.id = ?3",
           "iiityi", id, push_id, version_id, channel, day, tiers);
}

/* Rendering */

/* Blank lines part paragraphs, other line ends stay where they are. */
static void
append_paragraphs (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean open = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_markup_escape_text (g_strstrip (lines[i]), -1);

      if (*line == '\0')
        {
          g_string_append (out, open ? "</p>\n" : "");
          open = FALSE;
          continue;
        }
      g_string_append (out, open ? "<br>\n" : "<p>");
      g_string_append (out, line);
      open = TRUE;
    }
  g_string_append (out, open ? "</p>\n" : "");
}

static void
append_html (GString *out, const char *title, const char *body)
{
  g_autofree char *safe = g_markup_escape_text (title, -1);

  g_string_append_printf (out, "<article>\n<h2>%s</h2>\n", safe);
  append_paragraphs (out, body);
  g_string_append (out, "</article>\n");
}

static void
append_text (GString *out, const char *title, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);

  g_string_append_printf (out, "%s【%s】\r\n", out->len > 0 ? "\r\n" : "", title);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%s\r\n", g_strchomp (lines[i]));
}

static gboolean
append_bulletin (CltConn *conn,
                 const CltBulletin *bulletin,
                 CltTier tier,
                 CltBulletinFormat format,
                 GString *out,
                 GError **error)
{
  g_autofree char *title =
    clt_template_fill_public (conn, bulletin->title, tier, bulletin->day, error);
  g_autofree char *clean = title == NULL ? NULL : clt_text_clean (title, -1);
  g_autofree char *body =
    title == NULL ? NULL
                  : clt_template_fill_public (conn, bulletin->body, tier, bulletin->day, error);

  if (body == NULL)
    return FALSE;
  if (format == CLT_BULLETIN_HTML)
    append_html (out, clean, body);
  else
    append_text (out, clean, body);
  return TRUE;
}

/* The page around the articles. Clients read it, so it is Chinese. */
static char *
build_page (CltConn *conn, const char *articles, CltDay day, gboolean gb18030, GError **error)
{
  g_autofree char *branch = clt_settings_get (conn, "branch.name", error);
  g_autofree char *safe = branch == NULL ? NULL : g_markup_escape_text (branch, -1);
  int year, month, mday;

  if (safe == NULL)
    return NULL;
  clt_day_get_ymd (day, &year, &month, &mday);
  return g_strdup_printf ("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"%s\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<title>%s %d年%d月%d日</title>\n</head>\n<body>\n"
                          "<h1>%s %d年%d月%d日</h1>\n%s</body>\n</html>\n",
                          gb18030 ? "gb18030" : "utf-8", safe, year, month, mday, safe, year, month,
                          mday, *articles == '\0' ? "<p>今日没有公告。</p>\n" : articles);
}

static GBytes *
encode (const char *text, CltBulletinFormat format, gboolean gb18030, GError **error)
{
  gsize length;
  char *converted;

  if (!gb18030)
    return format == CLT_BULLETIN_HTML
             ? g_bytes_new (text, strlen (text))
             : g_bytes_new_take (g_strconcat ("\xef\xbb\xbf", text, NULL), strlen (text) + 3);
  converted = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, error);
  return converted == NULL ? NULL : g_bytes_new_take (converted, length);
}

GBytes *
clt_bulletin_render (CltConn *conn,
                     const char *channel,
                     CltDay day,
                     CltTier tier,
                     CltBulletinFormat format,
                     gboolean gb18030,
                     guint *n,
                     GError **error)
{
  g_autoptr (GPtrArray) list = clt_bulletin_list (conn, channel, day, error);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *page = NULL;

  *n = 0;
  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const CltBulletin *bulletin = list->pdata[i];

      if ((bulletin->tiers & (1u << tier)) == 0)
        continue;
      if (!append_bulletin (conn, bulletin, tier, format, out, error))
        return NULL;
      (*n)++;
    }
  if (format == CLT_BULLETIN_TEXT)
    return encode (*n > 0 ? out->str : "今日没有公告。\r\n", format, gb18030, error);
  page = build_page (conn, out->str, day, gb18030, error);
  return page == NULL ? NULL : encode (page, format, gb18030, error);
}

/* Publishing */

typedef struct
{
  gint64 item_id, client_id, staff_id;
} Reader;

static GArray *
load_readers (CltConn *conn, const CltBulletin *bulletin, GError **error)
{
  g_autoptr (GArray) readers = g_array_new (FALSE, FALSE, sizeof (Reader));
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT id, client_id, coalesce(specialist_id, adviser_id, 0) FROM push_item"
                    " WHERE push_id = ? AND channel = ? AND state = 'queued' AND day <= ?"
                    " ORDER BY id",
                    "ity", bulletin->push_id, bulletin->channel, bulletin->day);

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const Reader reader = { clt_stmt_get_int (stmt, 0), clt_stmt_get_int (stmt, 1),
                              clt_stmt_get_int (stmt, 2) };

      g_array_append_val (readers, reader);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&readers);
}

/* @served: (out) FALSE: the gate says no by now. */
static gboolean
serve (CltConn *conn,
       const CltBulletin *bulletin,
       const Reader *reader,
       gboolean *served,
       GError **error)
{
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  g_autoptr (GError) refusal = NULL;

  delivery->client_id = reader->client_id;
  delivery->product_id = bulletin->product_id;
  delivery->push_item_id = reader->item_id;
  delivery->staff_id = reader->staff_id;
  delivery->day = bulletin->day;
  clt_set_str (&delivery->channel, bulletin->channel);
  *served = clt_delivery_save (conn, delivery, &refusal);
  if (*served)
    return TRUE;
  if (!g_error_matches (refusal, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  return clt_conn_run (conn, error, "UPDATE push_item SET state = 'dropped' WHERE id = ?", "i",
                       reader->item_id);
}

gboolean
clt_bulletin_publish (CltConn *conn,
                      const char *channel,
                      CltDay day,
                      guint *n,
                      guint *n_blocked,
                      GError **error)
{
  g_autoptr (GPtrArray) list = clt_bulletin_list (conn, channel, day, error);

  *n = *n_blocked = 0;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_autoptr (GArray) readers = load_readers (conn, list->pdata[i], error);

      if (readers == NULL)
        return FALSE;
      for (guint j = 0; j < readers->len; j++)
        {
          gboolean served;

          if (!serve (conn, list->pdata[i], &g_array_index (readers, Reader, j), &served, error))
            return FALSE;
          *(served ? n : n_blocked) += 1;
        }
    }
  return list != NULL;
}
