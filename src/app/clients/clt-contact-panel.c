/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-contact-panel.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-contact-log.h"
#include "core/calls/clt-task.h"
#include "core/delivery/clt-call.h"
#include "core/surveys/clt-response.h"

#define MOST_CONTACTS 6

/* Made by a worker. */
typedef struct
{
  GPtrArray *calls;                      /* CltCall, open */
  GPtrArray *tasks;                      /* CltTask, open */
  GPtrArray *contacts;                   /* CltContactEntry, newest first */
  CltLatestAnswer *content, *recommends; /* (nullable) */
} Record;

struct _CltContactPanel
{
  CltCardPanel parent_instance;
};

G_DEFINE_FINAL_TYPE (CltContactPanel, clt_contact_panel, CLT_TYPE_CARD_PANEL)

/* ---- reading --------------------------------------------------------------------------------- */

static void
record_free (gpointer data)
{
  Record *record = data;

  g_clear_pointer (&record->calls, g_ptr_array_unref);
  g_clear_pointer (&record->tasks, g_ptr_array_unref);
  g_clear_pointer (&record->contacts, g_ptr_array_unref);
  g_clear_pointer (&record->content, clt_latest_answer_free);
  g_clear_pointer (&record->recommends, clt_latest_answer_free);
  g_free (record);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Record, record_free)

static gpointer
read_record (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Record) record = g_new0 (Record, 1);
  const gint64 id = *(const gint64 *) data;

  if ((record->calls = clt_call_list_of_client (conn, id, error)) == NULL ||
      (record->tasks = clt_task_list (conn, 0, id, FALSE, error)) == NULL ||
      (record->contacts = clt_contact_log_list (conn, id, 0, CLT_DAY_NONE, CLT_DAY_NONE,
                                                MOST_CONTACTS, error)) == NULL ||
      !clt_response_get_latest (conn, id, "satisfaction", &record->content, error) ||
      !clt_response_get_latest (conn, id, "nps", &record->recommends, error))
    return NULL;
  return g_steal_pointer (&record);
}

/* ---- showing --------------------------------------------------------------------------------- */

static char *
dup_open (const char *action, gint64 id)
{
  return g_strdup_printf ("%s(int64 %" G_GINT64_FORMAT ")", action, id);
}

/* What it is about, and who makes it. */
static char *
dup_about_call (const CltCall *call)
{
  const char *occasion = clt_call_occasion_get_label (call->occasion);
  const char *who = *call->staff == '\0' ? C_ ("in charge", "Nobody") : call->staff;

  if (*call->script == '\0')
    /* Translators: what a call is about, and who makes it. */
    return g_strdup_printf (C_ ("call", "%s, %s"), occasion, who);
  /* Translators: what a call is about, who makes it, what is said. */
  return g_strdup_printf (C_ ("call", "%s, %s: %s"), occasion, who, call->script);
}

static void
add_calls (CltCardPanel *self, const GPtrArray *calls)
{
  for (guint i = 0; i < calls->len; i++)
    {
      const CltCall *call = calls->pdata[i];
      g_autofree char *day = clt_day_format (call->due);
      g_autofree char *when =
        call->due_time < 0
          ? g_strdup (day)
          : g_strdup_printf ("%s %02d:%02d", day, call->due_time / 60, call->due_time % 60);
      /* Translators: a day, perhaps with a time of it. */
      g_autofree char *title = g_strdup_printf (_ ("Call on %s"), when);
      g_autofree char *about = dup_about_call (call);
      g_autofree char *open = dup_open ("call.show", call->id);

      clt_card_panel_take_row (self, clt_card_panel_new_row (title, about, "callbacks", open));
    }
}

static void
add_tasks (CltCardPanel *self, const GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      const CltTask *task = tasks->pdata[i];
      g_autofree char *day = clt_day_format (task->due);
      const char *kind = clt_task_kind_get_label (task->kind);
      /* Translators: the kind of a task (“Promise”), a date. */
      g_autofree char *title = g_strdup_printf (_ ("%s for %s"), kind, day);
      g_autofree char *about = *task->owner == '\0'
                                 ? g_strdup (task->text)
                                 /* Translators: what is to be done, by whom. */
                                 : g_strdup_printf (C_ ("task", "%s, %s"), task->text, task->owner);
      g_autofree char *open = dup_open ("task.show", task->id);

      clt_card_panel_take_row (self, clt_card_panel_new_row (title, about, "callbacks", open));
    }
}

static void
add_answer (CltCardPanel *self, const CltLatestAnswer *answer, gboolean recommends)
{
  g_autofree char *title = NULL;
  g_autofree char *day = NULL;
  g_autofree char *where = NULL;

  if (answer == NULL)
    return;
  /* Translators: a point that the client gave. */
  title = recommends ? g_strdup_printf (_ ("Recommends us: %s of 10"), answer->value)
                     /* Translators: a point that the client gave. */
                     : g_strdup_printf (_ ("Satisfaction: %s of 5"), answer->value);
  day = clt_day_format (answer->day);
  /* Translators: a questionnaire, a date. */
  where = g_strdup_printf (C_ ("answer", "%s, %s"), answer->questionnaire, day);
  clt_card_panel_take_row (self, clt_card_panel_new_row (title, where, NULL, NULL));
}

static GtkWidget *
new_contact_row (const CltContactEntry *entry)
{
  g_autofree char *when =
    entry->at == 0 ? clt_day_format (entry->day) : clt_instant_format (entry->at);
  g_autoptr (GString) title = g_string_new (when);
  g_autofree char *about = clt_contact_entry_dup_about (entry);
  g_autofree char *whole = NULL;

  g_string_append_printf (title, "  %s", clt_contact_entry_get_way (entry));
  if (*entry->outcome != '\0')
    g_string_append_printf (title, "%s%s", C_ ("list", ", "),
                            clt_call_outcome_get_label (entry->outcome));
  if (*entry->staff != '\0')
    g_string_append_printf (title, "%s%s", C_ ("list", ", "), entry->staff);
  whole = *entry->next_step == '\0'
            ? g_strdup (about)
            /* Translators: what a contact was about, and what comes next. */
            : g_strdup_printf (_ ("%s → %s"), about, entry->next_step);
  return clt_card_panel_new_row (title->str, whole, NULL, NULL);
}

static void
add_contacts (CltCardPanel *self, const GPtrArray *contacts)
{
  GtkWidget *all;

  if (contacts->len == 0)
    return;
  clt_card_panel_take_row (self, new_contact_row (contacts->pdata[0]));
  if (contacts->len == 1)
    return;
  all = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (all), _ ("Contacts before"));
  for (guint i = 1; i < contacts->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (all), new_contact_row (contacts->pdata[i]));
  clt_card_panel_take_row (self, all);
}

static gboolean
fill (CltCardPanel *self, gconstpointer data)
{
  const Record *record = data;

  add_calls (self, record->calls);
  add_tasks (self, record->tasks);
  add_answer (self, record->content, FALSE);
  add_answer (self, record->recommends, TRUE);
  add_contacts (self, record->contacts);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         clt_card_panel_count_rows (self) == 0
                                           ? _ ("Nobody has spoken with this client yet.")
                                           : NULL);
  return TRUE;
}

/* ---- the class ------------------------------------------------------------------------------- */

static void
clt_contact_panel_class_init (CltContactPanelClass *klass)
{
  CltCardPanelClass *panel_class = CLT_CARD_PANEL_CLASS (klass);

  panel_class->read = read_record;
  panel_class->record_free = record_free;
  panel_class->fill = fill;
}

static void
clt_contact_panel_init (CltContactPanel *self)
{
}
