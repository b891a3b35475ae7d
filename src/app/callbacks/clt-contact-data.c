/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-contact-data.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-call.h"
#include "core/people/clt-staff.h"

CltContactQuery
clt_contact_question_get_query (const CltContactQuestion *question)
{
  return (CltContactQuery){ .staff_id = question->staff_id,
                            .from = question->from,
                            .to = question->to,
                            .channel = question->channel,
                            .outcome = question->outcome,
                            .words = question->words };
}

/* ---- the list --------------------------------------------------------------------------------- */

static GArray *
load_keys (CltConn *conn, gconstpointer data, GError **error)
{
  const CltContactQuery query = clt_contact_question_get_query (data);

  return clt_contact_log_ids (conn, &query, error);
}

static gpointer
row_ref (gpointer row)
{
  g_atomic_ref_count_inc (&((CltContactRow *) row)->refs);
  return row;
}

static void
row_unref (gpointer data)
{
  CltContactRow *row = data;

  if (row == NULL || !g_atomic_ref_count_dec (&row->refs))
    return;
  g_free (row->recording);
  g_free (row->override_reason);
  for (guint i = 0; i < CLT_N_CONTACT_COLUMNS; i++)
    g_free (row->cell[i]);
  g_free (row);
}

static CltContactRow *
make_row (const CltContactEntry *entry)
{
  CltContactRow *row = g_new0 (CltContactRow, 1);

  g_atomic_ref_count_init (&row->refs);
  row->id = entry->id;
  row->client_id = entry->client_id;
  row->recording = g_strdup (entry->recording);
  row->override_reason = g_strdup (entry->override_reason);
  row->cell[CLT_CONTACT_WHEN] =
    entry->at == 0 ? clt_day_format (entry->day) : clt_instant_format (entry->at);
  row->cell[CLT_CONTACT_CLIENT] = g_strdup (entry->client);
  row->cell[CLT_CONTACT_STAFF] = g_strdup (entry->staff);
  row->cell[CLT_CONTACT_WAY] = g_strdup (clt_contact_entry_get_way (entry));
  row->cell[CLT_CONTACT_OUTCOME] =
    g_strdup (*entry->outcome == '\0' ? "" : clt_call_outcome_get_label (entry->outcome));
  row->cell[CLT_CONTACT_LENGTH] = clt_contact_entry_format_length (entry);
  row->cell[CLT_CONTACT_ABOUT] = clt_contact_entry_dup_about (entry);
  row->cell[CLT_CONTACT_NEXT] = g_strdup (entry->next_step);
  return row;
}

static GPtrArray *
load_rows (CltConn *conn, const gint64 *ids, guint n_ids, gconstpointer query, GError **error)
{
  g_autoptr (GPtrArray) entries = clt_contact_log_rows (conn, ids, n_ids, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_unref);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (rows, entries->pdata[i] == NULL ? NULL : make_row (entries->pdata[i]));
  return g_steal_pointer (&rows);
}

static gpointer
query_copy (gconstpointer query)
{
  return g_memdup2 (query, sizeof (CltContactQuestion));
}

const CltKeyListSource clt_contact_source = {
  .load_keys = load_keys,
  .load_rows = load_rows,
  .record_ref = row_ref,
  .record_unref = row_unref,
  .query_copy = query_copy,
  .query_free = g_free,
};

/* ---- what they come to ------------------------------------------------------------------------ */

void
clt_contact_facts_free (CltContactFacts *facts)
{
  g_clear_pointer (&facts->sums, clt_contact_sums_free);
  g_clear_pointer (&facts->staff, g_ptr_array_unref);
  g_free (facts);
}
gpointer
clt_contact_facts_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltContactQuery query = clt_contact_question_get_query (data);
  g_autoptr (CltContactFacts) facts = g_new0 (CltContactFacts, 1);

  facts->sums = clt_contact_log_sum (conn, &query, error);
  facts->staff = facts->sums == NULL ? NULL : clt_staff_list (conn, CLT_DAY_NONE, error);
  if (facts->staff == NULL ||
      !clt_conn_get_int (conn, &facts->all, 0, error, "SELECT count(*) FROM contact", ""))
    return NULL;
  return g_steal_pointer (&facts);
}

static char *
dup_share (gint64 part, gint64 whole)
{
  return clt_percent_format ((double) part / (double) whole, 1);
}

static void
append (GString *text, char *part)
{
  g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " · ", part);
  g_free (part);
}

static char *
dup_reached (const CltContactSums *sums)
{
  g_autofree char *reached = clt_count_format (sums->reached);
  g_autofree char *attempted = clt_count_format (sums->attempted);
  g_autofree char *share = dup_share (sums->reached, sums->attempted);

  /* Translators: clients, of so many who were called; a percentage. */
  return g_strdup_printf (_ ("%s of %s clients reached (%s)"), reached, attempted, share);
}

static char *
dup_complete (const CltContactSums *sums)
{
  g_autofree char *successes = clt_count_format (sums->successes);
  g_autofree char *judged = clt_count_format (sums->judged);
  g_autofree char *share = dup_share (sums->successes, sums->judged);

  /* Translators: calls that came to what they were for, of so many; a percentage. */
  return g_strdup_printf (_ ("%s of %s callbacks complete (%s)"), successes, judged, share);
}

/* Of what nothing was among them, nothing is said. */
char *
clt_contact_facts_dup_sentence (const CltContactFacts *facts)
{
  const CltContactSums *sums = facts->sums;
  g_autofree char *contacts = clt_count_format (sums->contacts);
  GString *text;

  if (sums->contacts == 0)
    return g_strdup (_ ("No contacts in this choice."));
  text = g_string_new (NULL);
  append (text, g_strdup_printf (ngettext ("%s contact", "%s contacts", (gulong) sums->contacts),
                                 contacts));
  if (sums->attempted > 0)
    append (text, dup_reached (sums));
  if (sums->judged > 0)
    append (text, dup_complete (sums));
  if (sums->attempted > 0)
    append (text, g_strdup_printf (_ ("%.1f attempts each"),
                                   (double) sums->attempts / (double) sums->contacts));
  if (sums->seconds > 0)
    append (text, g_strdup_printf (_ ("%.1f hours of talk"), (double) sums->seconds / 3600));
  return g_string_free (text, FALSE);
}
