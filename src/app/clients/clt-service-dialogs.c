/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-service-dialogs.h"

#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-gate.h"

/* Whom a form is about. */
typedef struct
{
  gint64 client_id;
  char *name;
  GArray *products; /* (nullable) gint64 */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->name);
  g_clear_pointer (&subject->products, g_array_unref);
  g_free (subject);
}

static CltFormDialog *
form_new (GtkWidget *parent,
          CltDesk *desk,
          gint64 client_id,
          const char *name,
          const GArray *products,
          const char *heading,
          const char *body)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, heading, body);
  Subject *subject = g_new0 (Subject, 1);

  subject->client_id = client_id;
  subject->name = g_strdup (name);
  if (products != NULL)
    subject->products = g_array_copy ((GArray *) products);
  clt_form_dialog_set_data (form, subject, subject_free);
  return form;
}

/* A grant or a ban */

static void
exception_free (gpointer data)
{
  clt_exception_free (data);
}

static gboolean
run_exception (CltConn *conn, gpointer data, GError **error)
{
  return clt_exception_save (conn, data, error);
}

/* FALSE: a row holds something that is none; the form says so. */
static gboolean
read_exception (CltFormDialog *form, CltException *exception)
{
  g_autofree char *right = clt_form_dialog_dup_text (form, 1);
  g_autofree char *last = clt_form_dialog_dup_text (form, 3);
  g_autoptr (GError) error = NULL;

  exception->valid_from = clt_today ();
  exception->valid_to = CLT_DAY_NONE;
  if (!clt_right_parse (right, &exception->right, &error))
    {
      clt_form_dialog_refuse (form, error->message);
      return FALSE;
    }
  return *last == '\0' || clt_form_dialog_get_day (form, 3, &exception->valid_to);
}

static void
apply_exception (CltFormDialog *form)
{
  const Subject *subject = clt_form_dialog_get_data (form);
  g_autoptr (CltException) exception = g_new0 (CltException, 1);
  guint product = clt_form_dialog_get_choice (form, 0);

  if (product >= subject->products->len || !read_exception (form, exception))
    return;
  exception->client_id = subject->client_id;
  exception->product_id = g_array_index (subject->products, gint64, product);
  exception->reason = clt_form_dialog_dup_text (form, 2);
  exception->who = g_strdup (clt_desk_get_who (clt_form_dialog_get_desk (form)));
  clt_form_dialog_act (form, "entitlement.exception", subject->name, run_exception,
                       g_steal_pointer (&exception), exception_free);
}

void
clt_service_dialog_exception (GtkWidget *parent,
                              CltDesk *desk,
                              gint64 client_id,
                              const char *name,
                              const GArray *products,
                              const char *const *names)
{
  CltFormDialog *form =
    form_new (parent, desk, client_id, name, products, _ ("Grant or Deny a Product"),
              _ ("For this client alone, beside what his tier is promised: “2m” twice a month, w "
                 "week, q quarter, y year, “r” on request, “u” unlimited, “-” nothing."));

  clt_form_dialog_add_choice (form, _ ("_Product"), names);
  clt_form_dialog_add_entry (form, _ ("_What he gets"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("_Reason"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("_Last day (none: until further notice)"), "", FALSE);
  clt_form_dialog_present (form, _ ("_Keep"), apply_exception);
}

/* The client's own no */

typedef struct
{
  gint64 client_id;
  const char *scope; /* static */
  char *source;
} Refusal;

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->source);
  g_free (refusal);
}

static gboolean
run_refusal (CltConn *conn, gpointer data, GError **error)
{
  const Refusal *refusal = data;

  return clt_refusal_add (conn, refusal->client_id, refusal->scope, clt_today (), refusal->source,
                          error);
}

static void
apply_refusal (CltFormDialog *form)
{
  const Subject *subject = clt_form_dialog_get_data (form);
  Refusal *refusal = g_new0 (Refusal, 1);

  refusal->client_id = subject->client_id;
  refusal->scope = clt_refusal_scopes[clt_form_dialog_get_choice (form, 1)];
  refusal->source = clt_form_dialog_dup_text (form, 0);
  clt_form_dialog_act (form, "refusal.add", subject->name, run_refusal, refusal, refusal_free);
}

void
clt_service_dialog_refusal (GtkWidget *parent, CltDesk *desk, gint64 client_id, const char *name)
{
  CltFormDialog *form = form_new (
    parent, desk, client_id, name, NULL, _ ("The Client Refuses"),
    _ ("From today on nothing of this kind is pushed to him, through no door. What he asks "
       "for himself he still gets."));
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; clt_refusal_scopes[i] != NULL; i++)
    g_ptr_array_add (labels, (gpointer) clt_refusal_scope_get_label (clt_refusal_scopes[i]));
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_entry (form, _ ("_How he said so"), "", TRUE);
  clt_form_dialog_add_choice (form, _ ("_Refuses"), (const char *const *) labels->pdata);
  clt_form_dialog_present (form, _ ("_Keep"), apply_refusal);
}

/* The end of either, which begins now */

typedef struct
{
  gint64 id; /* of an exception, or of the client who refuses */
  const char *scope;
} End;

static gboolean
run_end_exception (CltConn *conn, gpointer data, GError **error)
{
  return clt_exception_end (conn, ((const End *) data)->id, clt_today () - 1, error);
}

static gboolean
run_end_refusal (CltConn *conn, gpointer data, GError **error)
{
  const End *end = data;

  return clt_refusal_end (conn, end->id, end->scope, clt_today () - 1, error);
}

void
clt_service_end_exception (CltDesk *desk, gint64 id, const char *name)
{
  End *end = g_new0 (End, 1);

  end->id = id;
  clt_desk_act (desk, "entitlement.exception-end", name, run_end_exception, end, g_free);
}

void
clt_service_end_refusal (CltDesk *desk, gint64 client_id, const char *scope, const char *name)
{
  End *end = g_new0 (End, 1);

  end->id = client_id;
  end->scope = g_intern_string (scope);
  clt_desk_act (desk, "refusal.end", name, run_end_refusal, end, g_free);
}
