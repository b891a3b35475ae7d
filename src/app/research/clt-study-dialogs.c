/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/research/clt-study-dialogs.h"

#include "app/research/clt-study-data.h"
#include "app/research/clt-study-job.h"
#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-gate.h"
#include "core/people/clt-staff.h"

/* A dialog that waits for what it is made of. */
typedef struct
{
  GtkWidget *parent; /* owned */
  CltDesk *desk;     /* owned */
  CltStudyKind kind;
} Waiting;

static Waiting *
waiting_new (GtkWidget *parent, CltDesk *desk, CltStudyKind kind)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->parent = g_object_ref (parent);
  waiting->desk = g_object_ref (desk);
  waiting->kind = kind;
  return waiting;
}

static void
waiting_free (Waiting *waiting)
{
  g_object_unref (waiting->parent);
  g_object_unref (waiting->desk);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static CltStudyJob *
job_new (CltFormDialog *form, gint64 version_id)
{
  return clt_study_job_new (version_id, clt_desk_get_who (clt_form_dialog_get_desk (form)));
}

/* ---- a new one ----------------------------------------------------------------------------- */

enum
{
  NEW_SUBJECT, /* the client of a plan, the title of a note */
  NEW_AUTHOR,
};

/* What the form is about; the author's rows are those of start->authors. */
typedef struct
{
  CltStudyStart *start; /* owned */
  CltStudyKind kind;
} New;

static void
new_free (gpointer data)
{
  New *new = data;

  clt_study_start_free (new->start);
  g_free (new);
}

static void
apply_new (CltFormDialog *form)
{
  const New *new = clt_form_dialog_get_data (form);
  guint author = clt_form_dialog_get_choice (form, NEW_AUTHOR);
  g_autofree char *subject = clt_form_dialog_dup_text (form, NEW_SUBJECT);
  g_autoptr (GArray) clients = NULL;
  CltStudyJob *job;

  if (new->kind == CLT_STUDY_PLAN &&
      (clients = clt_form_dialog_dup_clients (form, NEW_SUBJECT)) == NULL)
    return;
  job = job_new (form, 0);
  job->kind = new->kind;
  job->author_id = ((CltStaff *) new->start->authors->pdata[author])->id;
  if (clients != NULL)
    job->client_id = g_array_index (clients, gint64, 0);
  else
    job->text = g_strdup (subject);
  clt_form_dialog_act (form, "study.create", subject, clt_study_job_create, job,
                       clt_study_job_free);
}

static void
add_authors (CltFormDialog *form, const CltStudyStart *start)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint chosen = 0;

  for (guint i = 0; i < start->authors->len; i++)
    {
      const CltStaff *person = start->authors->pdata[i];

      if (person->id == start->author_id)
        chosen = i;
      g_ptr_array_add (labels, g_strdup_printf ("%s, %s", person->name, person->licence));
    }
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_choice (form, _ ("_Signed by"), (const char *const *) labels->pdata);
  clt_form_dialog_select (form, NEW_AUTHOR, chosen);
}

static void
present_new (const Waiting *waiting, CltStudyStart *start)
{
  gboolean plan = waiting->kind == CLT_STUDY_PLAN;
  CltFormDialog *form;
  New *new = g_new0 (New, 1);

  new->start = start;
  new->kind = waiting->kind;
  form = clt_form_dialog_new (waiting->parent, waiting->desk,
                              plan ? _ ("New Risk Plan") : _ ("New Research Note"),
                              plan ? _ ("It begins with the figures of the client’s own account.")
                                   : _ ("It may go to any client who may have the product."));
  clt_form_dialog_set_data (form, new, new_free);
  if (plan)
    clt_form_dialog_add_clients (form, _ ("C_lient: name, initials or account"), FALSE, FALSE);
  else
    clt_form_dialog_add_entry (form, _ ("_Title"), "", TRUE);
  if (start->client_id != 0)
    clt_form_dialog_set_client (form, NEW_SUBJECT, start->client_id, start->client, start->account);
  add_authors (form, start);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_new);
}

static void
on_start_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Waiting) waiting = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltStudyStart) start = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (gtk_widget_get_root (waiting->parent) == NULL)
    return;
  if (start == NULL)
    clt_desk_fail (waiting->desk, error);
  else if (start->authors->len == 0)
    clt_desk_tell (waiting->desk,
                   _ ("No adviser in office has a qualification number: nobody could sign it"));
  else
    present_new (waiting, g_steal_pointer (&start));
}

void
clt_study_dialog_new (GtkWidget *parent, CltDesk *desk, CltStudyKind kind, gint64 client_id)
{
  CltStudyStartQuestion *question = g_new0 (CltStudyStartQuestion, 1);

  question->client_id = client_id;
  question->who = g_strdup (clt_desk_get_who (desk));
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       clt_study_start_load, question, clt_study_start_question_free,
                       (GDestroyNotify) clt_study_start_free, NULL, on_start_loaded_cb,
                       waiting_new (parent, desk, kind));
}

/* ---- review -------------------------------------------------------------------------------- */

typedef struct
{
  gint64 version_id;
  char *title;
  gboolean approve;
} Review;

static void
review_free (gpointer data)
{
  Review *review = data;

  g_free (review->title);
  g_free (review);
}

static void
apply_review (CltFormDialog *form)
{
  const Review *review = clt_form_dialog_get_data (form);
  CltStudyJob *job = job_new (form, review->version_id);

  job->text = clt_form_dialog_dup_text (form, 0);
  clt_form_dialog_act (form, review->approve ? "study.approve" : "study.return", review->title,
                       review->approve ? clt_study_job_approve : clt_study_job_return, job,
                       clt_study_job_free);
}

void
clt_study_dialog_review (GtkWidget *parent, CltDesk *desk, const CltStudy *study, gboolean approve)
{
  Review *review = g_new0 (Review, 1);
  /* Translators: who sits at the desk, then who wrote it. */
  g_autofree char *body =
    g_strdup_printf (_ ("%s reviews what %s has written; nobody reviews his own."),
                     clt_desk_get_who (desk), study->author);
  CltFormDialog *form =
    clt_form_dialog_new (parent, desk,
                         approve ? _ ("Approve the Version") : _ ("Return the Version"), body);

  review->version_id = study->version_id;
  review->title = g_strdup (study->title);
  review->approve = approve;
  clt_form_dialog_set_data (form, review, review_free);
  clt_form_dialog_add_entry (form, approve ? _ ("Re_mark") : _ ("_What is to be mended"), "",
                             !approve);
  clt_form_dialog_present (form, approve ? _ ("_Approve") : _ ("_Return"), apply_review);
}

/* ---- delivery ------------------------------------------------------------------------------ */

enum
{
  DELIVER_WAY,
  DELIVER_WHEN,
  DELIVER_DAY,
  DELIVER_FOLLOW_UP,
  DELIVER_NOTE,
  DELIVER_OVERRIDE,
  DELIVER_CLIENTS, /* of a note */
};

/* One line of the first choice. */
typedef struct
{
  gint64 product_id;
  char *channel;
} Way;

static void
way_free (gpointer data)
{
  Way *way = data;

  g_free (way->channel);
  g_free (way);
}

/* What the form is about. */
typedef struct
{
  CltStudyWays *ways; /* owned */
  GPtrArray *choices; /* owned: Way */
} Deliver;

static void
deliver_free (gpointer data)
{
  Deliver *deliver = data;

  clt_study_ways_free (deliver->ways);
  g_ptr_array_unref (deliver->choices);
  g_free (deliver);
}

static void
apply_delivery (CltFormDialog *form)
{
  const Deliver *deliver = clt_form_dialog_get_data (form);
  const CltStudy *study = deliver->ways->study;
  const Way *way = deliver->choices->pdata[clt_form_dialog_get_choice (form, DELIVER_WAY)];
  g_autoptr (CltStudyOrder) order =
    clt_study_order_new (study->version_id, clt_desk_get_who (clt_form_dialog_get_desk (form)));
  CltStudyJob *job;

  if (!clt_form_dialog_get_day (form, DELIVER_DAY, &order->day))
    return;
  order->product_id = way->product_id;
  clt_set_str (&order->channel, way->channel);
  order->done = clt_form_dialog_get_choice (form, DELIVER_WHEN) == 1;
  order->follow_up = clt_form_dialog_get_choice (form, DELIVER_FOLLOW_UP) == 0;
  g_free (order->note);
  order->note = clt_form_dialog_dup_text (form, DELIVER_NOTE);
  g_free (order->override_reason);
  order->override_reason = clt_form_dialog_dup_text (form, DELIVER_OVERRIDE);
  if (study->kind == CLT_STUDY_NOTE &&
      (order->clients = clt_form_dialog_dup_clients (form, DELIVER_CLIENTS)) == NULL)
    return;
  job = job_new (form, study->version_id);
  job->order = g_steal_pointer (&order);
  clt_form_dialog_act (form, "study.deliver", study->title, clt_study_job_deliver, job,
                       clt_study_job_free);
}

/* The product that the study is bound to, else the first that the client is entitled to. */
static const CltStudyOffer *
find_offer (const CltStudyWays *ways)
{
  for (guint i = 0; i < ways->offers->len; i++)
    {
      const CltStudyOffer *offer = ways->offers->pdata[i];

      if (offer->entitled || offer->product_id == ways->study->product_id)
        return offer;
    }
  return ways->offers->pdata[0];
}

/* What the gate says of its ways; of the other products the refusal says it. */
static char *
dup_verdicts (const CltStudyWays *ways)
{
  const CltStudyOffer *offer = find_offer (ways);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!offer->entitled)
    /* Translators: the client's name, then a product. */
    g_string_append_printf (text, _ ("%s is not entitled to “%s”."), ways->study->client,
                            offer->product);
  else
    /* Translators: a product, the client's name; a line for each channel follows. */
    g_string_append_printf (text, _ ("“%s” for %s:"), offer->product, ways->study->client);
  for (guint i = 0; offer->entitled && i < offer->ways->len; i++)
    {
      const CltStudyWay *way = offer->ways->pdata[i];
      g_autofree char *reasons = clt_block_set_to_label (way->blocks);

      /* Translators: a channel, then what the gate says of it. */
      g_string_append_printf (text, _ ("\n%s: %s"), way->name,
                              way->blocks == 0 ? _ ("free to go") : reasons);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_free (const CltStudy *study, const CltStudyOffer *offer, const CltStudyWay *way)
{
  return study->kind == CLT_STUDY_NOTE || (offer->entitled && way->blocks == 0);
}

static void
add_ways (CltFormDialog *form, Deliver *deliver)
{
  const CltStudy *study = deliver->ways->study;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint chosen = G_MAXUINT;

  for (guint i = 0; i < deliver->ways->offers->len; i++)
    {
      const CltStudyOffer *offer = deliver->ways->offers->pdata[i];

      for (guint k = 0; k < offer->ways->len; k++)
        {
          const CltStudyWay *way = offer->ways->pdata[k];
          Way *choice = g_new0 (Way, 1);

          choice->product_id = offer->product_id;
          choice->channel = g_strdup (way->channel);
          if (chosen == G_MAXUINT && is_free (study, offer, way))
            chosen = deliver->choices->len;
          g_ptr_array_add (deliver->choices, choice);
          /* Translators: a channel, then a product. */
          g_ptr_array_add (labels,
                           g_strdup_printf (C_ ("delivery", "%s · %s"), way->name, offer->product));
        }
    }
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_choice (form, _ ("_As what and how"), (const char *const *) labels->pdata);
  clt_form_dialog_select (form, DELIVER_WAY, chosen == G_MAXUINT ? 0 : chosen);
}

static void
add_rest (CltFormDialog *form, const CltStudyWays *ways)
{
  const char *const whens[] = { _ ("Hand it over now"), _ ("The client has it already"), NULL };
  g_autofree char *today = clt_day_format (clt_today ());
  /* Translators: a number of working days. */
  g_autofree char *call = g_strdup_printf (ngettext ("Call %d working day later",
                                                     "Call %d working days later", ways->follow_up),
                                           ways->follow_up);
  const char *const calls[] = { call, _ ("No call"), NULL };

  clt_form_dialog_add_choice (form, _ ("_When"), whens);
  clt_form_dialog_add_entry (form, _ ("_Day"), today, TRUE);
  clt_form_dialog_add_choice (form, _ ("_Follow up"), calls);
  clt_form_dialog_add_entry (form, _ ("_Note for the log"), "", FALSE);
  clt_form_dialog_add_entry (form, _ ("Contacted recentl_y, all the same because"), "", FALSE);
  if (ways->study->kind == CLT_STUDY_NOTE)
    clt_form_dialog_add_clients (form, _ ("Cl_ients: names, initials or accounts"), TRUE, FALSE);
}

static void
present_delivery (const Waiting *waiting, CltStudyWays *ways)
{
  const CltStudy *study = ways->study;
  gboolean note = study->kind == CLT_STUDY_NOTE;
  g_autofree char *body =
    note ? g_strdup (_ ("Each client must be free to get it, which is looked up one by one."))
         : dup_verdicts (ways);
  CltFormDialog *form =
    clt_form_dialog_new (waiting->parent, waiting->desk,
                         note ? _ ("Deliver the Note") : _ ("Deliver the Plan"), body);
  Deliver *deliver = g_new0 (Deliver, 1);

  deliver->ways = ways;
  deliver->choices = g_ptr_array_new_with_free_func (way_free);
  clt_form_dialog_set_data (form, deliver, deliver_free);
  add_ways (form, deliver);
  add_rest (form, ways);
  clt_form_dialog_present (form, _ ("De_liver"), apply_delivery);
}

static gboolean
has_ways (const CltStudyWays *ways)
{
  for (guint i = 0; i < ways->offers->len; i++)
    if (((CltStudyOffer *) ways->offers->pdata[i])->ways->len > 0)
      return TRUE;
  return FALSE;
}

static void
on_ways_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Waiting) waiting = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CltStudyWays) ways = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (gtk_widget_get_root (waiting->parent) == NULL)
    return;
  if (ways == NULL)
    clt_desk_fail (waiting->desk, error);
  else if (!has_ways (ways))
    clt_desk_tell (waiting->desk, _ ("No research product is in force that could carry a paper: "
                                     "approve one in the catalogue first"));
  else
    present_delivery (waiting, g_steal_pointer (&ways));
}

void
clt_study_dialog_deliver (GtkWidget *parent, CltDesk *desk, gint64 version_id)
{
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_HIGH,
                       clt_study_ways_load, g_memdup2 (&version_id, sizeof version_id), g_free,
                       (GDestroyNotify) clt_study_ways_free, NULL, on_ways_loaded_cb,
                       waiting_new (parent, desk, CLT_STUDY_PLAN));
}
