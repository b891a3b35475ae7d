/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-matrix BRANCH: goal 17, how long the window stands still while the entitlement matrix of a
 * large branch is typed into. Opens the program's own window on the matrix, types a right into cell
 * after cell, which shows what it costs and keeps it, and prints the longest and the 95th percentile
 * of what the main loop did in one go: no frame takes longer. BRANCH is written to. */

#include <stdio.h>
#include <stdlib.h>

#include "app/catalogue/clt-matrix-grid.h"
#include "app/shell/clt-application.h"
#include "app/shell/clt-window.h"
#include "clt-bench.h"

#define CELLS 40
#define SETTLE_MS 250
#define PATIENCE_MS 120000
#define MAX_TURNS 200000

static double turn[MAX_TURNS];
static guint n_turns;

static gpointer
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Turns of the main loop for @ms milliseconds; each that did something is measured. */
static void
go_on (double ms)
{
  const double end = bench_now_ms () + ms;

  while (bench_now_ms () < end)
    {
      const double begin = bench_now_ms ();

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
      else if (n_turns < MAX_TURNS)
        turn[n_turns++] = bench_now_ms () - begin;
    }
}

static gpointer
wait_for_matrix (CltWindow *window)
{
  const double late = bench_now_ms () + PATIENCE_MS;
  CltMatrixGrid *grid = NULL;
  guint row;
  CltTier tier;

  while (grid == NULL || !clt_matrix_grid_get_cell (grid, &row, &tier))
    {
      if (bench_now_ms () > late)
        g_error ("the matrix did not come on the screen");
      go_on (20);
      grid = find (GTK_WIDGET (window), CLT_TYPE_MATRIX_GRID);
      if (grid != NULL)
        clt_matrix_grid_focus_cell (grid, 0, CLT_TIER_SMALL);
    }
  return grid;
}

static CltMatrixGrid *
show_matrix (GtkApplication *app, const char *path)
{
  const double late = bench_now_ms () + PATIENCE_MS;
  CltWindow *window = clt_window_new (app);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  clt_window_open (window, file, CLT_OPEN_EXISTING);
  while (clt_window_get_desk (window) == NULL)
    {
      if (bench_now_ms () > late)
        g_error ("the branch was not opened");
      go_on (20);
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-in", "(ss)", "services",
                              "services.show-tab::matrix");
  return wait_for_matrix (window);
}

/* Typed as by a fast hand: what each key did counts as a turn. */
static void
type_into_cells (CltMatrixGrid *grid)
{
  guint row;
  CltTier tier;

  for (guint i = 0; i < CELLS; i++)
    {
      static const char *const rights[] = { "2m", "1w", "r", "u", "3q" };

      clt_matrix_grid_focus_cell (grid, i / 4, (CltTier) (CLT_TIER_SMALL + i % 4));
      for (const char *key = rights[i % G_N_ELEMENTS (rights)]; *key != '\0'; key++)
        {
          const double begin = bench_now_ms ();

          clt_matrix_grid_type (grid, (gunichar) *key);
          turn[n_turns++] = bench_now_ms () - begin;
          go_on (60);
        }
      g_assert_true (clt_matrix_grid_get_cell (grid, &row, &tier));
      g_signal_emit_by_name (grid, "keep");
      go_on (SETTLE_MS);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkApplication) app = NULL;
  CltMatrixGrid *grid;
  double worst = 0;

  gtk_init ();
  adw_init ();
  app = g_object_new (CLT_TYPE_APPLICATION, "application-id", "io.github.clientele.BenchMatrix",
                      "flags", G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN,
                      "resource-base-path", "/io/github/clientele/Clientele", NULL);
  g_application_register (G_APPLICATION (app), NULL, &error);
  bench_check (error);
  grid = show_matrix (app, argv[1]);
  go_on (2000);
  n_turns = 0;
  type_into_cells (grid);
  for (guint i = 0; i < n_turns; i++)
    worst = MAX (worst, turn[i]);
  printf ("{\"longest_ms\": %.2f, \"p95_ms\": %.3f, \"turns\": %u}\n", worst,
          bench_percentile (turn, n_turns, 95), n_turns);
  fflush (stdout);
  _Exit (0);
}
