/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/clt-history-item.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltHistoryItem
{
  GObject parent_instance;

  gint64 id;
  gboolean undone;
  char *title;
  char *subtitle;
};

G_DEFINE_FINAL_TYPE (CltHistoryItem, clt_history_item, G_TYPE_OBJECT)

static GParamSpec *undone_property;

static void
clt_history_item_finalize (GObject *object)
{
  CltHistoryItem *self = CLT_HISTORY_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (clt_history_item_parent_class)->finalize (object);
}

static void
clt_history_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, CLT_HISTORY_ITEM (object)->undone);
}

static void
clt_history_item_class_init (CltHistoryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = clt_history_item_finalize;
  object_class->get_property = clt_history_item_get_property;
  undone_property =
    g_param_spec_boolean ("undone", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, 1, undone_property);
}

static void
clt_history_item_init (CltHistoryItem *self)
{
}

static char *
make_title (const CltAction *action)
{
  const char *label = clt_action_get_label (action->name);

  if (*action->detail == '\0')
    return g_strdup (label);
  /* Translators: a line of the history: what was done, and to what. */
  return g_strdup_printf (C_ ("history", "%s: %s"), label, action->detail);
}

static char *
make_subtitle (const CltAction *action)
{
  g_autofree char *at = clt_instant_format (action->at);
  g_autofree char *count = clt_count_format (action->rows);
  g_autofree char *rows = NULL;

  /* Translators: %s is a number of table rows that an action changed. */
  rows = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) action->rows), count);
  if (action->undone)
    /* Translators: when, who, how many rows. */
    return g_strdup_printf (_ ("%s · %s · %s · undone"), at, action->who, rows);
  /* Translators: when, who, how many rows. */
  return g_strdup_printf (_ ("%s · %s · %s"), at, action->who, rows);
}

CltHistoryItem *
clt_history_item_new (const CltAction *action)
{
  CltHistoryItem *self = g_object_new (CLT_TYPE_HISTORY_ITEM, NULL);

  self->id = action->id;
  self->undone = action->undone;
  self->title = make_title (action);
  self->subtitle = make_subtitle (action);
  return self;
}

void
clt_history_item_update (CltHistoryItem *self, const CltAction *action)
{
  if (self->undone == action->undone)
    return;
  self->undone = action->undone;
  g_free (self->subtitle);
  self->subtitle = make_subtitle (action);
  g_object_notify_by_pspec (G_OBJECT (self), undone_property);
}

gint64
clt_history_item_get_id (CltHistoryItem *self)
{
  return self->id;
}

gboolean
clt_history_item_is_undone (CltHistoryItem *self)
{
  return self->undone;
}

const char *
clt_history_item_get_title (CltHistoryItem *self)
{
  return self->title;
}

const char *
clt_history_item_get_subtitle (CltHistoryItem *self)
{
  return self->subtitle;
}
