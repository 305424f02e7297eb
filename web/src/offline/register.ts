// Puts the service worker in its place, and tells the learner when a newer page waits; it takes over when they say so.

import i18next from 'i18next'
import { toast } from '@/ui/toasts'
import { startForgettingAnswers } from './forget'

const LOOK_MS = 60 * 60_000

export function startOffline(): void {
  if (!('serviceWorker' in navigator)) return // an old browser, or an address without https
  startForgettingAnswers()
  // the page works without one: a browser may forbid it, and one that is told to block them answers with nothing
  navigator.serviceWorker
    .register('/sw.js')
    .then(watch)
    .catch(() => undefined)
}

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && navigator.serviceWorker.controller) offer(next)
    })
  })
  const look = () => void registration.update().catch(() => undefined)
  setInterval(look, LOOK_MS)
  addEventListener('online', look)
}

function offer(next: ServiceWorker): void {
  toast(
    i18next.t('newVersion'),
    {
      label: i18next.t('reload'),
      run() {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
        next.postMessage('take over')
      },
    },
    true,
  )
}
