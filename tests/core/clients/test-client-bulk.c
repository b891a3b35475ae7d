/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-bulk.h"

#include "branch-fixture.h"

#define TODAY 20261118
#define N_CLIENTS 3000

typedef struct
{
  Branch base;
  GArray *ids;
} Fixture;

/* Every third has the tag VIP, every second the grade C3, nobody a specialist. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  Branch *branch = &fixture->base;

  branch_set_up (branch, data);
  fixture->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  branch_begin (branch);
  branch_run (branch, "INSERT INTO staff (id, number, name) VALUES (7, 'S1', '李专员')", "");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%08u", i);
      gint64 id = branch_add_client (branch, "张三", number, 20220101);

      g_array_append_val (fixture->ids, id);
      if (i % 3 == 0)
        branch_run (branch, "INSERT INTO client_tag VALUES (?, 'VIP')", "i", id);
      if (i % 2 == 0)
        branch_run (branch,
                    "INSERT INTO grade (id, client_id, level, assessed) VALUES (?, ?, 'C3', 100)",
                    "ii", branch_new_id (branch), id);
    }
  branch_commit (branch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_array_unref (fixture->ids);
  branch_tear_down (&fixture->base, data);
}

static CltBulkPreview *
preview (Fixture *fixture, const char *field, const char *value)
{
  g_autoptr (CltBulkEdit) edit = clt_bulk_edit_new (field, value, clt_day_from_yyyymmdd (TODAY));
  g_autoptr (GError) error = NULL;
  CltBulkPreview *found = clt_client_bulk_preview (fixture->base.conn, edit, fixture->ids, &error);

  g_assert_no_error (error);
  return found;
}

/* What the preview says is what happens, once; then nothing is left to change. */
static void
check (Fixture *fixture, const char *field, const char *value, gint64 changed, gint64 refused)
{
  g_autoptr (CltBulkPreview) before = preview (fixture, field, value);
  g_autoptr (CltBulkPreview) after = NULL;
  g_autoptr (CltBulkEdit) edit = clt_bulk_edit_new (field, value, clt_day_from_yyyymmdd (TODAY));
  CltBulkOutcome outcome;
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  g_test_message ("%s = %s", field, value);
  for (guint i = 0; i < before->groups->len; i++)
    sum += ((CltBulkGroup *) before->groups->pdata[i])->n;
  g_assert_cmpint (sum, ==, before->n_changed);
  g_assert_cmpint (before->n_changed, ==, changed + refused);
  g_assert_cmpint (before->n_changed + before->n_same + before->n_outside, ==, N_CLIENTS);

  branch_begin (&fixture->base);
  g_assert_true (clt_client_bulk_apply (fixture->base.conn, edit, fixture->ids, NULL, NULL, NULL,
                                        &outcome, &error));
  branch_commit (&fixture->base);
  g_assert_cmpint (outcome.n_changed, ==, changed);
  g_assert_cmpint (outcome.n_refused, ==, refused);
  g_assert_true ((outcome.reason != NULL) == (refused > 0));
  clt_bulk_outcome_clear (&outcome);
  after = preview (fixture, field, value);
  g_assert_cmpint (after->n_changed, ==, refused);
}

/* As text: table by table what the branch holds of these. */
static char *
dump (Fixture *fixture)
{
  static const char *const queries[] = {
    "SELECT client_id || tag FROM client_tag ORDER BY 1",
    "SELECT client_id || level || assessed || coalesce(expires, '') FROM grade ORDER BY id",
    "SELECT client_id || staff_id || valid_from FROM assignment ORDER BY id",
    "SELECT id || note || investor FROM client ORDER BY id",
    "SELECT client_id || channel || given FROM consent ORDER BY id",
  };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      CltStmt *stmt = clt_conn_query (fixture->base.conn, &error, queries[i], "");

      g_assert_no_error (error);
      while (clt_stmt_step (stmt, &error) == CLT_STEP_ROW)
        g_checksum_update (sum, (const guchar *) clt_stmt_get_text (stmt, 0), -1);
      g_assert_no_error (error);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* Thousands at once, each one action: all undone and redone to the same rows. */
static void
test_fields (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;

  check (fixture, CLT_BULK_ADD_TAG, "VIP", 2000, 0);
  check (fixture, CLT_BULK_REMOVE_TAG, "VIP", 3000, 0);
  check (fixture, "specialist", "S1", 3000, 0);
  check (fixture, "specialist", "李专员", 0, 0);
  check (fixture, "grade_expires", "20270101", 1500, 1500);
  check (fixture, "grade", "C3", 1500, 0);
  check (fixture, "consent_sms", "yes", 3000, 0);
  check (fixture, "note", "开盘前联系", 3000, 0);
  check (fixture, "investor", "professional", 3000, 0);
  check (fixture, "stage", "new", 0, 0); /* clients have no stage */
  after = dump (fixture);

  for (guint i = 0; i < 8; i++)
    g_assert_true (clt_action_undo (fixture->base.conn, 0, "t", NULL, NULL, &error));
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  for (guint i = 0; i < 8; i++)
    g_assert_true (clt_action_redo (fixture->base.conn, 0, "t", NULL, NULL, &error));
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, after);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *field, *value;
  } cases[] = {
    { CLT_BULK_ADD_TAG, " " },   { "specialist", "nobody" }, { "grade", "C9" },
    { "grade_expires", "soon" }, { "consent_sms", "maybe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltBulkEdit) edit =
        clt_bulk_edit_new (cases[i].field, cases[i].value, clt_day_from_yyyymmdd (TODAY));
      g_autoptr (GError) error = NULL;

      g_assert_null (clt_client_bulk_preview (fixture->base.conn, edit, fixture->ids, &error));
      g_assert_nonnull (error);
    }
  g_assert_null (clt_bulk_edit_parse ("name=x", 0));
  g_assert_null (clt_bulk_edit_parse ("id_number=1", 0));
  g_assert_null (clt_bulk_edit_parse ("tag=VIP", 0));
  g_assert_null (clt_bulk_edit_parse ("tag", 0));
}

static void
cancel_soon (double fraction, gpointer cancellable)
{
  if (fraction > 0.3)
    g_cancellable_cancel (cancellable);
}

/* Cancelled in the middle, the action is rolled back and nothing is left of it. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltBulkEdit) edit = clt_bulk_edit_new ("note", "x", clt_day_from_yyyymmdd (TODAY));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  CltBulkOutcome outcome;

  branch_begin (&fixture->base);
  g_assert_false (clt_client_bulk_apply (fixture->base.conn, edit, fixture->ids, cancel_soon,
                                         cancellable, cancellable, &outcome, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (outcome.n_changed, >, 0);
  clt_action_rollback (fixture->base.conn);
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
add (const char *path, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/client-bulk/fields", test_fields);
  add ("/client-bulk/refusals", test_refusals);
  add ("/client-bulk/cancel", test_cancel);
  return g_test_run ();
}
