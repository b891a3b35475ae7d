/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-view-book.h"

#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* A shared view is a few hundred bytes; more is another file. */
#define MAX_FILE_BYTES (256 * 1024)
#define COUNT_AFTER_MS 500

struct _CltViewBook
{
  GObject parent_instance;

  CltDesk *desk;          /* owned */
  GPtrArray *views;       /* owned: CltView */
  GArray *counts;         /* owned (nullable): gint64, one a view */
  GCancellable *life;     /* owned */
  GCancellable *counting; /* owned (nullable) */
  gboolean loaded;
  guint count_id; /* timeout, 0: none */
};

G_DEFINE_FINAL_TYPE (CltViewBook, clt_view_book, G_TYPE_OBJECT)

enum
{
  LOADED,
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Reading */

static gpointer
count_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_view_count (conn, data, clt_today (), error);
}

static void
on_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltViewBook) self = user_data;
  GArray *counts = clt_store_run_finish (CLT_STORE (object), result, NULL);

  /* counts that fail are not shown; the list tells why */
  if (counts == NULL)
    return;
  g_clear_pointer (&self->counts, g_array_unref);
  self->counts = counts;
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
recount (CltViewBook *self)
{
  GPtrArray *views;

  clt_reading_stop (&self->counting);
  if (self->views->len == 0)
    return;
  self->counting = g_cancellable_new ();
  /* the worker's own: the views here may be replaced meanwhile, but never change */
  views = g_ptr_array_ref (self->views);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_LOW,
                       count_in_worker, views, (GDestroyNotify) g_ptr_array_unref,
                       (GDestroyNotify) g_array_unref, self->counting, on_counted_cb,
                       g_object_ref (self));
}

static gpointer
list_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  return clt_view_list (conn, error);
}

static void
on_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltViewBook) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *views = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (views == NULL)
    clt_desk_fail (self->desk, error);
  else
    {
      g_ptr_array_unref (self->views);
      self->views = views;
      g_clear_pointer (&self->counts, g_array_unref);
    }
  self->loaded = TRUE;
  g_signal_emit (self, signals[LOADED], 0);
  recount (self);
}

void
clt_view_book_reload (CltViewBook *self)
{
  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       list_in_worker, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->life,
                       on_listed_cb, g_object_ref (self));
}

gboolean
clt_view_book_is_loaded (CltViewBook *self)
{
  g_return_val_if_fail (CLT_IS_VIEW_BOOK (self), FALSE);

  return self->loaded;
}

CltDesk *
clt_view_book_get_desk (CltViewBook *self)
{
  g_return_val_if_fail (CLT_IS_VIEW_BOOK (self), NULL);

  return self->desk;
}

GPtrArray *
clt_view_book_get_views (CltViewBook *self)
{
  g_return_val_if_fail (CLT_IS_VIEW_BOOK (self), NULL);

  return self->views;
}

const CltView *
clt_view_book_find (CltViewBook *self, gint64 id)
{
  g_return_val_if_fail (CLT_IS_VIEW_BOOK (self), NULL);

  for (guint i = 0; i < self->views->len; i++)
    if (((CltView *) self->views->pdata[i])->id == id)
      return self->views->pdata[i];
  return NULL;
}

const CltView *
clt_view_book_find_named (CltViewBook *self, const char *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (CLT_IS_VIEW_BOOK (self), NULL);

  wanted = clt_text_normalize (name, -1);
  for (guint i = 0; i < self->views->len; i++)
    if (g_str_equal (((CltView *) self->views->pdata[i])->name, wanted))
      return self->views->pdata[i];
  return NULL;
}

gint64
clt_view_book_get_count (CltViewBook *self, gint64 id)
{
  g_return_val_if_fail (CLT_IS_VIEW_BOOK (self), -1);

  for (guint i = 0; self->counts != NULL && i < self->views->len; i++)
    if (((CltView *) self->views->pdata[i])->id == id)
      return g_array_index (self->counts, gint64, i);
  return -1;
}

/* Writing */

/* What the writer thread gets. */
typedef struct
{
  CltView *view;
  int step;
  GFile *file; /* (nullable) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->view, clt_view_free);
  g_clear_object (&change->file);
  g_free (change);
}

static Change *
change_new (const CltView *view)
{
  Change *change = g_new0 (Change, 1);

  change->view = view != NULL ? clt_view_copy (view) : NULL;
  return change;
}

static gboolean
save (CltConn *conn, gpointer data, GError **error)
{
  return clt_view_save (conn, ((Change *) data)->view, error);
}

void
clt_view_book_save (CltViewBook *self, const CltView *view)
{
  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  clt_desk_act (self->desk, "view.save", view->name, save, change_new (view), change_free);
}

void
clt_view_book_rename (CltViewBook *self, const CltView *view, const char *name)
{
  Change *change = change_new (view);

  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  clt_set_str (&change->view->name, name);
  clt_desk_act (self->desk, "view.rename", name, save, change, change_free);
}

static gboolean
remove_view (CltConn *conn, gpointer data, GError **error)
{
  return clt_view_delete (conn, ((Change *) data)->view->id, error);
}

void
clt_view_book_remove (CltViewBook *self, const CltView *view)
{
  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  clt_desk_act (self->desk, "view.delete", view->name, remove_view, change_new (view), change_free);
}

static gboolean
move (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_view_move (conn, change->view->id, change->step, error);
}

void
clt_view_book_move (CltViewBook *self, const CltView *view, int step)
{
  Change *change = change_new (view);

  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  change->step = step;
  clt_desk_act (self->desk, "view.move", view->name, move, change, change_free);
}

static gboolean
set_default (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;

  return clt_view_set_default (conn, change->view != NULL ? change->view->id : 0, error);
}

void
clt_view_book_set_default (CltViewBook *self, const CltView *view)
{
  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  clt_desk_act (self->desk, "view.default", view != NULL ? view->name : NULL, set_default,
                change_new (view), change_free);
}

/* Sharing */

static char *
read_file (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = g_malloc (MAX_FILE_BYTES + 1);
  gsize n;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_FILE_BYTES, &n, NULL, error))
    return NULL;
  text[n] = '\0';
  return g_steal_pointer (&text);
}

static gboolean
import_view (CltConn *conn, gpointer data, GError **error)
{
  const Change *change = data;
  g_autofree char *text = read_file (change->file, error);
  g_autoptr (CltView) view = text != NULL ? clt_view_from_text (conn, text, error) : NULL;

  return view != NULL && clt_view_save (conn, view, error);
}

void
clt_view_book_import (CltViewBook *self, GFile *file)
{
  Change *change = change_new (NULL);
  g_autofree char *name = g_file_get_basename (file);

  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  change->file = g_object_ref (file);
  clt_desk_act (self->desk, "view.import", name, import_view, change, change_free);
}

static gpointer
share_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Change *change = data;
  g_autofree char *text = clt_view_to_text (conn, change->view, error);
  g_autofree char *line = text != NULL ? g_strconcat (text, "\n", NULL) : NULL;

  if (line != NULL)
    g_file_replace_contents (change->file, line, strlen (line), NULL, FALSE, G_FILE_CREATE_NONE,
                             NULL, cancellable, error);
  return NULL;
}

static void
on_shared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltDesk) desk = user_data;
  g_autoptr (GError) error = NULL;

  clt_store_run_finish (CLT_STORE (object), result, &error);
  if (error != NULL)
    clt_desk_fail (desk, error);
  else
    clt_desk_tell (desk, _ ("The view was written to the file"));
}

void
clt_view_book_share (CltViewBook *self, const CltView *view, GFile *file)
{
  Change *change = change_new (view);

  g_return_if_fail (CLT_IS_VIEW_BOOK (self));

  change->file = g_object_ref (file);
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       share_in_worker, change, change_free, NULL, NULL, on_shared_cb,
                       g_object_ref (self->desk));
}

/* Class */

static void
clt_view_book_dispose (GObject *object)
{
  CltViewBook *self = CLT_VIEW_BOOK (object);

  g_cancellable_cancel (self->life);
  clt_reading_stop (&self->counting);
  g_clear_handle_id (&self->count_id, g_source_remove);
  if (self->desk != NULL)
    g_object_set_data (G_OBJECT (self->desk), "clt-view-book", NULL);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (clt_view_book_parent_class)->dispose (object);
}

static void
clt_view_book_finalize (GObject *object)
{
  CltViewBook *self = CLT_VIEW_BOOK (object);

  g_ptr_array_unref (self->views);
  g_clear_pointer (&self->counts, g_array_unref);
  g_object_unref (self->life);
  G_OBJECT_CLASS (clt_view_book_parent_class)->finalize (object);
}

static void
clt_view_book_class_init (CltViewBookClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_view_book_dispose;
  G_OBJECT_CLASS (klass)->finalize = clt_view_book_finalize;
  signals[LOADED] =
    g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] =
    g_signal_new ("counted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
clt_view_book_init (CltViewBook *self)
{
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_view_free);
  self->life = g_cancellable_new ();
}

static gboolean
on_count_due_cb (gpointer user_data)
{
  CltViewBook *self = user_data;

  self->count_id = 0;
  recount (self);
  return G_SOURCE_REMOVE;
}

/* Counting waits until a row of changes has ended. */
static void
on_store_changed_cb (CltStore *store, const CltTouched *touched, CltViewBook *self)
{
  if (touched == NULL || clt_touched_get_rows (touched, "saved_view") != NULL ||
      clt_touched_get_rows (touched, "setting") != NULL)
    clt_view_book_reload (self);
  else if (self->count_id == 0)
    self->count_id = g_timeout_add (COUNT_AFTER_MS, on_count_due_cb, self);
}

CltViewBook *
clt_view_book_get (CltDesk *desk)
{
  CltViewBook *self = g_object_get_data (G_OBJECT (desk), "clt-view-book");

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (CLT_TYPE_VIEW_BOOK, NULL);
  /* the book holds the desk; the desk only knows where it is */
  g_object_set_data (G_OBJECT (desk), "clt-view-book", self);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (clt_desk_get_store (desk), "changed", G_CALLBACK (on_store_changed_cb),
                           self, 0);
  clt_view_book_reload (self);
  return self;
}
