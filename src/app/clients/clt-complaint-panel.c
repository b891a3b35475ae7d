/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-complaint-panel.h"

#include "app/widgets/clt-reader.h"
#include "core/base/clt-i18n.h"
#include "core/complaints/clt-complaint-register.h"

struct _CltComplaintPanel
{
  AdwPreferencesGroup parent_instance;

  CltReader *reader; /* owned (nullable) */
  gint64 client_id;
  GPtrArray *rows; /* owned: borrowed rows of the group */
};

G_DEFINE_FINAL_TYPE (CltComplaintPanel, clt_complaint_panel, ADW_TYPE_PREFERENCES_GROUP)

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  CltComplaintQuery query = CLT_COMPLAINT_QUERY_INIT;

  query.client_id = *(const gint64 *) data;
  return clt_register_load (conn, CLT_REGISTER_ALL, &query, 0, clt_today (), error);
}

/* Enter and a click show it in its place. */
static GtkWidget *
new_row (const CltRegisterLine *line)
{
  const CltComplaint *complaint = line->complaint;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = clt_day_format (complaint->received);
  g_autofree char *due = clt_complaint_time_dup_words (&line->time);
  g_autofree char *title =
    g_strdup_printf ("%s · %s", complaint->number,
                     *complaint->class_ == '\0'
                       ? complaint->topic
                       : clt_complaint_choice_get_label ("class", complaint->class_));
  g_autofree char *subtitle =
    g_strdup_printf ("%s · %s%s%s", day, clt_complaint_choice_get_label ("state", complaint->state),
                     *due == '\0' ? "" : " · ", due);
  g_autofree char *open =
    g_strdup_printf ("complaint.show(int64 %" G_GINT64_FORMAT ")", complaint->id);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (line->time.light == CLT_LIGHT_RED)
    gtk_widget_add_css_class (row, "error");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "complaints", open);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-in");
  return row;
}

static void
take_row (CltComplaintPanel *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_done (CltComplaintPanel *self, const CltRegister *found)
{
  const guint n = found->counts[CLT_REGISTER_CLOSED];
  GtkWidget *done = adw_expander_row_new ();
  g_autofree char *title =
    /* Translators: %u is a number of complaints. */
    g_strdup_printf (ngettext ("%u complaint closed", "%u complaints closed", n), n);

  for (guint i = 0; i < found->lines->len; i++)
    if (clt_register_view_has (CLT_REGISTER_CLOSED, found->lines->pdata[i], 0))
      adw_expander_row_add_row (ADW_EXPANDER_ROW (done), new_row (found->lines->pdata[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (done), title);
  take_row (self, done);
}

static void
take (gpointer owner, gpointer record)
{
  CltComplaintPanel *self = owner;
  g_autoptr (CltRegister) found = record;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < found->lines->len; i++)
    if (clt_register_view_has (CLT_REGISTER_OPEN, found->lines->pdata[i], 0))
      take_row (self, new_row (found->lines->pdata[i]));
  if (found->counts[CLT_REGISTER_CLOSED] > 0)
    add_done (self, found);
  gtk_widget_set_visible (GTK_WIDGET (self), found->lines->len > 0);
}

void
clt_complaint_panel_set_client (CltComplaintPanel *self, CltDesk *desk, gint64 id)
{
  static const CltReaderKind kind = { load_in_worker, (GDestroyNotify) clt_register_free, take,
                                      .hidden_too = TRUE };

  g_return_if_fail (CLT_IS_COMPLAINT_PANEL (self));

  if (self->client_id != id)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->client_id = id;
  if (self->reader == NULL)
    self->reader = clt_reader_new (GTK_WIDGET (self), desk, &kind);
  clt_reader_ask (self->reader, id);
}

/* ---- the class ------------------------------------------------------------------------------- */

static void
clt_complaint_panel_dispose (GObject *object)
{
  CltComplaintPanel *self = CLT_COMPLAINT_PANEL (object);

  g_clear_pointer (&self->reader, clt_reader_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_complaint_panel_parent_class)->dispose (object);
}

static void
clt_complaint_panel_class_init (CltComplaintPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_complaint_panel_dispose;
}

static void
clt_complaint_panel_init (CltComplaintPanel *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
