/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-data.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-client.h"
#include "core/complaints/clt-complaint-follow.h"
#include "core/store/clt-attachment.h"

const char *
clt_complaint_get_who (const CltComplaint *complaint)
{
  if (*complaint->client != '\0')
    return complaint->client;
  return *complaint->person != '\0' ? complaint->person : C_ ("complaint", "without a name");
}

const char *
clt_complaint_get_timely_label (const CltComplaint *complaint)
{
  const gboolean timely =
    complaint->timely < 0 ? complaint->closed <= complaint->due_close : complaint->timely;

  return clt_complaint_choice_get_label ("timely", timely ? "1" : "0");
}

char *
clt_complaint_dup_matter (const CltComplaint *complaint)
{
  const char *class_ =
    *complaint->class_ == '\0' ? "" : clt_complaint_choice_get_label ("class", complaint->class_);

  return g_strconcat (class_, *class_ != '\0' && *complaint->topic != '\0' ? " · " : "",
                      complaint->topic, NULL);
}

/* ---- the register -------------------------------------------------------------------------- */

CltCasesQuestion *
clt_cases_question_new (CltRegisterView view,
                        CltCasesPeriod period,
                        const char *who,
                        const char *words)
{
  const gsize n_who = strlen (who) + 1, n_words = strlen (words) + 1;
  CltCasesQuestion *question = g_malloc0 (sizeof *question + n_who + n_words);

  question->view = view;
  question->period = period;
  question->words = n_who;
  memcpy (question->texts, who, n_who);
  memcpy (question->texts + n_who, words, n_words);
  return question;
}

void
clt_cases_period_get_days (CltCasesPeriod period, CltDay today, CltDay *from, CltDay *to)
{
  const int month = clt_day_get_month (today), january = month - month % 12;

  *from = *to = CLT_DAY_NONE;
  switch (period)
    {
    case CLT_CASES_THIS_MONTH:
      *from = clt_month_first_day (month);
      break;
    case CLT_CASES_THIS_QUARTER:
      *from = clt_month_first_day (month - month % 3);
      break;
    case CLT_CASES_THIS_YEAR:
      *from = clt_month_first_day (january);
      break;
    case CLT_CASES_LAST_YEAR:
      *from = clt_month_first_day (january - 12);
      *to = clt_month_last_day (january - 1);
      break;
    case CLT_CASES_ANY_TIME:
    default:
      break;
    }
}

void
clt_cases_free (gpointer data)
{
  CltCases *cases = data;

  g_clear_pointer (&cases->rows, clt_cell_rows_unref);
  g_free (cases);
}

/* More than a wide window has room for. */
#define MAX_FACTS 120

static char *
dup_facts (const CltComplaint *complaint)
{
  g_autofree char *start =
    g_utf8_substring (complaint->facts, 0, MIN (g_utf8_strlen (complaint->facts, -1), MAX_FACTS));

  return clt_text_clean (start, -1);
}

static char *
dup_heading (const CltComplaint *complaint)
{
  const gboolean usual = g_str_equal (complaint->severity, "general");
  g_autofree char *matter = clt_complaint_dup_matter (complaint);
  g_autofree char *facts = dup_facts (complaint);
  const char *const parts[] = {
    usual ? "" : clt_complaint_choice_get_label ("severity", complaint->severity), matter, facts
  };
  g_autoptr (GString) heading = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (heading, "%s%s", heading->len > 0 ? " · " : "", parts[i]);
  return clt_text_begin_sentence (heading->str);
}

static void
take_due (const CltRegisterLine *line, char **cells)
{
  const CltComplaint *complaint = line->complaint;
  g_autofree char *words = clt_complaint_time_dup_words (&line->time);

  if (line->time.due != CLT_DAY_NONE)
    {
      cells[CLT_CASE_DUE] = clt_text_begin_sentence (words);
      cells[CLT_CASE_DUE_DAY] = clt_day_format (line->time.due);
    }
  else if (complaint->closed != CLT_DAY_NONE)
    {
      cells[CLT_CASE_DUE] = clt_day_format (complaint->closed);
      cells[CLT_CASE_DUE_DAY] =
        clt_text_begin_sentence (clt_complaint_get_timely_label (complaint));
    }
}

static void
take_line (CltCellRows *rows, const CltRegisterLine *line)
{
  const CltComplaint *complaint = line->complaint;
  char *cells[CLT_N_CASE_CELLS] = { 0 };

  cells[CLT_CASE_NUMBER] = g_strdup (complaint->number);
  cells[CLT_CASE_CLIENT] = g_strdup (clt_complaint_get_who (complaint));
  cells[CLT_CASE_RECEIVED] = clt_day_format (complaint->received);
  cells[CLT_CASE_MATTER] = dup_heading (complaint);
  cells[CLT_CASE_STAGE] =
    clt_text_begin_sentence (clt_complaint_choice_get_label ("state", complaint->state));
  cells[CLT_CASE_HANDLER] = g_strdup (complaint->handler);
  take_due (line, cells);
  cells[CLT_CASE_URGENCY] = g_strdup (clt_complaint_light_get_name (line->time.light));
  clt_cell_rows_take (rows, complaint->id, cells);
}

gpointer
clt_cases_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltCasesQuestion *question = data;
  CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  g_autoptr (CltRegister) found = NULL;
  CltCases *cases;
  gboolean sees_all;
  gint64 staff_id, any;

  clt_cases_period_get_days (question->period, clt_today (), &query.from, &query.to);
  query.words = question->texts + question->words;
  query.kept_id = question->kept;
  if (!clt_staff_find_who (conn, question->texts, &staff_id, &sees_all, error) ||
      !clt_conn_get_int (conn, &any, 0, error, "SELECT EXISTS (SELECT 1 FROM complaint)", ""))
    return NULL;
  found = clt_register_load (conn, question->view, &query, staff_id, clt_today (), error);
  if (found == NULL)
    return NULL;
  cases = g_new0 (CltCases, 1);
  cases->any = any != 0;
  memcpy (cases->counts, found->counts, sizeof cases->counts);
  cases->rows = clt_cell_rows_new (CLT_N_CASE_CELLS);
  for (guint i = 0; i < found->lines->len; i++)
    take_line (cases->rows, found->lines->pdata[i]);
  return cases;
}

/* ---- one ----------------------------------------------------------------------------------- */

void
clt_case_free (gpointer data)
{
  CltCase *a_case = data;

  g_clear_pointer (&a_case->complaint, clt_complaint_free);
  g_clear_pointer (&a_case->steps, g_ptr_array_unref);
  g_clear_pointer (&a_case->letters, g_ptr_array_unref);
  g_clear_pointer (&a_case->remedies, g_ptr_array_unref);
  g_clear_pointer (&a_case->files, g_ptr_array_unref);
  g_clear_pointer (&a_case->calls, g_ptr_array_unref);
  g_clear_pointer (&a_case->repeats, g_ptr_array_unref);
  g_clear_pointer (&a_case->staff, g_ptr_array_unref);
  g_free (a_case);
}

const CltStaff *
clt_staff_array_find (const GPtrArray *staff, gint64 id)
{
  for (guint i = 0; i < staff->len; i++)
    if (((const CltStaff *) staff->pdata[i])->id == id)
      return staff->pdata[i];
  return NULL;
}

/* @id: the one that is looked at: it does not repeat itself. */
static GPtrArray *
load_repeats (CltConn *conn, const CltComplaint *complaint, GError **error)
{
  g_autoptr (GPtrArray) repeats = NULL;

  if (complaint->client_id == 0 || complaint->same_as != 0)
    return g_ptr_array_new ();
  repeats = clt_complaint_find_repeats (conn, complaint->client_id, complaint->class_,
                                        complaint->topic, complaint->registered, error);
  for (guint i = repeats == NULL ? 0 : repeats->len; i > 0; i--)
    if (((const CltComplaint *) repeats->pdata[i - 1])->id >= complaint->id)
      g_ptr_array_remove_index (repeats, i - 1);
  return g_steal_pointer (&repeats);
}

static gboolean
has_sent_receipt (const CltCase *a_case)
{
  for (guint i = 0; i < a_case->letters->len; i++)
    {
      const CltComplaintLetter *letter = a_case->letters->pdata[i];

      if (g_str_equal (letter->kind, "receipt") && letter->sent != CLT_DAY_NONE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
load_time (CltConn *conn, CltCase *a_case, GError **error)
{
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (conn, error);

  if (clock == NULL ||
      !clt_complaint_clock_tell (clock, a_case->complaint, clt_today (), &a_case->time, error) ||
      !clt_complaint_get_acknowledge (conn, a_case->complaint, &a_case->acknowledge, error))
    return FALSE;
  if (!clt_complaint_is_open (a_case->complaint) || has_sent_receipt (a_case))
    a_case->acknowledge = CLT_DAY_NONE;
  return TRUE;
}

gpointer
clt_case_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 id = *(const gint64 *) data;
  g_autoptr (CltCase) a_case = g_new0 (CltCase, 1);

  if ((a_case->complaint = clt_complaint_load (conn, id, error)) == NULL ||
      (a_case->steps = clt_complaint_list_steps (conn, id, error)) == NULL ||
      (a_case->letters = clt_complaint_letter_list (conn, id, error)) == NULL ||
      (a_case->remedies = clt_complaint_list_remedies (conn, id, error)) == NULL ||
      (a_case->files = clt_attachment_list (conn, "complaint", id, error)) == NULL ||
      (a_case->calls = clt_complaint_list_calls (conn, id, error)) == NULL ||
      (a_case->repeats = load_repeats (conn, a_case->complaint, error)) == NULL ||
      (a_case->staff = clt_staff_list (conn, clt_today (), error)) == NULL ||
      !load_time (conn, a_case, error))
    return NULL;
  return g_steal_pointer (&a_case);
}

char *
clt_case_dup_due (const CltCase *a_case)
{
  const CltComplaint *complaint = a_case->complaint;
  const gboolean registered = g_str_equal (complaint->state, "registered");
  const gboolean open = a_case->time.light != CLT_LIGHT_NONE;
  g_autofree char *day = NULL;
  g_autofree char *words = clt_complaint_time_dup_words (&a_case->time);

  if (!open && complaint->closed == CLT_DAY_NONE)
    return g_strdup ("");
  day = clt_day_format (open ? a_case->time.due : complaint->closed);
  if (!open)
    /* Translators: a day, then “in time” or “late”. */
    return g_strdup_printf (_ ("Closed on %s: %s"), day,
                            clt_complaint_get_timely_label (complaint));
  if (a_case->time.hotline)
    /* Translators: a day, then “3 working days left”; 12386 is the hotline of the regulator. */
    return g_strdup_printf (_ ("12386 to be answered by %s: %s"), day, words);
  if (registered)
    /* Translators: a day, then “3 working days left”. */
    return g_strdup_printf (_ ("To be accepted by %s: %s"), day, words);
  /* Translators: a day, then “3 working days left”. */
  return g_strdup_printf (_ ("To be closed by %s: %s"), day, words);
}

/* ---- a new one ----------------------------------------------------------------------------- */

CltIntakeQuestion *
clt_intake_question_new (gint64 client_id, gint64 about_id, const char *class_)
{
  const gsize n = strlen (class_) + 1;
  CltIntakeQuestion *question = g_malloc0 (sizeof *question + n);

  question->client_id = client_id;
  question->about_id = about_id;
  memcpy (question->class_, class_, n);
  return question;
}

void
clt_intake_answer_free (gpointer data)
{
  CltIntakeAnswer *answer = data;

  g_clear_pointer (&answer->repeats, g_ptr_array_unref);
  g_free (answer);
}

gpointer
clt_intake_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const CltIntakeQuestion *question = data;
  const CltDay today = clt_today ();
  const CltComplaintCase a_case = { .severity = "general",
                                    .registered = today,
                                    .accepted = CLT_DAY_NONE,
                                    .hotline = CLT_DAY_NONE,
                                    .reopened = CLT_DAY_NONE };
  g_autoptr (CltIntakeAnswer) answer = g_new0 (CltIntakeAnswer, 1);
  g_autoptr (CltComplaintClock) clock = clt_complaint_clock_load (conn, error);
  CltComplaintDue due;

  if (clock == NULL || !clt_complaint_clock_compute (clock, &a_case, today, &due, error) ||
      !clt_complaint_suggest_handler (conn, question->client_id, question->about_id, today,
                                      &answer->handler_id, error))
    return NULL;
  answer->acknowledge = due.acknowledge;
  answer->accept = due.accept;
  answer->repeats =
    question->client_id == 0
      ? g_ptr_array_new ()
      : clt_complaint_find_repeats (conn, question->client_id, question->class_, "", today, error);
  return answer->repeats == NULL ? NULL : g_steal_pointer (&answer);
}

void
clt_intake_start_free (gpointer data)
{
  CltIntakeStart *start = data;

  g_clear_pointer (&start->staff, g_ptr_array_unref);
  g_free (start->client);
  g_free (start->account);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltIntakeStart, clt_intake_start_free)

gpointer
clt_intake_start_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 id = *(const gint64 *) data;
  g_autoptr (CltIntakeStart) start = g_new0 (CltIntakeStart, 1);
  g_autoptr (CltClient) client = NULL;

  start->staff = clt_staff_list (conn, clt_today (), error);
  if (start->staff == NULL || id == 0)
    return start->staff == NULL ? NULL : g_steal_pointer (&start);
  client = clt_client_load (conn, id, clt_today (), error);
  if (client == NULL)
    return NULL;
  start->client_id = id;
  start->client = g_strdup (client->name);
  start->account = g_strdup (client->accounts[0] == NULL ? "" : client->accounts[0]);
  return g_steal_pointer (&start);
}
