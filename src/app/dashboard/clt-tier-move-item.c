/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dashboard/clt-tier-move-item.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltTierMoveItem
{
  GObject parent_instance;

  char *client;
  char *move;
  char *reason;
};

G_DEFINE_FINAL_TYPE (CltTierMoveItem, clt_tier_move_item, G_TYPE_OBJECT)

enum
{
  PROP_CLIENT = 1,
  PROP_MOVE,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

CltTierMoveItem *
clt_tier_move_item_new (const CltTierMove *move, CltDay day)
{
  CltTierMoveItem *self = g_object_new (CLT_TYPE_TIER_MOVE_ITEM, NULL);
  g_autofree char *average = clt_money_format (move->average);
  g_autofree char *run = clt_day_format (day);
  const char *mark = move->to > move->from ? "▲" : "▼";

  self->client = g_strdup_printf ("%s  %s", move->account, move->name);
  self->move = g_strdup_printf ("%s %s → %s", mark, clt_tier_get_label (move->from),
                                clt_tier_get_label (move->to));
  /* Translators: date of the run, average equity in yuan, days behind the average. */
  self->reason = g_strdup_printf (ngettext ("%s: %s on average over %d day",
                                            "%s: %s on average over %d days", (gulong) move->days),
                                  run, average, move->days);
  return self;
}

static void
clt_tier_move_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CltTierMoveItem *self = CLT_TIER_MOVE_ITEM (object);

  switch (id)
    {
    case PROP_CLIENT:
      g_value_set_string (value, self->client);
      break;
    case PROP_MOVE:
      g_value_set_string (value, self->move);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clt_tier_move_item_finalize (GObject *object)
{
  CltTierMoveItem *self = CLT_TIER_MOVE_ITEM (object);

  g_free (self->client);
  g_free (self->move);
  g_free (self->reason);

  G_OBJECT_CLASS (clt_tier_move_item_parent_class)->finalize (object);
}

static void
clt_tier_move_item_class_init (CltTierMoveItemClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = clt_tier_move_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = clt_tier_move_item_finalize;

  properties[PROP_CLIENT] = g_param_spec_string ("client", NULL, NULL, NULL, flags);
  properties[PROP_MOVE] = g_param_spec_string ("move", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
clt_tier_move_item_init (CltTierMoveItem *self)
{
}
