/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not a test by itself: brings the derived tables up to date after a test in Python has written
 * facts straight into the file: settle FILE FIRST LAST. */
#include "core/clt-branch.h"
#include "core/store/clt-action.h"

int
main (int argc, char **argv)
{
  const CltActionInfo info = { .name = "funds.import", .who = "test" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  CltDay first, last;

  g_assert_cmpint (argc, ==, 4);
  g_assert_true (clt_day_parse (argv[2], &first));
  g_assert_true (clt_day_parse (argv[3], &last));
  conn = clt_branch_open (argv[1], CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  clt_action_begin (conn, &info, &error);
  g_assert_no_error (error);
  clt_action_note_bulk (conn, "funds_daily", first, last);
  clt_action_commit (conn, NULL, &error);
  g_assert_no_error (error);
  return 0;
}
