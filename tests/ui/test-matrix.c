/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entitlement matrix as it is worked with by keys: what is typed has a cost before it is kept,
 * becomes one action when the cell is left, and can be taken back before and after. */
#include "app/catalogue/clt-matrix-grid.h"
#include "app/catalogue/clt-matrix-pane.h"
#include "app/catalogue/clt-matrix-sheet.h"
#include "app/shell/clt-services-page.h"
#include "core/report/clt-paper.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltMatrixGrid *grid;
  CltConn *conn; /* beside the window */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_set_up (&fixture->base, data);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
  gtk_widget_activate_action (clt_ui_find (fixture->window, CLT_TYPE_SERVICES_PAGE),
                              "services.next-tab", NULL);
  clt_ui_wait_for_store (fixture->window);
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_MATRIX_PANE);
  fixture->grid = clt_ui_find (fixture->pane, CLT_TYPE_MATRIX_GRID);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* What the file holds now. */
static CltMatrixSheet *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CltDay today = clt_today ();
  CltMatrixSheet *sheet = clt_matrix_sheet_load (fixture->conn, &today, NULL, &error);

  g_assert_no_error (error);
  return sheet;
}

/* The first product that every tier may have and that costs work. */
static guint
find_open_row (const CltMatrixSheet *sheet)
{
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const CltMatrixRow *row = clt_matrix_sheet_get_row (sheet, i);

      if (row->in_force && row->min_tier <= CLT_TIER_SMALL && row->minutes > 0)
        return i;
    }
  g_assert_not_reached ();
}

static void
type (Fixture *fixture, const char *keys)
{
  for (const char *key = keys; *key != '\0'; key++)
    g_assert_true (clt_matrix_grid_type (fixture->grid, (gunichar) *key));
}

/* The cost is told at once, without a turn of the main loop that could have asked the file; the file
 * changes when the cell is left, in one action that undo takes back. */
static void
test_type (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltMatrixSheet) before = load (fixture);
  guint row = find_open_row (before);
  const CltMatrixRow *line = clt_matrix_sheet_get_row (before, row);
  g_autoptr (CltMatrixSheet) typed = NULL;
  g_autoptr (CltMatrixSheet) kept = NULL;
  g_autoptr (CltMatrixSheet) undone = NULL;

  clt_matrix_grid_focus_cell (fixture->grid, row, CLT_TIER_MAJOR);
  type (fixture, "21w");
  g_assert_true (clt_ui_shows (fixture->pane, "a month for"));
  clt_ui_wait_for_store (fixture->window);
  typed = load (fixture);
  g_assert_true (clt_right_equal (&clt_matrix_sheet_get_row (typed, row)->kept[CLT_TIER_MAJOR],
                                  &line->kept[CLT_TIER_MAJOR]));

  clt_matrix_grid_focus_cell (fixture->grid, row, CLT_TIER_SMALL);
  g_signal_emit_by_name (fixture->grid, "keep");
  clt_ui_wait_for_store (fixture->window);
  kept = load (fixture);
  line = clt_matrix_sheet_get_row (kept, row);
  g_assert_cmpint (line->kept[CLT_TIER_MAJOR].kind, ==, CLT_RIGHT_COUNT);
  g_assert_cmpint (line->kept[CLT_TIER_MAJOR].count, ==, 21);
  g_assert_cmpint (line->kept[CLT_TIER_MAJOR].period, ==, CLT_PERIOD_WEEK);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  undone = load (fixture);
  g_assert_true (clt_right_equal (&clt_matrix_sheet_get_row (undone, row)->kept[CLT_TIER_MAJOR],
                                  &clt_matrix_sheet_get_row (before, row)->kept[CLT_TIER_MAJOR]));
}

static const CltRight *
get_major (const CltMatrixSheet *sheet, guint row)
{
  return &clt_matrix_sheet_get_row (sheet, row)->kept[CLT_TIER_MAJOR];
}

/* Ctrl+Z takes back what is typed before what is kept; and what the file became meanwhile is shown
 * as soon as nothing is typed any more. */
static void
test_undo_typing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (CltMatrixSheet) before = load (fixture);
  guint row = find_open_row (before);
  g_autoptr (CltMatrixSheet) kept = NULL;
  g_autoptr (CltMatrixSheet) undone = NULL;

  clt_matrix_grid_focus_cell (fixture->grid, row, CLT_TIER_MAJOR);
  type (fixture, "21w");
  g_signal_emit_by_name (fixture->grid, "keep");
  clt_ui_wait_for_store (fixture->window);
  type (fixture, "33w");
  gtk_widget_activate_action (window, "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  kept = load (fixture);
  g_assert_cmpint (get_major (kept, row)->count, ==, 21);
  g_assert_true (clt_ui_shows (fixture->pane, "21 a week"));

  type (fixture, "33w");
  clt_desk_undo (clt_window_get_desk (fixture->window), 0);
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
  undone = load (fixture);
  g_assert_true (clt_right_equal (get_major (undone, row), get_major (before, row)));
  g_assert_true (clt_ui_shows (fixture->pane, "33 a week"));
  gtk_widget_activate_action (fixture->pane, "matrix.revert", NULL);
  clt_ui_wait_for_store (fixture->window);
  g_assert_false (clt_ui_shows (fixture->pane, "33 a week"));
  g_assert_false (clt_ui_shows (fixture->pane, "21 a week"));
}

/* Ctrl+P: what each of the four tiers is promised on the day that is shown, on paper. */
static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltPrintJob) job = clt_page_create_print (CLT_PAGE (fixture->pane));
  CltExportOptions options = { .path = "cards.pdf", .who = "tester", .purpose = "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltPaper) paper = job->read (fixture->conn, job->data, &options, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (clt_paper_lay_out (paper, CLT_PAPER_SHORT_SIDE, CLT_PAPER_LONG_SIDE), >=, 4);
}

/* Esc takes back what was typed; a promise that is upside down is marked and raised with one key. */
static void
test_invert (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltMatrixSheet) before = load (fixture);
  guint row = find_open_row (before);
  g_autoptr (CltMatrixSheet) fixed = NULL;
  g_autoptr (CltMatrixSheet) same = NULL;
  const CltMatrixRow *line;

  clt_matrix_grid_focus_cell (fixture->grid, row, CLT_TIER_SMALL);
  type (fixture, "300w");
  g_assert_true (clt_ui_shows (fixture->pane, "a higher tier gets"));
  gtk_widget_activate_action (fixture->pane, "matrix.revert", NULL);
  g_assert_false (clt_ui_shows (fixture->pane, "a higher tier gets"));

  type (fixture, "300w");
  gtk_widget_activate_action (fixture->pane, "matrix.fix", NULL);
  g_assert_false (clt_ui_shows (fixture->pane, "a higher tier gets"));
  g_signal_emit_by_name (fixture->grid, "keep");
  clt_ui_wait_for_store (fixture->window);
  fixed = load (fixture);
  line = clt_matrix_sheet_get_row (fixed, row);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    g_assert_cmpint (clt_right_compare (&line->kept[CLT_TIER_SMALL], &line->kept[tier]), <=, 0);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  clt_ui_wait_for_store (fixture->window);
  same = load (fixture);
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    g_assert_true (clt_right_equal (&clt_matrix_sheet_get_row (same, row)->kept[tier],
                                    &clt_matrix_sheet_get_row (before, row)->kept[tier]));
}

/* Typing over any matrix: the cost of all that is typed is the difference of the costs of both whole
 * matrices, and taking back leaves nothing. */
static void
test_cost (Fixture *fixture, gconstpointer data)
{
  static const char keys[] = "nru0123456789wmqyc";
  g_autoptr (CltMatrixSheet) sheet = load (fixture);
  CltMatrixCost cost;
  double minutes = 0;
  int typed = 0;

  sheet->base.clients[CLT_TIER_SMALL] = 50000;
  for (int i = 0; i < 2000; i++)
    {
      guint row = (guint) g_test_rand_int_range (0, (gint32) sheet->rows->len);
      CltTier tier = (CltTier) g_test_rand_int_range (CLT_TIER_SMALL, CLT_N_TIERS);

      clt_matrix_sheet_type (sheet, row, tier,
                             (gunichar) keys[g_test_rand_int_range (0, sizeof keys - 1)], &typed);
    }
  for (guint i = 0; i < sheet->rows->len; i++)
    for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
      {
        const CltMatrixRow *row = clt_matrix_sheet_get_row (sheet, i);

        minutes += (double) (clt_right_get_yearly (&row->shown[tier]) -
                             clt_right_get_yearly (&row->kept[tier])) *
                   sheet->base.clients[tier] * row->minutes / 12.0;
      }
  clt_matrix_sheet_get_cost (sheet, &cost);
  g_assert_cmpfloat_with_epsilon (cost.minutes, minutes, 1e-6 * (1 + ABS (minutes)));
  clt_matrix_sheet_revert (sheet);
  g_assert_false (clt_matrix_sheet_is_changed (sheet));
}

/* From before layout to after paint. */
typedef struct
{
  gint64 begun, took;
} Frame;

static void
on_before_paint_cb (GdkFrameClock *clock, Frame *frame)
{
  frame->begun = g_get_monotonic_time ();
}

static void
on_after_paint_cb (GdkFrameClock *clock, Frame *frame)
{
  if (frame->begun != 0)
    frame->took = g_get_monotonic_time () - frame->begun;
}

static gboolean
is_painted (gpointer data)
{
  return ((Frame *) data)->took != 0;
}

/* How long a keystroke and the frame that shows it take. It is told, not judged, for it depends on the
 * machine; that no keystroke asks the file, whatever its size, is what test_type() sees. */
static void
test_keystroke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltMatrixSheet) sheet = load (fixture);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->pane);
  Frame frame = { 0 };
  gint64 worst = 0, sum = 0;
  const int n = 60;

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint_cb), &frame);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), &frame);
  clt_matrix_grid_focus_cell (fixture->grid, find_open_row (sheet), CLT_TIER_MAJOR);
  clt_ui_settle ();
  for (int i = 0; i < n; i++)
    {
      gint64 start = g_get_monotonic_time ();

      type (fixture, i % 2 == 0 ? "w" : "m");
      start = g_get_monotonic_time () - start;
      frame = (Frame){ 0 };
      clt_ui_wait (is_painted, &frame);
      worst = MAX (worst, start + frame.took);
      sum += start + frame.took;
    }
  g_signal_handlers_disconnect_by_data (clock, &frame);
  g_test_message ("a keystroke with its frame: %.1f ms, at most %.1f ms", (double) sum / n / 1000.0,
                  (double) worst / 1000.0);
  gtk_widget_activate_action (fixture->pane, "matrix.revert", NULL);
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/matrix/type", Fixture, NULL, set_up, test_type, tear_down);
  g_test_add ("/ui/matrix/undo-typing", Fixture, NULL, set_up, test_undo_typing, tear_down);
  g_test_add ("/ui/matrix/cards", Fixture, NULL, set_up, test_cards, tear_down);
  g_test_add ("/ui/matrix/invert", Fixture, NULL, set_up, test_invert, tear_down);
  g_test_add ("/ui/matrix/cost", Fixture, NULL, set_up, test_cost, tear_down);
  g_test_add ("/ui/matrix/keystroke", Fixture, NULL, set_up, test_keystroke, tear_down);
  return g_test_run ();
}
