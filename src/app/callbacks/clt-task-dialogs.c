/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-task-dialogs.h"

#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-when.h"
#include "core/people/clt-staff.h"

/* What is to become of a task. */
typedef struct
{
  gint64 id, client_id, staff_id; /* staff: 0: nobody */
  const char *state;              /* static: done, dropped */
  char *text, *who;               /* owned */
  CltDay due;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->text);
  g_free (change->who);
  g_free (change);
}

/* What the form is about. */
typedef struct
{
  gint64 id;
  char *name;       /* owned: what is to be done */
  const char *verb; /* static: state that it gets; NULL: another dialog's */
  GArray *staff;    /* owned (nullable): gint64, beside the choices */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->name);
  g_clear_pointer (&draft->staff, g_array_unref);
  g_free (draft);
}

static CltFormDialog *
open_form (GtkWidget *parent,
           CltDesk *desk,
           const char *heading,
           const CltTask *task,
           const char *verb)
{
  Draft *draft = g_new0 (Draft, 1);
  g_autofree char *body = *task->client == '\0'
                            ? g_strdup (task->text)
                            /* Translators: what is to be done, and for which client. */
                            : g_strdup_printf (C_ ("task", "%s (%s)"), task->text, task->client);
  CltFormDialog *form = clt_form_dialog_new (parent, desk, heading, body);

  draft->id = task->id;
  draft->name = g_strdup (task->text);
  draft->verb = verb;
  clt_form_dialog_set_data (form, draft, draft_free);
  return form;
}

static Change *
change_new (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);
  Change *change = g_new0 (Change, 1);

  change->id = draft == NULL ? 0 : draft->id;
  change->due = CLT_DAY_NONE;
  return change;
}

/* ---- done, dropped ---------------------------------------------------------------------------- */

static gboolean
run_finish (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_task_finish (conn, change->id, change->state, change->text, error);
}

static void
apply_finish (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);
  Change *change = change_new (form);

  change->state = draft->verb;
  change->text = clt_form_dialog_dup_text (form, 0);
  clt_form_dialog_act (form, "task.finish", draft->name, run_finish, change, change_free);
}

void
clt_task_dialogs_finish (GtkWidget *parent, CltDesk *desk, const CltTask *task)
{
  CltFormDialog *form = open_form (parent, desk, _ ("Task Done"), task, "done");

  clt_form_dialog_add_entry (form, _ ("_What Came of It"), "", FALSE);
  clt_form_dialog_present (form, C_ ("task", "_Done"), apply_finish);
}

void
clt_task_dialogs_drop (GtkWidget *parent, CltDesk *desk, const CltTask *task)
{
  CltFormDialog *form = open_form (parent, desk, _ ("Drop the Task"), task, "dropped");

  clt_form_dialog_add_entry (form, _ ("_Why It Is Not Done"), "", TRUE);
  clt_form_dialog_present (form, C_ ("task", "_Drop"), apply_finish);
}

/* ---- another day ------------------------------------------------------------------------------ */

static gboolean
run_move (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_task_move (conn, change->id, change->due, error);
}

/* FALSE: it is no time to come, which is then said. */
static gboolean
read_day (CltFormDialog *form, guint row, CltDay *day)
{
  g_autofree char *text = clt_form_dialog_dup_text (form, row);
  g_autoptr (GError) error = NULL;
  int minute;

  if (clt_when_parse (text, clt_now (), day, &minute, &error))
    return TRUE;
  clt_form_dialog_refuse (form, error->message);
  return FALSE;
}

static void
apply_move (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);
  CltDay due;
  Change *change;

  if (!read_day (form, 0, &due))
    return;
  change = change_new (form);
  change->due = due;
  clt_form_dialog_act (form, "task.move", draft->name, run_move, change, change_free);
}

void
clt_task_dialogs_move (GtkWidget *parent, CltDesk *desk, const CltTask *task)
{
  CltFormDialog *form = open_form (parent, desk, _ ("Another Day for the Task"), task, NULL);

  clt_form_dialog_add_entry (form, _ ("_By When (“tomorrow”, “next fri”, a date)"), "", TRUE);
  clt_form_dialog_present (form, _ ("_Put Off"), apply_move);
}

/* ---- somebody else ---------------------------------------------------------------------------- */

static gboolean
run_give (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_task_give (conn, change->id, change->staff_id, error);
}

static void
apply_give (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);
  const guint choice = clt_form_dialog_get_choice (form, 0);
  Change *change = change_new (form);

  if (choice > 0 && choice <= draft->staff->len)
    change->staff_id = g_array_index (draft->staff, gint64, choice - 1);
  clt_form_dialog_act (form, "task.give", draft->name, run_give, change, change_free);
}

void
clt_task_dialogs_give (GtkWidget *parent,
                       CltDesk *desk,
                       const CltTask *task,
                       const GPtrArray *staff)
{
  CltFormDialog *form = open_form (parent, desk, _ ("Hand the Task On"), task, NULL);
  Draft *draft = clt_form_dialog_get_data (form);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint chosen = 0;

  draft->staff = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (names, (gpointer) C_ ("in charge", "Nobody"));
  for (guint i = 0; i < staff->len; i++)
    {
      const CltStaff *person = staff->pdata[i];

      g_array_append_val (draft->staff, person->id);
      g_ptr_array_add (names, person->name);
      if (person->id == task->owner_id)
        chosen = i + 1;
    }
  g_ptr_array_add (names, NULL);
  clt_form_dialog_add_choice (form, _ ("_Who Does It"), (const char *const *) names->pdata);
  clt_form_dialog_select (form, 0, chosen);
  clt_form_dialog_present (form, _ ("_Hand On"), apply_give);
}

/* ---- a new one -------------------------------------------------------------------------------- */

typedef enum
{
  ROW_TEXT,
  ROW_DUE,
  ROW_CLIENT,
} NewRow;

static gboolean
run_add (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CltTask) task = clt_task_new ("promise");

  task->due = change->due;
  task->client_id = change->client_id;
  task->owner_id = clt_staff_find (conn, change->who, NULL);
  clt_set_str (&task->text, change->text);
  return clt_task_add (conn, task, error);
}

static void
apply_add (CltFormDialog *form)
{
  g_autoptr (GArray) clients = NULL;
  CltDay due;
  Change *change;

  if (!read_day (form, ROW_DUE, &due) ||
      (clients = clt_form_dialog_dup_clients (form, ROW_CLIENT)) == NULL)
    return;
  change = change_new (form);
  change->due = due;
  change->text = clt_form_dialog_dup_text (form, ROW_TEXT);
  change->who = g_strdup (clt_desk_get_who (clt_form_dialog_get_desk (form)));
  change->client_id = clients->len == 0 ? 0 : g_array_index (clients, gint64, 0);
  clt_form_dialog_act (form, "task.add", change->text, run_add, change, change_free);
}

void
clt_task_dialogs_add (GtkWidget *parent, CltDesk *desk)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, _ ("New Promise"), NULL);

  clt_form_dialog_add_entry (form, _ ("_What Is to Be Done"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("_By When (“tomorrow”, “next fri”, a date)"), "", TRUE);
  clt_form_dialog_add_clients (form, _ ("_Client"), FALSE, TRUE);
  clt_form_dialog_present (form, _ ("_Add"), apply_add);
}
