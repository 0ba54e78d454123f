/** How the characters in the names of the county's villages are read, without tones. */
const READINGS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '一 yi 七 qi 三 san 上 shang 东 dong 中 zhong 丹 dan 二 er 五 wu 京 jing 余 yu 倪 ni 儿 er 八 ba 六 liu 内 nei 冯 feng 凌 ling ' +
    '刘 liu 前 qian 北 bei 十 shi 南 nan 叩 kou 吕 lü 后 hou 周 zhou 固 gu 场 chang 城 cheng 大 da 天 tian 头 tou 孙 sun 安 an 家 jia ' +
    '寨 zhai 小 xiao 崔 cui 巨 ju 市 shi 常 chang 庄 zhuang 店 dian 张 zhang 徐 xu 新 xin 方 fang 施 shi 朵 duo 李 li 杨 yang 桥 qiao ' +
    '楼 lou 槐 huai 步 bu 武 wu 水 shui 汪 wang 江 jiang 泥 ni 海 hai 渤 bo 滑 hua 瀑 pu 牡 mu 王 wang 白 bai 皇 huang 石 shi 社 she ' +
    '神 shen 胡 hu 舍 she 苏 su 营 ying 蔡 cai 街 jie 西 xi 贾 jia 赵 zhao 路 lu 迎 ying 邢 xing 郝 hao 里 li 铺 pu 阳 yang 陈 chen ' +
    '韩 han 马 ma 驻 zhu 驾 jia 鲁 lu 鹿 lu 黄 huang 龙 long 华 hua 耿 geng 菅 jian 兴 xing 元 yuan 关 guan 区 qu 宾 bin 寺 si 文 wen ' +
    '正 zheng 町 ding 乐 le'
  )
    .match(/\S+ \S+/g)!
    .map((pair) => pair.split(' ') as [string, string]),
)

/** A place name in letters: 东小京 is "Dongxiaojing". Throws for a character without a reading. */
export function pinyin(name: string): string {
  const sounds = Array.from(name, (character) => {
    const reading = READINGS[character]
    if (reading === undefined) throw new Error(`There is no reading for "${character}" in "${name}".`)
    return reading
  })
  const text = sounds.join('')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The English name of a village or community by its short Chinese one, like 东街村 or 牡丹社区. */
export function englishName(name: string): string {
  if (name.endsWith('社区')) return `${pinyin(name.slice(0, -2))} Community`
  return `${pinyin(name.replace(/村$/, ''))} Village`
}
