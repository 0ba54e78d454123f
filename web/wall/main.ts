import { mount } from 'svelte'
import WallApp from './WallApp.svelte'
import { keepPage } from './keep-page.ts'
import '../app.css'

const target = document.getElementById('app')
if (target === null) throw new Error('wall.html has no element with the id "app".')
mount(WallApp, { target })
void keepPage()
