/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-palette-item.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-pinyin.h"

struct _CltPaletteItem
{
  GObject parent_instance;

  char *title;
  char *detail; /* beside the title: tab and keys, or account */
  char *icon_name;
  char *haystack; /* title, pinyin, initials; lower case */
  char *action;   /* detailed */
  CltPaletteRank rank;
};

G_DEFINE_FINAL_TYPE (CltPaletteItem, clt_palette_item, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_ICON_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
clt_palette_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CltPaletteItem *self = CLT_PALETTE_ITEM (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clt_palette_item_finalize (GObject *object)
{
  CltPaletteItem *self = CLT_PALETTE_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->icon_name);
  g_free (self->haystack);
  g_free (self->action);

  G_OBJECT_CLASS (clt_palette_item_parent_class)->finalize (object);
}

static void
clt_palette_item_class_init (CltPaletteItemClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = clt_palette_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = clt_palette_item_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
clt_palette_item_init (CltPaletteItem *self)
{
  self->rank = CLT_PALETTE_ANYWHERE;
}

static char *
dup_keys_label (const char *keys)
{
  g_auto (GStrv) list = g_strsplit (keys, " ", 2);
  guint keyval;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (list[0], &keyval, &modifiers))
    return g_strdup ("");
  return gtk_accelerator_get_label (keyval, modifiers);
}

/* What is typed may be in the title, its pinyin or its initials. */
static void
fill_haystack (CltPaletteItem *self)
{
  g_autofree char *lower = g_utf8_strdown (self->title, -1);
  g_autofree char *full = clt_pinyin_full (self->title);
  g_autofree char *initials = clt_pinyin_initials (self->title);

  self->haystack = g_strjoin ("\n", lower, full, initials, NULL);
}

/* Several tabs may have the same words and the same key: the tab is named. */
static char *
dup_detail (const CltCommand *command, const char *tab)
{
  g_autofree char *keys = command->keys != NULL ? dup_keys_label (command->keys) : g_strdup ("");

  if (tab == NULL)
    return g_steal_pointer (&keys);
  return *keys == '\0' ? g_strdup (tab) : g_strdup_printf ("%s · %s", tab, keys);
}

CltPaletteItem *
clt_palette_item_new_command (const CltCommand *command, const char *tab, CltPaletteRank rank)
{
  CltPaletteItem *self = g_object_new (CLT_TYPE_PALETTE_ITEM, NULL);

  self->title = clt_command_dup_label (command);
  self->detail = dup_detail (command, tab);
  self->rank = rank;
  self->icon_name = g_strdup ("system-run-symbolic");
  self->action = g_strdup (command->action);
  fill_haystack (self);
  return self;
}

CltPaletteItem *
clt_palette_item_new_tab (const CltPlace *place,
                          const char *show_tab,
                          const char *tab,
                          const char *title)
{
  CltPaletteItem *self = g_object_new (CLT_TYPE_PALETTE_ITEM, NULL);

  self->title = g_strdup (title);
  self->detail = g_strdup ("");
  self->icon_name = g_strdup (place->icon_name);
  self->action = g_strdup_printf ("win.show-in(('%s', \"%s('%s')\"))", place->name, show_tab, tab);
  fill_haystack (self);
  return self;
}

CltPaletteItem *
clt_palette_item_new_view (const CltView *view)
{
  CltPaletteItem *self = g_object_new (CLT_TYPE_PALETTE_ITEM, NULL);

  self->title = g_strdup (view->name);
  self->detail = g_strdup (C_ ("palette", "View of clients"));
  self->icon_name = g_strdup ("clt-filter-symbolic");
  self->action = g_strdup_printf ("win.show-view(int64 %" G_GINT64_FORMAT ")", view->id);
  fill_haystack (self);
  return self;
}

CltPaletteItem *
clt_palette_item_new_client (const CltSearchHit *hit)
{
  CltPaletteItem *self = g_object_new (CLT_TYPE_PALETTE_ITEM, NULL);

  self->title = g_strdup (hit->name);
  self->detail = hit->account == NULL
                   ? g_strdup (C_ ("palette", "Prospect"))
                   : g_strdup_printf ("%s · %s", hit->account, clt_tier_get_label (hit->tier));
  self->icon_name = g_strdup ("avatar-default-symbolic");
  self->action = g_strdup_printf ("win.show-client(int64 %" G_GINT64_FORMAT ")", hit->id);
  self->haystack = g_strdup ("");
  return self;
}

gboolean
clt_palette_item_matches (CltPaletteItem *self, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->haystack, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
clt_palette_item_begins (CltPaletteItem *self, const char *word)
{
  for (const char *p = strstr (self->haystack, word); p != NULL; p = strstr (p + 1, word))
    if (p == self->haystack || p[-1] == '\n' || p[-1] == ' ')
      return TRUE;
  return FALSE;
}

CltPaletteRank
clt_palette_item_get_rank (CltPaletteItem *self)
{
  return self->rank;
}

gboolean
clt_palette_item_activate (CltPaletteItem *self, GtkWidget *widget)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (self->action, &name, &target, NULL))
    return FALSE;
  return gtk_widget_activate_action_variant (widget, name, target);
}
