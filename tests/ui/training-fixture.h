/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The place of training of a small branch with the starter curriculum and nobody taught yet, at the
 * keyboard. */

#include <glib/gstdio.h>

#include "app/shell/clt-training-page.h"
#include "core/clients/clt-client.h"
#include "core/clt-branch.h"
#include "core/training/clt-course.h"
#include "ui/clt-ui-keys.h"
#include "ui/clt-ui-test.h"

typedef struct
{
  CltUiTest base;
  CltWindow *window;
  GtkWidget *training; /* the place */
  CltUiKeys *keys;
  CltConn *conn; /* beside the window */
} TrainingFixture;

static inline gboolean
training_fill (CltConn *conn, gpointer data, GError **error)
{
  static const char *const names[] = { "陈伟", "李娜", "王芳", "赵敏" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (clt_client_create (conn, names[i], NULL, CLT_DAY_NONE, error) == 0)
      return FALSE;
  return data == NULL || clt_course_add_preset (conn, "en", error);
}

/* @courses: with the starter curriculum. */
static inline void
training_set_up (TrainingFixture *fixture, gboolean courses)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) writer = NULL;
  CltActionInfo info = { "course.preset", NULL, "tester" };
  const char *const endings[] = { "", "-wal", "-shm" };

  clt_ui_test_set_up (&fixture->base, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->base.path, endings[i], NULL);

      g_unlink (path);
    }
  writer = clt_branch_open (fixture->base.path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  clt_action_run (writer, &info, training_fill, courses ? fixture : NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->conn = clt_ui_test_connect (&fixture->base);
  fixture->window = clt_ui_test_open (&fixture->base, "training");
  fixture->training = clt_ui_find (fixture->window, CLT_TYPE_TRAINING_PAGE);
  fixture->keys = clt_ui_keys_new ();
  clt_ui_wait_for_store (fixture->window);
  clt_ui_keys_enter (fixture->keys, fixture->window);
}

static inline void
training_tear_down (TrainingFixture *fixture, gconstpointer data)
{
  clt_ui_keys_free (fixture->keys);
  clt_ui_test_tear_down (&fixture->base, data);
}

/* Until what was asked for is written, and read again. */
static inline void
training_wait (TrainingFixture *fixture)
{
  clt_ui_wait_for_store (fixture->window);
  clt_ui_wait_for_store (fixture->window);
}

static inline CltCourse *
training_load (TrainingFixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  gint64 id = clt_course_find (fixture->conn, code, &error);
  CltCourse *course = clt_course_load (fixture->conn, id, &error);

  g_assert_no_error (error);
  return course;
}

/* Whether the keyboard focus is on something in @widget. */
static inline gboolean
training_has_focus (TrainingFixture *fixture, gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}
