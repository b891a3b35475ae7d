/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-reader.h"
#include "app/widgets/clt-reading.h"

struct _CltReader
{
  GtkWidget *owner; /* borrowed (nullable): NULL when it was disposed of */
  CltDesk *desk;    /* owned */
  const CltReaderKind *kind;
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  gint64 id;
  gboolean stale; /* it was asked while it was not on the screen */
};

static void
reader_clear (gpointer data)
{
  CltReader *self = data;

  g_object_unref (self->desk);
}

static void
reader_unref (CltReader *self)
{
  g_rc_box_release_full (self, reader_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltReader, reader_unref)

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltReader) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer record = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->owner == NULL)
    {
      g_clear_pointer (&record, self->kind->record_free);
      return;
    }
  g_clear_object (&self->cancellable);
  if (record == NULL)
    clt_desk_fail (self->desk, error);
  else
    self->kind->take (self->owner, record);
}

static void
stop (CltReader *self)
{
  clt_reading_stop (&self->cancellable);
}

void
clt_reader_ask (CltReader *self, gint64 id)
{
  g_return_if_fail (self != NULL);

  stop (self);
  self->id = id;
  self->stale = !self->kind->hidden_too && !gtk_widget_get_mapped (self->owner);
  if (self->stale)
    return;
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       self->kind->read, g_memdup2 (&self->id, sizeof self->id), g_free,
                       self->kind->record_free, self->cancellable, on_loaded_cb,
                       g_rc_box_acquire (self));
}

void
clt_reader_forget (CltReader *self)
{
  g_return_if_fail (self != NULL);

  stop (self);
}

static void
on_owner_mapped_cb (GtkWidget *owner, CltReader *self)
{
  if (self->stale)
    clt_reader_ask (self, self->id);
}

gboolean
clt_reader_is_waiting (CltReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stale || self->cancellable != NULL;
}

CltReader *
clt_reader_new (GtkWidget *owner, CltDesk *desk, const CltReaderKind *kind)
{
  CltReader *self = g_rc_box_new0 (CltReader);

  self->owner = owner;
  self->desk = g_object_ref (desk);
  self->kind = kind;
  /* after the class has mapped its children */
  g_signal_connect_after (owner, "map", G_CALLBACK (on_owner_mapped_cb), self);
  return self;
}

void
clt_reader_free (CltReader *self)
{
  g_return_if_fail (self != NULL);

  stop (self);
  g_signal_handlers_disconnect_by_data (self->owner, self);
  self->owner = NULL;
  reader_unref (self);
}
