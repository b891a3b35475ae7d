/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-answers.h"

#include "core/base/clt-text.h"
#include "core/surveys/clt-flow.h"

#define TOP 1000

void
clt_demo_mood_draw (CltDemoMood *mood, int tier, CltRandom *random)
{
  static const int pleased[] = { 770, 770, 800, 840, 870 };
  const int drawn = pleased[CLAMP (tier, 0, 4)] + clt_random_normal (random) * 150 / 1000;

  *mood = (CltDemoMood){ .words = 180, .wrong = 4 };
  mood->hasty = clt_random_chance (random, 35);
  /* few are thoroughly angry, and those say so everywhere */
  mood->pleased = clt_random_chance (random, 50) ? (int) clt_random_range (random, 50, 350)
                                                 : CLAMP (drawn, 200, TOP);
}

/* ---- words --------------------------------------------------------------------------------- */

typedef struct
{
  const char *key;
  gboolean pleased;
  const char *words;
} Phrase;

static const Phrase phrases[] = {
  { "comment", TRUE, "客户经理很负责，有问题都能及时答复" },
  { "comment", TRUE, "早评发得及时，希望继续" },
  { "comment", TRUE, "希望多办一些线下的交流活动" },
  { "comment", TRUE, "风险提示短信很有用" },
  { "comment", TRUE, "服务不错，没有别的意见" },
  { "comment", FALSE, "手续费偏高，希望能下调" },
  { "comment", FALSE, "行情波动大的时候软件会卡顿" },
  { "comment", FALSE, "电话经常打不通，等的时间太长" },
  { "comment", FALSE, "收到的短信太多，内容跟我做的品种没关系" },
  { "comment", FALSE, "出金到账慢" },
  { "nps-better", FALSE, "手续费和保证金标准" },
  { "nps-better", FALSE, "交易软件的稳定性" },
  { "nps-better", FALSE, "希望专员能主动联系" },
  { "nps-almost", TRUE, "研报再及时一些" },
  { "nps-almost", TRUE, "多一些针对我做的品种的分析" },
  { "nps-best", TRUE, "专员专业、有耐心" },
  { "nps-best", TRUE, "培训内容实用" },
  { "promise-who", FALSE, "一位朋友介绍时说可以保本，不是贵公司的人" },
  { "statement-what", FALSE, "上月有一笔交割费用看不明白" },
  { "solved-what", FALSE, "费用说明还没有收到书面的" },
};

/* (transfer none) (nullable) */
static const char *
choose_words (const char *key, gboolean pleased, CltRandom *random)
{
  const char *fitting[G_N_ELEMENTS (phrases)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_str_equal (phrases[i].key, key) && phrases[i].pleased == pleased)
      fitting[n++] = phrases[i].words;
  return n == 0 ? NULL : fitting[clt_random_range (random, 0, n - 1)];
}

/* ---- one answer ---------------------------------------------------------------------------- */

typedef struct
{
  CltResponse *response;
  CltFlow *flow;
  const CltDemoMood *mood;
  CltRandom *random;
  gint64 seconds; /* so far */
} Talk;

static gboolean
say (Talk *talk,
     int index,
     const CltQuestion *question,
     const char *part,
     const char *value,
     gint64 seconds,
     GError **error)
{
  if (!clt_flow_answer (talk->flow, index, part, value, "", error))
    return FALSE;
  clt_response_add_answer (talk->response, question->id, part, "", value, "")->seconds = seconds;
  return TRUE;
}

static void
say_nothing (Talk *talk, int index, const CltQuestion *question, CltReplyMark mark, gint64 seconds)
{
  clt_flow_mark (talk->flow, index, mark);
  clt_response_add_answer (talk->response, question->id, "", clt_reply_mark_get_name (mark), "", "")
    ->seconds = seconds;
}

/* A point of @low … @high about where the mood is. */
static int
draw_point (const Talk *talk, int low, int high)
{
  const int spread = talk->mood->hasty ? 0 : clt_random_normal (talk->random) * 110 / 1000;
  const int place = CLAMP (talk->mood->pleased + spread, 0, TOP);

  return low + (place * (high - low) + TOP / 2) / TOP;
}

static const char *
choose_yes (const Talk *talk, const CltQuestion *question)
{
  static const char *const yes_no[] = { "yes", "no" };
  gboolean no;

  if (question->identity)
    return "yes";
  if (*question->bad != '\0')
    {
      no = clt_question_is_bad (question, "yes");
      return yes_no[no != clt_random_chance (talk->random, talk->mood->wrong)];
    }
  no = clt_random_chance (talk->random, 60);
  return yes_no[no];
}

/* The second option of three is the middle, else the first ones are the usual ones. */
static const char *
choose_option (const Talk *talk, const CltQuestion *question)
{
  static const guint8 solved[] = { 78, 20, 2 };
  static const guint8 middle[] = { 16, 68, 16 };
  const gboolean three = question->options->len == 3;
  guint i;

  if (three)
    i = clt_random_pick (talk->random, *question->bad != '\0' ? solved : middle, 3, 100);
  else
    i = (guint) clt_random_range (talk->random, 0, question->options->len - 1);
  return ((const CltOption *) question->options->pdata[i])->code;
}

static gboolean
say_several (Talk *talk, int index, const CltQuestion *question, gint64 seconds, GError **error)
{
  const guint n = question->options->len;
  const guint first = (guint) clt_random_range (talk->random, 0, n - 1);
  const guint second = (first + 1 + (guint) clt_random_range (talk->random, 0, n - 2)) % n;
  const CltOption *one = question->options->pdata[first];
  const CltOption *other = question->options->pdata[second];

  if (!say (talk, index, question, one->code, "1", seconds, error))
    return FALSE;
  return one->exclusive || other->exclusive || clt_random_chance (talk->random, 550) ||
         say (talk, index, question, other->code, "1", 0, error);
}

static gboolean
say_lines (Talk *talk, int index, const CltQuestion *question, gint64 seconds, GError **error)
{
  for (guint i = 0; i < question->lines->len; i++)
    {
      const CltOption *line = question->lines->pdata[i];
      const int point = draw_point (talk, 1, (int) question->options->len);
      const CltOption *column = question->options->pdata[point - 1];

      if (!say (talk, index, question, line->code, column->code, i == 0 ? seconds : 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
say_words (Talk *talk, int index, const CltQuestion *question, GError **error)
{
  /* a follow-up is asked because something was said already */
  const gboolean follows = *question->condition != '\0';
  const gboolean pleased =
    follows ? clt_random_chance (talk->random, 500) : talk->mood->pleased > 600;
  const char *words = choose_words (question->key, pleased, talk->random);

  if (words == NULL)
    words = choose_words (question->key, !pleased, talk->random);
  if (words == NULL || talk->mood->hasty ||
      !clt_random_chance (talk->random, follows ? 700 : talk->mood->words))
    return TRUE;
  return say (talk, index, question, "", words, clt_random_range (talk->random, 15, 60), error);
}

static gboolean
answer (Talk *talk, int index, const CltQuestion *question, GError **error)
{
  const gint64 seconds = talk->mood->hasty ? 1 : clt_random_range (talk->random, 4, 16);
  char number[16];
  int low, high;

  talk->seconds += seconds;
  if (!question->required && !question->identity && !talk->mood->hasty &&
      clt_random_chance (talk->random, 35))
    {
      say_nothing (talk, index, question,
                   clt_random_chance (talk->random, 400) ? CLT_MARK_REFUSED : CLT_MARK_UNKNOWN,
                   seconds);
      return TRUE;
    }
  if (clt_question_get_scale (question, &low, &high))
    {
      g_snprintf (number, sizeof number, "%d", draw_point (talk, low, high));
      return say (talk, index, question, "", number, seconds, error);
    }
  switch (question->type)
    {
    case CLT_QUESTION_YESNO:
      return say (talk, index, question, "", choose_yes (talk, question), seconds, error);
    case CLT_QUESTION_CHOICE:
      return say (talk, index, question, "", choose_option (talk, question), seconds, error);
    case CLT_QUESTION_SEVERAL:
      return say_several (talk, index, question, seconds, error);
    case CLT_QUESTION_MATRIX:
      return say_lines (talk, index, question, seconds, error);
    case CLT_QUESTION_TEXT:
      return say_words (talk, index, question, error);
    case CLT_QUESTION_RANKING:
    case CLT_QUESTION_NUMBER:
    case CLT_QUESTION_DATE: /* none of the presets asks for these */
    case CLT_QUESTION_RATING:
    case CLT_QUESTION_NPS:
    case CLT_QUESTION_SECTION:
    case CLT_QUESTION_INFO:
    default:
      return TRUE;
    }
}

gboolean
clt_demo_answers_fill (CltResponse *response,
                       const CltForm *form,
                       const CltDemoMood *mood,
                       CltRandom *random,
                       GError **error)
{
  g_autoptr (CltFlow) flow = clt_flow_new (form, NULL, error);
  Talk talk = { response, flow, mood, random, 15 };
  int left = mood->stops == 0 ? G_MAXINT : mood->stops;
  g_autofree char *last = NULL;

  if (flow == NULL)
    return FALSE;
  response->state = CLT_RESPONSE_COMPLETE;
  for (int i = clt_flow_get_first (flow); i >= 0; i = clt_flow_get_next (flow, i))
    {
      const CltQuestion *question = form->questions->pdata[i];

      if (!clt_question_is_asked (question))
        continue;
      if (left-- == 0)
        {
          response->state = CLT_RESPONSE_BROKEN;
          clt_set_str (&response->at_key, question->key);
          break;
        }
      if (!answer (&talk, i, question, error))
        return FALSE;
      clt_set_str (&last, question->key);
    }
  /* a form too short to stop in its middle was broken off before it was said to be done */
  if (mood->stops != 0 && response->state == CLT_RESPONSE_COMPLETE && last != NULL)
    {
      response->state = CLT_RESPONSE_BROKEN;
      clt_set_str (&response->at_key, last);
    }
  if (response->started != 0)
    response->finished = response->started + talk.seconds;
  return TRUE;
}
