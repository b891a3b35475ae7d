/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-pinyin.h"

#include <string.h>

#include "core/base/clt-pinyin-table.h"

/* Surnames that are read otherwise than the character is elsewhere, and the compound ones. A
 * second reading after the blank is in use as well. */
static const struct
{
  const char *surname;
  const char *reading; /* one syllable a character */
  const char *other;   /* (nullable) */
} surnames[] = {
  { "万俟", "mo qi", NULL },     { "尉迟", "yu chi", NULL },   { "单于", "chan yu", NULL },
  { "长孙", "zhang sun", NULL }, { "澹台", "tan tai", NULL },  { "令狐", "ling hu", NULL },
  { "夏侯", "xia hou", NULL },   { "宰父", "zai fu", NULL },   { "乐正", "yue zheng", NULL },
  { "亓官", "qi guan", NULL },   { "皇甫", "huang fu", NULL }, { "濮阳", "pu yang", NULL },
  { "呼延", "hu yan", NULL },    { "南宫", "nan gong", NULL }, { "鲜于", "xian yu", NULL },
  { "赫连", "he lian", NULL },   { "纥干", "he gan", NULL },   { "单", "shan", NULL },
  { "曾", "zeng", NULL },        { "仇", "qiu", NULL },        { "解", "xie", NULL },
  { "查", "zha", NULL },         { "区", "ou", NULL },         { "朴", "piao", NULL },
  { "盖", "ge", "gai" },         { "秘", "bi", NULL },         { "重", "chong", NULL },
  { "种", "chong", NULL },       { "乐", "yue", "le" },        { "任", "ren", NULL },
  { "宁", "ning", NULL },        { "甯", "ning", NULL },       { "员", "yun", "yuan" },
  { "贠", "yun", NULL },         { "貟", "yun", NULL },        { "那", "na", NULL },
  { "折", "she", NULL },         { "缪", "miao", "mou" },      { "翟", "zhai", "di" },
  { "覃", "qin", "tan" },        { "冼", "xian", NULL },       { "洗", "xian", NULL },
  { "召", "shao", NULL },        { "祭", "zhai", "ji" },       { "哈", "ha", NULL },
  { "贾", "jia", NULL },         { "繁", "po", NULL },         { "逄", "pang", NULL },
  { "黑", "he", "hei" },         { "尉", "wei", "yu" },        { "华", "hua", NULL },
  { "过", "guo", NULL },         { "纪", "ji", NULL },         { "燕", "yan", NULL },
  { "幺", "yao", NULL },         { "么", "yao", NULL },        { "瞿", "qu", NULL },
  { "佴", "nai", NULL },         { "难", "nan", NULL },        { "粘", "nian", NULL },
  { "藏", "zang", NULL },        { "臧", "zang", NULL },       { "扎", "za", NULL },
  { "都", "du", NULL },          { "六", "lu", NULL },         { "陆", "lu", NULL },
  { "薄", "bo", NULL },          { "居", "ju", NULL },         { "盛", "sheng", NULL },
  { "柏", "bai", "bo" },         { "牟", "mou", "mu" },        { "殷", "yin", NULL },
  { "乜", "nie", NULL },         { "阚", "kan", NULL },        { "叶", "ye", NULL },
  { "强", "qiang", NULL },       { "不", "fou", NULL },        { "丁", "ding", NULL },
  { "阿", "a", NULL },           { "汤", "tang", NULL },       { "万", "wan", NULL },
  { "车", "che", NULL },         { "称", "cheng", NULL },      { "沈", "shen", NULL },
  { "宿", "su", NULL },          { "卜", "bu", NULL },         { "殳", "shu", NULL },
  { "寻", "xun", "xin" },        { "於", "yu", NULL },         { "余", "yu", NULL },
  { "艾", "ai", NULL },          { "石", "shi", NULL },        { "俞", "yu", NULL },
  { "齐", "qi", NULL },          { "许", "xu", NULL },         { "若", "ruo", NULL },
  { "台", "tai", NULL },         { "适", "kuo", "shi" },       { "撒", "sa", NULL },
  { "冯", "feng", NULL },        { "费", "fei", "bi" },        { "洪", "hong", NULL },
  { "葛", "ge", NULL },          { "郇", "xun", "huan" },      { "隗", "kui", "wei" },
  { "晁", "chao", NULL },        { "谌", "chen", "shen" },     { "舍", "she", NULL },
  { "褚", "chu", NULL },         { "卓", "zhuo", NULL },       { "长", "chang", NULL },
  { "广", "guang", NULL },       { "郝", "hao", NULL },        { "翁", "weng", NULL },
  { "亓", "qi", NULL },          { "芮", "rui", NULL },        { "莘", "shen", "xin" },
  { "仝", "tong", NULL },        { "佟", "tong", NULL },       { "佘", "she", NULL },
  { "蔚", "yu", "wei" },         { "行", "xing", "hang" },     { "相", "xiang", NULL },
  { "应", "ying", NULL },        { "曲", "qu", NULL },         { "句", "gou", "ju" },
  { "勾", "gou", NULL },         { "皮", "pi", NULL },         { "逯", "lu", NULL },
  { "禚", "zhuo", NULL },        { "郗", "xi", "chi" },        { "郄", "qie", "xi" },
  { "蕃", "pi", "bo" },          { "会", "gui", NULL },        { "浣", "huan", "wan" },
};

/* Words in which a character is read otherwise, as they occur in names of firms and people. */
static const struct
{
  const char *word;
  const char *reading;
} words[] = {
  { "银行", "yin hang" },
  { "重庆", "chong qing" },
  { "厦门", "xia men" },
  { "长沙", "chang sha" },
  { "长春", "chang chun" },
  { "长江", "chang jiang" },
  { "长城", "chang cheng" },
  { "成都", "cheng du" },
  { "乐清", "yue qing" },
  { "六安", "lu an" },
  { "东莞", "dong guan" },
  { "蚌埠", "beng bu" },
  { "台州", "tai zhou" },
  { "大厦", "da sha" },
  { "行业", "hang ye" },
  { "车行", "che hang" },
  { "商行", "shang hang" },
  { "会计", "kuai ji" },
  { "重工", "zhong gong" },
  { "音乐", "yin yue" },
  { "西藏", "xi zang" },
  { "丽水", "li shui" },
  { "铅山", "yan shan" },
  { "阿里", "a li" },
  /* where ICU's first reading is not the usual one */
  { "地", "di" },
  { "拓", "tuo" },
  { "谁", "shui" },
  { "帧", "zhen" },
  { "著", "zhu" },
  { "蹒", "pan" },
};

static gboolean
is_han (gunichar c)
{
  return *clt_pinyin_of_character (c) != '\0';
}

const char *
clt_pinyin_of_character (gunichar c)
{
  if (c == 0x3007) /* 〇, outside the ranges */
    return "ling";
  for (guint i = 0; i < CLT_PINYIN_N_RANGES; i++)
    {
      const CltPinyinRange *range = &clt_pinyin_ranges[i];

      if (c >= range->first && c <= range->last)
        return clt_pinyin_syllables[clt_pinyin_readings[range->start + c - range->first]];
    }
  return "";
}

/* Longer names are firms, whose first character is no surname. */
static gboolean
is_person (const char *name)
{
  int n = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p), n++)
    if (n == 4 || (!is_han (g_utf8_get_char (p)) && n < 2))
      return FALSE;
  return n >= 1;
}

static const char *
find_reading (const char *p, gboolean person, gboolean other)
{
  for (guint i = 0; person && i < G_N_ELEMENTS (surnames); i++)
    if (g_str_has_prefix (p, surnames[i].surname))
      return other && surnames[i].other != NULL ? surnames[i].other : surnames[i].reading;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (p, words[i].word))
      return words[i].reading;
  return NULL;
}

/* Calls @add for each character of @name with its syllable, or "" for one without a reading. */
typedef void (*AddFunc) (GString *out, const char *syllable, const char *character, gsize length);

static char *
read_name (const char *name, gboolean other, AddFunc add)
{
  GString *out = g_string_new (NULL);
  gboolean person = is_person (name);
  const char *reading = NULL;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize length = (gsize) (g_utf8_next_char (p) - p);
      char syllable[8] = "";

      if (reading == NULL || *reading == '\0')
        reading = find_reading (p, person && p == name, other);
      if (reading != NULL)
        {
          gsize n = strcspn (reading, " ");

          memcpy (syllable, reading, n);
          reading += n + (reading[n] == ' ');
        }
      else
        g_strlcpy (syllable, clt_pinyin_of_character (g_utf8_get_char (p)), sizeof syllable);
      add (out, syllable, p, length);
    }
  return g_string_free (out, FALSE);
}

static void
add_plain (GString *out, const char *character, gsize length)
{
  gunichar c = g_utf8_get_char (character);

  if (!g_unichar_isspace (c))
    g_string_append_unichar (out, g_unichar_tolower (c));
}

static void
add_full (GString *out, const char *syllable, const char *character, gsize length)
{
  if (*syllable != '\0')
    g_string_append (out, syllable);
  else
    add_plain (out, character, length);
}

static void
add_initial (GString *out, const char *syllable, const char *character, gsize length)
{
  if (*syllable != '\0')
    g_string_append_c (out, *syllable);
  else
    add_plain (out, character, length);
}

static void
add_sort (GString *out, const char *syllable, const char *character, gsize length)
{
  /* the blank sorts before every letter: 詹 zhan before 张 zhang */
  if (*syllable != '\0')
    {
      g_string_append (out, syllable);
      g_string_append_c (out, ' ');
      g_string_append_len (out, character, (gssize) length);
    }
  else
    add_plain (out, character, length);
}

char *
clt_pinyin_full (const char *name)
{
  return read_name (name, FALSE, add_full);
}

char *
clt_pinyin_initials (const char *name)
{
  return read_name (name, FALSE, add_initial);
}

char *
clt_pinyin_sort_key (const char *name)
{
  return read_name (name, FALSE, add_sort);
}

static void
add_word (GString *out, const char *word)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

void
clt_pinyin_keys (const char *name, char **full, char **initials)
{
  g_autofree char *first = clt_pinyin_full (name);
  g_autofree char *second = read_name (name, TRUE, add_full);
  g_autofree char *first_initials = clt_pinyin_initials (name);
  g_autofree char *second_initials = read_name (name, TRUE, add_initial);
  GString *all = g_string_new (first);
  GString *all_initials = g_string_new (first_initials);

  if (!g_str_equal (first, second))
    add_word (all, second);
  if (!g_str_equal (first_initials, second_initials))
    add_word (all_initials, second_initials);
  /* 吕 is typed lv with an input method and lu on paper */
  if (strstr (first, "lv") != NULL || strstr (first, "nv") != NULL)
    {
      for (char *p = first; *p != '\0'; p++)
        if ((*p == 'l' || *p == 'n') && p[1] == 'v')
          p[1] = 'u';
      add_word (all, first);
    }
  *full = g_string_free (all, FALSE);
  *initials = g_string_free (all_initials, FALSE);
}
