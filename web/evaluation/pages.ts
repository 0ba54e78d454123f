import type { Component } from 'svelte'
import type { Permission } from '../../server/domain/permission.ts'

type Page = {
  /** Who finds it there; null: everybody who is signed in. */
  permission: Permission | null
  load: () => Promise<{ default: Component }>
}

export const PAGE_NAMES = [
  'scorecards',
  'commendations',
  'report',
  'duties',
  'training',
  'surveys',
  'plan',
] as const
export type PageName = (typeof PAGE_NAMES)[number]

/** The pages of the evaluation by the end of their path. Each is read when it is looked at. */
export const PAGES: Partial<Record<PageName, Page>> = {
  scorecards: {
    permission: 'seeEvaluation',
    load: () => import('./scorecards/ScorecardsPage.svelte'),
  },
  report: {
    permission: 'seeEvaluation',
    load: () => import('./quarterly-report/ReportPage.svelte'),
  },
  commendations: { permission: null, load: () => import('./commendations/CommendationsPage.svelte') },
  duties: { permission: null, load: () => import('./duties/DutiesPage.svelte') },
  surveys: { permission: 'seeSurveys', load: () => import('./surveys/SurveysPage.svelte') },
  plan: { permission: 'seePlan', load: () => import('./plan/PlanPage.svelte') },
  training: { permission: 'seeTraining', load: () => import('./training/TrainingPage.svelte') },
}
