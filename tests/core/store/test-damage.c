/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-backup.h"
#include "core/store/clt-page-vfs.h"
#include "core/store/clt-schema.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/clt-test-branch.h"
#include "support/clt-test-work.h"

/* Random damage to file, WAL and backup: a check tells it, or the branch's content is the same and
 * only bytes that nothing reads were hit. */

typedef enum
{
  FLIPPED, /* one bit */
  SCRAMBLED,
  ZEROED,
  SWAPPED,
  DOUBLED, /* one page over another */
  STALE,   /* a page as it was earlier */
  CUT,
  N_KINDS
} Kind;

static const char *const kind_names[] = { "flipped", "scrambled", "zeroed", "swapped",
                                          "doubled", "stale",     "cut" };

typedef struct
{
  char *dir, *path, *wal, *mark, *victim, *victim_wal, *victim_mark;
  GBytes *old_file, *file, *old_wal, *wal_bytes, *mark_bytes;
  char *hash;
} Fixture;

static GBytes *
load (const char *path)
{
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return g_bytes_new_static ("", 0);
  return g_bytes_new_take (contents, length);
}

static void
save (const char *path, GBytes *bytes)
{
  FILE *file;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  g_unlink (path);
  if (size == 0)
    return;
  file = fopen (path, "wb");
  g_assert_cmpuint (fwrite (data, 1, size, file), ==, size);
  fclose (file);
}

static void
work (CltConn *conn, GRand *random, int n)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n; i++)
    {
      clt_test_work_do (conn, random, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
checkpoint (CltConn *conn)
{
  g_assert_cmpint (clt_test_get_int (conn, "PRAGMA wal_checkpoint (TRUNCATE)"), ==, 0);
}

/* A file with an older state of itself, and a WAL of many commits in two states. */
static void
set_up (Fixture *fixture, GRand *random)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;

  fixture->dir = clt_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "b.clientele", NULL);
  fixture->wal = g_strconcat (fixture->path, "-wal", NULL);
  fixture->mark = g_strconcat (fixture->path, "-mark", NULL);
  fixture->victim = g_build_filename (fixture->dir, "v.clientele", NULL);
  fixture->victim_wal = g_strconcat (fixture->victim, "-wal", NULL);
  fixture->victim_mark = g_strconcat (fixture->victim, "-mark", NULL);

  conn = clt_conn_open (fixture->path, CLT_CONN_CREATE, &error);
  g_assert_no_error (error);
  work (conn, random, 150);
  checkpoint (conn);
  fixture->old_file = load (fixture->path);
  work (conn, random, 40);
  fixture->old_wal = load (fixture->wal);
  checkpoint (conn);
  work (conn, random, 25);
  fixture->file = load (fixture->path);
  fixture->wal_bytes = load (fixture->wal);
  fixture->mark_bytes = load (fixture->mark);
  fixture->hash = clt_test_hash_branch (conn);
}

static void
tear_down (Fixture *fixture)
{
  clt_test_dir_remove (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->wal);
  g_free (fixture->mark);
  g_free (fixture->victim);
  g_free (fixture->victim_wal);
  g_free (fixture->victim_mark);
  g_bytes_unref (fixture->old_file);
  g_bytes_unref (fixture->file);
  g_bytes_unref (fixture->old_wal);
  g_bytes_unref (fixture->wal_bytes);
  g_bytes_unref (fixture->mark_bytes);
  g_free (fixture->hash);
}

/* @unit: the size of a page or frame, @start: what stands before the first. */
static GBytes *
damage (GBytes *bytes, GBytes *older, Kind kind, gsize unit, gsize start, GRand *random)
{
  gsize size = g_bytes_get_size (bytes), size_older;
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  const guint8 *before = g_bytes_get_data (older, &size_older);
  gint32 n = (gint32) ((size - start) / unit);
  gsize a = start + unit * (gsize) g_rand_int_range (random, 0, n);
  gsize b = start + unit * (gsize) g_rand_int_range (random, 0, n);
  gsize at = (gsize) g_rand_int_range (random, 0, (gint32) size);
  g_autofree guint8 *page = g_memdup2 (data + a, unit);

  switch (kind)
    {
    case FLIPPED:
      data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      break;
    case SCRAMBLED:
      for (gsize i = at; i < MIN (size, at + 64); i++)
        data[i] = (guint8) g_rand_int (random);
      break;
    case ZEROED:
      memset (data + a, 0, unit);
      break;
    case SWAPPED:
      memcpy (data + a, data + b, unit);
      memcpy (data + b, page, unit);
      break;
    case DOUBLED:
      memcpy (data + a, data + b, unit);
      break;
    case STALE:
      if (a + unit <= size_older)
        memcpy (data + a, before + a, unit);
      break;
    case CUT:
      size = g_rand_boolean (random) ? a : at;
      break;
    case N_KINDS:
    default:
      g_assert_not_reached ();
    }
  return g_bytes_new_take (data, size);
}

typedef enum
{
  IN_FILE,
  IN_WAL,
  IN_BACKUP,
  N_PLACES
} Place;

static gboolean
is_told (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = clt_check (fixture->victim, &error);

  return problems == NULL || problems->len > 0;
}

static gboolean
is_harmless (const Fixture *fixture)
{
  g_autoptr (CltConn) conn = clt_conn_open (fixture->victim, CLT_CONN_READ, NULL);
  g_autofree char *hash = conn == NULL ? NULL : clt_test_hash_branch (conn);

  return g_strcmp0 (hash, fixture->hash) == 0;
}

static void
put (const Fixture *fixture, GBytes *file, GBytes *wal, GBytes *mark)
{
  g_autofree char *shm = g_strconcat (fixture->victim, "-shm", NULL);

  g_unlink (shm);
  save (fixture->victim, file);
  save (fixture->victim_wal, wal);
  save (fixture->victim_mark, mark);
}

static GBytes *
make_backup (const Fixture *fixture)
{
  g_autofree char *dest = g_build_filename (fixture->dir, "backup", NULL);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  put (fixture, fixture->file, fixture->wal_bytes, fixture->mark_bytes);
  g_assert_true (clt_backup (fixture->victim, dest, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  put (fixture, fixture->file, fixture->wal_bytes, fixture->mark_bytes);
  return load (dest);
}

static void
test_damage (void)
{
  const char *setting = g_getenv ("CLT_FAULTS");
  int n = setting == NULL ? 2000 : atoi (setting);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) backup = NULL;
  Fixture fixture = { 0 };
  int n_told[N_KINDS] = { 0 }, n_harmless = 0, n_same = 0;

  g_test_message ("seed %u", seed);
  set_up (&fixture, random);
  put (&fixture, fixture.file, fixture.wal_bytes, fixture.mark_bytes);
  g_assert_false (is_told (&fixture));
  put (&fixture, fixture.file, fixture.wal_bytes, none);
  g_assert_false (is_told (&fixture));
  backup = make_backup (&fixture);

  for (int i = 0; i < n; i++)
    {
      Kind kind = (Kind) g_rand_int_range (random, 0, N_KINDS);
      Place place = (Place) (i % N_PLACES);
      GBytes *whole = place == IN_FILE  ? fixture.file
                      : place == IN_WAL ? fixture.wal_bytes
                                        : backup;
      g_autoptr (GBytes) hurt = damage (whole, place == IN_WAL ? fixture.old_wal : fixture.old_file,
                                        kind, place == IN_WAL ? CLT_PAGE_SIZE + 24 : CLT_PAGE_SIZE,
                                        place == IN_WAL ? 32 : 0, random);

      if (g_bytes_equal (hurt, whole))
        {
          n_same++;
          continue;
        }
      put (&fixture, place == IN_WAL ? fixture.file : hurt,
           place == IN_WAL    ? hurt
           : place == IN_FILE ? fixture.wal_bytes
                              : none,
           place == IN_BACKUP ? none : fixture.mark_bytes);
      if (is_told (&fixture))
        n_told[kind]++;
      else
        {
          /* only a WAL has bytes that nothing reads */
          if (place != IN_WAL || !is_harmless (&fixture))
            g_error ("fault %d (%s) in place %d was not told", i, kind_names[kind], place);
          n_harmless++;
        }
    }
  for (int kind = 0; kind < N_KINDS; kind++)
    g_test_message ("%s: %d told", kind_names[kind], n_told[kind]);
  g_test_message ("of %d faults: %d harmless, %d changed nothing", n, n_harmless, n_same);
  g_assert_cmpint (n_harmless + n_same, <, n / 8);
  tear_down (&fixture);
}

/* Never a false alarm: whatever a run leaves behind when it is not closed is sound. */
static void
test_sound (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  Fixture fixture = { 0 };

  g_test_message ("seed %u", seed);
  set_up (&fixture, random);
  conn = clt_conn_open (fixture.path, CLT_CONN_WRITE, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 60; i++)
    {
      g_autoptr (GBytes) file = NULL, wal = NULL, mark = NULL;
      g_autoptr (GPtrArray) live = NULL;

      work (conn, random, g_rand_int_range (random, 0, 12));
      if (g_rand_int_range (random, 0, 4) == 0)
        clt_test_get_int (conn, "PRAGMA wal_checkpoint (PASSIVE)");
      if (g_rand_int_range (random, 0, 6) == 0)
        clt_test_exec (conn, "VACUUM");
      if (g_rand_int_range (random, 0, 6) == 0)
        checkpoint (conn);
      live = clt_check (fixture.path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (live->len, ==, 0);

      file = load (fixture.path);
      wal = load (fixture.wal);
      mark = load (fixture.mark);
      put (&fixture, file, wal, mark);
      g_assert_false (is_told (&fixture));
      g_assert_false (is_told (&fixture));
    }
  g_clear_pointer (&conn, clt_conn_close);
  tear_down (&fixture);
}

/* Actions that spill into the WAL and are rolled back leave frames that nobody owns. */
static void
test_spilled (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GBytes) file = NULL, wal = NULL, mark = NULL;
  g_autoptr (CltConn) conn = NULL;
  const CltActionInfo info = { "client.create", NULL, "tester" };
  Fixture fixture = { 0 };

  set_up (&fixture, random);
  conn = clt_conn_open (fixture.path, CLT_CONN_WRITE, NULL);
  clt_test_exec (conn, "PRAGMA cache_size = 5");
  g_assert_true (clt_action_begin (conn, &info, NULL));
  clt_test_exec (conn,
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                 " WHERE i < 20000) INSERT INTO client (id, name) SELECT 5000 + i, 'x' FROM n");
  clt_action_rollback (conn);
  work (conn, random, 3);
  file = load (fixture.path);
  wal = load (fixture.wal);
  mark = load (fixture.mark);
  g_assert_cmpuint (g_bytes_get_size (wal), >, 200000);
  put (&fixture, file, wal, mark);
  g_assert_false (is_told (&fixture));
  g_clear_pointer (&conn, clt_conn_close);
  tear_down (&fixture);
}

static void
test_problem_names_page (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) hurt = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (CltConn) conn = NULL;
  g_autofree char *expected = NULL;
  g_autofree guint8 *data = NULL;
  Fixture fixture = { 0 };
  gint64 root;

  set_up (&fixture, random);
  conn = clt_conn_open (fixture.path, CLT_CONN_WRITE, NULL);
  root = clt_test_get_int (conn, "SELECT rootpage FROM sqlite_schema WHERE name = 'spell'");
  g_clear_pointer (&conn, clt_conn_close);
  whole = load (fixture.path);
  data = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  data[(root - 1) * CLT_PAGE_SIZE + 2000] ^= 4;
  hurt = g_bytes_new (data, g_bytes_get_size (whole));
  put (&fixture, hurt, none, none);
  problems = clt_check (fixture.victim, NULL);
  g_assert_cmpuint (problems->len, ==, 1);
  expected = g_strdup_printf ("Page %d (table spell) is damaged.", (int) root);
  g_assert_cmpstr (problems->pdata[0], ==, expected);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/damage/sound", test_sound);
  g_test_add_func ("/damage/spilled", test_spilled);
  g_test_add_func ("/damage/problem-names-page", test_problem_names_page);
  g_test_add_func ("/damage/random", test_damage);
  return g_test_run ();
}
