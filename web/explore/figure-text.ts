import type { Formats } from '../state/formats.ts'
import { FIGURE_KIND, type FigureName, type FigureValue } from './figures.ts'

/** A value of a figure as it is written everywhere: in the table and beside the pointer. */
export function writeFigure(name: FigureName, value: number, formats: Formats): string {
  switch (FIGURE_KIND[name]) {
    case 'count':
      return formats.number(Math.round(value))
    case 'share':
      return formats.percent(value)
    case 'ratio':
      return value < 100 ? formats.decimal(value) : formats.number(Math.round(value))
  }
}

/** An end of a class in the legend: class ends are round, so no decimals stand for show. */
export function writeBreak(name: FigureName, value: number, formats: Formats): string {
  return FIGURE_KIND[name] === 'ratio' ? formats.short(value) : writeFigure(name, value, formats)
}

/** A value as it is written that may be missing or a rate over too few, which is written as its counts. */
export function writeFigureValue(
  name: FigureName,
  figure: FigureValue,
  formats: Formats,
  unknown: string,
): string {
  if (figure.value === null) return unknown
  if (figure.few && figure.parts) {
    return `${formats.number(figure.parts.numerator)}/${formats.number(figure.parts.denominator)}`
  }
  return writeFigure(name, figure.value, formats)
}
