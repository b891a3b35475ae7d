/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CLT_PINYIN_N_RANGES 3

/* Written at build time by gen-pinyin.c: for each character of a range, the index of its syllable
 * (0: none), counted from @start in clt_pinyin_readings. */
typedef struct
{
  gunichar first, last;
  guint start;
} CltPinyinRange;

extern const CltPinyinRange clt_pinyin_ranges[CLT_PINYIN_N_RANGES];
extern const guint16 clt_pinyin_readings[];
extern const char clt_pinyin_syllables[][8];

G_END_DECLS
