/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-outbox-gateway.h"

#include <adwaita.h>

#include "app/widgets/clt-dialogs.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-appointment.h"
#include "core/delivery/clt-bulletin.h"
#include "core/report/clt-export-sends.h"
#include "core/report/clt-send-list.h"
#include "core/report/clt-sms-results.h"

/* Lines of a gateway's file that are told one by one. */
#define MAX_TOLD 12

typedef struct _Job Job;

/* A way out of the house or back into it. */
typedef struct
{
  const char *action; /* nullable: none, straight to the store: what has gone out is no action */
  CltActionFunc work; /* on a Job */
  void (*show) (const Job *job); /* what came of it */
} Door;

/* One file, written or read. */
struct _Job
{
  const Door *door;
  GtkWidget *parent; /* weak */
  CltDesk *desk;     /* owned */
  char *path, *who;
  guint n, n_blocked;     /* written */
  CltSmsResults *results; /* owned (nullable): of an SMS gateway */
  CltSendResult *sent;    /* owned (nullable): of a send list */
  CltIcsResult visits;    /* of a calendar that came back */
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_weak_pointer (&job->parent);
  g_object_unref (job->desk);
  g_clear_pointer (&job->results, clt_sms_results_free);
  g_clear_pointer (&job->sent, clt_send_result_free);
  clt_ics_result_clear (&job->visits);
  g_free (job->path);
  g_free (job->who);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (GtkWidget *parent, CltDesk *desk, const Door *door)
{
  Job *job = g_new0 (Job, 1);

  job->door = door;
  g_set_weak_pointer (&job->parent, parent);
  job->desk = g_object_ref (desk);
  job->who = g_strdup (clt_desk_get_who (desk));
  return job;
}

/* The tab has been closed meanwhile. */
static gboolean
is_gone (const Job *job)
{
  return job->parent == NULL || gtk_widget_get_root (job->parent) == NULL;
}

static GtkWindow *
get_window (GtkWidget *parent)
{
  return GTK_WINDOW (gtk_widget_get_root (parent));
}

static gpointer
work_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  job->door->work (conn, job, error);
  return NULL;
}

static void
on_work_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  if (job->door->action == NULL)
    clt_store_run_finish (CLT_STORE (object), result, &error);
  else
    clt_desk_act_finish (CLT_DESK (object), result, &error);
  if (is_gone (job))
    return;
  if (error != NULL)
    clt_desk_fail (job->desk, error);
  else
    job->door->show (job);
}

/* Takes @job. @detail: (nullable): what the action is about. */
static void
start (Job *job, const char *detail)
{
  if (job->door->action == NULL)
    clt_store_run_async (clt_desk_get_store (job->desk), CLT_STORE_WRITE, G_PRIORITY_DEFAULT,
                         work_in_worker, job, NULL, NULL, NULL, on_work_done_cb, job);
  else
    clt_desk_act_async (job->desk, job->door->action, detail, job->door->work, job, NULL,
                        on_work_done_cb, job);
}

static void
on_file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autofree char *base = file == NULL ? NULL : g_file_get_basename (file);

  job->path = file == NULL ? NULL : g_file_get_path (file);
  if (job->path != NULL && !is_gone (job))
    start (g_steal_pointer (&job), base);
}

static void
ask_where_to (GtkWidget *parent,
              CltDesk *desk,
              const Door *door,
              const char *title,
              const char *name,
              const char *const *endings)
{
  clt_dialogs_save_file (get_window (parent), title, name, endings, on_file_chosen_cb,
                         job_new (parent, desk, door));
}

static void
ask_which (GtkWidget *parent, CltDesk *desk, const Door *door, const char *title, CltFiles files)
{
  clt_dialogs_open_file (get_window (parent), title, files, NULL, on_file_chosen_cb,
                         job_new (parent, desk, door));
}

/* ---- writing -------------------------------------------------------------------------------- */

static gboolean
write_messages (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;
  const CltExportOptions options = { .path = job->path, .who = job->who, .purpose = "sms" };

  return clt_export_sms (conn, &options, &job->n, &job->n_blocked, error);
}

static void
show_messages (const Job *job)
{
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u short message in “%s”", "%u short messages in “%s”", job->n),
                     job->n, name);

  clt_desk_tell (job->desk, job->n == 0 ? _ ("No short message waits; no file was written") : text);
}

void
clt_outbox_gateway_export (GtkWidget *parent, CltDesk *desk)
{
  static const Door door = { NULL, write_messages, show_messages };
  static const char *const endings[] = { "csv", "txt", NULL };
  g_autofree char *day = clt_day_format (clt_today ());
  /* Translators: a day; the name of a file. */
  g_autofree char *name = g_strdup_printf (_ ("Short Messages %s"), day);

  ask_where_to (parent, desk, &door, _ ("Write the File for the SMS Gateway"), name, endings);
}

/* ---- reading -------------------------------------------------------------------------------- */

static gboolean
read_results (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;

  job->results = clt_sms_results_take (conn, job->path, error);
  return job->results != NULL;
}

/* @lines: char*, each what is wrong with one line or entry. */
static void
show_lines (GtkWidget *parent, const char *heading, const char *outcome, const GPtrArray *lines)
{
  g_autoptr (GString) body = g_string_new (outcome);
  GtkWidget *dialog;

  g_string_append (body, "\n");
  for (guint i = 0; i < lines->len && i < MAX_TOLD; i++)
    g_string_append_printf (body, "\n%s", (const char *) lines->pdata[i]);
  if (lines->len > MAX_TOLD)
    g_string_append (body, "\n…");
  dialog = adw_message_dialog_new (get_window (parent), heading, body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_rejects (GtkWidget *parent, const char *outcome, const GPtrArray *rejects)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("%u Line Was Not Understood", "%u Lines Were Not Understood",
                               rejects->len),
                     rejects->len);

  for (guint i = 0; i < rejects->len; i++)
    {
      const CltSendReject *reject = rejects->pdata[i];

      /* Translators: number of a line in a file, then what is wrong in it. */
      g_ptr_array_add (lines,
                       g_strdup_printf (_ ("Line %d: %s"), (int) reject->line, reject->reason));
    }
  show_lines (parent, heading, outcome, lines);
}

static void
show_results (const Job *job)
{
  const CltSmsResults *results = job->results;
  g_autofree char *outcome =
    /* Translators: numbers of short messages. */
    g_strdup_printf (_ ("%u sent, %u failed, %u open still, %u as before"), results->sent,
                     results->failed, results->open, results->same);

  if (results->rejects->len > 0)
    show_rejects (job->parent, outcome, results->rejects);
  else
    clt_desk_tell (job->desk, outcome);
}

static const Door results_door = { NULL, read_results, show_results };

void
clt_outbox_gateway_open_results (GtkWidget *parent, CltDesk *desk)
{
  ask_which (parent, desk, &results_door, _ ("Read the Results of the SMS Gateway"),
             CLT_FILES_EXPORTS);
}

void
clt_outbox_gateway_read_results (GtkWidget *parent, CltDesk *desk, GFile *file)
{
  on_file_chosen_cb (file, job_new (parent, desk, &results_door));
}

/* ---- send lists ------------------------------------------------------------------------------ */

static gboolean
take_back (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;

  job->sent = clt_send_list_take_back (conn, job->path, error);
  return job->sent != NULL;
}

/* The message with Undo tells which file; in a dialog stands what could not be taken. */
static void
show_taken_back (const Job *job)
{
  const CltSendResult *sent = job->sent;
  g_autofree char *outcome =
    /* Translators: numbers of rows. */
    g_strdup_printf (_ ("%u delivered, %u known already, %u still open, %u refused"),
                     sent->delivered, sent->same, sent->open, sent->rejects->len);

  if (sent->rejects->len > 0)
    show_rejects (job->parent, outcome, sent->rejects);
  else if (sent->delivered == 0)
    clt_desk_tell (job->desk, outcome);
}

void
clt_outbox_gateway_open_send_list (GtkWidget *parent, CltDesk *desk)
{
  static const Door door = { "delivery.import", take_back, show_taken_back };

  ask_which (parent, desk, &door, _ ("Read a Marked Send List"), CLT_FILES_EXPORTS);
}

/* ---- visits ---------------------------------------------------------------------------------- */

static gboolean
write_visits (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;
  const CltExportOptions options = { .path = job->path, .who = job->who, .purpose = "" };

  return clt_export_appointments (conn, clt_today (), CLT_DAY_NONE, 0, &options, &job->n, error);
}

static void
show_visits (const Job *job)
{
  g_autofree char *name = g_path_get_basename (job->path);
  /* Translators: number of visits, name of a file. */
  g_autofree char *text =
    job->n == 0
      /* Translators: name of a file. */
      ? g_strdup_printf (_ ("No visit lies ahead; “%s” tells only what was cancelled"), name)
      : g_strdup_printf (ngettext ("%u visit ahead, in “%s”", "%u visits ahead, in “%s”", job->n),
                         job->n, name);

  clt_desk_tell (job->desk, text);
}

void
clt_outbox_gateway_export_visits (GtkWidget *parent, CltDesk *desk)
{
  static const Door door = { NULL, write_visits, show_visits };
  static const char *const endings[] = { "ics", NULL };

  ask_where_to (parent, desk, &door, _ ("Write the Visits for a Calendar"), _ ("Visits"), endings);
}

static gboolean
read_visits (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GFile) file = g_file_new_for_path (job->path);
  g_autoptr (GBytes) ics = g_file_load_bytes (file, NULL, NULL, error);

  return ics != NULL && clt_appointment_read_ics (conn, ics, &job->visits, error);
}

static void
show_visits_read (const Job *job)
{
  const CltIcsResult *visits = &job->visits;
  /* Translators: numbers of appointments. */
  g_autofree char *outcome =
    g_strdup_printf (_ ("%u changed, %u cancelled, %u as before, %u refused"), visits->updated,
                     visits->cancelled, visits->same, visits->refused->len);

  if (visits->refused->len > 0)
    show_lines (job->parent, _ ("Not All Visits Were Taken Back"), outcome, visits->refused);
  else if (visits->updated + visits->cancelled == 0)
    clt_desk_tell (job->desk, outcome);
}

void
clt_outbox_gateway_read_visits (GtkWidget *parent, CltDesk *desk)
{
  static const Door door = { "appointment.import", read_visits, show_visits_read };

  ask_which (parent, desk, &door, _ ("Read the Visits Back from a Calendar"), CLT_FILES_CALENDAR);
}

/* ---- bulletins -------------------------------------------------------------------------------- */

static const struct
{
  const char *channel, *ending;
} media[] = { { "website", "html" }, { "software", "txt" } };

/* What one tier sees today; nothing is written where it sees nothing. */
static gboolean
write_bulletin (CltConn *conn, Job *job, guint medium, CltTier tier, GError **error)
{
  g_autofree char *day = clt_day_format (clt_today ());
  g_autofree char *name =
    g_strdup_printf ("%s %s %s.%s", day, clt_channel_get_label (media[medium].channel),
                     clt_tier_get_label (tier), media[medium].ending);
  g_autofree char *path = g_build_filename (job->path, name, NULL);
  const CltExportOptions options = { .path = path, .who = job->who, .purpose = "" };
  g_autoptr (GBytes) seen = NULL;
  guint n = 0;

  seen = clt_bulletin_render (conn, media[medium].channel, clt_today (), tier, CLT_BULLETIN_TEXT,
                              FALSE, &n, error);
  if (seen == NULL || n == 0)
    return seen != NULL;
  job->n++;
  return clt_export_bulletin (conn, media[medium].channel, clt_today (), tier, &options, &n, error);
}

static gboolean
write_bulletins (CltConn *conn, gpointer data, GError **error)
{
  for (guint medium = 0; medium < G_N_ELEMENTS (media); medium++)
    for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
      if (!write_bulletin (conn, data, medium, tier, error))
        return FALSE;
  return TRUE;
}

static void
show_bulletins (const Job *job)
{
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *text =
    /* Translators: number of files, name of a folder. */
    g_strdup_printf (ngettext ("%u file in “%s”", "%u files in “%s”", job->n), job->n, name);

  clt_desk_tell (job->desk,
                 job->n == 0 ? _ ("No bulletin is planned for today; no file was written") : text);
}

void
clt_outbox_gateway_write_bulletins (GtkWidget *parent, CltDesk *desk)
{
  static const Door door = { NULL, write_bulletins, show_bulletins };

  ask_which (parent, desk, &door, _ ("Write Today’s Bulletins into a Folder"), CLT_FILES_FOLDER);
}

static gboolean
publish (CltConn *conn, gpointer data, GError **error)
{
  Job *job = data;

  for (guint medium = 0; medium < G_N_ELEMENTS (media); medium++)
    {
      guint n = 0, blocked = 0;

      if (!clt_bulletin_publish (conn, media[medium].channel, clt_today (), &n, &blocked, error))
        return FALSE;
      job->n += n;
      job->n_blocked += blocked;
    }
  return TRUE;
}

static void
show_published (const Job *job)
{
  g_autofree char *text =
    job->n + job->n_blocked == 0
      ? g_strdup (_ ("No bulletin is due today; nothing was published"))
      /* Translators: numbers of clients. */
      : g_strdup_printf (_ ("%u clients in the delivery log, %u left out"), job->n, job->n_blocked);

  if (job->n == 0 || job->n_blocked > 0)
    clt_desk_tell (job->desk, text);
}

void
clt_outbox_gateway_publish (GtkWidget *parent, CltDesk *desk)
{
  static const Door door = { "bulletin.publish", publish, show_published };

  start (job_new (parent, desk, &door), NULL);
}
