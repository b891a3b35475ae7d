/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form with a question of each type is answered by real keys; what is handed over, what is on the
 * screen and where the focus is. */
#include "app/callbacks/clt-form-keys.h"
#include "app/callbacks/clt-form-view.h"
#include "core/base/clt-text.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  GtkWidget *window;
  CltFormView *view;
  CltUiKeys *keys;
  GString *told; /* since the last look */
} Fixture;

static void
on_answered_cb (Fixture *fixture, const CltFormReply *reply)
{
  g_string_append_printf (fixture->told, "%s%s%s", fixture->told->len == 0 ? "" : " ",
                          reply->question->key, *reply->part == '\0' ? "" : "/");
  g_string_append_printf (fixture->told, "%s=%s%s%s%s", reply->part,
                          reply->value == NULL ? "" : reply->value, *reply->mark == '\0' ? "" : "!",
                          reply->mark, *reply->note == '\0' ? "" : "+");
  g_string_append_printf (fixture->told, "%s>%s", reply->note, reply->next);
}

static void
on_moved_cb (Fixture *fixture, const char *key)
{
  g_string_append_printf (fixture->told, "%s>%s", fixture->told->len == 0 ? "" : " ", key);
}

static void
on_ended_cb (Fixture *fixture)
{
  g_string_append (fixture->told, " end");
}

static void
assert_told (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->told->str, ==, expected);
  g_string_truncate (fixture->told, 0);
}

static CltQuestion *
add (CltForm *form, const char *key, CltQuestionType type, const char *options)
{
  CltQuestion *question = clt_question_new (key, type, key);
  g_auto (GStrv) codes = g_strsplit (options, " ", -1);

  for (guint i = 0; codes[i] != NULL && *codes[i] != '\0'; i++)
    {
      CltOption *option = clt_option_new (codes[i], codes[i]);

      option->open = g_str_equal (codes[i], "other");
      option->exclusive = g_str_equal (codes[i], "none");
      g_ptr_array_add (question->options, option);
    }
  g_ptr_array_add (form->questions, question);
  return question;
}

static CltForm *
make_form (void)
{
  CltForm *form = clt_form_new ();
  CltQuestion *question;

  add (form, "open", CLT_QUESTION_SECTION, "");
  add (form, "self", CLT_QUESTION_YESNO, "")->required = TRUE;
  question = add (form, "why", CLT_QUESTION_CHOICE, "price other");
  clt_set_str (&question->condition, "self = no");
  add (form, "which", CLT_QUESTION_SEVERAL, "a b c none");
  add (form, "said", CLT_QUESTION_INFO, "");
  question = add (form, "good", CLT_QUESTION_RATING, "");
  question->low = 1;
  question->high = 5;
  add (form, "nps", CLT_QUESTION_NPS, "");
  question = add (form, "lines", CLT_QUESTION_MATRIX, "bad fair fine");
  g_ptr_array_add (question->lines, clt_option_new ("desk", "Desk"));
  g_ptr_array_add (question->lines, clt_option_new ("phone", "Telephone"));
  add (form, "order", CLT_QUESTION_RANKING, "x y z");
  question = add (form, "age", CLT_QUESTION_NUMBER, "");
  question->low = 18;
  question->high = 100;
  add (form, "since", CLT_QUESTION_DATE, "");
  add (form, "words", CLT_QUESTION_TEXT, "");
  return form;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->told = g_string_new (NULL);
  fixture->view = g_object_new (CLT_TYPE_FORM_VIEW, NULL);
  g_signal_connect_swapped (fixture->view, "answered", G_CALLBACK (on_answered_cb), fixture);
  g_signal_connect_swapped (fixture->view, "moved", G_CALLBACK (on_moved_cb), fixture);
  g_signal_connect_swapped (fixture->view, "ended", G_CALLBACK (on_ended_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 620, 560);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  g_assert_true (clt_form_view_show (fixture->view, make_form (), NULL, NULL, &error));
  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->keys = clt_ui_keys_new ();
  clt_ui_keys_enter (fixture->keys, fixture->window);
  clt_form_view_focus (fixture->view);
  clt_ui_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_string_free (fixture->told, TRUE);
  clt_ui_settle ();
}

static void
press (Fixture *fixture, guint keyval)
{
  clt_ui_press (fixture->keys, keyval, 0);
  g_assert_true (*clt_form_view_get_key (fixture->view) == '\0' ||
                 gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)),
                                         GTK_WIDGET (fixture->view)));
}

static void
type (Fixture *fixture, const char *text)
{
  clt_ui_type (fixture->keys, text);
}

/* An answer by the mouse leaves the keyboard where it was, or brings it to the form: Enter goes on, and
 * does not press the answer once more. */
static void
test_mouse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) buttons = NULL;

  type (fixture, "1");
  buttons =
    clt_ui_find_all (clt_ui_find (fixture->view, CLT_TYPE_FORM_KEYS), GTK_TYPE_TOGGLE_BUTTON);
  g_assert_cmpuint (buttons->len, ==, 4);
  g_assert_false (gtk_widget_get_focus_on_click (buttons->pdata[1]));
  g_string_truncate (fixture->told, 0);
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  g_signal_emit_by_name (buttons->pdata[1], "clicked");
  assert_told (fixture, "which/b=1>which");
  press (fixture, GDK_KEY_Return);
  g_assert_cmpstr (clt_form_view_get_key (fixture->view), ==, "said");
}

static void
test_all_types (Fixture *fixture, gconstpointer data)
{
  g_assert_true (clt_ui_shows (fixture->view, "1 / 9"));
  type (fixture, "2");
  assert_told (fixture, "self=no>why");
  g_assert_true (clt_ui_shows (fixture->view, "2 / 10"));
  press (fixture, GDK_KEY_BackSpace);
  type (fixture, "y"); /* the letters of yes and no, too */
  assert_told (fixture, ">self self=yes>which");
  press (fixture, GDK_KEY_BackSpace);
  type (fixture, "N");
  assert_told (fixture, ">self self=no>why");
  type (fixture, "2"); /* words go with it */
  assert_told (fixture, "why=other>why");
  type (fixture, "cousin");
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, "why=other+cousin>why >which");
  type (fixture, "13");
  assert_told (fixture, "which/a=1>which which/c=1>which");
  type (fixture, "1");
  assert_told (fixture, "which/a=>which");
  type (fixture, "4"); /* stands alone */
  assert_told (fixture, "which/none=1>which");
  g_assert_null (
    clt_answers_get (clt_flow_get_answers (clt_form_view_get_flow (fixture->view)), "which", "c"));
  press (fixture, GDK_KEY_KP_Enter);
  assert_told (fixture, ">said");
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, ">good");
  type (fixture, "4");
  assert_told (fixture, "good=4>nps");
  press (fixture, GDK_KEY_minus);
  assert_told (fixture, "nps=10>lines");
  type (fixture, "3");
  assert_told (fixture, "lines/desk=fine>lines");
  g_assert_true (clt_ui_shows (fixture->view, "Telephone"));
  type (fixture, "1");
  assert_told (fixture, "lines/phone=bad>order");
  type (fixture, "31");
  assert_told (fixture, "order/z=1>order order/x=2>order");
  press (fixture, GDK_KEY_BackSpace);
  assert_told (fixture, "order/x=>order");
  type (fixture, "21");
  assert_told (fixture, "order/y=2>order order/x=3>age");
  type (fixture, "17");
  press (fixture, GDK_KEY_Return); /* outside the limits */
  assert_told (fixture, "");
  g_assert_cmpstr (clt_form_view_get_key (fixture->view), ==, "age");
  press (fixture, GDK_KEY_BackSpace);
  type (fixture, "8");
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, "age=18>age >since");
  type (fixture, "2020-3-5");
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, "since=20200305>since >words");
  type (fixture, "Ready");
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, "words=Ready>words > end");
  g_assert_cmpstr (clt_form_view_get_key (fixture->view), ==, "");
}

static void
test_marks (Fixture *fixture, gconstpointer data)
{
  type (fixture, "r");
  assert_told (fixture, "self=!refused>which");
  press (fixture, GDK_KEY_BackSpace);
  assert_told (fixture, ">self");
  press (fixture, GDK_KEY_Delete);
  assert_told (fixture, "self=>self");
  type (fixture, "1dddd"); /* information has no mark */
  assert_told (fixture, "self=yes>which which=!unknown>said");
  press (fixture, GDK_KEY_Return);
  type (fixture, "drr");
  press (fixture, GDK_KEY_r);
  assert_told (fixture, ">good good=!unknown>nps nps=!refused>lines lines=!refused>order "
                        "order=!refused>age");
  type (fixture, "d");
  assert_told (fixture, "age=!unknown>since");
  type (fixture, "r");
  assert_told (fixture, "since=!refused>words");
  type (fixture, "r"); /* a word may begin so */
  assert_told (fixture, "");
  clt_ui_press (fixture->keys, GDK_KEY_d, GDK_ALT_MASK);
  assert_told (fixture, "words=!unknown> end");
}

/* Backspace goes back and keeps what remains relevant; Enter goes on over what is answered. */
static void
test_back (Fixture *fixture, gconstpointer data)
{
  const CltFlow *flow = clt_form_view_get_flow (fixture->view);

  press (fixture, GDK_KEY_Return); /* required: asked for once more */
  assert_told (fixture, "");
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, ">which");
  press (fixture, GDK_KEY_BackSpace);
  type (fixture, "21");
  assert_told (fixture, ">self self=no>why why=price>which");
  press (fixture, GDK_KEY_BackSpace);
  press (fixture, GDK_KEY_BackSpace);
  type (fixture, "1");
  assert_told (fixture, ">why >self self=yes>which");
  g_assert_false (clt_flow_is_relevant (flow, 2));
  press (fixture, GDK_KEY_BackSpace);
  type (fixture, "2"); /* the path returns, and with it what was said on it */
  assert_told (fixture, ">self self=no>why");
  g_assert_true (clt_flow_is_answered (flow, 2));
  press (fixture, GDK_KEY_Return);
  assert_told (fixture, ">which");
  /* the first has nothing before it */
  for (int i = 0; i < 4; i++)
    press (fixture, GDK_KEY_BackSpace);
  assert_told (fixture, ">why >self");
}

static gboolean
has_told (gpointer data)
{
  return ((Fixture *) data)->told->len > 0;
}

/* Tab and arrows reach the answers as buttons, which a key or a click presses. */
static void
test_buttons (Fixture *fixture, gconstpointer data)
{
  press (fixture, GDK_KEY_Tab);
  g_assert_true (GTK_IS_TOGGLE_BUTTON (gtk_root_get_focus (GTK_ROOT (fixture->window))));
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_space);
  clt_ui_wait (has_told, fixture); /* the button is pressed for a moment */
  assert_told (fixture, "self=no>why");
  /* the question has the focus again: digits and Enter work */
  type (fixture, "1");
  assert_told (fixture, "why=price>which");
}

static void
test_reopen (Fixture *fixture, gconstpointer data)
{
  CltAnswers *answers = clt_answers_new ();

  clt_answers_set (answers, "lines", "desk", "fair", NULL);
  clt_form_view_set_answers (fixture->view, answers, "lines");
  g_assert_cmpstr (clt_form_view_get_key (fixture->view), ==, "lines");
  g_assert_true (clt_ui_shows (fixture->view, "Telephone"));
  assert_told (fixture, "");
  type (fixture, "2");
  assert_told (fixture, "lines/phone=fair>order");
  answers = clt_answers_new ();
  clt_answers_set (answers, "self", "", "yes", NULL);
  clt_form_view_set_answers (fixture->view, answers, "why"); /* no longer asked */
  g_assert_cmpstr (clt_form_view_get_key (fixture->view), ==, "which");
}

#define ADD(path, func) g_test_add ("/form-view/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  clt_ui_test_init (&argc, &argv);
  ADD ("all-types", test_all_types);
  ADD ("marks", test_marks);
  ADD ("back", test_back);
  ADD ("buttons", test_buttons);
  ADD ("mouse", test_mouse);
  ADD ("reopen", test_reopen);
  return g_test_run ();
}
