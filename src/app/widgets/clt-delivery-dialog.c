/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-delivery-dialog.h"

#include <string.h>

#include "app/widgets/clt-form-dialog.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-product.h"
#include "core/people/clt-staff.h"

typedef enum
{
  ROW_CHANNEL,
  ROW_DAY,
  ROW_STAFF,
  ROW_MINUTES,
  ROW_NOTE,
} FormRow;

/* Copied from the subject; what the form can choose from is read by a worker. */
typedef struct
{
  gint64 client_id, product_id;
  char *client, *product, *past, *who; /* owned */
  GPtrArray *channels;                 /* CltChannel */
  GPtrArray *staff;                    /* CltStaff of today */
  char *channel;                       /* owned: what is promised */
  gint64 staff_id;                     /* who sits at the desk; 0: nobody of the staff */
  int minutes;                         /* of the product's version */
  GtkWidget *parent;                   /* weak */
  CltDesk *desk;                       /* owned (nullable) */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_clear_weak_pointer (&draft->parent);
  g_clear_object (&draft->desk);
  g_clear_pointer (&draft->channels, g_ptr_array_unref);
  g_clear_pointer (&draft->staff, g_ptr_array_unref);
  g_free (draft->channel);
  g_free (draft->client);
  g_free (draft->product);
  g_free (draft->past);
  g_free (draft->who);
  g_free (draft);
}

static Draft *
draft_new (CltDesk *desk, const CltDeliverySubject *subject)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->client_id = subject->client_id;
  draft->product_id = subject->product_id;
  draft->client = g_strdup (subject->client);
  draft->product = g_strdup (subject->product);
  draft->past = g_strdup (subject->past);
  draft->who = g_strdup (clt_desk_get_who (desk));
  return draft;
}

static char *
dup_detail (const Draft *draft)
{
  /* Translators: a product and the client who got it. */
  return g_strdup_printf (C_ ("delivery", "%s, %s"), draft->product, draft->client);
}

/* The detail, and for which period it will count. */
static char *
dup_body (const Draft *draft)
{
  g_autofree char *detail = dup_detail (draft);

  if (draft->past == NULL)
    return g_steal_pointer (&detail);
  return g_strdup_printf (
    /* Translators: a product and a client, then a period: two days. */
    _ ("%s\n\nOwed for %s, which is over. A delivery counts for the period of its day: if it was "
       "made "
       "then, give that day; one of today counts for the period that runs now."),
    detail, draft->past);
}

/* ---- at once -------------------------------------------------------------------------------- */

static gboolean
run_record (CltConn *conn, gpointer data, GError **error)
{
  const Draft *draft = data;

  return clt_delivery_record (conn, draft->client_id, draft->product_id, clt_today (), draft->who,
                              error);
}

static void
refuse (GtkWidget *parent, const GError *error)
{
  g_autofree char *sentence = clt_problem_dup_sentence (error);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                                              _ ("Not Recorded"), sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_recorded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (object), result, &error))
    return;
  if (gtk_widget_get_root (parent) != NULL &&
      g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
    refuse (parent, error);
  else
    clt_desk_fail (CLT_DESK (object), error);
}

void
clt_delivery_dialog_record (GtkWidget *parent, CltDesk *desk, const CltDeliverySubject *subject)
{
  Draft *draft = draft_new (desk, subject);
  g_autofree char *detail = dup_detail (draft);

  if (parent == NULL)
    clt_desk_act (desk, "delivery.save", detail, run_record, draft, draft_free);
  else
    clt_desk_act_async (desk, "delivery.save", detail, run_record, draft, draft_free,
                        on_recorded_cb, g_object_ref (parent));
}

/* ---- with all of it ------------------------------------------------------------------------- */

static gboolean
run_save (CltConn *conn, gpointer data, GError **error)
{
  return clt_delivery_save (conn, data, error);
}

static void
delivery_free (gpointer data)
{
  clt_delivery_free (data);
}

/* FALSE: no number of minutes; the form says so. */
static gboolean
read_minutes (CltFormDialog *form, int *minutes)
{
  g_autofree char *text = clt_form_dialog_dup_text (form, ROW_MINUTES);
  gint64 value = 0;

  if (*text != '\0' && (clt_value_parse_integer (text, strlen (text), &value) != CLT_VALUE_OK ||
                        value < 0 || value > 24 * 60))
    {
      clt_form_dialog_refuse_row (form, ROW_MINUTES,
                                  _ ("The minutes are a whole number, at most those of a day."));
      return FALSE;
    }
  *minutes = (int) value;
  return TRUE;
}

static void
apply (CltFormDialog *form)
{
  const Draft *draft = clt_form_dialog_get_data (form);
  g_autoptr (CltDelivery) delivery = clt_delivery_new ();
  g_autofree char *detail = dup_detail (draft);
  guint channel = clt_form_dialog_get_choice (form, ROW_CHANNEL);
  guint person = clt_form_dialog_get_choice (form, ROW_STAFF);

  if (channel >= draft->channels->len || !clt_form_dialog_get_day (form, ROW_DAY, &delivery->day) ||
      !read_minutes (form, &delivery->minutes))
    return;
  delivery->client_id = draft->client_id;
  delivery->product_id = draft->product_id;
  clt_set_str (&delivery->channel, ((CltChannel *) draft->channels->pdata[channel])->key);
  if (person > 0 && person <= draft->staff->len)
    delivery->staff_id = ((CltStaff *) draft->staff->pdata[person - 1])->id;
  g_free (delivery->note);
  delivery->note = clt_form_dialog_dup_text (form, ROW_NOTE);
  clt_form_dialog_act (form, "delivery.save", detail, run_save, g_steal_pointer (&delivery),
                       delivery_free);
}

static guint
find_channel (const Draft *draft)
{
  for (guint i = 0; i < draft->channels->len; i++)
    if (g_str_equal (((CltChannel *) draft->channels->pdata[i])->key, draft->channel))
      return i;
  return 0;
}

static guint
find_person (const Draft *draft)
{
  for (guint i = 0; i < draft->staff->len; i++)
    if (((CltStaff *) draft->staff->pdata[i])->id == draft->staff_id)
      return i + 1;
  return 0;
}

static void
add_rows (CltFormDialog *form, const Draft *draft)
{
  g_autoptr (GPtrArray) channels = g_ptr_array_new ();
  g_autoptr (GPtrArray) staff = g_ptr_array_new ();
  g_autofree char *today = clt_day_format (clt_today ());
  g_autofree char *minutes = g_strdup_printf ("%d", draft->minutes);

  for (guint i = 0; i < draft->channels->len; i++)
    g_ptr_array_add (channels, ((CltChannel *) draft->channels->pdata[i])->name);
  g_ptr_array_add (channels, NULL);
  g_ptr_array_add (staff, (gpointer) C_ ("in charge", "Nobody"));
  for (guint i = 0; i < draft->staff->len; i++)
    g_ptr_array_add (staff, ((CltStaff *) draft->staff->pdata[i])->name);
  g_ptr_array_add (staff, NULL);
  clt_form_dialog_add_choice (form, _ ("C_hannel"), (const char *const *) channels->pdata);
  clt_form_dialog_select (form, ROW_CHANNEL, find_channel (draft));
  clt_form_dialog_add_entry (form, _ ("_Day"), today, TRUE);
  clt_form_dialog_add_choice (form, _ ("Delivered _by"), (const char *const *) staff->pdata);
  clt_form_dialog_select (form, ROW_STAFF, find_person (draft));
  clt_form_dialog_add_entry (form, _ ("_Minutes"), minutes, FALSE);
  clt_form_dialog_add_entry (form, _ ("_Note"), "", FALSE);
}

/* ---- reading -------------------------------------------------------------------------------- */

static gboolean
load_version (CltConn *conn, Draft *draft, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CltVersion) version = clt_version_get (conn, draft->product_id, clt_today (), &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  draft->minutes = version == NULL ? 0 : version->minutes;
  /* of what is not in force any more a delivery may still be written down later */
  draft->channel =
    clt_delivery_dup_channel (conn, draft->client_id, draft->product_id, clt_today (), NULL);
  if (draft->channel == NULL)
    draft->channel = g_strdup ("");
  return TRUE;
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  Draft *draft = data;

  draft->channels = clt_channel_list (conn, error);
  draft->staff = draft->channels == NULL ? NULL : clt_staff_list (conn, clt_today (), error);
  if (draft->staff == NULL || !load_version (conn, draft, error))
    return NULL;
  draft->staff_id = clt_staff_find (conn, draft->who, NULL);
  return draft;
}

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Draft *draft = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  CltFormDialog *form;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (error != NULL && draft->parent != NULL)
    clt_desk_fail (draft->desk, error);
  if (error != NULL || draft->parent == NULL)
    {
      draft_free (draft);
      return;
    }
  body = dup_body (draft);
  form = clt_form_dialog_new (draft->parent, draft->desk, _ ("Record a Delivery"), body);
  clt_form_dialog_set_data (form, draft, draft_free);
  add_rows (form, draft);
  clt_form_dialog_present (form, _ ("_Record"), apply);
}

void
clt_delivery_dialog_present (GtkWidget *parent, CltDesk *desk, const CltDeliverySubject *subject)
{
  Draft *draft = draft_new (desk, subject);

  g_set_weak_pointer (&draft->parent, parent);
  draft->desk = g_object_ref (desk);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, draft, NULL, NULL, NULL, on_loaded_cb, draft);
}
