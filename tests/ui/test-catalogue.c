/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue as it is worked with: a product is made, written, approved by another person, moved
 * and taken back. The window's own actions and widgets are used; the file tells what came of them. */
#include "app/catalogue/clt-catalogue-pane.h"
#include "app/widgets/clt-form-dialog.h"
#include "app/catalogue/clt-product-editor.h"
#include "app/widgets/clt-file-group.h"
#include "app/catalogue/clt-product-tree.h"
#include "app/catalogue/clt-tree-row.h"
#include "core/clt-branch.h"
#include "core/people/clt-staff.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *pane;
  CltProductTree *tree;
  CltProductEditor *editor;
  CltConn *conn; /* beside the window */
} Fixture;

static void
add_product (CltConn *conn, const char *code, const char *name, gint64 category, GError **error)
{
  g_autoptr (CltProduct) product = clt_product_new ();
  g_autoptr (CltVersion) version = clt_version_new ();

  g_free (product->code);
  product->code = g_strdup (code);
  product->category_id = category;
  g_assert_true (clt_product_save (conn, product, error));
  g_assert_true (clt_product_move (conn, product->id, category, 99, error));
  version->product_id = product->id;
  g_free (version->name);
  version->name = g_strdup (name);
  g_free (version->author);
  version->author = g_strdup ("author");
  g_assert_true (clt_version_save (conn, version, error));
}

static gboolean
fill (CltConn *conn, gpointer data, GError **error)
{
  add_product (conn, "R1", "Morning note", 2, error);
  add_product (conn, "R2", "Weekly report", 2, error);
  add_product (conn, "T1", "First course", 3, error);
  return TRUE;
}

static gboolean
is_shown (gpointer data)
{
  return clt_product_editor_get_data (((Fixture *) data)->editor) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) writer = NULL;
  CltActionInfo info = { "catalogue.import", NULL, "tester" };

  clt_ui_test_set_up (&fixture->base, data);
  writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  clt_action_run (writer, &info, fill, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "services");
  fixture->pane = clt_ui_find (fixture->window, CLT_TYPE_CATALOGUE_PANE);
  fixture->tree = clt_ui_find (fixture->pane, CLT_TYPE_PRODUCT_TREE);
  fixture->editor = clt_ui_find (fixture->pane, CLT_TYPE_PRODUCT_EDITOR);
  clt_desk_set_who (clt_window_get_desk (fixture->window), "tester");
  clt_ui_wait (is_shown, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_test_tear_down (&fixture->base, data);
}

/* Finding */

static CltProduct *
load (Fixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  gint64 id = clt_product_find (fixture->conn, code, &error);
  CltProduct *product = clt_product_load (fixture->conn, id, clt_today (), &error);

  g_assert_no_error (error);
  return product;
}

static void
choose (Fixture *fixture, const char *code)
{
  g_autoptr (CltProduct) product = load (fixture, code);

  clt_product_tree_select (fixture->tree, product->id);
  clt_ui_wait_for_store (fixture->window);
  g_assert_cmpint (clt_product_editor_get_data (fixture->editor)->product->id, ==, product->id);
}

static GtkWidget *
find_row (gpointer below, const char *title)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (below, ADW_TYPE_PREFERENCES_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (rows->pdata[i]), title) == 0)
      return rows->pdata[i];
  g_assert_not_reached ();
}

static void
type (Fixture *fixture, const char *title, const char *text)
{
  GtkWidget *row = find_row (fixture->editor, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "entry-activated");
  clt_ui_wait_for_store (fixture->window);
}

/* Until it is written, and until the tree has been read again after that. */
static void
wait_for_tree (Fixture *fixture)
{
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
}

static void
do_it (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->pane, action, NULL);
  wait_for_tree (fixture);
}

/* Enter in the dialog, until it has closed. */
static void
confirm (Fixture *fixture)
{
  GtkWidget *row = clt_ui_find (clt_ui_find_window (CLT_TYPE_FORM_DIALOG), ADW_TYPE_ENTRY_ROW);

  g_signal_emit_by_name (row, "entry-activated");
  clt_ui_wait_until_closed (CLT_TYPE_FORM_DIALOG);
  wait_for_tree (fixture);
}

/* Tests */

/* Each field is in the file when its row is left; what is no number is refused in its place and the
 * file keeps what it had; undo takes the last one back. */
static void
test_fields (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltProduct) product = NULL;
  g_autoptr (CltProduct) undone = NULL;

  choose (fixture, "R2");
  type (fixture, "How often", "every Friday");
  type (fixture, "Work for one delivery (minutes)", "12");
  type (fixture, "Cost of one delivery (yuan)", "3.50");
  type (fixture, "Lead time (working days)", "soon");
  g_assert_true (
    gtk_widget_has_css_class (find_row (fixture->editor, "Lead time (working days)"), "error"));
  product = load (fixture, "R2");
  g_assert_cmpstr (product->draft->frequency, ==, "every Friday");
  g_assert_cmpint (product->draft->minutes, ==, 12);
  g_assert_cmpint (product->draft->cost, ==, 350);
  g_assert_cmpint (product->draft->lead_days, ==, 0);
  g_assert_cmpstr (product->draft->author, ==, "tester");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  wait_for_tree (fixture);
  undone = load (fixture, "R2");
  g_assert_cmpint (undone->draft->cost, ==, 0);
  g_assert_cmpint (undone->draft->minutes, ==, 12);
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

static gboolean
is_in (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_row (fixture->editor, title);
  GtkWidget *focus = get_focus (fixture);

  return focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

/* The row unfolds first. */
static gboolean
is_in_subject (gpointer user_data)
{
  return is_in (user_data, "Subject");
}

/* Not below the edge of what is scrolled. */
static gboolean
is_focus_in_view (gpointer user_data)
{
  GtkWidget *focus = get_focus (user_data);
  GtkWidget *scroller = gtk_widget_get_ancestor (focus, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  g_assert_nonnull (scroller);
  return gtk_widget_compute_bounds (focus, scroller, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scroller);
}

static void
assert_focus_in (Fixture *fixture, const char *title)
{
  g_assert_true (is_in (fixture, title));
}

/* The sentence below a refused value does not end the way of the Tab key, in either direction. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "R2");
  type (fixture, "Lead time (working days)", "soon");
  gtk_widget_grab_focus (find_row (fixture->editor, "Lead time (working days)"));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  assert_focus_in (fixture, "Delivered by");
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_BACKWARD);
  assert_focus_in (fixture, "Lead time (working days)");
}

static void
ask_channel (Fixture *fixture, const char *title, const char *action)
{
  gtk_widget_activate_action (find_row (fixture->editor, title), action, NULL);
  wait_for_tree (fixture);
}

/* Who adds a channel writes its text next; who moves or removes one goes on from there. */
static void
test_channels (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "R2");
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "catalogue.add-channel", "s", "onsite");
  wait_for_tree (fixture);
  assert_focus_in (fixture, "On-site");
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "catalogue.add-channel", "s", "email");
  wait_for_tree (fixture);
  clt_ui_wait (is_in_subject, fixture);
  clt_ui_wait (is_focus_in_view, fixture);
  ask_channel (fixture, "E-mail", "channel.up");
  assert_focus_in (fixture, "E-mail");
  ask_channel (fixture, "E-mail", "channel.remove");
  assert_focus_in (fixture, "On-site");
  ask_channel (fixture, "On-site", "channel.remove");
  g_assert_true (GTK_IS_MENU_BUTTON (get_focus (fixture)) ||
                 GTK_IS_MENU_BUTTON (gtk_widget_get_parent (get_focus (fixture))));
}

/* What is being typed when its channel is moved is kept, and shown in the row that is made anew. */
static void
test_move_typing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltProduct) product = NULL;
  const CltProductChannel *channel;

  choose (fixture, "R2");
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "catalogue.add-channel", "s", "onsite");
  wait_for_tree (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "catalogue.add-channel", "s", "email");
  wait_for_tree (fixture);
  clt_ui_wait (is_in_subject, fixture);
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture->editor, "Subject")), "typed");
  ask_channel (fixture, "E-mail", "channel.up");
  wait_for_tree (fixture);
  product = load (fixture, "R2");
  channel = product->draft->channels->pdata[0];
  g_assert_cmpstr (channel->channel, ==, "email");
  g_assert_cmpstr (channel->subject, ==, "typed");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture->editor, "Subject"))), ==,
                   "typed");
}

static gboolean
is_row_in_view (gpointer row)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, scroller, &bounds) && bounds.size.height > 100 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scroller);
}

/* Unfolded by hand at the lower edge of the page, a channel is scrolled to. */
static void
test_unfold (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment;
  GtkWidget *row, *scroller;
  graphene_rect_t bounds;

  choose (fixture, "R2");
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "catalogue.add-channel", "s", "email");
  wait_for_tree (fixture);
  clt_ui_wait (is_in_subject, fixture);
  choose (fixture, "R1");
  choose (fixture, "R2");
  row = find_row (fixture->editor, "E-mail");
  scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  clt_ui_settle ();
  g_assert_true (gtk_widget_compute_bounds (row, scroller, &bounds));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + bounds.origin.y +
                                          bounds.size.height - gtk_widget_get_height (scroller));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  clt_ui_wait (is_row_in_view, row);
}

static void
make_complete (Fixture *fixture, const char *code)
{
  CltProductEditor *editor = fixture->editor;
  g_autoptr (GPtrArray) views = NULL;

  choose (fixture, code);
  gtk_widget_activate_action (GTK_WIDGET (editor), "catalogue.add-channel", "s", "onsite");
  wait_for_tree (fixture);
  views = clt_ui_find_all (editor, GTK_TYPE_TEXT_VIEW);
  /* description, then the deliverable */
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (views->pdata[1]), "one page", -1);
  choose (fixture, "T1"); /* going elsewhere keeps what was typed */
  wait_for_tree (fixture);
  choose (fixture, code);
}

static int
count_actions_of (Fixture *fixture, const char *who)
{
  gint64 n = -1;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL,
                                   "SELECT count(*) FROM action WHERE name = 'product.approve'"
                                   " AND who = ?",
                                   "t", who));
  return (int) n;
}

/* All that is missing is said before the dialog opens. */
static void
test_gaps (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "R2");
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "catalogue.add-channel", "s", "sms");
  wait_for_tree (fixture);
  do_it (fixture, "catalogue.approve");
  g_assert_null (clt_ui_find_window (CLT_TYPE_FORM_DIALOG));
  g_assert_cmpstr (clt_product_editor_get_data (fixture->editor)->gaps, ==,
                   "what exactly is delivered, the text for SMS");
}

/* Enter in a form that is not finished says what is missing, and leaves it open. */
static void
test_unfinished (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) labels = NULL;
  GtkWidget *row;
  gboolean told = FALSE;

  gtk_widget_activate_action (fixture->pane, "catalogue.new", NULL);
  clt_ui_settle ();
  row = clt_ui_find (clt_ui_find_window (CLT_TYPE_FORM_DIALOG), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "Storm warning");
  g_signal_emit_by_name (row, "entry-activated");
  clt_ui_settle ();
  g_assert_nonnull (clt_ui_find_window (CLT_TYPE_FORM_DIALOG));
  labels = clt_ui_find_all (clt_ui_find_window (CLT_TYPE_FORM_DIALOG), GTK_TYPE_LABEL);
  for (guint i = 0; i < labels->len; i++)
    told |= g_str_equal (gtk_label_get_label (labels->pdata[i]),
                         "“Code, short and lasting” is empty still.");
  g_assert_true (told);
  gtk_window_destroy (GTK_WINDOW (clt_ui_find_window (CLT_TYPE_FORM_DIALOG)));
}

static void
approve_as (Fixture *fixture, const char *who)
{
  CltDesk *desk = clt_window_get_desk (fixture->window);

  clt_desk_set_who (desk, who);
  gtk_widget_activate_action (fixture->pane, "catalogue.approve", NULL);
  clt_ui_settle ();
  confirm (fixture);
  clt_desk_set_who (desk, "tester");
}

/* Who wrote a version does not approve it, and is told where the person at the desk is chosen. What
 * is edited afterwards goes into a new draft, and the version in force stays as it is. */
static void
test_approve (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltProduct) product = NULL;
  g_autoptr (CltProduct) changed = NULL;
  AdwMessageDialog *refusal;

  make_complete (fixture, "R1");
  gtk_widget_activate_action (fixture->pane, "catalogue.approve", NULL);
  clt_ui_settle ();
  g_assert_null (clt_ui_find_window (CLT_TYPE_FORM_DIALOG));
  refusal = clt_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (refusal, "person");
  gtk_window_destroy (GTK_WINDOW (refusal));
  gtk_window_destroy (clt_ui_wait_for_window (ADW_TYPE_PREFERENCES_WINDOW));
  approve_as (fixture, "checker");
  product = load (fixture, "R1");
  g_assert_nonnull (product->current);
  g_assert_null (product->draft);
  g_assert_cmpstr (product->current->deliverable, ==, "one page");
  g_assert_cmpstr (product->current->author, ==, "tester");
  g_assert_cmpstr (product->current->approver, ==, "checker");
  g_assert_cmpint (count_actions_of (fixture, "checker"), ==, 1);

  type (fixture, "How often", "daily");
  changed = load (fixture, "R1");
  g_assert_cmpstr (changed->current->frequency, ==, "");
  g_assert_cmpstr (changed->draft->frequency, ==, "daily");
  g_assert_cmpstr (changed->draft->author, ==, "tester");
  g_assert_cmpint (changed->draft->number, ==, 2);
}

static gboolean
is_in_view (gpointer row)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t place;

  return gtk_widget_compute_bounds (row, scroller, &place) && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= gtk_widget_get_height (scroller);
}

static gboolean
is_open (gpointer row)
{
  return gtk_widget_get_height (row) > 100;
}

/* The versions stand at the end of a long page: what one tells when it is opened is seen. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  make_complete (fixture, "R1");
  approve_as (fixture, "checker");
  type (fixture, "How often", "daily");
  wait_for_tree (fixture);
  row = find_row (fixture->editor, "Version 2");
  g_assert_false (is_in_view (row));
  /* who comes by keyboard has the row itself in view already */
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  clt_ui_wait (is_in_view, row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  clt_ui_wait (is_open, row);
  clt_ui_wait (is_in_view, row);
  clt_ui_settle ();
  g_assert_true (is_in_view (row));
}

/* Nobody gets a product after its last day, not by a version that is still to come either. */
static void
test_retire (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltProduct) product = NULL;
  GtkWidget *row;

  make_complete (fixture, "R1");
  approve_as (fixture, "checker");
  type (fixture, "How often", "daily");
  clt_desk_set_who (clt_window_get_desk (fixture->window), "checker two");
  /* until there is a draft to approve on the screen, too */
  wait_for_tree (fixture);
  gtk_widget_activate_action (fixture->pane, "catalogue.approve", NULL);
  row = find_row (clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG), "In _force from");
  gtk_editable_set_text (GTK_EDITABLE (row), "2099-01-01");
  confirm (fixture);
  wait_for_tree (fixture);
  gtk_widget_activate_action (fixture->pane, "catalogue.retire", NULL);
  row = find_row (clt_ui_wait_for_window (CLT_TYPE_FORM_DIALOG), "_Last day");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "2099-01-01");
  confirm (fixture);
  product = load (fixture, "R1");
  g_assert_cmpint (product->latest->number, ==, 2);
  g_assert_cmpint (product->latest->valid_to, ==, clt_day_from_ymd (2099, 1, 1));
}

static guint
count_files (Fixture *fixture, gint64 version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files =
    clt_attachment_list (fixture->conn, "product_version", version, &error);

  g_assert_no_error (error);
  return files->len;
}

static void
change_file (Fixture *fixture, gboolean add, const char *text)
{
  g_signal_emit_by_name (clt_ui_find (fixture->editor, CLT_TYPE_FILE_GROUP), "change", add, text);
  wait_for_tree (fixture);
}

/* A file belongs to the draft; one of the same name takes its place; what is approved keeps its files
 * while the next draft, which begins with them, changes. */
static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->base.dir, "terms.txt", NULL);
  g_autofree char *other = g_build_filename (fixture->base.dir, "prices.txt", NULL);
  g_autoptr (CltProduct) approved = NULL;
  g_autoptr (CltProduct) changed = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  g_assert_true (g_file_set_contents (path, "first", -1, NULL));
  g_assert_true (g_file_set_contents (other, "second", -1, NULL));
  make_complete (fixture, "R1");
  change_file (fixture, TRUE, path);
  change_file (fixture, TRUE, other);
  change_file (fixture, TRUE, path);
  g_assert_nonnull (find_row (fixture->editor, "terms.txt"));
  approve_as (fixture, "checker");
  approved = load (fixture, "R1");
  g_assert_cmpuint (count_files (fixture, approved->current->id), ==, 2);

  /* the one below comes under the focus */
  g_assert_cmpstr (gtk_actionable_get_action_name (
                     GTK_ACTIONABLE (adw_action_row_get_activatable_widget (
                       ADW_ACTION_ROW (find_row (fixture->editor, "prices.txt"))))),
                   ==, "files.open");
  gtk_widget_child_focus (find_row (fixture->editor, "prices.txt"), GTK_DIR_TAB_FORWARD);
  change_file (fixture, FALSE, "prices.txt");
  assert_focus_in (fixture, "terms.txt");
  change_file (fixture, TRUE, other);
  change_file (fixture, FALSE, "terms.txt");
  changed = load (fixture, "R1");
  g_assert_cmpuint (count_files (fixture, changed->draft->id), ==, 1);
  g_assert_cmpuint (count_files (fixture, changed->current->id), ==, 2);
  changes = clt_version_compare (changed->current, changed->draft);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((CltVersionChange *) changes->pdata[0])->before, ==, "prices.txt, terms.txt");
  g_assert_cmpstr (((CltVersionChange *) changes->pdata[0])->after, ==, "prices.txt");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  wait_for_tree (fixture);
  g_assert_nonnull (find_row (fixture->editor, "terms.txt"));

  /* and when none is left, the button that adds one */
  change_file (fixture, FALSE, "prices.txt");
  gtk_widget_child_focus (find_row (fixture->editor, "terms.txt"), GTK_DIR_TAB_FORWARD);
  change_file (fixture, FALSE, "terms.txt");
  g_assert_true (get_focus (fixture) == adw_preferences_group_get_header_suffix (
                                          clt_ui_find (fixture->editor, CLT_TYPE_FILE_GROUP)));
}

/* Up and down, also out of the category; undo brings it back. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltProduct) moved = NULL;
  g_autoptr (CltProduct) left = NULL;
  g_autoptr (CltProduct) undone = NULL;
  g_autoptr (CltProduct) other = NULL;

  choose (fixture, "R2");
  do_it (fixture, "catalogue.move-up");
  moved = load (fixture, "R2");
  other = load (fixture, "R1");
  g_assert_cmpint (moved->position, <, other->position);

  do_it (fixture, "catalogue.move-down");
  do_it (fixture, "catalogue.move-down");
  left = load (fixture, "R2");
  g_assert_cmpint (left->category_id, !=, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  wait_for_tree (fixture);
  undone = load (fixture, "R2");
  g_assert_cmpint (undone->category_id, ==, 2);
}

/* What stands beside the name of a category. */
static const char *
get_count (Fixture *fixture, gint64 category)
{
  g_autoptr (GPtrArray) rows = clt_ui_find_all (fixture->tree, CLT_TYPE_TREE_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (clt_tree_row_is_category (rows->pdata[i]) &&
        clt_tree_row_get_id (rows->pdata[i]) == category)
      {
        g_autoptr (GPtrArray) labels = clt_ui_find_all (rows->pdata[i], GTK_TYPE_LABEL);

        return gtk_label_get_label (labels->pdata[labels->len - 1]);
      }
  g_assert_not_reached ();
}

/* A product that goes into a category below is still counted in the one above. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CltProduct) moved = NULL;
  g_autofree char *before = NULL;

  choose (fixture, "T1");
  before = g_strdup (get_count (fixture, 3));
  gtk_widget_activate_action (fixture->pane, "catalogue.new-category", NULL);
  clt_ui_settle ();
  gtk_editable_set_text (GTK_EDITABLE (
                           find_row (clt_ui_find_window (CLT_TYPE_FORM_DIALOG), "_Name")),
                         "Evenings");
  confirm (fixture);
  choose (fixture, "T1");
  do_it (fixture, "catalogue.move-down");
  moved = load (fixture, "T1");
  g_assert_cmpint (moved->category_id, !=, 3);
  g_assert_cmpstr (get_count (fixture, moved->category_id), ==, "1");
  g_assert_cmpstr (get_count (fixture, 3), ==, before);
}

static gboolean
is_filtered (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) rows = clt_ui_find_all (fixture->tree, CLT_TYPE_TREE_ROW);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += gtk_widget_get_child_visible (rows->pdata[i]);
  return n == 1;
}

/* A new product is shown with the focus in its first field; deleted, it is gone; archived, it is
 * out of sight but not lost. */
static void
test_life (Fixture *fixture, gconstpointer data)
{
  CltFormDialog *dialog;
  g_autoptr (CltProduct) created = NULL;
  g_autoptr (CltProduct) archived = NULL;
  g_autoptr (CltProduct) morning = NULL;
  g_autoptr (CltProduct) weekly = NULL;
  g_autoptr (GError) error = NULL;

  choose (fixture, "T1");
  gtk_widget_activate_action (fixture->pane, "catalogue.new", NULL);
  clt_ui_settle ();
  dialog = clt_ui_find_window (CLT_TYPE_FORM_DIALOG);
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "_Name")), "Second course");
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "C_ode, short and lasting")), "T2");
  confirm (fixture);
  created = load (fixture, "T2");
  g_assert_cmpint (created->category_id, ==, 3);
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), ==, created->id);

  do_it (fixture, "catalogue.delete");
  g_assert_cmpint (clt_product_find (fixture->conn, "T2", &error), ==, 0);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND);

  choose (fixture, "T1");
  do_it (fixture, "catalogue.archive");
  archived = load (fixture, "T1");
  g_assert_true (archived->archived);
  g_assert_cmpint (clt_product_tree_get_category (fixture->tree), ==, 3);
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), !=, archived->id);

  /* its neighbour is chosen, the one behind it or else the one above it */
  choose (fixture, "R2");
  do_it (fixture, "catalogue.archive");
  morning = load (fixture, "R1");
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), ==, morning->id);
  do_it (fixture, "win.undo");

  /* Enter right after the last letter; then the last hit goes: no other product is chosen behind
   * its back */
  choose (fixture, "R1");
  gtk_editable_set_text (clt_ui_find (fixture->tree, GTK_TYPE_SEARCH_ENTRY), "Weekly report");
  g_signal_emit_by_name (clt_ui_find (fixture->tree, GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_true (is_filtered (fixture));
  weekly = load (fixture, "R2");
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), ==, weekly->id);
  clt_ui_wait_for_store (fixture->window);
  do_it (fixture, "catalogue.archive");
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), ==, 0);
  /* with the archive there are more rows than before */
  gtk_widget_activate_action (fixture->pane, "catalogue.show-archive", NULL);
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), ==, weekly->id);
  gtk_widget_activate_action (fixture->pane, "catalogue.show-archive", NULL);
  g_assert_cmpint (clt_product_tree_get_product (fixture->tree), ==, 0);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture),
                                         clt_ui_find (fixture->tree, GTK_TYPE_SEARCH_ENTRY)));
}

/* Ctrl+F again: what is typed takes the place of the words before. */
static void
test_search_again (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = clt_ui_find (fixture->tree, GTK_TYPE_SEARCH_ENTRY);
  int first, last;

  gtk_editable_set_text (entry, "Weekly");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (clt_page_search (CLT_PAGE (fixture->pane)));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (entry)));
  g_assert_true (gtk_editable_get_selection_bounds (entry, &first, &last));
  g_assert_cmpint (last - first, ==, strlen ("Weekly"));
}

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  g_test_add ("/ui/catalogue/fields", Fixture, NULL, set_up, test_fields, tear_down);
  g_test_add ("/ui/catalogue/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/ui/catalogue/channels", Fixture, NULL, set_up, test_channels, tear_down);
  g_test_add ("/ui/catalogue/move-typing", Fixture, NULL, set_up, test_move_typing, tear_down);
  g_test_add ("/ui/catalogue/unfold", Fixture, NULL, set_up, test_unfold, tear_down);
  g_test_add ("/ui/catalogue/gaps", Fixture, NULL, set_up, test_gaps, tear_down);
  g_test_add ("/ui/catalogue/unfinished", Fixture, NULL, set_up, test_unfinished, tear_down);
  g_test_add ("/ui/catalogue/approve", Fixture, NULL, set_up, test_approve, tear_down);
  g_test_add ("/ui/catalogue/versions", Fixture, NULL, set_up, test_versions, tear_down);
  g_test_add ("/ui/catalogue/retire", Fixture, NULL, set_up, test_retire, tear_down);
  g_test_add ("/ui/catalogue/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/ui/catalogue/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/ui/catalogue/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/ui/catalogue/search-again", Fixture, NULL, set_up, test_search_again, tear_down);
  g_test_add ("/ui/catalogue/life", Fixture, NULL, set_up, test_life, tear_down);
  return g_test_run ();
}
