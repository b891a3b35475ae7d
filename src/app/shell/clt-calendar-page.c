/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-calendar-page.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/funds/clt-calendar.h"

struct _CltCalendarPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *year_group;

  CltDesk *desk;   /* owned (nullable) */
  GPtrArray *rows; /* borrowed from year_group */
};

G_DEFINE_FINAL_TYPE (CltCalendarPage, clt_calendar_page, ADW_TYPE_PREFERENCES_PAGE)

typedef struct
{
  int year;
  gboolean known;
  int days;
} Year;

static int
get_year (CltDay day)
{
  return clt_day_get_month (day) / 12;
}

/* From the first year of the calendar to the next one, newest first. */
static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltCalendar) calendar = clt_calendar_load (conn, error);
  g_autoptr (GArray) years = g_array_new (FALSE, FALSE, sizeof (Year));
  int last = get_year (clt_today ()) + 1, first = last - 2;
  CltDay start;

  if (calendar == NULL)
    return NULL;
  start = clt_calendar_get_first (calendar);
  if (start != CLT_DAY_NONE)
    first = MIN (first, get_year (start));
  for (int year = last; year >= first; year--)
    {
      Year entry = { year, clt_calendar_has_year (calendar, year), 0 };

      entry.days = clt_calendar_count (calendar, clt_day_from_ymd (year, 1, 1),
                                       clt_day_from_ymd (year, 12, 31));
      g_array_append_val (years, entry);
    }
  return g_steal_pointer (&years);
}

static void
add_year (CltCalendarPage *self, const Year *year)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf ("%d", year->year);
  g_autofree char *count = clt_count_format (year->days);
  /* Translators: %s is a number. */
  g_autofree char *days = g_strdup_printf (_ ("%s trading days"), count);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               year->known ? days
                                           : _ ("Unknown: every weekday counts as a trading day"));
  if (!year->known)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Import…"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "calendar.import");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (self->year_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltCalendarPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) years = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (years == NULL || self->desk == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->year_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < years->len; i++)
    add_year (self, &g_array_index (years, Year, i));
}

static void
load (CltCalendarPage *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, NULL, NULL, (GDestroyNotify) g_array_unref, NULL,
                       on_store_loaded_cb, g_object_ref (self));
}

void
clt_calendar_page_set_desk (CltCalendarPage *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_CALENDAR_PAGE (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

/* The assistant belongs to the window below. */
static void
import_calendar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *preferences = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWindow *window = gtk_window_get_transient_for (preferences);

  gtk_window_close (preferences);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.import", NULL);
}

static void
clt_calendar_page_dispose (GObject *object)
{
  CltCalendarPage *self = CLT_CALENDAR_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_CALENDAR_PAGE);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (clt_calendar_page_parent_class)->dispose (object);
}

static void
clt_calendar_page_class_init (CltCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_calendar_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCalendarPage, year_group);
  gtk_widget_class_install_action (widget_class, "calendar.import", NULL, import_calendar);
}

static void
clt_calendar_page_init (CltCalendarPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
