/** 2026-Q3 → 2026年第3季度 */
export const quarterZh = (name: string): string => `${name.slice(0, 4)}年第${name.slice(6)}季度`

/** 2026-Q3 → Q3 2026 */
export const quarterEn = (name: string): string => `Q${name.slice(6)} ${name.slice(0, 4)}`
