/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/clt-today-line.h"

struct _CltTodayLine
{
  GObject parent_instance;

  CltTodayItem *item; /* owned (nullable) */
  char *heading;      /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (CltTodayLine, clt_today_line, G_TYPE_OBJECT)

CltTodayLine *
clt_today_line_new_heading (const char *text)
{
  CltTodayLine *self = g_object_new (CLT_TYPE_TODAY_LINE, NULL);

  self->heading = g_strdup (text);
  return self;
}

CltTodayLine *
clt_today_line_new (CltTodayItem *item)
{
  CltTodayLine *self = g_object_new (CLT_TYPE_TODAY_LINE, NULL);

  self->item = item;
  return self;
}

const CltTodayItem *
clt_today_line_get_item (CltTodayLine *self)
{
  g_return_val_if_fail (CLT_IS_TODAY_LINE (self), NULL);

  return self->item;
}

const char *
clt_today_line_get_heading (CltTodayLine *self)
{
  g_return_val_if_fail (CLT_IS_TODAY_LINE (self), NULL);

  return self->heading;
}

static void
clt_today_line_finalize (GObject *object)
{
  CltTodayLine *self = CLT_TODAY_LINE (object);

  g_clear_pointer (&self->item, clt_today_item_free);
  g_free (self->heading);

  G_OBJECT_CLASS (clt_today_line_parent_class)->finalize (object);
}

static void
clt_today_line_class_init (CltTodayLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = clt_today_line_finalize;
}

static void
clt_today_line_init (CltTodayLine *self)
{
}
