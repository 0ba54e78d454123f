type Saying = { zh: string; en: string }

/** What townships say of operators whom they nominate: what was achieved, and how. */
export const OPERATOR_WORDS: readonly Saying[] = [
  {
    zh: '辖区内几处反复出现的垃圾堆积点，经她与村委会商定清运时间、增设收集点后，本季度没有再发生。',
    en: 'Several spots where rubbish kept piling up have stayed clean all quarter, since she agreed on collection times with the village committee and had a collecting point added.',
  },
  {
    zh: '发现并跟进的道路破损、井盖缺损均在期限内办结，核查一次通过，群众评价满意。',
    en: 'Damaged road surfaces and manhole covers that were found here were mended in time, passed verification at once, and residents were satisfied.',
  },
  {
    zh: '牵头调处两起持续多年的宅基地边界纠纷，双方签字认可，至今没有反复。',
    en: 'Helped to settle two boundary disputes over house plots that had lasted for years; both sides signed, and neither has come back.',
  },
  {
    zh: '秋收期间与村干部一起逐户说明秸秆离田办法，所负责网格没有发生露天焚烧。',
    en: 'Explained to every household, with the village cadres, how straw leaves the fields at harvest: no open burning happened in these grids.',
  },
  {
    zh: '持续跟进老旧小区用电隐患，督促产权单位完成改造，核查后没有返工。',
    en: 'Kept after the electrical hazards of an old housing block until its owner had it rewired; verification found nothing to redo.',
  },
  {
    zh: '把排水不畅的三处点位连成一件事来办，协调水务和村里一次疏通，汛期没有再积水。',
    en: 'Treated three places with poor drainage as one matter and brought the water office and the village together; there was no standing water in the rainy season.',
  },
]

export const TOWNSHIP_WORDS: readonly Saying[] = [
  {
    zh: '全乡镇按期办结情况好，疑难事项由班子成员包联到底，空缺网格当月补齐。',
    en: 'Cases were closed in time across the township, hard ones were each followed through by one of its leaders, and vacant grids were filled within the month.',
  },
  {
    zh: '核查返工少，同类问题注重从源头解决，群众评价好。',
    en: 'Little had to be redone after verification, recurring problems were solved at their source, and residents rated the answers well.',
  },
]

export const OBJECTIONS: readonly { objection: string; verdict: string }[] = [
  {
    objection: '来电人反映村东排水沟还有一段没有清完。',
    verdict: '已到现场核查：该段由水务部门施工中，不在本件范围内，提名所述属实。',
  },
  {
    objection: '有一件事我评价的是“一般”，不是“满意”。',
    verdict: '已核对评价记录，统计中该件计为“一般”，没有计入满意。',
  },
]

export const UPHELD = {
  objection: '所写纠纷上周双方又起争执，还没有解决。',
  verdict: '经走访属实，异议成立。',
  refused: '异议成立，本季度不予表彰，解决后可再提名。',
}

export const RETURNED = '请写明是哪几处、怎样解决的，再报。'
export const OPEN_OBJECTION = '来电人反映其中一处上月又堆过一次。'
