#!/usr/bin/env python3
"""Makes words.bin.zst and names.txt of this folder again; where what comes from is said in LICENSE-words.txt.

    python3 -m venv v && v/bin/pip install jieba==0.42.1 pypinyin==0.55.0 && v/bin/python make-words.py

Words and how often they are used: jieba's dictionary. Readings: pypinyin, which knows 47,000 words by heart and so reads 重庆
and 银行 right. Characters of given names: the probabilities of jieba's tagger. All three MIT: LICENSE-words.txt. Needs `zstd`.

words.bin, little endian: "LXW1"; u16 number of syllables; their spellings, each ended by a newline; u32 number of words; then
one column after another, words in order of syllables, then cost: u8 length in characters; u8 cost in twelfths of a nat
(-ln of the share of all words); u16 syllable numbers; u16 characters (UTF-16, one unit each).
"""
import collections, math, os, pathlib, re, struct, subprocess
import jieba, pypinyin
from jieba.posseg import prob_emit
from pypinyin import phrases_dict, pinyin_dict

HERE = pathlib.Path(__file__).parent
LONGEST = 8
# Words of so many characters are kept from so many counts on: seldom ones are worth their place while they are short.
LEAST = {2: 2, 3: 3, 4: 6}
LEAST_LONG = 20
# The share of words that are counted in the house's own texts.
OWN = 0.25
# What the lists have for sounds that nobody types.
ODD = {"hm", "hng", "m", "n", "ng", "ê", "eng", "io"}
# In use today though not in GB 2312: characters of names, mostly.
ALSO = set("玥堃喆镕珺淼昇煊晞瑀玮囧啰嗯嘚镭锎喹")
# Read in two ways by people, or otherwise than the lists have it.
MORE = {"朝阳": ["chao yang"], "血压": ["xue ya"], "说服": ["shuo fu"], "蚌埠": ["beng bu"], "六安": ["lu an"], "厦门": ["xia men"],
        "流血": ["liu xue"], "血": ["xue", "xie"], "谁": ["shei", "shui"], "这": ["zhe", "zhei"], "那": ["na", "nei"], "露": ["lu", "lou"],
        "幢": ["zhuang"], "长": ["chang", "zhang"], "圩": ["wei"], "浜": ["bang"]}
# Surnames by how many bear them (the hundred commonest as the census has them, then by hand), with the readings
# that a surname has where the character alone has another.
SURNAMES = """王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔肖付
王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹曾彭肖程袁潘董于蔡田杜叶余苏吕魏蒋钟卢汪戴崔任陆廖姚方金邱夏谭
韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪
尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵沈姜范江傅邬吉党阳司费蒙席
晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干
苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占公门帅利满朴区仉逄员贠丘闫肇翦谌种晁郇隗阚都过那哈宓佴折祭薄撒庾茅支昝经裘宦计伏项印宿怀
酆从鄂索咸籍阴胥能苍双莘逯姚扶堵别庄晋充慕茹习宦鱼容慎戈庚终暨居衡步耿弘国广禄阙东殳沃越夔隆师厍勾融訾辛那饶空曾毋乜养须丰巢蒯相后红游竺权益桓
欧阳 上官 诸葛 司马 司徒 令狐 皇甫 尉迟 夏侯 慕容 东方 公孙 长孙 端木 轩辕 宇文 淳于 单于 澹台 南宫 西门 呼延 鲜于 闻人 独孤 万俟"""
READ = {"曾": "zeng", "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "任": "ren", "区": "ou", "朴": "piao", "盖": "ge",
        "覃": "qin tan", "翟": "zhai", "乐": "yue le", "员": "yun", "缪": "miao", "宓": "mi", "折": "she", "种": "chong", "华": "hua",
        "纪": "ji", "过": "guo", "都": "du", "那": "na", "哈": "ha", "谌": "chen", "盛": "sheng", "石": "shi", "卜": "bu", "牟": "mou mu",
        "隗": "wei kui", "车": "che", "应": "ying", "葛": "ge", "燕": "yan", "祭": "zhai", "瞿": "qu", "柏": "bai", "贾": "jia",
        "薄": "bo", "相": "xiang", "宁": "ning", "佴": "nai", "阚": "kan", "沈": "shen", "占": "zhan", "干": "gan", "撒": "sa",
        "莘": "shen", "尹": "yin", "仉": "zhang", "贠": "yun", "冼": "xian", "洪": "hong", "费": "fei", "能": "nai", "訾": "zi",
        "经": "jing", "从": "cong", "吕": "lv", "乜": "nie", "召": "shao", "尉迟": "yu chi", "单于": "chan yu", "万俟": "mo qi",
        "澹台": "tan tai", "长孙": "zhang sun", "令狐": "ling hu", "鲜于": "xian yu", "余": "yu", "于": "yu", "欧": "ou", "臧": "zang"}
GIVEN = {"乐": "le yue", "行": "xing", "长": "chang", "朝": "chao zhao", "茜": "qian xi", "晟": "sheng cheng", "盛": "sheng", "柏": "bai bo",
         "重": "zhong chong", "娜": "na", "曾": "zeng", "传": "chuan", "藏": "cang zang", "朴": "pu", "阿": "a", "为": "wei", "大": "da",
         "兴": "xing", "华": "hua", "和": "he", "宁": "ning", "卫": "wei", "正": "zheng", "中": "zhong", "相": "xiang", "月": "yue",
         "俊": "jun", "隽": "jun", "妹": "mei", "单": "dan", "省": "sheng", "应": "ying", "会": "hui", "召": "zhao", "少": "shao",
         "教": "jiao", "仇": "qiu", "石": "shi", "好": "hao", "了": "liao", "红": "hong", "虹": "hong", "颉": "jie", "炅": "jiong"}
# Sounds of foreign names and endings of titles, which jieba's names are full of.
FOREIGN = set("尔斯克特尼拉夫格罗里塔亚巴卡氏帝公爷太居之者后们总叔婶嫂哥姐弟爹娘奶妃官侠老小儿子鬼贝蒂姆普瓦洛伊戈基诺莫哈布索维札伦兹赫")


def plain(text):
    """One spelling a character, `v` for ü; None where one has none."""
    out = pypinyin.lazy_pinyin(text, errors=lambda _: [None])
    return None if len(out) != len(text) or None in out else [fold(s) for s in out]


def fold(s):
    return s.replace("ü", "v").replace("lue", "lve").replace("nue", "nve")


def gb(text):
    return all(c in ALSO or ("\u4e00" <= c <= "\u9fff" and len(c.encode("gb2312", "ignore")) == 2) for c in text)


def of_character(c):
    """Every reading of a character, the commonest first."""
    found = pypinyin.pinyin(c, style=pypinyin.Style.NORMAL, heteronym=True, v_to_u=False)[0]
    return list(dict.fromkeys(map(fold, plain(c) + found)))


def words(said):
    counts = {}
    with open(os.path.join(os.path.dirname(jieba.__file__), "dict.txt"), encoding="utf-8") as f:
        for line in f:
            text, n, tag = line.split(" ")
            # Whole names of people are no words: name mode puts them together, and a word may be learned. The tagger takes
            # many a word for a name; those that another dictionary knows, or the house says, stay.
            name = tag.strip() == "nr" and len(text) > 2 and text not in phrases_dict.phrases_dict and text not in said
            if len(text) <= LONGEST and gb(text) and not name:
                counts[text] = int(n)
    return counts


def said_here():
    """What the house itself says, in its catalogue and on its screens: that is what is said to it."""
    said = collections.Counter()
    for file in sorted(HERE.parent.glob("catalogue/*.toml")) + sorted(HERE.parent.glob("locales/zh-CN/*.ftl")):
        for part in re.findall("[\u4e00-\u9fff]+", file.read_text(encoding="utf-8")):
            said.update(jieba.cut(part, HMM=False))
    return said


def main():
    said = said_here()
    counts = words(said)
    scale = OWN / (1 - OWN) * sum(counts.values()) / sum(said.values())
    for text, n in said.items():
        if text in counts:
            counts[text] += round(n * scale)
    inside, read_as = collections.Counter(), collections.defaultdict(collections.Counter)
    read = {}
    for text, n in counts.items():
        if len(text) > 1 and n >= LEAST.get(len(text), LEAST_LONG) and (r := plain(text)):
            read[text] = r
            for c, s in zip(text, r):
                inside[c] += n
                read_as[c][s] += n
    rows = []
    for text in read:
        readings = [read[text]] + [r.split() for r in MORE.get(text, [])]
        for r in {tuple(r): r for r in readings}.values():
            rows.append((r, text, counts[text]))
    characters = {c for c in pinyin_chars() if gb(c)}
    for c in characters:
        readings = MORE.get(c) or of_character(c)
        # A character that is seldom a word is still looked for by itself: a tenth of the words that hold it.
        n = counts.get(c, 1) + inside[c] * 0.1 + 1
        seen = sum(read_as[c].values())
        for i, s in enumerate(readings):
            share = read_as[c][s] / seen if seen else 0
            share = max(share * (0.5 if i else 1), 0.6) if i == 0 else max(share * 0.5, 0.003)
            rows.append(([s], c, n * share))
    syllables = sorted({s for r, _, _ in rows for s in r})
    syllables = [s for s in syllables if s not in ODD]
    number = {s: i for i, s in enumerate(syllables)}
    total = sum(counts.values())
    rows = [([number[s] for s in r], t, min(255, max(0, round(-math.log(n / total) * 12)))) for r, t, n in rows if all(s in number for s in r)]
    rows.sort(key=lambda x: (x[0], x[2], x[1]))
    out = b"LXW1" + struct.pack("<H", len(syllables)) + "".join(s + "\n" for s in syllables).encode()
    out += struct.pack("<I", len(rows))
    out += bytes(len(t) for _, t, _ in rows) + bytes(c for _, _, c in rows)
    out += b"".join(struct.pack(f"<{len(r)}H", *r) for r, _, _ in rows)
    out += b"".join(t.encode("utf-16-le") for _, t, _ in rows)
    raw = HERE / "words.bin"
    raw.write_bytes(out)
    subprocess.run(["zstd", "-q", "-f", "--ultra", "-22", "--rm", str(raw), "-o", str(raw) + ".zst"], check=True)
    print(len(syllables), "syllables,", len(rows), "words,", len(out), "bytes plain")
    names()


def pinyin_chars():
    return (chr(code) for code in pinyin_dict.pinyin_dict)


def names():
    """Three parts, each begun by a `#` line: surnames, characters, pairs. Costs in twelfths of a nat."""
    lines = ["# surnames: surname, cost, readings"]
    parts = SURNAMES.split()
    order = [w for w in dict.fromkeys([c for p in parts if p[0] not in "欧上诸" or len(p) > 4 for c in ([p] if len(p) == 2 else p)] + [p for p in parts if len(p) == 2])]
    singles, doubles = [s for s in order if len(s) == 1], [s for s in order if len(s) == 2]
    rank = {}
    for i, s in enumerate(singles):
        # The commonest have 7 % each, the hundredth 0.2 %; beyond it the shares fall quicker.
        cost = 2.6 + 0.75 * math.log(i + 1) + max(0, i - 99) / 120
        rank[s] = cost
    for i, s in enumerate(doubles):
        rank[s] = 7.0 + 0.25 * i
    for s, cost in rank.items():
        readings = ["'".join(plain(s))] if s not in READ else ([READ[s].replace(" ", "'")] if len(s) == 2 else READ[s].split())
        lines.append(f"{s} {round(cost * 12)} {' '.join(readings)}")
    lines.append("# characters of given names: character, cost before another, cost at the end, readings")
    elders = "".join((HERE / "given.txt").read_text(encoding="utf-8").split())
    first, last = prob_emit.P[("M", "nr")], prob_emit.P[("E", "nr")]
    for c in sorted(set(first) | set(last) | set(elders)):
        a, b = -first.get(c, -12.0), -last.get(c, -12.0)
        if c in elders:
            # The terminal's own list, the commonest first: elders are not named like the people of the news.
            top = 4.0 + elders.index(c) / 80
            a, b = min(a, (a + 2 * top) / 3), min(b, (b + 2 * top) / 3)
        elif c in FOREIGN:
            a, b = a + 2.5, b + 2.5
        if gb(c) and min(a, b) < 10.5:
            readings = GIVEN.get(c, of_character(c)[0]).split()
            lines.append(f"{c} {round(a * 12)} {round(b * 12)} {' '.join(readings)}")
    lines.append("# given names of two characters that are often met")
    pairs = collections.Counter()
    with open(os.path.join(os.path.dirname(jieba.__file__), "dict.txt"), encoding="utf-8") as f:
        for line in f:
            text, n, tag = line.split(" ")
            if tag.strip() == "nr" and len(text) == 3 and text[0] in rank and gb(text):
                pairs[text[1:]] += 1
    lines += sorted(p for p, n in pairs.items() if n >= 2 and not set(p) & FOREIGN)
    (HERE / "names.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(rank), "surnames,", len(lines), "lines of names")


if __name__ == "__main__":
    main()
