import { mount } from 'svelte'
import '../app.css'
import SurveyApp from './SurveyApp.svelte'

const target = document.getElementById('app')
if (target === null) throw new Error('survey.html has no element with the id "app".')
mount(SurveyApp, { target })
