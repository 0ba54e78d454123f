import { createContext } from 'svelte'
import { readPalette, type Palette } from '../ui/palette.ts'
import { readChoice, writeChoice } from './kept-choice.ts'

const CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof CHOICES)[number]

/** Day or night: the system's, until somebody chooses. */
export class Theme {
  choice = $state<ThemeChoice>(readChoice('theme', CHOICES) ?? 'system')
  system = $state<'light' | 'dark'>(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  readonly value = $derived(this.choice === 'system' ? this.system : this.choice)

  /** The colours of the theme in force. */
  palette = $state.raw<Palette>(readPalette())

  /** Marks the document, so that the tokens apply, and reads them. */
  apply(): void {
    document.documentElement.dataset['theme'] = this.value
    this.palette = readPalette()
  }

  /** Follows the system, and the size of the screen, by which tokens differ too; returns what ends it. */
  follow(): () => void {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const wall = matchMedia('(min-width: 2400px)')
    const read = () => (this.system = dark.matches ? 'dark' : 'light')
    const measure = () => (this.palette = readPalette())
    read()
    dark.addEventListener('change', read)
    wall.addEventListener('change', measure)
    return () => {
      dark.removeEventListener('change', read)
      wall.removeEventListener('change', measure)
    }
  }

  /** The other of day and night. */
  toggle(): void {
    this.choice = this.value === 'dark' ? 'light' : 'dark'
    writeChoice('theme', this.choice)
  }
}

export const [useTheme, provideTheme] = createContext<Theme>()
