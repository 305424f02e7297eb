/// <reference types="vitest/config" />
// The build: one folder of static files that the service, or any static host, serves as they are.
//
//   npm run dev      the page with hot reload; FLEET names the address of a running fleet (default http://127.0.0.1:8080)
//   npm run build    into ../src/tutorfleet/service/web
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { offline } from './offline_build.ts'

const FLEET = process.env.FLEET ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), offline()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../src/tutorfleet/service/web',
    emptyOutDir: true,
    assetsInlineLimit: 0, // nothing inline: the content-security policy allows files of ours only
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: {
      // what every page needs, in a few files: smaller together, and kept by browsers when pages change
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store)\// },
            {
              name: 'libraries',
              test: /node_modules\/(wouter|regexparam|mitt|@tanstack|i18next|react-i18next|@ariakit|@floating-ui)\//,
            },
            {
              name: 'frame',
              test: /src\/(ui|api|state|shell|language|turn|region|scene|speech|account)\/|lucide-react/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '^/$', // Cognito's protocol
        '/config.json',
        '/session',
        '/conversations',
        '/me',
        '/scenarios',
        '/fleet/status',
        '/us-east-1',
        '/us-west-2',
      ].map((path) => [
        path,
        {
          target: FLEET,
          bypass: (request) => (request.headers.accept?.includes('text/html') ? '/index.html' : undefined),
        },
      ]),
    ),
  },
  test: {
    environment: 'happy-dom',
    pool: 'vmThreads', // a document a file, without a process a file: three times as quick
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})
