/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/clt-cli.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client.h"
#include "core/complaints/clt-complaint-deadline.h"
#include "core/complaints/clt-complaint-letter.h"
#include "core/complaints/clt-complaint-register.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/complaints/clt-complaint-summary.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-paper.h"
#include "core/store/clt-attachment.h"

/* complaint FILE …: the register, one case, and what is done about it. */

typedef struct
{
  CltCliCommon common;
  const char *state, *view, *handler, *client, *filter, *from, *to; /* of a list */
  const char *reason, *note, *staff, *language, *text;
  gboolean open, done, not_solved;
  int satisfied;
  GPtrArray *repeats;      /* (nullable): CltComplaint */
  CltComplaint *complaint; /* (nullable) */
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->repeats, g_ptr_array_unref);
  g_clear_pointer (&options->complaint, clt_complaint_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
get_text (const char *text)
{
  return text == NULL ? "" : text;
}

static gint64
find_complaint (CltConn *conn, const Options *options, GError **error)
{
  return clt_complaint_find (conn, options->common.rest[0], error);
}

/* @id: (out): 0 when @text is NULL. */
static gboolean
find_staff (CltConn *conn, const char *text, gint64 *id, GError **error)
{
  *id = text == NULL ? 0 : clt_staff_find (conn, text, error);
  return text == NULL || *id != 0;
}

/* ---- the register -------------------------------------------------------------------------- */

static void
add_flag (JsonBuilder *json, const char *name, int flag)
{
  json_builder_set_member_name (json, name);
  if (flag < 0)
    json_builder_add_null_value (json);
  else
    json_builder_add_boolean_value (json, flag);
}

static void
build_complaint (JsonBuilder *json, const CltComplaint *complaint, const CltComplaintTime *time)
{
  clt_cli_add_string (json, "number", complaint->number);
  clt_cli_add_string (json, "state", complaint->state);
  clt_cli_add_string (json, "name", complaint->client);
  clt_cli_add_bool (json, "prospect", complaint->prospect);
  for (guint i = 0; clt_complaint_fields[i].name != NULL; i++)
    {
      const CltComplaintField *field = &clt_complaint_fields[i];
      g_autofree char *text = clt_complaint_dup_field (complaint, field->name);
      CltDay day = CLT_DAY_NONE;

      if (field->kind == CLT_COMPLAINT_DAY)
        {
          clt_day_parse (text, &day);
          clt_cli_add_day (json, field->name, day);
        }
      else if (field->kind == CLT_COMPLAINT_MONEY)
        clt_cli_add_int (json, field->name, complaint->payment);
      else
        clt_cli_add_string (json, field->name, text);
    }
  clt_cli_add_day (json, "due_accept", complaint->due_accept);
  clt_cli_add_day (json, "due_close", complaint->due_close);
  clt_cli_add_day (json, "due_hotline", complaint->due_hotline);
  clt_cli_add_day (json, "accepted", complaint->accepted);
  clt_cli_add_day (json, "answered", complaint->answered);
  clt_cli_add_day (json, "closed", complaint->closed);
  clt_cli_add_int (json, "extended", complaint->extended);
  add_flag (json, "timely", complaint->timely);
  add_flag (json, "disputed", complaint->disputed);
  clt_cli_add_int (json, "satisfied", complaint->satisfied);
  clt_cli_add_int (json, "reopened", complaint->reopened);
  clt_cli_add_string (json, "light", clt_complaint_light_get_name (time->light));
  clt_cli_add_day (json, "due", time->due);
  clt_cli_add_int (json, "days_left", time->left);
}

static void
print_complaint (const CltComplaint *complaint, const CltComplaintTime *time)
{
  g_autofree char *number = clt_cli_pad (complaint->number, 12);
  g_autofree char *state =
    clt_cli_pad (clt_complaint_choice_get_label ("state", complaint->state), 16);
  g_autofree char *due = time->due == CLT_DAY_NONE ? g_strdup ("") : clt_day_format (time->due);
  g_autofree char *day = clt_cli_pad (due, 11);
  g_autofree char *light =
    clt_cli_pad (time->light == CLT_LIGHT_NONE ? "" : clt_complaint_light_get_label (time->light),
                 22);

  clt_cli_print ("%s %s %s %s %s  %s", number, state, day, light,
                 *complaint->client == '\0' ? complaint->person : complaint->client,
                 clt_complaint_choice_get_label ("class", complaint->class_));
}

static gboolean
fill_query (CltConn *conn, const Options *options, CltComplaintQuery *query, GError **error)
{
  if (!find_staff (conn, options->handler, &query->handler_id, error))
    return FALSE;
  if (options->client != NULL &&
      (query->client_id = clt_client_find (conn, options->client, error)) == 0)
    return FALSE;
  if ((options->from != NULL && !clt_day_parse (options->from, &query->from)) ||
      (options->to != NULL && !clt_day_parse (options->to, &query->to)))
    return clt_store_refuse (error, _ ("“%s” is not a date (write 20261118)."),
                             query->from == CLT_DAY_NONE && options->from != NULL ? options->from
                                                                                  : options->to);
  query->state = options->state;
  query->words = options->filter;
  return TRUE;
}

/* --view: what waits for whom; else by state. */
static gboolean
list (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;
  CltRegisterView view = options->open   ? CLT_REGISTER_OPEN
                         : options->done ? CLT_REGISTER_CLOSED
                                         : CLT_REGISTER_ALL;
  g_autoptr (CltRegister) found = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gboolean sees_all;
  gint64 staff_id;

  if (options->view != NULL && !clt_register_view_from_name (options->view, &view))
    /* Translators: what somebody typed. */
    return clt_store_refuse (error, _ ("There is no view “%s” of complaints."), options->view);
  if (!fill_query (conn, options, &query, error) ||
      !clt_staff_find_who (conn, options->common.who, &staff_id, &sees_all, error))
    return FALSE;
  found = clt_register_load (conn, view, &query, staff_id, clt_today (), error);
  json_builder_begin_array (json);
  for (guint i = 0; found != NULL && i < found->lines->len; i++)
    {
      const CltRegisterLine *line = found->lines->pdata[i];

      if (!options->common.json)
        {
          print_complaint (line->complaint, &line->time);
          continue;
        }
      json_builder_begin_object (json);
      build_complaint (json, line->complaint, &line->time);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (found != NULL && options->common.json)
    clt_cli_print_json (json);
  return found != NULL;
}

/* ---- one case ------------------------------------------------------------------------------ */

static void
build_step (JsonBuilder *json, gconstpointer record)
{
  const CltComplaintStep *step = record;

  clt_cli_add_string (json, "state", step->state);
  clt_cli_add_day (json, "day", step->day);
  clt_cli_add_instant (json, "at", step->at);
  clt_cli_add_string (json, "staff", step->staff);
  clt_cli_add_string (json, "reason", step->reason);
  clt_cli_add_string (json, "note", step->note);
}

static void
build_letter (JsonBuilder *json, gconstpointer record)
{
  const CltComplaintLetter *letter = record;

  clt_cli_add_int (json, "id", letter->id);
  clt_cli_add_string (json, "kind", letter->kind);
  clt_cli_add_int (json, "number", letter->number);
  clt_cli_add_day (json, "day", letter->day);
  clt_cli_add_day (json, "sent", letter->sent);
  clt_cli_add_string (json, "text", letter->text);
}

static void
build_remedy (JsonBuilder *json, gconstpointer record)
{
  const CltComplaintRemedy *remedy = record;

  clt_cli_add_int (json, "id", remedy->id);
  clt_cli_add_string (json, "owner", remedy->owner);
  clt_cli_add_day (json, "due", remedy->due);
  clt_cli_add_string (json, "text", remedy->text);
  clt_cli_add_string (json, "state", remedy->state);
  clt_cli_add_string (json, "result", remedy->result);
}

/* What stands below a complaint, each as an object. @records: (transfer full) (nullable): NULL: they
 * could not be read. */
static gboolean
build_records (JsonBuilder *json, const char *name, GPtrArray *records, CltCliBuildFunc build)
{
  g_autoptr (GPtrArray) owned = records;

  if (records != NULL)
    clt_cli_add_rows (json, name, records, build);
  return records != NULL;
}

static gboolean
build_files (CltConn *conn, gint64 id, JsonBuilder *json, GError **error)
{
  g_autoptr (GPtrArray) files = clt_attachment_list (conn, "complaint", id, error);

  json_builder_set_member_name (json, "files");
  json_builder_begin_array (json);
  for (guint i = 0; files != NULL && i < files->len; i++)
    json_builder_add_string_value (json, ((const CltAttachment *) files->pdata[i])->name);
  json_builder_end_array (json);
  return files != NULL;
}

static void
print_fields (const CltComplaint *complaint)
{
  for (guint i = 0; clt_complaint_fields[i].name != NULL; i++)
    {
      const CltComplaintField *field = &clt_complaint_fields[i];
      g_autofree char *value = clt_complaint_dup_field (complaint, field->name);
      g_autofree char *label = clt_cli_pad (clt_complaint_field_get_label (field), 34);

      if (*value != '\0')
        clt_cli_print ("  %s %s", label, clt_complaint_choice_get_label (field->name, value));
    }
}

static gboolean
show (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = find_complaint (conn, options, error);
  g_autoptr (CltComplaint) complaint = id == 0 ? NULL : clt_complaint_load (conn, id, error);
  g_autoptr (CltComplaintClock) clock =
    complaint == NULL ? NULL : clt_complaint_clock_load (conn, error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  CltComplaintTime time;
  CltDay acknowledge;

  if (clock == NULL || !clt_complaint_clock_tell (clock, complaint, clt_today (), &time, error) ||
      !clt_complaint_get_acknowledge (conn, complaint, &acknowledge, error))
    return FALSE;
  json_builder_begin_object (json);
  build_complaint (json, complaint, &time);
  clt_cli_add_day (json, "due_acknowledge", acknowledge);
  if (!build_records (json, "steps", clt_complaint_list_steps (conn, id, error), build_step) ||
      !build_records (json, "letters", clt_complaint_letter_list (conn, id, error), build_letter) ||
      !build_records (json, "remedies", clt_complaint_list_remedies (conn, id, error),
                      build_remedy) ||
      !build_files (conn, id, json, error))
    return FALSE;
  json_builder_end_object (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    {
      print_complaint (complaint, &time);
      print_fields (complaint);
    }
  return TRUE;
}

/* FIELD=VALUE arguments from @first on. */
static gboolean
apply_pairs (CltConn *conn,
             const Options *options,
             int first,
             CltComplaint *complaint,
             GError **error)
{
  for (int i = first; i < options->common.n_rest; i++)
    {
      const char *pair = options->common.rest[i], *sign = strchr (pair, '=');
      g_autofree char *field = sign == NULL ? NULL : g_strndup (pair, (gsize) (sign - pair));

      if (sign == NULL)
        /* Translators: what somebody typed. */
        return clt_store_refuse (error, _ ("“%s” is not FIELD=VALUE; nothing was changed."), pair);
      if (!clt_complaint_apply_field (conn, complaint, field, sign + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  CltComplaint *complaint = options->complaint = clt_complaint_new ();

  if (!apply_pairs (conn, options, 0, complaint, error))
    return FALSE;
  if (complaint->client_id != 0 && complaint->same_as == 0)
    {
      options->repeats =
        clt_complaint_find_repeats (conn, complaint->client_id, complaint->class_, complaint->topic,
                                    clt_action_get_day (conn), error);
      if (options->repeats == NULL)
        return FALSE;
    }
  return clt_complaint_add (conn, complaint, error);
}

/* The number for the receipt; what seems to be the same is offered, never decided. */
static int
tell_added (gpointer data)
{
  const Options *options = data;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  clt_cli_add_string (json, "number", options->complaint->number);
  json_builder_set_member_name (json, "repeats");
  json_builder_begin_array (json);
  for (guint i = 0; options->repeats != NULL && i < options->repeats->len; i++)
    {
      const CltComplaint *before = options->repeats->pdata[i];

      json_builder_add_string_value (json, before->number);
      /* Translators: the numbers of two complaints, older one first; then both again. */
      g_printerr (_ ("note: complaint %s of this client may be the same matter; if so: set %s"
                     " same_as=%s\n"),
                  before->number, options->complaint->number, before->number);
    }
  json_builder_end_array (json);
  clt_cli_add_id (json, "action", options->common.action);
  json_builder_end_object (json);
  if (options->common.json)
    clt_cli_print_json (json);
  else
    clt_cli_print ("%s", options->complaint->number);
  return CLT_EXIT_DONE;
}

static gboolean
set (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = find_complaint (conn, options, error);
  g_autoptr (CltComplaint) complaint = id == 0 ? NULL : clt_complaint_load (conn, id, error);

  return complaint != NULL && apply_pairs (conn, options, 1, complaint, error) &&
         clt_complaint_check (conn, complaint, error) &&
         clt_complaint_store (conn, complaint, error) && clt_complaint_update_due (conn, id, error);
}

/* ---- what is done about it ----------------------------------------------------------------- */

static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = find_complaint (conn, options, error), staff;

  return id != 0 && find_staff (conn, options->staff, &staff, error) &&
         clt_complaint_move (conn, id, options->common.rest[1], staff, get_text (options->reason),
                             get_text (options->note), error);
}

static gboolean
stop (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = find_complaint (conn, options, error);

  return id != 0 && clt_complaint_stop (conn, id, options->common.rest[1], error);
}

static gboolean
resume (CltConn *conn, gpointer data, GError **error)
{
  gint64 id = find_complaint (conn, data, error);

  return id != 0 && clt_complaint_resume (conn, id, error);
}

/* extend NUMBER MANAGER REASON */
static gboolean
extend (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = find_complaint (conn, options, error), manager;

  return id != 0 && find_staff (conn, options->common.rest[1], &manager, error) &&
         clt_complaint_extend (conn, id, manager, options->common.rest[2], error);
}

static gboolean
ask (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  gint64 id = find_complaint (conn, options, error);

  return id != 0 && clt_complaint_take_answer (conn, id, options->satisfied, !options->not_solved,
                                               get_text (options->reason), error);
}

/* remedy NUMBER STAFF DATE TEXT */
static gboolean
add_remedy (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 id = find_complaint (conn, options, error), owner;
  CltDay due;

  if (id == 0 || !find_staff (conn, options->common.rest[1], &owner, error))
    return FALSE;
  if (!clt_day_parse (options->common.rest[2], &due))
    return clt_store_refuse (error, _ ("“%s” is not a date (write 20261118)."),
                             options->common.rest[2]);
  options->common.made =
    clt_complaint_add_remedy (conn, id, owner, due, options->common.rest[3], error);
  return options->common.made != 0;
}

static gboolean
finish_remedy (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_complaint_finish_remedy (conn, g_ascii_strtoll (options->common.rest[0], NULL, 10),
                                      options->common.rest[1], error);
}

/* letter NUMBER KIND */
static gboolean
write_letter (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 id = find_complaint (conn, options, error), staff;

  if (id == 0 || !find_staff (conn, options->staff, &staff, error))
    return FALSE;
  options->common.made =
    clt_complaint_letter_add (conn, id, options->common.rest[1],
                              options->language == NULL ? "zh" : options->language, options->text,
                              staff, error);
  return options->common.made != 0;
}

static gboolean
send_letter (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;

  return clt_complaint_letter_send (conn, g_ascii_strtoll (options->common.rest[0], NULL, 10),
                                    error);
}

static gboolean
attach (CltConn *conn, gpointer data, GError **error)
{
  Options *options = data;
  gint64 id = find_complaint (conn, options, error);

  options->common.made =
    id == 0 ? 0 : clt_attachment_add_file (conn, "complaint", id, options->common.rest[1], error);
  return options->common.made != 0;
}

static CltExportOptions
get_export_options (const Options *options)
{
  return (
    CltExportOptions){ .path = options->common.rest[1], .who = options->common.who, .purpose = "" };
}

/* file NUMBER OUT */
static gboolean
print_file (CltConn *conn, gpointer data, GError **error)
{
  const CltExportOptions options = get_export_options (data);
  gint64 id = find_complaint (conn, data, error);
  g_autoptr (CltPaper) paper = id == 0 ? NULL : clt_paper_new_complaint (conn, id, &options, error);

  return paper != NULL && clt_paper_export (paper, conn, &options, error);
}

/* print-letter LETTER OUT */
static gboolean
print_letter (CltConn *conn, gpointer data, GError **error)
{
  const Options *call = data;
  const gint64 letter = g_ascii_strtoll (call->common.rest[0], NULL, 10);
  const CltExportOptions options = get_export_options (call);
  g_autoptr (CltPaper) paper = clt_paper_new_complaint_letter (conn, letter, &options, error);

  return paper != NULL && clt_paper_export (paper, conn, &options, error);
}

/* ---- counted ------------------------------------------------------------------------------- */

static void
build_days (JsonBuilder *json, const char *name, const CltComplaintDays *days)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  clt_cli_add_int (json, "n", days->n);
  clt_cli_add_double (json, "mean", days->mean);
  clt_cli_add_double (json, "median", days->median);
  clt_cli_add_int (json, "same_day", days->same);
  clt_cli_add_int (json, "negative", days->negative);
  clt_cli_add_int (json, "max", days->most);
  json_builder_end_object (json);
}

static void
build_group (JsonBuilder *json, const char *name, const GPtrArray *counts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  for (guint i = 0; i < counts->len; i++)
    {
      const CltComplaintCount *count = counts->pdata[i];

      clt_cli_add_int (json, count->value, count->n);
    }
  json_builder_end_object (json);
}

#define SHOWN 8

static void
print_group (const char *name, const GPtrArray *counts)
{
  const CltComplaintField *field = clt_complaint_field_find (name);

  clt_cli_print ("%s", field == NULL ? name : clt_complaint_field_get_label (field));
  for (guint i = 0; i < MIN (counts->len, SHOWN); i++)
    {
      const CltComplaintCount *count = counts->pdata[i];
      const char *label = clt_complaint_choice_get_label (name, count->value);

      clt_cli_print ("  %8" G_GINT64_FORMAT "  %s", count->n, *label == '\0' ? "–" : label);
    }
}

static void
print_summary (const CltComplaintSummary *summary)
{
  /* Translators: numbers of complaints. */
  clt_cli_print (_ ("%" PRIi64 " complaints, %" PRIi64 " open, %" PRIi64 " overdue, %" PRIi64
                    " due soon, %" PRIi64 " waiting for the client"),
                 summary->n, summary->open, summary->red, summary->amber, summary->stopped);
  for (guint i = 0; clt_complaint_groups[i] != NULL; i++)
    print_group (clt_complaint_groups[i], summary->groups[i]);
}

static gboolean
summarize (CltConn *conn, gpointer data, GError **error)
{
  const Options *options = data;
  CltComplaintQuery period = CLT_COMPLAINT_QUERY_INIT;
  g_autoptr (CltComplaintSummary) summary = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!fill_query (conn, options, &period, error))
    return FALSE;
  summary = clt_complaint_summary_load (conn, period.from, period.to, error);
  if (summary == NULL)
    return FALSE;
  if (!options->common.json)
    {
      print_summary (summary);
      return TRUE;
    }
  json_builder_begin_object (json);
  clt_cli_add_int (json, "complaints", summary->n);
  clt_cli_add_int (json, "open", summary->open);
  clt_cli_add_int (json, "red", summary->red);
  clt_cli_add_int (json, "amber", summary->amber);
  clt_cli_add_int (json, "stopped", summary->stopped);
  build_days (json, "days_to_register", &summary->to_register);
  build_days (json, "days_to_close", &summary->to_close);
  for (guint i = 0; clt_complaint_groups[i] != NULL; i++)
    build_group (json, clt_complaint_groups[i], summary->groups[i]);
  json_builder_end_object (json);
  clt_cli_print_json (json);
  return TRUE;
}

static const CltCliVerb verbs[] = {
  { "list", 0, 0, NULL, list },
  { "show", 1, 1, NULL, show },
  { "add", 0, 30, "complaint.add", add, tell_added },
  { "set", 2, 31, "complaint.edit", set },
  { "move", 2, 2, "complaint.move", move },
  { "stop", 2, 2, "complaint.stop", stop },
  { "resume", 1, 1, "complaint.resume", resume },
  { "extend", 3, 3, "complaint.extend", extend },
  { "asked", 1, 1, "complaint.answer", ask },
  { "letter", 2, 2, "complaint.letter", write_letter },
  { "send", 1, 1, "complaint.letter-send", send_letter },
  { "remedy", 4, 4, "complaint.remedy", add_remedy },
  { "remedied", 2, 2, "complaint.remedy-done", finish_remedy },
  { "attach", 2, 2, "complaint.attach", attach },
  { "summary", 0, 0, NULL, summarize },
  { "file", 2, 2, NULL, print_file, NULL, TRUE },
  { "print-letter", 2, 2, NULL, print_letter, NULL, TRUE },
  { NULL },
};

int
clt_cmd_complaint (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &options.state, N_ ("Only those in this state"),
      "STATE" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.view,
      N_ ("Only mine, open, near, overdue, waiting, closed or all"), "VIEW" },
    { "open", 0, 0, G_OPTION_ARG_NONE, &options.open, N_ ("Only those that are open"), NULL },
    { "done", 0, 0, G_OPTION_ARG_NONE, &options.done, N_ ("Only those that are done"), NULL },
    { "handler", 0, 0, G_OPTION_ARG_STRING, &options.handler, N_ ("Only those handled by"),
      "STAFF" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &options.client, N_ ("Only those of this client"),
      "ACCOUNT" },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_ ("Only those with these words"),
      "WORDS" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day"), "DATE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why"), "TEXT" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("What there is to say"), "TEXT" },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &options.staff, N_ ("Who does it"), "STAFF" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, N_ ("Of the letter: zh or en"),
      "LANGUAGE" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, N_ ("The letter’s text, with placeholders"),
      "TEXT" },
    { "satisfied", 0, 0, G_OPTION_ARG_INT, &options.satisfied, N_ ("What the client says, 1 to 5"),
      "N" },
    { "not-solved", 0, 0, G_OPTION_ARG_NONE, &options.not_solved,
      N_ ("The client says that it is not solved: it is reopened"), NULL },
    { NULL },
  };

  if (!clt_cli_parse (&argc, &argv, entries, 1, 33, &options.common))
    return CLT_EXIT_USAGE;
  return clt_cli_run_verb (&options.common, verbs, &options);
}
