// Whether somebody at this device has read that the browser may send what it hears to its maker.

import { keptStore } from '@/state/kept'

export const agreed = keptStore('tutorfleet.listening', (raw) => raw === true)
