/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A password is asked for once where there is a keyring, each time where there is none, and anew when
 * the server did not take it. The keyring is libsecret's own file. */
#include "app/widgets/clt-password.h"

#include "support/clt-test-branch.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  char *password; /* what came; NULL: nothing */
  GError *error;
  gboolean done;
} Fixture;

static const CltPasswordKey key = { "mail", "mail.example.com", "branch" };

static void
forget_answer (Fixture *fixture)
{
  g_clear_pointer (&fixture->password, clt_password_free);
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  forget_answer (fixture);
}

static void
on_got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->password = clt_password_get_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static gboolean
is_settled (gpointer data)
{
  return ((Fixture *) data)->done || find_dialog () != NULL;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->done;
}

/* Returns: the dialog, when one asks; else the answer has come. */
static AdwMessageDialog *
get (Fixture *fixture, gboolean refused)
{
  forget_answer (fixture);
  clt_password_get_async (NULL, &key, refused, NULL, on_got_cb, fixture);
  clt_ui_wait (is_settled, fixture);
  return find_dialog ();
}

static void
press (AdwMessageDialog *dialog, const char *response)
{
  g_autoptr (GPtrArray) buttons = clt_ui_find_all (dialog, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]),
                   adw_message_dialog_get_response_label (dialog, response)) == 0)
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        return;
      }
  g_assert_not_reached ();
}

static void
answer (Fixture *fixture, AdwMessageDialog *dialog, const char *text, const char *response)
{
  GtkWidget *entry = clt_ui_find (dialog, GTK_TYPE_ENTRY);

  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "use"));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_assert_cmpint (adw_message_dialog_get_response_enabled (dialog, "use"), ==, *text != '\0');
  press (dialog, response);
  clt_ui_wait (is_done, fixture);
  clt_ui_settle ();
}

static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  AdwMessageDialog *dialog = get (fixture, FALSE);
  GtkWidget *check;

  g_assert_nonnull (dialog);
  check = clt_ui_find (dialog, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  answer (fixture, dialog, "s3cret 密", "use");
  g_assert_cmpstr (fixture->password, ==, "s3cret 密");
  /* kept: nobody is asked */
  g_assert_null (get (fixture, FALSE));
  g_assert_cmpstr (fixture->password, ==, "s3cret 密");
  /* the server did not take it */
  dialog = get (fixture, TRUE);
  g_assert_nonnull (dialog);
  answer (fixture, dialog, "", "cancel");
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* and it is forgotten */
  dialog = get (fixture, FALSE);
  g_assert_nonnull (dialog);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (clt_ui_find (dialog, GTK_TYPE_CHECK_BUTTON)),
                               FALSE);
  answer (fixture, dialog, "once", "use");
  g_assert_cmpstr (fixture->password, ==, "once");
  dialog = get (fixture, FALSE);
  g_assert_nonnull (dialog);
  answer (fixture, dialog, "", "cancel");
}

static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 2; i++)
    {
      AdwMessageDialog *dialog = get (fixture, FALSE);

      g_assert_nonnull (dialog);
      g_assert_null (clt_ui_find (dialog, GTK_TYPE_CHECK_BUTTON));
      answer (fixture, dialog, "each time", "use");
      g_assert_cmpstr (fixture->password, ==, "each time");
    }
}

int
main (int argc, char **argv)
{
  gboolean with = g_strcmp0 (g_getenv ("CLT_TEST_KEYRING"), "none") != 0;
  g_autofree char *dir = clt_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "keyring", NULL);
  int code;

  /* libsecret chooses its backend once a process */
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  /* a folder cannot be read as one */
  g_setenv ("SECRET_FILE_TEST_PATH", with ? path : dir, TRUE);
  clt_ui_test_init (&argc, &argv);
  if (with)
    g_test_add ("/password/keyring", Fixture, NULL, NULL, test_keyring, tear_down);
  else
    g_test_add ("/password/no-keyring", Fixture, NULL, NULL, test_no_keyring, tear_down);
  code = g_test_run ();
  clt_test_dir_remove (dir);
  return code;
}
