/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/demo/clt-demo-names.h"

/* Common surnames come up often, as they do in life: the earlier in the list, the likelier. */
static const char *const surnames[] = {
  "王", "李", "张", "刘", "陈", "杨", "赵", "黄",   "周",   "吴",   "徐",   "孙",   "胡", "朱",
  "高", "林", "何", "郭", "马", "罗", "梁", "宋",   "郑",   "谢",   "韩",   "唐",   "冯", "于",
  "董", "萧", "程", "曹", "袁", "邓", "许", "傅",   "沈",   "曾",   "彭",   "吕",   "苏", "卢",
  "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎",   "余",   "潘",   "杜",   "戴",   "夏", "钟",
  "汪", "田", "任", "姜", "范", "方", "石", "姚",   "谭",   "廖",   "邹",   "熊",   "金", "陆",
  "郝", "孔", "白", "崔", "康", "毛", "邱", "秦",   "江",   "史",   "顾",   "侯",   "邵", "孟",
  "龙", "万", "段", "钱", "汤", "尹", "黎", "易",   "常",   "武",   "乔",   "贺",   "赖", "龚",
  "单", "解", "仇", "查", "区", "朴", "盖", "欧阳", "上官", "尉迟", "诸葛", "司马",
};

static const char *const men[] = {
  "伟", "强", "磊", "军", "勇", "杰", "涛", "明", "超", "刚", "平", "辉", "鹏", "华", "飞",
  "鑫", "波", "斌", "宇", "浩", "凯", "健", "俊", "帆", "帅", "旭", "宁", "龙", "林", "阳",
  "建", "志", "文", "国", "海", "永", "家", "子", "晓", "一", "天", "立", "新", "东", "成",
  "德", "光", "维", "景", "泽", "宏", "振", "启", "世", "绍", "承", "昊",
};

static const char *const women[] = {
  "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "秀", "燕", "玲", "桂", "英", "兰",
  "红", "梅", "琴", "洁", "莹", "雪", "琳", "晶", "倩", "颖", "婷", "慧", "萍", "蓉",
  "佳", "欣", "雅", "思", "诗", "若", "梦", "晓", "文", "淑", "玉", "春", "瑞", "书",
  "素", "云", "月", "怡", "舒", "安", "清", "嘉", "悦", "亦", "可", "子", "如", "希",
};

static const char *const firm_first[] = { "汇", "恒", "宏", "澄", "拓", "泽", "启", "盛",
                                          "润", "鼎", "瑞", "嘉", "远", "通", "源", "丰" };
static const char *const firm_second[] = { "岳", "川", "禾", "衡", "桥", "野", "舟", "石",
                                           "林", "泰", "和", "顺", "达", "信", "海", "陆" };
static const char *const firm_trade[] = {
  "金属材料", "粮油", "化工", "贸易",   "钢铁物资", "橡塑",
  "饲料",     "玻璃", "能源", "供应链", "棉业",     "果品"
};
static const char *const streets[] = { "梧桐路", "新河街", "学府路", "银杏大道",
                                       "东风巷", "滨江路", "槐树街", "建设里" };
static const char *const districts[] = { "东城区", "西河区", "南湖区", "北山区", "高新区" };

#define ANY(random, list) ((list)[clt_random_range ((random), 0, G_N_ELEMENTS (list) - 1)])

char *
clt_demo_name_person (CltRandom *random, gboolean female)
{
  const char *const *given = female ? women : men;
  guint n_given = female ? G_N_ELEMENTS (women) : G_N_ELEMENTS (men);
  /* the smaller of two draws: a falling distribution */
  gint64 a = clt_random_range (random, 0, G_N_ELEMENTS (surnames) - 1);
  gint64 b = clt_random_range (random, 0, G_N_ELEMENTS (surnames) - 1);
  const char *first = given[clt_random_range (random, 0, n_given - 1)];
  const char *second = given[clt_random_range (random, 0, n_given - 1)];
  gboolean one = clt_random_chance (random, 220);

  return g_strconcat (surnames[MIN (a, b)], first, one ? "" : second, NULL);
}

char *
clt_demo_name_firm (CltRandom *random)
{
  const char *first = ANY (random, firm_first);
  const char *second = ANY (random, firm_second);

  return g_strconcat ("示例市", first, second, ANY (random, firm_trade), "有限公司", NULL);
}

char *
clt_demo_name_fund (CltRandom *random)
{
  const char *first = ANY (random, firm_first);
  const char *second = ANY (random, firm_second);

  return g_strdup_printf ("%s%s示例%d号私募基金", first, second,
                          (int) clt_random_range (random, 1, 20));
}

char *
clt_demo_phone (CltRandom *random)
{
  return g_strdup_printf ("15400%06d", (int) clt_random_range (random, 0, 999999));
}

char *
clt_demo_address (CltRandom *random)
{
  const char *district = ANY (random, districts);
  const char *street = ANY (random, streets);
  int number = (int) clt_random_range (random, 1, 399);

  return g_strdup_printf ("示例市%s%s%d号%d室", district, street, number,
                          (int) clt_random_range (random, 1, 32) * 100 +
                            (int) clt_random_range (random, 1, 8));
}

char *
clt_demo_id_number (CltRandom *random, CltDay born, gboolean female)
{
  static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int order = (int) clt_random_range (random, 0, 499) * 2 + (female ? 0 : 1);
  char digits[32];
  int sum = 0;

  g_snprintf (digits, sizeof digits, "000000%08d%03d", clt_day_to_yyyymmdd (born), order);
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += (digits[i] - '0') * weights[i];
  return g_strdup_printf ("%s%c", digits, "10X98765432"[sum % 11]);
}

char *
clt_demo_firm_number (CltRandom *random)
{
  return g_strdup_printf ("91000000MA%08d", (int) clt_random_range (random, 0, 99999999));
}
