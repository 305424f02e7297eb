// The one cache of answers, and how patient it is. A page names what it wants (`useQuery`) and says nothing of retries.

import { QueryClient } from '@tanstack/react-query'
import { passing } from './errors'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => passing(error) && count < 3,
      retryDelay: (count) => 500 * 2 ** count,
    },
    mutations: { retry: false },
  },
})
