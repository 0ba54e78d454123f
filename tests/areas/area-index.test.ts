import { beforeAll, expect, it } from 'vitest'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { publishRelease, type Release } from '../../server/areas/publish.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty, rectangle, smallCountyAreas } from '../support/small-county.ts'

describeOnDatabases('an index that follows another', (database) => {
  let index: AreaIndex
  beforeAll(async () => {
    index = await loadSmallCounty(database().db)
  })

  const areas = () => smallCountyAreas()
  const changes: [string, Omit<Release, 'author' | 'note'>][] = [
    ['a name', { areas: areas().map((area) => (area.code === 'A1a' ? { ...area, name: '新名' } : area)) }],
    [
      'a border',
      {
        areas: areas().map((area) => {
          if (area.code === 'A1a') return { ...area, shape: rectangle(0, 0, 1, 2) }
          return area
        }),
        retire: ['A1b'],
      },
    ],
    ['an area that is again', { areas: areas() }],
    ['nothing', { areas: areas() }],
  ]
  it.each(changes)('knows the same as one read anew, after a change of %s', async (_name, release) => {
    const { db } = database()
    await publishRelease(db, { author: 'test', note: 'test', ...release })
    const next = await AreaIndex.load(db, index)
    const anew = await AreaIndex.load(db)
    expect(next.nodes.map(({ children, ...node }) => ({ ...node, children: children.length }))).toEqual(
      anew.nodes.map(({ children, ...node }) => ({ ...node, children: children.length })),
    )
    expect(next.release).toBe(anew.release)
    index = next
  })
})
