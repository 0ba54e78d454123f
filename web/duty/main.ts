import { mount } from 'svelte'
import DutyApp from './DutyApp.svelte'
import '../app.css'

const target = document.getElementById('app')
if (target === null) throw new Error('duty.html has no element with the id "app".')
mount(DutyApp, { target })
