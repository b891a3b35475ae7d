/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lists/clt-key-list.h"

#include <string.h>

#include "core/lists/clt-row-private.h"

#define PAGE_ROWS 256
/* What is kept beside the rows on screen: 4,096 rows. */
#define MAX_PAGES 16
/* Requests that wait; a view shows rows of three pages at most, so older ones are out of sight. */
#define MAX_WAITING 6
/* A reload that changes fewer rows than this is told exactly, and the view stays in its place. */
#define MAX_EXACT 256

typedef struct
{
  GPtrArray *records; /* owned: one for each row of the page */
  guint used;         /* stamp of the last use */
} Page;

struct _CltKeyList
{
  GObject parent_instance;

  CltStore *store;                /* owned */
  const CltKeyListSource *source; /* static */
  gpointer query;                 /* owned (nullable) */

  GArray *keys;      /* owned: gint64 */
  guint question;    /* counts loads; late keys of another one are dropped */
  guint generation;  /* of what keys and rows hold; late pages of another one are dropped */
  GHashTable *rows;  /* owned: position -> CltRow (borrowed), the rows that somebody holds */
  GHashTable *pages; /* owned: index -> Page */
  guint stamp;

  guint waiting[MAX_WAITING]; /* page indexes, the most wanted one last */
  guint n_waiting;
  gboolean fetching; /* one page is under way */
  guint last_page;   /* last one that somebody asked for */
  int direction;     /* of travel: -1, 0, 1 */

  GCancellable *loading_keys; /* owned (nullable) */
  GCancellable *life;         /* owned: cancelled when the list goes */
  char *error;                /* owned (nullable) */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CltKeyList,
                               clt_key_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_LOADING = 1,
  PROP_ERROR,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void fetch_next (CltKeyList *self);

/* ---- what a worker gets ------------------------------------------------------------------- */

typedef struct
{
  const CltKeyListSource *source;
  gpointer query; /* owned */
  gint64 *ids;    /* owned (nullable) */
  guint n_ids;
  guint page;
  guint generation; /* or the question, for keys */
  gboolean prefetch;
} Job;

static Job *
job_new (CltKeyList *self)
{
  Job *job = g_new0 (Job, 1);

  job->source = self->source;
  job->query = self->source->query_copy (self->query);
  job->generation = self->generation;
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  job->source->query_free (job->query);
  g_free (job->ids);
  g_free (job);
}

/* What comes back to the main thread with an answer; the job itself belongs to the task. */
typedef struct
{
  CltKeyList *list; /* owned */
  guint page;
  guint generation;
  gboolean prefetch;
} Answer;

static Answer *
answer_new (CltKeyList *self, const Job *job)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->list = g_object_ref (self);
  answer->page = job->page;
  answer->generation = job->generation;
  answer->prefetch = job->prefetch;
  return answer;
}

static void
answer_free (Answer *answer)
{
  g_object_unref (answer->list);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* ---- pages -------------------------------------------------------------------------------- */

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->records);
  g_free (page);
}

static void
drop_oldest_page (CltKeyList *self)
{
  GHashTableIter iter;
  gpointer key, value;
  guint oldest = 0;
  guint age = 0;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (self->stamp - ((Page *) value)->used >= age)
      {
        age = self->stamp - ((Page *) value)->used;
        oldest = GPOINTER_TO_UINT (key);
      }
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest));
}

static void
take_page (CltKeyList *self, guint index, GPtrArray *records)
{
  Page *page = g_new0 (Page, 1);

  page->records = g_ptr_array_ref (records);
  page->used = ++self->stamp;
  g_hash_table_replace (self->pages, GUINT_TO_POINTER (index), page);
  if (g_hash_table_size (self->pages) > MAX_PAGES)
    drop_oldest_page (self);
  for (guint i = 0; i < records->len; i++)
    {
      CltRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (index * PAGE_ROWS + i));

      if (row != NULL)
        clt_row_set_record (row, records->pdata[i]);
    }
}

static guint
count_page_rows (CltKeyList *self, guint index)
{
  return MIN (PAGE_ROWS, self->keys->len - index * PAGE_ROWS);
}

static gpointer
load_page_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return job->source->load_rows (conn, job->ids, job->n_ids, job->query, error);
}

static void
prefetch_neighbour (CltKeyList *self, guint page)
{
  gint64 next = (gint64) page + self->direction;

  if (self->direction == 0 || next < 0 || next * PAGE_ROWS >= self->keys->len ||
      g_hash_table_contains (self->pages, GUINT_TO_POINTER ((guint) next)))
    return;
  self->waiting[self->n_waiting++] = (guint) next;
}

static void
on_page_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) answer = user_data;
  CltKeyList *self = answer->list;
  g_autoptr (GPtrArray) records = clt_store_run_finish (CLT_STORE (source), result, NULL);

  self->fetching = FALSE;
  if (g_cancellable_is_cancelled (self->life))
    return;
  /* A row that has gone meanwhile leaves the page short: the change that took it away is on its
   * way here and loads the keys again. */
  if (records != NULL && answer->generation == self->generation &&
      records->len == count_page_rows (self, answer->page))
    {
      take_page (self, answer->page, records);
      if (self->n_waiting == 0 && !answer->prefetch)
        prefetch_neighbour (self, answer->page);
    }
  fetch_next (self);
}

static void
start_fetch (CltKeyList *self, guint index)
{
  Job *job = job_new (self);

  job->page = index;
  job->n_ids = count_page_rows (self, index);
  job->ids = g_memdup2 (&g_array_index (self->keys, gint64, index * PAGE_ROWS),
                        job->n_ids * sizeof (gint64));
  job->prefetch = index != self->last_page;
  self->fetching = TRUE;
  clt_store_run_async (self->store, CLT_STORE_LIST,
                       job->prefetch ? G_PRIORITY_LOW : G_PRIORITY_HIGH, load_page_in_worker, job,
                       job_free, (GDestroyNotify) g_ptr_array_unref, self->life, on_page_loaded_cb,
                       answer_new (self, job));
}

static void
fetch_next (CltKeyList *self)
{
  while (!self->fetching && self->n_waiting > 0)
    {
      guint index = self->waiting[--self->n_waiting];

      if (index * PAGE_ROWS < self->keys->len &&
          !g_hash_table_contains (self->pages, GUINT_TO_POINTER (index)))
        start_fetch (self, index);
    }
}

/* The page that is asked for last is what the person looks at now. */
static void
want_page (CltKeyList *self, guint index)
{
  guint kept = 0;

  for (guint i = 0; i < self->n_waiting; i++)
    if (self->waiting[i] != index)
      self->waiting[kept++] = self->waiting[i];
  if (kept == MAX_WAITING)
    {
      memmove (self->waiting, self->waiting + 1, (MAX_WAITING - 1) * sizeof (guint));
      kept--;
    }
  self->waiting[kept] = index;
  self->n_waiting = kept + 1;
  self->direction = index > self->last_page ? 1 : index < self->last_page ? -1 : self->direction;
  self->last_page = index;
  fetch_next (self);
}

/* Fetches what is on screen again. */
static void
want_live_pages (CltKeyList *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint index = GPOINTER_TO_UINT (key) / PAGE_ROWS;

      if (!g_hash_table_contains (self->pages, GUINT_TO_POINTER (index)))
        want_page (self, index);
    }
}

/* ---- list model --------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return CLT_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CLT_KEY_LIST (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CltKeyList *self = CLT_KEY_LIST (model);
  guint index = position / PAGE_ROWS;
  CltRow *row;
  Page *page;

  if (position >= self->keys->len)
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = clt_row_new (self, self->source, g_array_index (self->keys, gint64, position), position);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));
  if (page == NULL)
    {
      if (self->n_waiting == 0 || self->waiting[self->n_waiting - 1] != index)
        want_page (self, index);
      return row;
    }
  page->used = ++self->stamp;
  clt_row_set_record (row, page->records->pdata[position % PAGE_ROWS]);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

void
clt_key_list_forget_row (CltKeyList *self, CltRow *row)
{
  g_hash_table_remove (self->rows, GUINT_TO_POINTER (clt_row_get_position (row)));
}

/* ---- new keys ----------------------------------------------------------------------------- */

static void
detach_row (gpointer key, gpointer value, gpointer user_data)
{
  clt_row_detach (value);
}

static void
forget_all (CltKeyList *self)
{
  g_hash_table_foreach (self->rows, detach_row, NULL);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->pages);
  self->n_waiting = 0;
  self->last_page = 0;
  self->direction = 0;
}

/* Rows before @first stay, the next @removed leave, those after move by @added - @removed. */
static void
move_rows (CltKeyList *self, guint first, guint removed, guint added)
{
  GHashTable *old = self->rows;
  GHashTableIter iter;
  gpointer value;

  self->rows = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      guint position = clt_row_get_position (value);

      if (position >= first && position < first + removed)
        {
          clt_row_detach (value);
          continue;
        }
      if (position >= first + removed)
        position = position - removed + added;
      clt_row_set_position (value, position);
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), value);
    }
  g_hash_table_unref (old);
  g_hash_table_remove_all (self->pages);
  self->n_waiting = 0;
}

/* GTK asks for every row of a model that says "all rows changed" in one breath, and loses its
 * place; so what little changed is told exactly, and all else in two steps. */
static void
take_keys (CltKeyList *self, GArray *keys)
{
  guint old = self->keys->len, new = keys->len, first = 0, tail = 0;
  const gint64 *a = (const gint64 *) (gpointer) self->keys->data;
  const gint64 *b = (const gint64 *) (gpointer) keys->data;

  self->generation++;
  while (first < MIN (old, new) && a[first] == b[first])
    first++;
  while (tail < MIN (old, new) - first && a[old - 1 - tail] == b[new - 1 - tail])
    tail++;
  if (old > 0 && new > 0 && old - first - tail <= MAX_EXACT &&new - first - tail <= MAX_EXACT)
    {
      g_array_unref (self->keys);
      self->keys = g_array_ref (keys);
      move_rows (self, first, old - first - tail, new - first - tail);
      if (old - first - tail > 0 || new - first - tail > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), first, old - first - tail,
                                    new - first - tail);
      want_live_pages (self);
    }
  else
    {
      forget_all (self);
      g_array_unref (self->keys);
      self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      if (old > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, old, 0);
      g_array_unref (self->keys);
      self->keys = g_array_ref (keys);
      if (new > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, new);
    }
  if (old != new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static gpointer
load_keys_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return job->source->load_keys (conn, job->query, error);
}

static void
set_error (CltKeyList *self, const char *message)
{
  if (g_strcmp0 (self->error, message) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
on_keys_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Answer) answer = user_data;
  CltKeyList *self = answer->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (answer->generation != self->question || g_cancellable_is_cancelled (self->life))
    return;
  g_clear_object (&self->loading_keys);
  if (keys != NULL)
    take_keys (self, keys);
  set_error (self, error != NULL ? error->message : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
clt_key_list_reload (CltKeyList *self)
{
  Job *job;

  g_return_if_fail (CLT_IS_KEY_LIST (self));

  if (self->query == NULL)
    return;
  if (self->loading_keys != NULL)
    g_cancellable_cancel (self->loading_keys);
  g_clear_object (&self->loading_keys);
  self->loading_keys = g_cancellable_new ();
  job = job_new (self);
  job->generation = ++self->question;
  clt_store_run_async (self->store, CLT_STORE_LIST, G_PRIORITY_DEFAULT, load_keys_in_worker, job,
                       job_free, (GDestroyNotify) g_array_unref, self->loading_keys,
                       on_keys_loaded_cb, answer_new (self, job));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

gpointer
clt_key_list_share_query (gconstpointer query)
{
  return g_atomic_rc_box_acquire ((gpointer) query);
}

void
clt_key_list_set_query (CltKeyList *self, gconstpointer query)
{
  gpointer copy;

  g_return_if_fail (CLT_IS_KEY_LIST (self));

  copy = self->source->query_copy (query);
  if (self->query != NULL)
    self->source->query_free (self->query);
  self->query = copy;
  clt_key_list_reload (self);
}

gconstpointer
clt_key_list_get_query (CltKeyList *self)
{
  g_return_val_if_fail (CLT_IS_KEY_LIST (self), NULL);

  return self->query;
}

/* ---- ids ---------------------------------------------------------------------------------- */

void
clt_key_list_refresh_rows (CltKeyList *self, const gint64 *ids, guint n_ids)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_if_fail (CLT_IS_KEY_LIST (self));

  self->generation++;
  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (wanted, (gpointer) &ids[i]);
  for (guint i = 0; i < self->keys->len; i++)
    if (g_hash_table_contains (wanted, &g_array_index (self->keys, gint64, i)))
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (i / PAGE_ROWS));
  want_live_pages (self);
}

guint
clt_key_list_find (CltKeyList *self, gint64 id)
{
  g_return_val_if_fail (CLT_IS_KEY_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->keys->len; i++)
    if (g_array_index (self->keys, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

gint64
clt_key_list_get_id (CltKeyList *self, guint position)
{
  g_return_val_if_fail (CLT_IS_KEY_LIST (self), 0);

  return position < self->keys->len ? g_array_index (self->keys, gint64, position) : 0;
}

/* ---- class -------------------------------------------------------------------------------- */

static void
clt_key_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CltKeyList *self = CLT_KEY_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading_keys != NULL);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->keys->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clt_key_list_dispose (GObject *object)
{
  CltKeyList *self = CLT_KEY_LIST (object);

  g_cancellable_cancel (self->life);
  if (self->loading_keys != NULL)
    g_cancellable_cancel (self->loading_keys);
  g_clear_object (&self->loading_keys);
  forget_all (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (clt_key_list_parent_class)->dispose (object);
}

static void
clt_key_list_finalize (GObject *object)
{
  CltKeyList *self = CLT_KEY_LIST (object);

  if (self->query != NULL)
    self->source->query_free (self->query);
  g_array_unref (self->keys);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->pages);
  g_object_unref (self->life);
  g_free (self->error);

  G_OBJECT_CLASS (clt_key_list_parent_class)->finalize (object);
}

static void
clt_key_list_class_init (CltKeyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = clt_key_list_get_property;
  object_class->dispose = clt_key_list_dispose;
  object_class->finalize = clt_key_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
clt_key_list_init (CltKeyList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new (NULL, NULL);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  self->life = g_cancellable_new ();
}

CltKeyList *
clt_key_list_new (CltStore *store, const CltKeyListSource *source)
{
  CltKeyList *self = g_object_new (CLT_TYPE_KEY_LIST, NULL);

  g_return_val_if_fail (CLT_IS_STORE (store), self);

  self->store = g_object_ref (store);
  self->source = source;
  return self;
}
