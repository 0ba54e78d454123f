/** One class of a legend: values in [from, to), how they are drawn, and how many things are of it. */
export type LegendClass = { from: number; to: number; colour: string; count: number }
