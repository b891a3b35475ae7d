/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-segments-page.h"

#include "app/shell/clt-segment-row.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/clients/clt-filter.h"
#include "core/clients/clt-segment.h"

/* Milliseconds of rest before what is typed is counted. */
#define COUNT_DELAY 250

struct _CltSegmentsPage
{
  AdwPreferencesPage parent_instance;

  GtkListBox *list;

  CltDesk *desk;          /* owned (nullable) */
  GPtrArray *rows;        /* owned: CltSegmentRow, in order */
  GCancellable *counting; /* owned (nullable) */
  guint delay;            /* source of the count to come, 0: none */
  CltSegmentRow *typed;   /* weak (nullable): the row whose draft is counted */
  int wanted;             /* row that gets the focus after the next load, -1: none */
};

G_DEFINE_FINAL_TYPE (CltSegmentsPage, clt_segments_page, ADW_TYPE_PREFERENCES_PAGE)

/* ---- sets ---------------------------------------------------------------------------------- */

/* What the file holds, with the draft of @typed in its place. Rows that are not in the file yet
 * are left out, but for @typed. */
static GPtrArray *
build_set (CltSegmentsPage *self, CltSegmentRow *typed)
{
  GPtrArray *set = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_segment_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      CltSegmentRow *row = self->rows->pdata[i];
      const CltSegment *segment = clt_segment_row_get_segment (row);

      if (row == typed)
        g_ptr_array_add (set, clt_segment_row_dup_draft (row));
      else if (segment != NULL)
        g_ptr_array_add (set, clt_segment_copy (segment));
    }
  return set;
}

static gboolean
set_in_worker (CltConn *conn, gpointer data, GError **error)
{
  return clt_segments_set (conn, data, clt_today (), error);
}

/* Takes @set. @name: of the segment that it is about. */
static void
keep_set (CltSegmentsPage *self, GPtrArray *set, const char *name)
{
  clt_desk_act (self->desk, "segment.set", name, set_in_worker, set,
                (GDestroyNotify) g_ptr_array_unref);
}

/* ---- counting ------------------------------------------------------------------------------ */

typedef struct
{
  GPtrArray *segments; /* owned (nullable): those in force, where they were asked for */
  GArray *counts;      /* owned: gint64 */
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  g_clear_pointer (&count->segments, g_ptr_array_unref);
  g_clear_pointer (&count->counts, g_array_unref);
  g_free (count);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Count, count_free)

static gpointer
count_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const GPtrArray *wanted = data;
  g_autoptr (Count) count = g_new0 (Count, 1);
  CltDay today = clt_today ();

  if (wanted == NULL)
    count->segments = clt_segments_load (conn, today, error);
  if (wanted == NULL && count->segments == NULL)
    return NULL;
  count->counts =
    clt_segments_count (conn, wanted != NULL ? wanted : count->segments, today, error);
  return count->counts == NULL ? NULL : g_steal_pointer (&count);
}

/* @typed: (nullable): its draft was counted, too. */
static void
show_counts (CltSegmentsPage *self, const GArray *counts, CltSegmentRow *typed)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      CltSegmentRow *row = self->rows->pdata[i];
      gboolean counted = row == typed || clt_segment_row_get_segment (row) != NULL;

      if (counted && n < counts->len)
        clt_segment_row_set_count (row, g_array_index (counts, gint64, n++));
    }
}

static void
on_store_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSegmentsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Count) count = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  if (count != NULL)
    show_counts (self, count->counts, self->typed);
  else if (self->typed != NULL)
    clt_segment_row_set_error (self->typed, error->message);
}

static gboolean
on_delay_over_cb (gpointer data)
{
  CltSegmentsPage *self = data;

  self->delay = 0;
  if (self->typed == NULL)
    return G_SOURCE_REMOVE;
  self->counting = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       count_in_worker, build_set (self, self->typed),
                       (GDestroyNotify) g_ptr_array_unref, count_free, self->counting,
                       on_store_counted_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
stop_counting (CltSegmentsPage *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  clt_reading_stop (&self->counting);
  g_clear_weak_pointer (&self->typed);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static int
find_row (CltSegmentsPage *self, CltSegmentRow *row)
{
  guint index;

  return g_ptr_array_find (self->rows, row, &index) ? (int) index : -1;
}

/* FALSE: what is typed in @row cannot stand, which it is told. */
static gboolean
check_row (CltSegmentRow *row, const GPtrArray *set)
{
  g_autoptr (GError) error = NULL;
  gboolean fine = clt_segments_check (set, NULL, &error);

  clt_segment_row_set_error (row, fine ? NULL : error->message);
  return fine;
}

static void
on_row_edited_cb (CltSegmentRow *row, gpointer user_data)
{
  CltSegmentsPage *self = user_data;
  g_autoptr (GPtrArray) set = build_set (self, row);

  stop_counting (self);
  if (!check_row (row, set))
    {
      clt_segment_row_set_count (row, -1);
      return;
    }
  g_set_weak_pointer (&self->typed, row);
  self->delay = g_timeout_add (COUNT_DELAY, on_delay_over_cb, self);
}

static void
on_row_applied_cb (CltSegmentRow *row, gpointer user_data)
{
  CltSegmentsPage *self = user_data;
  g_autoptr (GPtrArray) set = build_set (self, row);
  g_autoptr (CltSegment) draft = clt_segment_row_dup_draft (row);

  stop_counting (self);
  if (!check_row (row, set))
    return;
  keep_set (self, g_steal_pointer (&set), clt_segment_get_label (draft));
}

static void
forget_row (CltSegmentsPage *self, CltSegmentRow *row)
{
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_remove (self->rows, row);
}

static void
move_row (CltSegmentsPage *self, CltSegmentRow *row, int step)
{
  g_autoptr (GPtrArray) set = build_set (self, NULL);
  int from = find_row (self, row), to = from + step;
  const CltSegment *segment = clt_segment_row_get_segment (row);

  /* the last one stays the last one */
  if (segment == NULL || to < 0 || to >= (int) set->len - 1)
    return;
  g_ptr_array_insert (set, to, g_ptr_array_steal_index (set, (guint) from));
  self->wanted = to;
  keep_set (self, g_steal_pointer (&set), clt_segment_get_label (segment));
}

static void
remove_row (CltSegmentsPage *self, CltSegmentRow *row)
{
  g_autoptr (GPtrArray) set = build_set (self, NULL);
  g_autofree char *name = NULL;
  int index = find_row (self, row);

  stop_counting (self);
  self->wanted = index;
  if (clt_segment_row_get_segment (row) == NULL)
    {
      forget_row (self, row);
      return;
    }
  name = g_strdup (clt_segment_get_label (clt_segment_row_get_segment (row)));
  g_ptr_array_remove_index (set, (guint) index);
  keep_set (self, g_steal_pointer (&set), name);
}

/* Leaves the preferences for the list of those clients. */
static void
show_clients (CltSegmentsPage *self, const CltSegment *segment)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *parent = gtk_window_get_transient_for (window);
  g_autofree char *name = clt_filter_quote (clt_segment_get_label (segment));
  g_autofree char *expression = g_strconcat ("segment = ", name, NULL);

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-filtered", "(sx)", expression,
                              (gint64) 0);
  gtk_window_close (window);
}

static void
on_row_asked_cb (CltSegmentRow *row, const char *what, gpointer user_data)
{
  CltSegmentsPage *self = user_data;

  if (g_str_equal (what, "up"))
    move_row (self, row, -1);
  else if (g_str_equal (what, "down"))
    move_row (self, row, 1);
  else if (g_str_equal (what, "remove"))
    remove_row (self, row);
  else
    show_clients (self, clt_segment_row_get_segment (row));
}

static CltSegmentRow *
create_row (CltSegmentsPage *self, const CltSegment *segment, gboolean last)
{
  GtkWidget *row = clt_segment_row_new (segment, last);

  g_signal_connect_object (row, "edited", G_CALLBACK (on_row_edited_cb), self, 0);
  g_signal_connect_object (row, "applied", G_CALLBACK (on_row_applied_cb), self, 0);
  g_signal_connect_object (row, "asked", G_CALLBACK (on_row_asked_cb), self, 0);
  return CLT_SEGMENT_ROW (g_object_ref_sink (row));
}

/* Those in @rows that show none of @now leave the list. */
static void
remove_others (CltSegmentsPage *self, GPtrArray *rows, GPtrArray *now)
{
  for (guint i = 0; i < rows->len; i++)
    if (!g_ptr_array_find (now, rows->pdata[i], NULL))
      gtk_list_box_remove (self->list, rows->pdata[i]);
}

/* The index in @rows of the row that holds @segment, or in which it was typed; -1: none. */
static int
find_holder (GPtrArray *rows, const CltSegment *segment)
{
  for (guint i = 0; i < rows->len; i++)
    if (clt_segment_row_take (rows->pdata[i], segment))
      return (int) i;
  return -1;
}

/* Rows that stand in the right order stay the same widgets, so that what is open stays open and
 * what is typed stays typed. One that was moved is made anew and takes both along: in GTK 4.8 the
 * buttons of a row that comes back into a list stay insensitive. */
static GPtrArray *
collect_rows (CltSegmentsPage *self, const GPtrArray *segments)
{
  GPtrArray *now = g_ptr_array_new_with_free_func (g_object_unref);
  int kept = -1;

  for (guint i = 0; i < segments->len; i++)
    {
      int holder = find_holder (self->rows, segments->pdata[i]);
      CltSegmentRow *row;

      if (holder > kept)
        {
          kept = holder;
          g_ptr_array_add (now, g_object_ref (self->rows->pdata[holder]));
          continue;
        }
      row = create_row (self, segments->pdata[i], i + 1 == segments->len);
      if (holder >= 0)
        clt_segment_row_replace (row, self->rows->pdata[holder]);
      g_ptr_array_add (now, row);
    }
  return now;
}

static void
show_segments (CltSegmentsPage *self, const GPtrArray *segments)
{
  g_autoptr (GPtrArray) before = self->rows;
  GPtrArray *now = collect_rows (self, segments);

  /* new ones that are still being typed stand before the last */
  for (guint i = 0; i < before->len; i++)
    if (clt_segment_row_get_segment (before->pdata[i]) == NULL)
      g_ptr_array_insert (now, (int) now->len - 1, g_object_ref (before->pdata[i]));
  remove_others (self, before, now);
  for (guint i = 0; i < now->len; i++)
    if (gtk_widget_get_parent (now->pdata[i]) == NULL)
      gtk_list_box_insert (self->list, now->pdata[i], (int) i);
  self->rows = now;
  if (self->wanted >= 0)
    clt_segment_row_focus (now->pdata[MIN (self->wanted, (int) now->len - 1)]);
  self->wanted = -1;
}

static void
on_store_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSegmentsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Count) count = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL)
    return;
  if (count == NULL)
    {
      clt_desk_fail (self->desk, error);
      return;
    }
  show_segments (self, count->segments);
  show_counts (self, count->counts, NULL);
}

static void
load (CltSegmentsPage *self)
{
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       count_in_worker, NULL, NULL, count_free, NULL, on_store_loaded_cb,
                       g_object_ref (self));
}

static void
add_segment (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSegmentsPage *self = CLT_SEGMENTS_PAGE (widget);
  CltSegmentRow *row;
  int last = (int) self->rows->len - 1;

  if (last < 0)
    return;
  row = create_row (self, NULL, FALSE);
  g_ptr_array_insert (self->rows, last, row);
  gtk_list_box_insert (self->list, GTK_WIDGET (row), last);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  clt_segment_row_focus (row);
}

/* ---- class --------------------------------------------------------------------------------- */

void
clt_segments_page_set_desk (CltSegmentsPage *self, CltDesk *desk)
{
  g_return_if_fail (CLT_IS_SEGMENTS_PAGE (self));

  g_set_object (&self->desk, desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

static void
clt_segments_page_dispose (GObject *object)
{
  CltSegmentsPage *self = CLT_SEGMENTS_PAGE (object);

  stop_counting (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_ptr_array_new ();
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_SEGMENTS_PAGE);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (clt_segments_page_parent_class)->dispose (object);
}

static void
clt_segments_page_finalize (GObject *object)
{
  g_ptr_array_unref (CLT_SEGMENTS_PAGE (object)->rows);
  G_OBJECT_CLASS (clt_segments_page_parent_class)->finalize (object);
}

static void
clt_segments_page_class_init (CltSegmentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_segments_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_segments_page_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/shell/clt-segments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSegmentsPage, list);
  gtk_widget_class_install_action (widget_class, "segments.add", NULL, add_segment);
}

static void
clt_segments_page_init (CltSegmentsPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}
