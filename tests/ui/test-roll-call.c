/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roll of a class of 100 is called with the keyboard alone: real keys, in the real window. */
#include <string.h>

#include "app/training/clt-roll-person.h"
#include "app/training/clt-roll-view.h"
#include "core/base/clt-pinyin.h"
#include "session-fixture.h"

#define CLASS_SIZE 100
#define MAX_PRESSES 250

static GtkFlowBox *
get_list (SessionFixture *fixture)
{
  return clt_ui_find (clt_ui_find (fixture->training, CLT_TYPE_ROLL_VIEW), GTK_TYPE_FLOW_BOX);
}

static CltRollPerson *
get_person (SessionFixture *fixture, guint index)
{
  return (CltRollPerson *) gtk_flow_box_get_child_at_index (get_list (fixture), (int) index);
}

static gboolean
has_focus_on_person (gpointer data)
{
  SessionFixture *fixture = data;

  return get_person (fixture, CLASS_SIZE - 1) != NULL &&
         CLT_IS_ROLL_PERSON (gtk_root_get_focus (GTK_ROOT (fixture->window)));
}

static void
set_up (SessionFixture *fixture, gconstpointer data)
{
  fixture->seats = 120;
  fixture->n_people = fixture->n_enrolled = CLASS_SIZE;
  session_set_up (fixture);
  clt_ui_wait (has_focus_on_person, fixture);
}

/* The person who has the focus; the focus is never anywhere else. */
static CltRollPerson *
get_focus (SessionFixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_true (CLT_IS_ROLL_PERSON (focus));
  return CLT_ROLL_PERSON (focus);
}

static void
mark (SessionFixture *fixture, GHashTable *expected, char letter)
{
  CltRollPerson *person = get_focus (fixture);
  const char text[] = { g_ascii_tolower (letter), '\0' };

  g_hash_table_insert (expected, (gpointer) clt_roll_person_get_name (person),
                       GINT_TO_POINTER (letter));
  clt_ui_type (fixture->keys, text);
  g_assert_cmpint (clt_roll_person_get_mark (person), ==, letter);
}

/* As when somebody is called who is further down. */
static void
jump (SessionFixture *fixture, guint i)
{
  g_autofree char *name = session_dup_name (i);
  g_autofree char *initials = clt_pinyin_initials (name);

  clt_ui_type (fixture->keys, "/");
  clt_ui_type (fixture->keys, initials);
  clt_ui_press (fixture->keys, GDK_KEY_Return, 0);
  g_assert_cmpstr (clt_roll_person_get_name (get_focus (fixture)), ==, name);
}

static void
assert_written (SessionFixture *fixture, GHashTable *expected)
{
  g_autoptr (GPtrArray) rows = clt_roll_get (fixture->conn, fixture->meeting, NULL);

  g_assert_cmpuint (rows->len, ==, CLASS_SIZE);
  for (guint i = 0; i < rows->len; i++)
    {
      const CltRollRow *row = rows->pdata[i];

      g_assert_cmpint (row->mark, ==, GPOINTER_TO_INT (g_hash_table_lookup (expected, row->name)));
    }
}

static gint64
count_marks (SessionFixture *fixture)
{
  gint64 n;

  g_assert_true (clt_conn_get_int (fixture->conn, &n, 0, NULL,
                                   "SELECT count(*) FROM attendance WHERE meeting_id = ?", "i",
                                   fixture->meeting));
  return n;
}

static void
test_class (SessionFixture *fixture, gconstpointer data)
{
  static const char letters[] = "PPPLPPPEPPPAPP";
  g_autoptr (GHashTable) expected = g_hash_table_new (g_str_hash, g_str_equal);
  guint presses;

  clt_ui_keys_count (fixture->keys);
  for (guint i = 0; g_hash_table_size (expected) < CLASS_SIZE; i++)
    {
      if (i % 9 == 8 && g_hash_table_size (expected) < CLASS_SIZE - 20)
        jump (fixture, (i * 7) % CLASS_SIZE);
      mark (fixture, expected, letters[i % strlen (letters)]);
    }
  presses = clt_ui_keys_count (fixture->keys);
  g_test_message ("%u key presses", presses);
  g_assert_cmpuint (presses, <, MAX_PRESSES);
  session_settle (fixture);
  assert_written (fixture, expected);
  /* each is in the history by itself */
  g_assert_cmpint (session_count (fixture,
                                  "SELECT count(*) FROM action WHERE ?1 AND name = 'roll.mark'"),
                   >=, CLASS_SIZE);
}

static void
test_rest (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) expected = g_hash_table_new (g_str_hash, g_str_equal);
  CltRollPerson *person;
  guint presses;

  clt_ui_keys_count (fixture->keys);
  for (guint i = 0; i < 5; i++)
    {
      jump (fixture, i * 17);
      mark (fixture, expected, "LEAAE"[i]);
    }
  clt_ui_type (fixture->keys, "r");
  presses = clt_ui_keys_count (fixture->keys);
  g_test_message ("%u key presses", presses);
  g_assert_cmpuint (presses, <, 40);
  for (guint i = 0; (person = get_person (fixture, i)) != NULL; i++)
    if (!g_hash_table_contains (expected, clt_roll_person_get_name (person)))
      g_hash_table_insert (expected, (gpointer) clt_roll_person_get_name (person),
                           GINT_TO_POINTER ('P'));
  session_settle (fixture);
  assert_written (fixture, expected);
  get_focus (fixture);
  /* the rest are one step back, each mark one more */
  clt_ui_press (fixture->keys, GDK_KEY_BackSpace, 0);
  session_settle (fixture);
  g_assert_cmpint (count_marks (fixture), ==, 5);
}

/* Also faster than the file is written. */
static void
test_take_back (SessionFixture *fixture, gconstpointer data)
{
  CltRollPerson *first = get_person (fixture, 0), *second = get_person (fixture, 1);

  clt_ui_type (fixture->keys, "plpp");
  clt_ui_press (fixture->keys, GDK_KEY_BackSpace, 0);
  clt_ui_press (fixture->keys, GDK_KEY_BackSpace, 0);
  clt_ui_press (fixture->keys, GDK_KEY_BackSpace, 0);
  g_assert_true (get_focus (fixture) == second);
  g_assert_cmpint (clt_roll_person_get_mark (first), ==, 'P');
  g_assert_cmpint (clt_roll_person_get_mark (second), ==, '\0');
  session_settle (fixture);
  g_assert_cmpint (count_marks (fixture), ==, 1);
  g_assert_cmpint (clt_roll_person_get_mark (get_person (fixture, 1)), ==, '\0');
  /* the window's own undo takes the row along */
  clt_ui_press (fixture->keys, GDK_KEY_z, GDK_CONTROL_MASK);
  session_settle (fixture);
  g_assert_cmpint (count_marks (fixture), ==, 0);
  g_assert_cmpint (clt_roll_person_get_mark (get_person (fixture, 0)), ==, '\0');
  get_focus (fixture);
}

static gboolean
cancel_session (CltConn *conn, gpointer data, GError **error)
{
  return clt_session_cancel (conn, ((SessionFixture *) data)->session, error);
}

/* Somebody else has called the session off meanwhile: the row comes back and it is said why. */
static void
test_refusal (SessionFixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "session.cancel", .who = "Li" };
  g_autoptr (CltConn) writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, NULL);

  g_assert_true (clt_action_run (writer, &info, cancel_session, fixture, NULL, NULL));
  clt_ui_type (fixture->keys, "p");
  session_settle (fixture);
  g_assert_cmpint (clt_roll_person_get_mark (get_person (fixture, 0)), ==, '\0');
  g_assert_cmpint (count_marks (fixture), ==, 0);
}

static gboolean
cancel_meeting (CltConn *conn, gpointer data, GError **error)
{
  return clt_meeting_cancel (conn, ((SessionFixture *) data)->meeting, error);
}

static gboolean
is_in_list (gpointer data)
{
  SessionFixture *fixture = data;

  return !gtk_widget_get_mapped (clt_ui_find (fixture->training, CLT_TYPE_SESSION_VIEW));
}

/* Studied alone: where there is nobody to jump to the keys still lead back. */
static void
test_no_meeting (SessionFixture *fixture, gconstpointer data)
{
  const CltActionInfo info = { .name = "meeting.cancel", .who = "Li" };
  g_autoptr (CltConn) writer = clt_branch_open (fixture->base.path, CLT_CONN_WRITE, NULL);

  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait (is_in_list, fixture);
  g_assert_true (clt_action_run (writer, &info, cancel_meeting, fixture, NULL, NULL));
  gtk_widget_activate_action (fixture->training, "session.show", "x", fixture->session);
  session_settle (fixture);
  g_assert_false (is_in_list (fixture));
  clt_ui_press (fixture->keys, GDK_KEY_3, GDK_CONTROL_MASK);
  clt_ui_type (fixture->keys, "/");
  clt_ui_press (fixture->keys, GDK_KEY_Escape, 0);
  clt_ui_wait (is_in_list, fixture);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/roll-call/" path, SessionFixture, NULL, set_up, func, session_tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("class-of-100", test_class);
  ADD ("rest-present", test_rest);
  ADD ("take-back", test_take_back);
  ADD ("refusal", test_refusal);
  ADD ("no-meeting", test_no_meeting);
  return g_test_run ();
}
