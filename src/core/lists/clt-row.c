/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lists/clt-row-private.h"

struct _CltRow
{
  GObject parent_instance;

  CltKeyList *list; /* borrowed: NULL once the row has left it */
  gint64 id;
  guint position;
  gpointer record; /* owned (nullable) */
  const CltKeyListSource *source;
};

G_DEFINE_FINAL_TYPE (CltRow, clt_row, G_TYPE_OBJECT)

enum
{
  PROP_RECORD = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

CltRow *
clt_row_new (CltKeyList *list, const CltKeyListSource *source, gint64 id, guint position)
{
  CltRow *self = g_object_new (CLT_TYPE_ROW, NULL);

  self->list = list;
  self->source = source;
  self->id = id;
  self->position = position;
  return self;
}

gint64
clt_row_get_id (CltRow *self)
{
  g_return_val_if_fail (CLT_IS_ROW (self), 0);

  return self->id;
}

guint
clt_row_get_position (CltRow *self)
{
  g_return_val_if_fail (CLT_IS_ROW (self), 0);

  return self->position;
}

gpointer
clt_row_get_record (CltRow *self)
{
  g_return_val_if_fail (CLT_IS_ROW (self), NULL);

  return self->record;
}

void
clt_row_set_position (CltRow *self, guint position)
{
  self->position = position;
}

void
clt_row_detach (CltRow *self)
{
  self->list = NULL;
}

void
clt_row_set_record (CltRow *self, gpointer record)
{
  if (self->record == record)
    return;
  g_clear_pointer (&self->record, self->source->record_unref);
  self->record = self->source->record_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static void
clt_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CltRow *self = CLT_ROW (object);

  switch (id)
    {
    case PROP_RECORD:
      g_value_set_pointer (value, self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clt_row_finalize (GObject *object)
{
  CltRow *self = CLT_ROW (object);

  if (self->list != NULL)
    clt_key_list_forget_row (self->list, self);
  if (self->record != NULL)
    self->source->record_unref (self->record);

  G_OBJECT_CLASS (clt_row_parent_class)->finalize (object);
}

static void
clt_row_class_init (CltRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = clt_row_get_property;
  G_OBJECT_CLASS (klass)->finalize = clt_row_finalize;

  properties[PROP_RECORD] =
    g_param_spec_pointer ("record", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
clt_row_init (CltRow *self)
{
}
