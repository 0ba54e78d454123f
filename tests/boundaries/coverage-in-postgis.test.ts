import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Coverage } from '../../server/domain/coverage/edit/coverage.ts'
import { applyOperation } from '../../server/domain/coverage/edit/apply-operation.ts'
import { operationOf } from '../domain/coverage/edit/random-operation.ts'
import { sequences } from '../domain/coverage/edit/exactness.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { coverageInPostgis } from '../support/coverage-in-postgis.ts'

describeOnDatabases('what operations make of a coverage', (database) => {
  it('is one to PostGIS too, which knows nothing of ours', { timeout: 120_000 }, async () => {
    for (const { members, rolls } of fc.sample(sequences, { numRuns: 60, seed: 4 })) {
      const coverage = Coverage.of(members)
      for (const roll of rolls) applyOperation(coverage, operationOf(coverage, roll))
      expect(await coverageInPostgis(database().db, coverage)).toEqual({
        invalid: 0,
        overlapping: 0,
        unionIsOutline: true,
      })
    }
  })
})
