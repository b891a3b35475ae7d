/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first free hour: against any diary it lies within the day, overlaps nothing of the person or the
 * client, and no earlier one would have done. */
#include "core/delivery/clt-appointment.h"

#include "delivery-fixture.h"

#define MIDNIGHT(day) ((gint64) (day) *86400 - 8 * 3600)
#define HOUR(day, hour) (MIDNIGHT (day) + (hour) *3600)
#define STAFF 3
#define CLIENTS 4

typedef struct
{
  Branch branch;
  gint64 staff[STAFF];
  gint64 clients[CLIENTS];
} Diary;

static void
set_up (Diary *diary, gconstpointer data)
{
  delivery_set_clock (NOW);
  branch_set_up (&diary->branch, NULL);
  branch_begin (&diary->branch);
  for (int i = 1; i < STAFF; i++)
    {
      g_autofree char *number = g_strdup_printf ("S%d", i);

      diary->staff[i] = service_add_staff (&diary->branch, number, "specialist", "");
    }
  for (int i = 0; i < CLIENTS; i++)
    diary->clients[i] = delivery_add_client (&diary->branch, i + 1);
}

static void
tear_down (Diary *diary, gconstpointer data)
{
  branch_commit (&diary->branch);
  branch_tear_down (&diary->branch, NULL);
}

static CltAppointment *
make (Diary *diary, gint64 staff, gint64 client)
{
  CltAppointment *appointment = clt_appointment_new ();

  appointment->staff_id = staff;
  appointment->client_id = client;
  g_free (appointment->subject);
  appointment->subject = g_strdup ("visit");
  return appointment;
}

static void
save (Diary *diary, CltAppointment *appointment)
{
  g_autoptr (GError) error = NULL;

  clt_appointment_save (diary->branch.conn, appointment, &error);
  g_assert_no_error (error);
}

static void
propose (Diary *diary, CltAppointment *appointment, CltDay day, int minutes)
{
  g_autoptr (GError) error = NULL;

  clt_appointment_propose (diary->branch.conn, appointment, day, minutes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (appointment->ends - appointment->starts, ==, 60 * minutes);
}

static gboolean
is_free (GPtrArray *taken, const CltAppointment *wanted, gint64 starts, gint64 ends)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const CltAppointment *other = taken->pdata[i];

      if ((other->staff_id == wanted->staff_id || other->client_id == wanted->client_id) &&
          other->starts < ends && other->ends > starts)
        return FALSE;
    }
  return TRUE;
}

/* What the branch is open for on @day, told in the plainest way. */
static gboolean
is_open (CltDay day, gint64 starts, gint64 ends)
{
  gint64 noon = HOUR (day, 12), afternoon = HOUR (day, 13);

  return starts >= HOUR (day, 9) && ends <= HOUR (day, 17) + 1800 &&
         (ends <= noon || starts >= afternoon || ends - starts > HOUR (day, 17) + 1800 - afternoon);
}

static void
check_first (GPtrArray *taken, const CltAppointment *found, CltDay day)
{
  gint64 length = found->ends - found->starts;

  g_assert_true (is_free (taken, found, found->starts, found->ends));
  for (CltDay at = day; at <= day + 37; at++)
    {
      guint weekday = clt_day_get_weekday (at);

      if (weekday > 5)
        continue;
      for (gint64 starts = HOUR (at, 9); starts < HOUR (at, 18); starts += 1800)
        {
          if (starts == found->starts)
            return;
          g_assert_false (is_open (at, starts, starts + length) &&
                          is_free (taken, found, starts, starts + length));
        }
    }
  g_assert_not_reached ();
}

static void
test_first_free (Diary *diary, gconstpointer data)
{
  CltDay day = DAY (20261123); /* a Monday, after today */
  g_autoptr (GPtrArray) taken =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_appointment_free);

  for (int i = 0; i < 50; i++)
    {
      CltAppointment *appointment = make (diary, diary->staff[g_test_rand_int_range (0, STAFF)],
                                          diary->clients[g_test_rand_int_range (0, CLIENTS)]);

      if (g_test_rand_int_range (0, 3) == 0)
        { /* put by a person: anywhere, of any length */
          appointment->starts = HOUR (day, 8) + g_test_rand_int_range (0, 40 * 60) * 60;
          appointment->ends = appointment->starts + g_test_rand_int_range (0, 300) * 60;
        }
      else
        {
          propose (diary, appointment, day, g_test_rand_int_range (1, 17) * 30);
          check_first (taken, appointment, day);
        }
      save (diary, appointment);
      g_ptr_array_add (taken, appointment);
    }
}

/* Today the hours that are gone are not proposed; in the evening it is tomorrow, on Friday evening it is
 * Monday. What was called off is free again. */
static void
test_now (Diary *diary, gconstpointer data)
{
  g_autoptr (CltAppointment) first = make (diary, diary->staff[1], diary->clients[0]);
  g_autoptr (CltAppointment) second = make (diary, diary->staff[1], diary->clients[1]);
  g_autoptr (CltAppointment) third = make (diary, diary->staff[1], diary->clients[2]);
  CltDay today = DAY (TODAY);

  delivery_set_clock (HOUR (today, 10) + 60);
  propose (diary, first, today, 60);
  g_assert_cmpint (first->starts, ==, HOUR (today, 10) + 1800);
  save (diary, first);
  propose (diary, second, today, 60);
  g_assert_cmpint (second->starts, ==, HOUR (today, 13));
  g_assert_true (clt_appointment_cancel (diary->branch.conn, first->id, NULL));
  propose (diary, second, today, 60);
  g_assert_cmpint (second->starts, ==, HOUR (today, 10) + 1800);

  delivery_set_clock (HOUR (today, 17) + 60);
  propose (diary, third, today, 30);
  g_assert_cmpint (third->starts, ==, HOUR (today + 1, 9));
  delivery_set_clock (HOUR (today + 2, 19));
  propose (diary, third, today + 2, 30);
  g_assert_cmpint (third->starts, ==, HOUR (today + 5, 9));
}

/* Longer than any day: a day of its own all the same. */
static void
test_long (Diary *diary, gconstpointer data)
{
  g_autoptr (CltAppointment) first = make (diary, diary->staff[1], diary->clients[0]);
  g_autoptr (CltAppointment) second = make (diary, diary->staff[1], diary->clients[1]);
  CltDay day = DAY (20261124);

  propose (diary, first, day, 600);
  g_assert_cmpint (first->starts, ==, HOUR (day, 9));
  save (diary, first);
  propose (diary, second, day, 600);
  g_assert_cmpint (second->starts, ==, HOUR (day + 1, 9));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/appointment/first-free", Diary, NULL, set_up, test_first_free, tear_down);
  g_test_add ("/appointment/now", Diary, NULL, set_up, test_now, tear_down);
  g_test_add ("/appointment/long", Diary, NULL, set_up, test_long, tear_down);
  return g_test_run ();
}
