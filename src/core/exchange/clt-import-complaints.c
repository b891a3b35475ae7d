/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-import-complaint-private.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/exchange/clt-strangers.h"
#include "core/store/clt-ids.h"

/* Registers of complaints, this program's and others'. A row with a number or a reference that the
 * branch knows changes that complaint; one that is there already as it stands is the same. A row that
 * was registered before it was received is taken as it is and told of: a register leaves nothing out. */

/* ---- one run ------------------------------------------------------------------------------- */

typedef enum
{
  REFUSE, /* an account that the branch does not know; a name alone is kept */
  PROSPECT,
  NONE,
} Unknown;

#define MAX_LINES 20

typedef struct
{
  CltImport *import;        /* borrowed */
  CltAccounts *accounts;    /* owned */
  CltComplaintClock *clock; /* owned */
  GHashTable *numbers;      /* owned: number -> gint64 id */
  GHashTable *references;   /* owned: reference -> gint64 id */
  GHashTable *alike;        /* owned: all of a row -> GQueue of ids that nobody has met yet */
  CltStrangers people;      /* by their number or name */
  GHashTable *next;         /* owned: year -> the last number that was given */
  GString *lines;           /* owned: those that were registered before they were received */
  guint64 backwards, repeats;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->accounts, clt_accounts_free);
  g_clear_pointer (&run->clock, clt_complaint_clock_free);
  g_clear_pointer (&run->numbers, g_hash_table_unref);
  g_clear_pointer (&run->references, g_hash_table_unref);
  g_clear_pointer (&run->alike, g_hash_table_unref);
  clt_strangers_clear (&run->people);
  g_clear_pointer (&run->next, g_hash_table_unref);
  if (run->lines != NULL)
    g_string_free (run->lines, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
queue_free (gpointer data)
{
  g_queue_free_full (data, g_free);
}

/* What tells rows without a number apart. */
static char *
dup_key (const CltComplaint *complaint)
{
  g_autofree char *numbers =
    g_strdup_printf ("%" G_GINT64_FORMAT " %d %d %d %d", complaint->client_id, complaint->received,
                     complaint->registered, complaint->timely, complaint->disputed);

  return g_strjoin ("\x1f", numbers, complaint->person, complaint->source, complaint->kind,
                    complaint->class_, complaint->topic, complaint->product, complaint->facts,
                    complaint->outcome, complaint->state, NULL);
}

static void
note_alike (Run *run, const CltComplaint *complaint)
{
  g_autofree char *key = dup_key (complaint);
  GQueue *queue = g_hash_table_lookup (run->alike, key);

  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (run->alike, g_steal_pointer (&key), queue);
    }
  g_queue_push_tail (queue, g_memdup2 (&complaint->id, sizeof complaint->id));
}

static gboolean
load_known (Run *run, GError **error)
{
  const CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  g_autoptr (GPtrArray) known = clt_complaint_list (run->import->conn, &query, error);

  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      const CltComplaint *complaint = known->pdata[i];

      clt_ids_add (run->numbers, complaint->number, complaint->id);
      if (*complaint->reference != '\0')
        clt_ids_add (run->references, complaint->reference, complaint->id);
      note_alike (run, complaint);
    }
  return known != NULL;
}

/* Under which a prospect keeps the number or the name by which a register knew him. */
#define COMPLAINANT "投诉人"

static gboolean
run_set_up (Run *run, CltImport *import, GError **error)
{
  run->import = import;
  run->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run->alike = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
  run->next = g_hash_table_new (NULL, NULL);
  run->lines = g_string_new (NULL);
  run->accounts = clt_accounts_load (import->conn, import->options->pad_accounts, error);
  run->clock = run->accounts == NULL ? NULL : clt_complaint_clock_load (import->conn, error);
  return run->clock != NULL && load_known (run, error) &&
         clt_strangers_load (&run->people, import, COMPLAINANT, error);
}

/* ---- who complains ------------------------------------------------------------------------- */

static gboolean
read_unknown (Run *run, Unknown *unknown)
{
  static const char *const choices[] = { "refuse", "prospect", "none" };
  g_autofree char *text = clt_import_dup_text (run->import, CLT_COMPLAINT_FIELD_UNKNOWN);

  *unknown = REFUSE;
  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i], text))
      {
        *unknown = (Unknown) i;
        return TRUE;
      }
  return clt_import_reject_complaint (run->import, CLT_COMPLAINT_FIELD_UNKNOWN,
                                      CLT_REASON_BAD_VALUE);
}

/* Somebody without an account of this branch; @text: the account as it stood. */
static gboolean
take_stranger (Run *run,
               CltComplaint *complaint,
               const char *text,
               gboolean *accepted,
               GError **error)
{
  const char *name = *complaint->person == '\0' ? text : complaint->person;
  const char *key;
  Unknown unknown;

  *accepted = read_unknown (run, &unknown);
  if (*accepted && unknown == REFUSE && *text != '\0')
    *accepted = clt_import_reject_complaint (run->import, CLT_COMPLAINT_FIELD_ACCOUNT,
                                             CLT_REASON_UNKNOWN_ACCOUNT);
  if (!*accepted || unknown != PROSPECT || *name == '\0')
    return TRUE;
  key = *text == '\0' ? name : text;
  complaint->client_id = clt_strangers_find (&run->people, key);
  if (complaint->client_id == 0)
    complaint->client_id =
      clt_strangers_add (&run->people, key, name, "new", _ ("Complaint"), error);
  return complaint->client_id != 0;
}

static gboolean
find_client (Run *run, CltComplaint *complaint, gboolean *accepted, GError **error)
{
  g_autofree char *text = clt_import_dup_text (run->import, CLT_COMPLAINT_FIELD_ACCOUNT);
  int index = -1;

  if (*text == '\0')
    return complaint->client_id != 0 || take_stranger (run, complaint, "", accepted, error);
  *accepted =
    clt_import_get_account (run->import, run->accounts, CLT_COMPLAINT_FIELD_ACCOUNT, &index);
  if (!*accepted)
    return TRUE;
  if (index < 0)
    return take_stranger (run, complaint, text, accepted, error);
  return clt_conn_get_int (run->import->conn, &complaint->client_id, 0, error,
                           "SELECT client_id FROM account WHERE id = ?", "i",
                           clt_accounts_get_ids (run->accounts)[index]);
}

/* ---- storing ------------------------------------------------------------------------------- */

/* The complaint that the row tells of; (out) (nullable): a new one has the number of the row, or "". */
static gboolean
find_complaint (Run *run, CltComplaint **complaint, GError **error)
{
  g_autofree char *number = clt_import_dup_text (run->import, CLT_COMPLAINT_FIELD_NUMBER);
  g_autofree char *reference = clt_import_dup_text (run->import, CLT_COMPLAINT_FIELD_REFERENCE);
  gint64 id = *number == '\0' ? 0 : clt_ids_find (run->numbers, number);

  if (id == 0 && *number == '\0' && *reference != '\0')
    id = clt_ids_find (run->references, reference);
  if (id != 0)
    {
      *complaint = clt_complaint_load (run->import->conn, id, error);
      return *complaint != NULL;
    }
  *complaint = clt_complaint_new ();
  clt_set_str (&(*complaint)->source, "other");
  clt_set_str (&(*complaint)->number, number);
  return TRUE;
}

static gboolean
is_the_same (Run *run, const CltComplaint *complaint)
{
  g_autofree char *key = dup_key (complaint);
  GQueue *queue = g_hash_table_lookup (run->alike, key);

  if (queue == NULL || g_queue_is_empty (queue) || *complaint->number != '\0' ||
      *complaint->reference != '\0')
    return FALSE;
  g_free (g_queue_pop_head (queue));
  return TRUE;
}

static gboolean
give_number (Run *run, CltComplaint *complaint, GError **error)
{
  const int year = clt_day_get_month (complaint->registered) / 12;
  gpointer last = g_hash_table_lookup (run->next, GINT_TO_POINTER (year));

  if (*complaint->number != '\0')
    return TRUE;
  do
    {
      g_free (complaint->number);
      if (last == NULL)
        {
          complaint->number =
            clt_complaint_dup_next_number (run->import->conn, complaint->registered, error);
          if (complaint->number == NULL)
            return FALSE;
          last = GINT_TO_POINTER (atoi (strchr (complaint->number, '-') + 1));
        }
      else
        {
          last = GINT_TO_POINTER (GPOINTER_TO_INT (last) + 1);
          complaint->number = g_strdup_printf ("%d-%05d", year, GPOINTER_TO_INT (last));
        }
    }
  while (g_hash_table_contains (run->numbers, complaint->number));
  g_hash_table_insert (run->next, GINT_TO_POINTER (year), last);
  return TRUE;
}

/* The same client in the same matter not long before: it counts once. */
static gboolean
find_repeat (Run *run, CltComplaint *complaint, GError **error)
{
  g_autoptr (GPtrArray) before = NULL;

  if (complaint->client_id == 0 || *complaint->class_ == '\0' || *complaint->topic == '\0' ||
      !g_str_equal (complaint->kind, "complaint"))
    return TRUE;
  before = clt_complaint_find_repeats (run->import->conn, complaint->client_id, complaint->class_,
                                       complaint->topic, complaint->registered, error);
  if (before == NULL)
    return FALSE;
  if (before->len == 0)
    return TRUE;
  complaint->same_as = ((CltComplaint *) before->pdata[before->len - 1])->id;
  run->repeats++;
  return TRUE;
}

static gboolean
get_due (Run *run, const CltComplaint *complaint, CltComplaintDue *due, GError **error)
{
  const CltComplaintCase a_case = { .severity = complaint->severity,
                                    .registered = complaint->registered,
                                    .accepted = complaint->accepted,
                                    .hotline = CLT_DAY_NONE,
                                    .reopened = CLT_DAY_NONE,
                                    .extended = complaint->extended };

  return clt_complaint_clock_compute (run->clock, &a_case, clt_today (), due, error);
}

static gboolean
add (Run *run, CltComplaint *complaint, GError **error)
{
  CltConn *conn = run->import->conn;
  CltComplaintDue due;

  if (!find_repeat (run, complaint, error) || !give_number (run, complaint, error))
    return FALSE;
  complaint->id = clt_conn_new_id (conn, error);
  if (complaint->id == 0 || !get_due (run, complaint, &due, error) ||
      !clt_complaint_store (conn, complaint, error) ||
      !clt_conn_run (conn, error,
                     "UPDATE complaint SET state = ?, accepted = ?, answered = ?, closed = ?,"
                     " due_accept = ?, due_close = ? WHERE id = ?",
                     "tyyyyyi", complaint->state, complaint->accepted, complaint->answered,
                     complaint->closed, due.accept, due.close, complaint->id) ||
      !clt_complaint_note_step (conn, complaint->id, complaint->state, 0, "", _ ("Imported"),
                                error))
    return FALSE;
  clt_ids_add (run->numbers, complaint->number, complaint->id);
  if (*complaint->reference != '\0')
    clt_ids_add (run->references, complaint->reference, complaint->id);
  run->import->result->added++;
  return TRUE;
}

static gboolean
change (Run *run, const CltComplaint *complaint, GError **error)
{
  CltConn *conn = run->import->conn;
  g_autoptr (CltComplaint) known = clt_complaint_load (conn, complaint->id, error);
  gint64 before, after;

  if (known == NULL || !clt_conn_get_int (conn, &before, 0, error, "SELECT total_changes ()", "") ||
      !clt_complaint_store (conn, complaint, error) ||
      !clt_conn_run (conn, error,
                     "UPDATE complaint SET (state, accepted, answered, closed) = (?1, ?2, ?3, ?4)"
                     " WHERE id = ?5 AND (state, accepted, answered, closed)"
                     " IS NOT (?1, ?2, ?3, ?4)",
                     "tyyyi", complaint->state, complaint->accepted, complaint->answered,
                     complaint->closed, complaint->id) ||
      !clt_conn_get_int (conn, &after, 0, error, "SELECT total_changes ()", ""))
    return FALSE;
  if (before == after)
    {
      run->import->result->same++;
      return TRUE;
    }
  run->import->result->changed++;
  return !clt_complaint_is_judged (known, complaint) ||
         clt_complaint_update_due (conn, complaint->id, error);
}

/* More than a few lines are only counted. */
static void
note_backwards (Run *run, const CltComplaint *complaint)
{
  if (complaint->registered >= complaint->received)
    return;
  if (run->backwards++ < MAX_LINES)
    g_string_append_printf (run->lines, "%s%" G_GUINT64_FORMAT, run->lines->len > 0 ? ", " : "",
                            run->import->line);
  else if (run->backwards == MAX_LINES + 1)
    g_string_append (run->lines, " …");
}

static gboolean
take_row (Run *run, GError **error)
{
  g_autoptr (CltComplaint) complaint = NULL;
  gboolean accepted = TRUE;

  if (!find_complaint (run, &complaint, error))
    return FALSE;
  if (!clt_import_read_complaint (run->import, complaint))
    return TRUE;
  if (!find_client (run, complaint, &accepted, error))
    return FALSE;
  if (!accepted)
    return TRUE;
  note_backwards (run, complaint);
  if (complaint->id != 0)
    return change (run, complaint, error);
  if (!is_the_same (run, complaint))
    return add (run, complaint, error);
  run->import->result->same++;
  return TRUE;
}

gboolean
clt_import_complaints (CltImport *import, GError **error)
{
  g_auto (Run) run = { 0 };
  int more;

  if (!run_set_up (&run, import, error))
    return FALSE;
  while ((more = clt_import_next (import, error)) == 1)
    if (clt_import_row_is_data (import) && clt_import_check_width (import) &&
        !take_row (&run, error))
      return FALSE;
  clt_import_note_count (import, run.people.n_added,
                         /* Translators: %s is a count of people. */
                         _ ("%s unknown people are now prospects."));
  clt_import_note_count (import, run.repeats,
                         /* Translators: %s is a count of complaints. */
                         _ ("%s complaints tell the same matter again and are counted once."));
  import->result->warnings += run.backwards;
  if (run.backwards > 0)
    clt_import_note (import, g_strdup_printf (
                               /* Translators: a count of rows, and their lines: 12, 40 */
                               ngettext ("%u row was registered before it was received; it was"
                                         " taken as it is (line %s).",
                                         "%u rows were registered before they were received; they"
                                         " were taken as they are (lines %s).",
                                         (gulong) run.backwards),
                               (guint) run.backwards, run.lines->str));
  return more == 0;
}
