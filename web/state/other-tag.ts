/** The tag of the language that a screen is not in: what a button that turns to it is written in. */
export function otherTag(language: 'zh' | 'en'): string {
  return language === 'zh' ? 'en' : 'zh-CN'
}
