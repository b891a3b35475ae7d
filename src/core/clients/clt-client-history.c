/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client.h"

#include <string.h>

#include "core/base/clt-i18n.h"

/* Dated rows stand at noon of their day in the branch's time zone. */
#define NOON(day) ((gint64) (day) *86400 + 4 * 3600)

void
clt_timeline_item_free (CltTimelineItem *item)
{
  g_free (item->title);
  g_free (item->who);
  g_free (item);
}

static void
add_item (GPtrArray *items,
          gint64 at,
          const char *kind,
          char *title,
          const char *who,
          gint64 action)
{
  CltTimelineItem *item = g_new (CltTimelineItem, 1);

  *item = (CltTimelineItem){ at, kind, title, g_strdup (who), action };
  g_ptr_array_add (items, item);
}

/* One kind of line: the rows of a query on one client, and the sentence that each becomes. */
typedef struct
{
  const char *sql; /* column 0 is the day; ?1 the client */
  void (*add) (GPtrArray *items, CltStmt *stmt);
} TimelineSource;

static void
add_spell (GPtrArray *items, CltStmt *stmt)
{
  CltDay closed = clt_stmt_get_day (stmt, 1);
  const char *reason = clt_stmt_get_text (stmt, 2);

  add_item (items, NOON (clt_stmt_get_int (stmt, 0)), "opened", g_strdup (_ ("Account opened")), "",
            0);
  if (closed == CLT_DAY_NONE)
    return;
  if (g_str_equal (reason, "transferred"))
    add_item (items, NOON (closed), "closed", g_strdup (_ ("Transferred to another branch")), "",
              0);
  else if (g_str_equal (reason, "non_service"))
    add_item (items, NOON (closed), "closed",
              g_strdup (_ ("Account closed: death or order of the law")), "", 0);
  else
    add_item (items, NOON (closed), "closed", g_strdup (_ ("Account closed")), "", 0);
}

static void
add_tier (GPtrArray *items, CltStmt *stmt)
{
  const char *tier = clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, 1));
  const char *move = clt_stmt_get_text (stmt, 2);
  char *title;

  if (g_str_equal (move, "up"))
    /* Translators: %s is a tier, e.g. “Major”. */
    title = g_strdup_printf (_ ("Risen to tier %s"), tier);
  else if (g_str_equal (move, "down"))
    /* Translators: %s is a tier, e.g. “Major”. */
    title = g_strdup_printf (_ ("Fallen to tier %s"), tier);
  else
    /* Translators: %s is a tier, e.g. “Major”. */
    title = g_strdup_printf (_ ("First rated: tier %s"), tier);
  add_item (items, NOON (clt_stmt_get_int (stmt, 0)), "tier", title, "", 0);
}

static void
add_override (GPtrArray *items, CltStmt *stmt)
{
  g_autofree char *last = clt_day_format (clt_stmt_get_day (stmt, 2));

  add_item (items, NOON (clt_stmt_get_int (stmt, 0)), "override",
            /* Translators: a tier, the last day (2026-11-18), the reason somebody wrote. */
            g_strdup_printf (_ ("Tier %s by hand until %s: %s"),
                             clt_tier_get_label ((CltTier) clt_stmt_get_int (stmt, 1)), last,
                             clt_stmt_get_text (stmt, 3)),
            clt_stmt_get_text (stmt, 4), 0);
}

static void
add_grade (GPtrArray *items, CltStmt *stmt)
{
  const char *level = clt_stmt_get_text (stmt, 1);
  char *title = clt_stmt_get_int (stmt, 2)
                  /* Translators: %s is a grade, C1 … C5. */
                  ? g_strdup_printf (_ ("Risk grade %s, lowest class"), level)
                  /* Translators: %s is a grade, C1 … C5. */
                  : g_strdup_printf (_ ("Risk grade %s"), level);

  add_item (items, NOON (clt_stmt_get_int (stmt, 0)), "grade", title, "", 0);
}

static void
add_consent (GPtrArray *items, CltStmt *stmt)
{
  static const struct
  {
    const char *channel, *given, *withdrawn;
  } sentences[] = {
    { "sms", N_ ("Agreed to SMS"), N_ ("Refused SMS") },
    { "email", N_ ("Agreed to e-mail"), N_ ("Refused e-mail") },
    { "phone", N_ ("Agreed to calls"), N_ ("Refused calls") },
  };
  const char *channel = clt_stmt_get_text (stmt, 1);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (channel, sentences[i].channel))
      add_item (items, NOON (clt_stmt_get_int (stmt, 0)), "consent",
                g_strdup (g_dgettext (GETTEXT_PACKAGE, clt_stmt_get_int (stmt, 2)
                                                         ? sentences[i].given
                                                         : sentences[i].withdrawn)),
                "", 0);
}

static void
add_assignment (GPtrArray *items, CltStmt *stmt)
{
  static const struct
  {
    const char *relation, *begins;
  } sentences[] = {
    /* Translators: in these five %s is a name. */
    { "service", N_ ("In the care of specialist %s") },
    { "adviser", N_ ("Advised by %s") },
    { "development", N_ ("Won by %s") },
    { "maintenance", N_ ("Kept by %s") },
    { "introducer", N_ ("Introduced by %s") },
  };
  const char *relation = clt_stmt_get_text (stmt, 1);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (relation, sentences[i].relation))
      {
        g_auto (GStrv) parts =
          g_strsplit (g_dgettext (GETTEXT_PACKAGE, sentences[i].begins), "%s", 2);

        add_item (items, NOON (clt_stmt_get_int (stmt, 0)), "assignment",
                  g_strjoinv (clt_stmt_get_text (stmt, 2), parts), "", 0);
      }
}

static void
add_delivery (GPtrArray *items, CltStmt *stmt)
{
  add_item (items, clt_stmt_get_int (stmt, 0), "delivery",
            /* Translators: a product's name. */
            g_strdup_printf (_ ("Received “%s”"), clt_stmt_get_text (stmt, 1)),
            clt_stmt_get_text (stmt, 2), 0);
}

/* The outcome's own words are those of a layer above; whether it reached the client is enough here. */
static void
add_contact (GPtrArray *items, CltStmt *stmt)
{
  static const struct
  {
    const char *medium, *out, *in;
  } titles[] = {
    { "phone", N_ ("Called"), N_ ("Call from the client") },
    { "onsite", N_ ("Visited"), N_ ("Visit of the client") },
    { "", N_ ("Contacted"), N_ ("Contact by the client") },
  };
  const char *topic = clt_stmt_get_text (stmt, 5), *note = clt_stmt_get_text (stmt, 6);
  gboolean reached = clt_stmt_get_int (stmt, 4) != 0;
  gboolean in = g_str_equal (clt_stmt_get_text (stmt, 3), "in");
  const char *title;
  guint i = 0;

  while (*titles[i].medium != '\0' && !g_str_equal (titles[i].medium, clt_stmt_get_text (stmt, 2)))
    i++;
  title = reached ? g_dgettext (GETTEXT_PACKAGE, in ? titles[i].in : titles[i].out)
                  : _ ("Called in vain");
  add_item (items,
            clt_stmt_is_null (stmt, 1) ? NOON (clt_stmt_get_int (stmt, 0))
                                       : clt_stmt_get_int (stmt, 1),
            "contact",
            *topic == '\0' && *note == '\0'
              ? g_strdup (title)
              /* Translators: “Called”, and what it was about. */
              : g_strdup_printf (_ ("%s: %s"), title, *topic != '\0' ? topic : note),
            clt_stmt_get_text (stmt, 7), 0);
}

static void
add_bounce (GPtrArray *items, CltStmt *stmt)
{
  add_item (items, clt_stmt_get_int (stmt, 0), "bounced",
            /* Translators: the words of a mail server. */
            g_strdup_printf (_ ("E-mail address refused: %s"), clt_stmt_get_text (stmt, 1)), "", 0);
}

static void
add_action (GPtrArray *items, CltStmt *stmt)
{
  const char *name = clt_stmt_get_text (stmt, 1), *detail = clt_stmt_get_text (stmt, 2);
  gboolean import = g_str_has_prefix (name, "import.");
  const char *label = clt_action_get_label (name);

  add_item (items, clt_stmt_get_int (stmt, 0), import ? "import" : "edit",
            import && *detail != '\0' ? g_strdup_printf ("%s: %s", label, detail)
                                      : g_strdup (label),
            clt_stmt_get_text (stmt, 3), clt_stmt_get_int (stmt, 4));
}

static const TimelineSource sources[] = {
  { "SELECT opened, closed, reason FROM spell WHERE client_id = ?1", add_spell },
  { "SELECT valid_from, tier, move FROM tier_history WHERE client_id = ?1", add_tier },
  { "SELECT valid_from, tier, valid_to, reason, approver FROM tier_override WHERE client_id = ?1",
    add_override },
  { "SELECT assessed, level, lowest FROM grade WHERE client_id = ?1", add_grade },
  { "SELECT valid_from, channel, given FROM consent WHERE client_id = ?1", add_consent },
  { "SELECT n.valid_from, n.relation, s.name FROM assignment n JOIN staff s ON s.id = n.staff_id"
    " WHERE n.client_id = ?1",
    add_assignment },
  { "SELECT d.at, v.name, coalesce(s.name, '') FROM delivery d JOIN product_version v"
    " ON v.id = d.version_id LEFT JOIN staff s ON s.id = d.staff_id WHERE d.client_id = ?1",
    add_delivery },
  { "SELECT s.at, s.answer FROM message m JOIN message_state s ON s.message_id = m.id"
    " WHERE m.client_id = ?1 AND s.state = 'bounced'",
    add_bounce },
  { "SELECT t.day, t.at, h.medium, t.direction, t.outcome IN ('', 'complete', 'broken', 'declined',"
    " 'later'), t.topic, t.note, coalesce(s.name, '') FROM contact t JOIN channel h"
    " ON h.key = t.channel LEFT JOIN staff s ON s.id = t.staff_id WHERE t.client_id = ?1",
    add_contact },
  /* what touched the record itself or its tags and extra fields; keys of those start with the
   * client's */
  { "SELECT DISTINCT a.at, a.name, a.detail, a.who, a.id FROM action_row r"
    " JOIN action a ON a.id = r.action WHERE a.undone = 0"
    " AND ((r.tbl = 'client' AND r.key = cast (?1 AS TEXT))"
    " OR (r.tbl IN ('client_tag', 'client_extra') AND r.key > cast (?1 AS TEXT) || char (31)"
    " AND r.key < cast (?1 AS TEXT) || char (32)))",
    add_action },
};

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CltTimelineItem *x = *(CltTimelineItem *const *) a, *y = *(CltTimelineItem *const *) b;

  if (x->at != y->at)
    return x->at < y->at ? 1 : -1;
  return x->action < y->action ? 1 : x->action > y->action ? -1 : strcmp (x->kind, y->kind);
}

GPtrArray *
clt_client_timeline (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_timeline_item_free);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      CltStmt *stmt = clt_conn_query (conn, error, sources[i].sql, "i", id);
      CltStep step;

      if (stmt == NULL)
        return NULL;
      while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
        sources[i].add (items, stmt);
      if (step == CLT_STEP_ERROR)
        return NULL;
    }
  g_ptr_array_sort (items, compare_items);
  return g_steal_pointer (&items);
}

/* Equity
 *
 * The facts are stored by day, so a client's history is one look-up a day (2 µs). The months of
 * account_month say on which days an account has rows at all. */

typedef struct
{
  CltDay day;
  gint64 equity;
  guint account; /* index */
} Fact;

static gboolean
read_days (CltConn *conn,
           gint64 account,
           guint index,
           CltDay from,
           CltDay to,
           GArray *facts,
           GError **error)
{
  CltStmt *stmt =
    clt_conn_prepare (conn, "SELECT equity FROM funds_daily WHERE day = ? AND account_id = ?",
                      error);

  if (stmt == NULL)
    return FALSE;
  clt_stmt_bind_int (stmt, 2, account);
  for (CltDay day = from; day <= to; day++)
    {
      CltStep step;

      clt_stmt_bind_int (stmt, 1, day);
      step = clt_stmt_step (stmt, error);
      if (step == CLT_STEP_ROW)
        {
          Fact fact = { day, clt_stmt_get_int (stmt, 0), index };

          g_array_append_val (facts, fact);
          step = clt_stmt_step (stmt, error); /* to the end: the bindings stay */
        }
      if (step == CLT_STEP_ERROR)
        return FALSE;
    }
  clt_stmt_reset (stmt);
  return TRUE;
}

static gboolean
read_account (CltConn *conn,
              gint64 account,
              guint index,
              CltDay from,
              CltDay to,
              GArray *facts,
              GError **error)
{
  for (int month = clt_day_get_month (from); month <= clt_day_get_month (to); month++)
    {
      CltStmt *stmt = clt_conn_query (conn, error,
                                      "SELECT first_day, last_day FROM account_month"
                                      " WHERE month = ? AND account_id = ? AND rows > 0",
                                      "ii", (gint64) month, account);
      CltDay first, last;
      CltStep step;

      if (stmt == NULL || (step = clt_stmt_step (stmt, error)) == CLT_STEP_ERROR)
        return FALSE;
      if (step == CLT_STEP_DONE)
        continue;
      first = MAX (clt_stmt_get_day (stmt, 0), from);
      last = MIN (clt_stmt_get_day (stmt, 1), to);
      clt_stmt_reset (stmt);
      if (!read_days (conn, account, index, first, last, facts, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const Fact *x = a, *y = b;

  return x->day != y->day ? x->day - y->day : (int) x->account - (int) y->account;
}

/* Sums the accounts day by day; one without a row on a day keeps its last equity. */
static GArray *
sum_accounts (const GArray *facts, guint n_accounts)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (CltEquityPoint));
  g_autofree gint64 *equity = g_new0 (gint64, n_accounts);

  for (guint i = 0; i < facts->len; i++)
    {
      const Fact *fact = &g_array_index (facts, Fact, i);
      CltEquityPoint point = { fact->day, 0 };

      equity[fact->account] = fact->equity;
      if (i + 1 < facts->len && g_array_index (facts, Fact, i + 1).day == fact->day)
        continue;
      for (guint j = 0; j < n_accounts; j++)
        point.equity += equity[j];
      g_array_append_val (points, point);
    }
  return points;
}

static GArray *
list_accounts (CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GArray) accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT id FROM account WHERE client_id = ? ORDER BY id", "i", id);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 account = clt_stmt_get_int (stmt, 0);

      g_array_append_val (accounts, account);
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&accounts);
}

GArray *
clt_client_equity (CltConn *conn, gint64 id, CltDay from, CltDay to, GError **error)
{
  g_autoptr (GArray) accounts = list_accounts (conn, id, error);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  gint64 first, last;

  if (accounts == NULL ||
      !clt_conn_get_int (conn, &first, 0, error, "SELECT min(month) FROM account_month", "") ||
      !clt_conn_get_int (conn, &last, -1, error, "SELECT max(month) FROM account_month", ""))
    return NULL;
  from = MAX (from, clt_month_first_day ((int) first));
  to = MIN (to, clt_month_last_day ((int) last));
  for (guint i = 0; i < accounts->len; i++)
    if (!read_account (conn, g_array_index (accounts, gint64, i), i, from, to, facts, error))
      return NULL;
  if (accounts->len > 1)
    g_array_sort (facts, compare_facts);
  return sum_accounts (facts, accounts->len);
}
