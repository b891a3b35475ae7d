/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-answer-change.h"

#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calls/clt-bad-answer.h"
#include "core/people/clt-staff.h"

/* What an action does to a form; held by whoever asked for it and by the action. */
typedef struct
{
  gint64 response_id, question_id;
  char *part, *value, *mark, *reason; /* (nullable) */
  char *who;
  char *tag; /* (nullable): it is a tag that changes */
  gboolean on;
  gboolean concerns; /* written by the action: the answer is compliance's matter since */
} Order;

static void
order_clear (gpointer data)
{
  Order *order = data;

  g_free (order->part);
  g_free (order->value);
  g_free (order->mark);
  g_free (order->reason);
  g_free (order->who);
  g_free (order->tag);
}

static void
order_unref (gpointer order)
{
  g_atomic_rc_box_release_full (order, order_clear);
}

/* Whether the form has a wrong answer now which it had not before. */
static gboolean
look_at_answer (CltConn *conn,
                Order *order,
                const CltQuestion *question,
                const CltResponse *before,
                GError **error)
{
  g_autoptr (CltResponse) after = clt_response_load (conn, order->response_id, error);

  if (after == NULL)
    return FALSE;
  order->concerns = before->client_id != 0 && !clt_bad_answer_is_given (before, question) &&
                    clt_bad_answer_is_given (after, question);
  return TRUE;
}

static gboolean
carry_out (CltConn *conn, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (CltResponse) response = clt_response_load (conn, order->response_id, error);
  g_autoptr (CltForm) form =
    response == NULL ? NULL : clt_form_load (conn, response->version_id, error);
  const CltQuestion *question =
    form == NULL ? NULL : clt_form_find_question_by_id (form, order->question_id);
  CltAnswerChange change = { .part = order->part,
                             .value = order->value,
                             .mark = order->mark,
                             .reason = order->reason };

  if (form == NULL)
    return FALSE;
  if (question == NULL)
    return clt_store_refuse (error, _ ("The form has no such question any more. Nothing was"
                                       " changed."));
  /* who is at the desk need not be a member of staff */
  change.staff_id = clt_staff_find (conn, order->who, NULL);
  return clt_response_set (conn, order->response_id, question, &change, error) &&
         look_at_answer (conn, order, question, response, error);
}

/* ---- the answer ---------------------------------------------------------------------------- */

/* What the form offers: which rows it has, and what its choices stand for. */
typedef struct
{
  gint64 response_id;
  CltQuestion *question; /* owned, a copy */
  gint64 question_id;
  GPtrArray *before; /* char *: what stands in each part, or in the question; NULL: blank */
  int shown;         /* the part whose answer stands in the row; -1: not yet */
  gboolean proposing;
  char *seen;        /* what stands in the row, as it was proposed or answered last */
  GPtrArray *values; /* char *: of the choice; NULL: blank */
  int part_row, value_row, mark_row, reason_row; /* -1: there is none */
  Order *order;                                  /* owned (nullable): asked for last */
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  clt_question_free (offer->question);
  g_ptr_array_unref (offer->values);
  g_ptr_array_unref (offer->before);
  g_free (offer->seen);
  g_clear_pointer (&offer->order, order_unref);
  g_free (offer);
}

static void
add_value (Offer *offer, GPtrArray *labels, const char *value, const char *label)
{
  g_ptr_array_add (offer->values, g_strdup (value));
  g_ptr_array_add (labels, g_strdup (label));
}

static void
add_points (Offer *offer, GPtrArray *labels)
{
  int low, high;

  if (!clt_question_get_scale (offer->question, &low, &high))
    return;
  for (int point = low; point <= high; point++)
    {
      g_autofree char *text = g_strdup_printf ("%d", point);

      add_value (offer, labels, text, text);
    }
}

/* Where the answer is one of a few. */
static void
list_values (Offer *offer, GPtrArray *labels)
{
  const CltQuestion *question = offer->question;

  if (question->type == CLT_QUESTION_SEVERAL)
    add_value (offer, labels, "1", C_ ("answer", "Chosen"));
  else if (question->type == CLT_QUESTION_YESNO)
    {
      add_value (offer, labels, "yes", C_ ("answer", "Yes"));
      add_value (offer, labels, "no", C_ ("answer", "No"));
    }
  else if (question->type == CLT_QUESTION_CHOICE || question->type == CLT_QUESTION_MATRIX)
    for (guint i = 0; i < question->options->len; i++)
      {
        const CltOption *option = question->options->pdata[i];

        add_value (offer, labels, option->code, option->label);
      }
  add_points (offer, labels);
  if (labels->len > 0)
    add_value (offer, labels, NULL,
               question->type == CLT_QUESTION_SEVERAL ? C_ ("answer", "Not chosen")
                                                      : C_ ("answer", "Blank"));
}

static const GPtrArray *
get_parts (const CltQuestion *question)
{
  return question->type == CLT_QUESTION_MATRIX ? question->lines : question->options;
}

static void
add_part_row (CltFormDialog *form, const CltQuestion *question)
{
  const GPtrArray *parts = get_parts (question);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (labels, ((CltOption *) parts->pdata[i])->label);
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_choice (form,
                              question->type == CLT_QUESTION_MATRIX ? _ ("_Line") : _ ("_Option"),
                              (const char *const *) labels->pdata);
}

static void
add_value_row (CltFormDialog *form, Offer *offer)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  list_values (offer, labels);
  if (labels->len == 0)
    {
      clt_form_dialog_add_entry (form, _ ("_Answer"), "", FALSE);
      return;
    }
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_add_choice (form, _ ("_Answer"), (const char *const *) labels->pdata);
}

static void
add_before (Offer *offer, const CltResponse *response, const char *part)
{
  const CltResponseAnswer *answer = clt_response_find_answer (response, offer->question_id, part);

  g_ptr_array_add (offer->before,
                   answer == NULL || *answer->mark != '\0' ? NULL : g_strdup (answer->value));
}

static void
list_before (Offer *offer, const CltResponse *response)
{
  const GPtrArray *parts = get_parts (offer->question);

  if (offer->part_row < 0)
    add_before (offer, response, "");
  for (guint i = 0; offer->part_row >= 0 && i < parts->len; i++)
    add_before (offer, response, ((CltOption *) parts->pdata[i])->code);
}

/* Of another part the answer that stands there is proposed. */
static void
propose (CltFormDialog *form, Offer *offer, int part)
{
  const char *value = offer->before->pdata[part];

  offer->shown = part;
  offer->proposing = TRUE;
  if (offer->values->len == 0)
    clt_form_dialog_set_text (form, (guint) offer->value_row, value == NULL ? "" : value);
  for (guint i = 0; i < offer->values->len; i++)
    if (g_strcmp0 (offer->values->pdata[i], value) == 0)
      clt_form_dialog_select (form, (guint) offer->value_row, i);
  offer->proposing = FALSE;
  g_free (offer->seen);
  offer->seen = clt_form_dialog_dup_text (form, (guint) offer->value_row);
}

/* Who gives an answer does not mean “refused” any more. */
static void
on_form_changed (CltFormDialog *form)
{
  Offer *offer = clt_form_dialog_get_data (form);
  const int part =
    offer->part_row < 0 ? 0 : (int) clt_form_dialog_get_choice (form, (guint) offer->part_row);
  g_autofree char *value = NULL;

  if (offer->proposing)
    return;
  if (part != offer->shown && part < (int) offer->before->len)
    propose (form, offer, part);
  value = clt_form_dialog_dup_text (form, (guint) offer->value_row);
  if (clt_set_str (&offer->seen, value))
    clt_form_dialog_select (form, (guint) offer->mark_row, CLT_MARK_NONE);
}

static void
add_mark_row (CltFormDialog *form, const Offer *offer, const CltResponse *response)
{
  const CltResponseAnswer *answer = clt_response_find_answer (response, offer->question_id, "");
  const char *const marks[] = { C_ ("answer", "The answer above"),
                                clt_reply_mark_get_label (CLT_MARK_REFUSED),
                                clt_reply_mark_get_label (CLT_MARK_UNKNOWN), NULL };

  clt_form_dialog_add_choice (form, _ ("_What counts"), marks);
  if (answer != NULL)
    clt_form_dialog_select (form, (guint) offer->mark_row, clt_reply_mark_from_name (answer->mark));
}

/* FALSE: it is no answer, which is then said. @value: (out): NULL: blank. */
static gboolean
read_value (CltFormDialog *form, const Offer *offer, const char *part, char **value)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (offer->values->len > 0)
    {
      *value = g_strdup (
        offer->values->pdata[clt_form_dialog_get_choice (form, (guint) offer->value_row)]);
      return TRUE;
    }
  text = clt_form_dialog_dup_text (form, (guint) offer->value_row);
  *value = clt_question_parse_value (offer->question, part, text, &error);
  if (*value == NULL)
    clt_form_dialog_refuse (form, error->message);
  else if (**value == '\0')
    g_clear_pointer (value, g_free);
  return error == NULL;
}

static void
apply_change (CltFormDialog *form)
{
  Offer *offer = clt_form_dialog_get_data (form);
  const guint mark = clt_form_dialog_get_choice (form, (guint) offer->mark_row);
  const char *part = "";
  g_autofree char *value = NULL;
  Order *order;

  if (offer->part_row >= 0)
    part = ((CltOption *) get_parts (offer->question)
              ->pdata[clt_form_dialog_get_choice (form, (guint) offer->part_row)])
             ->code;
  if (mark == CLT_MARK_NONE && !read_value (form, offer, part, &value))
    return;
  order = g_atomic_rc_box_new0 (Order);
  order->response_id = offer->response_id;
  order->question_id = offer->question_id;
  order->part = mark == CLT_MARK_NONE ? g_strdup (part) : NULL;
  order->value = g_steal_pointer (&value);
  order->mark =
    mark == CLT_MARK_NONE ? NULL : g_strdup (clt_reply_mark_get_name ((CltReplyMark) mark));
  order->reason = clt_form_dialog_dup_text (form, (guint) offer->reason_row);
  order->who = g_strdup (clt_desk_get_who (clt_form_dialog_get_desk (form)));
  g_clear_pointer (&offer->order, order_unref);
  offer->order = g_atomic_rc_box_acquire (order);
  clt_form_dialog_act (form, "response.edit", offer->question->text, carry_out, order, order_unref);
}

static void
tell_compliance (CltFormDialog *form)
{
  const Offer *offer = clt_form_dialog_get_data (form);

  if (offer->order->concerns)
    clt_desk_tell (clt_form_dialog_get_desk (form),
                   _ ("This answer is a matter for compliance: its task is open, due today"));
}

void
clt_answer_change_ask (GtkWidget *parent,
                       CltDesk *desk,
                       const CltAnswerSheet *sheet,
                       const CltQuestion *question)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, _ ("Change an Answer"), question->text);
  Offer *offer = g_new0 (Offer, 1);
  const gboolean parts = clt_question_has_parts (question);

  offer->response_id = sheet->line->id;
  offer->question = clt_question_copy (question);
  offer->question_id = question->id;
  offer->values = g_ptr_array_new_with_free_func (g_free);
  offer->before = g_ptr_array_new_with_free_func (g_free);
  offer->shown = -1;
  offer->part_row = parts ? 0 : -1;
  offer->value_row = parts ? 1 : 0;
  offer->mark_row = offer->value_row + 1;
  offer->reason_row = offer->mark_row + 1;
  if (parts)
    add_part_row (form, question);
  list_before (offer, sheet->response);
  add_value_row (form, offer);
  add_mark_row (form, offer, sheet->response);
  clt_form_dialog_add_entry (form, _ ("_Reason"), "", TRUE);
  clt_form_dialog_set_data (form, offer, offer_free);
  clt_form_dialog_watch (form, on_form_changed);
  clt_form_dialog_follow (form, tell_compliance);
  clt_form_dialog_present (form, _ ("Chan_ge"), apply_change);
}

/* ---- tags ---------------------------------------------------------------------------------- */

static gboolean
set_tag (CltConn *conn, gpointer data, GError **error)
{
  const Order *order = data;

  return clt_response_tag (conn, order->response_id, order->question_id, order->tag, order->on,
                           error);
}

static Order *
tag_order_new (gint64 response_id, gint64 question_id, const char *tag, gboolean on)
{
  Order *order = g_atomic_rc_box_new0 (Order);

  order->response_id = response_id;
  order->question_id = question_id;
  order->tag = g_strdup (tag);
  order->on = on;
  return order;
}

void
clt_answer_tag_set (CltDesk *desk,
                    gint64 response_id,
                    gint64 question_id,
                    const char *tag,
                    gboolean on)
{
  clt_desk_act (desk, "response.tag", tag, set_tag,
                tag_order_new (response_id, question_id, tag, on), order_unref);
}

static void
apply_tag (CltFormDialog *form)
{
  const Order *known = clt_form_dialog_get_data (form);
  g_autofree char *tag = clt_form_dialog_dup_text (form, 0);

  clt_form_dialog_act (form, "response.tag", tag, set_tag,
                       tag_order_new (known->response_id, known->question_id, tag, TRUE),
                       order_unref);
}

void
clt_answer_tag_ask (GtkWidget *parent,
                    CltDesk *desk,
                    gint64 response_id,
                    gint64 question_id,
                    const char *const *known)
{
  g_autofree char *list = g_strjoinv (C_ ("list of conditions", ", "), (char **) known);
  /* Translators: tags that were given before, separated by commas. */
  g_autofree char *body = *list == '\0' ? NULL : g_strdup_printf (_ ("Used so far: %s"), list);
  CltFormDialog *form = clt_form_dialog_new (parent, desk, _ ("Tag These Words"), body);

  clt_form_dialog_set_data (form, tag_order_new (response_id, question_id, NULL, TRUE),
                            order_unref);
  clt_form_dialog_add_entry (form, _ ("_Tag"), "", TRUE);
  clt_form_dialog_present (form, _ ("_Add"), apply_tag);
}
