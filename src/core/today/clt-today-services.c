/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the services ask of the day. Work that stands in somebody's name is told to him; a manager's
 * desk sees all of it. */
#include "core/today/clt-today-private.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-ledger.h"
#include "core/delivery/clt-appointment.h"
#include "core/delivery/clt-outbox.h"

/* How far ahead the end of a product's version is told. */
#define EXPIRY_DAYS 30
/* How far ahead visits are told. */
#define VISIT_DAYS 7

/* Pushes */

/* One line a push: what is to be released, by whose hand it goes out. */
gboolean
clt_today_add_pushes (CltTodayList *list, GError **error)
{
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (list->conn, error,
                    "SELECT p.id, p.name, count(*), sum(i.day < ?1), min(i.day) FROM push_item i"
                    " JOIN push p ON p.id = i.push_id WHERE i.state IN ('planned', 'queued') AND "
                    "i.state = 'planned'"
                    " AND i.day <= ?1 AND p.state IN ('planned', 'active')"
                    " AND (?2 = 0 OR i.specialist_id = ?2 OR i.adviser_id = ?2) GROUP BY p.id",
                    "ii", (gint64) list->today, list->staff_id);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0), n = clt_stmt_get_int (stmt, 2);
      /* Translators: a push's name, a number. */
      char *due = g_strdup_printf (ngettext ("“%s”: %d delivery is due",
                                             "“%s”: %d deliveries are due", (gulong) n),
                                   clt_stmt_get_text (stmt, 1), (int) n);
      CltTodayItem *item =
        clt_today_add (list, "push", g_strdup_printf ("push:%" G_GINT64_FORMAT, id),
                       clt_today_format_due (due, clt_stmt_get_int (stmt, 3)), 0,
                       clt_stmt_get_day (stmt, 4));

      item->command = g_strdup_printf ("push.show(int64 %" G_GINT64_FORMAT ")", id);
    }
  return step == CLT_STEP_DONE;
}

/* Messages */

static void
add_messages (CltTodayList *list, const char *key, char *title)
{
  clt_today_add (list, "message", g_strdup (key), title, 0, list->today)->command =
    g_strdup ("services.show-tab('outbox')");
}

gboolean
clt_today_add_messages (CltTodayList *list, GError **error)
{
  gboolean running = clt_outbox_is_open (list->conn);
  gint64 unknown, waiting;
  CltStep step;
  /* the index holds all that is read of a message: its text is not */
  CltStmt *stmt = clt_conn_query (
    list->conn, error,
    "SELECT total (s.state = 'unknown' OR (s.state = 'sending' AND ?3 = 0)),"
    " total (s.state IS NULL OR s.state = 'retry') FROM message m INDEXED BY message_client"
    " LEFT JOIN message_state s ON s.message_id = m.id JOIN search_key k ON k.client_id = "
    "m.client_id"
    " WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM assignment n WHERE n.client_id = k.client_id"
    " AND n.staff_id = ?2 AND n.valid_from <= ?1 AND (n.valid_to IS NULL OR n.valid_to >= ?1))",
    "iii", (gint64) list->today, list->staff_id, (gint64) running);

  step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ERROR)
    return FALSE;
  unknown = clt_stmt_get_int (stmt, 0);
  waiting = clt_stmt_get_int (stmt, 1);
  clt_stmt_reset (stmt);
  if (unknown > 0)
    add_messages (
      list, "messages:unknown",
      /* Translators: %d is a number of messages. */
      g_strdup_printf (ngettext ("%d message may or may not have gone out: please check.",
                                 "%d messages may or may not have gone out: please check.",
                                 (gulong) unknown),
                       (int) unknown));
  if (waiting > 0)
    add_messages (list, "messages:waiting",
                  /* Translators: %d is a number of messages. */
                  g_strdup_printf (ngettext ("%d message waits to be sent.",
                                             "%d messages wait to be sent.", (gulong) waiting),
                                   (int) waiting));
  return TRUE;
}

/* Visits */

/* Visits are few, and each has its hour. */
gboolean
clt_today_add_visits (CltTodayList *list, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    list->conn, error,
    "SELECT a.id, a.client_id, c.name, a.subject, a.starts, (a.starts + 28800) / 86400"
    " FROM appointment a JOIN client c ON c.id = a.client_id WHERE a.state = 'planned'"
    " AND a.starts < (?1 + ?3 + 1) * 86400 - 28800 AND (?2 = 0 OR a.staff_id = ?2)",
    "iii", (gint64) list->today, list->staff_id, (gint64) VISIT_DAYS);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      g_autofree char *at = clt_instant_format (clt_stmt_get_int (stmt, 4));
      CltDay day = clt_stmt_get_day (stmt, 5);

      clt_today_add (list, "visit",
                     g_strdup_printf ("visit:%" G_GINT64_FORMAT, clt_stmt_get_int (stmt, 0)),
                     day < list->today
                       /* Translators: a name, a date and time, a subject. */
                       ? g_strdup_printf (_ ("%s: was the visit of %s held? (%s)"),
                                          clt_stmt_get_text (stmt, 2), at,
                                          clt_stmt_get_text (stmt, 3))
                       /* Translators: a name, a date and time, a subject. */
                       : g_strdup_printf (_ ("%s: visit at %s (%s)"), clt_stmt_get_text (stmt, 2),
                                          at, clt_stmt_get_text (stmt, 3)),
                     clt_stmt_get_int (stmt, 1), day);
    }
  return step == CLT_STEP_DONE;
}

/* Debts */

/* What a period that is over has left open: the running one is not yet a debt. */
gboolean
clt_today_add_debts (CltTodayList *list, GError **error)
{
  g_autoptr (GPtrArray) debts = NULL;
  g_autoptr (GHashTable) clients = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree char *who = NULL;
  CltTodayItem *item;
  gint64 open = 0;

  debts = clt_ledger_debts (list->conn, 0, -1, list->today, 1, error);
  if (debts == NULL)
    return FALSE;
  for (guint i = 0; i < debts->len; i++)
    {
      CltDebt *debt = debts->pdata[i];
      gboolean own;

      if (debt->last >= list->today)
        continue;
      /* the ledger tells only of clients who are here */
      own = list->staff_id == 0;
      if (!own && !clt_today_is_own_client (list, debt->client_id, &own, error))
        return FALSE;
      if (!own)
        continue;
      open += debt->outstanding;
      g_hash_table_add (clients, &debt->client_id);
    }
  if (open == 0)
    return TRUE;
  /* Translators: %u is a number of clients. */
  who = g_strdup_printf (ngettext ("%u client is", "%u clients are", g_hash_table_size (clients)),
                         g_hash_table_size (clients));
  item = clt_today_add (
    list, "debt", g_strdup ("debts"),
    /* Translators: "12 clients are", a number. */
    g_strdup_printf (ngettext ("%s still owed %d delivery of a period that is over.",
                               "%s still owed %d deliveries of a period that is over.",
                               (gulong) open),
                     who, (int) open),
    0, clt_month_last_day (clt_day_get_month (list->today)));
  item->clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < debts->len; i++)
    {
      const CltDebt *debt = debts->pdata[i];

      if (g_hash_table_remove (clients, &debt->client_id))
        g_array_append_val (item->clients, debt->client_id);
    }
  return TRUE;
}

/* Products */

/* A version that ends and has no successor, and drafts. To a desk only the products that it owns. */
gboolean
clt_today_add_versions (CltTodayList *list, GError **error)
{
  CltStep step;
  CltStmt *stmt = clt_conn_query (
    list->conn, error,
    "SELECT v.id, v.product_id, v.name, v.state = 'draft', v.valid_to FROM product_version v"
    " JOIN product p ON p.id = v.product_id WHERE p.archived = 0 AND (?2 = 0 OR p.owner_id = ?2)"
    " AND (v.state = 'draft' OR (v.state = 'approved' AND v.valid_to BETWEEN ?1 AND ?1 + ?3"
    " AND NOT EXISTS (SELECT 1 FROM product_version l WHERE l.product_id = v.product_id"
    " AND l.state = 'approved' AND l.valid_from > v.valid_from)))",
    "iii", (gint64) list->today, list->staff_id, (gint64) EXPIRY_DAYS);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gboolean draft = clt_stmt_get_int (stmt, 3) != 0;
      const char *name = clt_stmt_get_text (stmt, 2);
      CltDay last = clt_stmt_get_day (stmt, 4);
      g_autofree char *date = clt_day_format (last);
      CltTodayItem *item =
        clt_today_add (list, "product",
                       g_strdup_printf ("version:%" G_GINT64_FORMAT, clt_stmt_get_int (stmt, 0)),
                       draft /* Translators: %s is a product. */
                         ? g_strdup_printf (_ ("“%s” waits for approval."), name)
                         /* Translators: a product, a date. */
                         : g_strdup_printf (_ ("“%s” is in force until %s, and nothing follows."),
                                            name, date),
                       0, draft ? list->today : last);

      item->command =
        g_strdup_printf ("catalogue.show(int64 %" G_GINT64_FORMAT ")", clt_stmt_get_int (stmt, 1));
    }
  return step == CLT_STEP_DONE;
}

/* Studies */

/* To whoever may review: a manager's desk and the advisers, but never the author. */
gboolean
clt_today_add_studies (CltTodayList *list, GError **error)
{
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (list->conn, error,
                    "SELECT v.id, coalesce (s.client_id, 0), s.title, a.name FROM study_version v"
                    " JOIN study s ON s.id = v.study_id JOIN staff a ON a.id = s.author_id"
                    " WHERE v.state = 'review' AND (?1 = 0 OR (s.author_id <> ?1 AND EXISTS"
                    " (SELECT 1 FROM staff r WHERE r.id = ?1 AND r.role = 'adviser')))",
                    "i", list->staff_id);

  if (stmt == NULL)
    return FALSE;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    clt_today_add (list, "study",
                   g_strdup_printf ("study:%" G_GINT64_FORMAT, clt_stmt_get_int (stmt, 0)),
                   /* Translators: a title, its author. */
                   g_strdup_printf (_ ("“%s” by %s waits for review."), clt_stmt_get_text (stmt, 2),
                                    clt_stmt_get_text (stmt, 3)),
                   clt_stmt_get_int (stmt, 1), list->today)
      ->command = g_strdup ("services.show-tab('research')");
  return step == CLT_STEP_DONE;
}
