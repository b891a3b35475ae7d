/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Greetings for birthdays and festivals (domain rules 7), planned as pushes with an occasion: the gate
 * keeps rule greeting.gap between two greetings of one client. A product for greetings is one of
 * value-added services with risk R1. Nobody is greeted twice on one occasion. */

#include "core/delivery/clt-push.h"

G_BEGIN_DECLS

typedef struct
{
  const char *key;  /* stable: "mid-autumn" */
  const char *name; /* msgid, for clt_festival_get_label() */
  CltDay day;
  int year; /* that it is named by: Laba, which may fall in December, by the coming New Year */
  gboolean solemn;    /* no wishes of joy */
  gboolean statutory; /* offices are closed */
} CltGreetingDay;

/* Festivals on which clients may be greeted, by day. Zhongyuan is none of them.
 * (element-type CltGreetingDay) (transfer full) */
GArray *clt_greeting_days (CltDay from, CltDay to);
/* The day of @key in @year; CLT_DAY_NONE: there is no such festival. */
CltDay clt_greeting_find_day (const char *key, int year);
/* Does the text wish joy, in Chinese or English? */
gboolean clt_greeting_is_joyful (const char *text);

/* A greeting on the day of the festival to the open clients who match @expression ("": all) and were
 * not greeted on this occasion yet. @channel "": the product's order of preference. Calls and visits
 * of a day off are made on the last working day before it. Refused on a solemn day when a text of the
 * product wishes joy. (transfer full) */
CltPushPlan *clt_greeting_plan_festival (CltConn *conn,
                                         const char *key,
                                         int year,
                                         gint64 product_id,
                                         const char *expression,
                                         const char *channel,
                                         GError **error);
/* Greetings for the birthdays in @first … @last, one plan a birthday year: a lunar birthday counts
 * for its lunar year, so that one in January is that of the year before. Plans without anybody are
 * left out. (element-type CltPushPlan) (transfer full) */
GPtrArray *clt_greeting_plan_birthdays (CltConn *conn,
                                        CltDay first,
                                        CltDay last,
                                        gint64 product_id,
                                        const char *expression,
                                        const char *channel,
                                        GError **error);

/* Something to greet for: a festival, or the birthdays of a day. */
typedef struct
{
  const char *key;  /* of a festival; NULL: birthdays */
  const char *name; /* msgid, for clt_festival_get_label(); NULL: birthdays */
  CltDay day;
  int year; /* of the festival; 0: birthdays */
  gboolean solemn;
  guint n;          /* clients who have their birthday; 0: a festival is everybody's */
  gint64 client_id; /* the first of them */
} CltGreetingOccasion;

/* What lies in @from … @to, by day. (element-type CltGreetingOccasion) (transfer full) */
GArray *clt_greeting_find_occasions (CltConn *conn, CltDay from, CltDay to, GError **error);
/* One client's birthday. */
typedef struct
{
  gint64 client_id;
  CltDay day;
  int year; /* that it counts for: of a lunar one its lunar year */
} CltGreetingBirthday;

/* Those in @from … @to, by day. (element-type CltGreetingBirthday) (transfer full) */
GArray *clt_greeting_find_birthdays (CltConn *conn, CltDay from, CltDay to, GError **error);
/* What was queued on it already for those who match @expression, by day.
 * (element-type CltPushItem) (transfer full) */
GPtrArray *clt_greeting_list_greeted (CltConn *conn,
                                      const CltGreetingOccasion *occasion,
                                      const char *expression,
                                      GError **error);
/* What @client_id reads, or hears, on @day through @channel (the key of one): the product's text with
 * his values, a subject on a line of its own before it. CLT_STORE_ERROR_INVALID names a placeholder
 * that has no value. (transfer full): "" where the product has no text for the channel. */
char *clt_greeting_compose (CltConn *conn,
                            gint64 product_id,
                            const char *channel,
                            gint64 client_id,
                            CltDay day,
                            GError **error);

G_END_DECLS
