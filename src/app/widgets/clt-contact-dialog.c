/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-contact-dialog.h"

#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/calls/clt-quick-contact.h"
#include "core/people/clt-staff.h"

#define ROW_LINE 0
#define HINT_LINES 5

/* What the dialog is about, and the newest read of its line. */
typedef struct
{
  gint64 client_id;
  gboolean plans;
  char *client;              /* owned (nullable): who was understood last */
  GCancellable *cancellable; /* owned (nullable): of the read under way */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  clt_reading_stop (&draft->cancellable);
  g_free (draft->client);
  g_free (draft);
}

/* For a worker. */
typedef struct
{
  char *line, *who;
  gint64 client_id;
  gboolean plans;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->line);
  g_free (line->who);
  g_free (line);
}

static Line *
line_new (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);
  Line *line = g_new (Line, 1);

  line->line = clt_form_dialog_dup_text (form, ROW_LINE);
  line->who = g_strdup (clt_desk_get_who (clt_form_dialog_get_desk (form)));
  line->client_id = draft->client_id;
  line->plans = draft->plans;
  return line;
}

/* ---- shown back ------------------------------------------------------------------------------- */

static void
add_line (GString *hint, const char *label, const char *text)
{
  g_autofree char *line = NULL;

  if (*text == '\0')
    return;
  line = g_markup_printf_escaped ("%s<span alpha=\"60%%\">%s</span>  %s", hint->len > 0 ? "\n" : "",
                                  label, text);
  g_string_append (hint, line);
}

static char *
build_hint (const CltQuickContact *quick)
{
  g_autoptr (GString) hint = g_string_new (NULL);
  g_autofree char *client = g_strdup_printf ("%s %s", quick->client, quick->account);
  g_autofree char *contact = clt_quick_contact_describe (quick);
  g_autofree char *about = clt_contact_entry_dup_about (quick->entry);
  g_autofree char *next = clt_quick_contact_describe_next (quick);

  add_line (hint, _ ("Client"), g_strstrip (client));
  add_line (hint, _ ("Contact"), contact);
  add_line (hint, C_ ("contact", "About"), about);
  add_line (hint, _ ("Next"), next);
  if (quick->lack != NULL)
    {
      g_autofree char *lack = g_markup_printf_escaped ("%s<span alpha=\"60%%\">%s</span>",
                                                       hint->len > 0 ? "\n" : "", quick->lack);

      g_string_append (hint, lack);
    }
  return g_string_free (g_steal_pointer (&hint), FALSE);
}

static gpointer
parse_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Line *line = data;

  return clt_quick_contact_parse (conn, line->line, line->client_id, line->plans, clt_now (),
                                  error);
}

static void
on_parsed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltFormDialog) form = user_data;
  g_autoptr (CltQuickContact) quick = clt_store_run_finish (CLT_STORE (object), result, NULL);
  Draft *draft = clt_form_dialog_get_data (form);
  g_autofree char *hint = NULL;

  /* another line is on its way, or the dialog has gone; what cannot be read is told by Enter */
  if (quick == NULL || draft == NULL)
    return;
  g_free (draft->client);
  draft->client = g_strdup (quick->client);
  hint = build_hint (quick);
  clt_form_dialog_set_hint (form, hint);
}

static void
changed (CltFormDialog *form)
{
  Draft *draft = clt_form_dialog_get_data (form);

  clt_reading_start (&draft->cancellable);
  clt_store_run_async (clt_desk_get_store (clt_form_dialog_get_desk (form)), CLT_STORE_LIST,
                       G_PRIORITY_DEFAULT, parse_in_worker, line_new (form), line_free,
                       (GDestroyNotify) clt_quick_contact_free, draft->cancellable, on_parsed_cb,
                       g_object_ref (form));
}

/* ---- recorded --------------------------------------------------------------------------------- */

/* Understood anew: what was shown back may be older than the last sign typed. */
static gboolean
run_record (CltConn *conn, gpointer data, GError **error)
{
  const Line *line = data;
  g_autoptr (CltQuickContact) quick =
    clt_quick_contact_parse (conn, line->line, line->client_id, line->plans,
                             clt_action_get_time (conn), error);

  /* who is at the desk need not be one of the staff: then nobody is named */
  return quick != NULL &&
         clt_quick_contact_record (conn, quick, clt_staff_find (conn, line->who, NULL), error) != 0;
}

static void
apply (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);

  clt_form_dialog_act (form, draft->plans ? "call.add" : "contact.add", draft->client, run_record,
                       line_new (form), line_free);
}

void
clt_contact_dialog_present (GtkWidget *parent, CltDesk *desk, gint64 client_id, gboolean plans)
{
  Draft *draft = g_new0 (Draft, 1);
  CltFormDialog *form;

  draft->client_id = client_id;
  draft->plans = plans;
  form = clt_form_dialog_new (
    parent, desk, plans ? _ ("Plan a Callback") : _ ("Log a Contact"),
    plans ? _ ("When, and what it is about: “tomorrow 3pm the roll-over”.")
          : _ ("What it was about, and what comes next: “in 5m fees: too high > tomorrow 3pm”."));
  clt_form_dialog_set_data (form, draft, draft_free);
  gtk_window_set_default_size (GTK_WINDOW (form), 560, -1);
  clt_form_dialog_add_entry (form,
                             client_id == 0 ? _ ("Clien_t, Then the Rest") : _ ("_In One Line"), "",
                             TRUE);
  clt_form_dialog_reserve_hint (form, HINT_LINES);
  clt_form_dialog_watch (form, changed);
  clt_form_dialog_present (form, plans ? C_ ("call", "_Plan") : _ ("_Record"), apply);
}
