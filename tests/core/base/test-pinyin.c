/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-pinyin.h"

static void
test_names (void)
{
  static const struct
  {
    const char *name, *full, *initials;
  } cases[] = {
    { "单晓明", "shanxiaoming", "sxm" },
    { "曾伟", "zengwei", "zw" },
    { "仇英", "qiuying", "qy" },
    { "解珍", "xiezhen", "xz" },
    { "查良镛", "zhaliangyong", "zly" },
    { "区小明", "ouxiaoming", "oxm" },
    { "朴志", "piaozhi", "pz" },
    { "尉迟恭", "yuchigong", "ycg" },
    { "尉文", "weiwen", "ww" },
    { "万俟卨", "moqixie", "mqx" },
    { "单于明", "chanyuming", "cym" },
    { "长孙无忌", "zhangsunwuji", "zswj" },
    { "盖叫天", "gejiaotian", "gjt" },
    { "张简单", "zhangjiandan", "zjd" }, /* not a surname at the end */
    { "吕布", "lvbu", "lb" },
    { "欧阳修", "ouyangxiu", "oyx" },
    { "重庆银行", "chongqingyinhang", "cqyh" },
    { "曾经沧海贸易有限公司", "cengjingcanghaimaoyiyouxiangongsi", "cjchmyyxgs" },
    { "Anna Li", "annali", "annali" },
    { "客户37", "kehu37", "kh37" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *full = clt_pinyin_full (cases[i].name);
      g_autofree char *initials = clt_pinyin_initials (cases[i].name);

      g_assert_cmpstr (full, ==, cases[i].full);
      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
test_keys (void)
{
  static const struct
  {
    const char *name, *full, *initials;
  } cases[] = {
    { "曾伟", "zengwei", "zw" },
    { "乐明", "yueming leming", "ym lm" },
    { "覃勇", "qinyong tanyong", "qy ty" },
    { "吕布", "lvbu lubu", "lb" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *full = NULL, *initials = NULL;

      clt_pinyin_keys (cases[i].name, &full, &initials);
      g_assert_cmpstr (full, ==, cases[i].full);
      g_assert_cmpstr (initials, ==, cases[i].initials);
    }
}

static void
test_order (void)
{
  /* as a Chinese reader expects them, one surname together */
  static const char *const names[] = { "Anna", "安心", "白云", "陈一", "陈真", "单晓明",
                                       "曾伟", "詹文", "张三", "章三", "赵四" };
  g_autofree char *previous = g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *key = clt_pinyin_sort_key (names[i]);

      if (i != 1) /* Latin and Han names: only among themselves */
        g_assert_cmpstr (previous, <, key);
      g_free (previous);
      previous = key;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pinyin/names", test_names);
  g_test_add_func ("/pinyin/keys", test_keys);
  g_test_add_func ("/pinyin/order", test_order);
  return g_test_run ();
}
