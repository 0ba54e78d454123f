import { ImportFault } from '../import-fault.ts'
import { readText } from '../text-file.ts'
import { csvReader } from '../csv-records.ts'
import { sniffDelimiter } from '../read-rows.ts'

/**
 * A CSV of two columns without a header: the source's word, and the code or name of the category that it stands for.
 * Throws an ImportFault where a line is something else, or `isKnown` does not know the category.
 */
export function readCategoryMap(file: string, isKnown: (category: string) => boolean): Map<string, string> {
  const text = readText(file)
  const reader = csvReader(sniffDelimiter(text))
  const map = new Map<string, string>()
  for (const { line, values } of [...reader.push(text), ...reader.end()]) {
    const [word, target, ...more] = values.map((value) => value.trim())
    if (!word || !target || more.length > 0) {
      throw new ImportFault(
        `Line ${line} of ${file} must be "word,category", but it is "${values.join(',')}".`,
      )
    }
    if (!isKnown(target)) {
      throw new ImportFault(
        `Line ${line} of ${file} must name a category by code or name, but "${target}" is none.`,
      )
    }
    map.set(word, target)
  }
  return map
}
