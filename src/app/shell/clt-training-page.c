/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-training-page.h"

#include "app/training/clt-curriculum-pane.h"
#include "app/training/clt-need-pane.h"
#include "app/training/clt-training-calendar-pane.h"
#include "app/training/clt-session-pane.h"
#include "app/training/clt-result-pane.h"
#include "core/base/clt-i18n.h"

static const CltTab tabs[] = {
  { "curriculum", NC_ ("training tab", "Curriculum"), clt_curriculum_pane_get_type,
    clt_curriculum_pane_get_commands },
  { "need", NC_ ("training tab", "Needs"), clt_need_pane_get_type, clt_need_pane_get_commands },
  { "training-calendar", NC_ ("training tab", "Calendar"), clt_training_calendar_pane_get_type,
    clt_training_calendar_pane_get_commands },
  { "session", NC_ ("training tab", "Sessions"), clt_session_pane_get_type,
    clt_session_pane_get_commands },
  { "result", NC_ ("training tab", "Results"), clt_result_pane_get_type,
    clt_result_pane_get_commands },
};

/* What other places and tabs ask for, by id. */
static const CltTabRequest requests[] = {
  { "curriculum.show", "x" },
  { "need.show", "x" },
  { "training-calendar.show", "i" },
  { "session.show", "x" },
};

static const CltCommand own_commands[] = {
  { "training.previous-tab", N_ ("_Previous Tab"), "<Control>Page_Up", FALSE, CLT_KEY_FIRST },
  { "training.next-tab", N_ ("Ne_xt Tab"), "<Control>Page_Down", FALSE, CLT_KEY_FIRST },
};

static const CltTabTable table = {
  .context = "training tab",
  .tabs = tabs,
  .n_tabs = G_N_ELEMENTS (tabs),
  .requests = requests,
  .n_requests = G_N_ELEMENTS (requests),
  .commands = own_commands,
  .n_commands = G_N_ELEMENTS (own_commands),
  .show_tab = "training.show-tab",
};

struct _CltTrainingPage
{
  CltTabPage parent_instance;
};

G_DEFINE_FINAL_TYPE (CltTrainingPage, clt_training_page, CLT_TYPE_TAB_PAGE)

const CltCommandGroup *
clt_training_page_get_commands (void)
{
  static CltCommandGroup group;

  if (group.commands == NULL)
    group = clt_tab_table_collect (&table, N_ ("Training"));
  return &group;
}

static void
clt_training_page_class_init (CltTrainingPageClass *klass)
{
  clt_tab_page_class_set_table (CLT_TAB_PAGE_CLASS (klass), &table);
}

static void
clt_training_page_init (CltTrainingPage *self)
{
}
