/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each class with a template is made once: a wrong child, handler or property is a warning, and
 * warnings are fatal here. */
#include "app/callbacks/clt-call-pane.h"
#include "app/callbacks/clt-answer-filter.h"
#include "app/callbacks/clt-answer-forms-view.h"
#include "app/callbacks/clt-answer-pane.h"
#include "app/callbacks/clt-answer-question-view.h"
#include "app/callbacks/clt-form-view.h"
#include "app/callbacks/clt-question-editor.h"
#include "app/callbacks/clt-questionnaire-check.h"
#include "app/callbacks/clt-questionnaire-head.h"
#include "app/callbacks/clt-questionnaire-pane.h"
#include "app/callbacks/clt-questionnaire-try.h"
#include "app/callbacks/clt-survey-form.h"
#include "app/callbacks/clt-survey-keying.h"
#include "app/callbacks/clt-survey-pane.h"
#include "app/callbacks/clt-survey-view.h"
#include "app/catalogue/clt-catalogue-pane.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/catalogue/clt-ledger-pane.h"
#include "app/catalogue/clt-matrix-grid.h"
#include "app/catalogue/clt-matrix-pane.h"
#include "app/catalogue/clt-outbox-pane.h"
#include "app/catalogue/clt-product-editor.h"
#include "app/catalogue/clt-product-tree.h"
#include "app/catalogue/clt-push-form.h"
#include "app/catalogue/clt-push-pane.h"
#include "app/catalogue/clt-push-view.h"
#include "app/research/clt-research-pane.h"
#include "app/research/clt-study-editor.h"
#include "app/shell/clt-services-page.h"
#include "app/shell/clt-training-page.h"
#include "app/training/clt-course-editor.h"
#include "app/training/clt-curriculum-pane.h"
#include "app/training/clt-need-pane.h"
#include "app/training/clt-session-pane.h"
#include "app/catalogue/clt-tree-row.h"
#include "app/clients/clt-client-card.h"
#include "app/complaints/clt-complaint-letters.h"
#include "app/complaints/clt-complaint-view.h"
#include "app/complaints/clt-complaints-page.h"
#include "app/clients/clt-client-filter.h"
#include "app/clients/clt-clients-page.h"
#include "app/dashboard/clt-dashboard-page.h"
#include "app/dashboard/clt-indicator-tile.h"
#include "app/dashboard/clt-member-pane.h"
#include "app/dashboard/clt-migration-table.h"
#include "app/dashboard/clt-period-picker.h"
#include "app/dashboard/clt-tier-run-window.h"
#include "app/dashboard/clt-tier-tile.h"
#include "app/history/clt-history-window.h"
#include "app/importer/clt-import-window.h"
#include "app/shell/clt-calendar-page.h"
#include "app/shell/clt-commands.h"
#include "app/shell/clt-files-page.h"
#include "app/shell/clt-palette.h"
#include "app/shell/clt-preferences.h"
#include "app/shell/clt-print-window.h"
#include "app/shell/clt-rule-editor.h"
#include "app/shell/clt-rules-page.h"
#include "app/shell/clt-start-page.h"
#include "app/shell/clt-window.h"
#include "app/today/clt-today-page.h"
#include "app/today/clt-today-row.h"
#include "app/widgets/clt-chart-view.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-task-bar.h"
#include "ui/clt-ui-test.h"

static GType (*const types[]) (void) = {
  clt_client_card_get_type,
  clt_client_filter_get_type,
  clt_clients_page_get_type,
  clt_calendar_page_get_type,
  clt_chart_view_get_type,
  clt_data_table_get_type,
  clt_dashboard_page_get_type,
  clt_files_page_get_type,
  clt_indicator_tile_get_type,
  clt_member_pane_get_type,
  clt_migration_table_get_type,
  clt_palette_get_type,
  clt_period_picker_get_type,
  clt_preferences_get_type,
  clt_rule_editor_get_type,
  clt_rules_page_get_type,
  clt_start_page_get_type,
  clt_task_bar_get_type,
  clt_tier_run_window_get_type,
  clt_tier_tile_get_type,
  clt_today_page_get_type,
  clt_today_row_get_type,
  clt_window_get_type,
  clt_history_window_get_type,
  clt_import_window_get_type,
  clt_catalogue_pane_get_type,
  clt_form_dialog_get_type,
  clt_print_window_get_type,
  clt_product_editor_get_type,
  clt_product_tree_get_type,
  clt_outbox_pane_get_type,
  clt_push_form_get_type,
  clt_push_pane_get_type,
  clt_research_pane_get_type,
  clt_study_editor_get_type,
  clt_push_view_get_type,
  clt_ledger_pane_get_type,
  clt_matrix_grid_get_type,
  clt_matrix_pane_get_type,
  clt_services_page_get_type,
  clt_tree_row_get_type,
  clt_training_page_get_type,
  clt_curriculum_pane_get_type,
  clt_course_editor_get_type,
  clt_need_pane_get_type,
  clt_session_pane_get_type,
  clt_form_view_get_type,
  clt_call_pane_get_type,
  clt_questionnaire_pane_get_type,
  clt_questionnaire_head_get_type,
  clt_question_editor_get_type,
  clt_questionnaire_try_get_type,
  clt_complaint_letters_get_type,
  clt_complaint_view_get_type,
  clt_complaints_page_get_type,
  clt_answer_filter_get_type,
  clt_answer_forms_view_get_type,
  clt_answer_pane_get_type,
  clt_answer_question_view_get_type,
  clt_questionnaire_check_get_type,
  clt_survey_form_get_type,
  clt_survey_pane_get_type,
  clt_survey_view_get_type,
  clt_survey_keying_get_type,
};

static void
test_class (gconstpointer data)
{
  GType type = (GType) data;
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

  g_assert_nonnull (gtk_widget_get_first_child (widget));
  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_object_unref (widget);
  clt_ui_settle ();
}

/* The window of shortcuts is built from the tables of commands: it must hold every key. */
static void
test_shortcuts (void)
{
  g_autoptr (GtkWidget) shortcuts = clt_commands_build_shortcuts_window (CLT_SHORTCUTS_EVERYWHERE);
  guint n_groups, n_keys = 0;
  const CltCommandGroup *groups = clt_commands_get_groups (&n_groups);
  g_autoptr (GPtrArray) shown = NULL;

  for (guint g = 0; g < n_groups; g++)
    for (guint i = 0; i < groups[g].n_commands; i++)
      n_keys += groups[g].commands[i].keys != NULL;
  shown = clt_ui_find_all (shortcuts, GTK_TYPE_SHORTCUTS_SHORTCUT);
  g_assert_cmpuint (shown->len, >=, n_keys);
  gtk_window_destroy (GTK_WINDOW (shortcuts));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strconcat ("/templates/", g_type_name (types[i]()), NULL);

      g_test_add_data_func (path, (gconstpointer) types[i](), test_class);
    }
  g_test_add_func ("/templates/shortcuts", test_shortcuts);
  return g_test_run ();
}
