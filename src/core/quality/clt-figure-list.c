/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/clt-figure-list.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/quality/clt-contact.h"
#include "core/quality/clt-indicator-kinds.h"

/* What is kept of a member: enough to sort and to fill a row without computing again. */
typedef struct
{
  gint64 id;
  int order; /* by first account number */
  CltTier tier;
  gint64 amount[CLT_N_FIGURE_COLUMNS]; /* CLT_MONEY_NONE: unknown */
  char *account;
  char *pinyin; /* only when sorted by name */
} Member;

struct _CltFigureList
{
  gatomicrefcount ref_count;
  CltFigureQuestion question;

  GMutex mutex; /* guards what follows */
  GArray *members;
  GHashTable *by_id; /* id -> Member in members */
  CltFigureTotals totals;
};

static void
member_clear (gpointer data)
{
  Member *member = data;

  g_free (member->account);
  g_free (member->pinyin);
}

CltFigureList *
clt_figure_list_new (const CltFigureQuestion *question)
{
  CltFigureList *list = g_new0 (CltFigureList, 1);

  g_atomic_ref_count_init (&list->ref_count);
  list->question = *question;
  list->question.figure = g_strdup (question->figure);
  g_mutex_init (&list->mutex);
  return list;
}

CltFigureList *
clt_figure_list_ref (CltFigureList *list)
{
  g_atomic_ref_count_inc (&list->ref_count);
  return list;
}

void
clt_figure_list_unref (CltFigureList *list)
{
  if (!g_atomic_ref_count_dec (&list->ref_count))
    return;
  g_free (list->question.figure);
  g_clear_pointer (&list->members, g_array_unref);
  g_clear_pointer (&list->by_id, g_hash_table_unref);
  g_mutex_clear (&list->mutex);
  g_free (list);
}

const CltFigureQuestion *
clt_figure_list_get_question (const CltFigureList *list)
{
  return &list->question;
}

CltFigureRow *
clt_figure_row_ref (CltFigureRow *row)
{
  g_atomic_ref_count_inc (&row->ref_count);
  return row;
}

void
clt_figure_row_unref (CltFigureRow *row)
{
  if (!g_atomic_ref_count_dec (&row->ref_count))
    return;
  for (guint i = 0; i < CLT_N_FIGURE_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row);
}

/* The kind of the indicator @figure, or of that whose denominator it is; NULL: none. */
static const CltIndicatorKind *
find_kind (const char *figure, gboolean *denominator)
{
  g_autofree char *name = g_strdup (figure);

  *denominator = g_str_has_suffix (name, "/n");
  if (*denominator)
    name[strlen (name) - 2] = '\0';
  return clt_indicator_kind_find (name);
}

/* Whether a client may count several times. The rate by the thousand is of clients. */
static gboolean
counts_events (const char *figure)
{
  gboolean denominator;
  const CltIndicatorKind *kind = find_kind (figure, &denominator);

  return kind != NULL && kind->event != CLT_EVENT_NONE && !(denominator && kind->by_thousand);
}

CltFigureColumn
clt_figure_get_sum_column (const char *figure)
{
  if (counts_events (figure))
    return CLT_FIGURE_EVENTS;
  if (g_str_equal (figure, "equity"))
    return CLT_FIGURE_EQUITY;
  if (g_str_equal (figure, "retained") || g_str_equal (figure, "share"))
    return CLT_FIGURE_RETAINED;
  return CLT_N_FIGURE_COLUMNS;
}

gboolean
clt_figure_is_contact (const char *figure)
{
  return g_str_equal (figure, "contact") || g_str_equal (figure, "contact_overdue");
}

gboolean
clt_figure_has_column (const char *figure, CltFigureColumn column)
{
  gboolean of_contact = clt_figure_is_contact (figure);
  gboolean of_loss = g_str_has_prefix (figure, "loss");

  switch (column)
    {
    case CLT_FIGURE_EQUITY:
      return !of_contact;
    case CLT_FIGURE_RETAINED:
      return !of_contact && !of_loss;
    case CLT_FIGURE_NET_PL:
      return of_loss;
    case CLT_FIGURE_GAP:
    case CLT_FIGURE_OVERDUE:
      return of_contact;
    case CLT_FIGURE_EVENTS:
      return counts_events (figure);
    case CLT_FIGURE_ACCOUNT:
    case CLT_FIGURE_NAME:
    case CLT_FIGURE_TIER:
      return TRUE;
    case CLT_FIGURE_COMMISSION:
    case CLT_N_FIGURE_COLUMNS:
    default:
      return FALSE;
    }
}

CltFigureColumn
clt_figure_get_sort (const char *figure, gboolean *descending)
{
  CltFigureColumn sum = clt_figure_get_sum_column (figure);

  *descending = TRUE;
  if (g_str_equal (figure, "contact_overdue"))
    return CLT_FIGURE_OVERDUE;
  if (clt_figure_is_contact (figure))
    return CLT_FIGURE_GAP;
  if (sum != CLT_N_FIGURE_COLUMNS)
    return sum;
  *descending = FALSE;
  return CLT_FIGURE_ACCOUNT;
}

const char *
clt_figure_column_get_title (CltFigureColumn column)
{
  static const char *const titles[] = {
    N_ ("Account"),    N_ ("Name"),       N_ ("Tier"),       N_ ("Equity"),
    N_ ("Retained"),   N_ ("Commission"), N_ ("Net Result"), N_ ("Days Since Contact"),
    N_ ("Overdue By"), N_ ("Times"),
  };

  g_return_val_if_fail (column < CLT_N_FIGURE_COLUMNS, "");

  return _ (titles[column]);
}

/* ---- who is a member ---------------------------------------------------------------------- */

typedef struct
{
  const CltFigureQuestion *question;
  const CltMeasures *measures;
  CltContacts *contacts;        /* of a figure about them; owned by load_locked() */
  const CltIndicatorKind *kind; /* of an indicator */
  gboolean denominator;
  CltTier *tiers_from; /* of a migration; owned by load_locked() */
  CltTier *tiers_to;
} Test;

static gboolean
prepare_test (Test *test, CltConn *conn, GError **error)
{
  const CltFigureQuestion *question = test->question;
  CltPopulation *population = test->measures->population;
  const char *name = question->figure;

  if (clt_figure_is_contact (name))
    {
      test->contacts = clt_contacts_load (conn, question->to, error);
      return test->contacts != NULL;
    }
  if (g_str_equal (name, "migration"))
    {
      test->tiers_from = g_new (CltTier, MAX (population->n, 1));
      test->tiers_to = g_new (CltTier, MAX (population->n, 1));
      return clt_population_get_tiers (population, conn, question->from - 1, test->tiers_from,
                                       error) &&
             clt_population_get_tiers (population, conn, question->to, test->tiers_to, error);
    }
  test->kind = find_kind (name, &test->denominator);
  return TRUE;
}

/* (nullable) */
static const CltContact *
find_contact (const Test *test, int person)
{
  return test->contacts == NULL
           ? NULL
           : clt_contacts_find (test->contacts, test->measures->population->people[person].id);
}

/* What the client adds to the figure of an indicator. */
static gint64
count_in (const Test *test, const CltMeasure *m)
{
  return test->denominator ? test->kind->denominator (m) : test->kind->numerator (m);
}

/* Sets @tier to that by which the figure counts the client. */
static gboolean
is_member (const Test *test, int person, CltTier *tier)
{
  const CltMeasure *m = &test->measures->clients[person];
  const char *figure = test->question->figure;

  if (test->contacts != NULL)
    {
      const CltContact *contact = find_contact (test, person);

      *tier = m->tier_end;
      return contact != NULL &&
             (g_str_equal (figure, "contact") || clt_contact_is_overdue (contact));
    }
  if (test->kind != NULL)
    {
      *tier = test->kind->basis == CLT_BASIS_FLOW ? m->tier_first : m->tier_end;
      return count_in (test, m) != 0;
    }
  if (test->tiers_from != NULL)
    {
      *tier = test->tiers_from[person];
      return m->at_start &&
             clt_population_has (test->measures->population, person, test->question->to) &&
             (test->question->tier_to < 0 ||
              test->tiers_to[person] == (CltTier) test->question->tier_to);
    }
  if (g_str_equal (figure, "retained") || g_str_equal (figure, "share"))
    {
      *tier = m->tier_first;
      return m->retained != 0;
    }
  *tier = m->tier_end;
  return m->at_end;
}

/* ---- loading ------------------------------------------------------------------------------ */

static void
add_member (CltFigureList *list, const Test *test, int person, CltTier tier)
{
  const CltMeasures *measures = test->measures;
  const CltMeasure *m = &measures->clients[person];
  const CltContact *contact = find_contact (test, person);
  Member member = { 0 };

  member.id = measures->population->people[person].id;
  member.order = person;
  member.tier = tier;
  member.account = g_strdup (measures->population->people[person].account);
  for (guint i = 0; i < CLT_N_FIGURE_COLUMNS; i++)
    member.amount[i] = CLT_MONEY_NONE;
  if (m->end.known && m->at_end)
    member.amount[CLT_FIGURE_EQUITY] = m->end.equity;
  member.amount[CLT_FIGURE_RETAINED] = m->retained;
  member.amount[CLT_FIGURE_COMMISSION] = m->commission;
  if (m->loss == CLT_LOSS_COUNTED)
    member.amount[CLT_FIGURE_NET_PL] = m->net_pl;
  if (contact != NULL)
    member.amount[CLT_FIGURE_GAP] = contact->gap;
  if (contact != NULL && clt_contact_has_cadence (contact))
    member.amount[CLT_FIGURE_OVERDUE] = contact->overdue;
  if (test->kind != NULL)
    {
      member.amount[CLT_FIGURE_EVENTS] = count_in (test, m);
      list->totals.events += count_in (test, m);
    }
  list->totals.count++;
  list->totals.equity += m->end.known && m->at_end ? m->end.equity : 0;
  list->totals.retained += m->retained;
  list->totals.commission += m->commission;
  list->totals.net_pl += m->loss == CLT_LOSS_COUNTED ? m->net_pl : 0;
  g_array_append_val (list->members, member);
}

static int
compare_tiers (CltTier a, CltTier b)
{
  return (a > b) - (a < b);
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Member *first = a, *second = b;
  const CltFigureQuestion *question = user_data;
  int order;

  switch (question->sort)
    {
    case CLT_FIGURE_ACCOUNT:
      order = first->order - second->order;
      break;
    case CLT_FIGURE_NAME:
      order = g_strcmp0 (first->pinyin, second->pinyin);
      break;
    case CLT_FIGURE_TIER:
      order = compare_tiers (first->tier, second->tier);
      break;
    case CLT_FIGURE_EQUITY:
    case CLT_FIGURE_RETAINED:
    case CLT_FIGURE_COMMISSION:
    case CLT_FIGURE_NET_PL:
    case CLT_FIGURE_GAP:
    case CLT_FIGURE_OVERDUE:
    case CLT_FIGURE_EVENTS:
    case CLT_N_FIGURE_COLUMNS:
    default:
      order = (first->amount[question->sort] > second->amount[question->sort]) -
              (first->amount[question->sort] < second->amount[question->sort]);
      break;
    }
  if (question->descending)
    order = -order;
  return order != 0 ? order : first->order - second->order;
}

static gboolean
load_pinyin (CltFigureList *list, CltConn *conn, GError **error)
{
  for (guint i = 0; i < list->members->len; i++)
    {
      Member *member = &g_array_index (list->members, Member, i);
      CltStmt *stmt =
        clt_conn_query (conn, error, "SELECT pinyin FROM search_key WHERE client_id = ?1", "i",
                        member->id);
      CltStep step = stmt != NULL ? clt_stmt_step (stmt, error) : CLT_STEP_ERROR;

      if (step == CLT_STEP_ERROR)
        return FALSE;
      member->pinyin = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
      clt_stmt_reset (stmt);
    }
  return TRUE;
}

static double
get_median_gap (const CltFigureList *list)
{
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < list->members->len; i++)
    {
      const Member *member = &g_array_index (list->members, Member, i);
      int gap = (int) member->amount[CLT_FIGURE_GAP];

      if (member->amount[CLT_FIGURE_GAP] != CLT_MONEY_NONE)
        g_array_append_val (gaps, gap);
    }
  return clt_contact_get_median (gaps);
}

static gboolean
load_locked (CltFigureList *list, CltConn *conn, GError **error)
{
  const CltFigureQuestion *question = &list->question;
  g_autoptr (CltMeasures) measures =
    clt_measures_compute (conn, question->from, question->to, error);
  g_autofree CltTier *tiers_from = NULL;
  g_autofree CltTier *tiers_to = NULL;
  g_autoptr (CltContacts) contacts = NULL;
  Test test = { question, measures };
  gboolean prepared;

  if (measures == NULL)
    return FALSE;
  prepared = prepare_test (&test, conn, error);
  contacts = test.contacts;
  tiers_from = test.tiers_from;
  tiers_to = test.tiers_to;
  if (!prepared)
    return FALSE;
  for (int i = 0; i < measures->population->n; i++)
    {
      CltTier tier;

      if (is_member (&test, i, &tier) && (question->tier < 0 || tier == (CltTier) question->tier))
        add_member (list, &test, i, tier);
    }
  list->totals.gap = get_median_gap (list);
  if (question->sort == CLT_FIGURE_NAME && !load_pinyin (list, conn, error))
    return FALSE;
  g_array_sort_with_data (list->members, compare_members, &list->question);
  return TRUE;
}

GArray *
clt_figure_list_load (CltFigureList *list, CltConn *conn, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&list->mutex);

  g_clear_pointer (&list->members, g_array_unref);
  g_clear_pointer (&list->by_id, g_hash_table_unref);
  list->members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_array_set_clear_func (list->members, member_clear);
  list->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  memset (&list->totals, 0, sizeof list->totals);
  if (!load_locked (list, conn, error))
    return NULL;
  for (guint i = 0; i < list->members->len; i++)
    {
      Member *member = &g_array_index (list->members, Member, i);

      g_hash_table_insert (list->by_id, &member->id, member);
      g_array_append_val (ids, member->id);
    }
  return g_steal_pointer (&ids);
}

static char *
dup_name (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error, "SELECT name FROM client WHERE id = ?1", "i", id);
  CltStep step = stmt != NULL ? clt_stmt_step (stmt, error) : CLT_STEP_ERROR;

  char *name;

  if (step == CLT_STEP_ERROR)
    return NULL;
  name = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
  clt_stmt_reset (stmt);
  return name;
}

static char *
format_amount (CltFigureColumn column, gint64 amount)
{
  if (column < CLT_FIGURE_GAP || amount == CLT_MONEY_NONE)
    return clt_money_format (amount);
  return clt_count_format (amount);
}

static CltFigureRow *
row_new (const Member *member, CltConn *conn, GError **error)
{
  g_autofree char *name = dup_name (conn, member->id, error);
  CltFigureRow *row;

  if (name == NULL)
    return NULL;
  row = g_new0 (CltFigureRow, 1);
  g_atomic_ref_count_init (&row->ref_count);
  row->id = member->id;
  row->tier = member->tier;
  row->cell[CLT_FIGURE_ACCOUNT] = g_strdup (member->account);
  row->cell[CLT_FIGURE_NAME] = g_steal_pointer (&name);
  row->cell[CLT_FIGURE_TIER] = g_strdup (clt_tier_get_label (member->tier));
  memcpy (row->amount, member->amount, sizeof row->amount);
  for (guint i = CLT_FIGURE_EQUITY; i < CLT_N_FIGURE_COLUMNS; i++)
    row->cell[i] = format_amount (i, member->amount[i]);
  return row;
}

GPtrArray *
clt_figure_list_get_rows (CltFigureList *list,
                          CltConn *conn,
                          const gint64 *ids,
                          guint n_ids,
                          GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_figure_row_unref);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&list->mutex);

  for (guint i = 0; i < n_ids; i++)
    {
      const Member *member =
        list->by_id != NULL ? g_hash_table_lookup (list->by_id, &ids[i]) : NULL;
      CltFigureRow *row;

      if (member == NULL)
        {
          g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                               _ ("This client is no longer in the list"));
          return NULL;
        }
      row = row_new (member, conn, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

void
clt_figure_list_get_totals (CltFigureList *list, CltFigureTotals *totals)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&list->mutex);

  *totals = list->totals;
}
