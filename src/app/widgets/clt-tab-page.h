/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltTabPage: a place whose screens are tabs, each a CltPage that is made on its first visit. A
 * place of its own is a subclass that gives its table of tabs in class_init, and nothing else. */

#include <adwaita.h>

#include "app/widgets/clt-page.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* also the prefix of its actions: "push" has "push.confirm" */
  const char *title; /* msgid of the context of its table */
  GType (*get_type) (void);
  const CltCommandGroup *(*get_commands) (void);
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

G_END_DECLS
