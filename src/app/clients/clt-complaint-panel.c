/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-complaint-panel.h"

#include "core/base/clt-i18n.h"
#include "core/complaints/clt-complaint-register.h"

struct _CltComplaintPanel
{
  CltCardPanel parent_instance;
};

G_DEFINE_FINAL_TYPE (CltComplaintPanel, clt_complaint_panel, CLT_TYPE_CARD_PANEL)

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
  GtkWidget *row;
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

  row = clt_card_panel_new_row (title, subtitle, "complaints", open);
  if (line->time.light == CLT_LIGHT_RED)
    gtk_widget_add_css_class (row, "error");
  return row;
}

static void
add_done (CltCardPanel *self, const CltRegister *found)
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
  clt_card_panel_take_row (self, done);
}

static gboolean
fill (CltCardPanel *self, gconstpointer record)
{
  const CltRegister *found = record;

  for (guint i = 0; i < found->lines->len; i++)
    if (clt_register_view_has (CLT_REGISTER_OPEN, found->lines->pdata[i], 0))
      clt_card_panel_take_row (self, new_row (found->lines->pdata[i]));
  if (found->counts[CLT_REGISTER_CLOSED] > 0)
    add_done (self, found);
  return found->lines->len > 0;
}

static void
clt_complaint_panel_class_init (CltComplaintPanelClass *klass)
{
  CltCardPanelClass *panel_class = CLT_CARD_PANEL_CLASS (klass);

  panel_class->read = load_in_worker;
  panel_class->record_free = (GDestroyNotify) clt_register_free;
  panel_class->fill = fill;
}

static void
clt_complaint_panel_init (CltComplaintPanel *self)
{
}
