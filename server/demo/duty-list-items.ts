import type { DutyItem } from '../domain/duty-list/item.ts'

type Words = readonly [zh: string, en: string]

/** An item from its texts, each in Chinese and English. */
function item(
  category: string,
  unit: string,
  tasks: DutyItem['tasks'],
  operator: Words,
  others: Words,
  basis: Words,
): DutyItem {
  return {
    category,
    unit,
    tasks,
    operatorZh: operator[0],
    operatorEn: operator[1],
    othersZh: others[0],
    othersEn: others[1],
    basisZh: basis[0],
    basisEn: basis[1],
  }
}

/**
 * What the synthetic county's operators are there for, by main category. The texts are plain and made up for the demonstration; the laws
 * named are real ones, by their proper names.
 */
export const DEMO_DUTIES: readonly DutyItem[] = [
  item(
    '01',
    'emergency',
    ['report', 'verify'],
    [
      '走访时看消防通道、用电用气、危房坑井；发现隐患先提醒在场的人离开，再拍照上报；整改后到现场核查。不执法，不进入危险场所。',
      'Looks at fire lanes, electricity and gas, unsafe buildings and pits on rounds; warns people first, then reports with a photo; looks again after it was put right. Enforces nothing and enters no dangerous place.',
    ],
    [
      '应急管理局及有关行业主管部门现场检查、责令整改；乡镇协助。',
      'Emergency Management and the authority of the trade inspect and order repair; the township helps.',
    ],
    ['《中华人民共和国安全生产法》《中华人民共和国消防法》', 'Work Safety Law; Fire Protection Law'],
  ),
  item(
    '02',
    'justice',
    ['report', 'settle', 'verify'],
    [
      '邻里小纠纷先劝解；劝解不成的，引导当事人到村（社区）人民调解委员会；有激化苗头的立即上报。',
      'Talks small quarrels between neighbours over; where that fails, shows people to the mediation committee of the village; reports at once what may grow worse.',
    ],
    [
      '人民调解委员会调解；司法局指导；涉及劳动报酬的由人社部门处理。',
      'The mediation committee mediates, guided by the Justice office; unpaid wages are for the labour authority.',
    ],
    ['《中华人民共和国人民调解法》', "People's Mediation Law"],
  ),
  item(
    '03',
    'city',
    ['report', 'settle', 'verify'],
    [
      '发现垃圾、杂物堆积和污水外溢，当场能劝导清理的劝导清理，其余拍照上报；清理后核查。',
      'Has rubbish and clutter cleared by a word where that is enough, and reports the rest and waste water with a photo; looks again afterwards.',
    ],
    [
      '城市管理局组织清运；村（社区）保洁员日常清扫。',
      'City Management has it taken away; the cleaners of the village sweep every day.',
    ],
    [
      '《中华人民共和国固体废物污染环境防治法》',
      'Law on the Prevention and Control of Environmental Pollution by Solid Waste',
    ],
  ),
  item(
    '04',
    'housing',
    ['report', 'verify'],
    [
      '发现路灯、道路、井盖、给排水设施损坏即拍照上报；井盖缺失的先设明显警示并守到有人接手；修好后核查。',
      'Reports damaged lights, roads, covers, water and drains with a photo; marks a missing cover clearly and stays until somebody takes over; looks again after the repair.',
    ],
    [
      '住房和城乡建设局及权属单位维修。',
      'Housing and Construction, or whoever owns the facility, repairs it.',
    ],
    [
      '《中华人民共和国公路法》《城市道路管理条例》',
      'Highway Law; Regulations on the Administration of Urban Roads',
    ],
  ),
  item(
    '05',
    'police',
    ['report'],
    [
      '发现可疑情况或噪音扰民即上报，紧急的先拨打110；只说明时间、地点和情形，不盘问、不跟踪。',
      'Reports what looks suspicious, or noise, and calls 110 first where it is urgent; tells time, place and what was seen, questions and follows nobody.',
    ],
    [
      '公安局处置并核实结果；网格员不参与核查。',
      'The police deal with it and confirm the outcome; operators do not verify it.',
    ],
    [
      '《中华人民共和国治安管理处罚法》《中华人民共和国噪声污染防治法》',
      'Public Security Administration Punishments Law; Noise Pollution Prevention and Control Law',
    ],
  ),
  item(
    '06',
    'housing',
    ['report', 'verify'],
    [
      '发现正在搭建的疑似违法建设、施工扬尘和占道即拍照上报；处理后核查现场。',
      'Reports building that may be illegal, dust and blocked roads with a photo; looks again after it was dealt with.',
    ],
    [
      '住房和城乡建设局会同乡镇认定和处理。',
      'Housing and Construction decides and acts, together with the township.',
    ],
    [
      '《中华人民共和国城乡规划法》《中华人民共和国大气污染防治法》',
      'Urban and Rural Planning Law; Law on the Prevention and Control of Atmospheric Pollution',
    ],
  ),
  item(
    '07',
    'city',
    ['report', 'settle', 'verify'],
    [
      '少量乱贴乱画随手清理，成片的拍照上报；清理后核查。',
      'Takes off what little is pasted up, reports larger stretches with a photo; looks again afterwards.',
    ],
    ['城市管理局组织清除并查处。', 'City Management has it removed and looks into it.'],
    [
      '《城市市容和环境卫生管理条例》',
      'Regulations on the Administration of City Appearance and Environmental Sanitation',
    ],
  ),
  item(
    '08',
    'ecology',
    ['report', 'verify'],
    [
      '发现露天焚烧先劝止并上报，有火情拨打119；发现河渠水质异常拍照上报，不采样；处理后核查。',
      'Asks people to stop open burning and reports it, calls 119 where it spreads; reports water that looks wrong with a photo, takes no samples; looks again afterwards.',
    ],
    ['生态环境分局调查、监测和处理。', 'Ecology and Environment investigates, measures and acts.'],
    [
      '《中华人民共和国大气污染防治法》《中华人民共和国水污染防治法》',
      'Law on the Prevention and Control of Atmospheric Pollution; Law on the Prevention and Control of Water Pollution',
    ],
  ),
  item(
    '09',
    'emergency',
    ['report'],
    [
      '立即拨打119、120或110，同时上报；提醒周围群众撤离，在安全处等候并引路。不参与抢险，不核查现场。',
      'Calls 119, 120 or 110 at once and reports; tells people to leave, waits in a safe place and shows the way. Takes no part in the rescue and does not verify the scene.',
    ],
    [
      '应急管理局组织救援，消防救援和医疗机构处置；由指挥中心核查。',
      'Emergency Management leads, the fire service and hospitals act; the command centre verifies.',
    ],
    ['《中华人民共和国突发事件应对法》', 'Emergency Response Law'],
  ),
  item(
    '10',
    'service',
    ['report', 'settle', 'verify'],
    [
      '上门代办村民委托的简单事项，讲清办理地点和所需材料；办不了的上报。不代签字，不代保管证件和现金。',
      'Runs simple errands that residents ask for, and tells where to go with which papers; reports what cannot be done. Signs nothing for anybody and keeps no papers or money.',
    ],
    [
      '行政审批局和乡镇便民服务中心办理。',
      'Administrative Service and the service centre of the township do it.',
    ],
    ['《中华人民共和国村民委员会组织法》', "Organic Law of Villagers' Committees"],
  ),
  item(
    '11',
    'service',
    ['report'],
    [
      '听取意见建议，如实记录并上报；不记录与意见无关的个人情况。',
      'Listens, writes suggestions down as they were said and reports them; notes nothing about people that does not belong there.',
    ],
    [
      '行政审批局转办并答复，指挥中心回访。',
      'Administrative Service passes it on and answers; the command centre calls back.',
    ],
    ['《信访工作条例》', 'Regulations on Petition Work'],
  ),
  item(
    '99',
    'service',
    ['report'],
    [
      '其他情况可以上报，由指挥中心研判分派；没有列入本清单的工作不派给网格员。',
      'Anything else may be reported and is sorted by the command centre; no work that is not on this list is given to operators.',
    ],
    ['指挥中心研判后派有关单位办理。', 'The command centre decides which unit does it.'],
    [
      '《中华人民共和国村民委员会组织法》《中华人民共和国城市居民委员会组织法》',
      "Organic Law of Villagers' Committees; Organic Law of Urban Residents' Committees",
    ],
  ),
]
