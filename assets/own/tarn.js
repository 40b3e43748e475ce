// Enhancements. Every page does its work without them.
import { initAll } from '../govuk/govuk-frontend.min.js'
import { startDrafts } from './drafts.js'
import { startMaps } from './map.js'
import { startProgress } from './progress.js'
import { startSuggestions } from './suggest.js'

initAll()
startDrafts()
startMaps()
startProgress()
startSuggestions()
