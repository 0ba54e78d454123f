import { mount } from 'svelte'
import '../app.css'
import ReportApp from './ReportApp.svelte'

const target = document.getElementById('app')
if (target === null) throw new Error('report.html has no element with the id "app".')
mount(ReportApp, { target })
