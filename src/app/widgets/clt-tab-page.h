/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTabPage: a place whose screens are tabs, each a CltPage that is made on its first visit. A
 * place of its own is two tables and CLT_DEFINE_TAB_PLACE. */

#include <adwaita.h>

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* also the prefix of its actions: "push" has "push.confirm" */
  const char *title; /* msgid of the context of its table */
  GType (*get_type) (void);
  const CltCommandGroup *(*get_commands) (void);
  /* (nullable): single keys that are no commands, for the shortcuts window; the last one has no title */
  const CltCommandGroup *keys;
} CltTab;

/* An action with a parameter that other places ask for, by its name: "push.show(int64 12)". */
typedef struct
{
  const char *action; /* begins with the name of the tab */
  const char *type;   /* of its parameter */
} CltTabRequest;

typedef struct
{
  const char *context; /* of the titles of the tabs */
  const CltTab *tabs;
  guint n_tabs;
  const CltTabRequest *requests;
  guint n_requests;
  /* The place's own; those to the tab before and to the next one are the first two. Keys that come
   * first (CLT_KEY_FIRST) work in every tab. */
  const CltCommand *commands;
  guint n_commands;
  const char *show_tab; /* name of the action that shows the tab of a name */
} CltTabTable;

#define CLT_TYPE_TAB_PAGE (clt_tab_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CltTabPage, clt_tab_page, CLT, TAB_PAGE, AdwBin)

struct _CltTabPageClass
{
  AdwBinClass parent_class;

  const CltTabTable *table;
};

/* In class_init. @table is static. */
void clt_tab_page_class_set_table (CltTabPageClass *klass, const CltTabTable *table);
/* (nullable): the table of a place of @type, NULL: it has no tabs. */
const CltTabTable *clt_tab_table_find (GType type);
/* Translated. */
const char *clt_tab_table_get_title (const CltTabTable *table, guint index);
/* The name of the tab that is shown. */
const char *clt_tab_page_get_shown (CltTabPage *self);
/* The commands of the place and of all its tabs in one. The array is the caller's. */
CltCommandGroup clt_tab_table_collect (const CltTabTable *table, const char *title);

/* The type of a place and type_name_get_commands(). Before it stand the arrays "tabs" and "requests"
 * of the place. @place: what its own actions begin with; the titles of its tabs have the context
 * "@place tab". @title: a msgid. */
#define CLT_DEFINE_TAB_PLACE(TypeName, type_name, place, title)                                    \
  static const CltCommand own_commands[] = {                                                       \
    { place ".previous-tab", N_ ("_Previous Tab"), "<Control>Page_Up", FALSE, CLT_KEY_FIRST },     \
    { place ".next-tab", N_ ("Ne_xt Tab"), "<Control>Page_Down", FALSE, CLT_KEY_FIRST },           \
  };                                                                                               \
                                                                                                   \
  static const CltTabTable table = {                                                               \
    .context = place " tab",                                                                       \
    .tabs = tabs,                                                                                  \
    .n_tabs = G_N_ELEMENTS (tabs),                                                                 \
    .requests = requests,                                                                          \
    .n_requests = G_N_ELEMENTS (requests),                                                         \
    .commands = own_commands,                                                                      \
    .n_commands = G_N_ELEMENTS (own_commands),                                                     \
    .show_tab = place ".show-tab",                                                                 \
  };                                                                                               \
                                                                                                   \
  struct _##TypeName                                                                               \
  {                                                                                                \
    CltTabPage parent_instance;                                                                    \
  };                                                                                               \
                                                                                                   \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, CLT_TYPE_TAB_PAGE)                                     \
                                                                                                   \
  const CltCommandGroup *type_name##_get_commands (void)                                           \
  {                                                                                                \
    static CltCommandGroup group;                                                                  \
                                                                                                   \
    if (group.commands == NULL)                                                                    \
      group = clt_tab_table_collect (&table, title);                                               \
    return &group;                                                                                 \
  }                                                                                                \
                                                                                                   \
  static void type_name##_class_init (TypeName##Class *klass)                                      \
  {                                                                                                \
    clt_tab_page_class_set_table (CLT_TAB_PAGE_CLASS (klass), &table);                             \
  }                                                                                                \
                                                                                                   \
  static void type_name##_init (TypeName *self) {}

G_END_DECLS
