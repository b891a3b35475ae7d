/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-need-dialogs.h"

#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* ---- what a client asks for ------------------------------------------------------------------ */

enum
{
  COURSE,
  KIND,
  NOTE,
};

typedef struct
{
  gint64 client_id; /* 0: the first row says who */
  guint first;      /* row of the course */
  GArray *courses;  /* gint64: in the order of the choice */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_array_unref (asked->courses);
  g_free (asked);
}

static void
apply_ask (CltFormDialog *form)
{
  const Asked *asked = clt_form_dialog_get_data (form);
  g_autofree char *course = clt_form_dialog_dup_text (form, asked->first + COURSE);
  g_autoptr (GArray) clients = NULL;
  CltNeedEntry *entry;

  if (asked->client_id == 0 && (clients = clt_form_dialog_dup_clients (form, 0)) == NULL)
    return;
  entry = g_new0 (CltNeedEntry, 1);
  entry->client_id = clients == NULL ? asked->client_id : g_array_index (clients, gint64, 0);
  entry->course_id = g_array_index (asked->courses, gint64,
                                    clt_form_dialog_get_choice (form, asked->first + COURSE));
  entry->required = clt_form_dialog_get_choice (form, asked->first + KIND) == 1;
  entry->note = clt_form_dialog_dup_text (form, asked->first + NOTE);
  clt_form_dialog_act (form, "need.add", course, clt_need_entry_add, entry, clt_need_entry_free);
}

void
clt_need_dialog_ask (GtkWidget *parent,
                     CltDesk *desk,
                     const CltCurriculum *curriculum,
                     gint64 course_id,
                     gint64 client_id,
                     const char *name)
{
  const char *const kinds[] = { _ ("He asks for it"), _ ("A permission requires it"), NULL };
  const GPtrArray *courses = curriculum->needs->courses;
  /* Translators: %s is the name of a client. */
  g_autofree char *heading = client_id == 0
                               ? g_strdup (_ ("Who Wants to Learn Something?"))
                               : g_strdup_printf (_ ("What Does %s Want to Learn?"), name);
  CltFormDialog *form = clt_form_dialog_new (parent, desk, heading, NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  Asked *asked = g_new0 (Asked, 1);
  guint chosen = 0;

  asked->client_id = client_id;
  if (client_id == 0)
    {
      clt_form_dialog_add_clients (form, _ ("C_lient: name, initials or account"), FALSE, TRUE);
      asked->first = 1;
    }
  asked->courses = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *course = courses->pdata[i];

      if (course->archived)
        continue;
      if (course->id == course_id)
        chosen = asked->courses->len;
      g_array_append_val (asked->courses, course->id);
      g_ptr_array_add (labels, g_strdup_printf ("%s %s", course->code, course->name));
    }
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_set_data (form, asked, asked_free);
  clt_form_dialog_add_choice (form, _ ("Co_urse"), (const char *const *) labels->pdata);
  clt_form_dialog_select (form, asked->first + COURSE, chosen);
  clt_form_dialog_add_choice (form, _ ("W_hy"), kinds);
  clt_form_dialog_add_entry (form, _ ("In his _words, or the permission"), "", FALSE);
  clt_form_dialog_present (form, C_ ("learning need", "_Note"), apply_ask);
}

/* ---- a session for those who wait ------------------------------------------------------------ */

enum
{
  FROM,
  TO,
};

/* A month is what people can be told of in time. */
#define PLAN_DAYS 30

typedef struct
{
  gint64 course_id;
  char *name;
  GArray *clients;
  CltNeedPlan *plan; /* (nullable): the last one that was asked for */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->name);
  g_array_unref (wish->clients);
  g_clear_pointer (&wish->plan, clt_need_plan_unref);
  g_free (wish);
}

static void
apply_plan (CltFormDialog *form)
{
  Wish *wish = clt_form_dialog_get_data (form);
  CltDay from, to;

  if (!clt_form_dialog_get_day (form, FROM, &from) || !clt_form_dialog_get_day (form, TO, &to))
    return;
  g_clear_pointer (&wish->plan, clt_need_plan_unref);
  wish->plan = clt_need_plan_new (wish->course_id, wish->clients, from, to);
  clt_form_dialog_act (form, "plan.sessions", wish->name, clt_need_plan_run,
                       g_atomic_rc_box_acquire (wish->plan), clt_need_plan_unref);
}

/* What was planned is to be looked at: it leads to the first session of it. */
static gboolean
on_plan_close_request_cb (CltFormDialog *form, GtkWidget *parent)
{
  const Wish *wish = clt_form_dialog_get_data (form);
  CltDay first = wish->plan == NULL ? CLT_DAY_NONE : g_atomic_int_get (&wish->plan->first);

  if (first != CLT_DAY_NONE)
    gtk_widget_activate_action (parent, "training-calendar.show", "(ii)", first,
                                g_atomic_int_get (&wish->plan->minute));
  return GDK_EVENT_PROPAGATE;
}

void
clt_need_dialog_plan (GtkWidget *parent, CltDesk *desk, const CltCourse *course, GArray *clients)
{
  Wish *wish = g_new0 (Wish, 1);
  g_autofree char *from = clt_day_format (clt_today () + 1);
  g_autofree char *to = clt_day_format (clt_today () + PLAN_DAYS);
  g_autofree char *count = clt_count_format (clients->len);
  g_autofree char *body = NULL;
  g_autofree char *heading = NULL;
  CltFormDialog *form;

  wish->course_id = course->id;
  wish->name = g_strdup_printf ("%s %s", course->code, course->name);
  wish->clients = clients;
  /* Translators: %s is a course. */
  heading = g_strdup_printf (_ ("Plan “%s”"), wish->name);
  /* Translators: %s is a number. */
  body = g_strdup_printf (
    ngettext ("Lecturer, room and hours that suit %s client are looked for in these days. The "
              "session is planned, not published: look at it in the calendar first.",
              "Lecturers, rooms and hours that suit %s clients are looked for in these days. The "
              "sessions are planned, not published: look at them in the calendar first.",
              clients->len),
    count);
  form = clt_form_dialog_new (parent, desk, heading, body);
  clt_form_dialog_set_data (form, wish, wish_free);
  clt_form_dialog_add_entry (form, _ ("_From"), from, TRUE);
  clt_form_dialog_add_entry (form, _ ("_To"), to, TRUE);
  g_signal_connect_object (form, "close-request", G_CALLBACK (on_plan_close_request_cb), parent, 0);
  clt_form_dialog_present (form, _ ("_Plan"), apply_plan);
}
